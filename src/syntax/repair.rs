//! Mends trees where the model is known to err and grammar leaves no doubt.

use super::{Deprel, Token, Upos};

/// Mends the tree of one sentence; heads still form a tree afterwards.
pub(super) fn repair(tokens: &mut [Token], forms: &[&str]) {
    listed_subjects(tokens, forms);
}

/// "law, including the Charter, treaties and custom, applies": what follows the first item of such a list is not a
/// second subject but another item.
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
                        && forms[c].eq_ignore_ascii_case("including")
                })
        });
        let noun = matches!(tokens[second].upos, Upos::Noun | Upos::Propn);
        if let Some(item) = item.filter(|_| noun) {
            tokens[second].head = Some(item);
            tokens[second].deprel = Deprel::Conj;
        }
    }
}
