//! Which mail server, and how it is reached.

use std::net::IpAddr;
use std::path::PathBuf;

use anyhow::{Context, bail};
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;

use super::SmtpCarrier;
use crate::configuration::Resolved;
use crate::secret_file::owner_only;

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Security {
    /// Begins in the clear and must turn to TLS (STARTTLS); without it nothing is sent.
    #[default]
    Starttls,
    /// TLS from the beginning.
    Tls,
    /// No TLS: to a mail server on this machine only.
    None,
}

impl Security {
    const fn port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// The mail server. Without one, messages wait in the outbox. `serve` has them among its
/// settings, the demonstration as options of its own.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct MailOptions {
    /// The mail server's host name. Without it no mail is sent: messages wait in the outbox.
    #[arg(long, env = "LUOTAIN_MAIL_HOST")]
    pub mail_host: Option<String>,
    /// Its port; by default 587, with `--mail-security tls` 465, with `none` 25.
    #[arg(long, env = "LUOTAIN_MAIL_PORT")]
    pub mail_port: Option<u16>,
    /// How the connection is protected.
    #[arg(long, env = "LUOTAIN_MAIL_SECURITY", value_enum, default_value_t)]
    pub mail_security: Security,
    /// The user to sign in as.
    #[arg(long, env = "LUOTAIN_MAIL_USER")]
    pub mail_user: Option<String>,
    /// The file that holds the user's password, and nothing else.
    #[arg(long, env = "LUOTAIN_MAIL_PASSWORD_FILE")]
    pub mail_password_file: Option<PathBuf>,
    /// The sender of all mail, such as `Luotain <luotain@agency.example>`.
    #[arg(long, env = "LUOTAIN_MAIL_SENDER")]
    pub mail_sender: Option<String>,
    /// A file with the certificate (PEM) of the authority that signed the mail server's, if the
    /// system does not know it.
    #[arg(long, env = "LUOTAIN_MAIL_ROOT")]
    pub mail_root: Option<PathBuf>,
}

impl MailOptions {
    /// The options among the settings of `serve`.
    ///
    /// # Errors
    /// If a setting cannot be used.
    pub fn of(settings: &Resolved) -> anyhow::Result<Self> {
        let text = |name| -> anyhow::Result<Option<String>> { Ok(settings.get(name)?.map(str::to_owned)) };
        Ok(Self {
            mail_host: text("mail-host")?,
            mail_port: settings.get("mail-port")?.map(str::parse).transpose()?,
            mail_security: match settings.get("mail-security")? {
                Some("tls") => Security::Tls,
                Some("none") => Security::None,
                _ => Security::Starttls,
            },
            mail_user: text("mail-user")?,
            mail_password_file: text("mail-password-file")?.map(PathBuf::from),
            mail_sender: text("mail-sender")?,
            mail_root: text("mail-root")?.map(PathBuf::from),
        })
    }

    /// The carrier that the options describe; none without a host.
    ///
    /// # Errors
    /// If they do not fit together, or a file cannot be read.
    pub fn carrier(&self) -> anyhow::Result<Option<SmtpCarrier>> {
        let Some(host) = &self.mail_host else {
            let others = self.mail_port.is_some()
                || self.mail_user.is_some()
                || self.mail_password_file.is_some()
                || self.mail_sender.is_some()
                || self.mail_root.is_some();
            if others {
                bail!("mail is configured without a server: give --mail-host as well");
            }
            return Ok(None);
        };
        let sender: Mailbox = self
            .mail_sender
            .as_deref()
            .context("mail needs a sender: give --mail-sender")?
            .parse()
            .context("--mail-sender is not an address such as `Luotain <luotain@agency.example>`")?;
        if self.mail_security == Security::None && !is_this_machine(host) {
            bail!(
                "--mail-security none sends links in the clear: it is for a mail server on this machine only, not for {host}"
            );
        }
        let credentials = match (&self.mail_user, &self.mail_password_file) {
            (None, None) => None,
            (Some(user), Some(file)) => {
                owner_only(file)?;
                let password = std::fs::read_to_string(file)
                    .with_context(|| format!("read the mail password from {}", file.display()))?;
                let password = password.trim_end_matches(['\r', '\n']);
                if password.is_empty() {
                    bail!("{} holds no password", file.display());
                }
                Some(Credentials::new(user.clone(), password.to_owned()))
            }
            _ => bail!("--mail-user and --mail-password-file go together"),
        };
        let root = self
            .mail_root
            .as_ref()
            .map(|file| std::fs::read(file).with_context(|| format!("read {}", file.display())))
            .transpose()?;
        SmtpCarrier::new(
            host,
            self.mail_port.unwrap_or(self.mail_security.port()),
            self.mail_security,
            credentials,
            sender,
            root.as_deref(),
        )
        .map(Some)
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(host: &str, security: Security) -> MailOptions {
        MailOptions {
            mail_host: Some(host.to_owned()),
            mail_security: security,
            mail_sender: Some("Luotain <luotain@agency.example>".to_owned()),
            ..MailOptions::default()
        }
    }

    #[test]
    fn without_a_server_there_is_no_carrier_and_half_a_configuration_is_refused() {
        assert!(
            MailOptions::default()
                .carrier()
                .is_ok_and(|carrier| carrier.is_none())
        );
        let half = MailOptions {
            mail_sender: Some("luotain@agency.example".to_owned()),
            ..MailOptions::default()
        };
        assert!(half.carrier().is_err());
    }

    #[test]
    fn links_are_sent_in_the_clear_to_this_machine_only() {
        for host in ["localhost", "127.0.0.1", "::1"] {
            assert!(options(host, Security::None).carrier().is_ok(), "{host}");
        }
        for host in ["mail.agency.example", "192.0.2.7", "localhost.agency.example"] {
            assert!(options(host, Security::None).carrier().is_err(), "{host}");
            assert!(options(host, Security::Starttls).carrier().is_ok(), "{host}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_password_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let file = std::env::temp_dir().join(format!("luotain-mail-password-{}", std::process::id()));
        for (mode, is_good) in [(0o644, false), (0o600, true)] {
            assert!(std::fs::write(&file, "postin salasana\n").is_ok());
            assert!(std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).is_ok());
            let with_password = MailOptions {
                mail_user: Some("luotain".to_owned()),
                mail_password_file: Some(file.clone()),
                ..options("mail.agency.example", Security::Tls)
            };
            assert_eq!(with_password.carrier().is_ok(), is_good, "{mode:o}");
        }
        assert!(std::fs::remove_file(&file).is_ok());
    }

    #[test]
    fn a_user_without_a_password_and_a_sender_without_an_address_are_refused() {
        let user = MailOptions {
            mail_user: Some("luotain".to_owned()),
            ..options("mail.agency.example", Security::Tls)
        };
        assert!(user.carrier().is_err());
        for sender in [
            None,
            Some("Luotain".to_owned()),
            Some("a@b\r\nBcc: c@d".to_owned()),
        ] {
            let bad = MailOptions {
                mail_sender: sender,
                ..options("mail.agency.example", Security::Tls)
            };
            assert!(bad.carrier().is_err());
        }
    }
}
