//! Mends trees where the model is known to err and grammar leaves no doubt.

use super::words::WORDS;
use super::{Deprel, Token, Upos, Xpos};

/// Mends the tree of one sentence; heads still form a tree afterwards.
pub(super) fn repair(tokens: &mut [Token], forms: &[&str]) {
    explained_pronouns(tokens, forms);
    listed_subjects(tokens, forms);
    listed_persons(tokens, forms);
    objects_after_obliques(tokens, forms);
    worlds_without(tokens, forms);
    for conjunct in 0..tokens.len() {
        if tokens[conjunct].deprel == Deprel::Conj {
            let better = finite_partner(tokens, conjunct)
                .or_else(|| infinitive_partner(tokens, conjunct))
                .or_else(|| parallel_noun(tokens, forms, conjunct))
                .or_else(|| parallel_predicate(tokens, forms, conjunct));
            if let Some(head) = better {
                tokens[conjunct].head = Some(head);
            }
        }
    }
}

/// "it prevents them from acting and limits the damage": a finite verb without a subject of its own is no conjunct of
/// an infinitive or gerund, but of the finite verb above it in the same tense.
fn finite_partner(tokens: &[Token], conjunct: usize) -> Option<usize> {
    let finite = |i: usize| matches!(tokens[i].xpos, Xpos::Vbz | Xpos::Vbd);
    let has = |i: usize, deprels: &[Deprel]| {
        tokens
            .iter()
            .any(|t| t.head == Some(i) && deprels.contains(&t.deprel))
    };
    let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl, Deprel::Mark];
    let first = tokens[conjunct].head?;
    let infinite = matches!(tokens[first].xpos, Xpos::Vb | Xpos::Vbg)
        && !has(first, &[Deprel::Aux, Deprel::Nsubj]);
    if !finite(conjunct) || !infinite || has(conjunct, &own) {
        return None;
    }
    ancestors(tokens, first)
        .find(|i| tokens[*i].upos == Upos::Verb && tokens[*i].xpos == tokens[conjunct].xpos)
}

/// "to stop supporting them and to cease fire": an infinitive with "to" is no conjunct of a gerund, but of the infinitive
/// above it.
fn infinitive_partner(tokens: &[Token], conjunct: usize) -> Option<usize> {
    let to = |i: usize| {
        let mark = |t: &Token| t.head == Some(i) && t.xpos == Xpos::To;
        tokens[i].xpos == Xpos::Vb && tokens.iter().any(mark)
    };
    let first = tokens[conjunct].head?;
    if tokens[first].xpos != Xpos::Vbg || !to(conjunct) {
        return None;
    }
    ancestors(tokens, first).take(2).find(|i| to(*i))
}

/// "our support for the people and our condemnation of the attack": of two nouns the one with the same possessive is
/// the partner of the later one.
fn parallel_noun(tokens: &[Token], forms: &[&str], conjunct: usize) -> Option<usize> {
    let possessive = |i: usize| {
        (0..i).rfind(|p| {
            tokens[*p].head == Some(i)
                && tokens[*p].deprel == Deprel::NmodPoss
                && tokens[*p].upos == Upos::Pron
        })
    };
    let own = possessive(conjunct)?;
    let first = tokens[conjunct].head?;
    if possessive(first).is_some() || tokens[first].upos == Upos::Pron {
        return None;
    }
    let alike = |i: &usize| {
        *i < first && possessive(*i).is_some_and(|p| forms[p].eq_ignore_ascii_case(forms[own]))
    };
    ancestors(tokens, first).find_map(|i| {
        let beside =
            (0..first).rfind(|o| tokens[*o].head == Some(i) && tokens[*o].deprel == Deprel::Obj);
        Some(i).filter(alike).or(beside.filter(alike))
    })
}

/// "is a threat to peace and an affront to justice": of two nouns the one with an indefinite article and a complement, too,
/// is the partner of the later one.
fn parallel_predicate(tokens: &[Token], forms: &[&str], conjunct: usize) -> Option<usize> {
    let has = |i: usize, test: &dyn Fn(usize, &Token) -> bool| {
        let mut children = tokens.iter().enumerate().filter(|(_, t)| t.head == Some(i));
        children.any(|(c, t)| test(c, t))
    };
    let indefinite = |i: usize| {
        has(i, &|c, t| {
            t.deprel == Deprel::Det && matches!(forms[c].to_ascii_lowercase().as_str(), "a" | "an")
        })
    };
    let completed = |i: usize| has(i, &|c, t| t.deprel == Deprel::Nmod && c > i);
    let first = tokens[conjunct].head?;
    if !indefinite(conjunct) || !completed(conjunct) || indefinite(first) {
        return None;
    }
    let inside = std::iter::successors(Some(first), |i| {
        tokens[*i]
            .head
            .filter(|_| tokens[*i].deprel == Deprel::Nmod)
    });
    let predicate = |i: &usize| {
        let said = has(*i, &|_, t| t.deprel == Deprel::Cop) || tokens[*i].deprel == Deprel::Obj;
        said && indefinite(*i)
    };
    inside.skip(1).take(tokens.len()).find(predicate)
}

/// The words above a word of the same sentence part, nearest first.
fn ancestors(tokens: &[Token], of: usize) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(tokens[of].head, |i| tokens[*i].head).take(tokens.len())
}

/// "law, including the Charter, treaties and custom, applies": what follows the first item of such a list is not a
/// second subject but another item. So is the second of three: "assembly, speech and protest are free".
fn listed_subjects(tokens: &mut [Token], forms: &[&str]) {
    for second in 1..tokens.len() {
        let token = &tokens[second];
        let (Some(verb), Deprel::Nsubj) = (token.head, token.deprel) else {
            continue;
        };
        let first = tokens[..second]
            .iter()
            .position(|t| t.head == Some(verb) && t.deprel == Deprel::Nsubj);
        let Some(first) = first else { continue };
        let item = (first + 1..second).find(|i| {
            tokens[*i].head == Some(first)
                && tokens[*i].deprel == Deprel::Nmod
                && tokens[..second].iter().enumerate().any(|(c, t)| {
                    t.head == Some(*i)
                        && t.deprel == Deprel::Case
                        && WORDS.listing.contains(forms[c])
                })
        });
        let noun = matches!(tokens[second].upos, Upos::Noun | Upos::Propn);
        let next = || is_item(tokens, forms, second) && tokens[first].upos != Upos::Pron;
        let item = item.or_else(|| next().then_some(first));
        if let Some(item) = item.filter(|_| noun) {
            tokens[second].head = Some(item);
            tokens[second].deprel = Deprel::Conj;
        }
    }
}

/// "We, the ministers of A and the leaders of B, met": what follows a personal pronoun and a comma says who that is.
fn explained_pronouns(tokens: &mut [Token], forms: &[&str]) {
    for pronoun in 0..tokens.len().saturating_sub(2) {
        if tokens[pronoun].upos != Upos::Pron || forms[pronoun + 1] != "," {
            continue;
        }
        let joined = |t: &Token| t.head == Some(pronoun) && t.deprel == Deprel::Conj;
        let items: Vec<usize> = (pronoun..tokens.len())
            .filter(|i| joined(&tokens[*i]))
            .collect();
        let Some(first) = items.first().copied() else {
            continue;
        };
        if first_of(tokens, first) == pronoun + 2 && tokens[first].upos == Upos::Noun {
            tokens[first].deprel = Deprel::Appos;
            for later in &items[1..] {
                tokens[*later].head = Some(first);
            }
        }
    }
}

/// Whether a noun stands after a comma and more is coordinated with it: ", speech and protest".
fn is_item(tokens: &[Token], forms: &[&str], noun: usize) -> bool {
    let before = first_of(tokens, noun).checked_sub(1);
    let more = |t: &Token| t.head == Some(noun) && t.deprel == Deprel::Conj;
    before.is_some_and(|i| forms[i] == ",") && tokens[noun + 1..].iter().any(more)
}

/// "thank Ms. Sy, Mr. Berg and Mr. Lee": a person with a title after another one is no apposition but one more.
fn listed_persons(tokens: &mut [Token], forms: &[&str]) {
    let titled = |tokens: &[Token], i: usize, listed: &dyn Fn(&str) -> bool| {
        let title = |(t, f): (&Token, &&str)| {
            t.head == Some(i) && t.deprel == Deprel::NmodDesc && listed(f)
        };
        tokens.iter().zip(forms).any(title)
    };
    for person in 1..tokens.len() {
        let apposed = tokens[person].deprel == Deprel::Appos && is_item(tokens, forms, person);
        let Some(other) = tokens[person].head.filter(|_| apposed) else {
            continue;
        };
        let named = tokens
            .iter()
            .any(|t| t.head == Some(other) && t.deprel == Deprel::Flat)
            || titled(tokens, other, &|_| true);
        if named && titled(tokens, person, &|form| WORDS.title.contains(form)) {
            let whole = std::iter::successors(Some(other), |i| {
                tokens[*i]
                    .head
                    .filter(|_| tokens[*i].deprel == Deprel::Nmod)
            });
            tokens[person].head = whole.take(tokens.len()).last();
            tokens[person].deprel = Deprel::Conj;
        }
    }
}

/// "condemns, in the strongest terms, the attack": what follows an oblique without a comma of its own is no apposition to
/// it, but the object that the verb lacks.
fn objects_after_obliques(tokens: &mut [Token], forms: &[&str]) {
    let common = |token: &Token| token.upos == Upos::Noun;
    for object in 1..tokens.len() {
        let appositive = tokens[object].deprel == Deprel::Appos || is_bare(tokens, object);
        let Some(noun) = tokens[object].head.filter(|_| appositive) else {
            continue;
        };
        let oblique = tokens[noun].deprel == Deprel::Obl && common(&tokens[noun]);
        let Some(verb) = tokens[noun].head.filter(|v| oblique && *v < noun) else {
            continue;
        };
        let start = first_of(tokens, object);
        let before = first_of(tokens, noun).checked_sub(1);
        let bracketed =
            start == noun + 2 && forms[noun + 1] == "," && before.is_some_and(|i| forms[i] == ",");
        let next_to = start == noun + 1 && common(&tokens[object]);
        if lacks_object(tokens, verb) && (next_to || bracketed) {
            tokens[object].head = Some(verb);
            tokens[object].deprel = Deprel::Obj;
        }
    }
}

/// "strives for a world without hunger": what a world is without tells what world is meant, not how one strives.
fn worlds_without(tokens: &mut [Token], forms: &[&str]) {
    for lack in 2..tokens.len() {
        let without = first_of(tokens, lack);
        let Some(noun) = without.checked_sub(1).filter(|_| without < lack) else {
            continue;
        };
        let same = tokens[lack].deprel == Deprel::Obl && tokens[noun].head == tokens[lack].head;
        if same && forms[without] == "without" && WORDS.realm.contains(forms[noun]) {
            tokens[lack].head = Some(noun);
            tokens[lack].deprel = Deprel::Nmod;
        }
    }
}

/// Whether a noun with an article hangs from another without a preposition: "views with concern the spread of arms".
fn is_bare(tokens: &[Token], noun: usize) -> bool {
    let has = |deprel| {
        tokens
            .iter()
            .any(|t: &Token| t.head == Some(noun) && t.deprel == deprel)
    };
    tokens[noun].deprel == Deprel::Nmod && has(Deprel::Det) && !has(Deprel::Case)
}

/// Whether a verb in the active voice has nothing that it acts on.
fn lacks_object(tokens: &[Token], verb: usize) -> bool {
    use Deprel::{AuxPass, Ccomp, Obj, Xcomp};
    let taken =
        |t: &Token| t.head == Some(verb) && matches!(t.deprel, Obj | Ccomp | Xcomp | AuxPass);
    tokens[verb].upos == Upos::Verb && !tokens.iter().any(taken)
}

/// The first word of the phrase of `head`, without the comma before it.
fn first_of(tokens: &[Token], head: usize) -> usize {
    (0..head)
        .rev()
        .take_while(|i| tokens[*i].head.is_some_and(|h| *i < h && h <= head))
        .filter(|i| tokens[*i].upos != Upos::Punct)
        .last()
        .unwrap_or(head)
}
