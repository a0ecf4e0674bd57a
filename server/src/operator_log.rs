//! What goes into the operator's log on standard error.
//!
//! Our own words hold no personal data, at any level: a test reads all of them after a run of
//! everything. Nobody answers for what the libraries say when they tell much (the store would
//! write out its statements), so of them only warnings are let through, whatever is asked for.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// What every crate of ours begins with.
const OWN: &str = "luotain";

/// How much is told.
#[derive(Debug)]
pub struct Asked {
    /// The filter.
    pub filter: EnvFilter,
    /// What was asked for and is not done.
    pub left_out: Vec<String>,
}

/// Reads what `LUOTAIN_LOG` asks for: a level, or levels of parts of the program such as
/// `luotain::store=debug`. Nothing is `info`.
#[must_use]
pub fn asked(text: &str) -> Asked {
    let mut level = LevelFilter::INFO;
    let mut parts = Vec::new();
    let mut left_out = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if let Ok(plain) = part.parse() {
            level = plain;
        } else if is_own(part) {
            parts.push(part);
        } else {
            left_out.push(part.to_owned());
        }
    }
    let mut filter = EnvFilter::default().add_directive(LevelFilter::WARN.min(level).into());
    let own = format!("{OWN}={level}");
    for part in std::iter::once(own.as_str()).chain(parts) {
        match part.parse() {
            Ok(directive) => filter = filter.add_directive(directive),
            Err(_) => left_out.push(part.to_owned()),
        }
    }
    Asked { filter, left_out }
}

/// Whether a directive is about our own code only.
fn is_own(part: &str) -> bool {
    let target = part.split_once('=').map_or(part, |(target, _)| target);
    ["luotain", "luotain_app", "luotain_server"].iter().any(|own| {
        target == *own
            || target
                .strip_prefix(own)
                .is_some_and(|rest| rest.starts_with("::"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_libraries_never_tell_more_than_warnings() {
        for (text, filter) in [
            ("", "luotain=info,warn"),
            ("debug", "luotain=debug,warn"),
            ("trace", "luotain=trace,warn"),
            ("error", "luotain=error,error"),
            ("off", "luotain=off,off"),
            ("luotain::store=debug", "luotain::store=debug,luotain=info,warn"),
            (
                "info,luotain_server=trace",
                "luotain_server=trace,luotain=info,warn",
            ),
        ] {
            let asked = asked(text);
            assert_eq!(asked.filter.to_string(), filter, "{text}");
            assert_eq!(asked.left_out, Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_is_asked_of_the_libraries_is_left_out_and_told() {
        for text in [
            "surrealdb=trace",
            "debug,surrealdb_core=debug",
            "[span]=trace",
            "luotain2=trace",
        ] {
            let asked = asked(text);
            assert_eq!(asked.left_out.len(), 1, "{text}");
            assert!(!asked.filter.to_string().contains("surrealdb"), "{text}");
        }
    }
}
