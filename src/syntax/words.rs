//! The word lists of `models/english.words`, which splitting into tokens and sentences, and base forms, need.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

type Set = FxHashSet<&'static str>;

/// The lists, each under its name in the file.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Abbreviations that never end a sentence: "Mr.".
    pub title: Set,
    /// Abbreviations only before a number: "No. 4".
    pub unit: Set,
    /// Abbreviations that may end a sentence: "etc.".
    pub other: Set,
    /// Words that begin many sentences and no names.
    pub starter: Set,
    /// Prefixes that keep their hyphen: "non-nuclear".
    pub prefix: Set,
    /// What falls off the end of a word: "'s".
    pub clitic: Vec<&'static str>,
    /// Two words written as one, and the length of the first: "can|not".
    pub contracted: FxHashMap<String, usize>,
    /// What is written right after a number but is a word: "5pm".
    pub measure: Set,
    /// Prepositions before the items of a list inside a noun phrase: "including".
    pub listing: Set,
    /// What one wishes to be without something: "a world without hunger".
    pub realm: Set,
    /// What opens a complement clause: "that".
    pub complementiser: Set,
    /// Words after which a sentence goes on.
    pub open: Set,
    /// Personal pronouns by their number; "you" has none.
    pub singular: Set,
    pub plural: Set,
    /// How verbs end that lose an "e" before "-ed": "stat(e)".
    pub silent: Vec<&'static str>,
    /// How adjectives end that are made of names: "Manichean".
    pub adjectival: Vec<&'static str>,
    /// Base forms that spelling does not give: "ache".
    pub verbs: Vec<&'static str>,
    pub nouns: Vec<&'static str>,
    /// Endings of plurals and what stands for them in the singular: "women".
    pub plural_ends: Vec<(&'static str, &'static str)>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in include_str!("../../models/english.words").lines() {
        let Some((name, list)) = line.split_once(": ") else {
            continue;
        };
        let list = list.split(' ');
        match name {
            "title" => words.title.extend(list),
            "unit" => words.unit.extend(list),
            "other" => words.other.extend(list),
            "starter" => words.starter.extend(list),
            "prefix" => words.prefix.extend(list),
            "clitic" => words.clitic.extend(list),
            "contracted" => words.contracted.extend(list.filter_map(contraction)),
            "measure" => words.measure.extend(list),
            "listing" => words.listing.extend(list),
            "realm" => words.realm.extend(list),
            "complementiser" => words.complementiser.extend(list),
            "open" => words.open.extend(list),
            "singular" => words.singular.extend(list),
            "plural" => words.plural.extend(list),
            "silent" => words.silent.extend(list),
            "adjectival" => words.adjectival.extend(list),
            "verbs" => words.verbs.extend(list),
            "nouns" => words.nouns.extend(list),
            "plural_ends" => words
                .plural_ends
                .extend(list.filter_map(|e| e.split_once('+'))),
            _ => {}
        }
    }
    words
});

fn contraction(pair: &str) -> Option<(String, usize)> {
    let (first, second) = pair.split_once('+')?;
    Some((format!("{first}{second}"), first.len()))
}
