//! Bringing flags, environment and file together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Flags, SETTINGS, Setting, find};

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The command line.
    Flag,
    /// An environment variable.
    Environment,
    /// The settings file.
    File(PathBuf),
    /// Nothing was given.
    Default,
}

/// A value with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The value as it was written.
    pub text: String,
    /// Where it comes from.
    pub source: Source,
}

/// All settings that have a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    values: BTreeMap<&'static str, Value>,
}

/// Why the settings cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// The file cannot be read.
    #[error("the settings file {0} cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// The file is no TOML.
    #[error("the settings file {0} is not written as it should be: {1}")]
    Malformed(PathBuf, toml::de::Error),
    /// The file has a name that is no setting.
    #[error("the settings file {0} has the unknown name `{1}`; {2}")]
    UnknownName(PathBuf, String, String),
    /// A value in the file is neither text nor a list of texts.
    #[error("the settings file {0}: `{1}` is to be a text in quotation marks, or a list of such")]
    NotText(PathBuf, String),
    /// A value cannot be used.
    #[error("`{0}` ({1}) {2}")]
    Wrong(&'static str, String, String),
    /// A value is missing.
    #[error("`{0}` is missing: give --{0}, the variable {1}, or a line in the settings file. {2}")]
    Missing(&'static str, String, &'static str),
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag => f.write_str("command line"),
            Self::Environment => f.write_str("environment"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// Brings together what was given. `variable` looks up an environment variable.
///
/// # Errors
/// If the file cannot be read or has a name or value that is no setting's. Whether the values
/// can be used is asked of [`Resolved::get`] and [`super::problems`].
pub fn resolve(
    flags: &Flags,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Resolved, ConfigurationError> {
    let mut file = match &flags.file {
        Some(path) => read_file(path)?,
        None => BTreeMap::new(),
    };
    let mut values = BTreeMap::new();
    for setting in SETTINGS {
        let from_file = file.remove(setting.name);
        let found = flags
            .values
            .get(setting.name)
            .cloned()
            .map(|text| (text, Source::Flag))
            .or_else(|| variable(&setting.variable()).map(|text| (text, Source::Environment)))
            .or_else(|| {
                let path = flags.file.clone()?;
                from_file.map(|text| (text, Source::File(path)))
            })
            .or_else(|| setting.default.map(|text| (text.to_owned(), Source::Default)));
        if let Some((text, source)) = found {
            values.insert(setting.name, Value { text, source });
        }
    }
    Ok(Resolved { values })
}

/// The lines of a settings file by name.
fn read_file(path: &Path) -> Result<BTreeMap<&'static str, String>, ConfigurationError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigurationError::Unreadable(path.to_owned(), error))?;
    let table: toml::Table = text
        .parse()
        .map_err(|error| ConfigurationError::Malformed(path.to_owned(), error))?;
    let mut values = BTreeMap::new();
    for (name, value) in table {
        let Some(setting) = find(&name) else {
            return Err(ConfigurationError::UnknownName(
                path.to_owned(),
                name.clone(),
                remedy(&name),
            ));
        };
        let text = match value {
            toml::Value::String(text) => Some(text),
            toml::Value::Array(parts) => parts
                .iter()
                .map(|part| part.as_str())
                .collect::<Option<Vec<_>>>()
                .map(|parts| parts.join(",")),
            _ => None,
        };
        let text = text.ok_or_else(|| ConfigurationError::NotText(path.to_owned(), name.clone()))?;
        values.insert(setting.name, text);
    }
    Ok(values)
}

/// What to do about a name that is no setting: the nearest one, or where the list is.
fn remedy(name: &str) -> String {
    let wanted = name.replace('_', "-").to_lowercase();
    let near = SETTINGS.iter().find(|setting| {
        let known = setting.name;
        known == wanted || known.contains(&wanted) || wanted.contains(known)
    });
    match near {
        Some(setting) => format!("is `{}` meant?", setting.name),
        None => "`luotain config example` lists all settings".to_owned(),
    }
}

impl Resolved {
    /// The value of a setting, if there is one.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// The value of a setting, checked.
    ///
    /// # Errors
    /// If it cannot be used.
    pub fn get(&self, name: &'static str) -> Result<Option<&str>, ConfigurationError> {
        let (Some(setting), Some(value)) = (find(name), self.values.get(name)) else {
            return Ok(None);
        };
        checked(setting, value).map(Some)
    }

    /// The value of a setting that the service cannot do without.
    ///
    /// # Errors
    /// If it is missing or cannot be used.
    pub fn require(&self, name: &'static str) -> Result<&str, ConfigurationError> {
        match self.get(name)? {
            Some(text) => Ok(text),
            None => Err(missing(name)),
        }
    }
}

/// That a setting is missing.
pub(super) fn missing(name: &'static str) -> ConfigurationError {
    let (variable, about) =
        find(name).map_or((String::new(), ""), |setting| (setting.variable(), setting.about));
    ConfigurationError::Missing(name, variable, about)
}

/// A value that passes the setting's check.
pub(super) fn checked<'a>(
    setting: &'static Setting,
    value: &'a Value,
) -> Result<&'a str, ConfigurationError> {
    (setting.check)(&value.text)
        .map(|()| value.text.as_str())
        .map_err(|problem| ConfigurationError::Wrong(setting.name, value.source.to_string(), problem))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("luotain-settings-{name}-{}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        path
    }

    fn flags(file: Option<PathBuf>, values: &[(&'static str, &str)]) -> Flags {
        Flags {
            file,
            values: values
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn a_flag_wins_over_the_environment_over_the_file_over_the_default() {
        let path = file(
            "order",
            "listen = \"10.0.0.1:1\"\norigin = \"https://file.example\"\nsite = \"/file\"\n",
        );
        let resolved = resolve(&flags(Some(path.clone()), &[("site", "/flag")]), |name| {
            (name == "LUOTAIN_ORIGIN" || name == "LUOTAIN_SITE")
                .then(|| "https://environment.example".to_owned())
        })
        .unwrap();
        let source_of = |name| resolved.value(name).map(|value| value.source.clone());
        assert_eq!(source_of("site"), Some(Source::Flag));
        assert_eq!(source_of("origin"), Some(Source::Environment));
        assert_eq!(source_of("listen"), Some(Source::File(path.clone())));
        assert_eq!(source_of("log-format"), Some(Source::Default));
        assert_eq!(source_of("data"), None);
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_list_in_the_file_is_the_same_as_one_with_commas() {
        let path = file("list", "trusted-proxy = [\"10.0.0.1\", \"10.0.0.2\"]\n");
        let resolved = resolve(&flags(Some(path.clone()), &[]), |_| None).unwrap();
        assert_eq!(resolved.get("trusted-proxy").unwrap(), Some("10.0.0.1,10.0.0.2"));
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn an_unknown_name_in_the_file_is_refused_and_the_nearest_is_told() {
        let path = file("unknown", "suport = \"x\"\n");
        let error = resolve(&flags(Some(path.clone()), &[]), |_| None).unwrap_err();
        assert!(error.to_string().contains("unknown name `suport`"), "{error}");
        std::fs::write(&path, "support_phone = \"x\"\n").unwrap();
        let error = resolve(&flags(Some(path.clone()), &[]), |_| None).unwrap_err();
        assert!(error.to_string().contains("is `support-phone` meant?"), "{error}");
        std::fs::write(&path, "listen = 3000\n").unwrap();
        let error = resolve(&flags(Some(path.clone()), &[]), |_| None).unwrap_err();
        assert!(error.to_string().contains("`listen` is to be a text"), "{error}");
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_missing_setting_says_all_three_ways_to_give_it() {
        let resolved = resolve(&Flags::default(), |_| None).unwrap();
        let error = resolved.require("support-phone").unwrap_err().to_string();
        for way in ["--support-phone", "LUOTAIN_SUPPORT_PHONE", "settings file"] {
            assert!(error.contains(way), "{error}");
        }
    }
}
