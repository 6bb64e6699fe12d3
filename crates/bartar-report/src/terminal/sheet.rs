//! Tables without frames, as wide as the terminal: numbers stand right and are never broken, texts give way.

use super::wrap::{longest_piece, width, wrap};
use super::{Style, isolated};
use std::io::{self, Write};

/// Blanks before every line.
const INDENT: usize = 2;

/// Blanks between columns.
const GAP: usize = 2;

/// What a column holds.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Numbers: on the right, in one line.
    Number,
    /// Numbers with their units: on the right, the unit below where it must.
    Measure,
    /// What others wrote: ids, names, places.
    Free,
    /// Words of ours, in the language of the table.
    Said,
}

/// A table in the making.
pub(super) struct Sheet<'s> {
    style: &'s Style,
    kinds: Vec<Kind>,
    /// The header first.
    rows: Vec<Vec<String>>,
}

impl<'s> Sheet<'s> {
    /// A table with these columns.
    pub(super) fn new(style: &'s Style, columns: &[(&str, Kind)]) -> Self {
        let header = columns.iter().map(|(title, _)| (*title).to_owned()).collect();
        Self { style, kinds: columns.iter().map(|(_, kind)| *kind).collect(), rows: vec![header] }
    }

    /// Adds a row. Blanks at the beginning of a text keep it away from the edge on all of its lines.
    pub(super) fn push(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The lines of each row, the header's first, indented and without blanks at their ends.
    pub(super) fn rows(&self) -> Vec<Vec<String>> {
        let widths = self.widths();
        self.rows.iter().enumerate().map(|(number, cells)| self.lines(cells, number == 0, &widths)).collect()
    }

    /// Writes all lines, the header dim.
    pub(super) fn write(&self, mut out: impl Write) -> io::Result<()> {
        for (number, row) in self.rows().iter().enumerate() {
            for line in row {
                match number {
                    0 => writeln!(out, "{}", self.style.dim(line))?,
                    _ => writeln!(out, "{line}")?,
                }
            }
        }
        Ok(())
    }

    /// As wide as the cells, or, where that is too wide, the widest columns of texts narrowed.
    fn widths(&self) -> Vec<usize> {
        let of = |column: usize, measure: fn(&str) -> usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| measure(cell)).max().unwrap_or(0)
        };
        let columns = 0..self.kinds.len();
        let mut widths: Vec<usize> = columns.clone().map(|column| of(column, width)).collect();
        let least: Vec<usize> = columns
            .clone()
            .map(
                |column| {
                    if self.kinds[column] == Kind::Number { widths[column] } else { of(column, narrowest) }
                },
            )
            .collect();
        let gaps = INDENT + GAP * self.kinds.len().saturating_sub(1);
        let limit = usize::from(self.style.width);
        while gaps + widths.iter().sum::<usize>() > limit {
            let wide = columns.clone().filter(|column| widths[*column] > least[*column]);
            let Some(widest) = wide.max_by_key(|column| widths[*column]) else { break };
            widths[widest] -= 1;
        }
        widths
    }

    fn lines(&self, cells: &[String], header: bool, widths: &[usize]) -> Vec<String> {
        let broken: Vec<Vec<String>> = (cells.iter().zip(widths))
            .map(|(cell, width)| {
                let text = cell.trim_start_matches(' ');
                let indent = " ".repeat(cell.len() - text.len());
                wrap(text, width.saturating_sub(indent.len()))
                    .into_iter()
                    .map(|line| format!("{indent}{line}"))
                    .collect()
            })
            .collect();
        let height = broken.iter().map(Vec::len).max().unwrap_or(0);
        (0..height)
            .map(|number| {
                let mut line = " ".repeat(INDENT);
                for (column, texts) in broken.iter().enumerate() {
                    let text = texts.get(number).map_or("", String::as_str);
                    let blanks = " ".repeat(widths[column].saturating_sub(width(text)));
                    let shown = self.shown(text, if header { Kind::Said } else { self.kinds[column] });
                    match self.kinds[column] {
                        Kind::Number | Kind::Measure => line.extend([blanks.as_str(), &shown]),
                        _ => line.extend([shown.as_str(), &blanks]),
                    }
                    line.push_str(&" ".repeat(GAP));
                }
                line.truncate(line.trim_end().len());
                line
            })
            .collect()
    }

    /// A piece of a cell in its own direction; its indent stays outside.
    fn shown(&self, text: &str, kind: Kind) -> String {
        let words = text.trim_start_matches(' ');
        let indent = &text[..text.len() - words.len()];
        match kind {
            Kind::Said => format!("{indent}{}", self.style.said(words)),
            Kind::Number | Kind::Measure if !words.chars().any(char::is_alphabetic) => words.to_owned(),
            Kind::Number | Kind::Measure => self.style.said(words).into_owned(),
            Kind::Free => format!("{indent}{}", isolated(words)),
        }
    }
}

/// The width below which a text cannot be wrapped.
fn narrowest(text: &str) -> usize {
    let words = text.trim_start_matches(' ');
    text.len() - words.len() + longest_piece(words)
}
