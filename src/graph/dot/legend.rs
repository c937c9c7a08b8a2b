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
    let edges: String = edge_styles(drawing).into_iter().map(act_cell).collect();
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

fn act_cell(style: EdgeStyle) -> String {
    let EdgeStyle { name, colour, line } = style;
    let (sample, more) = match line {
        "dashed" => ("– – –", ""),
        "dotted" => ("· · · ·", " (taken for granted or hearsay)"),
        _ => ("———", ""),
    };
    format!("<TD><FONT COLOR=\"{colour}\"><B>{sample}</B> {name}{more}</FONT></TD>")
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

fn edge_styles(drawing: &Drawing<'_>) -> Vec<EdgeStyle> {
    let claims = drawing.edges.iter().map(|e| &drawing.graph.claims[*e]);
    let mut styles: Vec<EdgeStyle> = claims.map(of_edge).collect();
    styles.sort_unstable();
    styles.dedup();
    styles
}

fn note(drawing: &Drawing<'_>) -> String {
    let shown = format!(
        "{} claims between {} things",
        drawing.edges.len(),
        drawing.nodes.len()
    );
    match (drawing.nodes_left_out, drawing.edges_left_out) {
        (0, 0) => shown,
        (nodes, edges) => format!(
            "{shown}; left out: {nodes} things with the fewest claims and {edges} claims about them"
        ),
    }
}
