//! Mentions: who and what a text names, and what each one stands for.

mod names;

mod patterns;

mod person;

mod named;

mod form;

mod class;

mod inclusive;

mod noun_phrase;

mod nouns;

mod office;

mod recognise;

mod reference;
mod third_person;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::claim::{Arg, Claim};
use crate::ontology::{ClassId, EntityId, Ontology};
use crate::span::Span;
use crate::syntax::{Analysis, Deprel, Number, Token, Upos};

pub use patterns::dates;

use names::Names;
use nouns::Nouns;
use patterns::Patterns;
use person::Titles;

/// What a mention stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Referent {
    /// A thing of the catalogue.
    Catalogue(EntityId),
    /// Something the catalogue lacks: a dotted slug made from the text, `person.akahori-takeshi`.
    Minted(String),
    /// Whoever speaks, where the document does not say who that is.
    Speaker,
}

/// How far what a mention says depends on where it is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deixis {
    /// Not at all: "capacity building".
    #[default]
    None,
    /// A word of it points: "our hospitals", "this approach".
    Within,
    /// It is a bare pronoun: "it".
    Pronoun,
}

/// A run of the text that names something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands, in bytes, without articles and quantifiers.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// Index of its head token in the sentence.
    pub head: usize,
    /// What kind of thing it names.
    pub class: ClassId,
    /// What it stands for, if that is known.
    pub referent: Option<Referent>,
    /// The rule or pass that found it: "catalogue", "person", "argument", "first person".
    pub rule: &'static str,
    /// Whether it means something else in another document; known once the document is read.
    pub deixis: Deixis,
    /// Whether its head is in the plural.
    pub plural: bool,
}

/// Finds mentions by the names, patterns and word lists of an ontology; immutable once built.
#[derive(Debug)]
pub struct Recognizer {
    names: Names,
    titles: Titles,
    nouns: Nouns,
    patterns: Patterns,
}

/// The mentions of one document while it is being read: the named ones, and arguments as claims ask for them.
#[derive(Debug)]
pub struct Mentions<'a> {
    /// The text and trees that the mentions point into.
    pub analysis: &'a Analysis,
    /// All mentions so far; indices stay valid.
    pub all: Vec<Mention>,
    /// Whose delegation speaks, if that is known.
    pub speaker: Option<Referent>,
    /// Whether several parties speak with one voice: what one of them will do, they promise.
    joint: bool,
    text: &'a str,
    ontology: &'a Ontology,
    nouns: &'a Nouns,
    /// The mention with each head token.
    heads: FxHashMap<(usize, usize), usize>,
    /// The further items of a list by its first: "resolutions 186 (1964), 187 (1964)".
    lists: FxHashMap<usize, Vec<usize>>,
    /// The longest named mention over each token, sentence by sentence.
    cover: Vec<Vec<Option<usize>>>,
    /// Whether each token lies in a name, sentence by sentence.
    named: Vec<Vec<bool>>,
    /// Head token and ISO value of the dates, sentence by sentence.
    dates: Vec<Vec<(usize, String)>>,
    /// Full names by the word that heads them, each at the sentence and token of its head.
    full_names: FxHashMap<&'a str, BTreeMap<(usize, usize), usize>>,
    /// Short forms of their own that things named in the text have.
    customary: FxHashMap<&'a str, EntityId>,
    /// Where the text names whoever speaks, in its order.
    speaker_names: Vec<usize>,
}

/// Classes that are only annotated where a claim uses them.
const ON_DEMAND: &[&str] = &["Norm", "Concept"];

impl Mentions<'_> {
    /// The mention of the noun phrase with head token `head`: the one found before, else a new one.
    pub fn argument(&mut self, sentence: usize, head: usize) -> usize {
        let known = self.heads.get(&(sentence, head)).copied();
        let known = known.or_else(|| self.ended_name(sentence, head));
        if let Some(mention) = known
            && !self.is_on_demand(mention)
        {
            return mention;
        }
        let tree = &self.analysis.sentences[sentence];
        let resolved = self.resolve(sentence, head);
        let (extent, class) = if tree.tokens[head].upos == Upos::Pron {
            ((head, head), self.class_of(sentence, head).0)
        } else {
            let extent = noun_phrase::extent(tree, self.text, self.ontology, head);
            let whole = self.with_whole_names(sentence, head, extent);
            (whole, self.class_of(sentence, head).0)
        };
        let span = noun_phrase::span(tree, extent);
        let mention = Mention {
            span,
            sentence,
            head,
            class,
            referent: match (&resolved, known) {
                (Some(resolved), _) => resolved.referent.clone(),
                (None, Some(named)) => self.kept_referent(named, span),
                (None, None) => self.apposed(sentence, head).map(|(name, _)| name),
            },
            rule: resolved.map_or("argument", |r| r.pass),
            deixis: Deixis::None,
            plural: false,
        };
        let index = known.unwrap_or(self.all.len());
        match known {
            Some(named) => self.all[named] = mention,
            None => {
                self.all.push(mention);
                self.heads.insert((sentence, head), index);
            }
        }
        self.note_full_name(index);
        index
    }

    /// "small island developing States": the name that ends with `head`, where the parser takes another of its words for
    /// the head.
    fn ended_name(&self, sentence: usize, head: usize) -> Option<usize> {
        let index = self.cover[sentence][head]?;
        let mention = &self.all[index];
        let tokens = &self.analysis.sentences[sentence].tokens;
        let listed = matches!(mention.rule, "catalogue" | "pattern");
        let whole = mention.span.end == tokens[head].span.end;
        let plain = || (mention.head..head).all(|i| tokens[i].upos != Upos::Adp);
        let mut above = std::iter::successors(tokens[head].head, |i| tokens[*i].head);
        (listed && whole && above.any(|i| i == mention.head) && plain()).then_some(index)
    }

    /// "existing international law" is international law; "a free cyberspace" is not cyberspace as such.
    fn kept_referent(&self, named: usize, span: Span) -> Option<Referent> {
        let mention = &self.all[named];
        let same = mention.span == span || self.ontology.class_name(mention.class) == "Norm";
        mention.referent.clone().filter(|_| same)
    }

    /// A phrase that begins or ends inside a name takes the whole name.
    fn with_whole_names(
        &self,
        sentence: usize,
        head: usize,
        (first, last): (usize, usize),
    ) -> (usize, usize) {
        let tokens = &self.analysis.sentences[sentence].tokens;
        let edge = |token: usize| {
            let mention = &self.all[self.cover[sentence][token]?];
            // Only a name that the phrase's own head is part of ("UN Charter" stays apart from its principles), or
            // one that the phrase begins with: "Counter Ransomware Initiative (CRI) efforts".
            let own = (first..=last).contains(&mention.head)
                || token == first && mention.span.end <= tokens[head].span.start;
            let named = own && matches!(mention.rule, "catalogue" | "pattern" | "person");
            let from = tokens.partition_point(|t| t.span.start < mention.span.start);
            let to = tokens.partition_point(|t| t.span.end <= mention.span.end) - 1;
            named.then_some((from, to))
        };
        let start = edge(first).map_or(first, |(from, _)| from.min(first));
        let end = edge(last).map_or(last, |(_, to)| to.max(last));
        (start, end)
    }

    /// "our ally, Albania", "his predecessor, Mr. Thomson": what the apposition names, and its class.
    fn apposed(&self, sentence: usize, head: usize) -> Option<(Referent, ClassId)> {
        let tree = &self.analysis.sentences[sentence];
        let mut names = tree.dependents(head, Deprel::Appos);
        names.find_map(|name| {
            let mention = &self.all[self.at_head(sentence, name)?];
            Some((mention.referent.clone()?, mention.class))
        })
    }

    /// The last mention of whoever speaks up to a sentence, other than by a pronoun.
    pub fn speaker_mention(&self, sentence: usize) -> Option<usize> {
        let names = &self.speaker_names;
        let before = names.partition_point(|m| self.all[*m].sentence <= sentence);
        names[..before].last().copied()
    }

    /// The items that follow a mention in a list of its kind.
    pub fn list_items(&self, mention: usize) -> &[usize] {
        self.lists.get(&mention).map_or(&[], Vec::as_slice)
    }

    fn is_on_demand(&self, mention: usize) -> bool {
        ON_DEMAND.contains(&self.ontology.class_name(self.all[mention].class))
    }

    /// The longest named mention that covers a token.
    pub fn named_at(&self, sentence: usize, token: usize) -> Option<usize> {
        self.cover[sentence][token]
    }

    /// The mention with that head, if there is one.
    pub fn at_head(&self, sentence: usize, head: usize) -> Option<usize> {
        self.heads.get(&(sentence, head)).copied()
    }

    /// Dates of a sentence: head token and ISO value.
    pub fn dates(&self, sentence: usize) -> &[(usize, String)] {
        &self.dates[sentence]
    }

    /// Whether a mention stands for whoever speaks, alone or with others.
    pub fn is_speaker(&self, mention: usize) -> bool {
        match &self.all[mention].referent {
            None if [reference::INCLUSIVE, reference::JOINT].contains(&self.all[mention].rule) => {
                true
            }
            Some(Referent::Speaker) => true,
            referent => referent.is_some() && *referent == self.speaker,
        }
    }

    /// Whether a mention names one of the parties that speak in a joint statement: a State, body or person by its name,
    /// or "the leaders", "both sides".
    pub fn is_party(&self, mention: usize) -> bool {
        let mention = &self.all[mention];
        let named = mention.referent.is_some()
            && ["State", "Body", "Person"].contains(&self.ontology.class_name(mention.class));
        self.joint && (named || self.lemma_listed(mention.sentence, mention.head, "jointParty"))
    }

    /// Drops what no claim uses and need not stay, sorts by span, and renumbers the claims' arguments.
    pub fn finish(self, mut claims: Vec<Claim>) -> (Vec<Mention>, Vec<Claim>) {
        let mut used = vec![false; self.all.len()];
        for claim in &mut claims {
            for arg in arguments(claim) {
                if let Arg::Mention(m) = arg {
                    used[*m] = true;
                }
            }
        }
        let stays = |i: usize| used[i] || !self.is_on_demand(i);
        let mut order: Vec<usize> = (0..self.all.len()).filter(|i| stays(*i)).collect();
        order.sort_by_key(|i| {
            let span = self.all[*i].span;
            (span.start, std::cmp::Reverse(span.end), *i)
        });
        let mut place = vec![0; self.all.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        for claim in &mut claims {
            for arg in arguments(claim) {
                if let Arg::Mention(m) = arg {
                    *m = place[*m];
                }
            }
        }
        let mention = |i: &usize| Mention {
            deixis: self.deixis(&self.all[*i]),
            plural: self.plural(&self.all[*i]),
            ..self.all[*i].clone()
        };
        (order.iter().map(mention).collect(), claims)
    }

    fn plural(&self, mention: &Mention) -> bool {
        let head = self.token(mention.sentence, mention.head);
        head.feats.number == Some(Number::Plur)
    }

    fn deixis(&self, mention: &Mention) -> Deixis {
        let tokens = &self.analysis.sentences[mention.sentence].tokens;
        let pronominal = |t: &Token| matches!(t.upos, Upos::Pron | Upos::Det);
        let head = &tokens[mention.head];
        if head.span == mention.span && pronominal(head) {
            return Deixis::Pronoun;
        }
        let points = |token: &Token| {
            let word = token.span.of(self.text).to_lowercase();
            let listed = |list| self.ontology.words(list).contains(&word);
            pronominal(token) && (listed("pronoun") || listed("firstPerson"))
        };
        let first = tokens.partition_point(|t| t.span.start < mention.span.start);
        let inside = tokens[first..].iter();
        match inside
            .take_while(|t| t.span.end <= mention.span.end)
            .any(points)
        {
            true => Deixis::Within,
            false => Deixis::None,
        }
    }

    fn token(&self, sentence: usize, i: usize) -> &Token {
        &self.analysis.sentences[sentence].tokens[i]
    }

    fn listed(&self, sentence: usize, i: usize, list: &str) -> bool {
        let form = self.token(sentence, i).span.of(self.text);
        let words = self.ontology.words(list);
        words.iter().any(|w| w.eq_ignore_ascii_case(form))
    }

    fn lemma_listed(&self, sentence: usize, i: usize, list: &str) -> bool {
        let lemma = &self.token(sentence, i).lemma;
        let words = self.ontology.words(list);
        words.iter().any(|w| w.eq_ignore_ascii_case(lemma))
    }
}

impl Recognizer {
    /// Whether no name, noun or antecedent says what class a mention of `text` is of: its class is the likeliest one.
    pub fn assumes_class(
        &self,
        ontology: &Ontology,
        text: &str,
        analysis: &Analysis,
        mention: &Mention,
    ) -> bool {
        let sentence = &analysis.sentences[mention.sentence];
        let told = self.nouns.class(sentence, text, mention.head, ontology);
        mention.rule == "argument" && told.is_none()
    }
}

/// All arguments of a claim.
fn arguments(claim: &mut Claim) -> impl Iterator<Item = &mut Arg> {
    [&mut claim.subject, &mut claim.object, &mut claim.holder]
        .into_iter()
        .chain(&mut claim.with)
        .chain(&mut claim.to)
        .chain(&mut claim.place)
        .chain(&mut claim.purpose)
}
