//! Words to vectors: embeddings and stacked bidirectional simple recurrent units (Lei et al. 2018).

use super::features::{Rows, Vocabulary};
use super::fixed::{Curves, GATE, Matrix, UNIT, fixed, saturate};
use super::weights::{ModelError, Weights};

/// An embedding table; each row with its own Q20 factor.
#[derive(Debug)]
struct Table {
    values: Vec<i8>,
    factor: Vec<i32>,
}

/// Fraction bits of a row's factor: those of the gates and eight more.
const FACTOR: u32 = GATE + 8;

impl Table {
    fn read(weights: &Weights, name: &str) -> Result<Self, ModelError> {
        let (values, scale) = weights.matrix(name)?;
        let factor = fixed(&scale, FACTOR);
        Ok(Self { values, factor })
    }

    fn add(&self, row: u32, sum: &mut [i32]) {
        let row = row as usize;
        let values = &self.values[row * sum.len()..(row + 1) * sum.len()];
        let factor = self.factor[row];
        for (sum, value) in sum.iter_mut().zip(values) {
            *sum += i32::from(*value) * factor;
        }
    }
}

#[derive(Debug)]
pub(super) struct Encoder {
    vocabulary: Vocabulary,
    tables: [Table; 6],
    bias: Vec<i32>,
    /// Stand before the first and after the last word.
    edges: Vec<i16>,
    layers: Vec<Matrix>,
    embedding: usize,
    hidden: usize,
}

impl Encoder {
    pub fn read(weights: &Weights) -> Result<Self, ModelError> {
        let table = |name| Table::read(weights, name);
        let edges = fixed(&weights.floats("bnd")?, UNIT);
        let layers = (0..weights.header.layers)
            .map(|k| {
                Matrix::read(
                    weights,
                    &format!("W{k}"),
                    Some(&format!("b{k}")),
                    UNIT,
                    GATE,
                )
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            vocabulary: Vocabulary::read(weights)?,
            tables: [
                table("w")?,
                table("svd")?,
                table("s3")?,
                table("s2")?,
                table("p3")?,
                table("sh")?,
            ],
            bias: fixed(&weights.floats("svd.bias")?, FACTOR),
            edges: edges.into_iter().map(saturate).collect(),
            layers,
            embedding: weights.header.embedding,
            hidden: weights.header.hidden,
        })
    }

    /// The states of a sentence, one Q15 vector of `2 * hidden` a word, one after the other.
    pub fn encode(&self, forms: &[&str], curves: &Curves) -> Vec<i16> {
        let mut input = self.windows(&self.embed(forms, curves));
        let mut width = 3 * self.embedding;
        for (k, layer) in self.layers.iter().enumerate() {
            input = self.layer(layer, &input, width, k == 0, curves);
            width = 2 * self.hidden;
        }
        input
    }

    fn embed(&self, forms: &[&str], curves: &Curves) -> Vec<i16> {
        let mut embedded = Vec::with_capacity(forms.len() * self.embedding);
        let mut sum = vec![0; self.embedding];
        for form in forms {
            let rows: Rows = self.vocabulary.rows(form);
            sum.copy_from_slice(&self.bias);
            for (table, row) in self.tables.iter().zip(rows) {
                table.add(row, &mut sum);
            }
            embedded.extend(sum.iter().map(|s| curves.tanh(s >> (FACTOR - GATE))));
        }
        embedded
    }

    /// Each word between its neighbours.
    fn windows(&self, embedded: &[i16]) -> Vec<i16> {
        let width = self.embedding;
        let (before, after) = self.edges.split_at(width);
        let words: Vec<&[i16]> = embedded.chunks_exact(width).collect();
        let mut windows = Vec::with_capacity(3 * embedded.len());
        for (i, word) in words.iter().enumerate() {
            windows.extend_from_slice(if i == 0 { before } else { words[i - 1] });
            windows.extend_from_slice(word);
            windows.extend_from_slice(words.get(i + 1).copied().unwrap_or(after));
        }
        windows
    }

    fn layer(
        &self,
        layer: &Matrix,
        input: &[i16],
        width: usize,
        projected: bool,
        curves: &Curves,
    ) -> Vec<i16> {
        let size = 2 * self.hidden;
        let length = input.len() / width;
        let rows = layer.rows();
        let mut gates = vec![0i32; length * rows];
        for (x, y) in input.chunks_exact(width).zip(gates.chunks_exact_mut(rows)) {
            layer.apply(x, y);
        }
        let mut states = vec![0i16; length * size];
        for (backward, from) in [(false, 0), (true, self.hidden)] {
            let mut state = vec![0i32; self.hidden];
            for step in 0..length {
                let t = if backward { length - 1 - step } else { step };
                let gate = &gates[t * rows..(t + 1) * rows];
                for (i, state) in state.iter_mut().enumerate() {
                    let at = from + i;
                    let z = i32::from(curves.tanh(gate[at]));
                    let forget = curves.logistic(gate[size + at]);
                    let output = curves.logistic(gate[2 * size + at]);
                    let skip = if projected {
                        i32::from(curves.tanh(gate[3 * size + at]))
                    } else {
                        i32::from(input[t * width + at])
                    };
                    *state = if step == 0 {
                        mix(0, z, forget)
                    } else {
                        mix(*state, z, forget)
                    };
                    states[t * size + at] = saturate(mix(*state, skip, output));
                }
            }
        }
        states
    }
}

/// `weight * a + (1 - weight) * b` for a Q16 weight.
fn mix(a: i32, b: i32, weight: i32) -> i32 {
    b + ((i64::from(a - b) * i64::from(weight)) >> 16) as i32
}
