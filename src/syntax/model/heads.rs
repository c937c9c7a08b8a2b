//! States to tags, arc scores and labels.

use super::fixed::{Curves, Matrix, UNIT, dot, fixed, saturate};
use super::weights::{ModelError, Weights};

/// Fraction bits of states with their tags mixed in.
const MIXED: u32 = 11;
/// Fraction bits of tag scores.
const TAG: u32 = 10;
/// Fraction bits of the projections for arcs and labels.
const ARC: u32 = 8;

#[derive(Debug)]
pub(super) struct Heads {
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
        let matrix = |name: &str, from, to| {
            Matrix::read(weights, name, Some(&format!("{name}.bias")), from, to)
        };
        Ok(Self {
            tags: matrix("tw", UNIT, TAG)?,
            tag_states: fixed(&weights.floats("te")?, UNIT),
            root: fixed(&weights.floats("root")?, MIXED)
                .into_iter()
                .map(saturate)
                .collect(),
            dependent: matrix("ad", MIXED, ARC)?,
            head: matrix("ah", MIXED, ARC)?,
            bilinear: Matrix::read(weights, "U", None, ARC, ARC)?,
            head_bias: fixed(&weights.floats("hb")?, ARC),
            distance: fixed(&weights.floats("dist")?, 2 * ARC),
            label_dependent: matrix("l1", MIXED, ARC)?,
            label_head: Matrix::read(weights, "l2", None, MIXED, ARC)?,
            labels: matrix("l3", ARC, ARC)?,
        })
    }

    pub fn score(&self, states: &[i16], curves: &Curves) -> Scores {
        let size = self.root.len();
        let (mut tags, mut mixed) = (Vec::new(), self.root.clone());
        let mut scores = vec![0; self.tags.rows()];
        for state in states.chunks_exact(size) {
            self.tags.apply(state, &mut scores);
            tags.push(self.mix_tags(state, &scores, curves, &mut mixed));
        }
        let arcs = self.arcs(&mixed);
        Scores { tags, arcs, mixed }
    }

    /// Appends the state with the expected tag mixed in; returns the best tag.
    fn mix_tags(
        &self,
        state: &[i16],
        scores: &[i32],
        curves: &Curves,
        mixed: &mut Vec<i16>,
    ) -> usize {
        let (best, top) = argmax(scores);
        let odds: Vec<i32> = scores.iter().map(|s| curves.exp(s - top)).collect();
        let total: i64 = odds.iter().map(|o| i64::from(*o)).sum();
        let mut sum: Vec<i64> = state.iter().map(|s| i64::from(*s)).collect();
        for (tag, odd) in odds.iter().enumerate() {
            let share = (i64::from(*odd) << 15) / total;
            if share < 16 {
                continue;
            }
            let row = &self.tag_states[tag * state.len()..(tag + 1) * state.len()];
            for (sum, value) in sum.iter_mut().zip(row) {
                *sum += (share * i64::from(*value)) >> 15;
            }
        }
        mixed.extend(sum.iter().map(|s| saturate((s >> (UNIT - MIXED)) as i32)));
        best
    }

    fn arcs(&self, mixed: &[i16]) -> Vec<i32> {
        let heads = self.project(&self.head, mixed, true);
        let dependents = self.project(&self.dependent, &mixed[self.root.len()..], true);
        let mut pulls = self.project(&self.bilinear, &dependents, false);
        let width = self.head_bias.len();
        for pull in pulls.chunks_exact_mut(width) {
            for (p, bias) in pull.iter_mut().zip(&self.head_bias) {
                *p = saturate(i32::from(*p) + bias);
            }
        }
        let n = heads.len() / width;
        let mut arcs = Vec::with_capacity(n * (n - 1));
        for (i, pull) in pulls.chunks_exact(width).enumerate() {
            for (j, head) in heads.chunks_exact(width).enumerate() {
                arcs.push(dot(pull, head) + self.distance[distance(i + 1, j)]);
            }
        }
        arcs
    }

    fn project(&self, matrix: &Matrix, input: &[i16], rectified: bool) -> Vec<i16> {
        let width = matrix.columns();
        let mut out = vec![0; matrix.rows()];
        let mut projected = Vec::with_capacity(input.len() / width * matrix.rows());
        let floor = if rectified { 0 } else { i32::MIN };
        for x in input.chunks_exact(width) {
            matrix.apply(x, &mut out);
            projected.extend(out.iter().map(|v| saturate((*v).max(floor))));
        }
        projected
    }

    /// The relation of each word to its head; `heads[i]` counts words from 1, 0 is the root.
    pub fn labels(&self, scores: &Scores, heads: &[usize]) -> Vec<usize> {
        let size = self.root.len();
        let as_head = self.project(&self.label_head, &scores.mixed, false);
        let as_dependent = self.project(&self.label_dependent, &scores.mixed[size..], false);
        let width = self.label_head.rows();
        let mut out = vec![0; self.labels.rows()];
        heads
            .iter()
            .zip(as_dependent.chunks_exact(width))
            .map(|(head, dependent)| {
                let head = &as_head[head * width..(head + 1) * width];
                let joined: Vec<i16> = dependent
                    .iter()
                    .zip(head)
                    .map(|(d, h)| d.saturating_add(*h).max(0))
                    .collect();
                self.labels.apply(&joined, &mut out);
                argmax(&out).0
            })
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
    let mut best = (0, i32::MIN);
    for (i, value) in values.iter().enumerate() {
        if *value > best.1 {
            best = (i, *value);
        }
    }
    best
}
