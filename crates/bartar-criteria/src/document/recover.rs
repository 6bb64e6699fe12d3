//! Going on after a syntax error: the statement at fault is taken out, and the rest of the file is read as it stands.
//!
//! The parser's own recovery gives up most of the text after a slip. Here the text is mended instead, byte for byte in
//! place, so that every other item keeps its position.

use super::brackets::scan;
use std::ops::Range;
use toml::de::DeTable;

/// Most syntax errors told of one file.
const MOST_ERRORS: usize = 20;

/// Most bytes read again and again to mend one file: a large file is given up after fewer errors.
const MOST_WORK: usize = 16 << 20;

/// A text that parses, and what had to be taken out of it.
pub(super) struct Recovered {
    /// The text, of the same length but for the brackets put in.
    pub text: String,
    /// Where brackets were put in, in order.
    pub closed: Vec<usize>,
    /// The statements that cannot be read.
    pub broken: Vec<Range<usize>>,
    /// What is wrong with them, and where.
    pub errors: Vec<(Range<usize>, String)>,
    /// Whether there is more that cannot be read, so that nothing can be said of what the text lacks.
    pub given_up: bool,
}

/// Takes out statements until the rest parses.
pub(super) fn recover(source: &str) -> Recovered {
    let mut recovered = Recovered {
        text: source.to_owned(),
        closed: Vec::new(),
        broken: Vec::new(),
        errors: Vec::new(),
        given_up: false,
    };
    while let Some((at, message)) = errors(&recovered.text).into_iter().min_by_key(|(at, _)| at.start) {
        let start = at.start;
        recovered.errors.push((recovered.place(&at), message));
        recovered.given_up =
            recovered.errors.len() >= MOST_ERRORS || recovered.errors.len() * source.len() > MOST_WORK;
        if recovered.given_up {
            break;
        }
        // Of all ways to mend it, the one that leaves the fewest errors and hides the fewest, and then the most text.
        let mended = ways(&recovered.text, start).into_iter().filter_map(|mended| {
            let left = errors(&mended.text);
            let hidden = recovered.text.get(mended.statement.clone()).map_or(0, |out| errors(out).len());
            let further = left.iter().all(|(at, _)| at.start > start);
            further.then(|| (left.len() + hidden.max(1), mended.broken.len(), mended))
        });
        match mended.min_by_key(|(errors, removed, _)| (*errors, *removed)) {
            Some((.., mended)) => {
                let cause = mended.cause.clone().map(|(at, why)| (recovered.place(&at), why.to_owned()));
                if let (Some(cause), Some(told)) = (cause, recovered.errors.last_mut()) {
                    *told = cause;
                }
                recovered.take(mended);
            }
            None => {
                recovered.given_up = true;
                break;
            }
        }
    }
    recovered
}

impl Recovered {
    /// The place in the text as written.
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        let written = |at: usize| at - self.closed.iter().take_while(|closed| **closed < at).count();
        written(range.start)..written(range.end)
    }

    fn take(&mut self, mended: Mended) {
        self.text = mended.text;
        if mended.closed {
            let at = mended.broken.start;
            let shift = |place: &mut usize| *place += usize::from(*place >= at);
            self.closed.iter_mut().for_each(shift);
            self.broken.iter_mut().flat_map(|range| [&mut range.start, &mut range.end]).for_each(shift);
            self.closed.push(at);
            self.closed.sort_unstable();
        } else if !mended.broken.is_empty() {
            self.broken.push(mended.broken);
        }
    }
}

fn errors(text: &str) -> Vec<(Range<usize>, String)> {
    let (_, errors) = DeTable::parse_recoverable(text);
    // Text that is nested too deeply is the one thing that the parser gives no place.
    let deepest = || {
        let at = scan(text).deepest;
        at..at + 1
    };
    errors.iter().map(|error| (error.span().unwrap_or_else(deepest), error.message().to_owned())).collect()
}

/// A text without one of its statements, or with a bracket more.
struct Mended {
    text: String,
    /// The statement that something was taken out of; an empty range where nothing was.
    statement: Range<usize>,
    /// What of it was taken out.
    broken: Range<usize>,
    /// Whether a bracket was put in, at the start of the empty range, and nothing taken out.
    closed: bool,
    /// What is wrong, and where, if that is not what the parser stumbles over.
    cause: Option<(Range<usize>, &'static str)>,
}

impl Mended {
    /// A text of the same length that has everything.
    fn whole(text: String, at: usize) -> Self {
        Self { text, statement: at..at, broken: at..at, closed: false, cause: None }
    }

    /// The text with a bracket more at `at`.
    fn with(bracket: char, text: &str, at: usize) -> Self {
        let text = format!("{}{bracket}{}", &text[..at], &text[at..]);
        Self { text, statement: at..at, broken: at..at, closed: true, cause: None }
    }
}

/// What is told of a heading that was turned into a remark.
pub(super) const REMARK: &str = "the heading of these lines is a remark";

/// The ways to mend an error: with a header closed, in plain brackets, with its name joined or no longer a remark; with a
/// list closed; without the value of the statement it is in, without the whole statement; and the same for the statement
/// before, whose bracket may be what is missing.
fn ways(text: &str, error: usize) -> Vec<Mended> {
    let starts = statements(text);
    let own = starts.partition_point(|start| *start <= line_start(text, error)).saturating_sub(1);
    let mut ways = Vec::new();
    ways.extend(remark(text, error));
    for index in [Some(own), own.checked_sub(1)].into_iter().flatten() {
        let Some(start) = starts.get(index).copied() else { continue };
        let header = text[start..].trim_start().starts_with('[');
        let mut next = starts[index + 1..].iter().copied();
        let end =
            if header { next.find(|next| text[*next..].trim_start().starts_with('[')) } else { next.next() };
        let end = end.unwrap_or(text.len());
        let line_end = text[start..end].find('\n').map_or(end, |length| start + length);
        let line = text[start..line_end].split('#').next().unwrap_or_default().trim_end();
        if line.contains(['［', '］']) {
            // Blanks are allowed beside brackets, so that the text keeps its length.
            let plain = line.replace('［', "[  ").replace('］', "  ]");
            ways.push(Mended::whole(
                format!("{}{plain}{}", &text[..start], &text[start + line.len()..]),
                start,
            ));
        }
        if header && !line.contains(']') {
            ways.push(Mended::with(']', text, start + line.len()));
        } else if header {
            // `[field.net profit]`: a space is one letter of the name; in `[field profit]` it is the point.
            let (name, rest) = line.split_at(line.find(']').unwrap_or(line.len()));
            let name_end = name.trim_end();
            let pointed =
                if name.contains('.') { name_end.to_owned() } else { name_end.replacen(' ', ".", 1) };
            let joined = pointed.replace([' ', '/', '\t'], "_");
            let blank = " ".repeat(name.len() - joined.len());
            let joined = format!("{}{joined}{blank}{rest}{}", &text[..start], &text[start + line.len()..]);
            ways.push(Mended::whole(joined, start));
        } else if let [(open, bracket)] = scan(&text[start..end]).open.as_slice() {
            let at = start + scan(&text[start..end]).end;
            let open = start + open;
            let (close, why) =
                if *bracket == '[' { (']', "unclosed array") } else { ('}', "unclosed inline table") };
            let cause = Some((open..open + 1, why));
            ways.push(Mended { cause, ..Mended::with(close, text, at) });
        }
        let equals = text[start..line_end].find('=').map(|length| start + length + 1);
        if let Some(value) =
            equals.filter(|value| !header && *value < line_end && text.is_char_boundary(value + 1))
        {
            let filled = format!("{}0{}", &text[..value], blanks(&text[value + 1..end]));
            ways.push(Mended {
                text: filled + &text[end..],
                statement: start..end,
                broken: value..end,
                closed: false,
                cause: None,
            });
        }
        let blank = format!("{}{}{}", &text[..start], blanks(&text[start..end]), &text[end..]);
        ways.push(Mended {
            text: blank,
            statement: start..end,
            broken: start..end,
            closed: false,
            cause: None,
        });
    }
    ways
}

/// The heading above an error, if it was turned into a remark: the lines below it then belong to the table above, where
/// their keys stand twice.
fn remark(text: &str, error: usize) -> Option<Mended> {
    let mut end = line_start(text, error);
    while end > 0 {
        let start = line_start(text, end - 1);
        let line = &text[start..end];
        if line.trim_start().starts_with('[') {
            return None;
        }
        if let Some(inner) = line.trim().strip_prefix('#').map(str::trim_start)
            && inner.starts_with('[')
            && inner.ends_with(']')
            && inner.chars().all(|c| c.is_alphanumeric() || "[]._-".contains(c))
        {
            let at = start + line.find('#')?;
            let uncommented = format!("{} {}", &text[..at], &text[at + 1..]);
            let cause = Some((at..start + line.trim_end().len(), REMARK));
            return Some(Mended { cause, ..Mended::whole(uncommented, at) });
        }
        end = start;
    }
    None
}

/// As many bytes, with the same line ends, and nothing to read.
fn blanks(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' || byte == b'\r' { char::from(byte) } else { ' ' }).collect()
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// Where lines begin that look like a header, an assignment, or a word at the very start.
fn statements(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim();
        let name = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || " _-.\"'«»“”\u{200c}".contains(c))
        };
        let uncommented = written.split('#').next().unwrap_or_default().trim();
        let header = uncommented.strip_prefix('[').map(|rest| rest.trim_start_matches('['));
        let header = header
            .and_then(|rest| rest.strip_suffix(']'))
            .is_some_and(|rest| name(rest.trim_end_matches(']')));
        let assignment = written.split_once('=').is_some_and(|(key, _)| name(key.trim()));
        let word = line.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let torn_header =
            line.starts_with('[') && !uncommented.ends_with([',', ']']) || line.starts_with('［');
        if header || assignment || word || torn_header {
            starts.push(at);
        }
        at += line.len();
    }
    starts
}
