//! The files of a data set, what each is like, and which entry goes where.

use crate::batch::Admitted;
use crate::examined::examined;
use crate::generate::{Failure, Options, Split};
use crate::kind::Kind;
use crate::maker::Value;
use bartar_criteria::rulebook::{Choice, FieldKind, Rulebook};
use bartar_criteria::text;

/// What a file is like.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) kind: Kind,
    /// The columns with a verified value and a status of evidence beside them.
    pub(crate) examined: Vec<usize>,
}

/// The files and which entry goes where.
pub(crate) struct Files {
    pub(crate) names: Vec<String>,
    pub(crate) layouts: Vec<Layout>,
    /// The column of the choice that decides.
    by: Option<usize>,
    entries: u64,
}

impl Files {
    pub(crate) fn new(rulebook: &Rulebook, options: &Options) -> Result<Self, Failure> {
        if let Some(kind) = options.kinds.iter().find(|kind| !kind.is_for(rulebook)) {
            let kind = kind.name();
            return Err(Failure::Asked(text!(
                fa: "این شیوه‌نامه سرستون‌های لازم برای فایل «{kind}» را در [data] ننوشته است: «years» به «year-column» و «current-year» نیاز دارد و «long» به «long»",
                en: "this rulebook does not state in [data] the headers that a `{kind}` file needs: `years` needs `year-column` and `current-year`, `long` needs `long`"
            )));
        }
        let (names, by) = Self::names(rulebook, options)?;
        let layout = |file: usize| {
            let kinds = options.kinds.len().max(1);
            let kind = options.kinds.get(file % kinds).copied().unwrap_or(Kind::Csv);
            Layout { kind, examined: examined(rulebook, file, file / kinds) }
        };
        let layouts = (0..names.len()).map(layout).collect();
        Ok(Self { names, layouts, by, entries: options.entries })
    }

    /// The names of the files, and the column that decides.
    fn names(rulebook: &Rulebook, options: &Options) -> Result<(Vec<String>, Option<usize>), Failure> {
        match &options.split {
            Split::Files(1) => Ok((vec!["entries".to_owned()], None)),
            Split::Files(count) => {
                let width = count.to_string().len();
                Ok(((1..=*count).map(|file| format!("entries-{file:0width$}")).collect(), None))
            }
            Split::By(id) => {
                let choices = rulebook.fields.iter().find(|field| field.id == *id).and_then(choices);
                let column = (rulebook.columns.iter())
                    .position(|spec| rulebook.fields[spec.field].id == *id && spec.years_before == 0);
                let (Some(choices), Some(column)) = (choices, column) else {
                    let all = rulebook.fields.iter().filter(|field| choices_are(field));
                    let all: Vec<&str> = all.map(|field| field.id.as_str()).collect();
                    let (fa, en) = (all.join("، "), all.join(", "));
                    return Err(Failure::Asked(text!(
                        fa: "«{id}» قلم گزینه‌ای این شیوه‌نامه نیست؛ این‌ها هستند: {fa}",
                        en: "`{id}` is no choice field of this rulebook; there are: {en}"
                    )));
                };
                let mut names: Vec<String> =
                    choices.iter().map(|choice| format!("entries-{}", choice.id)).collect();
                // For entries that leave it empty.
                names.push("entries-none".to_owned());
                Ok((names, Some(column)))
            }
        }
    }

    pub(crate) fn of(&self, entry: &Admitted) -> usize {
        let last = self.names.len() - 1;
        match self.by {
            Some(column) => match entry.values[column] {
                Value::Choice(choice) => usize::from(choice).min(last),
                _ => last,
            },
            None => {
                let place = u128::from(entry.number - 1) * self.names.len() as u128;
                usize::try_from(place / u128::from(self.entries.max(1))).unwrap_or(last).min(last)
            }
        }
    }
}

pub(crate) fn choices(field: &bartar_criteria::rulebook::Field) -> Option<&[Choice]> {
    match &field.kind {
        FieldKind::Choice(choices) => Some(choices),
        _ => None,
    }
}

fn choices_are(field: &bartar_criteria::rulebook::Field) -> bool {
    choices(field).is_some()
}
