//! Phrasings found, made into claims: arguments, frame and circumstances.

use super::circumstance::{self, Circumstances};
use super::clause::Filler;
use super::matching::Found;
use super::phrase::{Role, Shape};
use super::read::{Draft, Reader};
use super::rules::{Meaning, Rule};
use super::scope::{self, Scope};
use super::{Act, Arg, Basis, Claim, Modality, Polarity};
use crate::ontology::{ClassId, RelationId};
use crate::span::Span;
use crate::syntax::{Deprel, Xpos};

impl Reader<'_, '_, '_> {
    /// Makes the claims of one phrasing found: one for each combination of subject and object.
    pub(super) fn draft(&mut self, rule: &Rule, found: &Found) -> Draft {
        let mut draft = Draft {
            anchor: found.anchor,
            clausal: matches!(
                rule.phrase.shape,
                Shape::Verb | Shape::Predicate | Shape::Impersonal
            ),
            made: Vec::new(),
            stances: Vec::new(),
            purposes: circumstance::read(&self.clauses, found).purposes,
        };
        let Meaning::Relation(relation) = rule.meaning else {
            return draft;
        };
        let scope = self.scope(rule, found);
        let empty = scope.silence.is_some() || rule.phrase.slot(Role::Object).is_none();
        if empty || self.is_heading(relation, found, &scope) {
            return draft;
        }
        draft.stances.clone_from(&scope.stances);
        let definition = self.clauses.ontology.relation(relation);
        let subject_classes = rule.subject_classes(definition);
        let object_classes = rule.object_classes(definition);
        for subject in &found.subjects {
            for object in &found.objects {
                if subject != object
                    && self.may_be_subject(rule, *subject, subject_classes)
                    && self.may_be_object(rule, *object, object_classes)
                {
                    let subject = self.argument(*subject);
                    for object in self.items(*object) {
                        let post = rule.phrase.shape == Shape::Identity;
                        let same = self.are_one(subject, object)
                            || post && self.is_part_of(object, subject);
                        if !same {
                            let claim = self.claim(rule, relation, found, &scope, subject, object);
                            draft.made.push(self.claims.len());
                            self.claims.push(claim);
                        }
                    }
                }
            }
        }
        draft
    }

    /// "Israel disregards the resolutions, violating them": nothing is said of a thing and itself.
    fn are_one(&self, a: Arg, b: Arg) -> bool {
        let known = |arg| match arg {
            Arg::Mention(mention) => {
                let mention = &self.mentions.all[mention];
                Some((mention.class, mention.referent.as_ref()?))
            }
            _ => None,
        };
        // "I represent Malta": who speaks stands for it, and is a person.
        a == b || known(a).is_some() && known(a) == known(b)
    }

    /// "Secretary of State Blinken": whose name begins with the post.
    fn is_part_of(&self, inner: Arg, outer: Arg) -> bool {
        let span = |arg| match arg {
            Arg::Mention(mention) => Some(self.mentions.all[mention].span),
            _ => None,
        };
        let (inner, outer) = (span(inner), span(outer));
        inner.zip(outer).is_some_and(|(i, o)| o.cover(i) == o)
    }

    /// "Strengthening transparency": a heading or an item of a list. Only what takes a stance ("Recalling", "Noting") is
    /// said by the organ whose paragraph begins so, and that it acts under something.
    fn is_heading(&self, relation: RelationId, found: &Found, scope: &Scope) -> bool {
        let act = self.clauses.ontology.relation(relation).act;
        let gerund = self.clauses.token(found.anchor).xpos == Xpos::Vbg;
        found.subjects == [Filler::Speaker]
            && gerund
            && matches!(act, Act::Assert | Act::Report)
            && scope.stances.is_empty()
            && !self.clauses.listed(found.anchor, "actingVerb")
    }

    pub(super) fn scope(&self, rule: &Rule, found: &Found) -> Scope {
        let mut scope = scope::read(&self.clauses, &self.stances, found.anchor, &found.fixed);
        let beside = self.clauses.token(found.anchor).deprel == Deprel::Appos;
        let act = match rule.meaning {
            Meaning::Relation(relation) => self.clauses.ontology.relation(relation).act,
            _ => Act::Assert,
        };
        // "My thanks to the Chair." is a sentence.
        let alone = self.clauses.token(found.anchor).head.is_none() && act.is_expressive();
        // "must refrain from violating X", "from violations of X": such a noun is meant as a clause would be.
        let meant = scope.stances.first() == Some(&found.anchor)
            && (scope.modality != Modality::Actual || scope.polarity == Polarity::Negative);
        if (matches!(rule.phrase.shape, Shape::Noun | Shape::Modifier) && !meant) || beside {
            let mood = self.clauses.noun_mood(found.anchor);
            // What is asked for is a deed: "the need for action against the effects of X" tells of the effects.
            let asked = scope.asked.filter(|_| act != Act::Assert);
            scope.modality = mood.modality.or(asked).unwrap_or_default();
            scope.future = false;
            scope.basis = match scope.basis {
                Basis::Explicit if mood.hearsay => Basis::Reported,
                Basis::Explicit if !alone => Basis::Presupposed,
                told => told,
            };
        }
        // What is noted or welcomed before doing something is so now, whenever it will be done.
        if act.is_expressive() && self.clauses.precedes_its_clause(found.anchor) {
            scope.modality = Modality::Actual;
            scope.future = false;
        }
        scope
    }

    pub(super) fn argument(&mut self, filler: Filler) -> Arg {
        match filler {
            // A resolution names its organ once and then only begins its paragraphs with verbs.
            Filler::Speaker => match self.mentions.speaker_mention(self.index) {
                Some(mention) => Arg::Mention(mention),
                None => Arg::Speaker,
            },
            Filler::Token(token) => Arg::Mention(self.mentions.argument(self.index, token)),
        }
    }

    /// An argument and, if it begins a list of its kind, the other items.
    fn items(&mut self, filler: Filler) -> Vec<Arg> {
        let first = self.argument(filler);
        let Arg::Mention(mention) = first else {
            return vec![first];
        };
        let more = self.mentions.list_items(mention).iter();
        std::iter::once(first)
            .chain(more.map(|m| Arg::Mention(*m)))
            .collect()
    }

    pub(super) fn is_self(&self, arg: Arg) -> bool {
        match arg {
            Arg::Speaker => true,
            Arg::Mention(mention) => self.mentions.is_speaker(mention),
            Arg::Claim(_) => false,
        }
    }

    /// Whether what the subject will do or thinks is for the text itself to promise or say.
    fn is_own(&self, subject: Arg) -> bool {
        self.is_self(subject)
            || matches!(subject, Arg::Mention(mention) if self.mentions.is_party(mention))
    }

    pub(super) fn claim(
        &mut self,
        rule: &Rule,
        relation: RelationId,
        found: &Found,
        scope: &Scope,
        subject: Arg,
        object: Arg,
    ) -> Claim {
        let holder = self.holder(scope);
        let own = self.is_own(subject);
        let plain = self.clauses.ontology.relation(relation).act;
        let performed = scope.performative && own && plain.is_expressive();
        let modality = match scope.modality {
            _ if performed => Modality::Actual,
            Modality::Actual if scope.future && own => Modality::Intended,
            Modality::Actual if scope.future => Modality::Probable,
            other => other,
        };
        let around = circumstance::read(&self.clauses, found);
        Claim {
            sentence: self.index,
            subject,
            relation,
            object,
            holder,
            act: if performed {
                plain
            } else {
                let told =
                    modality == Modality::Actual && self.tells(relation, found.anchor, subject);
                self.act(if told { Act::Report } else { plain }, scope, modality, own)
            },
            modality,
            polarity: scope.polarity,
            basis: match scope.basis {
                // "we accuse them of it": what the speakers allege themselves they say.
                Basis::Reported if self.is_own_view(scope) => Basis::Explicit,
                basis => basis,
            },
            cue: self.cue(&found.fixed),
            rule: rule.text.clone(),
            with: self.companions(found, &around),
            to: found.addressees.iter().map(|f| self.argument(*f)).collect(),
            place: self.places(&around),
            when: self.dates(found, plain == Act::Report),
            purpose: Vec::new(),
            degree: around.degree.map(|d| self.clauses.form(d).to_lowercase()),
        }
    }

    /// Whose view it is, if not the speaker's: only actors, and what is said in meetings and documents, hold views.
    fn holder(&mut self, scope: &Scope) -> Arg {
        let Some(holder) = scope.holder else {
            return Arg::Speaker;
        };
        let classes = self.classes(&["Actor", "Meeting", "Instrument", "Post"]);
        match self.argument(holder) {
            arg if !self.is_self(arg) && self.may_be(holder, &classes) => arg,
            _ => Arg::Speaker,
        }
    }

    fn is_own_view(&mut self, scope: &Scope) -> bool {
        let holder = scope.holder.map(|holder| self.argument(holder));
        holder.is_some_and(|holder| self.is_self(holder))
    }

    fn classes(&self, names: &[&str]) -> Vec<ClassId> {
        let ontology = self.clauses.ontology;
        names.iter().filter_map(|c| ontology.class(c)).collect()
    }

    /// The act: what the nearest stance says, else what modality makes of `plain`, the act of such a claim as it stands.
    fn act(&self, plain: Act, scope: &Scope, modality: Modality, own: bool) -> Act {
        let expressive = plain.is_expressive() || plain == Act::Urge;
        let wished = match modality {
            Modality::Required | Modality::Recommended | Modality::Prohibited => Some(Act::Urge),
            Modality::Intended | Modality::Desired if own => Some(Act::Commit),
            _ => None,
        };
        let stance = scope.act.filter(|a| *a != Act::Assert);
        match (stance, wished) {
            (Some(act), None) => act,
            (_, Some(act)) => act,
            (None, None) if expressive && !own && self.mentions.speaker.is_some() => Act::Report,
            // A deed that is thought or concluded is asserted, one that is told is reported.
            (None, None) if plain == Act::Report && scope.act == Some(Act::Assert) => Act::Assert,
            // "any party may withdraw", "Mali will join": nothing has happened that could be told.
            (None, None) if plain == Act::Report && modality != Modality::Actual => Act::Assert,
            (None, None) => plain,
        }
    }

    /// "the attack caused deaths", "a meeting on trade": something that happened, not something that is so.
    fn tells(&self, relation: RelationId, anchor: usize, subject: Arg) -> bool {
        let (clauses, ontology) = (&self.clauses, self.clauses.ontology);
        let told_of = &ontology.relation(relation).told_of;
        let Arg::Mention(mention) = subject else {
            return false;
        };
        let class = self.mentions.all[mention].class;
        let auxiliaries = clauses.sentence.children(anchor).filter(|c| {
            let auxiliary = matches!(clauses.token(*c).deprel, Deprel::Aux | Deprel::Cop);
            auxiliary && clauses.token(*c).lemma != "have"
        });
        let mut words = std::iter::once(anchor).chain(auxiliaries);
        let present = words.any(|i| matches!(clauses.token(i).xpos, Xpos::Vbz | Xpos::Vbp));
        !present && told_of.iter().any(|c| ontology.is_a(class, *c))
    }

    fn cue(&self, fixed: &[usize]) -> Span {
        fixed
            .iter()
            .map(|t| self.clauses.token(*t).span)
            .reduce(Span::cover)
            .unwrap_or_default()
    }

    /// Actors named with the subject: by a slot of the phrasing or a phrase with "with".
    fn companions(&mut self, found: &Found, around: &Circumstances) -> Vec<Arg> {
        let actor = self.clauses.ontology.class("Actor");
        let near = around.companions.iter().copied();
        let companions: Vec<Filler> = near
            .filter(|f| actor.is_some_and(|actor| self.may_be(*f, &[actor])))
            .collect();
        let all = found.with.iter().copied().chain(companions);
        let all: Vec<Filler> = all.collect();
        all.into_iter().map(|f| self.argument(f)).collect()
    }

    fn places(&mut self, around: &Circumstances) -> Vec<Arg> {
        let classes = self.classes(&["Place", "State", "Body", "Meeting"]);
        let places = around.places.iter().map(|t| Filler::Token(*t));
        let places: Vec<Filler> = places.filter(|f| self.may_be(*f, &classes)).collect();
        places.into_iter().map(|f| self.argument(f)).collect()
    }

    /// When it was: a deed that is told may have its date after its object, "signed the treaty on 5 May".
    fn dates(&self, found: &Found, told: bool) -> Vec<String> {
        let dates = self.mentions.dates(self.index).iter();
        dates
            .filter(|(date, _)| circumstance::is_dated(&self.clauses, found, *date, told))
            .map(|(_, date)| date.clone())
            .collect()
    }

    /// Claims of purpose clauses are what the claim above is for.
    pub(super) fn purposes(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            let aims: Vec<Arg> = drafts
                .iter()
                .filter(|d| draft.purposes.contains(&d.anchor))
                .flat_map(|d| d.made.iter().map(|c| Arg::Claim(*c)))
                .collect();
            for claim in &draft.made {
                self.claims[*claim].purpose.clone_from(&aims);
            }
        }
    }
}
