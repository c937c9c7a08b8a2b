//! The best tree with one root and without crossing arcs.
//!
//! In English crossing arcs are rare, and most that are predicted are mistakes.

use super::projective;

/// Heads of the best tree over `n` words. `arcs[i * (n + 1) + j]` is the score of head `j` for word `i`; heads count
/// words from 1, 0 is the root, which exactly one word has.
pub(super) fn best_tree(arcs: &[i32], n: usize) -> Vec<usize> {
    // Where the best head of each word makes such a tree, no other can be better.
    let heads = best_heads(arcs, n);
    if is_tree(&heads) && !projective::crosses(&heads) {
        heads
    } else {
        projective::best_tree(arcs, n)
    }
}

/// The best head of each word for itself.
fn best_heads(arcs: &[i32], n: usize) -> Vec<usize> {
    let best = |(i, arcs): (usize, &[i32])| {
        let others = (0..=n).filter(|head| *head != i + 1);
        others
            .reduce(|best, head| if arcs[head] > arcs[best] { head } else { best })
            .unwrap_or(0)
    };
    arcs.chunks_exact(n + 1)
        .take(n)
        .enumerate()
        .map(best)
        .collect()
}

/// Whether heads form a tree with one root.
pub(super) fn is_tree(heads: &[usize]) -> bool {
    // The last word from which a way up came by, for each word.
    let mut seen = vec![0; heads.len() + 1];
    let reaches_the_root = |start: usize| {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at - 1];
        }
        at == 0 || seen[at] != start
    };
    heads.iter().filter(|head| **head == 0).count() == 1 && (1..=heads.len()).all(reaches_the_root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_told_from_cycles_and_woods() {
        assert!(is_tree(&[2, 0, 2]));
        assert!(!is_tree(&[2, 1, 0]));
        assert!(!is_tree(&[0, 0, 2]));
    }

    #[test]
    fn the_best_heads_are_taken_only_if_they_make_the_best_tree() {
        let mut state = 7u64;
        for n in 1..7 {
            for _ in 0..60 {
                let arcs: Vec<i32> = (0..n * (n + 1))
                    .map(|_| {
                        state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
                        (state >> 42) as i32
                    })
                    .collect();
                assert_eq!(best_tree(&arcs, n), projective::best_tree(&arcs, n));
            }
        }
    }
}
