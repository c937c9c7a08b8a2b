//! Phrasings around a noun: "SUBJECT's support for OBJECT", "SUBJECT including OBJECT", "SUBJECT , OBJECT".

use super::clause::{Clauses, Filler};
use super::matching::{Found, Miss};
use super::phrase::{Phrase, Role};
use super::slot::{governing_verb, nominal};
use crate::syntax::{Deprel, Upos};

/// The subject of a noun: its possessor, the State in an adjective, a "by" or free "of" phrase.
pub(super) fn noun_subjects(clauses: &Clauses, phrase: &Phrase, found: &Found) -> Vec<Filler> {
    let noun = found.anchor;
    let children = || clauses.sentence.children(noun);
    let owner = |noun: usize| clauses.sentence.dependent(noun, Deprel::NmodPoss);
    if let Some(owner) = owner(noun) {
        return possessors(clauses, noun, owner);
    }
    let modifiers: Vec<Filler> = children()
        .filter(|c| {
            let deprel = clauses.token(*c).deprel;
            matches!(deprel, Deprel::Amod | Deprel::Compound) && clauses.actors[*c]
        })
        .map(Filler::Token)
        .collect();
    if !modifiers.is_empty() {
        return modifiers;
    }
    let object_has_of = phrase
        .slot(Role::Object)
        .is_some_and(|s| s.marker.as_ref().is_none_or(|m| m.accept("of", "of")));
    children()
        .filter(|c| nominal(clauses, *c))
        .find(|c| {
            let agent = clauses.marked(*c, |l, _| l == "by" || (l == "of" && !object_has_of));
            agent && !found.fixed.contains(c)
        })
        .filter(|c| !found.objects.contains(&Filler::Token(*c)))
        .or_else(|| agent_below(clauses, found))
        .map_or_else(|| unsaid(clauses, noun), |c| clauses.spread(c))
}

/// Whose a fixed noun is said to be, other than by a pronoun: "France's commitment", "the commitment of France".
pub(super) fn named_owner(clauses: &Clauses, found: &Found, noun: usize) -> Option<usize> {
    let owns = |c: &usize| {
        let token = clauses.token(*c);
        let of = || clauses.actors[*c] && clauses.marked(*c, |l, _| l == "of");
        match token.deprel {
            Deprel::NmodPoss => token.upos != Upos::Pron,
            Deprel::Nmod => of() && !found.objects.contains(&Filler::Token(*c)),
            _ => false,
        }
    };
    clauses.sentence.children(noun).find(owns)
}

/// "refrain from attacks on X": whose deed it is stands before the verb.
fn unsaid(clauses: &Clauses, noun: usize) -> Vec<Filler> {
    let lent = clauses.lent.get(&noun).cloned();
    lent.unwrap_or_else(|| means(clauses, noun))
}

/// "the adoption of the plan by the Union": the agent may hang from the object.
fn agent_below(clauses: &Clauses, found: &Found) -> Option<usize> {
    let objects = found.objects.iter().filter_map(|f| f.token());
    objects
        .flat_map(|o| clauses.sentence.dependents(o, Deprel::Nmod))
        .find(|c| clauses.marked(*c, |l, _| l == "by") && clauses.agents.contains(c))
        .filter(|c| {
            let owner = clauses.token(*c).head;
            !owner.is_some_and(|o| clauses.listed(o, "authoredNoun"))
        })
}

/// "through the adoption of X, the Council has acted": who acts by the deed does it.
fn means(clauses: &Clauses, noun: usize) -> Vec<Filler> {
    let token = clauses.token(noun);
    let instrumental = token.deprel == Deprel::Obl
        && clauses
            .markers(noun)
            .any(|m| clauses.listed(m, "instrumental"));
    match token.head {
        Some(verb) if instrumental && !clauses.is_passive(verb) => clauses.subjects(verb),
        _ => Vec::new(),
    }
}

/// "Japan expressed its support": a third-person possessor of an object is the verb's subject.
fn possessors(clauses: &Clauses, noun: usize, owner: usize) -> Vec<Filler> {
    let pronoun = clauses.token(owner).upos == Upos::Pron && !clauses.listed(owner, "firstPerson");
    if pronoun && let Some(lent) = clauses.lent.get(&noun) {
        return lent.clone();
    }
    let verb = governing_verb(clauses, noun).filter(|v| clauses.has(*v, Deprel::Nsubj));
    if pronoun && let Some(verb) = verb {
        let subjects = clauses.subjects(verb);
        if !subjects.is_empty() {
            return subjects;
        }
    }
    clauses.spread(owner)
}

/// "SUBJECT including OBJECT": the anchor is the preposition, or the participle that stands for one.
pub(super) fn modifier(clauses: &Clauses, phrase: &Phrase, anchor: usize) -> Result<Found, Miss> {
    let token = clauses.token(anchor);
    let head = token.head.ok_or(Miss::Use)?;
    // "such as": the second word hangs from the first.
    let (case, head) = match token.deprel {
        Deprel::Fixed => (head, clauses.token(head).head.ok_or(Miss::Use)?),
        _ => (anchor, head),
    };
    let (noun, objects): (usize, Vec<Filler>) = match token.deprel {
        Deprel::Case | Deprel::Fixed => {
            let host = clauses.token(head);
            let noun = host.head.filter(|_| host.deprel == Deprel::Nmod);
            let noun = noun.ok_or(Miss::Use)?;
            if compares(clauses, anchor) || has_preposition_after(clauses, head, anchor) {
                return Err(Miss::Use);
            }
            (clauses.stands_beside(case, noun), clauses.spread(head))
        }
        Deprel::Acl => (head, clauses.objects(anchor)),
        _ => return Err(Miss::Use),
    };
    // "the Conference on Disarmament": inside a name the preposition says nothing.
    let named = clauses.names[anchor].is_some();
    let capital = |t: usize| clauses.form(t).starts_with(char::is_uppercase);
    let part_of_name = |f: &Filler| named && f.token().is_some_and(capital);
    let belongs = clauses.token(anchor).lemma == "of";
    if phrase.words.is_empty() && !belongs && objects.iter().all(part_of_name) {
        return Err(Miss::Use);
    }
    let mut fixed = vec![anchor];
    for words in &phrase.words {
        let near = clauses
            .markers(head)
            .chain(clauses.sentence.children(anchor))
            .find(|m| words.accept(&clauses.token(*m).lemma, clauses.form(*m)));
        fixed.push(near.ok_or_else(|| Miss::Word(words.clone()))?);
    }
    fixed.sort_unstable();
    let empty = |t: usize| clauses.listed(t, "prepositionalNoun");
    // "children such as those in need": nobody knows which.
    let points = |t: usize| clauses.token(t).upos == Upos::Pron && clauses.listed(t, "pointing");
    let hollow = |f: &Filler| f.token().is_some_and(|t| empty(t) || points(t));
    if points(noun) {
        return Err(Miss::Use);
    }
    if objects.is_empty() || objects.iter().all(hollow) {
        return Err(Miss::Slot(Role::Object));
    }
    Ok(Found {
        anchor,
        fixed,
        subjects: vec![Filler::Token(noun)],
        objects,
        addressees: Vec::new(),
        with: Vec::new(),
        claim: None,
        deed: false,
    })
}

/// "Mali, like many others, ...": after a comma some of these words compare and give no example.
fn compares(clauses: &Clauses, anchor: usize) -> bool {
    anchor > 0 && clauses.form(anchor - 1) == "," && clauses.listed(anchor, "comparing")
}

/// "conflicts all around the world, including in Africa": what follows is a place or a means, no example.
fn has_preposition_after(clauses: &Clauses, noun: usize, anchor: usize) -> bool {
    let mut prepositions = clauses.sentence.dependents(noun, Deprel::Case);
    prepositions.any(|c| c > anchor)
}

/// "SUBJECT, OBJECT": a noun and what it is said to be; "OBJECT, SUBJECT" the other way round.
pub(super) fn identity(clauses: &Clauses, phrase: &Phrase, anchor: usize) -> Result<Found, Miss> {
    let mut subjects = clauses.identified(anchor);
    if subjects.is_empty() {
        return Err(Miss::Use);
    }
    let mut objects = vec![Filler::Token(anchor)];
    if phrase.inverse {
        std::mem::swap(&mut subjects, &mut objects);
    }
    Ok(Found {
        anchor,
        fixed: vec![anchor],
        subjects,
        objects,
        addressees: Vec::new(),
        with: Vec::new(),
        claim: None,
        deed: false,
    })
}
