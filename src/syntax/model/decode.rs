//! The best tree: maximum spanning arborescence with a single root (Chu and Liu 1965, Edmonds 1967).

/// Heads of the best tree over `n` words. `arcs[i * (n + 1) + j]` is the score of head `j` for word `i`; heads count
/// words from 1, 0 is the root, which exactly one word has.
pub(super) fn best_tree(arcs: &[i32], n: usize) -> Vec<usize> {
    let size = n + 1;
    let heads = best_heads(arcs, size);
    if is_tree(&heads) {
        return heads;
    }
    let mut graph = vec![IMPOSSIBLE; size * size];
    for (i, arcs) in arcs.chunks_exact(size).take(n).enumerate() {
        let row = &mut graph[(i + 1) * size..(i + 2) * size];
        for (to, score) in row.iter_mut().zip(arcs) {
            *to = i64::from(*score);
        }
        row[i + 1] = IMPOSSIBLE;
        // A second root costs more than any tree can win.
        row[0] -= SECOND_ROOT;
    }
    let heads = arborescence(&graph, size);
    heads[1..].to_vec()
}

/// The best head of each word for itself.
fn best_heads(arcs: &[i32], size: usize) -> Vec<usize> {
    let best = |(i, arcs): (usize, &[i32])| {
        let others = (0..size).filter(|head| *head != i + 1);
        others
            .reduce(|best, head| if arcs[head] > arcs[best] { head } else { best })
            .unwrap_or(0)
    };
    let rows = arcs.chunks_exact(size).take(size - 1);
    rows.enumerate().map(best).collect()
}

/// Whether heads, counted from 1, form a tree with one root, 0.
fn is_tree(heads: &[usize]) -> bool {
    let roots = heads.iter().filter(|head| **head == 0).count();
    roots == 1 && find_cycle(&[&[0], heads].concat()).is_none()
}

const IMPOSSIBLE: i64 = i64::MIN / 4;
const SECOND_ROOT: i64 = 1 << 40;

/// Heads of the best arborescence from node 0 of a graph with `graph[d * size + h]` as score of `h` for `d`.
fn arborescence(graph: &[i64], size: usize) -> Vec<usize> {
    let mut heads: Vec<usize> = (0..size)
        .map(|d| if d == 0 { 0 } else { best_head(graph, size, d) })
        .collect();
    let Some(cycle) = find_cycle(&heads) else {
        return heads;
    };
    let mut outside = vec![true; size];
    cycle.iter().for_each(|v| outside[*v] = false);
    let rest: Vec<usize> = (0..size).filter(|v| outside[*v]).collect();
    let small = rest.len() + 1;
    let node = rest.len();
    let mut contracted = vec![IMPOSSIBLE; small * small];
    let mut enters = vec![0; small];
    let mut leaves = vec![0; small];
    for (a, d) in rest.iter().enumerate() {
        for (b, h) in rest.iter().enumerate() {
            contracted[a * small + b] = graph[d * size + h];
        }
        let from = best_of(&cycle, |h| graph[d * size + h]);
        leaves[a] = from;
        contracted[a * small + node] = graph[d * size + from];
    }
    for (b, h) in rest.iter().enumerate() {
        let gain = |d: usize| graph[d * size + h] - graph[d * size + heads[d]];
        let to = best_of(&cycle, gain);
        enters[b] = to;
        contracted[node * small + b] = gain(to);
    }
    let inner = arborescence(&contracted, small);
    for (a, d) in rest.iter().enumerate().skip(1) {
        heads[*d] = if inner[a] == node {
            leaves[a]
        } else {
            rest[inner[a]]
        };
    }
    heads[enters[inner[node]]] = rest[inner[node]];
    heads
}

fn best_head(graph: &[i64], size: usize, dependent: usize) -> usize {
    let row = &graph[dependent * size..(dependent + 1) * size];
    let mut best = (0, i64::MIN);
    for (head, score) in row.iter().enumerate() {
        if head != dependent && *score > best.1 {
            best = (head, *score);
        }
    }
    best.0
}

fn best_of(nodes: &[usize], score: impl Fn(usize) -> i64) -> usize {
    nodes
        .iter()
        .copied()
        .reduce(|best, v| if score(v) > score(best) { v } else { best })
        .unwrap_or(0)
}

fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All head assignments that form a tree with one root, tried one by one.
    fn brute(arcs: &[i32], n: usize) -> i64 {
        let mut best = i64::MIN;
        for code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n)
                .map(|i| code / (n + 1).pow(i as u32) % (n + 1))
                .collect();
            let tree = heads.iter().filter(|h| **h == 0).count() == 1
                && (0..n).all(|i| {
                    let mut at = i + 1;
                    (0..=n).any(|_| {
                        at = if at == 0 { 0 } else { heads[at - 1] };
                        at == 0
                    })
                });
            if tree {
                best = best.max(total(arcs, &heads, n));
            }
        }
        best
    }

    fn total(arcs: &[i32], heads: &[usize], n: usize) -> i64 {
        let score = |(i, h): (usize, &usize)| i64::from(arcs[i * (n + 1) + h]);
        heads.iter().enumerate().map(score).sum()
    }

    #[test]
    fn finds_the_best_single_rooted_tree() {
        let mut state = 7u64;
        for n in 1..6 {
            for _ in 0..60 {
                let arcs: Vec<i32> = (0..n * (n + 1))
                    .map(|_| {
                        state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
                        (state >> 40) as i32 % 1000
                    })
                    .collect();
                let heads = best_tree(&arcs, n);
                assert_eq!(heads.iter().filter(|h| **h == 0).count(), 1);
                assert_eq!(total(&arcs, &heads, n), brute(&arcs, n));
            }
        }
    }
}
