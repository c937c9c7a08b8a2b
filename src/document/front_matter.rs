//! Metadata between `---` lines before a text, as site generators write it.

use super::Document;

/// The document of a text file. A block of front matter becomes metadata and is no part of the text.
pub(super) fn document(mut text: String) -> Document {
    let mut document = Document::default();
    if let Some((block, start)) = split(&text)
        && fill(&mut document, block)
    {
        text.drain(..start);
    }
    document.text = text;
    document
}

/// What stands between two lines `---` at the very beginning, and where the text after it starts.
fn split(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix("---")?;
    let rest = rest
        .trim_start_matches([' ', '\t', '\r'])
        .strip_prefix('\n')?;
    let from = text.len() - rest.len();
    let mut at = from;
    for line in rest.split_inclusive('\n') {
        let next = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            let blank = text[next..].len() - text[next..].trim_start_matches(['\r', '\n']).len();
            return Some((&text[from..at], next + blank));
        }
        at = next;
    }
    None
}

/// Takes over the keys that are known; whether there were any. A text may begin with a rule too.
fn fill(document: &mut Document, block: &str) -> bool {
    let mut known = false;
    for line in block.lines() {
        let Some((key, value)) = line.split_once(':') else {
            continue;
        };
        let value = unquoted(value.trim());
        known |= match key {
            "id" => {
                document.id = value.to_owned();
                true
            }
            _ => document.metadata.set(key, value),
        };
    }
    known
}

fn unquoted(value: &str) -> &str {
    let quoted = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    quoted('"').or_else(|| quoted('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_metadata() {
        let text = "---\nid: a1\r\ntitle: \"Ports: a view\"\nspeaker: FJI\ntags:\n  - sea\n---\n\nFiji ...\n";
        let document = document(text.to_owned());
        assert_eq!(document.text, "Fiji ...\n");
        assert_eq!(document.id, "a1");
        assert_eq!(document.metadata.title.as_deref(), Some("Ports: a view"));
        assert_eq!(document.metadata.speaker.as_deref(), Some("FJI"));
    }

    #[test]
    fn rules_are_text() {
        for text in [
            "---\nWe agree: no.\n---\n",
            "---\ntitle: x\n",
            "--- a\n---\n",
        ] {
            assert_eq!(document(text.to_owned()).text, text);
        }
    }
}
