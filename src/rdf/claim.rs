//! Claims: reified, with their frame and evidence; promoted to plain edges where the relation's rule lets them.

use oxrdf::NamedNode;
use oxrdf::vocab::rdf;

use super::document::Writer;
use super::{date, term};
use crate::claim::{Arg, Claim};
use crate::graph::stands;

/// Claims inside claims are followed this far.
const DEEPEST: usize = 8;

/// Writes all claims of the document.
pub(super) fn write(writer: &mut Writer) {
    let claims = &writer.extraction.claims;
    let names: Vec<NamedNode> = (0..claims.len())
        .map(|index| name(writer, index, 0))
        .collect();
    for (index, claim) in claims.iter().enumerate() {
        let mut edge = Described {
            writer,
            names: &names,
            node: &names[index],
        };
        edge.triple(claim);
        edge.frame(claim);
        edge.circumstances(claim);
        edge.nested(claim);
        edge.promote(claim);
    }
}

/// The name of a claim: the hash of all that it says.
fn name(writer: &mut Writer, index: usize, depth: usize) -> NamedNode {
    let claim = &writer.extraction.claims[index];
    let sentence = writer.extraction.analysis.sentences[claim.sentence].span;
    let mut argument = |arg: Arg| match arg {
        Arg::Claim(_) if depth == DEEPEST => String::new(),
        Arg::Claim(inner) => name(writer, inner, depth + 1).into_string(),
        thing => writer.thing(thing).into_string(),
    };
    let mut content: Vec<String> = [claim.subject, claim.object, claim.holder]
        .map(&mut argument)
        .into();
    for list in [&claim.with, &claim.to, &claim.place, &claim.purpose] {
        content.push(list.iter().map(|a| argument(*a)).collect());
    }
    content.push(claim.when.join(" "));
    content.push(claim.degree.clone().unwrap_or_default());
    let relation = &writer.ontology.relation(claim.relation).name;
    let (cue, evidence) = (writer.range(claim.cue), writer.range(sentence));
    content.push(format!(
        "{relation} {} {} {} {} {cue:?} {evidence:?}",
        claim.act, claim.modality, claim.polarity, claim.basis
    ));
    writer.names.claim(&writer.document, &content.join("\n"))
}

/// One claim while it is written.
struct Described<'w, 'a> {
    writer: &'w mut Writer<'a>,
    names: &'w [NamedNode],
    node: &'w NamedNode,
}

impl Described<'_, '_> {
    fn argument(&mut self, arg: Arg) -> NamedNode {
        match arg {
            Arg::Claim(inner) => self.names[inner].clone(),
            thing => self.writer.thing(thing),
        }
    }

    fn relation(&self, claim: &Claim) -> NamedNode {
        term(&self.writer.ontology.relation(claim.relation).name)
    }

    fn say(&mut self, property: &str, value: NamedNode) {
        self.writer.sink.add(self.node, term(property), value);
    }

    fn triple(&mut self, claim: &Claim) {
        let (subject, object) = (self.argument(claim.subject), self.argument(claim.object));
        let relation = self.relation(claim);
        let sink = &mut self.writer.sink;
        sink.add(self.node, rdf::TYPE, term("Claim"));
        sink.add(self.node, rdf::SUBJECT, subject);
        sink.add(self.node, rdf::PREDICATE, relation);
        sink.add(self.node, rdf::OBJECT, object);
    }

    fn frame(&mut self, claim: &Claim) {
        let speaker = self.writer.speaker();
        let holder = self.argument(claim.holder);
        let document = self.writer.document.clone();
        let evidence = self.writer.passage(claim.sentence);
        self.say("saidBy", speaker);
        self.say("holder", holder);
        self.say("act", term(claim.act.as_str()));
        self.say("modality", term(claim.modality.as_str()));
        self.say("polarity", term(claim.polarity.as_str()));
        self.say("basis", term(claim.basis.as_str()));
        self.say("in", document);
        self.say("evidence", evidence);
        let cue = claim.cue.of(&self.writer.extraction.document.text);
        self.writer.sink.text(self.node, term("cue"), cue);
        self.writer.sink.text(self.node, term("rule"), &claim.rule);
    }

    fn circumstances(&mut self, claim: &Claim) {
        let lists = [
            ("with", &claim.with),
            ("to", &claim.to),
            ("where", &claim.place),
            ("purpose", &claim.purpose),
        ];
        for (property, list) in lists {
            for arg in list {
                let value = self.argument(*arg);
                self.say(property, value);
            }
        }
        for when in &claim.when {
            self.writer.sink.add(self.node, term("when"), date(when));
        }
        if let Some(degree) = &claim.degree {
            self.writer.sink.text(self.node, term("degree"), degree);
        }
    }

    /// Claims inside this one say what they are within.
    fn nested(&mut self, claim: &Claim) {
        for arg in [claim.subject, claim.object] {
            if let Arg::Claim(inner) = arg {
                let inner = &self.names[inner];
                self.writer
                    .sink
                    .add(inner, term("within"), self.node.clone());
            }
        }
    }

    fn promote(&mut self, claim: &Claim) {
        if !stands(self.writer.ontology, self.writer.extraction, claim) {
            return;
        }
        let (subject, object) = (self.argument(claim.subject), self.argument(claim.object));
        let relation = self.relation(claim);
        self.writer.sink.add(&subject, relation, object);
    }
}
