//! The graph over several documents, and its diagrams.

use rapporteur::document::Document;
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
