//! The application beside its model, and what both are told to do.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use luotain::environment::Environment;
use luotain::log::Entry;
use luotain::permit::{DataPermit, UserRight};
use luotain::service::log_verify::{Witness, verify};
use luotain::service::{Clock, local_day};
use luotain::session::Stage;
use luotain::store::LogShelf;
use luotain::synthetic::personas;

use super::subjects::Register;
use crate::support::{Client, SoftKey, TestApp};

/// The usernames in play.
const LOGINS: [&str; 5] = [
    "kunta.kysely1",
    "kunta.kysely2",
    "kunta.vastuu",
    "pankki.kysely1",
    "seurakunta.kysely1",
];
/// How many browsers there are.
const SEATS: usize = 6;
/// How many of the last operations a failure prints.
const TOLD: usize = 30;

/// Seeded randomness (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// True in `parts` of 100 cases.
    pub fn chance(&mut self, parts: usize) -> bool {
        self.below(100) < parts
    }

    pub fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    /// An amount of time of `from` to `to` seconds.
    pub fn seconds(&mut self, from: i64, to: i64) -> TimeDelta {
        let span = usize::try_from(to - from + 1).unwrap();
        TimeDelta::seconds(from + i64::try_from(self.below(span)).unwrap())
    }
}

/// A key that is or was linked.
pub struct OwnedKey {
    pub name: String,
    pub soft: SoftKey,
    pub removed: bool,
}

/// How many attempts failed lately, of a username or of the one network address of the tests.
#[derive(Clone, Copy, Default)]
pub struct Failures {
    pub count: u32,
    last: Option<DateTime<Utc>>,
}

impl Failures {
    pub fn attempt(&mut self, now: DateTime<Utc>, good: bool) {
        if self.last.is_some_and(|last| now - last > TimeDelta::hours(12)) {
            self.count = 0;
        }
        self.last = Some(now);
        self.count += u32::from(!good);
    }
}

/// A username as the model knows it.
pub struct User {
    pub login: &'static str,
    pub id: String,
    pub organisation: String,
    pub code: String,
    pub rights: Vec<UserRight>,
    pub ended: bool,
    pub has_own_password: bool,
    pub keys: Vec<OwnedKey>,
    pub failures: Failures,
}

/// A session as the model knows it. Sessions are never forgotten, only ended.
pub struct Session {
    pub user: usize,
    pub stage: Stage,
    pub began: DateTime<Utc>,
    pub last_seen: DateTime<Utc>,
    pub confirmed: Option<DateTime<Utc>>,
    pub ended: bool,
}

/// A browser, with the session whose cookie it holds. Two may hold the same one: a copy.
pub struct Seat {
    pub client: Client,
    pub session: Option<usize>,
}

/// A log as the model knows it.
#[derive(Default)]
pub struct Log {
    pub entries: u64,
    pub latest: i64,
    pub disk_full: bool,
    pub copy_fails: bool,
}

pub struct World {
    pub app: TestApp,
    pub dice: Dice,
    seed: u64,
    pub started: DateTime<Utc>,
    pub users: Vec<User>,
    pub sessions: Vec<Session>,
    pub seats: Vec<Seat>,
    pub permits: BTreeMap<String, DataPermit>,
    pub logs: BTreeMap<Environment, Log>,
    pub source_failures: Failures,
    pub register: Register,
    reached: BTreeSet<&'static str>,
    told: Vec<String>,
    done: u32,
}

impl World {
    pub async fn new(seed: u64) -> Self {
        let app = TestApp::new().await;
        let started = app.clock.now();
        let rows = app.store.list_users().await.unwrap();
        let users = LOGINS
            .into_iter()
            .map(|login| {
                let row = rows.iter().find(|row| row.login == login).unwrap();
                User {
                    login,
                    id: row.id.as_str().to_owned(),
                    organisation: row.organisation.as_str().to_owned(),
                    code: row.code.as_str().to_owned(),
                    rights: row.rights.clone(),
                    ended: false,
                    has_own_password: false,
                    keys: Vec::new(),
                    failures: Failures::default(),
                }
            })
            .collect();
        let seats = (0..SEATS)
            .map(|_| Seat {
                client: app.client(),
                session: None,
            })
            .collect();
        let permits = app.store.list_permits().await.unwrap();
        Self {
            dice: Dice(seed),
            seed,
            started,
            users,
            sessions: Vec::new(),
            seats,
            permits: permits
                .into_iter()
                .map(|permit| (permit.id.as_str().to_owned(), permit))
                .collect(),
            logs: Environment::ALL
                .into_iter()
                .map(|environment| (environment, Log::default()))
                .collect(),
            source_failures: Failures::default(),
            register: Register::of(personas(local_day(started))),
            reached: BTreeSet::new(),
            told: Vec::new(),
            done: 0,
            app,
        }
    }

    /// One random operation, and what must hold after any.
    pub async fn step(&mut self) {
        self.done += 1;
        self.operate().await;
        for environment in Environment::ALL {
            let entries = self.app.entries(environment).await;
            assert_eq!(entries, self.logs[&environment].entries, "{environment:?} log");
        }
    }

    /// Both logs verify from beginning to end, with every payload. Gives what the run reached.
    pub async fn finish(&mut self) -> BTreeSet<&'static str> {
        for environment in Environment::ALL {
            let note = self.app.copies[&environment].note.lock().unwrap().clone();
            let witness = note.map(|note| Witness::parse(&note, &self.app.verifiers[&environment]).unwrap());
            let witnesses: Vec<Witness> = witness.into_iter().collect();
            let verified = verify(&self.app.shelves[&environment], &witnesses, |_| {})
                .await
                .unwrap();
            let entries = self.logs[&environment].entries;
            assert_eq!((verified.size, verified.with_payload), (entries, entries));
        }
        std::mem::take(&mut self.reached)
    }

    /// Notes that a run has come this way, so that one that goes nowhere is seen.
    pub fn reach(&mut self, way: &'static str) {
        self.reached.insert(way);
    }

    /// Notes an operation, to be printed if it fails.
    pub fn tell(&mut self, operation: String) {
        self.told
            .push(format!("{:>4} {} {operation}", self.done, self.now()));
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    pub fn today(&self) -> NaiveDate {
        local_day(self.now())
    }

    /// Whether a session still stands: not ended, its username neither, and not out of time.
    pub fn is_open(&self, session: usize) -> bool {
        let session = &self.sessions[session];
        let (idle, whole) = match session.stage {
            Stage::SignedIn => (TimeDelta::minutes(30), TimeDelta::hours(10)),
            _ => (TimeDelta::minutes(15), TimeDelta::minutes(15)),
        };
        !session.ended
            && !self.users[session.user].ended
            && self.now() < session.last_seen + idle
            && self.now() < session.began + whole
    }

    /// The open session of a seat.
    pub fn open_session(&self, seat: usize) -> Option<usize> {
        self.seats[seat].session.filter(|session| self.is_open(*session))
    }

    /// The open, fully signed-in session of a seat.
    pub fn signed_in(&self, seat: usize) -> Option<usize> {
        self.open_session(seat)
            .filter(|session| self.sessions[*session].stage == Stage::SignedIn)
    }

    /// The seat's request used its session, if that is open.
    pub fn touch(&mut self, seat: usize) {
        let now = self.now();
        if let Some(session) = self.open_session(seat) {
            let last_seen = &mut self.sessions[session].last_seen;
            *last_seen = now.max(*last_seen);
        }
    }

    /// The seat's session has taken a step, under a new token: the one before is worthless.
    pub fn moved(&mut self, seat: usize, user: usize, stage: Stage, confirmed: bool, before: Option<usize>) {
        let now = self.now();
        let began = match before {
            Some(before) => {
                let before = &mut self.sessions[before];
                before.ended = true;
                if before.stage == Stage::SignedIn {
                    before.began
                } else {
                    now
                }
            }
            None => now,
        };
        self.sessions.push(Session {
            user,
            stage,
            began,
            last_seen: now,
            confirmed: confirmed.then_some(now),
            ended: false,
        });
        self.seats[seat].session = Some(self.sessions.len() - 1);
    }

    /// The newest entry of a log, as its shelf has it.
    pub async fn newest_entry(&self, environment: Environment) -> Entry {
        let last = self.logs[&environment].entries - 1;
        let batches = self.app.shelves[&environment]
            .list_batches(last, 1)
            .await
            .unwrap();
        assert_eq!((batches[0].first, batches[0].count), (last, 1));
        let payloads = &batches[0].content.as_ref().unwrap().payloads;
        Entry::decode(&payloads[4..]).unwrap()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "LUOTAIN_MODEL_SEED={} LUOTAIN_MODEL_STEPS={}",
                self.seed, self.done
            );
            let from = self.told.len().saturating_sub(TOLD);
            for operation in &self.told[from..] {
                eprintln!("{operation}");
            }
        }
    }
}
