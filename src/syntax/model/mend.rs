//! Mends what no tree of English should have.

use super::Word;
use crate::syntax::Deprel;

/// Makes a second subject after a conjunction a conjunct of the first: a clause has one subject.
///
/// "X, as well as Y apply": the parser may hang both X and Y, and the conjunction, on the verb.
pub(super) fn mend(words: &mut [Word]) {
    for second in 1..words.len() {
        let Some(verb) = words[second].head.filter(|v| second < *v) else {
            continue;
        };
        if !is_subject(&words[second]) {
            continue;
        }
        let before = |found: fn(&Word) -> bool, end: usize| {
            (0..end).rfind(|i| words[*i].head == Some(verb) && found(&words[*i]))
        };
        let Some(cc) = before(|w| w.deprel == Deprel::Cc, second) else {
            continue;
        };
        let Some(first) = before(is_subject, cc) else {
            continue;
        };
        words[cc].head = Some(second);
        words[second].head = Some(first);
        words[second].deprel = Deprel::Conj;
    }
}

fn is_subject(word: &Word) -> bool {
    matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Feats, Upos, Xpos};

    #[test]
    fn a_second_subject_is_a_conjunct() {
        let word = |head, deprel| Word {
            upos: Upos::X,
            xpos: Xpos::Nn,
            feats: Feats::default(),
            head,
            deprel,
        };
        let mut words = [
            word(Some(3), Deprel::Nsubj),
            word(Some(3), Deprel::Cc),
            word(Some(3), Deprel::Nsubj),
            word(None, Deprel::Root),
        ];
        mend(&mut words);
        assert_eq!(words[1].head, Some(2));
        assert_eq!((words[2].head, words[2].deprel), (Some(0), Deprel::Conj));
        assert_eq!(words[0].head, Some(3));
    }
}
