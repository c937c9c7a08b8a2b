//! "We all", "let us", "our planet": a "we" that is everybody's, not the delegation's.

use super::Mentions;
use crate::syntax::{Deprel, Number, Sentence, Upos};

impl Mentions<'_> {
    /// Whether a "we", "us" or "our" takes in more than whoever speaks, by what stands around it. Without a sign of that it
    /// does not.
    pub(super) fn is_inclusive(&self, sentence: usize, pronoun: usize) -> bool {
        let tree = &self.analysis.sentences[sentence];
        self.takes_all_in(sentence, pronoun)
            || self
                .subject_above(sentence, pronoun)
                .is_some_and(|we| we != pronoun && self.takes_all_in(sentence, we))
            || self.is_owed(sentence, pronoun) && !self.is_ones_own(sentence, tree)
    }

    /// The signs at the pronoun itself and at its verb.
    fn takes_all_in(&self, sentence: usize, pronoun: usize) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let token = &tree.tokens[pronoun];
        let Some(head) = token.head else {
            return false;
        };
        match token.deprel {
            Deprel::NmodPoss => self.is_shared(sentence, head),
            // "let us act"
            Deprel::Obj | Deprel::Nsubj if self.lemma_listed(sentence, head, "letting") => {
                tree.tokens[head].head.is_none() || tree.tokens[head].deprel != Deprel::Xcomp
            }
            // "challenges us as the global community"
            Deprel::Obj if self.is_everybody_as(sentence, tree, &[pronoun, head]) => true,
            // "all of us"
            Deprel::Nmod => self.listed(sentence, head, "everyDeterminer"),
            Deprel::Nsubj | Deprel::NsubjPass => {
                let every = |c: usize| self.listed(sentence, c, "everyDeterminer");
                let (mut own, mut verbs) = (tree.children(pronoun), tree.children(head));
                own.any(|c| every(c) || self.is_everybody(sentence, c, Deprel::Appos))
                    || self.is_group(tree, pronoun)
                    || self.is_everybody_as(sentence, tree, &[head])
                    || verbs.any(|c| {
                        let adverb = tree.tokens[c].deprel == Deprel::Advmod;
                        let every = || c > pronoun && every(c);
                        adverb && (every() || self.is_jointly(sentence, c))
                    })
            }
            _ => false,
        }
    }

    /// "we Europeans"
    fn is_group(&self, tree: &Sentence, pronoun: usize) -> bool {
        let mut beside = tree.dependents(pronoun, Deprel::Appos);
        beside.any(|c| c == pronoun + 1 && tree.tokens[c].feats.number == Some(Number::Plur))
    }

    /// "our planet", "our common future"
    fn is_shared(&self, sentence: usize, noun: usize) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let shared = |a: usize| self.listed(sentence, a, "sharedAdjective");
        self.lemma_listed(sentence, noun, "everybodysNoun")
            || self.listed(sentence, noun, "everybodysNoun")
            || tree.dependents(noun, Deprel::Amod).any(shared)
    }

    /// "we, the peoples of the world", "as an international community, we"
    fn is_everybody(&self, sentence: usize, noun: usize, deprel: Deprel) -> bool {
        let token = self.token(sentence, noun);
        token.deprel == deprel && self.listed(sentence, noun, "everybody")
    }

    /// "as members of the United Nations, we"
    fn is_everybody_as(&self, sentence: usize, tree: &Sentence, hosts: &[usize]) -> bool {
        let mut beside = hosts.iter().flat_map(|host| tree.children(*host));
        beside.any(|c| {
            let mut cases = tree.dependents(c, Deprel::Case);
            let phrase = matches!(tree.tokens[c].deprel, Deprel::Obl | Deprel::Nmod);
            phrase
                && cases.any(|case| tree.tokens[case].lemma == "as")
                && self.listed(sentence, c, "everybody")
        })
    }

    /// "act together", but not "together with our partners", "bring together our partners"
    fn is_jointly(&self, sentence: usize, adverb: usize) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let with = |c: usize| tree.tokens[c].lemma == "with" && c > adverb;
        let verb = tree.tokens[adverb].head.unwrap_or(adverb);
        let mut near = tree.children(adverb).chain(tree.children(verb));
        let accompanied = near.any(|c| with(c) || tree.dependents(c, Deprel::Case).any(with));
        let gathers = adverb > verb && tree.dependents(verb, Deprel::Obj).any(|o| o > adverb);
        self.listed(sentence, adverb, "jointAdverb") && !accompanied && !gathers
    }

    /// "We must reform the Council": a duty of everybody, if nothing tells of one's own affairs.
    fn is_owed(&self, sentence: usize, pronoun: usize) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let Some(verb) = tree.tokens[pronoun].head else {
            return false;
        };
        let subject = tree.tokens[pronoun].deprel == Deprel::Nsubj;
        let modal = |c: usize| {
            let lists = ["modalRequired", "modalRecommended"];
            lists.iter().any(|l| self.listed(sentence, c, l))
        };
        subject
            && (self.needs(sentence, tree, verb)
                || tree.dependents(verb, Deprel::Aux).any(modal)
                || self.is_imperative_that(sentence, verb))
    }

    /// "we need to act", "we have to act", "we need a new order"
    fn needs(&self, sentence: usize, tree: &Sentence, verb: usize) -> bool {
        let needing = self.lemma_listed(sentence, verb, "needing");
        let required = || self.lemma_listed(sentence, verb, "requiringVerb");
        needing
            && (tree.dependent(verb, Deprel::Xcomp).is_some()
                || tree.dependent(verb, Deprel::Obj).is_some() && required())
    }

    /// "it is imperative that we act"
    fn is_imperative_that(&self, sentence: usize, verb: usize) -> bool {
        let token = self.token(sentence, verb);
        let clause = matches!(token.deprel, Deprel::Ccomp | Deprel::Csubj | Deprel::Advcl);
        let above = token.head.filter(|_| clause);
        above.is_some_and(|adjective| self.lemma_listed(sentence, adjective, "imperative"))
    }

    /// Whether the sentence speaks of what is one's own and not of what is everybody's: "we must reform our pensions", "we in
    /// Kenya must", but not "we must save our planet".
    fn is_ones_own(&self, sentence: usize, tree: &Sentence) -> bool {
        let ours = |shared: bool| {
            (0..tree.tokens.len()).any(|i| {
                let noun = tree.tokens[i]
                    .head
                    .filter(|_| tree.tokens[i].deprel == Deprel::NmodPoss);
                self.listed(sentence, i, "firstPerson")
                    && noun.is_some_and(|noun| self.is_shared(sentence, noun) == shared)
            })
        };
        let named = |i: usize| {
            let mention = self.at_head(sentence, i);
            let speaks = |m: usize| self.all[m].referent == self.speaker;
            self.speaker.is_some() && mention.is_some_and(speaks)
        };
        let oneself = |i: usize| self.listed(sentence, i, "firstPersonSingular") || named(i);
        !ours(true) && (ours(false) || (0..tree.tokens.len()).any(oneself))
    }

    /// The first person that is the subject of the clause around a word: "we must all do our part".
    fn subject_above(&self, sentence: usize, word: usize) -> Option<usize> {
        let tree = &self.analysis.sentences[sentence];
        let up = std::iter::successors(Some(word), |i| tree.tokens[*i].head);
        up.skip(1).find_map(|i| {
            let we = |c: &usize| {
                let token = &tree.tokens[*c];
                matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass)
                    && token.upos == Upos::Pron
                    && self.listed(sentence, *c, "firstPerson")
            };
            tree.children(i).find(we)
        })
    }
}
