//! Phrasings as written in the ontology: "SUBJECT call on|upon ADDRESSEE to CLAIM".

use crate::ontology::{ClassId, Ontology};

/// The words allowed at one position, as lemmas or forms in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words(pub Vec<String>);

/// How a phrasing is built, which decides where its subject stands in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// "SUBJECT support OBJECT"
    Verb,
    /// "SUBJECT be responsible for OBJECT"
    Predicate,
    /// "it be important that CLAIM"
    Impersonal,
    /// "SUBJECT's support for OBJECT"
    Noun,
    /// "SUBJECT including OBJECT"
    Modifier,
    /// "SUBJECT , OBJECT": a noun and what it is said to be.
    Identity,
    /// "SUBJECT ... in accordance with OBJECT": how a clause's subject acts, whatever its verb.
    Manner,
}

/// What fills a slot becomes this part of the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
    Addressee,
    With,
    Claim,
    /// "SUBJECT refrain from DEED": a noun that makes a claim of its own, "violation of X".
    Deed,
}

/// A place in a phrasing that the sentence fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub role: Role,
    /// Classes that may fill it; empty: those of the relation.
    pub classes: Vec<ClassId>,
    /// The preposition, particle or complementizer before it.
    pub marker: Option<Words>,
}

/// A phrasing, read but not yet looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub shape: Shape,
    /// The word that the phrasing is indexed by and that its slots hang from.
    pub anchor: Words,
    /// The other fixed words, in order.
    pub words: Vec<Words>,
    /// Classes that the subject is narrowed to.
    pub subject: Vec<ClassId>,
    /// The slots after the subject.
    pub slots: Vec<Slot>,
    /// "OBJECT result from SUBJECT": what stands first is the object of the claim, and the slot OBJECT its subject.
    pub inverse: bool,
    /// "SUBJECT not condone OBJECT": the phrasing asks for a negation and uses it up.
    pub negated: bool,
    /// "SUBJECT to achieve OBJECT": the deed lies ahead; what was achieved is no longer pursued.
    pub ahead: bool,
    /// "somebody appoint SUBJECT as OBJECT": who stands before the verb, said or not, is no part of the claim.
    pub outside: bool,
    /// "SUBJECT and OBJECT cooperate": of several subjects the first is the subject, the others are the objects.
    pub mutual: bool,
}

impl Words {
    fn read(token: &str) -> Self {
        Self(token.split('|').map(str::to_lowercase).collect())
    }

    /// Whether one of the words is this lemma or, whatever its case, this form.
    pub fn accept(&self, lemma: &str, form: &str) -> bool {
        self.0
            .iter()
            .any(|w| w == lemma || w.eq_ignore_ascii_case(form))
    }

    fn any_in(&self, list: &[String]) -> bool {
        self.0.iter().any(|w| list.contains(w))
    }
}

enum Part {
    Word(Words),
    Slot(Role, Vec<ClassId>),
}

impl Phrase {
    /// Reads a phrasing.
    ///
    /// # Errors
    /// What is wrong with it: "no slot SUBJECT at the start: ...".
    pub fn read(text: &str, ontology: &Ontology) -> Result<Self, String> {
        let mut tokens = text.split_whitespace();
        let first = tokens.next().ok_or("the phrasing is empty")?;
        let (start, possessive) = match first.strip_suffix("'s") {
            Some(slot) => (slot, true),
            None => (first, false),
        };
        let impersonal = start == "it";
        let outside = start == "somebody";
        let mut inverse = false;
        let subject = if impersonal || outside {
            Vec::new()
        } else {
            match part(start, ontology)? {
                Part::Slot(Role::Subject, classes) => classes,
                Part::Slot(Role::Object, classes) => {
                    inverse = true;
                    classes
                }
                _ => {
                    return Err(format!(
                        "\"{start}\" cannot begin a phrasing: begin with SUBJECT, SUBJECT's, OBJECT, it or somebody"
                    ));
                }
            }
        };
        let mut parts: Vec<Part> = tokens
            .map(|t| part(t, ontology))
            .collect::<Result<_, _>>()?;
        let begins =
            |parts: &[Part], word| matches!(parts.first(), Some(Part::Word(w)) if w.0 == [word]);
        let negated = begins(&parts, "not");
        let ahead = begins(&parts, "to") && !possessive;
        if negated || ahead {
            parts.remove(0);
        }
        let mutual = begins(&parts, "and");
        let other = mutual.then(|| second_subject(&mut parts)).transpose()?;
        if inverse {
            for part in &mut parts {
                if let Part::Slot(role @ Role::Subject, _) = part {
                    *role = Role::Object;
                }
            }
        }
        let subject = if outside { acted_on(&parts)? } else { subject };
        let shape = shape(&parts, possessive, impersonal, ontology);
        let mut phrase = assemble(shape, subject, parts, ontology)?;
        phrase.slots.extend(other);
        Ok(Phrase {
            inverse,
            negated,
            ahead,
            outside,
            mutual,
            ..phrase
        })
    }

    /// Classes that the phrasing narrows the subject of the claim to.
    pub fn subject_classes(&self) -> &[ClassId] {
        if self.inverse {
            self.second()
        } else {
            &self.subject
        }
    }

    /// Classes that the phrasing narrows the object of the claim to.
    pub fn object_classes(&self) -> &[ClassId] {
        if self.inverse {
            &self.subject
        } else {
            self.second()
        }
    }

    fn second(&self) -> &[ClassId] {
        self.slot(Role::Object).map_or(&[], |s| &s.classes)
    }

    /// How much a match says: more fixed words and narrower slots beat fewer.
    pub fn weight(&self) -> usize {
        let narrowed = self.slots.iter().filter(|s| !s.classes.is_empty()).count();
        let marked = self.slots.iter().filter(|s| s.marker.is_some()).count();
        let subject = usize::from(!self.subject.is_empty());
        let inside = |s: &&Slot| matches!(s.role, Role::Claim | Role::Deed);
        let clause = self.slots.iter().filter(inside).count();
        let negated = usize::from(self.negated);
        4 * self.words.len() + 2 * marked + narrowed + subject + 2 * clause + negated
    }

    /// The slot of that role.
    pub fn slot(&self, role: Role) -> Option<&Slot> {
        self.slots.iter().find(|s| s.role == role)
    }
}

/// The classes of the slot SUBJECT after "somebody".
fn acted_on(parts: &[Part]) -> Result<Vec<ClassId>, String> {
    let subject = parts.iter().find_map(|part| match part {
        Part::Slot(Role::Subject, classes) => Some(classes.clone()),
        _ => None,
    });
    subject
        .ok_or_else(|| "a phrasing that begins with \"somebody\" needs SUBJECT after it".to_owned())
}

/// Takes "and OBJECT" off the start of the parts.
fn second_subject(parts: &mut Vec<Part>) -> Result<Slot, String> {
    parts.remove(0);
    match (!parts.is_empty()).then(|| parts.remove(0)) {
        Some(Part::Slot(role @ Role::Object, classes)) => Ok(Slot {
            role,
            classes,
            marker: None,
        }),
        _ => Err("after \"SUBJECT and\" comes OBJECT".to_owned()),
    }
}

/// Reads one blank-separated token: a slot, perhaps narrowed, or words.
fn part(token: &str, ontology: &Ontology) -> Result<Part, String> {
    let (name, classes) = token.split_once(':').unwrap_or((token, ""));
    let role = match name {
        "SUBJECT" => Role::Subject,
        "OBJECT" => Role::Object,
        "ADDRESSEE" => Role::Addressee,
        "WITH" => Role::With,
        "CLAIM" => Role::Claim,
        "DEED" => Role::Deed,
        _ if token.chars().any(char::is_uppercase) && !token.chars().any(char::is_lowercase) => {
            return Err(format!(
                "\"{token}\" is no slot: there are SUBJECT, OBJECT, ADDRESSEE, WITH, CLAIM and DEED"
            ));
        }
        _ => return Ok(Part::Word(Words::read(token))),
    };
    let classes = classes
        .split('/')
        .filter(|c| !c.is_empty())
        .map(|c| {
            ontology
                .class(c)
                .ok_or(format!("\"{c}\" is no class of the vocabulary"))
        })
        .collect::<Result<_, _>>()?;
    Ok(Part::Slot(role, classes))
}

fn shape(parts: &[Part], possessive: bool, impersonal: bool, ontology: &Ontology) -> Shape {
    let first = match parts.first() {
        Some(Part::Word(words)) => Some(words),
        _ => None,
    };
    if possessive {
        Shape::Noun
    } else if impersonal {
        Shape::Impersonal
    } else if first.is_some_and(|w| w.0 == [","]) {
        Shape::Identity
    } else if first.is_some_and(|w| w.0 == ["..."]) {
        Shape::Manner
    } else if first.is_some_and(|w| w.0 == ["be"]) {
        Shape::Predicate
    } else if first.is_some_and(|w| w.any_in(ontology.words("preposition"))) {
        Shape::Modifier
    } else {
        Shape::Verb
    }
}

fn assemble(
    shape: Shape,
    subject: Vec<ClassId>,
    parts: Vec<Part>,
    ontology: &Ontology,
) -> Result<Phrase, String> {
    let mut words: Vec<Words> = Vec::new();
    let mut slots = Vec::new();
    // The anchor of a predicate or noun is the last word before the first slot's marker.
    let mut head_words = None;
    for part in parts {
        match part {
            Part::Word(word) => words.push(word),
            Part::Slot(role, classes) => {
                let modal = words.first().is_some_and(|w| is_modal(w, ontology));
                let least = usize::from(modal)
                    + match shape {
                        Shape::Modifier | Shape::Identity => 0,
                        Shape::Impersonal if words.first().is_none_or(|w| w.0 != ["be"]) => 1,
                        Shape::Predicate | Shape::Impersonal | Shape::Manner => 2,
                        Shape::Verb | Shape::Noun => 1,
                    };
                let after_word = slots.is_empty() || words.len() > head_words.unwrap_or(0);
                // "let us CLAIM": a pronoun is no preposition.
                let pronoun = words
                    .last()
                    .is_some_and(|w| w.any_in(ontology.words("firstPerson")));
                let marker = (words.len() > least && after_word && !pronoun)
                    .then(|| words.pop())
                    .flatten();
                head_words.get_or_insert(words.len());
                slots.push(Slot {
                    role,
                    classes,
                    marker,
                });
            }
        }
    }
    let anchor = anchor(shape, &mut words, head_words, &slots, ontology)?;
    Ok(Phrase {
        shape,
        anchor,
        words,
        subject,
        slots,
        inverse: false,
        negated: false,
        ahead: false,
        outside: false,
        mutual: false,
    })
}

fn anchor(
    shape: Shape,
    words: &mut Vec<Words>,
    head_words: Option<usize>,
    slots: &[Slot],
    ontology: &Ontology,
) -> Result<Words, String> {
    let nothing = || "the phrasing has no word of its own".to_owned();
    match shape {
        Shape::Modifier | Shape::Identity => slots
            .first()
            .and_then(|s| s.marker.clone())
            .ok_or_else(nothing),
        Shape::Verb => {
            let modal = words.len() > 1 && words.first().is_some_and(|w| is_modal(w, ontology));
            let at = usize::from(modal);
            (words.len() > at)
                .then(|| words.remove(at))
                .ok_or_else(nothing)
        }
        Shape::Predicate | Shape::Impersonal | Shape::Noun | Shape::Manner => {
            // "be", "...": what stands for the verb.
            let verb = words
                .first()
                .is_some_and(|w| ["be", "..."].contains(&w.0[0].as_str()));
            if verb {
                words.remove(0);
            }
            let before = head_words.map_or(words.len(), |n| n - usize::from(verb));
            let at = head(&words[..before], ontology);
            (words.len() > at)
                .then(|| words.remove(at))
                .ok_or_else(nothing)
        }
    }
}

/// Which of the words before the first slot heads the others: the last, or the one before a phrase of its own ("source
/// of concern") or a particle ("laid down").
fn head(words: &[Words], ontology: &Ontology) -> usize {
    let follows =
        |w: &Words| w.any_in(ontology.words("preposition")) || w.any_in(ontology.words("particle"));
    let inner = (1..words.len()).find(|i| follows(&words[*i]) && !follows(&words[*i - 1]));
    inner.unwrap_or(words.len()).saturating_sub(1)
}

/// Whether a word goes with a verb rather than being one: "would like", "not condone".
fn is_modal(words: &Words, ontology: &Ontology) -> bool {
    [
        "modalPossible",
        "modalRequired",
        "modalRecommended",
        "negation",
    ]
    .iter()
    .any(|list| words.any_in(ontology.words(list)))
}
