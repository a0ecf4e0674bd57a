//! A data folder of an older program: after the upgrade it reads the same, wherever that is killed.
//!
//! The older store lies in the repository as a backup, under the schema that the directory had after two
//! migrations and the registers after three. It was written by `the_stored_folder_is_written_anew`, in
//! the forms of that time: groups of data as texts of their own, persons of the first days without
//! checksum, rows of the audit trail, no ways to the entries of the log.

use std::collections::BTreeSet;
use std::io::Write as _;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::{Value as Json, json};
use surrealdb::types::SurrealValue;
use uuid::Uuid;

use super::*;
use crate::billing::FeeClass;
use crate::identifier::{BusinessId, PersonalIdentityCode};
use crate::language::{Language, Text};
use crate::log::commitment::{COMMITMENT_LENGTH, SALT_LENGTH};
use crate::log::{Checkpoint, Commitment, Frontier, LogName, Salt};
use crate::management::{RegisteredRight, RightEventKind};
use crate::permit::{
    CustomerOrg, DataPermit, Key, Operation, OrganisationCare, PlaceContent, Purpose, QueryRole,
    ReferenceRule, UserRight,
};
use crate::register::{Apartment, ApartmentGroup, BuildingGroup, DataGroup, Person, PropertyGroup, sample};
use crate::service::log_verify::{Witness, verify, verify_changes};
use crate::service::{ChangeWriter, CheckpointCopy, hash_password};
use crate::session::Stage;
use crate::store::backup::{BackupHead, SchemaVersions, verify_backup};
use crate::store::log_shelf::{APPEND, batch_values};
use crate::store::query::values;
use crate::store::{
    Batch, ChangeShelf, RightEvent, SessionRow, StoreError, StoredPassword, UserRow, migrations,
};

const OLD: SchemaVersions = SchemaVersions {
    directory: 2,
    register: 3,
};
/// The sizes of the batches of its production log.
const ENTRIES: [u64; 2] = [4, 7];

/// The password of [`officer`] until the first sign-in.
const TEMPORARY: &str = "vanhan ohjelman antama koodi";

/// What the older service left: its store as a backup, a receipt that it gave, and the folders with the
/// keys of its logs and with the copies of their checkpoints.
fn stored(end: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("server/tests/it/fixtures")
        .join(format!("schema-2-3.{end}"))
}

fn small(folder: &Path) -> Settings {
    Settings {
        place: Place::Folder(folder.join("store")),
        block_cache: 4 << 20,
        memtable: 16 << 20,
    }
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap()
}

fn day(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, 1).unwrap()
}

fn organisations() -> Vec<CustomerOrg> {
    [
        ("kuusela", "Kuuselan kunta", 7, false),
        ("viranomainen", "Viranomainen", 8, true),
    ]
    .map(|(id, name, serial, is_authority)| CustomerOrg {
        id: key(id),
        name: Text::new(name, name, name),
        business_id: BusinessId::from_serial(serial).unwrap(),
        is_authority,
        care: OrganisationCare::default(),
    })
    .to_vec()
}

fn permit() -> DataPermit {
    DataPermit {
        id: key("kunta"),
        number: "DVV/1/2026".to_owned(),
        version: 1,
        organisation: key("kuusela"),
        name: Text::new("Kunta", "Kommun", "Municipality"),
        purposes: vec![Purpose {
            id: key("palvelu"),
            name: Text::new("Palvelu", "Service", "Service"),
        }],
        roles: vec![QueryRole {
            id: key("asiakaspalvelu"),
            name: Text::new("Asiakaspalvelu", "Kundservice", "Customer service"),
            operations: BTreeSet::from([Operation::PersonByCode]),
            groups: BTreeSet::from([DataGroup::Name]),
            places: PlaceContent::default(),
            history: false,
            contact_under_non_disclosure: false,
            dead: true,
            under_15: true,
            replacement_of_passive_code: true,
            withheld: false,
            reference: ReferenceRule::Required,
        }],
        fee_class: FeeClass::Free,
        valid_from: day(1),
        valid_until: None,
        ended_from: None,
        asks_approval: false,
    }
}

fn user() -> UserRow {
    UserRow {
        id: key("kuusela-kaisa"),
        login: "kuusela.kaisa".to_owned(),
        code: PersonalIdentityCode::parse("010190-999W").unwrap(),
        name: "Kaisa Kuusi".to_owned(),
        organisation: key("kuusela"),
        handle: Uuid::from_bytes([7; 16]),
        language: Language::Sv,
        rights: vec![UserRight {
            permit: key("kunta"),
            role: key("asiakaspalvelu"),
            valid_from: day(2),
            valid_until: day(12),
        }],
        is_responsible_user: true,
        ended_at: None,
        is_rights_granter: false,
        authority_roles: BTreeSet::new(),
        email: "kaisa@kuusela.example".to_owned(),
        revision: 3,
        enrolment: None,
        locked: None,
    }
}

/// A username whose owner has not been there yet. The dates are far off, so that the first sign-in after
/// an upgrade can be tried for decades.
fn officer() -> UserRow {
    UserRow {
        id: key("kuusela-olli"),
        login: "kuusela.olli".to_owned(),
        code: PersonalIdentityCode::parse("020285-901W").unwrap(),
        name: "Olli Oksa".to_owned(),
        handle: Uuid::from_bytes([8; 16]),
        language: Language::Fi,
        rights: vec![UserRight {
            valid_until: NaiveDate::from_ymd_opt(2099, 12, 31).unwrap(),
            ..user().rights[0].clone()
        }],
        is_responsible_user: false,
        email: "olli@kuusela.example".to_owned(),
        revision: 1,
        ..user()
    }
}

fn password() -> StoredPassword {
    StoredPassword {
        hash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA".to_owned(),
        temporary_until: None,
    }
}

fn temporary_password() -> StoredPassword {
    StoredPassword {
        hash: hash_password(TEMPORARY.as_bytes(), &Counting(AtomicU64::new(0))).unwrap(),
        temporary_until: Some(DateTime::from_timestamp(4_102_434_000, 0).unwrap()),
    }
}

fn users() -> [(UserRow, StoredPassword); 2] {
    [(user(), password()), (officer(), temporary_password())]
}

fn session() -> SessionRow {
    SessionRow {
        digest: "5".repeat(64),
        username: key("kuusela-kaisa"),
        stage: Stage::SignedIn,
        began_at: at(1),
        last_seen: at(2),
        confirmed_at: None,
        source: "192.0.2.1".to_owned(),
        browser: "Firefox".to_owned(),
        is_enrolling: false,
        key: None,
    }
}

fn right_event(id: &str, user: &UserRow) -> RightEvent {
    RightEvent {
        id: key(id),
        time: at(3),
        username: user.id.clone(),
        organisation: key("kuusela"),
        right: RegisteredRight::Role {
            permit: key("kunta"),
            role: key("asiakaspalvelu"),
        },
        kind: RightEventKind::Given,
        valid_from: Some(user.rights[0].valid_from),
        valid_until: Some(user.rights[0].valid_until),
        reason: "uusi tehtävä".to_owned(),
        by: None,
        requested_by: None,
    }
}

fn right_events() -> [RightEvent; 2] {
    [
        right_event("oikeus-1", &user()),
        right_event("oikeus-2", &officer()),
    ]
}

/// Two persons: of one the record had no checksum in the first days.
fn persons() -> [Person; 2] {
    ["010594Y9032", "120584-991D"].map(|code| {
        let mut person = sample::person();
        person.code = PersonalIdentityCode::parse(code).unwrap();
        // There were no ways by client identifier yet.
        if let Some(identity) = &mut person.groups.identity {
            identity.electronic_identifiers.clear();
        }
        person
    })
}

/// A row as JSON without what came later.
fn without(row: &impl Serialize, later: &[&str]) -> Json {
    let mut json = serde_json::to_value(row).unwrap();
    let fields = json.as_object_mut().unwrap();
    for name in later {
        assert!(fields.remove(*name).is_some(), "{name} is no field");
    }
    json
}

async fn put(store: &Store, sql: &str, bound: Object) {
    run_once(&store.directory, sql, bound).await.unwrap();
}

fn text(json: &Json) -> surrealdb::types::Value {
    json.to_string().into_value()
}

/// Writes what the older program had written.
async fn fill(store: &Store) -> Vec<Receipt> {
    for organisation in organisations() {
        let sql = "CREATE type::record('organisation', $id) SET content = $content RETURN NONE";
        let bound = values([
            ("id", organisation.id.as_str().into_value()),
            ("content", text(&without(&organisation, &["care"]))),
        ]);
        put(store, sql, bound).await;
    }
    let mut content = without(&permit(), &["asks_approval"]);
    content["roles"][0]
        .as_object_mut()
        .unwrap()
        .remove("places")
        .unwrap();
    put(
        store,
        "CREATE type::record('permit', 'kunta/1') SET permit = 'kunta', version = 1, content = $content RETURN NONE",
        values([("content", text(&content))]),
    )
    .await;
    for (user, password) in users() {
        let sql = "CREATE type::record('username', $id) SET login = $login, content = $content, password = $password, \
                   failures = '{\"count\":0,\"last\":null}', ended = false, revision = $revision RETURN NONE";
        let bound = values([
            ("id", user.id.as_str().into_value()),
            ("login", user.login.as_str().into_value()),
            ("content", text(&without(&user, &["locked"]))),
            ("password", text(&without(&password, &[]))),
            ("revision", i64::from(user.revision).into_value()),
        ]);
        put(store, sql, bound).await;
    }
    let session = session();
    put(
        store,
        "CREATE type::record('session', $id) SET username = 'kuusela-kaisa', content = $content RETURN NONE",
        values([
            ("id", session.digest.as_str().into_value()),
            ("content", text(&without(&session, &["key"]))),
        ]),
    )
    .await;
    for event in right_events() {
        let sql = "CREATE type::record('right_event', $id) SET time = $time, username = $username, \
                   organisation = 'kuusela', content = $content RETURN NONE";
        let bound = values([
            ("id", event.id.as_str().into_value()),
            ("time", event.time.timestamp_micros().into_value()),
            ("username", event.username.as_str().into_value()),
            ("content", text(&without(&event, &["requested_by"]))),
        ]);
        put(store, sql, bound).await;
    }
    let message = json!({ "id": "kutsu-1", "username": "kuusela-kaisa", "time": at(4), "to": "kaisa@kuusela.example",
        "subject": "Kutsu", "text": "Tervetuloa" });
    put(
        store,
        "CREATE type::record('outbox', 'kutsu-1') SET time = $time, username = 'kuusela-kaisa', content = $content RETURN NONE",
        values([
            ("time", at(4).timestamp_micros().into_value()),
            ("content", text(&message)),
        ]),
    )
    .await;
    for (number, event) in ["sign-in.done", "rights.changed", "sign-out"]
        .into_iter()
        .enumerate()
    {
        let sql = "CREATE audit SET time = $time, username = 'kuusela-kaisa', event = $event, \
                   detail = '{\"source\":\"192.0.2.1\"}' RETURN NONE";
        let time = at(10 + i64::try_from(number).unwrap()).timestamp_micros();
        let bound = values([("time", time.into_value()), ("event", event.into_value())]);
        put(store, sql, bound).await;
    }
    let here = Environment::Production;
    store.create_persons(here, &persons()).await.unwrap();
    let sql = "UPDATE type::record('person', '120584-991D') UNSET checksum";
    execute(store, sql, Object::new()).await;
    store.create_buildings(here, &[sample::building()]).await.unwrap();
    store
        .create_apartments(here, &[sample::apartment()])
        .await
        .unwrap();
    store
        .create_properties(here, &[sample::property()])
        .await
        .unwrap();
    let mut frontier = Frontier::new();
    let mut receipts = Vec::new();
    for (begin, end) in [(0, ENTRIES[0]), (ENTRIES[0], ENTRIES[0] + ENTRIES[1])] {
        receipts.extend(append(store, &mut frontier, begin..end).await);
    }
    receipts
}

/// Appends a batch to the production log, as a program without ways to its entries did.
async fn append(store: &Store, frontier: &mut Frontier, numbers: std::ops::Range<u64>) -> Vec<Receipt> {
    let entries: Vec<(Salt, Vec<u8>)> = numbers
        .clone()
        .map(|number| {
            let salt = Salt::from_bytes([u8::try_from(number).unwrap(); SALT_LENGTH]);
            (salt, entry(number).encode().unwrap())
        })
        .collect();
    let commitments: Vec<Commitment> = entries
        .iter()
        .map(|(salt, payload)| Commitment::new(salt, payload))
        .collect();
    let leaves: Vec<_> = commitments.iter().map(Commitment::leaf_hash).collect();
    let proofs = frontier.append_batch(&leaves);
    let mut batch = Batch {
        first: proofs.first(),
        commitments: Vec::with_capacity(leaves.len() * COMMITMENT_LENGTH),
        salts: Vec::new(),
        payloads: Vec::new(),
        count: u32::try_from(entries.len()).unwrap(),
        root: *proofs.root().as_bytes(),
        frontier: frontier.to_bytes(),
        last_time: entry(numbers.end - 1).time_micros,
        owners: BTreeSet::new(),
    };
    for ((salt, payload), commitment) in entries.iter().zip(&commitments) {
        batch.commitments.extend_from_slice(commitment.as_bytes());
        batch.salts.extend_from_slice(salt.as_bytes());
        let length = u32::try_from(payload.len()).unwrap();
        batch.payloads.extend_from_slice(&length.to_be_bytes());
        batch.payloads.extend_from_slice(payload);
    }
    execute(store, &format!("BEGIN; {APPEND} COMMIT"), batch_values(batch)).await;
    let note = Checkpoint::new(signer().verifier().name(), proofs.size(), proofs.root())
        .and_then(|checkpoint| checkpoint.sign(&signer()))
        .unwrap();
    entries
        .into_iter()
        .zip(numbers)
        .map(|((salt, payload), index)| Receipt {
            salt,
            payload,
            index,
            proof: proofs.inclusion(index).unwrap(),
            checkpoint: note.clone(),
        })
        .collect()
}

/// Writes the stored files: after that they are to be looked at and committed.
#[tokio::test]
#[ignore = "writes the stored older folder; run it only to change what that holds"]
async fn the_stored_folder_is_written_anew() {
    let folder = Folder::new("upgrade-write");
    let (mut store, datastore) = Store::open_unmigrated(&small(&folder.0)).await.unwrap();
    migrations::run_up_to(&store, OLD).await.unwrap();
    let receipts = fill(&store).await;
    store.datastore = Some(datastore);
    let newest = receipts.last().unwrap().checkpoint.clone();
    let training = NoteSigner::from_seed("localhost/log/training", [10; 32]).unwrap();
    let empty = Checkpoint::new("localhost/log/training", 0, Frontier::new().root());
    let head = BackupHead {
        time: "2026-11-24T18:00:00Z".to_owned(),
        program: "0.1.0".to_owned(),
        fixed: json!({ "relying_party": "localhost", "log_origin": "localhost/log" }),
        checkpoints: vec![newest, empty.unwrap().sign(&training).unwrap()],
        handovers: std::collections::BTreeMap::new(),
        schema: SchemaVersions::default(),
    };
    let mut file = std::fs::File::create(stored("backup")).unwrap();
    store.write_backup(&head, &mut file).await.unwrap();
    file.flush().unwrap();
    std::fs::write(stored("tlog-proof"), receipts[2].to_text().as_str()).unwrap();
    for (name, signer, note) in [
        ("production", signer(), &head.checkpoints[0]),
        ("training", training, &head.checkpoints[1]),
    ] {
        // Keys of nothing but this folder: their seeds stand in the tests.
        for (folder, end, content) in [
            ("keys", "key", &signer.to_secret_text()),
            ("copies", "checkpoint", note),
        ] {
            std::fs::create_dir_all(stored(folder)).unwrap();
            std::fs::write(stored(folder).join(format!("{name}.{end}")), content).unwrap();
        }
    }
    store.close().await;
}

/// A folder with the older store as that program left it.
async fn older(name: &str) -> (Folder, BackupHead) {
    let folder = Folder::in_memory(name);
    let file = || std::io::BufReader::new(std::fs::File::open(stored("backup")).unwrap());
    let (head, _) = verify_backup(file()).unwrap();
    Store::restore_backup(&small(&folder.0), &folder.0.join("store"), file())
        .await
        .unwrap();
    let copy = CopyFolder::open(&folder.copies(), Environment::Production).unwrap();
    copy.write(&head.checkpoints[0]).await.unwrap();
    (folder, head)
}

async fn versions(store: &Store) -> (usize, usize, usize) {
    let done = async |database| migrations::done(database).await.unwrap().len();
    (
        done(&store.directory).await,
        done(&store.production).await,
        done(&store.training).await,
    )
}

/// All that was in the older store is in this one.
async fn reads_the_same(store: &Arc<Store>) {
    let here = Environment::Production;
    assert_eq!(
        versions(store).await,
        (migrations_known().0, migrations_known().1, migrations_known().1)
    );
    assert_eq!(store.list_organisations().await.unwrap(), organisations());
    assert_eq!(store.list_permits().await.unwrap(), [permit()]);
    let found = store.list_users().await.unwrap();
    assert_eq!(found.len(), users().len());
    for ((user, password), found) in users().iter().zip(&found) {
        assert_eq!(without(found, &[]), without(user, &[]));
        let (found, failures) = store.find_password(&user.id).await.unwrap().unwrap();
        assert_eq!(without(&found, &[]), without(password, &[]));
        assert_eq!(failures.count, 0);
    }
    let sessions = store.list_sessions().await.unwrap();
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0].digest, session().digest);
    assert_eq!(without(&sessions[0], &[]), without(&session(), &[]));
    for event in right_events() {
        let found = store.list_right_events_of_user(&event.username).await;
        assert_eq!(found.unwrap(), [event]);
    }
    let due = store.list_due_messages(at(5), 10).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].message.text, "Tervetuloa");

    let every = DataGroup::ALL.iter().copied().collect();
    for person in persons() {
        let found = store
            .find_person(here, person.code, &every)
            .await
            .unwrap()
            .unwrap();
        assert!(found.facts == person.facts && found.groups == person.groups);
    }
    let building = sample::building();
    let id = building.id.unwrap();
    let found = store
        .find_building(here, id, &BuildingGroup::all())
        .await
        .unwrap();
    assert!(found == Some(building.clone()));
    let on = store
        .list_buildings_on(here, building.property.unwrap())
        .await
        .unwrap();
    assert_eq!(on, [id]);
    // Who lives there is kept with the persons.
    let apartment = Apartment {
        residents: Vec::new(),
        ..sample::apartment()
    };
    let all = ApartmentGroup::all();
    let found = store.list_apartments(here, apartment.building.unwrap(), &all);
    assert!(found.await.unwrap() == [apartment]);
    let property = sample::property();
    let all = PropertyGroup::all();
    let found = store.find_property(here, property.id.unwrap(), &all);
    assert!(found.await.unwrap() == Some(property));

    let receipt = std::fs::read_to_string(stored("tlog-proof")).unwrap();
    let witness = Witness::parse(&receipt, signer().verifier()).unwrap();
    let verified = verify(&shelf(store), &[witness], |_| ()).await.unwrap();
    assert_eq!(verified.size, ENTRIES.iter().sum::<u64>());
}

fn migrations_known() -> (usize, usize) {
    let known = SchemaVersions::KNOWN;
    (
        usize::try_from(known.directory).unwrap(),
        usize::try_from(known.register).unwrap(),
    )
}

#[tokio::test]
async fn a_stored_older_folder_opens_reads_the_same_and_its_log_goes_on() {
    let (folder, head) = older("upgrade").await;
    assert_eq!(
        head.schema,
        SchemaVersions::default(),
        "it did not tell its schema"
    );
    let store = folder.open().await.unwrap();
    reads_the_same(&store).await;
    let size: u64 = ENTRIES.iter().sum();
    let receipts = write(&store, &folder.copies(), size, &[2]).await;
    assert_eq!(receipts[1].index, size + 1);

    // The old trail stands in the change log, oldest first.
    assert_eq!(store.list_old_audit_rows(10).await.unwrap().len(), 3);
    let copy = CopyFolder::open(&folder.copies(), LogName::Changes).unwrap();
    let changes = NoteSigner::from_seed("localhost/log/changes", [11; 32]).unwrap();
    let entropy: Arc<dyn Entropy> = Arc::new(Counting(AtomicU64::new(1)));
    let (writer, task) = ChangeWriter::start(Arc::clone(&store), copy, changes, entropy)
        .await
        .unwrap();
    writer.settle().await;
    drop(writer);
    task.await.unwrap();
    assert!(store.list_old_audit_rows(10).await.unwrap().is_empty());
    let shelf = ChangeShelf(Arc::clone(&store));
    assert_eq!(verify_changes(&shelf, &[], |_| ()).await.unwrap().size, 3);
    drop(shelf);
    close(store).await;
    // And once more: nothing is left to do.
    let store = folder.open().await.unwrap();
    assert_eq!(store.list_users().await.unwrap().len(), users().len());
    close(store).await;
}

#[tokio::test]
async fn killed_after_any_step_of_the_upgrade_the_folder_opens_and_is_completed() {
    let (folder, _) = older("upgrade-killed").await;
    let (store, datastore) = Store::open_unmigrated(&small(&folder.0)).await.unwrap();
    assert_eq!(versions(&store).await, (2, 3, 3));
    let mut cuts = vec![folder.copied("upgrade-cut")];
    let (directory, register) = migrations_known();
    // In the order in which a start does them: directory, production, training.
    let mut steps: Vec<(usize, usize, usize)> = (3..=directory).map(|done| (done, 3, 3)).collect();
    steps.extend((4..=register).map(|done| (directory, done, 3)));
    steps.extend((4..=register).map(|done| (directory, register, done)));
    for step in &steps {
        migrations::run_to(&store, *step).await.unwrap();
        assert_eq!(versions(&store).await, *step);
        // What a kill leaves: the files as they are now, not closed.
        cuts.push(folder.copied("upgrade-cut"));
    }
    assert_eq!(cuts.len(), 1 + (directory - 2) + 2 * (register - 3));
    drop(store);
    datastore.shutdown().await.unwrap();
    for cut in cuts {
        let store = cut.open().await.unwrap();
        reads_the_same(&store).await;
        close(store).await;
    }
}

#[tokio::test]
async fn a_folder_and_a_backup_of_a_newer_program_are_refused_and_left_as_they_are() {
    let folder = Folder::in_memory("upgrade-newer");
    let store = folder.open().await.unwrap();
    let sql = "CREATE schema:99 SET checksum = 'of a later program'";
    put(&store, sql, Object::new()).await;
    let mut head = verify_backup(std::fs::File::open(stored("backup")).unwrap())
        .unwrap()
        .0;
    head.schema = SchemaVersions {
        directory: 99,
        ..SchemaVersions::KNOWN
    };
    let mut file = Vec::new();
    store.write_backup(&head, &mut file).await.unwrap();
    close(store).await;

    let refused = folder.open().await.err().unwrap();
    assert!(matches!(
        refused,
        StoreError::NewerSchema {
            database: "directory",
            found: 99,
            ..
        }
    ));
    let words = refused.to_string();
    assert!(words.contains("99") && words.contains("directory"), "{words}");

    let into = folder.0.join("restored");
    let settings = Settings::for_folder(&into);
    let refused = Store::restore_backup(&settings, &into, file.as_slice()).await;
    let words = refused.unwrap_err().to_string();
    assert!(
        words.contains("directory 99") && words.contains("use the program that took it"),
        "{words}"
    );
    assert!(!into.exists());
}
