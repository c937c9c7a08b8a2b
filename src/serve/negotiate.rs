//! Content negotiation: the media type that a client likes best of those on offer.

/// Picks of what is offered what `accept` likes best, the first of them if it likes several alike; none if it likes
/// none. Without `accept` anything will do.
pub(super) fn best<'a, T>(accept: Option<&str>, offered: &'a [(&str, T)]) -> Option<&'a T> {
    let accept = accept.filter(|a| !a.trim().is_empty()).unwrap_or("*/*");
    let ranges: Vec<Range> = accept.split(',').filter_map(Range::read).collect();
    let mut best: Option<(u16, &T)> = None;
    for (media_type, what) in offered {
        let liked = quality(&ranges, media_type);
        if liked > best.map_or(0, |(most, _)| most) {
            best = Some((liked, what));
        }
    }
    best.map(|(_, what)| what)
}

/// The quality of the range that fits most closely, in thousandths.
fn quality(ranges: &[Range], media_type: &str) -> u16 {
    let fits = ranges
        .iter()
        .filter_map(|range| Some((range.fit(media_type)?, range.quality)));
    fits.max().map_or(0, |(_, quality)| quality)
}

/// `text/*;q=0.5`
struct Range {
    kind: String,
    subkind: String,
    quality: u16,
}

impl Range {
    fn read(range: &str) -> Option<Self> {
        let mut parts = range.split(';').map(str::trim);
        let (kind, subkind) = parts.next()?.split_once('/')?;
        let quality = parts.find_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q=")));
        let quality = quality.and_then(|q| q.trim().parse::<f32>().ok());
        let quality = quality.filter(|q| !q.is_nan()).unwrap_or(1.0);
        Some(Self {
            kind: kind.to_ascii_lowercase(),
            subkind: subkind.to_ascii_lowercase(),
            // Between 0 and 1000, so nothing is cut off.
            quality: (quality.clamp(0.0, 1.0) * 1000.0) as u16,
        })
    }

    /// How closely it fits, if at all.
    fn fit(&self, media_type: &str) -> Option<u8> {
        let (kind, subkind) = media_type.split_once('/')?;
        match (self.kind.as_str(), self.subkind.as_str()) {
            ("*", "*") => Some(0),
            (k, "*") if k == kind => Some(1),
            (k, s) if k == kind && s == subkind => Some(2),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn the_client_chooses_and_the_server_breaks_ties() {
        let offered = [("a/json", 1), ("a/xml", 2), ("text/csv", 3)];
        for (accept, chosen) in [
            (None, Some(1)),
            (Some(""), Some(1)),
            (Some("*/*"), Some(1)),
            (Some("a/xml"), Some(2)),
            (Some("A/XML;charset=utf-8"), Some(2)),
            (Some("a/json;q=0.5, a/xml"), Some(2)),
            (Some("a/json; q=0.5 , */*;q=0.8"), Some(2)),
            (Some("text/*"), Some(3)),
            (Some("a/*, text/csv;q=0.9"), Some(1)),
            (Some("a/json;q=0, */*;q=0.1"), Some(2)),
            (Some("a/json;q=0"), None),
            (Some("image/png"), None),
            (Some("nonsense"), None),
            (Some("a/xml;q=nonsense"), Some(2)),
            (Some("a/xml;q=-1"), None),
        ] {
            assert_eq!(best(accept, &offered).copied(), chosen, "{accept:?}");
        }
    }
}
