//! What many entries have in common, kept once: a million rows with one fault need one message, not a million.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Equal values, each kept once.
#[derive(Clone, Debug)]
pub struct Shared<T>(HashSet<Arc<T>>);

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(HashSet::new())
    }
}

impl<T: Eq + Hash> Shared<T> {
    /// The value that is kept in place of all that equal it.
    pub fn keep(&mut self, value: impl Into<Arc<T>>) -> Arc<T> {
        let value = value.into();
        if let Some(known) = self.0.get(&value) {
            return Arc::clone(known);
        }
        self.0.insert(Arc::clone(&value));
        value
    }
}

/// The rows of entries that one fault is about, such as those with one id; at least two, in the order of the files.
#[derive(Clone, Debug)]
pub struct Group(Arc<[u32]>);

impl Group {
    /// A group of these rows.
    pub fn new(rows: impl IntoIterator<Item = u32>) -> Self {
        let mut rows: Vec<u32> = rows.into_iter().collect();
        rows.sort_unstable();
        Self(rows.into())
    }

    /// The rows, from the first on.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.0
    }
}

impl PartialEq for Group {
    /// Mostly the same allocation is compared with itself, once for each row.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Eq for Group {}

impl Hash for Group {
    /// Groups overlap seldom, and going through a long one for each of its rows would take the square of its length.
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.first(), self.0.len()).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_kept_once() {
        let mut shared: Shared<String> = Shared::default();
        let (a, b, c) =
            (shared.keep("a".to_owned()), shared.keep("b".to_owned()), shared.keep("a".to_owned()));
        assert!(Arc::ptr_eq(&a, &c) && !Arc::ptr_eq(&a, &b));
        assert_eq!([&*a, &*b, &*c], ["a", "b", "a"]);
    }

    #[test]
    fn a_group_is_its_rows_whatever_their_order() {
        assert_eq!(Group::new([9, 2, 5]), Group::new([2, 5, 9]));
        assert_ne!(Group::new([2, 5]), Group::new([2, 5, 9]));
        assert_eq!(Group::new([9, 2, 5]).rows(), [2, 5, 9]);
    }
}
