//! The pages of queries by address: for a building or apartment, and for the property of a building.

use leptos::html;
use leptos::prelude::*;
use luotain::access::PlaceKind;
use luotain::permit::Operation;
use luotain::query::places::{CompletionQuery, PlaceCriteria, StreetCompletionQuery, WrittenAddress};

use super::combobox::{Combobox, Source};
use super::result::{PlaceAsk, PlaceInquiry, PlaceResult, send};
use super::{APARTMENT, FieldErrors, MUNICIPALITY, NUMBER, POSTCODE, STREET};
use crate::api::{complete_municipality, complete_street};
use crate::browser::focus::focus_id;
use crate::locales::texts;
use crate::pages::query::form::{CriterionField, QueryForm, value_of, write};
use crate::pages::query::frame::{Chosen, Duty, RolePage};
use crate::pages::query::handover::{self, Given};
use crate::pages::query::inquiry::Inquiry;

/// The route `/:environment/query/:permit/:role/address`.
pub fn building_address_page() -> AnyView {
    view! {
        <RolePage
            operations=&[Operation::BuildingIdentification]
            draw=|chosen| view! { <Addresses chosen operation=Operation::BuildingIdentification /> }.into_any()
        />
    }
    .into_any()
}

/// The route `/:environment/query/:permit/:role/property-identification`.
pub fn property_address_page() -> AnyView {
    view! {
        <RolePage
            operations=&[Operation::PropertyIdentification]
            draw=|chosen| view! { <Addresses chosen operation=Operation::PropertyIdentification /> }.into_any()
        />
    }
    .into_any()
}

/// The fields of an address.
#[derive(Clone, Copy)]
struct Fields {
    municipality: NodeRef<html::Input>,
    postcode: NodeRef<html::Input>,
    street: NodeRef<html::Input>,
    number: NodeRef<html::Input>,
    apartment: NodeRef<html::Input>,
}

impl Fields {
    fn new() -> Self {
        Self {
            municipality: NodeRef::new(),
            postcode: NodeRef::new(),
            street: NodeRef::new(),
            number: NodeRef::new(),
            apartment: NodeRef::new(),
        }
    }

    fn read(self) -> WrittenAddress {
        WrittenAddress {
            municipality: value_of(self.municipality),
            postcode: value_of(self.postcode),
            street: value_of(self.street),
            number: value_of(self.number),
            apartment: value_of(self.apartment),
        }
    }

    fn write(self, address: &WrittenAddress) {
        for (node, value) in [
            (self.municipality, &address.municipality),
            (self.postcode, &address.postcode),
            (self.street, &address.street),
            (self.number, &address.number),
            (self.apartment, &address.apartment),
        ] {
            write(node, value);
        }
    }

    fn clear(self) {
        self.write(&WrittenAddress::default());
    }
}

#[component]
fn Addresses(
    /// The role.
    chosen: Chosen,
    /// For what the address is asked.
    operation: Operation,
) -> impl IntoView {
    let texts = texts().places;
    let is_property = operation == Operation::PropertyIdentification;
    let has_apartments = !is_property && chosen.role.places.contains(&PlaceKind::Apartment);
    let errors = FieldErrors::new();
    let fields = Fields::new();
    let source = Source {
        environment: chosen.place.environment,
        municipality: fields.municipality,
    };
    let inquiry: PlaceInquiry = Inquiry::new(
        chosen,
        send,
        move |problem, _| errors.show(problem),
        move || fields.clear(),
    );
    let ask = move |()| {
        let written = fields.read();
        let criteria = if is_property {
            PlaceCriteria::PropertyAddress(written)
        } else {
            PlaceCriteria::Address(written)
        };
        errors.clear();
        let checked = criteria.check().map_err(|problem| vec![errors.tell(problem)]);
        inquiry.ask(checked.map(|_| criteria), PlaceAsk::new);
    };
    // An address that came along from a practice case stands in the form; nothing is asked with it.
    Effect::new(move |_| {
        if fields.street.get().is_some() {
            let place = inquiry.asking.chosen.with_value(|chosen| chosen.place.clone());
            if let Some(Given::Address(address)) = handover::take(&place) {
                fields.write(&address);
                focus_id(STREET);
            }
        }
    });
    let start_anew = move |()| {
        inquiry.start_anew();
        errors.clear();
        fields.clear();
        focus_id(MUNICIPALITY);
    };
    let title = if is_property {
        texts.property_address_title
    } else {
        texts.address_title
    };
    view! {
        {move || inquiry.answer.with(Option::is_none).then(|| view! { <Duty /> })}
        <QueryForm inquiry title operation on_ask=ask>
            <Combobox
                id=MUNICIPALITY
                label=texts.municipality
                hint=texts.municipality_hint
                node=fields.municipality
                error=errors.municipality
                source
                complete=|text, _| Box::pin(async move {
                    complete_municipality(CompletionQuery { text }).await.unwrap_or_default()
                })
            />
            <CriterionField
                id=POSTCODE
                label=texts.postcode
                hint=texts.postcode_hint
                node=fields.postcode
                error=errors.postcode
                optional=true
                class="short-field"
            />
            <Combobox
                id=STREET
                label=texts.street
                hint=texts.street_hint
                node=fields.street
                error=errors.street
                required=true
                source
                complete=|text, source| Box::pin(async move {
                    let municipality = value_of(source.municipality);
                    let environment = source.environment;
                    let query = StreetCompletionQuery { environment, municipality, text };
                    complete_street(query).await.unwrap_or_default()
                })
            />
            <CriterionField
                id=NUMBER
                label=texts.number
                hint=texts.number_hint
                node=fields.number
                error=errors.number
                optional=true
                class="short-field"
            />
            {has_apartments.then(|| view! {
                <CriterionField
                    id=APARTMENT
                    label=texts.apartment
                    hint=texts.apartment_hint
                    node=fields.apartment
                    error=errors.apartment
                    optional=true
                    class="short-field"
                />
            })}
        </QueryForm>
        <PlaceResult inquiry on_new=start_anew />
    }
}
