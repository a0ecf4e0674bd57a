//! Addresses that are no dwellings of the built world: abroad, boxes, post kept for the homeless.

use super::draft::Place;
use super::random::{Random, pick_weight};
use super::tables::{Origin, TABLES};
use crate::register::Address;
use crate::register::codes::Country;

/// A box at a post office, which tells no dwelling.
pub(super) fn post_box(postcode: usize, number: u32) -> Address {
    at_post_office(postcode, format!("PL {number}"))
}

fn at_post_office(postcode: usize, line: String) -> Address {
    let postcode = &TABLES.postcodes[postcode];
    Address {
        line,
        postcode: postcode.code.to_owned(),
        post_office: postcode.office.clone(),
        ..Address::default()
    }
}

/// Without a fixed dwelling in a town: post is kept at its first office.
pub(super) fn no_fixed_dwelling(town: usize) -> Place {
    let postcode = TABLES.towns[town].postcodes.first().copied().unwrap_or(0);
    Place::NoFixed {
        town,
        address: at_post_office(postcode, "Poste restante".to_owned()),
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
    Some(in_country(
        country,
        vec![format!("{street} {number}"), format!("{postcode} {town}")],
    ))
}

/// Back in the country of origin, where no more than the town is known.
pub(super) fn home_of_origin(origin: &Origin) -> Option<Place> {
    Some(in_country(origin.country?, vec![origin.birthplace.to_owned()]))
}

fn in_country(country: Country, foreign_lines: Vec<String>) -> Place {
    let address = Address {
        foreign_lines,
        country: Some(country),
        ..Address::default()
    };
    Place::Abroad { country, address }
}
