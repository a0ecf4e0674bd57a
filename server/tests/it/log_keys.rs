//! The keys that sign the logs: handed over, killed in between, forged, lost, encrypted, restored.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use luotain::access::Reason;
use luotain::environment::Environment;
use luotain::log::{Change, ChangeAct, Checkpoint, LogKeys, LogName, NoteVerifier, Receipt};
use luotain::service::log_verify::{Witness, verify, verify_changes};
use luotain::service::log_writer::CopyFolder;
use luotain::service::{CheckpointCopy, Entropy, LogWriter, QueryLimits, ServiceSettings};
use luotain::store::{ChangeShelf, LogShelf, Store, StoreShelf};
use luotain_server::launch::{DataFolder, Fixed, Running};
use luotain_server::log_keys::Step;
use luotain_server::system::SystemEntropy;

use crate::log_durable::{Folder, entry};

const PRODUCTION: LogName = LogName::Disclosures(Environment::Production);

fn fixed() -> Fixed {
    Fixed {
        relying_party: "localhost".to_owned(),
        log_origin: "localhost/log".to_owned(),
    }
}

fn open(folder: &Path) -> DataFolder {
    let data = DataFolder::open(folder).unwrap();
    data.fix(&fixed()).unwrap();
    data
}

pub fn copies(folder: &Path) -> PathBuf {
    folder.join("checkpoints")
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_796_000_000, 0).unwrap()
}

fn reason() -> Reason {
    Reason::parse("vuosittainen vaihto").unwrap()
}

async fn close(store: Arc<Store>) {
    Arc::try_unwrap(store).unwrap().close().await;
}

/// Writes entries into the production log, as the service does it; their receipts.
pub async fn written(folder: &Path, numbers: std::ops::Range<u64>) -> Vec<String> {
    let data = open(folder);
    let store = Arc::new(data.open_store().await.unwrap());
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let keys = data
        .log_keys(&fixed(), Environment::Production, &SystemEntropy)
        .unwrap();
    let copy = CopyFolder::open(&copies(folder), Environment::Production).unwrap();
    let shelf = StoreShelf(Arc::clone(&store), Environment::Production);
    let (writer, task) = LogWriter::start(shelf, copy, keys, entropy).await.unwrap();
    let mut receipts = Vec::new();
    for number in numbers {
        let disclosed = writer.disclose(&entry(number), ()).await.unwrap();
        receipts.push(disclosed.receipt().as_str().to_owned());
    }
    drop(writer);
    task.await.unwrap();
    close(store).await;
    receipts
}

/// Starts the service on a folder and ends it again.
pub async fn served(folder: &Path) -> anyhow::Result<String> {
    let data = open(folder);
    let store = data.open_store().await?;
    let settings = ServiceSettings {
        origin: "http://localhost:3000".to_owned(),
        relying_party: "localhost".to_owned(),
        test_persons_only: true,
        hashing_threads: 1,
        limits: QueryLimits::default(),
    };
    let running = Running::start(&data, store, &fixed(), &copies(folder), settings).await?;
    running.service.settle_changes().await;
    let records = running.service.list_log_handovers();
    running.stop().await;
    Ok(records)
}

/// Changes the production log's key; `stop` ends it after that step, as a kill would.
async fn rotate(folder: &Path, at: DateTime<Utc>, stop: Option<Step>) -> anyhow::Result<()> {
    let data = open(folder);
    let store = Arc::new(data.open_store().await?);
    let place = copies(folder);
    let change = data.key_change(&fixed(), PRODUCTION, &store, &place)?;
    let after = |step: Step| {
        if Some(step) == stop {
            anyhow::bail!("killed")
        }
        Ok(())
    };
    let changed = change.rotate(&reason(), at, &SystemEntropy, after).await;
    close(store).await;
    changed.map(drop)
}

pub fn keys(folder: &Path) -> LogKeys {
    open(folder)
        .log_keys(&fixed(), Environment::Production, &SystemEntropy)
        .unwrap()
}

/// How often the change log tells that the production log's key was handed over.
async fn told(store: &Arc<Store>) -> usize {
    let shelf = ChangeShelf(Arc::clone(store));
    let batches = shelf.list_batches(0, 1_000).await.unwrap();
    let contents = batches.iter().filter_map(|batch| batch.content.as_ref());
    contents
        .flat_map(|content| content.payloads())
        .map(|payload| Change::decode(payload).unwrap())
        .filter(|change| {
            change.act == ChangeAct::LogKeyHandedOver && change.reason.as_deref() == Some(reason().as_str())
        })
        .count()
}

#[tokio::test]
async fn killed_at_any_moment_of_a_change_of_keys_the_folder_starts_and_one_key_signs() {
    let stops = Step::ALL.into_iter().map(Some).chain([None]);
    for stop in stops {
        let folder = Folder::new("rotate-killed");
        let folder = folder.0.as_path();
        let old_receipts = written(folder, 0..5).await;
        let first = keys(folder).signer().verifier().clone();
        let outcome = rotate(folder, now(), stop).await;
        assert_eq!(outcome.is_err(), stop.is_some(), "{stop:?}: {outcome:?}");
        let is_new = stop != Some(Step::KeyWritten);

        // Before the next start, too, there is one key.
        let between = keys(folder);
        assert_eq!(between.signer().verifier() != &first, is_new, "{stop:?}");
        let records = served(folder).await.unwrap();
        let after = keys(folder);
        assert_eq!(between.signer().verifier(), after.signer().verifier(), "{stop:?}");
        assert_eq!(records, after.chain().to_text());
        assert_eq!(after.chain().handovers().len(), usize::from(is_new));
        assert!(!folder.join("keys/production.key.new").exists(), "{stop:?}");
        assert_eq!(
            std::fs::read_to_string(folder.join("keys/production.vkey")).unwrap(),
            after.signer().verifier().to_text()
        );

        // The second place knows the records, and a checkpoint by the key in force.
        let copy = CopyFolder::open(&copies(folder), Environment::Production).unwrap();
        let note = copy.read().await.unwrap().unwrap();
        assert!(
            Checkpoint::open(&note, after.signer().verifier()).is_ok(),
            "{stop:?}"
        );
        if is_new {
            let copied = std::fs::read_to_string(copies(folder).join("production.handovers")).unwrap();
            assert_eq!(copied, records);
            assert!(Checkpoint::open(&note, &first).is_err());
        }

        // The log goes on. Receipts from before hold as those from after do, from either key.
        let new_receipts = written(folder, 5..8).await;
        let chain = keys(folder).chain().clone();
        let from_first = chain.vouched_with(&first).unwrap();
        for text in old_receipts.iter().chain(&new_receipts) {
            let receipt = Receipt::parse(text).unwrap();
            assert!(receipt.verify(&chain).is_ok() && receipt.verify(&from_first).is_ok());
        }
        let newest = Receipt::parse(&new_receipts[2]).unwrap();
        assert_eq!(newest.verify(&first).is_err(), is_new);

        let data = open(folder);
        let store = Arc::new(data.open_store().await.unwrap());
        let shelf = StoreShelf(Arc::clone(&store), Environment::Production);
        let mut witnesses: Vec<Witness> = Witness::of_handovers(&chain).collect();
        witnesses.extend(
            old_receipts
                .iter()
                .map(|text| Witness::parse(text, &chain).unwrap()),
        );
        assert_eq!(verify(&shelf, &witnesses, |_| ()).await.unwrap().size, 8);
        verify_changes(&ChangeShelf(Arc::clone(&store)), &[], |_| ())
            .await
            .unwrap();
        assert_eq!(told(&store).await, usize::from(is_new), "{stop:?}");
        drop(shelf);
        close(store).await;
    }
}

#[tokio::test]
async fn keys_change_again_and_again_but_not_with_a_clock_that_went_back() {
    let folder = Folder::new("rotate-again");
    let folder = folder.0.as_path();
    let mut receipts = Vec::new();
    for round in 0..3 {
        receipts.extend(written(folder, round * 2..round * 2 + 2).await);
        let at = now() + chrono::TimeDelta::days(i64::try_from(round).unwrap());
        rotate(folder, at, None).await.unwrap();
    }
    let chain = keys(folder).chain().clone();
    assert_eq!(chain.handovers().len(), 3);
    for text in &receipts {
        assert!(Receipt::parse(text).unwrap().verify(&chain).is_ok());
    }
    let refused = rotate(folder, now(), None).await.unwrap_err().to_string();
    assert!(refused.contains("made earlier"), "{refused}");
    assert_eq!(keys(folder).chain(), &chain);
    served(folder).await.unwrap();
}

pub fn program(folder: &Path, words: &[&str], more: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luotain"));
    command.args(words).arg("--data").arg(folder).args(more);
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

pub fn accepted(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    said(output)
}

fn refused(output: &Output) -> String {
    assert!(!output.status.success(), "{}", said(output));
    said(output)
}

#[tokio::test]
async fn the_command_hands_over_and_another_language_follows_from_the_first_key() {
    let folder = Folder::new("rotate-command");
    let folder = folder.0.as_path();
    let old = written(folder, 0..300).await;
    let first = std::fs::read_to_string(folder.join("keys/production.vkey")).unwrap();
    let held = open(folder);
    let words = ["keys", "rotate", "--reason", "vuosittainen vaihto"];
    assert!(refused(&program(folder, &words, &[])).contains("in use by another luotain"));
    // The public keys may be asked for all the same.
    assert_eq!(
        accepted(&program(folder, &["keys", "show", "--log", "production"], &[])).trim(),
        first
    );
    drop(held);
    assert!(
        refused(&program(
            folder,
            &["keys", "rotate", "--reason", "010190-999W"],
            &[]
        ))
        .contains("the reason")
    );
    let output = accepted(&program(folder, &words, &[]));
    for part in [
        "production: handed over at 300 entries",
        "training: ",
        "changes: ",
        &first,
        "safe",
    ] {
        assert!(output.contains(part), "{part}: {output}");
    }
    let new = written(folder, 300..310).await;
    let list = accepted(&program(folder, &["keys", "list"], &[]));
    for part in [
        first.as_str(),
        "until entry 300",
        "signed by both keys: vuosittainen vaihto",
        "in force",
    ] {
        assert!(list.contains(part), "{part}: {list}");
    }

    for (name, text) in [("old", &old[7]), ("new", &new[3])] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let (old, new) = (folder.join("old"), folder.join("new"));
    let against: [&Path; 4] = ["--against".as_ref(), &old, "--against".as_ref(), &new];
    let output = accepted(&program(folder, &["log", "verify"], &against));
    assert!(output.contains("production: sound, 310 entries"), "{output}");

    let tiles = folder.join("tiles");
    accepted(&program(
        folder,
        &["log", "export"],
        &["--tiles".as_ref(), &tiles],
    ));
    let log = tiles.join("production");
    let python = |more: &[&Path]| {
        let verifier = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tools/verify_receipt.py");
        let mut command = Command::new("python3");
        command.arg(verifier).arg("--key").arg(&first).args(more);
        command.output().unwrap()
    };
    accepted(&python(&[&old]));
    assert!(refused(&python(&[&new])).contains("no given key has signed"));
    let records = log.join("handovers");
    let all: [&Path; 6] = [
        "--handovers".as_ref(),
        &records,
        "--tiles".as_ref(),
        &log,
        &old,
        &new,
    ];
    let output = accepted(&python(&all));
    assert!(output.contains("entry 303 of"), "{output}");
    // One bit of a record.
    let text = std::fs::read_to_string(&records).unwrap();
    std::fs::write(&records, text.replacen("vaihto", "vaihdo", 1)).unwrap();
    assert!(refused(&python(&all)).contains("hand-over 1"));
}

/// What the program says that does not start on a folder.
fn start_refusal(folder: &Path) -> String {
    let words = [
        "username",
        "open",
        "--origin",
        "http://localhost:3000",
        "--checked",
        "passi",
    ];
    let said = refused(&program(folder, &words, &["nobody".as_ref()]));
    assert!(!said.contains("there is no username"), "it started: {said}");
    said
}

/// A folder whose production key was changed twice, with a receipt from before.
async fn changed_twice(name: &str) -> (Folder, PathBuf) {
    let folder = Folder::new(name);
    let receipts = written(&folder.0, 0..4).await;
    rotate(&folder.0, now(), None).await.unwrap();
    written(&folder.0, 4..6).await;
    rotate(&folder.0, now(), None).await.unwrap();
    let receipt = folder.0.join("kept.tlog-proof");
    std::fs::write(&receipt, &receipts[1]).unwrap();
    (folder, receipt)
}

/// The records of a file, one by one.
fn records(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let (first, second) = text.split_once("\n\nluotain").unwrap();
    vec![format!("{first}\n"), format!("luotain{second}")]
}

#[tokio::test]
async fn a_missing_forged_or_misplaced_hand_over_is_named_and_stops_the_start() {
    let (folder, receipt) = changed_twice("rotate-forged").await;
    let folder = folder.0.as_path();
    let (own, copy) = (
        folder.join("keys/production.handovers"),
        copies(folder).join("production.handovers"),
    );
    let whole = std::fs::read_to_string(&own).unwrap();
    let all = records(&own);
    let verify = || program(folder, &["log", "verify"], &["--against".as_ref(), &receipt]);
    accepted(&verify());
    let forged = all[0].replacen("vaihto", "vaihdo", 1);
    for (text, reason) in [
        (all[1].clone(), "are not those in"),
        (all[0].clone(), "is not the key in force"),
        (String::new(), "are not those in"),
        (format!("{}\n{}", all[1], all[0]), "hand-over 2"),
        (format!("{forged}\n{}", all[1]), "hand-over 1"),
        ("nothing\n".to_owned(), "hand-over 1"),
    ] {
        std::fs::write(&own, &text).unwrap();
        if text.is_empty() {
            // No record at all, while the second place has them: the folder was restored with its
            // key alone, and takes them from there.
            accepted(&verify());
            assert_eq!(std::fs::read_to_string(&own).unwrap(), whole);
            continue;
        }
        let output = refused(&verify());
        assert!(
            output.contains("production: NOT SOUND: its keys") && output.contains(reason),
            "{reason}: {output}"
        );
        let start = start_refusal(folder);
        assert!(start.contains(reason), "{reason}: {start}");
    }
    std::fs::write(&own, &whole).unwrap();
    accepted(&verify());

    // The same in the second place; what it lacks is added.
    for (text, reason) in [
        (all[1].clone(), "are not those in"),
        (format!("{forged}\n{}", all[1]), "hand-over 1"),
    ] {
        std::fs::write(&copy, &text).unwrap();
        let output = refused(&verify());
        assert!(output.contains(reason), "{reason}: {output}");
    }
    for text in [all[0].as_str(), ""] {
        std::fs::write(&copy, text).unwrap();
        served(folder).await.unwrap();
        assert_eq!(std::fs::read_to_string(&copy).unwrap(), whole);
    }

    // The oldest record taken from both places: the change log tells of the key that it brought, and
    // a receipt from before has no key any more.
    std::fs::remove_file(&own).unwrap();
    std::fs::remove_file(&copy).unwrap();
    let output = refused(&verify());
    for part in [
        "the change log tells of a change to",
        "no receipt or checkpoint of this log",
    ] {
        assert!(output.contains(part), "{part}: {output}");
    }
}

#[tokio::test]
async fn an_older_kept_key_does_not_start_a_folder_whose_second_place_knows_a_later_one() {
    let folder = Folder::new("rotate-older");
    let folder = folder.0.as_path();
    written(folder, 0..3).await;
    let old = std::fs::read(folder.join("keys/production.key")).unwrap();
    rotate(folder, now(), None).await.unwrap();
    let new = std::fs::read(folder.join("keys/production.key")).unwrap();
    assert_ne!(old, new);
    std::fs::write(folder.join("keys/production.key"), &old).unwrap();
    let start = start_refusal(folder);
    assert!(start.contains("is not the key in force"), "{start}");
    std::fs::remove_file(folder.join("keys/production.handovers")).unwrap();
    std::fs::remove_file(folder.join("keys/production.vkey")).unwrap();
    let start = start_refusal(folder);
    assert!(start.contains("tells of a later key"), "{start}");
    // The new key alone: the records come from the second place.
    std::fs::write(folder.join("keys/production.key"), &new).unwrap();
    served(folder).await.unwrap();
    assert_eq!(keys(folder).chain().handovers().len(), 1);
}

#[tokio::test]
async fn a_lost_key_is_replaced_openly_and_nobody_vouches_for_the_new_one() {
    let folder = Folder::new("rotate-lost");
    let folder = folder.0.as_path();
    let old = written(folder, 0..4).await;
    let lost = keys(folder).signer().verifier().clone();
    let words = [
        "keys",
        "replace-lost",
        "--log",
        "production",
        "--reason",
        "avain tuhoutui",
    ];
    assert!(refused(&program(folder, &words, &[])).contains("luotain keys rotate"));
    std::fs::remove_file(folder.join("keys/production.key")).unwrap();
    let start = start_refusal(folder);
    assert!(start.contains("replace-lost"), "{start}");
    // Only the log's own last key can be said to be lost.
    let foreign = "localhost/log/training+0+0";
    assert!(refused(&program(folder, &words, &["--lost".as_ref(), foreign.as_ref()])).contains("lost key"));
    let training = std::fs::read_to_string(folder.join("keys/production.vkey")).unwrap();
    assert_eq!(training, lost.to_text());

    let output = accepted(&program(folder, &words, &[]));
    assert!(output.contains("has not signed"), "{output}");
    served(folder).await.unwrap();
    let new = written(folder, 4..6).await;
    let chain = keys(folder).chain().clone();
    let (old, new) = (Receipt::parse(&old[2]).unwrap(), Receipt::parse(&new[1]).unwrap());
    assert!(old.verify(&chain).is_ok() && new.verify(&chain).is_ok());
    let trusted = chain.vouched_with(&lost).unwrap();
    assert!(old.verify(&trusted).is_ok() && new.verify(&trusted).is_err());
    accepted(&program(folder, &["log", "verify"], &[]));
    let list = accepted(&program(folder, &["keys", "list"], &[]));
    assert!(
        list.contains("was lost and has not signed: avain tuhoutui"),
        "{list}"
    );
}

#[tokio::test]
async fn keys_are_encrypted_handed_over_and_decrypted_again_and_open_with_their_passphrase_only() {
    let folder = Folder::new("rotate-encrypted");
    let folder = folder.0.as_path();
    written(folder, 0..2).await;
    let secret = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        file
    };
    let right = secret("right", "neljä sattumanvaraista sanaa\n");
    let wrong = secret("wrong", "viisi sattumanvaraista sanaa tässä\n");
    let flag: &Path = "--key-passphrase-file".as_ref();
    assert!(refused(&program(folder, &["keys", "encrypt"], &[])).contains("--key-passphrase-file"));
    let output = accepted(&program(folder, &["keys", "encrypt"], &[flag, &right]));
    assert!(output.contains("production.key: encrypted"), "{output}");
    let key = folder.join("keys/production.key");
    let text = std::fs::read_to_string(&key).unwrap();
    assert!(text.starts_with("luotain encrypted log key v1") && !text.contains("PRIVATE"));
    assert_eq!(
        std::fs::metadata(&key).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(accepted(&program(folder, &["keys", "encrypt"], &[flag, &right])).contains("nothing to do"));
    assert!(accepted(&program(folder, &["keys", "list"], &[])).contains("(encrypted)"));

    let verify = ["log", "verify"];
    assert!(refused(&program(folder, &verify, &[])).contains("key-passphrase-file"));
    assert!(refused(&program(folder, &verify, &[flag, &wrong])).contains("does not open"));
    accepted(&program(folder, &verify, &[flag, &right]));
    std::fs::set_permissions(&right, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(refused(&program(folder, &verify, &[flag, &right])).contains("chmod 600"));
    // A credential of systemd shows the mask of its access list in the group's place.
    for (mode, is_taken) in [(0o440, true), (0o444, false), (0o460, false)] {
        std::fs::set_permissions(&right, std::fs::Permissions::from_mode(mode)).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_luotain"))
            .args(["log", "verify", "--data"])
            .arg(folder)
            .env("LUOTAIN_KEY_PASSPHRASE_FILE", &right)
            .env("CREDENTIALS_DIRECTORY", folder)
            .output()
            .unwrap();
        assert_eq!(output.status.success(), is_taken, "{mode:o}: {}", said(&output));
    }
    std::fs::set_permissions(&right, std::fs::Permissions::from_mode(0o600)).unwrap();

    // The next key is encrypted, too.
    let rotate = ["keys", "rotate", "--reason", "vuosittainen vaihto"];
    assert!(refused(&program(folder, &rotate, &[flag, &wrong])).contains("does not open"));
    accepted(&program(folder, &rotate, &[flag, &right]));
    assert!(
        std::fs::read_to_string(&key)
            .unwrap()
            .starts_with("luotain encrypted")
    );
    accepted(&program(folder, &verify, &[flag, &right]));

    assert!(refused(&program(folder, &["keys", "decrypt"], &[flag, &wrong])).contains("does not open"));
    accepted(&program(folder, &["keys", "decrypt"], &[flag, &right]));
    assert!(std::fs::read_to_string(&key).unwrap().starts_with("PRIVATE+KEY+"));
    served(folder).await.unwrap();
    let data = open(folder);
    let store = Arc::new(data.open_store().await.unwrap());
    let shelf = ChangeShelf(Arc::clone(&store));
    let batches = shelf.list_batches(0, 100).await.unwrap();
    let acts: Vec<ChangeAct> = batches
        .iter()
        .filter_map(|batch| batch.content.as_ref())
        .flat_map(|content| content.payloads())
        .map(|payload| Change::decode(payload).unwrap().act)
        .collect();
    let count = |act| acts.iter().filter(|found| **found == act).count();
    // Only the keys that there were: the training log and the change log had none at first.
    assert!(count(ChangeAct::LogKeyFileChanged) >= 2, "{acts:?}");
    assert_eq!(count(ChangeAct::LogKeyHandedOver), 3, "{acts:?}");
    drop(shelf);
    close(store).await;
}

#[tokio::test]
async fn backups_carry_the_records_and_restores_hold_kept_keys_against_them() {
    let folder = Folder::new("rotate-backup");
    let at = |name: &str| folder.0.join(name);
    let data = at("data");
    std::fs::create_dir_all(&data).unwrap();
    served(&data).await.unwrap();
    let receipts = written(&data, 0..3).await;
    let kept_before = at("kept-before");
    copy(&data.join("keys"), &kept_before);
    rotate(&data, now(), None).await.unwrap();
    served(&data).await.unwrap();
    written(&data, 3..5).await;
    let backups = at("backups");
    accepted(&program(
        &data,
        &["backup", "take"],
        &["--into".as_ref(), &backups],
    ));
    let backup = std::fs::read_dir(&backups)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let restore = |into: &str, keys: &Path| {
        program(
            &at(into),
            &["backup", "restore"],
            &[&backup, "--keys".as_ref(), keys],
        )
    };
    // The key from before the change is not the one that the backup's log goes on with.
    assert!(refused(&restore("a", &kept_before)).contains("is not the key to which the hand-overs lead"));
    assert!(!at("a").exists());
    // The key alone is enough: the records are in the backup.
    let key_only = at("key-only");
    copy(&data.join("keys"), &key_only);
    for log in ["production", "training", "changes"] {
        for end in ["handovers", "vkey"] {
            let _ = std::fs::remove_file(key_only.join(format!("{log}.{end}")));
        }
    }
    for (into, kept) in [("b", &key_only), ("c", &data.join("keys"))] {
        accepted(&restore(into, kept));
        copy(&copies(&data), &copies(&at(into)));
        served(&at(into)).await.unwrap();
        let chain = keys(&at(into)).chain().clone();
        assert_eq!(chain.handovers().len(), 1);
        assert!(Receipt::parse(&receipts[0]).unwrap().verify(&chain).is_ok());
        accepted(&program(&at(into), &["log", "verify"], &[]));
    }
}

/// Copies the files of a folder.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn a_key_of_another_log_does_not_sign_this_one() {
    let folder = Folder::new("rotate-foreign");
    let data = open(&folder.0);
    data.log_keys(&fixed(), Environment::Training, &SystemEntropy)
        .unwrap();
    let keys = folder.0.join("keys");
    std::fs::copy(keys.join("training.key"), keys.join("production.key")).unwrap();
    let refused = data.log_keys(&fixed(), Environment::Production, &SystemEntropy);
    let said = refused.unwrap_err().to_string();
    assert!(said.contains("is the key of localhost/log/training"), "{said}");
    assert!(NoteVerifier::parse(&std::fs::read_to_string(keys.join("training.vkey")).unwrap()).is_ok());
}
