//! Fields of the management forms: what is written, what is wrong with it, and which problem of
//! the server belongs to which field.

use chrono::NaiveDate;
use leptos::prelude::*;
use luotain::access::RightProblem;
use luotain::error::Problem;
use luotain::language::Language;
use luotain::management::{DetailProblem, OrganisationProblem};

use crate::api::ApiError;
use crate::browser::focus::focus_id;
use crate::components::FieldError;
use crate::locales::{problem_text, texts};

/// A field: its id in the page, what is written in it, and what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub(in crate::pages) struct Field {
    /// The id.
    pub id: &'static str,
    /// What is written.
    pub value: RwSignal<String>,
    /// What is wrong.
    pub error: RwSignal<Option<String>>,
}

impl Field {
    /// An empty field. To be called in the page's owner.
    pub fn new(id: &'static str) -> Self {
        Self {
            id,
            value: RwSignal::new(String::new()),
            error: RwSignal::new(None),
        }
    }

    /// What is written, without outer white space.
    pub fn read(self) -> String {
        self.value
            .try_get_untracked()
            .unwrap_or_default()
            .trim()
            .to_owned()
    }

    /// Writes a value and takes the error away.
    pub fn set(self, value: impl Into<String>) {
        self.value.set(value.into());
        self.error.set(None);
    }

    /// Tells what is wrong and leads there.
    pub fn fail(self, text: impl Into<String>) {
        if self.error.try_set(Some(text.into())).is_none() {
            focus_id(self.id);
        }
    }

    /// The day written, or `None` after telling that it is missing.
    pub fn date(self) -> Option<NaiveDate> {
        let day = self.read().parse().ok();
        if day.is_none() {
            self.fail(texts().management.date_missing);
        }
        day
    }
}

/// Which part of a form a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Part {
    /// The role.
    Role,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// The reason.
    Reason,
    /// The identity code.
    Code,
    /// The name.
    Name,
    /// The e-mail.
    Email,
    /// An organisation's name in Finnish.
    NameFi,
    /// An organisation's name in Swedish.
    NameSv,
    /// An organisation's name in English.
    NameEn,
    /// A phone number.
    Phone,
    /// The lines of a postal address.
    Lines,
    /// An e-invoice address.
    EInvoice,
    /// An e-invoice operator.
    Operator,
    /// An invoice's reference.
    Reference,
    /// What is typed to confirm.
    Confirmation,
}

impl Part {
    /// The part that a problem is about, if it is about one.
    pub fn of(problem: &Problem) -> Option<Self> {
        match problem {
            Problem::Right(problem) => Some(match problem {
                RightProblem::FromPast | RightProblem::BeforePermit(_) | RightProblem::Begun => Self::From,
                RightProblem::NotInPermit
                | RightProblem::HeldAlready
                | RightProblem::NotHeld
                | RightProblem::RequestWaits => Self::Role,
                RightProblem::UntilPast
                | RightProblem::Crossed
                | RightProblem::AfterPermit(_)
                | RightProblem::TooLong(_)
                | RightProblem::EndsBefore(_) => Self::Until,
            }),
            Problem::Reason(_) => Some(Self::Reason),
            Problem::Identifier(_)
            | Problem::TestIdentifiersOnly
            | Problem::PersonNotUsable
            | Problem::PersonHere => Some(Self::Code),
            Problem::Detail(DetailProblem::Name) => Some(Self::Name),
            Problem::Detail(DetailProblem::Email) => Some(Self::Email),
            Problem::Organisation(problem) => Self::of_organisation(*problem),
            _ => None,
        }
    }

    /// The part that a problem with an organisation's details is about.
    fn of_organisation(problem: OrganisationProblem) -> Option<Self> {
        Some(match problem {
            OrganisationProblem::NameFi
            | OrganisationProblem::NameTaken
            | OrganisationProblem::NameUnchanged => Self::NameFi,
            OrganisationProblem::NameSv => Self::NameSv,
            OrganisationProblem::NameEn => Self::NameEn,
            OrganisationProblem::BusinessIdTaken => Self::Code,
            OrganisationProblem::FromFuture => Self::From,
            OrganisationProblem::ContactName(_) => Self::Name,
            OrganisationProblem::ContactEmail(_) => Self::Email,
            OrganisationProblem::ContactPhone(_) => Self::Phone,
            OrganisationProblem::AddressLines(_) => Self::Lines,
            OrganisationProblem::EInvoice(_) => Self::EInvoice,
            OrganisationProblem::Operator(_) => Self::Operator,
            OrganisationProblem::Reference(_) => Self::Reference,
            OrganisationProblem::Confirmation => Self::Confirmation,
            OrganisationProblem::TooMany | OrganisationProblem::NotMergeable => return None,
        })
    }
}

/// Tells a problem at the field that it is about; gives it back if the form has none.
pub(in crate::pages) fn place(error: ApiError, fields: &[(Part, Field)]) -> Option<ApiError> {
    let part = Part::of(error.problem());
    match fields.iter().find(|(of, _)| Some(*of) == part) {
        Some((_, field)) => {
            field.fail(problem_text(error.problem()));
            None
        }
        None => Some(error),
    }
}

fn hint_id(id: &str) -> String {
    format!("{id}-hint")
}

fn described_by(field: Field, has_hint: bool) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    move || {
        let error = field
            .error
            .with(Option::is_some)
            .then(|| format!("{}-error", field.id));
        let ids: Vec<String> = has_hint
            .then(|| hint_id(field.id))
            .into_iter()
            .chain(error)
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// A one-line field with label, guide and error.
#[component]
pub(in crate::pages) fn Input(
    /// The field.
    field: Field,
    /// Its label.
    label: &'static str,
    /// A guide under the label.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// The kind: `text`, `date`, `email` or `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The most characters.
    #[prop(default = 200)]
    max_length: i32,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=field.id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id(field.id)>{hint}</p> })}
            <input
                id=field.id
                name=field.id
                type=kind
                autocomplete="off"
                spellcheck="false"
                maxlength=max_length
                required=!optional
                aria-invalid=move || field.error.with(Option::is_some).then_some("true")
                aria-describedby=described_by(field, hint.is_some())
                prop:value=move || field.value.get()
                on:input=move |event| field.value.set(event_target_value(&event))
            />
            <FieldError id=field.id error=field.error.into() />
        </div>
    }
}

/// A choice with label, guide and error.
#[component]
pub(in crate::pages) fn Choice(
    /// The field.
    field: Field,
    /// Its label.
    label: &'static str,
    /// The choices, value and words.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// A guide under the label.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let options = move || {
        choices
            .get()
            .into_iter()
            .map(|(value, words)| {
                let mine = value.clone();
                let chosen = move || field.value.with(|value| *value == mine);
                view! { <option value=value selected=chosen>{words}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=field.id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id(field.id)>{hint}</p> })}
            <select
                id=field.id
                name=field.id
                aria-invalid=move || field.error.with(Option::is_some).then_some("true")
                aria-describedby=described_by(field, hint.is_some())
                on:change=move |event| field.value.set(event_target_value(&event))
            >
                {options}
            </select>
            <FieldError id=field.id error=field.error.into() />
        </div>
    }
}

/// The languages to choose from, by their own names.
pub(in crate::pages) fn language_choices() -> Vec<(String, String)> {
    Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.own_name().to_owned()))
        .collect()
}

/// The language with the code written in a field; Finnish if it is none of ours.
pub(in crate::pages) fn language_of(field: Field) -> Language {
    Language::from_code(&field.read()).unwrap_or_default()
}
