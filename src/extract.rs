//! The whole way of the data: a document in, what it says out.

use crate::claim::{Claim, Proven, Reading, Rules};
use crate::document::{Document, Headers};
use crate::mention::{Mention, Recognizer, Referent};
use crate::ontology::{ClassId, Diagnostic, Ontology};
use crate::syntax::{Analysis, Parser};

/// Everything needed to read documents: build it once, share it between threads.
pub struct Extractor {
    ontology: Ontology,
    headers: Headers,
    parser: Parser,
    recognizer: Recognizer,
    rules: Rules,
    /// The phrasings that claims are kept of; all, if there is none.
    proven: Option<Proven>,
}

/// A document with all that was read off it.
#[derive(Clone, Debug, PartialEq)]
pub struct Extraction {
    /// The document, its metadata completed from its header.
    pub document: Document,
    /// Whose delegation speaks, if that is known.
    pub speaker: Option<Referent>,
    /// Sentences and trees.
    pub analysis: Analysis,
    /// Mentions, sorted by span.
    pub mentions: Vec<Mention>,
    /// Claims, in the order of the text.
    pub claims: Vec<Claim>,
}

impl Extraction {
    /// Forgets the trees, which are most of it; sentences, mentions and claims stay.
    pub fn drop_trees(&mut self) {
        for sentence in &mut self.analysis.sentences {
            sentence.tokens = Vec::new();
        }
    }
}

impl Extractor {
    /// Prepares the names and phrasings of `ontology`.
    ///
    /// # Errors
    /// All phrasings that cannot be read, with their places.
    pub fn new(ontology: Ontology) -> Result<Self, Vec<Diagnostic>> {
        Ok(Self {
            headers: Headers::new(&ontology),
            parser: Parser::new(),
            recognizer: Recognizer::new(&ontology),
            rules: Rules::new(&ontology)?,
            ontology,
            proven: None,
        })
    }

    /// Keeps only claims that are beyond doubt as far as the ontology can tell; [`Proven`] says which. Runs all examples.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.proven = Some(Proven::new(&self));
        self
    }

    /// Whether it keeps only claims that are beyond doubt.
    pub fn is_strict(&self) -> bool {
        self.proven.is_some()
    }

    /// The ontology it was made from.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The statements of a document: a verbatim record of a meeting holds many, any other document is one.
    pub fn statements(&self, document: Document) -> Vec<Document> {
        self.headers.statements(document, &self.ontology)
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether the class of a mention is known, not assumed for want of better, and one of `allowed`; any will do if
    /// that is empty.
    pub(crate) fn knows_class(
        &self,
        extraction: &Extraction,
        mention: usize,
        allowed: &[ClassId],
    ) -> bool {
        let mention = &extraction.mentions[mention];
        let fits = |class: &ClassId| self.ontology.is_a(mention.class, *class);
        if allowed.is_empty() {
            return true;
        }
        let Extraction {
            document, analysis, ..
        } = extraction;
        let assumed =
            self.recognizer
                .assumes_class(&self.ontology, &document.text, analysis, mention);
        allowed.iter().any(fits) && !assumed
    }

    /// How the given sentences of a document are read; `extraction` is what [`Extractor::extract`] gave for it.
    pub fn readings(&self, extraction: &Extraction, sentences: &[usize]) -> Vec<Reading> {
        let Extraction {
            document, analysis, ..
        } = extraction;
        let mut mentions = self
            .recognizer
            .recognise(&self.ontology, document, analysis);
        let (ontology, text) = (&self.ontology, &document.text);
        self.rules.claims(ontology, text, analysis, &mut mentions);
        let reading = |i: &usize| {
            self.rules
                .reading(ontology, text, analysis, *i, &mut mentions)
        };
        sentences.iter().map(reading).collect()
    }

    /// Reads one document. Never fails, whatever the text.
    pub fn extract(&self, mut document: Document) -> Extraction {
        self.headers.complete(&mut document, &self.ontology);
        let analysis = self.parser.analyse(&document.text);
        let mut mentions = self
            .recognizer
            .recognise(&self.ontology, &document, &analysis);
        let claims = self
            .rules
            .claims(&self.ontology, &document.text, &analysis, &mut mentions);
        let speaker = mentions.speaker.clone();
        let (mentions, claims) = mentions.finish(claims);
        let mut extraction = Extraction {
            speaker,
            document,
            analysis,
            mentions,
            claims,
        };
        if let Some(proven) = &self.proven {
            extraction.claims = proven.claims(self, &extraction);
        }
        extraction
    }
}
