//! Queries for buildings, apartments and properties: one page for each operation of a role.
//!
//! The pages share what can be asked and what is shown of it ([`result`]), one answer ([`answer`]) and
//! one way of going on from it: a new query, confirmed with its price ([`moves`]).

mod address;
mod answer;
mod building;
mod combobox;
mod moves;
mod property;
mod result;

pub use address::{building_address_page, property_address_page};
pub use building::building_page;
pub use property::property_page;

use leptos::prelude::*;
use luotain::error::Problem;
use luotain::query::places::{PlaceField, PlaceProblem};

use crate::browser::focus::focus_id;
use crate::locales::language;
use crate::locales::places::place_text;

/// The ids of the fields.
const IDENTIFIER: &str = "identifier";
const MUNICIPALITY: &str = "municipality";
const POSTCODE: &str = "postcode";
const STREET: &str = "street";
const NUMBER: &str = "number";
const APARTMENT: &str = "apartment";

/// The id of a field.
const fn id_of(field: PlaceField) -> &'static str {
    match field {
        PlaceField::Identifier => IDENTIFIER,
        PlaceField::Municipality => MUNICIPALITY,
        PlaceField::Postcode => POSTCODE,
        PlaceField::Street => STREET,
        PlaceField::Number => NUMBER,
        PlaceField::Apartment => APARTMENT,
    }
}

/// What is wrong with each field of a form.
#[derive(Clone, Copy)]
struct FieldErrors {
    identifier: RwSignal<Option<String>>,
    municipality: RwSignal<Option<String>>,
    postcode: RwSignal<Option<String>>,
    street: RwSignal<Option<String>>,
    number: RwSignal<Option<String>>,
    apartment: RwSignal<Option<String>>,
}

impl FieldErrors {
    /// Nothing is wrong yet. To be called in the page's owner.
    fn new() -> Self {
        let none = || RwSignal::new(None);
        Self {
            identifier: none(),
            municipality: none(),
            postcode: none(),
            street: none(),
            number: none(),
            apartment: none(),
        }
    }

    fn of(self, field: PlaceField) -> RwSignal<Option<String>> {
        match field {
            PlaceField::Identifier => self.identifier,
            PlaceField::Municipality => self.municipality,
            PlaceField::Postcode => self.postcode,
            PlaceField::Street => self.street,
            PlaceField::Number => self.number,
            PlaceField::Apartment => self.apartment,
        }
    }

    fn clear(self) {
        for error in [
            self.identifier,
            self.municipality,
            self.postcode,
            self.street,
            self.number,
            self.apartment,
        ] {
            error.try_set(None);
        }
    }

    /// Tells what is wrong at its field; gives the field's id.
    fn tell(self, problem: PlaceProblem) -> &'static str {
        self.clear();
        self.of(problem.field())
            .try_set(Some(place_text(problem, language())));
        id_of(problem.field())
    }

    /// Shows a problem of the server at its field, if it is of one.
    fn show(self, problem: &Problem) -> bool {
        let Problem::Place(problem) = problem else {
            return false;
        };
        focus_id(self.tell(*problem));
        true
    }
}
