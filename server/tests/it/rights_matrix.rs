//! The rights matrix against the framework's own list of server functions, and each function
//! tried as each kind of user (issue: every function has a row, and the row is what happens).

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::StatusCode;
use leptos::server_fn::axum::server_fn_paths;
use luotain::access::{AuthorityRole, Callers};
use luotain_app::api::rights::{RIGHTS, Row, page};
use serde_json::json;

use crate::support::{Client, TestApp};

#[tokio::test]
async fn every_server_function_has_a_row_and_every_row_a_function() {
    // The router registers the functions.
    let _app = TestApp::new().await;
    let registered: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let rows: BTreeSet<String> = RIGHTS
        .iter()
        .map(|row| format!("/api/{}", row.endpoint))
        .collect();
    assert_eq!(registered, rows);
}

#[test]
fn the_page_on_rights_is_written_from_the_table() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rights.md");
    if std::env::var_os("LUOTAIN_WRITE_DOCS").is_some() {
        std::fs::write(&file, page()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), page());
}

/// What a kind of user is.
struct Kind {
    name: &'static str,
    client: Client,
    has_session: bool,
    is_signed_in: bool,
    is_responsible: bool,
    is_granter: bool,
    roles: Vec<AuthorityRole>,
}

impl Kind {
    /// Whether the table lets this kind through.
    fn is_admitted(&self, callers: Callers) -> bool {
        match callers {
            Callers::Anybody => true,
            Callers::Session => self.has_session,
            Callers::SignedIn => self.is_signed_in,
            Callers::Managers => self.is_signed_in && (self.is_responsible || self.is_granter),
            Callers::ResponsibleUsers => self.is_signed_in && self.is_responsible,
            Callers::Authority(role) => self.is_signed_in && self.roles.contains(&role),
            Callers::AuthorityFor(act) => {
                self.is_signed_in && self.roles.iter().any(|role| act.roles().contains(role))
            }
        }
    }

    fn refusal(&self) -> StatusCode {
        if self.is_signed_in {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::UNAUTHORIZED
        }
    }
}

/// Changes a demonstration user in the store.
async fn change_user(app: &TestApp, login: &str, change: impl FnOnce(&mut luotain::store::UserRow)) {
    let mut user = app
        .store
        .list_users()
        .await
        .unwrap()
        .into_iter()
        .find(|user| user.login == login)
        .unwrap();
    change(&mut user);
    app.store.update_user(&user).await.unwrap();
    app.service.reload_directory().await.unwrap();
}

#[tokio::test]
async fn each_function_is_refused_to_each_kind_of_user_that_its_row_does_not_admit() {
    let app = TestApp::new().await;
    change_user(&app, "kunta.kysely2", |user| user.is_rights_granter = true).await;
    change_user(&app, "viranomainen", |user| {
        user.authority_roles = BTreeSet::from([AuthorityRole::RightApprover]);
    })
    .await;
    change_user(&app, "pankki.kysely1", |user| {
        // An administrator of the authority, by role alone: the role is what counts here.
        user.authority_roles = BTreeSet::from([AuthorityRole::Administrator]);
        user.rights.clear();
    })
    .await;
    // Each further role of the authority alone.
    let alone = [
        ("viranomainen.kasittelija", AuthorityRole::PermitHandler),
        ("viranomainen.tarkastaja", AuthorityRole::Auditor),
        ("viranomainen.hyvaksyja", AuthorityRole::Supervisor),
        ("seurakunta.kysely1", AuthorityRole::BillingOfficer),
        ("seurakunta.kysely2", AuthorityRole::ContentEditor),
        ("viranomainen.tuki", AuthorityRole::CustomerSupport),
    ];
    for (login, role) in alone {
        change_user(&app, login, |user| {
            user.authority_roles = BTreeSet::from([role]);
            user.rights.clear();
        })
        .await;
    }
    let mut half = app.client();
    half.give_password("pankki.kysely2", &app.temporary_password("pankki.kysely2"))
        .await;
    let kind = |name, client| Kind {
        name,
        client,
        has_session: true,
        is_signed_in: true,
        is_responsible: false,
        is_granter: false,
        roles: Vec::new(),
    };
    let mut kinds = vec![
        Kind {
            has_session: false,
            is_signed_in: false,
            ..kind("nobody", app.client())
        },
        Kind {
            is_signed_in: false,
            ..kind("one who gave only the password", half)
        },
        kind("a query user", app.signed_in("kunta.kysely1").await.0),
        Kind {
            is_responsible: true,
            ..kind("a responsible user", app.signed_in("kunta.vastuu").await.0)
        },
        Kind {
            is_responsible: true,
            ..kind(
                "a responsible user of another organisation",
                app.signed_in("seurakunta.vastuu").await.0,
            )
        },
        Kind {
            is_granter: true,
            ..kind("a rights granter", app.signed_in("kunta.kysely2").await.0)
        },
        Kind {
            roles: vec![AuthorityRole::RightApprover],
            ..kind("a right approver", app.signed_in("viranomainen").await.0)
        },
        Kind {
            roles: vec![AuthorityRole::Administrator],
            ..kind("an administrator", app.signed_in("pankki.kysely1").await.0)
        },
    ];
    for (login, role) in alone {
        kinds.push(Kind {
            roles: vec![role],
            ..kind(role.code(), app.signed_in(login).await.0)
        });
    }
    for mut kind in kinds {
        // Signing out comes last, since nothing is left to try afterwards.
        let (last, others): (Vec<&Row>, Vec<&Row>) =
            RIGHTS.iter().partition(|row| row.endpoint == "session/sign-out");
        for row in others.into_iter().chain(last) {
            let (status, answer) = kind
                .client
                .post(&format!("/api/{}", row.endpoint), &json!({}))
                .await;
            let case = format!("{} as {}: {status} {answer}", row.endpoint, kind.name);
            if kind.is_admitted(row.callers) {
                // The empty body is malformed to whatever wants values, and steps of signing in
                // may be over; but the door is open.
                assert!(
                    ![StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND].contains(&status),
                    "{case}"
                );
            } else {
                assert_eq!(status, kind.refusal(), "{case}");
            }
        }
    }
}

#[tokio::test]
async fn a_path_without_a_row_is_refused_to_everybody() {
    let app = TestApp::new().await;
    let (mut client, _) = app.signed_in("kunta.vastuu").await;
    let (status, _) = client.post("/api/management/everything", &json!({})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
