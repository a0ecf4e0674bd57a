//! The page of a person identification, in one role of one permit.

use leptos::html;
use leptos::prelude::*;
use luotain::error::Problem;
use luotain::permit::Operation;
use luotain::query::{Criterion, CriterionProblem, IdentificationQuery, WrittenCriteria};
use luotain::register::codes::Sex;

use super::form::{CriterionField, QueryForm, value_of, write};
use super::frame::{Chosen, Duty, RolePage};
use super::handover::{self, Given};
use super::inquiry::Inquiry;
use super::persons::{PersonAsk, PersonInquiry, PersonResult, send};
use crate::browser::focus::focus_id;
use crate::locales::language;
use crate::locales::persons::{criterion_text, texts};

const SURNAME: &str = "surname";
const FIRST_NAMES: &str = "first-names";
const BIRTH_DATE: &str = "birth-date";
const SEX: &str = "sex";
const HOME: &str = "home-municipality";
const BORN_IN: &str = "birth-municipality";

/// The route `/:environment/query/:permit/:role/identification`.
pub fn identification_page() -> AnyView {
    const OPERATIONS: &[Operation] = &[Operation::PersonIdentification];
    view! { <RolePage operations=OPERATIONS draw=|chosen| view! { <Identification chosen /> }.into_any() /> }
        .into_any()
}

/// A criterion, the id of its field, and what is wrong with it.
type ErrorRow = (Criterion, &'static str, RwSignal<Option<String>>);

/// The fields of the criteria with what is wrong with them.
#[derive(Clone, Copy)]
struct Fields {
    surname: NodeRef<html::Input>,
    first_names: NodeRef<html::Input>,
    birth_date: NodeRef<html::Input>,
    sex: NodeRef<html::Select>,
    home: NodeRef<html::Input>,
    born_in: NodeRef<html::Input>,
    errors: StoredValue<[ErrorRow; 5]>,
}

impl Fields {
    fn new() -> Self {
        let row = |criterion, id| (criterion, id, RwSignal::new(None));
        Self {
            surname: NodeRef::new(),
            first_names: NodeRef::new(),
            birth_date: NodeRef::new(),
            sex: NodeRef::new(),
            home: NodeRef::new(),
            born_in: NodeRef::new(),
            errors: StoredValue::new([
                row(Criterion::Surname, SURNAME),
                row(Criterion::FirstNames, FIRST_NAMES),
                row(Criterion::BirthDate, BIRTH_DATE),
                row(Criterion::HomeMunicipality, HOME),
                row(Criterion::BirthMunicipality, BORN_IN),
            ]),
        }
    }

    fn error(self, of: Criterion) -> RwSignal<Option<String>> {
        let found = self.errors.with_value(|errors| {
            let mut rows = errors.iter();
            rows.find(|(criterion, _, _)| *criterion == of)
                .map(|(_, _, error)| *error)
        });
        found.unwrap_or_else(|| RwSignal::new(None))
    }

    /// Tells what is wrong, each at its field; gives the ids of the fields in the order of the form.
    fn tell(self, problems: &[CriterionProblem]) -> Vec<&'static str> {
        let language = language();
        let rows = self.errors.try_with_value(|errors| *errors);
        let mut wrong = Vec::new();
        for (criterion, id, error) in rows.into_iter().flatten() {
            let problem = problems.iter().find(|problem| problem.criterion == criterion);
            let text = problem.map(|problem| criterion_text(*problem, language).to_owned());
            if text.is_some() {
                wrong.push(id);
            }
            error.try_set(text);
        }
        wrong
    }

    fn written(self) -> WrittenCriteria {
        let sex = self.sex.get_untracked().map(|field| field.value());
        WrittenCriteria {
            surname: value_of(self.surname),
            first_names: value_of(self.first_names),
            birth_date: value_of(self.birth_date),
            sex: sex.and_then(|code| Sex::from_code(&code)),
            home_municipality: value_of(self.home),
            birth_municipality: value_of(self.born_in),
        }
    }

    fn clear(self) {
        for field in [
            self.surname,
            self.first_names,
            self.birth_date,
            self.home,
            self.born_in,
        ] {
            write(field, "");
        }
        if let Some(field) = self.sex.try_get_untracked().flatten() {
            field.set_value("");
        }
        self.tell(&[]);
    }
}

#[component]
fn Identification(
    /// The role.
    chosen: Chosen,
) -> impl IntoView {
    let texts = texts();
    let narrowing = chosen.role.narrowing.clone();
    let fields = Fields::new();
    let inquiry: PersonInquiry = Inquiry::new(
        chosen,
        send,
        move |problem, _| match problem {
            Problem::Criteria(problems) => {
                let wrong = fields.tell(problems);
                if let Some(first) = wrong.first() {
                    focus_id(first);
                }
                // A fault of a field that the page does not have is told in the box.
                !wrong.is_empty()
            }
            _ => false,
        },
        move || fields.clear(),
    );
    let ask = move |()| {
        let written = fields.written();
        // The day is the server's to know: what is still to come, it tells.
        let problems = written.read(None).err().unwrap_or_default();
        let wrong = fields.tell(&problems);
        let criteria = if wrong.is_empty() { Ok(written) } else { Err(wrong) };
        inquiry.ask(criteria, |asking, criteria| {
            PersonAsk::Identification(IdentificationQuery { asking, criteria })
        });
    };
    let start_anew = move |()| {
        inquiry.start_anew();
        fields.clear();
        focus_id(SURNAME);
    };
    // Names that came along from a practice case stand in the form; nothing is asked with them.
    Effect::new(move |_| {
        if fields.surname.get().is_some() {
            let place = inquiry.asking.chosen.with_value(|chosen| chosen.place.clone());
            if let Some(Given::Names(surname, first_names, birth_date)) = handover::take(&place) {
                write(fields.surname, &surname);
                write(fields.first_names, &first_names);
                write(fields.birth_date, &birth_date);
                focus_id(SURNAME);
            }
        }
    });
    // A code has no field here: the page of queries by code is another one.
    let put_code = move |_: String| inquiry.start_anew();
    view! {
        {move || inquiry.answer.with(Option::is_none).then(|| view! { <Duty /> })}
        <QueryForm
            inquiry
            title=texts.identification_title
            operation=Operation::PersonIdentification
            on_ask=ask
        >
            <p class="small">{texts.identification_intro}</p>
            <CriterionField
                id=SURNAME
                label=texts.surname
                node=fields.surname
                error=fields.error(Criterion::Surname)
                capitals="words"
            />
            <CriterionField
                id=FIRST_NAMES
                label=texts.first_names
                hint=texts.first_names_hint
                node=fields.first_names
                error=fields.error(Criterion::FirstNames)
                capitals="words"
            />
            <CriterionField
                id=BIRTH_DATE
                label=texts.birth_date
                hint=texts.birth_date_hint
                node=fields.birth_date
                error=fields.error(Criterion::BirthDate)
                class="date-field"
            />
            {(!narrowing.is_empty()).then(|| view! { <Narrowing fields narrowing /> })}
        </QueryForm>
        <PersonResult inquiry on_new=start_anew on_code=put_code />
    }
}

/// The criteria that narrow, as far as the role has them.
#[component]
fn Narrowing(
    /// The fields.
    fields: Fields,
    /// What the role may narrow by.
    narrowing: Vec<Criterion>,
) -> impl IntoView {
    let texts = texts();
    let has = |criterion| narrowing.contains(&criterion);
    view! {
        <fieldset class="narrowing" aria-describedby="narrow-hint">
            <legend>{texts.narrow}</legend>
            <p class="hint" id="narrow-hint">{texts.narrow_hint}</p>
            {has(Criterion::Sex).then(|| view! {
                <div class="field">
                    <label for=SEX>{texts.sex}</label>
                    <select id=SEX node_ref=fields.sex>
                        <option value="">{texts.any_sex}</option>
                        {Sex::ALL
                            .iter()
                            .map(|sex| view! { <option value=sex.code()>{sex.name(language())}</option> })
                            .collect_view()}
                    </select>
                </div>
            })}
            {has(Criterion::HomeMunicipality).then(|| view! {
                <CriterionField
                    id=HOME
                    label=texts.home_municipality
                    hint=texts.municipality_hint
                    node=fields.home
                    error=fields.error(Criterion::HomeMunicipality)
                    optional=true
                />
            })}
            {has(Criterion::BirthMunicipality).then(|| view! {
                <CriterionField
                    id=BORN_IN
                    label=texts.birth_municipality
                    hint=texts.municipality_hint
                    node=fields.born_in
                    error=fields.error(Criterion::BirthMunicipality)
                    optional=true
                />
            })}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use luotain::language::Language;
    use luotain::query::CriterionFault;

    use super::*;

    #[test]
    fn every_fault_has_words_of_its_own_with_the_remedy() {
        let faults = [
            CriterionFault::Missing,
            CriterionFault::TooLong,
            CriterionFault::Wildcard,
            CriterionFault::NotAName,
            CriterionFault::NotAWholeDate,
            CriterionFault::ShortYear,
            CriterionFault::NoSuchDay,
            CriterionFault::ToCome,
            CriterionFault::NoSuchMunicipality,
            CriterionFault::NotInRole,
        ];
        for language in Language::ALL {
            let mut words: Vec<_> = faults
                .iter()
                .map(|fault| {
                    let problem = CriterionProblem {
                        criterion: Criterion::BirthDate,
                        fault: *fault,
                    };
                    criterion_text(problem, language)
                })
                .collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), faults.len());
        }
    }
}
