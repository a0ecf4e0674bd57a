//! The kept inputs of the fuzzer, held to the fuzzer's own properties on each change
//! (docs/fuzzing.md).

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

#[path = "../fuzz/src/lib.rs"]
mod properties;

use luotain::identifier::{PersonalIdentityCode, Realm, normalise};
use properties::{TARGETS, fixture};

/// The kept inputs of a target, in the order of their names.
fn kept(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let bytes = std::fs::read(&path).unwrap();
            (path, bytes)
        })
        .collect()
}

#[test]
fn every_kept_input_has_its_properties() {
    let mut failed = Vec::new();
    for (target, check) in TARGETS {
        for (path, bytes) in kept(target) {
            if catch_unwind(|| check(&bytes)).is_err() {
                failed.push(path);
            }
        }
    }
    assert!(failed.is_empty(), "what is wrong stands above: {failed:#?}");
}

#[test]
fn the_kept_inputs_of_each_target_are_both_taken_and_refused() {
    for (target, check) in TARGETS {
        let taken: Vec<bool> = kept(target).iter().map(|(_, bytes)| check(bytes)).collect();
        assert!(taken.contains(&true), "{target}: no input gets past the parser");
        assert!(taken.contains(&false), "{target}: no input is refused");
    }
}

#[test]
fn the_kept_receipts_and_notes_are_of_the_log_that_the_properties_know() {
    let verifier = fixture::SIGNER.verifier();
    let verified = kept("receipt")
        .iter()
        .filter_map(|(_, bytes)| luotain::log::Receipt::parse(std::str::from_utf8(bytes).ok()?).ok())
        .filter(|receipt| receipt.verify(verifier).is_ok())
        .count();
    assert!(verified >= 3, "{verified} receipts verify");
    let signed = kept("note")
        .iter()
        .filter_map(|(_, bytes)| luotain::log::SignedNote::parse(std::str::from_utf8(bytes).ok()?).ok())
        .filter(|note| note.verify(verifier).is_ok())
        .count();
    assert!(signed >= 3, "{signed} notes verify");
}

#[test]
fn no_kept_input_holds_a_code_that_a_real_person_may_have() {
    for (path, bytes) in TARGETS.iter().flat_map(|(target, _)| kept(target)) {
        let text: Vec<char> = normalise(&String::from_utf8_lossy(&bytes)).chars().collect();
        let holds = text.windows(11).any(|window| {
            PersonalIdentityCode::parse(&window.iter().collect::<String>())
                .is_ok_and(|code| code.realm() == Realm::Real)
        });
        assert!(!holds, "remove {}", path.display());
    }
}

#[test]
fn every_target_is_fuzzed() {
    let manifest =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/Cargo.toml")).unwrap();
    let fuzzed: Vec<&str> = manifest
        .lines()
        .filter_map(|line| line.strip_prefix("path = \"fuzz_targets/")?.strip_suffix(".rs\""))
        .collect();
    let checked: Vec<&str> = TARGETS.iter().map(|(target, _)| *target).collect();
    assert_eq!(fuzzed, checked);
}

#[test]
fn the_kept_inputs_are_few_and_small() {
    let all: Vec<_> = TARGETS.iter().flat_map(|(target, _)| kept(target)).collect();
    assert!(all.len() <= 230, "{} files", all.len());
    for (path, bytes) in all {
        assert!(bytes.len() <= 4096, "{}: {} bytes", path.display(), bytes.len());
    }
}
