//! The statistical model: words to tags and a dependency tree, in exact integer arithmetic.
//!
//! Embeddings, stacked bidirectional simple recurrent units, a joint tag layer, biaffine arc scores (Dozat and
//! Manning 2017) and a spanning tree. Trained by `training/`; the weights are in `models/`.

mod decode;
mod encoder;
mod features;
mod fixed;
mod heads;
mod weights;

use super::{Deprel, Feats, Upos, Xpos};
use encoder::Encoder;
use fixed::Curves;
use heads::Heads;
pub use weights::ModelError;
use weights::Weights;

/// A trained model, ready to parse.
#[derive(Debug)]
pub struct Model {
    encoder: Encoder,
    heads: Heads,
    curves: Curves,
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
}

static ENGLISH: &[u8] = include_bytes!("../../../models/english.bin");

impl Model {
    /// The English model that is compiled in.
    ///
    /// # Panics
    /// Never with the weights that are shipped: a test loads them.
    pub fn english() -> Self {
        Self::load(ENGLISH).expect("the shipped model is valid")
    }

    /// Reads a file of weights.
    ///
    /// # Errors
    /// If the file is of another version, cut off or not consistent.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
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
            curves: Curves::new(),
            tags,
            relations,
        })
    }

    /// Tags and parses one sentence, given as its words. Time grows with the square of its length.
    pub fn parse(&self, forms: &[&str]) -> Vec<Word> {
        if forms.is_empty() {
            return Vec::new();
        }
        let states = self.encoder.encode(forms, &self.curves);
        let scores = self.heads.score(&states, &self.curves);
        let heads = decode::best_tree(&scores.arcs, forms.len());
        let labels = self.heads.labels(&scores, &heads);
        heads
            .iter()
            .zip(labels)
            .zip(&scores.tags)
            .map(|((head, label), tag)| {
                let (upos, xpos, feats) = self.tags[*tag];
                let relation = self.relations[label];
                Word {
                    upos,
                    xpos,
                    feats,
                    head: head.checked_sub(1),
                    deprel: if *head == 0 { Deprel::Root } else { relation },
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_a_plain_sentence() {
        let words = Model::english().parse(&["Japan", "supports", "the", "process", "."]);
        let deprels: Vec<&str> = words.iter().map(|w| w.deprel.as_str()).collect();
        assert_eq!(deprels, ["nsubj", "root", "det", "obj", "punct"]);
    }

    #[test]
    fn a_cut_file_is_refused() {
        assert!(Model::load(&ENGLISH[..ENGLISH.len() / 2]).is_err());
        assert!(Model::load(b"something else").is_err());
    }
}
