//! All named mentions of a document, from the most certain source to the least.

use rustc_hash::FxHashMap;

use super::patterns::{self, Patterns, slugged};
use super::{Deixis, Mention, Mentions, Recognizer, Referent, noun_phrase};
use super::{names::Names, nouns::Nouns, person::Titles};
use crate::document::Document;
use crate::ontology::{ClassId, Ontology};
use crate::span::Span;
use crate::syntax::{Analysis, Sentence};

impl Recognizer {
    /// Compiles the names of `ontology`.
    pub fn new(ontology: &Ontology) -> Self {
        Self {
            names: Names::new(ontology),
            titles: Titles::new(ontology),
            nouns: Nouns::new(ontology),
            patterns: Patterns::new(ontology),
        }
    }

    /// All named mentions of a document, and candidates for Norm and Concept that only stay if a claim uses them.
    pub fn recognise<'a>(
        &'a self,
        ontology: &'a Ontology,
        document: &'a Document,
        analysis: &'a Analysis,
    ) -> Mentions<'a> {
        let sizes = || analysis.sentences.iter().map(|s| s.tokens.len());
        let mut mentions = Mentions {
            analysis,
            all: Vec::new(),
            speaker: None,
            joint: is_joint(document, ontology),
            text: &document.text,
            ontology,
            nouns: &self.nouns,
            heads: FxHashMap::default(),
            lists: FxHashMap::default(),
            cover: sizes().map(|n| vec![None; n]).collect(),
            named: sizes().map(|n| vec![false; n]).collect(),
            dates: vec![Vec::new(); analysis.sentences.len()],
            customary: FxHashMap::default(),
            full_names: FxHashMap::default(),
            speaker_names: Vec::new(),
        };
        for pattern in self.patterns.find(&document.text) {
            mentions.add_pattern(&pattern, &self.patterns);
        }
        for index in 0..analysis.sentences.len() {
            let sentence = &analysis.sentences[index];
            let hits = self.names.find(sentence, &document.text, ontology);
            let persons = self.titles.find(sentence, &document.text, ontology);
            mentions.add_persons(index, &persons, &hits);
            mentions.add_hits(index, &hits);
            mentions.add_bare_persons(index);
        }
        mentions.speaker = self.speaker(document, &mentions);
        mentions.speaker_names = mentions.names_of_speaker();
        for index in 0..analysis.sentences.len() {
            mentions.add_forms(index);
        }
        mentions.add_dates(document);
        mentions
    }

    /// Whose delegation speaks: as given with the document, else the first State of its header.
    fn speaker(&self, document: &Document, mentions: &Mentions) -> Option<Referent> {
        let given = document.metadata.speaker.as_deref();
        let ontology = mentions.ontology;
        if let Some(given) = given {
            let code = ("iso2".to_owned(), given.to_owned());
            let by_code = ontology
                .entities
                .iter()
                .position(|e| e.iso3.as_deref() == Some(given) || e.codes.contains(&code));
            if let Some(i) = by_code {
                return Some(Referent::Catalogue(crate::ontology::EntityId(i as u32)));
            }
            return self.names.first(given, ontology).map(Referent::Catalogue);
        }
        mentions.header_state()
    }
}

/// Whether several parties speak with one voice: "Joint Statement of ..." by its title, "France and partners" by the
/// speaker.
fn is_joint(document: &Document, ontology: &Ontology) -> bool {
    let words = |field: &Option<String>| -> Vec<String> {
        let field = field.as_deref().unwrap_or_default().to_lowercase();
        let words = field.split(|c: char| !c.is_alphanumeric());
        words.map(str::to_owned).collect()
    };
    let place = |words: &[String], list: &str| {
        let list = ontology.words(list);
        words.iter().position(|word| list.contains(word))
    };
    let title = words(&document.metadata.title);
    let entitled = place(&title, "jointWord")
        .is_some_and(|joint| place(&title[joint..], "jointText").is_some());
    entitled || place(&words(&document.metadata.speaker), "jointSpeaker").is_some()
}

impl Mentions<'_> {
    pub(super) fn id(&self, class: &str) -> ClassId {
        self.ontology.class(class).unwrap_or(ClassId(0))
    }

    /// The first State in a first line like "Statement by Mr. X, Ambassador of Y".
    fn header_state(&self) -> Option<Referent> {
        let opening = self.analysis.sentences.first()?;
        let word = opening.tokens.first()?;
        let header = self
            .ontology
            .words("headerNoun")
            .iter()
            .any(|w| w.eq_ignore_ascii_case(&word.lemma));
        if !header {
            return None;
        }
        let state = self.id("State");
        let found = self
            .all
            .iter()
            .filter(|m| m.sentence == 0 && m.class == state);
        found.min_by_key(|m| m.span.start)?.referent.clone()
    }

    fn names_of_speaker(&self) -> Vec<usize> {
        let Some(speaker) = &self.speaker else {
            return Vec::new();
        };
        let named = |m: &Mention| m.referent.as_ref() == Some(speaker) && m.rule == "catalogue";
        let names = (0..self.all.len()).filter(|i| named(&self.all[*i]));
        let mut names: Vec<usize> = names.collect();
        names.sort_by_key(|i| self.all[*i].span.start);
        names
    }

    /// The sentence and tokens of a byte span, if it lies in one sentence.
    fn locate(&self, span: Span) -> Option<(usize, usize, usize)> {
        let sentences = &self.analysis.sentences;
        let index = sentences.partition_point(|s| s.span.end <= span.start);
        let tokens = &sentences.get(index)?.tokens;
        let first = tokens.partition_point(|t| t.span.end <= span.start);
        let last = tokens
            .partition_point(|t| t.span.start < span.end)
            .checked_sub(1)?;
        (first <= last && first < tokens.len()).then_some((index, first, last))
    }

    /// Adds a mention of tokens `first..=last`; an earlier mention with the same head stays.
    pub(super) fn add(
        &mut self,
        sentence: usize,
        (first, last): (usize, usize),
        class: ClassId,
        referent: Option<Referent>,
        rule: &'static str,
    ) {
        let tree = &self.analysis.sentences[sentence];
        let head = head_of(tree, first, last);
        let span = noun_phrase::span(tree, (first, last));
        let twin = self
            .heads
            .get(&(sentence, head))
            .is_some_and(|m| self.all[*m].span == span);
        if twin {
            return;
        }
        let index = self.all.len();
        self.all.push(Mention {
            span,
            sentence,
            head,
            class,
            referent,
            rule,
            deixis: Deixis::None,
            plural: false,
        });
        self.heads.entry((sentence, head)).or_insert(index);
        self.note_full_name(index);
        let stays = !self.is_on_demand(index);
        for token in first..=last {
            let longer = self.cover[sentence][token]
                .is_none_or(|m| self.all[m].span.len() < self.all[index].span.len());
            if longer {
                self.cover[sentence][token] = Some(index);
            }
            if stays && rule != "form" {
                self.named[sentence][token] = true;
            }
        }
    }

    fn add_pattern(&mut self, pattern: &patterns::Found, known: &Patterns) {
        let Some((sentence, first, last)) = self.locate(pattern.span) else {
            return;
        };
        let referent = pattern.slug.as_ref().map(|slug| {
            let plain = slug.split_once('.').map_or(slug.as_str(), |(_, rest)| rest);
            match known
                .entity(slug)
                .or_else(|| self.ontology.entity_by_slug(plain))
            {
                Some(entity) => Referent::Catalogue(entity),
                None if slug.contains('.') => Referent::Minted(slug.clone()),
                None => Referent::Minted(slugged("provision", slug)),
            }
        });
        let class = self.id(pattern.class);
        self.add(sentence, (first, last), class, referent, "pattern");
        if let Some(list) = pattern.list {
            let item = self.all.len() - 1;
            // Patterns come in the order of the text.
            let near = (0..item).rev();
            let began = near
                .take_while(|m| self.all[*m].span.start >= list)
                .find(|m| self.all[*m].span.start == list);
            self.lists
                .entry(began.unwrap_or(item))
                .or_default()
                .push(item);
        }
    }

    fn add_dates(&mut self, document: &Document) {
        let year = document.metadata.date.as_deref().and_then(|d| d.get(..4));
        for (span, value) in patterns::dates(self.text, self.ontology, year) {
            if let Some((sentence, first, last)) = self.locate(span) {
                let head = head_of(&self.analysis.sentences[sentence], first, last);
                self.dates[sentence].push((head, value));
            }
        }
    }
}

/// The token of a run whose head lies outside it.
pub(super) fn head_of(tree: &Sentence, first: usize, last: usize) -> usize {
    (first..=last)
        .find(|i| tree.tokens[*i].head.is_none_or(|h| h < first || h > last))
        .unwrap_or(last)
}
