//! Groups `household` and `ownership`.

use super::LeadsTo;
use super::labels::{ADDRESS, COUNT, MUNICIPALITY, NAME, PERMANENT_BUILDING_ID, PROPERTY_ID};
use super::parts::Parts;
use crate::language::StaticText;
use crate::register::groups::{HouseholdGroup, OwnershipGroup};

const MEMBER: StaticText = StaticText::new(
    "Samassa asunnossa asuva",
    "Person i samma bostad",
    "Person in the same dwelling",
);
const MINORS: StaticText = StaticText::new("Alaikäisiä", "Minderåriga", "Minors");
const OWNS_BUILDINGS: StaticText = StaticText::new("Omistaa rakennuksia", "Äger byggnader", "Owns buildings");
const OWNS_PROPERTIES: StaticText =
    StaticText::new("Omistaa kiinteistöjä", "Äger fastigheter", "Owns real properties");
const BUILDINGS: StaticText = StaticText::new("Rakennuksia", "Byggnader", "Number of buildings");
const PROPERTIES: StaticText = StaticText::new("Kiinteistöjä", "Fastigheter", "Number of real properties");
const BUILDING: StaticText = StaticText::new("Rakennus", "Byggnad", "Building");
const PROPERTY: StaticText = StaticText::new("Kiinteistö", "Fastighet", "Real property");

pub(super) fn household(group: &HouseholdGroup, parts: &mut Parts) {
    parts.current(None, |rows| {
        rows.number(&COUNT, (!group.members.is_empty()).then_some(group.members.len()));
        rows.number(&MINORS, group.minors);
    });
    for member in &group.members {
        parts.current(None, |rows| rows.relative(&MEMBER, member));
    }
}

pub(super) fn ownership(group: &OwnershipGroup, parts: &mut Parts) {
    parts.current(None, |rows| {
        rows.yes_or_no(&OWNS_BUILDINGS, group.owns_buildings);
        rows.number(&BUILDINGS, group.building_count);
        rows.yes_or_no(&OWNS_PROPERTIES, group.owns_properties);
        rows.number(&PROPERTIES, group.property_count);
    });
    let (buildings, properties): (Vec<_>, Vec<_>) = group
        .holdings
        .iter()
        .cloned()
        .partition(|holding| holding.value.building.is_some());
    for (title, holdings) in [(&BUILDING, buildings), (&PROPERTY, properties)] {
        parts.versions(Some(title), &holdings, |holding, rows| {
            rows.leading(
                &PERMANENT_BUILDING_ID,
                holding.building.as_ref().map(|id| id.as_str()),
                LeadsTo::Building,
            );
            rows.leading(
                &PROPERTY_ID,
                holding.property.map(|id| id.short()).as_deref(),
                LeadsTo::Property,
            );
            rows.text(&NAME, &holding.name);
            rows.municipality(&MUNICIPALITY, holding.municipality.as_ref());
            rows.text(&ADDRESS, &holding.address.one_line(rows.language()));
        });
    }
}
