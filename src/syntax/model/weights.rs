//! The file of weights: a header and the bytes of named tensors.

use std::collections::HashMap;

use serde::Deserialize;
use thiserror::Error;

const MAGIC: &[u8] = b"RAPSYN02";

/// Why a file of weights cannot be used.
#[derive(Debug, Error)]
pub enum ModelError {
    /// The file does not begin with the mark of this version.
    #[error(
        "this is not a model of version {}: export it again",
        String::from_utf8_lossy(MAGIC)
    )]
    Version,
    /// The header is not what it should be.
    #[error("the model's header cannot be read: {0}")]
    Header(#[from] serde_json::Error),
    /// A tensor is missing, cut off or of another shape.
    #[error("the model's tensor {0:?} is missing or has another size")]
    Tensor(String),
}

/// What the header tells besides the tensors.
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    /// UPOS, XPOS and FEATS of each tag.
    pub tags: Vec<(String, String, String)>,
    pub relations: Vec<String>,
    pub hidden: usize,
    pub layers: usize,
    tensors: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
    shape: Vec<usize>,
    r#type: String,
}

/// An opened file of weights.
pub(super) struct Weights {
    pub header: Header,
    tensors: HashMap<String, (Vec<usize>, &'static [u8])>,
}

impl Weights {
    /// Opens a file of weights.
    pub fn open(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Version)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(ModelError::Version)?;
        let length = u32::from_le_bytes(*length) as usize;
        let (head, mut rest) = rest.split_at_checked(length).ok_or(ModelError::Version)?;
        let header: Header = serde_json::from_slice(head)?;
        let mut tensors = HashMap::new();
        for entry in &header.tensors {
            let width = if entry.r#type == "float32" { 4 } else { 1 };
            let size = entry.shape.iter().product::<usize>() * width;
            let (bytes, after) = rest
                .split_at_checked(size)
                .ok_or_else(|| ModelError::Tensor(entry.name.clone()))?;
            tensors.insert(entry.name.clone(), (entry.shape.clone(), bytes));
            rest = after;
        }
        Ok(Self { header, tensors })
    }

    fn tensor(&self, name: &str) -> Result<&(Vec<usize>, &'static [u8]), ModelError> {
        self.tensors
            .get(name)
            .ok_or_else(|| ModelError::Tensor(name.to_owned()))
    }

    /// An 8-bit matrix as rows of signed bytes, where they lie in the file, with the scale of each row.
    pub fn matrix(&self, name: &str) -> Result<(&'static [u8], Vec<f32>), ModelError> {
        let (shape, bytes) = self.tensor(name)?;
        let scale = self.floats(&format!("{name}.scale"))?;
        if shape.first() != Some(&scale.len()) {
            return Err(ModelError::Tensor(name.to_owned()));
        }
        Ok((*bytes, scale))
    }

    /// A tensor of 32-bit floats.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        let (_, bytes) = self.tensor(name)?;
        Ok(bytes
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect())
    }

    /// A list of words.
    pub fn lines(&self, name: &str) -> Result<Vec<&'static str>, ModelError> {
        let (_, bytes) = self.tensor(name)?;
        let text = std::str::from_utf8(bytes).map_err(|_| ModelError::Tensor(name.to_owned()))?;
        Ok(text.split('\n').collect())
    }
}
