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
/// The score of a word as its own head.
const IMPOSSIBLE: i32 = i32::MIN / 2;
/// How far below the best a head's score may be for its label to be asked.
const RIVAL: i32 = 4 << (2 * ARC);
/// A label is sure when it leads the next by so much; chosen, as `SHARE` was, on the development files.
const SURE: i32 = 10 << ARC;
/// What of a label's lead counts for the head.
const SHARE: i32 = (2 << ARC) / 5;

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
    /// What labels are scored from: of each word as head, the root first, and of each as dependent.
    as_head: Vec<i16>,
    as_dependent: Vec<i16>,
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
        Scores {
            tags,
            arcs: self.arcs(&mixed),
            as_head: self.label_head.project(&mixed, i32::MIN),
            as_dependent: self.label_dependent.project(&mixed[size..], i32::MIN),
        }
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
            let start = arcs.len();
            arcs.extend(scores.map(|(j, s)| s.wrapping_add(self.distance[distance(i + 1, j)])));
            arcs[start + i + 1] = IMPOSSIBLE;
        }
        arcs
    }

    /// Adds to the scores of heads that are close to the best how sure their labels are: a wrong head seldom has a
    /// relation that fits.
    pub fn weigh_labels(&self, scores: &mut Scores) {
        let size = scores.tags.len() + 1;
        let mut rivals = Vec::new();
        for (i, arcs) in scores.arcs.chunks_exact(size).enumerate() {
            let least = argmax(arcs).1 - RIVAL;
            let start = rivals.len();
            rivals.extend((0..size).filter(|h| arcs[*h] > least).map(|head| (i, head)));
            if rivals.len() == start + 1 {
                rivals.pop();
            }
        }
        let labels = self.label_scores(scores, rivals.iter().copied());
        for ((i, head), labels) in rivals.iter().zip(labels.chunks_exact(self.labels.rows())) {
            scores.arcs[i * size + head] += lead(labels).min(SURE) * SHARE;
        }
    }

    /// The relation of each word to its head; `heads[i]` counts words from 1, 0 is the root.
    pub fn labels(&self, scores: &Scores, heads: &[usize]) -> Vec<usize> {
        let arcs = heads.iter().copied().enumerate();
        self.label_scores(scores, arcs)
            .chunks_exact(self.labels.rows())
            .map(|s| argmax(s).0)
            .collect()
    }

    /// The scores of all labels for each of the arcs: word, head.
    fn label_scores(
        &self,
        scores: &Scores,
        arcs: impl Iterator<Item = (usize, usize)>,
    ) -> Vec<i32> {
        let width = self.label_head.rows();
        let mut joined = Vec::new();
        for (word, head) in arcs {
            let head = &scores.as_head[head * width..(head + 1) * width];
            let word = &scores.as_dependent[word * width..(word + 1) * width];
            let sums = word.iter().zip(head).map(|(d, h)| d.saturating_add(*h));
            joined.extend(sums.map(|sum| sum.max(0)));
        }
        self.labels.apply(&joined)
    }
}

impl Scores {
    /// By how much a head leads the best other one of a word, words counted from 0, heads from 1; negative where the tree
    /// needs another head than the best.
    pub fn lead(&self, word: usize, head: usize) -> i32 {
        let size = self.tags.len() + 1;
        let arcs = &self.arcs[word * size..(word + 1) * size];
        let others = (0..size).filter(|h| *h != head && *h != word + 1);
        let best = others.map(|h| arcs[h]).max().unwrap_or(IMPOSSIBLE);
        arcs[head].saturating_sub(best)
    }
}

/// By how much the greatest of the values leads the next.
fn lead(values: &[i32]) -> i32 {
    let (mut first, mut second) = (i32::MIN, i32::MIN);
    for value in values {
        if *value > first {
            (first, second) = (*value, first);
        } else {
            second = second.max(*value);
        }
    }
    first.saturating_sub(second)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_is_over_the_second_best() {
        assert_eq!(lead(&[3, 9, 5]), 4);
        assert_eq!(lead(&[9, 9, 5]), 0);
        assert_eq!(argmax(&[3, 9, 9]), (1, 9));
    }
}
