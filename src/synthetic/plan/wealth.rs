//! What the household lives in and owns: house and outbuildings, apartment, cottage, forest.

use std::rc::Rc;

use super::super::bodies::landlord;
use super::super::draft::{Day, Dwelling, Estate, Holder, Housing, Place, Structure, Unit, age, years};
use super::super::layout::{Block, first_of};
use super::super::outline::Kind;
use super::super::random::pick_weight;
use super::super::tables::TABLES;
use super::Planner;
use crate::register::Address;
use crate::register::codes::{ApartmentType, InUseState};

/// Names of properties.
const NAMES: [&str; 32] = [
    "Koivula",
    "Mäkelä",
    "Rantala",
    "Metsola",
    "Niemelä",
    "Kallio",
    "Lepola",
    "Ahola",
    "Onnela",
    "Kivelä",
    "Harjula",
    "Suvela",
    "Tuomela",
    "Pihlajala",
    "Kuusela",
    "Mäntylä",
    "Peltola",
    "Uusi-Ahola",
    "Notkola",
    "Hakala",
    "Takala",
    "Ylätalo",
    "Alatalo",
    "Pelto",
    "Solbacka",
    "Björkebo",
    "Strandnäs",
    "Lillgård",
    "Nybacka",
    "Sandvik",
    "Furubo",
    "Granliden",
];
const COTTAGES: [&str; 10] = [
    "Kesäranta",
    "Rantamökki",
    "Lomala",
    "Aurinkoranta",
    "Mökkiranta",
    "Lepokallio",
    "Niemenkärki",
    "Sommarro",
    "Solvik",
    "Strandro",
];

impl Planner<'_> {
    /// What the members own and the apartments they live in.
    pub(super) fn own(&mut self, kind: Kind) {
        let block = *self.block;
        let left = self.family.homes[0].left_for.is_some();
        self.dwell(0, &block, kind, left);
        for home in 1..self.family.homes.len() {
            if let Some(before) = self.before {
                self.dwell(home, before, Kind::Single, false);
            }
        }
        let eldest = age(self.family.members[0].birth, self.day);
        let nowhere = matches!(self.family.homes[0].left_for, Some((Place::NoFixed { .. }, _)));
        let owners = self.owners(0);
        if nowhere || owners.is_empty() || eldest < 28 {
            return;
        }
        let chance = if eldest > 50 { 250 } else { 130 };
        if self.random.chance(chance) {
            self.cottage(&owners);
        }
        if eldest > 40 && self.random.chance(70) {
            self.forest(&owners);
        }
    }

    /// Grown members of a home who live.
    fn owners(&mut self, home: usize) -> Vec<usize> {
        let both = self.random.chance(720);
        let members = self.family.members.iter().enumerate();
        let grown = members.filter(|(_, member)| {
            member.home() == home && member.died.is_none() && age(member.birth, self.day) >= 24
        });
        grown
            .map(|(place, _)| place)
            .take(if both { 2 } else { 1 })
            .collect()
    }

    /// The apartment of a home, and the house if it is one.
    fn dwell(&mut self, home: usize, block: &Block, kind: Kind, left: bool) {
        let Place::Finland(dwelling) = &self.family.homes[home].now else {
            return;
        };
        let dwelling = Rc::clone(dwelling);
        if dwelling.housing == Housing::Institution {
            return;
        }
        let nowhere = matches!(self.family.homes[home].left_for, Some((Place::NoFixed { .. }, _)));
        let owners = if nowhere { Vec::new() } else { self.owners(home) };
        let dead = self
            .family
            .members
            .first()
            .is_some_and(|member| member.died.is_some());
        let young = self
            .family
            .members
            .iter()
            .all(|member| age(member.birth, self.day) < 30);
        let owned = match dwelling.housing {
            Housing::House => self.random.chance(if young { 650 } else { 915 }),
            _ if block.landlord != super::super::layout::Landlord::HousingCompany => false,
            Housing::Terrace => self.random.chance(if young { 480 } else { 780 }),
            _ => self.random.chance(if young { 400 } else { 740 }),
        };
        let detached = dwelling.housing == Housing::House;
        let owned = owned && (!detached || !owners.is_empty() || kind == Kind::Dead);
        if detached {
            let holder = if owned && kind == Kind::Dead && dead {
                Holder::Estate(0)
            } else if owned {
                Holder::Members(owners)
            } else {
                landlord(block, dwelling.town, &dwelling.address)
            };
            self.house(home, &dwelling, block, holder, left || dead && kind == Kind::Dead);
        }
        let lives = !(left || dead && kind == Kind::Dead);
        self.family.units.push(Unit {
            dwelling,
            home: lives.then_some(home),
            kind: ApartmentType::Dwelling,
            owned,
            to: None,
        });
    }

    /// A house of its own with its outbuildings.
    fn house(&mut self, home: usize, dwelling: &Dwelling, block: &Block, holder: Holder, empty: bool) {
        let (Some(id), Some(property)) = (dwelling.building, dwelling.property) else {
            return;
        };
        let in_use = if empty {
            InUseState::Empty
        } else {
            InUseState::PermanentLiving
        };
        let mut structures = vec![Structure {
            id,
            class: ("0110", "011"),
            address: dwelling.address.clone(),
            postcode: dwelling.postcode,
            built: block.built,
            gone: None,
            in_use,
            apartments: 1,
            number: 1,
        }];
        let country = TABLES.towns[dwelling.town].hundreds < 150;
        for _ in 0..pick_weight(&mut self.random, &[30, 42, 20, 8]) {
            let kinds: [u32; 5] = if country {
                [24, 56, 4, 14, 2]
            } else {
                [12, 84, 2, 0, 2]
            };
            let class = [
                ("1910", "931"),
                ("1911", "941"),
                ("1912", "941"),
                ("1419", "819"),
                ("1919", "999"),
            ][pick_weight(&mut self.random, &kinds)];
            let later = self.random.between(0, years(20));
            self.add_structure(
                &mut structures,
                class,
                dwelling,
                (block.built + later).min(self.day - 30),
            );
        }
        // What stood there before, and was taken down for the house or later.
        if self.random.chance(35) {
            let built = first_of(self.random.between(1890, 1930)) + 200;
            let gone = (block.built - self.random.between(-years(8), 300)).min(self.day - 10);
            if built + years(8) < gone {
                self.add_structure(&mut structures, ("0110", "011"), dwelling, built);
                let how = [
                    InUseState::DemolishedForNew,
                    InUseState::DemolishedOther,
                    InUseState::Destroyed,
                    InUseState::FoundDemolished,
                ][pick_weight(&mut self.random, &[50, 25, 15, 10])];
                if let Some(old) = structures.last_mut() {
                    old.gone = Some((gone, how));
                    old.in_use = how;
                }
            }
        }
        let from = self.family.homes[home].since;
        let name = (*self.random.pick(&NAMES)).to_owned();
        self.family.estates.push(Estate {
            id: property,
            name: if country { name } else { String::new() },
            town: dwelling.town,
            area: u64::from(600 + self.random.below(if country { 5_000 } else { 900 })),
            parcel: self.random.chance(6),
            address: dwelling.address.clone(),
            holder,
            from: Some(from),
            structures,
        });
    }

    fn add_structure(
        &mut self,
        structures: &mut Vec<Structure>,
        class: (&'static str, &'static str),
        dwelling: &Dwelling,
        built: Day,
    ) {
        if let Some(id) = self.land.building() {
            structures.push(Structure {
                id,
                class,
                address: dwelling.address.clone(),
                postcode: dwelling.postcode,
                built,
                gone: None,
                in_use: if class.0 == "1910" {
                    InUseState::Other
                } else {
                    InUseState::Unknown
                },
                apartments: 0,
                number: structures.len() as u16 + 1,
            });
        }
    }

    /// A town to have a cottage or a forest in: the smaller, the likelier.
    fn country_town(&mut self) -> usize {
        for _ in 0..6 {
            let town = self.random.below(TABLES.towns.len() as u32) as usize;
            if TABLES.towns[town].hundreds < 600 {
                return town;
            }
        }
        self.block.town
    }

    fn cottage(&mut self, owners: &[usize]) {
        let town = self.country_town();
        let (Some(property), postcode) = (
            self.land.property(town),
            TABLES.postcode_in(town, &mut self.random),
        ) else {
            return;
        };
        let place = &TABLES.postcodes[postcode];
        let address = Address {
            street: self.random.pick(&TABLES.streets).clone(),
            number: (1 + self.random.below(400)).to_string(),
            postcode: place.code.to_owned(),
            post_office: place.office.clone(),
            ..Address::default()
        };
        let built = (first_of(self.random.between(1950, 2021)) + 150).min(self.day - 30);
        let mut structures = Vec::new();
        let all_year = self.random.chance(150);
        let classes = [
            if all_year {
                ("0210", "041")
            } else {
                ("0211", "041")
            },
            ("1910", "931"),
            ("1911", "941"),
        ];
        let count = 1 + pick_weight(&mut self.random, &[42, 36, 22]);
        for (class, number) in classes.into_iter().take(count).zip(1..) {
            let Some(id) = self.land.building() else { break };
            structures.push(Structure {
                id,
                class,
                address: address.clone(),
                postcode,
                built,
                gone: None,
                in_use: InUseState::LeisureLiving,
                apartments: 0,
                number,
            });
        }
        let from = self
            .random
            .between(built.max(self.day - years(35)), self.day - 20);
        self.add_estate(owners, property, town, address, &COTTAGES, structures, from);
    }

    fn forest(&mut self, owners: &[usize]) {
        let town = self.country_town();
        if let Some(property) = self.land.property(town) {
            let from = self.day - self.random.between(100, years(30));
            self.add_estate(
                owners,
                property,
                town,
                Address::default(),
                &NAMES,
                Vec::new(),
                from,
            );
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of an estate, used twice here"
    )]
    fn add_estate(
        &mut self,
        owners: &[usize],
        id: crate::identifier::PropertyId,
        town: usize,
        address: Address,
        names: &[&str],
        structures: Vec<Structure>,
        from: Day,
    ) {
        let grown = owners
            .iter()
            .map(|place| self.family.members[*place].birth + years(18))
            .max();
        let from = from.max(grown.unwrap_or(from)).min(self.day);
        let forest = structures.is_empty();
        self.family.estates.push(Estate {
            id,
            name: (*self.random.pick(names)).to_owned(),
            town,
            area: u64::from(if forest {
                20_000 + self.random.below(900_000)
            } else {
                1_500 + self.random.below(6_000)
            }),
            parcel: self.random.chance(10),
            address,
            holder: Holder::Members(owners.to_vec()),
            from: Some(from),
            structures,
        });
    }
}
