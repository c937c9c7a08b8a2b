//! Extractions become nodes and edges.

use petgraph::graph::NodeIndex;

use super::wording::{self, one_line};
use super::{Edge, Graph, Node, Source, slug, stands};
use crate::claim::{Arg, Claim, Modality, Polarity};
use crate::extract::Extraction;
use crate::mention::{Deixis, Referent};
use crate::ontology::{EntityId, Link};

/// Claims inside claims are followed this far.
const DEEPEST: usize = 8;

impl Graph<'_> {
    /// Adds what one document says.
    pub fn add(&mut self, extraction: &Extraction) {
        let speaker = self.speaker(extraction);
        let metadata = &extraction.document.metadata;
        self.documents.push(Source {
            id: extraction.document.id.clone(),
            date: metadata.date.clone(),
            title: metadata.title.as_deref().map(one_line),
            source: metadata.source.clone(),
            speaker,
        });
        for claim in &extraction.claims {
            let subject = self.argument(extraction, claim.subject, 0);
            let object = self.argument(extraction, claim.object, 0);
            let edge = self.edge(extraction, claim);
            self.claims[edge.holder].speaks = true;
            self.claims.add_edge(subject, object, edge);
        }
    }

    fn edge(&mut self, extraction: &Extraction, claim: &Claim) -> Edge {
        let text = &extraction.document.text;
        let sentence = extraction.analysis.sentences[claim.sentence].span;
        Edge {
            relation: claim.relation,
            holder: self.argument(extraction, claim.holder, 0),
            act: claim.act,
            modality: claim.modality,
            polarity: claim.polarity,
            basis: claim.basis,
            cue: one_line(claim.cue.of(text)),
            rule: claim.rule.clone(),
            quote: one_line(sentence.of(text)),
            with: self.arguments(extraction, &claim.with),
            to: self.arguments(extraction, &claim.to),
            place: self.arguments(extraction, &claim.place),
            purpose: self.arguments(extraction, &claim.purpose),
            when: claim.when.clone(),
            degree: claim.degree.clone(),
            plural: wording::plural(self.ontology, extraction, claim.subject),
            stands: stands(self.ontology, extraction, claim),
            document: self.documents.len() - 1,
        }
    }

    fn arguments(&mut self, extraction: &Extraction, args: &[Arg]) -> Vec<NodeIndex> {
        let node = |arg: &Arg| self.argument(extraction, *arg, 0);
        args.iter().map(node).collect()
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
        match &extraction.speaker {
            Some(Referent::Catalogue(id)) => self.known(*id),
            _ => {
                let label = wording::speaker(self.ontology, extraction);
                self.entity(slug, label, "Actor".to_owned())
            }
        }
    }

    fn mention(&mut self, extraction: &Extraction, index: usize) -> NodeIndex {
        let mention = &extraction.mentions[index];
        match &mention.referent {
            Some(Referent::Speaker) => self.speaker(extraction),
            Some(Referent::Catalogue(id)) => self.known(*id),
            _ => {
                let slug = slug::for_mention(self.ontology, extraction, mention);
                let label = one_line(mention.span.of(&extraction.document.text));
                let class = self.ontology.class_name(mention.class).to_owned();
                let node = self.entity(slug, label, class);
                let unclear = mention.referent.is_none() && mention.deixis == Deixis::Pronoun;
                self.claims[node].unclear = unclear;
                node
            }
        }
    }

    /// An entity of the catalogue.
    fn known(&mut self, id: EntityId) -> NodeIndex {
        let entity = self.ontology.entity(id);
        let class = self.ontology.class_name(entity.class).to_owned();
        let node = self.entity(entity.slug.clone(), entity.label.clone(), class);
        let item = entity.links.iter().filter(|l| l.property == "owl:sameAs");
        let item = item.filter_map(Link::wikidata).next();
        self.claims[node].wikidata = item.map(str::to_owned);
        node
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
        let verb = wording::relation(self.ontology, extraction, claim);
        let label = format!("{} {verb} {}", from.label, to.label);
        let node = self.entity(slug, label, "Claim".to_owned());
        self.claims[node].about = Some([subject, object]);
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
            unclear: false,
            wikidata: None,
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
