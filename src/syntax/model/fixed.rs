//! Fixed-point arithmetic: every result is an exact integer, so that every machine gives the same tree.
//!
//! `Qn` is an integer that stands for itself divided by 2^n.

use super::weights::{ModelError, Weights};

/// Fraction bits of activations between -1 and 1.
pub(super) const UNIT: u32 = 15;
/// Fraction bits of what goes into tanh and the logistic function.
pub(super) const GATE: u32 = 12;

/// A matrix of 8-bit weights whose product with a vector of `Qi` is a vector of `Qo`.
#[derive(Debug)]
pub(super) struct Matrix {
    rows: usize,
    columns: usize,
    /// Row by row; kept in 16 bits, which is what processors multiply fastest and exactly.
    weights: Vec<i16>,
    /// Q30 factor of each row, from the sum of products to the output's scale.
    factor: Vec<i64>,
    /// Added to each output.
    bias: Vec<i32>,
}

impl Matrix {
    /// Reads `name` with `name.scale` for inputs of `from` and outputs of `to` fraction bits.
    pub fn read(
        weights: &Weights,
        name: &str,
        bias: Option<&str>,
        from: u32,
        to: u32,
    ) -> Result<Self, ModelError> {
        let (values, scale) = weights.matrix(name)?;
        let rows = scale.len();
        let shift = 30 + to as i32 - from as i32;
        let factor = scale
            .iter()
            .map(|s| (f64::from(*s) * f64::powi(2.0, shift)).round() as i64)
            .collect();
        let bias = match bias {
            Some(bias) => fixed(&weights.floats(bias)?, to),
            None => vec![0; rows],
        };
        if bias.len() != rows {
            return Err(ModelError::Tensor(name.to_owned()));
        }
        Ok(Self {
            rows,
            columns: values.len() / rows,
            weights: values.into_iter().map(i16::from).collect(),
            factor,
            bias,
        })
    }

    /// How many outputs it has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many inputs it has.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Writes the product with `input` to `output`.
    pub fn apply(&self, input: &[i16], output: &mut [i32]) {
        debug_assert_eq!(input.len(), self.columns);
        let rows = self.weights.chunks_exact(self.columns);
        let constants = self.factor.iter().zip(&self.bias);
        for ((row, (factor, bias)), out) in rows.zip(constants).zip(output) {
            *out = ((i64::from(dot(row, input)) * factor) >> 30) as i32 + bias;
        }
    }
}

/// The sum of products, exact in 32 bits for up to 500 weights of 8 and activations of 16 bits.
pub(super) fn dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter()
        .zip(b)
        .map(|(x, y)| i32::from(*x) * i32::from(*y))
        .sum()
}

/// Floats as fixed-point numbers with `bits` fraction bits.
pub(super) fn fixed(values: &[f32], bits: u32) -> Vec<i32> {
    let one = f64::from(1u32 << bits);
    values
        .iter()
        .map(|v| (f64::from(*v) * one).round() as i32)
        .collect()
}

/// Cuts to what 16 bits hold.
pub(super) fn saturate(value: i32) -> i16 {
    value.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

/// Tables of tanh, the logistic function and exp.
#[derive(Debug)]
pub(super) struct Curves {
    tanh: Vec<i16>,
    logistic: Vec<i32>,
    exp: Vec<i32>,
}

const STEPS: i32 = 4096;
const REACH: i32 = 8 << GATE;

impl Curves {
    pub fn new() -> Self {
        let points = || (0..STEPS).map(|i| (f64::from(i) + 0.5) * 16.0 / f64::from(STEPS) - 8.0);
        let one = f64::from((1 << UNIT) - 1);
        Self {
            tanh: points()
                .map(|x| ((1.0 - 2.0 / (exp(2.0 * x) + 1.0)) * one).round() as i16)
                .collect(),
            logistic: points()
                .map(|x| (f64::from(1 << 16) / (1.0 + exp(-x))).round() as i32)
                .collect(),
            exp: (0..1024)
                .map(|i| (exp(-(f64::from(i) + 0.5) / 64.0) * one).round() as i32)
                .collect(),
        }
    }

    /// tanh of a Q12 as Q15.
    pub fn tanh(&self, value: i32) -> i16 {
        self.tanh[step(value)]
    }

    /// The logistic function of a Q12 as Q16.
    pub fn logistic(&self, value: i32) -> i32 {
        self.logistic[step(value)]
    }

    /// exp of a negative Q10 as Q15; 0 below -16.
    pub fn exp(&self, value: i32) -> i32 {
        self.exp.get((-value >> 4) as usize).copied().unwrap_or(0)
    }
}

fn step(value: i32) -> usize {
    ((value.clamp(-REACH, REACH - 1) + REACH) / (2 * REACH / STEPS)) as usize
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
    fn curves_follow_the_functions() {
        let curves = Curves::new();
        for i in -40..40 {
            let x = f64::from(i) / 8.0;
            let q = (x * 4096.0) as i32;
            assert!((f64::from(curves.tanh(q)) / 32767.0 - x.tanh()).abs() < 0.003);
            let logistic = 1.0 / (1.0 + (-x).exp());
            assert!((f64::from(curves.logistic(q)) / 65536.0 - logistic).abs() < 0.001);
        }
    }
}
