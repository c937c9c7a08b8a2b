//! Who does what a predicate says: its subject, wherever grammar puts it.

use super::clause::{Clauses, Filler, MAX_STEPS};
use crate::syntax::{Deprel, Number, Upos, Xpos};

impl Clauses<'_> {
    /// What a noun is said to be the same as: what it stands beside ("Mr. Sy, Minister of Justice"), the subject of its
    /// copula, or who became or was made it.
    pub fn identified(&self, noun: usize) -> Vec<Filler> {
        let token = self.token(noun);
        if !matches!(token.upos, Upos::Noun | Upos::Propn) {
            return Vec::new();
        }
        match (token.deprel, token.head) {
            (Deprel::Appos, Some(head)) => vec![Filler::Token(self.stands_beside(noun, head))],
            // "the Council elected her chair", "she was elected chair"
            (Deprel::Xcomp, Some(head)) if self.listed(head, "becoming") => {
                let made = self.objects(head);
                if made.is_empty() {
                    self.grammatical_subjects(head, 2)
                } else {
                    made
                }
            }
            _ if self.has(noun, Deprel::Cop) && !self.has(noun, Deprel::Case) => {
                self.grammatical_subjects(noun, 2)
            }
            _ => Vec::new(),
        }
    }

    /// What an apposition, a participle or the marker of a list belongs to, where that is not its `head`.
    pub(super) fn stands_beside(&self, apposition: usize, head: usize) -> usize {
        self.beside.get(&apposition).copied().unwrap_or(head)
    }

    /// The subjects of a predicate in its active form.
    pub fn subjects(&self, predicate: usize) -> Vec<Filler> {
        if self.is_passive(predicate) {
            return self.agents(predicate);
        }
        self.grammatical_subjects(predicate, MAX_STEPS)
    }

    /// The agents of a passive: "by" phrases.
    pub(super) fn agents(&self, verb: usize) -> Vec<Filler> {
        let agents = self.sentence.children(verb).filter(|c| {
            self.token(*c).deprel == Deprel::OblAgent
                || (self.token(*c).deprel == Deprel::Obl && self.marked(*c, |l, _| l == "by"))
        });
        // "was reduced by 12 per cent": a measure does nothing.
        let agents =
            agents.filter(|a| self.token(*a).upos != Upos::Num && !self.listed(*a, "measure"));
        agents.flat_map(|a| self.spread(a)).collect()
    }

    /// What stands before the verb, whatever its voice: own, shared, controlled or modified.
    pub fn grammatical_subjects(&self, predicate: usize, steps: usize) -> Vec<Filler> {
        if let Some(own) = self.own_subject(predicate) {
            return match self.described(own) {
                _ if self.is_expletive(own, predicate) => Vec::new(),
                _ if self.is_cleft_subject(own, predicate) => Vec::new(),
                Some(described) => described,
                None => self.spread(own),
            };
        }
        if let Some(owner) = self.task_owner(predicate) {
            return self.spread(owner);
        }
        if steps == 0 {
            return Vec::new();
        }
        if let Some(lent) = self.lent.get(&predicate) {
            return lent.clone();
        }
        let token = self.token(predicate);
        let Some(head) = token.head else {
            return self.root_subject(predicate);
        };
        match token.deprel {
            Deprel::Conj | Deprel::Parataxis if self.is_verbal_like(head) => {
                self.shared_subjects(predicate, head, steps)
            }
            Deprel::Xcomp => self.controller(predicate, head, steps),
            Deprel::Advcl => self.adverbial_subject(predicate, head, steps),
            Deprel::AclRelcl => self.antecedent(predicate, head),
            Deprel::Acl | Deprel::Amod => self.modified(predicate, head),
            Deprel::Appos => vec![Filler::Token(self.stands_beside(predicate, head))],
            _ => Vec::new(),
        }
    }

    fn is_verbal_like(&self, i: usize) -> bool {
        self.is_verbal(i) || self.token(i).upos == Upos::Adj
    }

    pub(super) fn own_subject(&self, predicate: usize) -> Option<usize> {
        let is = |c: &usize| matches!(self.token(*c).deprel, Deprel::Nsubj | Deprel::NsubjPass);
        let mut subjects = self.sentence.children(predicate).filter(is);
        let first = subjects.next()?;
        // "Your Excellency, Mr. Shahid, I thank you": whom one speaks to stands before.
        let speaks = |s: &usize| {
            let pronoun = self.token(*s).upos == Upos::Pron && self.listed(*s, "firstPerson");
            pronoun && *s < predicate
        };
        Some(subjects.find(speaks).unwrap_or(first))
    }

    /// "it is our duty to act": the infinitive is the subject, "it" only announces it.
    fn is_expletive(&self, subject: usize, predicate: usize) -> bool {
        self.token(subject).lemma == "it"
            && self.token(predicate).upos == Upos::Noun
            && self.sentence.children(predicate).any(|c| {
                self.token(c).xpos == Xpos::Vb && c > predicate && self.marked(c, |l, _| l == "to")
            })
    }

    /// "our task is to protect civilians": whose task it is does it.
    fn task_owner(&self, predicate: usize) -> Option<usize> {
        self.owner(self.task(predicate)?)
    }

    /// The noun of which an infinitive is said: "our task is to protect civilians".
    pub fn task(&self, predicate: usize) -> Option<usize> {
        let infinitive = self.token(predicate).xpos == Xpos::Vb && self.has(predicate, Deprel::Cop);
        self.sentence
            .dependent(predicate, Deprel::NsubjOuter)
            .filter(|task| {
                infinitive && (self.listed(*task, "taskNoun") || self.listed(*task, "purposeNoun"))
            })
    }

    /// Resolutions: a paragraph that begins with its verb ("Recalling", "Calls upon") is said by its organ.
    fn root_subject(&self, predicate: usize) -> Vec<Filler> {
        let token = self.token(predicate);
        let leads = matches!(token.xpos, Xpos::Vbg | Xpos::Vbz | Xpos::Vbp)
            && self.opens(predicate)
            && !self.has(predicate, Deprel::Expl)
            || self.is_listed_decision(predicate);
        if leads || self.preamble(predicate) {
            vec![Filler::Speaker]
        } else {
            Vec::new()
        }
    }

    /// "(b) To request the Secretary-General to report": an item of what a resolution decides.
    fn is_listed_decision(&self, predicate: usize) -> bool {
        let to = self.sentence.dependents(predicate, Deprel::Mark).next();
        self.token(predicate).xpos == Xpos::Vb
            && to.is_some_and(|to| self.form(to) == "To" && to > 1 && self.form(to - 1) == ")")
    }

    /// Whether nothing but adverbs and numbering stands before the predicate: "Strongly condemns", "2. Urges".
    fn opens(&self, predicate: usize) -> bool {
        let words = (0..=predicate).filter(|i| self.token(*i).deprel != Deprel::Punct);
        let mut words = words.skip_while(|i| self.token(*i).upos == Upos::Num);
        let capital = words
            .clone()
            .next()
            .is_some_and(|i| self.form(i).starts_with(char::is_uppercase));
        // "Much depends on the resources" says what does.
        let adverb = |i: usize| self.token(i).deprel == Deprel::Advmod && !self.listed(i, "amount");
        capital && words.all(|i| i == predicate || adverb(i))
    }

    /// "Gravely concerned about the situation,": a paragraph of a preamble without a verb of its own.
    pub fn preamble(&self, predicate: usize) -> bool {
        let token = self.token(predicate);
        let last = self.sentence.tokens.len() - 1;
        matches!(token.xpos, Xpos::Jj | Xpos::Vbn)
            && matches!(self.form(last), "," | ";")
            && !self.finite(predicate)
            && self.own_subject(predicate).is_none()
            && self.opens(predicate)
    }

    fn shared_subjects(&self, predicate: usize, head: usize, steps: usize) -> Vec<Filler> {
        // "I stress one point: the unrest worsens the crisis": what follows is a sentence of its own.
        let colon = (head..predicate).any(|i| self.form(i) == ":") && self.finite(predicate);
        if self.token(predicate).deprel == Deprel::Parataxis || colon {
            return Vec::new();
        }
        // "was attacked and fled": the shared subject is the grammatical one, whatever the voice of the first.
        self.grammatical_subjects(head, steps - 1)
    }

    fn controller(&self, predicate: usize, head: usize, steps: usize) -> Vec<Filler> {
        let object = self
            .sentence
            .children(head)
            .find(|c| matches!(self.token(*c).deprel, Deprel::Obj) && *c < predicate);
        match object {
            Some(object) if !self.is_passive(head) => self.spread(object),
            _ => self.grammatical_subjects(head, steps - 1),
        }
    }

    fn antecedent(&self, predicate: usize, noun: usize) -> Vec<Filler> {
        // Without own subject only the relative pronoun can be it, unless the parser lost the subject.
        if self.sentence.children(predicate).any(|c| {
            self.is_relative(c) && matches!(self.token(c).deprel, Deprel::Obj | Deprel::Obl)
        }) {
            return Vec::new();
        }
        match self.agreeing(predicate, noun) {
            Some(antecedent) if self.has(antecedent, Deprel::Cop) => self.said_of(antecedent),
            antecedent => antecedent.map(Filler::Token).into_iter().collect(),
        }
    }

    /// "Japan is a country that supports X": the relative pronoun stands for what the noun before it is said of.
    fn described(&self, pronoun: usize) -> Option<Vec<Filler>> {
        let noun = self
            .is_relative(pronoun)
            .then(|| self.stands_for(pronoun))?;
        let noun = noun.filter(|n| self.has(*n, Deprel::Cop))?;
        // "a factor is the crisis, which has affected us": a further remark is about the noun itself.
        let remark = pronoun > 0 && self.form(pronoun - 1) == ",";
        Some(if remark {
            Vec::new()
        } else {
            self.said_of(noun)
        })
    }

    /// "dialogue is a tool that builds trust": what the noun is said of builds it. "it is Mali that suffers" names who does.
    fn said_of(&self, predicate: usize) -> Vec<Filler> {
        if self.is_focus(predicate) {
            return vec![Filler::Token(predicate)];
        }
        let subject = self.own_subject(predicate);
        let points = |s: usize| self.token(s).upos == Upos::Pron && !self.listed(s, "whoPronoun");
        let said = subject.filter(|s| !points(*s) && !self.listed(*s, "shellNoun"));
        said.map_or(Vec::new(), |subject| self.spread(subject))
    }

    /// The noun that a finite verb agrees with in number: the one it modifies, else one that noun hangs from. A singular
    /// verb after a plural noun with no singular one near it stands for the whole clause: "..., which is necessary".
    pub(super) fn agreeing(&self, verb: usize, noun: usize) -> Option<usize> {
        if let Some(person) = self.beside.get(&verb) {
            return Some(*person);
        }
        // "the report before us, which tells of X"
        let which = (noun..verb).any(|i| self.token(i).lemma == "which");
        if which && self.token(noun).upos == Upos::Pron && self.listed(noun, "firstPerson") {
            return self.nominal_heads(noun).next();
        }
        let plural = match self.number_bearer(verb) {
            Xpos::Vbz => false,
            Xpos::Vbp => true,
            _ => return Some(noun),
        };
        let number = |i: usize| self.token(i).feats.number;
        let agrees = |i: usize| {
            number(i).is_none_or(|n| (n == Number::Plur) == plural)
                && matches!(self.token(i).upos, Upos::Noun | Upos::Propn)
        };
        if agrees(noun) || self.has(noun, Deprel::Conj) {
            return Some(noun);
        }
        let other = self.nominal_heads(noun).find(|n| agrees(*n));
        let collective = plural || self.token(noun).upos != Upos::Noun;
        other.or(Some(noun).filter(|_| collective))
    }

    /// The tag of the word of a clause that shows number: "is" in "which is necessary".
    fn number_bearer(&self, verb: usize) -> Xpos {
        let helpers = self.sentence.children(verb).filter(|c| {
            matches!(
                self.token(*c).deprel,
                Deprel::Cop | Deprel::Aux | Deprel::AuxPass
            )
        });
        helpers
            .map(|c| self.token(c).xpos)
            .find(|x| matches!(x, Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Vbd))
            .unwrap_or(self.token(verb).xpos)
    }

    /// The nouns that a noun hangs from, nearest first, and other nouns of the same clause before it.
    pub fn nominal_heads(&self, noun: usize) -> impl Iterator<Item = usize> + '_ {
        let up = std::iter::successors(Some(noun), |i| {
            let token = self.token(*i);
            token
                .head
                .filter(|_| matches!(token.deprel, Deprel::Nmod | Deprel::Obl | Deprel::Conj))
        });
        up.skip(1)
            .take(MAX_STEPS)
            .flat_map(move |i| {
                let objects = self.sentence.dependents(i, Deprel::Obj);
                std::iter::once(i).chain(objects.filter(move |o| *o < noun))
            })
            .filter(|i| matches!(self.token(*i).upos, Upos::Noun | Upos::Propn))
    }

    fn modified(&self, predicate: usize, noun: usize) -> Vec<Filler> {
        let token = self.token(predicate);
        let participle = matches!(token.xpos, Xpos::Vbg | Xpos::Vbn) || token.upos == Upos::Adj;
        if let Some(verb) = self.purpose_of(noun) {
            let subjects = self.grammatical_subjects(verb, 2);
            // "women should be given training with a view to raising incomes": it is not they who raise them.
            if self.is_passive(verb) && subjects.iter().any(|s| self.acts(*s)) {
                return self.agents(verb);
            }
            return subjects;
        }
        // "the right of securing X": a gerund after a preposition has another subject.
        let gerund = token.xpos == Xpos::Vbg && self.markers(predicate).next().is_some();
        // "the list is rich with promise: fighting hunger": what follows a colon tells no more of the noun before it.
        let mark = |i: usize| match self.form(i) {
            ":" => true,
            "—" | "–" => token.xpos == Xpos::Vbg,
            _ => false,
        };
        let apart = predicate > noun && (noun..predicate).any(mark);
        if participle && !gerund && !apart && predicate > noun {
            let beside = self.stands_beside(predicate, noun);
            if self.has(beside, Deprel::Cop) {
                return self.said_of(beside);
            }
            vec![Filler::Token(beside)]
        } else {
            Vec::new()
        }
    }

    /// "with a view to", "with the aim of": the verb whose purpose such a noun tells.
    pub fn purpose_of(&self, noun: usize) -> Option<usize> {
        let token = self.token(noun);
        let purpose = self.listed(noun, "purposeNoun")
            && self.marked(noun, |l, _| matches!(l, "with" | "for"));
        let verb = |i: usize| self.token(i).upos == Upos::Verb;
        let head = token.head.filter(|_| purpose)?;
        // "make efforts with a view to X": the phrase may hang from the object.
        let above = (self.token(head).deprel == Deprel::Obj).then(|| self.token(head).head);
        Some(head)
            .filter(|h| verb(*h))
            .or(above.flatten().filter(|h| verb(*h)))
    }
}
