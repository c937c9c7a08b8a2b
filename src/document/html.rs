//! Pages: what a reader reads of them, without navigation, scripts and forms.

use encoding_rs::Encoding;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::Document;
use super::flow::Flow;

/// Elements that hold no text of the page's own.
const SKIPPED: &[&str] = &[
    "aside", "audio", "button", "canvas", "dialog", "footer", "form", "iframe", "math", "menu",
    "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
    "video",
];

/// Elements that run on within a line; all others begin and end one.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements without an end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// The text of a page, and what its head says of it. If the page marks its main part, that alone is the text.
pub(super) fn document(page: &str) -> Document {
    let mut reader = Page::new();
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        reader.token(token);
    }
    reader.finish()
}

/// The encoding that a page names in its first kilobyte, as browsers look for it.
pub(super) fn charset(page: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&page[..page.len().min(1024)]).to_ascii_lowercase();
    let (_, rest) = start.split_once("charset=")?;
    let label = rest.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c))?;
    Encoding::for_label(&label.as_bytes()[..end])
}

struct Page {
    document: Document,
    /// The whole page, and its main part.
    whole: Flow,
    main: Flow,
    /// How deep we are in `main` or `article`.
    mains: usize,
    /// The element that is being skipped, and how often it is open.
    skipped: Option<(String, usize)>,
    in_title: bool,
    in_superscript: bool,
    preformatted: bool,
}

impl Page {
    fn new() -> Self {
        Self {
            document: Document::default(),
            whole: Flow::new(),
            main: Flow::new(),
            mains: 0,
            skipped: None,
            in_title: false,
            in_superscript: false,
            preformatted: false,
        }
    }

    fn token(&mut self, token: Token) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => self.text(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if let Some((skipped, depth)) = &mut self.skipped {
            // The main part of a page is never within its navigation: that was left open.
            if name != "main" && name != "article" {
                *depth += usize::from(skipped == name);
                return;
            }
            self.skipped = None;
        }
        if self.is_skipped(name, tag) {
            self.part(name);
            self.skipped = Some((name.to_owned(), 1));
            return;
        }
        match name {
            "main" | "article" => self.mains += 1,
            "title" => self.in_title = true,
            "meta" => self.meta(tag),
            "sup" => self.in_superscript = true,
            "pre" => self.preformatted = true,
            _ => {}
        }
        self.part(name);
    }

    fn is_skipped(&self, name: &str, tag: &StartTag<()>) -> bool {
        let role = attribute(tag, "role");
        let hidden = tag.attributes.contains_key(b"hidden".as_slice())
            || matches!(
                role.as_str(),
                "navigation" | "search" | "contentinfo" | "banner"
            );
        // A link set high is the number of a note.
        let note = name == "a" && self.in_superscript;
        SKIPPED.contains(&name) || note || hidden && !VOID.contains(&name)
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth -= usize::from(skipped == name);
            if *depth == 0 || name == "body" {
                self.skipped = None;
            }
            return;
        }
        self.part(name);
        match name {
            "main" | "article" => self.mains = self.mains.saturating_sub(1),
            "title" => self.in_title = false,
            "sup" => self.in_superscript = false,
            "pre" => self.preformatted = false,
            _ => {}
        }
    }

    /// Line and paragraph ends at the border of an element.
    fn part(&mut self, name: &str) {
        match name {
            "br" => self.each(Flow::line_break),
            _ if INLINE.contains(&name) => {}
            _ => self.each(Flow::paragraph),
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        if self.in_title {
            self.document
                .metadata
                .title
                .get_or_insert_with(|| one_line(text));
        } else if self.preformatted {
            for line in text.split_inclusive('\n') {
                self.each(|flow| flow.push(line));
                if line.ends_with('\n') {
                    self.each(Flow::line_break);
                }
            }
        } else {
            self.each(|flow| flow.push(text));
        }
    }

    fn each(&mut self, write: impl Fn(&mut Flow)) {
        write(&mut self.whole);
        if self.mains > 0 {
            write(&mut self.main);
        }
    }

    fn meta(&mut self, tag: &StartTag<()>) {
        let name = attribute(tag, "name") + &attribute(tag, "property");
        let content = one_line(&attribute(tag, "content"));
        let metadata = &mut self.document.metadata;
        match name.to_ascii_lowercase().as_str() {
            "og:title" | "dc.title" | "dcterms.title" if !content.is_empty() => {
                metadata.title = Some(content);
            }
            "date" | "dc.date" | "dcterms.date" | "article:published_time" => {
                let day = content.split('T').next().unwrap_or_default();
                metadata.set("date", day);
            }
            _ => {}
        }
    }

    fn finish(self) -> Document {
        let text = if self.main.is_empty() {
            self.whole
        } else {
            self.main
        };
        Document {
            text: text.finish(),
            ..self.document
        }
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> String {
    let value = tag.attributes.get(name.as_bytes());
    value.map_or_else(String::new, |v| {
        String::from_utf8_lossy(&v.value).into_owned()
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, text: &str) {
        assert_eq!(document(page).text, text, "{page}");
    }

    #[test]
    fn paragraphs_and_items_stay_apart() {
        check("<p>One\n two.<p>Three.</p>", "One two.\n\nThree.\n");
        check(
            "<h1>Head</h1>Text<ul><li>a</li><li>b <b>c</b>d</li></ul>End",
            "Head\n\nText\n\na\n\nb cd\n\nEnd\n",
        );
        check("a<br>b<br><br>c", "a\nb\n\nc\n");
        check("<pre>a\nb\n\nc</pre>", "a\nb\n\nc\n");
        check("<table><tr><td>a<td>b</table>", "a\n\nb\n");
    }

    #[test]
    fn only_what_is_read_is_text() {
        check(
            "<nav><a>Home</a></nav><p>A &amp; B&nbsp;C.</p><script>if (a<b) {}</script>",
            "A & B C.\n",
        );
        check(
            "<div role=navigation><div>Menu</div></div><p hidden>x</p>Text",
            "Text\n",
        );
        check(
            "<p>Banner</p><main><p>Text.</p></main><footer>x</footer>",
            "Text.\n",
        );
        check("<nav>Menu<article>Text.</article>", "Text.\n");
        check(
            "Norms<sup><a href=#1>1</a></sup> of the 5<sup>th</sup> GGE.",
            "Norms of the 5th GGE.\n",
        );
    }

    #[test]
    fn the_head_gives_title_and_date() {
        let page = "<head><title>A\n view</title><meta property=article:published_time content=2021-03-04T10:00Z></head><p>x";
        let metadata = document(page).metadata;
        assert_eq!(metadata.title.as_deref(), Some("A view"));
        assert_eq!(metadata.date.as_deref(), Some("2021-03-04"));
    }

    #[test]
    fn depth_costs_nothing() {
        let page = "<div>".repeat(200_000) + "Deep." + &"<nav>".repeat(200_000);
        check(&page, "Deep.\n");
    }

    #[test]
    fn pages_name_their_encoding() {
        assert_eq!(
            charset(b"<meta charset=\"iso-8859-2\">").map(Encoding::name),
            Some("ISO-8859-2")
        );
        assert_eq!(charset(b"<p>charset=nonsense>"), None);
    }
}
