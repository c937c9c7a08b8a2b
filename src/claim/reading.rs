//! How a sentence was read, for whoever writes phrasings: its clauses, and the phrasings that almost matched.

use serde::Serialize;

use super::clause::{Clauses, Filler};
use super::matching::{Found, Miss};
use super::phrase::{Phrase, Role, Words};
use super::read::{Reader, top_down};
use super::rules::{Meaning, Rule, Rules};
use super::scope::{self, Silence};
use crate::mention::Mentions;
use crate::ontology::{ClassId, Ontology, RelationId};
use crate::syntax::{Analysis, Deprel, Upos, VerbForm, Xpos};

/// How one sentence was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reading {
    /// Every verb and every word with a copula, from the root downwards.
    pub clauses: Vec<Clause>,
    /// Phrasings that almost matched, from the root downwards.
    pub misses: Vec<NearMiss>,
}

/// A predicate with its arguments in canonical roles, whatever its voice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clause {
    /// Base form of the predicate.
    pub predicate: String,
    /// Number of its token in the sentence, from 1.
    pub token: usize,
    /// "finite", "infinitive" or "participle".
    pub form: &'static str,
    /// "active" or "passive"; none of an adjective or noun.
    pub voice: Option<&'static str>,
    /// "past" or "present", of a finite clause.
    pub tense: Option<&'static str>,
    /// Of a claim made by this clause, before its relation and subject have a say.
    pub modality: &'static str,
    /// Likewise.
    pub polarity: &'static str,
    /// Likewise.
    pub basis: &'static str,
    /// The attitude that holds for it: a phrasing.
    pub attitude: Option<String>,
    /// Why it makes no claim.
    pub silence: Option<String>,
    /// Its arguments: subject, object, then obliques in the order of the text.
    pub arguments: Vec<Argument>,
}

/// An argument of a clause.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Argument {
    /// "subject", "object", or the preposition: "on".
    pub role: String,
    /// As written.
    pub words: String,
}

/// A phrasing whose anchor stands in the sentence and that made no claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NearMiss {
    /// The phrasing, as written in the ontology.
    pub rule: String,
    /// Relation, attitude or idiom that it expresses.
    pub expresses: String,
    /// The word it was looked for at.
    pub at: String,
    /// What stopped it.
    pub reason: String,
}

impl Rules {
    /// How the sentence `index` is read; the mentions must be those of the document after its claims were read.
    pub fn reading(
        &self,
        ontology: &Ontology,
        text: &str,
        analysis: &Analysis,
        index: usize,
        mentions: &mut Mentions,
    ) -> Reading {
        let mut claims = Vec::new();
        let clauses = Clauses::new(&analysis.sentences[index], text, ontology);
        let mut reader = Reader::new(self, clauses, index, mentions, &mut claims);
        let chosen = reader.sentence();
        let order = top_down(&reader.clauses);
        let verbal = |i: &&usize| reader.clauses.is_verbal(**i) && !auxiliary(&reader.clauses, **i);
        let predicates: Vec<usize> = order.iter().filter(verbal).copied().collect();
        Reading {
            clauses: predicates.into_iter().map(|i| reader.clause(i)).collect(),
            misses: order
                .iter()
                .flat_map(|i| reader.misses(*i, &chosen))
                .collect(),
        }
    }
}

fn auxiliary(clauses: &Clauses, i: usize) -> bool {
    matches!(
        clauses.token(i).deprel,
        Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Case | Deprel::Mark | Deprel::Fixed
    )
}

impl Reader<'_, '_, '_> {
    fn clause(&mut self, i: usize) -> Clause {
        let token = self.clauses.token(i);
        let verb = token.upos == Upos::Verb;
        let passive = self.clauses.is_passive(i);
        let scope = scope::read(&self.clauses, &self.stances, i, &[i]);
        let modality = match (scope.future, scope.modality) {
            (true, super::Modality::Actual) => "Intended or Probable",
            (_, modality) => modality.as_str(),
        };
        Clause {
            predicate: token.lemma.clone(),
            token: i + 1,
            form: form(&self.clauses, i),
            voice: verb.then_some(if passive { "passive" } else { "active" }),
            tense: tense(&self.clauses, i),
            modality,
            polarity: scope.polarity.as_str(),
            basis: scope.basis.as_str(),
            attitude: self.stances.get(&i).map(|s| s.rule.clone()),
            silence: scope.silence.map(|s| self.silence(s)),
            arguments: self.arguments(i),
        }
    }

    fn arguments(&mut self, i: usize) -> Vec<Argument> {
        let mut arguments = Vec::new();
        let subjects = self.clauses.subjects(i);
        let objects = match self.clauses.token(i).upos {
            Upos::Verb => self.clauses.objects(i),
            _ => Vec::new(),
        };
        for (role, fillers) in [("subject", subjects), ("object", objects)] {
            for filler in fillers {
                arguments.push(self.named(role.to_owned(), filler));
            }
        }
        let sentence = self.clauses.sentence;
        let obliques = sentence
            .dependents(i, Deprel::Obl)
            .chain(sentence.dependents(i, Deprel::Iobj));
        for oblique in obliques {
            let markers = self
                .clauses
                .markers(oblique)
                .map(|m| self.clauses.form(m).to_lowercase());
            let role = match markers.collect::<Vec<_>>().join(" ") {
                none if none.is_empty() => "addressee".to_owned(),
                marker => marker,
            };
            for filler in self.clauses.spread(oblique) {
                arguments.push(self.named(role.clone(), filler));
            }
        }
        arguments
    }

    fn named(&mut self, role: String, filler: Filler) -> Argument {
        let words = self.words(filler);
        Argument { role, words }
    }

    fn words(&mut self, filler: Filler) -> String {
        match filler {
            Filler::Speaker => "the speaker".to_owned(),
            Filler::Token(token) => {
                let mention = self.mentions.argument(self.index, token);
                self.mentions.all[mention]
                    .span
                    .of(self.clauses.text)
                    .to_owned()
            }
        }
    }

    fn silence(&self, silence: Silence) -> String {
        match silence {
            Silence::Question => "it is a question".to_owned(),
            Silence::Title => "it is part of a title".to_owned(),
            Silence::Infinitive => {
                "an infinitive that modifies a noun says nothing by itself".to_owned()
            }
            Silence::Condition(marker) => {
                format!(
                    "it stands under \"{}\", a condition",
                    self.clauses.form(marker).to_lowercase()
                )
            }
            Silence::Denied(anchor) => {
                format!("\"{}\" is denied", self.clauses.form(anchor))
            }
            Silence::Governor(head) => {
                format!(
                    "no attitude of the ontology says what \"{}\" makes of it",
                    self.clauses.token(head).lemma
                )
            }
        }
    }

    /// The phrasings with their anchor at token `i` that were not chosen or say nothing.
    fn misses(&mut self, i: usize, chosen: &[(u32, Found)]) -> Vec<NearMiss> {
        let mut misses = Vec::new();
        let rules = self.rules;
        for id in rules.anchored_at(&self.clauses, i) {
            let rule = &rules.rules[id as usize];
            let reason = match rules.find(&self.clauses, id, i) {
                Err(miss) => self.near(&rule.phrase, &miss),
                Ok(found) => self.stopped(id, rule, &found, chosen),
            };
            misses.extend(reason.map(|reason| NearMiss {
                rule: rule.text.clone(),
                expresses: self.expresses(rule.meaning),
                at: self.clauses.form(i).to_owned(),
                reason,
            }));
        }
        misses
    }

    fn expresses(&self, meaning: Meaning) -> String {
        let ontology = self.clauses.ontology;
        match meaning {
            Meaning::Relation(relation) => ontology.relation(relation).name.clone(),
            Meaning::Attitude(attitude) => ontology.attitudes[attitude].name.clone(),
            Meaning::Idiom => "idiom".to_owned(),
        }
    }

    /// What is missing, if it is little: one word or slot of several.
    fn near(&self, phrase: &Phrase, miss: &Miss) -> Option<String> {
        let tokens = 0..self.clauses.sentence.tokens.len();
        let stands = |words: &Words| {
            let accepts =
                |i: usize| words.accept(&self.clauses.token(i).lemma, self.clauses.form(i));
            tokens.clone().any(accepts)
        };
        let absent = phrase.words.iter().filter(|w| !stands(w)).count();
        match miss {
            Miss::Use => None,
            Miss::Word(words) if absent == 0 => Some(format!(
                "\"{}\" is there, but not with this word",
                words.0.join("|")
            )),
            Miss::Word(words) => {
                let close = absent == 1 && phrase.words.len() > 1;
                close.then(|| format!("the word \"{}\" is missing", words.0.join("|")))
            }
            Miss::Slot(role) => {
                let marker = phrase.slot(*role).and_then(|s| s.marker.as_ref());
                let after =
                    marker.map_or(String::new(), |m| format!(" after \"{}\"", m.0.join("|")));
                Some(format!(
                    "nothing stands for {}{after}",
                    name(*role, phrase.inverse)
                ))
            }
        }
    }

    /// Why a phrasing that is there made no claim; none if it made one.
    fn stopped(
        &mut self,
        id: u32,
        rule: &Rule,
        found: &Found,
        chosen: &[(u32, Found)],
    ) -> Option<String> {
        let relation = match rule.meaning {
            Meaning::Relation(relation) => relation,
            Meaning::Idiom => return None,
            Meaning::Attitude(_) => return self.outweighed_attitude(rule, found),
        };
        if let Some(misfit) = self.misfit(rule, relation, found) {
            return Some(misfit);
        }
        if self.is_part_of_stance(relation, found.anchor, found) {
            let stances = self.stances.iter();
            let using = stances.filter(|(_, s)| s.fixed.contains(&found.anchor));
            let stance = using.min_by_key(|(inside, _)| **inside).map(|(_, s)| s);
            let attitude = stance.map_or("", |s| s.rule.as_str());
            return Some(format!("the attitude \"{attitude}\" says more here"));
        }
        if !chosen
            .iter()
            .any(|(other, k)| *other == id && k.anchor == found.anchor)
        {
            return Some(self.rival(found, chosen));
        }
        self.scope(rule, found).silence.map(|s| self.silence(s))
    }

    fn outweighed_attitude(&self, rule: &Rule, found: &Found) -> Option<String> {
        let stance = self.stances.get(&found.claim?)?;
        let other = stance.rule != rule.text;
        other.then(|| format!("\"{}\" says more here", stance.rule))
    }

    /// The phrasing that says more at the same word or uses it up.
    fn rival(&self, found: &Found, chosen: &[(u32, Found)]) -> String {
        let same = chosen.iter().find(|(_, k)| k.anchor == found.anchor);
        let rival = same.or_else(|| chosen.iter().find(|(_, k)| k.fixed.contains(&found.anchor)));
        match rival {
            Some((id, _)) => format!("\"{}\" says more here", self.rules.rules[*id as usize].text),
            None => "an idiom uses up its words".to_owned(),
        }
    }

    /// Which end is of a class that the relation or the phrasing does not take.
    fn misfit(&mut self, rule: &Rule, relation: RelationId, found: &Found) -> Option<String> {
        if self.fits(rule, relation, found) {
            return None;
        }
        let definition = self.clauses.ontology.relation(relation);
        let ends = [
            ("subject", &found.subjects, rule.subject_classes(definition)),
            ("object", &found.objects, rule.object_classes(definition)),
        ];
        for (end, fillers, allowed) in ends {
            let Some(filler) = fillers.first().copied() else {
                return Some(format!("the clause has no {end}"));
            };
            if !fillers.iter().any(|f| self.may_be(*f, allowed)) {
                return Some(self.wrong_class(end, filler, allowed));
            }
        }
        None
    }

    fn wrong_class(&mut self, end: &str, filler: Filler, allowed: &[ClassId]) -> String {
        let words = self.words(filler);
        let ontology = self.clauses.ontology;
        let Filler::Token(token) = filler else {
            return format!("the {end} is the speaker");
        };
        let is = ontology.class_name(self.mentions.class_of(self.index, token).0);
        let asked: Vec<&str> = allowed.iter().map(|c| ontology.class_name(*c)).collect();
        if asked.is_empty() {
            return format!("the {end} \"{words}\" is no noun phrase");
        }
        format!(
            "the {end} \"{words}\" is a {is}, not a {}",
            asked.join(" or ")
        )
    }
}

fn name(role: Role, inverse: bool) -> &'static str {
    match role {
        Role::Object if inverse => "SUBJECT",
        Role::Subject => "SUBJECT",
        Role::Object => "OBJECT",
        Role::Addressee => "ADDRESSEE",
        Role::With => "WITH",
        Role::Claim => "CLAIM",
        Role::Deed => "DEED",
    }
}

fn form(clauses: &Clauses, i: usize) -> &'static str {
    let token = clauses.token(i);
    if clauses.finite(i) {
        "finite"
    } else if token.feats.verb_form == Some(VerbForm::Inf) || token.xpos == Xpos::Vb {
        "infinitive"
    } else {
        "participle"
    }
}

/// The tense of the first finite word of the clause.
fn tense(clauses: &Clauses, i: usize) -> Option<&'static str> {
    let words = clauses
        .sentence
        .children(i)
        .filter(|c| auxiliary(clauses, *c));
    let mut words: Vec<usize> = words.chain([i]).collect();
    words.sort_unstable();
    words.into_iter().find_map(|w| match clauses.token(w).xpos {
        Xpos::Vbd => Some("past"),
        Xpos::Vbz | Xpos::Vbp => Some("present"),
        _ => None,
    })
}
