//! What `luotain config check` says.

use std::fmt::Write as _;
use std::path::Path;

use super::read::{checked, missing};
use super::{ConfigurationError, Resolved, SETTINGS};
use crate::mail::MailOptions;
use crate::secret_file::{Passphrase, owner_only};

/// Each setting with its value and where that comes from, one line each.
#[must_use]
pub fn explain(resolved: &Resolved) -> String {
    let width = SETTINGS
        .iter()
        .map(|setting| setting.name.len())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for setting in SETTINGS {
        let _ = match resolved.value(setting.name) {
            Some(value) => writeln!(
                text,
                "{:<width$}  {}  ({})",
                setting.name, value.text, value.source
            ),
            None => writeln!(text, "{:<width$}  –  (not given)", setting.name),
        };
    }
    text
}

/// All that stops the service from starting with these settings, beside what it finds in the
/// data folder.
#[must_use]
pub fn problems(resolved: &Resolved) -> Vec<ConfigurationError> {
    let mut found = Vec::new();
    for setting in SETTINGS {
        match resolved.value(setting.name) {
            Some(value) => found.extend(checked(setting, value).err()),
            None if setting.required => found.push(missing(setting.name)),
            None => {}
        }
    }
    let given = |name| resolved.value(name).is_some();
    for (one, other) in [("tls-certificate", "tls-key"), ("tls-key", "tls-certificate")] {
        if given(one) && !given(other) {
            found.push(wrong(resolved, one, &format!("is useless without `{other}`")));
        }
    }
    if given("alarm-mail") && !given("mail-host") {
        found.push(wrong(resolved, "alarm-mail", "is useless without `mail-host`"));
    }
    let number = |name: &str| {
        resolved
            .value(name)
            .and_then(|value| value.text.parse::<u64>().ok())
    };
    for (smaller, larger) in [
        ("disk-close-mb", "disk-alarm-mb"),
        ("backup-hours", "backup-overdue-hours"),
    ] {
        if let (Some(one), Some(other)) = (number(smaller), number(larger))
            && one >= other
        {
            found.push(wrong(
                resolved,
                larger,
                &format!("is {other}: it has to be more than `{smaller}`, {one}"),
            ));
        }
    }
    for name in ["tls-certificate", "tls-key"] {
        if let Some(value) = resolved.value(name)
            && !Path::new(&value.text).is_file()
        {
            found.push(wrong(resolved, name, &format!("{} is no file", value.text)));
        }
    }
    if let Some(key) = resolved.value("tls-key")
        && Path::new(&key.text).is_file()
        && let Err(error) = owner_only(Path::new(&key.text))
    {
        found.push(wrong(resolved, "tls-key", &format!("cannot be used: {error:#}")));
    }
    if let Some(file) = resolved.value("key-passphrase-file")
        && let Err(error) = Passphrase::read(Path::new(&file.text))
    {
        let problem = format!("cannot be used: {error:#}");
        found.push(wrong(resolved, "key-passphrase-file", &problem));
    }
    if let Some(site) = resolved.value("site")
        && !Path::new(&site.text).join("pkg").is_dir()
    {
        found.push(wrong(
            resolved,
            "site",
            &format!("{} holds no pkg folder with the browser's files", site.text),
        ));
    }
    // What is wrong with one of them was said above; here, what does not fit together.
    if found.is_empty()
        && let Err(error) = MailOptions::of(resolved).and_then(|options| options.carrier())
    {
        found.push(wrong(
            resolved,
            "mail-host",
            &format!("cannot be used: {error:#}"),
        ));
    }
    found
}

fn wrong(resolved: &Resolved, name: &'static str, problem: &str) -> ConfigurationError {
    let origin = resolved
        .value(name)
        .map(|value| value.source.to_string())
        .unwrap_or_default();
    ConfigurationError::Wrong(name, origin, problem.to_owned())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::super::{Flags, resolve};
    use super::*;

    fn with(values: &[(&'static str, &str)]) -> Resolved {
        let flags = Flags {
            file: None,
            values: values
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
        };
        resolve(&flags, |_| None).unwrap()
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let said: Vec<String> = problems(&with(&[("listen", "here"), ("tls-key", "/no/such/key.pem")]))
            .iter()
            .map(ToString::to_string)
            .collect();
        for part in [
            "`listen`",
            "`data` is missing",
            "`origin` is missing",
            "useless without `tls-certificate`",
            "/no/such/key.pem is no file",
        ] {
            assert!(said.iter().any(|line| line.contains(part)), "{part}: {said:#?}");
        }
    }

    #[test]
    fn limits_of_alarms_that_do_not_fit_together_are_told() {
        let said = |values: &[(&'static str, &str)]| -> Vec<String> {
            problems(&with(values))
                .iter()
                .map(ToString::to_string)
                .filter(|line| line.contains("alarm") || line.contains("overdue"))
                .collect()
        };
        assert_eq!(said(&[]), Vec::<String>::new());
        let cases: [(&[(&'static str, &str)], &str); 3] = [
            (
                &[("disk-alarm-mb", "500"), ("disk-close-mb", "500")],
                "more than `disk-close-mb`",
            ),
            (
                &[("backup-hours", "24"), ("backup-overdue-hours", "24")],
                "more than `backup-hours`",
            ),
            (
                &[("alarm-mail", "paivystys@viranomainen.example")],
                "useless without `mail-host`",
            ),
        ];
        for (values, part) in cases {
            let found = said(values);
            assert!(found.len() == 1 && found[0].contains(part), "{part}: {found:#?}");
        }
    }

    #[test]
    fn each_value_is_explained_with_its_source() {
        let text = explain(&with(&[("data", "/srv/data")]));
        assert!(text.contains("/srv/data  (command line)"), "{text}");
        assert!(text.contains("127.0.0.1:3000  (default)"), "{text}");
        let origin = text.lines().find(|line| line.starts_with("origin "));
        assert!(
            origin.is_some_and(|line| line.ends_with(" –  (not given)")),
            "{text}"
        );
    }
}
