//! Person identification: what is looked for, as written and as read (domain.md §7).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Asking;
use crate::register::codes::Sex;
use crate::register::{DataGroup, Folded};

/// The longest name that the register holds [X].
const LONGEST_NAME: usize = 100;

/// How many persons a list of hits names at the most; more are "too many" (domain.md §7).
pub const MOST_HITS: usize = 10;

/// A person identification, as the page sends it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentificationQuery {
    /// In which role and for what.
    #[serde(flatten)]
    pub asking: Asking,
    /// Who is looked for.
    #[serde(flatten)]
    pub criteria: WrittenCriteria,
}

impl fmt::Debug for IdentificationQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentificationQuery")
            .field("environment", &self.asking.environment)
            .field("role", &self.asking.role)
            .finish_non_exhaustive()
    }
}

/// A hit of an identification that is to be opened: a query of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitQuery {
    /// In which role and for what.
    #[serde(flatten)]
    pub asking: Asking,
    /// The hit's id, as the list of hits gave it.
    pub hit: String,
}

/// The criteria as written. Personal, so they do not show themselves.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WrittenCriteria {
    /// The surname.
    pub surname: String,
    /// All first names.
    pub first_names: String,
    /// The date of birth, `d.m.yyyy` or `yyyy-mm-dd`.
    pub birth_date: String,
    /// Sex; none = any.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// Name or code of the home municipality; empty = any.
    #[serde(default)]
    pub home_municipality: String,
    /// Name or code of the home municipality at birth; empty = any.
    #[serde(default)]
    pub birth_municipality: String,
}

impl fmt::Debug for WrittenCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WrittenCriteria(..)")
    }
}

/// A criterion of an identification, as a field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// The surname.
    Surname,
    /// The first names.
    FirstNames,
    /// The date of birth.
    BirthDate,
    /// Sex.
    Sex,
    /// Home municipality.
    HomeMunicipality,
    /// Home municipality at birth.
    BirthMunicipality,
}

impl Criterion {
    /// The criteria that narrow, each with the data group that it is compared with: a role that may
    /// not see the group may not have a search confirm it either.
    pub const NARROWING: [(Self, DataGroup); 3] = [
        (Self::Sex, DataGroup::Sex),
        (Self::HomeMunicipality, DataGroup::HomeMunicipality),
        (Self::BirthMunicipality, DataGroup::Birth),
    ];

    /// The name under which the log keeps it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Surname => "surname",
            Self::FirstNames => "firstNames",
            Self::BirthDate => "birthDate",
            Self::Sex => "sex",
            Self::HomeMunicipality => "homeMunicipality",
            Self::BirthMunicipality => "birthMunicipality",
        }
    }
}

/// What is wrong with a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum CriterionFault {
    /// It is compulsory and empty.
    #[error("missing")]
    Missing,
    /// A name longer than the register holds.
    #[error("longer than {LONGEST_NAME} characters")]
    TooLong,
    /// A character that stands for others: names are searched whole.
    #[error("a wildcard")]
    Wildcard,
    /// A character that no name has.
    #[error("not a name")]
    NotAName,
    /// No date, or only a part of one, such as a year: a whole date is needed [X].
    #[error("not a whole date")]
    NotAWholeDate,
    /// A year of two digits.
    #[error("a year of two digits")]
    ShortYear,
    /// A day that no calendar has.
    #[error("no such day")]
    NoSuchDay,
    /// A day that is still to come.
    #[error("a day to come")]
    ToCome,
    /// No municipality, present or abolished, is called so.
    #[error("no such municipality")]
    NoSuchMunicipality,
    /// The role does not have the data that the criterion is compared with.
    #[error("not in the role")]
    NotInRole,
}

/// Which criterion is wrong, and how. Never holds what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{criterion:?}: {fault}")]
pub struct CriterionProblem {
    /// The criterion.
    pub criterion: Criterion,
    /// The fault.
    pub fault: CriterionFault,
}

/// A name that can be searched: 1–100 characters as the register writes names, in any script.
#[derive(Clone, PartialEq, Eq)]
pub struct SoughtName {
    text: String,
    folded: Folded,
}

impl SoughtName {
    /// Reads a name as written. Outer white space is cut off, inner white space becomes one space.
    ///
    /// # Errors
    /// The [`CriterionFault`].
    pub fn parse(written: &str) -> Result<Self, CriterionFault> {
        // Bounded before anything is done with it.
        if written.chars().take(4 * LONGEST_NAME).count() >= 4 * LONGEST_NAME {
            return Err(CriterionFault::TooLong);
        }
        let text = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Err(CriterionFault::Missing);
        }
        if text.chars().count() > LONGEST_NAME {
            return Err(CriterionFault::TooLong);
        }
        if text.contains(['*', '?', '%', '_']) {
            return Err(CriterionFault::Wildcard);
        }
        if !text.chars().all(is_of_a_name) {
            return Err(CriterionFault::NotAName);
        }
        let folded = Folded::of(&text);
        if folded.is_empty() {
            return Err(CriterionFault::NotAName);
        }
        Ok(Self { text, folded })
    }

    /// The name as written, on one line. Personal data.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The name as it is compared.
    #[must_use]
    pub const fn folded(&self) -> &Folded {
        &self.folded
    }
}

impl fmt::Debug for SoughtName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SoughtName(..)")
    }
}

/// Whether a character stands in names: letters and marks of any script, and the signs between
/// their parts. Everything that is neither ASCII nor a control character may be a letter or mark.
fn is_of_a_name(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphabetic() || matches!(character, ' ' | '-' | '\'' | '.' | '`')
    } else {
        !character.is_control() && !character.is_numeric()
    }
}

/// A whole date of birth as written: `d.m.yyyy` (also with `/` or `-` between) or `yyyy-mm-dd`.
///
/// # Errors
/// The [`CriterionFault`]. Whether the day is still to come, the caller knows.
pub fn parse_birth_date(written: &str) -> Result<NaiveDate, CriterionFault> {
    let text: String = written.chars().filter(|c| !c.is_whitespace()).take(20).collect();
    if text.is_empty() {
        return Err(CriterionFault::Missing);
    }
    let parts: Vec<&str> = text
        .split(['.', '-', '/', '\u{2010}', '\u{2011}', '\u{2013}', '\u{2212}'])
        .collect();
    let [first, second, third] = *parts else {
        return Err(CriterionFault::NotAWholeDate);
    };
    let number = |part: &str, longest: usize| -> Option<u32> {
        let fits = (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse().ok()).flatten()
    };
    let (year, month, day) = if first.len() == 4 {
        (first, second, third)
    } else {
        (third, second, first)
    };
    let (Some(month), Some(day)) = (number(month, 2), number(day, 2)) else {
        return Err(CriterionFault::NotAWholeDate);
    };
    match year.len() {
        4 => {}
        2 if number(year, 2).is_some() => return Err(CriterionFault::ShortYear),
        _ => return Err(CriterionFault::NotAWholeDate),
    }
    let year = number(year, 4).and_then(|year| i32::try_from(year).ok());
    year.ok_or(CriterionFault::NotAWholeDate)
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day).ok_or(CriterionFault::NoSuchDay))
}

/// The compulsory criteria as read; what narrows them, the server reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoughtPerson {
    /// The surname.
    pub surname: SoughtName,
    /// All first names.
    pub first_names: SoughtName,
    /// The date of birth.
    pub birth_date: NaiveDate,
}

impl WrittenCriteria {
    /// The compulsory criteria, or all that is wrong with them, in the order of the form. `today`:
    /// the day after which nobody was born, where it is known.
    ///
    /// # Errors
    /// The [`CriterionProblem`]s, at least one.
    pub fn read(&self, today: Option<NaiveDate>) -> Result<SoughtPerson, Vec<CriterionProblem>> {
        let problem = |criterion| move |fault| CriterionProblem { criterion, fault };
        let surname = SoughtName::parse(&self.surname).map_err(problem(Criterion::Surname));
        let first_names = SoughtName::parse(&self.first_names).map_err(problem(Criterion::FirstNames));
        let birth_date = parse_birth_date(&self.birth_date)
            .and_then(|day| match today {
                Some(today) if today < day => Err(CriterionFault::ToCome),
                _ => Ok(day),
            })
            .map_err(problem(Criterion::BirthDate));
        match (surname, first_names, birth_date) {
            (Ok(surname), Ok(first_names), Ok(birth_date)) => Ok(SoughtPerson {
                surname,
                first_names,
                birth_date,
            }),
            (surname, first_names, birth_date) => Err([surname.err(), first_names.err(), birth_date.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

#[cfg(test)]
mod tests;
