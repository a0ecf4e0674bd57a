//! Buildings, apartments and properties as entries of labelled rows, data group by data group.

mod apartment;
mod building;
mod hit;
mod labels;
mod owners;
mod property;

use chrono::NaiveDate;

use super::Entry;
use super::parts::{Context, Rows};
use crate::identifier::{ApartmentAddressPart, BuildingId, PersonalIdentityCode, PropertyId};
use crate::language::{Language, StaticText};
use crate::register::place_groups::{ApartmentGroup, BuildingGroup, PropertyGroup};
use crate::register::{Apartment, Building, Property};

pub use apartment::{apartment_group, listed_apartment, residents};
pub use building::building_group;
pub use hit::{apartment_hit, asked_rows, building_hit, property_hit};
pub use property::property_group;

/// Another record that an entry names: what one may want to look up next, in a query of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A person by identity code.
    Person(PersonalIdentityCode),
    /// A building.
    Building(BuildingId),
    /// An apartment of a building, or the dwelling of one without apartments.
    Apartment(BuildingId, Option<ApartmentAddressPart>),
    /// A property.
    Property(PropertyId),
}

impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Named(..)")
    }
}

/// An entry with the records that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacePart {
    /// The rows.
    pub entry: Entry,
    /// The records.
    pub names: Vec<Named>,
}

/// For whom and when.
#[derive(Clone, Copy)]
struct Reader {
    today: NaiveDate,
    language: Language,
}

impl Reader {
    /// An entry, unless it has no rows.
    fn part(self, title: Option<&str>, names: Vec<Named>, fill: impl FnOnce(&mut Rows)) -> Option<PlacePart> {
        let mut rows = Rows::new(Context {
            history: false,
            today: self.today,
            language: self.language,
        });
        fill(&mut rows);
        let fields = rows.into_fields();
        (!fields.is_empty()).then(|| PlacePart {
            entry: Entry {
                title: title.map(str::to_owned),
                fields,
            },
            names,
        })
    }

    /// The same under a heading that is a fixed text.
    fn headed(self, title: &StaticText, fill: impl FnOnce(&mut Rows)) -> Option<PlacePart> {
        self.part(Some(title.get(self.language)), Vec::new(), fill)
    }
}

/// The heading of a building's list of apartments.
#[must_use]
pub const fn apartments_title(language: Language) -> &'static str {
    labels::APARTMENTS.get(language)
}

/// Several codes as one row: the codes and their names, each joined.
fn joined<'a>(coded: impl Iterator<Item = (&'a str, &'a str)>) -> (String, String) {
    let (codes, names): (Vec<&str>, Vec<&str>) = coded.unzip();
    (codes.join(", "), names.join(", "))
}

/// A code of an open list with its name; one whose name is not known is told as it stands.
fn told<'a>(code: &'a str, name: &'a str) -> (&'a str, &'a str) {
    if name.is_empty() { ("", code) } else { (code, name) }
}

fn entries(parts: impl Iterator<Item = PlacePart>) -> Vec<Entry> {
    parts.map(|part| part.entry).collect()
}

/// The entries of a building, all groups one after another.
#[must_use]
pub fn building_entries(building: &Building, today: NaiveDate, language: Language) -> Vec<Entry> {
    let groups = BuildingGroup::ALL.iter();
    entries(groups.flat_map(|group| building_group(building, *group, today, language)))
}

/// The entries of an apartment and the residents in its record, who stand in no other group.
#[must_use]
pub fn apartment_entries(apartment: &Apartment, today: NaiveDate, language: Language) -> Vec<Entry> {
    let groups = ApartmentGroup::ALL.iter();
    let own = groups.flat_map(|group| apartment_group(apartment, *group, today, language));
    entries(own.chain(apartment::recorded_residents(apartment, today, language)))
}

/// The entries of a property, all groups one after another.
#[must_use]
pub fn property_entries(property: &Property, today: NaiveDate, language: Language) -> Vec<Entry> {
    let groups = PropertyGroup::ALL.iter();
    entries(groups.flat_map(|group| property_group(property, *group, today, language)))
}
