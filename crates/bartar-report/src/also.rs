//! Where the other entries stand that a finding is about: those with the same id, or with the same value of a field that
//! no two entries may share. Places are no part of results, so messages do not name them.

use crate::origin::{Origin, OriginPlace};
use bartar_criteria::Lang;
use bartar_criteria::exact::to_persian_digits;
use bartar_scoring::entries::Fault;
use bartar_scoring::shared::Group;
use bartar_scoring::{Finding, Reason};
use std::cell::RefCell;
use std::collections::HashMap;

/// How many other places are told.
const LISTED: usize = 3;

/// Tells of findings where the others stand.
pub(crate) struct Others<'a> {
    origin: &'a dyn Origin,
    /// Of each group the rows that come first by files and rows. Found once: looking for them again for each row of a
    /// long group would take the square of its length.
    first: RefCell<HashMap<Group, Vec<u32>>>,
}

/// The places of the first of the others, and how many more there are.
#[derive(Default)]
pub(crate) struct Also<'a> {
    pub(crate) places: Vec<OriginPlace<'a>>,
    pub(crate) more: usize,
}

impl<'a> Others<'a> {
    /// Others that come from there.
    pub(crate) fn new(origin: &'a dyn Origin) -> Self {
        Self { origin, first: RefCell::default() }
    }

    /// The others that are at fault with an entry.
    pub(crate) fn of_fault(&self, fault: &Fault) -> Also<'a> {
        self.of(Some(fault.entry), fault.column.map(usize::from), fault.group.as_ref())
    }

    /// The others that a finding is about.
    pub(crate) fn of_finding(&self, finding: &Finding) -> Also<'a> {
        self.of(finding.entry, finding.column.map(usize::from), finding.group.as_ref())
    }

    /// The others that are not ranked for the reason for which an entry is not.
    pub(crate) fn of_reason(&self, entry: u32, reason: &Reason) -> Also<'a> {
        self.of(Some(entry), reason.columns.first().copied(), reason.group.as_ref())
    }

    fn of(&self, entry: Option<u32>, column: Option<usize>, group: Option<&Group>) -> Also<'a> {
        let (Some(entry), Some(group)) = (entry, group) else { return Also::default() };
        let mut known = self.first.borrow_mut();
        let first = known.entry(group.clone()).or_insert_with(|| self.first_of(group));
        let rows = first.iter().filter(|row| **row != entry).take(LISTED);
        let places: Vec<_> = rows.filter_map(|row| self.origin.place(*row as usize, column)).collect();
        if places.is_empty() {
            return Also::default();
        }
        let more = group.rows().len().saturating_sub(1 + places.len());
        Also { places, more }
    }

    /// One more row than is told, since an entry is none of its others. Not the order of the rows decides, which is that
    /// in which files were given.
    fn first_of(&self, group: &Group) -> Vec<u32> {
        let mut rows = group.rows().to_vec();
        rows.sort_by_cached_key(|row| {
            self.origin.place(*row as usize, None).map(|place| (place.source, place.sheet, place.row))
        });
        rows.truncate(LISTED + 1);
        rows
    }
}

impl Also<'_> {
    /// The places as people read them; nothing where there are none. `shown` is how a place stands within a sentence.
    pub(crate) fn text(&self, lang: Lang, shown: impl Fn(&str) -> String) -> String {
        let places: Vec<String> = self.places.iter().map(|place| shown(&place.text())).collect();
        let (places, more) = (places.join(if lang == Lang::Fa { "، " } else { ", " }), self.more);
        match lang {
            _ if more == 0 => places,
            Lang::Fa => format!("{places} و {} جای دیگر", to_persian_digits(&more.to_string())),
            Lang::En => format!("{places} and {more} more"),
        }
    }
}
