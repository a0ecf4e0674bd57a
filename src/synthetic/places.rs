//! Dwellings: sixteen households in a row are neighbours, so that buildings have several residents.

use super::draft::{Day, Dwelling, Home, Place, Stay, years};
use super::random::{Random, pick_weight};
use super::tables::TABLES;
use crate::identifier::{ApartmentAddressPart, BuildingId, PermanentApartmentId, PropertyId};
use crate::register::codes::Country;
use crate::register::{Address, BilingualName};

/// Streams of random numbers: blocks of former homes, cottages.
const FORMER: u64 = 11;
const COTTAGE: u64 = 12;
/// Blocks of former homes for a hundred inhabitants of a town.
pub(super) const FORMER_BLOCKS: u32 = 4;

/// Households of a neighbourhood.
pub(super) const NEIGHBOURS: u64 = 16;

/// Buildings in which the population lives now are numbered from the first test number on, former
/// homes from here on, the personas' homes from [`PERSONA_BUILDINGS`] on.
const FORMER_BUILDINGS: u32 = 195_000_000;
/// First number of the personas' buildings.
pub(super) const PERSONA_BUILDINGS: u32 = 199_900_000;
/// First number of the holiday cottages.
const COTTAGES: u32 = 194_000_000;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Detached,
    Terraced,
    Block,
}

/// A piece of street with room for sixteen households.
#[derive(Clone, Copy)]
pub(super) struct Neighbourhood {
    pub(super) postcode: usize,
    pub(super) street: usize,
    pub(super) number: u32,
    pub(super) style: Style,
    area: u16,
    group: u16,
    /// Number of the first building.
    buildings: u32,
}

impl Neighbourhood {
    /// Where the households of a block of the population live.
    pub(super) fn of_block(block: u64, random: &mut Random) -> Self {
        let town = TABLES.town(random);
        let room = u64::from(COTTAGES - BuildingId::FIRST_TEST_SERIAL);
        let offset = u32::try_from(block * NEIGHBOURS % room).unwrap_or(0);
        Self::in_town(town, BuildingId::FIRST_TEST_SERIAL + offset, random)
    }

    fn in_town(town: usize, buildings: u32, random: &mut Random) -> Self {
        let styles: [u32; 3] = match TABLES.towns[town].hundreds {
            2000.. => [18, 14, 68],
            500.. => [35, 18, 47],
            150.. => [50, 18, 32],
            _ => [70, 17, 13],
        };
        Self {
            postcode: TABLES.postcode_in(town, random),
            street: random.below(TABLES.streets.len() as u32) as usize,
            number: 1 + random.below(90),
            style: [Style::Detached, Style::Terraced, Style::Block][pick_weight(random, &styles)],
            area: 1 + random.below(998) as u16,
            group: 1 + random.below(999) as u16,
            buildings,
        }
    }

    /// The dwelling at place 0–15.
    pub(super) fn dwelling(&self, place: u32) -> Dwelling {
        let postcode = &TABLES.postcodes[self.postcode];
        let town = &TABLES.towns[postcode.town];
        let building = match self.style {
            Style::Detached => place,
            Style::Terraced => place / 4,
            Style::Block => 0,
        };
        let stair = |place: u32| char::from(b'A' + u8::try_from(place).unwrap_or(0));
        let apartment = match self.style {
            Style::Detached => None,
            Style::Terraced => {
                ApartmentAddressPart::new(Some(stair(0)), Some(place as u16 % 4 + 1), None).ok()
            }
            Style::Block => {
                ApartmentAddressPart::new(Some(stair(place / 6)), Some(place as u16 + 1), None).ok()
            }
        };
        let serial = self.buildings + building;
        let dwelling = (serial - BuildingId::FIRST_TEST_SERIAL) * 16 + place;
        Dwelling {
            town: postcode.town,
            address: Address {
                street: TABLES.streets[self.street].clone(),
                number: (self.number + 2 * building).to_string(),
                apartment,
                postcode: postcode.code.to_owned(),
                post_office: postcode.office.clone(),
                ..Address::default()
            },
            building: BuildingId::from_serial(serial).ok(),
            apartment,
            permanent_apartment: apartment
                .and_then(|_| PermanentApartmentId::parse(&format!("H{dwelling:09}")).ok()),
            property: town.municipality.code.and_then(|code| {
                PropertyId::from_parts(code, self.area, self.group, building as u16 + 1).ok()
            }),
            postcode: self.postcode,
            detached: self.style == Style::Detached,
        }
    }
}

/// A home that someone left, in the same town more often than not. Each stands somewhere: an
/// identifier always goes with the same address.
pub(super) fn former_dwelling(seed: u64, town: usize, random: &mut Random) -> Dwelling {
    let town = if random.chance(600) {
        town
    } else {
        TABLES.town(random)
    };
    let place = &TABLES.towns[town];
    let index = place.former_blocks + random.below(place.hundreds * FORMER_BLOCKS);
    let mut own = Random::new(seed, FORMER, u64::from(index));
    let serial = FORMER_BUILDINGS + index * NEIGHBOURS as u32;
    Neighbourhood::in_town(town, serial, &mut own).dwelling(random.below(NEIGHBOURS as u32))
}

/// A holiday cottage anywhere.
pub(super) fn cottage(seed: u64, random: &mut Random) -> Dwelling {
    let town = random.below(TABLES.towns.len() as u32);
    let index = town * 3000 + random.below(3000);
    let mut own = Random::new(seed, COTTAGE, u64::from(index));
    let place = Neighbourhood::in_town(town as usize, COTTAGES + index, &mut own);
    Neighbourhood {
        style: Style::Detached,
        ..place
    }
    .dwelling(0)
}

/// A named dwelling for a persona: a house, or an apartment where `apartment` says which.
pub(super) fn persona_dwelling(
    postcode: &str,
    street: (&str, &str),
    number: &str,
    apartment: &str,
    building: u32,
) -> Dwelling {
    let found = TABLES.find_postcode(postcode);
    let place = Neighbourhood {
        postcode: found,
        street: 0,
        number: 1,
        style: if apartment.is_empty() {
            Style::Detached
        } else {
            Style::Block
        },
        area: 10,
        group: 100 + u16::try_from(building).unwrap_or(0),
        buildings: PERSONA_BUILDINGS + building,
    };
    let mut dwelling = place.dwelling(0);
    dwelling.address.street = BilingualName::new(street.0, street.1);
    number.clone_into(&mut dwelling.address.number);
    dwelling.apartment = ApartmentAddressPart::parse(apartment).ok();
    dwelling.address.apartment = dwelling.apartment;
    dwelling
}

/// A box at a post office, which tells no dwelling.
pub(super) fn post_box(postcode: usize, number: u32) -> Address {
    let postcode = &TABLES.postcodes[postcode];
    Address {
        line: format!("PL {number}"),
        postcode: postcode.code.to_owned(),
        post_office: postcode.office.clone(),
        ..Address::default()
    }
}

/// Where Finns live abroad: country, weight, street, postcode, town.
const ABROAD: [(&str, u32, &str, &str, &str); 10] = [
    ("752", 34, "Storgatan", "114 55", "Stockholm"),
    ("578", 6, "Kirkegata", "0153", "Oslo"),
    ("276", 12, "Gartenstraße", "10115", "Berlin"),
    ("826", 11, "Church Road", "SE19 2EZ", "London"),
    ("840", 13, "Maple Avenue", "MN 55805", "Duluth"),
    ("724", 9, "Calle Mayor", "29640", "Fuengirola"),
    ("233", 6, "Pikk tänav", "10123", "Tallinn"),
    ("124", 4, "Maple Street", "ON P7B 1A1", "Thunder Bay"),
    ("756", 4, "Bahnhofstrasse", "8001", "Zürich"),
    ("036", 3, "George Street", "QLD 4000", "Brisbane"),
];

/// A home abroad.
pub(super) fn home_abroad(random: &mut Random) -> Option<Place> {
    let place = pick_weight(random, &ABROAD.map(|row| row.1));
    abroad(place, 1 + random.below(140))
}

/// Home number `number` in country `place` of the list.
pub(super) fn abroad(place: usize, number: u32) -> Option<Place> {
    let (code, _, street, postcode, town) = ABROAD.get(place)?;
    let country = Country::parse(code).ok()?;
    let address = Address {
        foreign_lines: vec![format!("{street} {number}"), format!("{postcode} {town}")],
        country: Some(country),
        ..Address::default()
    };
    Some(Place::Abroad { country, address })
}

/// A home and the homes before it, back to `start` at most.
pub(super) fn home(seed: u64, now: Dwelling, start: Day, day: Day, random: &mut Random) -> Home {
    let town = now.town;
    let longest = years(random.between(1, 25));
    let mut from = (day - random.between(20, longest)).max(start);
    let mut stays = vec![Stay {
        place: Place::Finland(now),
        from,
        to: None,
    }];
    while stays.len() < 4 && from > start + 400 {
        let to = from - 1;
        from = if stays.len() == 3 {
            start
        } else {
            (from - random.between(200, years(9))).max(start)
        };
        stays.push(Stay {
            place: Place::Finland(former_dwelling(seed, town, random)),
            from,
            to: Some(to),
        });
        if random.chance(350) {
            break;
        }
    }
    if let Some(first) = stays.last_mut() {
        first.from = start;
    }
    Home { stays }
}
