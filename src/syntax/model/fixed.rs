//! Fixed-point arithmetic: every result is an exact integer, so that every machine gives the same tree.
//!
//! `Qn` is an integer that stands for itself divided by 2^n.

/// Fraction bits of activations between -1 and 1.
pub(super) const UNIT: u32 = 15;
/// Fraction bits of what goes into tanh.
pub(super) const GATE: u32 = 12;
/// Fraction bits of the factors of matrix rows, besides what the change of scale takes.
pub(super) const FACTOR: u32 = 30;

/// Floats as fixed-point numbers with `bits` fraction bits.
pub(super) fn fixed(values: &[f32], bits: i32) -> Vec<i32> {
    let one = f64::powi(2.0, bits);
    values
        .iter()
        .map(|v| (f64::from(*v) * one).round() as i32)
        .collect()
}

/// Cuts to what 16 bits hold.
#[inline(always)]
pub(super) fn saturate(value: i32) -> i16 {
    value.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

/// The product with a row's factor.
#[inline(always)]
pub(super) fn share(sum: i32, factor: i32) -> i32 {
    ((i64::from(sum) * i64::from(factor)) >> FACTOR) as i32
}

/// Coefficients of the polynomial in `tanh`, that of the highest power first.
pub(super) const TANH: [i32; 5] = [-97, 844, -2058, -4061, 1 << UNIT];

/// tanh of a Q12 as Q15, within 0.0005: one minus the eighth power of a fitted polynomial.
#[inline(always)]
pub(super) fn tanh(value: i32) -> i16 {
    let x = value.clamp(-5 << GATE, 5 << GATE);
    let size = x.abs();
    let mut power = 0;
    for coefficient in TANH {
        power = ((power * size + (1 << (GATE - 1))) >> GATE) + coefficient;
    }
    for _ in 0..3 {
        power = (power * power + (1 << (UNIT - 1))) >> UNIT;
    }
    let y = ((1 << UNIT) - power).min((1 << UNIT) - 1);
    (if x < 0 { -y } else { y }) as i16
}

/// Between `b` and `a`: the Q15 `weight` is -1 for all of `b` and 1 for all of `a`.
#[inline(always)]
pub(super) fn mix(a: i32, b: i32, weight: i16) -> i32 {
    let weight = (i32::from(weight) + (1 << UNIT)) >> 1;
    b + (((a - b) * weight + (1 << (UNIT - 1))) >> UNIT)
}

/// A table of exp for negative numbers.
#[derive(Debug)]
pub(super) struct Exp(Vec<i32>);

impl Default for Exp {
    fn default() -> Self {
        let point = |i: u32| exp(-(f64::from(i) + 0.5) / 64.0) * f64::from(1 << UNIT);
        Self((0..512).map(|i| point(i).round() as i32).collect())
    }
}

impl Exp {
    /// exp of a Q10 that is not positive, as Q15; 0 below -8.
    pub fn of(&self, value: i32) -> i32 {
        let step = (-i64::from(value) >> 4) as usize;
        self.0.get(step).copied().unwrap_or(0)
    }
}

/// exp by series and squaring: the same bits everywhere, which the platform's own does not promise.
fn exp(x: f64) -> f64 {
    let small = x / 1024.0;
    let mut term = 1.0;
    let mut sum = 1.0;
    for n in 1..12 {
        term *= small / f64::from(n);
        sum += term;
    }
    (0..10).fold(sum, |power, _| power * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tanh_follows_the_function() {
        for q in -(7 << GATE)..7 << GATE {
            let exact = (f64::from(q) / 4096.0).tanh();
            assert!((f64::from(tanh(q)) / 32768.0 - exact).abs() < 0.0005, "{q}");
        }
        assert_eq!(
            [tanh(0), tanh(i32::MAX), tanh(i32::MIN)],
            [0, 32767, -32767]
        );
    }

    #[test]
    fn exp_follows_the_function() {
        let table = Exp::default();
        for q in -(8 << 10)..1 {
            let exact = (f64::from(q) / 1024.0).exp();
            assert!(
                (f64::from(table.of(q)) / 32768.0 - exact).abs() < 0.009,
                "{q}"
            );
        }
        assert_eq!(table.of(i32::MIN), 0);
    }

    #[test]
    fn mix_goes_from_one_to_the_other() {
        assert_eq!(mix(32767, -32767, 32767), 32765);
        assert_eq!(mix(32767, -32767, -32767), -32767);
        assert_eq!(mix(-32767, 32767, 0), 0);
    }
}
