//! Entries gathered from pieces of files, in the order of the files.

use std::collections::BTreeMap;

use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::text;
use bartar_criteria::text::Text;
use bartar_scoring::entries::{Cell, Claim, Column, Entries, Fault, TextColumn};
use bartar_scoring::shared::Shared;

use crate::cells::{ColumnReader, Complaint, Complaints, Points};
use crate::fault::{FileFault, FileNotice};
use crate::header::{Facet, slot};
use crate::provenance::{Provenance, Run, SourceFile};
use crate::reading::{Joint, Part, Reading};

/// The most faulty cells that are kept. Beyond it something is wrong with the files, not with entries, and the
/// findings would fill the memory. A limit on the whole data set does not depend on the order of rows or files.
const MOST_FAULTS: usize = 4_000_000;

/// What all files together say.
pub(crate) struct Gathering {
    /// The rows of all files. Rows of long files are in no column.
    entries: Entries,
    /// What is claimed where something else counts.
    claims: Vec<RowClaim>,
    /// By file and column, what its decimal points look like.
    points: BTreeMap<(usize, usize), Points>,
    /// What joins rows into entries, for stretches of rows.
    joints: Vec<Stretch>,
    provenance: Provenance,
    pub(crate) notices: Vec<FileNotice>,
    pub(crate) faults: Vec<FileFault>,
    /// What is said of cells, the same of many.
    messages: Shared<Text>,
}

impl Gathering {
    /// Nothing yet.
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let columns = reading.columns.iter().map(ColumnReader::empty).collect();
        let entries = Entries { columns, ..Entries::default() };
        Self {
            entries,
            claims: Vec::new(),
            points: BTreeMap::new(),
            joints: Vec::new(),
            provenance: Provenance::default(),
            notices: Vec::new(),
            faults: Vec::new(),
            messages: Shared::default(),
        }
    }

    /// Whether a fault stops the run, so that further cells need not be read.
    pub(crate) fn stopped(&self) -> bool {
        !self.faults.is_empty()
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// Begins a file.
    pub(crate) fn begin(&mut self, file: SourceFile) {
        let start = self.len();
        self.provenance.begin(file, start);
    }

    /// Ends the file that was begun last.
    pub(crate) fn end(&mut self, sha256: String, blank_rows: u32) {
        let len = self.len();
        if let Some((file, start)) = self.provenance.last_mut() {
            file.sha256 = sha256;
            file.blank_rows = blank_rows;
            file.entries = len - start;
        }
    }

    /// Adds a part of the file that was begun last. Its rows are `runs`, counted from `row`.
    pub(crate) fn add(&mut self, part: Part, runs: &[Run], row: u32) {
        let Some(first) = self.add_labels(&part.ids, &part.names, part.joint, runs, row) else { return };
        self.add_faults(None, part.labels.faults, first);
        for (index, (column, complaints)) in part.columns.into_iter().enumerate() {
            self.add_column(index, column, complaints, first);
        }
    }

    /// Adds the ids and names of further entries, of which there are as many in both; answers with the first of
    /// these entries. Each column must be added next.
    pub(crate) fn add_labels(
        &mut self,
        ids: &TextColumn,
        names: &TextColumn,
        joint: Option<Joint>,
        runs: &[Run],
        row: u32,
    ) -> Option<u32> {
        let first = self.len();
        if self.entries.ids.len().saturating_add(ids.len()) >= u32::MAX as usize {
            let most = u32::MAX;
            let most_fa = to_persian_digits(&most.to_string());
            self.stop(
                codes::FILE_NOT_READ,
                text!(
                    fa: "شمار پرونده‌ها به {most_fa} می‌رسد", en: "there are {most} entries or more"
                ),
            );
            return None;
        }
        self.provenance.add(runs, first, row);
        self.entries.ids.append(ids);
        self.entries.names.append(names);
        if let Some(joint) = joint {
            let file = self.provenance.files.len().saturating_sub(1);
            self.joints.push(Stretch { first, rows: self.len() - first, file, joint });
        }
        Some(first)
    }

    /// Adds the cells of a column for the entries from `first`.
    pub(crate) fn add_column(&mut self, index: usize, cells: Column, complaints: Complaints, first: u32) {
        if let Some(column) = self.entries.columns.get_mut(index) {
            append(column, cells);
        }
        // A rulebook has far fewer columns.
        let column = u16::try_from(index).ok();
        let Complaints { faults: complaints, claims, points } = complaints;
        let file = self.provenance.files.len();
        self.points.entry((file, index)).or_default().join(points, first);
        self.claims.extend(claims.into_iter().map(|(row, facet, claimed)| RowClaim {
            row: first + row,
            column: column.unwrap_or_default(),
            facet,
            claimed,
        }));
        self.add_faults(column, complaints, first);
    }

    /// Adds what is wrong with entries from `first`, in a column or in what labels them.
    fn add_faults(&mut self, column: Option<u16>, complaints: Vec<(u32, Complaint)>, first: u32) {
        let (faults, messages) = (&mut self.entries.faults, &mut self.messages);
        faults.extend(complaints.into_iter().map(|(row, (code, message))| Fault {
            entry: first + row,
            column,
            code,
            message: messages.keep(message),
            group: None,
        }));
        if faults.len() > MOST_FAULTS
            && let Some(Fault { code, message, .. }) = faults.pop()
        {
            faults.clear();
            let most_fa = to_persian_digits(&MOST_FAULTS.to_string());
            let Text { fa, en } = &*message;
            self.stop(code, text!(
                fa: "بیش از {most_fa} خانه خواندنی نیست؛ پس ایراد از خود فایل‌ها است. یکی از آن‌ها: {fa}",
                en: "more than {MOST_FAULTS} cells cannot be read, so the files themselves are at fault. One of them: {en}"
            ));
        }
    }

    /// Stops the run with a fault of the file that was begun last.
    fn stop(&mut self, code: Code, message: Text) {
        let file = self.provenance.files.last().map_or("", |file| file.path.as_str());
        self.faults.push(FileFault::new(file, code, message));
    }

    /// The entries, where they come from, and what is worth knowing.
    pub(crate) fn finish(
        mut self,
        reading: &Reading<'_>,
    ) -> Result<(Entries, Provenance, Vec<FileNotice>), Vec<FileFault>> {
        if self.stopped() {
            return Err(self.faults);
        }
        for ((_, column), points) in &self.points {
            let place = points.doubtful().and_then(|row| self.provenance.place(row as usize, Some(*column)));
            self.notices.extend(place.and_then(|place| points.notice(place.file, place.row, place.column?)));
        }
        let joined = !self.joints.is_empty();
        if joined {
            let rows = Rows {
                entries: self.entries,
                claims: self.claims,
                joints: self.joints,
                provenance: self.provenance,
            };
            let (entries, provenance, notices) = crate::join::join(rows, reading)?;
            (self.entries, self.provenance) = (entries, provenance);
            self.notices.extend(notices);
        } else {
            let columns = reading.columns.len();
            self.claims.sort_unstable_by_key(|claim| (claim.row, claim.column));
            for RowClaim { row, column, facet, claimed } in self.claims {
                self.provenance.stands_at(row, column, row, slot(columns, usize::from(column), facet));
                let claim = claimed.map(|claimed| Claim { entry: row, column, claimed });
                self.entries.claims.extend(claim);
            }
        }
        self.entries.faults.extend(crate::ids::faults(&self.entries.ids, joined));
        Ok((self.entries, self.provenance, self.notices))
    }
}

/// What is claimed in a row where something else counts.
pub(crate) struct RowClaim {
    pub(crate) row: u32,
    pub(crate) column: u16,
    /// What counts.
    pub(crate) facet: Facet,
    pub(crate) claimed: Option<Cell>,
}

/// What joins consecutive rows into entries.
pub(crate) struct Stretch {
    pub(crate) first: u32,
    pub(crate) rows: u32,
    /// The file's index.
    pub(crate) file: usize,
    pub(crate) joint: Joint,
}

/// The rows of all files, before they are joined.
pub(crate) struct Rows {
    pub(crate) entries: Entries,
    pub(crate) claims: Vec<RowClaim>,
    pub(crate) joints: Vec<Stretch>,
    pub(crate) provenance: Provenance,
}

/// Appends the cells of a column of the same kind.
fn append(all: &mut Column, more: Column) {
    match (all, more) {
        (Column::Numbers(all), Column::Numbers(more)) => all.append(more),
        (Column::Choices(all), Column::Choices(more)) => all.extend_from_slice(&more),
        (Column::Texts(all), Column::Texts(more)) => all.append(&more),
        // One reader makes all parts of a column.
        _ => debug_assert!(false, "parts of one column are of one kind"),
    }
}
