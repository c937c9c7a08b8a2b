//! Lines of pages to paragraphs.

use std::collections::{BTreeMap, BTreeSet};

use super::hyphen::{Join, Words};

/// The lines of a page in the order of printing.
pub(super) type Page = Vec<Line>;

/// A line of print; lengths in points, from the top left of the page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub x: f64,
    pub end: f64,
    pub y: f64,
    /// Of the font.
    pub size: f64,
    pub text: String,
}

impl Line {
    pub fn new(x: f64, y: f64, size: f64, text: &str) -> Self {
        Self {
            x,
            end: x,
            y,
            size,
            text: text.to_owned(),
        }
    }
}

/// How many lines at the top and at the foot of a page can be other than text.
const MARGIN: usize = 3;

/// The text of all pages: paragraphs parted by blank lines, lines as they were printed. Empty if nothing was.
pub(super) fn text(mut pages: Vec<Page>) -> String {
    for line in pages.iter_mut().flatten() {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    for page in &mut pages {
        page.retain(|line| !line.text.is_empty());
    }
    drop_repeated(&mut pages);
    let lines: Vec<Line> = pages.into_iter().flatten().collect();
    let print = Print::of(&lines);
    let words = Words::of(lines.iter().map(|line| line.text.as_str()));
    let mut text = String::new();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            let before = &lines[i - 1];
            match words.join(&before.text, &line.text) {
                _ if print.parts(before, line) => text.push_str("\n\n"),
                Join::Lines => text.push('\n'),
                Join::Hyphen => {}
                Join::Word => text.truncate(text.len() - 1),
            }
        }
        text.push_str(&line.text);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Drops running titles and page numbers: what stands, but for its figures, at the border of a third of the pages.
fn drop_repeated(pages: &mut [Page]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let forms: BTreeSet<String> = border(page).iter().map(|i| form(&page[*i].text)).collect();
        for form in forms {
            *counts.entry(form).or_default() += 1;
        }
    }
    let least = pages.len().div_ceil(3).max(2);
    for page in pages {
        let dropped: BTreeSet<usize> = border(page)
            .into_iter()
            .filter(|i| counts[&form(&page[*i].text)] >= least)
            .collect();
        let mut i = 0..;
        page.retain(|_| i.next().is_none_or(|i| !dropped.contains(&i)));
    }
}

/// The lines at the top and at the foot of a page.
fn border(page: &Page) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.len()).collect();
    order.sort_by(|a, b| page[*a].y.total_cmp(&page[*b].y));
    if order.len() > 2 * MARGIN {
        order.drain(MARGIN..order.len() - MARGIN);
    }
    order
}

/// A line with its numbers made alike.
fn form(text: &str) -> String {
    let mut form = String::new();
    for c in text.chars() {
        if !c.is_numeric() {
            form.push(c);
        } else if !form.ends_with('#') {
            form.push('#');
        }
    }
    form
}

/// How a document is set.
struct Print {
    /// From line to line.
    pitch: f64,
    /// Where full lines end.
    right: f64,
}

impl Print {
    fn of(lines: &[Line]) -> Self {
        let steps = lines.windows(2).map(|pair| pair[1].y - pair[0].y);
        Self {
            pitch: at(steps.filter(|step| *step > 0.0).collect(), 0.5),
            right: at(lines.iter().map(|line| line.end).collect(), 0.8),
        }
    }

    /// Whether a paragraph ends between two lines.
    fn parts(&self, before: &Line, line: &Line) -> bool {
        let step = line.y - before.y;
        let ended = before
            .text
            .ends_with(['.', ':', ';', '!', '?', '”', '"', ')']);
        let other_size = (line.size - before.size).abs() > before.size * 0.1;
        let indented = line.x > before.x + line.size;
        let short = before.end < before.x + (self.right - before.x) * 0.8;
        if step < 0.0 {
            // The next column or page.
            return ended && (indented || short);
        }
        step > self.pitch * 1.25 || other_size || ended && (indented || short)
    }
}

/// The value that a share of all values does not exceed.
fn at(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let index = (last as f64 * share) as usize;
    values.get(index).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines 12 points apart; a number leaves more room.
    fn page(lines: &[&str]) -> Page {
        let mut y = 0.0;
        let mut page = Page::new();
        for text in lines {
            y += if text.is_empty() { 10.0 } else { 12.0 };
            if !text.is_empty() {
                let mut line = Line::new(50.0, y, 10.0, text);
                line.end = 50.0 + 5.0 * text.len() as f64;
                page.push(line);
            }
        }
        page
    }

    #[test]
    fn running_titles_and_page_numbers_go() {
        let one = page(&[
            "A/73/27",
            "",
            "We agree with those",
            "who spoke before us that",
            "",
            "1/3",
        ]);
        let two = page(&["A/73/27", "", "it works.", "", "2/3"]);
        let three = page(&["A/73/27", "", "It is work we all do", "", "3/3"]);
        assert_eq!(
            text(vec![one, two, three]),
            "We agree with those\nwho spoke before us that\nit works.\n\nIt is work we all do\n"
        );
    }

    #[test]
    fn wider_gaps_and_short_ends_part_paragraphs() {
        let lines = page(&[
            "A line that is quite full",
            "ends.",
            "The next line is full too",
            "",
            "Another paragraph is here",
        ]);
        assert_eq!(
            text(vec![lines]),
            "A line that is quite full\nends.\n\nThe next line is full too\n\nAnother paragraph is here\n"
        );
    }
}
