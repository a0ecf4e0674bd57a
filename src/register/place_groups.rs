//! The data groups of buildings, apartments and properties: what a query names and what is read.
//!
//! A building, apartment or property is read with some of its groups only; the fields of the others
//! stay empty. Each field belongs to exactly one group, which a test holds against the records.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Apartment, Building, Property};
use crate::language::{Language, StaticText};

macro_rules! place_groups {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $variant:ident = $code:literal: $fi:literal, $sv:literal, $en:literal; [$($field:literal),+ $(,)?] )+
        }
    )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(
                #[doc = concat!($en, " (`", $code, "`).")]
                $variant,
            )+
        }

        impl $name {
            /// All groups in the order in which they are offered and shown.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),+];

            /// Code name, name, and the fields of the record's JSON, in the order of the variants.
            const TABLE: &'static [(&'static str, StaticText, &'static [&'static str])] =
                &[$( ($code, StaticText::new($fi, $sv, $en), &[$($field),+]) ),+];

            /// The code name, which is also the serialised form and the field of the store.
            #[must_use]
            pub const fn code(self) -> &'static str {
                Self::TABLE[self as usize].0
            }

            /// The group with this code name, if there is one.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|group| group.code() == code)
            }

            /// The group's name as a heading.
            #[must_use]
            pub const fn name(self, language: Language) -> &'static str {
                Self::TABLE[self as usize].1.get(language)
            }

            /// The group of a field of the record's JSON.
            #[must_use]
            pub fn of_field(field: &str) -> Option<Self> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|group| Self::TABLE[*group as usize].2.contains(&field))
            }

            /// Every group: for exports and comparisons, never for a query.
            #[must_use]
            pub fn all() -> BTreeSet<Self> {
                Self::ALL.iter().copied().collect()
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = String::deserialize(deserializer)?;
                Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("unknown data group"))
            }
        }
    )+ };
}

place_groups! {
    /// A data group of a building.
    pub enum BuildingGroup {
        Identity = "identity": "Rakennuksen tunnukset", "Byggnadens beteckningar", "Building identifiers";
            ["id", "propertyBasedId", "property", "municipality"]
        Location = "location": "Sijainti ja osoitteet", "Läge och adresser", "Location and addresses";
            ["addresses", "north", "east", "votingDistrictCode", "votingDistrict", "subArea"]
        State = "state": "Tila ja käyttö", "Skede och användning", "State and use";
            ["class", "mainUse", "state", "stateDate", "completed", "inUse", "projectId", "permitId", "apartmentCount"]
        Structure = "structure": "Rakenne ja varusteet", "Konstruktion och utrustning", "Structure and equipment";
            [
                "builder", "constructionWay", "floors", "floorArea", "grossFloorArea", "totalArea", "basementArea",
                "volume", "bearingMaterial", "facade", "heatingWay", "heatSource", "connections", "equipment",
                "energyClass", "fireClass",
            ]
        Owners = "owners": "Rakennuksen omistajat", "Byggnadens ägare", "Owners of the building";
            ["owners"]
    }

    /// A data group of an apartment. Who lives there is no part of it: residents are found by where
    /// each person lives, and shown by the rules of each person (domain 5.3, 5.4).
    pub enum ApartmentGroup {
        Identity = "identity": "Huoneiston tunnukset", "Lägenhetens beteckningar", "Apartment identifiers";
            ["id", "building", "part", "address", "from", "to"]
        Details = "details": "Huoneiston tiedot", "Uppgifter om lägenheten", "Apartment details";
            ["kind", "area", "rooms", "kitchen", "equipment", "tenure", "inUse"]
    }

    /// A data group of a property.
    pub enum PropertyGroup {
        Identity = "identity": "Kiinteistön tunnus ja nimi", "Fastighetens beteckning och namn", "Property identifier and name";
            ["id", "name", "municipality", "area"]
        Contents = "contents": "Rakennukset ja määräalat", "Byggnader och outbrutna områden", "Buildings and unseparated parcels";
            ["buildings", "parcels"]
        Owners = "owners": "Kiinteistön omistajat", "Fastighetens ägare", "Owners of the property";
            ["owners"]
    }
}

/// A record that is stored and read by data group.
pub trait Grouped: Default + Clone + PartialEq + Serialize + serde::de::DeserializeOwned {
    /// Its data groups.
    type Group: Copy + Ord + 'static;

    /// All of them, in their order.
    fn groups() -> &'static [Self::Group];
    /// The code name of a group.
    fn code(group: Self::Group) -> &'static str;
    /// The group of a field of the record's JSON; none for what is never stored.
    fn group_of(field: &str) -> Option<Self::Group>;

    /// Only the fields of `groups`; the others are empty. What could not be taken apart is left out
    /// whole, so that nothing is shown that was not asked for.
    #[must_use]
    fn take_only(&self, groups: &BTreeSet<Self::Group>) -> Self {
        let Ok(serde_json::Value::Object(mut fields)) = serde_json::to_value(self) else {
            return Self::default();
        };
        fields.retain(|field, _| Self::group_of(field).is_some_and(|group| groups.contains(&group)));
        serde_json::from_value(serde_json::Value::Object(fields)).unwrap_or_default()
    }
}

macro_rules! grouped {
    ($($record:ty: $group:ty;)+) => { $(
        impl Grouped for $record {
            type Group = $group;

            fn groups() -> &'static [$group] {
                <$group>::ALL
            }

            fn code(group: $group) -> &'static str {
                group.code()
            }

            fn group_of(field: &str) -> Option<$group> {
                <$group>::of_field(field)
            }
        }
    )+ };
}

grouped! {
    Building: BuildingGroup;
    Apartment: ApartmentGroup;
    Property: PropertyGroup;
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::super::sample;
    use super::*;

    /// The fields of a record in which every field is filled.
    fn fields<R: Grouped>(record: &R) -> Vec<String> {
        match serde_json::to_value(record).unwrap() {
            serde_json::Value::Object(fields) => fields.keys().cloned().collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn every_field_belongs_to_one_group_and_residents_to_none() {
        for field in fields(&sample::building()) {
            assert!(BuildingGroup::of_field(&field).is_some(), "{field}");
        }
        for field in fields(&sample::property()) {
            assert!(PropertyGroup::of_field(&field).is_some(), "{field}");
        }
        for field in fields(&sample::apartment()) {
            assert_eq!(
                ApartmentGroup::of_field(&field).is_none(),
                field == "residents",
                "{field}"
            );
        }
    }

    #[test]
    fn no_field_is_named_twice_and_each_named_one_exists() {
        type Rows = [(&'static str, StaticText, &'static [&'static str])];
        fn check<R: Grouped>(record: &R, rows: &Rows) {
            let named: Vec<&str> = rows.iter().flat_map(|row| row.2.iter().copied()).collect();
            let distinct: BTreeSet<&str> = named.iter().copied().collect();
            assert_eq!(named.len(), distinct.len());
            let there = fields(record);
            for field in named {
                assert!(there.iter().any(|one| one == field), "{field}");
            }
        }
        check(&sample::building(), BuildingGroup::TABLE);
        check(&sample::apartment(), ApartmentGroup::TABLE);
        check(&sample::property(), PropertyGroup::TABLE);
    }

    #[test]
    fn a_record_is_the_sum_of_its_groups() {
        let building = sample::building();
        assert_eq!(building.take_only(&BuildingGroup::all()), building);
        assert_eq!(building.take_only(&BTreeSet::new()), Building::default());
        let owners = building.take_only(&BTreeSet::from([BuildingGroup::Owners]));
        assert_eq!(
            owners,
            Building {
                owners: building.owners.clone(),
                ..Building::default()
            }
        );
    }

    #[test]
    fn residents_are_never_taken_over() {
        let apartment = sample::apartment();
        assert!(!apartment.residents.is_empty());
        let taken = apartment.take_only(&ApartmentGroup::all());
        assert!(taken.residents.is_empty());
        assert_eq!(taken.kind, apartment.kind);
    }

    #[test]
    fn codes_are_read_back_and_names_differ() {
        for group in BuildingGroup::ALL {
            assert_eq!(BuildingGroup::from_code(group.code()), Some(*group));
            let text = serde_json::to_string(group).unwrap();
            assert_eq!(serde_json::from_str::<BuildingGroup>(&text).unwrap(), *group);
            for language in Language::ALL {
                assert!(!group.name(language).is_empty());
            }
        }
        assert!(serde_json::from_str::<PropertyGroup>("\"other\"").is_err());
    }
}
