//! Words to base forms: a table of what treebanks show, rules for the rest.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Xpos;

/// What the treebanks show: lemmas of forms, and words that are base forms.
struct Lexicon {
    forms: FxHashMap<(&'static str, Xpos), &'static str>,
    verbs: FxHashSet<&'static str>,
    nouns: FxHashSet<&'static str>,
    adjectives: FxHashSet<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let forms = include_str!("../../models/lemmas.tsv")
        .lines()
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let form = columns.next()?;
            Some(((form, Xpos::from_name(columns.next()?)?), columns.next()?))
        })
        .collect();
    let bases = || {
        include_str!("../../models/bases.tsv")
            .lines()
            .filter_map(|line| line.split_once('\t'))
    };
    let of = |kind: char| {
        bases()
            .filter(move |(_, kinds)| kinds.contains(kind))
            .map(|(word, _)| word)
            .collect()
    };
    Lexicon {
        forms,
        verbs: of('V'),
        nouns: of('N'),
        adjectives: of('A'),
    }
});

/// The base form of a word: lower-case, but for proper nouns as written without plural.
pub(super) fn lemma(form: &str, xpos: Xpos) -> String {
    if xpos == Xpos::Nnp {
        return form.to_owned();
    }
    let lower = form.to_lowercase().replace('’', "'");
    if let Some(lemma) = LEXICON.forms.get(&(lower.as_str(), xpos)) {
        return if xpos == Xpos::Nnps {
            match_case(form, lemma)
        } else {
            (*lemma).to_owned()
        };
    }
    match xpos {
        Xpos::Nns => singular(&lower),
        Xpos::Nnps => match_case(form, &singular(&lower)),
        Xpos::Vbz => third_person(&lower),
        Xpos::Vbg => participle(&lower, "ing"),
        Xpos::Vbd | Xpos::Vbn => participle(&lower, "ed"),
        Xpos::Jjr | Xpos::Rbr => degree(&lower, "er"),
        Xpos::Jjs | Xpos::Rbs => degree(&lower, "est"),
        _ => lower,
    }
}

fn match_case(form: &str, lemma: &str) -> String {
    let kept = form.chars().zip(lemma.chars());
    let same = kept
        .clone()
        .take_while(|(f, l)| f.to_lowercase().eq(std::iter::once(*l)))
        .count();
    form.chars()
        .take(same)
        .chain(lemma.chars().skip(same))
        .collect()
}

/// The first candidate that is a base form, else the last.
fn choose(candidates: &[String], known: &FxHashSet<&str>) -> String {
    candidates
        .iter()
        .find(|c| known.contains(c.as_str()))
        .or(candidates.last())
        .cloned()
        .unwrap_or_default()
}

fn singular(word: &str) -> String {
    let mut candidates = Vec::new();
    let mut try_ending = |from: &str, to: &str| {
        if let Some(stem) = word.strip_suffix(from) {
            candidates.push(format!("{stem}{to}"));
        }
    };
    for (from, to) in [
        ("ies", "y"),
        ("men", "man"),
        ("ves", "f"),
        ("ves", "fe"),
        ("ses", "sis"),
        ("s", ""),
        ("es", ""),
    ] {
        try_ending(from, to);
    }
    let fallback = if word.ends_with("ies") && word.len() > 4 {
        format!("{}y", &word[..word.len() - 3])
    } else if ["ches", "shes", "xes", "sses", "zes"]
        .iter()
        .any(|e| word.ends_with(e))
    {
        word[..word.len() - 2].to_owned()
    } else if word.ends_with('s') && !word.ends_with("ss") {
        word[..word.len() - 1].to_owned()
    } else {
        word.to_owned()
    };
    candidates.push(fallback);
    choose(&candidates, &LEXICON.nouns)
}

fn third_person(word: &str) -> String {
    let Some(stem) = word.strip_suffix('s') else {
        return word.to_owned();
    };
    let mut candidates = vec![stem.to_owned()];
    if let Some(stem) = word.strip_suffix("es") {
        candidates.push(stem.to_owned());
    }
    if let Some(stem) = word.strip_suffix("ies") {
        candidates.push(format!("{stem}y"));
    }
    choose(&candidates, &LEXICON.verbs)
}

/// Base of a form in "-ing" or "-ed": "stopping", "making", "carried".
fn participle(word: &str, ending: &str) -> String {
    let Some(stem) = word.strip_suffix(ending).filter(|s| s.len() > 1) else {
        return word.to_owned();
    };
    let mut candidates = vec![stem.to_owned(), format!("{stem}e")];
    if let Some(stem) = word.strip_suffix("ied") {
        candidates.push(format!("{stem}y"));
    }
    let doubled = stem.len() > 2
        && stem.is_ascii()
        && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
    if doubled {
        candidates.push(stem[..stem.len() - 1].to_owned());
    }
    candidates.push(guess(stem, doubled));
    choose(&candidates, &LEXICON.verbs)
}

/// The base of an unknown verb: "-e" where English spelling would have dropped it.
fn guess(stem: &str, doubled: bool) -> String {
    let keeps = ["ll", "ss", "zz", "ff"].iter().any(|e| stem.ends_with(e));
    if doubled && !keeps {
        return stem[..stem.len() - 1].to_owned();
    }
    let dropped = [
        "at", "iz", "is", "us", "uc", "ag", "v", "c", "dg", "u", "bl", "tl", "ur", "in", "id",
    ]
    .iter()
    .any(|e| stem.ends_with(e));
    if let Some(short) = stem.strip_suffix('i') {
        format!("{short}y")
    } else if dropped {
        format!("{stem}e")
    } else {
        stem.to_owned()
    }
}

/// Base of a comparative or superlative: "safer", "bigger", "earliest".
fn degree(word: &str, ending: &str) -> String {
    let Some(stem) = word.strip_suffix(ending) else {
        return word.to_owned();
    };
    let mut candidates = vec![stem.to_owned(), format!("{stem}e")];
    if let Some(short) = stem.strip_suffix('i') {
        candidates.push(format!("{short}y"));
    }
    if stem.len() > 2 && stem.is_ascii() {
        candidates.push(stem[..stem.len() - 1].to_owned());
    }
    candidates.push(word.to_owned());
    choose(&candidates, &LEXICON.adjectives)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas_of_known_and_unknown_words() {
        for (form, xpos, expected) in [
            ("Members", Xpos::Nns, "member"),
            ("countries", Xpos::Nns, "country"),
            ("crises", Xpos::Nns, "crisis"),
            ("was", Xpos::Vbd, "be"),
            ("condones", Xpos::Vbz, "condone"),
            ("refrained", Xpos::Vbd, "refrain"),
            ("committing", Xpos::Vbg, "commit"),
            ("destabilising", Xpos::Vbg, "destabilise"),
            ("safer", Xpos::Jjr, "safe"),
            ("Nations", Xpos::Nnps, "Nation"),
            ("Japan", Xpos::Nnp, "Japan"),
        ] {
            assert_eq!(lemma(form, xpos), expected);
        }
    }
}
