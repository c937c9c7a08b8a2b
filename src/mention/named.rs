//! Mentions of what the catalogue names, and of persons with titles.

use unicode_segmentation::UnicodeSegmentation;

use super::names::Hit;
use super::patterns::slugged;
use super::person::Person;
use super::recognise::head_of;
use super::{Mentions, Referent, noun_phrase};
use crate::ontology::{ClassId, NameKind};
use crate::syntax::{Deprel, Upos};

impl Mentions<'_> {
    pub(super) fn add_persons(&mut self, sentence: usize, persons: &[Person], hits: &[Hit]) {
        let person_class = self.id("Person");
        for person in persons {
            // "General Assembly" is no general called Assembly.
            let other = hits.iter().any(|h| {
                let whole = h.first <= person.name && h.last >= person.last;
                whole && self.hit_class(h) != person_class
            });
            if other {
                continue;
            }
            let inside = |h: &&Hit| h.last >= person.name && h.first <= person.last;
            let mut known = hits.iter().filter(inside);
            let known = known.find(|h| self.hit_class(h) == person_class);
            let tree = &self.analysis.sentences[sentence];
            let name = noun_phrase::span(tree, (person.name, person.last)).of(self.text);
            let referent = match known {
                Some(hit) => Referent::Catalogue(hit.entity),
                None => Referent::Minted(slugged("person", name)),
            };
            let post = self.post_before(hits, person.name);
            let first = post.map_or(person.first, |p| p.first.min(person.first));
            let run = (first, person.last);
            self.add(sentence, run, person_class, Some(referent), "person");
            if person.post && post.is_none() {
                let run = (person.first, person.name - 1);
                self.add(sentence, run, self.id("Post"), None, "title");
            }
        }
    }

    /// The post that ends where a name begins: "Special Representative of the Secretary-General" Jeanine.
    fn post_before<'h>(&self, hits: &'h [Hit], name: usize) -> Option<&'h Hit> {
        let post = self.id("Post");
        hits.iter()
            .find(|h| h.last + 1 == name && self.hit_class(h) == post)
    }

    fn hit_class(&self, hit: &Hit) -> ClassId {
        self.ontology.entity(hit.entity).class
    }

    pub(super) fn add_hits(&mut self, sentence: usize, hits: &[Hit]) {
        let person = self.id("Person");
        for hit in hits {
            let class = self.hit_class(hit);
            if self.is_no_mention(sentence, hit, class) {
                continue;
            }
            let name = self.full_run(sentence, hit, class);
            let mut run = name;
            if class == person
                && let Some(post) = self.post_before(hits, hit.first)
            {
                run.0 = post.first;
            }
            // "small countries like Guyana" are some of the small countries.
            let wider = self.widened(sentence, hit, class, name);
            let referent = wider.is_none().then_some(Referent::Catalogue(hit.entity));
            let run = wider.unwrap_or(run);
            self.add(sentence, run, class, referent, "catalogue");
        }
    }

    /// Persons without a title: "John Garang" is a given name and a surname that hangs flat from it.
    pub(super) fn add_bare_persons(&mut self, sentence: usize) {
        let tree = &self.analysis.sentences[sentence];
        for first in 0..tree.tokens.len() {
            let Some(last) = self.bare_person(sentence, first) else {
                continue;
            };
            let name = noun_phrase::span(tree, (first, last)).of(self.text);
            let referent = Some(Referent::Minted(slugged("person", name)));
            self.add(
                sentence,
                (first, last),
                self.id("Person"),
                referent,
                "full name",
            );
        }
    }

    /// The last token of the full name that begins at `first`.
    fn bare_person(&self, sentence: usize, first: usize) -> Option<usize> {
        let tree = &self.analysis.sentences[sentence];
        let flat = |i: &usize| {
            tree.tokens
                .get(*i)
                .is_some_and(|t| t.deprel == Deprel::Flat && t.head == Some(first))
        };
        let last = (first + 1..first + 4).take_while(flat).last()?;
        let alone = tree.children(first).all(|c| {
            !matches!(
                tree.tokens[c].deprel,
                Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Nummod
            )
        });
        let modifier = matches!(
            tree.tokens[first].deprel,
            Deprel::Compound | Deprel::Flat | Deprel::Amod
        );
        let named = |i: usize| self.is_name_part(sentence, i) && self.cover[sentence][i].is_none();
        (alone && !modifier && (first..=last).all(named)).then_some(last)
    }

    /// A capital letter, then small ones, and no common noun.
    fn is_name_part(&self, sentence: usize, i: usize) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let form = tree.tokens[i].span.of(self.text);
        let mut letters = form.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.as_str().chars().any(char::is_lowercase)
            && form.chars().all(char::is_alphabetic)
            && tree.tokens[i].upos == Upos::Propn
            && self
                .nouns
                .class(tree, self.text, i, self.ontology)
                .is_none()
            && !self.listed(sentence, i, "month")
    }

    /// Names that are none here: parts of other names, adjectives and modifiers.
    fn is_no_mention(&self, sentence: usize, hit: &Hit, class: ClassId) -> bool {
        let place = class == self.id("Place");
        let post = class == self.id("Post") && hit.last > hit.first;
        let body = class == self.id("Body");
        place && hit.kind == NameKind::Adjective
            || body && self.modifies_body(sentence, hit)
            || place && self.modifies_name(sentence, hit)
            || self.inside(sentence, hit, "person") && !post
            || self.inside(sentence, hit, "pattern") && !self.is_actor(class)
            || self.part_of_other_name(sentence, hit)
            || self.is_language(sentence, hit)
            || self.acronym_of_name_before(sentence, hit)
            || self.modifying_group(sentence, hit)
    }

    /// A group by a common noun ("developing countries") takes what its phrase adds; places and counted groups ("70
    /// Member States", "the wider Caribbean") take what stands before them.
    fn widened(
        &self,
        sentence: usize,
        hit: &Hit,
        class: ClassId,
        name: (usize, usize),
    ) -> Option<(usize, usize)> {
        let tree = &self.analysis.sentences[sentence];
        let head = head_of(tree, hit.first, hit.last);
        let group = class == self.id("Group");
        // "allies and partners" is headed by its first word.
        let ends = head == hit.last || group && self.token(sentence, hit.last).head == Some(head);
        if !group && class != self.id("Place") || !ends {
            return None;
        }
        let phrase = self.phrase_of(sentence, hit);
        let common = group && self.token(sentence, head).upos == Upos::Noun;
        let before = |i: usize| {
            let number = self.token(sentence, i).deprel == Deprel::Nummod;
            let plain = self
                .token(sentence, i)
                .span
                .of(self.text)
                .starts_with(char::is_lowercase);
            common || if group { number } else { plain }
        };
        let first = if (phrase.0..name.0).all(before) {
            phrase.0
        } else {
            name.0
        };
        let after = |i: usize| self.listed(sentence, i, "belonging");
        let last = if common && phrase.1 > name.1 && after(name.1 + 1) {
            phrase.1
        } else {
            name.1
        };
        ((first, last) != name).then_some((first, last))
    }

    fn phrase_of(&self, sentence: usize, hit: &Hit) -> (usize, usize) {
        let tree = &self.analysis.sentences[sentence];
        let head = head_of(tree, hit.first, hit.last);
        let (first, last) = noun_phrase::extent(tree, self.text, self.ontology, head);
        (first.min(hit.first), last.max(hit.last))
    }

    /// A name with what belongs to it: its acronym in brackets, and for a meeting the words before it.
    fn full_run(&self, sentence: usize, hit: &Hit, class: ClassId) -> (usize, usize) {
        let tree = &self.analysis.sentences[sentence];
        let (mut first, mut last) = (hit.first, hit.last);
        let form = |i: usize| tree.tokens.get(i).map_or("", |t| t.span.of(self.text));
        let name = noun_phrase::span(tree, (first, last)).of(self.text);
        let bracketed = form(last + 1) == "(" && form(last + 3) == ")";
        if last > first && bracketed && abbreviates(form(last + 2), name) {
            last += 3;
        }
        if class == self.id("Meeting") {
            first = self.phrase_of(sentence, hit).0;
            first = self.holder_before(sentence, first).unwrap_or(first);
        }
        (first, last)
    }

    /// "UN Security Council Arria-Formula Meeting": the body whose meeting it is stands right before it.
    fn holder_before(&self, sentence: usize, first: usize) -> Option<usize> {
        let holder = self.cover[sentence][first.checked_sub(1)?]?;
        (self.all[holder].class == self.id("Body")).then(|| self.first_token(sentence, holder))
    }

    pub(super) fn is_actor(&self, class: ClassId) -> bool {
        self.ontology.is_a(class, self.id("Actor"))
    }

    fn inside(&self, sentence: usize, hit: &Hit, rule: &str) -> bool {
        self.cover[sentence][hit.first].is_some_and(|m| {
            let tree = &self.analysis.sentences[sentence];
            let span = noun_phrase::span(tree, (hit.first, hit.last));
            self.all[m].rule == rule && self.all[m].span.contains(span)
        })
    }

    /// "CRI" in "Counter Ransomware Initiative (CRI)".
    fn acronym_of_name_before(&self, sentence: usize, hit: &Hit) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let span = noun_phrase::span(tree, (hit.first, hit.last));
        self.cover[sentence][hit.first].is_some_and(|m| {
            let longer = self.all[m].span.contains(span) && self.all[m].span != span;
            longer
                && self.all[m].rule == "catalogue"
                && hit.first > 0
                && tree.tokens[hit.first - 1].span.of(self.text) == "("
        })
    }

    /// "private sector" in "private sector partners" is no group of its own.
    fn modifying_group(&self, sentence: usize, hit: &Hit) -> bool {
        self.hit_class(hit) == self.id("Group") && self.modified(sentence, hit).is_some()
    }

    /// "Hiroshima" in "Hiroshima Process": a place in a name of something else.
    fn modifies_name(&self, sentence: usize, hit: &Hit) -> bool {
        self.modified(sentence, hit).is_some_and(|noun| {
            let form = self.token(sentence, noun).span.of(self.text);
            noun > hit.last && form.starts_with(char::is_uppercase)
        })
    }

    /// "United Nations" in "United Nations Peace-keeping Force".
    fn modifies_body(&self, sentence: usize, hit: &Hit) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let class = |noun| self.nouns.class(tree, self.text, noun, self.ontology);
        self.modifies_name(sentence, hit)
            && self.modified(sentence, hit).and_then(class) == Some(self.id("Body"))
    }

    /// The noun that a name modifies.
    fn modified(&self, sentence: usize, hit: &Hit) -> Option<usize> {
        let tree = &self.analysis.sentences[sentence];
        let head = &tree.tokens[head_of(tree, hit.first, hit.last)];
        let modifier = matches!(head.deprel, Deprel::Compound | Deprel::Amod);
        head.head.filter(|_| modifier)
    }

    /// "spoke in Chinese".
    fn is_language(&self, sentence: usize, hit: &Hit) -> bool {
        let in_it = hit.first > 0 && self.listed(sentence, hit.first - 1, "languageMarker");
        in_it && hit.kind == NameKind::Adjective && self.modified(sentence, hit).is_none()
    }

    /// "Jordan" in "Michael Jordan", "Chad" in "Chad Wolf": a State's name in somebody's.
    fn part_of_other_name(&self, sentence: usize, hit: &Hit) -> bool {
        let state = self.hit_class(hit) == self.id("State");
        if hit.first != hit.last || !state || hit.kind == NameKind::Adjective {
            return false;
        }
        let tree = &self.analysis.sentences[sentence];
        let unnamed =
            |i: usize| tree.tokens[i].upos == Upos::Propn && self.cover[sentence][i].is_none();
        let surname = tree.tokens[hit.first].deprel == Deprel::Flat;
        let given = tree.dependent(hit.first, Deprel::Flat) == Some(hit.first + 1);
        surname && hit.first > 0 && unnamed(hit.first - 1) || given && unnamed(hit.first + 1)
    }
}

/// Whether the capitals of `acronym` come in this order in `name`, the first of them at the start of a word: "DPRK".
fn abbreviates(acronym: &str, name: &str) -> bool {
    let mut capitals = acronym.chars().filter(|c| c.is_uppercase());
    let starts = |word: &str, c| {
        word.chars()
            .next()
            .is_some_and(|w| w.to_uppercase().eq([c]))
    };
    let Some(first) = capitals.next() else {
        return false;
    };
    let Some(from) = name
        .split_word_bound_indices()
        .find(|(_, w)| starts(w, first))
    else {
        return false;
    };
    let mut letters = name[from.0..].chars().skip(1).flat_map(char::to_uppercase);
    let mut rest = capitals.peekable();
    rest.peek().is_some() && rest.all(|c| letters.any(|l| l == c))
}

#[cfg(test)]
mod tests {
    use super::abbreviates;

    #[test]
    fn an_acronym_has_the_letters_of_its_name() {
        assert!(abbreviates("FDA", "U.S. Food and Drug Administration"));
        assert!(abbreviates("AfCFTA", "African Continental Free Trade Area"));
        assert!(abbreviates("DPRK", "Democratic People's Republic of Korea"));
        assert!(!abbreviates("EXIM", "United States"));
        assert!(!abbreviates("M", "Movement"));
    }
}
