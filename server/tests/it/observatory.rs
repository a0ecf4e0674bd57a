//! Our headers, scored as the HTTP Observatory scores them.
//!
//! The rules are those of mdn/mdn-http-observatory: the points of `src/grader/charts.js`, the
//! conditions of `src/analyzer/tests/*.js`, the sum of `src/scanner/index.js`. Left out is what
//! only a scan of the network can tell: redirection from plain HTTP, the certificate, and the list
//! of preloaded hosts, for which nobody gets points here.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use serde_json::json;

use crate::support::{Client, TestApp};

/// What every page shall reach.
const WANTED: i32 = 110;
/// The score below which bonuses do not count (`MINIMUM_SCORE_FOR_EXTRA_CREDIT`).
const EXTRA_FROM: i32 = 90;
/// Half a year as the Observatory counts it, in seconds.
const HALF_A_YEAR: u64 = 15_552_000;
/// Sources that let in anything (`DANGEROUSLY_BROAD`).
const BROAD: [&str; 8] = [
    "ftp:",
    "http:",
    "https:",
    "*",
    "http://*",
    "http://*.*",
    "https://*",
    "https://*.*",
];

/// An answer over TLS.
struct Answer {
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: impl Into<HeaderName>) -> Option<String> {
        let name: HeaderName = name.into();
        let value = self.headers.get(name)?;
        Some(value.to_str().unwrap().trim().to_lowercase())
    }

    /// The policy: each directive with its sources.
    fn policy(&self) -> Option<BTreeMap<String, BTreeSet<String>>> {
        let text = self.header(header::CONTENT_SECURITY_POLICY)?;
        let mut policy = BTreeMap::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace().map(str::to_owned);
            if let Some(name) = words.next() {
                policy.entry(name).or_insert_with(|| words.collect());
            }
        }
        Some(policy)
    }

    /// The points of each rule.
    fn points(&self) -> Vec<(&'static str, i32)> {
        vec![
            ("content-security-policy", self.policy_points()),
            ("cookies", self.cookie_points()),
            ("cross-origin-resource-sharing", self.sharing_points()),
            ("referrer-policy", self.referrer_points()),
            ("strict-transport-security", self.transport_points()),
            ("subresource-integrity", self.integrity_points()),
            ("x-content-type-options", self.sniffing_points()),
            ("x-frame-options", self.framing_points()),
            ("cross-origin-resource-policy", self.resource_points()),
        ]
    }

    /// The score: bonuses count only for one who is good without them.
    fn score(&self) -> i32 {
        let points = self.points();
        let uncurved: i32 = 100 + points.iter().map(|(_, points)| points.min(&0)).sum::<i32>();
        if uncurved >= EXTRA_FROM {
            100 + points.iter().map(|(_, points)| points).sum::<i32>()
        } else {
            uncurved.max(0)
        }
    }

    fn policy_points(&self) -> i32 {
        let Some(policy) = self.policy() else { return -25 };
        let any = BTreeSet::from(["*".to_owned()]);
        let sources = |name: &str| {
            policy
                .get(name)
                .or_else(|| policy.get("default-src"))
                .unwrap_or(&any)
        };
        let has_nonce = |sources: &BTreeSet<String>| {
            sources.iter().any(|source| {
                ["'nonce-", "'sha256-", "'sha384-", "'sha512-"]
                    .iter()
                    .any(|mark| source.starts_with(mark))
            })
        };
        let mut scripts = sources("script-src").clone();
        if scripts.contains("'strict-dynamic'") {
            if !has_nonce(&scripts) {
                return -25;
            }
            scripts
                .retain(|source| !BROAD.iter().any(|broad| source.starts_with(broad)) && source != "'self'");
        }
        let mut styles = sources("style-src").clone();
        for list in [&mut scripts, &mut styles] {
            if has_nonce(list) {
                list.remove("'unsafe-inline'");
            }
        }
        let is_broad = |source: &String| BROAD.contains(&source.as_str());
        let is_unsafe =
            |source: &String| is_broad(source) || source == "'unsafe-inline'" || source == "data:";
        let is_clear = |source: &String| source.starts_with("http:") || source.starts_with("ftp:");
        let passive = ["img-src", "media-src"];
        let mut active = policy
            .iter()
            .filter(|(name, _)| !passive.contains(&name.as_str()) && name.as_str() != "script-src")
            .flat_map(|(_, sources)| sources)
            .chain(&scripts);
        let has_unsafe_script = scripts.iter().any(is_unsafe) || sources("object-src").iter().any(is_broad);
        if has_unsafe_script || active.any(is_clear) {
            -20
        } else if scripts.union(&styles).any(|source| source == "'unsafe-eval'")
            || passive.iter().any(|name| sources(name).iter().any(is_clear))
        {
            -10
        } else if styles.iter().any(is_unsafe) {
            0
        } else if policy.get("default-src") == Some(&BTreeSet::from(["'none'".to_owned()])) {
            10
        } else {
            5
        }
    }

    fn cookie_points(&self) -> i32 {
        let is_protected = self.transport_points() >= 0;
        let cookies = self.headers.get_all(header::SET_COOKIE).iter();
        let of_one = |cookie: &str| {
            let cookie = cookie.to_lowercase();
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie.as_str(), ""));
            let attributes: Vec<&str> = attributes.split(';').map(str::trim).collect();
            let has = |name: &str| attributes.contains(&name);
            let name = pair.split_once('=').map_or(pair, |(name, _)| name);
            // The Observatory knows session cookies by their name; ours is one by any name.
            let is_session =
                ["login", "sess"].iter().any(|mark| name.contains(mark)) || name == "__host-luotain";
            let site = attributes
                .iter()
                .find_map(|attribute| attribute.strip_prefix("samesite="));
            match (is_session, has("secure"), has("httponly"), site) {
                (true, false, _, _) => {
                    if is_protected {
                        -10
                    } else {
                        -40
                    }
                }
                (true, _, false, _) => -30,
                (_, false, _, _) => {
                    if is_protected {
                        -5
                    } else {
                        -20
                    }
                }
                (_, _, _, Some("strict" | "lax")) => 5,
                (_, _, _, Some("none") | None) => 0,
                (_, _, _, Some(_)) => -20,
            }
        };
        cookies
            .map(|cookie| of_one(cookie.to_str().unwrap()))
            .min()
            .unwrap_or(0)
    }

    fn sharing_points(&self) -> i32 {
        let shares = self.header(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        let with_credentials = self.header(header::ACCESS_CONTROL_ALLOW_CREDENTIALS);
        match (shares, with_credentials.as_deref()) {
            (Some(_), Some("true")) => -50,
            _ => 0,
        }
    }

    fn referrer_points(&self) -> i32 {
        match self.header(header::REFERRER_POLICY).as_deref() {
            None => 0,
            Some("no-referrer" | "same-origin" | "strict-origin" | "strict-origin-when-cross-origin") => 5,
            Some(_) => -5,
        }
    }

    fn transport_points(&self) -> i32 {
        let Some(value) = self.header(header::STRICT_TRANSPORT_SECURITY) else {
            return -20;
        };
        let age = value
            .split(';')
            .find_map(|part| part.trim().strip_prefix("max-age="))
            .and_then(|age| age.parse::<u64>().ok());
        match age {
            None => -20,
            Some(age) if age < HALF_A_YEAR => -10,
            Some(_) => 0,
        }
    }

    /// Scripts of our own origin need no digest and get no points without one; a script from
    /// elsewhere costs them.
    fn integrity_points(&self) -> i32 {
        let scripts = self.body.split("<script").skip(1).filter_map(|rest| {
            let tag = rest.split('>').next()?;
            let source = tag.split("src=\"").nth(1)?.split('"').next()?;
            Some((source, tag.contains("integrity=\"")))
        });
        let of_one = |(source, has_digest): (&str, bool)| {
            let is_own = source.starts_with('/') && !source.starts_with("//");
            match (is_own, has_digest, source.starts_with("https:")) {
                (true, true, _) | (false, true, true) => 5,
                (true, false, _) => 0,
                (false, false, true) => -5,
                (false, true, false) => -20,
                (false, false, false) => -50,
            }
        };
        scripts.map(of_one).min().unwrap_or(0)
    }

    fn sniffing_points(&self) -> i32 {
        match self.header(header::X_CONTENT_TYPE_OPTIONS).as_deref() {
            Some("nosniff") => 0,
            _ => -5,
        }
    }

    fn framing_points(&self) -> i32 {
        if self
            .policy()
            .is_some_and(|policy| policy.contains_key("frame-ancestors"))
        {
            return 5;
        }
        match self.header(header::X_FRAME_OPTIONS).as_deref() {
            Some("deny" | "sameorigin") => 0,
            _ => -20,
        }
    }

    fn resource_points(&self) -> i32 {
        let name = HeaderName::from_static("cross-origin-resource-policy");
        match self.header(name).as_deref() {
            Some("same-origin" | "same-site") => 10,
            Some("cross-origin") | None => 0,
            Some(_) => -5,
        }
    }
}

/// What else each answer has (ASVS 3.4 and 4.1.1), whatever it is scored.
fn check_the_rest(answer: &Answer, path: &str) {
    let policy = answer.policy().unwrap();
    for (directive, source) in [
        ("default-src", "'none'"),
        ("base-uri", "'none'"),
        ("frame-ancestors", "'none'"),
    ] {
        let sources = policy.get(directive).unwrap();
        assert_eq!(sources.iter().collect::<Vec<_>>(), [source], "{path} {directive}");
    }
    let transport = answer.header(header::STRICT_TRANSPORT_SECURITY).unwrap();
    assert!(transport.contains("includesubdomains"), "{path}");
    assert!(transport.contains("max-age=63072000"), "{path}");
    let opener = HeaderName::from_static("cross-origin-opener-policy");
    assert_eq!(answer.header(opener).as_deref(), Some("same-origin"), "{path}");
    assert_eq!(
        answer.header(header::SERVER),
        None,
        "{path}: nobody is told what serves"
    );
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), None, "{path}");
    if let Some(kind) = answer.header(header::CONTENT_TYPE)
        && (kind.starts_with("text/") || kind.contains("xml"))
    {
        assert!(kind.ends_with("; charset=utf-8"), "{path}: {kind}");
    }
}

/// A folder with the files of a front, that goes away with the test.
struct Site(std::path::PathBuf);

impl Site {
    fn make() -> Self {
        let path = std::env::temp_dir().join(format!("luotain-observatory-{}", std::process::id()));
        std::fs::create_dir_all(path.join("pkg")).unwrap();
        for name in ["luotain.css", "luotain.js", "luotain.wasm"] {
            std::fs::write(path.join("pkg").join(name), "x").unwrap();
        }
        std::fs::write(path.join("favicon.svg"), "<svg/>").unwrap();
        std::fs::write(path.join("robots.txt"), "x").unwrap();
        Self(path)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn ask(client: &mut Client, path: &str, status: StatusCode) -> Answer {
    let (found, headers, body) = client.get(path).await;
    assert_eq!(found, status, "{path}");
    Answer { headers, body }
}

fn held_to_the_rules(answer: &Answer, path: &str) {
    let score = answer.score();
    assert!(score >= WANTED, "{path} has {score}: {:?}", answer.points());
    check_the_rest(answer, path);
}

#[tokio::test]
async fn every_kind_of_answer_scores_110_at_the_observatory() {
    let app = TestApp::new().await;
    let site = Site::make();
    let router = app.router_over_tls(&site.0);
    let mut stranger = Client {
        router: router.clone(),
        ..app.client()
    };
    let (officer, _) = app.signed_in("kunta.kysely1").await;
    let mut officer = Client { router, ..officer };
    let texts = ask(&mut stranger, "/sign-in", StatusCode::OK).await;
    let texts = texts.body.split("href=\"/texts/").nth(1).unwrap();
    let texts = format!("/texts/{}", texts.split('"').next().unwrap());
    for (path, status) in [
        ("/", StatusCode::OK),
        ("/help", StatusCode::OK),
        ("/sign-in", StatusCode::OK),
        ("/receipt", StatusCode::OK),
        ("/password/order", StatusCode::OK),
        ("/pkg/luotain.css", StatusCode::OK),
        ("/pkg/luotain.js", StatusCode::OK),
        ("/pkg/luotain.wasm", StatusCode::OK),
        ("/favicon.svg", StatusCode::OK),
        ("/robots.txt", StatusCode::OK),
        (texts.as_str(), StatusCode::OK),
        ("/log/keys", StatusCode::OK),
        ("/healthz", StatusCode::OK),
        ("/help/olematon", StatusCode::NOT_FOUND),
        ("/olematon", StatusCode::NOT_FOUND),
        ("/pkg/olematon.js", StatusCode::NOT_FOUND),
        ("/pkg/", StatusCode::NOT_FOUND),
        ("/pkg/..%2frobots.txt", StatusCode::NOT_FOUND),
        ("/pkg/%2e%2e/%2e%2e/etc/passwd", StatusCode::NOT_FOUND),
        ("/.git/config", StatusCode::NOT_FOUND),
        // Those who watch have an address of their own.
        ("/metrics", StatusCode::NOT_FOUND),
        ("/readyz", StatusCode::NOT_FOUND),
        ("/api/query/person", StatusCode::UNAUTHORIZED),
        ("/user", StatusCode::SEE_OTHER),
        ("/language/sv", StatusCode::SEE_OTHER),
    ] {
        held_to_the_rules(&ask(&mut stranger, path, status).await, path);
    }
    for path in [
        "/",
        "/user",
        "/production/query/kunta/asiakaspalvelu",
        "/training",
        "/olematon",
    ] {
        let status = if path == "/olematon" {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::OK
        };
        held_to_the_rules(&ask(&mut officer, path, status).await, path);
    }
    let method = StatusCode::METHOD_NOT_ALLOWED;
    held_to_the_rules(
        &ask(&mut officer, "/api/query/person", method).await,
        "a call by GET",
    );
}

#[tokio::test]
async fn the_cookies_get_the_points_of_good_cookies() {
    let app = TestApp::new().await;
    let mut client = Client {
        router: app.router_over_tls(std::path::Path::new("target/site")),
        ..app.client()
    };
    let language = ask(&mut client, "/language/fi", StatusCode::SEE_OTHER).await;
    assert_eq!(language.cookie_points(), 5);
    assert!(
        language
            .header(header::SET_COOKIE)
            .unwrap()
            .starts_with("__host-")
    );
    // The cookie of the session, as the answer to a password carries it.
    let credentials = json!({ "credentials": {
        "username": "kunta.kysely1", "password": app.temporary_password("kunta.kysely1"),
    } });
    let headers = client.answer_headers("/api/sign-in/password", &credentials).await;
    let session = Answer {
        headers,
        body: String::new(),
    };
    assert_eq!(session.cookie_points(), 5);
    held_to_the_rules(&session, "/api/sign-in/password");
}

#[test]
fn what_the_observatory_finds_bad_loses_points_here_too() {
    let answer = |headers: &[(HeaderName, &str)], body: &str| Answer {
        headers: headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect(),
        body: body.to_owned(),
    };
    assert_eq!(answer(&[], "").score(), 30, "nothing at all");
    let with = |policy: &str| answer(&[(header::CONTENT_SECURITY_POLICY, policy)], "").policy_points();
    for (policy, points) in [
        ("default-src 'none'; form-action 'self'", 10),
        ("default-src 'self'", 5),
        ("default-src 'none'; style-src 'unsafe-inline'", 0),
        ("default-src 'none'; script-src 'self' 'unsafe-eval'", -10),
        ("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'", 10),
        ("default-src 'none'; script-src 'unsafe-inline'", -20),
        ("default-src 'none'; script-src 'nonce-x' 'unsafe-inline'", 10),
        (
            "default-src 'none'; script-src 'nonce-x' 'strict-dynamic' https:",
            10,
        ),
        ("default-src 'none'; script-src 'strict-dynamic'", -25),
        ("default-src 'none'; img-src http://a.example", -10),
        ("default-src 'none'; connect-src http://a.example", -20),
        ("script-src 'self'", -20),
    ] {
        assert_eq!(with(policy), points, "{policy}");
    }
    let cookie = |cookie: &str| {
        let age = (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000");
        answer(&[age, (header::SET_COOKIE, cookie)], "").cookie_points()
    };
    for (text, points) in [
        ("a=b; Secure; HttpOnly; SameSite=Lax", 5),
        ("a=b; Secure", 0),
        ("a=b; Secure; SameSite=Sometimes", -20),
        ("a=b; SameSite=Lax", -5),
        ("__Host-luotain=b; Secure; SameSite=Strict", -30),
        ("session=b; HttpOnly; SameSite=Strict", -10),
    ] {
        assert_eq!(cookie(text), points, "{text}");
    }
    let script = |tag: &str| answer(&[], tag).integrity_points();
    assert_eq!(script("<script src=\"/own.js\"></script>"), 0);
    assert_eq!(script("<script src=\"https://cdn.example/x.js\"></script>"), -5);
    assert_eq!(script("<script src=\"//cdn.example/x.js\"></script>"), -50);
}
