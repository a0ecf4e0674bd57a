//! Writes a planned household out as the register's persons.

mod belonging;
mod built;
mod custody;
mod family;
mod identity;
mod places;

use self::belonging::bans;
use self::custody::taken_into_care;
use self::identity::{birth, citizenship, former_names, identity, languages, religion};
use self::places::{addresses, migration, register_office, residence};
use super::draft::{Day, Draft, Family, OldCode, Place, Stay, Who, date, partial};
use super::tables::TABLES;
use crate::register::codes::Sex;
use crate::register::groups::{
    BirthGroup, DeathGroup, EmailGroup, IdentityGroup, NameGroup, OccupationGroup, SexGroup,
};
use crate::register::{
    Municipality, NonDisclosure, PassiveCode, Person, PersonFacts, PersonGroups, Relative, Validity,
    Versioned,
};

pub(super) use self::built::built;

/// A place with the first and last day there.
type Time<'a> = (&'a Place, Day, Option<Day>);

/// The persons of a household, and after them the records of their passive codes.
pub(super) fn assemble(family: &Family, day: Day) -> Vec<Person> {
    let writer = Writer { family, day };
    let old = |member: &&Draft| member.old_code.is_some();
    let mut persons = Vec::with_capacity(family.members.len() + family.members.iter().filter(old).count());
    persons.extend((0..family.members.len()).map(|place| writer.person(place)));
    for member in &family.members {
        if let Some(old) = &member.old_code {
            persons.push(passive(member, old));
        }
    }
    persons
}

/// The record that is left of a code no longer used.
fn passive(member: &Draft, old: &OldCode) -> Person {
    let mut facts = PersonFacts::new(old.code.birth_date());
    facts.passive = Some(PassiveCode {
        replaced_by: Some(member.code),
    });
    facts.withheld = member.withheld;
    let groups = PersonGroups {
        identity: Some(IdentityGroup {
            code: Some(old.code),
            validity: Validity::Passive,
            ..IdentityGroup::default()
        }),
        name: Some(NameGroup {
            surname: member.surname.clone(),
            first_names: member.first_names.clone(),
            call_name: member.call_name.clone(),
            ..NameGroup::default()
        }),
        birth: Some(BirthGroup {
            date: Some(old.code.birth_date().into()),
            ..BirthGroup::default()
        }),
        ..PersonGroups::default()
    };
    Person {
        code: old.code,
        facts,
        groups,
    }
}

/// A group that holds nothing is not stored.
fn unless_empty<T: Default + PartialEq>(group: T) -> Option<T> {
    (group != T::default()).then_some(group)
}

/// A value from one day to another, active while it has no end.
fn span<T>(value: T, from: Option<Day>, to: Option<Day>) -> Versioned<T> {
    let from = from.and_then(partial);
    match to {
        None => Versioned::active(value, from),
        Some(to) => Versioned::passive(value, from, partial(to)),
    }
}

struct Writer<'a> {
    family: &'a Family,
    day: Day,
}

impl Writer<'_> {
    fn person(&self, place: usize) -> Person {
        let member = &self.family.members[place];
        let stays = self.stays(member);
        let facts = PersonFacts {
            birth_date: date(member.birth),
            dead: member.died.is_some(),
            passive: None,
            non_disclosure: member.ban,
            dwelling_non_disclosure: self.ban_of_others(place),
            withheld: member.withheld,
        };
        let groups = PersonGroups {
            identity: Some(identity(member)),
            name: Some(self.name(place)),
            former_names: unless_empty(former_names(member)),
            birth: Some(birth(member)),
            death: member.died.map(|died| DeathGroup {
                dead: true,
                date: partial(died),
                declared_dead: None,
            }),
            sex: Some(SexGroup {
                sexes: sexes(member),
                change_confirmed: member.sex_confirmed.and_then(partial),
            }),
            home_municipality: unless_empty(self.home_municipality(member, &stays)),
            addresses: unless_empty(addresses(member, &stays)),
            residence: unless_empty(residence(member, &stays)),
            migration: unless_empty(migration(member, &stays)),
            languages: Some(languages(member)),
            citizenship: unless_empty(citizenship(member)),
            occupation: member.occupation.clone().map(|text| OccupationGroup {
                occupations: vec![Versioned::active(text, None)],
            }),
            marital_status: Some(self.marital_status(place)),
            marriages: unless_empty(self.marriages(place)),
            parents: unless_empty(self.parents(place)),
            children: unless_empty(self.children(place)),
            custody: unless_empty(self.custody(place)),
            taken_into_care: member.in_care.map(taken_into_care),
            guardianship: unless_empty(self.guardianship(member)),
            continuing_poa: unless_empty(self.continuing_poa(member)),
            religion: unless_empty(religion(member)),
            voting: unless_empty(self.voting(member, &stays)),
            household: unless_empty(self.household(place)),
            ownership: self.ownership(place),
            bans: unless_empty(bans(member)),
            register_office: Some(register_office(&stays)),
            email: member.email.clone().map(|address| EmailGroup {
                addresses: vec![Versioned::active(address, None)],
            }),
        };
        Person {
            code: member.code,
            facts,
            groups,
        }
    }

    /// The stays of a member, newest first, cut to the member's time.
    fn stays<'a>(&'a self, member: &'a Draft) -> Vec<Time<'a>> {
        let mut stays: Vec<Time<'a>> = Vec::with_capacity(4 + member.earlier.len());
        for spell in &member.spells {
            let Some(home) = self.family.homes.get(spell.home) else {
                continue;
            };
            for stay in &home.stays {
                let from = stay.from.max(spell.from);
                let to = match (stay.to, spell.to) {
                    (Some(one), Some(two)) => Some(one.min(two)),
                    (one, two) => one.or(two),
                };
                if to.is_none_or(|to| to >= from) {
                    stays.push((&stay.place, from, to));
                }
            }
        }
        let earlier = member.earlier.iter();
        stays.extend(earlier.map(|stay: &Stay| (&stay.place, stay.from, stay.to)));
        stays
    }

    fn lives_with(&self, place: usize, other: usize) -> bool {
        let (one, two) = (&self.family.members[place], &self.family.members[other]);
        place != other && one.home() == two.home() && one.died.is_none() && two.died.is_none()
    }

    /// The longest of the bans of the others in the dwelling.
    fn ban_of_others(&self, place: usize) -> Option<NonDisclosure> {
        let others = (0..self.family.members.len()).filter(|other| self.lives_with(place, *other));
        let bans = others.filter_map(|other| self.family.members[other].ban);
        bans.max_by_key(|ban| (ban.until.is_none(), ban.until))
    }

    fn relative(&self, who: &Who) -> Relative {
        match who {
            Who::Outside(relative) => relative.clone(),
            Who::Member(place) => {
                let member = &self.family.members[*place];
                Relative {
                    surname: member.surname.clone(),
                    first_names: member.first_names.clone(),
                    code: Some(member.code),
                    non_disclosure: member.ban,
                    ..Relative::default()
                }
            }
        }
    }
}

/// Sexes as recorded: another one before a change was confirmed.
fn sexes(member: &Draft) -> Vec<Versioned<Sex>> {
    let mut sexes = vec![span(member.sex, member.sex_confirmed, None)];
    if let Some(day) = member.sex_confirmed {
        sexes.push(span(super::plan::other(member.sex), None, Some(day - 1)));
    }
    sexes
}

fn municipality(town: usize) -> Municipality {
    TABLES.towns[town].municipality.clone()
}
