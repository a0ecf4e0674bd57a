//! What stands where. A block has room for sixteen households; all that it is depends on the seed
//! and its number alone, so that whoever once lived there can be told without making the block again.

use chrono::NaiveDate;

use super::draft::{Day, Dwelling, Housing, number_of, years};
use super::random::{Random, evenly, pick_weight};
use super::tables::{TABLES, Tongue};
use crate::identifier::{ApartmentAddressPart, BuildingId, PermanentApartmentId, PropertyId};
use crate::register::{Address, BilingualName};

/// Stream of random numbers.
pub(super) const BLOCK: u64 = 2;

/// Households of a block.
pub(super) const NEIGHBOURS: u32 = 16;
/// Dwellings of a block, after those of its households, in which the next block's households may
/// have a second home: a parted spouse, a grown child.
pub(super) const SECONDS: u32 = 4;
/// From here on a block's dwellings are vacant.
pub(super) const VACANT: u32 = NEIGHBOURS + SECONDS;
/// Number of the first business premises of a block.
pub(super) const PREMISES: u32 = 24;
/// Numbers that a block has for dwellings and premises.
const NUMBERS: u64 = 32;
/// Blocks that lie in the same town.
pub(super) const TOWN_BLOCKS: u64 = 4;
/// Building numbers of a block: its houses, and one for the old house of the town's four blocks.
pub(super) const SERIALS: u32 = VACANT + 1;

/// First building number of what households and neighbours have besides: outbuildings, cottages,
/// shops. Below are the blocks' dwellings.
pub(super) const LAND: u32 = 195_200_000;
/// First number of the personas' buildings.
pub(super) const PERSONA_BUILDINGS: u32 = 199_900_000;
/// There are no more blocks than this; they hold some 6.5 million persons.
pub(super) const BLOCKS: u64 = ((LAND - BuildingId::FIRST_TEST_SERIAL) / SERIALS) as u64;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Detached,
    Terraced,
    Flats,
    Institution,
}

/// Who owns a block's shared buildings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Landlord {
    HousingCompany,
    PublicCompany,
    PrivateCompany,
    Municipality,
    Foundation,
}

/// A piece of street with room for sixteen households.
#[derive(Clone, Copy)]
pub(super) struct Block {
    pub(super) number: u64,
    pub(super) town: usize,
    pub(super) postcode: usize,
    pub(super) street: usize,
    pub(super) house: u32,
    pub(super) style: Style,
    pub(super) landlord: Landlord,
    pub(super) built: Day,
    /// Vacant dwellings, of flats only.
    pub(super) vacant: u32,
    /// Business premises on the ground floor.
    pub(super) premises: u32,
    /// Dwelling 6 was split in two on this day: 6a, and the vacant 6b.
    pub(super) split: Option<Day>,
}

pub(super) fn first_of(year: i32) -> Day {
    NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, number_of)
}

/// Years in which dwellings were built: from, to, share.
const BUILT: [(i32, i32, u32); 10] = [
    (1905, 1920, 15),
    (1921, 1939, 45),
    (1940, 1959, 150),
    (1960, 1969, 125),
    (1970, 1979, 195),
    (1980, 1989, 170),
    (1990, 1999, 100),
    (2000, 2009, 100),
    (2010, 2019, 80),
    (2020, 2024, 20),
];

impl Block {
    pub(super) fn at(seed: u64, day: Day, number: u64) -> Self {
        let mut random = Random::new(seed, BLOCK, number);
        let town = TABLES.town_at(evenly(seed, number / TOWN_BLOCKS));
        let styles: [u32; 4] = match TABLES.towns[town].hundreds {
            2000.. => [130, 120, 732, 18],
            500.. => [310, 160, 512, 18],
            150.. => [500, 170, 310, 20],
            _ => [650, 160, 166, 24],
        };
        let all = [Style::Detached, Style::Terraced, Style::Flats, Style::Institution];
        let style = all[pick_weight(&mut random, &styles)];
        let landlords: [u32; 5] = match style {
            Style::Terraced => [800, 90, 50, 50, 10],
            Style::Institution => [0, 200, 350, 350, 100],
            _ => [640, 180, 90, 30, 60],
        };
        let holders = [
            Landlord::HousingCompany,
            Landlord::PublicCompany,
            Landlord::PrivateCompany,
            Landlord::Municipality,
            Landlord::Foundation,
        ];
        let landlord = holders[pick_weight(&mut random, &landlords)];
        let (from, to, _) = BUILT[pick_weight(&mut random, &BUILT.map(|row| row.2))];
        let built = first_of(random.between(from, to)) + random.between(60, 360);
        let built = built.min(day - 400);
        let flats = style == Style::Flats;
        let vacant = if flats { random.below(4) } else { 0 };
        let premises = if flats && random.chance(160) {
            1 + random.below(3)
        } else {
            0
        };
        let split = flats && vacant > 0 && built < first_of(1965) && random.chance(250);
        Self {
            number,
            town,
            postcode: TABLES.postcode_in(town, &mut random),
            street: random.below(TABLES.streets.len() as u32) as usize,
            house: 1 + random.below(90),
            style,
            landlord,
            built,
            vacant,
            premises,
            split: split.then(|| built + years(random.between(3, 12))),
        }
    }

    /// From when a dwelling can be lived in.
    pub(super) fn free_from(&self, unit: u32) -> Day {
        match self.split {
            Some(day) if unit == 5 || unit == VACANT => day,
            _ => self.built,
        }
    }

    /// Dwellings for the next block's second homes.
    pub(super) const fn seconds(&self) -> u32 {
        match self.style {
            Style::Institution => 0,
            _ => SECONDS,
        }
    }

    /// The place, among the block's buildings, of the one with a dwelling.
    pub(super) const fn house_of(&self, unit: u32) -> u32 {
        match self.style {
            Style::Detached => unit,
            Style::Terraced => unit / 4,
            Style::Flats | Style::Institution => 0,
        }
    }

    const fn serial(&self, house: u32) -> u32 {
        // `number` is below [`BLOCKS`].
        BuildingId::FIRST_TEST_SERIAL + self.number as u32 * SERIALS + house
    }

    pub(super) fn building(&self, house: u32) -> Option<BuildingId> {
        BuildingId::from_serial(self.serial(house)).ok()
    }

    /// The property of a house of its own; of other styles the one property of all.
    pub(super) fn property(&self, house: u32) -> Option<PropertyId> {
        let unit = if self.style == Style::Detached {
            house as u16 + 1
        } else {
            1
        };
        self.property_unit(unit)
    }

    pub(super) fn property_unit(&self, unit: u16) -> Option<PropertyId> {
        // Areas 1–998 and groups 1–999, scattered, without two blocks of the same.
        let place = (self.number * 389_171 % (998 * 999)) as u32;
        let (area, group) = (1 + place / 999, 1 + place % 999);
        let code = TABLES.towns[self.town].municipality.code?;
        PropertyId::from_parts(code, area as u16, group as u16, unit).ok()
    }

    pub(super) fn address(&self, house: u32, apartment: Option<ApartmentAddressPart>) -> Address {
        let postcode = &TABLES.postcodes[self.postcode];
        Address {
            street: TABLES.streets[self.street].clone(),
            number: (self.house + 2 * house).to_string(),
            apartment,
            postcode: postcode.code.to_owned(),
            post_office: postcode.office.clone(),
            ..Address::default()
        }
    }

    fn part(&self, unit: u32) -> Option<ApartmentAddressPart> {
        let stair = |place: u32| char::from(b'A' + u8::try_from(place).unwrap_or(0));
        let (stair, number, split) = match self.style {
            Style::Detached | Style::Institution => return None,
            Style::Terraced => ('A', unit % 4 + 1, None),
            Style::Flats if self.split.is_some() && unit == 5 => (stair(0), 6, Some('a')),
            Style::Flats if self.split.is_some() && unit == VACANT => (stair(0), 6, Some('b')),
            Style::Flats if unit >= PREMISES => ('L', unit - PREMISES + 1, None),
            Style::Flats => (stair(unit / 6), unit + 1, None),
        };
        ApartmentAddressPart::new(Some(stair), Some(number as u16), split).ok()
    }

    /// A dwelling or business premises of the block.
    pub(super) fn dwelling(&self, unit: u32) -> Dwelling {
        self.with_part(unit, self.part(unit), self.free_from(unit))
    }

    /// Dwelling 6 before it was split.
    pub(super) fn unsplit(&self) -> Dwelling {
        let part = ApartmentAddressPart::new(Some('A'), Some(6), None).ok();
        Dwelling {
            permanent_apartment: None,
            ..self.with_part(5, part, self.built)
        }
    }

    pub(super) fn with_part(
        &self,
        unit: u32,
        apartment: Option<ApartmentAddressPart>,
        built: Day,
    ) -> Dwelling {
        let house = self.house_of(unit);
        let institution = self.style == Style::Institution;
        Dwelling {
            town: self.town,
            address: self.address(house, apartment),
            building: self.building(house),
            apartment,
            permanent_apartment: (!institution)
                .then(|| permanent_apartment(self.number * NUMBERS + u64::from(unit)))
                .flatten(),
            property: self.property(house),
            postcode: self.postcode,
            housing: match self.style {
                Style::Detached => Housing::House,
                Style::Terraced => Housing::Terrace,
                Style::Flats => Housing::Flat,
                Style::Institution => Housing::Institution,
            },
            built,
            institution: if institution {
                self.institution()
            } else {
                String::new()
            },
        }
    }

    /// The name of an institution, in the language of most people there.
    fn institution(&self) -> String {
        let swedish = TABLES.towns[self.town].swedish > 500;
        let (kinds, names) = if swedish {
            (
                ["Servicehemmet", "Vårdhemmet"],
                ["Björkbo", "Solgård", "Strandbo", "Lindhem", "Rosengård"],
            )
        } else {
            (
                ["Palvelukoti", "Hoivakoti"],
                ["Koivula", "Päivärinne", "Rantakoti", "Pihlajisto", "Kanerva"],
            )
        };
        let kind = kinds[(self.number % 2) as usize];
        format!("{kind} {}", names[(self.number / 2 % 5) as usize])
    }
}

/// A permanent apartment identifier by number.
pub(super) fn permanent_apartment(number: u64) -> Option<PermanentApartmentId> {
    PermanentApartmentId::parse(&format!("H{number:09}")).ok()
}

/// The tongue of someone of a town.
pub(super) fn tongue(town: usize, random: &mut Random) -> Tongue {
    let town = &TABLES.towns[town];
    let mark = random.below(1000);
    if mark < town.swedish {
        Tongue::Swedish
    } else if mark < town.swedish + town.foreign {
        Tongue::Foreign(TABLES.origin(random))
    } else if mark < town.swedish + town.foreign + town.sami {
        Tongue::Sami
    } else {
        Tongue::Finnish
    }
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
    let town = TABLES.postcodes[found].town;
    let serial = PERSONA_BUILDINGS + building;
    let apartment = ApartmentAddressPart::parse(apartment).ok();
    let place = &TABLES.postcodes[found];
    Dwelling {
        town,
        address: Address {
            street: BilingualName::new(street.0, street.1),
            number: number.to_owned(),
            apartment,
            postcode: place.code.to_owned(),
            post_office: place.office.clone(),
            ..Address::default()
        },
        building: BuildingId::from_serial(serial).ok(),
        apartment,
        permanent_apartment: permanent_apartment(900_000_000 + u64::from(building)),
        property: TABLES.towns[town].municipality.code.and_then(|code| {
            let group = 100 + u16::try_from(building).unwrap_or(0);
            PropertyId::from_parts(code, 999, group, 1).ok()
        }),
        postcode: found,
        housing: if apartment.is_some() {
            Housing::Flat
        } else {
            Housing::House
        },
        built: first_of(1955 + (building / 16 % 12) as i32) + 150,
        institution: String::new(),
    }
}
