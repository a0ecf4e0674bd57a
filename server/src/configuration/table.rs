//! The settings of the service, in the order in which a person reads them.

use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name: the flag, the line in the file, and in capitals the environment variable.
    pub name: &'static str,
    /// What the help calls its value.
    pub value: &'static str,
    /// What holds if nothing is given; none = it has to be given or is left out.
    pub default: Option<&'static str>,
    /// Whether the service cannot do without it.
    pub required: bool,
    /// What it is for, in one or two sentences.
    pub about: &'static str,
    /// What stands in the example file.
    pub example: &'static str,
    /// Says what is wrong with a value, in words for the operator.
    pub check: fn(&str) -> Result<(), String>,
}

impl Setting {
    /// The environment variable.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("LUOTAIN_{}", self.name.replace('-', "_").to_uppercase())
    }
}

const fn setting(
    name: &'static str,
    value: &'static str,
    example: &'static str,
    check: fn(&str) -> Result<(), String>,
    about: &'static str,
) -> Setting {
    Setting {
        name,
        value,
        default: None,
        required: false,
        about,
        example,
        check,
    }
}

const fn required(setting: Setting) -> Setting {
    Setting {
        required: true,
        ..setting
    }
}

const fn or(setting: Setting, default: &'static str) -> Setting {
    Setting {
        default: Some(default),
        ..setting
    }
}

/// All settings.
pub const SETTINGS: &[Setting] = &[
    required(setting(
        "data",
        "FOLDER",
        "/var/lib/luotain",
        anything,
        "The data folder: store, keys, and what was fixed by `luotain init`.",
    )),
    setting(
        "copies",
        "FOLDER",
        "/mnt/second-disk/luotain-checkpoints",
        anything,
        "The folder for copies of the logs' checkpoints. On another disk it shows whether somebody put an older data folder in the place of a newer one. Left out: in the data folder.",
    ),
    setting(
        "key-passphrase-file",
        "FILE",
        "/etc/luotain/key-passphrase",
        anything,
        "The file that holds the passphrase of the logs' signing keys and nothing else, readable by the service's own user only; for keys that `luotain keys encrypt` has encrypted.",
    ),
    required(setting(
        "site",
        "FOLDER",
        "/usr/share/luotain/site",
        anything,
        "The folder with the browser's files.",
    )),
    required(setting(
        "origin",
        "ORIGIN",
        "https://luotain.example",
        origin,
        "The origin that browsers see. Keys are bound to its host: it is fixed by `luotain init`, and later changes are refused.",
    )),
    or(
        setting(
            "listen",
            "ADDRESS",
            "127.0.0.1:3000",
            address,
            "The address to listen on.",
        ),
        "127.0.0.1:3000",
    ),
    setting(
        "trusted-proxy",
        "ADDRESS,…",
        "127.0.0.1",
        addresses,
        "The addresses of the own TLS proxies. Only they may say for whom a request is (X-Forwarded-For).",
    ),
    setting(
        "tls-certificate",
        "FILE",
        "/etc/luotain/tls/chain.pem",
        anything,
        "The certificate chain (PEM), if the service does TLS itself. Read again on SIGHUP.",
    ),
    setting(
        "tls-key",
        "FILE",
        "/etc/luotain/tls/key.pem",
        anything,
        "The certificate's private key (PEM), readable by the service's own user only.",
    ),
    setting(
        "watch-listen",
        "ADDRESS",
        "127.0.0.1:9464",
        address,
        "A separate address for those who watch the service: /healthz, /readyz, /metrics. Never open it to the outside.",
    ),
    setting(
        "backup-folder",
        "FOLDER",
        "/mnt/second-disk/luotain-backups",
        anything,
        "The folder for backups, taken while the service runs; best on another disk. Left out: none are taken.",
    ),
    or(
        setting(
            "backup-hours",
            "HOURS",
            "24",
            whole_number,
            "The hours from one backup to the next.",
        ),
        "24",
    ),
    or(
        setting(
            "backup-keep",
            "NUMBER",
            "14",
            whole_number,
            "How many backups are kept; older ones are removed.",
        ),
        "14",
    ),
    setting(
        "backup-overdue-hours",
        "HOURS",
        "50",
        whole_number,
        "The age of the newest backup from which on it is an alarm. Left out: twice backup-hours.",
    ),
    or(
        setting(
            "disk-alarm-mb",
            "MEGABYTES",
            "20000",
            megabytes,
            "The free space below which each disk that the service writes to is an alarm.",
        ),
        "5000",
    ),
    or(
        setting(
            "disk-close-mb",
            "MEGABYTES",
            "1000",
            megabytes,
            "The free space where the data folder lies below which queries are closed, so that room is left for the log. They open again a tenth above it. Less than disk-alarm-mb.",
        ),
        "500",
    ),
    or(
        setting(
            "clock-tolerance-seconds",
            "SECONDS",
            "5",
            whole_number,
            "How far the clock may stand before the newest entry of the log; beyond that queries are closed until it is right.",
        ),
        "5",
    ),
    setting(
        "alarm-mail",
        "ADDRESS,…",
        "paivystys@viranomainen.example",
        mail_addresses,
        "The e-mail addresses that are told when an alarm begins and ends, at most once an hour for each alarm. Needs mail-host. Left out: nobody is.",
    ),
    or(
        setting(
            "mail-stuck-minutes",
            "MINUTES",
            "30",
            whole_number,
            "For how long a message may be tried in vain before it is an alarm.",
        ),
        "30",
    ),
    or(
        setting(
            "log-format",
            "text|json",
            "json",
            log_format,
            "How the operator's log is written to standard error: lines to read, or JSON for a collector.",
        ),
        "text",
    ),
    or(
        setting(
            "warn-queries-hour",
            "NUMBER",
            "50",
            whole_number,
            "Queries within an hour from which on an officer is told of their number.",
        ),
        "50",
    ),
    or(
        setting(
            "alarm-queries-day",
            "NUMBER",
            "200",
            whole_number,
            "Queries of one officer in a day at which supervision is told.",
        ),
        "200",
    ),
    or(
        setting(
            "misses-hour",
            "NUMBER",
            "60",
            whole_number,
            "Queries without a result of one officer within an hour, after which no more are taken.",
        ),
        "60",
    ),
    setting(
        "attestation-roots",
        "FOLDER",
        "/etc/luotain/attestation-roots",
        anything,
        "The folder of root certificates of makers of keys: one certificate a file, PEM, named NAME.pem. With them organisations can ask for attested keys. Left out: nobody can.",
    ),
    required(setting(
        "support-phone",
        "NUMBER",
        "0295 000 000",
        anything,
        "The phone number of customer support, shown on public pages and when signing in.",
    )),
    required(setting(
        "support-email",
        "ADDRESS",
        "tuki@luotain.example",
        anything,
        "The e-mail address of customer support.",
    )),
    setting(
        "mail-host",
        "HOST",
        "mail.luotain.example",
        anything,
        "The mail server. Left out: no mail is sent, and messages wait in the outbox.",
    ),
    setting(
        "mail-port",
        "PORT",
        "587",
        port,
        "Its port. Left out: 587, or 465 with mail-security tls, or 25 with none.",
    ),
    or(
        setting(
            "mail-security",
            "starttls|tls|none",
            "starttls",
            mail_security,
            "How the connection to the mail server is protected: starttls (without it nothing is sent), tls from the beginning, or none, for a mail server on this machine only.",
        ),
        "starttls",
    ),
    setting(
        "mail-user",
        "USER",
        "luotain",
        anything,
        "The user to sign in to the mail server as, with mail-password-file.",
    ),
    setting(
        "mail-password-file",
        "FILE",
        "/etc/luotain/mail-password",
        anything,
        "The file that holds that user's password and nothing else, readable by the service's own user only.",
    ),
    setting(
        "mail-sender",
        "ADDRESS",
        "Luotain <luotain@luotain.example>",
        anything,
        "The sender of all mail. Its domain also stands in the messages' ids.",
    ),
    setting(
        "mail-root",
        "FILE",
        "/etc/luotain/mail-root.pem",
        anything,
        "The certificate (PEM) of the authority that signed the mail server's, if the system does not know it.",
    ),
];

/// The setting of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

/// A commented file with all settings: those that have to be given stand there, the others
/// are commented out.
#[must_use]
pub fn example() -> String {
    let mut text = String::from(
        "# Settings of Luotain. A flag wins over an environment variable (LUOTAIN_ORIGIN and so on),\n\
         # that over this file, this file over the default. `luotain config check` says what holds and why.\n",
    );
    for setting in SETTINGS {
        text.push('\n');
        for line in wrapped(setting.about) {
            let _ = writeln!(text, "# {line}");
        }
        if let Some(default) = setting.default {
            let _ = writeln!(text, "# Default: {default}");
        }
        let mark = if setting.required { "" } else { "# " };
        let _ = writeln!(text, "{mark}{} = \"{}\"", setting.name, setting.example);
    }
    text
}

/// A text in lines of at most 90 characters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { continue };
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > 90 {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

fn anything(value: &str) -> Result<(), String> {
    if value.trim().is_empty() {
        return Err("is empty: give a value, or leave the setting out".to_owned());
    }
    Ok(())
}

fn address(value: &str) -> Result<(), String> {
    value
        .parse::<SocketAddr>()
        .map(|_| ())
        .map_err(|_| format!("{value} is no address with a port: write it as 127.0.0.1:3000 or [::1]:3000"))
}

fn addresses(value: &str) -> Result<(), String> {
    for part in value.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        part.parse::<IpAddr>()
            .map_err(|_| format!("{part} is no IP address: names and networks are not taken"))?;
    }
    Ok(())
}

fn origin(value: &str) -> Result<(), String> {
    crate::cli::fixed_for(value)
        .map(|_| ())
        .map_err(|error| error.to_string())
}

fn whole_number(value: &str) -> Result<(), String> {
    match value.parse::<u32>() {
        Ok(1..=10_000) => Ok(()),
        _ => Err(format!("{value} is no whole number from 1 to 10000")),
    }
}

fn megabytes(value: &str) -> Result<(), String> {
    match value.parse::<u32>() {
        Ok(1..=100_000_000) => Ok(()),
        _ => Err(format!(
            "{value} is no whole number of megabytes from 1 to 100000000"
        )),
    }
}

fn mail_addresses(value: &str) -> Result<(), String> {
    anything(value)?;
    for part in value.split(',').map(str::trim) {
        part.parse::<lettre::Address>().map_err(|_| {
            format!("{part} is no e-mail address: write addresses as a@b.example,c@d.example")
        })?;
    }
    Ok(())
}

fn port(value: &str) -> Result<(), String> {
    match value.parse::<u16>() {
        Ok(1..) => Ok(()),
        _ => Err(format!("{value} is no port: it is a number from 1 to 65535")),
    }
}

fn mail_security(value: &str) -> Result<(), String> {
    match value {
        "starttls" | "tls" | "none" => Ok(()),
        other => Err(format!("{other} is neither starttls nor tls nor none")),
    }
}

fn log_format(value: &str) -> Result<(), String> {
    match value {
        "text" | "json" => Ok(()),
        other => Err(format!("{other} is neither text nor json")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_and_every_default_passes_its_own_check() {
        for setting in SETTINGS {
            for value in setting.default.iter().chain([&setting.example]) {
                assert_eq!((setting.check)(value), Ok(()), "{}: {value}", setting.name);
            }
        }
    }

    #[test]
    fn the_example_file_reads_and_names_every_setting() {
        let text = example();
        assert!(text.parse::<toml::Table>().is_ok(), "{text}");
        for setting in SETTINGS {
            assert!(
                text.contains(&format!("{} = ", setting.name)),
                "{} is not in the example",
                setting.name
            );
        }
        assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
    }

    #[test]
    fn a_value_that_cannot_be_used_is_refused_with_the_remedy() {
        for (name, wrong, remedy) in [
            ("listen", "localhost", "127.0.0.1:3000"),
            ("trusted-proxy", "10.0.0.0/8", "networks are not taken"),
            ("origin", "http://luotain.example", "https://"),
            ("backup-hours", "0", "from 1 to 10000"),
            ("log-format", "xml", "neither text nor json"),
            ("disk-alarm-mb", "5 GB", "whole number of megabytes"),
            ("disk-close-mb", "0", "whole number of megabytes"),
            ("mail-stuck-minutes", "-1", "from 1 to 10000"),
            ("alarm-mail", "a@b.example,", "no e-mail address"),
            ("alarm-mail", "a@b.example\r\nBcc: c@d", "no e-mail address"),
            ("mail-port", "smtp", "from 1 to 65535"),
            ("mail-security", "ssl", "neither starttls nor tls nor none"),
            ("support-phone", " ", "leave the setting out"),
        ] {
            let said = find(name).map(|setting| (setting.check)(wrong));
            assert!(
                matches!(&said, Some(Err(words)) if words.contains(remedy)),
                "{name}: {said:?}"
            );
        }
    }
}
