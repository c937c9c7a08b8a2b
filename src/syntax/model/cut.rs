//! Sentences too long for one tree are parsed in pieces, which bounds time and memory.

use std::ops::Range;

/// No piece is longer.
const LONGEST: usize = 180;
/// No piece but the last is shorter.
const SHORTEST: usize = 60;

/// Pieces of a sentence, in order; one if it is not too long.
pub(super) fn pieces(forms: &[&str]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while forms.len() - start > LONGEST {
        let end = start + boundary(&forms[start..start + LONGEST]);
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..forms.len());
    pieces
}

/// Where to cut: after the last of the strongest punctuation marks, or else at the end.
fn boundary(forms: &[&str]) -> usize {
    let after_last = |marks: &[&str]| {
        let last = forms[SHORTEST..].iter().rposition(|f| marks.contains(f));
        last.map(|i| SHORTEST + i + 1)
    };
    after_last(&[".", "!", "?", "\u{2026}"])
        .or_else(|| after_last(&[";", ":", "\u{2014}", "\u{2013}"]))
        .or_else(|| after_last(&[","]))
        .unwrap_or(forms.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_after_strong_punctuation() {
        let mut forms = vec!["a"; 200];
        assert_eq!(pieces(&forms[..LONGEST]).len(), 1);
        assert_eq!(pieces(&forms), [0..180, 180..200]);
        forms[120] = ",";
        assert_eq!(pieces(&forms), [0..121, 121..200]);
        forms[90] = ";";
        assert_eq!(pieces(&forms), [0..91, 91..200]);
    }
}
