//! States to tags, arc scores and labels.

use super::fixed::{Exp, UNIT, fixed, saturate};
use super::matrix::{Matrix, tiles};
use super::simd::{LANES, product};
use super::weights::{ModelError, Weights};

/// Fraction bits of states with their tags mixed in.
const MIXED: u32 = 11;
/// Fraction bits of tag scores.
const TAG: u32 = 10;
/// Fraction bits of the projections for arcs and labels.
const ARC: u32 = 8;
/// How far below the best a tag's score must be not to be mixed in.
const UNLIKELY: i32 = 7 << TAG;

#[derive(Debug)]
pub(super) struct Heads {
    exp: Exp,
    tags: Matrix,
    /// What a tag adds to a state, tag by tag.
    tag_states: Vec<i32>,
    root: Vec<i16>,
    dependent: Matrix,
    head: Matrix,
    bilinear: Matrix,
    head_bias: Vec<i32>,
    distance: Vec<i32>,
    label_dependent: Matrix,
    label_head: Matrix,
    labels: Matrix,
}

/// What the heads say of a sentence of n words.
pub(super) struct Scores {
    /// Index of the best tag of each word.
    pub tags: Vec<usize>,
    /// `arcs[i * (n + 1) + j]`: score of head `j` (0 is the root, words count from 1) for word `i` (from 0).
    pub arcs: Vec<i32>,
    mixed: Vec<i16>,
}

impl Heads {
    pub fn read(weights: &Weights) -> Result<Self, ModelError> {
        let plain = |name, from, to| Matrix::read(weights, name, from, to);
        let biased =
            |name, from, to| plain(name, from, to)?.plus(weights, &format!("{name}.bias"), to);
        let floats = |name, bits: u32| -> Result<Vec<i32>, ModelError> {
            Ok(fixed(&weights.floats(name)?, bits as i32))
        };
        Ok(Self {
            exp: Exp::default(),
            tags: biased("tag", UNIT, TAG)?,
            tag_states: floats("tag_state", MIXED)?,
            root: floats("root", MIXED)?.into_iter().map(saturate).collect(),
            dependent: biased("arc_dependent", MIXED, ARC)?,
            head: biased("arc_head", MIXED, ARC)?,
            bilinear: plain("arc_pair", ARC, ARC)?,
            head_bias: floats("arc_bias", ARC)?,
            distance: floats("arc_distance", 2 * ARC)?,
            label_dependent: biased("label_dependent", MIXED, ARC)?,
            label_head: plain("label_head", MIXED, ARC)?,
            labels: biased("label", ARC, ARC)?,
        })
    }

    /// Tags and arc scores from the states of a sentence.
    pub fn score(&self, states: &[i16]) -> Scores {
        let size = self.root.len();
        let (mut tags, mut mixed) = (Vec::new(), self.root.clone());
        let scores = self.tags.apply(states);
        let scores = scores.chunks_exact(self.tags.rows());
        for (state, scores) in states.chunks_exact(size).zip(scores) {
            tags.push(self.mix_tags(state, scores, &mut mixed));
        }
        let arcs = self.arcs(&mixed);
        Scores { tags, arcs, mixed }
    }

    /// Appends the state with the expected tag mixed in; returns the best tag.
    fn mix_tags(&self, state: &[i16], scores: &[i32], mixed: &mut Vec<i16>) -> usize {
        let (best, top) = argmax(scores);
        let odds: Vec<(usize, i32)> = scores
            .iter()
            .enumerate()
            .filter(|(_, score)| top - **score < UNLIKELY)
            .map(|(tag, score)| (tag, self.exp.of(score - top)))
            .collect();
        let total: i32 = odds.iter().map(|(_, odd)| odd).sum();
        let mut sum: Vec<i32> = state.iter().map(|s| i32::from(*s) << MIXED).collect();
        for (tag, odd) in odds {
            let share = (odd << UNIT) / total;
            let row = &self.tag_states[tag * state.len()..(tag + 1) * state.len()];
            for (sum, value) in sum.iter_mut().zip(row) {
                *sum += share * value;
            }
        }
        mixed.extend(sum.iter().map(|s| saturate(s >> UNIT)));
        best
    }

    fn arcs(&self, mixed: &[i16]) -> Vec<i32> {
        let heads = self.head.project(mixed, 0);
        let dependents = self.dependent.project(&mixed[self.root.len()..], 0);
        let mut pulls = self.bilinear.project(&dependents, i32::MIN);
        let width = self.head_bias.len();
        for pull in pulls.chunks_exact_mut(width) {
            for (p, bias) in pull.iter_mut().zip(&self.head_bias) {
                *p = saturate(i32::from(*p) + bias);
            }
        }
        let tiles = tiles(&heads, width);
        let stride = tiles.len() / (width / 2) * LANES;
        let mut sums = vec![0; pulls.len() / width * stride];
        product(&tiles, width / 2, &pulls, &mut sums);
        let size = heads.len() / width;
        let mut arcs = Vec::with_capacity(size * size);
        for (i, sums) in sums.chunks_exact(stride).enumerate() {
            let scores = sums[..size].iter().enumerate();
            arcs.extend(scores.map(|(j, s)| s.wrapping_add(self.distance[distance(i + 1, j)])));
        }
        arcs
    }

    /// The relation of each word to its head; `heads[i]` counts words from 1, 0 is the root.
    pub fn labels(&self, scores: &Scores, heads: &[usize]) -> Vec<usize> {
        let size = self.root.len();
        let as_head = self.label_head.project(&scores.mixed, i32::MIN);
        let as_dependent = self
            .label_dependent
            .project(&scores.mixed[size..], i32::MIN);
        let width = self.label_head.rows();
        let mut joined = Vec::with_capacity(as_dependent.len());
        for (head, dependent) in heads.iter().zip(as_dependent.chunks_exact(width)) {
            let head = &as_head[head * width..(head + 1) * width];
            joined.extend(
                dependent
                    .iter()
                    .zip(head)
                    .map(|(d, h)| d.saturating_add(*h).max(0)),
            );
        }
        let scores = self.labels.apply(&joined);
        scores
            .chunks_exact(self.labels.rows())
            .map(|s| argmax(s).0)
            .collect()
    }
}

/// Index of the bias for head `j` of word `i`, both counted from 1, 0 the root.
fn distance(i: usize, j: usize) -> usize {
    if j == 0 {
        return 39;
    }
    (j as isize - i as isize).clamp(-19, 19).wrapping_add(19) as usize
}

/// The first of the greatest values, with its index.
fn argmax(values: &[i32]) -> (usize, i32) {
    let top = values.iter().copied().max().unwrap_or(0);
    let first = values.iter().position(|v| *v == top).unwrap_or(0);
    (first, top)
}
