//! All named mentions of a document, from the most certain source to the least.

use rustc_hash::FxHashMap;

use super::names::Hit;
use super::patterns::{self, slugged};
use super::person::Person;
use super::{Mention, Mentions, ON_DEMAND, Recognizer, Referent, form, noun_phrase};
use super::{form::Nouns, names::Names, person::Titles};
use crate::document::Document;
use crate::ontology::{ClassId, NameKind, Ontology};
use crate::span::Span;
use crate::syntax::{Analysis, Deprel, Sentence, Upos};

impl Recognizer {
    /// Compiles the names of `ontology`.
    pub fn new(ontology: &Ontology) -> Self {
        Self {
            names: Names::new(ontology),
            titles: Titles::new(ontology),
            nouns: Nouns::new(ontology),
        }
    }

    /// All named mentions of a document, and candidates for Norm and Concept that only stay if a claim uses them.
    pub fn recognise<'a>(
        &'a self,
        ontology: &'a Ontology,
        document: &'a Document,
        analysis: &'a Analysis,
    ) -> Mentions<'a> {
        let sizes = analysis.sentences.iter().map(|s| s.tokens.len());
        let mut mentions = Mentions {
            analysis,
            all: Vec::new(),
            speaker: None,
            text: &document.text,
            ontology,
            nouns: &self.nouns,
            heads: FxHashMap::default(),
            lists: FxHashMap::default(),
            cover: sizes.map(|n| vec![None; n]).collect(),
            dates: vec![Vec::new(); analysis.sentences.len()],
        };
        for pattern in patterns::find(&document.text) {
            mentions.add_pattern(&pattern);
        }
        for index in 0..analysis.sentences.len() {
            let sentence = &analysis.sentences[index];
            let hits = self.names.find(sentence, &document.text, ontology);
            let persons = self.titles.find(sentence, &document.text, ontology);
            mentions.add_persons(index, &persons, &hits);
            mentions.add_hits(index, &hits);
        }
        mentions.speaker = self.speaker(document, &mentions);
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

impl Mentions<'_> {
    fn id(&self, class: &str) -> ClassId {
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
    fn add(
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
        });
        self.heads.entry((sentence, head)).or_insert(index);
        for token in first..=last {
            let longer = self.cover[sentence][token]
                .is_none_or(|m| self.all[m].span.len() < self.all[index].span.len());
            if longer {
                self.cover[sentence][token] = Some(index);
            }
        }
    }

    fn add_pattern(&mut self, pattern: &patterns::Found) {
        let Some((sentence, first, last)) = self.locate(pattern.span) else {
            return;
        };
        let referent = pattern.slug.as_ref().map(|slug| {
            let plain = slug.split_once('.').map_or(slug.as_str(), |(_, rest)| rest);
            match self.ontology.entity_by_slug(plain) {
                Some(entity) => Referent::Catalogue(entity),
                None if slug.contains('.') => Referent::Minted(slug.clone()),
                None => Referent::Minted(slugged("provision", slug)),
            }
        });
        let class = self.id(pattern.class);
        self.add(sentence, (first, last), class, referent, "pattern");
        if let Some(list) = pattern.list {
            let item = self.all.len() - 1;
            let began = self
                .all
                .iter()
                .position(|m| m.span.start == list && m.rule == "pattern");
            self.lists
                .entry(began.unwrap_or(item))
                .or_default()
                .push(item);
        }
    }

    fn add_persons(&mut self, sentence: usize, persons: &[Person], hits: &[Hit]) {
        let (person_class, post) = (self.id("Person"), self.id("Post"));
        for person in persons {
            let inside = |h: &&Hit| h.last >= person.name && h.first <= person.last;
            // "General Assembly" is no general called Assembly.
            let other = hits.iter().any(|h| {
                let whole = h.first <= person.name && h.last >= person.last;
                whole && self.ontology.entity(h.entity).class != person_class
            });
            if other {
                continue;
            }
            let known = hits
                .iter()
                .filter(inside)
                .find(|h| self.ontology.entity(h.entity).class == person_class);
            let tree = &self.analysis.sentences[sentence];
            let name = noun_phrase::span(tree, (person.name, person.last)).of(self.text);
            let referent = match known {
                Some(hit) => Referent::Catalogue(hit.entity),
                None => Referent::Minted(slugged("person", name)),
            };
            let run = (person.first, person.last);
            self.add(sentence, run, person_class, Some(referent), "person");
            if person.post {
                self.add(
                    sentence,
                    (person.first, person.name - 1),
                    post,
                    None,
                    "title",
                );
            }
        }
    }

    fn add_hits(&mut self, sentence: usize, hits: &[Hit]) {
        let place = self.id("Place");
        for hit in hits {
            let entity = self.ontology.entity(hit.entity);
            let adjective_of_place = hit.kind == NameKind::Adjective && entity.class == place;
            let in_person = self.inside(sentence, hit, "person");
            let in_pattern = self.inside(sentence, hit, "pattern");
            let part_of_name = self.part_of_other_name(sentence, hit)
                || self.acronym_of_name_before(sentence, hit)
                || self.modifying_group(sentence, hit);
            if adjective_of_place
                || in_person
                || in_pattern && !self.is_actor(entity.class)
                || part_of_name
            {
                continue;
            }
            let referent = Some(Referent::Catalogue(hit.entity));
            self.add(
                sentence,
                self.full_run(sentence, hit, entity.class),
                entity.class,
                referent,
                "catalogue",
            );
        }
    }

    /// A name with what belongs to it: its acronym in brackets, and for a meeting the words before it.
    fn full_run(&self, sentence: usize, hit: &Hit, class: ClassId) -> (usize, usize) {
        let tree = &self.analysis.sentences[sentence];
        let (mut first, mut last) = (hit.first, hit.last);
        let form = |i: usize| tree.tokens.get(i).map_or("", |t| t.span.of(self.text));
        let acronym = form(last + 2).chars().filter(|c| c.is_uppercase()).count() > 1;
        if last > first && form(last + 1) == "(" && form(last + 3) == ")" && acronym {
            last += 3;
        }
        if class == self.id("Meeting") {
            let head = head_of(tree, first, last);
            first = noun_phrase::extent(tree, self.text, self.ontology, head)
                .0
                .min(first);
        }
        (first, last)
    }

    fn is_actor(&self, class: ClassId) -> bool {
        self.ontology.is_a(class, self.id("Actor"))
    }

    fn inside(&self, sentence: usize, hit: &Hit, rule: &str) -> bool {
        self.cover[sentence][hit.first].is_some_and(|m| {
            let tree = &self.analysis.sentences[sentence];
            let span = noun_phrase::span(tree, (hit.first, hit.last));
            self.all[m].rule == rule && self.all[m].span.contains(span)
        })
    }

    /// "CRI" in "Counter Ransomware Initiative (CRI)".
    fn acronym_of_name_before(&self, sentence: usize, hit: &Hit) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let span = noun_phrase::span(tree, (hit.first, hit.last));
        self.cover[sentence][hit.first].is_some_and(|m| {
            let longer = self.all[m].span.contains(span) && self.all[m].span != span;
            longer
                && self.all[m].rule == "catalogue"
                && hit.first > 0
                && tree.tokens[hit.first - 1].span.of(self.text) == "("
        })
    }

    /// "private sector" in "private sector partners" is no group of its own.
    fn modifying_group(&self, sentence: usize, hit: &Hit) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let head = head_of(tree, hit.first, hit.last);
        let modifier = matches!(tree.tokens[head].deprel, Deprel::Compound | Deprel::Amod);
        modifier && self.ontology.entity(hit.entity).class == self.id("Group")
    }

    /// "Jordan" in "Michael Jordan": a State's name is not one if it is part of somebody else's.
    fn part_of_other_name(&self, sentence: usize, hit: &Hit) -> bool {
        let class = self.ontology.entity(hit.entity).class;
        if hit.first != hit.last || class != self.id("State") || hit.kind == NameKind::Adjective {
            return false;
        }
        let tree = &self.analysis.sentences[sentence];
        let before = hit.first.checked_sub(1).map(|i| &tree.tokens[i]);
        before.is_some_and(|t| {
            t.upos == Upos::Propn
                && tree.tokens[hit.first].deprel == Deprel::Flat
                && self.cover[sentence][hit.first - 1].is_none()
        })
    }

    /// Noun phrases whose head noun says what they are.
    fn add_forms(&mut self, sentence: usize) {
        let tree = &self.analysis.sentences[sentence];
        for head in 0..tree.tokens.len() {
            // Names are complete; forms may lie inside forms ("the region" in "countries of the region").
            let covered = self.cover[sentence][head].is_some_and(|m| {
                let mention = &self.all[m];
                let on_demand = ON_DEMAND.contains(&self.ontology.class_name(mention.class));
                !on_demand && mention.rule != "form"
            });
            if covered {
                continue;
            }
            let names_actor = |i: usize| {
                self.cover[sentence][i].is_some_and(|m| self.is_actor(self.all[m].class))
            };
            let class = form::mention_class(
                self.nouns,
                tree,
                self.text,
                self.ontology,
                head,
                &names_actor,
            );
            let Some(class) = class else { continue };
            let head = self.counted(sentence, head);
            let mut extent = noun_phrase::extent(tree, self.text, self.ontology, head);
            let group = self.is_actor(class);
            while !group && extent.0 < head && self.is_third_person(sentence, extent.0) {
                extent.0 += 1;
            }
            let resolved = self.resolve(sentence, head);
            let name = noun_phrase::span(tree, extent).of(self.text);
            let capital = tree.tokens[head].upos == Upos::Propn && extent.0 < extent.1;
            let (class, referent, rule) = match resolved {
                Some(resolved) => (resolved.class, resolved.referent, resolved.pass),
                None if capital => {
                    let slug = slugged(self.ontology.class_name(class), name);
                    (class, Some(Referent::Minted(slug)), "form")
                }
                None => (class, None, "form"),
            };
            self.heads.remove(&(sentence, head));
            self.add(sentence, extent, class, referent, rule);
        }
    }

    /// "thousands of people": the quantity heads the phrase.
    fn counted(&self, sentence: usize, noun: usize) -> usize {
        let tree = &self.analysis.sentences[sentence];
        let token = &tree.tokens[noun];
        match token.head {
            Some(head)
                if token.deprel == Deprel::Nmod
                    && self.lemma_listed(sentence, head, "quantity") =>
            {
                head
            }
            _ => noun,
        }
    }

    fn is_third_person(&self, sentence: usize, i: usize) -> bool {
        let token = self.token(sentence, i);
        token.deprel == Deprel::NmodPoss
            && token.upos == Upos::Pron
            && !self.listed(sentence, i, "firstPerson")
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
fn head_of(tree: &Sentence, first: usize, last: usize) -> usize {
    (first..=last)
        .find(|i| tree.tokens[*i].head.is_none_or(|h| h < first || h > last))
        .unwrap_or(last)
}
