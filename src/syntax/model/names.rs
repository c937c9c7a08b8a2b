//! Names of which the model has never heard.

use super::Word;
use super::features::Vocabulary;
use crate::syntax::words::WORDS;
use crate::syntax::{Feats, Number, Upos, Xpos};

/// Makes a word with a capital, in the middle of a sentence, a name if it is no known word: "Saqib" is no common noun.
pub(super) fn mend(words: &mut [Word], forms: &[&str], known: &Vocabulary) {
    let begins = |form: &str| form.chars().any(char::is_alphanumeric);
    let Some(first) = forms.iter().position(|form| begins(form)) else {
        return;
    };
    for i in first + 1..words.len() {
        let common = matches!(
            words[i].upos,
            Upos::Noun | Upos::Adj | Upos::Adv | Upos::Det
        );
        // What follows a colon or a quotation mark may begin a sentence of its own.
        let inside = forms[i - 1] == "," || begins(forms[i - 1]);
        if common && inside && may_be_name(forms[i], words[i]) && !known.contains(forms[i]) {
            words[i].upos = Upos::Propn;
            words[i].xpos = Xpos::Nnp;
            words[i].feats = Feats {
                number: Some(Number::Sing),
                ..Feats::default()
            };
        }
    }
}

/// A capital and small letters; no plural, no adjective by its ending.
fn may_be_name(form: &str, word: Word) -> bool {
    let mut letters = form.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let adjective =
        || word.upos == Upos::Adj && WORDS.adjectival.iter().any(|end| form.ends_with(end));
    capital
        && form.chars().all(char::is_alphabetic)
        && letters.any(char::is_lowercase)
        && word.xpos != Xpos::Nns
        && !adjective()
}

#[cfg(test)]
mod tests {
    use crate::syntax::Parser;

    #[test]
    fn unknown_words_with_a_capital_are_names() {
        for (text, word, expected) in [
            ("The Council met in Neiafuu today.", "Neiafuu", "PROPN"),
            ("Neiafuu today.", "today", "NOUN"),
            ("It was a Brobdingnagian effort.", "Brobdingnagian", "ADJ"),
        ] {
            let analysis = Parser::new().analyse(text);
            let mut tokens = analysis.sentences.iter().flat_map(|s| &s.tokens);
            let token = tokens.find(|t| t.span.of(text) == word).expect(word);
            assert_eq!(token.upos.to_string(), expected, "{text}");
        }
    }
}
