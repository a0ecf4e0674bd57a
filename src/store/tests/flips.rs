//! Random bytes of a data folder are changed. Whatever the byte: the store does not open, or
//! verification or a read fails, or every read gives what it gave before. Never a silent
//! difference.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use surrealdb::Surreal;
use surrealdb::types::{Object, SurrealValue, Value};

use super::*;
use crate::service::CheckpointCopy;
use crate::service::log_verify::{Witness, verify};
use crate::store::query::{run, values};
use crate::synthetic::population;

/// How many bytes are changed if the variable `LUOTAIN_FLIPS` says nothing.
const FLIPS: u64 = 100;

const REGISTER: [&str; 7] = [
    "person",
    "building",
    "apartment",
    "property",
    "log_batch",
    "log_payload",
    "log_head",
];
const DIRECTORY: [&str; 7] = [
    "organisation",
    "permit",
    "username",
    "security_key",
    "session",
    "bulletin",
    "audit",
];

/// What one changed byte led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Our own check or the engine does not open the store.
    Refused,
    /// The store opens, and verification of the log fails.
    Unsound,
    /// The store opens, and a read fails.
    ReadFails,
    /// Every read gives what it gave before.
    Equal,
    /// A read gives something else, and nothing tells.
    Silent,
}

/// Every row of every table, read one after another and each by its id.
type Dump = Vec<String>;

async fn dump(store: &Store) -> Result<Dump, crate::store::StoreError> {
    let mut all = Vec::new();
    let places = [
        (&store.production, REGISTER),
        (&store.training, REGISTER),
        (&store.directory, DIRECTORY),
    ];
    for (database, tables) in places {
        for table in tables {
            let rows = rows(database, &format!("SELECT * FROM {table}"), Object::new()).await?;
            for row in &rows {
                // By the id the engine looks into the tables' filters, too.
                let id = row.get("id").cloned().unwrap_or(Value::None);
                let one = self::rows(database, "SELECT * FROM $id", values([("id", id)])).await?;
                all.push(format!("{table} {one:?}"));
            }
            all.push(format!("{table} {rows:?}"));
        }
        // By an index.
        if tables == DIRECTORY {
            for login in 0..20 {
                let bound = values([("login", format!("user{login}").into_value())]);
                let found = rows(database, "SELECT * FROM username WHERE login = $login", bound).await?;
                all.push(format!("index {found:?}"));
            }
        }
    }
    Ok(all)
}

async fn rows(
    database: &Surreal<crate::store::Db>,
    sql: &str,
    values: Object,
) -> Result<Vec<Object>, crate::store::StoreError> {
    Ok(run(database, sql, values).await?.take(0)?)
}

/// Rows in the directory, written in `round`.
async fn write_directory(store: &Store, round: u64) {
    for number in 0..20_u64 {
        let sql = "UPSERT type::record('organisation', $key) SET content = $content; \
            UPSERT type::record('username', $key) SET login = $login, content = $content, \
                password = 'p', failures = 'f', ended = $ended; \
            CREATE audit SET time = $number, username = $key, event = 'e', detail = $content";
        let bound = values([
            ("key", format!("key{number}").into_value()),
            ("login", format!("user{number}").into_value()),
            (
                "content",
                format!("content of {number} in round {round}, åäö").into_value(),
            ),
            // What a lost write would bring back: a right that was ended.
            ("ended", (round > 0 && number.is_multiple_of(3)).into_value()),
            ("number", i64::try_from(number).unwrap().into_value()),
        ]);
        run_once(&store.directory, sql, bound).await.unwrap();
    }
}

/// A folder with tables of an orderly end, and after them a journal of a store that was never
/// closed: as a power cut leaves it.
async fn original() -> (Folder, Dump) {
    let folder = Folder::in_memory("flips");
    let store = folder.open().await.unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let persons: Vec<_> = population(60, 7, day).flatten().collect();
    store
        .create_persons(Environment::Production, &persons[..40])
        .await
        .unwrap();
    store
        .create_persons(Environment::Training, &persons)
        .await
        .unwrap();
    write_directory(&store, 0).await;
    write(&store, &folder.copies(), 0, &[3, 20, 1]).await;
    close(store).await;
    let store = folder.open().await.unwrap();
    store
        .create_persons(Environment::Production, &persons[40..])
        .await
        .unwrap();
    write(&store, &folder.copies(), 24, &[5, 12]).await;
    // Last in the journal: changes that no log knows of.
    write_directory(&store, 1).await;
    let copied = folder.copied("flips-original");
    let dumped = dump(&store).await.unwrap();
    close(store).await;
    (copied, dumped)
}

/// The files of a folder with their lengths, in order.
fn files(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else if entry.metadata().unwrap().len() > 0 {
            found.insert(entry.path(), entry.metadata().unwrap().len());
        }
    }
    found
}

/// Changes a byte: every second time of any file alike, so that the small ones are met, too.
fn flip(folder: &Path, random: &mut Random) -> (PathBuf, u64) {
    let files = files(folder);
    let total: u64 = files.values().sum();
    let mut place = random.below(total);
    let by_size = files.iter().find(|(_, length)| {
        let here = place < **length;
        if !here {
            place -= **length;
        }
        here
    });
    let (path, length) = if random.below(2) == 0 {
        by_size.unwrap()
    } else {
        let chosen = random.below(files.len() as u64);
        files.iter().nth(usize::try_from(chosen).unwrap()).unwrap()
    };
    let offset = random.below(*length);
    let mut bytes = std::fs::read(path).unwrap();
    let bit = random.below(8);
    bytes[usize::try_from(offset).unwrap()] ^= 1 << bit;
    std::fs::write(path, bytes).unwrap();
    (path.strip_prefix(folder).unwrap().to_owned(), offset)
}

async fn outcome(folder: &Folder, expected: &Dump) -> Outcome {
    let Ok(store) = folder.open().await else {
        return Outcome::Refused;
    };
    let outcome = outcome_of(&store, folder, expected).await;
    // Else its background tasks would go on, folder after folder.
    close(store).await;
    outcome
}

async fn outcome_of(store: &Arc<Store>, folder: &Folder, expected: &Dump) -> Outcome {
    let copy = CopyFolder::open(&folder.copies(), Environment::Production).unwrap();
    let witness = match copy.read().await {
        Ok(Some(note)) => Witness::parse(&note, signer().verifier()).ok(),
        _ => None,
    };
    let Some(witness) = witness else {
        return Outcome::Unsound;
    };
    let outcome = match dump(store).await {
        Ok(dumped) if dumped == *expected => Outcome::Equal,
        Ok(_) => Outcome::Silent,
        Err(_) => Outcome::ReadFails,
    };
    match verify(&shelf(store), &[witness], |_| {}).await {
        Ok(_) => outcome,
        Err(_) if outcome == Outcome::ReadFails => outcome,
        Err(_) => Outcome::Unsound,
    }
}

/// As [`outcome`], in a task of its own: an engine that stops at what it reads gives no data.
async fn outcome_or_stop(folder: Folder, expected: Arc<Dump>) -> Outcome {
    tokio::spawn(async move { outcome(&folder, &expected).await })
        .await
        .unwrap_or(Outcome::Refused)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_byte_is_refused_or_found_or_changes_nothing() {
    let flips = std::env::var("LUOTAIN_FLIPS").map_or(FLIPS, |flips| flips.parse().unwrap());
    let seed = std::env::var("LUOTAIN_SEED").map_or(20_261_124, |seed| seed.parse().unwrap());
    let (original, dumped) = original().await;
    let dumped = Arc::new(dumped);
    let untouched = original.copied("flips-untouched");
    assert_eq!(
        outcome_or_stop(untouched, Arc::clone(&dumped)).await,
        Outcome::Equal
    );
    let mut random = Random(seed);
    let mut counted: BTreeMap<(String, Outcome), u64> = BTreeMap::new();
    let mut silent = Vec::new();
    for _ in 0..flips {
        let folder = original.copied("flipped");
        let (path, offset) = flip(&folder.0, &mut random);
        let outcome = outcome_or_stop(folder, Arc::clone(&dumped)).await;
        let kind = path
            .extension()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        *counted.entry((kind, outcome)).or_default() += 1;
        if outcome == Outcome::Silent {
            silent.push(format!("{} at {offset}", path.display()));
        }
    }
    println!("{flips} flips, seed {seed}: {counted:#?}");
    assert!(
        silent.is_empty(),
        "seed {seed}: a silent difference after a change in {silent:?}"
    );
}

#[tokio::test]
async fn a_journal_cut_by_a_crash_is_taken_up_to_its_last_whole_record_and_goes_on() {
    let folder = Folder::new("torn");
    let store = folder.open().await.unwrap();
    write(&store, &folder.copies(), 0, &[2, 3]).await;
    // As the disk is while the store runs: nothing has come to the tables yet.
    let torn = folder.copied("torn-copy");
    close(store).await;
    let journal = files(&torn.0.join("store/wal")).pop_last().unwrap();
    let bytes = std::fs::read(&journal.0).unwrap();
    // The beginning of a record of 600 bytes that was never finished, and so never acknowledged.
    let unfinished = [&[1, 2, 3, 4, 2, 88, 1][..], &[5; 500]].concat();
    std::fs::write(&journal.0, [bytes, unfinished].concat()).unwrap();
    let store = torn.open().await.unwrap();
    write(&store, &torn.copies(), 5, &[4]).await;
    // A second crash: what was acknowledged after the first must be there.
    let again = torn.copied("torn-again");
    close(store).await;
    let store = again.open().await.unwrap();
    assert_eq!(verify(&shelf(&store), &[], |_| {}).await.unwrap().size, 9);
    close(store).await;
}
