//! Close calls for a terminal.

use super::sheet::{Kind, Sheet};
use super::{Paint, Style, harmless};
use bartar_criteria::exact::Decimal;
use bartar_scoring::Scored;
use bartar_scoring::close_calls::{CloseCall, Stake, close_calls};
use std::io::{self, Write};

/// Writes the lines that a change of at most `margin` points would cross.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_close_calls(
    scored: &Scored<'_>,
    margin: Decimal,
    style: &Style,
    mut out: impl Write,
) -> io::Result<()> {
    let calls = close_calls(scored, margin);
    let title = format!("{}: {}", style.pick("رقابت‌های نزدیک", "Close calls"), style.count(calls.len()));
    writeln!(out)?;
    style.paragraph(0, &title, Paint::Bold, &mut out)?;
    if calls.is_empty() {
        return Ok(());
    }
    let columns = [
        (style.pick("رتبه‌بندی", "Ranking"), Kind::Free),
        (style.pick("چه", "What"), Kind::Free),
        (style.pick("دارندهٔ آن", "Has it"), Kind::Free),
        (style.pick("آن که کم دارد", "Misses it"), Kind::Free),
        (style.pick("فاصله", "Margin"), Kind::Number),
    ];
    let mut list = Sheet::new(style, &columns);
    for call in &calls {
        list.push(cells(scored, call, style));
    }
    list.write(out)
}

fn cells(scored: &Scored<'_>, call: &CloseCall, style: &Style) -> [String; 5] {
    let mut rankings = scored.rankings.iter().chain(&scored.orientations);
    let title =
        rankings.find(|ranking| ranking.id == call.ranking).map_or("", |ranking| style.text(&ranking.title));
    let stake = match call.stake {
        Stake::Honour(number) => style.text(&scored.rulebook.honours[number].title),
        Stake::Promotion => style.pick("راهیابی به مرحلهٔ بعد", "going on to the next stage"),
    };
    let entry = |row: u32| {
        let row = row as usize;
        format!("{} {}", harmless(scored.entries.ids.get(row)), harmless(scored.entries.names.get(row)))
    };
    let named =
        |row: Option<u32>| row.map_or_else(|| style.pick("آستانه", "the threshold").to_owned(), entry);
    let digits = scored.rulebook.ranking.precision.digits;
    [
        title.to_owned(),
        stake.to_owned(),
        named(call.above),
        named(call.below),
        style.number(&call.margin, Some(digits)),
    ]
}
