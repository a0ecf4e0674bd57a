//! Owners of buildings and properties.

use super::super::identity::capitalised;
use super::super::labels::{ADDRESS, ORGANISATION};
use super::super::parts::Rows;
use super::labels::{ESTATE, OWNER, OWNER_KIND};
use super::{Named, PlacePart, Reader};
use crate::register::Owner;

/// One entry per owner, headed by the role.
pub(super) fn owners(owners: &[Owner], reader: Reader) -> Vec<PlacePart> {
    owners
        .iter()
        .filter_map(|owner| {
            let title = owner
                .role
                .map_or(OWNER.get(reader.language), |role| role.name(reader.language));
            let person = owner.person.as_ref().filter(|person| !person.masked);
            let names = person.and_then(|person| person.code).map(Named::Person);
            reader.part(Some(&capitalised(title)), names.into_iter().collect(), |rows| {
                owner_rows(owner, rows)
            })
        })
        .collect()
}

fn owner_rows(owner: &Owner, rows: &mut Rows) {
    let language = rows.language();
    if let Some(person) = &owner.person {
        rows.person(person);
    }
    rows.flag(&ESTATE, owner.estate);
    rows.organisation(&ORGANISATION, owner.organisation.as_ref());
    rows.code(
        &OWNER_KIND,
        owner.kind.map(|kind| (kind.code(), kind.name(language))),
    );
    if !owner.person.as_ref().is_some_and(|person| person.masked) {
        rows.text(&ADDRESS, &owner.address);
    }
}
