//! Finding the columns of the rulebook in the headers of a file.

use std::collections::HashMap;

use bartar_criteria::codes;
use bartar_criteria::text;
use bartar_criteria::text::{Lang, Text};

use super::marks::Facet;
use super::missing::{Called, lacks, meant};
use super::names::{Known, Names, Said, Target};
use super::{Header, Layout, slot, value_slot};
use crate::blanks::{shown, trim};
use crate::fault::{FileFault, FileNotice};

impl Names {
    /// Finds the columns in the headers of a file.
    pub(crate) fn resolve(
        &self,
        file: &str,
        names: Vec<String>,
    ) -> Result<(Header, Vec<FileNotice>), Vec<FileFault>> {
        let names: Vec<String> = names.into_iter().map(|name| trim(&name).to_owned()).collect();
        let mut faults = Vec::new();
        let mut notices = Vec::new();
        let mut first_with: HashMap<&str, usize> = HashMap::new();
        let count = self.columns.len();
        let mut slots: Vec<Option<usize>> = vec![None; value_slot(count) + 1];
        let (mut id, mut name_column, mut unknown, mut shifts) = (None, None, Vec::new(), Vec::new());
        for (at, name) in names.iter().enumerate() {
            if !name.is_empty()
                && let Some(first) = first_with.insert(name, at)
            {
                first_with.insert(name, first);
                faults.push(duplicate(file, name, name));
                continue;
            }
            let place = match self.read(name) {
                Said::Unknown(why) => {
                    unknown.push((at, why));
                    continue;
                }
                Said::WrongUnit(why) => {
                    faults.push(FileFault::new(file, codes::UNKNOWN_UNIT, why).in_column(name));
                    continue;
                }
                Said::Known(Target::Id, ..) => &mut id,
                Said::Known(Target::Name, ..) => &mut name_column,
                Said::Known(target, facet, shift) => {
                    let slot = match target {
                        Target::Column(column) => slot(count, column, facet),
                        Target::Year => value_slot(count) - 2,
                        Target::LongField => value_slot(count) - 1,
                        Target::LongValue | Target::Id | Target::Name => value_slot(count),
                    };
                    if shift != 0 {
                        shifts.push((slot, shift));
                        notices.extend(self.converted(file, name, slot % count.max(1), shift));
                    }
                    let Some(place) = slots.get_mut(slot) else { continue };
                    place
                }
            };
            if let Some(other) = keep_first(place, at) {
                faults.push(duplicate(file, &names[other], name));
            }
        }
        let mut header = Header {
            names,
            id: id.unwrap_or_default(),
            name: name_column,
            columns: slots,
            layout: Layout::Wide,
            shifts,
        };
        header.layout = match header.joints() {
            [_, Some(_), Some(_)] => Layout::Long,
            [Some(_), ..] => Layout::Years,
            _ => Layout::Wide,
        };
        faults.extend(self.two_layouts(file, &header));
        let unread: Vec<&str> = unknown.iter().map(|(at, _)| header.names[*at].as_str()).collect();
        faults.extend(self.missing(file, id.is_none(), &header, &unread));
        if !faults.is_empty() {
            return Err(faults);
        }
        notices.extend(self.absent(file, &header));
        let lacking: Vec<&Called> = self.lacking(&header).map(|known| &known.called).collect();
        notices.extend(unknown.into_iter().map(|(at, why)| {
            let name = &header.names[at];
            unknown_column(file, at, name, why, meant(name, lacking.iter().copied()))
        }));
        Ok((header, notices))
    }

    /// The notice of a column whose unit was converted.
    fn converted(&self, file: &str, name: &str, column: usize, shift: i8) -> Option<FileNotice> {
        let known = self.columns.get(column)?;
        let Text { fa: title_fa, en: title } = &known.field.title;
        let Text { fa: unit_fa, en: unit_en } = &known.field.unit.as_ref()?.title;
        let shown = shown(name);
        let zeros = "0".repeat(usize::from(shift.unsigned_abs()));
        let (sign_fa, sign_en) = if shift > 0 { ("در", "multiplied by") } else { ("بر", "divided by") };
        let (action_fa, zeros_fa) =
            (if shift > 0 { "ضرب" } else { "تقسیم" }, bartar_criteria::exact::to_persian_digits(&zeros));
        let message = text!(
            fa: "مبلغ‌های ستون «{shown}» {sign_fa} ۱{zeros_fa} {action_fa} شدند تا به واحد قلم «{title_fa}» («{unit_fa}») باشند",
            en: "the amounts of the column `{shown}` were {sign_en} 1{zeros} to be in the unit of \"{title}\", `{unit_en}`"
        );
        Some(FileNotice::new(file, codes::UNIT_CONVERTED, message).in_column(name))
    }

    /// The fault of a file that could carry one datum in two places.
    fn two_layouts(&self, file: &str, header: &Header) -> Option<FileFault> {
        let stands_twice = |column: usize, known: &Known| match header.layout {
            Layout::Wide => false,
            Layout::Years => known.years_before > 0,
            Layout::Long => true,
        } && Facet::ALL.iter().any(|facet| header.at(column, *facet).is_some());
        let (column, _) =
            self.columns.iter().enumerate().find(|(column, known)| stands_twice(*column, known))?;
        let at = Facet::ALL.iter().find_map(|facet| header.at(column, *facet))?;
        let name = header.names.get(at)?;
        let shown = shown(name);
        let message = if header.layout == Layout::Years {
            text!(
                fa: "فایل ستون سال دارد و با آن سال‌های پیش ردیف‌های خود را دارند، ولی ستون «{shown}» هم از سالی پیش است",
                en: "the file has a column of years, with which earlier years have rows of their own, but the column `{shown}` is of an earlier year too"
            )
        } else {
            text!(
                fa: "در این فایل هر ردیف یک داده است، ولی ستون «{shown}» هم دادهٔ یک قلم است",
                en: "in this file each row is one datum, but the column `{shown}` holds data of a field too"
            )
        };
        Some(FileFault::new(file, codes::TWO_LAYOUTS, message).in_column(name).hint(text!(
            fa: "یکی از دو شکل را نگه دارید",
            en: "keep one of the two layouts"
        )))
    }

    /// Columns of the rulebook that a file of this layout should have and lacks.
    fn lacking<'s>(&'s self, header: &'s Header) -> impl Iterator<Item = &'s Known> {
        let wanted = |known: &Known| match header.layout {
            _ if known.field.of_panel => false,
            Layout::Wide => true,
            Layout::Years => known.years_before == 0,
            Layout::Long => false,
        };
        let columns = self.columns.iter().enumerate();
        let columns = columns.filter(move |(column, known)| {
            wanted(known)
                && header.at(*column, Facet::Stated).or(header.at(*column, Facet::Verified)).is_none()
        });
        columns.map(|(_, known)| known)
    }

    /// The fault of the needed columns that the file lacks.
    fn missing(&self, file: &str, no_id: bool, header: &Header, unknown: &[&str]) -> Option<FileFault> {
        let lacking = self.lacking(header).filter(|known| !known.field.optional);
        let id = no_id.then_some(&self.id);
        let missing: Vec<&Called> = id.into_iter().chain(lacking.map(|known| &known.called)).collect();
        lacks(file, &missing, &header.names, unknown)
    }

    /// The fault of a long file that never names fields that the rulebook needs; `seen` are the columns it names.
    pub(crate) fn unnamed(
        &self,
        file: &str,
        seen: &[bool],
        years: bool,
        unknown: &[String],
    ) -> Option<FileFault> {
        let needed = self.columns.iter().zip(seen).filter(|(known, seen)| {
            !**seen && !known.field.optional && !known.field.of_panel && (known.years_before == 0 || !years)
        });
        let missing: Vec<&Called> = needed.map(|(known, _)| &known.called).collect();
        lacks(file, &missing, &[], &unknown.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Notices of the optional columns that the file lacks.
    fn absent(&self, file: &str, header: &Header) -> Vec<FileNotice> {
        self.lacking(header)
            .map(|known| {
                let (name_fa, name) = (known.called.with_title(Lang::Fa), known.called.with_title(Lang::En));
                let message = text!(
                    fa: "ستون اختیاری {name_fa} در فایل نیست؛ دادهٔ آن برای همه «ارسال‌نشده» است",
                    en: "the file lacks the optional column {name}; its datum is \"not submitted\" for all"
                );
                FileNotice::new(file, codes::MISSING_OPTIONAL_COLUMN, message).in_column(known.called.usual())
            })
            .collect()
    }
}

/// Puts `at` into an empty slot; answers with what stands there already.
fn keep_first(slot: &mut Option<usize>, at: usize) -> Option<usize> {
    if slot.is_none() {
        *slot = Some(at);
        return None;
    }
    *slot
}

fn duplicate(file: &str, first: &str, second: &str) -> FileFault {
    let (first, second) = (shown(first), shown(second));
    let message = if first == second {
        text!(fa: "سرستون «{second}» دو بار آمده است", en: "the header `{second}` stands twice")
    } else {
        text!(
            fa: "سرستون‌های «{first}» و «{second}» هر دو نام یک ستون‌اند",
            en: "the headers `{first}` and `{second}` both name the same column"
        )
    };
    FileFault::new(file, codes::DUPLICATE_COLUMN, message)
        .in_column(&second)
        .hint(text!(fa: "یکی از دو ستون را بردارید", en: "remove one of the two columns"))
}

fn unknown_column(
    file: &str,
    at: usize,
    name: &str,
    why: Option<Text>,
    meant: Option<&Called>,
) -> FileNotice {
    let shown = shown(name);
    let message = if name.is_empty() {
        let number = at + 1;
        let number_fa = bartar_criteria::exact::to_persian_digits(&number.to_string());
        text!(
            fa: "ستون شمارهٔ {number_fa} سرستون ندارد و خوانده نمی‌شود",
            en: "column {number} has no header and is not read"
        )
    } else if let Some(Text { fa, en }) = why {
        text!(fa: "ستون «{shown}» خوانده نمی‌شود: {fa}", en: "the column `{shown}` is not read: {en}")
    } else if let Some(meant) = meant {
        let (meant_fa, meant) = (meant.with_title(Lang::Fa), meant.with_title(Lang::En));
        text!(
            fa: "ستون «{shown}» شناخته نیست و خوانده نمی‌شود؛ شاید {meant_fa} منظور است",
            en: "the column `{shown}` is not known and not read; perhaps {meant} is meant"
        )
    } else {
        text!(
            fa: "ستون «{shown}» شناخته نیست و خوانده نمی‌شود",
            en: "the column `{shown}` is not known and not read"
        )
    };
    FileNotice::new(file, codes::UNKNOWN_COLUMN, message).in_column(name)
}
