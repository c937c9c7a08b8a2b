//! Looks for one phrasing around one token of a tree.

use super::clause::{Clauses, Filler};
use super::noun::{identity, modifier, noun_subjects};
use super::phrase::{Phrase, Role, Shape, Words};
use super::slot::fill;
use crate::syntax::{Deprel, Upos, Xpos};

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
    /// Whether the objects are those of a deed that stands in their place: "essential to protecting X".
    pub deed: bool,
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
    let place = match phrase.shape {
        Shape::Predicate => counting(clauses, anchor),
        Shape::Manner => acting(clauses, anchor).ok_or(Miss::Use)?,
        _ => anchor,
    };
    if !usable(clauses, phrase.shape, place) {
        return Err(Miss::Use);
    }
    match phrase.shape {
        Shape::Modifier => return modifier(clauses, phrase, anchor),
        Shape::Identity => return identity(clauses, phrase, anchor),
        _ => {}
    }
    if phrase.ahead && clauses.is_done(place) {
        return Err(Miss::Use);
    }
    let mut fixed = fixed_words(clauses, phrase, anchor)?;
    fixed.extend((place != anchor && phrase.shape != Shape::Manner).then_some(place));
    if phrase.negated {
        fixed.extend(negation(clauses, place).ok_or(Miss::Use)?);
    }
    let mut found = Found {
        anchor: place,
        fixed,
        subjects: Vec::new(),
        objects: Vec::new(),
        addressees: Vec::new(),
        with: Vec::new(),
        claim: None,
        deed: false,
    };
    let own = phrase.slots.iter();
    for slot in own.filter(|s| !(phrase.mutual && s.role == Role::Object)) {
        fill(clauses, phrase, slot, &mut found)?;
    }
    found.subjects = match phrase.shape {
        _ if phrase.outside => found.subjects,
        Shape::Verb | Shape::Manner => clauses.subjects(place),
        Shape::Predicate => clauses.grammatical_subjects(place, 12),
        Shape::Noun => noun_subjects(clauses, phrase, &found),
        Shape::Impersonal | Shape::Modifier | Shape::Identity => Vec::new(),
    };
    let fixed = found.fixed.clone();
    found.subjects.retain(|s| !s.is_among(&fixed));
    found.fixed.sort_unstable();
    if phrase.mutual {
        // "efforts coordinated by France and Italy" are coordinated, not France with Italy.
        if !clauses.agents(place).is_empty() {
            return Err(Miss::Use);
        }
        found.objects = others(clauses, &mut found).ok_or(Miss::Slot(Role::Object))?;
    }
    if phrase.inverse {
        std::mem::swap(&mut found.subjects, &mut found.objects);
    }
    Ok(found)
}

/// "France and Italy cooperate": the subjects after the first, which are split off. "France and Italy meet the deadline"
/// tells of something else, "the leaders of France and Italy met" may be read as "the leaders ..., and Italy".
fn others(clauses: &Clauses, found: &mut Found) -> Option<Vec<Filler>> {
    let others = found.subjects.split_off(found.subjects.len().min(1));
    let is = |filler: &Filler, xpos| filler.token().map(|t| clauses.token(t).xpos) == Some(xpos);
    let first = found.subjects.first()?;
    // "We, the leaders of France and Italy, met"
    let pronoun = |t: usize| clauses.token(t).upos == Upos::Pron;
    let explained = first
        .token()
        .is_some_and(|t| pronoun(t) && clauses.has(t, Deprel::Appos));
    let plural = is(first, Xpos::Nns) || explained;
    let doubtful = plural && others.iter().any(|o| is(o, Xpos::Nnp));
    let mut objects = clauses.sentence.dependents(found.anchor, Deprel::Obj);
    let object = objects.any(|o| !found.fixed.contains(&o));
    (!others.is_empty() && !doubtful && !object).then_some(others)
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

/// "X is one of the threats to Y": the word that counts stands in the place of what it counts.
fn counting(clauses: &Clauses, noun: usize) -> usize {
    let head = clauses.token(noun).head;
    let counts = head.filter(|h| clauses.counted(*h) == Some(noun));
    counts.unwrap_or(noun)
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
        // "we move towards X" is no "SUBJECT be move towards OBJECT".
        Shape::Predicate => {
            let verb = matches!(token.xpos, Xpos::Vb | Xpos::Vbp | Xpos::Vbz | Xpos::Vbd);
            // "has spread and moved to X"
            let have = |i: usize| {
                let mut auxiliaries = clauses.sentence.dependents(i, Deprel::Aux);
                auxiliaries.any(|a| clauses.token(a).lemma == "have")
            };
            let first = token.head.filter(|_| token.deprel == Deprel::Conj);
            let perfect = token.xpos == Xpos::Vbn
                && !clauses.is_passive(anchor)
                && (have(anchor) || first.is_some_and(have));
            (!verb && !perfect || clauses.has(anchor, Deprel::Cop))
                && predicative(clauses, anchor)
                && !is_nearly(clauses, anchor)
        }
        Shape::Impersonal => {
            let it = clauses.has(anchor, Deprel::Expl)
                || clauses.has(anchor, Deprel::Csubj)
                || clauses.has(anchor, Deprel::CsubjPass)
                || clauses.sentence.children(anchor).any(|c| {
                    clauses.token(c).deprel == Deprel::Nsubj && clauses.token(c).lemma == "it"
                });
            // "capacity-building is necessary to achieve peace": what is necessary is said.
            let subject = clauses.own_subject(anchor);
            let named = subject.is_some_and(|s| clauses.token(s).upos != Upos::Pron);
            it && !named
                && (predicative(clauses, anchor) || clauses.token(anchor).upos == Upos::Verb)
        }
        Shape::Noun => {
            // "our Paris Agreement on Climate Change" is a name, no agreement on the climate.
            matches!(token.upos, Upos::Noun | Upos::Propn) && !in_name(clauses, anchor)
        }
        Shape::Modifier | Shape::Identity | Shape::Manner => true,
    }
}

/// "held elections in accordance with the law": the verb that the noun tells the manner of.
fn acting(clauses: &Clauses, noun: usize) -> Option<usize> {
    let token = clauses.token(noun);
    let manner = matches!(token.deprel, Deprel::Obl | Deprel::Advcl);
    let verb = token.head.filter(|_| manner)?;
    (clauses.token(verb).upos == Upos::Verb).then_some(verb)
}

/// "our Paris Agreement": a noun with a capital inside a sentence is a word of a name.
fn in_name(clauses: &Clauses, noun: usize) -> bool {
    is_capitalised(clauses, noun) && noun > 0 && clauses.token(noun - 1).upos != Upos::Punct
}

/// Whether a word begins with a capital and does not consist of them.
fn is_capitalised(clauses: &Clauses, word: usize) -> bool {
    let form = clauses.form(word);
    form.starts_with(char::is_uppercase) && form.contains(char::is_lowercase)
}

/// "is a former member of the Board", "is Deputy Head of the Mission": not quite what the noun says.
fn is_nearly(clauses: &Clauses, noun: usize) -> bool {
    let mut words = clauses.sentence.children(noun).filter(|c| *c < noun);
    words.any(|w| clauses.listed(w, "formerAdjective") || clauses.listed(w, "deputyWord"))
}

/// "the Code towards Achieving a Safe World": a verb with a capital inside a sentence is a word of a title.
fn in_title(clauses: &Clauses, verb: usize) -> bool {
    in_name(clauses, verb) && clauses.form(verb - 1).starts_with(char::is_lowercase)
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
    let modified = modified_noun(clauses, anchor);
    // "in cooperation with": the preposition hangs from a word that is found after it.
    while !missing.is_empty() {
        let before = missing.len();
        missing.retain(|words| {
            let found = fixed
                .iter()
                .flat_map(|f| clauses.sentence.children(*f))
                .flat_map(|c| std::iter::once(c).chain(clauses.counted(c)))
                .chain(after_object(clauses, phrase, anchor))
                .chain(modified)
                .find(|c| {
                    let token = clauses.token(*c);
                    let outer = token.deprel == Deprel::Nmod || modified == Some(*c);
                    !fixed.contains(c)
                        && !matches!(token.deprel, Deprel::Nsubj | Deprel::Punct)
                        && words.accept(&token.lemma, clauses.form(*c))
                        && (outer || own_markers(clauses, phrase, *c))
                        && !leads(clauses, phrase, *c, anchor)
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

/// "Yet we have to act": an adverb before the verb that is to stand after it.
fn leads(clauses: &Clauses, phrase: &Phrase, adverb: usize, anchor: usize) -> bool {
    matches!(clauses.token(adverb).upos, Upos::Adv | Upos::Cconj)
        && phrase.shape == Shape::Verb
        && adverb < anchor
        && clauses.own_subject(anchor).is_some_and(|s| adverb < s)
}

/// "make resources available", "assure the Chair of our support": the word may hang from the object.
fn after_object<'a>(
    clauses: &'a Clauses,
    phrase: &'a Phrase,
    verb: usize,
) -> impl Iterator<Item = usize> + 'a {
    let object = clauses.sentence.dependent(verb, Deprel::Obj);
    let below = object
        .into_iter()
        .flat_map(|o| clauses.sentence.children(o).map(move |c| (o, c)));
    below.filter_map(move |(object, word)| {
        let hangs = match clauses.token(word).deprel {
            Deprel::Amod => word > object,
            Deprel::Nmod => own_markers(clauses, phrase, word),
            _ => false,
        };
        hangs.then_some(word)
    })
}

/// "strengthen cooperation with the support of A", "provide aid to support A": no support is strengthened or provided, unless
/// the phrasing has the preposition.
fn own_markers(clauses: &Clauses, phrase: &Phrase, word: usize) -> bool {
    let mut marks = clauses.sentence.children(word).filter(|c| {
        let token = clauses.token(*c);
        token.deprel == Deprel::Case || token.deprel == Deprel::Mark && token.xpos == Xpos::To
    });
    marks.all(|c| {
        let token = clauses.token(c);
        let form = clauses.form(c);
        phrase.words.iter().any(|w| w.accept(&token.lemma, form))
    })
}

/// "the priority given to X", "the priority that we give": the light verb's noun stands above it; "the forces that threaten"
/// is its subject.
fn modified_noun(clauses: &Clauses, anchor: usize) -> Option<usize> {
    let token = clauses.token(anchor);
    let own = clauses.own_subject(anchor);
    let acted_on = match token.deprel {
        Deprel::AclRelcl => {
            clauses.is_passive(anchor) || own.is_some_and(|s| !clauses.is_relative(s))
        }
        Deprel::Acl => token.xpos == Xpos::Vbn,
        _ => false,
    };
    token.head.filter(|_| acted_on && token.upos == Upos::Verb)
}
