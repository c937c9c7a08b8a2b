//! Diagrams as Graphviz DOT, written by ourselves: the same graph gives the same bytes.

mod agreement;

mod legend;

mod style;

mod text;

use std::collections::BTreeMap;
use std::fmt::Write;

use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Edge, Graph, Source, View};
use style::{EdgeStyle, of_class, of_edge};
use text::{html, quoted, wrap};

pub use agreement::agreement;

/// What every diagram begins with.
const HEAD: &str = "digraph claims {\n  graph [rankdir=LR, nodesep=0.25, ranksep=1.1, splines=true, \
fontname=\"Helvetica\", fontsize=14, labelloc=b, outputorder=edgesfirst];\n  \
node [fontname=\"Helvetica\", fontsize=14, color=\"#444444\", margin=\"0.15,0.08\"];\n  \
edge [fontname=\"Helvetica\", fontsize=12, penwidth=1.6, arrowsize=0.8];\n";

/// The most nodes that a diagram shows unless told otherwise.
pub const CAP: usize = 60;

/// The most lines that a diagram shows: with more, nobody can follow one.
const LINES: usize = 150;

/// What one diagram shows of a graph.
struct Drawing<'a> {
    graph: &'a Graph<'a>,
    nodes: Vec<NodeIndex>,
    edges: Vec<EdgeIndex>,
    nodes_left_out: usize,
    edges_left_out: usize,
    /// Claims about a pronoun of which nobody knows what it stands for.
    unclear: usize,
}

/// What makes edges one line of the diagram: the slugs of their ends, their words and their style.
type Strand<'a> = (&'a str, &'a str, String, EdgeStyle);

/// A view of the graph as DOT, with at most `cap` nodes: those with the most claims.
pub fn write(graph: &Graph<'_>, view: &View, cap: usize) -> String {
    let drawing = draw(graph, view, cap);
    let mut out = HEAD.to_owned();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "  label={};", legend::legend(&drawing));
    for node in &drawing.nodes {
        let _ = writeln!(out, "  {}", node_line(graph, *node));
    }
    let strands: Vec<_> = strands(graph, drawing.edges.iter().copied())
        .into_iter()
        .collect();
    // Graphviz writes the labels of several lines from a thing to itself over each other: they are one line.
    for one in strands
        .chunk_by(|((from, to, ..), _), (next, _)| from == to && (from, to) == (&next.0, &next.1))
    {
        let _ = writeln!(out, "  {}", edge_line(graph, one));
    }
    out.push_str("}\n");
    out
}

fn draw<'a>(graph: &'a Graph<'a>, view: &View, cap: usize) -> Drawing<'a> {
    let mut all = graph.view(view);
    let found = all.len();
    all.retain(|e| graph.ends(*e).iter().all(|n| !graph.claims[*n].unclear));
    let mut degrees: FxHashMap<NodeIndex, usize> = FxHashMap::default();
    for node in all.iter().flat_map(|e| graph.ends(*e)) {
        *degrees.entry(node).or_default() += 1;
    }
    let mut ranked: Vec<NodeIndex> = degrees.keys().copied().collect();
    ranked.sort_by_key(|n| (!is_centre(graph, view, *n), usize::MAX - degrees[n], *n));
    let kept: FxHashSet<NodeIndex> = ranked.iter().take(cap).copied().collect();
    let inside = |e: &EdgeIndex| graph.ends(*e).iter().all(|n| kept.contains(n));
    let edges = strongest(graph, all.iter().copied().filter(inside));
    let mut nodes: Vec<NodeIndex> = edges.iter().flat_map(|e| graph.ends(*e)).collect();
    nodes.sort_by(|a, b| graph.claims[*a].slug.cmp(&graph.claims[*b].slug));
    nodes.dedup();
    Drawing {
        graph,
        nodes_left_out: ranked.len() - nodes.len(),
        edges_left_out: all.len() - edges.len(),
        unclear: found - all.len(),
        nodes,
        edges,
    }
}

fn is_centre(graph: &Graph<'_>, view: &View, node: NodeIndex) -> bool {
    matches!(view, View::Around { slug, .. } if graph.claims[node].slug == *slug)
}

/// The claims of those lines that stand for the most claims, in the order of the graph.
fn strongest(graph: &Graph<'_>, edges: impl Iterator<Item = EdgeIndex>) -> Vec<EdgeIndex> {
    let mut strands: Vec<_> = strands(graph, edges).into_iter().collect();
    strands.sort_by_key(|(_, claims)| usize::MAX - claims.len());
    let kept = strands.into_iter().take(LINES);
    let mut kept: Vec<EdgeIndex> = kept.flat_map(|(_, claims)| claims).collect();
    kept.sort_unstable();
    kept
}

fn strands<'a>(
    graph: &'a Graph<'a>,
    edges: impl Iterator<Item = EdgeIndex>,
) -> BTreeMap<Strand<'a>, Vec<EdgeIndex>> {
    let mut strands: BTreeMap<Strand<'a>, Vec<EdgeIndex>> = BTreeMap::new();
    for edge in edges {
        let [from, to] = graph.ends(edge).map(|n| graph.claims[n].slug.as_str());
        let claim = &graph.claims[edge];
        let label = claim.label(graph.ontology);
        let strand = (from, to, label, of_edge(claim));
        strands.entry(strand).or_default().push(edge);
    }
    strands
}

fn node_line(graph: &Graph<'_>, index: NodeIndex) -> String {
    let node = &graph.claims[index];
    let style = of_class(&node.class);
    // Corners take room of their own.
    let round = matches!(style.shape, "hexagon" | "octagon" | "ellipse");
    let margin = if round { ", margin=\"0.02,0.04\"" } else { "" };
    let link = node.wikidata.as_ref().map_or(String::new(), |item| {
        format!(", URL=\"https://www.wikidata.org/wiki/{item}\"")
    });
    format!(
        "{} [label={}, shape={}, style=\"{}\", fillcolor=\"{}\", tooltip={}{margin}{link}];",
        quoted(std::slice::from_ref(&node.slug)),
        quoted(&wrap(&node.label)),
        style.shape,
        style.style,
        style.fill,
        quoted(&[format!("{} ({})", node.label, node.class)]),
    )
}

/// Strands between the same two things, as one line with the style of the first.
fn edge_line(graph: &Graph<'_>, strands: &[(Strand<'_>, Vec<EdgeIndex>)]) -> String {
    let [((from, to, _, style), _), more @ ..] = strands else {
        return String::new();
    };
    let label = match more {
        [] => quoted(&label(&strands[0])),
        _ => coloured(strands),
    };
    let claims = || strands.iter().flat_map(|(_, claims)| claims);
    let mut quotes: Vec<String> = claims()
        .map(|e| tooltip(graph, &graph.claims[*e]))
        .collect();
    quotes.dedup();
    let sources = claims().map(|e| graph.source(&graph.claims[*e]));
    let link = sources.filter_map(Source::address).next();
    let link = link.map_or(String::new(), |a| {
        format!(", URL={}", quoted(&[a.to_owned()]))
    });
    format!(
        "{} -> {} [label={label}, color=\"{}\", fontcolor=\"{}\", style={}, tooltip={tip}, labeltooltip={tip}{link}];",
        quoted(&[(*from).to_owned()]),
        quoted(&[(*to).to_owned()]),
        style.colour,
        style.colour,
        style.line,
        tip = quoted(&quotes),
    )
}

/// The words of a strand, with how many claims it stands for.
fn label(((.., label, _), claims): &(Strand<'_>, Vec<EdgeIndex>)) -> Vec<String> {
    wrap(&match claims.len() {
        1 => label.clone(),
        n => format!("{label} ×{n}"),
    })
}

/// The words of each strand in its colour, one below the other.
fn coloured(strands: &[(Strand<'_>, Vec<EdgeIndex>)]) -> String {
    let words = strands.iter().map(|strand| {
        let (colour, lines) = (strand.0.3.colour, label(strand));
        let lines = lines.iter().map(|line| html(line)).collect::<Vec<_>>();
        format!("<font color=\"{colour}\">{}</font>", lines.join("<br/>"))
    });
    // The empty line keeps the loop off the last label.
    format!("<{}<br/> >", words.collect::<Vec<_>>().join("<br/>"))
}

/// Whose view it is, and the sentence.
fn tooltip(graph: &Graph<'_>, claim: &Edge) -> String {
    format!("{}: {}", graph.claims[claim.holder].label, claim.quote)
}
