//! The States and bodies that a header may name.

use std::collections::BTreeMap;

use crate::ontology::{NameKind, Ontology};

/// The names of States and bodies of an ontology, in small letters; whether each is a body.
pub(super) struct Parties(BTreeMap<String, bool>);

impl Parties {
    pub fn new(ontology: &Ontology) -> Self {
        let mut names = BTreeMap::new();
        let body = ontology.class("Body");
        for entity in &ontology.entities {
            let is_body = body.is_some_and(|body| ontology.is_a(entity.class, body));
            let is_state = ontology.class_name(entity.class) == "State";
            for name in entity
                .names
                .iter()
                .filter(|n| n.kind != NameKind::Adjective)
            {
                if is_body || is_state {
                    names.insert(name.text.to_lowercase(), is_body);
                }
            }
        }
        Self(names)
    }

    pub fn is_known(&self, name: &str) -> bool {
        self.0.contains_key(&name.to_lowercase())
    }

    pub fn is_state(&self, name: &str) -> bool {
        self.0.get(&name.to_lowercase()) == Some(&false)
    }

    pub fn is_body(&self, name: &str) -> bool {
        self.0.get(&name.to_lowercase()) == Some(&true)
    }
}
