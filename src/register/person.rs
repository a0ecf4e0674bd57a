//! A person of the register: the code, the facts that every decision needs, and the data by group.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::person_groups::PersonGroups;
use crate::identifier::PersonalIdentityCode;

/// A person with as many data groups as were read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The personal identity code under which the person was found.
    pub code: PersonalIdentityCode,
    /// What every decision needs.
    pub facts: PersonFacts,
    /// The data, group by group; groups outside the permit are never read.
    #[serde(default)]
    pub groups: PersonGroups,
}

impl fmt::Debug for Person {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Person(******-****)")
    }
}

/// What a decision needs of a person, read with every query whatever the permit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonFacts {
    /// The recorded date of birth, which may differ from the one in the code (domain 6).
    pub birth_date: NaiveDate,
    /// Dead or declared dead (return state 0007).
    #[serde(default, skip_serializing_if = "super::wire::is_default")]
    pub dead: bool,
    /// The code is passive (return state 0002).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passive: Option<PassiveCode>,
    /// The person's own non-disclosure for personal safety [D11].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub non_disclosure: Option<NonDisclosure>,
    /// A non-disclosure of someone in the same dwelling, derived when the data are loaded (domain 5.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dwelling_non_disclosure: Option<NonDisclosure>,
    /// The data may not be disclosed at all (return state 0019).
    #[serde(default, skip_serializing_if = "super::wire::is_default")]
    pub withheld: bool,
}

impl PersonFacts {
    /// Facts of a living person without any flag.
    #[must_use]
    pub const fn new(birth_date: NaiveDate) -> Self {
        Self {
            birth_date,
            dead: false,
            passive: None,
            non_disclosure: None,
            dwelling_non_disclosure: None,
            withheld: false,
        }
    }

    /// Full years of age on `day`; negative before the birth.
    #[must_use]
    pub fn age(&self, day: NaiveDate) -> i32 {
        let birthday_passed = (day.month(), day.day()) >= (self.birth_date.month(), self.birth_date.day());
        day.year() - self.birth_date.year() - i32::from(!birthday_passed)
    }

    /// Whether the person's own non-disclosure is in force on `day`.
    #[must_use]
    pub fn is_non_disclosed(&self, day: NaiveDate) -> bool {
        self.non_disclosure.is_some_and(|ban| ban.is_in_force(day))
    }

    /// Whether someone's non-disclosure in the same dwelling is in force on `day`.
    #[must_use]
    pub fn is_dwelling_non_disclosed(&self, day: NaiveDate) -> bool {
        self.dwelling_non_disclosure
            .is_some_and(|ban| ban.is_in_force(day))
    }
}

impl fmt::Debug for PersonFacts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PersonFacts(..)")
    }
}

/// That a code is passive, and by which code it was replaced.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PassiveCode {
    /// The code now in use; none if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<PersonalIdentityCode>,
}

impl fmt::Debug for PassiveCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PassiveCode(..)")
    }
}

/// A non-disclosure for personal safety (turvakielto) [D11, L661 s. 36].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NonDisclosure {
    /// First day.
    pub from: NaiveDate,
    /// Last day, inclusive; none = until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl NonDisclosure {
    /// Whether the ban binds on `day`; its first and last day are inside.
    #[must_use]
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl fmt::Debug for NonDisclosure {
    /// Whether someone is in hiding, and until when, is no text for a trace.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("NonDisclosure(..)")
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn non_disclosure_binds_on_its_first_and_last_day() {
        let ban = NonDisclosure {
            from: day(2024, 1, 10),
            until: Some(day(2026, 1, 9)),
        };
        assert!(!ban.is_in_force(day(2024, 1, 9)));
        assert!(ban.is_in_force(day(2024, 1, 10)));
        assert!(ban.is_in_force(day(2026, 1, 9)));
        assert!(!ban.is_in_force(day(2026, 1, 10)));
        assert!(
            NonDisclosure {
                from: day(2024, 1, 10),
                until: None
            }
            .is_in_force(day(2099, 1, 1))
        );
    }

    #[test]
    fn age_grows_on_the_birthday() {
        let facts = PersonFacts::new(day(2010, 6, 24));
        assert_eq!(facts.age(day(2025, 6, 23)), 14);
        assert_eq!(facts.age(day(2025, 6, 24)), 15);
    }
}
