//! Handing a message to a mail server by SMTP.

use std::time::{Duration, SystemTime};

use anyhow::Context;
use lettre::address::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use luotain::management::{MailFailure, MailProblem};
use luotain::service::mail::{Letter, MailCarrier};

use super::Security;

/// How long the server may take for a command.
const PATIENCE: Duration = Duration::from_secs(20);
/// Reply codes that concern our signing in, not the message (RFC 4954).
const SIGN_IN_CODES: [u16; 4] = [530, 534, 535, 538];

/// A mail server that takes our messages. Every message has a connection of its own.
#[derive(Clone)]
pub struct SmtpCarrier {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Mailbox,
}

impl std::fmt::Debug for SmtpCarrier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SmtpCarrier(..)")
    }
}

impl SmtpCarrier {
    /// A carrier. `root`: a further authority (PEM) that may sign the server's certificate.
    ///
    /// # Errors
    /// If the certificate does not read.
    pub fn new(
        host: &str,
        port: u16,
        security: Security,
        credentials: Option<Credentials>,
        sender: Mailbox,
        root: Option<&[u8]>,
    ) -> anyhow::Result<Self> {
        let encrypted = || -> anyhow::Result<TlsParameters> {
            let mut parameters = TlsParameters::builder(host.to_owned());
            if let Some(root) = root {
                let root = Certificate::from_pem(root).context("the mail server's root does not read")?;
                parameters = parameters.add_root_certificate(root);
            }
            parameters.build().context("prepare TLS for mail")
        };
        let tls = match security {
            Security::Starttls => Tls::Required(encrypted()?),
            Security::Tls => Tls::Wrapper(encrypted()?),
            Security::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
            .tls(tls)
            .hello_name(ClientId::Domain(sender.email.domain().to_owned()))
            .timeout(Some(PATIENCE));
        if let Some(credentials) = credentials {
            builder = builder.credentials(credentials);
        }
        Ok(Self {
            transport: builder.build(),
            sender,
        })
    }

    /// The message as it is sent: plain text, and an id that stays the same, so that a second
    /// copy is known as one.
    fn message(&self, letter: Letter) -> Option<Message> {
        let to: Address = letter.to.parse().ok()?;
        Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject)
            .message_id(Some(format!(
                "<{}@{}>",
                letter.id.as_str(),
                self.sender.email.domain()
            )))
            .date(SystemTime::from(letter.time))
            // Nobody's holiday answer should come back (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .ok()
    }
}

impl MailCarrier for SmtpCarrier {
    async fn carry(&self, letter: Letter) -> Result<(), MailFailure> {
        let message = self
            .message(letter)
            .ok_or(MailFailure::of(MailProblem::Message))?;
        // The library's limit is for one command; a server that trickles must not hold us up.
        let sending = tokio::time::timeout(PATIENCE * 4, self.transport.send(message));
        match sending.await {
            Err(_) => Err(MailFailure::of(MailProblem::Timeout)),
            Ok(Err(error)) => Err(failure(&error)),
            Ok(Ok(_)) => Ok(()),
        }
    }
}

/// What went wrong, without the server's words.
fn failure(error: &Error) -> MailFailure {
    let status = error.status().map(u16::from);
    let problem = if status.is_some_and(|status| SIGN_IN_CODES.contains(&status)) {
        MailProblem::SignIn
    } else if error.is_transient() {
        MailProblem::Later
    } else if error.is_permanent() {
        MailProblem::Refused
    } else if error.is_timeout() {
        MailProblem::Timeout
    } else if error.is_tls() || error.is_client() {
        // A client's own refusal: the server offers no STARTTLS, or no way to sign in.
        MailProblem::Encryption
    } else if error.is_response() {
        MailProblem::NotMail
    } else {
        MailProblem::NoConnection
    };
    MailFailure { problem, status }
}
