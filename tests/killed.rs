//! Sealing that is killed, or finds no room, or may not write: no record appears, or a whole one does.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_record::intact;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;
use support::records::files as read_record;
use support::{project, skip};

/// The command that seals the example into a folder.
fn sealing(out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bartar"));
    command
        .args(["rank", "criteria/example-cooperatives", "fixtures/example/entries.csv", "--out"])
        .arg(out)
        .current_dir(project())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Whether a record is there; what is there must be whole.
fn whole_or_absent(out: &Path) -> bool {
    if !out.exists() {
        return false;
    }
    let files = read_record(out);
    assert!(intact(&files).is_ok(), "what appeared is not whole: {:?}", files.0.keys());
    true
}

#[test]
fn a_killed_run_leaves_a_whole_record_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("first");
    let start = Instant::now();
    assert!(sealing(&first).status().unwrap().code().is_some());
    let takes = start.elapsed();
    assert!(whole_or_absent(&first));
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    let mut killed = 0;
    for run in 0..100 {
        let out = folder.path().join(format!("run-{run}"));
        let mut child = sealing(&out).spawn().unwrap();
        // Anywhere from the start to a little after the end; most often while files are written.
        sleep(takes.mul_f64(f64::from(rng.next_u32() % 1_100) / 1_000.0));
        child.kill().unwrap();
        killed += u32::from(child.wait().unwrap().code().is_none());
        whole_or_absent(&out);
    }
    assert!(killed > 20, "{killed} of 100 runs were killed before they ended");
    // What a killed run leaves has a name of its own, and hinders nobody.
    let again = folder.path().join("run-0");
    if !again.exists() {
        sealing(&again).status().unwrap();
        assert!(whole_or_absent(&again));
    }
}

#[test]
fn a_full_disk_leaves_no_record() {
    let folder = tempfile::tempdir().unwrap();
    for kilobytes in [8, 16, 32, 64, 96, 128] {
        let disk = folder.path().join(format!("disk-{kilobytes}"));
        fs::create_dir(&disk).unwrap();
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&disk).output();
        if !mounted.is_ok_and(|mounted| mounted.status.success()) {
            skip("a_full_disk_leaves_no_record", "no file system of a limited size can be mounted here");
            return;
        }
        let out = disk.join("record");
        let status = sealing(&out).status().unwrap();
        let there = whole_or_absent(&out);
        let left: Vec<_> = fs::read_dir(&disk).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        Command::new("umount").arg(&disk).status().unwrap();
        assert!(!there, "a record of over 200 kilobytes of blocks does not fit into {kilobytes}");
        assert_eq!(status.code(), Some(74), "{kilobytes} kilobytes");
        assert!(left.is_empty(), "{left:?}");
    }
}

#[test]
fn a_folder_that_may_not_be_written_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    let mut command = sealing(&closed.join("record"));
    // Nothing is closed to the superuser.
    let root = fs::write(closed.join("probe"), "").is_ok();
    if root {
        fs::remove_file(closed.join("probe")).unwrap();
        let reachable =
            Command::new(env!("CARGO_BIN_EXE_bartar")).arg("--version").uid(65_534).gid(65_534).output();
        if !reachable.is_ok_and(|output| output.status.success()) {
            skip(
                "a_folder_that_may_not_be_written_stays_as_it_is",
                "another user cannot run the program here",
            );
            return;
        }
        command.uid(65_534).gid(65_534);
    }
    let status = command.status().unwrap();
    assert_eq!(status.code(), Some(74));
    assert_eq!(fs::read_dir(&closed).unwrap().count(), 0);
}
