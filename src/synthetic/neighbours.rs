//! What stands in a block besides its people's own houses: shared houses with their vacant flats,
//! shops and schools, and the old house of the town's four blocks.

use std::rc::Rc;

use super::bodies;
use super::draft::{Day, Dwelling, Estate, Family, Holder, Structure, Unit, years};
use super::land::Land;
use super::layout::{Block, NEIGHBOURS, PREMISES, SECONDS, Style, TOWN_BLOCKS, VACANT, first_of};
use super::old_house::{OLD_FLATS, OldHouse};
use super::random::{Random, pick_weight};
use super::tables::TABLES;
use crate::identifier::PropertyId;
use crate::register::Address;
use crate::register::codes::{ApartmentType, InUseState};

/// Stream of random numbers.
const NEIGHBOURHOOD: u64 = 4;

/// Who owns a building that is no dwelling.
#[derive(Clone, Copy)]
enum Owned {
    Company,
    Municipality,
    Parish,
    State,
}

/// What else stands near dwellings: class, main use, owner, share in towns, share in the country.
const OTHERS: [(&str, &str, Owned, u32, u32); 16] = [
    ("0310", "119", Owned::Company, 16, 6),
    ("0330", "141", Owned::Company, 5, 3),
    ("0400", "151", Owned::Company, 12, 3),
    ("0513", "164", Owned::Company, 5, 1),
    ("0521", "169", Owned::State, 2, 1),
    ("0619", "214", Owned::Municipality, 2, 2),
    ("0712", "322", Owned::Municipality, 2, 1),
    ("0730", "341", Owned::Parish, 2, 2),
    ("0810", "231", Owned::Municipality, 5, 2),
    ("0820", "511", Owned::Municipality, 5, 3),
    ("0910", "691", Owned::Company, 7, 6),
    ("0919", "699", Owned::Company, 6, 7),
    ("1090", "613", Owned::Company, 3, 4),
    ("1215", "719", Owned::Company, 9, 10),
    ("1410", "811", Owned::Company, 1, 20),
    ("1490", "891", Owned::Company, 1, 29),
];

/// The block's own buildings and vacant apartments, and with a town's first block its old house.
pub(super) fn neighbours(seed: u64, day: Day, block: &Block, land: &mut Land) -> Family {
    let mut family = Family::default();
    let mut random = Random::new(seed, NEIGHBOURHOOD, block.number);
    if block.number.is_multiple_of(TOWN_BLOCKS) {
        old_house(
            &mut family,
            &OldHouse::of_group(seed, day, block.number / TOWN_BLOCKS),
        );
    }
    shared(&mut family, block, land, &mut random);
    for _ in 0..pick_weight(&mut random, &[28, 34, 22, 12, 4]) {
        other(&mut family, day, block, land, &mut random);
    }
    family
}

/// The dwellings kept for second homes that nobody has taken.
pub(super) fn untaken(block: &Block, taken: u32) -> Family {
    let mut family = Family::default();
    if matches!(block.style, Style::Terraced | Style::Flats) {
        let units = (NEIGHBOURS + taken..NEIGHBOURS + SECONDS).map(|unit| vacant(block.dwelling(unit), None));
        family.units.extend(units);
    }
    family
}

fn vacant(dwelling: Dwelling, to: Option<Day>) -> Unit {
    Unit {
        dwelling: Rc::new(dwelling),
        home: None,
        kind: ApartmentType::Dwelling,
        owned: false,
        to,
    }
}

fn shared(family: &mut Family, block: &Block, land: &mut Land, random: &mut Random) {
    let Some(property) = block.property(0) else {
        return;
    };
    let (houses, class) = match block.style {
        Style::Detached => return,
        Style::Terraced => (VACANT / 4, ("0112", "021")),
        Style::Flats if block.built < first_of(1950) => (1, ("0120", "039")),
        Style::Flats => (1, ("0121", if random.chance(120) { "032" } else { "039" })),
        Style::Institution => (1, ("0621", "221")),
    };
    let split = u32::from(block.split.is_some());
    let apartments = match block.style {
        Style::Terraced => 4,
        Style::Flats => VACANT + block.vacant + block.premises + split,
        _ => 0,
    };
    let mut structures = Vec::new();
    for house in 0..houses {
        let Some(id) = block.building(house) else {
            continue;
        };
        structures.push(Structure {
            id,
            class,
            address: block.address(house, None),
            postcode: block.postcode,
            built: block.built,
            gone: None,
            in_use: InUseState::PermanentLiving,
            apartments,
            number: house as u16 + 1,
        });
    }
    // A shed for bicycles and waste.
    if random.chance(if block.style == Style::Terraced { 600 } else { 350 })
        && let Some(id) = land.building()
    {
        structures.push(Structure {
            id,
            class: ("1911", "941"),
            address: block.address(0, None),
            postcode: block.postcode,
            built: block.built + 200,
            gone: None,
            in_use: InUseState::Other,
            apartments: 0,
            number: structures.len() as u16 + 1,
        });
    }
    let address = block.address(0, None);
    let holder = bodies::landlord(block, block.town, &address);
    let site = Site {
        town: block.town,
        property,
        address,
        area: 2_000 + random.below(6_000),
    };
    family.estates.push(site.estate(holder, block.built, structures));
    if block.style == Style::Flats {
        family
            .units
            .extend((VACANT..VACANT + block.vacant).map(|unit| vacant(block.dwelling(unit), None)));
        family
            .units
            .extend((PREMISES..PREMISES + block.premises).map(|unit| Unit {
                kind: ApartmentType::BusinessPremises,
                ..vacant(block.dwelling(unit), None)
            }));
        if let Some(split) = block.split {
            family.units.push(vacant(block.unsplit(), Some(split - 1)));
        }
    }
}

/// Where something stands.
struct Site {
    town: usize,
    property: PropertyId,
    address: Address,
    area: u32,
}

impl Site {
    fn estate(self, holder: Holder, from: Day, structures: Vec<Structure>) -> Estate {
        Estate {
            id: self.property,
            name: String::new(),
            town: self.town,
            area: u64::from(self.area),
            parcel: false,
            address: self.address,
            holder,
            from: Some(from),
            structures,
        }
    }
}

fn other(family: &mut Family, day: Day, block: &Block, land: &mut Land, random: &mut Random) {
    let country = TABLES.towns[block.town].hundreds < 300;
    let shares = OTHERS.map(|row| if country { row.4 } else { row.3 });
    let (class, main_use, owned, ..) = OTHERS[pick_weight(random, &shares)];
    let (Some(property), Some(id)) = (land.property(block.town), land.building()) else {
        return;
    };
    let place = &TABLES.postcodes[block.postcode];
    let address = Address {
        street: random.pick(&TABLES.streets).clone(),
        number: (1 + random.below(120)).to_string(),
        postcode: place.code.to_owned(),
        post_office: place.office.clone(),
        ..Address::default()
    };
    let holder = match owned {
        Owned::Company => bodies::company(&address, block.number),
        Owned::Municipality => bodies::municipality(block.town),
        Owned::Parish => bodies::parish(block.town),
        Owned::State => bodies::state(),
    };
    let built = (first_of(random.between(1930, 2022)) + 170).min(day - 60);
    // A few are gone already, and stay in the register with the reason.
    let gone = (random.chance(70) && built < day - years(20)).then(|| {
        let how = if random.chance(500) {
            InUseState::DemolishedForNew
        } else {
            InUseState::DemolishedOther
        };
        (day - random.between(100, years(15)), how)
    });
    let in_use = match gone {
        Some((_, how)) => how,
        None if random.chance(60) => InUseState::Empty,
        None => InUseState::BusinessAndProduction,
    };
    let structure = Structure {
        id,
        class: (class, main_use),
        address: address.clone(),
        postcode: block.postcode,
        built,
        gone,
        in_use,
        apartments: 0,
        number: 1,
    };
    let site = Site {
        town: block.town,
        property,
        address,
        area: 1_000 + random.below(20_000),
    };
    family.estates.push(site.estate(holder, built, vec![structure]));
}

fn old_house(family: &mut Family, house: &OldHouse) {
    let (Some(id), Some(property)) = (house.building(), house.property()) else {
        return;
    };
    let in_use = if house.gone.is_some() {
        InUseState::DemolishedForNew
    } else {
        InUseState::Empty
    };
    let structure = Structure {
        id,
        class: ("0120", "039"),
        address: house.address(),
        postcode: house.postcode(),
        built: house.built,
        gone: house.gone.map(|day| (day, InUseState::DemolishedForNew)),
        in_use,
        apartments: OLD_FLATS.len() as u32,
        number: 1,
    };
    let site = Site {
        town: house.town(),
        property,
        address: house.address(),
        area: 2_400,
    };
    let holder = bodies::municipality(house.town());
    family
        .estates
        .push(site.estate(holder, house.built, vec![structure]));
    family
        .units
        .extend((0..OLD_FLATS.len()).map(|flat| vacant(house.dwelling(flat), house.span(flat).1)));
}
