//! What is special about a person of the training register.

use chrono::NaiveDate;

use super::kinds::Kind;
use crate::query::PracticeCriteria;
use crate::query::places::WrittenAddress;
use crate::register::codes::{AdoptionNote, ChildResidence, Country, ResidenceKind};
use crate::register::groups::ResidencePlace;
use crate::register::{Address, Person, Versioned};

/// The cases that a person is, each with what is written into the form.
pub(super) fn cases_of(person: &Person, day: NaiveDate) -> Vec<(Kind, PracticeCriteria)> {
    let look = Look { person, day };
    let by_code = || PracticeCriteria::Identifier {
        identifier: person.code.as_str().to_owned(),
    };
    let mut cases: Vec<(Kind, PracticeCriteria)> = Vec::new();
    let is_in_use = person.facts.passive.is_none();
    if !is_in_use {
        return vec![(Kind::PassiveCode, by_code())];
    }
    if person.facts.withheld {
        // Whoever is withheld is nothing else: the answer tells nothing of it.
        return vec![(Kind::Withheld, by_code())];
    }
    if person.facts.dead {
        return vec![(Kind::Dead, by_code())];
    }
    let is_plain = look.is_plain();
    let marks = [
        (Kind::Plain, is_plain && person.facts.age(day) >= 18),
        (Kind::NonDisclosure, look.is_banned()),
        (Kind::SameDwelling, !look.is_banned() && look.is_dwelling_banned()),
        (Kind::UnderFifteen, is_plain && person.facts.age(day) < 15),
        (Kind::AlternatingResidence, look.lives_alternating()),
        (Kind::TakenIntoCare, look.is_taken_into_care()),
        (Kind::Guardianship, look.is_guarded()),
        (Kind::ContinuingPoa, look.has_attorney()),
        (Kind::TwoCitizenships, look.citizenships().len() > 1),
        (Kind::ForeignWithoutAddress, look.is_foreign_without_address()),
        (
            Kind::NoFixedDwelling,
            look.places().any(|place| place.no_fixed_dwelling),
        ),
        (Kind::Abroad, look.is_abroad()),
        (Kind::Institution, look.places().any(|place| place.institution)),
        (Kind::FormerName, is_plain && look.has_former_name()),
        (Kind::Adopted, look.is_adopted()),
    ];
    let so = marks.into_iter().filter(|(_, is_so)| *is_so);
    cases.extend(so.map(|(kind, _)| (kind, by_code())));
    if is_plain && let Some(identifier) = look.client_identifier() {
        cases.push((
            Kind::ClientIdentifier,
            PracticeCriteria::Identifier { identifier },
        ));
    }
    let properties = look.properties();
    if is_plain && !properties.is_empty() {
        cases.push((Kind::Owner, by_code()));
    }
    if look.is_banned() {
        let home = look.places().find_map(|place| written(&place.address));
        cases.extend(home.map(|address| (Kind::ProtectedResident, PracticeCriteria::Address(address))));
        let owned = properties
            .into_iter()
            .map(|identifier| PracticeCriteria::Identifier { identifier });
        cases.extend(owned.map(|criteria| (Kind::ProtectedOwner, criteria)));
    }
    cases
}

/// The name and date of birth under which a person is identified; none for who has no code in use.
pub(super) fn names_of(person: &Person) -> Option<PracticeCriteria> {
    let facts = &person.facts;
    if facts.passive.is_some() || facts.dead || facts.withheld {
        return None;
    }
    let name = person.groups.name.as_ref()?;
    let is_whole = !name.surname.is_empty() && !name.first_names.is_empty();
    is_whole.then(|| PracticeCriteria::Names {
        surname: name.surname.clone(),
        first_names: name.first_names.clone(),
        birth_date: facts.birth_date.to_string(),
    })
}

/// An address as it is written into the form; none for one that is no street in Finland.
pub(super) fn written(address: &Address) -> Option<WrittenAddress> {
    let is_whole = !address.street.is_empty() && !address.number.is_empty() && address.postcode.len() == 5;
    (is_whole && address.country.is_none()).then(|| WrittenAddress {
        municipality: String::new(),
        postcode: address.postcode.clone(),
        street: address.street.get(crate::language::Language::Fi).to_owned(),
        number: address.number.clone(),
        apartment: address.apartment.map(|part| part.show()).unwrap_or_default(),
    })
}

/// A person, looked at as of a day.
struct Look<'a> {
    person: &'a Person,
    day: NaiveDate,
}

impl<'a> Look<'a> {
    fn current<T>(&self, versions: &'a [Versioned<T>]) -> impl Iterator<Item = &'a T> + use<'a, T> {
        let day = self.day;
        versions
            .iter()
            .filter(move |version| version.is_current(day))
            .map(|version| &version.value)
    }

    /// The dwellings in which the person lives now.
    fn places(&self) -> impl Iterator<Item = &'a ResidencePlace> + use<'a> {
        let places = self.person.groups.residence.as_ref();
        self.current(places.map(|group| group.places.as_slice()).unwrap_or_default())
    }

    fn is_banned(&self) -> bool {
        self.person.facts.is_non_disclosed(self.day)
    }

    fn is_dwelling_banned(&self) -> bool {
        self.person.facts.is_dwelling_non_disclosed(self.day)
    }

    /// Lives at an address, and nothing protects the person.
    fn is_plain(&self) -> bool {
        !self.is_banned()
            && !self.is_dwelling_banned()
            && self.places().any(|place| written(&place.address).is_some())
    }

    fn lives_alternating(&self) -> bool {
        let guardians = self.person.groups.custody.as_ref();
        let mut guardians = self.current(
            guardians
                .map(|group| group.guardians.as_slice())
                .unwrap_or_default(),
        );
        guardians.any(|relation| {
            matches!(
                relation.child_residence,
                Some(
                    ChildResidence::Alternating
                        | ChildResidence::AlternatingMotherOther
                        | ChildResidence::AlternatingFatherOther
                        | ChildResidence::AlternatingParentsOther
                )
            )
        })
    }

    fn is_taken_into_care(&self) -> bool {
        let care = self.person.groups.taken_into_care.as_ref();
        care.is_some_and(|care| care.taken == Some(true))
    }

    fn is_guarded(&self) -> bool {
        let orders = self.person.groups.guardianship.as_ref();
        let orders = orders.map(|group| group.orders.as_slice()).unwrap_or_default();
        self.current(orders).next().is_some()
    }

    fn has_attorney(&self) -> bool {
        let attorneys = self.person.groups.continuing_poa.as_ref();
        attorneys.is_some_and(|group| group.in_force == Some(true))
    }

    fn citizenships(&self) -> Vec<Country> {
        let group = self.person.groups.citizenship.as_ref();
        let rows = group
            .map(|group| group.citizenships.as_slice())
            .unwrap_or_default();
        let countries = self.current(rows).filter_map(|citizenship| citizenship.country);
        let mut countries: Vec<Country> = countries.collect();
        countries.dedup();
        countries
    }

    /// A citizen of other countries only who is in Finland and has no permanent dwelling here.
    fn is_foreign_without_address(&self) -> bool {
        let citizenships = self.citizenships();
        let is_foreign = !citizenships.is_empty() && !citizenships.contains(&Country::FINLAND);
        let has_dwelling = self
            .places()
            .any(|place| place.kind == Some(ResidenceKind::Permanent) && place.building.is_some());
        let home = self.person.groups.home_municipality.as_ref();
        let is_here = self.places().next().is_some()
            || home.is_some_and(|home| {
                self.current(&home.municipalities).next().is_some()
                    || self.current(&home.temporary).next().is_some()
            });
        is_foreign && !has_dwelling && is_here
    }

    fn is_abroad(&self) -> bool {
        let home = self.person.groups.home_municipality.as_ref();
        home.is_some_and(|home| self.current(&home.population_registration).next().is_some())
    }

    fn has_former_name(&self) -> bool {
        let names = self.person.groups.former_names.as_ref();
        names.is_some_and(|group| !group.names.is_empty())
    }

    fn is_adopted(&self) -> bool {
        let parents = self.person.groups.parents.as_ref();
        let parents = parents.map(|group| group.parents.as_slice()).unwrap_or_default();
        self.current(parents).any(|parent| {
            let note = parent.adoption.as_ref().and_then(|adoption| adoption.note);
            note == Some(AdoptionNote::Adopted)
        })
    }

    fn client_identifier(&self) -> Option<String> {
        let identity = self.person.groups.identity.as_ref()?;
        let mut identifiers = self.current(&identity.electronic_identifiers);
        identifiers.next().map(|client| client.as_str().to_owned())
    }

    /// The properties that the person owns; of one with a building the holding names both.
    fn properties(&self) -> Vec<String> {
        let ownership = self.person.groups.ownership.as_ref();
        let holdings = ownership
            .filter(|group| group.owns_properties == Some(true))
            .map(|group| group.holdings.as_slice())
            .unwrap_or_default();
        let properties = self.current(holdings).filter_map(|holding| holding.property);
        properties.map(|property| property.short()).collect()
    }
}
