//! One document's claims: phrasings found in each sentence, filled with mentions, framed by the clauses above.

use rustc_hash::FxHashMap;

use super::actor::{actors, agents};
use super::beside::beside;
use super::clause::{Clauses, Filler};
use super::matching::Found;
use super::phrase::{Role, Shape};
use super::rules::{Meaning, Rule, Rules};
use super::stance::Stance;
use super::{Act, Claim};
use crate::mention::Mentions;
use crate::ontology::{ClassId, Ontology, RelationId};
use crate::syntax::{Analysis, Deprel, Upos, Xpos};

impl Rules {
    /// The claims of a document, in the order of the text.
    pub fn claims(
        &self,
        ontology: &Ontology,
        text: &str,
        analysis: &Analysis,
        mentions: &mut Mentions,
    ) -> Vec<Claim> {
        let mut claims = Vec::new();
        for index in 0..analysis.sentences.len() {
            let clauses = Clauses::new(&analysis.sentences[index], text, ontology);
            Reader::new(self, clauses, index, mentions, &mut claims).sentence();
        }
        claims
    }
}

pub(super) struct Reader<'a, 'm, 'd> {
    pub rules: &'a Rules,
    pub clauses: Clauses<'a>,
    /// Words of the sentence that tell phrasings apart.
    pub telling: Vec<String>,
    /// Index of the sentence.
    pub index: usize,
    pub mentions: &'m mut Mentions<'d>,
    /// By the head of the clause inside.
    pub stances: FxHashMap<usize, Stance>,
    pub claims: &'m mut Vec<Claim>,
}

/// A claim before what is above it is read, with the place it was found.
pub(super) struct Draft {
    /// The head of the clause or noun that makes it.
    pub anchor: usize,
    /// Whether a clause makes it, not a noun or preposition.
    pub clausal: bool,
    /// Its claims by index in the document.
    pub made: Vec<usize>,
    pub stances: Vec<usize>,
    /// Heads of purpose clauses.
    pub purposes: Vec<usize>,
}

impl<'a, 'm, 'd> Reader<'a, 'm, 'd> {
    /// Prepares the sentence `index`; claims are added to `claims`.
    pub fn new(
        rules: &'a Rules,
        mut clauses: Clauses<'a>,
        index: usize,
        mentions: &'m mut Mentions<'d>,
        claims: &'m mut Vec<Claim>,
    ) -> Self {
        clauses.actors = actors(&clauses, index, mentions);
        clauses.agents = agents(&clauses, index, mentions);
        clauses.names = (0..clauses.sentence.tokens.len())
            .map(|i| mentions.named_at(index, i))
            .collect();
        clauses.beside = beside(&clauses, index, mentions);
        Self {
            rules,
            telling: rules.telling(&clauses),
            clauses,
            index,
            mentions,
            stances: FxHashMap::default(),
            claims,
        }
    }
}

impl Reader<'_, '_, '_> {
    /// Reads the sentence; gives the phrasings of relations that were chosen.
    pub fn sentence(&mut self) -> Vec<(u32, Found)> {
        let first = self.claims.len();
        let order = top_down(&self.clauses);
        for anchor in &order {
            self.find_stance(*anchor);
        }
        let found = self.find_relations(&order);
        let drafts: Vec<Draft> = found
            .iter()
            .map(|(rule, found)| self.draft(&self.rules.rules[*rule as usize], found))
            .collect();
        self.purposes(&drafts);
        self.nested(&found, &drafts);
        self.stance_claims(&drafts);
        self.drop_repeats(first);
        found
    }

    /// All phrasings of relations, the most specific for each anchor; words used up by one are no anchor of another.
    fn find_relations(&self, order: &[usize]) -> Vec<(u32, Found)> {
        let mut all: Vec<(usize, u32, Found)> = Vec::new();
        for anchor in order {
            for id in self.rules.candidates(&self.clauses, *anchor, &self.telling) {
                let rule = &self.rules.rules[id as usize];
                // "urge the Government to act" does not call for the Government.
                let Ok(found) = self.rules.find(&self.clauses, id, *anchor) else {
                    continue;
                };
                let fits = match rule.meaning {
                    Meaning::Relation(relation) => {
                        self.fits(rule, relation, &found)
                            && !self.is_part_of_stance(relation, *anchor, &found)
                    }
                    Meaning::Idiom => self.fits_idiom(rule, &found),
                    Meaning::Attitude(_) => false,
                };
                if fits {
                    all.push((rule.phrase.weight(), id, found));
                }
            }
        }
        all.sort_by_key(|(weight, id, _)| (std::cmp::Reverse(*weight), *id));
        let mut used: FxHashMap<usize, usize> = FxHashMap::default();
        let mut kept: Vec<(u32, Found)> = Vec::new();
        for (weight, id, found) in all {
            let rule = &self.rules.rules[id as usize];
            let rival = kept.iter().any(|(other, k)| {
                let other = &self.rules.rules[*other as usize];
                let manner = |r: &Rule| r.phrase.shape == Shape::Manner;
                k.anchor == found.anchor
                    && manner(other) == manner(rule)
                    && (other.meaning == rule.meaning || other.phrase.weight() > weight)
            });
            let taken = used.get(&found.anchor).is_some_and(|w| *w > weight);
            if rival || taken {
                continue;
            }
            for word in found.fixed.iter().filter(|w| **w != found.anchor) {
                let entry = used.entry(*word).or_default();
                *entry = (*entry).max(weight);
            }
            kept.push((id, found));
        }
        let taken: Vec<usize> = kept.iter().flat_map(|(id, f)| self.taken(*id, f)).collect();
        kept.retain(|(id, found)| {
            let rule = &self.rules.rules[*id as usize];
            let out = match rule.phrase.shape {
                Shape::Modifier => taken.contains(&found.anchor),
                Shape::Manner => self.may_take_a_stance(found.anchor),
                _ => false,
            };
            rule.meaning != Meaning::Idiom && !out
        });
        kept.sort_by_key(|(id, found)| (found.anchor, *id));
        kept
    }

    /// Whether a verb may take a stance: "welcome elections in line with the law" tells how elections are held.
    fn may_take_a_stance(&self, verb: usize) -> bool {
        let ontology = self.clauses.ontology;
        let mut candidates = self
            .rules
            .candidates(&self.clauses, verb, &self.telling)
            .into_iter();
        candidates.any(|id| match self.rules.rules[id as usize].meaning {
            Meaning::Relation(relation) => {
                let act = ontology.relation(relation).act;
                act.is_expressive() || act == Act::Urge
            }
            _ => self.stances.values().any(|s| s.anchor == verb),
        })
    }

    /// The prepositions that a verb's or predicate's phrasing uses up with a noun of its own: "concentrate efforts on X"
    /// tells of no efforts on X.
    fn taken(&self, rule: u32, found: &Found) -> Vec<usize> {
        let phrase = &self.rules.rules[rule as usize].phrase;
        if !matches!(phrase.shape, Shape::Verb | Shape::Predicate) {
            return Vec::new();
        }
        let clauses = &self.clauses;
        let fillers = found.objects.iter().chain(&found.addressees);
        let below = |i: &usize| {
            clauses
                .token(*i)
                .head
                .is_some_and(|h| found.fixed.contains(&h))
        };
        fillers
            .filter_map(|f| f.token())
            .filter(below)
            .flat_map(|i| clauses.sentence.dependents(i, Deprel::Case))
            .collect()
    }

    /// Whether an idiom's slots are filled as it asks.
    fn fits_idiom(&self, rule: &Rule, found: &Found) -> bool {
        let fits = |fillers: &[Filler], classes: &[ClassId]| {
            classes.is_empty() || fillers.iter().any(|f| self.may_be(*f, classes))
        };
        fits(&found.subjects, rule.phrase.subject_classes())
            && fits(&found.objects, rule.phrase.object_classes())
    }

    /// Whether subject and object may be what the relation and the phrasing ask for.
    pub(super) fn fits(&self, rule: &Rule, relation: RelationId, found: &Found) -> bool {
        let relation = self.clauses.ontology.relation(relation);
        // "call for reforming the Council" calls for no Council.
        let stance = relation.act.is_expressive() || relation.act == Act::Urge;
        if found.deed && stance && relation.act != Act::Thank {
            return false;
        }
        let subject = rule.subject_classes(relation);
        // "those who support X": a phrasing for things alone is not for somebody.
        let told = |f: &Filler| rule.phrase.subject_classes().is_empty() || !self.is_somebody(*f);
        let fits = |f: &Filler| self.may_be_subject(rule, *f, subject) && told(f);
        if !found.subjects.iter().any(fits) {
            return false;
        }
        match rule.phrase.slot(Role::Object) {
            None => found.claim.is_some(),
            Some(_) => {
                let object = rule.object_classes(relation);
                let mut objects = found.objects.iter();
                objects.any(|f| self.may_be_object(rule, *f, object))
            }
        }
    }

    /// Whether a filler may be the subject of a phrasing: an office is held by somebody with a name.
    pub(super) fn may_be_subject(&self, rule: &Rule, filler: Filler, allowed: &[ClassId]) -> bool {
        let named = match filler.token() {
            Some(noun) if rule.phrase.shape == Shape::Identity => {
                self.mentions.is_somebody_named(self.index, noun)
            }
            _ => true,
        };
        // "the past decades have brought changes": when it was, not what did it.
        let time = filler.token().is_some_and(|noun| {
            let years =
                self.clauses.token(noun).xpos == Xpos::Nns && self.clauses.listed(noun, "timeUnit");
            years || self.clauses.listed(noun, "noActor")
        });
        named && !time && self.may_be(filler, allowed)
    }

    /// Whether a filler may be the object of a phrasing: in "Ms. Li is Minister" the predicate itself is.
    pub(super) fn may_be_object(&self, rule: &Rule, filler: Filler, allowed: &[ClassId]) -> bool {
        match filler.token() {
            // "President of the Assembly" names a person mostly, and here what the person is.
            Some(noun) if rule.phrase.shape == Shape::Identity => {
                let post = |c: &ClassId| self.clauses.ontology.class_name(*c) == "Post";
                let office = self.is_of(noun, allowed)
                    || allowed.iter().any(post) && self.mentions.is_office(self.index, noun);
                // "Mr. Annan, former Secretary-General"
                let mut words = self.clauses.sentence.children(noun);
                office && !words.any(|w| self.clauses.listed(w, "formerAdjective"))
            }
            _ => self.may_be(filler, allowed),
        }
    }

    /// Whether a filler is a pronoun that stands for nobody known, and for nothing either: "they", "those".
    fn is_somebody(&self, filler: Filler) -> bool {
        filler.token().is_some_and(|token| {
            let pronoun = self.clauses.token(token).upos == Upos::Pron;
            pronoun
                && !self.clauses.listed(token, "impersonalPronoun")
                && !self.mentions.class_of(self.index, token).1
        })
    }

    /// Whether a filler's class is one of those allowed; a pronoun that stands for nothing known may be anything.
    pub(super) fn may_be(&self, filler: Filler, allowed: &[ClassId]) -> bool {
        let Filler::Token(token) = filler else {
            return self.speaker_may_be(allowed);
        };
        self.is_argument(token) && (allowed.is_empty() || self.is_of(token, allowed))
    }

    /// Whether what a token heads is of one of these classes.
    fn is_of(&self, token: usize, allowed: &[ClassId]) -> bool {
        let (class, known) = self.mentions.class_of(self.index, token);
        let ontology = self.clauses.ontology;
        let actor = ontology.class("Actor");
        let of_actors = allowed
            .iter()
            .all(|a| actor.is_some_and(|actor| ontology.is_a(*a, actor)));
        // "those" has the same base form, and may be people.
        let form = self.clauses.form(token);
        let mut things = ontology.words("thingPronoun").iter();
        let thing = of_actors && things.any(|w| w.eq_ignore_ascii_case(form));
        let open = !known && !thing && self.clauses.token(token).upos == Upos::Pron;
        // "the representative of Cuba": whoever holds a post acts.
        let post = ontology.class_name(class) == "Post";
        // "host a forum": a body is called so, and a meeting.
        let common = self.clauses.token(token).upos == Upos::Noun;
        let meets = common
            && ontology.class_name(class) == "Body"
            && self.clauses.listed(token, "meetingBody");
        let is = |a: &ClassId| {
            let name = ontology.class_name(*a);
            ontology.is_a(class, *a) || post && name == "Actor" || meets && name == "Event"
        };
        open || allowed.iter().any(is)
    }

    /// Whoever speaks is an actor.
    fn speaker_may_be(&self, allowed: &[ClassId]) -> bool {
        let ontology = self.clauses.ontology;
        let Some(actor) = ontology.class("Actor") else {
            return true;
        };
        allowed.is_empty()
            || allowed
                .iter()
                .any(|a| ontology.is_a(*a, actor) || ontology.is_a(actor, *a))
    }

    fn is_date(&self, token: usize) -> bool {
        let mut dates = self.mentions.dates(self.index).iter();
        dates.any(|(date, _)| *date == token) && self.mentions.at_head(self.index, token).is_none()
    }

    fn is_argument(&self, token: usize) -> bool {
        let nominal = matches!(
            self.clauses.token(token).upos,
            Upos::Noun
                | Upos::Propn
                | Upos::Pron
                | Upos::Num
                | Upos::Sym
                | Upos::Adj
                | Upos::Det
                | Upos::X
        );
        // "the conservation and sustainable use of the sea": what is sustainable stands elsewhere.
        let adjective = self.clauses.token(token).upos == Upos::Adj
            && self.clauses.names[token].is_none()
            && !self.clauses.has(token, Deprel::Det)
            && !["peopleAdjective", "article"]
                .iter()
                .any(|list| self.clauses.listed(token, list));
        let says_nothing =
            adjective || self.clauses.listed(token, "emptyArgument") || self.tells_time(token);
        nominal
            && (!self.clauses.has(token, Deprel::Cop) || self.clauses.is_focus(token))
            && !says_nothing
            && !self.clauses.is_scarce(token)
            && !self.is_cut_short(token)
    }

    /// "in 2015", "in the past 15 years"
    fn tells_time(&self, token: usize) -> bool {
        let span = self.clauses.has(token, Deprel::Case) && self.clauses.listed(token, "timeUnit");
        span || self.is_date(token)
    }

    /// "the importance of and a commitment to dialogue", "the principle that nobody loses", "those who suffer": what the noun
    /// is about stands elsewhere.
    fn is_cut_short(&self, noun: usize) -> bool {
        let clauses = &self.clauses;
        let mut after = clauses.sentence.children(noun).filter(|c| *c > noun);
        let open = clauses.token(noun).upos != Upos::Noun && clauses.listed(noun, "openPronoun");
        if clauses.begins_compound(noun) {
            return true;
        }
        after.any(|c| {
            let deprel = clauses.token(c).deprel;
            let says =
                clauses.is_content_clause(c) || deprel == Deprel::Acl && clauses.is_that_clause(c);
            let tells = matches!(deprel, Deprel::AclRelcl | Deprel::Acl | Deprel::Nmod);
            clauses.token(c).upos == Upos::Adp || says || open && tells
        })
    }
}

/// Tokens from the root downwards, so that what is above is known first.
pub(super) fn top_down(clauses: &Clauses) -> Vec<usize> {
    let mut order = vec![clauses.sentence.root()];
    let mut next = 0;
    while next < order.len() {
        order.extend(clauses.sentence.children(order[next]));
        next += 1;
    }
    order
}
