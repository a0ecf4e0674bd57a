//! What is asked in each operation, and what the model knows of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use luotain::environment::Environment;
use luotain::identifier::{BuildingId, PersonalIdentityCode, PropertyId};
use luotain::permit::{Operation, PlaceContent, PlaceGroup, QueryRole};
use luotain::register::codes::BuildingState;
use luotain::register::{ApartmentGroup, BuildingGroup, Owner, PersonFacts, PropertyGroup, Validity};
use luotain::synthetic::{Item, Personas};
use serde_json::{Value, json};

use super::world::Dice;

/// Test persons by what is special about them.
const SPECIAL: [&str; 6] = [
    "dead",
    "under15",
    "passive",
    "withheld",
    "nonDisclosure",
    "sameDwelling",
];

/// An address with what stands there, in the personas' world: municipality, street, number; building
/// and property.
type Place = ([&'static str; 3], Option<(&'static str, &'static str)>);

const PLACES: [Place; 3] = [
    (
        ["Tampere", "Koivukuja", "7"],
        Some(("1999000003", "83799901000001")),
    ),
    (
        ["Siilinjärvi", "Rantapolku", "5"],
        Some(("1999006568", "74999907560001")),
    ),
    (["Tampere", "Koivukuja", "999"], None),
];

/// Surname, first names and date of birth of one, of three, of eleven and of nobody.
const NAMES: [[&str; 3]; 4] = [
    ["Mäkinen", "Antti Olavi", "1984-05-12"],
    ["Virtanen", "Matti Johannes", "1960-01-01"],
    ["Korhonen", "Anna Maria", "1962-02-02"],
    ["Olematon", "Olli", "1970-01-01"],
];

/// What is asked.
#[derive(Clone, Debug)]
pub enum Subject {
    Code(String),
    Client(String),
    Ownership(String),
    Names([&'static str; 3]),
    Building(String),
    Property(String),
    Address(Place),
    PropertyAddress(Place),
}

/// The register as the model knows it.
#[derive(Default)]
pub struct Register {
    pub persons: BTreeMap<String, PersonFacts>,
    named: BTreeMap<&'static str, String>,
    /// Client identifiers of whom they are.
    clients: BTreeMap<String, String>,
    /// Names and dates of birth: who bears them.
    names: BTreeMap<[String; 3], Vec<String>>,
    /// Owners of buildings that stand, and of properties.
    buildings: BTreeMap<String, Vec<PersonalIdentityCode>>,
    properties: BTreeMap<String, Vec<PersonalIdentityCode>>,
}

fn persons_of(owners: &[Owner]) -> Vec<PersonalIdentityCode> {
    let persons = owners.iter().filter_map(|owner| owner.person.as_ref());
    persons.filter_map(|person| person.code).collect()
}

impl Register {
    pub fn of(personas: Personas) -> Self {
        let mut known = Self::default();
        for (key, code) in personas.named {
            known.named.insert(key, code.as_str().to_owned());
        }
        for person in personas.households.into_iter().flatten() {
            let code = person.code.as_str().to_owned();
            let in_use = person.facts.passive.is_none();
            let clients = person.groups.identity.iter().filter(|_| in_use);
            let clients = clients.flat_map(|group| &group.electronic_identifiers);
            for client in clients.filter(|row| row.validity == Validity::Active) {
                known
                    .clients
                    .insert(client.value.as_str().to_owned(), code.clone());
            }
            if let Some(name) = &person.groups.name {
                let born = person.facts.birth_date.to_string();
                let bears = [name.surname.clone(), name.first_names.clone(), born];
                known.names.entry(bears).or_default().push(code.clone());
            }
            known.persons.insert(code, person.facts);
        }
        for item in personas.built {
            match item {
                Item::Building(building) if building.state != Some(BuildingState::Demolished) => {
                    let id = building.id.unwrap().as_str().to_owned();
                    known.buildings.insert(id, persons_of(&building.owners));
                }
                Item::Property(property) => {
                    let id = property.id.unwrap().as_str().to_owned();
                    known.properties.insert(id, persons_of(&property.owners));
                }
                _ => {}
            }
        }
        known
    }

    /// Draws what is asked.
    pub fn draw(&self, dice: &mut Dice) -> Subject {
        let nobody = |dice: &mut Dice| {
            // Missing, real, impossible, and none at all.
            dice.pick(&["010594Y9032", "131052-308T", "310288-916V", "kissa"])
                .to_owned()
        };
        let special: Vec<String> = SPECIAL.iter().map(|person| self.named[person].clone()).collect();
        let known: Vec<String> = self.persons.keys().cloned().collect();
        let code = if dice.chance(50) {
            dice.pick(&special)
        } else if dice.chance(60) {
            dice.pick(&known)
        } else {
            nobody(dice)
        };
        match dice.below(26) {
            0..=8 => Subject::Code(code),
            9..=12 => {
                let clients: Vec<String> = self.clients.keys().cloned().collect();
                Subject::Client(if dice.chance(80) {
                    dice.pick(&clients)
                } else {
                    "99999999D".to_owned()
                })
            }
            13..=14 => Subject::Ownership(code),
            15..=17 => Subject::Names(dice.pick(&NAMES)),
            18..=19 => Subject::Building(match dice.below(4) {
                0 => dice.pick(&["199999999V", "100012345A"]).to_owned(),
                1 => dice.pick(&["1999000003", "1999006568"]).to_owned(),
                _ => dice.pick(&self.buildings.keys().cloned().collect::<Vec<_>>()),
            }),
            20..=21 => Subject::Property(match dice.below(4) {
                0 => dice.pick(&["83799999990009", "837-1234-45-6"]).to_owned(),
                1 => dice.pick(&["83799901000001", "74999907560001"]).to_owned(),
                _ => dice.pick(&self.properties.keys().cloned().collect::<Vec<_>>()),
            }),
            22..=23 => Subject::Address(dice.pick(&PLACES)),
            _ => Subject::PropertyAddress(dice.pick(&PLACES)),
        }
    }

    /// Who bears a name and was born on a day.
    pub fn bearers(&self, names: &[&str; 3]) -> &[String] {
        let names = names.map(str::to_owned);
        self.names.get(&names).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn person_of(&self, client: &str) -> Option<&PersonFacts> {
        self.persons.get(self.clients.get(client)?)
    }

    pub fn code_of(&self, client: &str) -> Option<&str> {
        self.clients.get(client).map(String::as_str)
    }

    /// What a role sees of a place: kind of answer, groups, notices and owners; none where the role's
    /// content gives nothing of the kind.
    pub fn place(&self, subject: &Subject, role: &QueryRole, day: NaiveDate) -> Option<SeenPlace> {
        let content = &role.places;
        let (owners, groups, shows_owners) = match subject {
            Subject::Building(id) => self.building(id, content)?,
            Subject::Address((_, place)) => self.building(place.map_or("", |(id, _)| id), content)?,
            Subject::Property(id) => self.property(id, content)?,
            Subject::PropertyAddress((_, place)) => {
                let by_identity = content.building.contains(&BuildingGroup::Identity);
                let place = place.filter(|_| by_identity);
                self.property(place.map_or("", |(_, id)| id), content)?
            }
            _ => return None,
        };
        let Some(owners) = owners else {
            return Some(SeenPlace::default());
        };
        let mut seen = SeenPlace {
            is_found: true,
            groups,
            ..SeenPlace::default()
        };
        for owner in owners.iter().filter(|_| shows_owners) {
            let facts = &self.persons[owner.as_str()];
            let kept = (facts.dead && !role.dead)
                || (facts.withheld && !role.withheld)
                || (super::expected::is_under_15(facts, day) && !role.under_15);
            let banned = super::expected::is_banned(facts, day);
            match (kept, banned) {
                (true, _) => {}
                (false, true) => seen.awaits_key |= role.contact_under_non_disclosure,
                (false, false) => {
                    seen.owners.insert(*owner);
                }
            }
        }
        Some(seen)
    }

    fn building(&self, id: &str, content: &PlaceContent) -> Option<Found<'_>> {
        let concerned = PlaceGroup::of_building().chain([PlaceGroup::Apartment(ApartmentGroup::Identity)]);
        let groups = given(concerned, content);
        let shows_owners = content.building.contains(&BuildingGroup::Owners);
        (!content.building.is_empty()).then_some((self.buildings.get(id), groups, shows_owners))
    }

    fn property(&self, id: &str, content: &PlaceContent) -> Option<Found<'_>> {
        let groups = given(PlaceGroup::of_property(), content);
        let shows_owners = content.property.contains(&PropertyGroup::Owners);
        (!content.property.is_empty()).then_some((self.properties.get(id), groups, shows_owners))
    }
}

/// Owners of what is there, the groups shown, and whether owners are among them.
type Found<'a> = (Option<&'a Vec<PersonalIdentityCode>>, Vec<String>, bool);

fn given(groups: impl Iterator<Item = PlaceGroup>, content: &PlaceContent) -> Vec<String> {
    groups
        .filter(|group| content.gives(*group))
        .map(PlaceGroup::code)
        .collect()
}

/// A place as a role sees it.
#[derive(Default)]
pub struct SeenPlace {
    pub is_found: bool,
    pub groups: Vec<String>,
    pub owners: BTreeSet<PersonalIdentityCode>,
    pub awaits_key: bool,
}

impl Subject {
    pub fn operation(&self) -> Operation {
        match self {
            Self::Code(_) => Operation::PersonByCode,
            Self::Client(_) => Operation::PersonByClientIdentifier,
            Self::Ownership(_) => Operation::PersonOwnership,
            Self::Names(_) => Operation::PersonIdentification,
            Self::Building(_) => Operation::BuildingById,
            Self::Property(_) => Operation::PropertyById,
            Self::Address(_) => Operation::BuildingIdentification,
            Self::PropertyAddress(_) => Operation::PropertyIdentification,
        }
    }

    pub fn is_place(&self) -> bool {
        matches!(
            self,
            Self::Building(_) | Self::Property(_) | Self::Address(_) | Self::PropertyAddress(_)
        )
    }

    /// The code of the problem of what cannot be asked at all.
    pub fn malformed(&self) -> Option<&'static str> {
        match self {
            Self::Code(code) | Self::Ownership(code) => {
                PersonalIdentityCode::parse(code).is_err().then_some("identifier")
            }
            Self::Building(id) => BuildingId::parse(id).is_err().then_some("place"),
            Self::Property(id) => PropertyId::parse(id).is_err().then_some("place"),
            _ => None,
        }
    }

    /// Whether the register holds invented persons only and this may be a real one.
    pub fn may_be_real(&self) -> bool {
        match self {
            Self::Code(code) | Self::Ownership(code) => {
                PersonalIdentityCode::parse(code).is_ok_and(|code| code.serial() < 900)
            }
            _ => false,
        }
    }

    /// How many groups an answer of this kind tells of, shown or hidden.
    pub fn group_count(&self) -> usize {
        match self {
            Self::Ownership(_) => 3,
            Self::Building(_) | Self::Address(_) => 6,
            Self::Property(_) | Self::PropertyAddress(_) => 3,
            _ => super::World::group_count(),
        }
    }

    /// The criteria as the log keeps them.
    pub fn criteria(&self) -> Vec<(String, String)> {
        let rows = |rows: &[(&str, &str)]| -> Vec<(String, String)> {
            let rows = rows.iter();
            rows.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect()
        };
        match self {
            Self::Code(code) | Self::Ownership(code) => rows(&[("personalIdentityCode", code.as_str())]),
            Self::Client(client) => rows(&[("electronicClientIdentifier", client.as_str())]),
            Self::Names(names) => {
                let [surname, first_names, born] = *names;
                rows(&[
                    ("surname", surname),
                    ("firstNames", first_names),
                    ("birthDate", born),
                ])
            }
            Self::Building(id) => rows(&[("permanentBuildingId", id.as_str())]),
            Self::Property(id) => rows(&[("propertyId", id.as_str())]),
            Self::Address((address, _)) | Self::PropertyAddress((address, _)) => {
                let [municipality, street, number] = *address;
                rows(&[
                    ("municipality", municipality),
                    ("street", street),
                    ("number", number),
                ])
            }
        }
    }

    /// Where the question goes, and what of it is its own.
    pub fn question(&self) -> (&'static str, Value) {
        let place = |criteria: Value| ("/api/query/place", json!({ "criteria": criteria }));
        let address = |by: &str, [municipality, street, number]: [&str; 3]| json!({ "by": by, "municipality": municipality, "street": street, "number": number });
        match self {
            Self::Code(code) | Self::Client(code) => ("/api/query/person", json!({ "code": code })),
            Self::Ownership(code) => ("/api/query/person/ownership", json!({ "code": code })),
            Self::Names([surname, first_names, born]) => (
                "/api/query/person/identify",
                json!({ "surname": surname, "firstNames": first_names, "birthDate": born }),
            ),
            Self::Building(id) => place(json!({ "by": "building", "identifier": id })),
            Self::Property(id) => place(json!({ "by": "property", "identifier": id })),
            Self::Address((written, _)) => place(address("address", *written)),
            Self::PropertyAddress((written, _)) => place(address("property-address", *written)),
        }
    }
}

/// A query as it is sent.
pub fn body(asked: &super::expected::Asked) -> (&'static str, Value) {
    let (path, own) = asked.subject.question();
    let mut query = json!({
        "environment": Environment::code(asked.environment), "permit": asked.permit, "role": asked.role,
        "purpose": asked.purpose, "reference": asked.reference,
    });
    for (name, value) in own.as_object().unwrap() {
        query[name] = value.clone();
    }
    (path, json!({ "query": query }))
}
