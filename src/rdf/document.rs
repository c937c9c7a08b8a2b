//! A document: who speaks, when and where, its passages, and the entities it names.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, Quad};

use super::vocabulary::{dct, rdfs};
use super::{Names, Sink, Triples, claim, date, sha256, term};
use crate::claim::Arg;
use crate::extract::Extraction;
use crate::graph::slug;
use crate::mention::{Mention, Referent};
use crate::ontology::Ontology;
use crate::span::{CodePoints, Span};

/// All that a document says, in the graph of that document.
pub fn triples(names: &Names, ontology: &Ontology, extraction: &Extraction) -> Triples {
    let mut writer = Writer::new(names, ontology, extraction);
    writer.metadata();
    writer.mentions();
    claim::write(&mut writer);
    writer.sink.finish()
}

/// The same as quads that can be kept, which take much more memory.
pub fn quads(names: &Names, ontology: &Ontology, extraction: &Extraction) -> Vec<Quad> {
    triples(names, ontology, extraction).into_quads()
}

/// Everything needed while one document is written.
pub(super) struct Writer<'a> {
    pub names: &'a Names,
    pub ontology: &'a Ontology,
    pub extraction: &'a Extraction,
    pub document: NamedNode,
    pub sink: Sink,
    offsets: CodePoints,
    /// What was described already: whoever speaks, mentions, and sentences.
    speaker: Option<NamedNode>,
    things: Vec<Option<NamedNode>>,
    passages: Vec<Option<NamedNode>>,
}

impl<'a> Writer<'a> {
    fn new(names: &'a Names, ontology: &'a Ontology, extraction: &'a Extraction) -> Self {
        let document = names.document(&extraction.document.text);
        Self {
            names,
            ontology,
            extraction,
            sink: Sink::new(document.clone()),
            offsets: CodePoints::new(&extraction.document.text),
            document,
            speaker: None,
            things: vec![None; extraction.mentions.len()],
            passages: vec![None; extraction.analysis.sentences.len()],
        }
    }

    fn metadata(&mut self) {
        let Extraction {
            document: source, ..
        } = self.extraction;
        let document = self.document.clone();
        self.sink.add(&document, rdf::TYPE, term("Statement"));
        self.sink
            .text(&document, term("sha256"), &sha256(&source.text));
        self.sink.text(&document, dct("identifier"), &source.id);
        let metadata = &source.metadata;
        if let Some(title) = &metadata.title {
            self.sink.text(&document, dct("title"), title);
        }
        if let Some(origin) = &metadata.source {
            self.sink.text(&document, dct("source"), origin);
        }
        if let Some(day) = &metadata.date {
            self.sink.add(&document, dct("date"), date(day));
        }
        let delegation = self.speaker();
        self.sink.add(&document, term("onBehalfOf"), delegation);
        if let Some(person) = &metadata.person {
            let person = self.named(person, "Person");
            self.sink.add(&document, term("speaker"), person);
        }
        if let Some(occasion) = &metadata.occasion {
            let occasion = self.named(occasion, "Meeting");
            self.sink.add(&document, term("occasion"), occasion);
        }
        if let Some(organ) = &metadata.organ {
            let organ = self.organ(organ);
            self.sink.add(&document, term("organ"), organ);
        }
    }

    /// The body that the catalogue knows by the last of some names: "General Assembly, First Committee".
    fn organ(&mut self, written: &str) -> NamedNode {
        let ontology = self.ontology;
        let last = written.rsplit(", ").next().unwrap_or(written);
        match ontology.body_by_name(last) {
            Some(entity) => {
                let class = ontology.class_name(entity.class);
                self.entity(&entity.slug, class, &entity.label)
            }
            None => self.named(written, "Body"),
        }
    }

    /// What a field of the metadata names: the longest mention of that class within it, else its own words.
    fn named(&mut self, written: &str, class: &str) -> NamedNode {
        let text = &self.extraction.document.text;
        let wanted = self.ontology.class(class);
        let found = self
            .extraction
            .mentions
            .iter()
            .filter(|m| wanted.is_some_and(|w| self.ontology.is_a(m.class, w)))
            .filter(|m| written.contains(m.span.of(text)))
            .max_by_key(|m| (m.span.len(), std::cmp::Reverse(m.span.start)));
        match found {
            Some(mention) => self.describe(mention),
            None => self.entity(&slug::for_argument(class, written), class, written),
        }
    }

    /// Whoever speaks.
    pub fn speaker(&mut self) -> NamedNode {
        if let Some(known) = &self.speaker {
            return known.clone();
        }
        let speaker = self.describe_speaker();
        self.speaker = Some(speaker.clone());
        speaker
    }

    fn describe_speaker(&mut self) -> NamedNode {
        let metadata = &self.extraction.document.metadata;
        let slug = slug::for_speaker(self.ontology, self.extraction);
        match &self.extraction.speaker {
            Some(Referent::Catalogue(id)) => {
                let entity = self.ontology.entity(*id);
                self.entity(&slug, self.ontology.class_name(entity.class), &entity.label)
            }
            _ => {
                let written = metadata.speaker.as_deref().or(metadata.person.as_deref());
                self.entity(&slug, "Actor", written.unwrap_or("speaker"))
            }
        }
    }

    /// What a mention stands for.
    fn mention(&mut self, index: usize) -> NamedNode {
        if let Some(known) = &self.things[index] {
            return known.clone();
        }
        let thing = self.describe(&self.extraction.mentions[index]);
        self.things[index] = Some(thing.clone());
        thing
    }

    fn describe(&mut self, mention: &Mention) -> NamedNode {
        let slug = slug::for_mention(self.ontology, self.extraction, mention);
        match &mention.referent {
            Some(Referent::Speaker) => self.speaker(),
            Some(Referent::Catalogue(id)) => {
                let entity = self.ontology.entity(*id);
                self.entity(&slug, self.ontology.class_name(entity.class), &entity.label)
            }
            _ => {
                let written = mention.span.of(&self.extraction.document.text);
                self.entity(&slug, self.ontology.class_name(mention.class), written)
            }
        }
    }

    fn entity(&mut self, slug: &str, class: &str, label: &str) -> NamedNode {
        let entity = self.names.entity(slug);
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        self.sink.add(&entity, rdf::TYPE, term(class));
        self.sink.english(&entity, rdfs("label"), &label);
        entity
    }

    /// The sentences that name something, with what they name.
    fn mentions(&mut self) {
        for (index, mention) in self.extraction.mentions.iter().enumerate() {
            if mention.referent.is_none() {
                continue;
            }
            let entity = self.mention(index);
            let passage = self.passage(mention.sentence);
            self.sink.add(&passage, term("mentions"), entity);
        }
    }

    /// A sentence as a passage of the document.
    pub fn passage(&mut self, sentence: usize) -> NamedNode {
        if let Some(known) = &self.passages[sentence] {
            return known.clone();
        }
        let passage = self.describe_passage(sentence);
        self.passages[sentence] = Some(passage.clone());
        passage
    }

    fn describe_passage(&mut self, sentence: usize) -> NamedNode {
        let span = self.extraction.analysis.sentences[sentence].span;
        let (start, end) = self.range(span);
        let passage = self.names.passage(&self.document, (start, end));
        let integer = |n: usize| Literal::new_typed_literal(n.to_string(), xsd::INTEGER);
        let document = self.document.clone();
        self.sink.add(&passage, rdf::TYPE, term("Passage"));
        self.sink.add(&passage, term("in"), document);
        self.sink.text(
            &passage,
            term("quote"),
            span.of(&self.extraction.document.text),
        );
        self.sink.add(&passage, term("start"), integer(start));
        self.sink.add(&passage, term("end"), integer(end));
        passage
    }

    /// A span in code points.
    pub fn range(&self, span: Span) -> (usize, usize) {
        self.offsets.span(&self.extraction.document.text, span)
    }

    /// The entity of an argument that is no claim.
    pub fn thing(&mut self, arg: Arg) -> NamedNode {
        match arg {
            Arg::Mention(m) => self.mention(m),
            Arg::Speaker | Arg::Claim(_) => self.speaker(),
        }
    }
}
