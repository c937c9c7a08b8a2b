//! The closed lists of Universal Dependencies for English, as enums that read and write their UD names.

macro_rules! tagset {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum $name { $($variant,)* }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The name in CoNLL-U.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The value of a CoNLL-U name, if it is one of the list.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

tagset! {
    /// Universal part of speech.
    Upos {
        Adj = "ADJ",
        Adp = "ADP",
        Adv = "ADV",
        Aux = "AUX",
        Cconj = "CCONJ",
        Det = "DET",
        Intj = "INTJ",
        Noun = "NOUN",
        Num = "NUM",
        Part = "PART",
        Pron = "PRON",
        Propn = "PROPN",
        Punct = "PUNCT",
        Sconj = "SCONJ",
        Sym = "SYM",
        Verb = "VERB",
        X = "X",
    }
}

tagset! {
    /// Penn Treebank part of speech, as used in UD English.
    Xpos {
        Nn = "NN",
        In = "IN",
        Dt = "DT",
        Nnp = "NNP",
        Prp = "PRP",
        Jj = "JJ",
        Rb = "RB",
        Period = ".",
        Vb = "VB",
        Nns = "NNS",
        Comma = ",",
        Vbd = "VBD",
        Cc = "CC",
        Vbp = "VBP",
        Vbz = "VBZ",
        Cd = "CD",
        Vbn = "VBN",
        Vbg = "VBG",
        Md = "MD",
        To = "TO",
        PrpPoss = "PRP$",
        Rrb = "-RRB-",
        Lrb = "-LRB-",
        Wdt = "WDT",
        Colon = ":",
        Wrb = "WRB",
        OpenQuote = "``",
        CloseQuote = "''",
        Wp = "WP",
        Rp = "RP",
        Uh = "UH",
        Pos = "POS",
        Hyph = "HYPH",
        Nnps = "NNPS",
        Jjr = "JJR",
        Jjs = "JJS",
        Ex = "EX",
        Nfp = "NFP",
        Rbr = "RBR",
        Add = "ADD",
        Gw = "GW",
        Currency = "$",
        Sym = "SYM",
        Pdt = "PDT",
        Ls = "LS",
        Fw = "FW",
        Rbs = "RBS",
        Afx = "AFX",
        WpPoss = "WP$",
    }
}

tagset! {
    /// Universal dependency relation with its English subtype.
    Deprel {
        Root = "root",
        Nsubj = "nsubj",
        NsubjPass = "nsubj:pass",
        NsubjOuter = "nsubj:outer",
        Obj = "obj",
        Iobj = "iobj",
        Obl = "obl",
        OblAgent = "obl:agent",
        OblUnmarked = "obl:unmarked",
        Csubj = "csubj",
        CsubjPass = "csubj:pass",
        CsubjOuter = "csubj:outer",
        Ccomp = "ccomp",
        Xcomp = "xcomp",
        Advcl = "advcl",
        AdvclRelcl = "advcl:relcl",
        Acl = "acl",
        AclRelcl = "acl:relcl",
        Advmod = "advmod",
        Amod = "amod",
        Appos = "appos",
        Nmod = "nmod",
        NmodPoss = "nmod:poss",
        NmodDesc = "nmod:desc",
        NmodUnmarked = "nmod:unmarked",
        Nummod = "nummod",
        Conj = "conj",
        Cc = "cc",
        CcPreconj = "cc:preconj",
        Case = "case",
        Mark = "mark",
        Aux = "aux",
        AuxPass = "aux:pass",
        Cop = "cop",
        Det = "det",
        DetPredet = "det:predet",
        Compound = "compound",
        CompoundPrt = "compound:prt",
        Fixed = "fixed",
        Flat = "flat",
        Expl = "expl",
        Parataxis = "parataxis",
        Discourse = "discourse",
        Vocative = "vocative",
        Dislocated = "dislocated",
        List = "list",
        Orphan = "orphan",
        Goeswith = "goeswith",
        Reparandum = "reparandum",
        Punct = "punct",
        Dep = "dep",
    }
}

tagset! {
    /// UD feature VerbForm.
    VerbForm {
        Fin = "Fin",
        Inf = "Inf",
        Part = "Part",
        Ger = "Ger",
    }
}

tagset! {
    /// UD feature Tense.
    Tense {
        Pres = "Pres",
        Past = "Past",
    }
}

tagset! {
    /// UD feature Number.
    Number {
        Sing = "Sing",
        Plur = "Plur",
    }
}

tagset! {
    /// UD feature Mood.
    Mood {
        Ind = "Ind",
        Imp = "Imp",
    }
}

impl Deprel {
    /// The universal relation without its subtype: `nsubj:pass` is `nsubj`.
    pub fn base(self) -> &'static str {
        let name = self.as_str();
        name.split_once(':').map_or(name, |(base, _)| base)
    }
}

/// The morphological features that later stages read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Feats {
    /// Finite, infinitive, participle or gerund.
    pub verb_form: Option<VerbForm>,
    /// Whether a participle is passive.
    pub passive: bool,
    /// Present or past.
    pub tense: Option<Tense>,
    /// Singular or plural.
    pub number: Option<Number>,
    /// Indicative or imperative.
    pub mood: Option<Mood>,
}

impl Feats {
    /// Reads a CoNLL-U FEATS column; features that are not kept are skipped.
    pub fn from_conllu(column: &str) -> Self {
        let mut feats = Self::default();
        for (key, value) in column.split('|').filter_map(|f| f.split_once('=')) {
            match key {
                "VerbForm" => feats.verb_form = VerbForm::from_name(value),
                "Voice" => feats.passive = value == "Pass",
                "Tense" => feats.tense = Tense::from_name(value),
                "Number" => feats.number = Number::from_name(value),
                "Mood" => feats.mood = Mood::from_name(value),
                _ => {}
            }
        }
        feats
    }
}

impl std::fmt::Display for Feats {
    /// Writes the CoNLL-U FEATS column: sorted by name, `_` if there is none.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let columns = [
            self.mood.map(|m| format!("Mood={m}")),
            self.number.map(|n| format!("Number={n}")),
            self.tense.map(|t| format!("Tense={t}")),
            self.verb_form.map(|v| format!("VerbForm={v}")),
            self.passive.then(|| "Voice=Pass".to_owned()),
        ];
        let written: Vec<String> = columns.into_iter().flatten().collect();
        f.write_str(if written.is_empty() { "_" } else { "" })?;
        f.write_str(&written.join("|"))
    }
}
