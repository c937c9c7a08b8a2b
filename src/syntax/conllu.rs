//! CoNLL-U, the exchange format of Universal Dependencies.

use std::fmt::Write;

use super::{Analysis, Sentence};

/// The sentences of a document in CoNLL-U; sentence ids are `{id}-1`, `{id}-2`, ...
pub fn write(id: &str, text: &str, analysis: &Analysis) -> String {
    let mut out = String::new();
    for (n, sentence) in analysis.sentences.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# sent_id = {id}-{}", n + 1);
        let _ = writeln!(out, "# text = {}", one_line(sentence.span.of(text)));
        for i in 0..sentence.tokens.len() {
            token(&mut out, text, sentence, i);
        }
        out.push('\n');
    }
    out
}

fn token(out: &mut String, text: &str, sentence: &Sentence, i: usize) {
    let token = &sentence.tokens[i];
    let joined = sentence
        .tokens
        .get(i + 1)
        .is_some_and(|next| next.span.start == token.span.end);
    let _ = writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
        i + 1,
        one_line(token.span.of(text)),
        one_line(&token.lemma),
        token.upos,
        token.xpos,
        token.feats,
        token.head.map_or(0, |h| h + 1),
        token.deprel,
        if joined { "SpaceAfter=No" } else { "_" },
    );
}

/// Line breaks and tabs would end a field.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
