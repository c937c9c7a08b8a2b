//! The catalogue's names in a text: one pass, longest match over tokens.

use rustc_hash::FxHashMap;

use crate::ontology::{EntityId, NameKind, Ontology};
use crate::syntax::{self, Sentence, Xpos};

/// All names of an ontology as a trie over lower-cased tokens.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// From a node by a token to the next node; node 0 is the root.
    steps: FxHashMap<(u32, Box<str>), u32>,
    /// The names that end at each node.
    ends: Vec<Vec<Name>>,
}

#[derive(Clone, Debug)]
struct Name {
    /// The tokens as written in the catalogue, parted by blanks.
    written: Box<str>,
    entity: EntityId,
    kind: NameKind,
}

/// A name found in a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hit {
    /// First token.
    pub first: usize,
    /// Last token, inclusive.
    pub last: usize,
    pub entity: EntityId,
    pub kind: NameKind,
}

impl Names {
    pub fn new(ontology: &Ontology) -> Self {
        let mut names = Names {
            ends: vec![Vec::new()],
            ..Names::default()
        };
        for (i, entity) in ontology.entities.iter().enumerate() {
            for name in &entity.names {
                names.add(&name.text, EntityId(i as u32), name.kind);
            }
        }
        names
    }

    fn add(&mut self, text: &str, entity: EntityId, kind: NameKind) {
        let tokens = syntax::words(text);
        let mut node = 0;
        for token in &tokens {
            let next = self.ends.len() as u32;
            let step = self.steps.entry((node, fold(token))).or_insert(next);
            node = *step;
            if node == next {
                self.ends.push(Vec::new());
            }
        }
        self.ends[node as usize].push(Name {
            written: tokens.join(" ").into(),
            entity,
            kind,
        });
    }

    /// The names of a sentence, leftmost first, the longest at each place. Inside a longer name only States are
    /// named too ("Japan" in "Ministry of Foreign Affairs of Japan"), and bodies inside groups ("UN Members").
    pub fn find(&self, sentence: &Sentence, text: &str, ontology: &Ontology) -> Vec<Hit> {
        let folded = folded(sentence, text);
        let mut hits = Vec::new();
        for hit in self.outer(sentence, text, &folded) {
            let outer = ontology.class_name(ontology.entity(hit.entity).class);
            let mut inner = hit.first;
            while hit.last > hit.first && inner <= hit.last && outer != "State" {
                let found = self.longest(sentence, text, &folded[..=hit.last], inner);
                let found = found.filter(|h| {
                    let class = ontology.class_name(ontology.entity(h.entity).class);
                    h.last - h.first < hit.last - hit.first
                        && (class == "State" || class == "Body" && outer == "Group")
                });
                inner = found.map_or(inner + 1, |h| h.last + 1);
                hits.extend(found);
            }
            hits.push(hit);
        }
        hits
    }

    fn outer(&self, sentence: &Sentence, text: &str, folded: &[Box<str>]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut i = 0;
        while i < folded.len() {
            match self.longest(sentence, text, folded, i) {
                Some(hit) => {
                    i = hit.last + 1;
                    hits.push(hit);
                }
                None => i += 1,
            }
        }
        hits
    }

    /// The first State or Body named in a short text that has no tree.
    pub fn first(&self, text: &str, ontology: &Ontology) -> Option<EntityId> {
        let tokens = syntax::words(text);
        (0..tokens.len()).find_map(|first| {
            let mut node = 0;
            let mut best = None;
            for last in first..tokens.len() {
                node = *self.steps.get(&(node, fold(&tokens[last])))?;
                let run = || tokens[first..=last].iter().map(String::as_str);
                let fits = |n: &&Name| {
                    let class = ontology.class_name(ontology.entity(n.entity).class);
                    matches!(class, "State" | "Body") && case_fits(&n.written, run())
                };
                best = self.ends[node as usize]
                    .iter()
                    .find(fits)
                    .map(|n| n.entity)
                    .or(best);
                if best.is_some() && last + 1 == tokens.len() {
                    return best;
                }
                if best.is_some() && !self.steps.contains_key(&(node, fold(&tokens[last + 1]))) {
                    return best;
                }
            }
            best
        })
    }

    fn longest(
        &self,
        sentence: &Sentence,
        text: &str,
        folded: &[Box<str>],
        first: usize,
    ) -> Option<Hit> {
        let mut node = 0;
        let mut best = None;
        for (last, word) in folded.iter().enumerate().skip(first) {
            // A plural ends a name as its singular does.
            let plural = matches!(sentence.tokens[last].xpos, Xpos::Nns | Xpos::Nnps)
                .then(|| sentence.tokens[last].lemma.to_lowercase())
                .and_then(|lemma| self.steps.get(&(node, lemma.into())));
            let step = self.steps.get(&(node, word.clone()));
            for end in plural.into_iter().chain(step) {
                let run = sentence.tokens[first..=last]
                    .iter()
                    .map(|t| t.span.of(text));
                let fits = |n: &&Name| case_fits(&n.written, run.clone());
                if let Some(name) = self.ends[*end as usize].iter().find(fits) {
                    best = Some(Hit {
                        first,
                        last,
                        entity: name.entity,
                        kind: name.kind,
                    });
                }
            }
            match step {
                Some(next) => node = *next,
                None => break,
            }
        }
        best
    }
}

fn folded(sentence: &Sentence, text: &str) -> Vec<Box<str>> {
    let tokens = sentence.tokens.iter();
    tokens.map(|t| fold(t.span.of(text))).collect()
}

/// Lower case with straight apostrophes and hyphens.
fn fold(token: &str) -> Box<str> {
    let lower = token.to_lowercase();
    if lower.is_ascii() {
        return lower.into();
    }
    lower.replace('’', "'").replace(['‑', '–'], "-").into()
}

/// An upper-case letter of a name demands upper case in the text; a lower-case letter takes either.
fn case_fits<'a>(written: &str, run: impl Iterator<Item = &'a str>) -> bool {
    written.split(' ').zip(run).all(|(name, token)| {
        name.chars()
            .zip(token.chars())
            .all(|(n, t)| !n.is_uppercase() || t.is_uppercase())
    })
}
