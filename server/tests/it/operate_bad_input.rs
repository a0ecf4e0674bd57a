//! What goes wrong with a running service from outside: a stranger's proxy header, a backup that
//! was cut off, the end in the middle of a load. Real processes, real folders.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fs::File;
use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::operate::{
    CODE, ORIGIN, Place, Serving, first_backup, free_address, get, init, luotain, said, signal,
};

/// A service that is ready; what it says goes into `words` of its place.
struct Ready {
    serving: Serving,
    address: SocketAddr,
    watch: SocketAddr,
}

async fn ready(place: &Place, more: &[&str]) -> Ready {
    let (address, watch) = (free_address(), free_address());
    let words = File::options()
        .create(true)
        .append(true)
        .open(place.at("words"))
        .unwrap();
    let child = luotain()
        .args(["serve", "--origin", ORIGIN, "--support-phone", "0295 000 000"])
        .args(["--support-email", "tuki@luotain.example", "--log-format", "json"])
        .args([
            "--listen",
            &address.to_string(),
            "--watch-listen",
            &watch.to_string(),
        ])
        .arg("--data")
        .arg(place.at("data"))
        .arg("--copies")
        .arg(place.at("copies"))
        .arg("--site")
        .arg(place.at("site"))
        .args(more)
        .env("LUOTAIN_LOG", "trace")
        .stdout(Stdio::null())
        .stderr(words)
        .spawn()
        .unwrap();
    let mut serving = Serving(child);
    while !get(watch, "/readyz")
        .await
        .is_some_and(|answer| answer.contains("200 OK"))
    {
        assert!(serving.0.try_wait().unwrap().is_none(), "it ended");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ready {
        serving,
        address,
        watch,
    }
}

/// A whole answer to one request of a connection of its own: status, cookie, body.
async fn post(address: SocketAddr, path: &str, headers: &str, body: &Value) -> (u16, Option<String>, String) {
    let body = body.to_string();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: {ORIGIN}\r\nConnection: close\r\n{headers}\
         Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    let cookie = answer
        .split_once("__Host-luotain=")
        .and_then(|(_, rest)| rest.split(';').next())
        .map(str::to_owned);
    (status, cookie, answer)
}

fn credentials(username: &str, password: &str) -> Value {
    json!({ "credentials": { "username": username, "password": password } })
}

#[tokio::test]
async fn a_proxy_header_is_believed_from_our_own_proxy_only() {
    let place = Place::new("proxy");
    let made = init(&place, "data");
    assert!(made.status.success(), "{}", said(&made));
    // Each guess says that it is for somebody else: guessing is slowed down by the source.
    for (more, expected) in [
        (&[][..], 429),
        (&["--trusted-proxy", "127.0.0.2"][..], 429),
        (&["--trusted-proxy", "127.0.0.1"][..], 401),
    ] {
        let service = ready(&place, more).await;
        let mut last = 0;
        for guess in 1..=8 {
            let header = format!("X-Forwarded-For: 192.0.2.{guess}\r\n");
            let body = credentials("viranomainen.avalvoja", "väärä mutta pitkä salasana");
            (last, _, _) = post(service.address, "/api/sign-in/password", &header, &body).await;
        }
        assert_eq!(last, expected, "{more:?}");
        signal(&service.serving, "-KILL");
    }
}

#[tokio::test]
async fn a_backup_that_was_cut_off_is_refused_and_leaves_nothing_behind() {
    let place = Place::new("cut-backup");
    let made = init(&place, "data");
    assert!(made.status.success(), "{}", said(&made));
    let taken = luotain()
        .args(["backup", "take", "--data"])
        .arg(place.at("data"))
        .arg("--copies")
        .arg(place.at("copies"))
        .arg("--into")
        .arg(place.at("backups"))
        .output()
        .unwrap();
    assert!(taken.status.success(), "{}", said(&taken));
    let whole = std::fs::read(first_backup(&place.at("backups")).await).unwrap();
    let file = place.at("cut.backup");
    let restore = || {
        luotain()
            .args(["backup", "restore"])
            .arg(&file)
            .arg("--data")
            .arg(place.at("elsewhere"))
            .arg("--keys")
            .arg(place.at("data/keys"))
            .output()
            .unwrap()
    };
    for length in [0, 10, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&file, &whole[..length]).unwrap();
        let verified = luotain().args(["backup", "verify"]).arg(&file).output().unwrap();
        assert!(!verified.status.success(), "{length}: {}", said(&verified));
        let restored = restore();
        assert!(!restored.status.success(), "{length}: {}", said(&restored));
        assert!(!said(&restored).contains("panicked"), "{}", said(&restored));
        assert!(!place.at("elsewhere").exists(), "{length}");
    }
    // The whole one goes into the same folder.
    std::fs::write(&file, &whole).unwrap();
    let restored = restore();
    assert!(restored.status.success(), "{}", said(&restored));
}

/// Asks for pages until nobody answers any more; how many came in full. What came in part is
/// told.
async fn keep_asking(address: SocketAddr, path: &'static str, answered: &AtomicU64) -> Option<String> {
    loop {
        let Ok(mut stream) = TcpStream::connect(address).await else {
            return None;
        };
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let mut answer = Vec::new();
        let sent = stream.write_all(request.as_bytes()).await;
        let read = stream.read_to_end(&mut answer).await;
        if answer.is_empty() {
            // Not taken: the end had begun.
            return None;
        }
        if sent.is_err() || read.is_err() || !is_whole(&answer) {
            return Some(String::from_utf8_lossy(&answer).into_owned());
        }
        answered.fetch_add(1, Ordering::Relaxed);
    }
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        line.to_lowercase()
            .strip_prefix("content-length: ")?
            .parse::<usize>()
            .ok()
    });
    head.starts_with("HTTP/1.1 200")
        && length.map_or_else(
            || answer.ends_with(b"0\r\n\r\n"),
            |length| answer.len() == head.len() + 4 + length,
        )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn told_to_end_under_load_it_finishes_what_it_has_begun() {
    let place = Place::new("load");
    let made = init(&place, "data");
    assert!(made.status.success(), "{}", said(&made));
    let mut service = ready(&place, &[]).await;
    let answered = Arc::new(AtomicU64::new(0));
    let askers: Vec<_> = ["/help", "/sign-in", "/", "/receipt"]
        .into_iter()
        .cycle()
        .take(12)
        .map(|path| {
            let answered = Arc::clone(&answered);
            let address = service.address;
            tokio::spawn(async move { keep_asking(address, path, &answered).await })
        })
        .collect();
    while answered.load(Ordering::Relaxed) < 100 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    signal(&service.serving, "-TERM");
    for asker in askers {
        assert_eq!(asker.await.unwrap(), None, "an answer was cut off");
    }
    assert!(service.serving.0.wait().unwrap().success(), "it ends in order");
    // Nothing has to be mended: the logs are sound, and it starts again.
    let verified = luotain()
        .args(["log", "verify", "--data"])
        .arg(place.at("data"))
        .arg("--copies")
        .arg(place.at("copies"))
        .output()
        .unwrap();
    assert!(verified.status.success(), "{}", said(&verified));
    ready(&place, &[]).await;
}

#[tokio::test]
async fn the_words_of_a_real_run_hold_no_code_password_or_token() {
    let place = Place::new("words");
    let made = init(&place, "data");
    let words = said(&made);
    let first = words
        .lines()
        .find_map(|line| line.trim().strip_prefix("one-time code"))
        .unwrap()
        .trim()
        .to_owned();
    let mut service = ready(&place, &[]).await;
    let address = service.address;
    let mut secrets = vec![
        CODE.to_owned(),
        CODE.to_lowercase(),
        first.clone(),
        "väärä mutta pitkä".to_owned(),
        "Aino Valvoja".to_owned(),
        "aino.valvoja@".to_owned(),
    ];
    let wrong = credentials(CODE, "väärä mutta pitkä salasana");
    let (status, _, _) = post(address, "/api/sign-in/password", "", &wrong).await;
    assert_eq!(status, 401);
    let right = credentials("viranomainen.avalvoja", &first);
    let (status, cookie, _) = post(address, "/api/sign-in/password", "", &right).await;
    assert_eq!(status, 200);
    let cookie = cookie.unwrap();
    let header = format!("Cookie: __Host-luotain={cookie}\r\n");
    let own = "kolme vihreää kuusta tunturilla";
    let passwords = json!({ "password": own, "repeated": own });
    let (status, cookie_after, _) = post(address, "/api/sign-in/new-password", &header, &passwords).await;
    assert_eq!(status, 200);
    secrets.extend([own.to_owned(), cookie, cookie_after.unwrap()]);
    for path in [format!("/{CODE}"), format!("/help/{CODE}?x={CODE}")] {
        assert!(get(address, &path).await.unwrap().contains(" 404 "));
    }
    let body = json!({ "query": { "code": CODE } });
    post(address, "/api/query/person", "", &body).await;
    let metrics = get(service.watch, "/metrics").await.unwrap();
    signal(&service.serving, "-TERM");
    assert!(service.serving.0.wait().unwrap().success());

    let told = std::fs::read_to_string(place.at("words")).unwrap();
    assert!(
        told.contains("\"http.route\":\"/api/sign-in/password\""),
        "{told}"
    );
    for line in told.lines() {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "no object: {line}");
    }
    for secret in &secrets {
        assert!(!told.contains(secret.as_str()), "{secret} stands in {told}");
        assert!(!metrics.contains(secret.as_str()), "{secret} stands in {metrics}");
    }
}
