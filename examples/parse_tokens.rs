//! Tags and parses the words of a CoNLL-U file, to measure the model on given tokens.
//!
//! `cargo run --release --example parse_tokens [MODEL.bin] < gold.conllu > predicted.conllu`

use std::io::{BufWriter, Read, Write};

use rapporteur::syntax::model::{Memory, Model, Word};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = match std::env::args().nth(1) {
        Some(path) => Model::load(std::fs::read(path)?.leak())?,
        None => Model::english(),
    };
    let mut memory = Memory::default();
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = BufWriter::new(std::io::stdout());
    for sentence in text.split("\n\n") {
        let forms: Vec<&str> = sentence.lines().filter_map(form).collect();
        for (i, (form, word)) in forms
            .iter()
            .zip(model.parse(&forms, &mut memory))
            .enumerate()
        {
            write_word(&mut out, i + 1, form, &word)?;
        }
        if !forms.is_empty() {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// The second column of a line that is a syntactic word.
fn form(line: &str) -> Option<&str> {
    let (id, rest) = line.split_once('\t')?;
    id.parse::<usize>().ok()?;
    rest.split('\t').next()
}

fn write_word(out: &mut impl Write, id: usize, form: &str, word: &Word) -> std::io::Result<()> {
    let head = word.head.map_or(0, |h| h + 1);
    let (upos, xpos, feats, deprel) = (word.upos, word.xpos, word.feats, word.deprel);
    writeln!(
        out,
        "{id}\t{form}\t_\t{upos}\t{xpos}\t{feats}\t{head}\t{deprel}\t_\t_"
    )
}
