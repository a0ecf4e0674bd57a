//! Labels of buildings, apartments and properties.

use crate::language::StaticText;

pub(super) const PROPERTY_BASED_ID: StaticText = StaticText::new(
    "Sijaintikiinteistöön perustuva rakennustunnus",
    "Byggnadsbeteckning enligt fastighet",
    "Building identifier based on the property",
);
pub(super) const MEASURES: StaticText = StaticText::new("Koko", "Storlek", "Size");
pub(super) const TECHNICAL: StaticText =
    StaticText::new("Tekniset tiedot", "Tekniska uppgifter", "Technical data");
pub(super) const COORDINATES: StaticText = StaticText::new(
    "Keskipisteen koordinaatit (ETRS-TM35FIN, N / E)",
    "Mittpunktens koordinater (ETRS-TM35FIN, N / E)",
    "Coordinates of the centre point (ETRS-TM35FIN, N / E)",
);
pub(super) const CLASS: StaticText =
    StaticText::new("Rakennusluokka 2018", "Byggnadsklass 2018", "Building class 2018");
pub(super) const MAIN_USE: StaticText = StaticText::new(
    "Käyttötarkoitus 1994",
    "Användningssyfte 1994",
    "Intended use 1994",
);
pub(super) const PROJECT_ID: StaticText = StaticText::new(
    "Rakentamishankkeen tunnus",
    "Byggprojektets beteckning",
    "Building project identifier",
);
pub(super) const PERMIT_ID: StaticText = StaticText::new("Lupatunnus", "Lovbeteckning", "Permit identifier");
pub(super) const STATE: StaticText = StaticText::new(
    "Rakennuksen tila",
    "Byggnadens tillstånd",
    "State of the building",
);
pub(super) const STATE_DATE: StaticText =
    StaticText::new("Tilan päivämäärä", "Tillståndets datum", "Date of the state");
pub(super) const COMPLETED: StaticText = StaticText::new("Valmistunut", "Färdigställd", "Completed");
pub(super) const IN_USE: StaticText = StaticText::new("Käytössäolo", "Användning", "In-use state");
pub(super) const BUILDER: StaticText = StaticText::new("Rakennuttaja", "Byggherre", "Builder");
pub(super) const CONSTRUCTION_WAY: StaticText =
    StaticText::new("Rakentamistapa", "Byggnadssätt", "Way of construction");
pub(super) const FLOORS: StaticText = StaticText::new("Kerrosluku", "Antal våningar", "Floors");
pub(super) const FLOOR_AREA: StaticText = StaticText::new("Kerrosala", "Våningsyta", "Floor area");
pub(super) const GROSS_FLOOR_AREA: StaticText = StaticText::new(
    "Rakennusoikeudellinen kerrosala",
    "Våningsyta enligt byggrätten",
    "Floor area by building right",
);
pub(super) const TOTAL_AREA: StaticText = StaticText::new("Kokonaisala", "Totalyta", "Total area");
pub(super) const BASEMENT_AREA: StaticText =
    StaticText::new("Kellarin pinta-ala", "Källaryta", "Basement area");
pub(super) const VOLUME: StaticText = StaticText::new("Tilavuus", "Volym", "Volume");
pub(super) const BEARING_MATERIAL: StaticText = StaticText::new(
    "Kantavien rakenteiden aine",
    "Material i bärande konstruktioner",
    "Bearing material",
);
pub(super) const FACADE: StaticText =
    StaticText::new("Julkisivumateriaali", "Fasadmaterial", "Facade material");
pub(super) const HEATING_WAY: StaticText = StaticText::new("Lämmitystapa", "Uppvärmningssätt", "Heating way");
pub(super) const HEAT_SOURCE: StaticText = StaticText::new("Lämmönlähde", "Värmekälla", "Heat source");
pub(super) const CONNECTIONS: StaticText = StaticText::new(
    "Verkostoliittymät",
    "Anslutningar till nät",
    "Network connections",
);
pub(super) const EQUIPMENT: StaticText = StaticText::new("Varusteet", "Utrustning", "Equipment");
pub(super) const ENERGY_CLASS: StaticText = StaticText::new("Energialuokka", "Energiklass", "Energy class");
pub(super) const FIRE_CLASS: StaticText = StaticText::new("Paloluokka", "Brandklass", "Fire class");
pub(super) const APARTMENT_COUNT: StaticText =
    StaticText::new("Huoneistoja", "Antal lägenheter", "Number of apartments");
pub(super) const SUB_AREA: StaticText =
    StaticText::new("Kunnan osa-alue", "Kommunens delområde", "Municipal sub-area");
pub(super) const OWNER: StaticText = StaticText::new("Omistaja", "Ägare", "Owner");
pub(super) const OWNER_KIND: StaticText = StaticText::new("Omistajalaji", "Slag av ägare", "Kind of owner");
pub(super) const ESTATE: StaticText = StaticText::new("Kuolinpesä", "Dödsbo", "Estate");
pub(super) const APARTMENT_TYPE: StaticText =
    StaticText::new("Huoneistotyyppi", "Lägenhetstyp", "Type of apartment");
pub(super) const AREA: StaticText = StaticText::new("Pinta-ala", "Areal", "Area");
pub(super) const ROOMS: StaticText = StaticText::new("Huoneita", "Antal rum", "Rooms");
pub(super) const KITCHEN: StaticText = StaticText::new("Keittiötyyppi", "Typ av kök", "Kind of kitchen");
pub(super) const TENURE: StaticText = StaticText::new("Hallintaperuste", "Besittningsgrund", "Tenure");
pub(super) const RESIDENT: StaticText = StaticText::new("Asukas", "Boende", "Resident");
pub(super) const BUILDING: StaticText = StaticText::new("Rakennus", "Byggnad", "Building");
pub(super) const PARCEL: StaticText =
    StaticText::new("Erottamaton määräala", "Outbrutet område", "Unseparated parcel");
pub(super) const MOVED_IN: StaticText = StaticText::new("Muuttanut", "Inflyttad", "Moved in");
pub(super) const RESIDENCE_UNTIL: StaticText =
    StaticText::new("Asumisen loppu", "Boendet upphör", "Residence ends");
pub(super) const POSTCODE: StaticText = StaticText::new("Postinumero", "Postnummer", "Postcode");
pub(super) const STREET: StaticText = StaticText::new("Katu", "Gata", "Street");
pub(super) const NUMBER: StaticText = StaticText::new("Talon numero", "Husnummer", "House number");
pub(super) const APARTMENTS: StaticText = StaticText::new("Huoneistot", "Lägenheter", "Apartments");
