//! The page of a query for a property by its identifier.

use leptos::html;
use leptos::prelude::*;
use luotain::permit::Operation;
use luotain::query::places::PlaceCriteria;
use luotain::register::LeadsTo;

use super::result::{PlaceAsk, PlaceInquiry, PlaceResult, send};
use super::{FieldErrors, IDENTIFIER};
use crate::browser::focus::focus_id;
use crate::locales::texts;
use crate::pages::query::form::{CriterionField, QueryForm, value_of, write};
use crate::pages::query::frame::{Chosen, Duty, RolePage};
use crate::pages::query::handover::{self, Given};
use crate::pages::query::inquiry::Inquiry;

/// The route `/:environment/query/:permit/:role/property`.
pub fn property_page() -> AnyView {
    view! { <RolePage operations=&[Operation::PropertyById] draw=|chosen| view! { <Properties chosen /> }.into_any() /> }
        .into_any()
}

#[component]
fn Properties(
    /// The role.
    chosen: Chosen,
) -> impl IntoView {
    let texts = texts().places;
    let errors = FieldErrors::new();
    let identifier = NodeRef::<html::Input>::new();
    let inquiry: PlaceInquiry = Inquiry::new(
        chosen,
        send,
        move |problem, _| errors.show(problem),
        move || write(identifier, ""),
    );
    let ask = move |()| {
        let criteria = PlaceCriteria::Property {
            identifier: value_of(identifier),
        };
        errors.clear();
        let checked = criteria.check().map_err(|problem| vec![errors.tell(problem)]);
        inquiry.ask(checked.map(|_| criteria), PlaceAsk::new);
    };
    // An identifier that came along from another answer stands in the form; nothing is asked with it.
    Effect::new(move |_| {
        if identifier.get().is_some() {
            let place = inquiry.asking.chosen.with_value(|chosen| chosen.place.clone());
            if let Some(Given::Identifier(LeadsTo::Property, given)) = handover::take(&place) {
                write(identifier, &given);
                focus_id(IDENTIFIER);
            }
        }
    });
    let start_anew = move |()| {
        inquiry.start_anew();
        errors.clear();
        write(identifier, "");
        focus_id(IDENTIFIER);
    };
    view! {
        {move || inquiry.answer.with(Option::is_none).then(|| view! { <Duty /> })}
        <QueryForm inquiry title=texts.property_title operation=Operation::PropertyById on_ask=ask>
            <CriterionField
                id=IDENTIFIER
                label=texts.property_id
                hint=texts.property_id_hint
                node=identifier
                error=errors.identifier
                class="code-field"
                capitals="characters"
            />
        </QueryForm>
        <PlaceResult inquiry on_new=start_anew />
    }
}
