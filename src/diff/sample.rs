//! A few changes out of many, evenly over relations, the same few for the same seed.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Change;

/// At most `size` changes: one of each relation in turn, drawn by `seed`, until there are enough; in the order given.
///
/// What is drawn depends on the changes themselves and not on how many there are of other relations' making.
pub fn sample(changes: Vec<Change>, size: usize, seed: u64) -> Vec<Change> {
    let mut relations: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, change) in changes.iter().enumerate() {
        relations.entry(&change.said.relation).or_default().push(i);
    }
    for indices in relations.values_mut() {
        indices.sort_by_cached_key(|i| draw(&changes[*i], seed));
    }
    let rounds = relations.values().map(Vec::len).max().unwrap_or(0);
    let turns = (0..rounds).flat_map(|round| relations.values().filter_map(move |r| r.get(round)));
    let mut drawn: Vec<bool> = vec![false; changes.len()];
    turns.take(size).for_each(|i| drawn[*i] = true);
    let kept = changes.into_iter().zip(drawn);
    kept.filter(|(_, drawn)| *drawn)
        .map(|(change, _)| change)
        .collect()
}

/// The lot of a change.
fn draw(change: &Change, seed: u64) -> [u8; 32] {
    let said = &change.said;
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    for part in [&said.document, &said.subject.words, &said.object.words] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(said.sentence.0.to_le_bytes());
    hash.update(said.sentence.1.to_le_bytes());
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Said};
    use super::*;

    #[test]
    fn relations_take_turns_and_a_seed_repeats() {
        let change = |relation: &str, i: usize| Change {
            kind: Kind::Gained,
            said: Said {
                relation: relation.to_owned(),
                sentence: (i, i + 1),
                ..Said::default()
            },
            was: Vec::new(),
        };
        let many = (0..90).map(|i| change("supports", i));
        let changes: Vec<Change> = many.chain((90..93).map(|i| change("opposes", i))).collect();
        let drawn = sample(changes.clone(), 8, 1);
        let of = |name: &str| drawn.iter().filter(|c| c.said.relation == name).count();
        assert_eq!((of("supports"), of("opposes")), (5, 3));
        assert_eq!(sample(changes.clone(), 8, 1), drawn);
        assert_ne!(sample(changes, 8, 2), drawn);
    }
}
