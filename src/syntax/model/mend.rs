//! Mends what no tree of English should have.

use super::Word;
use crate::syntax::{Deprel, Upos, Xpos};

/// Mends subjects, objects, particles and conjunctions; heads still form a tree afterwards.
pub(super) fn mend(words: &mut [Word]) {
    second_subjects(words);
    particles(words);
    unparted_vocatives(words);
    bracketed(words);
    for cc in 0..words.len() {
        if let Some(word) = words[cc].head.filter(|_| words[cc].deprel == Deprel::Cc) {
            conjunction(words, cc, word);
        }
    }
}

/// Makes a second subject after a conjunction a conjunct of the first: a clause has one subject.
///
/// "X, as well as Y apply": the parser may hang both X and Y, and the conjunction, on the verb.
fn second_subjects(words: &mut [Word]) {
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
        join(words, second, first);
    }
}

fn is_subject(word: &Word) -> bool {
    matches!(word.deprel, Deprel::Nsubj | Deprel::NsubjPass)
}

fn join(words: &mut [Word], second: usize, first: usize) {
    words[second].head = Some(first);
    words[second].deprel = Deprel::Conj;
}

/// "presided over the conference": a particle right before an oblique without a preposition is its preposition.
fn particles(words: &mut [Word]) {
    for particle in 0..words.len() {
        if words[particle].deprel != Deprel::CompoundPrt {
            continue;
        }
        let Some(verb) = words[particle].head else {
            continue;
        };
        let below = |i: usize, noun: usize| words[i].head == Some(noun);
        let bare = |noun: &usize| {
            words[*noun].deprel == Deprel::Obl
                && words[*noun].head == Some(verb)
                && (particle + 1..*noun).all(|i| below(i, *noun) && words[i].deprel != Deprel::Case)
        };
        if let Some(noun) = (particle + 1..words.len()).find(bare) {
            words[particle].head = Some(noun);
            words[particle].deprel = Deprel::Case;
        }
    }
}

/// "Kenya thanks Estonia.": a vocative after its verb is parted by a comma; without one it is the object, if there is no
/// other.
fn unparted_vocatives(words: &mut [Word]) {
    for name in 1..words.len() {
        let vocative = words[name].deprel == Deprel::Vocative;
        let Some(verb) = words[name].head.filter(|v| vocative && *v < name) else {
            continue;
        };
        let comma = words[verb..name].iter().any(|w| w.upos == Upos::Punct);
        let object = |w: &Word| w.head == Some(verb) && w.deprel == Deprel::Obj;
        if words[verb].upos == Upos::Verb && !comma && !words.iter().any(object) {
            words[name].deprel = Deprel::Obj;
        }
    }
}

/// "the disease (COVID-19) pandemic": a noun in brackets right after a noun belongs to that one.
fn bracketed(words: &mut [Word]) {
    let nominal = |word: &Word| matches!(word.upos, Upos::Noun | Upos::Propn);
    for open in 1..words.len() {
        if words[open].xpos != Xpos::Lrb || !nominal(&words[open - 1]) {
            continue;
        }
        let Some(length) = words[open..].iter().position(|w| w.xpos == Xpos::Rrb) else {
            continue;
        };
        let inside = open + 1..open + length;
        let beyond = |i: &usize| words[*i].head.is_some_and(|head| head > inside.end);
        let mut beyond = inside.clone().filter(beyond);
        let (Some(noun), None) = (beyond.next(), beyond.next()) else {
            continue;
        };
        let mut above = std::iter::successors(Some(open - 1), |i| words[*i].head);
        let apart = above.all(|i| !inside.contains(&i));
        // "the Network (FinCEN) programme" may be one name.
        let joint = words[noun].head == words[open - 1].head;
        if apart && !joint && nominal(&words[noun]) {
            words[noun].head = Some(open - 1);
            words[noun].deprel = Deprel::Appos;
        }
    }
}

/// Mends the conjunction `cc` before `word`: only a conjunct, or what begins a sentence, has one on its left.
fn conjunction(words: &mut [Word], cc: usize, word: usize) {
    use Deprel::{Cc, Conj, Fixed, Flat, Parataxis, Root};
    if word < cc || matches!(words[word].deprel, Conj | Root | Parataxis | Cc | Fixed) {
        return;
    }
    let Some(left) = (0..cc).rfind(|i| words[*i].upos != Upos::Punct) else {
        words[cc].head = words.iter().position(|w| w.head.is_none());
        return;
    };
    if words[word].deprel == Flat {
        words[word].deprel = Conj;
    } else if words[left].head == Some(word) {
        modifiers(words, cc, [left, word]);
    } else {
        siblings(words, cc, left, word);
    }
}

/// "television and radio stations": of two modifiers the second is a conjunct of the first.
fn modifiers(words: &mut [Word], cc: usize, [first, noun]: [usize; 2]) {
    let second = (cc + 1..noun).find(|i| words[*i].head == Some(noun));
    if let Some(second) = second.filter(|s| words[*s].deprel == words[first].deprel) {
        words[cc].head = Some(second);
        join(words, second, first);
    }
}

/// "lessons learned and best practices": goes up from both sides to two words of one head, or to a conjunct.
fn siblings(words: &mut [Word], cc: usize, left: usize, word: usize) {
    let rightward = |i: &usize| words[*i].head.filter(|head| head > i);
    let leftward = |i: &usize| words[*i].head.filter(|head| head < i);
    let pair = std::iter::successors(Some(word), rightward).find_map(|second| {
        if words[second].deprel == Deprel::Conj {
            return Some((second, None));
        }
        let first = std::iter::successors(Some(left), leftward)
            .find(|first| words[*first].head == words[second].head)?;
        alike(&words[first], &words[second]).then_some((second, Some(first)))
    });
    if let Some((second, first)) = pair {
        words[cc].head = Some(second);
        if let Some(first) = first {
            join(words, second, first);
        }
    }
}

/// Whether two words of one head can be conjuncts.
fn alike(first: &Word, second: &Word) -> bool {
    let class = |word: &Word| match word.upos {
        Upos::Propn | Upos::Pron => Upos::Noun,
        upos => upos,
    };
    first.deprel == second.deprel || class(first) == class(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Feats;

    /// Words from "HEAD RELATION" (heads count from 1, 0 is the root), all of one part of speech.
    fn tree(text: &str) -> Vec<Word> {
        text.split(", ")
            .map(|word| {
                let (head, relation) = word.split_once(' ').expect("two words");
                Word {
                    upos: Upos::Noun,
                    xpos: Xpos::Nn,
                    feats: Feats::default(),
                    head: head.parse::<usize>().expect("a number").checked_sub(1),
                    deprel: Deprel::from_name(relation).expect("a relation"),
                    sure: true,
                }
            })
            .collect()
    }

    fn check(before: &str, after: &str) {
        let mut words = tree(before);
        mend(&mut words);
        assert_eq!(words, tree(after), "{before}");
    }

    #[test]
    fn a_second_subject_is_a_conjunct() {
        check(
            "4 nsubj, 4 cc, 4 nsubj, 0 root",
            "4 nsubj, 3 cc, 1 conj, 0 root",
        );
    }

    #[test]
    fn a_conjunction_stands_before_a_conjunct() {
        // "hear reports and best practices": two words of one head
        check(
            "0 root, 1 obj, 5 cc, 5 amod, 1 obj",
            "0 root, 1 obj, 5 cc, 5 amod, 2 conj",
        );
        // "give leadership and skill training": the conjunct is above
        check(
            "0 root, 1 obj, 4 cc, 5 compound, 2 conj",
            "0 root, 1 obj, 5 cc, 5 compound, 2 conj",
        );
        // "close television and radio stations"
        check(
            "0 root, 5 compound, 5 cc, 5 compound, 1 obj",
            "0 root, 5 compound, 4 cc, 2 conj, 1 obj",
        );
        // "But the Council agreed"
        check(
            "3 cc, 3 det, 4 nsubj, 0 root",
            "4 cc, 3 det, 4 nsubj, 0 root",
        );
    }

    #[test]
    fn a_particle_before_a_bare_oblique_is_its_preposition() {
        check(
            "0 root, 1 compound:prt, 4 det, 1 obl",
            "0 root, 4 case, 4 det, 1 obl",
        );
        let right = "0 root, 1 compound:prt, 5 case, 5 det, 1 obl";
        check(right, right);
    }

    #[test]
    fn what_stands_in_brackets_belongs_to_the_noun_before() {
        // "met during the disease (COVID-19) pandemic"
        let bracket = |text: &str| {
            let mut words = tree(text);
            words[2].xpos = Xpos::Lrb;
            words[4].xpos = Xpos::Rrb;
            words
        };
        let mut words = bracket("0 root, 1 obl, 4 punct, 6 compound, 4 punct, 1 obl");
        bracketed(&mut words);
        let right = bracket("0 root, 1 obl, 4 punct, 2 appos, 4 punct, 1 obl");
        assert_eq!(words, right);
    }

    #[test]
    fn a_conjunction_that_is_right_stays() {
        check("0 root, 4 cc, 4 det, 1 conj", "0 root, 4 cc, 4 det, 1 conj");
    }
}
