//! Characters, as a PDF prints them one by one, to lines.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::page::{Line, Page};

/// Receives the characters of a document in the order in which they are printed.
#[derive(Default)]
pub(super) struct Lines {
    /// What was printed so far.
    pub pages: Vec<Page>,
    /// The height of the page.
    top: f64,
    /// Where the last character ended.
    end: f64,
}

impl OutputDev for Lines {
    fn begin_page(
        &mut self,
        _number: u32,
        media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.top = media.ury;
        self.pages.push(Page::new());
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        character: &str,
    ) -> Result<(), OutputError> {
        let size = font_size
            * (transform.m11 * transform.m22 - transform.m12 * transform.m21)
                .abs()
                .sqrt();
        let at = Place {
            x: transform.m31,
            y: self.top - transform.m32,
            size,
        };
        self.print(at, character);
        self.end = at.x + width * size;
        if let Some(line) = self.pages.last_mut().and_then(|page| page.last_mut()) {
            line.end = line.end.max(self.end);
        }
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Where a character stands, from the top left of the page, in points.
#[derive(Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
    size: f64,
}

impl Lines {
    fn print(&mut self, at: Place, character: &str) {
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        let line = page.last_mut().filter(|line| goes_on(line, at, self.end));
        let Some(line) = line else {
            if !character.trim().is_empty() {
                page.push(Line::new(at.x, at.y, at.size, &letters(character)));
            }
            return;
        };
        if is_note(line, at, character) {
            return;
        }
        if at.x > self.end + at.size * 0.15 {
            line.text.push(' ');
        }
        line.text.push_str(&letters(character));
    }
}

/// Whether a character stands on the line that was being printed: as high, and not left of its end.
fn goes_on(line: &Line, at: Place, end: f64) -> bool {
    let size = line.size.max(at.size);
    (line.y - at.y).abs() < size * 0.6 && at.x > end - size
}

/// A small raised figure is the number of a note.
fn is_note(line: &Line, at: Place, character: &str) -> bool {
    at.size < line.size * 0.8
        && line.y - at.y > line.size * 0.15
        && character.chars().all(|c| c.is_ascii_digit())
}

/// Ligatures are typesetting; readers know letters.
fn letters(character: &str) -> String {
    let mut letters = String::new();
    for c in character.chars() {
        match c {
            'ﬀ' => letters.push_str("ff"),
            'ﬁ' => letters.push_str("fi"),
            'ﬂ' => letters.push_str("fl"),
            'ﬃ' => letters.push_str("ffi"),
            'ﬄ' => letters.push_str("ffl"),
            '\u{AD}' => letters.push('-'),
            c if c.is_control() => letters.push(' '),
            c => letters.push(c),
        }
    }
    letters
}
