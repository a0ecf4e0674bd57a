//! Writes a planned household out as the register's persons.

use chrono::Datelike;

use super::draft::{
    Day, Draft, Dwelling, Family, OldCode, ParentLink, Place, Stay, Who, age, date, number_of, partial,
};
use super::tables::{TABLES, Tongue};
use crate::identifier::ResidenceCode;
use crate::register::codes::{
    Absence, AddressKind, AdoptionNote, Country, CustodyDuration, CustodyRight, CustodyRightValue,
    CustodyRole, GuardianKind, LanguageCode, MaritalStatus, MoveNotice, RegisterOffice, RelativeKind,
    ReligionKind, ResidenceKind, ServiceLanguage, Sex, VotingRightBasis, WayBegun, WayEnded,
};
use crate::register::groups::{
    AddressesGroup, Adoption, Attorney, BansGroup, BirthGroup, CareOrder, Child, ChildrenGroup, Citizenship,
    CitizenshipGroup, ContinuingPoaGroup, CountryMove, CustodyGroup, CustodyRelation, CustodyRightRow,
    DeathGroup, EmailGroup, FormerCode, FormerName, FormerNamesGroup, Guardian, GuardianshipGroup,
    GuardianshipOrder, Holding, HomeMunicipalityGroup, HouseholdGroup, IdentityGroup, LanguagesGroup,
    MaritalStatusGroup, Marriage, MarriagesGroup, MigrationGroup, NameGroup, NamedRelative, OccupationGroup,
    OwnershipGroup, Parent, ParentsGroup, PersonAddress, RegisterOfficeGroup, ReligionGroup,
    ReligiousMembership, ResidenceGroup, ResidencePlace, SexGroup, SpokenLanguage, TakenIntoCareGroup,
    VotingGroup, VotingRight, YearEndMunicipality,
};
use crate::register::{
    Address, BilingualName, Municipality, NonDisclosure, Organisation, PassiveCode, Person, PersonFacts,
    PersonGroups, Relative, Validity, Versioned,
};

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

/// Speech marks of the register: the language of a tongue.
fn language(tongue: Tongue) -> Option<LanguageCode> {
    match tongue {
        Tongue::Finnish => LanguageCode::parse("fi").ok(),
        Tongue::Swedish => LanguageCode::parse("sv").ok(),
        Tongue::Foreign(origin) => TABLES.origins[origin].language,
    }
}

/// Other communities in the population.
const COMMUNITIES: [(&str, &str); 3] = [
    ("Suomen Vapaakirkko", "Finlands Frikyrka"),
    ("Katolinen kirkko Suomessa", "Katolska kyrkan i Finland"),
    ("Suomen Adventtikirkko", "Finlands Adventkyrka"),
];

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
                sexes: vec![Versioned::active(member.sex, None)],
                change_confirmed: None,
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
            ownership: self.ownership(member, &stays),
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
    fn stays<'a>(&'a self, member: &'a Draft) -> Vec<(&'a Place, Day, Option<Day>)> {
        let home = self.family.homes.get(member.home);
        let shared = home.into_iter().flat_map(|home| &home.stays).filter_map(|stay| {
            let from = stay.from.max(member.since);
            let to = match (stay.to, member.died) {
                (Some(to), Some(died)) => Some(to.min(died)),
                (to, died) => to.or(died),
            };
            to.is_none_or(|to| to >= from).then_some((&stay.place, from, to))
        });
        let stays = shared.chain(
            member
                .earlier
                .iter()
                .map(|stay: &Stay| (&stay.place, stay.from, stay.to)),
        );
        stays.collect()
    }

    fn lives_with(&self, place: usize, other: usize) -> bool {
        let (one, two) = (&self.family.members[place], &self.family.members[other]);
        place != other && one.home == two.home && one.died.is_none() && two.died.is_none()
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

    fn name(&self, place: usize) -> NameGroup {
        let member = &self.family.members[place];
        let mut relatives = Vec::new();
        // By name only: who they are is told by the groups of the ties themselves.
        let mut add = |kind: RelativeKind, relative: Relative| {
            let relative = Relative {
                code: None,
                birth_date: None,
                ..relative
            };
            relatives.push(NamedRelative {
                kind: Some(kind),
                relative,
            });
        };
        for union in &self.family.unions {
            if union.member == place && union.ended.is_none() {
                add(RelativeKind::Spouse, self.relative(&union.spouse));
            }
        }
        for link in &self.family.parents {
            if link.child == place {
                add(RelativeKind::Parent, self.relative(&link.parent));
            }
            if matches!(link.parent, Who::Member(parent) if parent == place) {
                add(RelativeKind::Child, self.relative(&Who::Member(link.child)));
            }
        }
        for (parent, child, _) in &self.family.outside_children {
            if *parent == place {
                add(RelativeKind::Child, child.clone());
            }
        }
        NameGroup {
            surname: member.surname.clone(),
            first_names: member.first_names.clone(),
            call_name: member.call_name.clone(),
            own_surname: member.own_surname.clone(),
            from: partial(member.named.unwrap_or(member.birth)),
            relatives,
            ..NameGroup::default()
        }
    }

    fn home_municipality(
        &self,
        member: &Draft,
        stays: &[(&Place, Day, Option<Day>)],
    ) -> HomeMunicipalityGroup {
        let town_of = |place: &Place| match place {
            Place::Finland(dwelling) => Some(dwelling.town),
            Place::Abroad { .. } => None,
        };
        let mut spells: Vec<(usize, Day, Option<Day>)> = Vec::new();
        for (place, from, to) in stays {
            let Some(town) = town_of(place) else { continue };
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
        let temporary = member.temporary.iter().filter_map(|stay| {
            Some(span(
                municipality(town_of(&stay.place)?),
                Some(stay.from),
                stay.to,
            ))
        });
        let abroad = match (stays.first(), spells.first()) {
            (Some((Place::Abroad { .. }, from, None)), Some((town, ..))) => {
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

    fn marital_status(&self, place: usize) -> MaritalStatusGroup {
        let member = &self.family.members[place];
        let mut own: Vec<_> = self
            .family
            .unions
            .iter()
            .filter(|union| union.member == place)
            .collect();
        own.sort_by_key(|union| union.begun);
        let mut changes = vec![(MaritalStatus::Unmarried, None)];
        for union in own {
            let registered = union.way == WayBegun::PartnershipRegistered;
            let began = if registered {
                MaritalStatus::InPartnership
            } else {
                MaritalStatus::Married
            };
            changes.push((began, Some(union.begun)));
            if let Some(separated) = union.separated.filter(|_| !registered) {
                changes.push((MaritalStatus::LegallySeparated, Some(separated)));
            }
            if let Some((day, way)) = union.ended {
                // The one who died stayed married to the end.
                let dead = way == WayEnded::SpouseDied && member.died == Some(day);
                let status = match way {
                    WayEnded::SpouseDied => MaritalStatus::Widowed,
                    WayEnded::PartnerDied => MaritalStatus::WidowedFromPartnership,
                    WayEnded::PartnershipDissolved => MaritalStatus::DivorcedFromPartnership,
                    _ => MaritalStatus::Divorced,
                };
                if !dead {
                    changes.push((status, Some(day)));
                }
            }
        }
        let ends = changes
            .iter()
            .skip(1)
            .map(|(_, from)| from.map(|day| day - 1))
            .chain([None]);
        let statuses = changes
            .iter()
            .zip(ends)
            .map(|((status, from), to)| span(*status, *from, to));
        let mut statuses: Vec<_> = statuses.collect();
        statuses.reverse();
        MaritalStatusGroup { statuses }
    }

    fn marriages(&self, place: usize) -> MarriagesGroup {
        let mut own: Vec<_> = self
            .family
            .unions
            .iter()
            .filter(|union| union.member == place)
            .collect();
        own.sort_by_key(|union| union.begun);
        let rows = own.into_iter().zip(1..).map(|(union, order)| {
            let marriage = Marriage {
                order,
                spouse: self.relative(&union.spouse),
                begun: Some(union.way),
                ended: union.ended.map(|(_, way)| way),
                legal_separation: union.separated.and_then(partial),
            };
            span(marriage, Some(union.begun), union.ended.map(|(day, _)| day))
        });
        let mut marriages: Vec<_> = rows.collect();
        marriages.reverse();
        MarriagesGroup { marriages }
    }

    fn parents(&self, place: usize) -> ParentsGroup {
        let own = self.family.parents.iter().filter(|link| link.child == place);
        let birth = self.family.members[place].birth;
        let parents = own.map(|link| {
            let parent = Parent {
                relative: self.relative(&link.parent),
                adoption: link.adopted.map(adopted),
            };
            Versioned::active(parent, partial(link.adopted.unwrap_or(birth)))
        });
        ParentsGroup {
            parents: parents.collect(),
        }
    }

    fn children(&self, place: usize) -> ChildrenGroup {
        let own = |link: &&ParentLink| matches!(link.parent, Who::Member(parent) if parent == place);
        let members = self.family.parents.iter().filter(own).map(|link| {
            let birth = self.family.members[link.child].birth;
            let relative = self.relative(&Who::Member(link.child));
            let adoption = link.adopted.map(adopted);
            (Child { relative, adoption }, birth, link.adopted)
        });
        let outside = self
            .family
            .outside_children
            .iter()
            .filter(|(parent, ..)| *parent == place);
        let outside = outside.map(|(_, child, birth)| {
            (
                Child {
                    relative: child.clone(),
                    adoption: None,
                },
                *birth,
                None,
            )
        });
        let mut all: Vec<_> = members.chain(outside).collect();
        all.sort_by_key(|(_, birth, _)| *birth);
        let minors = all
            .iter()
            .filter(|(_, birth, _)| age(*birth, self.day) < 18)
            .count();
        if all.is_empty() {
            return ChildrenGroup::default();
        }
        ChildrenGroup {
            count: u16::try_from(all.len()).ok(),
            minors: u16::try_from(minors).ok(),
            children: all
                .into_iter()
                .map(|(child, birth, adopted)| Versioned::active(child, partial(adopted.unwrap_or(birth))))
                .collect(),
        }
    }

    fn custody(&self, place: usize) -> CustodyGroup {
        let mut group = CustodyGroup::default();
        for link in &self.family.custody {
            let row = |who: &Who| {
                let right = |right: CustodyRight, value: CustodyRightValue| CustodyRightRow {
                    right: Some(right),
                    value: Some(value),
                };
                let rights = if link.divided {
                    vec![
                        right(CustodyRight::InformedOfAll, CustodyRightValue::Yes),
                        right(CustodyRight::Residence, CustodyRightValue::No),
                        right(CustodyRight::Passport, CustodyRightValue::Unknown),
                    ]
                } else {
                    Vec::new()
                };
                let relation = CustodyRelation {
                    relative: self.relative(who),
                    role: Some(match link.guardian_sex {
                        Sex::Female => CustodyRole::Mother,
                        Sex::Male => CustodyRole::Father,
                    }),
                    kind: Some(link.kind),
                    duration: Some(CustodyDuration::UntilFurtherNotice),
                    tasks_divided: link.divided,
                    tasks_text: if link.divided {
                        "Toinen huoltaja päättää asuinpaikasta."
                    } else {
                        ""
                    }
                    .to_owned(),
                    child_residence: Some(link.residence),
                    rights,
                };
                Versioned::active(relation, partial(link.from))
            };
            if link.child == place {
                group.guardians.push(row(&link.guardian));
            }
            if matches!(link.guardian, Who::Member(guardian) if guardian == place) {
                group.dependants.push(row(&Who::Member(link.child)));
            }
        }
        group
    }

    fn guardianship(&self, member: &Draft) -> GuardianshipGroup {
        let Some(guarded) = &member.guarded else {
            return GuardianshipGroup::default();
        };
        let guardian = match guarded.guardian {
            Some(place) => Guardian {
                kind: Some(GuardianKind::Person),
                person: Some(self.relative(&Who::Member(place))),
                ..Guardian::default()
            },
            None => Guardian {
                kind: Some(GuardianKind::PublicLegalAidOffice),
                organisation: Some(Organisation {
                    name: BilingualName::new(
                        "Oikeusapu- ja edunvalvontapiiri, edunvalvontatoimisto",
                        "Rättshjälps- och intressebevakningsdistriktet, intressebevakningsbyrån",
                    ),
                    business_id: None,
                }),
                ..Guardian::default()
            },
        };
        let from = partial(guarded.from);
        let order = GuardianshipOrder {
            restriction: Some(guarded.restriction),
            guardians: vec![Versioned::active(guardian, from)],
        };
        GuardianshipGroup {
            orders: vec![Versioned::active(order, from)],
        }
    }

    fn continuing_poa(&self, member: &Draft) -> ContinuingPoaGroup {
        let Some((place, from)) = member.attorney else {
            return ContinuingPoaGroup::default();
        };
        let attorney = Attorney {
            person: Some(self.relative(&Who::Member(place))),
            ..Attorney::default()
        };
        ContinuingPoaGroup {
            in_force: Some(true),
            attorneys: vec![Versioned::active(attorney, partial(from))],
        }
    }

    fn voting(&self, member: &Draft, stays: &[(&Place, Day, Option<Day>)]) -> VotingGroup {
        if member.died.is_some() || age(member.birth, self.day) < 18 {
            return VotingGroup::default();
        }
        let is_citizen = |code: &str| {
            member
                .citizenships
                .iter()
                .any(|(country, _)| country.code() == code)
        };
        let here = matches!(stays.first(), Some((Place::Finland(_), ..)));
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
        let dwelling = stays.iter().find_map(|(place, ..)| match place {
            Place::Finland(dwelling) => Some(dwelling),
            Place::Abroad { .. } => None,
        });
        let Some(dwelling) = dwelling else {
            return VotingGroup::default();
        };
        let town = &TABLES.towns[dwelling.town];
        let district = 1 + town.postcodes.binary_search(&dwelling.postcode).unwrap_or(0);
        let name = &town.municipality.name;
        let (code, constituency) = &TABLES.constituencies[town.constituency];
        let right = VotingRight {
            basis: Some(basis),
            district_code: format!("{district:03}A"),
            district: BilingualName::new(
                format!("{} {district}", name.fi),
                format!("{} {district}", name.sv),
            ),
            constituency_code: (*code).to_owned(),
            constituency: constituency.clone(),
        };
        VotingGroup {
            rights: vec![Versioned::active(right, None)],
        }
    }

    fn household(&self, place: usize) -> HouseholdGroup {
        let member = &self.family.members[place];
        if member.died.is_some() {
            return HouseholdGroup::default();
        }
        let all = 0..self.family.members.len();
        let others: Vec<usize> = all.filter(|other| self.lives_with(place, *other)).collect();
        let minors = others
            .iter()
            .chain([&place])
            .filter(|at| age(self.family.members[**at].birth, self.day) < 18);
        HouseholdGroup {
            minors: u16::try_from(minors.count()).ok(),
            members: others
                .iter()
                .map(|other| self.relative(&Who::Member(*other)))
                .collect(),
        }
    }

    fn ownership(&self, member: &Draft, stays: &[(&Place, Day, Option<Day>)]) -> Option<OwnershipGroup> {
        if age(member.birth, self.day) < 18 {
            return None;
        }
        let mut holdings = Vec::new();
        if let (true, Some((Place::Finland(dwelling), from, None))) = (member.owns_home, stays.first()) {
            holdings.push(Versioned::active(holding(dwelling, ""), partial(*from)));
        }
        if let Some(cottage) = &member.cottage {
            holdings.push(Versioned::active(holding(cottage, "Kesäranta"), None));
        }
        let count = u32::try_from(holdings.len()).ok();
        Some(OwnershipGroup {
            owns_buildings: Some(!holdings.is_empty()),
            owns_properties: Some(!holdings.is_empty()),
            building_count: count,
            property_count: count,
            holdings,
        })
    }
}

fn municipality(town: usize) -> Municipality {
    TABLES.towns[town].municipality.clone()
}

fn adopted(day: Day) -> Adoption {
    Adoption {
        note: Some(AdoptionNote::Adopted),
        date: partial(day),
    }
}

fn holding(dwelling: &Dwelling, name: &str) -> Holding {
    Holding {
        building: dwelling.building,
        property: dwelling.property,
        name: name.to_owned(),
        municipality: Some(municipality(dwelling.town)),
        address: dwelling.address.clone(),
    }
}

fn identity(member: &Draft) -> IdentityGroup {
    let former = member.old_code.iter().map(|old| {
        let code = FormerCode {
            code: Some(old.code),
            corrected: old.corrected,
        };
        span(code, Some(member.birth), Some(old.changed - 1))
    });
    IdentityGroup {
        code: Some(member.code),
        former_codes: former.collect(),
        electronic_identifiers: member
            .electronic
            .map(|id| Versioned::active(id, None))
            .into_iter()
            .collect(),
        ..IdentityGroup::default()
    }
}

fn former_names(member: &Draft) -> FormerNamesGroup {
    let names = member.old_names.iter().map(|old| {
        let name = FormerName {
            name: old.name.clone(),
            kind: Some(old.kind),
            way: old.way,
        };
        span(name, Some(old.from), Some(old.to))
    });
    FormerNamesGroup {
        names: names.collect(),
    }
}

fn birth(member: &Draft) -> BirthGroup {
    let origin = match member.tongue {
        Tongue::Foreign(origin) => Some(&TABLES.origins[origin]),
        Tongue::Finnish | Tongue::Swedish => None,
    };
    let abroad = member.born_in.is_none().then_some(origin).flatten();
    BirthGroup {
        date: partial(member.birth),
        municipality: member.born_in.map(municipality),
        foreign_place: abroad
            .map(|origin| origin.birthplace.to_owned())
            .unwrap_or_default(),
        country: match member.born_in {
            Some(_) => Some(Country::FINLAND),
            None => member.migrated.map(|(_, country)| country),
        },
        country_text: String::new(),
    }
}

fn languages(member: &Draft) -> LanguagesGroup {
    let spoken = SpokenLanguage {
        code: language(member.tongue),
        text: String::new(),
    };
    let service = match member.tongue {
        Tongue::Swedish => ServiceLanguage::Swedish,
        Tongue::Finnish | Tongue::Foreign(_) => ServiceLanguage::Finnish,
    };
    LanguagesGroup {
        mother_tongues: vec![Versioned::active(spoken, None)],
        service_languages: vec![Versioned::active(service, None)],
    }
}

fn citizenship(member: &Draft) -> CitizenshipGroup {
    let rows = member.citizenships.iter().map(|(country, from)| {
        let citizenship = Citizenship {
            country: Some(*country),
            ..Citizenship::default()
        };
        Versioned::active(citizenship, partial(from.unwrap_or(member.birth)))
    });
    CitizenshipGroup {
        citizenships: rows.collect(),
    }
}

fn taken_into_care(day: Day) -> TakenIntoCareGroup {
    let order = CareOrder {
        body: "Hyvinvointialue".to_owned(),
    };
    TakenIntoCareGroup {
        taken: Some(true),
        orders: vec![Versioned::active(order, partial(day))],
    }
}

fn religion(member: &Draft) -> ReligionGroup {
    let Some((kind, since)) = member.religion else {
        return ReligionGroup::default();
    };
    let membership = |kind: ReligionKind| {
        let name = if kind == ReligionKind::Other {
            let place = usize::try_from(member.birth).unwrap_or(0) % COMMUNITIES.len();
            let (fi, sv) = COMMUNITIES[place];
            BilingualName::new(fi, sv)
        } else {
            BilingualName::default()
        };
        ReligiousMembership {
            kind: Some(kind),
            code: String::new(),
            name,
        }
    };
    let mut memberships = Vec::new();
    match member.left_church {
        Some(left) => {
            memberships.push(span(membership(ReligionKind::None), Some(left), None));
            memberships.push(span(
                membership(ReligionKind::Lutheran),
                Some(since),
                Some(left - 1),
            ));
        }
        None => memberships.push(span(membership(kind), Some(since), None)),
    }
    ReligionGroup { memberships }
}

fn bans(member: &Draft) -> BansGroup {
    BansGroup {
        non_disclosure: member.ban,
        former_non_disclosures: member.former_bans.clone(),
        disclosure_bans: member
            .disclosure_bans
            .iter()
            .map(|(ban, from)| span(*ban, Some(*from), None))
            .collect(),
    }
}

fn register_office(stays: &[(&Place, Day, Option<Day>)]) -> RegisterOfficeGroup {
    let aland = matches!(stays.first(), Some((Place::Finland(dwelling), ..))
        if TABLES.constituencies[TABLES.towns[dwelling.town].constituency].0 == "05");
    let office = if aland {
        RegisterOffice::Aland
    } else {
        RegisterOffice::Mainland
    };
    RegisterOfficeGroup {
        offices: vec![Versioned::active(office, None)],
    }
}

fn addresses(member: &Draft, stays: &[(&Place, Day, Option<Day>)]) -> AddressesGroup {
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

fn residence(member: &Draft, stays: &[(&Place, Day, Option<Day>)]) -> ResidenceGroup {
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

fn migration(member: &Draft, stays: &[(&Place, Day, Option<Day>)]) -> MigrationGroup {
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
        group.absences.push(span(absence, Some(*from), None));
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
