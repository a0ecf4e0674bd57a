//! What a browser does: signing in with a password and a key, and many queries at once. Each
//! answer that was received in full is kept with what its receipt says.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, bail};
use luotain::environment::Environment;
use luotain::log::{Commitment, NoteVerifier, Receipt};
use luotain::query::AnswerKind;
use serde_json::{Value, json};
use webauthn_authenticator_rs::WebauthnAuthenticator;
use webauthn_authenticator_rs::prelude::Url;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

use crate::random::Random;

pub const USERNAME: &str = "kunta.kysely1";
pub const OWN_PASSWORD: &str = "kaatuva palvelin pitää sanansa";

/// One keep-alive connection. It reads just enough of HTTP to know where an answer ends.
pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    pub cookie: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

impl Connection {
    pub fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            stream,
            received: Vec::new(),
        })
    }

    pub fn is_healthy(&mut self) -> bool {
        let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
        self.stream.write_all(request.as_bytes()).is_ok()
            && self.read_answer().is_ok_and(|answer| answer.status == 200)
    }

    /// A POST as the page makes it.
    pub fn post(&mut self, path: &str, body: &Value, token: Option<&str>) -> anyhow::Result<Answer> {
        let port = self.stream.peer_addr()?.port();
        let body = body.to_string();
        let cookie = token
            .map(|token| format!("Cookie: __Host-luotain={token}\r\n"))
            .unwrap_or_default();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n{cookie}\
             Content-Type: application/json\r\nAccept: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes())?;
        self.read_answer()
    }

    fn read_answer(&mut self) -> anyhow::Result<Answer> {
        let mut part = [0; 16 * 1024];
        loop {
            if let Some(answer) = self.take_answer()? {
                return Ok(answer);
            }
            let read = self.stream.read(&mut part)?;
            if read == 0 {
                bail!("the connection was closed");
            }
            self.received.extend(part.iter().take(read));
        }
    }

    /// A whole answer out of what was received, if there is one.
    fn take_answer(&mut self) -> anyhow::Result<Option<Answer>> {
        let Some(end) = self.received.windows(4).position(|window| window == b"\r\n\r\n") else {
            return Ok(None);
        };
        let head = String::from_utf8_lossy(self.received.get(..end).unwrap_or_default()).into_owned();
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1)?.parse().ok())
            .context("an answer without status")?;
        let (mut length, mut cookie) = (0, None);
        for line in lines {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.trim().parse()?,
                "set-cookie" => {
                    cookie = value
                        .trim()
                        .strip_prefix("__Host-luotain=")
                        .and_then(|rest| rest.split(';').next())
                        .filter(|token| !token.is_empty())
                        .map(str::to_owned)
                        .or(cookie);
                }
                _ => {}
            }
        }
        let whole = end + 4 + length;
        if self.received.len() < whole {
            return Ok(None);
        }
        let rest = self.received.split_off(whole);
        let body = self.received.split_off(end + 4);
        self.received = rest;
        Ok(Some(Answer { status, cookie, body }))
    }
}

/// A user with a key.
pub struct User {
    key: SoftPasskey,
}

impl User {
    /// The first sign-in, with the temporary password: a new one, and a linked key. Gives the
    /// session's token.
    pub fn first_sign_in(address: SocketAddr, data: &Path) -> anyhow::Result<(Self, String)> {
        let mut user = Self {
            key: SoftPasskey::new(true),
        };
        let users: Value = serde_json::from_slice(&std::fs::read(data.join("demo-users.json"))?)?;
        let temporary = users
            .as_array()
            .into_iter()
            .flatten()
            .find(|user| user["username"] == USERNAME)
            .and_then(|user| user["password"].as_str())
            .context("the user's temporary password")?;
        let mut steps = Steps::begin(address)?;
        steps.password(temporary)?;
        let passwords = json!({ "password": OWN_PASSWORD, "repeated": OWN_PASSWORD });
        steps.step("/api/sign-in/new-password", &passwords)?;
        let question = steps.step("/api/user/key/link/start", &json!({}))?;
        let options = serde_json::from_value(question["options"].clone())?;
        let credential = user
            .key
            .do_registration(steps.origin()?, options)
            .map_err(|error| anyhow::anyhow!("link the key: {error:?}"))?;
        let answer = json!({ "answer": { "id": question["id"], "credential": credential, "name": "Avain" } });
        steps.step("/api/user/key/link/finish", &answer)?;
        Ok((user, steps.token()?))
    }

    /// A later sign-in, with the own password and the key.
    pub fn sign_in(&mut self, address: SocketAddr) -> anyhow::Result<String> {
        let mut steps = Steps::begin(address)?;
        steps.password(OWN_PASSWORD)?;
        let question = steps.step("/api/sign-in/key/start", &json!({}))?;
        let options = serde_json::from_value(question["options"].clone())?;
        let credential = self
            .key
            .do_authentication(steps.origin()?, options)
            .map_err(|error| anyhow::anyhow!("use the key: {error:?}"))?;
        let answer = json!({ "answer": { "id": question["id"], "credential": credential } });
        steps.step("/api/sign-in/key/finish", &answer)?;
        steps.token()
    }
}

/// A session on its way up.
struct Steps {
    connection: Connection,
    address: SocketAddr,
    token: Option<String>,
}

impl Steps {
    fn begin(address: SocketAddr) -> anyhow::Result<Self> {
        Ok(Self {
            connection: Connection::open(address)?,
            address,
            token: None,
        })
    }

    fn password(&mut self, password: &str) -> anyhow::Result<Value> {
        let body = json!({ "credentials": { "username": USERNAME, "password": password } });
        self.step("/api/sign-in/password", &body)
    }

    fn step(&mut self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let answer = self.connection.post(path, body, self.token.as_deref())?;
        if answer.status != 200 {
            bail!(Refused(path.to_owned(), answer.status, answer.json()));
        }
        let body = answer.json();
        self.token = answer.cookie.or(self.token.take());
        Ok(body)
    }

    fn origin(&self) -> anyhow::Result<Url> {
        Ok(Url::parse(&format!("http://localhost:{}", self.address.port()))?)
    }

    fn token(self) -> anyhow::Result<String> {
        self.token.context("a session")
    }
}

/// An answer that is no: what a kill never gives.
#[derive(Debug, thiserror::Error)]
#[error("{0} answered {1}: {2}")]
pub struct Refused(String, u16, Value);

/// An answer that was received in full.
pub struct Kept {
    pub environment: Environment,
    pub index: u64,
    pub commitment: Commitment,
    pub size: u64,
    pub root: [u8; 32],
    pub receipt: String,
    /// There was nothing to see. The quota of such answers is per hour and user.
    pub is_miss: bool,
}

/// What one or more connections have to tell.
#[derive(Default)]
pub struct Heard {
    pub kept: Vec<Kept>,
    /// The environments of queries that were sent and not answered: at most one a connection.
    pub unanswered: Vec<Environment>,
    /// What must not happen: a refusal, or a receipt that does not say what was asked.
    pub faults: Vec<String>,
}

/// What the queries of a round have in common.
pub struct Asking {
    pub address: SocketAddr,
    pub token: String,
    pub codes: Vec<String>,
    pub verifiers: Vec<(Environment, NoteVerifier)>,
    pub round: u64,
}

/// Queries over several connections, until the server is gone.
pub struct Load(Vec<JoinHandle<Heard>>);

impl Load {
    pub fn begin(asking: Asking, connections: u64, random: &Random) -> Self {
        let asking = Arc::new(asking);
        Self(
            (0..connections)
                .map(|number| {
                    let (asking, random) = (Arc::clone(&asking), random.branch(number + 1));
                    std::thread::spawn(move || ask(&asking, number, random))
                })
                .collect(),
        )
    }

    /// What was heard, once the server is gone.
    pub fn heard(self) -> anyhow::Result<Heard> {
        let mut all = Heard::default();
        for thread in self.0 {
            let heard = thread.join().map_err(|_| anyhow::anyhow!("a client panicked"))?;
            all.kept.extend(heard.kept);
            all.unanswered.extend(heard.unanswered);
            all.faults.extend(heard.faults);
        }
        Ok(all)
    }
}

fn ask(asking: &Asking, number: u64, mut random: Random) -> Heard {
    let mut heard = Heard::default();
    let Ok(mut connection) = Connection::open(asking.address) else {
        return heard;
    };
    let mut codes = asking.codes.clone();
    for query in 0_u64.. {
        let environment = match random.below(4) {
            0 => Environment::Training,
            _ => Environment::Production,
        };
        let code = random.of(&codes).cloned().unwrap_or_default();
        let reference = format!("CRASH {}-{number}-{query}", asking.round);
        let body = json!({ "query": {
            "environment": environment.code(), "permit": "kunta", "role": "asiakaspalvelu",
            "purpose": "asukaspalvelu", "reference": reference, "code": code,
        } });
        let Ok(answer) = connection.post("/api/query/person", &body, Some(&asking.token)) else {
            heard.unanswered.push(environment);
            break;
        };
        match keep(asking, environment, &code, &reference, &answer) {
            Ok(kept) => {
                // A fast machine would otherwise come to the end of the quota within a round.
                if kept.is_miss {
                    codes.retain(|other| *other != code);
                }
                heard.kept.push(kept);
            }
            Err(fault) => {
                heard.unanswered.push(environment);
                heard.faults.push(format!("query {reference}: {fault:#}"));
                break;
            }
        }
    }
    heard
}

/// Holds an answer against its receipt.
fn keep(
    asking: &Asking,
    environment: Environment,
    code: &str,
    reference: &str,
    answer: &Answer,
) -> anyhow::Result<Kept> {
    let body = answer.json();
    if answer.status != 200 {
        bail!("answered {}: {}", answer.status, body["problem"]["code"]);
    }
    let text = body["receipt"].as_str().context("an answer without receipt")?;
    let receipt = Receipt::parse(text).context("the receipt does not read")?;
    let verifier = asking
        .verifiers
        .iter()
        .find(|(one, _)| *one == environment)
        .map(|(_, verifier)| verifier)
        .context("a key")?;
    let verified = receipt.verify(verifier).context("the receipt proves nothing")?;
    let entry = verified.entry();
    let is_ours = entry.reference.as_deref() == Some(reference)
        && entry.environment == environment
        && entry
            .criteria
            .iter()
            .any(|(name, value)| name == "personalIdentityCode" && value == code);
    if !is_ours {
        bail!("the receipt is of another query");
    }
    Ok(Kept {
        environment,
        index: receipt.index,
        commitment: Commitment::new(&receipt.salt, &receipt.payload),
        size: verified.size(),
        root: *verified.checkpoint().root().as_bytes(),
        receipt: text.to_owned(),
        is_miss: entry.result == AnswerKind::NoData.code(),
    })
}
