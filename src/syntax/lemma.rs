//! Words to base forms: a table of what treebanks show, rules for the rest.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::inflection::{degree, participle, singular, third_person};
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
    let of = |kind: char, more: &[&'static str]| {
        bases()
            .filter(move |(_, kinds)| kinds.contains(kind))
            .map(|(word, _)| word)
            .chain(more.iter().copied())
            .collect()
    };
    Lexicon {
        forms,
        verbs: of('V', &WORDS.verbs),
        nouns: of('N', &WORDS.nouns),
        adjectives: of('A', &[]),
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
        (None, Xpos::Nn) if is_acronym(form) => form.to_owned(),
        // "the 1990s"
        (None, Xpos::Nns) if form.starts_with(|c: char| c.is_ascii_digit()) => lower,
        (None, Xpos::Nns) => {
            acronym_of(form).map_or_else(|| singular(&lower, &LEXICON.nouns), str::to_owned)
        }
        (None, Xpos::Nnps) => names(form, &lower),
        (None, Xpos::Vbz) => third_person(&lower, &LEXICON.verbs),
        (None, Xpos::Vbg) => participle(&lower, "ing", &LEXICON.verbs),
        // "regrets", taken for the past of an irregular verb.
        (None, Xpos::Vbd) if lower.ends_with('s') => third_person(&lower, &LEXICON.verbs),
        (None, Xpos::Vbd | Xpos::Vbn) => participle(&lower, "ed", &LEXICON.verbs),
        (None, Xpos::Jjr | Xpos::Rbr) => degree(&lower, "er", &LEXICON.adjectives),
        (None, Xpos::Jjs | Xpos::Rbs) => degree(&lower, "est", &LEXICON.adjectives),
        (None, _) => lower,
    };
    if lemma.is_empty() {
        form.to_owned()
    } else {
        lemma
    }
}

/// Whether a noun is written as it is because it is an abbreviation, letter or sign: "GDP", "L2", "x"; not a word in
/// capitals.
fn is_acronym(form: &str) -> bool {
    let capitals = (2..=6).contains(&form.len())
        && form.starts_with(|c: char| c.is_ascii_uppercase())
        && form
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    form.chars().count() == 1 || capitals && !is_word(&form.to_ascii_lowercase())
}

/// The acronym of which a form is the plural: "NGOs".
fn acronym_of(form: &str) -> Option<&str> {
    let stem = form.strip_suffix('s')?;
    let capitals = stem.len() > 1 && stem.bytes().all(|b| b.is_ascii_uppercase());
    capitals.then_some(stem)
}

fn is_word(lower: &str) -> bool {
    [&LEXICON.nouns, &LEXICON.verbs, &LEXICON.adjectives]
        .iter()
        .any(|known| known.contains(lower))
}

/// A proper noun in the plural: "Nations"; names such as "Yves" or "Acropolis" only seem to be one.
fn names(form: &str, lower: &str) -> String {
    let noun = singular(lower, &LEXICON.nouns);
    let name =
        form.starts_with(char::is_uppercase) && ["es", "is"].iter().any(|e| form.ends_with(e));
    let people = || LEXICON.forms.contains_key(&(noun.as_str(), Xpos::Jj));
    if name && !LEXICON.nouns.contains(noun.as_str()) && !people() {
        form.to_owned()
    } else {
        match_case(form, &noun)
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
            ("honed", Xpos::Vbd, "hone"),
            ("erred", Xpos::Vbd, "err"),
            ("freed", Xpos::Vbn, "free"),
            ("vying", Xpos::Vbg, "vie"),
            ("catalyzing", Xpos::Vbg, "catalyze"),
            ("trafficking", Xpos::Vbg, "traffic"),
            ("planes", Xpos::Vbz, "plane"),
            ("devotees", Xpos::Nns, "devotee"),
            ("campuses", Xpos::Nns, "campus"),
            ("fora", Xpos::Nns, "forum"),
            ("NGOs", Xpos::Nns, "NGO"),
            ("DNA", Xpos::Nn, "DNA"),
            ("WORK", Xpos::Nn, "work"),
            ("X", Xpos::Nn, "X"),
            ("Yves", Xpos::Nnps, "Yves"),
            ("Pakistanis", Xpos::Nnps, "Pakistani"),
            ("Nations", Xpos::Nnps, "Nation"),
            ("Japan", Xpos::Nnp, "Japan"),
        ] {
            assert_eq!(lemma(form, Upos::X, xpos), expected);
        }
    }
}
