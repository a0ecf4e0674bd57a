//! A small mail server on a real socket that does as it is told: takes messages, refuses them
//! for now or for good, breaks off, offers TLS or not.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// What the server does with a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Takes it.
    #[default]
    Takes,
    /// Refuses the receiver for now.
    Later,
    /// Refuses the receiver for good.
    Refuses,
    /// Takes it and breaks off before saying so.
    BreaksOffAfterwards,
    /// Breaks off in the greeting.
    BreaksOff,
}

/// Which TLS the server has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    None,
    Starttls,
    FromTheBeginning,
}

#[derive(Default)]
struct Shared {
    mood: Mutex<Mood>,
    received: Mutex<Vec<String>>,
    /// All that was said in the clear.
    overheard: Mutex<String>,
    password: Mutex<Option<String>>,
}

pub struct SmtpServer {
    pub port: u16,
    /// The certificate of its own authority, PEM.
    pub root: Vec<u8>,
    shared: Arc<Shared>,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

impl SmtpServer {
    pub async fn start(tls: Tls) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let root = certified.cert.pem().into_bytes();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der()));
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certified.cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let (told, accepting) = (Arc::clone(&shared), acceptor);
        tokio::spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else {
                    return;
                };
                let (shared, acceptor) = (Arc::clone(&told), accepting.clone());
                tokio::spawn(async move {
                    // A client that goes away in the middle is no failure of the server.
                    let _ = serve(stream, tls, &shared, acceptor).await;
                });
            }
        });
        Self { port, root, shared }
    }

    pub fn set(&self, mood: Mood) {
        *self.shared.mood.lock().unwrap() = mood;
    }

    /// Asks for a user and this password from now on.
    pub fn ask_for_password(&self, password: &str) {
        *self.shared.password.lock().unwrap() = Some(password.to_owned());
    }

    /// The messages it has got, as they came.
    pub fn received(&self) -> Vec<String> {
        self.shared.received.lock().unwrap().clone()
    }

    /// What was said without TLS.
    pub fn overheard(&self) -> String {
        self.shared.overheard.lock().unwrap().clone()
    }
}

async fn serve(stream: TcpStream, tls: Tls, shared: &Shared, acceptor: TlsAcceptor) -> std::io::Result<()> {
    let mut is_secret = tls == Tls::FromTheBeginning;
    let mut stream: Box<dyn Stream> = if is_secret {
        Box::new(acceptor.accept(stream).await?)
    } else {
        Box::new(stream)
    };
    let mut greets = true;
    loop {
        let mut lines = BufReader::new(stream);
        let upgrade = talk(&mut lines, tls, shared, is_secret, greets).await?;
        if !upgrade {
            return Ok(());
        }
        stream = Box::new(acceptor.accept(lines.into_inner()).await?);
        (is_secret, greets) = (true, false);
    }
}

/// One conversation; whether it goes on with TLS.
async fn talk(
    stream: &mut BufReader<Box<dyn Stream>>,
    tls: Tls,
    shared: &Shared,
    is_secret: bool,
    greets: bool,
) -> std::io::Result<bool> {
    let mood = *shared.mood.lock().unwrap();
    if mood == Mood::BreaksOff {
        return Ok(false);
    }
    if greets {
        stream.write_all(b"220 localhost ready\r\n").await?;
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(false);
        }
        if !is_secret {
            shared.overheard.lock().unwrap().push_str(&line);
        }
        let password = shared.password.lock().unwrap().clone();
        let verb = line.split([' ', '\r']).next().unwrap_or_default().to_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => {
                let mut offers = vec!["localhost", "8BITMIME"];
                if tls == Tls::Starttls && !is_secret {
                    offers.push("STARTTLS");
                }
                if password.is_some() {
                    offers.push("AUTH PLAIN");
                }
                let last = offers.len() - 1;
                offers
                    .iter()
                    .enumerate()
                    .map(|(at, offer)| format!("250{}{offer}\r\n", if at == last { ' ' } else { '-' }))
                    .collect()
            }
            "STARTTLS" if tls == Tls::Starttls && !is_secret => {
                stream.write_all(b"220 go on\r\n").await?;
                return Ok(true);
            }
            "AUTH" => {
                let given = line.split_whitespace().nth(2).unwrap_or_default();
                let given = String::from_utf8(STANDARD.decode(given).unwrap_or_default()).unwrap_or_default();
                if password.is_some_and(|password| given.ends_with(&format!("\0{password}"))) {
                    "235 welcome\r\n".to_owned()
                } else {
                    "535 the secret words of the server\r\n".to_owned()
                }
            }
            "RCPT" if mood == Mood::Later => "450 the secret words of the server\r\n".to_owned(),
            "RCPT" if mood == Mood::Refuses => "550 the secret words of the server\r\n".to_owned(),
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let mut message = String::new();
                loop {
                    let mut line = String::new();
                    if stream.read_line(&mut line).await? == 0 {
                        return Ok(false);
                    }
                    if line == ".\r\n" {
                        break;
                    }
                    message.push_str(&line);
                }
                shared.received.lock().unwrap().push(message);
                if mood == Mood::BreaksOffAfterwards {
                    return Ok(false);
                }
                "250 taken\r\n".to_owned()
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(false);
            }
            _ => "250 so be it\r\n".to_owned(),
        };
        stream.write_all(answer.as_bytes()).await?;
    }
}

/// A header of a message.
pub fn header(message: &str, name: &str) -> String {
    let (head, _) = message.split_once("\r\n\r\n").unwrap();
    let head = head.replace("\r\n ", " ");
    head.lines()
        .find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
        .unwrap_or_default()
}

/// The text of a message, as its receiver reads it.
pub fn text(message: &str) -> String {
    let (_, body) = message.split_once("\r\n\r\n").unwrap();
    let bytes = match header(message, "Content-Transfer-Encoding").as_str() {
        "base64" => STANDARD.decode(body.replace("\r\n", "")).unwrap(),
        "quoted-printable" => {
            let body = body.replace("=\r\n", "");
            let mut bytes = Vec::new();
            let mut rest = body.as_bytes();
            while let Some((first, after)) = rest.split_first() {
                if *first == b'=' {
                    let code = std::str::from_utf8(&after[..2]).unwrap();
                    bytes.push(u8::from_str_radix(code, 16).unwrap());
                    rest = &after[2..];
                } else {
                    bytes.push(*first);
                    rest = after;
                }
            }
            bytes
        }
        _ => body.as_bytes().to_vec(),
    };
    String::from_utf8(bytes).unwrap()
}
