//! The closed lists of a claim's frame.

macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident: $default:ident { $($(#[$vdoc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, in the order of the guidelines.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The local name in the vocabulary.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => stringify!($variant),)* }
            }

            /// The value of a local name, if it is one of the list.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $(stringify!($variant) => Some($name::$variant),)* _ => None }
            }
        }

        impl Default for $name {
            fn default() -> Self { $name::$default }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

closed_list! {
    /// What the holder does with a claim.
    Act: Assert {
        /// Says so about the world or about norms.
        Assert,
        /// Tells a deed, a happening, a membership.
        Report,
        /// Recalls or reaffirms what is known.
        Recall,
        /// Calls on somebody, or says that somebody must or should.
        Urge,
        /// Says what it will or would like to do itself.
        Commit,
        /// Takes the stance itself.
        Support,
        /// Likewise.
        Oppose,
        /// Likewise.
        Condemn,
        /// Likewise.
        Welcome,
        /// Likewise.
        Concern,
        /// Likewise.
        Thank,
    }
}

impl Act {
    /// Whether it is a stance that the holder takes, not something said of the world, promised or wanted.
    pub fn is_expressive(self) -> bool {
        matches!(
            self,
            Act::Support
                | Act::Oppose
                | Act::Condemn
                | Act::Welcome
                | Act::Concern
                | Act::Thank
                | Act::Recall
        )
    }
}

closed_list! {
    /// How the claim relates to the world.
    Modality: Actual {
        /// Plain tense.
        Actual,
        /// Seems, is likely, will (of others).
        Probable,
        /// May, might, could, would, can (ability).
        Possible,
        /// Must, shall, have to.
        Required,
        /// Should, is urged to.
        Recommended,
        /// Is entitled to.
        Permitted,
        /// Must not.
        Prohibited,
        /// Will, is committed to, is ready to.
        Intended,
        /// Would like to, hopes.
        Desired,
    }
}

impl Modality {
    /// Whether it wants what is only intended or possible otherwise: "urges the Council to make efforts".
    pub fn asks_for(self, inner: Modality) -> bool {
        match self {
            Modality::Required | Modality::Recommended | Modality::Prohibited => {
                matches!(inner, Modality::Intended | Modality::Possible)
            }
            Modality::Desired => inner == Modality::Possible,
            _ => false,
        }
    }
}

closed_list! {
    /// Whether the claim itself is negated.
    Polarity: Positive {
        /// It is so.
        Positive,
        /// It is not so.
        Negative,
    }
}

closed_list! {
    /// How directly the text says it.
    Basis: Explicit {
        /// In a main or complement clause.
        Explicit,
        /// Taken for granted in a noun phrase, relative or participle clause.
        Presupposed,
        /// Hearsay.
        Reported,
    }
}
