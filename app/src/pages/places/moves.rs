//! Going on from an answer to another record: a new query, which the officer confirms with its price.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use luotain::permit::Operation;
use luotain::query::places::{Move, MoveTarget, PlaceCriteria};
use luotain::register::LeadsTo;

use super::result::{PlaceAsk, PlaceInquiry};
use crate::components::Dialog;
use crate::locales::{fill, texts};
use crate::pages::query::handover::{self, Given};

/// The way that waits for its confirmation.
#[derive(Clone, Copy)]
pub(super) struct Asked(RwSignal<Option<Move>>);

impl Asked {
    /// None waits yet. To be called in the answer's owner.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }
}

/// The operation of the query to which a way leads.
const fn operation(target: &MoveTarget) -> Operation {
    match target {
        MoveTarget::Person { .. } => Operation::PersonByCode,
        MoveTarget::Building { .. } | MoveTarget::ApartmentOf { .. } | MoveTarget::Apartment { .. } => {
            Operation::BuildingById
        }
        MoveTarget::Property { .. } => Operation::PropertyById,
    }
}

/// What is asked on the way; none for a person, who is asked for on a page of its own.
fn criteria(target: &MoveTarget) -> Option<PlaceCriteria> {
    Some(match target {
        MoveTarget::Person { .. } => return None,
        MoveTarget::Building { id } => PlaceCriteria::Building {
            identifier: id.to_string(),
        },
        MoveTarget::ApartmentOf { building, part } => PlaceCriteria::ApartmentOf {
            building: building.to_string(),
            part: part.map(|part| part.show()).unwrap_or_default(),
        },
        MoveTarget::Apartment { id } => PlaceCriteria::Apartment {
            identifier: id.to_string(),
        },
        MoveTarget::Property { id } => PlaceCriteria::Property {
            identifier: id.to_string(),
        },
    })
}

/// The words of a way's button.
fn label(way: &Move) -> String {
    let texts = texts().places;
    let text = match way.target {
        MoveTarget::Person { .. } => texts.to_person,
        MoveTarget::Building { .. } => texts.to_building,
        MoveTarget::ApartmentOf { .. } | MoveTarget::Apartment { .. } => texts.to_apartment,
        MoveTarget::Property { .. } => texts.to_property,
    };
    fill(text, &[("name", &way.name)])
}

/// The buttons of an entry's ways.
pub(super) fn way_buttons(ways: Vec<Move>, asked: Asked) -> impl IntoView {
    (!ways.is_empty()).then(|| {
        let buttons = ways.into_iter().map(|way| {
            let text = label(&way);
            view! {
                <button
                    type="button"
                    class="button-quiet button-small"
                    aria-haspopup="dialog"
                    on:click=move |_| asked.0.set(Some(way.clone()))
                >
                    {text}
                </button>
            }
        });
        view! { <div class="ways screen-only">{buttons.collect_view()}</div> }
    })
}

/// The dialog that asks before a way is taken.
#[component]
pub(super) fn WayDialog(
    /// The way that waits.
    asked: Asked,
    /// The state of the page.
    inquiry: PlaceInquiry,
) -> impl IntoView {
    let texts = texts().places;
    let navigate = use_navigate();
    let is_open = Memo::new(move |_| asked.0.with(Option::is_some));
    let price = move || {
        asked.0.with(|way| {
            let operation = operation(&way.as_ref()?.target);
            Some(inquiry.asking.chosen.with_value(|chosen| chosen.price(operation)))
        })
    };
    let to_person = move || {
        asked
            .0
            .with(|way| matches!(way, Some(way) if criteria(&way.target).is_none()))
    };
    let go = move |_| {
        let Some(way) = asked.0.get_untracked() else {
            return;
        };
        asked.0.set(None);
        match (way.target, inquiry.asking.chosen.get_value().place) {
            (MoveTarget::Person { code }, place) => {
                handover::give(&place, Given::Identifier(LeadsTo::Person, code));
                navigate(&place.path(Operation::PersonByCode), NavigateOptions::default());
            }
            (target, _) => {
                let criteria = criteria(&target).ok_or_else(Vec::new);
                inquiry.ask(criteria, PlaceAsk::new);
            }
        }
    };
    view! {
        <Dialog id="way" title=texts.move_title open=is_open on_close=move |()| asked.0.set(None)>
            <p><strong>{move || asked.0.get().as_ref().map(label)}</strong></p>
            <p>{move || if to_person() { texts.move_person_text } else { texts.move_text }}</p>
            <p>{move || price().map(|price| fill(texts.move_price, &[("price", &price)]))}</p>
            <div class="actions">
                <button type="button" class="button" on:click=go.clone()>
                    {move || if to_person() { texts.move_person } else { texts.move_confirm }}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| asked.0.set(None)>
                    {texts.cancel}
                </button>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use luotain::identifier::{ApartmentAddressPart, BuildingId};

    use super::*;

    #[test]
    fn what_a_way_asks_is_what_the_server_can_read() {
        let building = BuildingId::parse("103515074X").unwrap();
        let targets = [
            MoveTarget::Building { id: building },
            MoveTarget::ApartmentOf {
                building,
                part: ApartmentAddressPart::parse("B 12 a").ok(),
            },
            MoveTarget::ApartmentOf { building, part: None },
            MoveTarget::Property {
                id: "837-123-45-6".parse().unwrap(),
            },
            MoveTarget::Apartment {
                id: "H900000001".parse().unwrap(),
            },
        ];
        for target in targets {
            let criteria = criteria(&target).unwrap();
            assert!(criteria.check().is_ok());
            assert_eq!(criteria.operation(), operation(&target));
        }
        let code = "010190-999W".to_owned();
        assert!(criteria(&MoveTarget::Person { code }).is_none());
    }
}
