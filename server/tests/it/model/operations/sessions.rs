//! Signing in and out, the own keys and the own sessions.

use axum::http::StatusCode;
use chrono::TimeDelta;
use luotain::session::Stage;
use serde_json::{Value, json};
use webauthn_authenticator_rs::WebauthnAuthenticator;
use webauthn_authenticator_rs::prelude::Url;

use crate::model::world::{OwnedKey, World};
use crate::support::{Client, ORIGIN, SoftKey, own_password, problem};

/// Free failures before the service makes a username or a network address wait.
const FREE: (u32, u32) = (3, 38);

impl World {
    /// Signs in, half of the way or the whole; now and then with a wrong password or a key that
    /// was taken away.
    pub(super) async fn sign_in(&mut self, seat: usize) {
        let user = self.dice.below(self.users.len());
        let wrong = self.dice.chance(12);
        let stops = self.dice.chance(12);
        let login = self.users[user].login;
        let fails = wrong || self.users[user].ended;
        let (free, source_free) = FREE;
        if fails && (self.users[user].failures.count >= free || self.source_failures.count >= source_free) {
            return;
        }
        self.tell(format!(
            "sign-in of {login} at {seat}, wrong {wrong}, stops {stops}"
        ));
        let password = match (wrong, self.users[user].has_own_password) {
            (true, _) => "väärä salasana tämä".to_owned(),
            (false, true) => own_password(login),
            (false, false) => self.app.temporary_password(login),
        };
        let now = self.now();
        self.users[user].failures.attempt(now, !fails);
        self.source_failures.attempt(now, !fails);
        let (status, answer) = self.seats[seat].client.give_password(login, &password).await;
        if fails {
            assert_eq!(
                (status, problem(&answer).as_str()),
                (StatusCode::UNAUTHORIZED, "wrong-credentials")
            );
            return;
        }
        let known = &self.users[user];
        let stage = match (known.has_own_password, known.keys.iter().any(|key| !key.removed)) {
            (false, _) => Stage::NewPassword,
            (true, false) => Stage::LinkKey,
            (true, true) => Stage::UseKey,
        };
        assert_eq!((status, answer), (StatusCode::OK, json!(stage)));
        self.moved(seat, user, stage, false, None);
        if stops {
            return;
        }
        if stage == Stage::NewPassword {
            self.set_password(seat, user).await;
        }
        match self.seats[seat]
            .session
            .map(|session| self.sessions[session].stage)
        {
            Some(Stage::LinkKey) => self.link_key(seat, user).await,
            _ => self.use_key(seat, user).await,
        }
    }

    async fn set_password(&mut self, seat: usize, user: usize) {
        let before = self.seats[seat].session;
        let password = own_password(self.users[user].login);
        let (status, answer) = self.seats[seat].client.set_password(&password).await;
        assert_eq!((status, answer), (StatusCode::OK, json!(Stage::LinkKey)));
        self.users[user].has_own_password = true;
        self.moved(seat, user, Stage::LinkKey, false, before);
    }

    /// Links a further key, or the first one.
    async fn link_key(&mut self, seat: usize, user: usize) {
        let before = self.seats[seat].session;
        let mut soft = SoftKey::default();
        let name = format!("Avain {}", self.users[user].keys.len());
        let (status, answer) = self.seats[seat].client.link_key(&mut soft, &name).await;
        assert_eq!((status, answer), (StatusCode::OK, json!(Stage::SignedIn)));
        self.users[user].keys.push(OwnedKey {
            name,
            soft,
            removed: false,
        });
        self.moved(seat, user, Stage::SignedIn, true, before);
    }

    async fn use_key(&mut self, seat: usize, user: usize) {
        let before = self.seats[seat].session;
        let key = self.dice.below(self.users[user].keys.len());
        let answer = self.key_answer(seat, "/api/sign-in/key/start", user, key).await;
        self.touch(seat);
        let Some(answer) = answer else {
            // A key that was taken away is not asked for, and cannot answer.
            assert!(self.users[user].keys[key].removed);
            return;
        };
        let (status, stage) = self.seats[seat]
            .client
            .post("/api/sign-in/key/finish", &answer)
            .await;
        assert_eq!((status, stage), (StatusCode::OK, json!(Stage::SignedIn)));
        self.users[user].failures.count = 0;
        self.moved(seat, user, Stage::SignedIn, true, before);
    }

    /// The answer of one of the user's keys to the question at `start`; none if it is not asked.
    async fn key_answer(&mut self, seat: usize, start: &str, user: usize, key: usize) -> Option<Value> {
        let (status, question) = self.seats[seat].client.post(start, &json!({})).await;
        assert_eq!(status, StatusCode::OK, "{question}");
        let options = serde_json::from_value(question["options"].clone()).unwrap();
        let key = &mut self.users[user].keys[key].soft.0;
        let credential = key.do_authentication(Url::parse(ORIGIN).unwrap(), options).ok()?;
        Some(json!({ "answer": { "id": question["id"], "credential": credential } }))
    }

    pub(super) async fn sign_out(&mut self, seat: usize) {
        self.tell(format!("sign-out at {seat}"));
        let (status, _) = self.seats[seat]
            .client
            .post("/api/session/sign-out", &json!({}))
            .await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(self.seats[seat].client.cookie, None);
        if let Some(session) = self.seats[seat].session.take() {
            self.sessions[session].ended = true;
        }
    }

    /// Somebody copies the cookie of another browser.
    pub(super) fn copy_cookie(&mut self, seat: usize) {
        let from = self.dice.below(self.seats.len());
        self.tell(format!("the cookie of {from} is copied to {seat}"));
        self.seats[seat].client = self.seats[from].client.clone();
        self.seats[seat].session = self.seats[from].session;
    }

    /// Looks at the own session: its stage and the menu of today.
    pub(super) async fn look(&mut self, seat: usize) {
        self.tell(format!("look at {seat}"));
        let (status, view) = self.seats[seat]
            .client
            .post("/api/session/view", &json!({}))
            .await;
        assert_eq!(status, StatusCode::OK);
        self.touch(seat);
        let Some(session) = self.open_session(seat) else {
            assert_eq!(view, Value::Null);
            return;
        };
        let session = &self.sessions[session];
        assert_eq!(view["stage"], json!(session.stage));
        let menu: Vec<Value> = view["permits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|permit| {
                let roles = permit["roles"].as_array().unwrap();
                let roles: Vec<&Value> = roles.iter().map(|role| &role["id"]).collect();
                json!([permit["id"], roles])
            })
            .collect();
        let expected = if session.stage == Stage::SignedIn {
            self.menu(session.user)
        } else {
            json!([])
        };
        assert_eq!(json!(menu), expected);
    }

    pub(super) async fn end_others(&mut self, seat: usize) {
        self.tell(format!("other sessions ended at {seat}"));
        let mine = self.signed_in(seat);
        let (status, _) = self.seats[seat]
            .client
            .post("/api/user/session/end-others", &json!({}))
            .await;
        self.touch(seat);
        let Some(mine) = mine else {
            assert_eq!(status, StatusCode::UNAUTHORIZED);
            return;
        };
        assert_eq!(status, StatusCode::OK);
        let user = self.sessions[mine].user;
        for (index, session) in self.sessions.iter_mut().enumerate() {
            session.ended |= session.user == user && index != mine;
        }
    }

    /// Uses the key once more, for changes.
    pub(super) async fn confirm(&mut self, seat: usize) {
        self.tell(format!("confirmation at {seat}"));
        let Some(session) = self.signed_in(seat) else {
            let (status, _) = self.seats[seat]
                .client
                .post("/api/user/confirm/start", &json!({}))
                .await;
            assert_eq!(status, StatusCode::UNAUTHORIZED);
            self.touch(seat);
            return;
        };
        let user = self.sessions[session].user;
        let keys = &self.users[user].keys;
        let key = (0..keys.len()).find(|key| !keys[*key].removed).unwrap();
        let answer = self
            .key_answer(seat, "/api/user/confirm/start", user, key)
            .await
            .unwrap();
        let (status, _) = self.seats[seat]
            .client
            .post("/api/user/confirm/finish", &answer)
            .await;
        assert_eq!(status, StatusCode::OK);
        self.moved(seat, user, Stage::SignedIn, true, Some(session));
    }

    /// Whether changes may be made: the key was used in the last five minutes.
    fn is_confirmed(&self, session: usize) -> bool {
        let confirmed = self.sessions[session].confirmed;
        confirmed.is_some_and(|at| self.now() < at + TimeDelta::minutes(5))
    }

    pub(super) async fn add_key(&mut self, seat: usize) {
        let Some(session) = self.signed_in(seat) else {
            return;
        };
        let user = self.sessions[session].user;
        let live = self.users[user].keys.iter().filter(|key| !key.removed).count();
        if live >= 4 {
            return;
        }
        self.tell(format!("a further key at {seat}"));
        if self.is_confirmed(session) {
            self.link_key(seat, user).await;
        } else {
            let (status, answer) = self.seats[seat]
                .client
                .post("/api/user/key/link/start", &json!({}))
                .await;
            assert_eq!(
                (status, problem(&answer).as_str()),
                (StatusCode::UNAUTHORIZED, "reauthentication-needed")
            );
            self.touch(seat);
        }
    }

    /// Takes a key away. Its answer to an older question then opens nothing.
    pub(super) async fn remove_key(&mut self, seat: usize) {
        let Some(session) = self.signed_in(seat) else {
            return;
        };
        let user = self.sessions[session].user;
        let live: Vec<usize> = (0..self.users[user].keys.len())
            .filter(|key| !self.users[user].keys[*key].removed)
            .collect();
        let key = self.dice.pick(&live);
        self.tell(format!("key {key} of {live:?} taken away at {seat}"));
        let (_, services) = self.seats[seat]
            .client
            .post("/api/user/services", &json!({}))
            .await;
        let keys = services["keys"].as_array().unwrap();
        assert_eq!(keys.len(), live.len());
        let name = self.users[user].keys[key].name.clone();
        let id = keys.iter().find(|row| row["name"] == json!(name)).unwrap()["id"].clone();
        let confirmed = self.is_confirmed(session);
        let stale = if confirmed && live.len() > 1 && self.users[user].failures.count < FREE.0 {
            self.answer_held_back(user, key).await
        } else {
            None
        };
        let (status, answer) = self.seats[seat]
            .client
            .post("/api/user/key/remove", &json!({ "id": id }))
            .await;
        self.touch(seat);
        match (confirmed, live.len() > 1) {
            (false, _) => assert_eq!(
                (status, problem(&answer).as_str()),
                (StatusCode::UNAUTHORIZED, "reauthentication-needed")
            ),
            (true, false) => {
                self.reach("last key");
                assert_eq!(
                    (status, problem(&answer).as_str()),
                    (StatusCode::CONFLICT, "last-key")
                );
            }
            (true, true) => {
                assert_eq!(status, StatusCode::OK, "{answer}");
                self.users[user].keys[key].removed = true;
            }
        }
        if let Some((mut client, answer)) = stale {
            self.reach("removed key refused");
            let (status, answer) = client.post("/api/sign-in/key/finish", &answer).await;
            assert_eq!(
                (status, problem(&answer).as_str()),
                (StatusCode::UNAUTHORIZED, "key-refused")
            );
            let now = self.now();
            self.users[user].failures.attempt(now, false);
            self.source_failures.attempt(now, false);
        }
    }

    /// Another browser that gave the password and holds the key's answer back.
    async fn answer_held_back(&mut self, user: usize, key: usize) -> Option<(Client, Value)> {
        if self.source_failures.count >= FREE.1 || self.dice.chance(50) {
            return None;
        }
        let now = self.now();
        self.users[user].failures.attempt(now, true);
        self.source_failures.attempt(now, true);
        let login = self.users[user].login;
        let mut client = self.app.client();
        let (status, stage) = client.give_password(login, &own_password(login)).await;
        assert_eq!((status, stage), (StatusCode::OK, json!(Stage::UseKey)));
        let soft = &mut self.users[user].keys[key].soft;
        let answer = client.key_answer("/api/sign-in/key/start", soft, ORIGIN).await;
        Some((client, answer))
    }
}
