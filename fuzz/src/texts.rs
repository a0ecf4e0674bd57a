//! The short texts that stand in addresses, cookies, forms and records: keys, codes, dates, references.

use luotain::access::Reference;
use luotain::environment::Environment;
use luotain::identifier::PersonalIdentityCode;
use luotain::language::Language;
use luotain::permit::Key;
use luotain::register::codes::{BuildingClass, Country, LanguageCode, MainUse};
use luotain::register::{DataGroup, PartialDate};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::holds_digits;

/// A value written as JSON reads back as itself.
fn reads_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap_or_default();
    assert_eq!(serde_json::from_str::<T>(&json).ok().as_ref(), Some(value));
}

/// Checks one input.
pub fn check(data: &[u8]) -> bool {
    let text = &*String::from_utf8_lossy(data);
    // Each of them is looked at, whatever the others say.
    [
        key(text),
        code(text),
        date(text),
        open_codes(text),
        reference(text),
    ]
    .contains(&true)
}

fn key(text: &str) -> bool {
    let parsed = Key::parse(text);
    if let Ok(key) = &parsed {
        assert_eq!(key.as_str(), text);
        assert!(!text.is_empty() && text.len() <= 40);
        // It may stand in a path and in a record's id as it is.
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(text.bytes().all(fits));
        reads_back(key);
    }
    let json = serde_json::to_string(text).unwrap_or_default();
    assert_eq!(serde_json::from_str::<Key>(&json).ok(), parsed.clone().ok());
    parsed.is_ok()
}

fn code(text: &str) -> bool {
    let (language, environment, group) = (
        Language::from_code(text),
        Environment::from_code(text),
        DataGroup::from_code(text),
    );
    if let Some(language) = language {
        assert_eq!(language.code(), text);
        reads_back(&language);
    }
    if let Some(environment) = environment {
        assert_eq!(environment.code(), text);
        reads_back(&environment);
    }
    if let Some(group) = group {
        assert_eq!(group.code(), text);
        reads_back(&group);
    }
    language.is_some() || environment.is_some() || group.is_some()
}

fn date(text: &str) -> bool {
    let Ok(date) = PartialDate::parse(text) else {
        return false;
    };
    assert_eq!(date.iso(), text);
    reads_back(&date);
    assert!(!holds_digits(&format!("{date:?}"), 1));
    for language in Language::ALL {
        assert!(date.format(language).contains(&date.year().to_string()));
    }
    if let Some(day) = date.full() {
        assert_eq!(PartialDate::from(day), date);
        assert!(!date.ended_before(day));
        assert!(day.succ_opt().is_none_or(|next| date.ended_before(next)));
    }
    true
}

fn open_codes(text: &str) -> bool {
    macro_rules! stays {
        ($($type:ident),*) => {
            [$( $type::parse(text).is_ok_and(|code| {
                assert_eq!(code.code(), text);
                reads_back(&code);
                for language in Language::ALL {
                    let _ = code.name(language);
                }
                true
            }) ),*]
        };
    }
    stays!(Country, LanguageCode, BuildingClass, MainUse).contains(&true)
}

fn reference(text: &str) -> bool {
    let Ok(reference) = Reference::parse(text) else {
        return false;
    };
    let kept = reference.as_str();
    assert_eq!(Reference::parse(kept).as_ref(), Ok(&reference));
    assert_eq!(kept, text.trim());
    let characters: Vec<char> = kept.chars().collect();
    assert!((3..=60).contains(&characters.len()));
    assert!(!characters.iter().copied().any(char::is_control));
    // No part of it, wherever it begins and ends, is a person's code.
    for from in (0..characters.len()).filter(|from| characters[*from].is_ascii_digit()) {
        for to in from + 11..=characters.len() {
            let part: String = characters[from..to].iter().collect();
            assert!(
                PersonalIdentityCode::parse(&part).is_err(),
                "a reference holds an identity code"
            );
        }
    }
    true
}
