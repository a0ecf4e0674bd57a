//! Where people live: split apartments, a demolished building, no dwelling, an institution; and the
//! buildings of all personas.

use std::rc::Rc;

use super::super::bodies;
use super::super::draft::{Draft, Dwelling, Estate, Holder, Housing, Place, Stay, Structure, Unit, years};
use super::super::elsewhere;
use super::super::layout::{permanent_apartment, persona_dwelling};
use super::{Scene, finland, on, stay, town};
use crate::identifier::{ApartmentAddressPart, BuildingId};
use crate::register::codes::{ApartmentType, InUseState, Sex};

/// Two who live in the halves of what was one apartment: `splitApartment`.
pub(super) fn split(scene: &mut Scene) -> Option<()> {
    let one = scene.add(
        "1993-06-01",
        ('V', 992),
        Sex::Female,
        "Ahonen",
        "Jenna Maria",
        "604",
    )?;
    let two = scene.add(
        "1958-12-24",
        ('-', 993),
        Sex::Male,
        "Lahtinen",
        "Erkki Olavi",
        "604",
    )?;
    let street = ("Keskuskatu", "");
    let (first, second) = (
        persona_dwelling("33960", street, "3", "A 4a", 304),
        persona_dwelling("33960", street, "3", "A 4b", 304),
    );
    let second = Dwelling {
        permanent_apartment: permanent_apartment(900_000_305),
        ..second
    };
    // The permanent identifiers came later in the year in which it was split.
    let whole = Dwelling {
        permanent_apartment: None,
        ..persona_dwelling("33960", street, "3", "A 4", 304)
    };
    let home = scene.home(vec![stay(finland(first.clone()), "2019-05-01", None)?]);
    let other = scene.home(vec![
        stay(finland(second), "2018-02-01", None)?,
        stay(finland(whole.clone()), "1991-06-01", Some("2018-01-31"))?,
    ]);
    scene.lives(one, home, "2019-05-01")?;
    scene.lives(two, other, "1991-06-01")?;
    // The whole apartment is no more.
    scene.family.units.push(Unit {
        dwelling: Rc::new(whole),
        home: None,
        kind: ApartmentType::Dwelling,
        owned: true,
        to: Some(on("2018-01-31")?),
    });
    scene.buildings.push(("splitApartments", first.building?));
    scene.name("splitApartment", one)
}

/// Someone whose former home was demolished: `demolishedHome`.
pub(super) fn demolished(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1966-01-08",
        ('-', 992),
        Sex::Female,
        "Kallio",
        "Riitta Helena",
        "109",
    )?;
    let now = persona_dwelling("13100", ("Raatihuoneenkatu", ""), "20", "B 9", 320);
    let before = persona_dwelling("13100", ("Vanajantie", ""), "6", "", 336);
    let gone = before.building?;
    let home = scene.home(vec![
        stay(finland(now), "2017-09-01", None)?,
        stay(finland(before), "1990-05-01", Some("2017-08-31"))?,
    ]);
    scene.lives(person, home, "1990-05-01")?;
    scene.buildings.push(("demolished", gone));
    scene.name("demolishedHome", person)
}

/// Someone without a fixed dwelling in the municipality: `noFixedDwelling`.
pub(super) fn no_fixed_dwelling(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1972-07-07",
        ('U', 991),
        Sex::Male,
        "Toivonen",
        "Kari Juhani",
        "091",
    )?;
    let before = persona_dwelling("00530", ("Vaasankatu", "Vasagatan"), "12", "C 33", 352);
    let helsinki = town("091")?;
    let home = scene.home(vec![
        stay(elsewhere::no_fixed_dwelling(helsinki), "2022-11-01", None)?,
        stay(finland(before), "2005-02-01", Some("2022-10-31"))?,
    ]);
    scene.lives(person, home, "2005-02-01")?;
    scene.name("noFixedDwelling", person)
}

/// Someone in a care home: `institution`.
pub(super) fn institution(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1936-03-15",
        ('-', 991),
        Sex::Female,
        "Hakala",
        "Kerttu Maria",
        "491",
    )?;
    let home = persona_dwelling("50100", ("Vuorikatu", ""), "11", "", 368);
    let home = Dwelling {
        housing: Housing::Institution,
        institution: "Palvelukoti Kanerva".to_owned(),
        permanent_apartment: None,
        ..home
    };
    let before = persona_dwelling("50100", ("Porrassalmenkatu", ""), "27", "A 6", 384);
    scene.buildings.push(("institution", home.building?));
    let home = scene.home(vec![
        stay(finland(home), "2023-01-16", None)?,
        stay(finland(before), "1978-10-01", Some("2023-01-15"))?,
    ]);
    scene.lives(person, home, "1978-10-01")?;
    scene.name("institution", person)
}

impl Scene {
    /// A member's holiday cottage.
    pub(super) fn cottage(&mut self, cottage: &Dwelling, owner: usize) -> Option<()> {
        let (from, day) = (on("2015-05-01")?, self.day);
        let mut estate = estate(cottage, Holder::Members(vec![owner]), day)?;
        "Kesäranta".clone_into(&mut estate.name);
        estate.from = Some(from);
        for structure in &mut estate.structures {
            structure.class = ("0211", "041");
            structure.in_use = InUseState::LeisureLiving;
            structure.apartments = 0;
        }
        self.family.estates.push(estate);
        Some(())
    }

    /// The buildings and apartments of all the dwellings that the scene has named.
    pub(super) fn build(&mut self) {
        let mut seen: Vec<BuildingId> = Vec::new();
        let current: Vec<(usize, Dwelling)> = (0..self.family.homes.len())
            .filter_map(|home| Some((home, dwelling_of(&self.family.homes[home].now)?)))
            .collect();
        let former = |member: &Draft| {
            let stays = member.earlier.iter().chain(&member.temporary);
            stays
                .filter_map(|stay| dwelling_of(&stay.place))
                .collect::<Vec<_>>()
        };
        let mut all: Vec<(Option<usize>, Dwelling)> = current
            .into_iter()
            .map(|(home, dwelling)| (Some(home), dwelling))
            .collect();
        for home in &self.family.homes {
            let stays = home.stays.iter().skip(1);
            all.extend(stays.filter_map(|stay: &Stay| Some((None, dwelling_of(&stay.place)?))));
        }
        for member in &self.family.members {
            all.extend(former(member).into_iter().map(|dwelling| (None, dwelling)));
        }
        for (home, dwelling) in all {
            let Some(id) = dwelling.building else { continue };
            if !seen.contains(&id) {
                seen.push(id);
                let holder = self.holder(home, &dwelling);
                if let Some(mut estate) = estate(&dwelling, holder, self.day) {
                    self.demolish(&mut estate);
                    estate.from = home.map(|home| self.family.homes[home].since);
                    self.family.estates.push(estate);
                }
            }
            self.add_unit(home, dwelling);
        }
        self.count_apartments();
    }

    /// The building that the instructions name as demolished.
    fn demolish(&self, estate: &mut Estate) {
        for structure in &mut estate.structures {
            if self.buildings.contains(&("demolished", structure.id)) {
                let day = on("2018-04-20").unwrap_or(self.day);
                structure.gone = Some((day, InUseState::DemolishedForNew));
                structure.in_use = InUseState::DemolishedForNew;
            }
        }
    }

    fn add_unit(&mut self, home: Option<usize>, dwelling: Dwelling) {
        let known = |unit: &Unit| {
            unit.dwelling.building == dwelling.building && unit.dwelling.apartment == dwelling.apartment
        };
        if dwelling.housing == Housing::Institution || self.family.units.iter().any(known) {
            return;
        }
        let gone = self.family.estates.iter().flat_map(|estate| &estate.structures);
        let gone = gone.filter(|structure| Some(structure.id) == dwelling.building);
        let to = gone
            .filter_map(|structure| structure.gone)
            .map(|(day, _)| day)
            .next();
        let owned = home.is_some_and(|home| self.owners.iter().any(|(owned, _)| *owned == home));
        let flat = dwelling.clone();
        self.family.units.push(Unit {
            dwelling: Rc::new(dwelling),
            home,
            kind: ApartmentType::Dwelling,
            owned,
            to,
        });
        // A flat has a vacant one beside it.
        let part = flat.apartment.filter(|part| part.split().is_none());
        let next = part.and_then(|part| {
            ApartmentAddressPart::new(part.stair(), part.number().map(|number| number + 1), None).ok()
        });
        if let Some(next) = next {
            let id = flat
                .building
                .map(|id| 910_000_000 + u64::from(id.serial() % 100_000));
            let mut beside = flat;
            beside.apartment = Some(next);
            beside.address.apartment = Some(next);
            beside.permanent_apartment = id.and_then(permanent_apartment);
            self.family.units.push(Unit {
                dwelling: Rc::new(beside),
                home: None,
                kind: ApartmentType::Dwelling,
                owned: false,
                to: None,
            });
        }
    }

    fn count_apartments(&mut self) {
        for estate in &mut self.family.estates {
            for structure in &mut estate.structures {
                let units = self.family.units.iter();
                let own = units.filter(|unit| unit.dwelling.building == Some(structure.id));
                structure.apartments = own.count() as u32;
            }
        }
    }
}

fn dwelling_of(place: &Place) -> Option<Dwelling> {
    match place {
        Place::Finland(dwelling) => Some((**dwelling).clone()),
        Place::Abroad { .. } | Place::NoFixed { .. } => None,
    }
}

/// The property of a dwelling with its one building.
fn estate(dwelling: &Dwelling, holder: Holder, day: i32) -> Option<Estate> {
    let class = match dwelling.housing {
        Housing::House => ("0110", "011"),
        Housing::Terrace => ("0112", "021"),
        Housing::Flat => ("0121", "039"),
        Housing::Institution => ("0621", "221"),
    };
    let holder = match (holder, dwelling.housing) {
        (Holder::Body(..), Housing::Institution) => bodies::municipality(dwelling.town),
        (holder, _) => holder,
    };
    let mut address = dwelling.address.clone();
    address.apartment = None;
    Some(Estate {
        id: dwelling.property?,
        name: String::new(),
        town: dwelling.town,
        area: 1_200,
        parcel: false,
        address: address.clone(),
        holder,
        from: Some(day - years(3)),
        structures: vec![Structure {
            id: dwelling.building?,
            class,
            address,
            postcode: dwelling.postcode,
            built: dwelling.built,
            gone: None,
            in_use: InUseState::PermanentLiving,
            apartments: 1,
            number: 1,
        }],
    })
}
