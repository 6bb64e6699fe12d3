//! The checks of a public form: what it holds is checked, and of the rest it is said why it is not.

use super::lists;
use super::published::{Hidden, Published};
use super::stage::Stage;
use super::{eligibility, honours, leaves, ranks};
use crate::about::{About, RulebookId};
use crate::digest::hex;
use crate::files::{Files, RECORD, RULEBOOK, TOTALS};
use crate::filing::{Filing, columns};
use crate::open::{Damage, Sealed, open_public};
use crate::replay::recomputed::part;
use crate::replay::{Check, Checked, Difference, between, unopened};
use crate::result::{StageResult, folder, points_header};
use crate::seal::blocks;
use crate::{rules, totals};
use bartar_criteria::{Text, text};
use bartar_scoring::Scored;
use bartar_scoring::layout::Layout;
use std::collections::BTreeMap;

/// What the checks find: differences, and why something could not be looked at.
#[derive(Default)]
struct Findings {
    differences: BTreeMap<Check, Vec<Difference>>,
    open: BTreeMap<Check, Text>,
    /// How much was recomputed, for those that pass.
    scored: usize,
    ranks: usize,
    honours: usize,
}

impl Findings {
    fn add(&mut self, check: Check, differences: impl IntoIterator<Item = Difference>) {
        self.differences.entry(check).or_default().extend(differences);
    }

    /// Compares parts with what they should be, and puts each difference under its check.
    fn compare(&mut self, again: &Files, files: &Files) {
        for path in again.0.keys().filter(|path| again.get(path) != files.get(path)) {
            for (check, difference) in part(path, again, files) {
                self.add(check, [difference]);
            }
        }
    }

    fn fails(&self, check: Check) -> bool {
        self.differences.get(&check).is_some_and(|differences| !differences.is_empty())
    }
}

/// Checks V3 to V12 of a public form.
///
/// # Errors
/// The first part that cannot be read.
pub(crate) fn checks(files: &Files) -> Result<Vec<Checked>, Damage> {
    let sealed = match open_public(files) {
        Err(damage) if damage.part == RULEBOOK => {
            let failed = Checked::fail(Check::Rulebook, damage.what);
            let rest = between().filter(|check| *check != Check::Rulebook);
            return Ok(std::iter::once(failed)
                .chain(rest.map(|check| Checked::not_checked(check, unopened())))
                .collect());
        }
        sealed => sealed?,
    };
    let (about, competition) = (&sealed.about, &sealed.competition);
    let filing = Filing::new(&competition.rulebook, &competition.entries);
    let mut findings = Findings::default();
    findings.compare(&of_rules(&sealed), files);
    let mut again = Files::default();
    again.put(TOTALS, totals::of_entries(&filing, false));
    findings.compare(&again, files);
    let stages = stages(files, &sealed, &filing, &mut findings)?;
    let tree = leaves::check(files, about)?;
    let whole = stages.as_ref().and_then(|stages| eligibility::recompute(files, about, stages));
    let checked = |check| match check {
        Check::Tree => tree.clone(),
        _ => {
            let recomputed = whole.iter().flatten().find(|checked| checked.check == check);
            let differences = findings.differences.get(&check).cloned().unwrap_or_default();
            match (recomputed, findings.open.get(&check)) {
                (Some(recomputed), _) => recomputed.clone(),
                (None, Some(why)) if differences.is_empty() => Checked::not_checked(check, why.clone()),
                _ => Checked::found(check, told(check, about, &findings), differences),
            }
        }
    };
    Ok(between().map(checked).collect())
}

/// What `record.json` and `rules.json` say, by the rulebook itself.
fn of_rules(sealed: &Sealed) -> Files {
    let (about, rulebook) = (&sealed.about, &sealed.competition.rulebook);
    let (public, confidential) = columns(rulebook);
    let names =
        |columns: Vec<usize>| columns.into_iter().map(|column| rulebook.column_name(column)).collect();
    let mut again = Files::default();
    let expected = About {
        rulebook: RulebookId::of(&rulebook.identity),
        results: sealed.competition.rules().iter().map(folder).collect(),
        public: names(public),
        confidential: names(confidential),
        predecessor: sealed.predecessor.map(|root| hex(&root)),
        ..about.clone()
    };
    again.put(RECORD, expected.text());
    for rulebook in sealed.competition.rules() {
        again.put(format!("{}rules.json", folder(rulebook)), rules::text(rulebook));
    }
    again
}

/// Checks V4 to V11 of all stages; none where the lists of one are not whole, so that nothing can be said of points and ranks.
fn stages<'a>(
    files: &Files,
    sealed: &'a Sealed,
    filing: &Filing<'_>,
    findings: &mut Findings,
) -> Result<Option<Vec<(Stage<'a>, Scored<'a>)>>, Damage> {
    let entries = &sealed.competition.entries;
    let hidden = Hidden::new(&sealed.about, &sealed.competition.rulebook);
    findings.add(Check::Lists, lists::of_entries(files, entries)?);
    for check in [Check::Eligibility, Check::Values, Check::Points] {
        findings.open.insert(check, hidden_words(&sealed.about));
    }
    let mut stages: Vec<(Stage<'a>, Scored<'a>)> = Vec::new();
    for (number, rules) in sealed.competition.rules().iter().enumerate() {
        let layout = Layout::new(rules);
        let stage = Stage::read(files, rules, number > 0, entries.len(), &layout)?;
        findings.add(Check::Lists, lists::of_stage(entries, &stage));
        if findings.fails(Check::Lists) {
            let why = text!(fa: "فهرست‌ها (V5) درست نیست", en: "the lists (V5) are not right");
            for check in between().filter(|check| (Check::Eligibility..Check::Tree).contains(check)) {
                findings.open.insert(check, why.clone());
            }
            return Ok(None);
        }
        let published = Published::new(&stage, entries, &hidden, layout)?;
        let scored = of_stage(files, &stage, published, filing, &hidden, findings)?;
        findings
            .add(Check::Eligibility, eligibility::contradictions(&stage, &scored, stages.last(), &hidden));
        stages.push((stage, scored));
    }
    Ok(Some(stages))
}

/// Checks one stage, and hands back what was published of it.
fn of_stage<'a>(
    files: &Files,
    stage: &Stage<'a>,
    published: Published<'a>,
    filing: &Filing<'_>,
    hidden: &Hidden,
    findings: &mut Findings,
) -> Result<Scored<'a>, Damage> {
    let Published { mut scored, recomputed, fitted } = published;
    let ranks = ranks::check(stage, &scored, hidden);
    findings.add(Check::Ranks, ranks.differences);
    findings.ranks += stage.standings.len();
    if ranks.ties + ranks.orientations > 0 {
        findings.open.entry(Check::Ranks).or_insert_with(|| believed_words(ranks.ties, ranks.orientations));
    }
    let (wrong, given) = honours::check(stage, &scored);
    findings.add(Check::Honours, wrong);
    findings.honours += given;
    findings.scored += stage.points.len();
    if fitted > 0 {
        findings.open.entry(Check::Aggregates).or_insert_with(|| fitted_words(fitted));
    }
    let mut again = Files::default();
    again.put(stage.path("totals.csv"), totals::of_stage(&scored));
    again.put(stage.path("rankings.csv"), StageResult::new(filing, &scored).rankings_text());
    // From here on with the points of axes and the totals as they should be.
    let mut published = Vec::new();
    for (pool, (axes, totals)) in scored.pools.iter_mut().zip(recomputed) {
        published
            .push((std::mem::replace(&mut pool.axes, axes), std::mem::replace(&mut pool.totals, totals)));
    }
    again.put(stage.path("points.csv.gz"), points(stage, &scored, filing)?);
    findings.compare(&again, files);
    for (pool, (axes, totals)) in scored.pools.iter_mut().zip(published) {
        (pool.axes, pool.totals) = (axes, totals);
    }
    Ok(scored)
}

fn points(stage: &Stage<'_>, scored: &Scored<'_>, filing: &Filing<'_>) -> Result<Vec<u8>, Damage> {
    let result = StageResult::new(filing, scored);
    let mut text = Vec::new();
    points_header(&scored.layout, &mut text);
    for row in &stage.points {
        result.points_row(filing, row.number - 1, row.number, &mut text);
    }
    blocks(&text).map_err(|error| Damage::of(&stage.path("points.csv.gz"), Text::same(error.to_string())))
}

/// What keeps outcomes, figures and points of indicators from being recomputed.
fn hidden_words(about: &About) -> Text {
    let mut fa = Vec::new();
    let mut en = Vec::new();
    if !about.confidential.is_empty() {
        fa.push("داده‌های محرمانه");
        en.push("confidential data");
    }
    if about.marks.is_some() {
        fa.push("نمره‌های داوران");
        en.push("the judges' marks");
    }
    if about.amendments > 0 {
        fa.push("اصلاح‌ها");
        en.push("amendments");
    }
    let (fa, en) = (fa.join("، "), en.join(", "));
    text!(fa: "در شکل همگانی نیست: {fa}", en: "the public form is without {en}")
}

fn believed_words(ties: usize, orientations: usize) -> Text {
    text!(
        fa: "بقیه درست است، ولی داده‌ای که در تساوی‌ها تعیین‌کننده است ({ties} مورد) یا عضویت در گرایش‌ها را تعیین می‌کند ({orientations} مورد) همگانی نیست",
        en: "all else is right, but what decides {ties} ties and membership of {orientations} orientations is not public",
        numbers: ties, orientations
    )
}

fn fitted_words(entries: usize) -> Text {
    text!(
        fa: "بخش {entries} پرونده، آن‌گونه که به کار رفت، همگانی نیست؛ جمع‌ها با قاعدهٔ یکی از بخش‌ها می‌خواند",
        en: "the sector of {entries} entries, as it counted, is not public; their sums agree with the rules of one of the sectors",
        numbers: entries
    )
}

/// What each check looked at, for those that pass.
fn told(check: Check, about: &About, findings: &Findings) -> Text {
    let entries = about.entries as usize;
    let Findings { scored, ranks, honours, .. } = findings;
    let (scored, ranks, honours) = (*scored, *ranks, *honours);
    match check {
        Check::Rulebook => {
            let (id, edition) = (&about.rulebook.id, &about.rulebook.edition);
            text!(fa: "{id}، ویرایش {edition}، دوباره خوانده شد", en: "{id}, edition {edition}, read again")
        }
        Check::Totals => text!(
            fa: "از ردیف‌های همگانی دوباره جمع زده شد",
            en: "added up again from the public rows"
        ),
        Check::Lists => text!(fa: "{entries} پرونده", en: "{entries} entries", numbers: entries),
        Check::Ranks => text!(
            fa: "{ranks} رتبه از امتیازهای منتشرشده دوباره حساب شد",
            en: "{ranks} ranks recomputed from published scores",
            numbers: ranks
        ),
        Check::Honours => text!(
            fa: "{honours} عنوان از رتبه‌های منتشرشده دوباره حساب شد",
            en: "{honours} honours recomputed from published ranks",
            numbers: honours
        ),
        _ => text!(
            fa: "جمع‌های {scored} پرونده از امتیازهای منتشرشدهٔ شاخص‌ها دوباره حساب شد",
            en: "{scored} scorings added up again from the published points of indicators",
            numbers: scored
        ),
    }
}
