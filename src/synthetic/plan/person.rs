//! A person by themself: code, names, origin, habits.

use chrono::Datelike;

use super::super::draft::{Day, Draft, ParentLink, Who, age, date, partial, years};
use super::super::outline::{Kind, Outline};
use super::super::random::pick_weight;
use super::super::tables::{Surname, TABLES, Tongue};
use super::{Planner, email};
use crate::register::Relative;
use crate::register::codes::{Country, DisclosureBan, ReligionKind, Sex};

impl Planner<'_> {
    /// The eldest of the household.
    pub(super) fn adult(&mut self, outline: &Outline, tongue: Tongue) -> Option<usize> {
        let old = age(outline.birth, self.day);
        let female = match outline.kind {
            Kind::Widowed => 780,
            Kind::SingleParent => 810,
            Kind::Resident => 690,
            Kind::Couple | Kind::CoupleWithChildren => 480,
            _ if old > 70 => 640,
            _ => 440,
        };
        let sex = if self.random.chance(female) {
            Sex::Female
        } else {
            Sex::Male
        };
        let surname = TABLES.surname(tongue, &mut self.random);
        let person = self.person(sex, outline.birth, tongue, surname, outline.since)?;
        self.parents_outside(person, surname);
        Some(person)
    }

    /// A person with names, citizenship and habits, who moved to Finland on `latest` at the latest.
    pub(super) fn person(
        &mut self,
        sex: Sex,
        birth: Day,
        tongue: Tongue,
        surname: Surname,
        latest: Day,
    ) -> Option<usize> {
        let random = &mut self.random;
        let mut draft = Draft::new(self.codes.give(birth)?, sex, birth);
        draft.electronic = self.codes.give_electronic();
        let year = date(birth).year();
        draft.tongue = tongue;
        surname.of(sex).clone_into(&mut draft.surname);
        let count = 1 + pick_weight(random, &[12, 72, 16]);
        let mut names: Vec<&str> = Vec::with_capacity(3);
        for _ in 0..count {
            let name = TABLES.first_name(tongue, sex, year, random);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let call = if names.len() > 1 && random.chance(90) {
            1
        } else {
            0
        };
        names[call].clone_into(&mut draft.call_name);
        draft.first_names = names.join(" ");
        self.background(&mut draft, latest);
        self.habits(&mut draft);
        self.family.members.push(draft);
        Some(self.family.members.len() - 1)
    }

    /// Citizenships and migration.
    fn background(&mut self, draft: &mut Draft, latest: Day) {
        let random = &mut self.random;
        let Tongue::Foreign(origin) = draft.tongue else {
            if random.chance(12) {
                let second = *random.pick(&["752", "840", "826", "276", "124"]);
                draft
                    .citizenships
                    .extend(Country::parse(second).ok().map(|country| (country, None)));
            }
            return;
        };
        let Some(country) = TABLES.origins[origin].country else {
            return;
        };
        draft.citizenships = vec![(country, None)];
        // Most came as grown people, not long before they moved to where they are.
        let grown = draft.birth + years(random.between(0, 30));
        let came = if random.chance(400) {
            latest
        } else {
            latest - random.between(0, years(12))
        };
        let moved = came.max(grown).max(self.day - years(34)).min(latest);
        if moved > draft.birth + 30 {
            draft.migrated = Some((moved, country));
            if random.chance(130) {
                let number = format!("{:08}", random.below(100_000_000));
                draft.foreign_number = Some((country, number));
            }
        }
        let eligible = moved.max(draft.birth) + years(5);
        if eligible < self.day && random.chance(560) {
            let got = random.between(eligible, self.day);
            draft.citizenships.push((Country::FINLAND, Some(got)));
            // Some countries let nobody keep theirs.
            if random.chance(220) {
                draft
                    .citizenships
                    .retain(|(country, _)| *country == Country::FINLAND);
            }
        }
    }

    /// Someone who was in Finland by `day`, if born by then.
    pub(super) fn arrive_by(&mut self, person: usize, day: Day) {
        let member = &mut self.family.members[person];
        let birth = member.birth;
        if let Some((moved, _)) = &mut member.migrated {
            *moved = (*moved).min(day);
            if *moved <= birth + 30 {
                member.migrated = None;
            }
        }
        let arrival = member.arrival();
        for spell in &mut member.spells {
            spell.from = spell.from.max(arrival);
        }
    }

    /// Occupation, religion, e-mail and refusals.
    fn habits(&mut self, draft: &mut Draft) {
        let random = &mut self.random;
        let old = age(draft.birth, self.day);
        if (18..=80).contains(&old) && random.chance(780) {
            draft.occupation = Some(TABLES.occupation(draft.tongue, random).to_owned());
        }
        let foreign = matches!(draft.tongue, Tongue::Foreign(_));
        let shares: [u32; 4] = match old {
            _ if foreign => [810, 60, 70, 60],
            ..18 => [330, 645, 8, 17],
            18..40 => [400, 570, 9, 21],
            40..65 => [310, 660, 10, 20],
            _ => [150, 815, 15, 20],
        };
        let kinds = [
            ReligionKind::None,
            ReligionKind::Lutheran,
            ReligionKind::Orthodox,
            ReligionKind::Other,
        ];
        let kind = kinds[pick_weight(random, &shares)];
        let since = (draft.birth + random.between(20, 100)).min(self.day);
        if kind == ReligionKind::None && !foreign && old > 18 && random.chance(600) {
            draft.left_church = Some(random.between(draft.birth + years(18), self.day));
        }
        draft.religion = Some((kind, since));
        if (15..90).contains(&old) && random.chance(360) {
            draft.email = Some(email(&draft.call_name, &draft.surname, random.below(1000)));
        }
        if old >= 15 && random.chance(170) {
            let bans = [
                (DisclosureBan::DirectMarketing, 800),
                (DisclosureBan::ContactDataService, 420),
                (DisclosureBan::PersonalDirectory, 200),
                (DisclosureBan::Genealogy, 200),
                (DisclosureBan::CustomerRegisterUpdate, 120),
            ];
            let since = self.day - random.between(1, years(old.min(30) - 14));
            draft.disclosure_bans = bans
                .into_iter()
                .filter(|(_, share)| random.chance(*share))
                .map(|(ban, _)| (ban, since))
                .collect();
        }
    }

    /// Parents whom the population does not hold, known by name and birth.
    pub(super) fn parents_outside(&mut self, person: usize, surname: Surname) {
        let member = &self.family.members[person];
        let (birth, tongue) = (member.birth, member.tongue);
        let known = match (tongue, date(birth).year()) {
            (Tongue::Foreign(_), _) => 250,
            (_, ..1945) => 350,
            _ => 900,
        };
        if !self.random.chance(known) {
            return;
        }
        let both = self.random.chance(940);
        for sex in [Sex::Female, Sex::Male] {
            if sex == Sex::Female || both {
                let born = birth - years(self.random.between(19, 40)) - self.random.between(0, 364);
                let parent = self.outsider(sex, born, tongue, surname);
                self.family.parents.push(ParentLink {
                    child: person,
                    parent: Who::Outside(parent),
                    adopting: None,
                });
            }
        }
    }

    /// Someone whom the population does not hold.
    pub(super) fn outsider(&mut self, sex: Sex, birth: Day, tongue: Tongue, surname: Surname) -> Relative {
        let first = TABLES.first_name(tongue, sex, date(birth).year(), &mut self.random);
        let second = TABLES.first_name(tongue, sex, date(birth).year(), &mut self.random);
        Relative {
            surname: surname.of(sex).to_owned(),
            first_names: if first == second {
                first.to_owned()
            } else {
                format!("{first} {second}")
            },
            birth_date: partial(birth),
            ..Relative::default()
        }
    }
}
