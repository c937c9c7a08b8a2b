//! Persons by their titles: "Mr. AKAHORI Takeshi", "President Sheikh Mohamed bin Zayed".

use rustc_hash::FxHashMap;

use crate::ontology::Ontology;
use crate::syntax::{self, Sentence, Upos};

/// A person in a sentence: tokens, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Person {
    /// First token of the titles.
    pub first: usize,
    /// First token of the name.
    pub name: usize,
    /// Last token.
    pub last: usize,
    /// Whether the title is one of several words, a post: "National Security Advisor".
    pub post: bool,
}

/// The titles of an ontology by their first word as it may be written; the longest of a word come first.
#[derive(Debug, Default)]
pub(super) struct Titles(FxHashMap<String, Vec<Vec<Word>>>);

/// A word of a title.
#[derive(Clone, Debug)]
struct Word {
    written: String,
    /// In capitals throughout, for words that are told from acronyms by their length: "SECRETARY BLINKEN".
    shouted: Option<String>,
}

impl Word {
    fn new(written: String) -> Self {
        let shouted = (written.len() > 3).then(|| written.to_uppercase());
        Self { written, shouted }
    }

    fn is(&self, form: &str) -> bool {
        self.written == form || self.shouted.as_deref() == Some(form)
    }
}

impl Titles {
    pub fn new(ontology: &Ontology) -> Self {
        let mut titles: Vec<Vec<Word>> = ontology
            .words("honorific")
            .iter()
            .map(|title| syntax::words(title).into_iter().map(Word::new).collect())
            .collect();
        titles.sort_by_key(|t| std::cmp::Reverse(t.len()));
        let mut by_word = FxHashMap::<String, Vec<Vec<Word>>>::default();
        for title in titles {
            let Some(first) = title.first().cloned() else {
                continue;
            };
            let shouted = first.shouted.filter(|s| *s != first.written);
            for form in std::iter::once(first.written).chain(shouted) {
                by_word.entry(form).or_default().push(title.clone());
            }
        }
        Self(by_word)
    }

    /// Number of tokens of the longest title at token `i`, 0 if there is none.
    fn at(&self, forms: &[&str], i: usize) -> usize {
        let mut titles = self.0.get(forms[i]).into_iter().flatten();
        let rest = &forms[i..];
        let fits = |title: &&Vec<Word>| {
            title.len() <= rest.len() && title.iter().zip(rest).all(|(a, b)| a.is(b))
        };
        titles.find(fits).map_or(0, Vec::len)
    }

    /// The titled persons of a sentence.
    pub fn find(&self, sentence: &Sentence, text: &str, ontology: &Ontology) -> Vec<Person> {
        let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.span.of(text)).collect();
        let mut found = Vec::new();
        let mut i = 0;
        while i < forms.len() {
            let mut name = i;
            while name < forms.len() {
                match self.at(&forms, name) {
                    0 => break,
                    n => name += n,
                }
            }
            let last = match name > i {
                true => name_end(sentence, &forms, ontology, name),
                false => name,
            };
            if last > name {
                found.push(Person {
                    first: i,
                    name,
                    last: last - 1,
                    post: name - i > 1 && self.at(&forms, i) == name - i,
                });
                i = last;
            } else {
                i = name.max(i + 1);
            }
        }
        found
    }
}

/// Whether a hyphen stands between two words without a blank.
fn is_joined(sentence: &Sentence, hyphen: usize) -> bool {
    let near = |i: usize, j: usize| {
        let ends = sentence.tokens.get(i).zip(sentence.tokens.get(j));
        ends.is_some_and(|(a, b)| a.span.end == b.span.start && b.upos != Upos::Num)
    };
    near(hyphen - 1, hyphen) && near(hyphen, hyphen + 1)
}

/// One past the last token of the name that begins at `start`: capitalised words with particles between.
fn name_end(sentence: &Sentence, forms: &[&str], ontology: &Ontology, start: usize) -> usize {
    let capital = |i: usize| {
        sentence.tokens.get(i).is_some_and(|t| {
            forms[i].starts_with(char::is_uppercase)
                && forms[i].chars().any(char::is_alphabetic)
                && matches!(
                    t.upos,
                    Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Verb
                )
        })
    };
    let particle = |i: usize| {
        forms.get(i).is_some_and(|f| {
            let mut particles = ontology.words("nameParticle").iter();
            particles.any(|p| p.eq_ignore_ascii_case(f))
        })
    };
    let hyphen = |i: usize| matches!(forms[i], "-" | "’" | "'");
    // "Ban Ki-moon"
    let joined = |i: usize| i > start && forms[i - 1] == "-" && is_joined(sentence, i - 1);
    let mut end = start;
    for i in start..forms.len().min(start + 8) {
        if capital(i) || joined(i) {
            end = i + 1;
        } else if !(i > start && hyphen(i) && (capital(i + 1) || is_joined(sentence, i))
            || particle(i) && (capital(i + 1) || particle(i + 1)))
        {
            break;
        }
    }
    // "President of the Republic": a title alone is no name. "General Assembly Hall", "Justice Department": nor is a body,
    // nor "General Provisions" a text.
    let names = |i: usize, classes: &[&str]| {
        let lemma = sentence.tokens[i].lemma.to_lowercase();
        classes.iter().any(|c| ontology.names_class(&lemma, c))
    };
    let body = (start..end).any(|i| names(i, &["Body", "Meeting"]));
    let text = end > start && names(end - 1, &["Instrument", "Provision"]);
    if body || text { start } else { end }
}
