//! Buildings, apartments and properties as entries of labelled rows.

use chrono::NaiveDate;

use super::Entry;
use super::identity::capitalised;
use super::labels::{
    ADDRESS, APARTMENT, FROM, MUNICIPALITY, NAME, ORGANISATION, PERMANENT_APARTMENT_ID,
    PERMANENT_BUILDING_ID, PROPERTY_ID, UNTIL, VOTING_DISTRICT,
};
use super::parts::{Context, Parts, Rows};
use crate::language::{Language, StaticText};
use crate::register::apartment::Apartment;
use crate::register::building::Building;
use crate::register::owner::Owner;
use crate::register::property::Property;

const PROPERTY_BASED_ID: StaticText = StaticText::new(
    "Sijaintikiinteistöön perustuva rakennustunnus",
    "Byggnadsbeteckning enligt fastighet",
    "Building identifier based on the property",
);
const BASIC: StaticText = StaticText::new("Perustiedot", "Grunduppgifter", "Basic data");
const USE_AND_STATE: StaticText =
    StaticText::new("Käyttö ja tila", "Användning och tillstånd", "Use and state");
const MEASURES: StaticText = StaticText::new("Koko", "Storlek", "Size");
const TECHNICAL: StaticText = StaticText::new("Tekniset tiedot", "Tekniska uppgifter", "Technical data");
const COORDINATES: StaticText = StaticText::new(
    "Keskipisteen koordinaatit (ETRS-TM35FIN, N / E)",
    "Mittpunktens koordinater (ETRS-TM35FIN, N / E)",
    "Coordinates of the centre point (ETRS-TM35FIN, N / E)",
);
const CLASS: StaticText = StaticText::new("Rakennusluokka 2018", "Byggnadsklass 2018", "Building class 2018");
const MAIN_USE: StaticText = StaticText::new(
    "Käyttötarkoitus 1994",
    "Användningssyfte 1994",
    "Intended use 1994",
);
const PROJECT_ID: StaticText = StaticText::new(
    "Rakentamishankkeen tunnus",
    "Byggprojektets beteckning",
    "Building project identifier",
);
const PERMIT_ID: StaticText = StaticText::new("Lupatunnus", "Lovbeteckning", "Permit identifier");
const STATE: StaticText = StaticText::new(
    "Rakennuksen tila",
    "Byggnadens tillstånd",
    "State of the building",
);
const STATE_DATE: StaticText = StaticText::new("Tilan päivämäärä", "Tillståndets datum", "Date of the state");
const COMPLETED: StaticText = StaticText::new("Valmistunut", "Färdigställd", "Completed");
const IN_USE: StaticText = StaticText::new("Käytössäolo", "Användning", "In-use state");
const BUILDER: StaticText = StaticText::new("Rakennuttaja", "Byggherre", "Builder");
const CONSTRUCTION_WAY: StaticText = StaticText::new("Rakentamistapa", "Byggnadssätt", "Way of construction");
const FLOORS: StaticText = StaticText::new("Kerrosluku", "Antal våningar", "Floors");
const FLOOR_AREA: StaticText = StaticText::new("Kerrosala", "Våningsyta", "Floor area");
const GROSS_FLOOR_AREA: StaticText = StaticText::new(
    "Rakennusoikeudellinen kerrosala",
    "Våningsyta enligt byggrätten",
    "Floor area by building right",
);
const TOTAL_AREA: StaticText = StaticText::new("Kokonaisala", "Totalyta", "Total area");
const BASEMENT_AREA: StaticText = StaticText::new("Kellarin pinta-ala", "Källaryta", "Basement area");
const VOLUME: StaticText = StaticText::new("Tilavuus", "Volym", "Volume");
const BEARING_MATERIAL: StaticText = StaticText::new(
    "Kantavien rakenteiden aine",
    "Material i bärande konstruktioner",
    "Bearing material",
);
const FACADE: StaticText = StaticText::new("Julkisivumateriaali", "Fasadmaterial", "Facade material");
const HEATING_WAY: StaticText = StaticText::new("Lämmitystapa", "Uppvärmningssätt", "Heating way");
const HEAT_SOURCE: StaticText = StaticText::new("Lämmönlähde", "Värmekälla", "Heat source");
const CONNECTIONS: StaticText = StaticText::new(
    "Verkostoliittymät",
    "Anslutningar till nät",
    "Network connections",
);
const EQUIPMENT: StaticText = StaticText::new("Varusteet", "Utrustning", "Equipment");
const ENERGY_CLASS: StaticText = StaticText::new("Energialuokka", "Energiklass", "Energy class");
const FIRE_CLASS: StaticText = StaticText::new("Paloluokka", "Brandklass", "Fire class");
const APARTMENT_COUNT: StaticText =
    StaticText::new("Huoneistoja", "Antal lägenheter", "Number of apartments");
const SUB_AREA: StaticText = StaticText::new("Kunnan osa-alue", "Kommunens delområde", "Municipal sub-area");
const OWNER: StaticText = StaticText::new("Omistaja", "Ägare", "Owner");
const OWNER_KIND: StaticText = StaticText::new("Omistajalaji", "Slag av ägare", "Kind of owner");
const ESTATE: StaticText = StaticText::new("Kuolinpesä", "Dödsbo", "Estate");
const APARTMENT_TYPE: StaticText = StaticText::new("Huoneistotyyppi", "Lägenhetstyp", "Type of apartment");
const AREA: StaticText = StaticText::new("Pinta-ala", "Areal", "Area");
const ROOMS: StaticText = StaticText::new("Huoneita", "Antal rum", "Rooms");
const KITCHEN: StaticText = StaticText::new("Keittiötyyppi", "Typ av kök", "Kind of kitchen");
const TENURE: StaticText = StaticText::new("Hallintaperuste", "Besittningsgrund", "Tenure");
const RESIDENT: StaticText = StaticText::new("Asukas", "Boende", "Resident");
const BUILDING: StaticText = StaticText::new("Rakennus", "Byggnad", "Building");
const PARCEL: StaticText = StaticText::new("Erottamaton määräala", "Outbrutet område", "Unseparated parcel");

/// Joins the names of codes.
fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// A code with its name, such as `omakotitalo (0110)`.
fn coded(name: &str, code: &str) -> String {
    if name.is_empty() {
        code.to_owned()
    } else {
        format!("{name} ({code})")
    }
}

/// Entries without history: a building or apartment is shown as it is on record.
fn entries(today: NaiveDate, language: Language, fill: impl FnOnce(&mut Parts)) -> Vec<Entry> {
    let mut parts = Parts::new(Context {
        history: false,
        today,
        language,
    });
    fill(&mut parts);
    parts.finish().0
}

/// The entries of a building: identity and place, use and state, size, technical data, owners.
#[must_use]
pub fn building_entries(building: &Building, today: NaiveDate, language: Language) -> Vec<Entry> {
    entries(today, language, |parts| {
        parts.current(Some(&BASIC), |rows| {
            rows.maybe(&PERMANENT_BUILDING_ID, building.id.as_ref().map(|id| id.as_str()));
            rows.maybe(
                &PROPERTY_BASED_ID,
                building.property_based_id.as_ref().map(|id| id.as_str()),
            );
            rows.maybe(&PROPERTY_ID, building.property.map(|id| id.short()).as_deref());
            rows.municipality(&MUNICIPALITY, building.municipality.as_ref());
            for address in &building.addresses {
                rows.text(&ADDRESS, &address.one_line(language));
            }
            if let (Some(north), Some(east)) = (building.north, building.east) {
                rows.text(&COORDINATES, &format!("{north} / {east}"));
            }
            rows.text(&SUB_AREA, &building.sub_area);
            rows.coded(
                &VOTING_DISTRICT,
                &building.voting_district_code,
                &building.voting_district,
            );
        });
        parts.current(Some(&USE_AND_STATE), |rows| {
            rows.maybe(&STATE, building.state.map(|state| state.name(language)));
            rows.date(&STATE_DATE, building.state_date);
            rows.maybe(&IN_USE, building.in_use.map(|state| state.name(language)));
            rows.date(&COMPLETED, building.completed);
            let class = building
                .class
                .map(|class| coded(class.name(language), class.code()));
            rows.maybe(&CLASS, class.as_deref());
            let main_use = building
                .main_use
                .map(|main_use| coded(main_use.name(language), main_use.code()));
            rows.maybe(&MAIN_USE, main_use.as_deref());
            rows.text(&PROJECT_ID, &building.project_id);
            rows.text(&PERMIT_ID, &building.permit_id);
        });
        parts.current(Some(&MEASURES), |rows| {
            rows.number(&APARTMENT_COUNT, building.apartment_count);
            rows.number(&FLOORS, building.floors);
            rows.measure(&FLOOR_AREA, building.floor_area, "m²");
            rows.measure(&GROSS_FLOOR_AREA, building.gross_floor_area, "m²");
            rows.measure(&TOTAL_AREA, building.total_area, "m²");
            rows.measure(&BASEMENT_AREA, building.basement_area, "m²");
            rows.measure(&VOLUME, building.volume, "m³");
        });
        parts.current(Some(&TECHNICAL), |rows| {
            rows.maybe(&BUILDER, building.builder.map(|builder| builder.name(language)));
            rows.maybe(
                &CONSTRUCTION_WAY,
                building.construction_way.map(|way| way.name(language)),
            );
            rows.maybe(
                &BEARING_MATERIAL,
                building.bearing_material.map(|material| material.name(language)),
            );
            rows.maybe(&FACADE, building.facade.map(|material| material.name(language)));
            rows.maybe(&HEATING_WAY, building.heating_way.map(|way| way.name(language)));
            rows.maybe(
                &HEAT_SOURCE,
                building.heat_source.map(|source| source.name(language)),
            );
            rows.text(
                &CONNECTIONS,
                &names(building.connections.iter().map(|code| code.name(language))),
            );
            rows.text(
                &EQUIPMENT,
                &names(building.equipment.iter().map(|code| code.name(language))),
            );
            rows.maybe(
                &ENERGY_CLASS,
                building.energy_class.map(|class| class.name(language)),
            );
            rows.maybe(&FIRE_CLASS, building.fire_class.map(|class| class.name(language)));
        });
        owners(&building.owners, parts);
    })
}

/// The entries of an apartment and its residents.
#[must_use]
pub fn apartment_entries(apartment: &Apartment, today: NaiveDate, language: Language) -> Vec<Entry> {
    entries(today, language, |parts| {
        parts.current(Some(&BASIC), |rows| {
            rows.maybe(
                &PERMANENT_APARTMENT_ID,
                apartment.id.as_ref().map(|id| id.as_str()),
            );
            rows.maybe(
                &PERMANENT_BUILDING_ID,
                apartment.building.as_ref().map(|id| id.as_str()),
            );
            rows.maybe(&APARTMENT, apartment.part.map(|part| part.show()).as_deref());
            rows.text(&ADDRESS, &apartment.address.one_line(language));
            rows.maybe(&APARTMENT_TYPE, apartment.kind.map(|kind| kind.name(language)));
            rows.measure(&AREA, apartment.area, "m²");
            rows.number(&ROOMS, apartment.rooms);
            rows.maybe(&KITCHEN, apartment.kitchen.map(|kitchen| kitchen.name(language)));
            rows.text(
                &EQUIPMENT,
                &names(apartment.equipment.iter().map(|code| code.name(language))),
            );
            rows.maybe(&TENURE, apartment.tenure.map(|tenure| tenure.name(language)));
            rows.maybe(&IN_USE, apartment.in_use.map(|state| state.name(language)));
            rows.date(&FROM, apartment.from);
            rows.date(&UNTIL, apartment.to);
        });
        // Residence is the very thing that a ban hides: a masked row would tell it.
        for resident in apartment.residents.iter().filter(|resident| !resident.masked) {
            parts.current(Some(&RESIDENT), |rows| rows.person(resident));
        }
    })
}

/// The entries of a property: identity, owners, buildings, parcels.
#[must_use]
pub fn property_entries(property: &Property, today: NaiveDate, language: Language) -> Vec<Entry> {
    entries(today, language, |parts| {
        parts.current(Some(&BASIC), |rows| {
            rows.maybe(&PROPERTY_ID, property.id.map(|id| id.short()).as_deref());
            rows.text(&NAME, &property.name);
            rows.municipality(&MUNICIPALITY, property.municipality.as_ref());
            rows.measure(&AREA, property.area, "m²");
            for parcel in &property.parcels {
                rows.text(&PARCEL, &parcel.short());
            }
        });
        owners(&property.owners, parts);
        for building in &property.buildings {
            parts.current(Some(&BUILDING), |rows| {
                rows.text(&PERMANENT_BUILDING_ID, building.as_str())
            });
        }
    })
}

/// One entry per owner, headed by the role.
fn owners(owners: &[Owner], parts: &mut Parts) {
    let language = parts.context.language;
    for owner in owners {
        let title = owner.role.map_or(OWNER.get(language), |role| role.name(language));
        parts.entry(true, Some(&capitalised(title)), |rows| owner_rows(owner, rows));
    }
}

fn owner_rows(owner: &Owner, rows: &mut Rows) {
    let language = rows.language();
    if let Some(person) = &owner.person {
        rows.person(person);
    }
    rows.flag(&ESTATE, owner.estate);
    rows.organisation(&ORGANISATION, owner.organisation.as_ref());
    rows.maybe(&OWNER_KIND, owner.kind.map(|kind| kind.name(language)));
    if !owner.person.as_ref().is_some_and(|person| person.masked) {
        rows.text(&ADDRESS, &owner.address);
    }
}
