//! Names with a regular form: resolutions, document symbols, articles and chapters, dates.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::ontology::{EntityId, Ontology};
use crate::span::Span;

/// Something with a regular form, in bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub span: Span,
    /// Name of its class.
    pub class: &'static str,
    /// Dotted slug, or the slug of the catalogue.
    pub slug: Option<String>,
    /// Where the list that it continues began: "resolutions 186 (1964), 187 (1964)".
    pub list: Option<u32>,
}

// Word boundaries are those of ASCII: others would slow the search of every text that has a curly quotation mark.
static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\s+of\s+\d{1,2}\s+\w+(?:\s+\d{4})?)?(?:\s*,\s*|\s*,?\s+and\s+)(?P<next>\d{1,4}(?:/\d{1,4}|\s*\(\d{4}\)))").unwrap()
});
static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:document\s+)?(?P<symbol>[ASE]/(?:[A-Z]+[./-]?)*\d[\w./-]*\w|[ASE]/\d+)")
        .unwrap()
});
/// The regular forms of an ontology: its nouns and organs, compiled, and the texts of the catalogue by their symbols.
#[derive(Debug)]
pub(super) struct Patterns {
    resolution: Regex,
    provision: Regex,
    order: Regex,
    /// Each name of an organ that adopts resolutions, and the slug of the organ.
    organs: FxHashMap<String, String>,
    symbols: Symbols,
}

impl Patterns {
    pub fn new(ontology: &Ontology) -> Self {
        let organs = organs(ontology);
        let bodies = either(organs.keys());
        let words = |list| either(ontology.words(list).iter());
        let compile = |pattern: String| Regex::new(&pattern).unwrap();
        Self {
            resolution: compile(format!(
                r"(?-u:\b)(?:(?P<body>{bodies})\s+)?(?i:{})s?\s+(?P<first>\d{{1,4}}(?:/\d{{1,4}})?(?:\s*\((?:\d{{4}}|[A-Z-]+)\))?)",
                words("resolutionNoun")
            )),
            provision: compile(format!(
                r"(?-u:\b)(?P<kind>{})\s+(?P<number>[IVXLC]+(?-u:\b)|\d{{1,3}}(?:\s?\(\d{{1,2}}\))*)(?P<whole>\s+(?:{}))?",
                words("provisionName"),
                words("ofCharter")
            )),
            order: compile(format!(
                r"(?-u:\b)(?:{}) \d{{4,6}}(?: of [A-Z][a-z]+ \d{{1,2}}, \d{{4}})?",
                words("orderName")
            )),
            organs,
            symbols: Symbols::new(ontology),
        }
    }

    /// The text of the catalogue with that slug, made of its document symbol.
    pub fn entity(&self, slug: &str) -> Option<EntityId> {
        self.symbols.0.get(slug).copied()
    }

    /// The regular names of a text, in order. Cheap marks are looked for first: most texts have few of them.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        self.resolutions(text, &mut found);
        if text.contains('/') {
            for c in SYMBOL.captures_iter(text) {
                let (whole, symbol) = (c.get(0), c.name("symbol"));
                if let (Some(whole), Some(symbol)) = (whole, symbol) {
                    let slug = by_symbol(symbol.as_str());
                    push(
                        &mut found,
                        whole.start(),
                        whole.end(),
                        "Instrument",
                        Some(slug),
                    );
                }
            }
        }
        for c in self.provision.captures_iter(text) {
            provision(&c, &mut found);
        }
        for order in self.order.find_iter(text) {
            let slug = slugged("instrument", order.as_str());
            push(
                &mut found,
                order.start(),
                order.end(),
                "Instrument",
                Some(slug),
            );
        }
        found.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
        found
    }

    /// "resolution 186 (1964)", and the numbers that follow it: "187 (1964) of 13 March and 192 (1964)".
    fn resolutions(&self, text: &str, found: &mut Vec<Found>) {
        for c in self.resolution.captures_iter(text) {
            let (Some(whole), Some(first)) = (c.get(0), c.name("first")) else {
                continue;
            };
            let organ = c
                .name("body")
                .and_then(|b| self.organs.get(&one_space(b.as_str())));
            let slug = |number: &str| resolution(organ.map(String::as_str), number);
            let slugged = slug(first.as_str());
            push(found, whole.start(), whole.end(), "Instrument", slugged);
            let mut end = whole.end();
            while let Some(next) = FURTHER.captures(&text[end..]).and_then(|c| c.name("next")) {
                let (from, to) = (end + next.start(), end + next.end());
                push(found, from, to, "Instrument", slug(next.as_str()));
                if let Some(item) = found.last_mut() {
                    item.list = Some(whole.start() as u32);
                }
                end = to;
            }
        }
    }
}

/// The names of the organs that adopt resolutions, with their slugs.
fn organs(ontology: &Ontology) -> FxHashMap<String, String> {
    let labels = ontology.words("resolutionOrgan");
    let adopts = ontology
        .entities
        .iter()
        .filter(|e| labels.contains(&e.label));
    adopts
        .flat_map(|e| {
            e.names
                .iter()
                .map(|name| (name.text.clone(), e.slug.clone()))
        })
        .collect()
}

/// A pattern for any of these names, the longest first, over line ends.
fn either<'a>(names: impl Iterator<Item = &'a String>) -> String {
    // An ontology without such names has none of these forms.
    const NOTHING: &str = r"[^\s\S]";
    let mut names: Vec<String> = names.map(|name| regex::escape(name)).collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
    if names.is_empty() {
        return NOTHING.to_owned();
    }
    names.join("|").replace(' ', r"\s+")
}

fn one_space(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push(
    found: &mut Vec<Found>,
    start: usize,
    end: usize,
    class: &'static str,
    slug: Option<String>,
) {
    found.push(Found {
        span: Span::new(start, end),
        class,
        slug,
        list: None,
    });
}

/// "1441 (2002)" is the Security Council's, "73/27" and "1514 (XV)" are the General Assembly's.
fn resolution(organ: Option<&str>, number: &str) -> Option<String> {
    let organ = match organ {
        Some(organ) => organ,
        _ if number.contains('/') => "unga",
        _ if number.contains(['I', 'V', 'X']) => "unga",
        _ if number.contains('(') => "unsc",
        _ => return None,
    };
    Some(format!("instrument.{organ}-res-{}", words(number)))
}

/// "A/RES/73/27" is General Assembly resolution 73/27.
pub(super) fn by_symbol(symbol: &str) -> String {
    const ORGANS: [(&str, &str); 3] = [
        ("A/HRC/RES/", "hrc"),
        ("A/RES/", "unga"),
        ("S/RES/", "unsc"),
    ];
    let organ = ORGANS.iter().find_map(|(prefix, organ)| {
        let number = symbol.strip_prefix(prefix)?;
        Some(format!("instrument.{organ}-res-{}", words(number)))
    });
    organ.unwrap_or_else(|| slugged("instrument", symbol))
}

/// The texts of an ontology by the slugs that are made of their document symbols.
#[derive(Debug, Default)]
struct Symbols(FxHashMap<String, EntityId>);

impl Symbols {
    fn new(ontology: &Ontology) -> Self {
        let mut symbols = FxHashMap::default();
        for (i, entity) in ontology.entities.iter().enumerate() {
            for (_, symbol) in entity.codes.iter().filter(|(name, _)| name == "symbol") {
                let slug = by_symbol(symbol);
                // "resolution 2254" of the Security Council is the one of 2015: it counts through all years.
                if let Some((number, _)) = symbol.split_once(" (") {
                    symbols
                        .entry(by_symbol(number))
                        .or_insert(EntityId(i as u32));
                }
                symbols.insert(slug, EntityId(i as u32));
            }
        }
        Self(symbols)
    }
}

fn provision(c: &regex::Captures, found: &mut Vec<Found>) {
    let (Some(whole), Some(kind), Some(number)) = (c.get(0), c.name("kind"), c.name("number"))
    else {
        return;
    };
    let number = number.as_str();
    let value = roman(number).map_or_else(|| words(number), |n| n.to_string());
    let kind = kind.as_str().trim_end_matches('s').to_lowercase();
    let charter =
        c.name("whole").is_some() || kind == "chapter" && matches!(value.as_str(), "6" | "7" | "8");
    let slug = charter.then(|| format!("un-charter-{kind}-{value}"));
    push(found, whole.start(), whole.end(), "Provision", slug);
}

fn roman(text: &str) -> Option<u32> {
    let value = |c| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    for (i, digit) in digits.iter().enumerate() {
        if digits.get(i + 1).is_some_and(|next| next > digit) {
            sum -= *digit as i32;
        } else {
            sum += *digit as i32;
        }
    }
    u32::try_from(sum).ok()
}

/// A dotted slug for something that the catalogue lacks.
pub(super) fn slugged(class: &str, name: &str) -> String {
    format!("{}.{}", class.to_lowercase(), words(name))
}

/// Lower-case words joined by hyphens.
fn words(name: &str) -> String {
    let lower = name.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric());
    parts
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[A-Z][a-z]{2,8})(?:,?\s+(?P<year>\d{4}))?|(?P<month2>[A-Z][a-z]{2,8})\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*(?P<year2>\d{4}))?|(?P<month3>[A-Z][a-z]{2,8})\s+(?P<year3>\d{4})|(?P<year4>(?:1[89]|20)\d{2}))(?-u:\b)").unwrap()
});

/// Dates of a text as ISO dates, months or years. A day without year takes `year`, if it is given.
pub fn dates(text: &str, ontology: &Ontology, year: Option<&str>) -> Vec<(Span, String)> {
    // In the order of the year.
    let months = ontology.words("month");
    let month = |name: &str| {
        let lower = name.to_lowercase();
        let known = |m: &String| *m == lower || lower.len() == 3 && m.starts_with(&lower);
        months.iter().position(known).map(|i| i + 1)
    };
    let value = |c: &regex::Captures| {
        let get = |names: [&str; 2]| {
            names
                .iter()
                .find_map(|n| Some(c.name(n)?.as_str().to_owned()))
        };
        if let Some(year) = c.name("year4") {
            return Some(year.as_str().to_owned());
        }
        if let (Some(name), Some(year)) = (c.name("month3"), c.name("year3")) {
            return Some(format!("{}-{:02}", year.as_str(), month(name.as_str())?));
        }
        let day: u32 = get(["day", "day2"])?
            .parse()
            .ok()
            .filter(|d| (1..=31).contains(d))?;
        let month = month(&get(["month", "month2"])?)?;
        let year = get(["year", "year2"]).or_else(|| year.map(str::to_owned))?;
        Some(format!("{year}-{month:02}-{day:02}"))
    };
    DATE.captures_iter(text)
        .filter_map(|c| {
            let whole = c.get(0)?;
            Some((Span::new(whole.start(), whole.end()), value(&c)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Source, load};

    #[test]
    fn regular_names_are_found_with_their_slugs() {
        let text = "Security Council resolution 186 (1964) of 4 March, 187 (1964) and A/RES/73/27, General Assembly resolution 1514 (XV), under Chapter VII and Article 2(4) of the Charter";
        let ontology = load(&Source::shipped()).unwrap();
        let slugs: Vec<String> = Patterns::new(&ontology)
            .find(text)
            .into_iter()
            .filter_map(|f| f.slug)
            .collect();
        assert_eq!(
            slugs,
            [
                "instrument.unsc-res-186-1964",
                "instrument.unsc-res-187-1964",
                "instrument.unga-res-73-27",
                "instrument.unga-res-1514-xv",
                "un-charter-chapter-7",
                "un-charter-article-2-4"
            ]
        );
    }
}
