//! What the operating system says of a file, in both languages.

use bartar_criteria::Text;
use std::io::{Error, ErrorKind};

/// Why reading or writing failed. English is the system's own sentence; Persian goes by its kind.
#[must_use]
pub fn reason(error: &Error) -> Text {
    let fa = match error.kind() {
        ErrorKind::NotFound => "چنین فایلی نیست",
        ErrorKind::PermissionDenied => "اجازهٔ دسترسی به آن داده نشده است",
        ErrorKind::IsADirectory => "این پوشه است، نه فایل",
        ErrorKind::NotADirectory => "بخشی از نشانی پوشه نیست",
        ErrorKind::StorageFull => "جایی در دیسک نمانده است",
        ErrorKind::QuotaExceeded => "سهم مجاز دیسک پر شده است",
        ErrorKind::FileTooLarge => "فایل از اندازهٔ مجاز بزرگ‌تر است",
        ErrorKind::ReadOnlyFilesystem => "این دیسک تنها خواندنی است",
        ErrorKind::ResourceBusy => "برنامهٔ دیگری آن را در دست دارد",
        ErrorKind::InvalidFilename => "چنین نامی برای فایل مجاز نیست",
        ErrorKind::UnexpectedEof => "فایل پیش از پایان بریده شده است",
        ErrorKind::TimedOut => "در زمان مقرر پاسخی نرسید",
        ErrorKind::Interrupted => "کار در میانه قطع شد",
        ErrorKind::OutOfMemory => "حافظهٔ رایانه بس نبود",
        ErrorKind::BrokenPipe => "گیرندهٔ خروجی آن را بسته است",
        _ => return Text::new(format!("سیستم‌عامل چنین گفت: {error}"), error.to_string()),
    };
    Text::new(fa, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_reasons_are_told_in_persian() {
        let missing = std::fs::read("no/such/file").unwrap_err();
        assert_eq!(reason(&missing), Text::new("چنین فایلی نیست", missing.to_string()));
        let folder = std::fs::read(".").unwrap_err();
        assert_eq!(reason(&folder).fa, "این پوشه است، نه فایل");
        let other = Error::other("odd");
        assert_eq!(reason(&other), Text::new("سیستم‌عامل چنین گفت: odd", "odd"));
    }
}
