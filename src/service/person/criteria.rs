//! The criteria of an identification: read, as the log keeps them, and as the answer repeats them.

use super::super::disclosing::Granted;
use super::super::local_time::local_date;
use crate::error::Problem;
use crate::identifier::MunicipalityCode;
use crate::language::{Language, StaticText};
use crate::query::{Criterion, CriterionFault, CriterionProblem, SoughtPerson, WrittenCriteria};
use crate::register::{Field, municipalities};
use crate::store::Narrowing;

const SURNAME: StaticText = StaticText::new("Sukunimi", "Efternamn", "Surname");
const FIRST_NAMES: StaticText = StaticText::new("Etunimet", "Förnamn", "First names");
const BIRTH_DATE: StaticText = StaticText::new("Syntymäaika", "Födelsetid", "Date of birth");
const SEX: StaticText = StaticText::new("Sukupuoli", "Kön", "Sex");
const HOME: StaticText = StaticText::new("Kotikunta", "Hemkommun", "Municipality of residence");
const BORN_IN: StaticText = StaticText::new(
    "Syntymäkotikunta",
    "Hemkommun vid födelsen",
    "Municipality of residence at birth",
);

/// What is searched: the compulsory criteria and what narrows them.
pub(super) struct Search {
    /// The compulsory criteria.
    pub sought: SoughtPerson,
    /// What narrows them.
    pub narrowing: Narrowing,
}

impl Search {
    /// Reads the criteria: every one that is wrong is told at once.
    pub(super) fn read(granted: &Granted<'_>, written: &WrittenCriteria) -> Result<Self, Problem> {
        let mut problems = Vec::new();
        let sought = written
            .read(Some(granted.day()))
            .map_err(|found| problems.extend(found))
            .ok();
        let mut narrow = |criterion, fault: Option<CriterionFault>| {
            let fault = if granted.grant.narrows_by(criterion) {
                fault
            } else {
                Some(CriterionFault::NotInRole)
            };
            if let Some(fault) = fault {
                problems.push(CriterionProblem { criterion, fault });
            }
        };
        if written.sex.is_some() {
            narrow(Criterion::Sex, None);
        }
        let mut municipality = |text: &str, criterion| -> Option<MunicipalityCode> {
            let text = text.trim();
            if text.is_empty() {
                return None;
            }
            // Long texts are no municipality's name.
            let known = (text.len() <= 200).then(|| municipalities::find(text)).flatten();
            let fault = known.is_none().then_some(CriterionFault::NoSuchMunicipality);
            narrow(criterion, fault);
            known.map(|known| match criterion {
                // Nobody's home is in a municipality that is no more.
                Criterion::HomeMunicipality => known.present().code,
                _ => known.code,
            })
        };
        let home_municipality = municipality(&written.home_municipality, Criterion::HomeMunicipality);
        let birth_municipality = municipality(&written.birth_municipality, Criterion::BirthMunicipality);
        match sought {
            Some(sought) if problems.is_empty() => Ok(Self {
                sought,
                narrowing: Narrowing {
                    sex: written.sex,
                    home_municipality,
                    birth_municipality,
                },
            }),
            _ => Err(Problem::Criteria(problems)),
        }
    }

    /// What the log keeps of the criteria, as they were read.
    pub(super) fn logged(&self) -> Vec<(String, String)> {
        let (sought, narrowing) = (&self.sought, &self.narrowing);
        let compulsory = [
            (Criterion::Surname, sought.surname.as_str().to_owned()),
            (Criterion::FirstNames, sought.first_names.as_str().to_owned()),
            (Criterion::BirthDate, sought.birth_date.to_string()),
        ];
        let narrowed = [
            (Criterion::Sex, narrowing.sex.map(|sex| sex.code().to_owned())),
            (
                Criterion::HomeMunicipality,
                narrowing.home_municipality.map(|code| code.as_str().to_owned()),
            ),
            (
                Criterion::BirthMunicipality,
                narrowing.birth_municipality.map(|code| code.as_str().to_owned()),
            ),
        ];
        let narrowed = narrowed
            .into_iter()
            .filter_map(|(criterion, value)| Some((criterion, value?)));
        compulsory
            .into_iter()
            .chain(narrowed)
            .map(|(criterion, value)| (criterion.code().to_owned(), value))
            .collect()
    }

    /// What the answer repeats of the criteria.
    pub(super) fn asked(&self, language: Language) -> Vec<Field> {
        let (sought, narrowing) = (&self.sought, &self.narrowing);
        let municipality = |code: MunicipalityCode| {
            municipalities::find_code(code).map_or_else(
                || code.as_str().to_owned(),
                |known| known.name.get(language).to_owned(),
            )
        };
        let rows = [
            (SURNAME, Some(sought.surname.as_str().to_owned())),
            (FIRST_NAMES, Some(sought.first_names.as_str().to_owned())),
            (BIRTH_DATE, Some(local_date(sought.birth_date, language))),
            (SEX, narrowing.sex.map(|sex| sex.name(language).to_owned())),
            (HOME, narrowing.home_municipality.map(municipality)),
            (BORN_IN, narrowing.birth_municipality.map(municipality)),
        ];
        rows.into_iter()
            .filter_map(|(label, value)| {
                Some(Field {
                    label: label.get(language).to_owned(),
                    value: value?,
                    ..Field::default()
                })
            })
            .collect()
    }
}
