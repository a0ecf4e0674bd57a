//! Municipalities, addresses, residence, moves over the border, and the right to vote.

use chrono::Datelike;

use super::super::draft::{Day, Draft, Place, age, date, number_of, partial};
use super::super::tables::TABLES;
use super::{Time, Writer, municipality, span};
use crate::identifier::ResidenceCode;
use crate::register::codes::{
    Absence, AddressKind, Country, MoveNotice, RegisterOffice, ResidenceKind, VotingRightBasis,
};
use crate::register::groups::{
    AddressesGroup, CountryMove, HomeMunicipalityGroup, MigrationGroup, PersonAddress, RegisterOfficeGroup,
    ResidenceGroup, ResidencePlace, VotingGroup, VotingRight, YearEndMunicipality,
};
use crate::register::{Address, BilingualName, Versioned};

impl Writer<'_> {
    pub(super) fn home_municipality(&self, member: &Draft, stays: &[Time<'_>]) -> HomeMunicipalityGroup {
        let mut spells: Vec<(usize, Day, Option<Day>)> = Vec::new();
        for (place, from, to) in stays {
            let Some(town) = place.town() else { continue };
            match spells.last_mut() {
                Some(spell) if spell.0 == town => spell.1 = *from,
                _ => spells.push((town, *from, *to)),
            }
        }
        let year = date(self.day).year();
        let year_ends = [year - 1, year - 2].into_iter().filter_map(|year| {
            let last = number_of(chrono::NaiveDate::from_ymd_opt(year, 12, 31)?);
            let covers =
                |spell: &&(usize, Day, Option<Day>)| spell.1 <= last && spell.2.is_none_or(|to| to >= last);
            let spell = spells.iter().find(covers)?;
            let municipality = municipality(spell.0);
            Some(YearEndMunicipality {
                year: u16::try_from(year).ok()?,
                municipality,
            })
        });
        let year_ends = year_ends.collect();
        let temporary = member
            .temporary
            .iter()
            .filter_map(|stay| Some(span(municipality(stay.place.town()?), Some(stay.from), stay.to)));
        let abroad = match (stays.first(), spells.first()) {
            (Some((Place::Abroad { .. }, from, None)), Some((town, ..))) if member.removed.is_none() => {
                vec![span(municipality(*town), Some(*from), None)]
            }
            _ => Vec::new(),
        };
        HomeMunicipalityGroup {
            temporary: temporary.collect(),
            population_registration: abroad,
            year_ends,
            municipalities: spells
                .iter()
                .map(|(town, from, to)| span(municipality(*town), Some(*from), *to))
                .collect(),
        }
    }

    pub(super) fn voting(&self, member: &Draft, stays: &[Time<'_>]) -> VotingGroup {
        if member.died.is_some() || age(member.birth, self.day) < 18 {
            return VotingGroup::default();
        }
        let is_citizen = |code: &str| {
            member
                .citizenships
                .iter()
                .any(|(country, _)| country.code() == code)
        };
        let here = matches!(
            stays.first(),
            Some((Place::Finland(_) | Place::NoFixed { .. }, ..))
        );
        let basis = if is_citizen("246") {
            VotingRightBasis::FinnishCitizen
        } else if !here {
            VotingRightBasis::None
        } else if is_citizen("578") || is_citizen("352") {
            VotingRightBasis::NordicCitizen
        } else if ["233", "616", "724", "752", "276"].into_iter().any(is_citizen) {
            VotingRightBasis::EuCitizen
        } else if member
            .migrated
            .is_none_or(|(moved, _)| self.day - moved > 2 * 365)
        {
            VotingRightBasis::OtherResident
        } else {
            VotingRightBasis::None
        };
        let at = stays.iter().find_map(|(place, ..)| match place {
            Place::Finland(dwelling) => Some((dwelling.town, Some(dwelling.postcode))),
            Place::NoFixed { town, .. } => Some((*town, None)),
            Place::Abroad { .. } => None,
        });
        let Some((town, postcode)) = at else {
            return VotingGroup::default();
        };
        let (district_code, district) = district(town, postcode);
        let (code, constituency) = &TABLES.constituencies[TABLES.towns[town].constituency];
        let right = VotingRight {
            basis: Some(basis),
            district_code,
            district,
            constituency_code: (*code).to_owned(),
            constituency: constituency.clone(),
        };
        VotingGroup {
            rights: vec![Versioned::active(right, None)],
        }
    }
}

/// Code and name of the voting district of a postcode: each has one.
pub(super) fn district(town: usize, postcode: Option<usize>) -> (String, BilingualName) {
    let town = &TABLES.towns[town];
    let place = postcode.and_then(|code| town.postcodes.binary_search(&code).ok());
    let district = 1 + place.unwrap_or(0);
    let name = &town.municipality.name;
    let name = BilingualName::new(
        format!("{} {district}", name.fi),
        format!("{} {district}", name.sv),
    );
    (format!("{district:03}A"), name)
}

pub(super) fn migration(member: &Draft, stays: &[Time<'_>]) -> MigrationGroup {
    let mut group = MigrationGroup::default();
    if let Some((Place::Abroad { country, .. }, from, None)) = stays.first() {
        let way = CountryMove {
            country_from: Some(Country::FINLAND),
            country_to: Some(*country),
        };
        group.moves.push(span(way, Some(*from), None));
        let nordic = ["752", "578", "208", "352"].contains(&country.code());
        let absence = if nordic {
            Absence::HomeInNordicCountry
        } else {
            Absence::HomeElsewhere
        };
        match member.removed {
            Some(removed) => {
                group
                    .absences
                    .push(span(Absence::AlienRemoved, Some(removed), None));
                group.removed_from_register = partial(removed);
            }
            None => group.absences.push(span(absence, Some(*from), None)),
        }
    }
    if let Some((moved, country)) = member.migrated {
        group.moved_to_finland = partial(moved);
        let way = CountryMove {
            country_from: Some(country),
            country_to: Some(Country::FINLAND),
        };
        group.moves.push(span(way, Some(moved), None));
    }
    group
}

pub(super) fn addresses(member: &Draft, stays: &[Time<'_>]) -> AddressesGroup {
    let mut rows: Vec<Versioned<PersonAddress>> = Vec::with_capacity(stays.len() + 1);
    let mut add = |kind: AddressKind, address: &Address, from: Option<Day>, to: Option<Day>| {
        let best = rows.is_empty() && to.is_none() && !kind.is_contact();
        rows.push(span(
            PersonAddress {
                kind: Some(kind),
                best,
                address: address.clone(),
            },
            from,
            to,
        ));
    };
    for (place, from, to) in stays {
        match place {
            Place::NoFixed { address, .. } => add(AddressKind::PostalDomestic, address, Some(*from), *to),
            Place::Finland(dwelling) => add(
                AddressKind::PermanentDomestic,
                &dwelling.address,
                Some(*from),
                *to,
            ),
            Place::Abroad { address, .. } => add(AddressKind::PermanentForeign, address, Some(*from), *to),
        }
    }
    if let Some(stay) = &member.temporary {
        match &stay.place {
            Place::Finland(dwelling) => {
                add(
                    AddressKind::TemporaryDomestic,
                    &dwelling.address,
                    Some(stay.from),
                    stay.to,
                );
            }
            Place::NoFixed { .. } => {}
            Place::Abroad { address, .. } => {
                add(AddressKind::TemporaryForeign, address, Some(stay.from), stay.to)
            }
        }
    }
    if let Some((address, from)) = &member.postal {
        add(AddressKind::PostalDomestic, address, Some(*from), None);
    }
    if let Some(address) = &member.contact {
        add(
            AddressKind::ContactDomestic,
            address,
            member.ban.map(|ban| number_of(ban.from)),
            None,
        );
    }
    AddressesGroup { addresses: rows }
}

pub(super) fn residence(member: &Draft, stays: &[Time<'_>]) -> ResidenceGroup {
    let permanent = stays
        .iter()
        .map(|(place, from, to)| (ResidenceKind::Permanent, *place, *from, *to));
    let temporary = member.temporary.iter();
    let temporary = temporary.map(|stay| (ResidenceKind::Temporary, &stay.place, stay.from, stay.to));
    let places = permanent.chain(temporary).map(|(kind, place, from, to)| {
        let place = match place {
            Place::Finland(dwelling) => ResidencePlace {
                kind: Some(kind),
                residence_code: dwelling
                    .building
                    .and_then(|building| ResidenceCode::from_parts(building, 1, dwelling.apartment).ok()),
                building: dwelling.building,
                apartment: dwelling.apartment,
                permanent_apartment: dwelling.permanent_apartment,
                property: dwelling.property,
                municipality: Some(municipality(dwelling.town)),
                address: dwelling.address.clone(),
                institution: !dwelling.institution.is_empty(),
                institution_name: dwelling.institution.clone(),
                move_notice: Some(MoveNotice::Registered),
                ..ResidencePlace::default()
            },
            Place::NoFixed { town, .. } => ResidencePlace {
                kind: Some(kind),
                municipality: Some(municipality(*town)),
                no_fixed_dwelling: true,
                move_notice: Some(MoveNotice::Registered),
                ..ResidencePlace::default()
            },
            Place::Abroad { country, address } => ResidencePlace {
                kind: Some(kind),
                residence_code: ResidenceCode::abroad(country.code()).ok(),
                address: address.clone(),
                ..ResidencePlace::default()
            },
        };
        span(place, Some(from), to)
    });
    ResidenceGroup {
        places: places.collect(),
    }
}

pub(super) fn register_office(stays: &[Time<'_>]) -> RegisterOfficeGroup {
    let town = stays.iter().find_map(|(place, ..)| place.town());
    let aland = town.is_some_and(|town| TABLES.constituencies[TABLES.towns[town].constituency].0 == "05");
    let office = if aland {
        RegisterOffice::Aland
    } else {
        RegisterOffice::Mainland
    };
    RegisterOfficeGroup {
        offices: vec![Versioned::active(office, None)],
    }
}
