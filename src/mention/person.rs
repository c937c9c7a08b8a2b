//! Persons by their titles: "Mr. AKAHORI Takeshi", "President Sheikh Mohamed bin Zayed".

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

/// The titles of an ontology, each as its tokens.
#[derive(Debug, Default)]
pub(super) struct Titles(Vec<Vec<String>>);

impl Titles {
    pub fn new(ontology: &Ontology) -> Self {
        let mut titles: Vec<Vec<String>> = ontology
            .words("honorific")
            .iter()
            .map(|title| syntax::words(title))
            .collect();
        titles.sort_by_key(|t| std::cmp::Reverse(t.len()));
        Self(titles)
    }

    /// Number of tokens of the longest title at token `i`, 0 if there is none.
    fn at(&self, forms: &[&str], i: usize) -> usize {
        self.0
            .iter()
            .find(|title| {
                title.len() <= forms.len() - i
                    && title.iter().zip(&forms[i..]).all(|(a, b)| is(a, b))
            })
            .map_or(0, Vec::len)
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
            let last = name_end(sentence, &forms, ontology, name);
            if name > i && last > name {
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

/// Whether a word of a title stands there, as written or in capitals throughout: "SECRETARY BLINKEN".
fn is(title: &str, form: &str) -> bool {
    let shouted = || title.len() > 3 && title.to_uppercase() == form;
    title == form || shouted()
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
            let particles = ontology.words("nameParticle").iter();
            particles.into_iter().any(|p| p.eq_ignore_ascii_case(f))
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
    // "President of the Republic": a title alone is no name. "General Assembly", "Justice Department": nor is a body.
    let body = |i: usize| {
        let form = forms[i].to_lowercase();
        let named_by = |class| {
            let class = ontology.class(class);
            class.is_some_and(|c| ontology.classes[c.0 as usize].nouns.contains(&form))
        };
        named_by("Body") || named_by("Meeting")
    };
    if end > start && body(end - 1) {
        start
    } else {
        end
    }
}
