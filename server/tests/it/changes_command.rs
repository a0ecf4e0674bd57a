//! `luotain log` on the change log, and what another language reads of it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use luotain::log::{Change, ChangeAct, Detail, LogName, Subject};
use luotain::service::log_writer::CopyFolder;
use luotain::service::{ChangeWriter, Entropy};
use luotain::store::Waiting;
use luotain_server::launch::{DataFolder, Fixed};
use luotain_server::system::SystemEntropy;

use crate::log_durable::Folder;

fn program(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_luotain"))
        .args(arguments)
        .output()
        .unwrap()
}

#[tokio::test]
async fn the_command_verifies_and_exports_the_change_log_and_another_language_reads_the_tiles() {
    let folder = Folder::new("changes-command");
    let data = DataFolder::open(&folder.0).unwrap();
    let fixed = Fixed {
        relying_party: "localhost".to_owned(),
        log_origin: "localhost/log".to_owned(),
    };
    data.fix(&fixed).unwrap();
    let store = Arc::new(data.open_store().await.unwrap());
    let change = |number: u8| Change {
        id: [number; 16],
        time_micros: 1_790_000_000_000_000 + i64::from(number),
        act: ChangeAct::RegisterImported,
        actor: None,
        actor_organisation: None,
        subject: Subject::Register("training".to_owned()),
        organisation: None,
        details: vec![Detail::after("records", number.to_string())],
        reason: None,
        source_address: String::new(),
        request_id: String::new(),
    };
    // As a command leaves them: they wait for the next start.
    let waiting: Vec<Waiting> = (0..40)
        .map(|number| Waiting::new(&change(number), u64::from(number)).unwrap())
        .collect();
    store.create_changes(&waiting).await.unwrap();
    let signer = data.signer(&fixed, LogName::Changes, &SystemEntropy).unwrap();
    let copy = CopyFolder::open(&folder.0.join("checkpoints"), LogName::Changes).unwrap();
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let (writer, task) = ChangeWriter::start(Arc::clone(&store), copy, signer, entropy)
        .await
        .unwrap();
    writer.settle().await;
    drop(writer);
    task.await.unwrap();
    Arc::try_unwrap(store).unwrap().close().await;
    drop(data);

    let arguments = |verb: &'static str| {
        vec![
            Path::new("log"),
            Path::new(verb),
            Path::new("--data"),
            &folder.0,
            Path::new("--log"),
            Path::new("changes"),
        ]
    };
    let said = |output: &Output| {
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    let output = program(&arguments("verify"));
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("changes: sound, 40 entries (40 with payload)"),
        "{}",
        said(&output)
    );
    let tiles = folder.0.join("tiles");
    let mut export = arguments("export");
    export.extend([Path::new("--tiles"), tiles.as_path()]);
    let output = program(&export);
    assert!(output.status.success(), "{}", said(&output));
    let verifier = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tools/verify_receipt.py");
    let output = Command::new("python3")
        .arg(verifier)
        .arg("--key")
        .arg(folder.0.join("keys/changes.vkey"))
        .arg("--tiles")
        .arg(tiles.join("changes"))
        .output()
        .unwrap();
    assert!(
        output.status.success() && said(&output).contains("40 entries"),
        "{}",
        said(&output)
    );
    // The second place was emptied: the log is not taken for sound.
    for name in ["changes.checkpoint", "changes.checkpoint.synced"] {
        let _ = std::fs::remove_file(folder.0.join("checkpoints").join(name));
    }
    let output = program(&arguments("verify"));
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("changes: NOT SOUND: no copied checkpoint"),
        "{}",
        said(&output)
    );
}
