//! Running text made of pieces: paragraphs and items parted by blank lines, other blanks collapsed.

/// What stands between what was written and what comes next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Line,
    Paragraph,
}

/// Collects the text of a page or a word processor's document.
pub(super) struct Flow {
    text: String,
    gap: Gap,
}

impl Flow {
    pub fn new() -> Self {
        Self {
            text: String::new(),
            gap: Gap::None,
        }
    }

    /// Adds running text; any run of blanks in it, or at its ends, is one blank.
    pub fn push(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.part(Gap::Blank);
        }
        let mut words = text.split_whitespace();
        if let Some(first) = words.next() {
            self.word(first);
        }
        for word in words {
            self.part(Gap::Blank);
            self.word(word);
        }
        if text.ends_with(char::is_whitespace) {
            self.part(Gap::Blank);
        }
    }

    /// A line break that was asked for; two of them make a paragraph.
    pub fn line_break(&mut self) {
        let again = self.gap >= Gap::Line;
        self.part(if again { Gap::Paragraph } else { Gap::Line });
    }

    /// What follows begins a paragraph.
    pub fn paragraph(&mut self) {
        self.part(Gap::Paragraph);
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text, with a line end if there is any.
    pub fn finish(mut self) -> String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Blank => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::None;
        // Soft hyphens and zero-width blanks are typesetting, not letters.
        self.text.extend(
            word.chars()
                .filter(|c| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}')),
        );
    }
}
