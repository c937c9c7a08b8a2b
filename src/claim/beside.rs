//! What appositions and participles stand beside, where the classes of the nouns say that it is not what they hang from.

use rustc_hash::FxHashMap;

use super::clause::Clauses;
use crate::mention::Mentions;
use crate::ontology::ClassId;
use crate::syntax::{Deprel, Upos, Xpos};

/// What appositions and participles stand beside, where that is not what they hang from. "A meeting of the Council, the
/// organ of the UN": an apposition stands beside the nearest noun of its class.
pub(super) fn beside(
    clauses: &Clauses,
    index: usize,
    mentions: &Mentions,
) -> FxHashMap<usize, usize> {
    let tokens = &clauses.sentence.tokens;
    let ontology = clauses.ontology;
    let class_of = |i: usize| mentions.class_of(index, i).0;
    let concept = ontology.class("Concept");
    let with = |deprel: Deprel| (0..tokens.len()).filter(move |i| tokens[*i].deprel == deprel);
    let better = |apposition: usize| {
        let head = tokens[apposition].head?;
        let class = class_of(apposition);
        let agrees = |i: usize| {
            let other = class_of(i);
            ontology.is_a(class, other) || ontology.is_a(other, class)
        };
        if Some(class) == concept || agrees(head) {
            return None;
        }
        (head + 1..apposition).rfind(|i| {
            let noun = matches!(tokens[*i].upos, Upos::Noun | Upos::Propn);
            noun && tokens[*i].deprel == Deprel::Nmod
                && clauses.sentence.dominates(head, *i)
                && agrees(*i)
        })
    };
    let appositions = with(Deprel::Appos).filter_map(|a| Some((a, better(a)?)));
    let participles = with(Deprel::Acl).filter_map(|p| Some((p, text_of(clauses, p, class_of)?)));
    appositions.chain(participles).collect()
}

/// "norms on conduct proposed by experts": what is proposed, adopted or signed is the text, not its topic.
fn text_of(
    clauses: &Clauses,
    participle: usize,
    class_of: impl Fn(usize) -> ClassId,
) -> Option<usize> {
    let token = clauses.token(participle);
    let topic = token.head?;
    let ontology = clauses.ontology;
    let class = |i: usize| ontology.class_name(class_of(i));
    let fits = token.xpos == Xpos::Vbn
        && clauses.listed(participle, "textVerb")
        && class(topic) != "Instrument";
    let about = |i: usize| clauses.markers(i).any(|m| clauses.listed(m, "topicMarker"));
    let text = clauses.token(topic).head?;
    let under = clauses.token(topic).deprel == Deprel::Nmod && about(topic);
    (fits && under && matches!(class(text), "Instrument" | "Norm")).then_some(text)
}
