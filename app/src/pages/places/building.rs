//! The page of a query for a building or an apartment by identifier (S5, S8).

use leptos::html;
use leptos::prelude::*;
use luotain::access::PlaceKind;
use luotain::permit::Operation;
use luotain::query::places::PlaceCriteria;
use luotain::register::LeadsTo;

use super::result::{PlaceAsk, PlaceInquiry, PlaceResult, send};
use super::{APARTMENT, FieldErrors, IDENTIFIER};
use crate::browser::focus::focus_id;
use crate::locales::texts;
use crate::pages::query::form::{CriterionField, QueryForm, value_of, write};
use crate::pages::query::frame::{Chosen, Duty, RolePage};
use crate::pages::query::handover::{self, Given};
use crate::pages::query::inquiry::Inquiry;

/// The route `/:environment/query/:permit/:role/building`.
pub fn building_page() -> AnyView {
    view! { <RolePage operations=&[Operation::BuildingById] draw=|chosen| view! { <Buildings chosen /> }.into_any() /> }
        .into_any()
}

/// What is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sought {
    Building,
    Apartment,
    ApartmentOf,
}

impl Sought {
    const ALL: [Self; 3] = [Self::Building, Self::ApartmentOf, Self::Apartment];

    const fn kind(self) -> PlaceKind {
        match self {
            Self::Building => PlaceKind::Building,
            Self::Apartment | Self::ApartmentOf => PlaceKind::Apartment,
        }
    }

    fn label(self) -> &'static str {
        let texts = texts().places;
        match self {
            Self::Building => texts.kind_building,
            Self::Apartment => texts.kind_apartment,
            Self::ApartmentOf => texts.kind_apartment_of,
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Building => "sought-building",
            Self::Apartment => "sought-apartment",
            Self::ApartmentOf => "sought-apartment-of",
        }
    }
}

#[component]
fn Buildings(
    /// The role.
    chosen: Chosen,
) -> impl IntoView {
    let texts = texts().places;
    let offered: Vec<Sought> = Sought::ALL
        .into_iter()
        .filter(|sought| chosen.role.places.contains(&sought.kind()))
        .collect();
    let sought = RwSignal::new(offered.first().copied().unwrap_or(Sought::Building));
    let errors = FieldErrors::new();
    let (identifier, part) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let forget = move || {
        write(identifier, "");
        write(part, "");
    };
    let inquiry: PlaceInquiry = Inquiry::new(chosen, send, move |problem, _| errors.show(problem), forget);
    let ask = move |()| {
        let written = value_of(identifier);
        let criteria = match sought.get_untracked() {
            Sought::Building => PlaceCriteria::Building { identifier: written },
            Sought::Apartment => PlaceCriteria::Apartment { identifier: written },
            Sought::ApartmentOf => PlaceCriteria::ApartmentOf {
                building: written,
                part: value_of(part),
            },
        };
        errors.clear();
        let checked = criteria.check().map_err(|problem| vec![errors.tell(problem)]);
        inquiry.ask(checked.map(|_| criteria), PlaceAsk::new);
    };
    // An identifier that came along from another answer stands in the form; nothing is asked with it.
    Effect::new(move |_| {
        if identifier.get().is_some() {
            let place = inquiry.asking.chosen.with_value(|chosen| chosen.place.clone());
            let (of, given) = match handover::take(&place) {
                Some(Given::Identifier(LeadsTo::Building, given)) => (Sought::Building, given),
                Some(Given::Identifier(LeadsTo::Apartment, given)) => (Sought::Apartment, given),
                _ => return,
            };
            sought.set(of);
            write(identifier, &given);
            focus_id(IDENTIFIER);
        }
    });
    let start_anew = move |()| {
        inquiry.start_anew();
        errors.clear();
        forget();
        focus_id(IDENTIFIER);
    };
    let choices = (offered.len() > 1).then(|| {
        let choices = offered.into_iter().map(|choice| {
            view! {
                <label class="choice" for=choice.id()>
                    <input
                        type="radio"
                        name="sought"
                        id=choice.id()
                        prop:checked=move || sought.get() == choice
                        checked=choice == sought.get_untracked()
                        on:change=move |_| {
                            errors.clear();
                            sought.set(choice);
                        }
                    />
                    <span>{choice.label()}</span>
                </label>
            }
        });
        view! {
            <fieldset class="sought">
                <legend>{texts.kind}</legend>
                {choices.collect_view()}
            </fieldset>
        }
    });
    let fields = move || {
        let (label, hint) = match sought.get() {
            Sought::Building => (texts.building_id, texts.building_id_hint),
            Sought::Apartment => (texts.apartment_id, texts.apartment_id_hint),
            Sought::ApartmentOf => (texts.permanent_building_id, texts.apartment_id_hint),
        };
        let has_part = sought.get() == Sought::ApartmentOf;
        view! {
            <CriterionField
                id=IDENTIFIER
                label
                hint
                node=identifier
                error=errors.identifier
                class="code-field"
                capitals="characters"
            />
            {has_part.then(|| view! {
                <CriterionField
                    id=APARTMENT
                    label=texts.apartment
                    hint=texts.apartment_of_hint
                    node=part
                    error=errors.apartment
                    optional=true
                    class="short-field"
                />
            })}
        }
    };
    view! {
        {move || inquiry.answer.with(Option::is_none).then(|| view! { <Duty /> })}
        <QueryForm inquiry title=texts.building_title operation=Operation::BuildingById on_ask=ask>
            {choices}
            {fields}
        </QueryForm>
        <PlaceResult inquiry on_new=start_anew />
    }
}
