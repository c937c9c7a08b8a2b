//! Syntax: text to sentences of tokens with a Universal Dependencies tree each.

pub mod conllu;
mod inflection;
mod join;
mod layout;
mod lemma;
pub mod model;
mod repair;
mod sentence;
mod token;
mod ud;
mod words;

pub use ud::{Deprel, Feats, Mood, Number, Tense, Upos, VerbForm, Xpos};

use std::sync::{Mutex, MutexGuard, PoisonError};

use words::WORDS;

use crate::span::Span;

/// The sentences of a document, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Non-overlapping, in order; text between them is blank.
    pub sentences: Vec<Sentence>,
}

/// One syntactic word (UD word).
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands in the document, in bytes. Tokens never overlap.
    pub span: Span,
    /// Base form; lower-case except for proper nouns.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// The features that later stages read.
    pub feats: Feats,
    /// Index of the head in the same sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Whether the parser holds this head to be much likelier than any other.
    pub sure: bool,
}

/// A sentence: tokens whose heads form one tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// From the first to the last token, in bytes.
    pub span: Span,
    /// The words and punctuation, in order.
    pub tokens: Vec<Token>,
    /// `children[first[i]..first[i + 1]]` are the dependents of token `i`, in order.
    first: Vec<u32>,
    children: Vec<u32>,
}

impl Sentence {
    /// A sentence of parsed tokens; `tokens` must not be empty and its heads must form a tree.
    pub fn new(tokens: Vec<Token>) -> Self {
        let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
        let mut first = vec![0u32; tokens.len() + 1];
        for head in tokens.iter().filter_map(|t| t.head) {
            first[head + 1] += 1;
        }
        for i in 0..tokens.len() {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut children = vec![0u32; first[tokens.len()] as usize];
        for (i, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[next[head] as usize] = i as u32;
                next[head] += 1;
            }
        }
        Self {
            span,
            tokens,
            first,
            children,
        }
    }

    /// The dependents of token `head`, in the order of the text.
    pub fn children(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        let run = self.first[head] as usize..self.first[head + 1] as usize;
        self.children[run].iter().map(|i| *i as usize)
    }

    /// The dependents of `head` with relation `deprel` (exactly), in the order of the text.
    pub fn dependents(
        &self,
        head: usize,
        deprel: Deprel,
    ) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        self.children(head)
            .filter(move |i| self.tokens[*i].deprel == deprel)
    }

    /// The first dependent of `head` with relation `deprel` (exactly).
    pub fn dependent(&self, head: usize, deprel: Deprel) -> Option<usize> {
        self.dependents(head, deprel).next()
    }

    /// Whether two coordinated nouns are one phrase: "conflict prevention and resolution" share their modifier.
    pub fn is_joint(&self, first: usize, conj: usize) -> bool {
        let bare = self
            .children(conj)
            .all(|c| matches!(self.tokens[c].deprel, Deprel::Cc | Deprel::Punct) && c < conj);
        let alone = self.dependents(first, Deprel::Conj).count() == 1;
        bare && alone
            && self.tokens[conj].upos == Upos::Noun
            && self.tokens[first].upos == Upos::Noun
            && self
                .dependents(first, Deprel::Compound)
                .any(|c| c + 1 == first)
            && conj <= first + 2
    }

    /// The root of the tree.
    pub fn root(&self) -> usize {
        self.tokens
            .iter()
            .position(|t| t.head.is_none())
            .unwrap_or(0)
    }

    /// First and last token of the subtree under `head`, inclusive.
    pub fn subtree(&self, head: usize) -> (usize, usize) {
        self.children(head).fold((head, head), |(a, b), child| {
            let (c, d) = self.subtree(child);
            (a.min(c), b.max(d))
        })
    }

    /// Whether `ancestor` is `token` or above it.
    pub fn dominates(&self, ancestor: usize, token: usize) -> bool {
        let mut at = Some(token);
        while let Some(i) = at {
            if i == ancestor {
                return true;
            }
            at = self.tokens[i].head;
        }
        false
    }
}

/// The words of a short text such as a name, as the syntax stage would part them.
pub fn words(text: &str) -> Vec<String> {
    token::tokens(text)
        .iter()
        .map(|p| p.span.of(text).to_owned())
        .collect()
}

/// The syntax stage with its model.
#[derive(Debug)]
pub struct Parser {
    model: model::Model,
    /// Memories that no call is using; at most one for each thread that parses.
    memories: Mutex<Vec<model::Memory>>,
}

impl Parser {
    /// The parser with the shipped English model.
    pub fn new() -> Self {
        Self {
            model: model::Model::english(),
            memories: Mutex::default(),
        }
    }

    /// Splits `text` into sentences and tokens and parses each sentence. Never fails.
    pub fn analyse(&self, text: &str) -> Analysis {
        let pieces = token::tokens(text);
        let mut memory = self.idle_memories().pop().unwrap_or_default();
        let sentences = sentence::sentences(text, &pieces)
            .iter()
            .map(|pieces| self.parse(text, pieces, &mut memory))
            .collect();
        self.idle_memories().push(memory);
        Analysis { sentences }
    }

    fn idle_memories(&self) -> MutexGuard<'_, Vec<model::Memory>> {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn parse(&self, text: &str, pieces: &[token::Piece], memory: &mut model::Memory) -> Sentence {
        let forms: Vec<&str> = pieces.iter().map(|p| p.span.of(text)).collect();
        let words = self.model.parse(&forms, memory);
        let mut tokens: Vec<Token> = words
            .iter()
            .zip(pieces)
            .map(|(word, piece)| Token {
                span: piece.span,
                lemma: lemma::lemma(piece.span.of(text), word.upos, word.xpos),
                upos: word.upos,
                xpos: word.xpos,
                feats: Feats {
                    number: number(piece.span.of(text), word),
                    ..word.feats
                },
                head: word.head,
                deprel: word.deprel,
                sure: word.sure,
            })
            .collect();
        repair::repair(&mut tokens, &forms);
        Sentence::new(tokens)
    }
}

/// The grammatical number of a word; the tags of personal pronouns don't tell theirs.
fn number(form: &str, word: &model::Word) -> Option<Number> {
    if !matches!(word.xpos, Xpos::Prp | Xpos::PrpPoss) {
        return word.feats.number;
    }
    let form = form.to_lowercase();
    let found = [
        (&WORDS.singular, Number::Sing),
        (&WORDS.plural, Number::Plur),
    ];
    let mut found = found
        .into_iter()
        .filter(|(list, _)| list.contains(form.as_str()));
    found.next().map(|(_, number)| number)
}

impl Default for Parser {
    fn default() -> Self {
        Self::new()
    }
}
