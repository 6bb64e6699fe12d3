//! Who stands elsewhere in one record than in another, as CSV: one line for each ranking of each entry.

use super::row;
use crate::difference::{codes, words};
use bartar_criteria::Lang;
use bartar_record::diff::{RecordDifference, Stand};
use std::io::{self, Write};

/// Writes every entry whose rank, score or honour differs, with the causes.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_difference(difference: &RecordDifference, out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let mut header: Vec<String> = ["stage", "ranking", "id", "name"].map(str::to_owned).to_vec();
    for side in ["a", "b"] {
        header.extend(["rank", "shared", "score", "honour"].map(|of| format!("{of}_{side}")));
    }
    header.extend(["causes", "causes_fa", "causes_en"].map(str::to_owned));
    row(&mut writer, &header)?;
    for moved in &difference.moves {
        let stands = |stand: &Option<Stand>, digits| match stand {
            None => Default::default(),
            Some(stand) => [
                stand.rank.to_string(),
                if stand.tied { "yes" } else { "no" }.to_owned(),
                stand.score.to_fixed(digits),
                stand.honour.clone().unwrap_or_default(),
            ],
        };
        let [digits_a, digits_b] = difference.digits;
        let mut cells = vec![
            moved.stage.clone().unwrap_or_default(),
            moved.ranking.clone(),
            moved.id.clone(),
            moved.name.clone(),
        ];
        cells.extend(stands(&moved.a, digits_a));
        cells.extend(stands(&moved.b, digits_b));
        cells.push(codes(&moved.causes));
        for (lang, between) in [(Lang::Fa, "؛ "), (Lang::En, "; ")] {
            let told = moved.causes.iter().map(|cause| words(cause, &difference.rules.items));
            cells.push(told.map(|told| told.get(lang).to_owned()).collect::<Vec<_>>().join(between));
        }
        row(&mut writer, &cells)?;
    }
    writer.flush()
}
