//! `luotain bench`: what the store and the audited query do on this machine. Figures go to
//! docs/performance.md together with the command and the machine.

mod load;
mod measure;
mod operations;
mod served;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Subcommand;
use luotain::environment::Environment;
use luotain::identifier::PersonalIdentityCode;
use luotain::log::{Checkpoint, Commitment, Frontier, Salt};
use luotain::permit::Key;
use luotain::query::{Asking, PersonQuery};
use luotain::register::DataGroup;
use luotain::register::exchange::Counts;
use luotain::service::CheckpointCopy;
use luotain::service::log_writer::CopyFolder;
use luotain::store::{Db, LogShelf, Store, StoreShelf};
use luotain::synthetic::population;

use crate::launch::DataFolder;
use crate::system::SystemEntropy;

use super::register::LoadMemory;
use super::serve::fixed_for;
use load::{Load, closed_loop, open_loop};
use measure::{Times, cpu_seconds, most_resident_megabytes, resident_megabytes, stopwatch};
use served::{Served, request};

/// The origin of the measured service.
const ORIGIN: &str = "http://localhost:3999";

/// The officer of the audited query.
const USER: &str = "kunta-kysely1";

/// How long it asks before anything is measured.
const WARM_UP: Duration = Duration::from_secs(5);

/// Nine groups, as the budget's query reads.
const GROUPS: [DataGroup; 9] = [
    DataGroup::Identity,
    DataGroup::Name,
    DataGroup::Birth,
    DataGroup::Death,
    DataGroup::HomeMunicipality,
    DataGroup::Addresses,
    DataGroup::Languages,
    DataGroup::MaritalStatus,
    DataGroup::Bans,
];

/// Measure.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Load persons; read during, after and after a restart; commit durable log batches.
    Store(Common),
    /// The audited query through HTTP, beside the bare store read of the same groups.
    Query {
        /// What both measurements take.
        #[command(flatten)]
        common: Common,
        /// How many connections ask at once.
        #[arg(long, default_value_t = 32)]
        connections: usize,
        /// For how many seconds each load lasts.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// The rate of the open loop, queries a second.
        #[arg(long, default_value_t = 2_000)]
        rate: u32,
    },
    /// Each operation through HTTP: one query at a time, then several at once.
    Operations {
        /// What all measurements take.
        #[command(flatten)]
        common: Common,
        /// How many connections ask at once.
        #[arg(long, default_value_t = 32)]
        connections: usize,
        /// For how many seconds each load lasts.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
    },
}

/// What both measurements take.
#[derive(Debug, clap::Args)]
pub struct Common {
    /// An empty folder, or one of an earlier run with as many persons.
    #[arg(long)]
    data: PathBuf,
    /// How many persons.
    #[arg(long, default_value_t = 10_000)]
    persons: u64,
    /// The seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// For the load, if there is one.
    #[command(flatten)]
    memory: LoadMemory,
}

impl Common {
    /// The day of the population: fixed, so that every run has the same persons.
    fn day() -> anyhow::Result<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 6, 1).context("a day")
    }

    /// The second place of the checkpoints.
    fn copies(&self) -> PathBuf {
        self.data.join("checkpoints")
    }

    /// A sample of the codes that were loaded.
    fn codes(&self) -> anyhow::Result<Vec<PersonalIdentityCode>> {
        // Records lie in the order of the codes, which begin with a day and a month: every so manieth of
        // the first million persons is a sample of the whole store.
        let sampled = self.persons.min(1_000_000);
        let step = usize::try_from((sampled / 50_000).max(1))?;
        Ok(population(self.persons, self.seed, Self::day()?)
            .flat_map(IntoIterator::into_iter)
            .take(usize::try_from(sampled)?)
            .step_by(step)
            .map(|person| person.code)
            .collect())
    }

    /// Loads the persons if there are none, and gives how many were loaded.
    async fn load(&self, store: &Store) -> anyhow::Result<Option<Counts>> {
        if store.has_persons(Environment::Production).await? {
            return Ok(None);
        }
        let loaded = super::register::generate(
            store,
            Environment::Production,
            self.persons,
            self.seed,
            Self::day()?,
        );
        loaded.await.map(Some)
    }
}

impl Bench {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Store(common) => bench_store(&common).await?,
            Self::Query {
                common,
                connections,
                seconds,
                rate,
            } => bench_query(&common, connections, seconds, rate).await?,
            Self::Operations {
                common,
                connections,
                seconds,
            } => bench_operations(&common, connections, seconds).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn bench_store(common: &Common) -> anyhow::Result<()> {
    let folder = DataFolder::open(&common.data)?;
    let codes = common.codes()?;
    println!(
        "{} persons, {} sampled codes, resident {} MB before opening",
        common.persons,
        codes.len(),
        resident_megabytes()
    );
    let store = Arc::new(common.memory.open(&folder).await?);

    // Reads go on while the load runs: the first codes are there from the first batch on.
    let early: Vec<_> = population(1_000.min(common.persons), common.seed, Common::day()?)
        .flat_map(IntoIterator::into_iter)
        .map(|person| person.code)
        .collect();
    let loading = Arc::new(AtomicBool::new(true));
    let reader = {
        let (store, loading) = (Arc::clone(&store), Arc::clone(&loading));
        tokio::spawn(async move {
            let mut times = Times::default();
            while loading.load(Ordering::Relaxed) {
                tokio::time::sleep(Duration::from_millis(2)).await;
                if let Some(code) = early.get(times.len() % early.len()) {
                    let (_, time) =
                        stopwatch(store.find_person(Environment::Production, *code, &GROUPS.into())).await;
                    times.add(time);
                }
            }
            times
        })
    };
    let before = cpu_seconds();
    let (loaded, time) = stopwatch(common.load(&store)).await;
    loading.store(false, Ordering::Relaxed);
    let during = reader.await?;
    if let Some(loaded) = loaded? {
        let seconds = time.as_secs_f64();
        println!(
            "load: {:.0} persons/s, {:.0} records/s, {:.1} s, {:.0} µs CPU for a person ({loaded})",
            loaded.persons as f64 / seconds,
            loaded.total() as f64 / seconds,
            seconds,
            (cpu_seconds() - before) * 1e6 / loaded.persons as f64
        );
        println!("reads during the load: {during}");
    }
    println!(
        "resident after the load: {} MB, at most {} MB",
        resident_megabytes(),
        most_resident_megabytes()
    );
    // From here on as the service opens it.
    let Ok(store) = Arc::try_unwrap(store) else {
        bail!("the store is still in use");
    };
    let ((), time) = stopwatch(store.close()).await;
    println!("close after the load: {} ms", time.as_millis());
    let store = Arc::new(folder.open_store().await?);
    println!("reads after, one at a time: {}", read_all(&store, &codes).await?);
    println!("durable log commits: {}", commit_batches(&store).await?);
    copy_checkpoint(common, &folder, &store).await?;
    println!("resident: {} MB", resident_megabytes());
    if let Ok(store) = Arc::try_unwrap(store) {
        let ((), time) = stopwatch(store.close()).await;
        println!("close: {} ms", time.as_millis());
    }
    let (store, time) = stopwatch(folder.open_store()).await;
    let store = store?;
    println!(
        "start: {} ms, resident {} MB",
        time.as_millis(),
        resident_megabytes()
    );
    println!(
        "reads after the restart, cold: {}",
        read_all(&store, &codes).await?
    );
    println!(
        "reads after the restart, warm: {}",
        read_all(&store, &codes).await?
    );
    println!("resident: {} MB", resident_megabytes());
    store.close().await;
    Ok(())
}

async fn read_all(store: &Store, codes: &[PersonalIdentityCode]) -> anyhow::Result<Times> {
    let mut times = Times::default();
    for at in (0..codes.len())
        .map(|number| number * 7919 % codes.len())
        .take(20_000)
    {
        let (found, time) =
            stopwatch(store.find_person(Environment::Production, codes[at], &GROUPS.into())).await;
        if found?.is_none() {
            bail!("a loaded person was not found");
        }
        times.add(time);
    }
    Ok(times)
}

/// Commits batches of 32 sound entries, one after another, into the training log.
async fn commit_batches(store: &Arc<Store>) -> anyhow::Result<Times> {
    let shelf = StoreShelf(Arc::clone(store), Environment::Training);
    let mut times = Times::default();
    let head = shelf.find_head().await?;
    let mut frontier = if head.frontier.is_empty() {
        Frontier::new()
    } else {
        Frontier::from_bytes(&head.frontier)?
    };
    let payload = [3; 400];
    let salt = [2; 32];
    let commitment = Commitment::new(&Salt::from_bytes(salt), &payload);
    let payload: Vec<u8> = [&400_u32.to_be_bytes()[..], &payload].concat();
    for _ in 0..500 {
        let proofs = frontier.append_batch(&[commitment.leaf_hash(); 32]);
        let batch = luotain::store::Batch {
            first: proofs.first(),
            commitments: commitment.as_bytes().repeat(32),
            salts: salt.repeat(32),
            payloads: payload.repeat(32),
            count: 32,
            root: *proofs.root().as_bytes(),
            frontier: frontier.to_bytes(),
            last_time: head.last_time,
            owners: [("bench".to_owned(), "2026-01-01".to_owned())].into(),
        };
        let (done, time) = stopwatch(shelf.append(batch)).await;
        done?;
        times.add(time);
    }
    Ok(times)
}

/// Copies a checkpoint of the training log, as its writer would have done: without it no service
/// starts on the folder.
async fn copy_checkpoint(common: &Common, folder: &DataFolder, store: &Arc<Store>) -> anyhow::Result<()> {
    let fixed = fixed_for(ORIGIN)?;
    folder.fix(&fixed)?;
    let signer = folder.signer(&fixed, Environment::Training, &SystemEntropy)?;
    let head = StoreShelf(Arc::clone(store), Environment::Training)
        .find_head()
        .await?;
    let frontier = Frontier::from_bytes(&head.frontier)?;
    let note = Checkpoint::new(signer.verifier().name(), frontier.size(), frontier.root())?.sign(&signer)?;
    let copies = CopyFolder::open(&common.copies(), Environment::Training)?;
    copies.write(&note).await.context("copy the checkpoint")
}

async fn bench_query(common: &Common, connections: usize, seconds: u64, rate: u32) -> anyhow::Result<()> {
    let codes = Arc::new(common.codes()?);
    let served = Served::begin(common, &[USER]).await?;
    let address = served.address;
    let token = served.token(USER)?;
    let bodies: Arc<Vec<Vec<u8>>> = Arc::new(
        codes
            .iter()
            .map(|code| request("/api/query/person", token, &person_query(code)))
            .collect(),
    );
    // A service that has just started fills its caches and merges the tables that the stop before left.
    let warming = Arc::clone(&bodies);
    tokio::task::spawn_blocking(move || closed_loop(address, &warming, connections, WARM_UP)).await??;
    let before = cpu_seconds();
    let bare = bare_reads(
        &served.running.store,
        &codes,
        connections,
        Duration::from_secs(seconds.min(5)),
    )
    .await?;
    let bare_cpu = (cpu_seconds() - before) / bare.len() as f64;
    println!(
        "bare store read of 9 groups: {bare}; {:.0} µs CPU each",
        bare_cpu * 1e6
    );

    let span = Duration::from_secs(seconds);
    let closed = {
        let bodies = Arc::clone(&bodies);
        move || closed_loop(address, &bodies, connections, span)
    };
    let store = &served.running.store;
    measured(
        store,
        &format!("audited query, {connections} connections"),
        Some(bare_cpu),
        closed,
    )
    .await?;
    let open = move || open_loop(address, &bodies, rate, span);
    measured(
        store,
        &format!("audited query, open loop of {rate}/s"),
        Some(bare_cpu),
        open,
    )
    .await?;
    println!("resident {} MB", resident_megabytes());
    served.end().await;
    Ok(())
}

async fn bench_operations(common: &Common, connections: usize, seconds: u64) -> anyhow::Result<()> {
    let cases = operations::cases(common.persons, common.seed, Common::day()?)?;
    let served = Served::begin(common, &operations::USERS).await?;
    let (address, span) = (served.address, Duration::from_secs(seconds));
    for case in cases {
        let token = served.token(case.user)?;
        let bodies: Arc<Vec<Vec<u8>>> = Arc::new(
            case.bodies
                .iter()
                .map(|body| request(case.path, token, body))
                .collect(),
        );
        for connections in [1, connections] {
            let bodies = Arc::clone(&bodies);
            measured(
                &served.running.store,
                &format!("{}, {connections} at once", case.name),
                None,
                move || closed_loop(address, &bodies, connections, span),
            )
            .await?;
        }
    }
    println!("resident {} MB", resident_megabytes());
    served.end().await;
    Ok(())
}

/// Runs a load, and says what it took and whether each answer has its entry.
async fn measured(
    store: &Arc<Store>,
    what: &str,
    bare_cpu: Option<f64>,
    load: impl FnOnce() -> anyhow::Result<Load> + Send + 'static,
) -> anyhow::Result<()> {
    let shelf = StoreShelf(Arc::clone(store), Environment::Production);
    let head = shelf.find_head().await?.size;
    let before = cpu_seconds();
    let load = tokio::task::spawn_blocking(load).await??;
    let answers = load.times.len();
    let cpu = (cpu_seconds() - before - load.cpu) / answers as f64;
    let ratio = bare_cpu.map_or_else(String::new, |bare| {
        format!(" = {:.1} × the bare read", cpu / bare)
    });
    println!(
        "{what}: {}; {:.0} µs CPU each{ratio} (the load's own {:.0} µs not counted)",
        load.times,
        cpu * 1e6,
        load.cpu * 1e6 / answers as f64
    );
    let entries = shelf.find_head().await?.size - head;
    let commits = count_batches(&shelf, head).await?;
    println!("answers {answers}, log entries {entries}, durable commits {commits}");
    if entries != answers as u64 {
        bail!("answers and entries differ");
    }
    Ok(())
}

/// How many batches the log has from the one that begins at `first`.
async fn count_batches(shelf: &StoreShelf<Db>, mut first: u64) -> anyhow::Result<usize> {
    let mut batches = 0;
    loop {
        let some = shelf.list_batches(first, 1_000).await?;
        let Some(last) = some.last() else {
            return Ok(batches);
        };
        first = last.first + u64::from(last.count);
        batches += some.len();
    }
}

async fn bare_reads(
    store: &Arc<Store>,
    codes: &Arc<Vec<PersonalIdentityCode>>,
    tasks: usize,
    span: Duration,
) -> anyhow::Result<Times> {
    let mut running = Vec::new();
    for task in 0..tasks {
        let (store, codes) = (Arc::clone(store), Arc::clone(codes));
        running.push(tokio::spawn(async move {
            let groups = GROUPS.into();
            let mut times = Times::default();
            let mut at = task * 7919;
            while times.sum() < span {
                at += 104_729;
                let (found, time) =
                    stopwatch(store.find_person(Environment::Production, codes[at % codes.len()], &groups))
                        .await;
                found?;
                times.add(time);
            }
            anyhow::Ok(times)
        }));
    }
    let mut all = Times::default();
    for task in running {
        all.join(task.await??);
    }
    all.set_span(span);
    Ok(all)
}

fn person_query(code: &PersonalIdentityCode) -> String {
    let query = serde_json::json!({
        "query": PersonQuery {
            asking: Asking {
                environment: Environment::Production,
                permit: key("kunta"),
                role: key("asiakaspalvelu"),
                purpose: key("asukaspalvelu"),
                reference: "BENCH-1".to_owned(),
            },
            code: code.as_str().to_owned(),
        }
    });
    query.to_string()
}

#[expect(clippy::expect_used, reason = "literals that are valid keys")]
fn key(text: &str) -> Key {
    Key::parse(text).expect("a valid key")
}
