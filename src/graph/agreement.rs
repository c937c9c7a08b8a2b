//! Who agrees with whom: the claims that two actors share, and those in which they contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{EdgeIndex, NodeIndex};

use super::Graph;
use crate::claim::{Act, Basis, Modality, Polarity};
use crate::ontology::RelationId;

/// What a claim is about, whoever holds it and whether they say yes or no to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stance {
    /// Its subject; nothing if that is whoever holds it.
    pub subject: Option<NodeIndex>,
    /// Its relation; nothing for being for or against the object.
    pub relation: Option<RelationId>,
    /// Its object.
    pub object: NodeIndex,
    /// How it is meant.
    pub manner: Manner,
}

/// Kinds of modality within which two claims can agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// It is so, or seems so.
    Fact,
    /// It may be so.
    Chance,
    /// It must or should be so.
    Duty,
    /// It is wanted or planned.
    Will,
}

/// What several actors take a stance on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The stance.
    pub stance: Stance,
    /// The first claim of each actor, and whether it says yes; in the order of the actors' slugs.
    pub voices: Vec<(EdgeIndex, bool)>,
}

impl Shared {
    /// Whoever takes it.
    pub fn actors(&self, graph: &Graph<'_>) -> BTreeSet<NodeIndex> {
        self.voices
            .iter()
            .map(|(e, _)| graph.claims[*e].holder)
            .collect()
    }
}

/// Two actors who speak of the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The actors, in the order of their slugs.
    pub actors: [NodeIndex; 2],
    /// What both say: for each stance the first claim of either.
    pub shared: Vec<[EdgeIndex; 2]>,
    /// What one says and the other denies, likewise.
    pub opposed: Vec<[EdgeIndex; 2]>,
}

/// For a stance the first claim of each actor, by actor and by yes or no.
type Voices<'a> = BTreeMap<(&'a str, bool), EdgeIndex>;

impl Graph<'_> {
    /// The stance that a claim takes, and whether it says yes to it. What is taken for granted, hearsay and reports
    /// of deeds take none.
    pub fn stance(&self, index: EdgeIndex) -> Option<(Stance, bool)> {
        let edge = &self.claims[index];
        if edge.act == Act::Report || edge.basis != Basis::Explicit {
            return None;
        }
        let [subject, object] = self.ends(index);
        let (relation, kind) = match self.ontology.relation(edge.relation).act {
            Act::Support | Act::Welcome => (None, true),
            Act::Oppose | Act::Condemn => (None, false),
            _ => (Some(edge.relation), true),
        };
        let stance = Stance {
            subject: Some(subject).filter(|s| *s != edge.holder),
            relation,
            object,
            manner: manner(edge.modality),
        };
        let denied = edge.polarity == Polarity::Negative || edge.modality == Modality::Prohibited;
        Some((stance, kind != denied))
    }

    /// Everything that at least two actors take a stance on; what has the most voices first.
    pub fn shared(&self) -> Vec<Shared> {
        let shared = self.voices().into_iter().map(|(stance, voices)| Shared {
            stance,
            voices: voices.into_iter().map(|((_, yes), e)| (e, yes)).collect(),
        });
        let mut shared: Vec<Shared> = shared.filter(|s| s.actors(self).len() > 1).collect();
        shared.sort_by_key(|s| std::cmp::Reverse(s.voices.len()));
        shared
    }

    /// All pairs of actors who speak of the same; those with the most in common or in dispute first.
    pub fn agreements(&self) -> Vec<Agreement> {
        let mut pairs: BTreeMap<[&str; 2], Agreement> = BTreeMap::new();
        for voices in self.voices().values() {
            for ((a, yes), left) in voices {
                for ((b, also), right) in voices.iter().filter(|((b, _), _)| a < b) {
                    let found = pairs.entry([a, b]).or_insert_with(|| Agreement {
                        actors: [*left, *right].map(|e| self.claims[e].holder),
                        shared: Vec::new(),
                        opposed: Vec::new(),
                    });
                    let list = if yes == also {
                        &mut found.shared
                    } else {
                        &mut found.opposed
                    };
                    list.push([*left, *right]);
                }
            }
        }
        let mut pairs: Vec<Agreement> = pairs.into_values().collect();
        pairs.sort_by_key(|p| std::cmp::Reverse(p.shared.len() + p.opposed.len()));
        pairs
    }

    fn voices(&self) -> BTreeMap<Stance, Voices<'_>> {
        let mut stances: BTreeMap<Stance, Voices<'_>> = BTreeMap::new();
        for index in self.claims.edge_indices() {
            let holder = self.claims[index].holder;
            let [subject, object] = self.ends(index).map(|n| self.claims[n].unclear);
            if !self.is_actor(holder) || subject || object {
                continue;
            }
            if let Some((stance, yes)) = self.stance(index) {
                let voices = stances.entry(stance).or_default();
                let slug = self.claims[holder].slug.as_str();
                voices.entry((slug, yes)).or_insert(index);
            }
        }
        stances
    }
}

fn manner(modality: Modality) -> Manner {
    match modality {
        Modality::Actual | Modality::Probable => Manner::Fact,
        Modality::Possible | Modality::Permitted => Manner::Chance,
        Modality::Required | Modality::Recommended | Modality::Prohibited => Manner::Duty,
        Modality::Intended | Modality::Desired => Manner::Will,
    }
}
