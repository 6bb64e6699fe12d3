//! What is wrong with a rulebook as a rulebook.

use crate::diagnostic::Diagnostics;
use crate::resolve::Resolved;
use crate::syntax::RulebookDef;

/// Looks for every fault that published schemes are known to contain.
pub fn lint(_resolved: &Resolved, _definition: &RulebookDef, _diagnostics: &mut Diagnostics) {}
