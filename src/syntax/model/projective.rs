//! The best tree without crossing arcs among all (Eisner 1996).

use std::ops::Range;

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

/// A part of a tree over the words `from..=to`, whose head is the first or the last of them.
#[derive(Clone, Copy)]
struct Span {
    from: usize,
    to: usize,
    /// The head is the last word.
    leftward: bool,
    /// The word at the other end may still get dependents on the far side: it is the head's dependent.
    open: bool,
}

struct Chart<'a> {
    arcs: &'a [i32],
    n: usize,
    /// The score of each span: those with one first word side by side, and those with one last word.
    by_first: Vec<i64>,
    by_last: Vec<i64>,
    /// Where each span is best split.
    splits: Vec<u32>,
}

impl<'a> Chart<'a> {
    fn new(arcs: &'a [i32], n: usize) -> Self {
        Self {
            arcs,
            n,
            by_first: vec![0; 4 * n * n],
            by_last: vec![0; 4 * n * n],
            splits: vec![0; 4 * n * n],
        }
    }

    fn place(&self, span: Span, row: usize, column: usize) -> usize {
        let kind = 2 * usize::from(span.open) + usize::from(span.leftward);
        (kind * self.n + row) * self.n + column
    }

    fn place_by_first(&self, span: Span) -> usize {
        self.place(span, span.from, span.to)
    }

    fn place_by_last(&self, span: Span) -> usize {
        self.place(span, span.to, span.from)
    }

    fn score(&self, span: Span) -> i64 {
        self.by_first[self.place_by_first(span)]
    }

    fn split(&self, span: Span) -> usize {
        self.splits[self.place_by_first(span)] as usize
    }

    /// The two parts of a span of several words that is split at `at`.
    fn parts(span: Span, at: usize) -> [Span; 2] {
        let part = |from, to, leftward, open| Span {
            from,
            to,
            leftward,
            open,
        };
        let (from, to) = (span.from, span.to);
        match (span.open, span.leftward) {
            (true, _) => [part(from, at, false, false), part(at + 1, to, true, false)],
            (false, true) => [part(from, at, true, false), part(at, to, true, true)],
            (false, false) => [
                part(from, at + 1, false, true),
                part(at + 1, to, false, false),
            ],
        }
    }

    /// Finds the best split of a span whose parts are done.
    fn fill(&mut self, span: Span) {
        // From one split to the next both parts move on by one place.
        let [a, b] = Self::parts(span, span.from);
        let length = span.to - span.from;
        let firsts = &self.by_first[self.place_by_first(a)..][..length];
        let lasts = &self.by_last[self.place_by_last(b)..][..length];
        let sums = || firsts.iter().zip(lasts).map(|(a, b)| a + b);
        let mut best = sums().max().unwrap_or(0);
        let split = span.from + sums().position(|sum| sum == best).unwrap_or(0);
        if span.open {
            let (head, word) = span.ends();
            best += i64::from(self.arcs[word * (self.n + 1) + head + 1]);
        }
        let (first, last) = (self.place_by_first(span), self.place_by_last(span));
        self.by_first[first] = best;
        self.by_last[last] = best;
        self.splits[first] = split as u32;
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
}

/// Heads of the best tree over `n` words without crossing arcs; scores and heads as for `decode::best_tree`.
pub(super) fn best_tree(arcs: &[i32], n: usize) -> Vec<usize> {
    let mut chart = Chart::new(arcs, n);
    for length in 1..n {
        for from in 0..n - length {
            for (open, leftward) in [(true, true), (true, false), (false, true), (false, false)] {
                let to = from + length;
                chart.fill(Span {
                    from,
                    to,
                    leftward,
                    open,
                });
            }
        }
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
        chart.score(a) + chart.score(b) + i64::from(arcs[root * (n + 1)])
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
        spans.extend(Chart::parts(span, chart.split(span)));
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
