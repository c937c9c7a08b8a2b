//! The catalogue's names in a text: one pass, longest match over tokens.

use rustc_hash::FxHashMap;

use super::nouns::is_plural;
use crate::ontology::{EntityId, NameKind, Ontology};
use crate::syntax::{self, Sentence};

/// All names of an ontology as a trie over words.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The lower-case words that names are made of.
    words: FxHashMap<Box<str>, Word>,
    /// From a node by a word to the next node; node 0 is the root.
    steps: FxHashMap<(u32, Word), u32>,
    /// The names that end at each node.
    ends: Vec<Vec<Name>>,
}

/// Index of a word.
type Word = u32;

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
        self.add_tokens(&tokens, entity, kind);
        if tokens.len() > 1 && tokens.iter().any(|t| is_joined(t)) {
            let parted = tokens.iter().flat_map(|t| parts(t));
            self.add_tokens(&parted.collect::<Vec<_>>(), entity, kind);
        }
    }

    fn add_tokens(&mut self, tokens: &[String], entity: EntityId, kind: NameKind) {
        let mut node = 0;
        let mut folded = String::new();
        for token in tokens {
            fold(token, &mut folded);
            let fresh = self.words.len() as Word;
            let word = *self.words.entry(folded.as_str().into()).or_insert(fresh);
            let next = self.ends.len() as u32;
            let step = self.steps.entry((node, word)).or_insert(next);
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

    /// The names of a sentence, leftmost first, the longest at each place, each after the names that it holds.
    pub fn find(&self, sentence: &Sentence, text: &str, ontology: &Ontology) -> Vec<Hit> {
        let run = &self.run(sentence, text);
        let mut hits = Vec::new();
        for hit in self.outer(run) {
            self.inner(run, hit, ontology, &mut hits);
            hits.push(hit);
        }
        hits
    }

    /// The names inside a longer name that are named too: see [`holds`].
    fn inner(&self, run: &Run, outer: Hit, ontology: &Ontology, hits: &mut Vec<Hit>) {
        let class = |hit: &Hit| ontology.class_name(ontology.entity(hit.entity).class);
        let common = run.ends_in_common_noun(&outer);
        let mut next = outer.first;
        while outer.last > outer.first && next <= outer.last {
            // From the first token on, the longest name within is one token shorter.
            let end = outer.last - usize::from(next == outer.first);
            let found =
                self.longest_held(run, next, end, |h| holds(class(&outer), common, class(h)));
            next = found.map_or(next + 1, |h| h.last + 1);
            hits.extend(found);
        }
    }

    /// The longest name from token `first` on, up to token `end`, that is `held`: "GGE" in "previous GGE reports", not
    /// "GGE reports".
    fn longest_held(
        &self,
        run: &Run,
        first: usize,
        end: usize,
        held: impl Fn(&Hit) -> bool,
    ) -> Option<Hit> {
        let mut hit = self.longest(run, first, end)?;
        while !held(&hit) {
            hit = self.longest(run, first, hit.last.checked_sub(1)?)?;
        }
        Some(hit)
    }

    fn outer(&self, run: &Run) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut i = 0;
        let last = run.words.len().saturating_sub(1);
        while i < run.words.len() {
            match self.longest(run, i, last) {
                Some(hit) if !self.breaks_a_name(run, hit) => {
                    i = hit.last + 1;
                    hits.push(hit);
                }
                _ => i += 1,
            }
        }
        hits
    }

    /// "Members of the UN" before "Security Council": the name that it ends with goes on.
    fn breaks_a_name(&self, run: &Run, hit: Hit) -> bool {
        let end = run.words.len() - 1;
        let proper = |i: &usize| run.form(*i).starts_with(char::is_uppercase);
        (hit.first + 1..=hit.last).filter(proper).any(|i| {
            let within = self.longest(run, i, hit.last);
            within.is_some_and(|h| h.last == hit.last)
                && self.longest(run, i, end).is_some_and(|h| h.last > hit.last)
        })
    }

    /// The first State or Body named in a short text that has no tree.
    pub fn first(&self, text: &str, ontology: &Ontology) -> Option<EntityId> {
        let tokens = syntax::words(text);
        (0..tokens.len()).find_map(|first| self.actor_at(&tokens[first..], ontology))
    }

    /// The State or Body whose name `tokens` begin with, the longest if there are several.
    fn actor_at(&self, tokens: &[String], ontology: &Ontology) -> Option<EntityId> {
        let mut node = 0;
        let mut best = None;
        let mut folded = String::new();
        for (last, token) in tokens.iter().enumerate() {
            fold(token, &mut folded);
            let step = self.words.get(folded.as_str()).map(|word| (node, *word));
            let Some(next) = step.and_then(|step| self.steps.get(&step)) else {
                break;
            };
            node = *next;
            let run = || tokens[..=last].iter().map(String::as_str);
            let fits = |n: &&Name| {
                let class = ontology.class_name(ontology.entity(n.entity).class);
                matches!(class, "State" | "Body") && case_fits(&n.written, run())
            };
            let name = self.ends[node as usize].iter().find(fits);
            best = name.map(|n| n.entity).or(best);
        }
        best
    }

    /// The longest name from token `first` on that ends at token `end` or before.
    fn longest(&self, run: &Run, first: usize, end: usize) -> Option<Hit> {
        let mut node = 0;
        let mut best = None;
        for last in first..=end {
            let step = |word: Option<Word>| self.steps.get(&(node, word?));
            let (plural, step) = (step(run.singulars[last]), step(run.words[last]));
            for end in plural.into_iter().chain(step) {
                let written = || (first..=last).map(|i| run.form(i));
                let fits = |n: &&Name| case_fits(&n.written, written());
                let names = &self.ends[*end as usize];
                let loose = |n: &&Name| {
                    Some(*end) == step.copied() && case_nearly_fits(&n.written, written())
                };
                if let Some(name) = names.iter().find(fits).or_else(|| names.iter().find(loose)) {
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

    /// Looks up the words of a sentence.
    fn run<'a>(&self, sentence: &'a Sentence, text: &'a str) -> Run<'a> {
        let tokens = || sentence.tokens.iter();
        let mut folded = String::new();
        let mut word = |form: &str| {
            fold(form, &mut folded);
            self.words.get(folded.as_str()).copied()
        };
        Run {
            sentence,
            text,
            words: tokens().map(|t| word(t.span.of(text))).collect(),
            singulars: tokens()
                .map(|t| is_plural(t).then(|| word(&t.lemma)).flatten())
                .collect(),
        }
    }
}

/// A sentence as it is looked up.
struct Run<'a> {
    sentence: &'a Sentence,
    text: &'a str,
    /// Its tokens as words of names.
    words: Vec<Option<Word>>,
    /// The singulars of its plurals: a plural ends a name as its singular does.
    singulars: Vec<Option<Word>>,
}

impl<'a> Run<'a> {
    fn form(&self, i: usize) -> &'a str {
        self.sentence.tokens[i].span.of(self.text)
    }

    /// "GGE reports", "Security Council resolution 186 (1964)": the last word, numbers left out, is no part of a proper name.
    fn ends_in_common_noun(&self, hit: &Hit) -> bool {
        let mut words = (hit.first..=hit.last).rev().map(|i| self.form(i));
        let word = words.find(|form| form.contains(char::is_lowercase));
        word.is_some_and(|form| form.starts_with(char::is_lowercase))
    }
}

/// Whether a name of class `inner` inside one of class `outer` is named too: "Japan" in "Ministry of Foreign Affairs
/// of Japan", "UN" in "UN Members", "GGE" where a common noun ends the name as in "GGE reports", whatever a norm or concept
/// is about; but not "America" in "Latin America".
fn holds(outer: &str, common: bool, inner: &str) -> bool {
    match outer {
        "State" | "Place" => false,
        "Norm" | "Concept" => !matches!(inner, "Norm" | "Concept"),
        "Group" => matches!(inner, "State" | "Body"),
        "Body" => inner == "State",
        _ => inner == "State" || common && inner == "Body",
    }
}

/// Puts a token into `folded`, in lower case with straight apostrophes and hyphens.
fn fold(token: &str, folded: &mut String) {
    folded.clear();
    if token.is_ascii() {
        folded.push_str(token);
        return folded.make_ascii_lowercase();
    }
    folded.extend(token.to_lowercase().chars().map(|c| match c {
        '’' => '\'',
        '‑' | '–' => '-',
        other => other,
    }));
}

/// "Non-Aligned": one token, which old line breaks part ("Non- Aligned").
fn is_joined(token: &str) -> bool {
    token.len() > 1 && token.contains('-')
}

/// The tokens of a word that is parted at its hyphens.
fn parts(token: &str) -> Vec<String> {
    if !is_joined(token) {
        return vec![token.to_owned()];
    }
    let words = token.split_inclusive('-');
    let pieces = words.flat_map(|w| [w.trim_end_matches('-'), &w[w.trim_end_matches('-').len()..]]);
    pieces
        .filter(|p| !p.is_empty())
        .map(str::to_owned)
        .collect()
}

/// An upper-case letter of a name demands upper case in the text; a lower-case letter takes either.
fn case_fits<'a>(written: &str, run: impl Iterator<Item = &'a str>) -> bool {
    let upper = |(n, t): (char, char)| !n.is_uppercase() || t.is_uppercase();
    let bytes = |(n, t): (u8, u8)| !n.is_ascii_uppercase() || t.is_ascii_uppercase();
    written
        .split(' ')
        .zip(run)
        .all(|(name, token)| match name.is_ascii() && token.is_ascii() {
            true => name.bytes().zip(token.bytes()).all(bytes),
            false => name.chars().zip(token.chars()).all(upper),
        })
}

/// "African continental free trade area": a name of at least five words is one by its first word already. Words written
/// in capitals throughout keep them.
fn case_nearly_fits<'a>(written: &str, run: impl Iterator<Item = &'a str>) -> bool {
    let mut pairs = written.split(' ').zip(run).enumerate();
    written.split(' ').nth(4).is_some()
        && pairs.all(|(i, (name, token))| {
            let initial = name.chars().skip(1).all(char::is_lowercase);
            case_fits(name, std::iter::once(token)) || i > 0 && initial
        })
}

#[cfg(test)]
mod tests {
    use super::{case_nearly_fits, parts};

    #[test]
    fn a_broken_word_has_the_tokens_of_its_parts() {
        assert_eq!(parts("Counter-Terrorism"), ["Counter", "-", "Terrorism"]);
        assert_eq!(parts("Council"), ["Council"]);
    }

    #[test]
    fn only_long_names_are_known_by_their_first_capital() {
        let fits = |name: &str, text: &str| case_nearly_fits(name, text.split(' '));
        let area = "African Continental Free Trade Area";
        assert!(fits(area, "African continental free trade area"));
        assert!(!fits(area, "african continental free trade area"));
        assert!(!fits("Human Rights Council", "Human rights council"));
    }
}
