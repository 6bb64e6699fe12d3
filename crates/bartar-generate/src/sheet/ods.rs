//! ODS files: one table, the headers in its first row.

use super::{Cell, FAILED, FORMULA};
use bartar_criteria::calendar::format_date;
use bartar_criteria::rulebook::Calendar;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
                      xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
                      xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";

/// A workbook while it is written.
pub(super) struct Book {
    /// Its content so far.
    content: String,
}

impl Book {
    pub(super) fn new(name: &str, headers: &[String]) -> Self {
        let content = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content {SPACES} office:version=\"1.3\">\
             <office:body><office:spreadsheet><table:table table:name=\"{}\">",
            escaped(name)
        );
        let mut book = Self { content };
        book.write(&headers.iter().cloned().map(Cell::Text).collect::<Vec<_>>());
        book
    }

    /// Writes a row.
    pub(super) fn write(&mut self, cells: &[Cell]) {
        self.content.push_str("<table:table-row>");
        for cell in cells {
            let (marks, shown) = match cell {
                Cell::Text(text) if text.is_empty() => {
                    self.content.push_str("<table:table-cell/>");
                    continue;
                }
                Cell::Text(text) => ("office:value-type=\"string\"".to_owned(), escaped(text)),
                Cell::Number(number) => {
                    (format!("office:value-type=\"float\" office:value=\"{number}\""), number.to_string())
                }
                Cell::Day(days) => {
                    let day = format_date(*days, Calendar::Gregorian);
                    (format!("office:value-type=\"date\" office:date-value=\"{day}\""), day)
                }
                Cell::Failed => (
                    format!("table:formula=\"of:{FORMULA}\" office:value-type=\"string\""),
                    FAILED.to_owned(),
                ),
                Cell::NoResult => {
                    self.content.push_str(&format!("<table:table-cell table:formula=\"of:{FORMULA}\"/>"));
                    continue;
                }
            };
            self.content
                .push_str(&format!("<table:table-cell {marks}><text:p>{shown}</text:p></table:table-cell>"));
        }
        self.content.push_str("</table:table-row>");
    }

    /// The file.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        self.content
            .push_str("</table:table></office:spreadsheet></office:body></office:document-content>\n");
        let manifest = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
             manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" \
             manifest:media-type=\"{TYPE}\"/><manifest:file-entry manifest:full-path=\"content.xml\" \
             manifest:media-type=\"text/xml\"/></manifest:manifest>\n"
        );
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        // A fixed day: the same entries are the same file on any day.
        let part = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let stored = part.compression_method(CompressionMethod::Stored);
        // The type comes first, as it stands, so that it can be told from the first bytes of the file.
        for (name, options, bytes) in [
            ("mimetype", stored, TYPE),
            ("content.xml", part, self.content.as_str()),
            ("META-INF/manifest.xml", part, manifest.as_str()),
        ] {
            archive.start_file(name, options).map_err(io::Error::other)?;
            archive.write_all(bytes.as_bytes())?;
        }
        Ok(archive.finish().map_err(io::Error::other)?.into_inner())
    }
}

/// A text as it stands in XML; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            c if c.is_control() => {}
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_stands_first_and_can_be_read_from_the_file() {
        let bytes = Book::new("a", &["id".to_owned()]).finish().unwrap();
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert_eq!(&bytes[30..38], b"mimetype");
        assert_eq!(&bytes[38..38 + TYPE.len()], TYPE.as_bytes());
    }

    #[test]
    fn marks_of_xml_are_escaped() {
        assert_eq!(escaped("a<b> & \"c\"\u{1}"), "a&lt;b&gt; &amp; &quot;c&quot;");
    }
}
