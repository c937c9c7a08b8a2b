//! The inner loops, compiled for the plain machine and for wider registers.
//!
//! All of it is integer arithmetic, so each version gives the same numbers; the processor is asked at run time.

use super::fixed::{mix, share, tanh};

/// How many outputs of a matrix are computed side by side.
pub(super) const LANES: usize = 16;

/// Two columns of `LANES` rows, row after row.
pub(super) type Tile = [i16; 2 * LANES];

/// How many inputs share one pass over the weights.
const GROUP: usize = 6;

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
    if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
        // SAFETY: the processor has AVX-512 VNNI, which is all that the function asks for.
        unsafe { widest::product(tiles, pairs, inputs, sums) };
        return;
    }
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

/// tanh of `sum * factor + bias` for each sum.
pub(super) fn squash(sums: &[i32], factor: &[i32], bias: &[i32], out: &mut [i16]) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has AVX2, which is all that the function asks for.
        unsafe { wide::squash(sums, factor, bias, out) };
        return;
    }
    squash_body(sums, factor, bias, out);
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

/// Goes through the blocks of rows and the groups of inputs. `group` adds up the products of one of each; the sums of its
/// inputs stand `rows` places apart.
#[inline(always)]
fn blocks(
    tiles: &[Tile],
    pairs: usize,
    inputs: &[i16],
    sums: &mut [i32],
    group: impl Fn(&[Tile], &[i16], &mut [i32], usize),
) {
    let rows = tiles.len() / pairs * LANES;
    for (block, tiles) in tiles.chunks_exact(pairs).enumerate() {
        let inputs = inputs.chunks(GROUP * 2 * pairs);
        for (inputs, sums) in inputs.zip(sums.chunks_mut(GROUP * rows)) {
            group(tiles, inputs, &mut sums[block * LANES..], rows);
        }
    }
}

/// A group of inputs with one block of rows.
fn group(tiles: &[Tile], inputs: &[i16], sums: &mut [i32], rows: usize) {
    let inputs = inputs.chunks_exact(2 * tiles.len());
    for (input, sums) in inputs.zip(sums.chunks_mut(rows)) {
        let mut total = [0i32; LANES];
        for (tile, pair) in tiles.iter().zip(input.as_chunks::<2>().0) {
            let [a, b] = pair.map(i32::from);
            for (lane, sum) in total.iter_mut().enumerate() {
                let (c, d) = (i32::from(tile[2 * lane]), i32::from(tile[2 * lane + 1]));
                let pair = (a * c).wrapping_add(b * d);
                *sum = sum.wrapping_add(pair);
            }
        }
        sums[..LANES].copy_from_slice(&total);
    }
}

/// Calls a function compiled for each number of inputs with as many as there are.
#[cfg(target_arch = "x86_64")]
macro_rules! by_count {
    ($name:ident, $count:expr, $($arg:expr),*) => {
        match $count {
            GROUP => $name::<GROUP>($($arg),*),
            5 => $name::<5>($($arg),*),
            4 => $name::<4>($($arg),*),
            3 => $name::<3>($($arg),*),
            2 => $name::<2>($($arg),*),
            _ => $name::<1>($($arg),*),
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod widest {
    use super::{GROUP, LANES, Tile, blocks};
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx512f,avx512vnni")]
    pub fn product(tiles: &[Tile], pairs: usize, inputs: &[i16], sums: &mut [i32]) {
        blocks(tiles, pairs, inputs, sums, |tiles, inputs, sums, rows| {
            by_count!(group, inputs.len() / (2 * pairs), tiles, inputs, sums, rows)
        });
    }

    /// A register holds a whole tile, and one instruction multiplies and adds to the sums.
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn group<const N: usize>(tiles: &[Tile], inputs: &[i16], sums: &mut [i32], rows: usize) {
        let length = tiles.len();
        let pairs = &inputs.as_chunks::<2>().0[..N * length];
        let mut totals = [_mm512_setzero_si512(); N];
        for (k, tile) in tiles.iter().enumerate() {
            // SAFETY: a tile is the 64 bytes that are read.
            let tile = unsafe { _mm512_loadu_si512(tile.as_ptr().cast()) };
            for (i, total) in totals.iter_mut().enumerate() {
                // SAFETY: `i < N` and `k < length`, and there are `N * length` pairs.
                let pair = super::pair(unsafe { *pairs.get_unchecked(i * length + k) });
                *total = _mm512_dpwssd_epi32(*total, tile, _mm512_set1_epi32(pair));
            }
        }
        for (i, total) in totals.iter().enumerate() {
            let sums = &mut sums[i * rows..][..LANES];
            // SAFETY: the slice is the 64 bytes that are written.
            unsafe { _mm512_storeu_si512(sums.as_mut_ptr().cast(), *total) };
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod wide {
    use super::super::fixed::{FACTOR, GATE, TANH, UNIT};
    use super::{GROUP, LANES, Tile, blocks};
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx2")]
    pub fn product(tiles: &[Tile], pairs: usize, inputs: &[i16], sums: &mut [i32]) {
        blocks(tiles, pairs, inputs, sums, |tiles, inputs, sums, rows| {
            by_count!(group, inputs.len() / (2 * pairs), tiles, inputs, sums, rows)
        });
    }

    /// The same with an instruction that multiplies pairs of 16 bits and adds them in 32.
    #[target_feature(enable = "avx2")]
    fn group<const N: usize>(tiles: &[Tile], inputs: &[i16], sums: &mut [i32], rows: usize) {
        let length = tiles.len();
        let pairs = &inputs.as_chunks::<2>().0[..N * length];
        let mut totals = [[_mm256_setzero_si256(); 2]; N];
        for (k, tile) in tiles.iter().enumerate() {
            // SAFETY: a tile is 64 bytes; unaligned loads read its two halves.
            let [low, high] = unsafe {
                let start = tile.as_ptr().cast::<__m256i>();
                [_mm256_loadu_si256(start), _mm256_loadu_si256(start.add(1))]
            };
            for (i, total) in totals.iter_mut().enumerate() {
                // SAFETY: `i < N` and `k < length`, and there are `N * length` pairs.
                let pair =
                    _mm256_set1_epi32(super::pair(unsafe { *pairs.get_unchecked(i * length + k) }));
                total[0] = _mm256_add_epi32(total[0], _mm256_madd_epi16(low, pair));
                total[1] = _mm256_add_epi32(total[1], _mm256_madd_epi16(high, pair));
            }
        }
        for (i, total) in totals.iter().enumerate() {
            let start = sums[i * rows..][..LANES].as_mut_ptr().cast::<__m256i>();
            // SAFETY: the slice is 64 bytes; unaligned stores write its two halves.
            unsafe {
                _mm256_storeu_si256(start, total[0]);
                _mm256_storeu_si256(start.add(1), total[1]);
            }
        }
    }

    /// The same with tanh in 16 bits: the products that it rounds are made by one instruction.
    #[target_feature(enable = "avx2")]
    pub fn squash(sums: &[i32], factor: &[i32], bias: &[i32], out: &mut [i16]) {
        let whole = out.len() / LANES * LANES;
        for at in (0..whole).step_by(LANES) {
            let low = scaled(&sums[at..], &factor[at..], &bias[at..]);
            let high = scaled(&sums[at + 8..], &factor[at + 8..], &bias[at + 8..]);
            // What is packed has the order of the registers' halves.
            let packed = _mm256_packs_epi32(low, high);
            let y = tanh(_mm256_permute4x64_epi64(packed, 0b11_01_10_00));
            let out = &mut out[at..at + LANES];
            // SAFETY: `out` has the 32 bytes that are written.
            unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), y) };
        }
        let tail = whole..out.len();
        let (sums, factor, bias) = (&sums[tail.clone()], &factor[tail.clone()], &bias[tail]);
        super::squash_body(sums, factor, bias, &mut out[whole..]);
    }

    /// `sum * factor + bias` of the first eight.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn scaled(sums: &[i32], factor: &[i32], bias: &[i32]) -> __m256i {
        _mm256_add_epi32(share(eight(sums), eight(factor)), eight(bias))
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn eight(values: &[i32]) -> __m256i {
        let values = &values[..8];
        // SAFETY: these are the 32 bytes that are read.
        unsafe { _mm256_loadu_si256(values.as_ptr().cast()) }
    }

    /// `fixed::share` of eight numbers: those at even places and those at odd ones are multiplied apart.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn share(sum: __m256i, factor: __m256i) -> __m256i {
        const BITS: i32 = FACTOR as i32;
        let even = _mm256_mul_epi32(sum, factor);
        let odd = _mm256_mul_epi32(_mm256_srli_epi64(sum, 32), _mm256_srli_epi64(factor, 32));
        let (even, odd) = (
            _mm256_srli_epi64(even, BITS),
            _mm256_slli_epi64(odd, 32 - BITS),
        );
        _mm256_blend_epi32(even, odd, 0b1010_1010)
    }

    /// `fixed::tanh` of sixteen numbers, bit for bit.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn tanh(x: __m256i) -> __m256i {
        let [first, second, third, fourth, _] = TANH;
        let limit = all(5 << GATE);
        let x = _mm256_max_epi16(_mm256_min_epi16(x, limit), all(-5 << GATE));
        let size = _mm256_abs_epi16(x);
        let mut power = all(first);
        // To fit 16 bits, the coefficient of the term of one is raised by one, and that term taken off again.
        for coefficient in [second, third, fourth + (1 << GATE)] {
            power = _mm256_add_epi16(times(power, size), all(coefficient));
        }
        power = _mm256_sub_epi16(times(power, size), size);
        // One is -32768 in 16 bits that wrap; the instruction's square of it is itself.
        power = _mm256_add_epi16(power, all(1 << UNIT));
        for _ in 0..3 {
            power = _mm256_mulhrs_epi16(power, power);
        }
        let less = _mm256_sub_epi16(power, all(1));
        _mm256_sign_epi16(_mm256_subs_epi16(all((1 << UNIT) - 1), less), x)
    }

    /// The product with a Q12. The instruction is made for Q15.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn times(a: __m256i, b: __m256i) -> __m256i {
        _mm256_mulhrs_epi16(_mm256_slli_epi16(a, (UNIT - GATE) as i32), b)
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    fn all(value: i32) -> __m256i {
        _mm256_set1_epi16(value as i16)
    }
}

/// Two numbers as the halves of one.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn pair([a, b]: [i16; 2]) -> i32 {
    i32::from(b) << 16 | i32::from(a as u16)
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
    use super::super::fixed::{FACTOR, GATE};
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
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                wide.fill(0);
                // SAFETY: the processor has AVX2.
                unsafe { super::wide::product(&tiles, pairs, &inputs, &mut wide) };
                assert_eq!(wide, plain);
            }
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
        let all: Vec<i32> = (-(7 << GATE)..7 << GATE).collect();
        let (one, nothing) = (vec![1 << FACTOR; all.len()], vec![0; all.len()]);
        let (mut wide, mut plain) = (vec![0; all.len()], vec![0; all.len()]);
        squash(&all, &one, &nothing, &mut wide);
        squash_body(&all, &one, &nothing, &mut plain);
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
