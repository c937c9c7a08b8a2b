//! When a claim was: what hangs from its clause, not the dates of names and of other nouns.

use rapporteur::Extractor;
use rapporteur::document::{Document, Metadata};
use rapporteur::ontology::{Source, load};

#[test]
fn a_claim_has_the_dates_of_its_clause_alone() {
    let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
    let extractor = Extractor::new(ontology).expect("every phrasing can be read");
    let cases: [(&str, &[&str]); 9] = [
        ("Norway signed the treaty on 5 May 2010.", &["2010-05-05"]),
        ("In 1990 Iraq invaded Kuwait.", &["1990"]),
        (
            "By the end of 2025 Kenya will ratify the Convention.",
            &["2025"],
        ),
        (
            "Iraq's invasion of Kuwait in August 1990 was a mistake.",
            &["1990-08"],
        ),
        (
            "On 1 and 2 September 2019, Peru attacked Chile.",
            &["2019-09-02"],
        ),
        (
            "In 1945, Peru was one of the founders of the Organization.",
            &["1945"],
        ),
        ("We recall resolution 743 (1992) of 13 October 1992.", &[]),
        ("We support the 2030 Agenda.", &[]),
        ("Italy condemned the attack of 11 April 1991.", &[]),
    ];
    for (text, dates) in cases {
        let extraction = extractor.extract(Document {
            id: "a".to_owned(),
            text: text.to_owned(),
            metadata: Metadata::default(),
        });
        let claim = extraction.claims.first();
        let claim = claim.unwrap_or_else(|| panic!("no claim in: {text}"));
        assert_eq!(claim.when, dates, "{text}");
    }
}
