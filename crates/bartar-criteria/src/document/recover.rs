//! Going on after a syntax error: the statement at fault is taken out, and the rest of the file is read as it stands.
//!
//! The parser's own recovery gives up most of the text after a slip. Here the text is mended instead, byte for byte in
//! place, so that every other item keeps its position.

use std::ops::Range;
use toml::de::DeTable;

/// Most syntax errors told of one file.
const MOST_ERRORS: usize = 20;

/// A text that parses, and what had to be taken out of it.
pub(super) struct Recovered {
    /// The text, of the same length.
    pub text: String,
    /// The statements that cannot be read.
    pub broken: Vec<Range<usize>>,
    /// What is wrong with them, and where.
    pub errors: Vec<(Range<usize>, String)>,
}

/// Takes out statements until the rest parses.
pub(super) fn recover(source: &str) -> Recovered {
    let mut recovered = Recovered { text: source.to_owned(), broken: Vec::new(), errors: Vec::new() };
    while let Some((at, message)) = errors(&recovered.text).into_iter().min_by_key(|(at, _)| at.start) {
        let start = at.start;
        recovered.errors.push((at, message));
        if recovered.errors.len() >= MOST_ERRORS {
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
                recovered.text = mended.text;
                recovered.broken.push(mended.broken);
            }
            None => break,
        }
    }
    recovered
}

fn errors(text: &str) -> Vec<(Range<usize>, String)> {
    let (_, errors) = DeTable::parse_recoverable(text);
    errors.iter().map(|error| (error.span().unwrap_or_default(), error.message().to_owned())).collect()
}

/// A text without one of its statements.
struct Mended {
    text: String,
    statement: Range<usize>,
    /// What of it was taken out.
    broken: Range<usize>,
}

/// The ways to mend an error: without the value of the statement it is in, without the whole statement, and the same
/// for the statement before, whose bracket may be what is missing.
fn ways(text: &str, error: usize) -> Vec<Mended> {
    let starts = statements(text);
    let own = starts.partition_point(|start| *start <= line_start(text, error)).saturating_sub(1);
    let mut ways = Vec::new();
    for index in [Some(own), own.checked_sub(1)].into_iter().flatten() {
        let Some(start) = starts.get(index).copied() else { continue };
        let header = text[start..].trim_start().starts_with('[');
        let mut next = starts[index + 1..].iter().copied();
        let end =
            if header { next.find(|next| text[*next..].trim_start().starts_with('[')) } else { next.next() };
        let end = end.unwrap_or(text.len());
        let line_end = text[start..end].find('\n').map_or(end, |length| start + length);
        let equals = text[start..line_end].find('=').map(|length| start + length + 1);
        if let Some(value) =
            equals.filter(|value| !header && *value < line_end && text.is_char_boundary(value + 1))
        {
            let filled = format!("{}0{}", &text[..value], blanks(&text[value + 1..end]));
            ways.push(Mended { text: filled + &text[end..], statement: start..end, broken: value..end });
        }
        let blank = format!("{}{}{}", &text[..start], blanks(&text[start..end]), &text[end..]);
        ways.push(Mended { text: blank, statement: start..end, broken: start..end });
    }
    ways
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
            !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || " _-.\"'".contains(c))
        };
        let uncommented = written.split('#').next().unwrap_or_default().trim();
        let header = uncommented.strip_prefix('[').map(|rest| rest.trim_start_matches('['));
        let header = header
            .and_then(|rest| rest.strip_suffix(']'))
            .is_some_and(|rest| name(rest.trim_end_matches(']')));
        let assignment = written.split_once('=').is_some_and(|(key, _)| name(key.trim()));
        let word = line.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let torn_header = line.starts_with('[') && !uncommented.ends_with([',', ']']);
        if header || assignment || word || torn_header {
            starts.push(at);
        }
        at += line.len();
    }
    starts
}
