//! The graph over several documents, and its diagrams.

use rapporteur::document::{Document, Metadata};
use rapporteur::graph::{Graph, View, dot};
use rapporteur::ontology::{Source, load};
use rapporteur::{Extraction, Extractor};

const SAID: &str = "All UN Members agree that international law applies in cyberspace. Japan condemns the attack. \
Japan supports the Security Council. The Security Council must respect the UN Charter.";

fn extractor() -> Extractor {
    let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
    Extractor::new(ontology).expect("every phrasing can be read")
}

fn extract(extractor: &Extractor, id: &str, text: &str) -> Extraction {
    extractor.extract(Document {
        id: id.to_owned(),
        text: text.to_owned(),
        ..Document::default()
    })
}

/// The slugs of subject and object and the relation of every claim of a view.
fn triples(graph: &Graph<'_>, view: &View) -> Vec<String> {
    let edges = graph.view(view).into_iter().map(|e| {
        let [subject, object] = graph.ends(e).map(|n| graph.claims[n].slug.as_str());
        let relation = &graph.ontology.relation(graph.claims[e].relation).name;
        format!("{subject} {relation} {object}")
    });
    edges.collect()
}

#[test]
fn a_claim_about_a_claim_points_to_a_node() {
    let extractor = extractor();
    let mut graph = Graph::new(extractor.ontology());
    graph.add(&extract(&extractor, "a", SAID));
    let all = triples(&graph, &View::All);
    for expected in [
        "international-law appliesTo cyberspace",
        "un-members agreesTo claim.international-law-appliesTo-cyberspace",
        "unsc respects un-charter",
    ] {
        assert!(all.iter().any(|t| t == expected), "{expected} in {all:#?}");
    }
}

#[test]
fn views_show_what_they_say() {
    let extractor = extractor();
    let mut graph = Graph::new(extractor.ontology());
    graph.add(&extract(&extractor, "a", SAID));
    assert_eq!(triples(&graph, &View::Actors), ["japan supports unsc"]);
    let around = |hops| {
        let slug = "japan".to_owned();
        triples(&graph, &View::Around { slug, hops })
    };
    assert!(around(0).is_empty());
    assert_eq!(around(1).len(), 2);
    assert_eq!(around(2).len(), 3);
    assert!(graph.around("atlantis", 3).is_empty());
}

#[test]
fn documents_merge_by_identity() {
    let extractor = extractor();
    let mut graph = Graph::new(extractor.ontology());
    graph.add(&extract(&extractor, "a", SAID));
    let nodes = graph.claims.node_count();
    graph.add(&extract(&extractor, "b", SAID));
    assert_eq!(
        graph.claims.node_count(),
        nodes + 1,
        "only the speaker is new"
    );
}

#[test]
fn diagrams_are_deterministic_merged_and_capped() {
    let extractor = extractor();
    let draw = |cap| {
        let mut graph = Graph::new(extractor.ontology());
        graph.add(&extract(&extractor, "a", SAID));
        graph.add(&extract(&extractor, "b", SAID));
        dot::write(&graph, &View::All, cap)
    };
    let drawn = draw(dot::CAP);
    assert_eq!(drawn, draw(dot::CAP));
    assert!(drawn.contains("must respect ×2"), "{drawn}");
    assert!(!drawn.contains("left out"), "{drawn}");
    assert!(draw(2).contains("left out"));
}

#[test]
fn a_claim_about_a_claim_is_near_what_it_is_about() {
    let extractor = extractor();
    let extractions = [extract(&extractor, "a", SAID)];
    let graph = Graph::of(extractor.ontology(), &extractions);
    let near: Vec<&str> = graph.slugs(&graph.around("international-law", 1));
    assert!(near.contains(&"un-members"), "{near:?}");
}

/// Whoever speaks says only "we": the speaker is given.
fn said_by(extractor: &Extractor, speaker: &str, text: &str) -> Extraction {
    extractor.extract(Document {
        id: speaker.to_owned(),
        text: text.to_owned(),
        metadata: Metadata {
            speaker: Some(speaker.to_owned()),
            ..Metadata::default()
        },
    })
}

#[test]
fn actors_agree_and_disagree() {
    let extractor = extractor();
    let law = "International law applies in cyberspace.";
    let extractions = [
        said_by(
            &extractor,
            "Kenya",
            &format!(
                "{law} We support a ceasefire. We support sanctions. It must respect the UN Charter."
            ),
        ),
        said_by(
            &extractor,
            "Estonia",
            &format!(
                "{law} We welcome a ceasefire. We oppose sanctions. It must respect the UN Charter."
            ),
        ),
        said_by(
            &extractor,
            "Fiji",
            "International law might apply in cyberspace.",
        ),
    ];
    let graph = Graph::of(extractor.ontology(), &extractions);
    let agreements = graph.agreements();
    let [agreement] = &agreements[..] else {
        panic!("one pair: {agreements:#?}")
    };
    assert_eq!(graph.slugs(&agreement.actors), ["estonia", "kenya"]);
    let objects = |claims: &[[_; 2]]| {
        let objects = claims.iter().map(|[e, _]| graph.ends(*e)[1]);
        graph.slugs(&objects.collect::<Vec<_>>()).join(" ")
    };
    assert_eq!(objects(&agreement.shared), "event.ceasefire cyberspace");
    assert_eq!(objects(&agreement.opposed), "sanctions");
    let drawn = dot::agreement(&graph, dot::CAP);
    assert_eq!(drawn.matches("-> stance").count(), 6, "{drawn}");
    assert!(dot::agreement(&graph, 4).contains("left out: 1 "));
}

#[test]
fn what_points_to_its_document_does_not_merge_nor_is_it_drawn() {
    let extractor = extractor();
    let text = "It threatens international peace and security. We protect our hospitals.";
    let extractions = ["Kenya", "Estonia"].map(|s| said_by(&extractor, s, text));
    let graph = Graph::of(extractor.ontology(), &extractions);
    for label in ["It", "our hospitals"] {
        let nodes = graph.claims.node_weights().filter(|n| n.label == label);
        assert_eq!(nodes.count(), 2, "{label}");
    }
    let drawn = dot::write(&graph, &View::All, dot::CAP);
    assert!(!drawn.contains("\"It\""), "{drawn}");
    assert!(drawn.contains("2 claims about pronouns"), "{drawn}");
}
