//! Who agrees with whom, as a diagram: actors on the left, what several of them speak of on the right.

use std::collections::BTreeSet;
use std::fmt::Write;

use petgraph::graph::{EdgeIndex, NodeIndex};

use super::super::{Graph, Shared, wording};
use super::legend::counted;
use super::text::{quoted, wrap};
use super::{HEAD, node_line, tooltip};
use crate::claim::Polarity;

/// Colour and line of whoever is for something or says that it is so, and of whoever is against or denies it.
const SIDES: [(&str, &str); 2] = [("#AA4499", "dashed"), ("#009E73", "solid")];

/// What several actors speak of as DOT: at most `cap` actors and stances, those with the most voices first.
pub fn agreement(graph: &Graph<'_>, cap: usize) -> String {
    let all = graph.shared();
    let mut actors: BTreeSet<NodeIndex> = BTreeSet::new();
    let mut shown: Vec<&Shared> = Vec::new();
    for shared in &all {
        let more: BTreeSet<NodeIndex> = &actors | &shared.actors(graph);
        if more.len() + shown.len() < cap {
            actors = more;
            shown.push(shared);
        }
    }
    let mut out = HEAD.to_owned();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "  label={};", legend(&shown, all.len() - shown.len()));
    for actor in actors {
        let _ = writeln!(out, "  {}", node_line(graph, actor));
    }
    for (i, shared) in shown.iter().enumerate() {
        let label = quoted(&wrap(&words(graph, shared)));
        let _ = writeln!(
            out,
            "  stance{i} [label={label}, shape=box, style=\"rounded,filled\", fillcolor=\"#FFFFFF\"];"
        );
        for (edge, yes) in &shared.voices {
            let _ = writeln!(out, "  {}", line(graph, *edge, *yes, i));
        }
    }
    out.push_str("}\n");
    out
}

fn line(graph: &Graph<'_>, edge: EdgeIndex, yes: bool, stance: usize) -> String {
    let claim = &graph.claims[edge];
    let (colour, style) = SIDES[usize::from(yes)];
    let holder = quoted(&[graph.claims[claim.holder].slug.clone()]);
    let tip = quoted(&[tooltip(graph, claim)]);
    format!("{holder} -> stance{stance} [color=\"{colour}\", style={style}, edgetooltip={tip}];")
}

/// What the actors speak of: the object alone where they are for or against it.
fn words(graph: &Graph<'_>, shared: &Shared) -> String {
    let stance = &shared.stance;
    let object = &graph.claims[stance.object].label;
    let Some((edge, _)) = stance.relation.and(shared.voices.first()) else {
        return object.clone();
    };
    let claim = &graph.claims[*edge];
    let verb = wording::verb(
        graph.ontology,
        claim.relation,
        claim.modality,
        Polarity::Positive,
        claim.plural && stance.subject.is_some(),
    );
    match stance.subject {
        Some(subject) => format!("{} {verb} {object}", graph.claims[subject].label),
        None => format!("{verb} {object}"),
    }
}

fn legend(shown: &[&Shared], left_out: usize) -> String {
    if shown.is_empty() {
        return "\"No two actors speak of the same.\"".to_owned();
    }
    let [(against, _), (for_it, _)] = SIDES;
    let more = match left_out {
        0 => String::new(),
        n => format!("; left out: {n} with the fewest voices"),
    };
    format!(
        "<<TABLE BORDER=\"0\" CELLSPACING=\"8\"><TR><TD><FONT COLOR=\"{for_it}\"><B>———</B> is for it, says so</FONT></TD>\
         <TD><FONT COLOR=\"{against}\"><B>– – –</B> is against it, denies it</FONT></TD></TR>\
         <TR><TD COLSPAN=\"2\">{} that several actors speak of{more}</TD></TR></TABLE>>",
        counted(shown.len(), "thing")
    )
}
