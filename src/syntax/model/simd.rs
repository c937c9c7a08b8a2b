//! The inner loops, compiled for the plain machine and for wider registers.
//!
//! All of it is integer arithmetic, so each version gives the same numbers; the processor is asked at run time.

use super::fixed::{mix, share, tanh};

/// How many outputs of a matrix are computed side by side.
pub(super) const LANES: usize = 16;

/// Two columns of `LANES` rows, row after row.
pub(super) type Tile = [i16; 2 * LANES];

/// How many inputs share one pass over the weights.
const GROUP: usize = 5;

/// Compiles `$body` a second time for AVX2 and picks the version that the processor has.
macro_rules! widened {
    ($(#[$doc:meta])* $name:ident = $body:ident($($arg:ident: $type:ty),*)) => {
        $(#[$doc])*
        pub(super) fn $name($($arg: $type),*) {
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                #[target_feature(enable = "avx2")]
                fn wide($($arg: $type),*) {
                    $body($($arg),*);
                }
                // SAFETY: the processor has AVX2, which is all that `wide` asks for.
                unsafe { wide($($arg),*) };
                return;
            }
            $body($($arg),*);
        }
    };
}

/// Sums of products of each input (of `2 * pairs` numbers) with each row of a matrix of tiles.
pub(super) fn product(tiles: &[Tile], pairs: usize, inputs: &[i16], sums: &mut [i32]) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, which is all that the function asks for.
        unsafe { wide::product(tiles, pairs, inputs, sums) };
        return;
    }
    blocks(tiles, pairs, inputs, sums, group);
}

widened! {
    /// `sum * factor + bias` for each sum.
    scale = scale_body(sums: &[i32], factor: &[i32], bias: &[i32], out: &mut [i32])
}

widened! {
    /// tanh of `sum * factor + bias` for each sum.
    squash = squash_body(sums: &[i32], factor: &[i32], bias: &[i32], out: &mut [i16])
}

widened! {
    /// One step of a recurrent layer: `gates` are candidate, forget and output, each as long as `state`.
    step = step_body(gates: [&[i16]; 3], skip: &[i16], state: &mut [i32], out: &mut [i16])
}

/// How many sums `best_sums` computes side by side.
pub(super) const BLOCK: usize = 16;

widened! {
    /// For each of `best`, the greatest of `count` sums of two values. Each value of a sum is found by a walk: where the
    /// first stands for the first of `best`, and how far it is to the next. `best` is of whole blocks.
    best_sums = best_sums_body(values: &[i32], walks: [(usize, isize); 2], count: usize, best: &mut [i32])
}

type Sums = [[i32; LANES]; GROUP];

/// Goes through the blocks of rows and the groups of inputs; an incomplete group is filled up with its last input.
#[inline(always)]
fn blocks(
    tiles: &[Tile],
    pairs: usize,
    inputs: &[i16],
    sums: &mut [i32],
    group: impl Fn(&[Tile], [&[i16]; GROUP]) -> Sums,
) {
    let rows = tiles.len() / pairs * LANES;
    for (block, tiles) in tiles.chunks_exact(pairs).enumerate() {
        let inputs = inputs.chunks(GROUP * 2 * pairs);
        for (inputs, sums) in inputs.zip(sums.chunks_mut(GROUP * rows)) {
            let last = inputs.len() / (2 * pairs) - 1;
            let input = |i: usize| &inputs[i.min(last) * 2 * pairs..][..2 * pairs];
            let totals = group(tiles, std::array::from_fn(input));
            for (sums, total) in sums.chunks_exact_mut(rows).zip(totals) {
                sums[block * LANES..][..LANES].copy_from_slice(&total);
            }
        }
    }
}

/// `GROUP` inputs with one block of rows.
fn group(tiles: &[Tile], inputs: [&[i16]; GROUP]) -> Sums {
    let mut sums = [[0i32; LANES]; GROUP];
    for (k, tile) in tiles.iter().enumerate() {
        for (sums, input) in sums.iter_mut().zip(inputs) {
            let (a, b) = (i32::from(input[2 * k]), i32::from(input[2 * k + 1]));
            for (lane, sum) in sums.iter_mut().enumerate() {
                let (c, d) = (i32::from(tile[2 * lane]), i32::from(tile[2 * lane + 1]));
                let pair = (a * c).wrapping_add(b * d);
                *sum = sum.wrapping_add(pair);
            }
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
mod wide {
    use super::{GROUP, LANES, Sums, Tile, blocks};
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx2")]
    pub fn product(tiles: &[Tile], pairs: usize, inputs: &[i16], sums: &mut [i32]) {
        blocks(tiles, pairs, inputs, sums, |tiles, inputs| {
            group(tiles, inputs)
        });
    }

    /// The same with an instruction that multiplies pairs of 16 bits and adds them in 32.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn group(tiles: &[Tile], inputs: [&[i16]; GROUP]) -> Sums {
        let inputs = inputs.map(|x| &x.as_chunks::<2>().0[..tiles.len()]);
        let mut sums = [[_mm256_setzero_si256(); 2]; GROUP];
        for (k, tile) in tiles.iter().enumerate() {
            // SAFETY: a tile is 64 bytes; unaligned loads read its two halves.
            let [low, high] = unsafe {
                let start = tile.as_ptr().cast::<__m256i>();
                [_mm256_loadu_si256(start), _mm256_loadu_si256(start.add(1))]
            };
            for (sums, input) in sums.iter_mut().zip(inputs) {
                let pair = _mm256_set1_epi32(pair(input[k]));
                sums[0] = _mm256_add_epi32(sums[0], _mm256_madd_epi16(low, pair));
                sums[1] = _mm256_add_epi32(sums[1], _mm256_madd_epi16(high, pair));
            }
        }
        sums.map(|halves| {
            let mut lanes = [0i32; LANES];
            let start = lanes.as_mut_ptr().cast::<__m256i>();
            // SAFETY: `lanes` is 64 bytes; unaligned stores write its two halves.
            unsafe {
                _mm256_storeu_si256(start, halves[0]);
                _mm256_storeu_si256(start.add(1), halves[1]);
            }
            lanes
        })
    }

    fn pair([a, b]: [i16; 2]) -> i32 {
        i32::from(b) << 16 | i32::from(a as u16)
    }
}

#[inline(always)]
fn scale_body(sums: &[i32], factor: &[i32], bias: &[i32], out: &mut [i32]) {
    for (((out, sum), factor), bias) in out.iter_mut().zip(sums).zip(factor).zip(bias) {
        *out = share(*sum, *factor) + bias;
    }
}

#[inline(always)]
fn squash_body(sums: &[i32], factor: &[i32], bias: &[i32], out: &mut [i16]) {
    for (((out, sum), factor), bias) in out.iter_mut().zip(sums).zip(factor).zip(bias) {
        *out = tanh(share(*sum, *factor) + bias);
    }
}

#[inline(always)]
fn step_body(gates: [&[i16]; 3], skip: &[i16], state: &mut [i32], out: &mut [i16]) {
    let [candidate, forget, output] = gates;
    let gates = candidate.iter().zip(forget).zip(output).zip(skip);
    for ((state, out), (((candidate, forget), output), skip)) in
        state.iter_mut().zip(out).zip(gates)
    {
        *state = mix(*state, i32::from(*candidate), *forget);
        *out = mix(*state, i32::from(*skip), *output) as i16;
    }
}

#[inline(always)]
fn best_sums_body(values: &[i32], walks: [(usize, isize); 2], count: usize, best: &mut [i32]) {
    for (block, best) in best.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
        let mut most = *best;
        for k in 0..count as isize {
            let [a, b] = walks.map(|(start, step)| {
                let start = start.wrapping_add_signed(k * step) + block * BLOCK;
                &values[start..start + BLOCK]
            });
            for (most, (a, b)) in most.iter_mut().zip(a.iter().zip(b)) {
                *most = (*most).max(a.wrapping_add(*b));
            }
        }
        *best = most;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same on every run.
    fn numbers(n: usize, from: i32, to: i32) -> impl Iterator<Item = i32> {
        let mut state = n as u64;
        (0..n).map(move |_| {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            from + ((state >> 33) as i32).rem_euclid(to - from)
        })
    }

    fn shorts(n: usize, from: i32, to: i32) -> Vec<i16> {
        numbers(n, from, to).map(|v| v as i16).collect()
    }

    #[test]
    fn wide_and_plain_products_are_the_same() {
        for (pairs, height, inputs) in [(3, 1, 1), (48, 2, 5), (64, 3, 11)] {
            let mut weights = shorts(pairs * height * 2 * LANES, -127, 128).into_iter();
            let tiles: Vec<Tile> = (0..pairs * height)
                .map(|_| std::array::from_fn(|_| weights.next().unwrap()))
                .collect();
            let inputs = shorts(inputs * 2 * pairs, -32768, 32768);
            let mut wide = vec![0; inputs.len() / (2 * pairs) * height * LANES];
            let mut plain = wide.clone();
            product(&tiles, pairs, &inputs, &mut wide);
            blocks(&tiles, pairs, &inputs, &mut plain, group);
            assert_eq!(wide, plain);
            let row =
                |r: usize, k: usize| tiles[r / LANES * pairs + k / 2][2 * (r % LANES) + k % 2];
            let first: i32 = (0..2 * pairs)
                .map(|k| i32::from(row(1, k)) * i32::from(inputs[k]))
                .sum();
            assert_eq!(wide[1], first);
        }
    }

    #[test]
    fn wide_and_plain_steps_are_the_same() {
        let n = 77;
        let sums: Vec<i32> = numbers(n, -1 << 30, 1 << 30).collect();
        let factor: Vec<i32> = numbers(n, 0, 1 << 14).collect();
        let bias: Vec<i32> = numbers(n, -1 << 14, 1 << 14).collect();
        let (mut wide, mut plain) = (vec![0; n], vec![0; n]);
        squash(&sums, &factor, &bias, &mut wide);
        squash_body(&sums, &factor, &bias, &mut plain);
        assert_eq!(wide, plain);
        let gates = [1, 2, 3].map(|i| shorts(n + i, -32767, 32768));
        let gates = [&gates[0][..n], &gates[1][..n], &gates[2][..n]];
        let mut states = [vec![-32767; n], vec![-32767; n]];
        let (mut wide, mut plain) = (vec![0; n], vec![0; n]);
        step(gates, gates[0], &mut states[0], &mut wide);
        step_body(gates, gates[0], &mut states[1], &mut plain);
        assert_eq!((&states[0], wide), (&states[1], plain));
    }
}
