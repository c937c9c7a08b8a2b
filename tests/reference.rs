//! What short forms and pronouns stand for, and who speaks in a joint statement.

use rapporteur::claim::{Act, Arg, Modality};
use rapporteur::document::{Document, Metadata};
use rapporteur::mention::Referent;
use rapporteur::ontology::{Source, load};
use rapporteur::{Extraction, Extractor};

fn extractor() -> Extractor {
    let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
    Extractor::new(ontology).expect("every phrasing can be read")
}

fn extract(extractor: &Extractor, text: &str, speaker: &str, title: &str) -> Extraction {
    let given = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    extractor.extract(Document {
        id: "a".to_owned(),
        text: text.to_owned(),
        metadata: Metadata {
            speaker: given(speaker),
            title: given(title),
            ..Metadata::default()
        },
    })
}

/// What the last mention that is written `surface` stands for, and the rule or pass that says so.
fn stands_for(extractor: &Extractor, text: &str, surface: &str) -> (Option<String>, &'static str) {
    let extraction = extract(extractor, text, "CHL", "");
    let mut named = extraction.mentions.iter().rev();
    let mention = named
        .find(|m| m.span.of(text) == surface)
        .unwrap_or_else(|| panic!("no mention \"{surface}\" in: {text}"));
    let slug = match &mention.referent {
        Some(Referent::Catalogue(id)) => Some(extractor.ontology().entity(*id).slug.clone()),
        Some(Referent::Minted(slug)) => Some(slug.clone()),
        _ => None,
    };
    (slug, mention.rule)
}

#[test]
fn short_forms_and_pronouns_stand_for_what_was_named() {
    let extractor = extractor();
    let cases = [
        (
            "We thank the Security Council. Norway supports the Council.",
            "Council",
            Some("unsc"),
            "short form",
        ),
        (
            "Norway joined the pact and supports it.",
            "it",
            None,
            "argument",
        ),
        (
            "Norway is a friend. Chad supports it.",
            "it",
            Some("norway"),
            "subject before",
        ),
        ("Norway wants to support it.", "it", None, "argument"),
        (
            "Norway commends Kenya for its efforts to protect civilians.",
            "its",
            Some("kenya"),
            "subject before",
        ),
        (
            "Norway and Kenya are friends. They support the Court.",
            "They",
            None,
            "subject before",
        ),
        (
            "Norway urges Kenya to step up its efforts to protect civilians.",
            "its",
            Some("kenya"),
            "subject before",
        ),
        (
            "Norway supports the Council. We thank the Security Council.",
            "Council",
            Some("unsc"),
            "customary short form",
        ),
        (
            "We left the World Health Organization. Later we joined the United Nations. Years went by. Norway supports the Organization.",
            "Organization",
            Some("un"),
            "customary short form",
        ),
        (
            "The World Health Organization is short of funds. Norway supports the Organization.",
            "Organization",
            Some("who"),
            "short form",
        ),
        (
            "The United Nations is needed. We support our Organization.",
            "our Organization",
            Some("un"),
            "customary short form",
        ),
        (
            "Norway joined the Arctic Council. Russia left the Council.",
            "Council",
            Some("arctic-council"),
            "short form",
        ),
        (
            "The Agency supports Norway. We visited the International Atomic Energy Agency.",
            "Agency",
            Some("iaea"),
            "full name later",
        ),
        ("The Agency supports Norway.", "Agency", None, "form"),
        (
            "The Council adopted resolution 1325 (2000). That resolution protects women.",
            "That resolution",
            Some("unsc-res-1325-2000"),
            "named again",
        ),
        (
            "Norway is here. It supports the Court.",
            "It",
            Some("norway"),
            "subject before",
        ),
        (
            "My country supports the Court.",
            "My country",
            Some("chile"),
            "own country",
        ),
        (
            "The Government of Mali condemned the attack.",
            "Government of Mali",
            Some("mali"),
            "government",
        ),
        ("We support the fund.", "We", Some("chile"), "first person"),
        (
            "We work together with Peru to protect the oceans.",
            "We",
            Some("chile"),
            "first person",
        ),
        (
            "We must all protect the oceans.",
            "We",
            None,
            "inclusive first person",
        ),
        (
            "Let us protect the oceans.",
            "us",
            None,
            "inclusive first person",
        ),
        (
            "We must protect our planet.",
            "We",
            None,
            "inclusive first person",
        ),
        (
            "We must reform the Council.",
            "We",
            None,
            "inclusive first person",
        ),
        (
            "We need a reformed Council.",
            "We",
            None,
            "inclusive first person",
        ),
        (
            "This challenges us as a community to protect the oceans.",
            "us",
            None,
            "inclusive first person",
        ),
        (
            "We must reform our schools.",
            "We",
            Some("chile"),
            "first person",
        ),
        (
            "Mali is at peace. We thank the Government for its efforts.",
            "Government",
            Some("mali"),
            "State before",
        ),
        (
            "Kenya is at peace. Nobody attacks the country.",
            "country",
            Some("kenya"),
            "State before",
        ),
        (
            "Mali attacked Kenya. We thank the Government for its efforts.",
            "Government",
            None,
            "form",
        ),
        (
            "Mali is at peace. We condemn the country that attacked Kenya.",
            "country",
            None,
            "form",
        ),
    ];
    for (text, surface, entity, rule) in cases {
        let found = stands_for(&extractor, text, surface);
        assert_eq!(
            found,
            (entity.map(str::to_owned), rule),
            "{surface} in: {text}"
        );
    }
}

#[test]
fn the_parties_of_a_joint_statement_promise_what_they_will_do() {
    let extractor = extractor();
    let text = "Thailand will support the Court. The leaders welcomed the report.";
    let frames = |title: &str| -> Vec<(Act, Modality)> {
        let extraction = extract(&extractor, text, "", title);
        let claims = extraction.claims.iter();
        assert!(extraction.claims.iter().all(|c| c.holder == Arg::Speaker));
        claims.map(|c| (c.act, c.modality)).collect()
    };
    let joint = frames("Joint Statement of Thailand and Laos");
    assert_eq!(
        joint,
        [
            (Act::Commit, Modality::Intended),
            (Act::Welcome, Modality::Actual)
        ]
    );
    let told = frames("Remarks to the press");
    assert_eq!(told[0], (Act::Support, Modality::Probable));
}
