//! Modal verbs and negation: how one clause is meant, by its own words.

use super::Modality;
use super::clause::Clauses;
use crate::syntax::{Deprel, Upos, Xpos};

/// Modal verb and negation of one clause.
#[derive(Clone, Copy, Default)]
pub(super) struct Mood {
    pub modality: Option<Modality>,
    pub future: bool,
    /// "allegedly", "according to the report": others say so.
    pub hearsay: bool,
    negative: bool,
    /// "support no party": denied by the object, which verbs beside it do not share.
    void: bool,
    /// "can", which with a negation says that something is not so.
    able: bool,
}

impl Mood {
    /// Whether it says that something is not so.
    pub fn denies(self) -> bool {
        self.negative || self.void
    }

    /// The same, or that it must not be so.
    pub fn denied(self) -> bool {
        self.denies() || self.modality == Some(Modality::Prohibited)
    }

    /// Modal verb and negation together: "must not" forbids, "cannot" denies. `denied` is by words of the phrasing.
    fn settled(mut self, denied: bool) -> Self {
        if self.able && (denied || self.denies()) {
            self.modality = None;
        }
        if self.modality == Some(Modality::Required) && self.denies() {
            self.modality = Some(Modality::Prohibited);
            (self.negative, self.void) = (false, false);
        }
        self
    }
}

impl Clauses<'_> {
    /// Modality and negation of a clause, by its own words; those of its phrasing, `fixed`, are not counted.
    pub(super) fn mood(&self, predicate: usize, fixed: &[usize]) -> Mood {
        let denied = fixed.iter().any(|f| self.listed(*f, "negation"));
        self.own_mood(predicate, fixed).settled(denied)
    }

    /// What the mood of a clause is for a verb that shares its subject: "supports no party and condemns X".
    pub(super) fn shared_mood(&self, predicate: usize) -> Mood {
        let own = self.own_mood(predicate, &[]);
        Mood { void: false, ..own }.settled(false)
    }

    /// What is said of a noun that stands for a clause: "its potential contribution", "its alleged support", "claims of
    /// its support".
    pub(super) fn noun_mood(&self, noun: usize) -> Mood {
        let mut mood = Mood::default();
        let adjectives = [
            ("possibleAdjective", Modality::Possible),
            ("plannedAdjective", Modality::Intended),
        ];
        for adjective in self.sentence.dependents(noun, Deprel::Amod) {
            let said = adjectives.iter().find(|(l, _)| self.listed(adjective, l));
            mood.modality = mood.modality.or(said.map(|(_, modality)| *modality));
            mood.hearsay |= self.listed(adjective, "hearsayAdjective");
        }
        let above = self.token(noun).head.filter(|h| *h < noun);
        mood.hearsay |= self.token(noun).deprel == Deprel::Nmod
            && above.is_some_and(|h| self.listed(h, "hearsayNoun"));
        mood
    }

    fn own_mood(&self, predicate: usize, fixed: &[usize]) -> Mood {
        let mut mood = Mood::default();
        let hosts = std::iter::once(predicate).chain(fixed.iter().copied());
        let mut seen = Vec::new();
        for host in hosts {
            for child in self.sentence.children(host) {
                if !fixed.contains(&child) && !seen.contains(&child) {
                    seen.push(child);
                    self.read_word(child, &mut mood);
                }
            }
        }
        // "our task is to protect civilians" demands, "our aim is to protect civilians" intends.
        if let Some(task) = self.task(predicate) {
            let duty = self.listed(task, "taskNoun");
            mood.modality = Some(if duty {
                Modality::Required
            } else {
                Modality::Intended
            });
        }
        // "cannot but condemn"
        let mut words = self.sentence.children(predicate);
        if mood.negative && words.any(|w| self.follows_negation(w, "inescapable")) {
            mood.negative = false;
            mood.modality = None;
        }
        mood
    }

    fn follows_negation(&self, word: usize, list: &str) -> bool {
        self.listed(word, list) && word > 0 && self.listed(word - 1, "negation")
    }

    /// "not only": the negation denies that it is all, not that it is so; "cannot just accept it" without a "but" after
    /// it denies that it may be so.
    pub(super) fn restricts(&self, negation: usize) -> bool {
        let clauses = self;
        let mut after = negation + 1..clauses.sentence.tokens.len();
        let able = negation > 0 && clauses.listed(negation - 1, "modalAble");
        after
            .clone()
            .next()
            .is_some_and(|next| clauses.listed(next, "restrictive"))
            && (!able || after.any(|i| clauses.listed(i, "contrast")))
    }

    /// "we cannot solve the crisis alone", "does not refer exclusively to X": only that this is all is denied.
    pub(super) fn is_all_that_is_denied(&self, predicate: usize) -> bool {
        let objects = self.sentence.dependents(predicate, Deprel::Obj);
        let mut adverbs = std::iter::once(predicate)
            .chain(objects)
            .flat_map(|host| self.sentence.dependents(host, Deprel::Advmod));
        adverbs.any(|a| a > predicate && self.listed(a, "restrictive"))
    }

    /// "is less conducive to peace"
    pub(super) fn is_lessened(&self, predicate: usize) -> bool {
        let mut adverbs = self.sentence.dependents(predicate, Deprel::Advmod);
        self.token(predicate).upos == Upos::Adj && adverbs.any(|a| self.listed(a, "lessening"))
    }

    /// "we shall overcome": of oneself "shall" promises, of others it demands.
    fn is_own_shall(&self, word: usize) -> bool {
        let clauses = self;
        let predicate = clauses.token(word).head;
        let subject = predicate.and_then(|p| clauses.own_subject(p));
        clauses.listed(word, "modalShall")
            && subject.is_some_and(|s| clauses.listed(s, "firstPerson"))
    }

    /// "I must express our concern": who says so does it.
    fn performs(&self, modal: usize) -> bool {
        let clauses = self;
        let verb = clauses.token(modal).head;
        let says = |verb: usize| {
            let mut subject = clauses.own_subject(verb).into_iter();
            clauses.listed(verb, "stanceVerb")
                && subject.any(|s| clauses.listed(s, "firstPersonSingular"))
        };
        clauses.listed(modal, "modalRequired") && verb.is_some_and(says)
    }

    fn read_word(&self, word: usize, mood: &mut Mood) {
        let clauses = self;
        match clauses.token(word).deprel {
            Deprel::Aux if clauses.token(word).xpos == Xpos::Md => {
                let lists = [
                    ("modalRequired", Modality::Required),
                    ("modalRecommended", Modality::Recommended),
                    ("modalPossible", Modality::Possible),
                ];
                let will = clauses.listed(word, "modalWill") || self.is_own_shall(word);
                // "can and must": the stronger of two.
                let second = clauses.sentence.dependent(word, Deprel::Conj);
                let says = |list| {
                    [Some(word), second]
                        .into_iter()
                        .flatten()
                        .any(|w| clauses.listed(w, list))
                };
                let found = lists.iter().find(|(list, _)| says(list));
                let found = found.filter(|_| !will && !self.performs(word));
                let found = found.map(|(_, modality)| *modality);
                mood.modality = found.or(mood.modality);
                mood.future |= will;
                mood.able |= clauses.listed(word, "modalAble");
            }
            // "Nor do we support it", but not "nor our commitment to support it"
            Deprel::Cc => {
                let clause = clauses
                    .token(word)
                    .head
                    .is_some_and(|h| clauses.is_verbal(h));
                mood.negative |= clause && clauses.listed(word, "negation");
            }
            Deprel::Advmod | Deprel::Det | Deprel::CcPreconj | Deprel::Aux => {
                // "no longer"
                let hedges = [
                    ("possibleAdverb", Modality::Possible),
                    ("probableAdverb", Modality::Probable),
                    ("hopedAdverb", Modality::Desired),
                ];
                let hedge = hedges.iter().find(|(list, _)| clauses.listed(word, list));
                mood.modality = mood.modality.or(hedge.map(|(_, modality)| *modality));
                mood.hearsay |= clauses.listed(word, "hearsayAdverb");
                let ended = || clauses.listed(word, "deniedAdverb") && clauses.is_none(word);
                let denied = clauses.listed(word, "negation") && !self.restricts(word);
                mood.negative |= denied || ended();
            }
            Deprel::Nsubj | Deprel::NsubjPass => mood.negative |= clauses.is_none(word),
            Deprel::Obj => mood.void |= clauses.is_none(word),
            // "allows for no exception", "in no way supports", but not "condemns it in no uncertain terms".
            Deprel::Obl => {
                let marked = clauses
                    .markers(word)
                    .any(|m| clauses.listed(m, "deniedPreposition"));
                let denies = marked || clauses.listed(word, "deniedNoun");
                mood.void |= denies && clauses.is_none(word);
                mood.hearsay |= clauses.is_source(word);
            }
            _ => {}
        }
    }
}
