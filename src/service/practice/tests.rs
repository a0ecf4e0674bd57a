//! Cases of populations that have them and of populations that do not.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use chrono::NaiveDate;

use super::kinds::Kind;
use super::scan::{Catalogue, scan};
use crate::environment::Environment;
use crate::identifier::PersonalIdentityCode;
use crate::query::PracticeExample;
use crate::register::Person;
use crate::store::{Settings, Store};
use crate::synthetic::population;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

async fn scanned(persons: &[Person]) -> Catalogue {
    let store = Store::open(&Settings::in_memory()).await.unwrap();
    store
        .create_persons(Environment::Training, persons)
        .await
        .unwrap();
    scan(&store, day()).await.unwrap()
}

fn all(catalogue: &Catalogue) -> Vec<Vec<PracticeExample>> {
    Kind::ALL.iter().map(|kind| catalogue.examples(*kind)).collect()
}

#[tokio::test]
async fn a_register_without_a_case_gives_none_of_it() {
    let catalogue = scanned(&[]).await;
    assert!(all(&catalogue).iter().all(Vec::is_empty));
}

#[tokio::test]
async fn a_generated_population_gives_the_same_few_examples_each_time() {
    let persons: Vec<Person> = population(900, 7, day()).flatten().collect();
    let (one, two) = (scanned(&persons).await, scanned(&persons).await);
    assert_eq!(all(&one), all(&two));
    assert!(all(&one).iter().all(|examples| examples.len() <= 3));
    for kind in [
        Kind::Plain,
        Kind::UnderFifteen,
        Kind::FormerName,
        Kind::ClientIdentifier,
    ] {
        assert!(!one.examples(kind).is_empty(), "{kind:?}");
    }
    // What a case says is so of the person.
    for example in one.examples(Kind::UnderFifteen) {
        let code = PersonalIdentityCode::parse(&example.told).unwrap();
        let person = persons.iter().find(|person| person.code == code).unwrap();
        assert!((0..15).contains(&person.facts.age(day())));
    }
}

#[tokio::test]
async fn a_person_with_a_real_code_is_never_told() {
    let mut persons: Vec<Person> = population(300, 7, day()).flatten().collect();
    // The example of the authority's own public pages: outside the range of test codes.
    persons.truncate(1);
    persons[0].code = PersonalIdentityCode::parse("131052-308T").unwrap();
    persons[0].facts.dead = true;
    let catalogue = scanned(&persons).await;
    assert!(all(&catalogue).iter().all(Vec::is_empty));
}
