//! Looking through the training register.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::kinds::Kind;
use super::{persons, places};
use crate::environment::Environment;
use crate::identifier::{PersonalIdentityCode, Realm};
use crate::query::places::WrittenAddress;
use crate::query::{PracticeCriteria, PracticeExample};
use crate::register::RegisterRecord;
use crate::store::{RecordKind, Store, StoreError};
use crate::synthetic::{Item, personas};

/// So many examples of a kind are given.
const MOST_EXAMPLES: usize = 3;
/// So many records are read at once: between them others get their turn.
const BATCH: u32 = 200;
/// So many persons are looked at.
const MOST_PERSONS: usize = 6_000;
/// So many buildings, apartments and properties are looked at, of each.
const MOST_PLACES: usize = 3_000;

/// The examples of each kind, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Catalogue(BTreeMap<Kind, Vec<PracticeCriteria>>);

impl Catalogue {
    /// The examples of a kind; none where the register has none.
    pub(super) fn examples(&self, kind: Kind) -> Vec<PracticeExample> {
        let found = self.0.get(&kind).into_iter().flatten();
        found
            .map(|criteria| PracticeExample {
                told: told(criteria),
                criteria: criteria.clone(),
            })
            .collect()
    }

    fn add(&mut self, kind: Kind, criteria: PracticeCriteria) {
        let examples = self.0.entry(kind).or_default();
        if examples.len() < MOST_EXAMPLES && !examples.contains(&criteria) {
            examples.push(criteria);
        }
    }

    /// Whether nothing more is wanted of some kinds.
    fn is_full(&self, kinds: &[Kind]) -> bool {
        kinds.iter().all(|kind| {
            self.0
                .get(kind)
                .is_some_and(|examples| examples.len() >= MOST_EXAMPLES)
        })
    }
}

/// Looks through the training register as of a day.
pub(super) async fn scan(store: &Store, day: NaiveDate) -> Result<Catalogue, StoreError> {
    let mut scan = Scan {
        day,
        catalogue: Catalogue::default(),
        names: BTreeMap::new(),
        seen: BTreeSet::new(),
    };
    scan.look_at_personas(store).await?;
    for kind in RecordKind::ALL {
        scan.look_at_all(store, kind).await?;
    }
    Ok(scan.finish())
}

struct Scan {
    day: NaiveDate,
    catalogue: Catalogue,
    /// How many persons bear a name and date of birth.
    names: BTreeMap<PracticeCriteria, u32>,
    /// The persons whose names were counted.
    seen: BTreeSet<PersonalIdentityCode>,
}

impl Scan {
    /// The demonstration's named records come first, where the register has them: their rare cases
    /// are known, and instructions may speak of them. What is told is what the register says.
    async fn look_at_personas(&mut self, store: &Store) -> Result<(), StoreError> {
        let personas = personas(self.day);
        let households = personas.households.into_iter().map(Item::Household);
        let records = households.chain(personas.built).flat_map(Item::into_records);
        let keys: Vec<_> = records.filter_map(|record| record.key()).collect();
        for key in keys {
            if let Some(record) = store.find_record(Environment::Training, key).await? {
                self.look_at(&record);
            }
        }
        Ok(())
    }

    async fn look_at_all(&mut self, store: &Store, kind: RecordKind) -> Result<(), StoreError> {
        let (most, wanted): (usize, &[Kind]) = match kind {
            // Of persons some kind is nearly always wanting: the bound ends the search.
            RecordKind::Person => (MOST_PERSONS, Kind::ALL),
            RecordKind::Building => (
                MOST_PLACES,
                &[Kind::ManyApartments, Kind::Demolished, Kind::PropertyByAddress],
            ),
            RecordKind::Apartment => (MOST_PLACES, &[Kind::SplitApartment]),
            RecordKind::Property => (MOST_PLACES, &[Kind::SeveralOwners, Kind::Parcel]),
        };
        let (mut looked_at, mut after) = (0, None);
        while looked_at < most && !self.catalogue.is_full(wanted) {
            let records = store
                .list_records(Environment::Training, kind, after, BATCH)
                .await?;
            let Some(last) = records.last().and_then(RegisterRecord::key) else {
                break;
            };
            after = Some(last);
            looked_at += records.len();
            for record in &records {
                self.look_at(record);
            }
        }
        Ok(())
    }

    fn look_at(&mut self, record: &RegisterRecord) {
        let cases = match record {
            // A register that was filled with anything else than test persons tells of none of them.
            RegisterRecord::Person(person) if person.code.realm() != Realm::Test => return,
            RegisterRecord::Person(person) => {
                if self.seen.insert(person.code)
                    && let Some(names) = persons::names_of(person)
                {
                    *self.names.entry(names).or_default() += 1;
                }
                persons::cases_of(person, self.day)
            }
            RegisterRecord::Building(building) => places::cases_of_building(building),
            RegisterRecord::Apartment(apartment) => places::cases_of_apartment(apartment, self.day),
            RegisterRecord::Property(property) => places::cases_of_property(property),
        };
        for (kind, criteria) in cases {
            self.catalogue.add(kind, criteria);
        }
    }

    fn finish(mut self) -> Catalogue {
        for (names, count) in self.names {
            if count > 1 {
                self.catalogue.add(Kind::Namesakes, names);
            }
        }
        self.catalogue
    }
}

/// Criteria on one line.
fn told(criteria: &PracticeCriteria) -> String {
    let parts: Vec<&str> = match criteria {
        PracticeCriteria::Identifier { identifier } => return identifier.clone(),
        PracticeCriteria::Names {
            surname,
            first_names,
            birth_date,
        } => return format!("{surname}, {first_names}, {birth_date}"),
        PracticeCriteria::Address(WrittenAddress {
            municipality,
            postcode,
            street,
            number,
            apartment,
        }) => [street, number, apartment, postcode, municipality]
            .map(String::as_str)
            .to_vec(),
    };
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
