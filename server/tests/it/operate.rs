//! The program as an operator uses it: init, permit, register, serve, watch, back up, kill,
//! restore, and what it refuses (docs/operating.md). Real processes, real folders.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use chrono::{Days, NaiveDate};
use luotain::identifier::PersonalIdentityCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

pub(crate) const ORIGIN: &str = "http://localhost:3999";
pub(crate) const CODE: &str = "010190-999W";

/// A folder that goes away with the test.
pub(crate) struct Place(pub(crate) PathBuf);

impl Place {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("luotain-operate-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(path.join("site/pkg")).unwrap();
        Self(path)
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A program that does not outlive its test.
pub(crate) struct Serving(pub(crate) Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn luotain() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luotain"));
    for (name, _) in std::env::vars() {
        if name.starts_with("LUOTAIN_") {
            command.env_remove(name);
        }
    }
    command
}

pub(crate) fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

pub(crate) fn init(place: &Place, data: &str) -> Output {
    let mut child = luotain()
        .args(["init", "--origin", ORIGIN, "--name-fi", "Rekisteriviranomainen"])
        .args(["--business-id", "1234567-1", "--user-name", "Aino Valvoja"])
        .args(["--user-email", "aino.valvoja@viranomainen.example"])
        .arg("--data")
        .arg(place.at(data))
        .arg("--copies")
        .arg(place.at("copies"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{CODE}").unwrap();
    child.wait_with_output().unwrap()
}

pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn serve(place: &Place, data: &str, more: &[&str]) -> Command {
    let mut command = luotain();
    command
        .args(["serve", "--origin", ORIGIN, "--support-phone", "0295 000 000"])
        .args(["--support-email", "tuki@luotain.example", "--log-format", "json"])
        .arg("--data")
        .arg(place.at(data))
        .arg("--copies")
        .arg(place.at("copies"))
        .arg("--site")
        .arg(place.at("site"))
        .arg("--listen")
        .arg(free_address().to_string())
        .args(more)
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// What a start that must fail says.
fn refusal(place: &Place, data: &str, more: &[&str]) -> String {
    let output = serve(place, data, more).output().unwrap();
    assert!(!output.status.success(), "it started");
    said(&output)
}

pub(crate) async fn get(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = tokio::net::TcpStream::connect(address).await.ok()?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    Some(answer)
}

/// Starts it and waits until it is ready; where those who watch ask.
async fn started(place: &Place, data: &str, more: &[&str]) -> (Serving, SocketAddr) {
    let watch = free_address();
    let text = watch.to_string();
    let mut args = vec!["--watch-listen", text.as_str()];
    args.extend_from_slice(more);
    let mut serving = Serving(
        serve(place, data, &args)
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap(),
    );
    loop {
        if let Some(answer) = get(watch, "/readyz").await
            && answer.contains("200 OK")
        {
            return (serving, watch);
        }
        let ended = serving.0.try_wait().unwrap();
        assert!(ended.is_none(), "it ended: {ended:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub(crate) fn signal(serving: &Serving, name: &str) {
    let sent = Command::new("kill")
        .args([name, &serving.0.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
}

pub(crate) async fn first_backup(folder: &Path) -> PathBuf {
    loop {
        let found = std::fs::read_dir(folder).ok().and_then(|entries| {
            entries
                .filter_map(|entry| Some(entry.ok()?.path()))
                .find(|path| path.extension().is_some_and(|end| end == "backup"))
        });
        if let Some(path) = found {
            return path;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_service_is_made_served_watched_backed_up_killed_and_restored_elsewhere() {
    let place = Place::new("whole");
    let made = init(&place, "data");
    assert!(made.status.success(), "{}", said(&made));
    let words = said(&made);
    assert!(words.contains("viranomainen.avalvoja"), "{words}");
    assert!(
        words.contains("one-time code") && !words.contains(CODE),
        "{words}"
    );
    let again = init(&place, "data");
    assert!(!again.status.success() && said(&again).contains("was made already"));

    let added = luotain()
        .args(["permit", "add", "--data"])
        .arg(place.at("data"))
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/permit.example.json"))
        .output()
        .unwrap();
    assert!(added.status.success(), "{}", said(&added));
    let generated = luotain()
        .args(["register", "generate", "--persons", "200", "--data"])
        .arg(place.at("data"))
        .output()
        .unwrap();
    assert!(generated.status.success(), "{}", said(&generated));

    let backups = place.at("backups");
    let (mut serving, watch) = started(
        &place,
        "data",
        &["--backup-folder", &backups.display().to_string()],
    )
    .await;
    let figures = get(watch, "/metrics").await.unwrap();
    for figure in [
        "luotain_log_open{log=\"production\"} 1",
        "luotain_log_entries{log=\"training\"} 0",
        "luotain_data_disk_free_bytes ",
        "luotain_resident_memory_bytes ",
        "luotain_backup_interval_seconds 86400",
        "luotain_alarm{name=\"log-stopped\"} 0",
        "# EOF",
    ] {
        assert!(figures.contains(figure), "{figure} is not in {figures}");
    }
    // A second one on the same folder does not start.
    assert!(refusal(&place, "data", &[]).contains("in use by another luotain"));

    let backup = first_backup(&backups).await;
    assert_eq!(
        std::fs::metadata(&backup).unwrap().permissions().mode() & 0o777,
        0o600
    );
    signal(&serving, "-KILL");
    serving.0.wait().unwrap();
    drop(serving);

    // What was written after that backup is in the next one.
    let taken = luotain()
        .args(["backup", "take", "--data"])
        .arg(place.at("data"))
        .arg("--copies")
        .arg(place.at("copies"))
        .arg("--into")
        .arg(place.at("later"))
        .output()
        .unwrap();
    assert!(taken.status.success(), "{}", said(&taken));
    let backup = first_backup(&place.at("later")).await;
    let verified = luotain()
        .args(["backup", "verify"])
        .arg(&backup)
        .output()
        .unwrap();
    assert!(said(&verified).contains("whole"), "{}", said(&verified));
    let restore = |into: &str, keys: &str| {
        luotain()
            .args(["backup", "restore"])
            .arg(&backup)
            .arg("--data")
            .arg(place.at(into))
            .arg("--keys")
            .arg(place.at(keys))
            .output()
            .unwrap()
    };
    let without_keys = restore("elsewhere", "site");
    assert!(said(&without_keys).contains("without the kept signing keys"));
    let full = restore("data", "data/keys");
    assert!(said(&full).contains("is not empty"), "{}", said(&full));
    let restored = restore("elsewhere", "data/keys");
    assert!(restored.status.success(), "{}", said(&restored));

    let (mut serving, _) = started(&place, "elsewhere", &[]).await;
    signal(&serving, "-TERM");
    assert!(
        serving.0.wait().unwrap().success(),
        "told to end, it ends in order"
    );

    // If the copies' place is lost, or tells of entries that nobody has any more, the backup gives one.
    let copied = |into: &str| {
        luotain()
            .args(["backup", "verify"])
            .arg(&backup)
            .arg("--checkpoints-into")
            .arg(place.at(into))
            .output()
            .unwrap()
    };
    assert!(copied("new-copies").status.success());
    let verified = luotain()
        .args(["log", "verify", "--data"])
        .arg(place.at("elsewhere"))
        .arg("--copies")
        .arg(place.at("new-copies"))
        .output()
        .unwrap();
    assert_eq!(
        said(&verified).matches(": sound").count(),
        3,
        "{}",
        said(&verified)
    );
    // Never over copies that may tell of more.
    let over = copied("copies");
    assert!(
        !over.status.success() && said(&over).contains("is not empty"),
        "{}",
        said(&over)
    );
}

/// Each file with a secret stops the start while others may read it, and says what to do.
fn every_secret_is_for_its_owner_alone(place: &Place) {
    let chmod = |file: &Path, mode| {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let secret = |name: &str, content: &str| {
        let file = place.at(name);
        std::fs::write(&file, content).unwrap();
        file
    };
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let chain = secret("chain.pem", &made.cert.pem()).display().to_string();
    let tls_key = secret("key.pem", &made.signing_key.serialize_pem());
    let mail = secret("mail-password", "postin salasana\n");
    let passphrase = secret("passphrase", "neljä sattumanvaraista sanaa\n");
    let shown = |file: &Path| file.display().to_string();
    let (tls_shown, mail_shown, passphrase_shown) = (shown(&tls_key), shown(&mail), shown(&passphrase));
    let mail_flags = [
        "--mail-host",
        "mail.example",
        "--mail-sender",
        "luotain@luotain.example",
        "--mail-user",
        "luotain",
        "--mail-password-file",
        &mail_shown,
    ];
    let cases: [(PathBuf, &[&str]); 6] = [
        (place.at("data/keys/production.key"), &[]),
        (place.at("data/keys/training.key"), &[]),
        (place.at("data/keys/changes.key"), &[]),
        (tls_key, &["--tls-certificate", &chain, "--tls-key", &tls_shown]),
        (mail, &mail_flags),
        (passphrase, &["--key-passphrase-file", &passphrase_shown]),
    ];
    for (file, flags) in cases {
        for mode in [0o644, 0o640, 0o604, 0o620] {
            chmod(&file, mode);
            let said = refusal(place, "data", flags);
            assert!(
                said.contains("can be read by others than its owner") && said.contains("chmod 600"),
                "{} {mode:o}: {said}",
                file.display()
            );
        }
        chmod(&file, 0o600);
    }
}

/// Waits until those who watch are told this, for a minute at most.
async fn told(watch: SocketAddr, path: &str, words: &str) {
    let mut last = None;
    for _ in 0..600 {
        last = get(watch, path).await;
        if last.as_ref().is_some_and(|answer| answer.contains(words)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    unreachable!("{path} did not say {words}: {last:?}");
}

#[tokio::test]
async fn a_second_place_that_goes_away_closes_queries_and_opens_them_when_it_is_back() {
    let place = Place::new("copies");
    let made = init(&place, "data");
    assert!(made.status.success(), "{}", said(&made));
    let (mut serving, watch) = started(&place, "data", &[]).await;
    told(watch, "/metrics", "luotain_alarm{name=\"copies-unreachable\"} 0").await;
    std::fs::rename(place.at("copies"), place.at("away")).unwrap();
    told(watch, "/metrics", "luotain_alarm{name=\"copies-unreachable\"} 1").await;
    told(watch, "/readyz", "queries are closed: production, training").await;
    told(watch, "/readyz", "alarm: copies-unreachable").await;
    std::fs::rename(place.at("away"), place.at("copies")).unwrap();
    told(watch, "/metrics", "luotain_alarm{name=\"copies-unreachable\"} 0").await;
    told(watch, "/readyz", "200 OK").await;
    signal(&serving, "-TERM");
    assert!(serving.0.wait().unwrap().success());
}

fn luotain_register(verb: &str, place: &Place, file: &Path) -> Command {
    let mut command = luotain();
    command
        .args(["register", verb, "--data"])
        .arg(place.at("data"))
        .arg(file);
    command
}

/// A file of updates of so many persons, each `times` over.
fn updates(place: &Place, persons: u16, times: u16) -> PathBuf {
    let mut text = String::from(
        "{\"format\":\"luotain-update\",\"version\":1,\"environment\":\"training\",\"day\":\"2026-01-31\"}\n",
    );
    let mut count = 0;
    for time in 0..times {
        for number in 0..persons {
            let birth = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + Days::new(u64::from(number / 99));
            let code = PersonalIdentityCode::from_parts(birth, '-', 900 + number % 99).unwrap();
            let line = format!(
                "{{\"change\":\"{time}\",\"effective\":\"2026-01-{:02}T12:00:00Z\",\"kind\":\"person\",\"record\":{{\"code\":\"{}\",\"facts\":{{\"birthDate\":\"{birth}\"}},\"groups\":{{\"name\":{{\"surname\":\"Nimi{time}\",\"firstNames\":\"Ada\"}}}}}}}}\n",
                1 + time,
                code.as_str(),
            );
            text.push_str(&line);
            count += 1;
        }
    }
    text.push_str(&format!("{{\"end\":{{\"records\":{count}}}}}\n"));
    let file = place.at("updates.jsonl");
    std::fs::write(&file, text).unwrap();
    file
}

#[tokio::test]
async fn a_register_is_brought_up_to_date_while_served_and_a_killed_service_is_made_good() {
    let place = Place::new("updates");
    assert!(init(&place, "data").status.success());
    let (mut serving, _) = started(&place, "data", &[]).await;
    let few = updates(&place, 10, 2);
    let applied = luotain_register("apply", &place, &few).output().unwrap();
    assert!(applied.status.success(), "{}", said(&applied));
    assert!(
        said(&applied).contains("20 persons, 0 buildings"),
        "{}",
        said(&applied)
    );
    let again = luotain_register("apply", &place, &few).output().unwrap();
    assert!(
        said(&again).contains("10 were in it already, 10 were outdated; 0 lines refused"),
        "{}",
        said(&again)
    );

    // Killed in the midst of it, or just after: the command says so unless it was done.
    let many = updates(&place, 5_000, 3);
    let mut command = luotain_register("apply", &place, &many)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    tokio::time::sleep(Duration::from_millis(700)).await;
    signal(&serving, "-KILL");
    serving.0.wait().unwrap();
    drop(serving);
    let status = command.wait().unwrap();
    let left = luotain_register("apply", &place, &many).output().unwrap();
    assert!(left.status.success(), "{status}: {}", said(&left));
    // What came out is what a fresh folder has that nobody killed.
    let exported = |data: &str| {
        let file = place.at(&format!("{data}.jsonl"));
        let output = luotain()
            .args(["register", "export", "--data"])
            .arg(place.at(data))
            .arg(&file)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        std::fs::read(&file).unwrap()
    };
    let mended = exported("data");
    assert!(String::from_utf8_lossy(&mended).contains("\"persons\":5000"));
    std::fs::create_dir(place.at("other")).unwrap();
    let made = luotain()
        .args(["register", "export", "--data"])
        .arg(place.at("other"))
        .arg(place.at("empty.jsonl"))
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", said(&made));
    let whole = luotain()
        .args(["register", "apply", "--data"])
        .arg(place.at("other"))
        .arg(&many)
        .output()
        .unwrap();
    assert!(whole.status.success(), "{}", said(&whole));
    assert!(exported("other") == mended);
    let nowhere = luotain_register("apply", &Place(place.at("none")), &many)
        .output()
        .unwrap();
    assert!(said(&nowhere).contains("holds no store"), "{}", said(&nowhere));
}

#[tokio::test]
async fn what_would_go_wrong_later_is_refused_at_the_start() {
    let place = Place::new("refused");
    assert!(refusal(&place, "nothing", &[]).contains("luotain init"));
    let made = init(&place, "data");
    assert!(made.status.success(), "{}", said(&made));

    let other = refusal(&place, "data", &["--origin", "https://other.example"]);
    assert!(other.contains("`origin`"), "given twice is refused: {other}");
    let output = luotain()
        .args([
            "serve",
            "--origin",
            "https://other.example",
            "--support-phone",
            "1",
        ])
        .args(["--support-email", "x@y.example", "--data"])
        .arg(place.at("data"))
        .arg("--site")
        .arg(place.at("site"))
        .output()
        .unwrap();
    assert!(
        said(&output).contains("this folder was made for localhost"),
        "{}",
        said(&output)
    );

    let file = place.at("luotain.toml");
    std::fs::write(&file, "suport-phone = \"1\"\n").unwrap();
    let unknown = refusal(&place, "data", &["--config", &file.display().to_string()]);
    assert!(unknown.contains("unknown name `suport-phone`"), "{unknown}");

    let half = refusal(&place, "data", &["--tls-key", "/no/such/key.pem"]);
    assert!(half.contains("tls-certificate"), "{half}");

    every_secret_is_for_its_owner_alone(&place);

    // The second place emptied: an older folder could be anything.
    let (mut serving, _) = started(&place, "data", &[]).await;
    signal(&serving, "-TERM");
    assert!(serving.0.wait().unwrap().success());
}

#[tokio::test]
async fn the_settings_are_explained_with_their_sources() {
    let place = Place::new("settings");
    let file = place.at("luotain.toml");
    let example = luotain().args(["config", "example"]).output().unwrap();
    std::fs::write(&file, &example.stdout).unwrap();
    let checked = luotain()
        .args(["config", "check", "--listen", "127.0.0.1:4000", "--site"])
        .arg(place.at("site"))
        .arg("--config")
        .arg(&file)
        .env("LUOTAIN_SUPPORT_PHONE", "1234")
        .output()
        .unwrap();
    let words = said(&checked);
    assert!(checked.status.success(), "{words}");
    assert!(words.contains("127.0.0.1:4000  (command line)"), "{words}");
    assert!(words.contains("1234  (environment)"), "{words}");
    assert!(words.contains("(file "), "{words}");
    let wrong = luotain()
        .args(["config", "check", "--listen", "here", "--config"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(!wrong.status.success());
    assert!(
        said(&wrong).contains("wrong: `listen` (command line)"),
        "{}",
        said(&wrong)
    );
}
