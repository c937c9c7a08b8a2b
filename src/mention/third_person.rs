//! What "it", "they", "he" and "its" stand for: the subject before, but for what the verb is about.

use super::Mentions;
use super::reference::{JOINT, Resolved};
use crate::syntax::{Deprel, Number, Sentence, Upos, Xpos};

/// How far above a pronoun its noun phrase may reach.
const MAX_STEPS: usize = 5;

impl Mentions<'_> {
    /// "it", "they", "its": the subject before it in the sentence, else that of the sentence before, if it agrees.
    pub(super) fn third_person(&self, sentence: usize, head: usize) -> Option<Resolved> {
        let token = self.token(sentence, head);
        let personal = matches!(token.xpos, Xpos::Prp | Xpos::PrpPoss);
        if token.upos != Upos::Pron || !personal {
            return None;
        }
        let plural = self.listed(sentence, head, "pluralPronoun");
        let found = self.antecedent(sentence, head, plural)?;
        let antecedent = self.at_head(found.0, found.1);
        let (class, _) = self.class_of(found.0, found.1);
        // "Mali and Chad ... they": neither of them alone.
        let tree = &self.analysis.sentences[found.0];
        let several = plural && tree.dependent(found.1, Deprel::Conj).is_some();
        let actors = several && self.ontology.is_a(class, self.class("Actor"));
        Some(Resolved {
            referent: antecedent
                .filter(|_| !several)
                .and_then(|m| self.all[m].referent.clone()),
            class: if actors { self.class("Group") } else { class },
            pass: if actors && self.joint {
                JOINT
            } else {
                "subject before"
            },
        })
    }

    /// Sentence and head of what a pronoun of the third person stands for.
    fn antecedent(&self, sentence: usize, head: usize, plural: bool) -> Option<(usize, usize)> {
        let tree = &self.analysis.sentences[sentence];
        let token = &tree.tokens[head];
        let own = acted_on_by(tree, head);
        let another =
            |place: &(usize, usize)| own.is_none_or(|o| !self.same((sentence, o), *place));
        let here = subjects(tree).filter(|s| *s < head).collect::<Vec<_>>();
        let asked = addressed(tree, head).filter(|_| token.xpos == Xpos::PrpPoss);
        // "increase aid to the people in their struggle": nearer than whoever is to do so.
        let noun = |i: usize| matches!(tree.tokens[i].upos, Upos::Noun | Upos::Propn);
        let nearest = |a: &usize| !(a + 1..head).any(|i| noun(i) && agrees(tree, i, plural));
        let asked = asked.filter(nearest);
        let person = self.listed(sentence, head, "singlePersonPronoun");
        let fits = |place: &(usize, usize)| another(place) && (!person || self.is_person(*place));
        let found = self
            .praised(sentence, head)
            .into_iter()
            .chain(asked)
            .chain(here.into_iter().rev())
            .filter(|s| agrees(tree, *s, plural))
            .map(|s| (sentence, s))
            .find(fits);
        match found {
            Some((_, subject)) if !plural && is_doubtful(tree, head, subject) => None,
            Some(found) => Some(found),
            None => self.main_subject_before(sentence, plural).filter(fits),
        }
    }

    /// Sentence and head of the main subject of the sentence before, if it agrees.
    fn main_subject_before(&self, sentence: usize, plural: bool) -> Option<(usize, usize)> {
        let before = sentence.checked_sub(1)?;
        let tree = &self.analysis.sentences[before];
        let main = subjects(tree).find(|s| tree.tokens[*s].head == Some(tree.root()))?;
        agrees(tree, main, plural).then_some((before, main))
    }

    /// "commends Mali for its efforts", "assists Mali in its efforts": whom the verb is about, not who is its subject.
    fn praised(&self, sentence: usize, possessive: usize) -> Option<usize> {
        let tree = &self.analysis.sentences[sentence];
        let circumstance = std::iter::successors(Some(possessive), |i| tree.tokens[*i].head)
            .take(MAX_STEPS)
            .find(|i| {
                let deprel = tree.tokens[*i].deprel;
                let verb = tree.tokens[*i].head;
                matches!(deprel, Deprel::Obl | Deprel::Advcl)
                    && verb.is_some_and(|v| self.lemma_listed(sentence, v, "praisingVerb"))
            })?;
        let marker = |c: &usize| matches!(tree.tokens[*c].deprel, Deprel::Case | Deprel::Mark);
        let mut markers = tree.children(circumstance).filter(marker);
        let marked = markers.any(|c| self.lemma_listed(sentence, c, "praisingMarker"));
        let verb = tree.tokens[circumstance].head.filter(|_| marked)?;
        let actor = self.class("Actor");
        let mut objects = tree.dependents(verb, Deprel::Obj);
        objects.find(|o| {
            let acts = || self.ontology.is_a(self.class_of(sentence, *o).0, actor);
            (verb..circumstance).contains(o) && acts()
        })
    }

    /// Whether a noun can be "he" or "she": no State and no body.
    fn is_person(&self, (sentence, token): (usize, usize)) -> bool {
        let (class, known) = self.class_of(sentence, token);
        !known
            || ["Person", "Post"]
                .iter()
                .any(|c| self.ontology.is_a(class, self.class(c)))
    }

    /// Whether two places name one thing.
    fn same(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        let referent =
            |(sentence, token)| self.all[self.at_head(sentence, token)?].referent.as_ref();
        a == b || referent(a).is_some() && referent(a) == referent(b)
    }
}

/// "Chad supports the plan and hopes that it succeeds": Chad or the plan.
fn is_doubtful(tree: &Sentence, pronoun: usize, subject: usize) -> bool {
    let rival = |i: usize| {
        let argument = matches!(tree.tokens[i].deprel, Deprel::Obj | Deprel::Obl);
        // "values the opportunity that it was given": not the opportunity.
        argument
            && tree.tokens[i].upos == Upos::Noun
            && agrees(tree, i, false)
            && !tree.dominates(i, pronoun)
    };
    tree.tokens[pronoun].xpos == Xpos::Prp && (subject + 1..pronoun).any(rival)
}

/// The subject of the verb that a pronoun is an object of, said or shared: "France will join it" is not about France itself.
fn acted_on_by(tree: &Sentence, pronoun: usize) -> Option<usize> {
    use Deprel::{Advcl, Conj, Iobj, Obj, Obl, Xcomp};
    let token = &tree.tokens[pronoun];
    let verb = token
        .head
        .filter(|_| matches!(token.deprel, Obj | Iobj | Obl))?;
    let above = |verb: &usize| {
        let token = &tree.tokens[*verb];
        let shares = matches!(token.deprel, Xcomp | Conj | Advcl);
        token
            .head
            .filter(|_| shares && subject(tree, *verb).is_none())
    };
    let mut verbs = std::iter::successors(Some(verb), above);
    verbs.find_map(|verb| subject(tree, verb))
}

/// Who is to do what the infinitive around a word says: "urges Mali to improve its roads", "calls on Mali to respect its law".
fn addressed(tree: &Sentence, word: usize) -> Option<usize> {
    let infinitive = std::iter::successors(Some(word), |i| {
        let token = &tree.tokens[*i];
        token.head.filter(|_| token.deprel != Deprel::Xcomp)
    })
    .find(|i| tree.tokens[*i].deprel == Deprel::Xcomp && tree.tokens[*i].upos == Upos::Verb)?;
    let verb = tree.tokens[infinitive].head?;
    let asked = |c: &usize| {
        let object = matches!(tree.tokens[*c].deprel, Deprel::Obj | Deprel::Iobj);
        let noun = matches!(tree.tokens[*c].upos, Upos::Noun | Upos::Propn);
        noun && (verb..infinitive).contains(c) && (object || is_called_on(tree, *c))
    };
    let mut children = tree.children(verb);
    children.find(asked)
}

/// "calls on Mali"
fn is_called_on(tree: &Sentence, noun: usize) -> bool {
    let mut cases = tree.dependents(noun, Deprel::Case);
    tree.tokens[noun].deprel == Deprel::Obl
        && cases.any(|c| matches!(tree.tokens[c].lemma.as_str(), "on" | "upon"))
}

fn subject(tree: &Sentence, verb: usize) -> Option<usize> {
    let subject = |c: &usize| matches!(tree.tokens[*c].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    tree.children(verb).find(subject)
}

fn subjects(tree: &Sentence) -> impl Iterator<Item = usize> + '_ {
    (0..tree.tokens.len()).filter(|i| {
        matches!(
            tree.tokens[*i].deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter
        ) && matches!(tree.tokens[*i].upos, Upos::Noun | Upos::Propn)
    })
}

fn agrees(tree: &Sentence, noun: usize, plural: bool) -> bool {
    let coordinated = tree.dependent(noun, Deprel::Conj).is_some();
    let is_plural = coordinated
        || tree.tokens[noun].feats.number == Some(Number::Plur)
        || matches!(tree.tokens[noun].xpos, Xpos::Nns | Xpos::Nnps);
    is_plural == plural
}
