//! What is written is read by programs that others wrote: rdflib, pyoxigraph, pyld, pyshacl, networkx and Graphviz.
//!
//! The Python packages of `tests/foreign/requirements.txt` are installed into `target/python`, Graphviz by `apt-get`.
//! Where they can be neither found nor had, the tests fail; `RAPPORTEUR_OFFLINE=1` skips them and says so.

mod python;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use rapporteur::document::read;
use rapporteur::export::{self, Format};
use rapporteur::graph::{Graph, View, dot};
use rapporteur::ontology::{Source, load};
use rapporteur::rdf::Names;
use rapporteur::{Extraction, Extractor};

use python::{done, offline, programs};

const REQUIREMENTS: &str = "tests/foreign/requirements.txt";

/// The folder of the programs; looked for once, since tests run side by side.
fn installed() -> Option<&'static Path> {
    static PROGRAMS: OnceLock<Option<PathBuf>> = OnceLock::new();
    PROGRAMS.get_or_init(|| programs(REQUIREMENTS)).as_deref()
}

fn graphviz() {
    static GRAPHVIZ: OnceLock<()> = OnceLock::new();
    GRAPHVIZ.get_or_init(|| {
        if Command::new("dot").arg("-V").output().is_err() {
            let mut apt = Command::new("apt-get");
            done(apt.args(["install", "-y", "graphviz"]));
        }
    });
}

fn extractor() -> &'static Extractor {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    EXTRACTOR.get_or_init(|| {
        let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
        Extractor::new(ontology).expect("the shipped phrasings can be read")
    })
}

/// The seed, the debate, and a document that is full of what formats have to escape.
fn extractions() -> &'static [Extraction] {
    static EXTRACTIONS: OnceLock<Vec<Extraction>> = OnceLock::new();
    EXTRACTIONS.get_or_init(|| {
        let awkward = r#"{"id":"awkward <\"&'>, \\ 1","title":"A \"quoted\" <title> & more, \\\\ ; tab\tend","speaker":"FJI",
            "date":"2020-05","source":"https://example.org/?a=1&b=2","text":"Fiji supports the “Côte d’Ivoire <b>plan</b>” & the \"C:\\new\" process.\n\nWe condemn attacks on O'Neill's café; 平和 matters."}"#;
        let awkward = awkward.replace('\n', " ");
        let mut documents = Vec::new();
        for (name, bytes) in [
            ("japan-arria-2020.txt", fs::read("seeds/japan-arria-2020.txt").expect("the seed")),
            ("debate.jsonl", fs::read("tests/data/debate.jsonl").expect("the debate")),
            ("awkward.jsonl", awkward.into_bytes()),
        ] {
            documents.extend(read(name, &bytes[..]).map(|d| d.expect("a document")));
        }
        documents.into_iter().map(|d| extractor().extract(d)).collect()
    })
}

/// A folder with one file a format, each called by the format's name; written once.
fn written() -> &'static Path {
    static WRITTEN: OnceLock<PathBuf> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("foreign");
        fs::create_dir_all(&folder).expect("a folder");
        for format in Format::ALL {
            let mut bytes = Vec::new();
            let names = Names::default();
            export::write(*format, extractor(), &names, extractions(), &mut bytes).expect("memory");
            fs::write(folder.join(format.name()), bytes).expect("written");
        }
        folder
    })
}

fn check(kind: &str) {
    let Some(bin) = installed() else { return };
    let mut command = Command::new(bin.join("python"));
    command.args(["tests/foreign/check.py", kind]);
    done(command.arg(written()));
}

#[test]
fn rdflib_pyoxigraph_and_pyld_read_the_same_from_every_rdf_format() {
    check("rdf");
}

#[test]
fn what_is_written_conforms_to_the_shapes() {
    check("shacl");
}

#[test]
fn networkx_reads_graphml_and_gexf() {
    check("graphs");
}

#[test]
fn the_tables_for_neo4j_keep_its_rules() {
    check("neo4j");
}

#[test]
fn the_edge_list_has_the_columns_of_kgx() {
    check("kgx");
}

#[test]
fn quickstatements_are_complete() {
    check("quickstatements");
}

#[test]
fn graphviz_draws_every_diagram() {
    if offline() {
        return;
    }
    graphviz();
    let graph = Graph::of(extractor().ontology(), extractions());
    let around = |slug: &str, hops| View::Around {
        slug: slug.to_owned(),
        hops,
    };
    let views = [
        View::All,
        View::Actors,
        View::Positions,
        around("kenya", 1),
        around("japan", 3),
    ];
    let mut drawn: Vec<String> = views
        .iter()
        .map(|v| dot::write(&graph, v, dot::CAP))
        .collect();
    drawn.push(dot::agreement(&graph, dot::CAP));
    drawn.push(dot::write(
        &Graph::new(extractor().ontology()),
        &View::All,
        0,
    ));
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (i, text) in drawn.iter().enumerate() {
        let file = folder.path().join(format!("{i}.dot"));
        fs::write(&file, text).expect("written");
        let output = Command::new("dot")
            .arg("-Tsvg")
            .arg(&file)
            .output()
            .expect("Graphviz");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && said.is_empty(),
            "diagram {i}: {said}"
        );
    }
}
