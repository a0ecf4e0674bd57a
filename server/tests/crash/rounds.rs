//! The rounds of a case: start, load, crash, look, and again on what the crash left.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use luotain::environment::Environment;
use serde_json::Value;

use crate::check::{Expected, Found, Look, Order, Report, to_hex, verifier};
use crate::client::{Asking, Heard, Load, OWN_PASSWORD, Refused, User};
use crate::disk::{Layer, Lost};
use crate::random::Random;
use crate::server::{Place, Server, copy_folder, remove_folder};
use crate::stopwatch::Stopwatch;

/// How many persons each register has beside the named ones.
const PERSONS: u64 = 300;
/// How many connections ask at once.
const CONNECTIONS: u64 = 6;
/// After so many rounds the program's own `log verify` walks the whole of both logs.
const VERIFY_EVERY: u64 = 50;
/// In one of so many rounds another folder is made, and the crash comes while it is.
const MAKING_EVERY: u64 = 20;

/// Where in a server's life it is struck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    Making,
    Starting,
    Serving,
    Ending,
    /// It ends in order, and is not struck.
    AfterEnd,
}

impl Moment {
    fn text(self) -> &'static str {
        match self {
            Self::Making => "while the folder was made",
            Self::Starting => "while starting",
            Self::Serving => "while serving",
            Self::Ending => "while ending in order",
            Self::AfterEnd => "(ended in order)",
        }
    }

    fn of(random: &mut Random) -> Self {
        match random.below(20) {
            0..14 => Self::Serving,
            14..16 => Self::Starting,
            16..19 => Self::Ending,
            _ => Self::AfterEnd,
        }
    }
}

/// What the rounds of a case came to.
#[derive(Debug, Default)]
struct Tally {
    moments: BTreeMap<Moment, u64>,
    answers: u64,
    sign_ins: u64,
    unanswered: u64,
    lost: Lost,
    looks: u64,
}

/// One case: a folder that goes from crash to crash.
pub struct Case {
    place: Place,
    layer: Option<Layer>,
    random: Random,
    user: Option<User>,
    sessions: Vec<String>,
    codes: Vec<String>,
    persons: Option<u64>,
    logs: BTreeMap<Environment, Expected>,
    last_receipt: Option<String>,
    start_millis: u64,
    making_millis: u64,
    tally: Tally,
}

impl Case {
    pub fn new(folder: PathBuf, loses_what_is_not_synced: bool, seed: u64) -> anyhow::Result<Self> {
        let place = Place::make(&folder)?;
        let layer = match loses_what_is_not_synced {
            true => Some(Layer::compile(&place.folder.join("layer"))?),
            false => None,
        };
        Ok(Self {
            place,
            layer,
            random: Random::new(seed),
            user: None,
            sessions: Vec::new(),
            codes: Vec::new(),
            persons: None,
            logs: BTreeMap::new(),
            last_receipt: None,
            start_millis: 300,
            making_millis: 1000,
            tally: Tally::default(),
        })
    }

    /// Goes through the rounds. A failed one leaves the case's folder as it is.
    pub fn run(mut self, rounds: u64) -> anyhow::Result<()> {
        let watch = Stopwatch::start();
        self.set_up().context("first start")?;
        let mut look = None;
        for round in 1..=rounds {
            look = self
                .round(round, look)
                .with_context(|| format!("round {round}, folder {}", self.place.folder.display()))?;
            if round % 10 == 0 || round == rounds {
                println!(
                    "  {round}/{rounds} rounds, {} answers, {:.2} s a round",
                    self.tally.answers,
                    watch.seconds() / round as f64
                );
            }
        }
        self.finish(look).context("last look")?;
        self.tell();
        remove_folder(&self.place.folder)
    }

    /// Makes the folder, signs in, and measures how long a start takes.
    fn set_up(&mut self) -> anyhow::Result<()> {
        let data = self.place.data();
        let watch = Stopwatch::start();
        let mut server = self.start(&data, PERSONS)?;
        server.wait_until_ready()?;
        self.making_millis = watch.millis();
        let (user, token) = User::first_sign_in(server.address, &data)?;
        self.user = Some(user);
        self.sessions.push(token);
        let persons: Value = serde_json::from_slice(&std::fs::read(data.join("demo-persons.json"))?)?;
        self.codes = persons
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(_, person)| Some(person["code"].as_str()?.to_owned()))
            .collect();
        // And one that nobody has: that it is not there is an answer too.
        self.codes.push("010594Y9032".to_owned());
        ensure!(self.codes.len() > 4, "persons to ask for");
        server.tell_to_end()?;
        ensure!(
            server.wait_for_end()?.success(),
            "the server did not end in order"
        );
        let watch = Stopwatch::start();
        let mut server = self.start(&data, PERSONS)?;
        server.wait_until_ready()?;
        self.start_millis = watch.millis();
        server.kill()?;
        self.cut_power(&data)
    }

    /// One round; the look into what it left goes on beside the next one.
    fn round(&mut self, round: u64, before: Option<Look>) -> anyhow::Result<Option<Look>> {
        if round % MAKING_EVERY == MAKING_EVERY / 2 {
            self.crash_while_making(round)
                .context("while a folder was made")?;
        }
        let data = self.place.data();
        let moment = Moment::of(&mut self.random);
        *self.tally.moments.entry(moment).or_default() += 1;
        let mut server = self.start(&data, PERSONS)?;
        let mut heard = Heard::default();
        if moment == Moment::Starting {
            // A little beyond the usual: some strike the moment of the first readiness.
            pause(self.random.below(self.start_millis + self.start_millis / 4));
            server.kill()?;
        } else {
            server.wait_until_ready()?;
            let load = self.load(&server, round)?;
            let sign_in = (self.random.below(8) == 0).then(|| self.sign_in(&server));
            // Some strike the first answers, most a server that is at work.
            let longest = *self.random.of(&[10, 150, 400]).unwrap_or(&100);
            pause(self.random.below(longest));
            match moment {
                Moment::Ending => {
                    server.tell_to_end()?;
                    pause(self.random.below(80));
                    server.kill()?;
                }
                Moment::AfterEnd => {
                    server.tell_to_end()?;
                    ensure!(server.wait_for_end()?.success(), "it did not end in order");
                }
                _ => server.kill()?,
            }
            heard = load.heard()?;
            if let Some(sign_in) = sign_in.flatten() {
                self.take_sign_in(sign_in)?;
            }
        }
        if let Some(fault) = heard.faults.first() {
            bail!("{fault}");
        }
        self.cut_power(&data)?;

        // The look into the round before ends before its outcome is built on.
        self.take_look(before)?;
        self.take_answers(heard)?;
        let copy = self.place.folder.join("copy");
        remove_folder(&copy)?;
        copy_folder(&data, &copy)?;
        let look = Look::begin(&self.order(copy.clone(), self.persons, true), &self.place)?;
        if !round.is_multiple_of(VERIFY_EVERY) {
            return Ok(Some(look));
        }
        self.take_look(Some(look))?;
        self.verify_whole(&copy)?;
        Ok(None)
    }

    fn start(&mut self, data: &Path, persons: u64) -> anyhow::Result<Server> {
        std::fs::create_dir_all(data)?;
        if let Some(layer) = &mut self.layer {
            layer.begin(data)?;
        }
        Server::start(&self.place, data, persons, self.layer.as_ref())
    }

    fn cut_power(&mut self, data: &Path) -> anyhow::Result<()> {
        if let Some(layer) = &self.layer {
            let lost = layer.cut_power(data, &mut self.random)?;
            self.tally.lost.writes += lost.writes;
            self.tally.lost.names += lost.names;
        }
        Ok(())
    }

    fn load(&mut self, server: &Server, round: u64) -> anyhow::Result<Load> {
        let data = self.place.data();
        let verifiers = Environment::ALL
            .into_iter()
            .map(|environment| anyhow::Ok((environment, verifier(&data, environment)?)))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let asking = Asking {
            address: server.address,
            token: self.sessions.last().cloned().context("a session")?,
            codes: self.codes.clone(),
            verifiers,
            round,
        };
        self.random.next();
        Ok(Load::begin(asking, CONNECTIONS, &self.random))
    }

    /// Signs in once more beside the queries.
    fn sign_in(&mut self, server: &Server) -> Option<JoinHandle<(User, anyhow::Result<String>)>> {
        let mut user = self.user.take()?;
        let address = server.address;
        Some(std::thread::spawn(move || {
            let outcome = user.sign_in(address);
            (user, outcome)
        }))
    }

    fn take_sign_in(&mut self, sign_in: JoinHandle<(User, anyhow::Result<String>)>) -> anyhow::Result<()> {
        let (user, outcome) = sign_in
            .join()
            .map_err(|_| anyhow::anyhow!("the sign-in panicked"))?;
        self.user = Some(user);
        match outcome {
            Ok(token) => {
                self.tally.sign_ins += 1;
                self.sessions.push(token);
                // Sessions without use end after half an hour.
                if self.sessions.len() > 3 {
                    self.sessions.remove(0);
                }
                Ok(())
            }
            Err(error) if error.is::<Refused>() => Err(error.context("sign in again")),
            // Cut off by the crash.
            Err(_) => Ok(()),
        }
    }

    /// Remembers what the answers' receipts say, for the next look.
    fn take_answers(&mut self, heard: Heard) -> anyhow::Result<()> {
        self.tally.answers += heard.kept.len() as u64;
        self.tally.unanswered += heard.unanswered.len() as u64;
        for kept in heard.kept {
            let log = self.logs.entry(kept.environment).or_default();
            let twice = log.entries.insert(kept.index, to_hex(kept.commitment.as_bytes()));
            ensure!(
                twice.is_none(),
                "two answers with the receipt of entry {}",
                kept.index
            );
            let root = to_hex(&kept.root);
            let other = log.roots.insert(kept.size, root.clone());
            ensure!(
                other.is_none_or(|other| other == root),
                "two checkpoints of {} entries differ",
                kept.size
            );
            self.last_receipt = Some(kept.receipt);
        }
        for environment in heard.unanswered {
            self.logs.entry(environment).or_default().unanswered += 1;
        }
        Ok(())
    }

    fn order(&self, data: PathBuf, persons: Option<u64>, was_served: bool) -> Order {
        Order {
            data,
            persons,
            sessions: self.sessions.clone(),
            logs: self
                .logs
                .iter()
                .map(|(environment, expected)| (environment.code().to_owned(), expected.clone()))
                .collect(),
            was_served,
        }
    }

    /// What was found becomes what the next look begins with.
    fn take_look(&mut self, look: Option<Look>) -> anyhow::Result<()> {
        let Some(look) = look else { return Ok(()) };
        let report = look.end(&self.place.folder)?;
        self.tally.looks += 1;
        self.persons = Some(report.persons);
        for environment in Environment::ALL {
            let Found { end, last_time, .. } = found(&report, environment)?;
            self.logs.insert(
                environment,
                Expected {
                    looked_at: end,
                    last_time,
                    ..Expected::default()
                },
            );
        }
        Ok(())
    }

    /// The program's own verification of all three logs from their beginning, also against the
    /// last receipt.
    fn verify_whole(&self, data: &Path) -> anyhow::Result<()> {
        let mut command = Command::new(self.place.program());
        command.args(["log", "verify", "--data"]).arg(data);
        if let Some(receipt) = &self.last_receipt {
            let file = self.place.folder.join("last.tlog-proof");
            std::fs::write(&file, receipt)?;
            command.arg("--against").arg(file);
        }
        let output = command.env("LUOTAIN_LOG", "error").output()?;
        let words = String::from_utf8_lossy(&output.stdout);
        ensure!(
            output.status.success() && words.matches(": sound, ").count() == 3,
            "luotain log verify: {words}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        print!(
            "{}",
            words
                .lines()
                .map(|line| format!("    {line}\n"))
                .collect::<String>()
        );
        Ok(())
    }

    /// The server starts once more, answers, ends in order; then everything is looked at from
    /// the beginning.
    fn finish(&mut self, look: Option<Look>) -> anyhow::Result<()> {
        self.take_look(look)?;
        let data = self.place.data();
        let said = std::fs::read(self.place.words())?.len();
        let mut server = self.start(&data, PERSONS)?;
        server.wait_until_ready()?;
        let load = self.load(&server, 0)?;
        pause(50);
        server.tell_to_end()?;
        ensure!(
            server.wait_for_end()?.success(),
            "the server did not end in order"
        );
        let words = std::fs::read(self.place.words())?;
        let words = String::from_utf8_lossy(words.get(said..).unwrap_or_default());
        ensure!(!words.contains("ERROR"), "an orderly end told of errors: {words}");
        let heard = load.heard()?;
        ensure!(!heard.kept.is_empty(), "the server answers no more");
        self.take_answers(heard)?;
        let order = self.order(data.clone(), self.persons, true);
        self.take_look(Some(Look::begin(&order, &self.place)?))?;
        self.verify_whole(&data)?;
        self.words_name_nobody()
    }

    /// All that the servers said, from the first start to the last, holds nothing of whom it was
    /// asked about and nothing that opens a session.
    fn words_name_nobody(&self) -> anyhow::Result<()> {
        let words = std::fs::read_to_string(self.place.words())?;
        ensure!(words.contains("answered"), "the servers' log tells of requests");
        let secrets = self.codes.iter().chain(&self.sessions).map(String::as_str);
        for secret in secrets.chain([OWN_PASSWORD]) {
            ensure!(
                !words.contains(secret),
                "{secret} stands in {}",
                self.place.words().display()
            );
        }
        Ok(())
    }

    /// Another folder, struck while it is made: the next start makes it whole.
    fn crash_while_making(&mut self, round: u64) -> anyhow::Result<()> {
        *self.tally.moments.entry(Moment::Making).or_default() += 1;
        let data = self.place.folder.join(format!("making-{round}"));
        let server = self.start(&data, PERSONS)?;
        pause(self.random.below(self.making_millis));
        server.kill()?;
        self.cut_power(&data)?;
        let mut server = self.start(&data, PERSONS)?;
        server.wait_until_ready().context("the start after it")?;
        server.kill()?;
        self.cut_power(&data)?;
        let order = Order {
            data: data.clone(),
            persons: self.persons,
            was_served: true,
            ..Order::default()
        };
        Look::begin(&order, &self.place)?.end(&self.place.folder)?;
        self.tally.looks += 1;
        remove_folder(&data)
    }

    fn tell(&self) {
        let Tally {
            moments,
            answers,
            sign_ins,
            unanswered,
            lost,
            looks,
        } = &self.tally;
        for (moment, count) in moments {
            println!("  {count:>5} × {}", moment.text());
        }
        println!(
            "  {answers} answers, each with its entry; {unanswered} queries cut off; {sign_ins} sign-ins; {looks} looks"
        );
        if self.layer.is_some() {
            let words = std::fs::read_to_string(self.place.words()).unwrap_or_default();
            println!(
                "  {} unsynced writes and {} unsynced names were lost or torn; {} starts cut half a write off the store's log",
                lost.writes,
                lost.names,
                words.matches(": cut off").count()
            );
        }
    }
}

fn found(report: &Report, environment: Environment) -> anyhow::Result<Found> {
    report
        .logs
        .get(environment.code())
        .cloned()
        .context("a log in the report")
}

fn pause(millis: u64) {
    std::thread::sleep(Duration::from_millis(millis));
}
