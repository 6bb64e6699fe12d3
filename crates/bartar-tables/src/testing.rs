//! What tests need: fields and data as a rulebook would have them.

use bartar_criteria::exact::IntervalSet;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{
    Calendar, Choice, ColumnSpec, DataSpec, Field, FieldKind, Measure, UnitTitles,
};
use bartar_criteria::source::Span;
use bartar_criteria::text::Text;

/// A field of this kind: `number`, `count`, `percent`, `date`, `choice`, `yes-no` or `text`.
pub(crate) fn field(id: &str, kind: &str) -> Field {
    let choice = |id: &str, fa: &str, en: &str, spelling: &str| Choice {
        id: id.to_owned(),
        title: Text::new(fa, en),
        spellings: vec![spelling.to_owned()],
        group: None,
    };
    let kind = match kind {
        "number" => FieldKind::Number,
        "count" => FieldKind::Count,
        "percent" => FieldKind::Percent,
        "date" => FieldKind::Date(Calendar::Either),
        "choice" => FieldKind::Choice(vec![
            choice("farm", "کشاورزی", "Agriculture", "agri"),
            choice("home", "مسکن", "Housing", "خانه‌سازی"),
        ]),
        "yes-no" => FieldKind::YesNo,
        "amount" => FieldKind::Amount,
        "national-id" => FieldKind::NationalId,
        "text" => FieldKind::Text,
        other => panic!("{other}"),
    };
    Field {
        id: id.to_owned(),
        title: Text::same(id),
        help: None,
        kind,
        unit: None,
        range: None,
        plausible: None,
        decimals: None,
        history: 0,
        columns: Vec::new(),
        optional: false,
        evidence: None,
        confidential: false,
        of_panel: false,
        unique: false,
        at: Span::default(),
    }
}

/// The field with a range.
pub(crate) fn ranged(mut field: Field, range: &str) -> Field {
    field.range = Some(IntervalSet::parse(range).unwrap());
    field
}

/// The columns of fields, without their history.
pub(crate) fn columns(fields: &[Field]) -> Vec<ColumnSpec> {
    (0..fields.len()).map(|field| ColumnSpec { field, years_before: 0 }).collect()
}

/// A unit by its code.
pub(crate) fn unit(code: &str) -> Measure {
    UnitTitles::default().measure(code)
}

/// Data in the machine's dialect, with `-` for "not applicable".
pub(crate) fn data() -> DataSpec {
    DataSpec {
        id: vec!["id".to_owned(), "شناسه".to_owned()],
        name: vec!["name".to_owned()],
        verified: vec!["verified".to_owned(), "تأییدشده".to_owned()],
        evidence: vec!["evidence".to_owned(), "وضعیت مستندات".to_owned()],
        missing_words: vec![
            ("-".to_owned(), Missing::NotApplicable),
            ("pending".to_owned(), Missing::Pending),
        ],
        ..DataSpec::default()
    }
}
