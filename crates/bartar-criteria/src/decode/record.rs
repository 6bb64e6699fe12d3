//! One declaration per table of the format: the type, its decoder and its schema come from the same lines.

/// Declares a table of the rulebook format.
///
/// * `required` keys are values; without one the table cannot be read at all.
/// * `expected` keys must be there too, but without one the rest of the table is still looked at: they are `Option`s.
/// * `optional` keys are `Option`s.
///
/// Keys are written in kebab case (`none_at` is `none-at`). The doc comments become the descriptions of the JSON
/// Schema. Each record also knows its place, `at`, and which of its keys are `faulty`, so that nobody reports a key as
/// absent that is there and wrong.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $( $(#[doc = $key_doc:literal])* $key:ident: $presence:ident $type:ty, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            $( $(#[doc = $key_doc])* pub $key: record!(@type $presence $type), )*
            /// Where the table stands.
            pub at: $crate::source::Span,
            /// Keys with a fault that is reported already.
            pub faulty: Vec<&'static str>,
        }

        impl $name {
            /// The keys of the table.
            #[must_use]
            pub fn keys() -> Vec<String> {
                vec![$( $crate::decode::key(stringify!($key)) ),*]
            }
        }

        impl $crate::decode::Decode for $name {
            const TABLE: bool = true;

            fn decode(item: &$crate::document::Item, cx: &mut $crate::decode::Cx<'_>) -> Option<Self> {
                let table = cx.table(item, stringify!($name))?;
                let table = &*cx.keys(table, &Self::keys());
                #[allow(unused_mut, reason = "a record of required keys only never adds to it")]
                let mut faulty = Vec::new();
                // Every key is decoded before the first `?`, so that all faults are found.
                $( let $key = record!(@decode $presence $type, table, item, cx, stringify!($key), faulty); )*
                Some(Self { $( $key: $key?, )* at: item.span, faulty })
            }

            fn schema(definitions: &mut $crate::decode::Definitions) -> serde_json::Value {
                if !definitions.contains_key(stringify!($name)) {
                    definitions.insert(stringify!($name), serde_json::Value::Null);
                    let mut properties = serde_json::Map::new();
                    #[allow(unused_mut, reason = "a record of optional keys only never adds to it")]
                    let mut required: Vec<String> = Vec::new();
                    $(
                        let mut schema = <$type as $crate::decode::Decode>::schema(definitions);
                        $crate::decode::describe(&mut schema, concat!($($key_doc, "\n"),*));
                        properties.insert($crate::decode::key(stringify!($key)), schema);
                        record!(@required $presence required, stringify!($key));
                    )*
                    definitions.insert(stringify!($name), serde_json::json!({
                        "type": "object",
                        "description": $crate::decode::prose(concat!($($doc, "\n"),*)),
                        "properties": properties,
                        "required": required,
                        "additionalProperties": false,
                    }));
                }
                serde_json::json!({ "$ref": concat!("#/definitions/", stringify!($name)) })
            }
        }
    };
    (@type required $type:ty) => { $type };
    (@type expected $type:ty) => { Option<$type> };
    (@type optional $type:ty) => { Option<$type> };
    (@decode required $type:ty, $table:ident, $item:ident, $cx:ident, $key:expr, $faulty:ident) => {
        $crate::decode::required::<$type>($table, $item, $key, $cx)
    };
    (@decode expected $type:ty, $table:ident, $item:ident, $cx:ident, $key:expr, $faulty:ident) => {{
        let value = $crate::decode::required::<$type>($table, $item, $key, $cx);
        if value.is_none() {
            $faulty.push($key);
        }
        Some(value)
    }};
    (@decode optional $type:ty, $table:ident, $item:ident, $cx:ident, $key:expr, $faulty:ident) => {{
        let value = $crate::decode::optional::<$type>($table, $key, $cx);
        if value.is_none() {
            $faulty.push($key);
        }
        Some(value.flatten())
    }};
    (@required required $list:ident, $key:expr) => { $list.push($crate::decode::key($key)) };
    // What is expected may come from a default, another file or an inherited rulebook, which no schema can see.
    (@required expected $list:ident, $key:expr) => {};
    (@required optional $list:ident, $key:expr) => {};
}

/// Declares the words that a key may have, as an enum.
macro_rules! words {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $( $(#[doc = $word_doc:literal])* $variant:ident = $word:literal, )* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $( $(#[doc = $word_doc])* $variant, )* }

        impl $name {
            /// The words, in the order of the variants.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word in rulebooks and outputs.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }
        }

        impl $crate::decode::Decode for $name {
            fn decode(item: &$crate::document::Item, cx: &mut $crate::decode::Cx<'_>) -> Option<Self> {
                match $crate::decode::word(item, Self::WORDS, cx)? {
                    $( $word => Some(Self::$variant), )*
                    _ => None,
                }
            }

            fn schema(_: &mut $crate::decode::Definitions) -> serde_json::Value {
                serde_json::json!({ "type": "string", "enum": Self::WORDS })
            }
        }
    };
}
