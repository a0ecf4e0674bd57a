//! Companies, municipalities and parishes that own what no person owns. Their business identifiers
//! are of numbers that nobody has been given.

use super::draft::Holder;
use super::land::business;
use super::layout::{Block, Landlord, Style};
use super::tables::TABLES;
use crate::register::codes::OwnerKind;
use crate::register::{Address, BilingualName, Organisation};

fn body(kind: OwnerKind, name: BilingualName, number: Option<u64>) -> Holder {
    let business_id = number.and_then(business);
    Holder::Body(kind, Organisation { name, business_id })
}

/// A company named after its street: the Finnish form of the company, the Swedish one.
fn of_street(kind: OwnerKind, forms: (&str, &str), address: &Address, number: u64) -> Holder {
    let name = |form: &str, street: &str| format!("{form} {street} {}", address.number);
    let swedish = if address.street.sv.is_empty() {
        &address.street.fi
    } else {
        &address.street.sv
    };
    let name = BilingualName::new(name(forms.0, &address.street.fi), name(forms.1, swedish));
    body(kind, name, Some(number))
}

fn of_town(kind: OwnerKind, words: (&str, &str), town: usize, number: Option<u64>) -> Holder {
    let name = &TABLES.towns[town].municipality.name;
    let swedish = if name.sv.is_empty() { &name.fi } else { &name.sv };
    let name = BilingualName::new(
        format!("{}, {}", words.0, name.fi),
        format!("{}, {swedish}", words.1),
    );
    body(kind, name, number)
}

/// The owner of a block's shared buildings, or of a house that its people rent.
pub(super) fn landlord(block: &Block, town: usize, address: &Address) -> Holder {
    let number = block.number * 3;
    match block.landlord {
        Landlord::HousingCompany if block.style != Style::Detached => of_street(
            OwnerKind::HousingCompany,
            ("Asunto Oy", "Bostads Ab"),
            address,
            number,
        ),
        Landlord::HousingCompany | Landlord::PrivateCompany => of_street(
            OwnerKind::PropertyCompany,
            ("Kiinteistö Oy", "Fastighets Ab"),
            address,
            number + 1,
        ),
        Landlord::PublicCompany => of_town(
            OwnerKind::PublicMajorityCompany,
            ("Vuokratalot Oy", "Hyreshusen Ab"),
            town,
            Some(town as u64 + 800_000),
        ),
        Landlord::Municipality => municipality(town),
        Landlord::Foundation => of_town(
            OwnerKind::Community,
            ("Opiskelija-asuntosäätiö", "Studentbostadsstiftelsen"),
            town,
            Some(town as u64 + 801_000),
        ),
    }
}

/// The municipality itself.
pub(super) fn municipality(town: usize) -> Holder {
    of_town(
        OwnerKind::Municipality,
        ("Kunta", "Kommunen"),
        town,
        Some(town as u64 + 802_000),
    )
}

/// The Lutheran parish of a municipality.
pub(super) fn parish(town: usize) -> Holder {
    of_town(
        OwnerKind::Community,
        ("Seurakunta", "Församlingen"),
        town,
        Some(town as u64 + 803_000),
    )
}

/// The state.
pub(super) fn state() -> Holder {
    body(
        OwnerKind::State,
        BilingualName::new("Suomen valtio", "Finska staten"),
        None,
    )
}

/// A company that does business in its own premises.
pub(super) fn company(address: &Address, number: u64) -> Holder {
    of_street(
        OwnerKind::PrivateCompany,
        ("Yritystalo Oy", "Företagshuset Ab"),
        address,
        number * 3 + 2,
    )
}
