//! Mentions by the form of their noun phrase: its head noun, its number, what makes it particular.

use super::nouns::{Nouns, is_plural};
use super::patterns::slugged;
use super::{Mentions, Referent, noun_phrase};
use crate::ontology::{ClassId, Ontology};
use crate::syntax::{Deprel, Sentence, Token, Upos};

impl Mentions<'_> {
    /// Noun phrases whose head noun says what they are.
    pub(super) fn add_forms(&mut self, sentence: usize) {
        let tree = &self.analysis.sentences[sentence];
        for noun in 0..tree.tokens.len() {
            if self.in_name(sentence, noun) || self.goes_on(sentence, noun) {
                continue;
            }
            let names_actor = |i: usize| {
                self.cover[sentence][i].is_some_and(|m| self.is_actor(self.all[m].class))
            };
            let (nouns, ontology) = (self.nouns, self.ontology);
            let class = mention_class(nouns, tree, self.text, ontology, noun, &names_actor);
            if let Some(class) = class {
                let head = self.counted(sentence, noun);
                self.add_form(sentence, head, class);
            }
        }
    }

    /// Names are complete; forms may lie inside forms ("the region" in "countries of the region"), and so may the
    /// second of two groups ("girls" in "women and girls").
    fn in_name(&self, sentence: usize, token: usize) -> bool {
        let noun = self.token(sentence, token);
        let group = |first: usize| {
            let mention = self.at_head(sentence, first);
            let span = self.token(sentence, first).span;
            let around = self.cover[sentence][token];
            mention.is_some_and(|m| self.all[m].class == self.id("Group"))
                && around.is_some_and(|m| self.all[m].span.contains(span))
                && self.token(sentence, first).upos == Upos::Noun
        };
        let second = noun.deprel == Deprel::Conj && noun.head.is_some_and(group);
        self.named[sentence][token] && !second
    }

    /// "people" in "people-to-people": part of a longer word.
    fn goes_on(&self, sentence: usize, token: usize) -> bool {
        let tokens = &self.analysis.sentences[sentence].tokens;
        let (span, next) = (tokens[token].span, tokens.get(token + 1).map(|t| t.span));
        span.of(self.text).starts_with(char::is_lowercase)
            && next.is_some_and(|n| n.start == span.end && n.of(self.text) == "-")
    }

    fn add_form(&mut self, sentence: usize, head: usize, class: ClassId) {
        let tree = &self.analysis.sentences[sentence];
        let mut extent = self.form_extent(sentence, head, class);
        if let Some(person) = self.name_in(sentence, head, extent.1) {
            let post = extent.0;
            extent.1 = self.first_token(sentence, person) - 1;
            if class == self.id("Post") {
                self.widen(sentence, person, post);
            }
        }
        let resolved = self.resolve(sentence, head);
        let name = noun_phrase::span(tree, extent).of(self.text);
        let proper = self.is_proper(sentence, head, extent, class);
        let (class, referent, rule) = match resolved {
            Some(resolved) => (resolved.class, resolved.referent, resolved.pass),
            None if proper => {
                let slug = slugged(self.ontology.class_name(class), name);
                (class, Some(Referent::Minted(slug)), "form")
            }
            None => (class, None, "form"),
        };
        let (referent, rule) = match self.governed(sentence, head) {
            Some(state) => (Some(state), "government"),
            None => (referent, rule),
        };
        self.heads.remove(&(sentence, head));
        self.add(sentence, extent, class, referent, rule);
    }

    /// "Joint Ransomware Task Force" is a name; "Our States", "present Convention", "President of my country" and
    /// "Mr. President" are not.
    fn is_proper(
        &self,
        sentence: usize,
        head: usize,
        (first, last): (usize, usize),
        class: ClassId,
    ) -> bool {
        let first_token = self.token(sentence, first);
        let capital = first_token
            .span
            .of(self.text)
            .starts_with(char::is_uppercase);
        let people = class == self.id("Person") || class == self.id("Group");
        let points = |i: usize| {
            let upos = self.token(sentence, i).upos;
            let open = || self.listed(sentence, i, "pointing") || self.listed(sentence, i, "open");
            upos == Upos::Pron || upos == Upos::Det && open()
        };
        self.token(sentence, head).upos == Upos::Propn
            && first < last
            && capital
            && !people
            && first_token.upos != Upos::Det
            && !(first..=last).any(points)
    }

    /// "the Government of Cyprus": a government stands for its State.
    fn governed(&self, sentence: usize, head: usize) -> Option<Referent> {
        let tree = &self.analysis.sentences[sentence];
        if is_plural(&tree.tokens[head]) || !self.lemma_listed(sentence, head, "governing") {
            return None;
        }
        let state = self.id("State");
        tree.children(head).find_map(|c| {
            let mention = &self.all[self.at_head(sentence, c)?];
            (mention.class == state).then(|| mention.referent.clone())?
        })
    }

    fn form_extent(&self, sentence: usize, head: usize, class: ClassId) -> (usize, usize) {
        let tree = &self.analysis.sentences[sentence];
        let extent = noun_phrase::extent(tree, self.text, self.ontology, head);
        let (mut first, last) = self.with_whole_names(sentence, head, extent);
        while !self.is_actor(class) && first < head && self.is_third_person(sentence, first) {
            first += 1;
        }
        (first, last)
    }

    pub(super) fn first_token(&self, sentence: usize, mention: usize) -> usize {
        let tokens = &self.analysis.sentences[sentence].tokens;
        tokens.partition_point(|t| t.span.start < self.all[mention].span.start)
    }

    /// The person whose name ends a phrase or follows it: "the Secretary of the Council Nikolay Patrushev".
    fn name_in(&self, sentence: usize, head: usize, last: usize) -> Option<usize> {
        let person = self.id("Person");
        let end = self.analysis.sentences[sentence].tokens.len();
        // A name right after the phrase may have its head a few tokens on.
        (head + 1..end.min(last + 4)).find_map(|token| {
            let mention = self.at_head(sentence, token)?;
            let named = matches!(self.all[mention].rule, "catalogue" | "person" | "full name");
            let first = self.first_token(sentence, mention);
            let before = self.token(sentence, first.checked_sub(1)?).upos;
            let follows = matches!(before, Upos::Noun | Upos::Propn);
            let near = first > head && first <= last + 1;
            (named && self.all[mention].class == person && near && follows).then_some(mention)
        })
    }

    /// The post before a person's name is part of the mention.
    fn widen(&mut self, sentence: usize, person: usize, first: usize) {
        let from = &self.analysis.sentences[sentence].tokens[first].span;
        self.all[person].span = from.cover(self.all[person].span);
        self.note_full_name(person);
    }

    /// "thousands of people": the quantity heads the phrase.
    fn counted(&self, sentence: usize, noun: usize) -> usize {
        let tree = &self.analysis.sentences[sentence];
        let token = &tree.tokens[noun];
        match token.head {
            Some(head)
                if token.deprel == Deprel::Nmod
                    && self.lemma_listed(sentence, head, "quantity") =>
            {
                head
            }
            _ => noun,
        }
    }

    fn is_third_person(&self, sentence: usize, i: usize) -> bool {
        let token = self.token(sentence, i);
        token.deprel == Deprel::NmodPoss
            && token.upos == Upos::Pron
            && !self.listed(sentence, i, "firstPerson")
    }
}

/// Whether a noun phrase is to be annotated by itself, and as what.
pub(super) fn mention_class(
    nouns: &Nouns,
    sentence: &Sentence,
    text: &str,
    ontology: &Ontology,
    head: usize,
    names_actor: &dyn Fn(usize) -> bool,
) -> Option<ClassId> {
    let token = &sentence.tokens[head];
    let modifier = matches!(
        token.deprel,
        Deprel::Compound | Deprel::Flat | Deprel::Amod | Deprel::Fixed
    );
    let people = is_people(sentence, text, ontology, head);
    if modifier || !people && !matches!(token.upos, Upos::Noun | Upos::Propn) {
        return None;
    }
    if people {
        return ontology.class("Group");
    }
    let plural = is_plural(token);
    let noun = nouns.noun(sentence, text, head);
    let class = nouns.class_of(&noun, plural, ontology)?;
    let form = token.span.of(text);
    let capital = form.starts_with(char::is_uppercase) && head > 0;
    let particular = || particular(sentence, text, head, names_actor);
    let listed = |list: &str| ontology.words(list).contains(&noun);
    let accept = match ontology.class_name(class) {
        "Group" => {
            let own = || sentence.dependent(head, Deprel::NmodPoss).is_some();
            (plural || !listed("severalInOne") || own()) && !predicated(sentence, head)
        }
        "State" => !plural && definite(sentence, text, head) && !particular(),
        "Body" => {
            let owned = || actor_modifier(sentence, head, names_actor);
            let first = head == 0 && token.upos == Upos::Propn;
            let named = capital || first || listed("plainBody") || listed("stateBody") && owned();
            named && !predicated(sentence, head)
        }
        "Meeting" => {
            !listed("vagueMeeting") || particular() || plural && definite(sentence, text, head)
        }
        "Event" if !listed("vagueEvent") => plural || determined(sentence, head) || particular(),
        "Event" => particular(),
        "Activity" => {
            capital
                || particular() && !listed("vagueActivity")
                || listed("vagueActivity") && named(sentence, text, head, names_actor)
        }
        "Instrument" => {
            let own = || plural || determined(sentence, head);
            capital
                || !listed("vagueInstrument") && own()
                || named(sentence, text, head, names_actor)
                || determined(sentence, head) && authored(sentence, head, names_actor)
        }
        "Place" => {
            let some = indefinite(sentence, text, head);
            let the = || capital && definite(sentence, text, head);
            !some && (!listed("vaguePlace") || the() || named(sentence, text, head, names_actor))
        }
        "Post" => capital,
        "Person" => capital && nouns.has(&noun, "Person"),
        _ => false,
    };
    if !accept {
        return None;
    }
    // "the President" is a person, "Ambassador for Cyber Policy" a post, and so is what somebody is or becomes.
    let post = ontology.class_name(class) == "Post";
    let specified = sentence.dependent(head, Deprel::Nmod).is_some()
        || sentence.dependent(head, Deprel::Cop).is_some()
        || sentence.tokens[head].deprel == Deprel::Xcomp
        || sentence
            .dependents(head, Deprel::Case)
            .any(|c| sentence.tokens[c].lemma == "as");
    if post && !specified {
        return ontology.class(if plural { "Group" } else { "Person" });
    }
    Some(class)
}

/// A demonstrative, a possessor, an adjective or a complement makes a happening particular.
fn particular(
    sentence: &Sentence,
    text: &str,
    head: usize,
    names_actor: &dyn Fn(usize) -> bool,
) -> bool {
    sentence.children(head).any(|c| {
        let token = &sentence.tokens[c];
        matches!(
            token.deprel,
            Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::Nummod
        ) || demonstrative(token, text)
    }) || named(sentence, text, head, names_actor)
}

/// "are victims", "as partners", "is a Party": says what somebody is and names nobody.
fn predicated(sentence: &Sentence, head: usize) -> bool {
    sentence.children(head).any(|c| {
        let token = &sentence.tokens[c];
        token.deprel == Deprel::Cop || token.deprel == Deprel::Case && token.lemma == "as"
    })
}

/// A name inside the phrase, or a demonstrative.
fn named(
    sentence: &Sentence,
    text: &str,
    head: usize,
    names_actor: &dyn Fn(usize) -> bool,
) -> bool {
    sentence.children(head).any(|c| {
        let token = &sentence.tokens[c];
        let modifies = matches!(
            token.deprel,
            Deprel::NmodPoss | Deprel::Amod | Deprel::Compound
        );
        let name = token.upos == Upos::Propn || names_actor(c);
        modifies && (name || token.deprel == Deprel::NmodPoss) || demonstrative(token, text)
    })
}

fn actor_modifier(sentence: &Sentence, head: usize, names_actor: &dyn Fn(usize) -> bool) -> bool {
    sentence.children(head).any(|c| {
        names_actor(c)
            && matches!(
                sentence.tokens[c].deprel,
                Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Nmod
            )
    })
}

fn determined(sentence: &Sentence, head: usize) -> bool {
    let mut children = sentence.children(head);
    children.any(|c| matches!(sentence.tokens[c].deprel, Deprel::Det | Deprel::NmodPoss))
}

/// "the poor": an adjective for the people who are so.
fn is_people(sentence: &Sentence, text: &str, ontology: &Ontology, head: usize) -> bool {
    let token = &sentence.tokens[head];
    let form = token.span.of(text);
    let adjectives = || ontology.words("peopleAdjective").iter();
    matches!(token.upos, Upos::Adj | Upos::Noun)
        && adjectives().any(|a| a.eq_ignore_ascii_case(form))
        && token.deprel != Deprel::Amod
        && definite(sentence, text, head)
}

/// "the report of the Secretary-General", "a letter from the President".
fn authored(sentence: &Sentence, head: usize, names_actor: &dyn Fn(usize) -> bool) -> bool {
    sentence.dependents(head, Deprel::Nmod).any(names_actor)
}

fn definite(sentence: &Sentence, text: &str, head: usize) -> bool {
    let mut articles = sentence.dependents(head, Deprel::Det);
    articles.any(|d| sentence.tokens[d].span.of(text).eq_ignore_ascii_case("the"))
}

/// "a safer world".
fn indefinite(sentence: &Sentence, text: &str, head: usize) -> bool {
    let mut articles = sentence.dependents(head, Deprel::Det);
    articles.any(|d| matches!(sentence.tokens[d].span.of(text), "a" | "an" | "A" | "An"))
}

fn demonstrative(token: &Token, text: &str) -> bool {
    token.deprel == Deprel::Det
        && matches!(
            token.span.of(text).to_lowercase().as_str(),
            "this" | "these" | "that" | "those"
        )
}
