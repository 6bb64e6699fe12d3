//! Which table lost something when a statement was taken out: what it lacks may have stood there.

use super::{Item, Table, Value};

/// Marks the table that a statement taken out at byte `at` of the mended text belonged to.
pub(super) fn tear(root: &mut Table, mended: &str, statement: &str, at: usize) {
    let first = statement.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let path = if first.starts_with('[') {
        let mut path = kind(first);
        if mended.lines().any(|line| header(line).as_ref() == Some(&path)) {
            // A heading that stands twice: the table of that name is whole. Another was meant, beside it or below the
            // one before.
            path.pop();
            let before = mended.get(..at).unwrap_or_default().lines().rev().find_map(header);
            mark(root, before.into_iter().flatten());
        }
        Some(path)
    } else if statement_key(mended, first, at) {
        // The key is known, so nothing else can have stood there.
        return;
    } else {
        mended.get(..at).unwrap_or_default().lines().rev().find_map(header)
    };
    mark(root, path.into_iter().flatten());
}

/// Marks the table at the end of a path, as far as there is one.
fn mark<'p>(root: &mut Table, path: impl Iterator<Item = &'p str>) {
    let mut table = root;
    for part in path {
        match table.entries.get_mut(part) {
            Some((_, Item { value: Value::Table(inner), .. })) => table = inner,
            _ => break,
        }
    }
    table.torn = true;
}

/// Whether the statement names its key: it is an assignment, or what follows the `=` of one.
fn statement_key(mended: &str, statement: &str, at: usize) -> bool {
    let before = mended.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let key = if line.trim().is_empty() { statement.split_once('=') } else { line.split_once('=') };
    key.is_some_and(|(key, _)| is_name(key.trim()))
}

/// What can be read of the path of a header that cannot be read as a whole.
fn kind(line: &str) -> Vec<&str> {
    let path = line.trim_start_matches(['[', ' ']).split([']', '#']).next().unwrap_or_default().split('.');
    path.map(str::trim).take_while(|part| is_name(part)).collect()
}

/// The path of a header, if that is what the line is.
fn header(line: &str) -> Option<Vec<&str>> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let path: Vec<&str> = inner.split('.').map(|part| part.trim().trim_matches(['"', '\''])).collect();
    path.iter().all(|part| is_name(part)).then_some(path)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
