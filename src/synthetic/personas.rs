//! The demonstration's named persons, made by hand.
//!
//! Their codes are the same on every day and have serials 990–999, which the population never gets.

mod cases;
mod dwellings;
mod families;
mod namesakes;

use std::rc::Rc;

use chrono::NaiveDate;

use super::assemble::{assemble, built};
use super::codes::LAST_ELECTRONIC;
use super::draft::Dwelling;
use super::draft::{
    CustodyLink, Day, Draft, Family, Holder, Home, ParentLink, Place, Spell, Stay, Union, Who, date,
    number_of, partial,
};
use super::tables::TABLES;
use super::{Household, Item};
use crate::identifier::{BuildingId, ElectronicClientIdentifier, PersonalIdentityCode};
use crate::register::Relative;
use crate::register::codes::{ChildResidence, CustodyKind, ReligionKind, Sex, WayBegun, WayEnded};

/// The persons that the demonstration is shown with.
pub struct Personas {
    /// Their households.
    pub households: Vec<Household>,
    /// Key and code of those whom the instructions name: `plain`, `plain2`, `nonDisclosure`,
    /// `sameDwelling`, `dead`, `under15`, `passive`, `abroad`, `withheld`, `twoCitizenships`,
    /// `altResidence`, `guardianship`, `guardian`, `adopted`, `splitApartment`, `demolishedHome`,
    /// `noFixedDwelling`, `institution`, `namesake`, `protectedNamesake`.
    pub named: Vec<(&'static str, PersonalIdentityCode)>,
    /// Their properties, buildings and apartments, each once.
    pub built: Vec<Item>,
    /// Key and identifier of the buildings that the instructions name:
    /// `splitApartments`; `demolished`; `institution`.
    pub buildings: Vec<(&'static str, BuildingId)>,
}

/// The named persons as of `day`: bans are in force on it, everything else is dated.
#[must_use]
pub fn personas(day: NaiveDate) -> Personas {
    let mut made = Personas {
        households: Vec::new(),
        named: Vec::new(),
        built: Vec::new(),
        buildings: Vec::new(),
    };
    let mut satu = LAST_ELECTRONIC;
    let scenes: [fn(&mut Scene) -> Option<()>; 16] = [
        families::with_children,
        families::banned,
        families::dead,
        cases::passive,
        cases::living_abroad,
        cases::withheld,
        cases::two_citizenships,
        cases::alternating,
        cases::guarded,
        families::adopting,
        dwellings::split,
        dwellings::demolished,
        dwellings::no_fixed_dwelling,
        dwellings::institution,
        namesakes::few,
        namesakes::many,
    ];
    for scene in scenes {
        let mut stage = Scene {
            day: number_of(day),
            satu,
            family: Family::default(),
            named: Vec::new(),
            buildings: Vec::new(),
            owners: Vec::new(),
        };
        if scene(&mut stage).is_some() {
            satu = stage.satu;
            stage.build();
            made.households.push(assemble(&stage.family, stage.day));
            let built = built(&stage.family, stage.day);
            made.built
                .extend(built.properties.into_iter().map(Item::Property));
            made.built.extend(built.buildings.into_iter().map(Item::Building));
            made.built
                .extend(built.apartments.into_iter().map(Item::Apartment));
            made.named.extend(stage.named);
            made.buildings.extend(stage.buildings);
        }
    }
    made
}

/// A household in the making.
struct Scene {
    day: Day,
    satu: u32,
    family: Family,
    named: Vec<(&'static str, PersonalIdentityCode)>,
    buildings: Vec<(&'static str, BuildingId)>,
    /// Who owns the house of a home.
    owners: Vec<(usize, Vec<usize>)>,
}

fn finland(dwelling: Dwelling) -> Place {
    Place::Finland(Rc::new(dwelling))
}

/// A day written `YYYY-MM-DD`.
fn on(text: &str) -> Option<Day> {
    text.parse::<NaiveDate>().ok().map(number_of)
}

fn stay(place: Place, from: &str, to: Option<&str>) -> Option<Stay> {
    let to = match to {
        Some(to) => Some(on(to)?),
        None => None,
    };
    Some(Stay {
        place,
        from: on(from)?,
        to,
    })
}

fn town(code: &str) -> Option<usize> {
    let is_it = |municipality: &crate::register::Municipality| {
        municipality.code.is_some_and(|known| known.as_str() == code)
    };
    TABLES.towns.iter().position(|town| is_it(&town.municipality))
}

impl Scene {
    /// Adds a person: date of birth, sign and serial of the code; surname; first names, of which the
    /// first is the call name; municipality of birth.
    fn add(
        &mut self,
        birth: &str,
        (sign, serial): (char, u16),
        sex: Sex,
        surname: &str,
        first_names: &str,
        born_in: &str,
    ) -> Option<usize> {
        let birth = on(birth)?;
        let code = PersonalIdentityCode::from_parts(date(birth), sign, serial).ok()?;
        let mut draft = Draft::new(code, sex, birth);
        draft.electronic = ElectronicClientIdentifier::from_serial(self.satu).ok();
        self.satu += 1;
        surname.clone_into(&mut draft.surname);
        first_names.clone_into(&mut draft.first_names);
        first_names
            .split(' ')
            .next()
            .unwrap_or_default()
            .clone_into(&mut draft.call_name);
        draft.born_in = town(born_in);
        draft.religion = Some((ReligionKind::Lutheran, (birth + 60).min(self.day)));
        self.family.members.push(draft);
        Some(self.family.members.len() - 1)
    }

    fn member(&mut self, place: usize) -> Option<&mut Draft> {
        self.family.members.get_mut(place)
    }

    fn name(&mut self, key: &'static str, place: usize) -> Option<()> {
        let code = self.member(place)?.code;
        self.named.push((key, code));
        Some(())
    }

    fn wed(
        &mut self,
        one: usize,
        two: usize,
        way: WayBegun,
        begun: &str,
        ended: Option<(&str, WayEnded)>,
    ) -> Option<()> {
        let begun = on(begun)?;
        let ended = match ended {
            Some((day, way)) => Some((on(day)?, way)),
            None => None,
        };
        for (member, spouse) in [(one, two), (two, one)] {
            let spouse = Who::Member(spouse);
            self.family.unions.push(Union {
                member,
                spouse,
                way,
                begun,
                ended,
                separated: None,
            });
        }
        Some(())
    }

    /// Parents and guardians of a child.
    fn child_of(
        &mut self,
        child: usize,
        parents: &[(usize, CustodyKind)],
        residence: ChildResidence,
    ) -> Option<()> {
        let from = self.member(child)?.birth;
        for (parent, kind) in parents {
            let guardian_sex = self.member(*parent)?.sex;
            self.family.parents.push(ParentLink {
                child,
                parent: Who::Member(*parent),
                adopting: None,
            });
            let minor = super::draft::age(from, self.day) < 18;
            if minor {
                self.family.custody.push(CustodyLink {
                    child,
                    guardian: Who::Member(*parent),
                    guardian_sex: Some(guardian_sex),
                    kind: *kind,
                    residence,
                    from,
                    divided: *kind == CustodyKind::ByOrder,
                });
            }
        }
        Some(())
    }

    /// Parents whom the register names by birth.
    fn outside_parents(&mut self, child: usize, parents: [(&str, &str, &str); 2]) -> Option<()> {
        for (surname, first_names, birth) in parents {
            let parent = Relative {
                surname: surname.to_owned(),
                first_names: first_names.to_owned(),
                birth_date: partial(on(birth)?),
                ..Relative::default()
            };
            self.family.parents.push(ParentLink {
                child,
                parent: Who::Outside(parent),
                adopting: None,
            });
        }
        Some(())
    }

    /// A home by its places, newest first.
    fn home(&mut self, stays: Vec<Stay>) -> usize {
        let first = stays.first();
        self.family.homes.push(Home {
            now: first.map_or_else(
                || super::elsewhere::no_fixed_dwelling(0),
                |stay| stay.place.clone(),
            ),
            since: first.map_or(self.day, |stay| stay.from),
            left_for: None,
            stays,
        });
        self.family.homes.len() - 1
    }

    /// Puts a member in a home from a day on.
    fn lives(&mut self, place: usize, home: usize, since: &str) -> Option<()> {
        let since = on(since)?;
        let member = self.member(place)?;
        let from = since.max(member.birth);
        member.spells.insert(0, Spell { home, from, to: None });
        Some(())
    }

    fn dies(&mut self, place: usize, day: &str) -> Option<()> {
        let day = on(day)?;
        let member = self.member(place)?;
        member.died = Some(day);
        for spell in &mut member.spells {
            spell.to = Some(day);
        }
        Some(())
    }

    /// The members own the house of a home.
    fn owns(&mut self, home: usize, members: &[usize]) {
        self.owners.push((home, members.to_vec()));
    }

    /// What holds a home's building: its owners, or a company.
    fn holder(&self, home: Option<usize>, dwelling: &Dwelling) -> Holder {
        let own = self.owners.iter().find(|(owned, _)| Some(*owned) == home);
        match own {
            Some((_, members)) => Holder::Members(members.clone()),
            None => super::bodies::company(&dwelling.address, 0),
        }
    }
}
