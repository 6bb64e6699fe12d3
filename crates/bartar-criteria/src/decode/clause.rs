//! Clauses of the regulation: one text for both languages, or one in each.

use super::{Cx, Decode, Definitions};
use crate::document::{Item, Value};
use crate::text::Text;
use serde_json::{Value as Json, json};

/// A clause: `"art. 5(1)"`, or `{ fa = "مادهٔ ۵ بند ۱", en = "art. 5(1)" }`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause(pub Text);

impl Decode for Clause {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        match &item.value {
            Value::Text(both) => Some(Self(Text::same(both.as_str()))),
            Value::Table(_) => Text::decode(item, cx).map(Self),
            _ => {
                let expected = Text::new(
                    "متنی میان دو علامت نقل‌قول یا متنی دوزبانه",
                    "a quoted text, or one in both languages",
                );
                cx.wrong_type(item, &expected);
                None
            }
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let text = Text::schema(definitions);
        definitions.insert("Clause", json!({ "anyOf": [{ "type": "string" }, text] }));
        json!({ "$ref": "#/definitions/Clause" })
    }
}
