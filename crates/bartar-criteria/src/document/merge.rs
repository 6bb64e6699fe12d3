//! Inheritance, defaults and overrides: one rule for all three.

use super::{Item, Table, Value};

/// Lays `over` upon `base`. Tables under headers merge key by key; anything in braces, lists and single values replace
/// what stood there as a whole.
pub fn merge(base: &mut Item, over: Item) {
    match (&mut base.value, over.value) {
        (Value::Table(below), Value::Table(above)) if !above.inline => {
            // What is found wrong with the merged table stands where the last word on it does.
            base.span = over.span;
            below.torn |= above.torn;
            for (key, (key_span, item)) in above.entries {
                match below.entries.get_mut(&key) {
                    Some((_, existing)) => merge(existing, item),
                    None => {
                        let mut item = item;
                        if let Value::Table(inner) = &mut item.value {
                            // What it lacks may have stood in the table below it.
                            inner.torn |= below.torn && !inner.inline;
                        }
                        below.entries.insert(key, (key_span, item));
                    }
                }
            }
        }
        (slot, value) => {
            *slot = value;
            base.span = over.span;
        }
    }
}

/// Gives every table of each kind (`indicator`, `axis`, ...) the keys of `[defaults.<kind>]` that it does not state.
pub fn apply_defaults(root: &mut Item, defaults: &Item) {
    let Some(kinds) = defaults.as_table() else { return };
    for (kind, (_, given)) in &kinds.entries {
        let (Some(given), Value::Table(root)) = (given.as_table(), &mut root.value) else { continue };
        let Some((_, Item { value: Value::Table(members), .. })) = root.entries.get_mut(kind) else {
            continue;
        };
        for (_, (_, member)) in &mut members.entries {
            if let Value::Table(member) = &mut member.value {
                fill(member, given);
            }
        }
    }
}

fn fill(member: &mut Table, given: &Table) {
    for (key, (span, item)) in &given.entries {
        if !member.entries.contains_key(key) {
            member.entries.insert(key.clone(), (*span, item.clone()));
        }
    }
}
