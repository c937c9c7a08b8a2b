//! The best tree without crossing arcs (Eisner 1996), for sentences whose best tree has some.
//!
//! In English crossing arcs are rare, and most that are predicted are mistakes.

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
    /// Score and split of each span.
    best: Vec<(i64, usize)>,
}

impl Chart<'_> {
    fn place(&self, span: Span) -> usize {
        let kind = 2 * usize::from(span.open) + usize::from(span.leftward);
        (kind * self.n + span.from) * self.n + span.to
    }

    fn score(&self, span: Span) -> i64 {
        self.best[self.place(span)].0
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
        let mut best = (i64::MIN, span.from);
        for at in span.from..span.to {
            let [a, b] = Self::parts(span, at);
            let score = self.score(a) + self.score(b);
            if score > best.0 {
                best = (score, at);
            }
        }
        if span.open {
            let (head, word) = span.ends();
            best.0 += i64::from(self.arcs[word * (self.n + 1) + head + 1]);
        }
        let place = self.place(span);
        self.best[place] = best;
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
    let best = vec![(0, 0); 4 * n * n];
    let mut chart = Chart { arcs, n, best };
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
        spans.extend(Chart::parts(span, chart.best[chart.place(span)].1));
    }
    heads
}

#[cfg(test)]
mod tests {
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

    fn is_tree(heads: &[usize]) -> bool {
        let reaches_root = |i: usize| {
            let mut at = i + 1;
            (0..=heads.len()).any(|_| {
                at = if at == 0 { 0 } else { heads[at - 1] };
                at == 0
            })
        };
        heads.iter().filter(|h| **h == 0).count() == 1 && (0..heads.len()).all(reaches_root)
    }

    fn total(arcs: &[i32], heads: &[usize]) -> i64 {
        let score = |(i, h): (usize, &usize)| i64::from(arcs[i * (heads.len() + 1) + h]);
        heads.iter().enumerate().map(score).sum()
    }
}
