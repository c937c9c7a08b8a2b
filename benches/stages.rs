//! What each stage costs on one core, in processor time: `cargo bench --bench stages -- [FILE.jsonl]`; the seeds
//! unless a file of documents is given.

use std::fs::File;
use std::time::Duration;

use cpu_time::ThreadTime;
use rapporteur::claim::Rules;
use rapporteur::document::{self, Document, Headers};
use rapporteur::export;
use rapporteur::mention::Recognizer;
use rapporteur::ontology::{Ontology, Source, load};
use rapporteur::rdf::{self, Names};
use rapporteur::syntax::Parser;
use rapporteur::{Extraction, Extractor};

/// The stages of the program, each with the time it took.
#[derive(Default)]
struct Times {
    read: Duration,
    syntax: Duration,
    mention: Duration,
    claim: Duration,
    rdf: Duration,
}

impl Times {
    fn rows(&self) -> [(&'static str, Duration); 6] {
        let stages = [
            ("read", self.read),
            ("syntax", self.syntax),
            ("mention", self.mention),
            ("claim", self.claim),
            ("rdf, N-Quads", self.rdf),
        ];
        let whole = stages.iter().map(|(_, time)| *time).sum();
        let [read, syntax, mention, claim, rdf] = stages;
        [read, syntax, mention, claim, rdf, ("whole", whole)]
    }
}

/// Everything that the stages need, as `Extractor` holds it.
struct Stages {
    extractor: Extractor,
    parser: Parser,
    recognizer: Recognizer,
    rules: Rules,
    headers: Headers,
    names: Names,
}

fn ontology() -> Ontology {
    load(&Source::shipped()).expect("the shipped ontology is sound")
}

impl Stages {
    fn new() -> Self {
        let ontology = ontology();
        Self {
            headers: Headers::new(&ontology),
            parser: Parser::new(),
            recognizer: Recognizer::new(&ontology),
            rules: Rules::new(&ontology).expect("the shipped phrasings are sound"),
            names: Names::default(),
            extractor: Extractor::new(ontology).expect("the shipped phrasings are sound"),
        }
    }

    /// Reads one document as `Extractor::extract` does, stage by stage; gives its number of tokens.
    fn run(&self, mut document: Document, times: &mut Times) -> usize {
        let ontology = self.extractor.ontology();
        timed(&mut times.mention, || {
            self.headers.complete(&mut document, ontology);
        });
        let analysis = timed(&mut times.syntax, || self.parser.analyse(&document.text));
        let tokens = analysis.sentences.iter().map(|s| s.tokens.len()).sum();
        let recognise = || self.recognizer.recognise(ontology, &document, &analysis);
        let mut mentions = timed(&mut times.mention, recognise);
        let (speaker, (mentions, claims)) = timed(&mut times.claim, || {
            let claims = self
                .rules
                .claims(ontology, &document.text, &analysis, &mut mentions);
            (mentions.speaker.clone(), mentions.finish(claims))
        });
        let extraction = Extraction {
            speaker,
            document,
            analysis,
            mentions,
            claims,
        };
        timed(&mut times.rdf, || {
            let triples = rdf::triples(&self.names, ontology, &extraction);
            let mut out = Vec::new();
            export::rdf::nquads(triples.quads(), &mut out).expect("written to memory");
        });
        tokens
    }
}

fn timed<T>(total: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = ThreadTime::now();
    let done = work();
    *total += start.elapsed();
    done
}

fn main() {
    let path = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let path = path.unwrap_or_else(|| "seeds/japan-arria-2020.txt".to_owned());
    let stages = Stages::new();
    let mut times = Times::default();
    let documents: Vec<Document> = timed(&mut times.read, || {
        let file = File::open(&path).expect("a file");
        document::read(&path, file).filter_map(Result::ok).collect()
    });
    let size: usize = documents.iter().map(|d| d.text.len()).sum();
    let tokens: usize = documents
        .into_iter()
        .map(|document| stages.run(document, &mut times))
        .sum();
    println!(
        "{:<34} {:>10} {:>8} {:>7}",
        "one core", "tokens/s", "MB/s", "share"
    );
    let whole = times.rows()[5].1.as_secs_f64();
    for (stage, time) in times.rows() {
        let seconds = time.as_secs_f64();
        println!(
            "{stage:<34} {:>10.0} {:>8.3} {:>6.1}%",
            tokens as f64 / seconds,
            size as f64 / 1e6 / seconds,
            100.0 * seconds / whole
        );
    }
}
