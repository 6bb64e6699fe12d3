//! Two entries beside each other, and where the difference arises.

use crate::explain::{Explanation, NodeKind, NodeTrace};
use bartar_criteria::Text;
use bartar_criteria::exact::Decimal;

/// Two entries beside each other.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The first entry.
    pub a: Explanation,
    /// The second entry.
    pub b: Explanation,
    /// Node by node, in the order of the first entry, then what only the second one has.
    pub nodes: Vec<NodeDifference>,
}

/// The same node of two entries.
#[derive(Clone, Debug)]
pub struct NodeDifference {
    /// Id.
    pub id: String,
    /// Id of the axis above.
    pub parent: Option<String>,
    /// Axis or indicator.
    pub kind: NodeKind,
    /// Title.
    pub title: Text,
    /// Points of the first.
    pub a: Option<Decimal>,
    /// Points of the second.
    pub b: Option<Decimal>,
    /// First minus second; none where either has no points.
    pub difference: Option<Decimal>,
}

/// Compares two entries node by node.
#[must_use]
pub fn compare(a: Explanation, b: Explanation) -> Comparison {
    let mut nodes: Vec<NodeDifference> = a
        .nodes
        .iter()
        .map(|node| {
            let other = b.nodes.iter().find(|other| other.id == node.id && other.kind == node.kind);
            difference(node, node.points, other.and_then(|other| other.points))
        })
        .collect();
    for node in &b.nodes {
        if !a.nodes.iter().any(|other| other.id == node.id && other.kind == node.kind) {
            nodes.push(difference(node, None, node.points));
        }
    }
    Comparison { a, b, nodes }
}

fn difference(node: &NodeTrace, a: Option<Decimal>, b: Option<Decimal>) -> NodeDifference {
    NodeDifference {
        id: node.id.clone(),
        parent: node.parent.clone(),
        kind: node.kind,
        title: node.title.clone(),
        a,
        b,
        difference: a.zip(b).and_then(|(a, b)| a.checked_sub(b).ok()),
    }
}
