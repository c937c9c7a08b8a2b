//! Text inside DOT: quoting and line breaks.

/// Lines are broken before they get longer than this.
const WIDTH: usize = 24;

/// A DOT string: quotes and backslashes escaped, lines separated by `\n`.
pub fn quoted(lines: &[String]) -> String {
    let escaped: Vec<String> = lines
        .iter()
        .map(|l| l.replace('\\', "\\\\").replace('"', "\\\""))
        .collect();
    format!("\"{}\"", escaped.join("\\n"))
}

/// Text for an HTML-like label.
pub fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Breaks a text between words; a longer word stands alone.
pub fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{quoted, wrap};

    #[test]
    fn breaks_between_words() {
        let lines = wrap("existing international law including the UN Charter");
        assert_eq!(
            lines,
            ["existing international", "law including the UN", "Charter"]
        );
    }

    #[test]
    fn quotes_are_escaped() {
        assert_eq!(quoted(&["a \"b\" \\".to_owned()]), r#""a \"b\" \\""#);
    }
}
