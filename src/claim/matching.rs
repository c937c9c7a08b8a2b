//! Looks for one phrasing around one token of a tree.

use super::clause::{Clauses, Filler};
use super::phrase::{Phrase, Role, Shape, Slot, Words};
use crate::syntax::{Deprel, Number, Upos, VerbForm, Xpos};

/// A phrasing found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The token that the phrasing is indexed by.
    pub anchor: usize,
    /// All fixed words, the anchor included, in order of the text.
    pub fixed: Vec<usize>,
    pub subjects: Vec<Filler>,
    pub objects: Vec<Filler>,
    pub addressees: Vec<Filler>,
    pub with: Vec<Filler>,
    /// The head of the clause inside.
    pub claim: Option<usize>,
}

/// Why a phrasing whose anchor is there did not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Miss {
    /// The anchor is another part of speech, or not used as a predicate.
    Use,
    /// A fixed word is missing.
    Word(Words),
    /// Nothing fills a slot.
    Slot(Role),
}

/// Looks for `phrase` with its anchor at token `anchor`.
pub(super) fn find(clauses: &Clauses, phrase: &Phrase, anchor: usize) -> Result<Found, Miss> {
    if !usable(clauses, phrase.shape, anchor) {
        return Err(Miss::Use);
    }
    match phrase.shape {
        Shape::Modifier => return modifier(clauses, phrase, anchor),
        Shape::Identity => return identity(clauses, anchor),
        _ => {}
    }
    let mut fixed = fixed_words(clauses, phrase, anchor)?;
    if phrase.negated {
        fixed.extend(negation(clauses, anchor).ok_or(Miss::Use)?);
    }
    let mut found = Found {
        anchor,
        fixed,
        subjects: Vec::new(),
        objects: Vec::new(),
        addressees: Vec::new(),
        with: Vec::new(),
        claim: None,
    };
    for slot in &phrase.slots {
        fill(clauses, phrase, slot, &mut found)?;
    }
    found.subjects = match phrase.shape {
        Shape::Verb => clauses.subjects(anchor),
        Shape::Predicate => clauses.grammatical_subjects(anchor, 12),
        Shape::Noun => noun_subjects(clauses, phrase, &found),
        Shape::Impersonal | Shape::Modifier | Shape::Identity => Vec::new(),
    };
    let fixed = found.fixed.clone();
    found
        .subjects
        .retain(|s| !matches!(s, Filler::Token(t) if fixed.contains(t)));
    found.fixed.sort_unstable();
    if phrase.inverse {
        std::mem::swap(&mut found.subjects, &mut found.objects);
    }
    Ok(found)
}

/// "cannot condone": the negation and the modal verb it stands with.
fn negation(clauses: &Clauses, anchor: usize) -> Option<Vec<usize>> {
    let not = clauses
        .sentence
        .dependents(anchor, Deprel::Advmod)
        .find(|c| clauses.listed(*c, "negation"))?;
    let modal = clauses
        .sentence
        .dependents(anchor, Deprel::Aux)
        .filter(|c| clauses.listed(*c, "modalPossible"));
    Some(std::iter::once(not).chain(modal).collect())
}

fn usable(clauses: &Clauses, shape: Shape, anchor: usize) -> bool {
    let token = clauses.token(anchor);
    match shape {
        Shape::Verb => {
            token.upos == Upos::Verb
                && (token.deprel != Deprel::Amod || matches!(token.xpos, Xpos::Vbn | Xpos::Vbg))
                && !matches!(token.deprel, Deprel::Case | Deprel::Mark | Deprel::Compound)
                && !in_title(clauses, anchor)
        }
        Shape::Predicate => predicative(clauses, anchor),
        Shape::Impersonal => {
            let it = clauses.has(anchor, Deprel::Expl)
                || clauses.has(anchor, Deprel::Csubj)
                || clauses.has(anchor, Deprel::CsubjPass)
                || clauses.sentence.children(anchor).any(|c| {
                    clauses.token(c).deprel == Deprel::Nsubj && clauses.token(c).lemma == "it"
                });
            it && (predicative(clauses, anchor) || clauses.token(anchor).upos == Upos::Verb)
        }
        Shape::Noun => matches!(token.upos, Upos::Noun | Upos::Propn),
        Shape::Modifier => true,
        Shape::Identity => matches!(token.upos, Upos::Noun | Upos::Propn),
    }
}

/// "the Code towards Achieving a Safe World": a verb with a capital inside a sentence is a word of a title.
fn in_title(clauses: &Clauses, verb: usize) -> bool {
    let form = clauses.form(verb);
    let title = form.starts_with(char::is_uppercase) && form.contains(char::is_lowercase);
    title && verb > 0 && {
        let before = clauses.form(verb - 1);
        before.starts_with(char::is_lowercase) && clauses.token(verb - 1).upos != Upos::Punct
    }
}

/// Whether a word is said of a subject: with a copula, as complement of another verb, in apposition or after its noun.
fn predicative(clauses: &Clauses, i: usize) -> bool {
    let token = clauses.token(i);
    if clauses.has(i, Deprel::Cop) || clauses.has(i, Deprel::AuxPass) {
        return true;
    }
    match token.deprel {
        Deprel::Xcomp => true,
        Deprel::Root => clauses.preamble(i),
        Deprel::Appos => token.upos == Upos::Noun,
        Deprel::Amod => token.head.is_some_and(|h| i > h),
        Deprel::Acl | Deprel::Advcl => {
            token.upos == Upos::Adj || token.xpos == Xpos::Vbn || clauses.has(i, Deprel::Case)
        }
        Deprel::Conj => token.head.is_some_and(|h| {
            let head = clauses.token(h);
            let alike = head.upos == token.upos
                || clauses.has(h, Deprel::Cop)
                || head.deprel == Deprel::Xcomp;
            alike && h != i && head.deprel != Deprel::Conj && predicative(clauses, h)
        }),
        _ => false,
    }
}

/// The fixed words that hang together with the anchor.
fn fixed_words(clauses: &Clauses, phrase: &Phrase, anchor: usize) -> Result<Vec<usize>, Miss> {
    let mut fixed = vec![anchor];
    let mut missing: Vec<&Words> = phrase.words.iter().collect();
    // "in cooperation with": the preposition hangs from a word that is found after it.
    while !missing.is_empty() {
        let before = missing.len();
        missing.retain(|words| {
            let found = fixed
                .iter()
                .flat_map(|f| clauses.sentence.children(*f))
                .flat_map(|c| std::iter::once(c).chain(counted(clauses, c)))
                .chain(after_object(clauses, anchor))
                .chain(modified_noun(clauses, anchor))
                .find(|c| {
                    let token = clauses.token(*c);
                    !fixed.contains(c)
                        && !matches!(token.deprel, Deprel::Nsubj | Deprel::Punct)
                        && words.accept(&token.lemma, clauses.form(*c))
                        && (token.deprel == Deprel::Nmod || own_markers(clauses, phrase, *c))
                });
            fixed.extend(found);
            found.is_none()
        });
        if missing.len() == before {
            return Err(Miss::Word(missing[0].clone()));
        }
    }
    Ok(fixed)
}

/// "make resources available": the adjective may hang from the object.
fn after_object(clauses: &Clauses, verb: usize) -> Option<usize> {
    let object = clauses.sentence.dependent(verb, Deprel::Obj)?;
    clauses
        .sentence
        .dependents(object, Deprel::Amod)
        .find(|adjective| *adjective > object)
}

/// "one of the threats", "a series of attacks": the noun that is counted.
fn counted(clauses: &Clauses, quantity: usize) -> Option<usize> {
    let counts = clauses.token(quantity).upos == Upos::Num || clauses.listed(quantity, "quantity");
    clauses
        .sentence
        .dependent(quantity, Deprel::Nmod)
        .filter(|_| counts)
}

/// "strengthen cooperation with the support of A": no support is strengthened, unless the phrasing has the preposition.
fn own_markers(clauses: &Clauses, phrase: &Phrase, word: usize) -> bool {
    clauses.sentence.dependents(word, Deprel::Case).all(|c| {
        let token = clauses.token(c);
        let form = clauses.form(c);
        phrase.words.iter().any(|w| w.accept(&token.lemma, form))
            || phrase
                .slots
                .iter()
                .filter_map(|s| s.marker.as_ref())
                .any(|m| m.accept(&token.lemma, form))
    })
}

/// "the priority given to X": the light verb's noun stands above it.
fn modified_noun(clauses: &Clauses, anchor: usize) -> Option<usize> {
    let token = clauses.token(anchor);
    token
        .head
        .filter(|_| matches!(token.deprel, Deprel::Acl | Deprel::AclRelcl))
        .filter(|_| token.upos == Upos::Verb)
}

fn fill(clauses: &Clauses, phrase: &Phrase, slot: &Slot, found: &mut Found) -> Result<(), Miss> {
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
    fillers.retain(|f| !matches!(f, Filler::Token(t) if found.fixed.contains(t)));
    if fillers.is_empty() {
        return Err(miss);
    }
    match slot.role {
        Role::Addressee => found.addressees = fillers,
        Role::With => found.with = fillers,
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
    clauses.objects(found.anchor)
}

/// Fillers with a preposition: nearest first, wherever among the fixed words they hang.
fn oblique(clauses: &Clauses, phrase: &Phrase, marker: &Words, found: &Found) -> Vec<Filler> {
    let last = found.fixed.iter().copied().max().unwrap_or(found.anchor);
    let mut hosts = found.fixed.clone();
    if phrase.shape == Shape::Noun {
        hosts.extend(governing_verb(clauses, found.anchor));
        // "the commitment of Luxembourg to peace": no State has a "to peace" of its own.
        let owners = clauses.sentence.dependents(found.anchor, Deprel::Nmod);
        hosts.extend(owners.filter(|o| {
            clauses.actors[*o]
                && clauses.form(*o).starts_with(char::is_uppercase)
                && clauses.marked(*o, |l, _| l == "of")
        }));
    }
    let own = hosts
        .iter()
        .flat_map(|f| clauses.sentence.children(*f))
        .filter(|c| nominal(clauses, *c) && clauses.marked(*c, |l, f| marker.accept(l, f)))
        .filter(|c| *c > found.anchor || clauses.is_relative(*c))
        .min_by_key(|c| (*c < found.anchor, c.abs_diff(last)));
    if let Some(own) = own {
        return clauses.spread(own);
    }
    let deed = gerund(clauses, phrase, marker, found);
    if !deed.is_empty() {
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

/// "contribute to building X", "essential to achieve X": the object of the deed stands for the deed.
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
        let infinitive = token.xpos == Xpos::Vb
            && phrase.shape == Shape::Predicate
            && ["for", "to", "in"].iter().any(|m| marker.accept(m, m))
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
        .filter(|verb| !clauses.listed(*verb, "undoing"))
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
        .flat_map(|f| clauses.sentence.children(*f))
        .find(|c| {
            let token = clauses.token(*c);
            matches!(token.upos, Upos::Adp | Upos::Adv | Upos::Part)
                && marker.accept(&token.lemma, clauses.form(*c))
                && clauses.sentence.children(*c).next().is_none()
        })
}

fn governing_verb(clauses: &Clauses, noun: usize) -> Option<usize> {
    let token = clauses.token(noun);
    token.head.filter(|h| {
        matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass)
            && clauses.token(*h).upos == Upos::Verb
    })
}

fn nominal(clauses: &Clauses, i: usize) -> bool {
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

/// The subject of a noun: its possessor, the State in an adjective, a "by" or free "of" phrase.
fn noun_subjects(clauses: &Clauses, phrase: &Phrase, found: &Found) -> Vec<Filler> {
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
        .find(|c| clauses.marked(*c, |l, _| l == "by" || (l == "of" && !object_has_of)))
        .filter(|c| !found.objects.contains(&Filler::Token(*c)))
        .or_else(|| agent_below(clauses, found))
        .map_or_else(|| means(clauses, noun), |c| clauses.spread(c))
}

/// "the adoption of the plan by the Union": the agent may hang from the object.
fn agent_below(clauses: &Clauses, found: &Found) -> Option<usize> {
    let objects = found.objects.iter().filter_map(|f| match f {
        Filler::Token(t) => Some(*t),
        Filler::Speaker => None,
    });
    objects
        .flat_map(|o| clauses.sentence.dependents(o, Deprel::Nmod))
        .find(|c| clauses.marked(*c, |l, _| l == "by") && clauses.actors[*c])
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
fn modifier(clauses: &Clauses, phrase: &Phrase, anchor: usize) -> Result<Found, Miss> {
    let token = clauses.token(anchor);
    let head = token.head.ok_or(Miss::Use)?;
    let head = if token.deprel == Deprel::Fixed {
        clauses.token(head).head.ok_or(Miss::Use)?
    } else {
        head
    };
    let (noun, objects): (usize, Vec<Filler>) = match token.deprel {
        Deprel::Case | Deprel::Fixed => {
            let host = clauses.token(head);
            let noun = host.head.filter(|_| host.deprel == Deprel::Nmod);
            let noun = noun.ok_or(Miss::Use)?;
            if compares(clauses, anchor) || has_preposition_after(clauses, head, anchor) {
                return Err(Miss::Use);
            }
            (listing(clauses, phrase, noun, anchor), clauses.spread(head))
        }
        Deprel::Acl => (head, clauses.objects(anchor)),
        _ => return Err(Miss::Use),
    };
    // "the Conference on Disarmament": inside a name the preposition says nothing.
    let part_of_name = |f: &Filler| match f {
        Filler::Token(t) => {
            clauses.names[anchor].is_some() && clauses.form(*t).starts_with(char::is_uppercase)
        }
        Filler::Speaker => false,
    };
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
    let hollow = |f: &Filler| match f {
        Filler::Token(t) => clauses.listed(*t, "prepositionalNoun"),
        Filler::Speaker => false,
    };
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

/// "SUBJECT, OBJECT": a noun and what it is said to be.
fn identity(clauses: &Clauses, anchor: usize) -> Result<Found, Miss> {
    let subjects = clauses.identified(anchor);
    if subjects.is_empty() {
        return Err(Miss::Use);
    }
    Ok(Found {
        anchor,
        fixed: vec![anchor],
        subjects,
        objects: vec![Filler::Token(anchor)],
        addressees: Vec::new(),
        with: Vec::new(),
        claim: None,
    })
}

/// "countries open to attack, including islands": after a comma a list belongs to the plural noun above a singular one.
fn listing(clauses: &Clauses, phrase: &Phrase, noun: usize, anchor: usize) -> usize {
    let singular = |i: usize| clauses.token(i).feats.number == Some(Number::Sing);
    let comma = anchor > 0 && clauses.form(anchor - 1) == ",";
    if !comma || !singular(noun) || phrase.subject.len() == 1 {
        return noun;
    }
    clauses
        .nominal_heads(noun)
        .find(|n| clauses.token(*n).feats.number == Some(Number::Plur))
        .unwrap_or(noun)
}

/// The clause that fills CLAIM: an infinitive after "to", a finite clause after "that", else a gerund.
fn claim(clauses: &Clauses, phrase: &Phrase, slot: &Slot, found: &Found) -> Option<usize> {
    let addressees = found.addressees.iter().filter_map(|f| match f {
        Filler::Token(t) => Some(*t),
        Filler::Speaker => None,
    });
    let hosts: Vec<usize> = found.fixed.iter().copied().chain(addressees).collect();
    let clause = |c: &usize| {
        // "committed to peace and to protecting civilians": a second complement beside a noun phrase.
        let second = clauses.token(*c).deprel == Deprel::Conj && slot.marker.is_some();
        second && clauses.token(*c).xpos == Xpos::Vbg
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
    hosts
        .iter()
        .flat_map(|h| clauses.sentence.children(*h))
        .filter(|c| clause(c) && !found.fixed.contains(c))
        .filter(|c| fits_marker(clauses, slot, *c))
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
    let verb = governing_verb(clauses, found.anchor).filter(|_| phrase.shape == Shape::Noun)?;
    clauses
        .sentence
        .dependents(verb, Deprel::Advcl)
        .find(|c| *c > found.anchor && fits_marker(clauses, slot, *c))
}

fn fits_marker(clauses: &Clauses, slot: &Slot, c: usize) -> bool {
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
        );
        let open = clauses
            .sentence
            .dependents(c, Deprel::Mark)
            .any(|m| clauses.token(m).lemma != "that" && clauses.token(m).lemma != "for");
        let asked = clauses
            .sentence
            .children(c)
            .any(|k| matches!(clauses.token(k).xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt));
        return complement && clauses.finite(c) && !open && !asked;
    }
    let marked = clauses.marked(c, |l, f| marker.accept(l, f));
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
