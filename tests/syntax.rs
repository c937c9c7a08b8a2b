//! What holds of the syntax stage on any text.

use std::sync::LazyLock;

use proptest::prelude::*;
use rapporteur::syntax::{Deprel, Number, Parser, Sentence, conllu};

static PARSER: LazyLock<Parser> = LazyLock::new(Parser::new);

/// Text with what goes wrong most: emoji, right-to-left text, combining marks, control characters, markup, lists.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z'’-]{1,9}",
        2 => "[ \\n\\t]{1,3}",
        2 => "[.,;:!?()\\[\\]\"“”*#_`/-]{1,3}",
        1 => "[0-9,.:/-]{1,6}",
        1 => "[אבגد-ي\u{202e}\u{200f}]{1,5}",
        1 => "[a-z][\u{300}-\u{308}\u{20e3}]{1,3}",
        1 => "(👩‍👩‍👧|🇯🇵|✊🏽|日本|\u{0}|\u{b}|\u{85}|\u{2028}|\u{feff}|\u{ad}|<!--|-->|\r\n)",
        1 => "\\PC{1,4}",
        1 => "(Mr\\.|U\\.S\\.|No\\. 4|1\\. |\\(a\\) |\n- |15-29425 4/5|A/RES/73/27|\n\n|1\\.5°C)",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn is_a_tree(sentence: &Sentence) -> bool {
    let roots = sentence.tokens.iter().filter(|t| t.head.is_none()).count();
    let reaches_the_root = |start: usize| {
        let mut at = start;
        for _ in 0..sentence.tokens.len() {
            match sentence.tokens[at].head {
                Some(head) => at = head,
                None => return true,
            }
        }
        false
    };
    roots == 1 && (0..sentence.tokens.len()).all(reaches_the_root)
}

proptest! {
    #[test]
    fn tokens_stand_in_order_and_heads_form_trees(text in text()) {
        let analysis = PARSER.analyse(&text);
        let mut end = 0;
        for sentence in &analysis.sentences {
            prop_assert!(is_a_tree(sentence));
            prop_assert_eq!(sentence.span.start, sentence.tokens[0].span.start);
            for token in &sentence.tokens {
                prop_assert!(token.span.start >= end && !token.span.is_empty());
                // Slicing fails off the boundaries of characters.
                prop_assert!(!token.span.of(&text).trim().is_empty());
                prop_assert!(!token.lemma.is_empty());
                end = token.span.end;
            }
            prop_assert_eq!(sentence.span.end, end);
        }
    }

    #[test]
    fn words_are_all_in_tokens(words in prop::collection::vec("[\\p{L}]{1,8}", 1..12)) {
        let text = words.join(" ");
        let analysis = PARSER.analyse(&text);
        let tokens = analysis.sentences.iter().flat_map(|s| &s.tokens);
        let found: String = tokens.map(|t| t.span.of(&text)).collect();
        prop_assert_eq!(found, words.concat());
    }

    #[test]
    fn conllu_has_ten_columns(text in text()) {
        let written = conllu::write("x", &text, &PARSER.analyse(&text));
        for line in written.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            prop_assert_eq!(line.split('\t').count(), 10, "{:?}", line);
        }
    }
}

/// How long such texts take is for `cargo bench --bench syntax` to say.
#[test]
fn texts_without_sentences_are_read_to_the_end() {
    let letters = "x".repeat(200_000);
    let dashes = "-".repeat(50_000);
    let words = "word ".repeat(20_000);
    let lines = "word\n\n".repeat(20_000);
    let marks = "('\"[".repeat(20_000);
    for text in [letters, words, lines, marks] {
        let analysis = PARSER.analyse(&text);
        let last = analysis.sentences.last().and_then(|s| s.tokens.last());
        assert_eq!(last.map(|t| t.span.end), Some(text.trim_end().len() as u32));
    }
    assert!(PARSER.analyse(&dashes).sentences.is_empty());
}

#[test]
fn personal_pronouns_have_their_number() {
    let text = "It protects you, and we thank them for their help.";
    let analysis = PARSER.analyse(text);
    let number = |form: &str| {
        let tokens = analysis.sentences.iter().flat_map(|s| &s.tokens);
        let mut said = tokens.filter(|t| t.span.of(text) == form);
        said.next().expect("the word is a token").feats.number
    };
    assert_eq!(number("It"), Some(Number::Sing));
    assert_eq!(number("you"), None);
    for plural in ["we", "them", "their"] {
        assert_eq!(number(plural), Some(Number::Plur), "{plural}");
    }
}

#[test]
fn an_oblique_between_verb_and_object_leaves_the_verb_its_object() {
    for text in [
        "Japan condemns, in the strongest terms, the missile launches.",
        "We condemn in the strongest possible terms the attack on the embassy.",
    ] {
        let analysis = PARSER.analyse(text);
        let mut tokens = analysis.sentences[0].tokens.iter();
        let object = tokens.find(|t| t.deprel == Deprel::Obj);
        let noun = object.expect("the verb has an object").span.of(text);
        assert!(["launches", "attack"].contains(&noun), "{text}");
    }
}

/// The form of the head of the first token with a form.
fn head_of<'a>(text: &'a str, form: &str) -> &'a str {
    let analysis = PARSER.analyse(text);
    let tokens = &analysis.sentences[0].tokens;
    let token = tokens.iter().find(|t| t.span.of(text) == form);
    let head = token.and_then(|t| t.head).expect("the word has a head");
    tokens[head].span.of(text)
}

#[test]
fn what_grammar_makes_plain_is_mended() {
    for (text, form, head) in [
        ("We strive for a world without hunger.", "hunger", "world"),
        (
            "Piracy is a threat to the safety of ships and an affront to justice.",
            "affront",
            "threat",
        ),
        (
            "Norway lies in a region with a long coast and a fleet of ships.",
            "fleet",
            "coast",
        ),
    ] {
        assert_eq!(head_of(text, form), head, "{text}");
    }
}
