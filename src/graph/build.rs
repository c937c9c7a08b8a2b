//! Extractions become nodes and edges.

use petgraph::graph::NodeIndex;

use super::{Edge, Graph, Node, slug};
use crate::claim::{Arg, Claim, Modality, Polarity};
use crate::extract::Extraction;
use crate::mention::Referent;

/// Claims inside claims are followed this far.
const DEEPEST: usize = 8;

impl Graph<'_> {
    /// Adds what one document says.
    pub fn add(&mut self, extraction: &Extraction) {
        for claim in &extraction.claims {
            let subject = self.argument(extraction, claim.subject, 0);
            let object = self.argument(extraction, claim.object, 0);
            let holder = self.argument(extraction, claim.holder, 0);
            self.claims[holder].speaks = true;
            let edge = edge(extraction, claim, holder);
            self.claims.add_edge(subject, object, edge);
        }
    }

    fn argument(&mut self, extraction: &Extraction, arg: Arg, depth: usize) -> NodeIndex {
        match arg {
            Arg::Speaker => self.speaker(extraction),
            Arg::Mention(m) => self.mention(extraction, m),
            Arg::Claim(c) => self.claim(extraction, c, depth),
        }
    }

    fn speaker(&mut self, extraction: &Extraction) -> NodeIndex {
        let slug = slug::for_speaker(self.ontology, extraction);
        let metadata = &extraction.document.metadata;
        let written = metadata.speaker.as_ref().or(metadata.person.as_ref());
        let label = match &extraction.speaker {
            Some(Referent::Catalogue(id)) => self.ontology.entity(*id).label.clone(),
            _ => written.map_or_else(|| "speaker".to_owned(), |s| tidy(s)),
        };
        let class = match &extraction.speaker {
            Some(Referent::Catalogue(id)) => {
                self.ontology.class_name(self.ontology.entity(*id).class)
            }
            _ => "Actor",
        };
        let class = class.to_owned();
        self.entity(slug, label, class)
    }

    fn mention(&mut self, extraction: &Extraction, index: usize) -> NodeIndex {
        let mention = &extraction.mentions[index];
        if mention.referent == Some(Referent::Speaker) {
            return self.speaker(extraction);
        }
        let slug = slug::for_mention(self.ontology, extraction, mention);
        let (label, class) = match &mention.referent {
            Some(Referent::Catalogue(id)) => {
                let entity = self.ontology.entity(*id);
                (entity.label.clone(), entity.class)
            }
            _ => (
                tidy(mention.span.of(&extraction.document.text)),
                mention.class,
            ),
        };
        let class = self.ontology.class_name(class).to_owned();
        self.entity(slug, label, class)
    }

    fn claim(&mut self, extraction: &Extraction, index: usize, depth: usize) -> NodeIndex {
        let claim = &extraction.claims[index];
        if depth == DEEPEST {
            return self.speaker(extraction);
        }
        let subject = self.argument(extraction, claim.subject, depth + 1);
        let object = self.argument(extraction, claim.object, depth + 1);
        let relation = self.ontology.relation(claim.relation);
        let (from, to) = (&self.claims[subject], &self.claims[object]);
        let slug = format!(
            "claim.{}-{}{}-{}",
            from.slug,
            manner(claim),
            relation.name,
            to.slug
        );
        let verb = super::walk::verb(
            self.ontology,
            claim.relation,
            claim.modality,
            claim.polarity,
        );
        let label = format!("{} {verb} {}", from.label, to.label);
        let node = self.entity(slug, label, "Claim".to_owned());
        self.claims[node].about = Some((subject, object));
        node
    }

    fn entity(&mut self, slug: String, label: String, class: String) -> NodeIndex {
        if let Some(node) = self.node(&slug) {
            return node;
        }
        let node = self.claims.add_node(Node {
            slug: slug.clone(),
            label,
            class,
            about: None,
            speaks: false,
        });
        self.slugs.insert(slug, node);
        node
    }
}

/// What tells this claim's slug from that of the plain positive one.
fn manner(claim: &Claim) -> String {
    let mut manner = String::new();
    if claim.polarity == Polarity::Negative {
        manner.push_str("not-");
    }
    if claim.modality != Modality::Actual {
        manner.push_str(&claim.modality.as_str().to_lowercase());
        manner.push('-');
    }
    manner
}

fn edge(extraction: &Extraction, claim: &Claim, holder: NodeIndex) -> Edge {
    let text = &extraction.document.text;
    Edge {
        relation: claim.relation,
        holder,
        act: claim.act,
        modality: claim.modality,
        polarity: claim.polarity,
        basis: claim.basis,
        cue: tidy(claim.cue.of(text)),
        rule: claim.rule.clone(),
        quote: tidy(extraction.analysis.sentences[claim.sentence].span.of(text)),
        document: extraction.document.id.clone(),
        date: extraction.document.metadata.date.clone(),
    }
}

/// White space as one space.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
