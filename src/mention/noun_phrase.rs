//! The span of an argument: the whole meaningful noun phrase, up to a relative or participle clause.

use crate::ontology::Ontology;
use crate::span::Span;
use crate::syntax::{Deprel, Sentence, Token, Upos, Xpos};

/// First and last token of the noun phrase with head `head`: without what is coordinated with it, relative,
/// participle and adverbial clauses, appositions and lists of examples, and without leading articles and quantifiers.
pub(super) fn extent(
    sentence: &Sentence,
    text: &str,
    ontology: &Ontology,
    head: usize,
) -> (usize, usize) {
    let mut inside = vec![false; sentence.tokens.len()];
    let phrase = Phrase {
        sentence,
        text,
        ontology,
    };
    phrase.collect(head, true, &mut inside);
    if let Some(shared) = phrase.shared_complement(head) {
        phrase.collect(shared, false, &mut inside);
    }
    let mut first = head;
    while first > 0 && inside[first - 1] {
        first -= 1;
    }
    let mut last = head;
    while last + 1 < inside.len() && inside[last + 1] {
        last += 1;
    }
    first = phrase.inner_article(first, head);
    while first < head && (phrase.is_dropped(first) || phrase.is_adverbial(first)) {
        first += 1;
    }
    while last > head
        && matches!(sentence.tokens[last].upos, Upos::Punct | Upos::Cconj)
        && !phrase.closes_what_opened(first, last)
    {
        last -= 1;
    }
    (first, last)
}

/// The span of a run of tokens, both ends inclusive.
pub(super) fn span(sentence: &Sentence, (first, last): (usize, usize)) -> Span {
    sentence.tokens[first]
        .span
        .cover(sentence.tokens[last].span)
}

struct Phrase<'a> {
    sentence: &'a Sentence,
    text: &'a str,
    ontology: &'a Ontology,
}

impl Phrase<'_> {
    fn form(&self, i: usize) -> &str {
        self.sentence.tokens[i].span.of(self.text)
    }

    /// Whether the last token is a bracket or quotation mark whose partner is inside.
    fn closes_what_opened(&self, first: usize, last: usize) -> bool {
        let partner = match self.form(last) {
            ")" => "(",
            "”" => "“",
            _ => return false,
        };
        (first..last).any(|i| self.form(i) == partner)
    }

    fn listed(&self, i: usize, list: &str) -> bool {
        self.ontology
            .words(list)
            .iter()
            .any(|w| w.eq_ignore_ascii_case(self.form(i)))
    }

    fn collect(&self, i: usize, top: bool, inside: &mut [bool]) {
        inside[i] = true;
        for child in self.sentence.children(i) {
            if self.belongs(child, i, top) {
                self.collect(child, false, inside);
            }
        }
    }

    fn belongs(&self, child: usize, head: usize, top: bool) -> bool {
        let token = &self.sentence.tokens[child];
        // "efforts to ensure that aid arrives": the clause inside the infinitive, whole.
        if token.deprel == Deprel::Ccomp && !top || self.in_complement_clause(child, head) {
            return true;
        }
        match token.deprel {
            Deprel::AclRelcl
            | Deprel::Advcl
            | Deprel::AdvclRelcl
            | Deprel::Parataxis
            | Deprel::Appos
            | Deprel::Aux
            | Deprel::AuxPass
            | Deprel::Cop
            | Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::NsubjOuter
            | Deprel::Discourse
            | Deprel::Expl
            | Deprel::Vocative
            | Deprel::Ccomp
            | Deprel::Csubj => !top && token.deprel == Deprel::Appos && child < head,
            Deprel::Conj if top && self.sentence.is_joint(head, child) => true,
            Deprel::Conj | Deprel::Cc | Deprel::CcPreconj | Deprel::Case | Deprel::Mark => !top,
            Deprel::Acl => self.complement(child, head),
            // "the resolution today": when something happens is no part of what it is.
            Deprel::NmodUnmarked if token.upos == Upos::Noun => !top || child < head,
            Deprel::Nmod | Deprel::Obl => !(self.lists(child) || top && self.after_comma(child)),
            // "the parties concerned to act": what they are to do.
            Deprel::Xcomp if self.sentence.tokens[head].deprel == Deprel::Amod => false,
            Deprel::Advmod => !top,
            Deprel::Punct => self.inner_mark(child),
            _ => true,
        }
    }

    /// Whether a word is what makes the clause above it whole: its subject, auxiliary or copula; "the need for States to be
    /// heard".
    fn in_complement_clause(&self, child: usize, head: usize) -> bool {
        let makes_clause = matches!(
            self.sentence.tokens[child].deprel,
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Aux
                | Deprel::AuxPass
                | Deprel::Cop
                | Deprel::Expl
        );
        let clause = self.sentence.tokens[head].deprel;
        makes_clause && matches!(clause, Deprel::Ccomp | Deprel::Acl)
    }

    /// "efforts to act", "a norm on refraining": infinitives and gerunds after a preposition modify the noun.
    /// "the parties to act" is no phrase: what actors are to do is a clause of its own.
    fn complement(&self, clause: usize, noun: usize) -> bool {
        let verb = &self.sentence.tokens[clause];
        let marked = self.sentence.children(clause).any(|c| {
            matches!(self.sentence.tokens[c].deprel, Deprel::Mark | Deprel::Case)
                && !self.listed(c, "adverbialMarker")
        });
        let lemma = &self.sentence.tokens[noun].lemma;
        let actor = self.ontology.names_class(lemma, "Group");
        // "the right to be heard"
        let mut marks = self.sentence.dependents(clause, Deprel::Mark);
        let infinitive = marks.any(|m| self.sentence.tokens[m].xpos == Xpos::To);
        let passive = infinitive && !self.after_comma(clause);
        marked && !actor && (passive || matches!(verb.xpos, Xpos::Vb | Xpos::Vbg))
    }

    /// "the growth and strength of the economy": what the last of several nouns shares with the first, from which it hangs.
    fn shared_complement(&self, noun: usize) -> Option<usize> {
        let token = &self.sentence.tokens[noun];
        let first = token.head.filter(|_| token.deprel == Deprel::Conj)?;
        let mut shared = self.sentence.dependents(first, Deprel::Nmod);
        let own = self.sentence.children(noun).any(|c| c > noun);
        shared.find(|n| {
            let begins = self.sentence.children(*n).next() == Some(noun + 1);
            begins && !own && self.form(noun + 1).eq_ignore_ascii_case("of")
        })
    }

    fn lists(&self, phrase: usize) -> bool {
        self.sentence
            .children(phrase)
            .any(|c| self.sentence.tokens[c].deprel == Deprel::Case && self.listed(c, "listing"))
    }

    /// "the Council, through its committees".
    fn after_comma(&self, phrase: usize) -> bool {
        let first = self.sentence.children(phrase).next().unwrap_or(phrase);
        let first = first.min(phrase);
        first > 0 && self.form(first - 1) == "," || self.form(first) == ","
    }

    /// Hyphens, commas between adjectives, brackets and quotation marks belong; dashes and stops do not.
    fn inner_mark(&self, mark: usize) -> bool {
        !matches!(
            self.form(mark),
            "." | ";" | ":" | "?" | "!" | "–" | "—" | "--"
        )
    }

    /// "in particular the governments": the phrase begins at its article.
    fn inner_article(&self, first: usize, head: usize) -> usize {
        let own = self.sentence.dependents(head, Deprel::Det);
        own.filter(|d| (first..head).contains(d))
            .max()
            .unwrap_or(first)
    }

    /// "in particular children".
    fn is_adverbial(&self, i: usize) -> bool {
        i > 0 && self.listed(i, "adverbialAdjective") && self.form(i - 1).eq_ignore_ascii_case("in")
    }

    fn is_dropped(&self, i: usize) -> bool {
        let token = &self.sentence.tokens[i];
        // "at least four States"
        let approximate = i > 0 && self.form(i - 1).eq_ignore_ascii_case("at");
        if approximate && self.listed(i, "approximating") {
            return true;
        }
        let determiner = matches!(
            token.deprel,
            Deprel::Det | Deprel::DetPredet | Deprel::Amod | Deprel::Advmod | Deprel::Nummod
        );
        // "two-State solution"
        let hyphen = |next: &Token| {
            next.span.start == token.span.end && matches!(next.span.of(self.text), "-" | "‐" | "‑")
        };
        let joined = self.sentence.tokens.get(i + 1).is_some_and(hyphen);
        matches!(
            token.upos,
            Upos::Punct | Upos::Cconj | Upos::Adp | Upos::Sconj
        ) || determiner && !joined && self.listed(i, "article")
    }
}
