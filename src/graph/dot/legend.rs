//! The legend: only what the diagram uses, and what was left out of it.

use super::Drawing;
use super::style::{EdgeStyle, NodeStyle, of_class, of_edge};
use super::text::html;

/// The title line, the legend and the note as an HTML-like label.
pub fn legend(drawing: &Drawing<'_>) -> String {
    if drawing.edges.is_empty() {
        return "\"There is no claim to show.\"".to_owned();
    }
    let nodes: String = node_styles(drawing).into_iter().map(class_cell).collect();
    let edges = act_cells(drawing) + &line_cells(drawing);
    let note = html(&note(drawing));
    format!(
        "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"6\">\
         <TR><TD><TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"4\" CELLPADDING=\"4\"><TR>{nodes}</TR></TABLE></TD></TR>\
         <TR><TD><TABLE BORDER=\"0\" CELLSPACING=\"8\"><TR>{edges}</TR></TABLE></TD></TR>\
         <TR><TD>{note}</TD></TR></TABLE>>"
    )
}

fn class_cell(style: NodeStyle) -> String {
    let NodeStyle { name, fill, .. } = style;
    format!("<TD BGCOLOR=\"{fill}\">{name}</TD>")
}

/// The acts that are used, by colour.
fn act_cells(drawing: &Drawing<'_>) -> String {
    let mut acts: Vec<(&str, &str)> = edge_styles(drawing).map(|s| (s.name, s.colour)).collect();
    acts.sort_unstable();
    acts.dedup();
    let cell = |(name, colour): &(&str, &str)| sample(colour, "———", name);
    acts.iter().map(cell).collect()
}

/// What broken lines mean, if there are any.
fn line_cells(drawing: &Drawing<'_>) -> String {
    let used = |line| edge_styles(drawing).any(|s| s.line == line);
    let mut cells = String::new();
    if used("dashed") {
        cells += &sample("#000000", "– – –", "a call");
    }
    if used("dotted") {
        cells += &sample("#000000", "· · · ·", "taken for granted or hearsay");
    }
    cells
}

fn sample(colour: &str, line: &str, name: &str) -> String {
    format!("<TD><FONT COLOR=\"{colour}\"><B>{line}</B> {name}</FONT></TD>")
}

fn node_styles(drawing: &Drawing<'_>) -> Vec<NodeStyle> {
    let mut styles: Vec<NodeStyle> = Vec::new();
    for node in &drawing.nodes {
        let style = of_class(&drawing.graph.claims[*node].class);
        if !styles.iter().any(|s| s.name == style.name) {
            styles.push(style);
        }
    }
    styles.sort_by_key(|s| s.name);
    styles
}

fn edge_styles(drawing: &Drawing<'_>) -> impl Iterator<Item = EdgeStyle> {
    let claims = drawing.edges.iter().map(|e| &drawing.graph.claims[*e]);
    claims.map(of_edge)
}

fn note(drawing: &Drawing<'_>) -> String {
    let (edges, nodes) = (drawing.edges.len(), drawing.nodes.len());
    let mut note = format!("{} between {nodes} things", counted(edges, "claim"));
    let mut left_out = Vec::new();
    if drawing.edges_left_out > 0 {
        let things = counted(drawing.nodes_left_out, "thing");
        let claims = counted(drawing.edges_left_out, "claim");
        left_out.push(format!(
            "{things} and {claims}, those that are least spoken of"
        ));
    }
    if drawing.unclear > 0 {
        let claims = counted(drawing.unclear, "claim");
        left_out.push(format!(
            "{claims} about pronouns that could not be resolved"
        ));
    }
    if !left_out.is_empty() {
        note += &format!("; left out: {}", left_out.join(", "));
    }
    note
}

/// "1 claim", "2 claims".
pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
