//! Two entries beside each other, and where the difference arises.

use crate::explain::{Explanation, NodeKind, NodeTrace};
use bartar_criteria::Text;
use bartar_criteria::exact::{Decimal, Exact};

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
    /// The same of what the node adds to the total, where a part that is left out adds nothing. None where either entry
    /// has no total, or the node stands below a geometric or harmonic mean.
    pub contribution: Option<Exact>,
}

impl Comparison {
    /// What rounding points and caps of axes and totals add to the difference of the totals, beyond the indicators.
    #[must_use]
    pub fn adjustment(&self) -> Option<Exact> {
        let of = |entry: &Explanation| {
            entry.total?;
            let nodes = entry.nodes.iter().filter_map(NodeTrace::adjustment);
            Some(nodes.chain(entry.adjustment()).fold(Exact::zero(), |sum, part| sum.add(&part)))
        };
        Some(of(&self.a)?.sub(&of(&self.b)?))
    }
}

/// Compares two entries node by node.
#[must_use]
pub fn compare(a: Explanation, b: Explanation) -> Comparison {
    fn same<'n>(of: &'n Explanation, node: &NodeTrace) -> Option<&'n NodeTrace> {
        of.nodes.iter().find(|other| other.id == node.id && other.kind == node.kind)
    }
    let (ours, theirs) = (a.total.is_some(), b.total.is_some());
    let difference = |node: &NodeTrace, of_a: Option<&NodeTrace>, of_b: Option<&NodeTrace>| {
        let points = |node: Option<&NodeTrace>| node.and_then(|node| node.points);
        let (in_a, in_b) = (adds(of_a, ours), adds(of_b, theirs));
        NodeDifference {
            id: node.id.clone(),
            parent: node.parent.clone(),
            kind: node.kind,
            title: node.title.clone(),
            a: points(of_a),
            b: points(of_b),
            difference: points(of_a).zip(points(of_b)).and_then(|(a, b)| a.checked_sub(b).ok()),
            contribution: in_a.zip(in_b).map(|(a, b)| a.sub(&b)),
        }
    };
    let mut nodes: Vec<NodeDifference> =
        a.nodes.iter().map(|node| difference(node, Some(node), same(&b, node))).collect();
    let further = b.nodes.iter().filter(|node| same(&a, node).is_none());
    nodes.extend(further.map(|node| difference(node, None, Some(node))));
    Comparison { a, b, nodes }
}

/// What a node adds to the total of an entry that has one.
fn adds(node: Option<&NodeTrace>, total: bool) -> Option<Exact> {
    match node {
        _ if !total => None,
        Some(node) if node.points.is_some() => node.contribution(),
        _ => Some(Exact::zero()),
    }
}
