//! Person identification and ownership: what each search finds, what it costs, what the log keeps.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use chrono::NaiveDate;
use luotain::environment::Environment;
use luotain::identifier::{MunicipalityCode, PersonalIdentityCode};
use luotain::register::codes::Sex;
use luotain::register::groups::{BirthGroup, HomeMunicipalityGroup, IdentityGroup, NameGroup, SexGroup};
use luotain::register::{
    BilingualName, Municipality, NonDisclosure, PartialDate, Person, PersonFacts, PersonGroups, Versioned,
};
use serde_json::{Value, json};

use crate::support::{Client, TestApp, entry_of, groups_of, problem};

/// Who is searched, in which role.
#[derive(Clone)]
pub struct Search {
    pub permit: &'static str,
    pub role: &'static str,
    pub purpose: &'static str,
    pub environment: &'static str,
    pub surname: &'static str,
    pub first_names: &'static str,
    pub birth_date: &'static str,
    /// Further criteria.
    pub more: Value,
}

impl Search {
    pub fn of(surname: &'static str, first_names: &'static str, birth_date: &'static str) -> Self {
        Self {
            permit: "kunta",
            role: "asiakaspalvelu",
            purpose: "asukaspalvelu",
            environment: "production",
            surname,
            first_names,
            birth_date,
            more: json!({}),
        }
    }

    pub fn bank(self) -> Self {
        Self {
            permit: "pankki",
            role: "asiakastieto",
            purpose: "tunteminen",
            ..self
        }
    }

    pub fn parish(self) -> Self {
        Self {
            permit: "seurakunta",
            role: "jasenrekisteri",
            purpose: "jasenyys",
            ..self
        }
    }

    pub fn social_work(self) -> Self {
        Self {
            role: "sosiaalityo",
            purpose: "lastensuojelu",
            ..self
        }
    }

    pub fn narrowed(self, more: Value) -> Self {
        Self { more, ..self }
    }

    pub fn body(&self) -> Value {
        let mut query = json!({
            "environment": self.environment, "permit": self.permit, "role": self.role,
            "purpose": self.purpose, "reference": "KUU 12/2026", "surname": self.surname,
            "firstNames": self.first_names, "birthDate": self.birth_date,
        });
        for (name, value) in self.more.as_object().unwrap() {
            query[name] = value.clone();
        }
        json!({ "query": query })
    }

    pub async fn ask(&self, client: &mut Client) -> (StatusCode, Value) {
        client.post("/api/query/person/identify", &self.body()).await
    }

    pub async fn found(&self, client: &mut Client) -> Value {
        let (status, answer) = self.ask(client).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }
}

/// The plain named person.
pub fn plain() -> Search {
    Search::of("Mäkinen", "Antti Olavi", "12.5.1984")
}

pub fn kind(answer: &Value) -> &str {
    answer["answer"]["kind"].as_str().unwrap()
}

/// Persons who share a name and a day of birth, the first of them in Tampere, the others elsewhere.
pub async fn add_namesakes(app: &TestApp, count: u16, change: impl Fn(u16, &mut Person)) {
    let day = NaiveDate::from_ymd_opt(1971, 2, 3).unwrap();
    let persons: Vec<Person> = (0..count)
        .map(|number| {
            let code = PersonalIdentityCode::from_parts(day, '-', 900 + number).unwrap();
            let mut person = Person {
                code,
                facts: PersonFacts::new(day),
                groups: PersonGroups {
                    identity: Some(IdentityGroup {
                        code: Some(code),
                        ..IdentityGroup::default()
                    }),
                    name: Some(NameGroup {
                        surname: "Kaima".to_owned(),
                        first_names: "Toivo Tapani".to_owned(),
                        ..NameGroup::default()
                    }),
                    birth: Some(BirthGroup {
                        date: Some(PartialDate::parse("1971-02-03").unwrap()),
                        municipality: Some(municipality("837", "Tampere")),
                        ..BirthGroup::default()
                    }),
                    sex: Some(SexGroup {
                        sexes: vec![Versioned::active(Sex::Male, None)],
                        ..SexGroup::default()
                    }),
                    home_municipality: Some(home(if number == 0 {
                        municipality("837", "Tampere")
                    } else {
                        municipality("297", "Kuopio")
                    })),
                    ..PersonGroups::default()
                },
            };
            change(number, &mut person);
            person
        })
        .collect();
    app.store
        .create_persons(Environment::Production, &persons)
        .await
        .unwrap();
}

pub fn municipality(code: &str, name: &str) -> Municipality {
    Municipality {
        code: Some(MunicipalityCode::parse(code).unwrap()),
        name: BilingualName::new(name, ""),
    }
}

fn home(municipality: Municipality) -> HomeMunicipalityGroup {
    HomeMunicipalityGroup {
        municipalities: vec![Versioned::active(municipality, None)],
        ..HomeMunicipalityGroup::default()
    }
}

pub fn namesakes() -> Search {
    Search::of("Kaima", "Toivo Tapani", "3.2.1971")
}

#[tokio::test]
async fn one_hit_is_answered_with_all_that_the_role_may_see_and_logged_with_its_criteria() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let answer = plain().found(&mut client).await;
    assert_eq!(kind(&answer), "found");
    assert_eq!(groups_of(&answer).len(), 9);
    assert_eq!(answer["answer"]["summary"]["name"], "Antti Olavi Mäkinen");
    assert!(
        answer["answer"]["summary"]["life"]
            .as_str()
            .unwrap()
            .starts_with("42 vuotta, syntynyt 12.5.1984")
    );
    let entry = entry_of(&answer);
    assert_eq!(entry.operation, "person-identification");
    assert_eq!(
        entry.criteria,
        [
            ("surname", "Mäkinen"),
            ("firstNames", "Antti Olavi"),
            ("birthDate", "1984-05-12")
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!(entry.subjects.first().unwrap().as_str(), app.code("plain"));
    assert_eq!(entry.result, "found");
}

#[tokio::test]
async fn names_are_found_in_any_case_accent_and_order_but_not_by_a_part() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for (surname, first) in [
        ("MAKINEN", "antti olavi"),
        ("mäkinen", "Antti-Olavi"),
        ("Ma\u{308}kinen", "Antti  Olavi"),
        (" Mäkinen ", "ANTTI OLAVI"),
    ] {
        let answer = Search::of(surname, first, "1984-05-12").found(&mut client).await;
        assert_eq!(
            (kind(&answer), answer["answer"]["swapped"].as_bool()),
            ("found", None),
            "{surname}"
        );
    }
    let turned = Search::of("Antti Olavi", "Mäkinen", "12.5.1984")
        .found(&mut client)
        .await;
    assert_eq!(
        (kind(&turned), &turned["answer"]["swapped"]),
        ("found", &json!(true))
    );
    for (surname, first, date) in [
        ("Mäki", "Antti Olavi", "12.5.1984"),
        ("Mäkinen", "Antti", "12.5.1984"),
        ("Mäkinen", "Olavi Antti", "12.5.1984"),
        ("Mäkinen", "Antti Olavi", "13.5.1984"),
    ] {
        let answer = Search::of(surname, first, date).found(&mut client).await;
        assert_eq!(kind(&answer), "no-data", "{surname} {first} {date}");
    }
}

#[tokio::test]
async fn names_of_other_scripts_and_with_particles_are_found() {
    let app = TestApp::new().await;
    let names = [
        ("von der Leyen", "Anna-Liisa", "VON DER LEYEN", "anna liisa"),
        ("O’Brien", "Síle", "O'Brien", "Sile"),
        ("Đorđević", "Željko", "đorđević", "Zeljko"),
        ("Нефёдова", "Ольга", "нефёдова", "ОЛЬГА"),
        ("محمد", "علي", "محمد", "علي"),
        ("田中", "太郎", "田中", "太郎"),
    ];
    add_namesakes(&app, 6, |number, person| {
        let (surname, first_names, ..) = names[usize::from(number)];
        let name = person.groups.name.as_mut().unwrap();
        surname.clone_into(&mut name.surname);
        first_names.clone_into(&mut name.first_names);
    })
    .await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for (surname, first_names, asked_surname, asked_first_names) in names {
        for (surname, first_names) in [(surname, first_names), (asked_surname, asked_first_names)] {
            let answer = Search::of(surname, first_names, "3.2.1971")
                .found(&mut client)
                .await;
            assert_eq!(kind(&answer), "found", "{surname} {first_names}");
        }
    }
}

#[tokio::test]
async fn former_names_are_searched_only_by_a_role_that_has_them() {
    let app = TestApp::new().await;
    let former = Search::of("Niemi", "Laura Kristiina", "3.9.1986");
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    assert_eq!(kind(&former.found(&mut client).await), "no-data");
    let with = former.social_work().found(&mut client).await;
    assert_eq!(kind(&with), "found");
    assert_eq!(with["answer"]["summary"]["name"], "Laura Kristiina Mäkinen");
}

#[tokio::test]
async fn several_hits_are_a_short_list_without_codes_and_more_than_ten_are_none() {
    let app = TestApp::new().await;
    add_namesakes(&app, 10, |_, _| {}).await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    let answer = namesakes().found(&mut client).await;
    assert_eq!(kind(&answer), "several");
    let hits = answer["answer"]["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 10);
    assert_eq!(hits[0]["name"], "Toivo Tapani Kaima");
    assert_eq!(hits[0]["birth_date"], "3.2.1971");
    assert_eq!(hits[0]["home_municipality"], "Tampere (837)");
    assert!(answer["answer"]["sections"] == json!([]) && answer["answer"]["summary"].is_null());
    assert!(!answer["answer"].to_string().contains("030271"), "no code");
    let entry = entry_of(&answer);
    assert_eq!((entry.result.as_str(), entry.subjects.len()), ("several", 10));
    assert_eq!(entry.groups_shown, ["name", "birth", "homeMunicipality"]);

    let eleventh = NaiveDate::from_ymd_opt(1971, 2, 3).unwrap();
    let code = PersonalIdentityCode::from_parts(eleventh, 'Y', 901).unwrap();
    let person = Person {
        code,
        facts: PersonFacts::new(eleventh),
        groups: PersonGroups {
            name: Some(NameGroup {
                surname: "Kaima".to_owned(),
                first_names: "Toivo Tapani".to_owned(),
                ..NameGroup::default()
            }),
            ..PersonGroups::default()
        },
    };
    app.store
        .create_persons(Environment::Production, &[person])
        .await
        .unwrap();
    let answer = namesakes().found(&mut client).await;
    assert_eq!(kind(&answer), "too-many");
    assert!(answer["answer"]["hits"].is_null() && answer["answer"]["kept"].is_null());
    assert_eq!(entry_of(&answer).subjects.len(), 0);
}

#[tokio::test]
async fn a_search_is_narrowed_by_home_and_birth_municipality_and_by_sex() {
    let app = TestApp::new().await;
    add_namesakes(&app, 3, |_, _| {}).await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for home in ["Tampere", "TAMMERFORS", "837"] {
        let answer = namesakes()
            .narrowed(json!({ "homeMunicipality": home }))
            .found(&mut client)
            .await;
        assert_eq!(kind(&answer), "found", "{home}");
    }
    let elsewhere = namesakes()
        .narrowed(json!({ "homeMunicipality": "Oulu" }))
        .found(&mut client)
        .await;
    assert_eq!(kind(&elsewhere), "no-data");
    let born = namesakes()
        .narrowed(json!({ "birthMunicipality": "Tampere" }))
        .found(&mut client)
        .await;
    assert_eq!(kind(&born), "several");
    // Customer service does not have the sex: a search may not confirm it either.
    let (status, answer) = namesakes().narrowed(json!({ "sex": "1" })).ask(&mut client).await;
    assert_eq!(
        (status, problem(&answer).as_str()),
        (StatusCode::BAD_REQUEST, "criteria")
    );
    assert_eq!(
        answer["problem"]["detail"],
        json!([{ "criterion": "sex", "fault": "not-in-role" }])
    );
    let woman = namesakes()
        .social_work()
        .narrowed(json!({ "sex": "2" }))
        .found(&mut client)
        .await;
    assert_eq!(kind(&woman), "no-data");
    let (_, answer) = namesakes()
        .narrowed(json!({ "homeMunicipality": "Kuviteltula" }))
        .ask(&mut client)
        .await;
    assert_eq!(
        answer["problem"]["detail"],
        json!([{ "criterion": "home-municipality", "fault": "no-such-municipality" }])
    );
}

#[tokio::test]
async fn wrong_criteria_are_named_all_at_once_and_nothing_is_logged_or_charged() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("pankki.kysely1").await;
    let long = "a".repeat(200);
    let long: &'static str = Box::leak(long.into_boxed_str());
    let cases = [
        (Search::of("", "Antti Olavi", "12.5.1984"), "surname", "missing"),
        (
            Search::of("Mäk*", "Antti Olavi", "12.5.1984"),
            "surname",
            "wildcard",
        ),
        (
            Search::of(long, "Antti Olavi", "12.5.1984"),
            "surname",
            "too-long",
        ),
        (
            Search::of("Mäkinen", "A1", "12.5.1984"),
            "first-names",
            "not-a-name",
        ),
        (
            Search::of("Mäkinen", "Antti Olavi", "5/1984"),
            "birth-date",
            "not-a-whole-date",
        ),
        (
            Search::of("Mäkinen", "Antti Olavi", "1984"),
            "birth-date",
            "not-a-whole-date",
        ),
        (
            Search::of("Mäkinen", "Antti Olavi", "12.5.84"),
            "birth-date",
            "short-year",
        ),
        (
            Search::of("Mäkinen", "Antti Olavi", "31.2.1984"),
            "birth-date",
            "no-such-day",
        ),
        (
            Search::of("Mäkinen", "Antti Olavi", "24.11.2026"),
            "birth-date",
            "to-come",
        ),
    ];
    for (search, criterion, fault) in cases {
        let (status, answer) = search.bank().ask(&mut client).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{fault}");
        assert_eq!(
            answer["problem"]["detail"],
            json!([{ "criterion": criterion, "fault": fault }])
        );
        assert!(
            !answer.to_string().contains("kinen"),
            "an error repeats what was sent"
        );
    }
    let (_, answer) = Search::of("%", "?", "").bank().ask(&mut client).await;
    assert_eq!(answer["problem"]["detail"].as_array().unwrap().len(), 3);
    assert_eq!(app.entries(Environment::Production).await, 0);
}

#[tokio::test]
async fn an_identification_has_a_price_of_its_own_whatever_the_answer() {
    let app = TestApp::new().await;
    add_namesakes(&app, 3, |_, _| {}).await;
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let (mut parish, _) = app.signed_in("seurakunta.kysely1").await;
    let nobody = Search::of("Olematon", "Olli", "1.1.1970");
    for search in [plain(), namesakes(), nobody] {
        let answer = search.clone().bank().found(&mut bank).await;
        assert_eq!(answer["answer"]["price"], "0,67 €");
        let entry = entry_of(&answer);
        assert_eq!(entry.price_item.as_deref(), Some("person-identification"));
        assert_eq!(entry.price_thousandths, 670);
        let answer = search.clone().parish().found(&mut parish).await;
        assert_eq!(entry_of(&answer).price_thousandths, 185);
        let training = Search {
            environment: "training",
            ..search.parish()
        };
        let answer = training.found(&mut parish).await;
        let entry = entry_of(&answer);
        assert_eq!((entry.price_thousandths, entry.price_item), (0, None));
    }
}

#[tokio::test]
async fn opening_a_hit_is_a_query_of_its_own_at_the_price_of_one() {
    let app = TestApp::new().await;
    add_namesakes(&app, 2, |_, _| {}).await;
    let (mut bank, _) = app.signed_in("pankki.kysely1").await;
    let list = namesakes().bank().found(&mut bank).await;
    assert_eq!(list["answer"]["hit_price"], "0,39 €");
    let hit = list["answer"]["hits"][1]["id"].clone();
    let query = |hit: &Value| {
        let mut body = namesakes().bank().body();
        body["query"]["hit"] = hit.clone();
        body
    };
    let (status, answer) = bank.post("/api/query/person/hit", &query(&hit)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(
        (kind(&answer), &answer["answer"]["price"]),
        ("found", &json!("0,39 €"))
    );
    let entry = entry_of(&answer);
    assert_eq!(entry.price_item.as_deref(), Some("data-query"));
    assert_eq!(entry.subjects, [entry_of(&list).subjects[1]]);
    assert_eq!(entry.criteria[0], ("refersTo".to_owned(), "0".to_owned()));

    // A hit opens nothing for another session, in another role, or if it never was.
    let (mut other, _) = app.signed_in("pankki.kysely2").await;
    for (client, hit) in [(&mut other, hit.clone()), (&mut bank, json!("abc"))] {
        let (status, answer) = client.post("/api/query/person/hit", &query(&hit)).await;
        assert_eq!(
            (status, problem(&answer).as_str()),
            (StatusCode::NOT_FOUND, "not-found")
        );
    }
    assert_eq!(app.entries(Environment::Production).await, 2);
}

#[tokio::test]
async fn a_protected_person_is_listed_without_the_municipality_and_cannot_be_found_by_it() {
    let app = TestApp::new().await;
    let ban = NonDisclosure {
        from: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
        until: None,
    };
    add_namesakes(&app, 2, |number, person| {
        if number == 0 {
            person.facts.non_disclosure = Some(ban);
        }
    })
    .await;
    let (mut client, _) = app.signed_in("kunta.kysely1").await;
    for search in [namesakes(), namesakes().social_work()] {
        let answer = search.found(&mut client).await;
        let hits = answer["answer"]["hits"].as_array().unwrap();
        assert_eq!(
            (&hits[0]["home_municipality"], &hits[0]["masked"]),
            (&Value::Null, &json!(true))
        );
        assert_eq!(hits[1]["home_municipality"], "Kuopio (297)");
        assert!(!answer["answer"].to_string().contains("Tampere"));
        assert!(!entry_of(&answer).non_disclosure_seen);
        // The right municipality, a wrong one and none find the protected person alike.
        let mut found = Vec::new();
        for home in ["Tampere", "Oulu", "Inari"] {
            let narrowed = search.clone().narrowed(json!({ "homeMunicipality": home }));
            let answer = narrowed.found(&mut client).await;
            let entry = entry_of(&answer);
            found.push((kind(&answer).to_owned(), entry.subjects));
        }
        assert_eq!(found[0].0, "found");
        assert!(found.iter().all(|one| *one == found[0]));
    }
}

#[tokio::test]
async fn ownership_shows_what_a_person_owns_and_no_other_group() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely3").await;
    let code = app.code("plain");
    let body = |role: &str| {
        json!({ "query": {
            "environment": "production", "permit": "kunta", "role": role,
            "purpose": "asukaspalvelu", "reference": "KUU 12/2026", "code": code,
        } })
    };
    let (status, answer) = client
        .post("/api/query/person/ownership", &body("toimeentulotuki"))
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(groups_of(&answer), ["identity", "name", "ownership"]);
    assert_eq!(
        answer["answer"]["hidden"],
        json!([]),
        "no word of groups that it is not about"
    );
    let owned = &answer["answer"]["sections"][2]["current"];
    assert!(owned.as_array().unwrap().len() > 1, "{owned}");
    let entry = entry_of(&answer);
    assert_eq!(
        (entry.operation.as_str(), entry.groups_shown.len()),
        ("person-ownership", 3)
    );
    // Under a non-disclosure the ownership would tell the place.
    let hidden = json!({ "query": {
        "environment": "production", "permit": "kunta", "role": "toimeentulotuki",
        "purpose": "asukaspalvelu", "reference": "KUU 12/2026", "code": app.code("nonDisclosure"),
    } });
    let (_, answer) = client.post("/api/query/person/ownership", &hidden).await;
    assert_eq!(groups_of(&answer), ["identity", "name"]);
    assert_eq!(answer["answer"]["hidden"][0]["groups"], json!(["Omistukset"]));
}

#[tokio::test]
async fn a_client_identifier_finds_its_person_and_is_what_the_log_keeps() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.kysely3").await;
    let code = PersonalIdentityCode::parse(&app.code("plain")).unwrap();
    let every = [luotain::register::DataGroup::Identity].into();
    let person = app
        .store
        .find_person(Environment::Production, code, &every)
        .await
        .unwrap()
        .unwrap();
    let satu = person.groups.identity.unwrap().electronic_identifiers[0].value;
    let body = |satu: &str| {
        json!({ "query": {
            "environment": "production", "permit": "kunta", "role": "toimeentulotuki",
            "purpose": "asukaspalvelu", "reference": "KUU 12/2026", "code": satu,
        } })
    };
    let (status, answer) = client.post("/api/query/person", &body(satu.as_str())).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["answer"]["summary"]["name"], "Antti Olavi Mäkinen");
    let entry = entry_of(&answer);
    assert_eq!(entry.operation, "person-by-client-identifier");
    assert_eq!(
        entry.criteria,
        [("electronicClientIdentifier".to_owned(), satu.as_str().to_owned())]
    );
    assert_eq!(entry.subjects, [code]);
    let (_, answer) = client.post("/api/query/person", &body("99999999D")).await;
    assert_eq!(kind(&answer), "no-data");
    assert_eq!(entry_of(&answer).price_item.as_deref(), Some("data-query"));
    let (_, answer) = client.post("/api/query/person", &body("1000000")).await;
    assert_eq!(problem(&answer), "identifier");
}
