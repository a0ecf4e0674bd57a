//! Who lives together: a household's members, their ties and what sets them apart.

use chrono::Datelike;

use super::codes::Codes;
use super::draft::{
    CustodyLink, Day, Draft, Family, Guarded, OldCode, OldName, ParentLink, Stay, Union, Who, age, date,
    partial, years,
};
use super::draft::{Home, Place};
use super::places::{Neighbourhood, cottage, former_dwelling, home, home_abroad, post_box};
use super::random::{Random, pick_weight};
use super::tables::{Surname, TABLES, Tongue};
use crate::register::codes::{
    ChildResidence, Country, CustodyKind, DisclosureBan, GuardianshipRestriction, NameChange, NameKind,
    ReligionKind, Sex, WayBegun, WayEnded,
};
use crate::register::{NonDisclosure, Relative};

/// What a household is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Single,
    Couple,
    CoupleWithChildren,
    SingleParent,
    Widowed,
    Dead,
}

/// Kinds with their shares.
const KINDS: [(Kind, u32); 6] = [
    (Kind::Single, 375),
    (Kind::Couple, 270),
    (Kind::CoupleWithChildren, 205),
    (Kind::SingleParent, 75),
    (Kind::Widowed, 60),
    (Kind::Dead, 15),
];

/// Ages of the eldest by kind: from, to, share.
const fn ages(kind: Kind) -> &'static [(i32, i32, u32)] {
    match kind {
        Kind::Single => &[
            (18, 24, 17),
            (25, 34, 23),
            (35, 49, 18),
            (50, 64, 21),
            (65, 79, 15),
            (80, 94, 6),
            (95, 102, 1),
        ],
        Kind::Couple => &[
            (20, 29, 13),
            (30, 39, 10),
            (40, 54, 13),
            (55, 64, 25),
            (65, 79, 31),
            (80, 91, 8),
        ],
        Kind::CoupleWithChildren => &[(22, 27, 5), (28, 34, 23), (35, 44, 47), (45, 54, 22), (55, 58, 3)],
        Kind::SingleParent => &[(20, 27, 8), (28, 34, 20), (35, 44, 44), (45, 54, 25), (55, 58, 3)],
        Kind::Widowed => &[
            (35, 59, 8),
            (60, 74, 27),
            (75, 84, 38),
            (85, 94, 25),
            (95, 102, 2),
        ],
        Kind::Dead => &[(30, 59, 10), (60, 79, 40), (80, 100, 50)],
    }
}

const fn other(sex: Sex) -> Sex {
    match sex {
        Sex::Male => Sex::Female,
        Sex::Female => Sex::Male,
    }
}

/// Makes one household.
pub(super) struct Planner<'a> {
    pub(super) seed: u64,
    pub(super) day: Day,
    pub(super) random: Random,
    pub(super) codes: &'a mut Codes,
    pub(super) family: Family,
}

impl Planner<'_> {
    /// A household at place 0–15 of a neighbourhood; none when the codes have run out.
    pub(super) fn household(mut self, around: &Neighbourhood, place: u32) -> Option<Family> {
        let kind = KINDS[pick_weight(&mut self.random, &KINDS.map(|(_, share)| share))].0;
        self.fill(kind, around, place)?;
        Some(self.family)
    }

    /// A person alone, linked to nobody of the population.
    pub(super) fn person_alone(mut self, around: &Neighbourhood, place: u32) -> Option<Family> {
        self.fill(Kind::Single, around, place)?;
        self.family
            .members
            .iter_mut()
            .for_each(|member| member.old_code = None);
        Some(self.family)
    }

    fn fill(&mut self, kind: Kind, around: &Neighbourhood, place: u32) -> Option<()> {
        let dwelling = around.dwelling(place);
        let town = dwelling.town;
        let tongue = self.tongue(town);
        let first = self.adult(kind, tongue, town)?;
        let start = self.home_start(first);
        let home = home(self.seed, dwelling, start, self.day, &mut self.random);
        self.family.homes.push(home);
        self.settle(first, 0, town);
        match kind {
            Kind::Single => self.live_alone(first),
            Kind::Couple => {
                let second = self.partner(first, town)?;
                self.join(first, second, 780);
                self.grown_children(first, second, town)?;
            }
            Kind::CoupleWithChildren => {
                let second = self.partner(first, town)?;
                self.join(first, second, 640);
                self.children(first, Some(second), town)?;
            }
            Kind::SingleParent => self.single_parent(first, town)?,
            Kind::Widowed => self.widow(first, town)?,
            Kind::Dead => {
                let died = self.day - self.random.between(1, years(4));
                self.live_alone(first);
                self.die(first, died);
            }
        }
        self.move_abroad(kind);
        self.bans();
        self.rarities()
    }

    fn tongue(&mut self, town: usize) -> Tongue {
        let town = &TABLES.towns[town];
        let mark = self.random.below(1000);
        if mark < town.swedish {
            Tongue::Swedish
        } else if mark < town.swedish + town.foreign {
            Tongue::Foreign(TABLES.origin(&mut self.random))
        } else {
            Tongue::Finnish
        }
    }

    /// A person with names, citizenship and habits; nothing yet of the home.
    fn person(&mut self, sex: Sex, birth: Day, tongue: Tongue, surname: Surname) -> Option<usize> {
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
        self.background(&mut draft);
        self.habits(&mut draft);
        self.family.members.push(draft);
        Some(self.family.members.len() - 1)
    }

    /// Citizenships and migration.
    fn background(&mut self, draft: &mut Draft) {
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
        let here = (self.day - draft.birth).min(years(30));
        let moved = self.day - random.between(30, here.max(31));
        if moved <= draft.birth {
            // Born in Finland.
            draft.citizenships = vec![(country, None)];
        } else {
            draft.migrated = Some((moved, country));
            draft.citizenships = vec![(country, None)];
        }
        let eligible = moved.max(draft.birth) + years(5);
        if eligible < self.day && random.chance(400) {
            let got = random.between(eligible, self.day);
            draft.citizenships.push((Country::FINLAND, Some(got)));
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
        let shares: [u32; 4] = if foreign {
            [820, 60, 60, 60]
        } else {
            [290, 670, 12, 28]
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

    fn adult(&mut self, kind: Kind, tongue: Tongue, town: usize) -> Option<usize> {
        let brackets = ages(kind);
        let mut weights = [0; 8];
        for (weight, bracket) in weights.iter_mut().zip(brackets) {
            *weight = bracket.2;
        }
        let (low, high, _) = brackets[pick_weight(&mut self.random, &weights)];
        let years_old = self.random.between(low, high);
        let birth = self.day - years(years_old) - self.random.between(1, 364);
        let female = match kind {
            Kind::Widowed => 780,
            Kind::SingleParent => 810,
            _ if years_old > 70 => 640,
            _ => 480,
        };
        let sex = if self.random.chance(female) {
            Sex::Female
        } else {
            Sex::Male
        };
        let surname = TABLES.surname(tongue, &mut self.random);
        let person = self.person(sex, birth, tongue, surname)?;
        self.parents_outside(person, surname);
        self.born_in(person, town);
        Some(person)
    }

    /// From when the first adult has had homes of the own household.
    fn home_start(&mut self, first: usize) -> Day {
        let member = &self.family.members[first];
        let grown = member.birth + years(18) + self.random.between(0, years(6));
        let moved = member.migrated.map_or(grown, |(moved, _)| moved.max(grown));
        moved.min(self.day - 1)
    }

    /// Puts a member in a home from the first day on that both have, and gives an earlier one.
    fn settle(&mut self, person: usize, home: usize, town: usize) {
        let start = self.family.homes[home]
            .stays
            .last()
            .map_or(self.day, |stay| stay.from);
        let member = &mut self.family.members[person];
        let earliest = member.migrated.map_or(member.birth, |(moved, _)| moved);
        let minor = age(member.birth, self.day) < 18;
        let grown = if minor {
            earliest
        } else {
            earliest.max(member.birth + years(18))
        };
        member.home = home;
        member.since = grown.max(start).min(self.day);
        if member.since - earliest > 60 && self.random.chance(700) {
            let place = Place::Finland(former_dwelling(self.seed, town, &mut self.random));
            member.earlier = Some(Stay {
                place,
                from: earliest,
                to: Some(member.since - 1),
            });
        }
    }

    fn born_in(&mut self, person: usize, town: usize) {
        let random = &mut self.random;
        let member = &mut self.family.members[person];
        if member.migrated.is_none() {
            member.born_in = Some(if random.chance(550) {
                town
            } else {
                TABLES.town(random)
            });
        }
    }

    /// Parents whom the population does not hold, known by name and birth.
    fn parents_outside(&mut self, person: usize, surname: Surname) {
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
                    adopted: None,
                });
            }
        }
    }

    fn outsider(&mut self, sex: Sex, birth: Day, tongue: Tongue, surname: Surname) -> Relative {
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

    /// Another adult of the first one's age group in the same home.
    fn partner(&mut self, first: usize, town: usize) -> Option<usize> {
        let (sex, birth, mut tongue) = {
            let member = &self.family.members[first];
            (member.sex, member.birth, member.tongue)
        };
        let same = self.random.chance(12);
        let sex = if same { sex } else { other(sex) };
        if tongue != Tongue::Finnish && self.random.chance(220) {
            tongue = Tongue::Finnish;
        }
        // The husband is on average two years the elder.
        let shift = self.random.between(-years(4), years(8)) - years(2) / 2;
        let born = if sex == Sex::Female {
            birth + shift
        } else {
            birth - shift
        };
        let born = born.clamp(self.day - years(103), self.day - years(18) - 30);
        let surname = TABLES.surname(tongue, &mut self.random);
        let person = self.person(sex, born, tongue, surname)?;
        self.parents_outside(person, surname);
        self.born_in(person, town);
        self.settle(person, 0, town);
        Some(person)
    }

    /// Marries two members, `married` times in a thousand; gives the day of the wedding.
    fn join(&mut self, first: usize, second: usize, married: u32) -> Option<Day> {
        let births = (
            self.family.members[first].birth,
            self.family.members[second].birth,
        );
        let sexes = (self.family.members[first].sex, self.family.members[second].sex);
        let same_sex = sexes.0 == sexes.1;
        let earliest = births.0.max(births.1) + years(19);
        let latest = (self.day - 20).min(births.0.min(births.1) + years(60));
        // Partnerships could be registered from 2002, marriages of one sex concluded from 2017.
        let earliest = if same_sex { earliest.max(731_000) } else { earliest };
        if earliest >= latest || !self.random.chance(married) {
            return None;
        }
        let begun = earliest
            + (self
                .random
                .below((latest.min(earliest + years(18)) - earliest) as u32) as i32);
        let way = if same_sex && begun < 736_389 {
            WayBegun::PartnershipRegistered
        } else if self.random.chance(480) {
            WayBegun::ReligiousWedding
        } else {
            WayBegun::CivilWedding
        };
        let separated = (self.day - begun > years(3) && self.random.chance(8))
            .then(|| self.day - self.random.between(5, 170));
        self.wed(first, second, way, begun, None, separated);
        let (taker, giver) = if sexes.0 == Sex::Female {
            (first, second)
        } else {
            (second, first)
        };
        self.take_surname(taker, giver, begun);
        Some(begun)
    }

    fn wed(
        &mut self,
        first: usize,
        second: usize,
        way: WayBegun,
        begun: Day,
        ended: Option<(Day, WayEnded)>,
        separated: Option<Day>,
    ) {
        for (member, spouse) in [(first, second), (second, first)] {
            let spouse = Who::Member(spouse);
            self.family.unions.push(Union {
                member,
                spouse,
                way,
                begun,
                ended,
                separated,
            });
        }
    }

    fn take_surname(&mut self, taker: usize, giver: usize, day: Day) {
        let common = self.family.members[giver].surname.clone();
        let choice = self.random.below(100);
        let member = &mut self.family.members[taker];
        if choice >= 78 || common == member.surname {
            return;
        }
        let unmarried = std::mem::replace(&mut member.surname, common);
        if choice < 7 {
            member.surname = format!("{unmarried}-{}", member.surname);
            member.own_surname.clone_from(&unmarried);
        }
        member.named = Some(day);
        member.old_names.push(OldName {
            name: unmarried,
            kind: NameKind::LastSurnameAsUnmarried,
            way: Some(NameChange::SurnameByNotice),
            from: member.birth,
            to: day - 1,
        });
    }

    /// A marriage that ended in divorce, with someone whom the population does not hold.
    fn divorced_outside(&mut self, person: usize) {
        let (birth, sex, tongue) = {
            let member = &self.family.members[person];
            (member.birth, member.sex, member.tongue)
        };
        let own = self
            .family
            .unions
            .iter()
            .filter(|union| union.member == person)
            .map(|union| union.begun)
            .min();
        let begun = birth + years(20) + self.random.between(0, years(12));
        let ended = begun + years(1) + self.random.between(0, years(14));
        if ended >= own.unwrap_or(self.day) {
            return;
        }
        let surname = TABLES.surname(tongue, &mut self.random);
        let born = birth + self.random.between(-years(5), years(5));
        let spouse = Who::Outside(self.outsider(other(sex), born, tongue, surname));
        let way = if self.random.chance(500) {
            WayBegun::ReligiousWedding
        } else {
            WayBegun::CivilWedding
        };
        let ended = Some((ended, WayEnded::Divorce));
        self.family.unions.push(Union {
            member: person,
            spouse,
            way,
            begun,
            ended,
            separated: None,
        });
    }

    fn live_alone(&mut self, person: usize) {
        let old = age(self.family.members[person].birth, self.day);
        if old > 28 && self.random.chance(if old > 50 { 520 } else { 230 }) {
            self.divorced_outside(person);
        }
        if old > 48 {
            self.children_elsewhere(person, None);
        }
        let town = self.town_of(person);
        let random = &mut self.random;
        let member = &mut self.family.members[person];
        if (18..26).contains(&old) && random.chance(120) {
            let place = Place::Finland(former_dwelling(self.seed, town, random));
            member.temporary = Some(Stay {
                place,
                from: self.day - random.between(20, 300),
                to: None,
            });
        }
    }

    fn town_of(&self, person: usize) -> usize {
        let home = &self.family.homes[self.family.members[person].home];
        home.stays
            .iter()
            .find_map(|stay| match &stay.place {
                Place::Finland(dwelling) => Some(dwelling.town),
                Place::Abroad { .. } => None,
            })
            .unwrap_or(0)
    }

    /// Grown children whom the population does not hold.
    fn children_elsewhere(&mut self, person: usize, with: Option<usize>) {
        let member = &self.family.members[person];
        let (birth, tongue, sex) = (member.birth, member.tongue, member.sex);
        let surname = TABLES.surname(tongue, &mut self.random);
        let name = member.surname.clone();
        let mut born = birth + years(21) + self.random.between(0, years(11));
        for _ in 0..pick_weight(&mut self.random, &[32, 20, 31, 12, 5]) {
            if self.day - born < years(20) || (sex == Sex::Female && born - birth > years(43)) {
                break;
            }
            let child_sex = if self.random.chance(488) {
                Sex::Female
            } else {
                Sex::Male
            };
            let mut child = self.outsider(child_sex, born, tongue, surname);
            child.surname.clone_from(&name);
            for parent in [Some(person), with].into_iter().flatten() {
                self.family.outside_children.push((parent, child.clone(), born));
            }
            born += self.random.between(420, 1800);
        }
    }

    /// Children of an older couple: one in its own home in the population, or all elsewhere.
    fn grown_children(&mut self, first: usize, second: usize, town: usize) -> Option<()> {
        let mother = if self.family.members[first].sex == Sex::Female {
            first
        } else {
            second
        };
        let birth = self.family.members[mother].birth;
        if age(birth, self.day) > 46 {
            self.children_elsewhere(first, Some(second));
            let born = birth + years(20) + self.random.between(0, years(15));
            if self.day - born > years(20) && self.random.chance(130) {
                let child = self.child(born, &[first, second], town, 0)?;
                let dwelling = former_dwelling(self.seed, town, &mut self.random);
                let start = born + years(18) + self.random.between(0, 400);
                let own = home(self.seed, dwelling, start, self.day, &mut self.random);
                self.family.homes.push(own);
                self.settle(child, self.family.homes.len() - 1, town);
            }
        }
        for person in [first, second] {
            if age(self.family.members[person].birth, self.day) > 40 && self.random.chance(130) {
                self.divorced_outside(person);
            }
        }
        Some(())
    }

    /// A child of `parents`, living in home `home`.
    fn child(&mut self, birth: Day, parents: &[usize], town: usize, home: usize) -> Option<usize> {
        let sex = if self.random.chance(488) {
            Sex::Female
        } else {
            Sex::Male
        };
        let mother = parents
            .iter()
            .copied()
            .find(|parent| self.family.members[*parent].sex == Sex::Female);
        let mother = mother.or(parents.first().copied())?;
        let tongue = self.family.members[mother].tongue;
        let surname = TABLES.surname(tongue, &mut self.random);
        let child = self.person(sex, birth, tongue, surname)?;
        let namer = *self.random.pick(parents);
        let name = self.family.members[namer].surname.clone();
        let adopted = self.random.chance(4).then(|| (birth + years(2)).min(self.day));
        // A child of someone who moved to Finland came along if it was born before.
        let moved = self.family.members[mother]
            .migrated
            .filter(|(moved, _)| *moved > birth);
        let citizenships: Vec<_> = {
            let mut all: Vec<(Country, Option<Day>)> = Vec::new();
            for parent in parents {
                for (country, _) in &self.family.members[*parent].citizenships {
                    if !all.iter().any(|(known, _)| known == country) {
                        all.push((*country, None));
                    }
                }
            }
            all
        };
        let religion = self.family.members[mother].religion.map(|(kind, _)| kind);
        let member = &mut self.family.members[child];
        member.surname = name;
        member.migrated = moved;
        member.citizenships = citizenships;
        if let (Some(kind), Some((own, _))) = (religion, &mut member.religion) {
            *own = kind;
            member.left_church = None;
        }
        self.settle(child, home, town);
        let member = &mut self.family.members[child];
        if age(birth, self.day) < 18 {
            member.earlier = None;
        }
        member.born_in = moved.is_none().then_some(town);
        for parent in parents {
            let parent = Who::Member(*parent);
            self.family.parents.push(ParentLink {
                child,
                parent,
                adopted,
            });
        }
        if age(birth, self.day) < 18 && self.random.chance(7) {
            let member = &mut self.family.members[child];
            member.in_care = Some(self.random.between(birth + 1, self.day));
        }
        Some(child)
    }

    /// Births of the children who still live at home.
    fn births(&mut self, mother: Day) -> Vec<Day> {
        let low = (mother + years(18)).max(self.day - years(19));
        let high = (mother + years(42)).min(self.day - 2);
        if low >= high {
            return Vec::new();
        }
        let mut born = self.random.between(low, high.min(low + years(16)));
        let mut births = vec![born];
        for share in [700, 330, 300, 250, 200, 150] {
            // Twins now and then.
            born += if self.random.chance(14) {
                0
            } else {
                self.random.between(420, 1500)
            };
            if born > high || !self.random.chance(share) {
                break;
            }
            births.push(born);
        }
        births
    }

    fn children(&mut self, first: usize, second: Option<usize>, town: usize) -> Option<()> {
        let adults = [Some(first), second];
        let mother = adults
            .iter()
            .flatten()
            .copied()
            .find(|adult| self.family.members[*adult].sex == Sex::Female);
        let births = self.births(self.family.members[mother.unwrap_or(first)].birth);
        let parents: Vec<usize> = adults.into_iter().flatten().collect();
        for birth in births {
            let child = self.child(birth, &parents, town, 0)?;
            for guardian in &parents {
                let residence = match (parents.len(), self.family.members[*guardian].sex) {
                    (1, Sex::Female) => ChildResidence::Mother,
                    (1, Sex::Male) => ChildResidence::Father,
                    _ => ChildResidence::Parents,
                };
                self.guard(
                    child,
                    Who::Member(*guardian),
                    CustodyKind::Statutory,
                    residence,
                    birth,
                    false,
                );
            }
        }
        Some(())
    }

    fn guard(
        &mut self,
        child: usize,
        guardian: Who,
        kind: CustodyKind,
        residence: ChildResidence,
        from: Day,
        divided: bool,
    ) {
        if age(self.family.members[child].birth, self.day) >= 18 {
            return;
        }
        let guardian_sex = match &guardian {
            Who::Member(place) => self.family.members[*place].sex,
            Who::Outside(_) => Sex::Male,
        };
        self.family.custody.push(CustodyLink {
            child,
            guardian,
            guardian_sex,
            kind,
            residence,
            from,
            divided,
        });
    }

    /// A parent alone with children: the other one lives elsewhere, is dead, or is not known.
    fn single_parent(&mut self, first: usize, town: usize) -> Option<()> {
        let case = pick_weight(&mut self.random, &[62, 8, 30]);
        if case == 1 {
            return self.widow(first, town);
        }
        if case == 2 {
            self.children(first, None, town)?;
            let outside = self.random.chance(600);
            if outside {
                self.add_outside_parent(first);
            }
            return Some(());
        }
        // The other parent has a home of the own; some divorced, some never married.
        let ex = self.partner(first, town)?;
        let births = self.births(self.mothers_birth(first, ex));
        let Some(youngest) = births.last().copied() else {
            return Some(());
        };
        let parted = self.random.between(youngest.min(self.day - 40), self.day - 30);
        if self.random.chance(640) {
            let begun = births[0] + self.random.between(-years(4), 200);
            let grown = self.family.members[first]
                .birth
                .max(self.family.members[ex].birth)
                + years(18);
            if begun > grown && begun < parted {
                let way = if self.random.chance(450) {
                    WayBegun::ReligiousWedding
                } else {
                    WayBegun::CivilWedding
                };
                self.wed(first, ex, way, begun, Some((parted, WayEnded::Divorce)), None);
            }
        }
        let dwelling = former_dwelling(self.seed, town, &mut self.random);
        let own = home(self.seed, dwelling, parted, self.day, &mut self.random);
        self.family.homes.push(own);
        self.settle(ex, self.family.homes.len() - 1, town);
        let mother = self.family.members[first].sex == Sex::Female;
        let with_first = if mother {
            ChildResidence::Mother
        } else {
            ChildResidence::Father
        };
        let sharing = self.random.below(100);
        for birth in births {
            let child = self.child(birth, &[first, ex], town, 0)?;
            let (residence, ex_kind, divided) = match sharing {
                ..30 => (ChildResidence::Alternating, CustodyKind::Statutory, false),
                30..78 => (with_first, CustodyKind::Statutory, false),
                78..88 => (with_first, CustodyKind::ByOrder, true),
                _ => (with_first, CustodyKind::Informed, false),
            };
            self.guard(
                child,
                Who::Member(first),
                CustodyKind::Statutory,
                residence,
                birth,
                divided,
            );
            self.guard(
                child,
                Who::Member(ex),
                ex_kind,
                residence,
                parted.max(birth),
                divided,
            );
        }
        Some(())
    }

    fn mothers_birth(&self, first: usize, second: usize) -> Day {
        let (first, second) = (&self.family.members[first], &self.family.members[second]);
        if first.sex == Sex::Female {
            first.birth
        } else {
            second.birth
        }
    }

    /// The father or mother of all children, known by name and birth only.
    fn add_outside_parent(&mut self, first: usize) {
        let (birth, sex, tongue) = {
            let member = &self.family.members[first];
            (member.birth, member.sex, member.tongue)
        };
        let surname = TABLES.surname(tongue, &mut self.random);
        let born = birth - self.random.between(-years(3), years(6));
        let parent = self.outsider(other(sex), born, tongue, surname);
        let informed = self.random.chance(300);
        for child in first + 1..self.family.members.len() {
            let who = Who::Outside(parent.clone());
            self.family.parents.push(ParentLink {
                child,
                parent: who.clone(),
                adopted: None,
            });
            let birth = self.family.members[child].birth;
            let kind = if informed {
                CustodyKind::Informed
            } else {
                CustodyKind::Statutory
            };
            let residence = if sex == Sex::Female {
                ChildResidence::Mother
            } else {
                ChildResidence::Father
            };
            if age(birth, self.day) < 18 {
                self.family.custody.push(CustodyLink {
                    child,
                    guardian: who,
                    guardian_sex: other(sex),
                    kind,
                    residence,
                    from: birth,
                    divided: false,
                });
            }
        }
    }

    /// The spouse has died; children as far as the age allows.
    fn widow(&mut self, first: usize, town: usize) -> Option<()> {
        let dead = self.partner(first, town)?;
        let births = (self.family.members[first].birth, self.family.members[dead].birth);
        let wed = births.0.max(births.1) + years(20) + self.random.between(0, years(4));
        let mother_birth = self.mothers_birth(first, dead);
        let mother_age = age(mother_birth, self.day);
        let young = mother_age < 55;
        let children = if young {
            self.births(mother_birth)
        } else {
            Vec::new()
        };
        let moved = self.family.members[dead]
            .migrated
            .map_or(wed, |(moved, _)| moved + 2);
        let latest = children.last().copied().unwrap_or(wed).max(wed).max(moved);
        let died = self
            .random
            .between(latest.max(self.day - years(18)), self.day - 5);
        if wed < died {
            self.wed(
                first,
                dead,
                WayBegun::ReligiousWedding,
                wed,
                Some((died, WayEnded::SpouseDied)),
                None,
            );
            self.take_surname(
                if self.family.members[first].sex == Sex::Female {
                    first
                } else {
                    dead
                },
                if self.family.members[first].sex == Sex::Female {
                    dead
                } else {
                    first
                },
                wed,
            );
        }
        for birth in children {
            let child = self.child(birth, &[first, dead], town, 0)?;
            let female = self.family.members[first].sex == Sex::Female;
            let residence = if female {
                ChildResidence::Mother
            } else {
                ChildResidence::Father
            };
            self.guard(
                child,
                Who::Member(first),
                CustodyKind::Statutory,
                residence,
                birth,
                false,
            );
        }
        if !young {
            self.children_elsewhere(first, Some(dead));
        }
        self.die(dead, died);
        Some(())
    }

    fn die(&mut self, person: usize, day: Day) {
        let member = &mut self.family.members[person];
        // Nobody moves to Finland dead.
        let arrived = member.migrated.map_or(member.birth, |(moved, _)| moved);
        let day = day.max(arrived + 2).min(self.day);
        member.died = Some(day);
        member.email = None;
        member.temporary = None;
        member.since = member.since.min(day);
        if let Some(earlier) = &mut member.earlier {
            earlier.to = Some(member.since - 1);
        }
    }

    /// Some households of citizens have moved abroad.
    fn move_abroad(&mut self, kind: Kind) {
        let rare = matches!(kind, Kind::Widowed | Kind::Dead);
        let migrated = self.family.members.iter().any(|member| member.migrated.is_some());
        if rare || migrated || !self.random.chance(13) {
            return;
        }
        let moved = self.day - self.random.between(100, years(12));
        let Some(place) = home_abroad(&mut self.random) else {
            return;
        };
        let youngest = self.family.members.iter().map(|member| member.birth).max();
        let moved = moved.max(youngest.unwrap_or(moved)).min(self.day - 1);
        let Some(Home { stays }) = self.family.homes.first_mut() else {
            return;
        };
        stays.retain(|stay| stay.from < moved);
        if let Some(last) = stays.first_mut() {
            last.to = Some(moved - 1);
        }
        stays.insert(
            0,
            Stay {
                place,
                from: moved,
                to: None,
            },
        );
        for member in &mut self.family.members {
            if member.home == 0 {
                member.temporary = None;
                if !member
                    .citizenships
                    .iter()
                    .any(|(country, _)| *country == Country::FINLAND)
                {
                    member.citizenships.push((Country::FINLAND, None));
                }
            }
        }
    }

    /// Non-disclosures: of everyone in the home, or of one adult alone.
    fn bans(&mut self) {
        if !self.random.chance(3) {
            return;
        }
        let whole = self.random.chance(650);
        let ended = self.random.chance(120);
        let from = self.day - self.random.between(20, years(4));
        let until = match (ended, self.random.chance(80)) {
            (true, _) => Some(self.day - self.random.between(1, 19)),
            (false, true) => None,
            (false, false) => Some(self.day + self.random.between(10, years(2))),
        };
        let ban = NonDisclosure {
            from: date(from),
            until: until.map(date),
        };
        let former = self.random.chance(300).then(|| NonDisclosure {
            from: date(from - years(5)),
            until: Some(date(from - 1)),
        });
        let town = self.town_of(0);
        for place in 0..self.family.members.len() {
            let member = &self.family.members[place];
            if member.died.is_some() || member.home != 0 || (!whole && place > 0) {
                continue;
            }
            let with_contact = self.random.chance(600);
            let postcode = TABLES.postcode_in(town, &mut self.random);
            let number = 10 + self.random.below(900);
            let member = &mut self.family.members[place];
            let own_from = date(member.birth.max(from));
            member.ban = Some(NonDisclosure {
                from: own_from,
                ..ban
            });
            if member.birth < from - years(5) {
                member.former_bans.extend(former);
            }
            if with_contact {
                member.contact = Some(post_box(postcode, number));
            }
        }
    }

    /// What only few have: a changed code, guardianship, a cottage, a box, a new first name.
    fn rarities(&mut self) -> Option<()> {
        for place in 0..self.family.members.len() {
            let (old, dead, home, birth) = {
                let member = &self.family.members[place];
                (
                    age(member.birth, self.day),
                    member.died.is_some(),
                    member.home,
                    member.birth,
                )
            };
            if dead {
                continue;
            }
            let detached = matches!(
                self.family.homes[home].stays.first().map(|stay| &stay.place),
                Some(Place::Finland(dwelling)) if dwelling.detached
            );
            let random = &mut self.random;
            let others = self.family.members.iter().enumerate();
            let helper = others
                .filter(|(at, member)| {
                    *at != place && member.died.is_none() && age(member.birth, self.day) >= 18
                })
                .map(|(at, _)| at)
                .next();
            let member = &mut self.family.members[place];
            if old >= 18 {
                member.owns_home = detached && old > 24 && random.chance(780);
                if old > 35 && random.chance(70) {
                    member.cottage = Some(cottage(self.seed, random));
                }
                if random.chance(if old > 79 { 25 } else { 4 }) {
                    let kinds = [
                        GuardianshipRestriction::None,
                        GuardianshipRestriction::Partly,
                        GuardianshipRestriction::Incompetent,
                    ];
                    member.guarded = Some(Guarded {
                        restriction: kinds[pick_weight(random, &[86, 9, 5])],
                        from: self.day
                            - random.between(30, years(9).min(self.day - birth - years(18)).max(30)),
                        guardian: helper.filter(|_| random.chance(500)),
                    });
                } else if old > 65 && random.chance(12) {
                    member.attorney = helper.map(|helper| (helper, self.day - random.between(30, years(5))));
                }
                if random.chance(20) {
                    let postcode = random.below(TABLES.postcodes.len() as u32) as usize;
                    let box_number = 1 + random.below(999);
                    member.postal = Some((
                        post_box(postcode, box_number),
                        self.day - random.between(10, years(6)),
                    ));
                }
                if random.chance(15) && !matches!(member.tongue, Tongue::Foreign(_)) {
                    let changed = random.between(birth + years(18), self.day);
                    let year = date(birth).year();
                    let added = TABLES.first_name(member.tongue, member.sex, year, random);
                    if !member.first_names.contains(added) {
                        member.old_names.push(OldName {
                            name: member.first_names.clone(),
                            kind: NameKind::FormerFirstNames,
                            way: Some(NameChange::FirstNameAdded),
                            from: birth,
                            to: changed - 1,
                        });
                        member.first_names = format!("{} {added}", member.first_names);
                    }
                }
            }
            member.withheld = random.below(6000) == 0;
            if random.chance(4) && old > 1 {
                let corrected = random.chance(700);
                let wrong_birth = if corrected {
                    birth - random.between(-9, 300)
                } else {
                    birth
                };
                let changed = random.between(birth + 90, self.day);
                let code = self.codes.give(wrong_birth.min(self.day))?;
                member.old_code = Some(OldCode {
                    code,
                    changed,
                    corrected,
                });
            }
        }
        Some(())
    }
}

/// A made-up address under the reserved top level `.example`.
fn email(first: &str, last: &str, number: u32) -> String {
    let plain = |text: &str| -> String {
        text.chars()
            .filter_map(|letter| match letter.to_lowercase().next().unwrap_or(letter) {
                'ä' | 'å' => Some('a'),
                'ö' => Some('o'),
                letter if letter.is_ascii_alphanumeric() => Some(letter),
                _ => None,
            })
            .collect()
    };
    format!("{}.{}{number}@posti.example", plain(first), plain(last))
}
