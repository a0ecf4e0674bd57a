//! The program takes over what an older one left: a backup from before is restored, upgraded and goes
//! on. What is in it is held to each row in `src/store/tests/upgrade.rs`.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use luotain::log::Receipt;

use crate::log_durable::Folder;
use crate::log_keys::{accepted, copies, keys, program, served, written};

fn stored(end: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/fixtures")
        .join(format!("schema-2-3.{end}"))
}

#[tokio::test]
async fn a_backup_of_an_older_program_is_restored_upgraded_and_goes_on() {
    let folder = Folder::new("upgrade");
    let data = folder.0.join("data");
    let backup = stored("backup");
    // That program had no change log, and so no key for one.
    let words = ["backup", "restore"];
    let output = accepted(&program(
        &data,
        &words,
        &[&backup, "--keys".as_ref(), &stored("keys")],
    ));
    assert!(
        output.contains("localhost/log/production: at least 11 entries"),
        "{output}"
    );
    std::fs::create_dir_all(copies(&data)).unwrap();
    for copy in ["production.checkpoint", "training.checkpoint"] {
        std::fs::copy(stored("copies").join(copy), copies(&data).join(copy)).unwrap();
    }

    served(&data).await.unwrap();
    let new = written(&data, 11..13).await;
    let receipt = stored("tlog-proof");
    let output = accepted(&program(
        &data,
        &["log", "verify"],
        &["--against".as_ref(), &receipt],
    ));
    for part in [
        "production: sound, 13 entries",
        "training: sound, 0",
        "changes: sound, 3 entries",
    ] {
        assert!(output.contains(part), "{part}: {output}");
    }
    let chain = keys(&data).chain().clone();
    for text in [std::fs::read_to_string(&receipt).unwrap(), new[1].clone()] {
        assert!(Receipt::parse(&text).unwrap().verify(&chain).is_ok());
    }
}
