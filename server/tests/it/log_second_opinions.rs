//! What our log gives out, read by a program in another language: `tools/verify_receipt.py`,
//! with nothing of ours in it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use luotain::environment::Environment;
use luotain::log::tree::{prove_consistency, prove_inclusion, root_of};
use luotain::log::{Checkpoint, Commitment, Hash, NoteSigner, Salt, TileWriter};
use luotain::service::log_writer::CopyFolder;
use luotain::service::{Entropy, LogWriter};
use luotain::store::StoreShelf;
use luotain_server::launch::{DataFolder, Fixed};
use luotain_server::system::SystemEntropy;
use serde_json::{Value, json};

use crate::log_durable::{Folder, entry};

/// The sizes at which tiles fill or begin, and a large one.
const SIZES: [u64; 7] = [1, 2, 3, 255, 256, 257, 100_000];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Runs the verifier. Python 3 belongs to what the tests need: without it they fail.
fn python(arguments: &[&Path]) -> Output {
    Command::new("python3")
        .arg(repository().join("tools/verify_receipt.py"))
        .args(arguments)
        .output()
        .unwrap()
}

fn program(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_luotain"))
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn accepted(output: &Output) -> String {
    let said = said(output);
    assert!(output.status.success(), "{said}");
    said
}

/// What a program says that does not accept something.
fn refused(output: &Output) -> String {
    let said = said(output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    said
}

fn base16(hash: Hash) -> String {
    hash.as_bytes().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn commitment(index: u64) -> Commitment {
    Commitment::new(&Salt::from_bytes([7; 32]), &index.to_be_bytes())
}

fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|index| commitment(index).leaf_hash()).collect()
}

/// A data folder with a production log, written and closed as the server does it; the receipts
/// of its entries.
async fn data_folder(folder: &Folder, count: u64) -> Vec<String> {
    let data = DataFolder::open(&folder.0).unwrap();
    let fixed = Fixed {
        relying_party: "localhost".to_owned(),
        log_origin: "localhost/log".to_owned(),
    };
    data.fix(&fixed).unwrap();
    let store = Arc::new(data.open_store().await.unwrap());
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let mut receipts = Vec::new();
    for environment in Environment::ALL {
        let signer = data.signer(&fixed, environment, &SystemEntropy).unwrap();
        let copy = CopyFolder::open(&folder.0.join("checkpoints"), environment).unwrap();
        let shelf = StoreShelf(Arc::clone(&store), environment);
        let (writer, task) = LogWriter::start(shelf, copy, signer, Arc::clone(&entropy))
            .await
            .unwrap();
        if environment == Environment::Production {
            let asking: Vec<_> = (0..count)
                .map(|number| {
                    let writer = writer.clone();
                    tokio::spawn(async move { writer.disclose(&entry(number), ()).await })
                })
                .collect();
            for asked in asking {
                receipts.push(asked.await.unwrap().unwrap().receipt().as_str().to_owned());
            }
        }
        drop(writer);
        task.await.unwrap();
    }
    Arc::try_unwrap(store).unwrap().close().await;
    receipts
}

#[test]
fn inclusion_and_consistency_proofs_hold_in_another_language() {
    let folder = Folder::new("proofs");
    let mut proofs = Vec::new();
    for size in SIZES {
        let leaves = leaves(size);
        let root = base16(root_of(&leaves));
        for index in [0, 1, 2, size / 3, size / 2, size - 1] {
            let index = index.min(size - 1);
            let proof = prove_inclusion(&leaves, index).unwrap();
            proofs.push(json!({
                "kind": "inclusion", "index": index, "size": size, "root": root,
                "leaf": base16(leaves[usize::try_from(index).unwrap()]),
                "proof": proof.into_iter().map(base16).collect::<Vec<_>>(),
            }));
        }
        for first in SIZES
            .into_iter()
            .chain([100, 99_999])
            .filter(|first| *first <= size)
        {
            let proof = prove_consistency(&leaves, first).unwrap();
            proofs.push(json!({
                "kind": "consistency", "first": first, "second": size, "second_root": root,
                "first_root": base16(root_of(&leaves[..usize::try_from(first).unwrap()])),
                "proof": proof.into_iter().map(base16).collect::<Vec<_>>(),
            }));
        }
    }
    let file = folder.0.join("proofs.json");
    let check = |proofs: &[Value]| {
        std::fs::write(&file, serde_json::to_vec(proofs).unwrap()).unwrap();
        python(&["--proofs".as_ref(), &file])
    };
    assert!(accepted(&check(&proofs)).contains(&format!("{} proofs hold", proofs.len())));
    // Each of them fails when one hash of it is changed, or one is missing.
    for proof in proofs.iter().rev().take(9) {
        let hashes = proof["proof"].as_array().unwrap();
        for place in 0..hashes.len() {
            let mut changed = proof.clone();
            changed["proof"][place] = json!(base16(root_of(&[])));
            refused(&check(&[changed]));
            let mut shorter = proof.clone();
            shorter["proof"].as_array_mut().unwrap().remove(place);
            refused(&check(&[shorter]));
        }
    }
}

#[test]
fn tiles_of_logs_of_many_sizes_hold_in_another_language() {
    for size in SIZES {
        let folder = Folder::new("tiles");
        let put = |path: &str, content: &[u8]| {
            let path = folder.0.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        };
        let mut tiles = TileWriter::new();
        for index in 0..size {
            for file in tiles.append(&commitment(index)) {
                put(&file.path, &file.content);
            }
        }
        for file in tiles.partial() {
            put(&file.path, &file.content);
        }
        let signer = NoteSigner::from_seed("localhost/log/production", [9; 32]).unwrap();
        let head = Checkpoint::new("localhost/log/production", size, root_of(&leaves(size))).unwrap();
        put("checkpoint", head.sign(&signer).unwrap().as_bytes());
        put("key", signer.verifier().to_text().as_bytes());
        let output = python(&[
            "--key".as_ref(),
            &folder.0.join("key"),
            "--tiles".as_ref(),
            &folder.0,
        ]);
        assert!(accepted(&output).contains(&format!("{size} entries")));
    }
}

#[tokio::test]
async fn an_exported_log_and_its_receipts_hold_in_another_language_and_nothing_changed_does() {
    let folder = Folder::new("export");
    let receipts = data_folder(&folder, 300).await;
    let tiles = folder.0.join("tiles");
    let output = program(&[
        "log".as_ref(),
        "export".as_ref(),
        "--data".as_ref(),
        &folder.0,
        "--tiles".as_ref(),
        &tiles,
    ]);
    assert!(accepted(&output).contains("production: 300 entries"));
    let key = folder.0.join("keys/production.vkey");
    let log = tiles.join("production");
    let receipt = folder.0.join("a.tlog-proof");
    std::fs::write(&receipt, &receipts[250]).unwrap();
    let copied = folder.0.join("checkpoints/production.checkpoint");
    let arguments: [&Path; 7] = [
        "--key".as_ref(),
        &key,
        "--tiles".as_ref(),
        &log,
        "--against".as_ref(),
        &copied,
        &receipt,
    ];
    let output = accepted(&python(&arguments));
    assert!(output.contains("entry 250 of 300"), "{output}");
    assert!(output.contains("\"purpose\": \"purpose\""), "{output}");
    // The training log has no entry; its checkpoint is one all the same.
    accepted(&python(&[
        "--key".as_ref(),
        &folder.0.join("keys/training.vkey"),
        "--tiles".as_ref(),
        &tiles.join("training"),
    ]));

    // One bit, anywhere.
    for (path, place, reason) in [
        (log.join("tile/0/000"), 4_000, "does not hold the hashes"),
        (log.join("tile/0/001.p/44"), 7, "does not hold the hashes"),
        (log.join("tile/1/000.p/1"), 31, "does not hold the hashes"),
        (log.join("tile/entries/000"), 1_000, "does not hold the hashes"),
        (log.join("tile/entries/001.p/44"), 1, "is not a commitment"),
        (log.join("checkpoint"), 30, "DOES NOT HOLD"),
        (copied.clone(), 40, "DOES NOT HOLD"),
        (receipt.clone(), 74, "does not lead from the entry to the root"),
    ] {
        let bytes = std::fs::read(&path).unwrap();
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        std::fs::write(&path, changed).unwrap();
        let output = refused(&python(&arguments));
        assert!(output.contains(reason), "{}: {output}", path.display());
        std::fs::write(&path, bytes).unwrap();
    }
    // A receipt of another log under the same name and key.
    let other = Folder::new("export-other");
    std::fs::create_dir_all(other.0.join("keys")).unwrap();
    for kind in ["key", "vkey"] {
        let name = format!("keys/production.{kind}");
        std::fs::copy(folder.0.join(&name), other.0.join(&name)).unwrap();
    }
    let others = data_folder(&other, 10).await;
    std::fs::write(&receipt, &others[3]).unwrap();
    let output = refused(&python(&arguments));
    assert!(output.contains("does not extend"), "{output}");
    accepted(&python(&["--key".as_ref(), &key, &receipt]));
}

#[test]
fn frozen_receipts_say_the_same_in_another_language() {
    let text = std::fs::read(repository().join("src/log/golden/v1.json")).unwrap();
    let golden: Value = serde_json::from_slice(&text).unwrap();
    let folder = Folder::new("golden");
    let key = folder.0.join("key");
    std::fs::write(&key, golden["key"].as_str().unwrap()).unwrap();
    for vector in golden["vectors"].as_array().unwrap() {
        let file = folder.0.join("receipt.tlog-proof");
        std::fs::write(&file, vector["receipt"].as_str().unwrap()).unwrap();
        let output = accepted(&python(&["--key".as_ref(), &key, &file]));
        let entry = &output[output.find("\n{").unwrap()..];
        let entry: Value = serde_json::from_str(entry).unwrap();
        assert_eq!(entry, vector["entry"], "{}", vector["name"]);
    }
}

#[tokio::test]
async fn the_command_says_not_sound_for_a_changed_copy_a_lost_copy_and_a_foreign_receipt() {
    let folder = Folder::new("command");
    let receipts = data_folder(&folder, 5).await;
    let receipt = folder.0.join("kept.tlog-proof");
    std::fs::write(&receipt, &receipts[2]).unwrap();
    let verify = || {
        program(&[
            "log".as_ref(),
            "verify".as_ref(),
            "--data".as_ref(),
            &folder.0,
            "--against".as_ref(),
            &receipt,
        ])
    };
    let output = accepted(&verify());
    assert!(
        output.contains("production: sound, 5 entries (5 with payload)"),
        "{output}"
    );

    let copied = folder.0.join("checkpoints/production.checkpoint");
    let note = std::fs::read_to_string(&copied).unwrap();
    std::fs::write(&copied, note.replacen("\n5\n", "\n4\n", 1)).unwrap();
    let output = refused(&verify());
    assert!(
        output.contains("production: NOT SOUND: the copied checkpoint in"),
        "{output}"
    );
    // A copy that a crash tore gives way to the older, synced one; with neither there is none.
    std::fs::write(&copied, [0xff, 0xfe]).unwrap();
    accepted(&verify());
    let synced = folder.0.join("checkpoints/production.checkpoint.synced");
    std::fs::remove_file(&synced).unwrap();
    assert!(refused(&verify()).contains("production: NOT SOUND: the copied checkpoint in"));
    std::fs::remove_file(&copied).unwrap();
    assert!(refused(&verify()).contains("production: NOT SOUND: no copied checkpoint in"));
    std::fs::write(&copied, note).unwrap();

    std::fs::write(&receipt, receipts[2].replacen("index 2", "index 3", 1)).unwrap();
    let output = refused(&verify());
    assert!(
        output.contains("NOT SOUND: no receipt or checkpoint of this log"),
        "{output}"
    );
    // Nothing is exported of a log that is not sound.
    std::fs::write(&copied, "nothing").unwrap();
    let output = program(&[
        "log".as_ref(),
        "export".as_ref(),
        "--data".as_ref(),
        &folder.0,
        "--tiles".as_ref(),
        &folder.0.join("tiles"),
    ]);
    assert!(refused(&output).contains("nothing is exported"));
    assert!(!folder.0.join("tiles/production").exists());
}
