//! Shapes and colours: the palette of Okabe and Ito, which colour-blind readers can tell apart.

use super::super::Edge;
use crate::claim::{Act, Basis};

/// How the entities of a class are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeStyle {
    /// What the legend calls it.
    pub name: &'static str,
    /// Graphviz shape.
    pub shape: &'static str,
    /// Graphviz style.
    pub style: &'static str,
    /// Fill colour.
    pub fill: &'static str,
}

const fn node(
    name: &'static str,
    shape: &'static str,
    style: &'static str,
    fill: &'static str,
) -> NodeStyle {
    NodeStyle {
        name,
        shape,
        style,
        fill,
    }
}

/// The style of a class by its local name.
pub fn of_class(class: &str) -> NodeStyle {
    match class {
        "State" => node("State", "box", "rounded,filled", "#56B4E9"),
        "Body" => node("Body", "box", "filled", "#E69F00"),
        "Group" => node("Group", "octagon", "filled", "#BBDFF5"),
        "Person" => node("Person", "ellipse", "filled", "#F0E442"),
        "Post" => node("Post", "ellipse", "filled", "#F9F4B4"),
        "Event" | "Meeting" | "Activity" => {
            node("Event, meeting, activity", "hexagon", "filled", "#66C5AB")
        }
        "Instrument" | "Provision" => node("Instrument", "note", "filled", "#EEBF99"),
        "Norm" => node("Norm", "box", "filled", "#E0AFCA"),
        "Concept" => node("Concept", "box", "rounded,filled", "#FFFFFF"),
        "Place" => node("Place", "tab", "filled", "#C8C8C8"),
        "Claim" => node("Claim", "box", "dashed,filled", "#F4F4F4"),
        _ => node("Other", "box", "rounded,filled", "#DDDDDD"),
    }
}

/// How a claim is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EdgeStyle {
    /// What the legend calls it.
    pub name: &'static str,
    /// Line colour.
    pub colour: &'static str,
    /// Graphviz style.
    pub line: &'static str,
}

/// Colour by act; dashed for calls, dotted for what is presupposed or hearsay.
pub fn of_edge(edge: &Edge) -> EdgeStyle {
    let (name, colour) = of_act(edge.act);
    let line = match (edge.act, edge.basis) {
        (_, Basis::Presupposed | Basis::Reported) => "dotted",
        (Act::Urge, _) => "dashed",
        _ => "solid",
    };
    EdgeStyle { name, colour, line }
}

fn of_act(act: Act) -> (&'static str, &'static str) {
    match act {
        Act::Assert => ("asserts", "#000000"),
        Act::Report | Act::Recall => ("reports, recalls", "#767676"),
        Act::Urge => ("calls for", "#D55E00"),
        Act::Commit => ("commits to", "#0072B2"),
        Act::Support | Act::Welcome | Act::Thank => ("supports, welcomes, thanks", "#009E73"),
        Act::Oppose | Act::Condemn => ("opposes, condemns", "#AA4499"),
        Act::Concern => ("is concerned by", "#B27B00"),
    }
}
