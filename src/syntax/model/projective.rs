//! The best tree without crossing arcs among all (Eisner 1996).

use std::ops::Range;

use super::simd::{BLOCK, best_sums};

/// Whether two arcs of a tree cross; `heads[i]` is the head of word `i + 1`, 0 the root.
pub(super) fn crosses(heads: &[usize]) -> bool {
    let arc = |(i, head): (usize, &usize)| (i + 1).min(*head)..(i + 1).max(*head);
    let arcs: Vec<Range<usize>> = heads
        .iter()
        .enumerate()
        .filter(|(_, head)| **head > 0)
        .map(arc)
        .collect();
    let inside = |a: &Range<usize>, at: usize| a.start < at && at < a.end;
    arcs.iter()
        .any(|a| arcs.iter().any(|b| inside(a, b.start) && b.end > a.end))
        || heads
            .iter()
            .position(|head| *head == 0)
            .is_some_and(|root| arcs.iter().any(|a| inside(a, root + 1)))
}

/// A part of a tree over neighbouring words, whose head is the first or the last of them.
#[derive(Clone, Copy)]
struct Span {
    from: usize,
    to: usize,
    /// The head is the last word.
    leftward: bool,
    /// The word at the other end may still get dependents on the far side: it is the head's dependent.
    open: bool,
}

/// The scores of all spans: by kind, by length, by first word. So the spans of one length stand side by side and are
/// computed together.
struct Chart<'a> {
    arcs: &'a Arcs,
    spans: Vec<i32>,
    /// Places from one length to the next.
    stride: usize,
}

/// The scores of arcs, each beside the best of its word: none is positive, and the sum over all words fits 32 bits.
struct Arcs {
    scores: Vec<i32>,
    n: usize,
}

/// What no arc of a tree is below: with `cut::LONGEST` words, the sum fits 32 bits.
const WORST: i32 = i32::MIN / 256;

impl Arcs {
    fn new(arcs: &[i32], n: usize) -> Self {
        let mut scores = Vec::with_capacity(arcs.len());
        for arcs in arcs.chunks_exact(n + 1) {
            let best = arcs.iter().copied().max().unwrap_or(0);
            scores.extend(arcs.iter().map(|s| s.saturating_sub(best).max(WORST)));
        }
        Self { scores, n }
    }

    /// The score of an arc from a head, or from the root, to a word, both counted from 0.
    fn score(&self, head: Option<usize>, word: usize) -> i32 {
        self.scores[word * (self.n + 1) + head.map_or(0, |head| head + 1)]
    }
}

impl<'a> Chart<'a> {
    fn new(arcs: &'a Arcs) -> Self {
        // Whole blocks are read, also of the last and shortest row.
        let stride = arcs.n.next_multiple_of(BLOCK);
        Self {
            arcs,
            spans: vec![0; (4 * arcs.n + 2) * stride],
            stride,
        }
    }

    fn place(&self, span: Span) -> usize {
        let kind = 2 * usize::from(span.open) + usize::from(span.leftward);
        (kind * self.arcs.n + span.to - span.from) * self.stride + span.from
    }

    fn score(&self, span: Span) -> i32 {
        self.spans[self.place(span)]
    }

    /// Computes all spans of `length` arcs, those that are shorter being done.
    fn fill(&mut self, length: usize) {
        let (n, mut best) = (self.arcs.n, Vec::new());
        for (open, leftward) in [(true, true), (false, true), (false, false)] {
            let first = Span {
                from: 0,
                to: length,
                leftward,
                open,
            };
            self.best_sums(first, &mut best);
            if open {
                for (from, best) in best[..n - length].iter().enumerate() {
                    for leftward in [true, false] {
                        let span = first.moved(from, leftward);
                        let (head, word) = span.ends();
                        let place = self.place(span);
                        self.spans[place] = best + self.arcs.score(Some(head), word);
                    }
                }
            } else {
                let place = self.place(first);
                self.spans[place..place + n - length].copy_from_slice(&best[..n - length]);
            }
        }
    }

    /// The best sums of two parts of a span and of those to the right of it with the same length.
    fn best_sums(&self, span: Span, best: &mut Vec<i32>) {
        let length = span.to - span.from;
        // From one split to the next, the first part is longer by a word and the second starts a word later.
        let [firsts, lasts] = span.parts(span.from).map(|part| self.place(part));
        let walks = [
            (firsts, self.stride as isize),
            (lasts, 1 - self.stride as isize),
        ];
        best.clear();
        best.resize((self.arcs.n - length).next_multiple_of(BLOCK), i32::MIN);
        best_sums(&self.spans, walks, length, best);
    }

    /// The two parts of the best split of a span of several words.
    fn best_parts(&self, span: Span) -> [Span; 2] {
        let total = |at: &usize| -> i32 { span.parts(*at).iter().map(|p| self.score(*p)).sum() };
        // The first of the best.
        let at = (span.from..span.to).rev().max_by_key(total);
        span.parts(at.unwrap_or(span.from))
    }
}

impl Span {
    /// The head and the word at the other end.
    fn ends(self) -> (usize, usize) {
        if self.leftward {
            (self.to, self.from)
        } else {
            (self.from, self.to)
        }
    }

    /// The span as long and `by` words to the right.
    fn moved(self, by: usize, leftward: bool) -> Self {
        Self {
            from: self.from + by,
            to: self.to + by,
            leftward,
            ..self
        }
    }

    /// The two parts if it is split at the word `at`, not its last.
    fn parts(self, at: usize) -> [Self; 2] {
        let part = |from, to, leftward, open| Self {
            from,
            to,
            leftward,
            open,
        };
        let (from, to) = (self.from, self.to);
        match (self.open, self.leftward) {
            (true, _) => [part(from, at, false, false), part(at + 1, to, true, false)],
            (false, true) => [part(from, at, true, false), part(at, to, true, true)],
            (false, false) => [
                part(from, at + 1, false, true),
                part(at + 1, to, false, false),
            ],
        }
    }
}

/// Heads of the best tree over `n` words without crossing arcs; scores and heads as for `decode::best_tree`.
pub(super) fn best_tree(arcs: &[i32], n: usize) -> Vec<usize> {
    let arcs = Arcs::new(arcs, n);
    let mut chart = Chart::new(&arcs);
    for length in 1..n {
        chart.fill(length);
    }
    let halves = |root: usize| {
        let half = |from, to, leftward| Span {
            from,
            to,
            leftward,
            open: false,
        };
        [half(0, root, true), half(root, n - 1, false)]
    };
    let total = |root: &usize| {
        let [a, b] = halves(*root);
        chart.score(a) + chart.score(b) + arcs.score(None, *root)
    };
    let root = (0..n).max_by_key(total).unwrap_or(0);
    let mut heads = vec![0; n];
    let mut spans = halves(root).to_vec();
    while let Some(span) = spans.pop() {
        if span.from == span.to {
            continue;
        }
        if span.open {
            let (head, word) = span.ends();
            heads[word] = head + 1;
        }
        spans.extend(chart.best_parts(span));
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::super::decode::is_tree;
    use super::*;

    #[test]
    fn crossing_arcs_are_found() {
        assert!(!crosses(&[2, 0, 2]));
        assert!(crosses(&[3, 4, 0, 3]));
        assert!(crosses(&[3, 0, 2]));
    }

    #[test]
    fn finds_the_best_tree_without_crossing_arcs() {
        let mut state = 5u64;
        for n in 1..6usize {
            for _ in 0..40 {
                let arcs: Vec<i32> = (0..n * (n + 1))
                    .map(|_| {
                        state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
                        (state >> 40) as i32 % 1000
                    })
                    .collect();
                let heads = best_tree(&arcs, n);
                assert!(is_tree(&heads) && !crosses(&heads));
                let best = (0..(n + 1).pow(n as u32))
                    .map(|code| {
                        (0..n)
                            .map(|i| code / (n + 1).pow(i as u32) % (n + 1))
                            .collect()
                    })
                    .filter(|heads: &Vec<usize>| is_tree(heads) && !crosses(heads))
                    .map(|heads| total(&arcs, &heads))
                    .max();
                assert_eq!(Some(total(&arcs, &heads)), best);
            }
        }
    }

    fn total(arcs: &[i32], heads: &[usize]) -> i64 {
        let score = |(i, h): (usize, &usize)| i64::from(arcs[i * (heads.len() + 1) + h]);
        heads.iter().enumerate().map(score).sum()
    }
}
