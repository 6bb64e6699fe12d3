//! Sealing: from a competition and what was decided to the files of its record.

use crate::about::{About, RulebookId};
use crate::digest::{Hash, hex, hmac};
use crate::files::{CONFIDENTIAL, ENTRIES, FORMAT, Files, RECORD, RULEBOOK, SALT_KEY, TOTALS, TREE};
use crate::filing::{Filing, amendments_text, index, marks_text};
use crate::gzip::member;
use crate::result::{OUTCOMES_HEADER, STANDINGS_HEADER, StageResult, points_header};
use crate::{rules, totals, tree};
use bartar_criteria::Folder;
use bartar_scoring::{Competition, Scored};
use rayon::prelude::*;
use std::io;

/// The engine and its version, as a record names them.
pub(crate) const ENGINE: &str = concat!("bartar ", env!("CARGO_PKG_VERSION"));

/// Entries in one block of a compressed part.
const BLOCK: usize = 4096;

/// The parts with the confidential rows of each entry.
pub(crate) const SECRET_PARTS: [&str; 3] =
    ["confidential/entries.csv.gz", "confidential/claims.csv.gz", "confidential/faults.csv.gz"];
/// Headers of the parts of claims and faults.
pub(crate) const CLAIMS_HEADER: &str = "entry,column,kind,claimed\n";
pub(crate) const FAULTS_HEADER: &str = "entry,column,code,message_fa,message_en\n";
/// The judges' marks.
pub(crate) const MARKS: &str = "confidential/marks.csv.gz";
/// The jury's decisions on objections and withdrawals.
pub(crate) const AMENDMENTS: &str = "confidential/amendments.csv.gz";

/// What a record holds besides the competition and its result.
#[derive(Clone, Copy, Debug)]
pub struct Sealing<'a> {
    /// The rulebook's own folder, and those that it inherits from, nearest first.
    pub rulebooks: &'a [Folder],
    /// The key of the salts: see [`salt_key`].
    pub salt_key: Hash,
    /// The root of the record that this one amends.
    pub predecessor: Option<Hash>,
}

/// The key of a record's salts, from the secret that the jury keeps: a record gives away its own key, never the secret.
#[must_use]
pub fn salt_key(secret: &[u8], rulebook_sha256: &str) -> Hash {
    hmac(secret, &[FORMAT.as_bytes(), b" salts ", rulebook_sha256.as_bytes()])
}

/// The commitment to what is confidential of an entry: it tells nothing without the entry's own salt.
#[must_use]
pub fn commitment(salt: &Hash, confidential: &[u8]) -> Hash {
    hmac(salt, &[confidential])
}

/// The salt of an entry.
#[must_use]
pub fn salt(key: &Hash, number: u32) -> Hash {
    hmac(key, &[b"entry ", number.to_string().as_bytes()])
}

/// What stands in the header of a confidential part, so that its hash in the manifest gives nothing away.
pub(crate) fn part_salt(key: &Hash, path: &str) -> String {
    hex(&hmac(key, &[b"part ", path.as_bytes()]))
}

/// The numbers that the entries of a competition have in its record, by row, from 1.
#[must_use]
pub fn numbers(competition: &Competition) -> Vec<u32> {
    Filing::new(&competition.rulebook, &competition.entries).numbers
}

/// Seals what was filed and decided: all files of the record under its root, the manifest and the root.
///
/// # Errors
/// None that memory does not cause.
pub fn seal(competition: &Competition, stages: &[Scored<'_>], sealing: &Sealing<'_>) -> io::Result<Files> {
    let rulebook = &competition.rulebook;
    let filing = Filing::new(rulebook, &competition.entries);
    let results: Vec<StageResult<'_>> =
        stages.par_iter().map(|scored| StageResult::new(&filing, scored)).collect();
    let mut files = Files::default();
    for (number, folder) in sealing.rulebooks.iter().enumerate() {
        for (path, bytes) in &folder.files {
            files.put(format!("{RULEBOOK}{number}/{path}"), bytes.clone());
        }
    }
    let amendments = competition.amended.as_ref().map_or(&[][..], |amended| &amended.amendments);
    let names = |columns: &[usize]| columns.iter().map(|column| rulebook.column_name(*column)).collect();
    let about = About {
        format: FORMAT.to_owned(),
        engine: ENGINE.to_owned(),
        rulebook: RulebookId::of(&rulebook.identity),
        results: results.iter().map(|result| result.folder.clone()).collect(),
        entries: index(filing.order.len()),
        public: names(&filing.public),
        confidential: names(&filing.confidential),
        marks: competition.marks.as_ref().map(|marks| index(marks.len())),
        amendments: index(amendments.len()),
        predecessor: sealing.predecessor.map(|root| hex(&root)),
    };
    files.put(RECORD, about.text());
    files.put(SALT_KEY, format!("{}\n", hex(&sealing.salt_key)));
    let secret = |path: &str, text: &[u8]| member(text, Some(&part_salt(&sealing.salt_key, path)));
    if let Some(marks) = &competition.marks {
        files.put(MARKS, secret(MARKS, &marks_text(marks))?);
    }
    if !amendments.is_empty() {
        files.put(AMENDMENTS, secret(AMENDMENTS, &amendments_text(&filing, amendments))?);
    }
    files.put(TOTALS, totals::of_entries(&filing, false));
    let path = format!("{CONFIDENTIAL}totals.csv.gz");
    files.put(path.as_str(), secret(&path, &totals::of_entries(&filing, true))?);
    for result in &results {
        let (folder, rulebook) = (&result.folder, result.scored.rulebook);
        files.put(format!("{folder}rules.json"), rules::text(rulebook));
        files.put(format!("{folder}rankings.csv"), result.rankings_text());
        files.put(format!("{folder}figures.csv"), result.figures_text(false));
        let path = format!("{CONFIDENTIAL}{folder}figures.csv.gz");
        files.put(path.as_str(), secret(&path, &result.figures_text(true))?);
        files.put(format!("{folder}totals.csv"), totals::of_stage(result.scored));
        let standings: Vec<u8> = [STANDINGS_HEADER.as_bytes(), &result.standings].concat();
        files.put(format!("{folder}standings.csv.gz"), blocks(&standings)?);
    }
    add_entries(&mut files, &filing, &results, &sealing.salt_key)?;
    files.close();
    Ok(files)
}

/// A long text of rows in compressed blocks.
pub(crate) fn blocks(text: &[u8]) -> io::Result<Vec<u8>> {
    const BYTES: usize = 1 << 20;
    let mut cuts = vec![0];
    while text.len() - cuts[cuts.len() - 1] > BYTES {
        let from = cuts[cuts.len() - 1] + BYTES;
        match text[from..].iter().position(|byte| *byte == b'\n') {
            Some(end) if from + end + 1 < text.len() => cuts.push(from + end + 1),
            _ => break,
        }
    }
    cuts.push(text.len());
    let members: Vec<Vec<u8>> =
        cuts.par_windows(2).map(|cut| member(&text[cut[0]..cut[1]], None)).collect::<io::Result<_>>()?;
    Ok(members.concat())
}

/// What one block of entries adds to the parts with rows for entries.
struct Block {
    members: Vec<Vec<u8>>,
    leaves: Vec<Hash>,
}

/// Adds the parts with rows for entries, in blocks, and the tree over them.
fn add_entries(
    files: &mut Files,
    filing: &Filing<'_>,
    results: &[StageResult<'_>],
    key: &Hash,
) -> io::Result<()> {
    let mut paths: Vec<String> = vec![ENTRIES.to_owned()];
    paths.extend(SECRET_PARTS.map(str::to_owned));
    for result in results {
        paths.extend(["outcomes.csv.gz", "points.csv.gz"].map(|name| format!("{}{name}", result.folder)));
    }
    let starts: Vec<usize> = (0..filing.order.len().max(1)).step_by(BLOCK).collect();
    let blocks: Vec<Block> = starts
        .into_par_iter()
        .map(|start| block(filing, results, key, &paths, start))
        .collect::<io::Result<_>>()?;
    let leaves: Vec<Hash> = blocks.iter().flat_map(|block| &block.leaves).copied().collect();
    files.put(TREE, format!("{} {}\n", leaves.len(), hex(&tree::root(&leaves))));
    for (at, path) in paths.into_iter().enumerate() {
        let members: Vec<&[u8]> = blocks.iter().map(|block| block.members[at].as_slice()).collect();
        files.put(path, members.concat());
    }
    Ok(())
}

fn block(
    filing: &Filing<'_>,
    results: &[StageResult<'_>],
    key: &Hash,
    paths: &[String],
    start: usize,
) -> io::Result<Block> {
    let mut texts: Vec<Vec<u8>> = vec![Vec::new(); paths.len()];
    if start == 0 {
        filing.public_header(&mut texts[0]);
        filing.confidential_header(&mut texts[1]);
        texts[2].extend_from_slice(CLAIMS_HEADER.as_bytes());
        texts[3].extend_from_slice(FAULTS_HEADER.as_bytes());
        for (result, texts) in results.iter().zip(texts[4..].chunks_mut(2)) {
            texts[0].extend_from_slice(OUTCOMES_HEADER.as_bytes());
            points_header(&result.scored.layout, &mut texts[1]);
        }
    }
    let rows = &filing.order[start..filing.order.len().min(start + BLOCK)];
    let mut leaves = Vec::with_capacity(rows.len());
    let (mut leaf, mut secret) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        let number = index(start + at + 1);
        leaf.clear();
        secret.clear();
        let write = |text: &mut Vec<u8>, leaf: &mut Vec<u8>, name: &str, fill: &dyn Fn(&mut Vec<u8>)| {
            let from = text.len();
            fill(text);
            add_rows(leaf, name, &text[from..]);
        };
        write(&mut texts[0], &mut leaf, "entries", &|text| filing.public_row(*row, number, text));
        for (part, text) in texts[1..4].iter_mut().enumerate() {
            let from = text.len();
            match part {
                0 => filing.confidential_row(*row, number, text),
                1 => filing.claims_rows(*row, number, text),
                _ => filing.faults_rows(*row, number, text),
            }
            secret.extend_from_slice(&text[from..]);
        }
        for (result, texts) in results.iter().zip(texts[4..].chunks_mut(2)) {
            let name = |part: &str| format!("{}{part}", result.folder);
            let [outcomes, points] = texts else { continue };
            write(outcomes, &mut leaf, &name("outcomes"), &|text| {
                result.outcome_row(filing, *row, number, text);
            });
            write(points, &mut leaf, &name("points"), &|text| result.points_row(filing, *row, number, text));
            result.standings_of(number).for_each(|row| add_rows(&mut leaf, &name("standings"), row));
        }
        leaf.extend_from_slice(commitment_line(&commitment(&salt(key, number), &secret)).as_bytes());
        leaves.push(tree::leaf(&leaf));
    }
    let members = texts
        .iter()
        .zip(paths)
        .map(|(text, path)| {
            let salted = start == 0 && path.starts_with(CONFIDENTIAL);
            member(text, salted.then(|| part_salt(key, path)).as_deref())
        })
        .collect::<io::Result<_>>()?;
    Ok(Block { members, leaves })
}

/// Adds rows of an entry to its leaf, after the name of their part without its endings.
pub(crate) fn add_rows(leaf: &mut Vec<u8>, part: &str, rows: &[u8]) {
    if !rows.is_empty() {
        leaf.extend_from_slice(part.as_bytes());
        leaf.push(b' ');
        leaf.extend_from_slice(rows);
    }
}

/// The last line of a leaf.
pub(crate) fn commitment_line(commitment: &Hash) -> String {
    format!("confidential {}\n", hex(commitment))
}
