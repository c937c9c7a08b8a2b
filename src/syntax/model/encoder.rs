//! Words to vectors: embeddings and stacked bidirectional simple recurrent units (Lei et al. 2018).

use rustc_hash::FxHashMap;

use super::features::Vocabulary;
use super::fixed::{GATE, UNIT, fixed, saturate, tanh};
use super::matrix::Matrix;
use super::simd::step;
use super::weights::{ModelError, Weights};

/// An embedding table; each row with its own factor.
#[derive(Debug)]
struct Table {
    values: &'static [u8],
    factor: Vec<i32>,
}

/// Fraction bits of a row's factor: those of the gates and eight more.
const FINE: u32 = GATE + 8;

impl Table {
    fn read(weights: &Weights, name: &str) -> Result<Self, ModelError> {
        let (values, scale) = weights.matrix(name)?;
        let factor = fixed(&scale, FINE as i32);
        Ok(Self { values, factor })
    }

    fn add(&self, row: u32, sum: &mut [i32]) {
        let row = row as usize;
        let values = &self.values[row * sum.len()..(row + 1) * sum.len()];
        let factor = self.factor[row];
        for (sum, value) in sum.iter_mut().zip(values) {
            *sum += i32::from(*value as i8) * factor;
        }
    }
}

/// What the first layer makes of the words met lately: its sums for a word as left, middle and right one of three.
///
/// A parser works faster with a memory that it keeps from sentence to sentence; the results are the same.
#[derive(Debug, Default)]
pub struct Memory {
    young: Remembered,
    /// What was young before: a word that is met again becomes young again, the others are forgotten in time.
    old: Remembered,
    /// Room for the sums and the gates of a layer.
    sums: Vec<i32>,
    gates: Vec<i16>,
}

#[derive(Debug, Default)]
struct Remembered {
    words: FxHashMap<Box<str>, usize>,
    sums: Vec<i32>,
}

/// When so many words are young, all grow old and the old are forgotten: 6 megabytes for both.
const YOUNG: usize = 512;

impl Memory {
    /// Makes room for words, and those of them that are old young; `size` numbers are remembered of each.
    fn rejuvenate(&mut self, forms: &[&str], size: usize) {
        if self.young.words.len() + forms.len() > YOUNG {
            std::mem::swap(&mut self.young, &mut self.old);
            // The room stays: asking for it again costs more than the sums.
            self.young.words.clear();
            self.young.sums.clear();
        }
        let Self { young, old, .. } = self;
        for form in forms {
            if let Some((word, place)) = old.words.remove_entry(*form) {
                let sums = &old.sums[place * size..][..size];
                young.words.insert(word, young.words.len());
                young.sums.extend_from_slice(sums);
            }
        }
    }
}

#[derive(Debug)]
pub(super) struct Encoder {
    vocabulary: Vocabulary,
    tables: [Table; 6],
    bias: Vec<i32>,
    /// For each of the three words of a window: all rows of the first layer.
    first: Matrix,
    /// The sums of what stands before the first and after the last word.
    before: Vec<i32>,
    after: Vec<i32>,
    layers: Vec<Matrix>,
    hidden: usize,
}

impl Encoder {
    pub fn read(weights: &Weights) -> Result<Self, ModelError> {
        let table = |name| Table::read(weights, name);
        let hidden = weights.header.hidden;
        // The logistic function of the forget and output gates is a tanh of the half.
        let layer = |k| -> Result<Matrix, ModelError> {
            Ok(Matrix::read(weights, &format!("layer{k}"), UNIT, GATE)?
                .plus(weights, &format!("layer{k}.bias"), GATE)?
                .halve(2 * hidden..6 * hidden))
        };
        let first = layer(0)?.apart(3);
        let edges: Vec<i16> = fixed(&weights.floats("edges")?, UNIT as i32)
            .into_iter()
            .map(saturate)
            .collect();
        let mut sums = Vec::new();
        first.sums(&edges, &mut sums);
        let rows = first.rows();
        Ok(Self {
            vocabulary: Vocabulary::read(weights)?,
            tables: [
                table("word")?,
                table("vector")?,
                table("suffix3")?,
                table("suffix2")?,
                table("prefix3")?,
                table("shape")?,
            ],
            bias: fixed(&weights.floats("embedding.bias")?, FINE as i32),
            before: sums[..rows].to_vec(),
            after: sums[sums.len() - rows..].to_vec(),
            first,
            layers: (1..weights.header.layers)
                .map(layer)
                .collect::<Result<_, _>>()?,
            hidden,
        })
    }

    /// The words that it has rows for.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The states of a sentence, one Q15 vector of `2 * hidden` a word, one after the other.
    pub fn encode(&self, forms: &[&str], memory: &mut Memory) -> Vec<i16> {
        let words = self.remember(forms, memory);
        let Memory {
            young, sums, gates, ..
        } = memory;
        self.windows(&words, &young.sums, gates);
        // The fourth part of the first layer's gates is what its skip connection carries.
        let size = 2 * self.hidden;
        let mut skip = Vec::with_capacity(forms.len() * size);
        for gates in gates.chunks_exact(self.first.rows()) {
            skip.extend_from_slice(&gates[3 * size..]);
        }
        let mut states = self.recur(gates, &skip);
        for layer in &self.layers {
            layer.sums(&states, sums);
            gates.resize(sums.len(), 0);
            let rows = layer.rows();
            for (sums, gates) in sums.chunks_exact(rows).zip(gates.chunks_exact_mut(rows)) {
                layer.squash(sums, gates);
            }
            states = self.recur(gates, &states);
        }
        states
    }

    /// Where among the young of the memory each word is; new ones are computed together.
    fn remember(&self, forms: &[&str], memory: &mut Memory) -> Vec<usize> {
        memory.rejuvenate(forms, 3 * self.first.rows());
        let Memory { young, sums, .. } = memory;
        let mut embedded = Vec::new();
        let places = forms
            .iter()
            .map(|form| {
                if let Some(place) = young.words.get(*form) {
                    return *place;
                }
                let place = young.words.len();
                young.words.insert((*form).into(), place);
                self.embed(form, &mut embedded);
                place
            })
            .collect();
        self.first.sums(&embedded, sums);
        young.sums.extend_from_slice(sums);
        places
    }

    fn embed(&self, form: &str, embedded: &mut Vec<i16>) {
        let mut sum = self.bias.clone();
        for (table, row) in self.tables.iter().zip(self.vocabulary.rows(form)) {
            table.add(row, &mut sum);
        }
        embedded.extend(sum.iter().map(|s| tanh(s >> (FINE - GATE))));
    }

    /// The gates of the first layer, which sees each word between its neighbours.
    fn windows(&self, words: &[usize], sums: &[i32], gates: &mut Vec<i16>) {
        let rows = self.first.rows();
        let part = |word: usize, part: usize| &sums[(3 * word + part) * rows..][..rows];
        gates.resize(words.len() * rows, 0);
        let mut sum = vec![0; rows];
        for (i, gates) in gates.chunks_exact_mut(rows).enumerate() {
            let left = if i == 0 {
                &self.before
            } else {
                part(words[i - 1], 0)
            };
            let right = words.get(i + 1).map_or(&self.after[..], |w| part(*w, 2));
            let three = left.iter().zip(part(words[i], 1)).zip(right);
            for (sum, ((left, middle), right)) in sum.iter_mut().zip(three) {
                *sum = left + middle + right;
            }
            self.first.squash(&sum, gates);
        }
    }

    /// The states that gates make, run from both ends.
    fn recur(&self, gates: &[i16], skip: &[i16]) -> Vec<i16> {
        let size = 2 * self.hidden;
        let length = skip.len() / size;
        let rows = gates.len() / length;
        let mut states = vec![0; length * size];
        for backward in [false, true] {
            let from = if backward { self.hidden } else { 0 };
            let mut state = vec![0; self.hidden];
            for i in 0..length {
                let t = if backward { length - 1 - i } else { i };
                let part = |k: usize| &gates[t * rows + k * size + from..][..self.hidden];
                let here = t * size + from..t * size + from + self.hidden;
                let out = &mut states[here.clone()];
                step([part(0), part(1), part(2)], &skip[here], &mut state, out);
            }
        }
        states
    }
}
