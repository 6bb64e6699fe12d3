//! Made-up entries on disk, and whether what is found of them is what was planted.

use bartar_criteria::exact::Decimal;
use bartar_criteria::rulebook::LegacyEncoding;
use bartar_criteria::{Rulebook, codes};
use bartar_generate::{FaultKind, Generated, Kind, Options, Split, Target, generate};
use bartar_scoring::panel::count;
use bartar_scoring::{Outcome, Scored};
use bartar_tables::{Given, Intake, List, Place, read_entries, read_marks, write_parquet};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Files below a folder.
struct Disk(PathBuf);

impl Target for Disk {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write>> {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap())?;
        Ok(Box::new(io::BufWriter::new(File::create(path)?)))
    }

    fn parquet(&self, out: &mut dyn Write, headers: &[String], columns: Vec<Vec<String>>) -> io::Result<()> {
        write_parquet(out, headers, columns)
    }
}

/// One clean CSV file.
pub fn options(entries: u64, seed: u64) -> Options {
    Options {
        entries,
        seed,
        split: Split::Files(1),
        kinds: vec![Kind::Csv],
        dirt: Decimal::ZERO,
        faults: FaultKind::ALL.to_vec(),
        marks: false,
    }
}

/// Every kind of file that a rulebook declares the headers of.
pub fn kinds(rules: &Rulebook) -> Vec<Kind> {
    Kind::ALL.iter().copied().filter(|kind| kind.is_for(rules)).collect()
}

pub fn make(rules: &Rulebook, options: &Options, folder: &Path) -> Generated {
    generate(rules, options, &mut Disk(folder.to_owned()), &|_, _| ()).unwrap()
}

/// All files of a folder by their path, with their bytes.
pub fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(bytes(&path).into_iter().map(|(inner, bytes)| (folder.join(inner), bytes)));
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all.into_iter().map(|(path, bytes)| (path.strip_prefix(folder).unwrap().to_owned(), bytes)).collect()
}

/// A data set on disk, and what was read of it.
pub struct Made {
    pub folder: tempfile::TempDir,
    pub generated: Generated,
    pub intake: Intake,
    marks: Option<List>,
}

/// Where something is found: file, sheet and row.
type At = (String, String, u64);
/// What is found where: the first row of the entry and the code, each with the rows and columns that it rests on.
type Found = BTreeMap<(At, String), BTreeSet<(u64, String)>>;

impl Made {
    /// Generates, reads, and looks at what is told of the files.
    pub fn new(rules: &Rulebook, options: &Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let generated = make(rules, options, folder.path());
        let paths: Vec<PathBuf> = generated.files.iter().map(|file| folder.path().join(&file.path)).collect();
        let given = Given { legacy_encoding: Some(LegacyEncoding::Windows1256), ..Given::default() };
        let mut intake = read_entries(rules, &paths, &given, &|_| ()).unwrap_or_else(|f| panic!("{f:#?}"));
        let marks = options.marks.then(|| {
            let paths = [folder.path().join("marks.csv")];
            let (marks, list) = read_marks(rules, &paths, &Given::default(), &|_| ()).unwrap();
            assert_eq!(generated.marks, Some(marks.len() as u64));
            count(rules, &mut intake.entries, Some(&marks));
            list
        });
        let new = Self { folder, generated, intake, marks };
        new.files_are_told_of_as_they_are();
        new
    }

    /// The only notices are of the declared encoding, of rows that were joined, and of formulas where such are planted.
    fn files_are_told_of_as_they_are(&self) {
        let file = |path: &str| self.name(path);
        let told: BTreeSet<(String, &str)> =
            self.intake.notices.iter().map(|notice| (file(&notice.file), notice.code.name())).collect();
        let ascii = |path: &str| fs::read(self.folder.path().join(path)).unwrap().is_ascii();
        let encoded = self.generated.files.iter();
        let encoded = encoded.filter(|file| file.kind == Kind::Windows1256 && !ascii(&file.path));
        let mut expected: BTreeSet<(String, &str)> =
            encoded.map(|file| (file.path.clone(), codes::LEGACY_ENCODING.name())).collect();
        let formulas = [FaultKind::FailedFormula, FaultKind::LostResult].map(FaultKind::name);
        let formulas = self.generated.key.planted.iter().filter(|planted| formulas.contains(&planted.fault));
        expected.extend(formulas.map(|planted| (planted.file.clone(), codes::FORMULA_CELLS.name())));
        let joined = self.generated.files.iter();
        let joined = joined.filter(|file| matches!(file.kind, Kind::Years | Kind::Long));
        expected.extend(joined.map(|file| (file.path.clone(), codes::ROWS_JOINED.name())));
        assert_eq!(told, expected);
    }

    /// The path of a file below the folder.
    fn name(&self, path: &str) -> String {
        Path::new(path).strip_prefix(self.folder.path()).unwrap().to_str().unwrap().to_owned()
    }

    fn at(&self, place: &Place<'_>) -> At {
        (self.name(place.file), place.sheet.unwrap_or_default().to_owned(), place.row.into())
    }

    fn found(&self, scored: &Scored<'_>) -> Found {
        let mut found = Found::new();
        let place = |entry: u32, column| self.intake.provenance.place(entry as usize, column).unwrap();
        let mut add = |at: At, code: &str, columns: BTreeSet<(u64, String)>| {
            found.entry((at, code.to_owned())).or_default().extend(columns);
        };
        let headers = |entry: u32, columns: &[usize]| {
            let places = columns.iter().map(|column| place(entry, Some(*column)));
            let cells = places.filter_map(|place| Some((place.row.into(), place.column?.to_owned())));
            cells.collect::<BTreeSet<_>>()
        };
        let stages: Vec<&str> = scored.before.iter().map(|stage| stage.stage.id.as_str()).collect();
        for (entry, reasons) in &scored.screening.reasons {
            for reason in reasons.iter().filter(|reason| !stages.contains(&reason.code.as_str())) {
                let code = reason.finding.map_or(reason.code.as_str(), |code| code.name());
                add(self.at(&place(*entry, None)), code, headers(*entry, &reason.columns));
            }
        }
        for finding in &scored.screening.findings {
            // It follows from a failed gate, a withdrawal or a stage before, and is no fault of the marks.
            if finding.code == codes::MARKS_WITHOUT_EFFECT {
                let entry = finding.entry.unwrap() as usize;
                assert!(matches!(scored.outcome(entry), Outcome::Ineligible | Outcome::Withdrawn));
                continue;
            }
            if let Some(mark) = finding.mark {
                let place = self.marks.as_ref().unwrap().place(mark, None).unwrap();
                add(self.at(&place), finding.code.name(), BTreeSet::new());
            } else if let Some(entry) = finding.entry {
                let columns: Vec<usize> = finding.column.map(usize::from).into_iter().collect();
                add(self.at(&place(entry, None)), finding.code.name(), headers(entry, &columns));
            }
        }
        found
    }

    /// Every planted fault is found where it stands, nothing else is found, and every entry ends where it must: where
    /// the key says, if `competes`; the entries that a stage before has kept back are told apart by the caller.
    pub fn prove(&self, scored: &Scored<'_>, competes: &dyn Fn(usize) -> bool, marks_count: bool) {
        let found = self.found(scored);
        let mut expected = Found::new();
        let places: BTreeMap<At, usize> = (0..self.intake.entries.len())
            .map(|entry| (self.at(&self.intake.provenance.place(entry, None).unwrap()), entry))
            .collect();
        let mut ends: BTreeMap<usize, Outcome> = BTreeMap::new();
        for planted in &self.generated.key.planted {
            let row = (planted.file.clone(), planted.sheet.unwrap_or_default().to_owned(), planted.row);
            // The entry whose first row is this or the nearest above.
            let above = places.range(..=&row).next_back().filter(|((file, ..), _)| *file == row.0);
            let (at, entry) = above.map_or((row.clone(), None), |(at, entry)| (at.clone(), Some(entry)));
            if let Some(entry) = entry {
                assert_eq!(self.intake.entries.ids.get(*entry), planted.id, "{planted:?}");
            }
            if planted.fault == FaultKind::FewMarks.name() {
                // Told only where marks count and the entry has come so far.
                if !marks_count || !entry.is_some_and(|entry| competes(*entry)) {
                    continue;
                }
            }
            ends.extend(entry.map(|entry| (*entry, planted.outcome)));
            let cell = planted.column.clone().map(|column| (planted.row, column));
            assert!(cell.is_some() || at == row, "{planted:?} stands at {at:?}");
            expected.entry((at, planted.code.clone())).or_default().extend(cell);
        }
        let keys = |found: &Found| found.keys().cloned().collect::<BTreeSet<_>>();
        let (missed, surplus) = (&keys(&expected) - &keys(&found), &keys(&found) - &keys(&expected));
        assert!(missed.is_empty() && surplus.is_empty(), "not found {missed:#?}\nnot planted {surplus:#?}");
        for (place, columns) in &expected {
            assert!(columns.is_subset(&found[place]), "{place:?}: {columns:?} in {:?}", found[place]);
        }
        for (entry, outcome) in scored.screening.outcomes.iter().enumerate() {
            let end = ends.get(&entry).copied().unwrap_or(Outcome::Ranked);
            let end = if end == Outcome::Ranked && !competes(entry) { Outcome::Ineligible } else { end };
            assert_eq!(*outcome, end, "{}", self.intake.entries.ids.get(entry));
        }
    }
}
