//! What a query role may see of buildings, apartments and properties, and of who lives in them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::language::{Language, StaticText};
use crate::register::{ApartmentGroup, BuildingGroup, PropertyGroup};

/// The data content of a role beside the persons' groups. A permit from before it was there gives
/// nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceContent {
    /// The data groups of buildings.
    pub building: BTreeSet<BuildingGroup>,
    /// The data groups of apartments.
    pub apartment: BTreeSet<ApartmentGroup>,
    /// The data groups of properties.
    pub property: BTreeSet<PropertyGroup>,
    /// Whether the residents of an apartment may be listed. What is told of each follows from the
    /// groups of persons: name, identity code, date of birth.
    pub residents: bool,
}

/// A data group of a place, or who lives there: what a decision shows or hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceGroup {
    /// Of a building.
    Building(BuildingGroup),
    /// Of an apartment.
    Apartment(ApartmentGroup),
    /// The residents of an apartment.
    Residents,
    /// Of a property.
    Property(PropertyGroup),
}

/// The residents as a heading.
const RESIDENTS: StaticText = StaticText::new("Asukkaat", "Boende", "Residents");

impl PlaceGroup {
    /// The code that the log keeps, such as `building.identity`; it is no code of a person's group.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Building(group) => format!("building.{}", group.code()),
            Self::Apartment(group) => format!("apartment.{}", group.code()),
            Self::Residents => "apartment.residents".to_owned(),
            Self::Property(group) => format!("property.{}", group.code()),
        }
    }

    /// The group's name as a heading.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Building(group) => group.name(language),
            Self::Apartment(group) => group.name(language),
            Self::Residents => RESIDENTS.get(language),
            Self::Property(group) => group.name(language),
        }
    }

    /// The groups of a building, in their order.
    pub fn of_building() -> impl Iterator<Item = Self> {
        BuildingGroup::ALL.iter().copied().map(Self::Building)
    }

    /// The groups of an apartment with its residents, in their order.
    pub fn of_apartment() -> impl Iterator<Item = Self> {
        let groups = ApartmentGroup::ALL.iter().copied().map(Self::Apartment);
        groups.chain([Self::Residents])
    }

    /// The groups of a property, in their order.
    pub fn of_property() -> impl Iterator<Item = Self> {
        PropertyGroup::ALL.iter().copied().map(Self::Property)
    }
}

impl PlaceContent {
    /// Whether a group belongs to the content.
    #[must_use]
    pub fn gives(&self, group: PlaceGroup) -> bool {
        match group {
            PlaceGroup::Building(group) => self.building.contains(&group),
            PlaceGroup::Apartment(group) => self.apartment.contains(&group),
            PlaceGroup::Residents => self.residents,
            PlaceGroup::Property(group) => self.property.contains(&group),
        }
    }

    /// The names of the groups given, in their order.
    #[must_use]
    pub fn names(&self, language: Language) -> Vec<&'static str> {
        PlaceGroup::of_building()
            .chain(PlaceGroup::of_apartment())
            .chain(PlaceGroup::of_property())
            .filter(|group| self.gives(*group))
            .map(|group| group.name(language))
            .collect()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::register::DataGroup;

    #[test]
    fn a_permit_from_before_gives_nothing_of_places() {
        let content: PlaceContent = serde_json::from_str("{}").unwrap();
        assert_eq!(content, PlaceContent::default());
        assert!(content.names(Language::Fi).is_empty());
    }

    #[test]
    fn no_code_of_a_place_is_that_of_another_or_of_a_persons_group() {
        let groups: Vec<PlaceGroup> = PlaceGroup::of_building()
            .chain(PlaceGroup::of_apartment())
            .chain(PlaceGroup::of_property())
            .collect();
        let codes: BTreeSet<String> = groups.iter().map(|group| group.code()).collect();
        assert_eq!(codes.len(), groups.len());
        assert!(codes.iter().all(|code| DataGroup::from_code(code).is_none()));
    }
}
