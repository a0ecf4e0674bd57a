//! Whoever changes the log is found, and where.

use surrealdb::types::{Bytes, RecordId, SurrealValue};

use super::*;
use crate::log::commitment::{COMMITMENT_LENGTH, SALT_LENGTH};
use crate::log::{Checkpoint, Commitment, Frontier, Salt};
use crate::service::CheckpointCopy;
use crate::service::log_verify::{LogFault, Verified, Witness, verify};
use crate::service::log_writer::LogError;
use crate::store::query::values;
use crate::store::{LogHead, LogShelf, StoredBatch, StoredContent};

/// 300 entries; the batches begin at 0, 1, 3, 6, 46, 110, 117, 217, 257 and 262.
const BATCHES: [u64; 10] = [1, 2, 3, 40, 64, 7, 100, 40, 5, 38];

/// Commitment, salt and payload of an entry.
type Parts = (Vec<u8>, Vec<u8>, Vec<u8>);

/// The rows of a log, to be changed.
#[derive(Clone)]
struct Rows {
    batches: Vec<StoredBatch>,
    head: LogHead,
}

impl Rows {
    async fn read(store: &Arc<Store>) -> Self {
        let shelf = shelf(store);
        Self {
            batches: shelf.list_batches(0, 1_000).await.unwrap(),
            head: shelf.find_head().await.unwrap(),
        }
    }

    /// Puts these rows in the place of all that are there.
    async fn put(self, store: &Store) {
        for table in ["log_batch", "log_payload", "log_head"] {
            execute(store, &format!("DELETE {table}"), Object::new()).await;
        }
        for batch in self.batches {
            let first = i64::try_from(batch.first).unwrap();
            // Content alone stands for a batch whose row was taken away.
            if batch.count > 0 {
                let sql = "CREATE $id SET count = $count, commitments = $commitments, root = $root";
                let bound = values([
                    ("id", RecordId::new("log_batch", first).into_value()),
                    ("count", i64::from(batch.count).into_value()),
                    ("commitments", Bytes::from(batch.commitments).into_value()),
                    ("root", Bytes::from(batch.root).into_value()),
                ]);
                execute(store, sql, bound).await;
            }
            if let Some(content) = batch.content {
                let sql = "CREATE $id SET salts = $salts, payloads = $payloads, last_time = $last_time";
                let bound = values([
                    ("id", RecordId::new("log_payload", first).into_value()),
                    ("salts", Bytes::from(content.salts).into_value()),
                    ("payloads", Bytes::from(content.payloads).into_value()),
                    ("last_time", content.last_time.into_value()),
                ]);
                execute(store, sql, bound).await;
            }
        }
        let sql = "CREATE log_head:head SET size = $size, last_time = $last_time, frontier = $frontier";
        let bound = values([
            ("size", i64::try_from(self.head.size).unwrap().into_value()),
            ("last_time", self.head.last_time.into_value()),
            ("frontier", Bytes::from(self.head.frontier).into_value()),
        ]);
        execute(store, sql, bound).await;
    }

    /// The batch that holds an entry, and the entry's place in it.
    fn find(&mut self, index: u64) -> (&mut StoredBatch, usize) {
        let batch = self
            .batches
            .iter_mut()
            .rfind(|batch| batch.first <= index)
            .unwrap();
        let place = usize::try_from(index - batch.first).unwrap();
        (batch, place)
    }

    /// The batch that begins with an entry.
    fn batch(&mut self, first: u64) -> &mut StoredBatch {
        let (batch, place) = self.find(first);
        assert_eq!(place, 0);
        batch
    }

    fn content(&mut self, first: u64) -> &mut StoredContent {
        self.batch(first).content.as_mut().unwrap()
    }

    fn remove(&mut self, first: u64) {
        self.batches.retain(|batch| batch.first != first);
    }

    /// The entries of a batch: commitment, salt, payload.
    fn entries(batch: &StoredBatch) -> Vec<Parts> {
        let content = batch.content.as_ref().unwrap();
        let mut payloads = content.payloads.as_slice();
        let commitments = batch.commitments.chunks(COMMITMENT_LENGTH);
        let salts = content.salts.chunks(SALT_LENGTH);
        let mut entries = Vec::new();
        for (commitment, salt) in commitments.zip(salts) {
            let (length, rest) = payloads.split_first_chunk::<4>().unwrap();
            let (payload, rest) = rest.split_at(u32::from_be_bytes(*length) as usize);
            payloads = rest;
            entries.push((commitment.to_vec(), salt.to_vec(), payload.to_vec()));
        }
        entries
    }

    fn set_entries(batch: &mut StoredBatch, entries: &[Parts]) {
        batch.count = u32::try_from(entries.len()).unwrap();
        batch.commitments = entries
            .iter()
            .flat_map(|(commitment, ..)| commitment.clone())
            .collect();
        let content = batch.content.as_mut().unwrap();
        content.salts = entries.iter().flat_map(|(_, salt, _)| salt.clone()).collect();
        content.payloads = entries
            .iter()
            .flat_map(|(.., payload)| {
                let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
                [length.as_slice(), payload].concat()
            })
            .collect();
    }

    /// Puts another entry in the place of one, with a commitment that fits.
    fn replace(&mut self, index: u64) {
        let (batch, place) = self.find(index);
        let mut entries = Self::entries(batch);
        let forged = Entry {
            purpose: "something else".to_owned(),
            ..entry(index)
        };
        let payload = forged.encode().unwrap();
        let salt = Salt::from_bytes([1; 32]);
        let commitment = Commitment::new(&salt, &payload);
        entries[place] = (commitment.as_bytes().to_vec(), salt.as_bytes().to_vec(), payload);
        Self::set_entries(batch, &entries);
    }

    /// Computes the roots of the batches from `first` on up to `end`, as one would who has the
    /// disk; all of them and the head with it, if `end` is the end.
    fn compute(&mut self, first: u64, end: u64) {
        let mut frontier = Frontier::new();
        for batch in &mut self.batches {
            for (commitment, ..) in Self::entries(batch) {
                let commitment = Commitment::from_bytes(commitment.try_into().unwrap()).unwrap();
                frontier.append(commitment.leaf_hash());
            }
            if batch.first >= first && batch.first < end {
                batch.root = frontier.root().as_bytes().to_vec();
            }
        }
        if end >= frontier.size() {
            self.head.size = frontier.size();
            self.head.frontier = frontier.to_bytes();
            self.head.last_time = self.batches.last().unwrap().content.as_ref().unwrap().last_time;
        }
    }
}

/// A log with the receipts of its entries and its second copy, and the folder as it was after
/// 110 entries.
struct Original {
    folder: Folder,
    older: Folder,
    receipts: Vec<Receipt>,
}

impl Original {
    async fn new() -> Self {
        let folder = Folder::new("tamper");
        let store = folder.open().await.unwrap();
        let mut receipts = write(&store, &folder.copies(), 0, &BATCHES[..5]).await;
        close(store).await;
        let older = folder.copied("tamper-older");
        let store = folder.open().await.unwrap();
        receipts.extend(write(&store, &folder.copies(), 110, &BATCHES[5..]).await);
        let firsts: Vec<u64> = Rows::read(&store)
            .await
            .batches
            .iter()
            .map(|batch| batch.first)
            .collect();
        assert_eq!(firsts, [0, 1, 3, 6, 46, 110, 117, 217, 257, 262]);
        close(store).await;
        Self {
            folder,
            older,
            receipts,
        }
    }

    async fn copied_checkpoint(&self) -> Witness {
        let copy = CopyFolder::open(&self.folder.copies(), Environment::Production).unwrap();
        let note = copy.read().await.unwrap().unwrap();
        Witness::parse(&note, signer().verifier()).unwrap()
    }

    fn receipt(&self, index: usize) -> Witness {
        Witness::parse(self.receipts[index].to_text().as_str(), signer().verifier()).unwrap()
    }

    /// Changes the log on the disk, closes and opens it again, and verifies it.
    async fn after(
        &self,
        change: impl FnOnce(&mut Rows),
        witnesses: &[Witness],
    ) -> Result<Verified, LogFault> {
        let folder = self.folder.copied("tampered");
        let store = folder.open().await.unwrap();
        let mut rows = Rows::read(&store).await;
        change(&mut rows);
        rows.put(&store).await;
        close(store).await;
        let store = folder.open().await.unwrap();
        let outcome = verify(&shelf(&store), witnesses, |_| {}).await;
        close(store).await;
        outcome
    }
}

/// The fault in its own words, and the index in it.
fn said(outcome: Result<Verified, LogFault>) -> String {
    match outcome {
        Ok(verified) => format!("sound: {} entries", verified.size),
        Err(fault) => fault.to_string(),
    }
}

const ROOT: &str = "the tree at the end of its batch is not the one stored there: a commitment of the batch, its root, or an earlier batch together with its root was changed";

/// What is done to the log, how, and what the verification then says.
type Case = (&'static str, fn(&mut Rows), String);

#[tokio::test]
async fn every_change_of_one_bit_is_found_with_its_index() {
    let original = Original::new().await;
    let untouched = original
        .after(|_| {}, &[original.copied_checkpoint().await])
        .await;
    assert_eq!(said(untouched), "sound: 300 entries");
    let cases: [Case; 13] = [
        (
            "payload",
            |rows| {
                let (batch, place) = rows.find(60);
                let mut entries = Rows::entries(batch);
                entries[place].2[100] ^= 0x20;
                Rows::set_entries(batch, &entries);
            },
            "entry 60: its payload is not the one committed to".to_owned(),
        ),
        (
            "payload of the first entry",
            |rows| rows.content(0).payloads[4] ^= 1,
            "entry 0: its payload is not the one committed to".to_owned(),
        ),
        (
            "length of a payload",
            |rows| rows.content(257).payloads[3] ^= 1,
            "entry 257: its payload is not the one committed to".to_owned(),
        ),
        (
            "salt",
            |rows| {
                let (batch, place) = rows.find(250);
                batch.content.as_mut().unwrap().salts[place * SALT_LENGTH + 31] ^= 0x80;
            },
            "entry 250: its payload is not the one committed to".to_owned(),
        ),
        (
            "commitment",
            |rows| {
                let (batch, place) = rows.find(7);
                batch.commitments[place * COMMITMENT_LENGTH + 5] ^= 4;
            },
            "entry 7: its payload is not the one committed to".to_owned(),
        ),
        (
            "version of a commitment",
            |rows| {
                let (batch, place) = rows.find(299);
                batch.commitments[place * COMMITMENT_LENGTH] ^= 2;
            },
            "entry 299: its commitment does not read".to_owned(),
        ),
        (
            "number of entries of a batch",
            |rows| rows.batch(117).count ^= 1,
            "entry 117: its batch is torn".to_owned(),
        ),
        (
            "root of a batch",
            |rows| rows.batch(117).root[0] ^= 1,
            format!("entry 117: {ROOT}"),
        ),
        (
            "root of the last batch",
            |rows| rows.batch(262).root[31] ^= 0x80,
            format!("entry 262: {ROOT}"),
        ),
        (
            "node of the stored end of the tree",
            |rows| rows.head.frontier[8 + 40] ^= 1,
            "entry 300: the stored end of the tree is not that of the entries before it".to_owned(),
        ),
        (
            "stored size",
            |rows| rows.head.size ^= 1,
            "entry 300: the head says 301 entries".to_owned(),
        ),
        (
            "time of a batch",
            |rows| rows.content(46).last_time ^= 1 << 20,
            "entry 46: the time stored with its batch or behind it is not that of the entries".to_owned(),
        ),
        (
            "latest time",
            |rows| rows.head.last_time ^= 1,
            "entry 300: the time stored with its batch or behind it is not that of the entries".to_owned(),
        ),
    ];
    for (name, change, expected) in cases {
        assert_eq!(said(original.after(change, &[]).await), expected, "{name}");
    }
}

#[tokio::test]
async fn dropped_moved_and_inserted_entries_are_found_with_the_first_index() {
    let original = Original::new().await;
    let cases: [Case; 12] = [
        (
            "an entry of a batch dropped",
            |rows| {
                let (batch, place) = rows.find(50);
                let mut entries = Rows::entries(batch);
                entries.remove(place);
                Rows::set_entries(batch, &entries);
            },
            format!("entry 46: {ROOT}"),
        ),
        (
            "a batch dropped",
            |rows| rows.remove(110),
            "entry 110: missing (the next stored one is 117)".to_owned(),
        ),
        (
            "the first batch dropped",
            |rows| rows.remove(0),
            "entry 0: missing (the next stored one is 1)".to_owned(),
        ),
        (
            "the last batch dropped",
            |rows| rows.remove(262),
            "entry 262: the head says 300 entries".to_owned(),
        ),
        (
            "the last batch dropped, but for what lies apart",
            |rows| rows.batch(262).count = 0,
            "entry 262: its batch is torn".to_owned(),
        ),
        (
            "commitments cut short",
            |rows| rows.batch(6).commitments.truncate(40 * COMMITMENT_LENGTH - 1),
            "entry 6: its batch is torn".to_owned(),
        ),
        (
            "payloads cut short",
            |rows| {
                let payloads = &mut rows.content(262).payloads;
                payloads.truncate(payloads.len() - 1);
            },
            "entry 299: its payload is not the one committed to".to_owned(),
        ),
        (
            "what lies apart dropped",
            |rows| rows.batch(46).content = None,
            "entry 46: its payload is gone".to_owned(),
        ),
        (
            "what lies apart dropped from the oldest",
            |rows| rows.batch(0).content = None,
            "entry 0: its payload is gone".to_owned(),
        ),
        (
            "two entries exchanged",
            |rows| {
                let (batch, _) = rows.find(6);
                let mut entries = Rows::entries(batch);
                entries.swap(4, 14);
                Rows::set_entries(batch, &entries);
            },
            format!("entry 6: {ROOT}"),
        ),
        (
            "two batches exchanged",
            |rows| {
                let (one, other) = (rows.batch(6).clone(), rows.batch(217).clone());
                *rows.batch(6) = StoredBatch { first: 6, ..other };
                *rows.batch(217) = StoredBatch { first: 217, ..one };
            },
            format!("entry 6: {ROOT}"),
        ),
        (
            "a batch added a second time",
            |rows| {
                let last = rows.batch(262).clone();
                rows.batches.push(StoredBatch { first: 300, ..last });
            },
            format!("entry 300: {ROOT}"),
        ),
    ];
    for (name, change, expected) in cases {
        assert_eq!(said(original.after(change, &[]).await), expected, "{name}");
    }
}

#[tokio::test]
async fn entries_replaced_with_fitting_commitments_are_found() {
    let original = Original::new().await;
    let copied = [original.copied_checkpoint().await];
    let only_commitment = original.after(|rows| rows.replace(60), &[]).await;
    assert_eq!(said(only_commitment), format!("entry 46: {ROOT}"));
    // With the root of its own batch computed anew, the batch behind it contradicts.
    let with_root = |rows: &mut Rows| {
        rows.replace(60);
        rows.compute(46, 110);
    };
    assert_eq!(
        said(original.after(with_root, &[]).await),
        format!("entry 110: {ROOT}")
    );
    // With everything computed anew the log is sound in itself: only what was given out tells.
    let with_all = |rows: &mut Rows| {
        rows.replace(60);
        rows.compute(0, 300);
    };
    assert_eq!(said(original.after(with_all, &[]).await), "sound: 300 entries");
    assert_eq!(
        said(original.after(with_all, &copied).await),
        "entry 0: the log does not extend the given checkpoint of 300 entries"
    );
    // A receipt that still agrees narrows it, and the receipt of the entry itself names it.
    let narrowed = [original.receipt(30), copied[0].clone()];
    assert_eq!(
        said(original.after(with_all, &narrowed).await),
        "entry 46: the log does not extend the given checkpoint of 300 entries"
    );
    assert_eq!(
        said(original.after(with_all, &[original.receipt(60)]).await),
        "entry 60: it is not the one of the given receipt"
    );
}

#[tokio::test]
async fn a_log_cut_to_fit_is_found_by_the_second_copy_and_by_a_receipt() {
    let original = Original::new().await;
    let cut = |rows: &mut Rows| {
        rows.remove(262);
        rows.remove(257);
        rows.compute(0, 300);
    };
    assert_eq!(said(original.after(cut, &[]).await), "sound: 257 entries");
    let expected = "entry 257: the log does not extend the given checkpoint of 300 entries";
    for witness in [original.copied_checkpoint().await, original.receipt(299)] {
        assert_eq!(said(original.after(cut, &[witness]).await), expected);
    }
    // A receipt from before the cut agrees.
    assert_eq!(
        said(original.after(cut, &[original.receipt(100)]).await),
        "sound: 257 entries"
    );
}

#[tokio::test]
async fn a_folder_put_back_is_found_by_the_second_copy_and_by_a_receipt_and_takes_no_entry() {
    let original = Original::new().await;
    let store = original.older.open().await.unwrap();
    let verified = verify(&shelf(&store), &[], |_| {}).await;
    assert_eq!(said(verified), "sound: 110 entries");
    for (witness, size) in [
        (original.copied_checkpoint().await, 300),
        (original.receipt(115), 117),
    ] {
        assert_eq!(
            said(verify(&shelf(&store), &[witness], |_| {}).await),
            format!("entry 110: the log does not extend the given checkpoint of {size} entries")
        );
    }
    let copy = CopyFolder::open(&original.folder.copies(), Environment::Production).unwrap();
    let entropy = Arc::new(Counting(AtomicU64::new(0)));
    let refused = LogWriter::start(shelf(&store), copy, signer(), entropy).await;
    assert!(matches!(
        refused.err(),
        Some(LogError::RolledBack { log: 110, copy: 300 })
    ));
    close(store).await;
}

#[tokio::test]
async fn a_copied_checkpoint_with_any_bit_changed_is_none_of_this_log() {
    let folder = Folder::new("copy");
    let store = folder.open().await.unwrap();
    write(&store, &folder.copies(), 0, &[3]).await;
    let copy = CopyFolder::open(&folder.copies(), Environment::Production).unwrap();
    let note = copy.read().await.unwrap().unwrap();
    assert_eq!(Checkpoint::open(&note, signer().verifier()).unwrap().size(), 3);
    for bit in 0..note.len() * 8 {
        let mut bytes = note.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(changed) = String::from_utf8(bytes) {
            assert!(
                Witness::parse(&changed, signer().verifier()).is_err(),
                "bit {bit}"
            );
        }
    }
    std::fs::write(
        folder.copies().join("production.checkpoint"),
        note.replace('3', "2"),
    )
    .unwrap();
    let entropy = Arc::new(Counting(AtomicU64::new(0)));
    let refused = LogWriter::start(shelf(&store), copy, signer(), entropy).await;
    assert!(matches!(refused.err(), Some(LogError::ForeignCopy)));
    close(store).await;
}
