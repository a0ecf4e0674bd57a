//! The state of a query page: what is being asked, what went wrong, what was answered.

use leptos::html;
use leptos::prelude::*;
use luotain::access::{Reference, ReferenceProblem, Refusal};
use luotain::error::{AppError, Problem};
use luotain::identifier::PersonalIdentityCode;
use luotain::log::Disclosure;
use luotain::permit::{Key, ReferenceRule};
use luotain::query::{PersonAnswer, PersonQuery};

use super::memory::{self, Remembered};
use super::person::Chosen;
use crate::api::{ApiError, find_person};
use crate::browser::focus::focus_id;
use crate::locales::{fill, problem_text, texts};

/// The id of the purpose's field.
pub(super) const PURPOSE: &str = "purpose";
/// The id of the reference's field.
pub(super) const REFERENCE: &str = "reference";
/// The id of the code's field.
pub(super) const CODE: &str = "code";

/// One query page at work. The values of the fields stay in the fields, so that what was typed
/// before hydration, or stands there when a query fails, is not lost.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// The role.
    pub chosen: StoredValue<Chosen>,
    /// The field of the purpose.
    pub purpose: NodeRef<html::Select>,
    /// The field of the reference.
    pub reference: NodeRef<html::Input>,
    /// The field of the personal identity code.
    pub code: NodeRef<html::Input>,
    /// What is wrong with the purpose.
    pub purpose_error: RwSignal<Option<String>>,
    /// What is wrong with the reference.
    pub reference_error: RwSignal<Option<String>>,
    /// What is wrong with the code.
    pub code_error: RwSignal<Option<String>>,
    /// What is wrong otherwise.
    pub failure: RwSignal<Option<ApiError>>,
    /// The session has ended, here or in another tab.
    pub signed_out: RwSignal<bool>,
    /// What a reader is told of the progress.
    pub status: RwSignal<String>,
    /// The answer shown. Belongs to the page, so it goes when the page is left.
    pub answer: RwSignal<Option<Disclosure<PersonAnswer>>>,
    /// Whether a query is under way.
    pub is_busy: Memo<bool>,
    query: Action<PersonQuery, ()>,
}

/// What was wrong with each field, before anything was sent.
#[derive(Default)]
struct FieldErrors {
    purpose: Option<String>,
    reference: Option<String>,
    code: Option<String>,
}

impl Desk {
    /// An empty desk for a role. To be called in the page's owner.
    pub fn new(chosen: Chosen) -> Self {
        let answer = RwSignal::new(None);
        let failure = RwSignal::new(None);
        let signed_out = RwSignal::new(false);
        let status = RwSignal::new(String::new());
        let purpose_error = RwSignal::new(None);
        let reference_error = RwSignal::new(None);
        let code_error = RwSignal::new(None);
        // A query that ends after the page was left finds its signals gone: what it brought is dropped.
        let take = move |outcome: Result<Disclosure<PersonAnswer>, ApiError>| {
            let told = if outcome.is_ok() { texts().query.ready } else { "" };
            status.try_set(told.to_owned());
            let ApiError(error) = match outcome {
                Ok(disclosure) => {
                    answer.try_set(Some(disclosure));
                    return;
                }
                Err(error) => error,
            };
            let text = problem_text(&error.problem);
            match error.problem {
                Problem::Identifier(_) | Problem::TestIdentifiersOnly => show(code_error, text, CODE),
                Problem::Refused(Refusal::Reference(_)) => show(reference_error, text, REFERENCE),
                Problem::Refused(Refusal::PurposeNotInPermit) => show(purpose_error, text, PURPOSE),
                Problem::SignedOut => {
                    signed_out.try_set(true);
                }
                problem => {
                    failure.try_set(Some(ApiError(AppError {
                        problem,
                        request: error.request,
                    })));
                }
            }
        };
        let query = Action::new(move |query: &PersonQuery| {
            let query = query.clone();
            async move { take(find_person(query).await) }
        });
        let desk = Self {
            chosen: StoredValue::new(chosen),
            purpose: NodeRef::new(),
            reference: NodeRef::new(),
            code: NodeRef::new(),
            purpose_error,
            reference_error,
            code_error,
            failure,
            signed_out,
            status,
            answer,
            is_busy: query.pending(),
            query,
        };
        desk.recall_when_drawn();
        desk.drop_when_left();
        desk
    }

    /// Reads the fields and asks, unless something is wrong or a query is under way already.
    pub fn ask(self) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.failure.set(None);
        self.signed_out.set(false);
        match self.read() {
            Ok(query) => {
                self.set_errors(FieldErrors::default());
                let place = self.chosen.with_value(|chosen| chosen.place.clone());
                let used = Remembered {
                    purpose: query.purpose.as_str().to_owned(),
                    reference: query.reference.clone(),
                };
                memory::remember(&place, used);
                // An old answer beside a new code would be read as the new one's.
                self.answer.set(None);
                self.status.set(texts().query.searching.to_owned());
                self.query.dispatch(query);
            }
            Err(errors) => {
                let wrong: Vec<&'static str> = [
                    (PURPOSE, &errors.purpose),
                    (REFERENCE, &errors.reference),
                    (CODE, &errors.code),
                ]
                .into_iter()
                .filter_map(|(id, error)| error.as_ref().map(|_| id))
                .collect();
                self.status.set(fill(
                    texts().query.wrong_fields,
                    &[("n", &wrong.len().to_string())],
                ));
                self.set_errors(errors);
                if let Some(first) = wrong.first() {
                    focus_id(first);
                }
            }
        }
    }

    /// Takes the answer and the code away; purpose and reference stay.
    pub fn start_anew(self) {
        self.answer.set(None);
        self.status.set(String::new());
        self.put_code("");
    }

    /// Writes a code into its field, without asking: a query may cost.
    pub fn put_code(self, code: &str) {
        self.code_error.set(None);
        if let Some(field) = self.code.get_untracked() {
            field.set_value(code);
        }
        focus_id(CODE);
    }

    fn set_errors(self, errors: FieldErrors) {
        self.purpose_error.set(errors.purpose);
        self.reference_error.set(errors.reference);
        self.code_error.set(errors.code);
    }

    /// What the fields say, or what is wrong with them. The same rules as on the server, told
    /// before anything is sent and charged.
    fn read(self) -> Result<PersonQuery, FieldErrors> {
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
        let code = self
            .code
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        let (place, rule) = self
            .chosen
            .with_value(|chosen| (chosen.place.clone(), chosen.role.reference));

        let purpose = Key::parse(&purpose).map_err(|_| texts().query.purpose_missing.to_owned());
        let reference = read_reference(&reference, rule)
            .map_err(|problem| problem_text(&Problem::Refused(Refusal::Reference(problem))));
        let code =
            PersonalIdentityCode::parse(&code).map_err(|problem| problem_text(&Problem::Identifier(problem)));
        match (purpose, reference, code) {
            (Ok(purpose), Ok(reference), Ok(code)) => {
                // The field then shows what was asked, in normal form.
                if let Some(field) = self.code.get_untracked() {
                    field.set_value(code.as_str());
                }
                Ok(PersonQuery {
                    environment: place.environment,
                    permit: place.permit,
                    role: place.role,
                    purpose,
                    reference,
                    code: code.as_str().to_owned(),
                })
            }
            (purpose, reference, code) => Err(FieldErrors {
                purpose: purpose.err(),
                reference: reference.err(),
                code: code.err(),
            }),
        }
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

    /// Drops the answer when the document is left, since a browser may keep it for its back button.
    fn drop_when_left(self) {
        Effect::new(move |_| {
            let listener = window_event_listener_untyped("pagehide", move |_| {
                self.answer.try_set(None);
                if let Some(field) = self.code.try_get_untracked().flatten() {
                    field.set_value("");
                }
            });
            on_cleanup(move || listener.remove());
        });
    }
}

fn show(error: RwSignal<Option<String>>, text: String, field: &'static str) {
    if error.try_set(Some(text)).is_none() {
        focus_id(field);
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
