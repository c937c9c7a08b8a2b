//! Modal verbs and negation: how one clause is meant, by its own words.

use super::Modality;
use super::clause::Clauses;
use crate::syntax::{Deprel, Xpos};

/// Modal verb and negation of one clause.
#[derive(Clone, Copy, Default)]
pub(super) struct Mood {
    pub modality: Option<Modality>,
    pub future: bool,
    pub negative: bool,
    /// "can", which with a negation says that something is not so.
    able: bool,
}

impl Mood {
    pub fn denied(self) -> bool {
        self.negative || self.modality == Some(Modality::Prohibited)
    }
}

impl Clauses<'_> {
    /// Modality and negation of a clause, by its own words; those of its phrasing, `fixed`, are not counted.
    pub(super) fn mood(&self, predicate: usize, fixed: &[usize]) -> Mood {
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
        let denied = mood.negative || fixed.iter().any(|f| self.listed(*f, "negation"));
        if mood.able && denied {
            mood.modality = None;
        }
        // "must not" forbids: the negation is the modality's.
        if mood.modality == Some(Modality::Required) && mood.negative {
            mood.modality = Some(Modality::Prohibited);
            mood.negative = false;
        }
        mood
    }

    /// "not only": the negation denies that it is all, not that it is so; "cannot just accept it" without a "but" after
    /// it denies that it may be so.
    fn restricts(&self, negation: usize) -> bool {
        let clauses = self;
        let mut after = negation + 1..clauses.sentence.tokens.len();
        let able = negation > 0 && clauses.listed(negation - 1, "modalAble");
        after
            .clone()
            .next()
            .is_some_and(|next| clauses.listed(next, "restrictive"))
            && (!able || after.any(|i| clauses.listed(i, "contrast")))
    }

    /// "we shall overcome": of oneself "shall" promises, of others it demands.
    fn is_own_shall(&self, word: usize) -> bool {
        let clauses = self;
        let predicate = clauses.token(word).head;
        let subject = predicate.and_then(|p| clauses.own_subject(p));
        clauses.listed(word, "modalShall")
            && subject.is_some_and(|s| clauses.listed(s, "firstPerson"))
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
                mood.modality = found.filter(|_| !will).map(|(_, modality)| *modality);
                mood.future |= will;
                mood.able |= clauses.listed(word, "modalAble");
            }
            Deprel::Advmod | Deprel::Det | Deprel::CcPreconj | Deprel::Aux => {
                mood.negative |= clauses.listed(word, "negation") && !self.restricts(word);
            }
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj => {
                mood.negative |= clauses.is_none(word);
            }
            // "allows for no exception"; "by no means" and "in no way" are adverbs of their own kind.
            Deprel::Obl => {
                let marked = clauses
                    .markers(word)
                    .any(|m| clauses.listed(m, "deniedPreposition"));
                mood.negative |= marked && clauses.is_none(word);
            }
            _ => {}
        }
    }
}
