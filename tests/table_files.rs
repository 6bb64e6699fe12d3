//! The files of `rank --table FILE`: how they are laid out, what strangers wrote, the same bytes, whole or not at all.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use calamine::Data;
use std::fs;
use std::process::Command;
use support::tables::{EXAMPLE, IRAN, csv_lines, part, rows, run, sheet, written};
use support::{project, stderr, stdout};

#[test]
fn the_workbook_is_laid_out_for_its_readers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.xlsx");
    for lang in ["fa", "en"] {
        written(EXAMPLE, &path, &["--lang", lang]);
        for number in 1..=3 {
            let xml = part(&path, &format!("xl/worksheets/sheet{number}.xml"));
            assert_eq!(xml.contains("rightToLeft=\"1\""), lang == "fa");
            assert!(xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ref=\"A1:"), "{xml}");
            assert!(xml.contains("<cols>") && !xml.contains("<f>"));
        }
        // The rank and the score of the first place: cells without a type are numbers; the score has two decimals.
        let xml = part(&path, "xl/worksheets/sheet1.xml");
        let first = xml.split("<row r=\"2\"").nth(1).unwrap().split("</row>").next().unwrap();
        let of =
            |at: &str| first.split(&format!("<c r=\"{at}\"")).nth(1).unwrap().split("</c>").next().unwrap();
        assert!(of("D2").contains("><v>1</v>") && !of("D2").contains("t="), "{first}");
        assert!(of("H2").contains("<v>") && !of("H2").contains("t="), "{first}");
        assert!(of("F2").contains("t=\"inlineStr\""), "{first}");
        let style: usize = of("H2").split("s=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        let styles = part(&path, "xl/styles.xml");
        let formats = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").nth(style + 1).unwrap();
        let format = formats.split("numFmtId=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(styles.contains(&format!("<numFmt numFmtId=\"{format}\" formatCode=\"0.00\"/>")), "{styles}");
    }
}

#[test]
fn what_strangers_wrote_is_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.csv");
    let text = fs::read_to_string(project().join(EXAMPLE[1])).unwrap();
    let hostile = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(A1)", "a\u{1b}[31mb"];
    let mut lines = text.lines().map(str::to_owned);
    let mut changed = vec![lines.next().unwrap()];
    for (line, name) in lines.by_ref().zip(hostile) {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells[1] = name;
        changed.push(cells.join(","));
    }
    changed.extend(lines);
    fs::write(&data, changed.join("\n") + "\n").unwrap();
    let inputs = [EXAMPLE[0], data.to_str().unwrap()];
    let (text, book) = (folder.path().join("result.csv"), folder.path().join("result.xlsx"));
    let more = ["--table", text.to_str().unwrap(), "--table", book.to_str().unwrap()];
    let output = run("rank", &inputs, &more);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    let names: Vec<String> =
        rows(csv_lines(&text)).into_iter().map(|mut row| row.remove("Name").unwrap()).collect();
    for safe in ["'=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'@SUM(A1)", "a\u{fffd}[31mb"] {
        assert!(names.iter().any(|name| name == safe), "{safe}: {names:?}");
    }
    let texts: Vec<Data> = sheet(&book, 0).concat();
    for shown in ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(A1)", "a\u{fffd}[31mb"] {
        assert!(texts.contains(&Data::String(shown.to_owned())), "{shown}");
    }
    let xml = part(&book, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f") && !xml.contains("<script") && xml.contains("&lt;script&gt;"));
}

#[test]
fn the_same_result_is_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["a.csv", "a.xlsx", "a.parquet"].map(|name| folder.path().join(name));
    let files: Vec<&str> = names.iter().flat_map(|name| ["--table", name.to_str().unwrap()]).collect();
    let bytes = |more: &[&str]| {
        let output = run("rank", IRAN, &[&files[..], more].concat());
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        names.each_ref().map(|name| fs::read(name).unwrap())
    };
    let first = bytes(&["--threads", "1"]);
    assert!(first == bytes(&["--threads", "1"]), "twice the same");
    assert!(first == bytes(&["--threads", "2"]), "with two threads");
    assert!(first == bytes(&["--threads", "2", "--top", "1"]), "--top is about the terminal");
    // What people read is in their language; what programs read is the same in both.
    let persian = bytes(&["--lang", "fa"]);
    assert!(first[0] != persian[0] && first[1] != persian[1] && first[2] == persian[2]);
}

#[test]
fn files_appear_whole_and_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let names = || {
        let all = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut all: Vec<String> = all.map(|name| name.into_string().unwrap()).collect();
        all.sort();
        all
    };
    fs::write(file("result.csv"), "older").unwrap();
    fs::create_dir(file("there.xlsx")).unwrap();
    // The second file cannot be created, so the first is not replaced.
    for second in [file("nowhere/result.xlsx"), file("there.xlsx")] {
        let output = run("rank", EXAMPLE, &["--table", &file("result.csv"), "--table", &second]);
        assert_eq!((output.status.code(), stdout(&output).len()), (Some(73), 0), "{}", stderr(&output));
        assert!(stderr(&output).contains("the file for the result tables"), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(file("result.csv")).unwrap(), "older");
        assert_eq!(names(), ["result.csv", "there.xlsx"], "nothing is left beside it");
    }
    let more = ["--table", &file("result.csv"), "--findings", &file("list.csv")];
    assert_eq!(run("rank", EXAMPLE, &more).status.code(), Some(1));
    assert_ne!(fs::read_to_string(file("result.csv")).unwrap(), "older");
    assert_eq!(names(), ["list.csv", "result.csv", "there.xlsx"]);
}

/// No file may be longer than a few kilobytes here, as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["result.csv", "result.xlsx", "result.parquet"] {
        let path = folder.path().join(name);
        fs::write(&path, "older").unwrap();
        let output = Command::new("sh")
            .args([
                "-c",
                "trap '' XFSZ; ulimit -f 8; exec \"$@\"",
                "sh",
                env!("CARGO_BIN_EXE_bartar"),
                "rank",
            ])
            .args(IRAN)
            .args(["--lang", "en", "--table"])
            .arg(&path)
            .current_dir(project())
            .output()
            .unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(74), 0), "{}", stderr(&output));
        assert!(stderr(&output).contains("was not written"), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(&path).unwrap(), "older");
        fs::remove_file(&path).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left beside it");
    }
}

#[test]
fn names_that_cannot_be_meant_are_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for name in ["result.pdf", "result", ".csv"] {
        let output = run("rank", EXAMPLE, &["--table", &file(name)]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains("must end with .csv, .xlsx or .parquet"), "{}", stderr(&output));
    }
    let persian = run("rank", EXAMPLE, &["--table", "result.pdf", "--lang", "fa"]);
    assert!(stderr(&persian).contains("پایان یابد"), "{}", stderr(&persian));
    // Neither data nor another output is ever replaced.
    let again = format!("{}/./result.csv", folder.path().display());
    for more in [
        vec!["--table".to_owned(), "./fixtures/example/../example/entries.csv".to_owned()],
        vec!["--table".to_owned(), file("result.csv"), "--table".to_owned(), again.clone()],
        vec!["--findings".to_owned(), file("result.csv"), "--table".to_owned(), again],
    ] {
        let more: Vec<&str> = more.iter().map(String::as_str).collect();
        let output = run("rank", EXAMPLE, &more);
        assert_eq!(output.status.code(), Some(2), "{more:?}: {}", stderr(&output));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
