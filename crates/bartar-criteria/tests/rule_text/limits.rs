//! The limits of fields, and the tables of article 31 that tell them.

use crate::{folder, support};
use bartar_criteria::Text;
use bartar_criteria::exact::{Bound, Decimal, DigitSet, IntervalSet, format_number};
use bartar_criteria::rulebook::{Field, FieldKind, Rulebook};

/// The files of fields, in the order of the clauses that tell their limits: `(2)` the first.
const FILES: [&str; 5] = [
    "fields.toml",
    "fields-accounts.toml",
    "fields-people.toml",
    "fields-production.toml",
    "fields-service.toml",
];

/// A number as the regulation writes it.
fn number(of: Decimal) -> Text {
    let size = if of.is_negative() { -of } else { of };
    let sign = if of.is_negative() { ("منفی ", "-") } else { ("", "") };
    let write = |digits| format_number(&size, None, digits, true);
    Text::new(sign.0.to_owned() + &write(DigitSet::Persian), sign.1.to_owned() + &write(DigitSet::Latin))
}

/// An end of limits, in the words of article 25(2): from and up to take their number in.
fn end(bound: Bound, closed: (&str, &str), open: (&str, &str)) -> Option<Text> {
    let (fa, en) = if bound.closed { closed } else { open };
    let at = number(bound.at?);
    Some(Text::new(format!("{fa} {}", at.fa), format!("{en} {}", at.en)))
}

fn limits(of: Option<&IntervalSet>) -> Text {
    let Some(IntervalSet(set)) = of else { return Text::new("بی‌حد", "no limit") };
    let [only] = set[..] else { panic!("several intervals are no limits: {set:?}") };
    let ends = [
        end(only.low, ("از", "from"), ("بیش از", "above")),
        end(only.high, ("تا", "up to"), ("کمتر از", "below")),
    ];
    let join =
        |of: fn(&Text) -> &String| ends.iter().flatten().map(of).cloned().collect::<Vec<_>>().join(" ");
    Text::new(join(|text| &text.fa), join(|text| &text.en))
}

/// The row of a field: title, unit, years, decimals, what is possible, what is plausible.
fn row(field: &Field) -> [Text; 6] {
    let decimals = if field.kind == FieldKind::Count { Some(0) } else { field.decimals };
    [
        field.title.clone(),
        field.unit.as_ref().unwrap().title.clone(),
        number(Decimal::from(i64::from(field.history) + 1)),
        number(Decimal::from(i64::from(decimals.unwrap_or_else(|| panic!("{} has no decimals", field.id))))),
        limits(field.range.as_ref()),
        limits(field.plausible.as_ref()),
    ]
}

/// Each clause of fields as the rulebook makes it: the cells of its table, row by row.
fn stated(rulebook: &Rulebook, pick: fn(&Text) -> &String) -> Vec<Vec<Vec<String>>> {
    let of = |file: &&str| {
        let here = |field: &&Field| {
            let place = rulebook.sources.place(field.at);
            field.kind.is_number() && !field.of_panel && place.split(':').next() == Some(*file)
        };
        rulebook
            .fields
            .iter()
            .filter(here)
            .map(|field| row(field).iter().map(pick).cloned().collect())
            .collect()
    };
    FILES.iter().map(of).collect()
}

/// Each clause of article 31 as the regulation tells it, the first row of a table and the line below it left out.
fn told(text: &str, article: &str) -> Vec<Vec<Vec<String>>> {
    let (_, text) = text.split_once(article).unwrap();
    let mut clauses: Vec<Vec<Vec<String>>> = Vec::new();
    for line in text.lines() {
        if line.starts_with('(') {
            clauses.push(Vec::new());
        } else if let Some(cells) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) {
            let cells = cells.split(" | ").map(str::to_owned).collect();
            clauses.last_mut().unwrap().push(cells);
        }
    }
    for clause in &mut clauses {
        clause.remove(0);
    }
    clauses
}

#[test]
fn the_limits_of_each_field_stand_in_its_row_and_no_row_is_without_a_field() {
    let rulebook = support::load_folder(&folder()).rulebook.unwrap();
    let text = std::fs::read_to_string(folder().join("RULES.md")).unwrap();
    let (fa, en) = text.split_once("</div>").unwrap();
    let of_rulebook: [Vec<_>; 2] = [stated(&rulebook, |text| &text.fa), stated(&rulebook, |text| &text.en)];
    let rows = of_rulebook[0].iter().flatten().count();
    let numbers = rulebook.fields.iter().filter(|field| field.kind.is_number() && !field.of_panel).count();
    assert_eq!(rows, numbers, "each field of a number stands in one of the files");
    for (of_rulebook, told) in of_rulebook.iter().zip([told(fa, "**مادهٔ ۳۱."), told(en, "**Article 31.")])
    {
        assert_eq!(of_rulebook.len(), told.len(), "clauses");
        for (of_rulebook, told) in of_rulebook.iter().zip(told) {
            for (of_rulebook, told) in of_rulebook.iter().zip(&told) {
                assert_eq!(of_rulebook, told, "the rulebook, and article 31");
            }
            assert_eq!(of_rulebook.len(), told.len(), "rows: {:?}", told.last());
        }
    }
}
