//! How fast one core loads quads, by its CPU seconds, into the store in memory: `cargo bench --bench store -- [GRAPH.nq]`;
//! without a file, a million quads made by repeating what the seed says.

use cpu_time::ProcessTime;
use rapporteur::Extractor;
use rapporteur::document::Document;
use rapporteur::ontology::{Source, load};
use rapporteur::rdf::{self, Names};
use rapporteur::store::Store;

const QUADS: usize = 1_000_000;

fn main() {
    let nquads = match std::env::args().nth(1) {
        Some(path) if path != "--bench" => std::fs::read_to_string(path).expect("N-Quads"),
        _ => repeated_seed(),
    };
    let quads = nquads.lines().count();
    let store = Store::new().expect("memory");
    let start = ProcessTime::now();
    store.load("bench", nquads.as_bytes()).expect("N-Quads");
    let seconds = start.elapsed().as_secs_f64();
    let speed = quads as f64 / seconds;
    println!("load: {quads} quads in {seconds:.2} s, {speed:.0} quads/s");
}

/// The quads of the seed under ever new names of the document.
fn repeated_seed() -> String {
    let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
    let extractor = Extractor::new(ontology).expect("the shipped phrasings can be read");
    let extraction = extractor.extract(Document {
        id: "seed".to_owned(),
        text: include_str!("../seeds/japan-arria-2020.txt").to_owned(),
        ..Document::default()
    });
    let names = Names::default();
    let quads = rdf::quads(&names, extractor.ontology(), &extraction);
    let seed: String = quads.iter().map(|q| format!("{q} .\n")).collect();
    let name = names.document(&extraction.document.text).into_string();
    let copies = QUADS.div_ceil(quads.len());
    let copy = |n| seed.replace(&name, &format!("{}{n:016x}", names.documents()));
    (0..copies).map(copy).collect()
}
