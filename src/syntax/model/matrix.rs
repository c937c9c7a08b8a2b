//! Matrices of 8-bit weights.

use super::fixed::{FACTOR, fixed, saturate};
use super::simd::{LANES, Tile, product, scale, squash};
use super::weights::{ModelError, Weights};

/// A matrix whose product with a vector of one fixed-point scale is a vector of another.
#[derive(Debug)]
pub(super) struct Matrix {
    columns: usize,
    /// Blocks of `LANES` rows; a block is its columns, two by two. In 16 bits, which processors multiply exactly.
    tiles: Vec<Tile>,
    /// From a row's sum of products to the scale of the output.
    factor: Vec<i32>,
    /// Added to each output.
    bias: Vec<i32>,
}

impl Matrix {
    /// Reads `name` with `name.scale` for inputs of `from` and outputs of `to` fraction bits.
    pub fn read(weights: &Weights, name: &str, from: u32, to: u32) -> Result<Self, ModelError> {
        let (values, scale) = weights.matrix(name)?;
        let factor = fixed(&scale, (FACTOR + to) as i32 - from as i32);
        let bias = vec![0; scale.len()];
        let columns = values.len() / scale.len();
        let values: Vec<i16> = values.iter().map(|v| i16::from(*v as i8)).collect();
        Ok(Self {
            columns,
            tiles: tiles(&values, columns),
            factor,
            bias,
        })
    }

    /// With the tensor `name` of `to` fraction bits added to the outputs.
    pub fn plus(mut self, weights: &Weights, name: &str, to: u32) -> Result<Self, ModelError> {
        self.bias = fixed(&weights.floats(name)?, to as i32);
        if self.bias.len() == self.factor.len() {
            Ok(self)
        } else {
            Err(ModelError::Tensor(name.to_owned()))
        }
    }

    /// Halves the outputs of a range of rows.
    pub fn halve(mut self, rows: std::ops::Range<usize>) -> Self {
        self.factor[rows.clone()].iter_mut().for_each(|f| *f /= 2);
        self.bias[rows].iter_mut().for_each(|b| *b /= 2);
        self
    }

    /// Takes `parts` inputs of equal length apart: block `p` of the rows is for the p-th of them.
    pub fn apart(mut self, parts: usize) -> Self {
        let pairs = self.columns / 2;
        let mut tiles = Vec::with_capacity(self.tiles.len());
        for part in 0..parts {
            let columns = part * pairs / parts..(part + 1) * pairs / parts;
            for block in self.tiles.chunks_exact(pairs) {
                tiles.extend_from_slice(&block[columns.clone()]);
            }
        }
        self.tiles = tiles;
        self.columns /= parts;
        self
    }

    /// How many outputs it has.
    pub fn rows(&self) -> usize {
        self.factor.len()
    }

    /// How many sums there are of one input: the rows of whole blocks.
    fn width(&self) -> usize {
        self.tiles.len() / (self.columns / 2) * LANES
    }

    /// Makes `sums` the bare sums of products of each input.
    pub fn sums(&self, inputs: &[i16], sums: &mut Vec<i32>) {
        sums.resize(inputs.len() / self.columns * self.width(), 0);
        product(&self.tiles, self.columns / 2, inputs, sums);
    }

    /// The outputs of each input.
    pub fn apply(&self, inputs: &[i16]) -> Vec<i32> {
        let mut sums = Vec::new();
        self.sums(inputs, &mut sums);
        let mut out = vec![0; inputs.len() / self.columns * self.rows()];
        let rows = out.chunks_exact_mut(self.rows());
        for (sums, out) in sums.chunks_exact(self.width()).zip(rows) {
            scale(sums, &self.factor, &self.bias, out);
        }
        out
    }

    /// The outputs of each input in 16 bits, none less than `floor`.
    pub fn project(&self, inputs: &[i16], floor: i32) -> Vec<i16> {
        let out = self.apply(inputs);
        out.into_iter().map(|v| saturate(v.max(floor))).collect()
    }

    /// tanh of the output of one input, from its sums.
    pub fn squash(&self, sums: &[i32], out: &mut [i16]) {
        squash(sums, &self.factor, &self.bias, out);
    }
}

/// The rows of a matrix as tiles; the last block is filled up with zeros.
pub(super) fn tiles(values: &[i16], columns: usize) -> Vec<Tile> {
    let rows: Vec<&[i16]> = values.chunks_exact(columns).collect();
    let mut tiles = Vec::with_capacity(rows.len().div_ceil(LANES) * columns / 2);
    for block in rows.chunks(LANES) {
        for pair in 0..columns / 2 {
            let mut tile = [0; 2 * LANES];
            for (lanes, row) in tile.chunks_exact_mut(2).zip(block) {
                lanes.copy_from_slice(&row[2 * pair..2 * pair + 2]);
            }
            tiles.push(tile);
        }
    }
    tiles
}
