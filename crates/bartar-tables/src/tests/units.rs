//! Columns of money that are in another unit than they say.

use bartar_criteria::exact::IntervalSet;
use bartar_criteria::rulebook::Field;

use super::read_files;
use crate::testing::{data, field, unit};

/// Sales in million rials, of which a thousand billions are too many.
fn sales() -> Field {
    Field {
        unit: Some(unit("million rial")),
        plausible: Some(IntervalSet::parse("[0, 1000000000]").unwrap()),
        ..field("sales", "amount")
    }
}

/// Where and what is told of files with these headers and amounts.
fn told(files: &[(&str, &str, &[&str])]) -> Vec<String> {
    let mut number = 0;
    let files: Vec<(&str, String)> = files
        .iter()
        .map(|(name, header, amounts)| {
            let mut text = format!("id,{header}\n");
            for amount in *amounts {
                number += 1;
                text.push_str(&format!("e{number},{amount}\n"));
            }
            (*name, text)
        })
        .collect();
    let intake = read_files(&[sales()], &data(), &files).unwrap();
    let notices = intake.notices.iter().filter(|notice| notice.code.name() == "unit-doubtful");
    notices
        .map(|notice| {
            let file = notice.file.rsplit(['/', '\\']).next().unwrap();
            let (row, column) = (notice.row.unwrap(), notice.column.as_deref().unwrap());
            format!("{file}:{row} {column}\n{}\n{}", notice.message.en, notice.message.fa)
        })
        .collect()
}

#[test]
fn a_column_in_rials_is_told_once_with_its_factor_and_header() {
    let rials = ["12500000000000", "9800000000", "0", "", "11200000000000"];
    let right = ["12500", "9800", "11200"];
    assert_eq!(
        told(&[("a.csv", "sales", &right), ("b.csv", "sales", &rials)]),
        ["b.csv:2 sales\n\
          3 of 3 amounts of this column are beyond what is plausible (from 0 to 1,000,000,000), as if written in rial and \
          not in million rial; they would have to be divided by 1,000,000. If so, write the unit into the header, like \
          `sales (rial)`, and they are converted exactly\n\
          ۳ مبلغ از ۳ مبلغ این ستون بیرون از حد معقول (از ۰ تا ۱٬۰۰۰٬۰۰۰٬۰۰۰) است؛ گویا به ریال نوشته شده‌اند، نه به \
          میلیون ریال، و باید بر ۱٬۰۰۰٬۰۰۰ تقسیم شوند. اگر چنین است، واحد را در سرستون بنویسید، مانند «sales (ریال)»، تا \
          دقیق تبدیل شوند"]
    );
    // With the unit in the header nothing is left to tell.
    assert!(told(&[("b.csv", "sales (rial)", &rials)]).is_empty());
}

#[test]
fn of_several_units_the_one_that_is_nearest_to_other_files_is_likely() {
    let right = ["30000000", "40000000", "50000000"];
    let thousands = ["30000000000", "40000000000", "50000000000"];
    let told = told(&[("a.csv", "sales", &right), ("b.csv", "sales (million rial)", &thousands)]);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("as if written in thousand rial") && told[0].contains("`sales (thousand rial)`"),
        "{told:?}"
    );
}

#[test]
fn a_few_implausible_amounts_are_those_of_their_entries() {
    assert!(told(&[("a.csv", "sales", &["12500000000000", "9800", "11200", "7000"])]).is_empty());
    assert!(told(&[("a.csv", "sales", &["12500000000000", "9800000000000"])]).is_empty(), "too few to tell");
}

#[test]
fn amounts_that_no_unit_makes_plausible_are_told_without_one() {
    let told = told(&[("a.csv", "sales", &["-5000", "-7000", "-9000"])]);
    assert!(
        told[0].contains("see that the unit is right") && told[0].contains("ببینید واحد درست است"),
        "{told:?}"
    );
}
