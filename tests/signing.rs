//! Signatures of records: the stock program takes ours, and nothing takes any other.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_record::files::{ROOT, SIGNATURE};
use bartar_record::sign::{secret_key, sign, verify_text};
use bartar_record::{Answer, Check, Files, Known, replay};
use std::fs;
use std::path::Path;
use std::process::Command;
use support::records::{files, keys, sealed_first, signed};
use support::{bartar, skip, stderr};

/// What the check of the signature answers.
fn answer(files: &Files, key: Option<&str>) -> Answer {
    replay(files, &Known { key, ..Known::default() }).of(Check::Signature).unwrap().answer
}

#[test]
fn replay_takes_the_signature_of_the_key_and_of_no_other() {
    let folder = sealed_first(2);
    let mut files = files(&folder.path().join("record"));
    let ([secret, public], [other, stranger]) = (keys(), keys());
    assert_eq!(answer(&files, None), Answer::NotChecked);
    assert_eq!(answer(&files, Some(&public)), Answer::Fail, "a record that lost its signature");
    signed(&mut files, &secret);
    assert_eq!(answer(&files, Some(&public)), Answer::Pass);
    assert_eq!(answer(&files, Some(public.lines().nth(1).unwrap())), Answer::Pass, "the key itself");
    assert_eq!(answer(&files, Some(&stranger)), Answer::Fail);
    assert_eq!(answer(&files, None), Answer::NotChecked);
    let own = files.get(SIGNATURE).unwrap().to_vec();
    signed(&mut files, &other);
    assert_eq!(answer(&files, Some(&public)), Answer::Fail, "another's signature");
    // The comment is protected as the root is.
    let text = String::from_utf8(own).unwrap();
    for (from, to) in [("edition 1404", "edition 1405"), ("trusted comment: ", "comment: "), ("\n", "\n\n")] {
        assert!(text.contains(from));
        files.put(SIGNATURE, text.replacen(from, to, 1));
        assert_eq!(answer(&files, Some(&public)), Answer::Fail, "{from}");
    }
}

#[test]
fn a_signature_that_was_cut_is_none() {
    let folder = sealed_first(1);
    let mut files = files(&folder.path().join("record"));
    let [secret, public] = keys();
    signed(&mut files, &secret);
    let signature = std::str::from_utf8(files.get(SIGNATURE).unwrap()).unwrap().to_owned();
    let root = files.get(ROOT).unwrap();
    assert_eq!(verify_text(root, &signature, &public), Ok(()));
    assert_eq!(verify_text(root, signature.trim_end(), &public), Ok(()), "only the last line feed");
    for cut in 0..signature.trim_end().len() {
        assert!(verify_text(root, &signature[..cut], &public).is_err(), "cut at {cut}");
    }
    for cut in 0..public.trim_end().len() {
        assert!(verify_text(root, &signature, &public[..cut]).is_err(), "key cut at {cut}");
    }
    // Fewer bytes under the same number of characters.
    let mut lines: Vec<String> = signature.lines().map(str::to_owned).collect();
    lines[3] = format!("{}====", &lines[3][..84]);
    assert!(verify_text(root, &lines.join("\n"), &public).is_err());
    let mut line = root.to_vec();
    line.pop();
    assert!(verify_text(&line, &signature, &public).is_err(), "another spelling of the root");
}

#[test]
fn keys_that_are_none_are_told() {
    let [secret, public] = keys();
    for cut in [0, 1, 60, secret.trim_end().len() - 1] {
        assert!(secret_key(&secret[..cut], None).is_err(), "{cut}");
    }
    let encoded = secret.lines().nth(1).unwrap();
    // Somewhere in the key itself, so that its check sum is another.
    let mut other = encoded.to_owned();
    let turned = if &encoded[120..121] == "A" { "B" } else { "A" };
    other.replace_range(120..121, turned);
    let why = secret_key(&secret.replace(encoded, &other), None).unwrap_err();
    assert!(why.en.contains("damaged") && why.fa.contains("آسیب"), "{why:?}");
    assert!(secret_key(&public, None).is_err(), "the public key");
    // A key without a check sum, as the stock program leaves it, is read; that its halves fit is seen in signing.
    let folder = sealed_first(1);
    let files = files(&folder.path().join("record"));
    let unchecked = format!("{}{}=", &encoded[..168], "A".repeat(43));
    let text = secret.replace(encoded, &unchecked);
    let [signature, own] = sign(&files, &secret_key(&text, None).unwrap(), None).unwrap();
    assert_eq!(verify_text(files.get(ROOT).unwrap(), &signature, &public), Ok(()));
    assert_eq!(own, public.lines().nth(1).unwrap());
    let mut other = unchecked;
    other.replace_range(120..121, turned);
    let damaged = secret_key(&secret.replace(encoded, &other), None).unwrap();
    assert!(sign(&files, &damaged, None).is_err(), "halves that do not belong together");
}

#[test]
fn a_comment_stands_in_one_line() {
    let folder = sealed_first(1);
    let files = files(&folder.path().join("record"));
    let [secret, public] = keys();
    let secret = secret_key(&secret, None).unwrap();
    let [signature, own] = sign(&files, &secret, Some("  هیئت داوری ۱۴۰۵ ")).unwrap();
    assert_eq!(own, public.lines().nth(1).unwrap());
    let root = std::str::from_utf8(files.get(ROOT).unwrap()).unwrap();
    let comment = format!(
        "trusted comment: {} rulebook example-cooperatives edition 1404: هیئت داوری ۱۴۰۵",
        root.trim_end()
    );
    assert_eq!(signature.lines().nth(2), Some(comment.as_str()));
    assert!(sign(&files, &secret, Some("two\nlines")).is_err());
    assert!(sign(&files, &secret, Some(&"x".repeat(1024))).is_err());
}

#[test]
fn the_command_signs_only_what_is_whole_and_replaces_only_what_it_is_told_to() {
    let folder = sealed_first(2);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (record, key, password, wrong) = (path("record"), path("jury"), path("password"), path("wrong"));
    fs::write(&password, "a long password\r\n").unwrap();
    fs::write(&wrong, "another password\n").unwrap();
    let run = |arguments: &[&str]| {
        let output = bartar(arguments);
        (output.status.code(), stderr(&output))
    };
    let new = ["sign", "--new-key", &key, "--password-file", &password];
    assert_eq!(run(&new).0, Some(0));
    let (secret, public) = (format!("{key}.key"), format!("{key}.pub"));
    let before = fs::read(&secret).unwrap();
    assert_eq!(run(&new).0, Some(73), "a key is never replaced");
    fs::remove_file(&secret).unwrap();
    assert_eq!(run(&new).0, Some(73), "nor is half of one");
    assert!(!Path::new(&secret).exists());
    fs::write(&secret, before).unwrap();
    let signature = format!("{record}/{SIGNATURE}");
    let signing = |password: &str, more: &[&str]| {
        run(&[&["sign", &record, "--key", &secret, "--password-file", password], more].concat())
    };
    let (code, told) = signing(&wrong, &[]);
    assert!(code == Some(65) && told.contains("the password is not the key's"), "{told}");
    let tree = format!("{record}/tree.txt");
    let whole = fs::read(&tree).unwrap();
    fs::write(&tree, "2 00\n").unwrap();
    let (code, told) = signing(&password, &[]);
    assert!(code == Some(65) && told.contains("tree.txt was changed"), "{told}");
    assert!(!Path::new(&signature).exists());
    fs::write(&tree, whole).unwrap();
    let (code, told) = signing(&password, &[]);
    assert_eq!(code, Some(0), "{told}");
    let replayed = bartar(&["replay", &record, "--key", &public]);
    assert_eq!(replayed.status.code(), Some(0), "{}", String::from_utf8_lossy(&replayed.stdout));
    let first = fs::read(&signature).unwrap();
    let (code, told) = signing(&password, &[]);
    assert!(code == Some(73) && told.contains("--replace"), "{told}");
    assert_eq!(fs::read(&signature).unwrap(), first);
    assert_eq!(signing(&password, &["--replace", "--comment", "again"]).0, Some(0));
    assert_ne!(fs::read(&signature).unwrap(), first);
    let mut left: Vec<_> = fs::read_dir(&record).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.retain(|name| name.to_str().unwrap().starts_with('.'));
    assert_eq!(left, Vec::<std::ffi::OsString>::new(), "nothing is left beside it");
    assert_eq!(run(&["sign", &record]).0, Some(2));
    assert_eq!(run(&["sign", &record, "--key", &path("none.key")]).0, Some(73), "it is signed already");
}

/// Whether the stock program is there.
fn minisign(test: &str) -> bool {
    if Command::new("minisign").arg("-v").output().is_ok_and(|output| output.status.success()) {
        return true;
    }
    assert!(std::env::var_os("BARTAR_REQUIRE_TOOLS").is_none(), "minisign is not there and must be");
    skip(test, "minisign is not there");
    false
}

#[test]
fn the_stock_program_takes_our_signatures_and_we_take_its_keys() {
    if !minisign("the_stock_program_takes_our_signatures_and_we_take_its_keys") {
        return;
    }
    let folder = sealed_first(1);
    let record = folder.path().join("record");
    let stock = |arguments: &[&str]| {
        let output = Command::new("minisign").args(arguments).current_dir(folder.path()).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let record = record.to_str().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert_eq!(bartar(&["sign", "--new-key", &path("ours"), "--no-password"]).status.code(), Some(0));
    let signing = ["sign", record, "--key", &path("ours.key"), "--comment", "spring"].map(str::to_owned);
    assert_eq!(bartar(&signing.each_ref().map(String::as_str)).status.code(), Some(0));
    let (right, told) = stock(&["-Vm", "record/ROOT", "-p", "ours.pub"]);
    assert!(right && told.contains("edition 1404: spring"), "{told}");
    // Its keys, here and there.
    assert!(stock(&["-G", "-W", "-p", "theirs.pub", "-s", "theirs.key"]).0);
    assert!(!stock(&["-Vm", "record/ROOT", "-p", "theirs.pub"]).0);
    let theirs = path("theirs.key");
    let output = bartar(&["sign", record, "--key", &theirs, "--replace"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stock(&["-Vm", "record/ROOT", "-p", "theirs.pub"]).0);
    // And its signature here.
    let theirs = ["-S", "-s", "theirs.key", "-m", "record/ROOT", "-t", "theirs"];
    assert!(stock(&theirs).0);
    let replayed = bartar(&["replay", record, "--key", &path("theirs.pub")]);
    assert_eq!(replayed.status.code(), Some(0), "{}", String::from_utf8_lossy(&replayed.stdout));
}
