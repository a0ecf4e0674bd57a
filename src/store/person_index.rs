//! Persons by name and date of birth, for person identification (domain 7).
//!
//! | Table | Key |
//! |---|---|
//! | `person_name` | folded surname, date of birth, folded first names, identity code, sex, home municipality, municipality of birth, `1` name in use / `2` former name |
//!
//! A match is of whole names, case and accents folded. All rows of a name and date are read whatever
//! narrows the search: what narrows is compared afterwards, by [`NameHit::fits`], so that the work tells
//! nothing of the persons behind the rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use surrealdb::Connection;

use super::rows::{Inserts, beginning, list_keys, optional_part, part};
use super::{Store, StoreError};
use crate::environment::Environment;
use crate::identifier::{MunicipalityCode, PersonalIdentityCode};
use crate::register::codes::{NameKind, Sex};
use crate::register::{Folded, Person, Validity, Versioned};

const TABLE: &str = "person_name";

const IN_USE: &str = "1";
const FORMER: &str = "2";

/// How many rows of one name and date are read; so many namesakes of one day are a slip of the search.
const MOST: u32 = 200;
/// Under how many names one person stands, at the most.
const MOST_NAMES: usize = 24;

/// Who is looked for: all three are compulsory [X]. Personal, so it does not show itself.
#[derive(Clone, PartialEq, Eq)]
pub struct NameCriteria {
    /// The surname.
    pub surname: Folded,
    /// All first names, in their order.
    pub first_names: Folded,
    /// The recorded date of birth.
    pub birth_date: NaiveDate,
}

impl std::fmt::Debug for NameCriteria {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NameCriteria(..)")
    }
}

/// What narrows a search that found several.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Sex.
    pub sex: Option<Sex>,
    /// Home municipality. Under a non-disclosure it must not be confirmed: whoever asks takes it out of
    /// the comparison for such a person.
    pub home_municipality: Option<MunicipalityCode>,
    /// Municipality of birth.
    pub birth_municipality: Option<MunicipalityCode>,
}

impl std::fmt::Debug for Narrowing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Narrowing(..)")
    }
}

/// A person who bears or bore the name.
#[derive(Clone, PartialEq, Eq)]
pub struct NameHit {
    /// The person.
    pub code: PersonalIdentityCode,
    /// The name is a former one.
    pub former: bool,
    /// Sex.
    pub sex: Option<Sex>,
    /// Home municipality.
    pub home_municipality: Option<MunicipalityCode>,
    /// Municipality of birth.
    pub birth_municipality: Option<MunicipalityCode>,
}

impl std::fmt::Debug for NameHit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NameHit(..)")
    }
}

impl NameHit {
    /// Whether the person is what the search was narrowed to. What the register does not know of a
    /// person does not fit.
    #[must_use]
    pub fn fits(&self, narrowing: &Narrowing) -> bool {
        fn fit<T: PartialEq>(asked: Option<T>, known: Option<T>) -> bool {
            asked.is_none() || asked == known
        }
        fit(narrowing.sex, self.sex)
            && fit(narrowing.home_municipality, self.home_municipality)
            && fit(narrowing.birth_municipality, self.birth_municipality)
    }
}

/// The persons of a name and date of birth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameHits {
    /// The persons in the order of their codes, each once; a name in use goes before a former one.
    pub hits: Vec<NameHit>,
    /// There are more than were read.
    pub more: bool,
}

impl<C: Connection> Store<C> {
    /// Lists the persons of a name and date of birth, and with `former` those who bore it once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_persons_by_name(
        &self,
        environment: Environment,
        criteria: &NameCriteria,
        former: bool,
    ) -> Result<NameHits, StoreError> {
        let birth = criteria.birth_date.format("%F").to_string();
        let range = beginning(
            TABLE,
            &[criteria.surname.as_str(), &birth, criteria.first_names.as_str()],
        );
        let keys = list_keys(self.register(environment), TABLE, range, MOST).await?;
        let more = keys.len() >= usize::try_from(MOST).unwrap_or(usize::MAX);
        let mut hits: BTreeMap<PersonalIdentityCode, NameHit> = BTreeMap::new();
        for [_, _, _, code, sex, home, born, kind] in keys {
            let hit = NameHit {
                code: part(TABLE, &code)?,
                former: kind == FORMER,
                sex: Sex::from_code(&sex),
                home_municipality: optional_part(TABLE, &home)?,
                birth_municipality: optional_part(TABLE, &born)?,
            };
            if !hit.former || (former && !hits.contains_key(&hit.code)) {
                hits.insert(hit.code, hit);
            }
        }
        Ok(NameHits {
            hits: hits.into_values().collect(),
            more,
        })
    }

    /// Adds persons to the index who are in the register but not in it: those of a folder that an
    /// earlier program made. Persons who are in it already stay as they are.
    ///
    /// # Errors
    /// What the database says; nothing is written then.
    pub async fn create_person_names(
        &self,
        environment: Environment,
        persons: &[Person],
    ) -> Result<(), StoreError> {
        let mut inserts = Inserts::default();
        add_names(&mut inserts, persons);
        inserts.run(self, environment).await
    }
}

/// Adds the names of persons to a transaction. A passive code has no name: the person is found under
/// the code in use.
pub(super) fn add_names(inserts: &mut Inserts, persons: &[Person]) {
    for person in persons.iter().filter(|person| person.facts.passive.is_none()) {
        let groups = &person.groups;
        let Some(name) = &groups.name else { continue };
        let birth = person.facts.birth_date.format("%F").to_string();
        let sex = groups.sex.as_ref().and_then(|group| in_force(&group.sexes));
        let home = groups
            .home_municipality
            .as_ref()
            .and_then(|group| in_force(&group.municipalities)?.code);
        let born = groups
            .birth
            .as_ref()
            .and_then(|group| group.municipality.as_ref()?.code);
        let municipality = |code: &Option<MunicipalityCode>| {
            code.as_ref()
                .map(MunicipalityCode::as_str)
                .unwrap_or_default()
                .to_owned()
        };

        let mut surnames = vec![Folded::of(&name.surname)];
        let mut first_names = vec![Folded::of(&name.first_names)];
        let former = groups.former_names.iter().flat_map(|group| &group.names);
        for former in former.map(|row| &row.value) {
            match former.kind {
                Some(
                    NameKind::Surname
                    | NameKind::FormerSurname
                    | NameKind::LastSurnameAsUnmarried
                    | NameKind::CorrectedSurname,
                ) => surnames.push(Folded::of(&former.name)),
                Some(NameKind::FirstNames | NameKind::FormerFirstNames | NameKind::CorrectedFirstNames) => {
                    first_names.push(Folded::of(&former.name));
                }
                _ => {}
            }
        }
        // Every pair that the person may have borne together; the first is the one in use.
        let mut seen = BTreeSet::new();
        let pairs = surnames
            .iter()
            .flat_map(|surname| first_names.iter().map(move |first| (surname, first)))
            .filter(|(surname, first)| !(surname.is_empty() && first.is_empty()))
            .filter(|pair| seen.insert(*pair))
            .take(MOST_NAMES);
        let in_use = (&surnames[0], &first_names[0]);
        for (surname, first) in pairs {
            let kind = if (surname, first) == in_use {
                IN_USE
            } else {
                FORMER
            };
            inserts.share_key(
                TABLE,
                &[
                    surname.as_str(),
                    &birth,
                    first.as_str(),
                    person.code.as_str(),
                    sex.map_or("", |sex| sex.code()),
                    &municipality(&home),
                    &municipality(&born),
                    kind,
                ],
            );
        }
    }
}

/// The first value that the register calls in force.
fn in_force<T: Clone>(rows: &[Versioned<T>]) -> Option<T> {
    rows.iter()
        .find(|row| row.validity == Validity::Active)
        .map(|row| row.value.clone())
}
