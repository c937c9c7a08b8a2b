//! The statistical model: words to tags and a dependency tree, in exact integer arithmetic.
//!
//! Embeddings, stacked bidirectional simple recurrent units, a joint tag layer, biaffine arc scores (Dozat and
//! Manning 2017) and a spanning tree. Trained by `training/`; the weights are in `models/`.

mod cut;
mod decode;
mod encoder;
mod features;
mod fixed;
mod heads;
mod matrix;
mod mend;
mod names;
mod projective;
// The one module that may: it calls the instructions of the processor.
#[allow(unsafe_code)]
mod simd;
mod weights;

use super::words::WORDS;
use super::{Deprel, Feats, Upos, Xpos};
use encoder::Encoder;
pub use encoder::Memory;
use heads::{Heads, Scores};
pub use weights::ModelError;
use weights::Weights;

/// A trained model, ready to parse.
#[derive(Debug)]
pub struct Model {
    encoder: Encoder,
    heads: Heads,
    tags: Vec<(Upos, Xpos, Feats)>,
    relations: Vec<Deprel>,
}

/// What the model says of one word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Features.
    pub feats: Feats,
    /// Index of the head; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Whether the head leads every other one clearly.
    pub sure: bool,
}

static ENGLISH: &[u8] = include_bytes!("../../../models/english.bin");

/// By how much the score of a head must lead the next for a sure arc: 2 as a Q16, odds of 7 to 1. Of 807 claims judged by
/// readers, those that rest on sure arcs alone were right in 91 of 100 cases, the others in 74.
const SURE: i32 = 2 << 16;

/// Taken from the scores of arcs that hardly ever are: 20 as a Q16.
const UNLIKELY: i32 = 20 << 16;

impl Model {
    /// The English model that is compiled in.
    ///
    /// # Panics
    /// Never with the weights that are shipped: a test loads them.
    pub fn english() -> Self {
        Self::load(ENGLISH).expect("the shipped model is valid")
    }

    /// Reads a file of weights, which stay where they are.
    ///
    /// # Errors
    /// If the file is of another version, cut off or not consistent.
    pub fn load(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let weights = Weights::open(bytes)?;
        let tags = weights
            .header
            .tags
            .iter()
            .map(|(upos, xpos, feats)| {
                Some((
                    Upos::from_name(upos)?,
                    Xpos::from_name(xpos)?,
                    Feats::from_conllu(feats),
                ))
            })
            .collect::<Option<_>>()
            .ok_or_else(|| ModelError::Tensor("tags".to_owned()))?;
        let relations = weights
            .header
            .relations
            .iter()
            .map(|r| Deprel::from_name(r))
            .collect::<Option<_>>()
            .ok_or_else(|| ModelError::Tensor("relations".to_owned()))?;
        Ok(Self {
            encoder: Encoder::read(&weights)?,
            heads: Heads::read(&weights)?,
            tags,
            relations,
        })
    }

    /// Tags and parses one sentence, given as its words.
    ///
    /// The heads form one tree. A very long sentence is parsed in pieces; the roots of the later ones stand beside
    /// the first one's.
    pub fn parse(&self, forms: &[&str], memory: &mut Memory) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::with_capacity(forms.len());
        let mut root = None;
        for piece in cut::pieces(forms) {
            let start = piece.start;
            let piece = self.parse_piece(&forms[piece], memory);
            words.extend(piece.into_iter().map(|word| match (word.head, root) {
                (None, Some(_)) => Word {
                    head: root,
                    deprel: Deprel::Parataxis,
                    ..word
                },
                (head, _) => Word {
                    head: head.map(|h| h + start),
                    ..word
                },
            }));
            root = root.or_else(|| words.iter().position(|w| w.head.is_none()));
        }
        words
    }

    /// The conjunction "that" depends on a word of the clause it opens, not before the first finite verb after it.
    fn hold_complementisers(&self, forms: &[&str], scores: &mut Scores) {
        let tag = |i: usize| self.tags[scores.tags[i]];
        let content = |upos| matches!(upos, Upos::Verb | Upos::Noun | Upos::Propn | Upos::Adj);
        let finite = |i: &usize| match tag(*i).1 {
            Xpos::Vbz | Xpos::Vbp | Xpos::Vbd | Xpos::Md => true,
            Xpos::Vb => tag(*i - 1).1 != Xpos::To,
            _ => false,
        };
        for i in 1..forms.len() {
            if !WORDS.complementiser.contains(forms[i])
                || tag(i).0 != Upos::Sconj
                || !content(tag(i - 1).0)
            {
                continue;
            }
            if let Some(verb) = (i + 1..forms.len()).find(finite) {
                let row = i * (forms.len() + 1);
                for score in &mut scores.arcs[row..=row + verb] {
                    *score -= UNLIKELY;
                }
            }
        }
    }

    fn parse_piece(&self, forms: &[&str], memory: &mut Memory) -> Vec<Word> {
        if forms.is_empty() {
            return Vec::new();
        }
        let states = self.encoder.encode(forms, memory);
        let mut scores = self.heads.score(&states);
        self.hold_complementisers(forms, &mut scores);
        self.heads.weigh_labels(&mut scores);
        let heads = decode::best_tree(&scores.arcs, forms.len());
        let labels = self.heads.labels(&scores, &heads);
        let word = |(i, ((head, label), tag)): (usize, ((&usize, usize), &usize))| {
            let (upos, xpos, feats) = self.tags[*tag];
            let relation = self.relations[label];
            Word {
                upos,
                xpos,
                feats,
                head: head.checked_sub(1),
                deprel: if *head == 0 { Deprel::Root } else { relation },
                sure: scores.lead(i, *head) >= SURE,
            }
        };
        let mut words: Vec<Word> = heads
            .iter()
            .zip(labels)
            .zip(&scores.tags)
            .enumerate()
            .map(word)
            .collect();
        mend::mend(&mut words);
        names::mend(&mut words, forms, self.encoder.vocabulary());
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_a_plain_sentence() {
        let words = Model::english().parse(
            &["Japan", "supports", "the", "process", "."],
            &mut Memory::default(),
        );
        let deprels: Vec<&str> = words.iter().map(|w| w.deprel.as_str()).collect();
        assert_eq!(deprels, ["nsubj", "root", "det", "obj", "punct"]);
    }

    #[test]
    fn a_cut_file_is_refused() {
        assert!(Model::load(&ENGLISH[..ENGLISH.len() / 2]).is_err());
        assert!(Model::load(b"something else").is_err());
    }

    #[test]
    fn long_sentences_are_one_tree_in_bounded_time() {
        let forms: Vec<&str> = ["Peace", "and", "security", "matter", ","]
            .into_iter()
            .cycle()
            .take(5000)
            .collect();
        let words = Model::english().parse(&forms, &mut Memory::default());
        assert_eq!(words.len(), forms.len());
        assert_eq!(words.iter().filter(|w| w.head.is_none()).count(), 1);
        for mut at in 0..words.len() {
            let mut steps = 0;
            while let Some(head) = words[at].head {
                (at, steps) = (head, steps + 1);
                assert!(steps <= words.len());
            }
        }
    }

    #[test]
    fn a_full_memory_changes_nothing() {
        let model = Model::english();
        let sentence = ["The", "Council", "adopted", "a", "resolution", "."];
        let first = model.parse(&sentence, &mut Memory::default());
        let mut memory = Memory::default();
        for i in 0..5000 {
            model.parse(&[&format!("word{i}")], &mut memory);
        }
        assert_eq!(model.parse(&sentence, &mut memory), first);
    }
}
