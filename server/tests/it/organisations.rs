//! Organisations as the authority keeps them: created, renamed, described, merged; and a person
//! who changes employer (S94, S95).

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use axum::http::StatusCode;
use luotain::identifier::BusinessId;
use luotain::permit::Key;
use serde_json::{Value, json};
use webauthn_authenticator_rs::WebauthnAuthenticator;

use crate::management::{add, find, first_sign_in, give, target};
use crate::support::{Client, Query, SoftKey, TestApp, own_password, problem};

/// A business id that nobody has: about one number in eleven is not used.
fn business_id(serial: u32) -> String {
    (serial..)
        .find_map(|serial| BusinessId::from_serial(serial).ok())
        .unwrap()
        .as_str()
        .to_owned()
}

fn name(fi: &str, sv: &str) -> Value {
    json!({ "fi": fi, "sv": sv, "en": "" })
}

async fn page(client: &mut Client, id: &str) -> Value {
    let (status, page) = client
        .post("/api/authority/organisation/find", &json!({ "id": id }))
        .await;
    assert_eq!(status, StatusCode::OK, "{page}");
    page
}

async fn at(client: &mut Client, id: &str) -> Value {
    json!({ "id": id, "revision": page(client, id).await["revision"] })
}

async fn post(client: &mut Client, what: &str, body: Value) -> (StatusCode, Value) {
    client
        .post(&format!("/api/authority/organisation/{what}"), &body)
        .await
}

fn refusal(answer: &Value) -> (&Value, &Value) {
    (&answer["problem"]["code"], &answer["problem"]["detail"])
}

#[tokio::test]
async fn a_new_organisation_has_nobody_and_its_days_without_a_responsible_user_count() {
    let app = TestApp::new().await;
    let (mut handler, _) = app.signed_in("viranomainen.kasittelija").await;
    let body = |fi: &str, number: &str| json!({ "name": name(fi, "Talludden"), "business_id": number, "reason": "hakemus 1.11.2026" });
    let (status, id) = post(
        &mut handler,
        "create",
        body("Mäntylän kaupunki", &business_id(9_000_500)),
    )
    .await;
    assert_eq!((status, &id), (StatusCode::OK, &json!("mantylankaupunki")));
    let made = page(&mut handler, "mantylankaupunki").await;
    assert_eq!((&made["users"], &made["permits"]), (&json!(0), &json!([])));
    assert_eq!(made["warning"]["suspends_on"], "23.12.2026");
    let what: Vec<&Value> = made["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["what"])
        .collect();
    assert!(what.contains(&&json!("Organisaatio perustettu")), "{what:?}");
    let row = made["history"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["what"] == "Organisaatio perustettu")
        .unwrap();
    assert_eq!(
        (&row["by"], &row["reason"]),
        (&json!("Liisa Lupanen"), &json!("hakemus 1.11.2026"))
    );

    // What is wrong is named.
    let taken = made["business_id"].as_str().unwrap().to_owned();
    for (fi, number, expected) in [
        ("", &*business_id(9_000_700), json!("name-fi")),
        ("MÄNTYLÄN kaupunki", &business_id(9_000_700), json!("name-taken")),
        ("Toinen", &taken, json!("business-id-taken")),
    ] {
        let (status, answer) = post(&mut handler, "create", body(fi, number)).await;
        assert_eq!(
            (status, refusal(&answer)),
            (StatusCode::BAD_REQUEST, (&json!("organisation"), &expected)),
            "{fi}"
        );
    }
    let (status, answer) = post(&mut handler, "create", body("Kolmas", "1234567-8")).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::BAD_REQUEST, "identifier".to_owned())
    );

    // The approver appoints; the handler does not.
    let appoint = json!({
        "organisation": "mantylankaupunki",
        "person": {
            "code": app.code("plain"), "name": "Maija Mänty", "email": "maija@mantyla.example", "language": "fi",
        },
        "reason": "hakemus 1.11.2026",
    });
    let (status, _) = handler
        .post("/api/authority/responsible-user/appoint", &appoint)
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (mut approver, _) = app.signed_in("viranomainen.hyvaksyja").await;
    let (status, created) = approver
        .post("/api/authority/responsible-user/appoint", &appoint)
        .await;
    assert_eq!(status, StatusCode::OK, "{created}");
    assert_eq!(created["username"], "mantylankaupunki.mmanty");
    let made = page(&mut handler, "mantylankaupunki").await;
    assert_eq!((&made["warning"], &made["users"]), (&Value::Null, &json!(1)));
}

#[tokio::test]
async fn an_earlier_name_stays_in_the_history_with_its_day_and_reason() {
    let app = TestApp::new().await;
    let (mut handler, _) = app.signed_in("viranomainen.kasittelija").await;
    let seen = at(&mut handler, "pankki").await;
    let body = |target: &Value, fi: &str, from: &str| json!({ "target": target, "name": name(fi, ""), "from": from, "reason": "nimi on muuttunut" });
    let (status, answer) = post(&mut handler, "rename", body(&seen, "Aurora Pankki", "2026-11-24")).await;
    assert_eq!(
        (status, refusal(&answer)),
        (
            StatusCode::BAD_REQUEST,
            (&json!("organisation"), &json!("from-future"))
        )
    );
    let (status, answer) = post(&mut handler, "rename", body(&seen, "Aurora Pankki", "2026-11-01")).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let now = page(&mut handler, "pankki").await;
    assert_eq!(now["name"]["fi"], "Aurora Pankki");
    assert_eq!(
        now["history"][0]["what"],
        "Nimi Pohjantähti Pankki Oyj vaihdettu nimeksi Aurora Pankki 1.11.2026 alkaen"
    );
    assert_eq!(now["history"][0]["reason"], "nimi on muuttunut");
    // Two at once: the second is told.
    let (status, answer) = post(&mut handler, "rename", body(&seen, "Muu Pankki", "2026-11-01")).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "changed".to_owned())
    );
    // Its people see the new name at once.
    let (mut user, _) = app.signed_in("pankki.kysely1").await;
    let (_, view) = user.post("/api/session/view", &json!({})).await;
    assert_eq!(view["organisation"]["fi"], "Aurora Pankki");
}

#[tokio::test]
async fn contacts_and_invoicing_are_kept_and_what_is_wrong_is_named_with_its_row() {
    let app = TestApp::new().await;
    let (mut handler, _) = app.signed_in("viranomainen.kasittelija").await;
    let number = page(&mut handler, "kunta").await["business_id"].clone();
    let contact = |email: &str, phone: &str| json!({ "role": "billing", "name": "Laura Lasku", "email": email, "phone": phone });
    let good = contact("laura@kuusela.example", "+358 29 500 0000");
    for (contacts, expected) in [
        (json!([good, contact("laura", "")]), json!({ "contact-email": 2 })),
        (
            json!([contact("laura@kuusela.example", "soita")]),
            json!({ "contact-phone": 1 }),
        ),
        (json!(vec![good.clone(); 11]), json!("too-many")),
    ] {
        let body = json!({
            "target": at(&mut handler, "kunta").await, "business_id": number, "contacts": contacts,
            "reason": "kunnan ilmoitus",
        });
        let (status, answer) = post(&mut handler, "update", body).await;
        assert_eq!(
            (status, refusal(&answer)),
            (StatusCode::BAD_REQUEST, (&json!("organisation"), &expected))
        );
    }
    let body = json!({
        "target": at(&mut handler, "kunta").await, "business_id": number, "contacts": [good],
        "reason": "kunnan ilmoitus",
    });
    let (status, answer) = post(&mut handler, "update", body.clone()).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(page(&mut handler, "kunta").await["contacts"], json!([good]));
    let invoicing = json!({
        "target": at(&mut handler, "kunta").await, "reason": "kunnan ilmoitus",
        "invoicing": [{ "lines": [], "e_invoice": "003712345671", "operator": "003721291126", "reference": "" }],
    });
    let (status, answer) = post(&mut handler, "invoicing", invoicing).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let now = page(&mut handler, "kunta").await;
    assert_eq!(now["invoicing"][0]["operator"], "003721291126");
    assert_eq!(now["history"].as_array().map(Vec::len), Some(2));
}

/// Merges the parish into the municipality.
async fn merge(handler: &mut Client, typed: &str) -> (StatusCode, Value) {
    let body = json!({
        "target": at(handler, "seurakunta").await, "into": "kunta", "typed": typed, "reason": "yhdistyminen 1.11.2026",
    });
    post(handler, "merge", body).await
}

#[tokio::test]
async fn a_merger_moves_people_and_permits_ends_their_sessions_and_keeps_their_usernames() {
    let app = TestApp::new().await;
    let (mut handler, _) = app.signed_in("viranomainen.kasittelija").await;
    let (mut user, mut key) = app.signed_in("seurakunta.kysely1").await;
    let (mut parish, _) = app.signed_in("seurakunta.vastuu").await;
    let (mut town, _) = app.signed_in("kunta.vastuu").await;
    // A request that waits moves, too.
    let (_, created) = add(&mut parish, &app.code("plain"), "Tiina Testaaja").await;
    let id = created["id"].as_str().unwrap().to_owned();
    let asked = target(&mut parish, &id).await;
    let role = ("seurakunta", "jasenrekisteri");
    let (status, _) = give(&mut parish, &asked, role, ("2026-11-23", "2027-06-30")).await;
    assert_eq!(status, StatusCode::OK);

    let (status, answer) = merge(&mut handler, "Kuuselan kunta").await;
    assert_eq!(
        (status, refusal(&answer)),
        (
            StatusCode::BAD_REQUEST,
            (&json!("organisation"), &json!("confirmation"))
        )
    );
    let (status, answer) = merge(&mut handler, " kuuselan SEURAKUNTA ").await;
    assert_eq!(
        (status, &answer),
        (
            StatusCode::OK,
            &json!({ "outcome": "merged", "users": 4, "permits": 1 })
        )
    );

    // Sessions ended; the same username and key open the other organisation.
    let code = app.code("abroad");
    let (status, answer) = user.find_person(&Query::parish(&code)).await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::UNAUTHORIZED, "signed-out".to_owned())
    );
    let mut user = app.client();
    user.give_password("seurakunta.kysely1", &own_password("seurakunta.kysely1"))
        .await;
    assert_eq!(user.use_key(&mut key).await.0, StatusCode::OK);
    let (_, view) = user.post("/api/session/view", &json!({})).await;
    assert_eq!(view["organisation"]["fi"], "Kuuselan kunta");
    let (status, answer) = user.find_person(&Query::parish(&code)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");

    // Those who stay manage those who came, whose past is in the register.
    let person = find(&mut town, "seurakunta-kysely1").await;
    assert_eq!(person["rights"][0]["permit"], "seurakunta");
    let waiting = find(&mut town, &id).await;
    assert_eq!(waiting["requests"][0]["state"], "waiting");
    assert_eq!(waiting["requests"][0]["organisation"], "Kuuselan kunta");
    let query =
        json!({ "query": { "search": "hymni", "kind": null, "from": null, "until": null, "page": 0 } });
    let (_, register) = town.post("/api/management/register/list", &query).await;
    assert_eq!(register["total"], 2);

    // Both histories tell of it; the one that went is a memory that takes no change.
    let stays = page(&mut handler, "kunta").await;
    assert_eq!(
        stays["history"][0]["what"],
        "Organisaatio Kuuselan seurakunta yhdistetty tähän: käyttäjätunnuksia 4, tietolupia 1"
    );
    assert_eq!(stays["permits"].as_array().map(Vec::len), Some(2));
    let gone = page(&mut handler, "seurakunta").await;
    assert_eq!(
        gone["history"][0]["what"],
        "Yhdistetty organisaatioon Kuuselan kunta"
    );
    assert_eq!(
        (&gone["users"], &gone["may_change"], &gone["warning"]),
        (&json!(0), &json!(false), &Value::Null)
    );
    let (status, answer) = merge(&mut handler, "Kuuselan seurakunta").await;
    assert_eq!(
        (status, refusal(&answer)),
        (
            StatusCode::BAD_REQUEST,
            (&json!("organisation"), &json!("not-mergeable"))
        )
    );
    // An earlier version of the permit still names its earlier holder: the log refers to it.
    let permits = app.store.list_permits().await.unwrap();
    let mut holders: Vec<(u32, &str)> = permits
        .iter()
        .filter(|permit| permit.id.as_str() == "seurakunta")
        .map(|permit| (permit.version, permit.organisation.as_str()))
        .collect();
    holders.sort_unstable();
    assert_eq!(holders, [(2, "seurakunta"), (3, "kunta")]);
}

#[tokio::test]
async fn nothing_is_merged_while_somebody_has_a_username_in_both() {
    let app = TestApp::new().await;
    let (mut handler, _) = app.signed_in("viranomainen.kasittelija").await;
    let (mut parish, _) = app.signed_in("seurakunta.vastuu").await;
    let (mut town, _) = app.signed_in("kunta.vastuu").await;
    let (_, here) = add(&mut parish, &app.code("plain"), "Tiina Testaaja").await;
    let (status, there) = add(&mut town, &app.code("plain"), "Tiina Testaaja").await;
    assert_eq!(status, StatusCode::OK, "{there}");
    let (status, answer) = merge(&mut handler, "Kuuselan seurakunta").await;
    assert_eq!(
        (status, &answer),
        (
            StatusCode::OK,
            &json!({ "outcome": "in-both", "people": [{
                "name": "Tiina Testaaja", "username": here["username"], "other_username": there["username"],
            }] })
        )
    );
    let (status, _) = parish.post(PEOPLE, &json!({ "query": everybody() })).await;
    assert_eq!(status, StatusCode::OK, "no session was ended");
    let id = here["id"].as_str().unwrap();
    let ending = target(&mut parish, id).await;
    parish
        .post(
            "/api/management/person/end",
            &json!({ "target": ending, "reason": "toinen tunnus riittää" }),
        )
        .await;
    let (status, answer) = merge(&mut handler, "Kuuselan seurakunta").await;
    assert_eq!((status, &answer["outcome"]), (StatusCode::OK, &json!("merged")));
    // The ended one stays behind: a person has one username in an organisation.
    let users = app.store.list_users().await.unwrap();
    let of = |id: &str| {
        let user = users.iter().find(|user| user.id.as_str() == id).unwrap();
        user.organisation.as_str().to_owned()
    };
    assert_eq!(of(id), "seurakunta");
    assert_eq!(of(there["id"].as_str().unwrap()), "kunta");
    let (status, answer) = add(&mut town, &app.code("plain"), "Tiina Testaaja").await;
    assert_eq!(
        (status, problem(&answer)),
        (StatusCode::CONFLICT, "person-here".to_owned())
    );
}

const PEOPLE: &str = "/api/management/people/list";

fn everybody() -> Value {
    json!({
        "search": "", "role": null, "state": null, "expiring": false, "unused": false,
        "sort": "name", "descending": false, "page": 0,
    })
}

#[tokio::test]
async fn a_person_who_changes_employer_gets_a_new_username_and_links_the_key_to_it_anew() {
    let app = TestApp::new().await;
    let (mut town, _) = app.signed_in("kunta.vastuu").await;
    let (mut bank, _) = app.signed_in("pankki.vastuu").await;
    let (_, old) = add(&mut town, &app.code("plain"), "Tiina Testaaja").await;
    let old_id = old["id"].as_str().unwrap().to_owned();
    let held = target(&mut town, &old_id).await;
    let role = ("kunta", "asiakaspalvelu");
    give(&mut town, &held, role, ("2026-11-23", "2027-06-30")).await;
    let (mut before, mut key) = first_sign_in(&app, &old_id, old["username"].as_str().unwrap()).await;

    let (status, new) = add(&mut bank, &app.code("plain"), "Tiina Testaaja").await;
    assert_eq!(status, StatusCode::OK, "{new}");
    assert_ne!(new["username"], old["username"]);
    let new_id = new["id"].as_str().unwrap().to_owned();
    let shown = find(&mut bank, &new_id).await;
    assert_eq!(
        (&shown["rights"], &shown["keys"]),
        (&json!([]), &json!([])),
        "nothing of the other organisation is shown"
    );
    let fresh = target(&mut bank, &new_id).await;
    let given = give(
        &mut bank,
        &fresh,
        ("pankki", "asiakastieto"),
        ("2026-11-23", "2027-06-30"),
    )
    .await;
    assert_eq!(given.0, StatusCode::OK, "{}", given.1);
    let ending = target(&mut town, &old_id).await;
    let (status, _) = town
        .post(
            "/api/management/person/end",
            &json!({ "target": ending, "reason": "vaihtaa työnantajaa" }),
        )
        .await;
    assert_eq!(status, StatusCode::OK);
    let code = app.code("abroad");
    let (status, _) = before.find_person(&Query::customer_service(&code)).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);

    // The first sign-in asks for a key to be linked, whatever was linked elsewhere; the same
    // device makes a second key, and each opens its own username only.
    let secret = crate::management::invitation(&app, &new_id).await;
    let username = new["username"].as_str().unwrap().to_owned();
    let mut client = app.client();
    client.give_password(&username, &secret).await;
    let (_, stage) = client.set_password(&own_password(&username)).await;
    assert_eq!(stage, json!("link-key"));
    let (status, stage) = client.link_key(&mut key, "Sama laite").await;
    assert_eq!((status, stage), (StatusCode::OK, json!("signed-in")));
    assert_eq!(client.find_person(&Query::bank(&code)).await.0, StatusCode::OK);
    let keys = app.store.list_keys(&Key::parse(&new_id).unwrap()).await.unwrap();
    assert_eq!(keys.len(), 1);
    assert!(
        app.store
            .list_keys(&Key::parse(&old_id).unwrap())
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_key_linked_to_one_username_does_not_open_another_of_the_same_person() {
    let app = TestApp::new().await;
    let (mut town, _) = app.signed_in("kunta.vastuu").await;
    let (mut bank, _) = app.signed_in("pankki.vastuu").await;
    let (_, first) = add(&mut town, &app.code("plain"), "Tiina Testaaja").await;
    let (_, second) = add(&mut bank, &app.code("plain"), "Tiina Testaaja").await;
    let text = |created: &Value, name: &str| created[name].as_str().unwrap().to_owned();
    let (_, mut town_key): (_, SoftKey) =
        first_sign_in(&app, &text(&first, "id"), &text(&first, "username")).await;
    let (_, _) = first_sign_in(&app, &text(&second, "id"), &text(&second, "username")).await;
    let username = text(&second, "username");
    let mut client = app.client();
    let (_, stage) = client.give_password(&username, &own_password(&username)).await;
    assert_eq!(stage, json!("use-key"));
    let (_, question) = client.post("/api/sign-in/key/start", &json!({})).await;
    let options = serde_json::from_value(question["options"].clone()).unwrap();
    let origin = webauthn_authenticator_rs::prelude::Url::parse(crate::support::ORIGIN).unwrap();
    // The service asks for the keys of this username, of which the other is none.
    assert!(town_key.0.do_authentication(origin, options).is_err());
}
