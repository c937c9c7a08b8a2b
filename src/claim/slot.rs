//! Fills the slots of one phrasing found: objects, addressees, companions, and the clause inside.

use super::clause::{Clauses, Filler};
use super::matching::{Found, Miss};
use super::phrase::{Phrase, Role, Shape, Slot, Words};
use crate::syntax::{Deprel, Upos, VerbForm, Xpos};

pub(super) fn fill(
    clauses: &Clauses,
    phrase: &Phrase,
    slot: &Slot,
    found: &mut Found,
) -> Result<(), Miss> {
    let miss = Miss::Slot(slot.role);
    if slot.role == Role::Claim {
        let claim = claim(clauses, phrase, slot, found).ok_or(miss)?;
        found.claim = Some(claim);
        return Ok(());
    }
    let mut fillers = match &slot.marker {
        None => direct(clauses, phrase, slot, found),
        Some(marker) => oblique(clauses, phrase, marker, found),
    };
    if fillers.is_empty() && slot.role == Role::Addressee {
        fillers = subject_after_for(clauses, slot, found);
    }
    fillers.retain(|f| !f.is_among(&found.fixed));
    if fillers.is_empty() {
        return Err(miss);
    }
    match slot.role {
        Role::Addressee => found.addressees = fillers,
        Role::With => found.with = fillers,
        Role::Subject => found.subjects = fillers,
        Role::Deed => {
            found.claim = fillers.iter().find_map(|f| f.token());
            found.objects = fillers;
        }
        _ => found.objects = fillers,
    }
    Ok(())
}

fn direct(clauses: &Clauses, phrase: &Phrase, slot: &Slot, found: &Found) -> Vec<Filler> {
    if phrase.shape != Shape::Verb {
        return Vec::new();
    }
    let indirect = clauses.sentence.dependent(found.anchor, Deprel::Iobj);
    if slot.role == Role::Addressee
        && let Some(indirect) = indirect
    {
        return clauses.spread(indirect);
    }
    let two = phrase
        .slots
        .iter()
        .filter(|s| s.marker.is_none() && s.role != Role::Claim);
    if slot.role == Role::Addressee && two.count() > 1 {
        return Vec::new();
    }
    let mut objects = clauses.objects(found.anchor);
    objects.retain(|o| !o.is_among(&found.fixed));
    // "lent Peru its support"; "assures you of its support": the parser takes a person before an "of" for a second object.
    match indirect.filter(|_| objects.is_empty()) {
        Some(indirect) => clauses.spread(indirect),
        None => objects,
    }
}

/// "call for the Council to act": who is called on is the subject of the clause.
fn subject_after_for(clauses: &Clauses, slot: &Slot, found: &Found) -> Vec<Filler> {
    let marked = slot.marker.as_ref().is_some_and(|m| m.accept("for", "for"));
    let asked = |c: &usize| {
        let marked = |word: &str| clauses.marked(*c, |l, _| l == word);
        marked("for") && marked("to") && *c > found.anchor
    };
    let mut clauses_inside = clauses.sentence.children(found.anchor).filter(asked);
    let clause = clauses_inside.next().filter(|_| marked);
    let subject = clause.and_then(|c| clauses.own_subject(c));
    subject.map_or(Vec::new(), |s| clauses.spread(s))
}

/// Fillers with a preposition: nearest first, wherever among the fixed words they hang.
fn oblique(clauses: &Clauses, phrase: &Phrase, marker: &Words, found: &mut Found) -> Vec<Filler> {
    let last = found.fixed.iter().copied().max().unwrap_or(found.anchor);
    let hosts = hosts(clauses, phrase, found);
    let transitive = is_transitive(clauses, phrase, found.anchor);
    let own = hosts
        .iter()
        .flat_map(|f| clauses.sentence.children(*f))
        .filter(|c| nominal(clauses, *c) && clauses.marked(*c, |l, f| marker.accept(l, f)))
        .filter(|c| !within_owner(clauses, found, *c))
        .filter(|c| *c > found.anchor || clauses.is_relative(*c))
        .filter(|c| !found.fixed.contains(c))
        .min_by_key(|c| (*c < found.anchor, c.abs_diff(last)));
    if let Some(own) = own.filter(|_| !transitive) {
        return clauses.spread(own);
    }
    // "has the support of the Union" is also "has the Union's support", "has our support".
    if phrase.inverse && marker.accept("of", "of") {
        let mut owners = found.fixed.iter().copied();
        let owner = owners.find_map(|f| clauses.sentence.dependent(f, Deprel::NmodPoss));
        if let Some(owner) = owner {
            return clauses.spread(owner);
        }
    }
    let deed = gerund(clauses, phrase, marker, found);
    if !deed.is_empty() {
        found.deed = true;
        return deed;
    }
    if phrase.shape != Shape::Verb {
        return Vec::new();
    }
    if let Some(particle) = bare(clauses, marker, found) {
        let direct = clauses.objects(found.anchor);
        if particle > found.anchor && !direct.is_empty() {
            return direct;
        }
    }
    shared_oblique(clauses, marker, found)
}

/// What a phrase with a preposition may hang from: the fixed words, and what stands around a noun.
fn hosts(clauses: &Clauses, phrase: &Phrase, found: &Found) -> Vec<usize> {
    let mut hosts = found.fixed.clone();
    if phrase.shape == Shape::Noun {
        hosts.extend(verb_above(clauses, found.anchor));
        // "the commitment of Luxembourg to peace": no State has a "to peace" of its own.
        let owners = clauses.sentence.dependents(found.anchor, Deprel::Nmod);
        hosts.extend(owners.filter(|o| {
            // "the violation by Israel of its commitments"
            let agent = clauses.agents.contains(o) && clauses.names[*o].is_some();
            let owner = clauses.actors[*o]
                && clauses.form(*o).starts_with(char::is_uppercase)
                && clauses.marked(*o, |l, _| l == "of");
            agent || owner
        }));
    }
    hosts
}

/// "refer the matter to the Court" is no "refer to the Court"; "defend itself against" may be "defend against".
fn is_transitive(clauses: &Clauses, phrase: &Phrase, verb: usize) -> bool {
    let mut direct = clauses.sentence.dependents(verb, Deprel::Obj);
    phrase.shape == Shape::Verb
        && phrase.words.is_empty()
        && phrase.slots.iter().all(|s| s.marker.is_some())
        && direct.any(|o| !clauses.listed(o, "emptyArgument"))
}

/// "the involvement of the Organization for Cooperation in Europe": what stands inside the owner's name is no argument.
fn within_owner(clauses: &Clauses, found: &Found, noun: usize) -> bool {
    let owner = clauses
        .token(noun)
        .head
        .filter(|h| !found.fixed.contains(h));
    clauses.names[noun].is_some()
        && owner.is_some_and(|owner| clauses.names[owner] == clauses.names[noun])
}

/// "contribute to building X", "essential to achieve X": the object of a deed that furthers it stands for the deed; what is
/// important for celebrating X is not important for X.
/// "assisted Ukraine with procuring X" assists Ukraine, not X.
fn gerund(clauses: &Clauses, phrase: &Phrase, marker: &Words, found: &Found) -> Vec<Filler> {
    let helped = clauses.sentence.dependent(found.anchor, Deprel::Obj);
    if phrase.shape == Shape::Verb && helped.is_some_and(|o| !found.fixed.contains(&o)) {
        return Vec::new();
    }
    let fits = |c: usize| {
        let token = clauses.token(c);
        let clause = matches!(
            token.deprel,
            Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Csubj | Deprel::Ccomp
        );
        let gerund = token.xpos == Xpos::Vbg && clauses.marked(c, |l, f| marker.accept(l, f));
        // "essential for OBJECT" is also said with "to", "play role in|to OBJECT" where it is written so.
        let accepts = |m: &str| marker.accept(m, m);
        let open = match phrase.shape {
            Shape::Predicate => ["for", "to", "in"].into_iter().any(accepts),
            _ => ["to", "in"].into_iter().all(accepts) && !phrase.words.is_empty(),
        };
        // "an opportunity for me to thank them" is none for them.
        let infinitive = token.xpos == Xpos::Vb
            && open
            && clauses.own_subject(c).is_none()
            && clauses.marked(c, |l, _| l == "to");
        clause && (gerund || infinitive)
    };
    let Some(deed) = found
        .fixed
        .iter()
        .flat_map(|f| clauses.sentence.children(*f))
        .find(|c| fits(*c))
    else {
        return Vec::new();
    };
    let deeds = clauses.sentence.dependents(deed, Deprel::Conj);
    let mut objects: Vec<Filler> = std::iter::once(deed)
        .chain(deeds.filter(|verb| clauses.token(*verb).upos == Upos::Verb))
        .filter(|verb| clauses.listed(*verb, "furthering"))
        .flat_map(|verb| clauses.objects(verb))
        .collect();
    objects.dedup();
    objects
}

/// "agreed and committed to X": the phrase may hang from the later verb.
fn shared_oblique(clauses: &Clauses, marker: &Words, found: &Found) -> Vec<Filler> {
    if clauses.has(found.anchor, Deprel::Obj) {
        return Vec::new();
    }
    clauses
        .conjoined_verbs(found.anchor)
        .into_iter()
        .filter(|v| *v > found.anchor && !clauses.has(*v, Deprel::Obj))
        .flat_map(|v| clauses.sentence.children(v))
        .find(|c| nominal(clauses, *c) && clauses.marked(*c, |l, f| marker.accept(l, f)))
        .map_or(Vec::new(), |c| clauses.spread(c))
}

/// The marker as a particle or stranded preposition: "set up", "which they rely on", "are called upon".
fn bare(clauses: &Clauses, marker: &Words, found: &Found) -> Option<usize> {
    found
        .fixed
        .iter()
        .flat_map(|f| clauses.sentence.children(*f).map(move |c| (*f, c)))
        // "have resources in place": a preposition before its noun is neither.
        .filter(|(f, c)| c > f || clauses.token(*c).deprel != Deprel::Case)
        .map(|(_, c)| c)
        .find(|c| {
            let token = clauses.token(*c);
            matches!(token.upos, Upos::Adp | Upos::Adv | Upos::Part)
                && marker.accept(&token.lemma, clauses.form(*c))
                && clauses.sentence.children(*c).next().is_none()
        })
}

/// "call for the withdrawal of A from B": the verb that a noun is an argument of, whose later phrases may be the noun's.
fn verb_above(clauses: &Clauses, noun: usize) -> Option<usize> {
    let token = clauses.token(noun);
    let oblique = token.deprel == Deprel::Obl;
    let verb = token
        .head
        .filter(|h| oblique && clauses.token(*h).upos == Upos::Verb);
    verb.or_else(|| governing_verb(clauses, noun))
}

pub(super) fn governing_verb(clauses: &Clauses, noun: usize) -> Option<usize> {
    let token = clauses.token(noun);
    token.head.filter(|h| {
        matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass)
            && clauses.token(*h).upos == Upos::Verb
    })
}

pub(super) fn nominal(clauses: &Clauses, i: usize) -> bool {
    let token = clauses.token(i);
    matches!(
        token.deprel,
        Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::Iobj | Deprel::Conj
    ) && token.upos != Upos::Verb
        && token.deprel != Deprel::Conj
        || matches!(token.deprel, Deprel::Acl | Deprel::Advcl)
            && matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && !clauses.has(i, Deprel::Cop)
}

/// The clause that fills CLAIM: an infinitive after "to", a finite clause after "that", else a gerund.
fn claim(clauses: &Clauses, phrase: &Phrase, slot: &Slot, found: &Found) -> Option<usize> {
    let addressees = found.addressees.iter().filter_map(|f| f.token());
    let hosts: Vec<usize> = found.fixed.iter().copied().chain(addressees).collect();
    let clause = |c: &usize| {
        // "committed to peace and to protecting civilians": a second complement beside a noun phrase.
        let second = clauses.token(*c).deprel == Deprel::Conj && slot.marker.is_some();
        second && (clauses.token(*c).xpos == Xpos::Vbg || clauses.is_that_clause(*c))
            || clauses.is_content_clause(*c)
            || matches!(
                clauses.token(*c).deprel,
                Deprel::Xcomp
                    | Deprel::Ccomp
                    | Deprel::Csubj
                    | Deprel::CsubjPass
                    | Deprel::Advcl
                    | Deprel::Acl
                    | Deprel::Obl
                    | Deprel::Nmod
                    | Deprel::Obj
                    | Deprel::Parataxis
            )
    };
    // "in order to win, they need support": a purpose clause before its verb is no complement.
    let aim = |c: &usize| {
        clauses.token(*c).deprel == Deprel::Advcl
            && *c < found.anchor
            && clauses.marked(*c, |l, _| l == "to")
    };
    hosts
        .iter()
        .flat_map(|h| clauses.sentence.children(*h))
        .filter(|c| clause(c) && !aim(c) && !found.fixed.contains(c))
        .filter(|c| fits_marker(clauses, phrase, slot, *c))
        .filter(|c| !belongs_to_object(clauses, found, *c))
        .min_by_key(|c| (*c < found.anchor, c.abs_diff(found.anchor)))
        .or_else(|| detached(clauses, phrase, slot, found))
}

/// "we need you to act": what the object is to do is no "need to CLAIM" of the subject.
fn belongs_to_object(clauses: &Clauses, found: &Found, clause: usize) -> bool {
    let addressed = |o: usize| found.addressees.contains(&Filler::Token(o));
    clauses.token(clause).deprel == Deprel::Xcomp
        && clauses.token(clause).head == Some(found.anchor)
        && clauses
            .sentence
            .dependents(found.anchor, Deprel::Obj)
            .any(|o| o < clause && !found.fixed.contains(&o) && !addressed(o))
}

/// "welcome the efforts of A to do P": the infinitive may hang from the verb above the noun.
fn detached(clauses: &Clauses, phrase: &Phrase, slot: &Slot, found: &Found) -> Option<usize> {
    // "measures must be put in place to do P" tells what is put in place, and must, do P.
    let object = clauses.token(found.anchor).deprel == Deprel::Obj;
    let verb =
        governing_verb(clauses, found.anchor).filter(|_| object && phrase.shape == Shape::Noun)?;
    clauses
        .sentence
        .dependents(verb, Deprel::Advcl)
        .find(|c| *c > found.anchor && fits_marker(clauses, phrase, slot, *c))
}

fn fits_marker(clauses: &Clauses, phrase: &Phrase, slot: &Slot, c: usize) -> bool {
    let token = clauses.token(c);
    let Some(marker) = &slot.marker else {
        let bare = matches!(token.xpos, Xpos::Vbg | Xpos::Vb) && token.upos == Upos::Verb
            || token.xpos == Xpos::Vb && clauses.is_verbal(c);
        // An adverbial participle ("supports X, aiding Y") is no complement.
        let complement = matches!(
            token.deprel,
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Obj | Deprel::Csubj
        );
        return bare && complement && clauses.markers(c).next().is_none();
    };
    if marker.accept("that", "that") {
        let complement = matches!(
            token.deprel,
            Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass | Deprel::Acl
        ) || token.deprel == Deprel::Conj && clauses.is_that_clause(c)
            || clauses.is_content_clause(c);
        let open = clauses
            .sentence
            .dependents(c, Deprel::Mark)
            .any(|m| clauses.token(m).lemma != "that" && clauses.token(m).lemma != "for");
        let asked = clauses
            .sentence
            .children(c)
            .filter(|k| matches!(clauses.token(*k).xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt))
            .any(|k| !clauses.is_idle_that(k));
        return complement && clauses.finite(c) && !open && !asked;
    }
    // "support A in order to do P" is no "support A in doing P", "need A in order to do P" no "need to do P".
    let fixed = clauses.markers(c).any(|m| clauses.has(m, Deprel::Fixed));
    let aim = marker.accept("to", "to") && !phrase.words.is_empty();
    let marked = clauses.marked(c, |l, f| marker.accept(l, f)) && (!fixed || aim);
    // "for having acted", "said to have acted"
    let having = clauses
        .sentence
        .dependents(c, Deprel::Aux)
        .any(|a| matches!(clauses.token(a).xpos, Xpos::Vbg | Xpos::Vb));
    let infinitive_or_gerund = having
        || token.xpos == Xpos::Vbg
        || token.feats.verb_form == Some(VerbForm::Inf)
        || token.xpos == Xpos::Vb
        || clauses.has(c, Deprel::Cop)
        || clauses.has(c, Deprel::AuxPass);
    marked && infinitive_or_gerund && clauses.is_verbal(c)
}
