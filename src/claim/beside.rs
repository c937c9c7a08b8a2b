//! What appositions and participles stand beside, where the classes of the nouns say that it is not what they hang from.

use rustc_hash::FxHashMap;

use super::clause::Clauses;
use crate::mention::Mentions;
use crate::ontology::ClassId;
use crate::syntax::{Deprel, Number, Upos, Xpos};

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
    let lists = with(Deprel::Case).filter_map(|l| Some((l, whole_of(clauses, l, class_of)?)));
    let relatives =
        with(Deprel::AclRelcl).filter_map(|r| Some((r, people_of(clauses, r, class_of)?)));
    appositions
        .chain(participles)
        .chain(lists)
        .chain(relatives)
        .collect()
}

/// "the guarantors of the Memorandum who supported us": "who" stands for somebody, not for something.
fn people_of(clauses: &Clauses, verb: usize, class_of: impl Fn(usize) -> ClassId) -> Option<usize> {
    let noun = clauses.token(verb).head?;
    let ontology = clauses.ontology;
    let (actor, post) = (ontology.class("Actor")?, ontology.class("Post")?);
    let people = |i: &usize| {
        [actor, post]
            .iter()
            .any(|c| ontology.is_a(class_of(*i), *c))
    };
    let mut subjects = clauses.sentence.dependents(verb, Deprel::Nsubj);
    let who = subjects.any(|s| clauses.listed(s, "whoRelative"));
    let unlikely = who && clauses.token(noun).upos != Upos::Pron && !people(&noun);
    unlikely.then(|| clauses.nominal_heads(noun).find(people))?
}

/// "commitment to the principles, including respect for X", "States hit by storms, including Cuba": what has the items of a
/// list after a comma is a plural noun, and an actor if the first item is one.
fn whole_of(
    clauses: &Clauses,
    marker: usize,
    class_of: impl Fn(usize) -> ClassId,
) -> Option<usize> {
    let item = clauses.token(marker).head?;
    let host = clauses.token(item).head?;
    let list = clauses.listed(marker, "listing") && clauses.token(item).deprel == Deprel::Nmod;
    if !list || marker == 0 || clauses.form(marker - 1) != "," {
        return None;
    }
    let ontology = clauses.ontology;
    let (actor, concept) = (ontology.class("Actor")?, ontology.class("Concept"));
    let acts = |i: usize| ontology.is_a(class_of(i), actor);
    let unknown = Some(class_of(item)) == concept;
    let plural = |i: usize| clauses.token(i).feats.number == Some(Number::Plur);
    let state = ontology.class_name(class_of(item)) == "State";
    let states = |i: usize| ontology.names_class(&clauses.token(i).lemma, "State");
    let fits = |i: &usize| {
        let noun = clauses.token(*i).upos == Upos::Noun;
        let alike = !unknown && class_of(*i) == class_of(item);
        // "groupings of countries, such as the Forum": a body is no country.
        let body = ontology.class_name(class_of(item)) == "Body";
        noun && (plural(*i) || alike) && acts(*i) == acts(item) && !(body && states(*i))
    };
    // A plural noun that no list knows may name people too: "women, including midwives".
    if unknown && plural(host) || fits(&host) {
        return None;
    }
    let under = |i: &usize| clauses.sentence.dominates(host, *i);
    let below = (host + 1..marker).rfind(|i| under(i) && fits(i));
    // "forces, such as the militia" may be actors, but only States include States.
    let open = plural(host) && !acts(host) && acts(item);
    let fits = |i: &usize| fits(i) && (!open || state && states(*i));
    let whole = below.or_else(|| {
        let above = std::iter::successors(Some(host), |i| clauses.token(*i).head).skip(1);
        let mut nouns = above.flat_map(|i| {
            let core = |c: &usize| {
                matches!(clauses.token(*c).deprel, Deprel::Obj | Deprel::Nsubj) && *c < host
            };
            std::iter::once(i).chain(clauses.sentence.children(i).filter(core))
        });
        nouns.find(fits)
    });
    whole.map(|noun| first_of_name(clauses, noun))
}

/// "purposes and principles of the Charter": the word that heads the name.
fn first_of_name(clauses: &Clauses, noun: usize) -> usize {
    let name = |i: usize| clauses.names[i];
    std::iter::successors(Some(noun), |i| {
        let head = clauses.token(*i).head;
        head.filter(|h| name(*h).is_some() && name(*h) == name(*i))
    })
    .last()
    .unwrap_or(noun)
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
