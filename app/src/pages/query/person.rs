//! The page of a query for a person by identifier, in one role of one permit.

use leptos::html;
use leptos::prelude::*;
use luotain::environment::Environment;
use luotain::error::Problem;
use luotain::identifier::{ElectronicClientIdentifier, PersonalIdentityCode, normalise};
use luotain::permit::Operation;
use luotain::query::PersonQuery;
use luotain::register::LeadsTo;

use super::asking::show;
use super::form::{CriterionField, QueryForm, value_of, write};
use super::frame::{Chosen, Duty, RolePage};
use super::handover::{self, Given};
use super::inquiry::Inquiry;
use super::persons::{PersonAsk, PersonInquiry, PersonResult, send};
use crate::browser::focus::focus_id;
use crate::locales::persons::texts as person_texts;
use crate::locales::{problem_text, texts};

/// The id of the code's field.
pub(super) const CODE: &str = "code";

/// The route `/:environment/query/:permit/:role`.
pub fn person_query_page() -> AnyView {
    const OPERATIONS: &[Operation] = &[Operation::PersonByCode, Operation::PersonByClientIdentifier];
    view! { <RolePage operations=OPERATIONS draw=|chosen| view! { <Person chosen /> }.into_any() /> }
        .into_any()
}

/// What the field of the identifier is called here, with its guide.
fn words(chosen: &Chosen) -> (&'static str, &'static str, &'static str) {
    let (query, persons) = (texts().query, person_texts());
    let allows = |operation| chosen.offers.iter().any(|offer| offer.operation == operation);
    match (
        allows(Operation::PersonByCode),
        allows(Operation::PersonByClientIdentifier),
    ) {
        (true, true) => (
            persons.by_identifier_title,
            persons.identifier,
            persons.identifier_hint,
        ),
        (false, true) => (
            persons.by_identifier_title,
            persons.client_only,
            persons.client_hint,
        ),
        _ if chosen.place.environment == Environment::Training => {
            (query.form_title, query.code, query.code_hint_training)
        }
        _ => (query.form_title, query.code, query.code_hint),
    }
}

/// An identifier in its normal form: nine characters are a client identifier, all else a code, as
/// the server reads it.
fn read(written: &str) -> Result<String, Problem> {
    let read = if normalise(written).chars().count() == 9 {
        ElectronicClientIdentifier::parse(written).map(|client| client.as_str().to_owned())
    } else {
        PersonalIdentityCode::parse(written).map(|code| code.as_str().to_owned())
    };
    read.map_err(Problem::Identifier)
}

#[component]
fn Person(
    /// The role.
    chosen: Chosen,
) -> impl IntoView {
    let (title, label, hint) = words(&chosen);
    let operation = chosen
        .offers
        .first()
        .map_or(Operation::PersonByCode, |offer| offer.operation);
    let code = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<String>);
    let inquiry: PersonInquiry = Inquiry::new(
        chosen,
        send,
        move |problem, text| match problem {
            Problem::Identifier(_) | Problem::TestIdentifiersOnly => {
                show(error, text, CODE);
                true
            }
            _ => false,
        },
        move || write(code, ""),
    );
    let ask = move |()| {
        let read = read(&value_of(code));
        error.set(read.as_ref().err().map(problem_text));
        if let Ok(normal) = &read {
            // The field then shows what was asked, in normal form.
            write(code, normal);
        }
        inquiry.ask(read.map_err(|_| vec![CODE]), |asking, code| {
            PersonAsk::Identifier(PersonQuery { asking, code })
        });
    };
    // Writes a code into its field, without asking: a query may cost.
    let put = move |text: &str| {
        error.set(None);
        write(code, text);
        focus_id(CODE);
    };
    // A code that came along from another answer stands in the form; nothing is asked with it.
    Effect::new(move |_| {
        if code.get().is_some() {
            let place = inquiry.asking.chosen.with_value(|chosen| chosen.place.clone());
            if let Some(Given::Identifier(LeadsTo::Person, given)) = handover::take(&place) {
                put(&given);
            }
        }
    });
    let start_anew = move |()| {
        inquiry.start_anew();
        put("");
    };
    let put_code = move |text: String| {
        inquiry.start_anew();
        put(&text);
    };
    view! {
        {move || inquiry.answer.with(Option::is_none).then(|| view! { <Duty /> })}
        <QueryForm inquiry title operation on_ask=ask>
            <CriterionField
                id=CODE
                label
                hint
                node=code
                error
                class="code-field"
                capitals="characters"
            />
        </QueryForm>
        <PersonResult inquiry on_new=start_anew on_code=put_code />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_characters_are_a_client_identifier_and_all_else_a_code() {
        assert_eq!(read(" 99999999 d ").ok().as_deref(), Some("99999999D"));
        assert_eq!(read("010190-999w").ok().as_deref(), Some("010190-999W"));
        assert!(read("010190-999").is_err() && read("").is_err());
    }
}
