//! Regular endings of English taken off: what spelling tells of a base form, and where it leaves a choice, which one is a
//! known word.

use rustc_hash::FxHashSet;

use super::words::WORDS;

type Known = FxHashSet<&'static str>;

/// The first candidate that is a base form, also behind a prefix, else the last.
fn choose(candidates: &[String], known: &Known) -> String {
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

/// The base of a noun in the plural.
pub(super) fn singular(word: &str, known: &Known) -> String {
    let Some(stem) = word.strip_suffix("'s").or(word.strip_suffix('s')) else {
        return replaced(word).unwrap_or_else(|| word.to_owned());
    };
    let mut candidates = Vec::new();
    for (from, to) in [("ves", "f"), ("ves", "fe"), ("ses", "sis")] {
        candidates.extend(word.strip_suffix(from).map(|stem| format!("{stem}{to}")));
    }
    candidates.extend(word.strip_suffix("ies").map(|stem| format!("{stem}y")));
    candidates.push(stem.to_owned());
    candidates.extend(without_es(word));
    candidates.push(spelled_singular(word, stem));
    choose(&candidates, known)
}

/// The singular of an unknown noun; `stem` is the word without "s".
fn spelled_singular(word: &str, stem: &str) -> String {
    let long = vowel_groups(word) > 2;
    let ends = |endings: &[&str]| endings.iter().any(|e| word.ends_with(e));
    if let Some(noun) = replaced(word) {
        noun
    } else if let Some(start) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        format!("{start}y")
    } else if long && ends(&["oses"]) && !ends(&["ooses"]) {
        // "thromboses"
        format!("{}is", &stem[..stem.len() - 1])
    } else if long && ends(&["uses"]) && !ends(&["ouses", "auses"]) || ends_apart(word) {
        // "viruses", "bosses"
        stem[..stem.len() - 1].to_owned()
    } else if ends(&["ss"]) || ends(&["us"]) && !ends(&["aus", "eus", "ous"]) {
        word.to_owned()
    } else {
        stem.to_owned()
    }
}

/// What stands for an ending in the singular: "women", "larvae".
fn replaced(word: &str) -> Option<String> {
    let fitting = |(from, to): &(&str, &str)| {
        let stem = word.strip_suffix(from).filter(|s| !s.is_empty())?;
        Some(format!("{stem}{to}"))
    };
    WORDS.plural_ends.iter().find_map(fitting)
}

/// Whether "-es" is the whole ending: "boxes", "heroes", but not "shoes".
fn ends_apart(word: &str) -> bool {
    let sibilant = ["ches", "shes", "xes", "sses", "tzes", "zzes"];
    sibilant.iter().any(|e| word.ends_with(e)) || word.ends_with("oes") && vowel_groups(word) > 1
}

/// A word without "-es", where that can be the ending.
fn without_es(word: &str) -> Option<String> {
    let stem = word.strip_suffix("es")?;
    stem.ends_with(['s', 'x', 'z', 'h', 'o'])
        .then(|| stem.to_owned())
}

/// The base of a verb in the third person.
pub(super) fn third_person(word: &str, known: &Known) -> String {
    let Some(stem) = word.strip_suffix('s') else {
        return word.to_owned();
    };
    let mut candidates = vec![stem.to_owned()];
    candidates.extend(without_es(word));
    // "quizzes"
    candidates.extend(
        word.strip_suffix("zes")
            .filter(|z| z.ends_with('z'))
            .map(str::to_owned),
    );
    candidates.push(match word.strip_suffix("ies") {
        // "vies", "denies"
        Some(start) if start.len() > 1 => format!("{start}y"),
        None if ends_apart(word) => stem[..stem.len() - 1].to_owned(),
        _ => stem.to_owned(),
    });
    choose(&candidates, known)
}

/// The base of a verb in "-ing" or "-ed": "stopping", "making", "carried".
pub(super) fn participle(word: &str, ending: &str, known: &Known) -> String {
    let Some(stem) = word.strip_suffix(ending).filter(|s| s.len() > 1) else {
        return word.to_owned();
    };
    if is_short(stem) {
        return format!("{stem}e");
    }
    let mut candidates = vec![stem.to_owned(), format!("{stem}e")];
    if let Some(start) = stem.strip_suffix('i').filter(|s| s.len() > 1) {
        candidates.push(format!("{start}y"));
    }
    let doubled = is_doubled(stem);
    // "stopping" or "mimicking"
    if doubled || stem.ends_with("ick") {
        candidates.push(stem[..stem.len() - 1].to_owned());
    }
    candidates.push(guess(stem, ending));
    choose(&candidates, known)
}

/// Whether a stem would have doubled its consonant if it had not lost an "e": "hop" of "hoped".
fn is_short(stem: &str) -> bool {
    let [start @ .., vowel, last] = stem.as_bytes() else {
        return false;
    };
    // The "u" of "quot" and the "y" of "yok" are no vowels.
    let onset = start == b"qu" || start == b"y" || !start.iter().any(|b| is_vowel(*b));
    stem.is_ascii() && onset && is_vowel(*vowel) && !is_vowel(*last) && !b"wxh".contains(last)
}

fn is_vowel(letter: u8) -> bool {
    b"aeiouy".contains(&letter)
}

/// Whether a stem ends in a consonant twice.
fn is_doubled(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    matches!(bytes, [.., a, b] if a == b && a.is_ascii_lowercase() && !is_vowel(*a))
}

/// The base of an unknown verb: "-e" where English spelling would have dropped it.
fn guess(stem: &str, ending: &str) -> String {
    let once = || stem[..stem.len() - 1].to_owned();
    let short = vowel_groups(stem) == 1;
    if is_doubled(stem) {
        // "calling" keeps what "labelling" has doubled; "erring"
        let keeps = stem.ends_with("ll") && short
            || ["ss", "zz", "ff"].iter().any(|e| stem.ends_with(e))
            || stem.len() == 3 && is_vowel(stem.as_bytes()[0]);
        return if keeps { stem.to_owned() } else { once() };
    }
    if stem.ends_with("ick") && !short {
        return once();
    }
    if let Some(start) = stem.strip_suffix('i') {
        // "vied", "carried"
        let last = if start.len() > 1 { "y" } else { "ie" };
        return format!("{start}{last}");
    }
    if let Some(start) = stem.strip_suffix('y').filter(|s| s.len() == 1) {
        // "vying", "dyed", "eyeing"
        let tied = ending == "ing" && !start.starts_with('e');
        let vowel = if tied { "ie" } else { "ye" };
        return format!("{start}{vowel}");
    }
    let whole = ending == "ing" && stem.ends_with('e');
    // "freed", "queued", "hoed"
    let has_lost = stem.ends_with(['e', 'u']) || short && stem.ends_with('o');
    let has_lost = has_lost && !["au", "oo"].iter().any(|e| stem.ends_with(e));
    let dropped = WORDS.silent.iter().any(|e| stem.ends_with(e));
    let weak = stem.ends_with(['v', 'c', 's', 'z']);
    if !whole && (has_lost || dropped && (weak || !has_long_vowel(stem))) {
        format!("{stem}e")
    } else {
        stem.to_owned()
    }
}

/// Whether a stem has two vowels that are one before its last consonant: "rain", "treat", not "radiat".
fn has_long_vowel(stem: &str) -> bool {
    let mut letters = stem.bytes().rev().skip(1);
    let (second, first) = (letters.next(), letters.next());
    match (first, second) {
        (Some(b'i' | b'u'), Some(b'a')) => false,
        (Some(first), Some(second)) => [first, second].iter().all(|b| b"aeiou".contains(b)),
        _ => false,
    }
}

/// How many runs of vowels a word has, which is about how many syllables.
fn vowel_groups(word: &str) -> usize {
    word.as_bytes()
        .split(|b| !is_vowel(*b))
        .filter(|run| !run.is_empty())
        .count()
}

/// The base of a comparative or superlative: "safer", "bigger", "earliest".
pub(super) fn degree(word: &str, ending: &str, known: &Known) -> String {
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
    choose(&candidates, known)
}
