//! The leaves of the tree, from public rows and the commitments to what is confidential.

use crate::about::About;
use crate::digest::{Hash, from_hex, hex};
use crate::files::{COMMITMENTS, ENTRIES, Files, TREE};
use crate::filing::index;
use crate::open::{Damage, texts, unreadable_row};
use crate::replay::{Check, Checked, Difference};
use crate::seal::{SECRET_PARTS, add_rows, commitment, commitment_line, salt};
use crate::text::Rows;
use crate::tree;
use bartar_criteria::text;
use rayon::prelude::*;

/// Hands over each row of a part below its header, as written, with the entry that it is about: the number in a column, less
/// one.
pub fn each_row(
    files: &Files,
    part: &str,
    column: usize,
    entries: usize,
    mut take: impl FnMut(usize, &str),
) -> Result<(), Damage> {
    let mut number = 0;
    for text in texts(files, part)? {
        let (mut rows, mut cells) = (Rows::new(&text, number + 1), Vec::new());
        loop {
            let before = rows.rest();
            let next = rows.next(&mut cells);
            if next == Some(false) {
                break;
            }
            if next == Some(true) && rows.number == 1 {
                continue;
            }
            let row = before.get(..before.len() - rows.rest().len()).filter(|_| next.is_some());
            let entry = cells.get(column).and_then(|cell| cell.parse::<usize>().ok()?.checked_sub(1));
            match row.zip(entry.filter(|entry| *entry < entries)) {
                Some((row, entry)) => take(entry, row),
                None => return Err(unreadable_row(part, rows.number)),
            }
        }
        number = rows.number;
    }
    Ok(())
}

/// `commitments.txt`: for each entry a line with the commitment to its confidential rows.
pub fn commitments(files: &Files, entries: usize, key: &Hash) -> Result<String, Damage> {
    let mut secrets: Vec<Vec<u8>> = vec![Vec::new(); entries];
    for part in SECRET_PARTS {
        each_row(files, part, 0, entries, |entry, row| secrets[entry].extend_from_slice(row.as_bytes()))?;
    }
    let line = |(at, secret): (usize, &Vec<u8>)| {
        format!("{}\n", hex(&commitment(&salt(key, index(at + 1)), secret)))
    };
    Ok(secrets.par_iter().enumerate().map(line).collect())
}

/// The commitments of a public form; none where they are not those of so many entries.
fn committed(files: &Files, entries: usize) -> Result<Option<Vec<Hash>>, Damage> {
    let text = texts(files, COMMITMENTS)?.concat();
    let hashes: Option<Vec<Hash>> =
        text.split_inclusive('\n').map(|line| from_hex(line.strip_suffix('\n')?)).collect();
    Ok(hashes.filter(|hashes| hashes.len() == entries))
}

/// Check V12: the tree over the public rows and the commitments has the root that `tree.txt` states.
pub fn check(files: &Files, about: &About) -> Result<Checked, Damage> {
    let entries = about.entries as usize;
    if files.get(COMMITMENTS).is_none() {
        let told = text!(
            fa: "{COMMITMENTS} نیست، و برگ‌ها بی آن حساب نمی‌شوند",
            en: "{COMMITMENTS} is missing, without which no leaf can be computed"
        );
        return Ok(Checked::not_checked(Check::Tree, told));
    }
    let Some(commitments) = committed(files, entries)? else {
        let told = text!(
            fa: "در {COMMITMENTS} برای هر پرونده یک تعهد نیست",
            en: "{COMMITMENTS} does not hold one commitment for each entry"
        );
        return Ok(Checked::fail(Check::Tree, told));
    };
    let mut leaves: Vec<Vec<u8>> = vec![Vec::new(); entries];
    let mut add = |part: &str, name: &str, column| {
        each_row(files, part, column, entries, |entry, row| {
            add_rows(&mut leaves[entry], name, row.as_bytes());
        })
    };
    add(ENTRIES, "entries", 0)?;
    for folder in &about.results {
        for (name, column) in [("outcomes", 0), ("points", 0), ("standings", 2)] {
            let name = format!("{folder}{name}");
            add(&format!("{name}.csv.gz"), &name, column)?;
        }
    }
    let whole = |(mut leaf, commitment): (Vec<u8>, &Hash)| {
        leaf.extend_from_slice(commitment_line(commitment).as_bytes());
        tree::leaf(&leaf)
    };
    let hashes: Vec<Hash> = leaves.into_par_iter().zip(&commitments).map(whole).collect();
    let expected = format!("{entries} {}", hex(&tree::root(&hashes)));
    let found = texts(files, TREE)?.concat();
    let differs = found.strip_suffix('\n') != Some(expected.as_str());
    let difference = Difference {
        part: TREE.to_owned(),
        of: Some(format!("public rows and {COMMITMENTS}")),
        expected: Some(expected),
        found: Some(found.trim_end().to_owned()),
        ..Difference::default()
    };
    let told = text!(
        fa: "از {entries} برگ: ردیف‌های همگانی و تعهدها",
        en: "over {entries} leaves: public rows and commitments",
        numbers: entries
    );
    Ok(Checked::found(Check::Tree, told, differs.then_some(difference).into_iter().collect()))
}
