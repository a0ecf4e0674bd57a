//! Purpose and reference: the fields that every query has.

use leptos::html;
use leptos::prelude::*;
use luotain::access::{Reference, ReferenceProblem, Refusal};
use luotain::error::Problem;
use luotain::permit::{Key, ReferenceRule};
use luotain::query::Asking;

use super::form::described_by;
use super::frame::Chosen;
use super::memory::{self, Remembered};
use crate::browser::focus::focus_id;
use crate::components::FieldError;
use crate::locales::{language, problem_text, texts};

/// The id of the purpose's field.
pub(crate) const PURPOSE: &str = "purpose";
/// The id of the reference's field.
pub(crate) const REFERENCE: &str = "reference";

/// The fields with what is wrong with them. Their values stay in the fields, so that what was
/// typed before hydration, or stands there when a query fails, is not lost.
#[derive(Clone, Copy)]
pub(crate) struct AskingFields {
    /// The role.
    pub chosen: StoredValue<Chosen>,
    purpose: NodeRef<html::Select>,
    reference: NodeRef<html::Input>,
    purpose_error: RwSignal<Option<String>>,
    reference_error: RwSignal<Option<String>>,
}

impl AskingFields {
    /// The fields of a role, with what was last used in it. To be called in the page's owner.
    pub fn new(chosen: Chosen) -> Self {
        let fields = Self {
            chosen: StoredValue::new(chosen),
            purpose: NodeRef::new(),
            reference: NodeRef::new(),
            purpose_error: RwSignal::new(None),
            reference_error: RwSignal::new(None),
        };
        fields.recall_when_drawn();
        fields
    }

    /// What the fields say, or the ids of those that are wrong, which then tell it. The same rules
    /// as on the server, told before anything is sent and charged.
    pub fn read(self) -> Result<Asking, Vec<&'static str>> {
        let purpose = self
            .purpose
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        let reference = self
            .reference
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        let (place, rule) = self
            .chosen
            .with_value(|chosen| (chosen.place.clone(), chosen.role.reference));
        let purpose = Key::parse(&purpose).map_err(|_| texts().query.purpose_missing.to_owned());
        let reference = read_reference(&reference, rule)
            .map_err(|problem| problem_text(&Problem::Refused(Refusal::Reference(problem))));
        self.purpose_error.set(purpose.as_ref().err().cloned());
        self.reference_error.set(reference.as_ref().err().cloned());
        match (purpose, reference) {
            (Ok(purpose), Ok(reference)) => Ok(Asking {
                environment: place.environment,
                permit: place.permit,
                role: place.role,
                purpose,
                reference,
            }),
            (purpose, reference) => Err([(PURPOSE, purpose.is_err()), (REFERENCE, reference.is_err())]
                .into_iter()
                .filter_map(|(id, is_wrong)| is_wrong.then_some(id))
                .collect()),
        }
    }

    /// Keeps in mind what was used, for the next query in the role.
    pub fn remember(self, asking: &Asking) {
        let used = Remembered {
            purpose: asking.purpose.as_str().to_owned(),
            reference: asking.reference.clone(),
        };
        self.chosen
            .with_value(|chosen| memory::remember(&chosen.place, used));
    }

    /// Shows a problem of the server at the field that it is of; whether it is of one of these.
    pub fn show(self, problem: &Problem, text: &str) -> bool {
        match problem {
            Problem::Refused(Refusal::Reference(_)) => show(self.reference_error, text, REFERENCE),
            Problem::Refused(Refusal::PurposeNotInPermit) => show(self.purpose_error, text, PURPOSE),
            _ => return false,
        }
        true
    }

    /// Puts the remembered purpose and reference into the fields once they are drawn.
    fn recall_when_drawn(self) {
        Effect::new(move |_| {
            let (Some(purpose), Some(reference)) = (self.purpose.get(), self.reference.get()) else {
                return;
            };
            let Some(used) = self.chosen.with_value(|chosen| memory::recall(&chosen.place)) else {
                return;
            };
            if purpose.value().is_empty() {
                purpose.set_value(&used.purpose);
            }
            if reference.value().is_empty() {
                reference.set_value(&used.reference);
            }
        });
    }
}

/// Shows an error at a field, if the page is still there, and takes the focus to it.
pub(crate) fn show(error: RwSignal<Option<String>>, text: &str, field: &'static str) {
    if error.try_set(Some(text.to_owned())).is_none() {
        focus_id(field);
    }
}

/// The two fields on the page.
#[component]
pub(crate) fn AskingFieldset(
    /// Their state.
    fields: AskingFields,
) -> impl IntoView {
    let texts = texts().query;
    let role = fields.chosen.with_value(|chosen| chosen.role.clone());
    let only_one = role.purposes.len() == 1;
    let purposes = role.purposes.into_iter().map(|(id, name)| {
        view! { <option value=id.as_str().to_owned() selected=only_one>{name.get(language()).to_owned()}</option> }
    });
    let is_optional = role.reference == ReferenceRule::Optional;
    view! {
        <div class="field">
            <label for=PURPOSE>{texts.purpose}</label>
            <select
                id=PURPOSE
                node_ref=fields.purpose
                aria-required="true"
                aria-invalid=move || fields.purpose_error.with(Option::is_some).then_some("true")
                aria-describedby=described_by(fields.purpose_error, None, "purpose-error")
            >
                {(!only_one).then(|| view! { <option value="">{texts.purpose_choose}</option> })}
                {purposes.collect_view()}
            </select>
            <FieldError id=PURPOSE error=fields.purpose_error.into() />
        </div>
        <div class="field">
            <label for=REFERENCE>
                {texts.reference}
                {is_optional.then(|| view! { " " <span class="optional">"(" {texts.optional} ")"</span> })}
            </label>
            <p class="hint" id="reference-hint">{texts.reference_hint}</p>
            <input
                id=REFERENCE
                type="text"
                autocomplete="off"
                spellcheck="false"
                node_ref=fields.reference
                aria-required=(!is_optional).then_some("true")
                aria-invalid=move || fields.reference_error.with(Option::is_some).then_some("true")
                aria-describedby=described_by(fields.reference_error, Some("reference-hint"), "reference-error")
            />
            <FieldError id=REFERENCE error=fields.reference_error.into() />
        </div>
    }
}

/// The reference as the role wants it; empty where it may be and is.
fn read_reference(text: &str, rule: ReferenceRule) -> Result<String, ReferenceProblem> {
    match (Reference::parse(text), rule) {
        (Ok(reference), _) => Ok(reference.as_str().to_owned()),
        (Err(ReferenceProblem::Missing), ReferenceRule::Optional) => Ok(String::new()),
        (Err(problem), _) => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_reference_is_right_only_where_the_role_allows_it() {
        assert_eq!(read_reference(" ", ReferenceRule::Optional), Ok(String::new()));
        assert_eq!(
            read_reference(" ", ReferenceRule::Required),
            Err(ReferenceProblem::Missing)
        );
        assert_eq!(
            read_reference(" HEL 1 ", ReferenceRule::Required),
            Ok("HEL 1".to_owned())
        );
        assert_eq!(
            read_reference("ab", ReferenceRule::Optional),
            Err(ReferenceProblem::Length)
        );
    }
}
