//! The grammar of English clauses, once for all phrasings: who does what in a tree.
//!
//! A predicate's arguments are found wherever grammar puts them: shared over coordination, control and relative
//! clauses, turned round by the passive, left out before participles and infinitives.

use rustc_hash::FxHashMap;

use crate::ontology::Ontology;
use crate::syntax::{Deprel, Sentence, Token, Upos, VerbForm, Xpos};

/// What stands in an argument's place: a token that heads a phrase, or whoever speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Filler {
    /// "Recalling its resolution", "Calls upon": the subject is whoever speaks.
    Speaker,
    /// Index of a token of the sentence.
    Token(usize),
}

impl Filler {
    /// The token, if it is one.
    pub fn token(self) -> Option<usize> {
        match self {
            Filler::Token(token) => Some(token),
            Filler::Speaker => None,
        }
    }

    /// Whether it is one of these tokens.
    pub fn is_among(self, tokens: &[usize]) -> bool {
        self.token().is_some_and(|token| tokens.contains(&token))
    }
}

/// A sentence as clauses. Steps through the tree are bounded, so that no tree is too deep.
pub(super) struct Clauses<'a> {
    pub sentence: &'a Sentence,
    pub text: &'a str,
    pub ontology: &'a Ontology,
    /// Tokens that head the name of an actor: "Japanese" in "Japanese support".
    pub actors: Vec<bool>,
    /// Tokens after "by" that act, named or not: "respect for the truce by the parties".
    pub agents: Vec<usize>,
    /// The named mention that covers each token.
    pub names: Vec<Option<usize>>,
    /// What an apposition or participle stands beside, where that is not what it hangs from.
    pub beside: FxHashMap<usize, usize>,
    /// Subjects that an attitude lends to the claim inside it: the ADDRESSEE, else the SUBJECT.
    pub lent: FxHashMap<usize, Vec<Filler>>,
}

pub(super) const MAX_STEPS: usize = 12;

impl<'a> Clauses<'a> {
    pub fn new(sentence: &'a Sentence, text: &'a str, ontology: &'a Ontology) -> Self {
        Self {
            sentence,
            text,
            ontology,
            actors: vec![false; sentence.tokens.len()],
            agents: Vec::new(),
            names: vec![None; sentence.tokens.len()],
            beside: FxHashMap::default(),
            lent: FxHashMap::default(),
        }
    }

    pub fn token(&self, i: usize) -> &'a Token {
        &self.sentence.tokens[i]
    }

    /// The token as written.
    pub fn form(&self, i: usize) -> &'a str {
        self.token(i).span.of(self.text)
    }

    /// Whether the lemma of token `i` is in a word list of the ontology.
    pub fn listed(&self, i: usize, list: &str) -> bool {
        let (lemma, form) = (&self.token(i).lemma, self.form(i));
        self.ontology
            .words(list)
            .iter()
            .any(|w| w == lemma || w.eq_ignore_ascii_case(form))
    }

    pub fn has(&self, i: usize, deprel: Deprel) -> bool {
        self.sentence.dependent(i, deprel).is_some()
    }

    /// Whether token `i` heads a clause rather than a noun phrase.
    pub fn is_verbal(&self, i: usize) -> bool {
        matches!(self.token(i).upos, Upos::Verb | Upos::Aux) || self.has(i, Deprel::Cop)
    }

    /// Whether the verb stands in the passive, also without auxiliary ("norms proposed by").
    pub fn is_passive(&self, verb: usize) -> bool {
        let token = self.token(verb);
        if self.has(verb, Deprel::AuxPass) || self.has(verb, Deprel::NsubjPass) {
            return true;
        }
        if token.deprel == Deprel::Conj
            && token.xpos == Xpos::Vbn
            && !self.has(verb, Deprel::Nsubj)
            && !self.has(verb, Deprel::Aux)
        {
            return token.head.is_some_and(|h| {
                self.token(h).xpos == Xpos::Vbn && h != verb && self.is_passive(h)
            });
        }
        token.xpos == Xpos::Vbn
            && !self.has(verb, Deprel::Aux)
            && !self.has(verb, Deprel::Obj)
            && (matches!(token.deprel, Deprel::Acl | Deprel::Advcl | Deprel::Amod)
                || self.is_linked(verb))
    }

    /// "remains committed", "stays threatened": a participle said of the subject of a linking verb.
    pub fn is_linked(&self, participle: usize) -> bool {
        let token = self.token(participle);
        let participle = token.xpos == Xpos::Vbn && token.deprel == Deprel::Xcomp;
        participle && token.head.is_some_and(|h| self.listed(h, "linkingVerb"))
    }

    /// "Noting the threat, we will act": whether a participle stands before its clause.
    pub fn precedes_its_clause(&self, participle: usize) -> bool {
        let token = self.token(participle);
        let adverbial = token.xpos == Xpos::Vbg && token.deprel == Deprel::Advcl;
        let before = token.head.is_some_and(|verb| participle < verb);
        adverbial && before && self.markers(participle).next().is_none()
    }

    /// Whether the clause has its own tense. "critical that all be heard": so has every clause with "that".
    pub fn finite(&self, verb: usize) -> bool {
        let form = |i: usize| self.token(i).feats.verb_form == Some(VerbForm::Fin);
        form(verb)
            || self.is_that_clause(verb)
            || self.sentence.children(verb).any(|c| {
                matches!(
                    self.token(c).deprel,
                    Deprel::Aux | Deprel::AuxPass | Deprel::Cop
                ) && (form(c) || self.token(c).xpos == Xpos::Md)
            })
    }

    /// Whether "that" begins the clause.
    pub fn is_that_clause(&self, verb: usize) -> bool {
        let mut marks = self.sentence.dependents(verb, Deprel::Mark);
        marks.any(|m| self.token(m).lemma == "that") && self.own_subject(verb).is_some()
    }

    /// The objects of a verb in its active form: the subjects of its passive, what a relative clause modifies.
    pub fn objects(&self, verb: usize) -> Vec<Filler> {
        if self.is_passive(verb) {
            return self.grammatical_subjects(verb, MAX_STEPS);
        }
        let own: Vec<Filler> = self
            .sentence
            .dependents(verb, Deprel::Obj)
            .filter(|o| !self.is_idle_that(*o))
            .flat_map(|o| self.spread(o))
            .collect();
        if !own.is_empty() {
            return own;
        }
        let shared = self.shared_object(verb);
        if !shared.is_empty() {
            return shared;
        }
        self.relative_object(verb)
    }

    /// "promote and protect human rights": the object may hang from either verb. "they strike at random and escape justice":
    /// what has a complement of its own shares none.
    fn shared_object(&self, verb: usize) -> Vec<Filler> {
        if self.token(verb).upos != Upos::Verb {
            return Vec::new();
        }
        let complement = |c: usize| {
            let deprel = self.token(c).deprel;
            matches!(deprel, Deprel::Advmod | Deprel::Xcomp | Deprel::Ccomp)
        };
        for other in self.conjoined_verbs(verb) {
            let apart = other > verb && self.own_subject(other).is_some();
            let ends = verb.min(other)..verb.max(other);
            let mut after = self.sentence.children(verb).filter(|c| *c > verb);
            let complete = after.any(|c| c < ends.end.max(verb + 2) && complement(c));
            let oblique = ends.clone().any(|i| self.token(i).deprel == Deprel::Obl);
            let mut objects = self.sentence.dependents(other, Deprel::Obj);
            let object = objects.find(|o| *o > verb && *o > other);
            if let Some(object) = object.filter(|_| !apart && !complete && !oblique) {
                return self.spread(object);
            }
        }
        Vec::new()
    }

    /// Verbs coordinated with this one, itself left out.
    pub fn conjoined_verbs(&self, verb: usize) -> Vec<usize> {
        let first = if self.token(verb).deprel == Deprel::Conj {
            self.token(verb).head.unwrap_or(verb)
        } else {
            verb
        };
        std::iter::once(first)
            .chain(self.sentence.dependents(first, Deprel::Conj))
            .filter(|v| *v != verb && self.token(*v).upos == Upos::Verb)
            .collect()
    }

    fn relative_object(&self, verb: usize) -> Vec<Filler> {
        let token = self.token(verb);
        let Some(noun) = token.head.filter(|_| token.deprel == Deprel::AclRelcl) else {
            return Vec::new();
        };
        let subject = self
            .own_subject(verb)
            .filter(|s| !self.is_relative(*s))
            .is_some();
        let other_role = self.sentence.children(verb).any(|c| {
            let role = matches!(self.token(c).deprel, Deprel::Obj | Deprel::Mark);
            self.token(c).xpos == Xpos::Wrb || self.is_relative(c) && !role
        });
        if subject && !other_role {
            vec![Filler::Token(noun)]
        } else {
            Vec::new()
        }
    }

    /// Whether the token is a relative pronoun.
    pub fn is_relative(&self, i: usize) -> bool {
        matches!(self.token(i).xpos, Xpos::Wdt | Xpos::Wp) && self.token(i).upos == Upos::Pron
    }

    /// An argument with all that is coordinated with it; a relative pronoun gives what it stands for.
    pub fn spread(&self, argument: usize) -> Vec<Filler> {
        if self.is_relative(argument) {
            // "attacks and threats that harm us": hangs from the first and speaks of both.
            let nouns = self.stands_for(argument).map(|first| self.conjuncts(first));
            let nouns = nouns.into_iter().flatten().filter(|n| *n < argument);
            return nouns.map(Filler::Token).collect();
        }
        let items = self.listed_after_colon(argument);
        let items = items.into_iter().flat_map(|first| self.conjuncts(first));
        let own = self.conjuncts(argument);
        own.into_iter().chain(items).map(Filler::Token).collect()
    }

    /// "a number of initiatives: the forum, the centre and the hub": the first item of the list.
    fn listed_after_colon(&self, noun: usize) -> Option<usize> {
        let named = std::iter::once(noun).chain(self.counted(noun));
        let mut items = named.flat_map(|n| self.sentence.dependents(n, Deprel::Appos));
        items.find(|item| {
            let colon = (noun..*item).any(|i| self.form(i) == ":");
            colon && self.has(*item, Deprel::Conj)
        })
    }

    /// "one of the threats", "a series of attacks": the noun that is counted.
    pub fn counted(&self, quantity: usize) -> Option<usize> {
        let counts = self.token(quantity).upos == Upos::Num || self.listed(quantity, "quantity");
        let noun = self.sentence.dependent(quantity, Deprel::Nmod);
        noun.filter(|_| counts)
    }

    fn conjuncts(&self, first: usize) -> Vec<usize> {
        let mut found = vec![first];
        for conj in self.sentence.dependents(first, Deprel::Conj) {
            let clause = self.own_subject(conj).is_some() || self.token(conj).upos == Upos::Verb;
            let excluded = self
                .sentence
                .children(conj)
                .any(|c| self.token(c).deprel == Deprel::Advmod && self.listed(c, "negation"));
            // "international peace and security" is one thing if it is one name.
            let one_name = self.names[first].is_some() && self.names[first] == self.names[conj];
            let joint = self.sentence.is_joint(first, conj);
            let excluded = excluded || self.is_another_phrase(first, conj);
            if !clause && !excluded && !one_name && !joint {
                found.extend(self.conjuncts(conj));
            }
        }
        found
    }

    /// "promote peace and through dialogue": a conjunct with a preposition that the first lacks is no more of the same.
    fn is_another_phrase(&self, first: usize, conj: usize) -> bool {
        let prepositions = |i: usize| {
            let cases = self.sentence.dependents(i, Deprel::Case);
            cases.map(|c| self.token(c).lemma.as_str())
        };
        prepositions(conj).any(|own| own != "of" && !prepositions(first).any(|p| p == own))
    }

    pub(super) fn stands_for(&self, pronoun: usize) -> Option<usize> {
        let mut at = pronoun;
        for _ in 0..MAX_STEPS {
            let token = self.token(at);
            if matches!(token.deprel, Deprel::AclRelcl) {
                let own = self.token(pronoun).head == Some(at)
                    && matches!(
                        self.token(pronoun).deprel,
                        Deprel::Nsubj | Deprel::NsubjPass
                    );
                return token
                    .head
                    .and_then(|n| if own { self.agreeing(at, n) } else { Some(n) });
            }
            at = token.head?;
        }
        None
    }

    /// Whether a preposition, complementizer or particle of the phrase satisfies `accept(lemma, form)`.
    pub fn marked(&self, phrase: usize, accept: impl Fn(&str, &str) -> bool) -> bool {
        self.markers(phrase)
            .any(|m| accept(&self.token(m).lemma, self.form(m)))
    }

    /// "it is high time that the Council acted": with a subject after "that", a relative clause for the parser.
    pub fn is_content_clause(&self, i: usize) -> bool {
        let that = |m: usize| {
            let mark = self.token(m).lemma == "that" && self.token(m).deprel == Deprel::Mark;
            mark || self.is_idle_that(m)
        };
        self.token(i).deprel == Deprel::AclRelcl
            && self.own_subject(i).is_some()
            && self.sentence.children(i).any(that)
    }

    /// "the claim that rebels attacked the village": with another object, "that" stands for none.
    pub fn is_idle_that(&self, word: usize) -> bool {
        let token = self.token(word);
        let object = token.deprel == Deprel::Obj && token.lemma == "that" && self.is_relative(word);
        token.head.filter(|_| object).is_some_and(|verb| {
            let mut objects = self.sentence.dependents(verb, Deprel::Obj);
            objects.any(|o| o > verb)
        })
    }

    /// "Germany's task", "the task of Germany"
    pub fn owner(&self, noun: usize) -> Option<usize> {
        let of = |c: &usize| self.marked(*c, |l, _| l == "of");
        let possessor = self.sentence.dependent(noun, Deprel::NmodPoss);
        possessor.or_else(|| self.sentence.dependents(noun, Deprel::Nmod).find(of))
    }

    /// "not all States", "not States but firms", "few States": what is said of these is not said of States.
    pub fn is_scarce(&self, noun: usize) -> bool {
        let mut children = self.sentence.children(noun);
        let determined = self.has(noun, Deprel::Det);
        children.any(|c| {
            let few = self.listed(c, "scarce") && !determined;
            let not = self.token(c).deprel == Deprel::Advmod
                && self.listed(c, "negation")
                && !self.restricts(c);
            few || not
        })
    }

    /// "no exception", "neither exceptions nor reservations", "nobody"; "no" of "no longer".
    pub fn is_none(&self, word: usize) -> bool {
        let adverb = self.token(word).deprel == Deprel::Advmod;
        let denies = |c: usize| match self.token(c).deprel {
            Deprel::Det | Deprel::CcPreconj => true,
            Deprel::Advmod => adverb,
            _ => false,
        };
        let mut children = self.sentence.children(word);
        self.listed(word, "nonePronoun")
            || children.any(|c| denies(c) && self.listed(c, "negation"))
    }

    /// The prepositions and complementizers of a phrase, words fixed to them included.
    pub fn markers(&self, phrase: usize) -> impl Iterator<Item = usize> + '_ {
        self.sentence
            .children(phrase)
            .filter(|c| matches!(self.token(*c).deprel, Deprel::Case | Deprel::Mark))
            .flat_map(|c| std::iter::once(c).chain(self.sentence.dependents(c, Deprel::Fixed)))
    }
}
