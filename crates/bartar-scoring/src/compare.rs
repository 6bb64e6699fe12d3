//! Two entries beside each other, and where the difference arises.

use crate::explain::{Explanation, NodeKind, NodeTrace, StageEnd, Status};
use bartar_criteria::Text;
use bartar_criteria::exact::{Decimal, Exact};

/// Two entries beside each other.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The first entry.
    pub a: Explanation,
    /// The second entry.
    pub b: Explanation,
    /// Node by node, each axis before what it is made of: what both have in the order of the rulebook, then what only the
    /// first one has, then what only the second one has.
    pub nodes: Vec<NodeDifference>,
}

/// What became of a node on one side of a comparison.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum SideStatus {
    /// It is a part of the entry's score.
    Of(Status),
    /// The rulebook does not ask it of the entry's sector.
    NotAsked,
    /// The entry did not go on to the stage.
    NotInStage,
}

impl SideStatus {
    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Of(status) => status.word(),
            Self::NotAsked => "not-asked",
            Self::NotInStage => "not-in-stage",
        }
    }
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
    /// What became of it in the first and the second; none where nobody can tell what is asked of an entry.
    pub status: [Option<SideStatus>; 2],
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

    /// Which of the two did not go on to the stage that is compared.
    #[must_use]
    pub fn kept_back(&self) -> [bool; 2] {
        [&self.a, &self.b].map(kept_back)
    }

    /// The last stage before in which both were ranked, by id and title, where one of them did not go on.
    #[must_use]
    pub fn shared_stage(&self) -> Option<(&str, &Text)> {
        let [a, b] = self.kept_back();
        let stages = self.a.stages.iter().zip(&self.b.stages).rev();
        let mut both = stages.filter(|(a, b)| a.standing.is_some() && b.standing.is_some());
        both.next().filter(|_| a || b).map(|(stage, _)| (stage.id.as_str(), &stage.title))
    }
}

fn kept_back(entry: &Explanation) -> bool {
    entry.stages.iter().any(|stage| matches!(stage.end, StageEnd::Stays | StageEnd::OverQuota))
}

/// Compares two entries node by node.
#[must_use]
pub fn compare(a: Explanation, b: Explanation) -> Comparison {
    let mut pairs = Pairs { a: &a, b: &b, nodes: Vec::new() };
    pairs.below(None);
    let nodes = pairs.nodes;
    Comparison { a, b, nodes }
}

/// The nodes of two entries, put side by side.
struct Pairs<'e> {
    a: &'e Explanation,
    b: &'e Explanation,
    nodes: Vec<NodeDifference>,
}

impl Pairs<'_> {
    /// What stands below an axis, or at the top: axes before indicators, as in the explanation of one entry.
    fn below(&mut self, parent: Option<&str>) {
        fn same<'n>(of: &'n Explanation, node: &NodeTrace) -> Option<&'n NodeTrace> {
            of.nodes.iter().find(|other| other.id == node.id && other.kind == node.kind)
        }
        let (a, b) = (self.a, self.b);
        let here = |node: &&NodeTrace| node.parent.as_deref() == parent;
        for kind in [NodeKind::Axis, NodeKind::Indicator] {
            let ours = a.nodes.iter().filter(here).filter(|node| node.kind == kind);
            let (shared, only_a): (Vec<_>, Vec<_>) =
                ours.map(|node| (node, same(b, node))).partition(|(_, other)| other.is_some());
            let theirs = b.nodes.iter().filter(here).filter(|node| node.kind == kind);
            let only_b = theirs.filter(|node| same(a, node).is_none());
            let sides = shared.into_iter().chain(only_a).map(|(node, other)| (node, Some(node), other));
            for (node, of_a, of_b) in sides.chain(only_b.map(|node| (node, None, Some(node)))) {
                self.nodes.push(self.difference(node, of_a, of_b));
                if kind == NodeKind::Axis {
                    self.below(Some(&node.id));
                }
            }
        }
    }

    fn difference(
        &self,
        node: &NodeTrace,
        of_a: Option<&NodeTrace>,
        of_b: Option<&NodeTrace>,
    ) -> NodeDifference {
        let points = |node: Option<&NodeTrace>| node.and_then(|node| node.points);
        let (in_a, in_b) = (adds(of_a, self.a.total.is_some()), adds(of_b, self.b.total.is_some()));
        NodeDifference {
            id: node.id.clone(),
            parent: node.parent.clone(),
            kind: node.kind,
            title: node.title.clone(),
            a: points(of_a),
            b: points(of_b),
            status: [side(self.a, of_a), side(self.b, of_b)],
            difference: points(of_a).zip(points(of_b)).and_then(|(a, b)| a.checked_sub(b).ok()),
            contribution: in_a.zip(in_b).map(|(a, b)| a.sub(&b)),
        }
    }
}

/// What became of a node in an entry.
fn side(entry: &Explanation, node: Option<&NodeTrace>) -> Option<SideStatus> {
    match node {
        // Without a sector that is known there is no plan, and no node at all.
        None => (!entry.nodes.is_empty()).then_some(SideStatus::NotAsked),
        Some(_) if kept_back(entry) => Some(SideStatus::NotInStage),
        Some(node) => Some(SideStatus::Of(node.status)),
    }
}

/// What a node adds to the total of an entry that has one.
fn adds(node: Option<&NodeTrace>, total: bool) -> Option<Exact> {
    match node {
        _ if !total => None,
        Some(node) if node.points.is_some() => node.contribution(),
        _ => Some(Exact::zero()),
    }
}
