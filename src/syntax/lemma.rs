//! Words to base forms: a table of what treebanks show, rules for the rest.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::WORDS;
use super::{Upos, Xpos};

/// What the treebanks show: lemmas of forms, and words that are base forms.
struct Lexicon {
    forms: FxHashMap<(&'static str, Xpos), &'static str>,
    verbs: FxHashSet<&'static str>,
    nouns: FxHashSet<&'static str>,
    adjectives: FxHashSet<&'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut forms: FxHashMap<_, _> = include_str!("../../models/lemmas.tsv")
        .lines()
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let form = columns.next()?;
            Some(((form, Xpos::from_name(columns.next()?)?), columns.next()?))
        })
        .collect();
    for (form, xpos, lemma) in include_str!("../../models/irregular.tsv")
        .lines()
        .flat_map(irregular)
    {
        forms.entry((form, xpos)).or_insert(lemma);
    }
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

/// The forms of a line of `irregular.tsv`, with tag and lemma.
fn irregular(line: &'static str) -> Vec<(&'static str, Xpos, &'static str)> {
    let mut columns = line.split('\t');
    let kind = columns.next().unwrap_or_default();
    let tags = match kind {
        "V" => vec![Xpos::Vbd, Xpos::Vbn],
        "N" => vec![Xpos::Nns],
        tag => Xpos::from_name(tag).into_iter().collect(),
    };
    let base = columns.next().unwrap_or_default();
    let forms = tags.into_iter().zip(columns);
    forms
        .flat_map(|(xpos, forms)| forms.split('/').map(move |form| (form, xpos, base)))
        .collect()
}

/// The base form of a word: lower-case, but for proper nouns as written without plural.
pub(super) fn lemma(form: &str, upos: Upos, xpos: Xpos) -> String {
    match xpos {
        Xpos::Nnp if upos == Upos::Propn => return name(form),
        Xpos::Nnp if upos == Upos::Verb => return verb_in_name(form),
        Xpos::Nnp | Xpos::Add => return form.to_owned(),
        Xpos::Cd if is_roman(form) => return form.to_owned(),
        Xpos::Cd if form.contains(',') => return number(form),
        _ => {}
    }
    let lower = form.to_lowercase().replace('’', "'");
    // "Democratic" may be a party's, "democratic" is not.
    let known = [form, &lower]
        .iter()
        .find_map(|form| LEXICON.forms.get(&(*form, xpos)));
    let lemma = match (known, xpos) {
        (Some(lemma), Xpos::Nnps) => match_case(form, lemma),
        (Some(lemma), _) => (*lemma).to_owned(),
        // "the 1990s"
        (None, Xpos::Nns) if form.starts_with(|c: char| c.is_ascii_digit()) => lower,
        (None, Xpos::Nns) => singular(&lower),
        (None, Xpos::Nnps) => match_case(form, &singular(&lower)),
        (None, Xpos::Vbz) => third_person(&lower),
        (None, Xpos::Vbg) => participle(&lower, "ing"),
        // "regrets", taken for the past of an irregular verb.
        (None, Xpos::Vbd) if lower.ends_with('s') => third_person(&lower),
        (None, Xpos::Vbd | Xpos::Vbn) => participle(&lower, "ed"),
        (None, Xpos::Jjr | Xpos::Rbr) => degree(&lower, "er"),
        (None, Xpos::Jjs | Xpos::Rbs) => degree(&lower, "est"),
        (None, _) => lower,
    };
    if lemma.is_empty() {
        form.to_owned()
    } else {
        lemma
    }
}

/// A proper noun: as it is written, with a capital if it was written without any.
fn name(form: &str) -> String {
    if let Some(lemma) = LEXICON.forms.get(&(form, Xpos::Nnp)) {
        return (*lemma).to_owned();
    }
    let small = form.len() > 2 && form.bytes().all(|b| b.is_ascii_lowercase());
    if small {
        form[..1].to_ascii_uppercase() + &form[1..]
    } else {
        form.to_owned()
    }
}

/// A verb in a proper name: "United" Nations, "Rolling" Stones.
fn verb_in_name(form: &str) -> String {
    let xpos = if form.ends_with("ing") {
        Xpos::Vbg
    } else {
        Xpos::Vbn
    };
    match_case(form, &lemma(form, Upos::Verb, xpos))
}

fn is_roman(form: &str) -> bool {
    form.bytes().all(|b| b"IVXLCDM".contains(&b))
}

/// "5,000" is 5000; "18,19" stays.
fn number(form: &str) -> String {
    let mut groups = form.split(',').skip(1);
    let grouped = groups.all(|g| g.split('.').next().is_some_and(|g| g.len() == 3));
    if grouped {
        form.replace(',', "")
    } else {
        form.to_owned()
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

/// The first candidate that is a base form, also behind a prefix, else the last.
fn choose(candidates: &[String], known: &FxHashSet<&str>) -> String {
    let plain = candidates.iter().find(|c| known.contains(c.as_str()));
    let prefixed = |c: &&String| {
        ["re", "un", "de", "mis", "out", "over", "under", "co"]
            .iter()
            .filter_map(|prefix| c.strip_prefix(prefix))
            .any(|rest| rest.len() > 3 && known.contains(rest.trim_start_matches('-')))
    };
    plain
        .or_else(|| candidates.iter().find(prefixed))
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
    let fallback = if let Some(stem) = word.strip_suffix("men") {
        format!("{stem}man")
    } else if word.ends_with("ies") && word.len() > 4 {
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
    } else if !["ches", "shes", "xes", "sses", "zzes", "oes"]
        .iter()
        .any(|e| word.ends_with(e))
    {
        candidates.push(stem.to_owned());
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
    // "stopping" or "mimicking"
    if doubled || stem.ends_with("ick") {
        candidates.push(stem[..stem.len() - 1].to_owned());
    }
    candidates.push(guess(stem, doubled));
    choose(&candidates, &LEXICON.verbs)
}

/// The base of an unknown verb: "-e" where English spelling would have dropped it.
fn guess(stem: &str, doubled: bool) -> String {
    // "calling" keeps what "labelling" has doubled.
    let short = vowel_groups(stem) == 1;
    let keeps =
        stem.ends_with("ll") && short || ["ss", "zz", "ff"].iter().any(|e| stem.ends_with(e));
    if doubled && !keeps {
        return stem[..stem.len() - 1].to_owned();
    }
    let dropped = WORDS.silent.iter().any(|e| stem.ends_with(e));
    let vowels = |n: usize| {
        stem.chars()
            .rev()
            .nth(n)
            .is_some_and(|c| "aeiou".contains(c))
    };
    // "rained", "treated" have dropped nothing.
    let long = vowels(1) && vowels(2);
    if let Some(short) = stem.strip_suffix('i') {
        format!("{short}y")
    } else if dropped && (!long || stem.ends_with(['v', 'c', 's', 'z'])) {
        format!("{stem}e")
    } else {
        stem.to_owned()
    }
}

/// How many runs of vowels a word has, which is about how many syllables.
fn vowel_groups(word: &str) -> usize {
    let vowel = |c: char| "aeiouy".contains(c);
    word.split(|c| !vowel(c))
        .filter(|run| !run.is_empty())
        .count()
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
            ("undergone", Xpos::Vbn, "undergo"),
            ("headquarters", Xpos::Nns, "headquarters"),
            ("1990s", Xpos::Nns, "1990s"),
            ("5,000", Xpos::Cd, "5000"),
            ("VII", Xpos::Cd, "VII"),
            ("s", Xpos::Vbz, "be"),
            ("Members", Xpos::Nns, "member"),
            ("countries", Xpos::Nns, "country"),
            ("crises", Xpos::Nns, "crisis"),
            ("was", Xpos::Vbd, "be"),
            ("condones", Xpos::Vbz, "condone"),
            ("preceding", Xpos::Vbg, "precede"),
            ("mired", Xpos::Vbn, "mire"),
            ("modelling", Xpos::Vbg, "model"),
            ("mimicking", Xpos::Vbg, "mimic"),
            ("sticking", Xpos::Vbg, "stick"),
            ("horsemen", Xpos::Nns, "horseman"),
            ("thanks", Xpos::Nns, "thanks"),
            ("Peruvian", Xpos::Jj, "Peruvian"),
            ("democratic", Xpos::Jj, "democratic"),
            ("refrained", Xpos::Vbd, "refrain"),
            ("committing", Xpos::Vbg, "commit"),
            ("destabilising", Xpos::Vbg, "destabilise"),
            ("safer", Xpos::Jjr, "safe"),
            ("Nations", Xpos::Nnps, "Nation"),
            ("Japan", Xpos::Nnp, "Japan"),
        ] {
            assert_eq!(lemma(form, Upos::X, xpos), expected);
        }
    }
}
