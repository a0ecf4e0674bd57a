//! The operations: each is done to the application and to the model, and their answers compared.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use chrono::{Days, TimeDelta};
use luotain::environment::Environment;
use luotain::log::{Entry, Receipt};
use luotain::permit::{DataPermit, Operation, PlaceContent};
use luotain::register::{ApartmentGroup, BuildingGroup, DataGroup, PropertyGroup};
use luotain::service::Token;
use luotain::session::Stage;
use serde_json::{Value, json};
use webauthn_authenticator_rs::WebauthnAuthenticator;
use webauthn_authenticator_rs::prelude::Url;

use super::expected::{Answer, Asked, Expected};
use super::subjects::body;
use super::world::{OwnedKey, World};
use crate::support::{Client, ORIGIN, SoftKey, groups_of, own_password, problem};

/// Free failures before the service makes a username or a network address wait.
const FREE: (u32, u32) = (3, 38);

impl World {
    /// Draws one operation and does it.
    pub async fn operate(&mut self) {
        let seat = self.dice.below(self.seats.len());
        match self.dice.below(200) {
            0..=99 => self.query(seat).await,
            100..=117 => self.sign_in(seat).await,
            118..=121 => self.sign_out(seat).await,
            122..=125 => self.copy_cookie(seat),
            126..=137 => self.look(seat).await,
            138..=140 => self.end_others(seat).await,
            141..=146 => self.confirm(seat).await,
            147..=151 => self.add_key(seat).await,
            152..=157 => self.remove_key(seat).await,
            158..=163 => self.change_right().await,
            164..=165 => self.end_user().await,
            166..=169 => self.renew_user().await,
            170..=176 => self.replace_permit().await,
            177..=188 => self.move_clock(),
            _ => self.break_or_mend_log(),
        }
    }

    /// A query in some role, most often one of the own organisation.
    async fn query(&mut self, seat: usize) {
        let own = self.signed_in(seat).map(|session| {
            let user = &self.users[self.sessions[session].user];
            user.rights
                .iter()
                .map(|right| (right.permit.as_str().to_owned(), right.role.as_str().to_owned()))
                .collect::<Vec<_>>()
        });
        let others = [
            ("kunta", "asiakaspalvelu"),
            ("kunta", "sosiaalityo"),
            ("pankki", "asiakastieto"),
            ("seurakunta", "jasenrekisteri"),
            ("kunta", "olematon"),
            ("olematon", "asiakaspalvelu"),
        ];
        let (permit, role) = match own {
            Some(own) if !own.is_empty() && self.dice.chance(85) => self.dice.pick(&own),
            _ => {
                let (permit, role) = self.dice.pick(&others);
                (permit.to_owned(), role.to_owned())
            }
        };
        let purposes: Vec<String> = self.permits.get(&permit).map_or_else(Vec::new, |permit| {
            let keys = permit.purposes.iter().map(|purpose| purpose.id.as_str());
            keys.map(str::to_owned).collect()
        });
        let purpose = if purposes.is_empty() || self.dice.chance(5) {
            self.dice.pick(&["uteliaisuus", "luotto"]).to_owned()
        } else {
            self.dice.pick(&purposes)
        };
        let reference = if self.dice.chance(85) {
            "KUU 12/2026"
        } else {
            self.dice.pick(&["", "  ", "ab", "asia 010190-999W"])
        };
        let asked = Asked {
            seat,
            environment: self.dice.pick(&Environment::ALL),
            permit,
            role,
            purpose,
            reference: reference.to_owned(),
            subject: self.register.draw(&mut self.dice),
        };
        self.tell(format!("{asked:?}"));
        let expected = self.expected(&asked);
        let (status, answer) = self.ask(&asked).await;
        self.touch(seat);
        match expected {
            Expected::Refused(wanted, problem) => {
                self.reach(if wanted == StatusCode::UNAUTHORIZED {
                    "signed out"
                } else {
                    "refused"
                });
                assert_eq!((status, &answer["problem"]["code"]), (wanted, &problem["code"]));
                if let Some(detail) = problem.get("detail") {
                    assert_eq!(&answer["problem"]["detail"], detail);
                }
                no_data(&answer);
            }
            Expected::Closed(durable) => {
                self.reach(if durable.is_some() {
                    "closed after the entry"
                } else {
                    "closed"
                });
                assert_eq!(
                    (status, answer["problem"]["code"].as_str()),
                    (StatusCode::SERVICE_UNAVAILABLE, Some("queries-closed"))
                );
                no_data(&answer);
                if let Some(entry) = durable {
                    self.holds_entry(&asked, *entry).await;
                }
            }
            Expected::Answered(expected) => {
                self.reach(expected.kind);
                if expected.kind == "found" {
                    self.reach(asked.subject.operation().code());
                }
                if asked.environment == Environment::Training {
                    self.reach("training");
                }
                if expected.notices.contains(&"non-disclosure-to-confirm") {
                    self.reach("non-disclosure to confirm");
                }
                assert_eq!(status, StatusCode::OK, "{answer}");
                same_answer(&asked, &expected, &answer);
                self.proves(&asked, &answer);
                self.holds_entry(&asked, expected.entry).await;
            }
        }
    }

    async fn ask(&mut self, asked: &Asked) -> (StatusCode, Value) {
        let (path, body) = body(asked);
        self.seats[asked.seat].client.post(path, &body).await
    }

    /// The newest entry is the expected one; what only the request knows is taken from it.
    async fn holds_entry(&self, asked: &Asked, expected: Entry) {
        let entry = self.newest_entry(asked.environment).await;
        let cookie = self.seats[asked.seat].client.cookie.as_deref();
        let digest = cookie.and_then(Token::parse).unwrap().store_digest();
        let session: String = entry
            .session_digest
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert!(digest.starts_with(&session), "the entry is of another session");
        assert!(!entry.request_id.is_empty());
        let expected = Entry {
            session_digest: entry.session_digest,
            request_id: entry.request_id.clone(),
            ..expected
        };
        // Field by field in words: the debug form of an entry shows none of them.
        assert_eq!(words(&entry), words(&expected));
        assert!(entry == expected);
    }

    /// The receipt is of the newest entry of the right log, and of no other log.
    fn proves(&self, asked: &Asked, answer: &Value) {
        let receipt = Receipt::parse(answer["receipt"].as_str().unwrap()).unwrap();
        let verified = receipt.verify(&self.app.verifiers[&asked.environment]).unwrap();
        assert_eq!(verified.index() + 1, self.logs[&asked.environment].entries);
        let other = match asked.environment {
            Environment::Production => Environment::Training,
            Environment::Training => Environment::Production,
        };
        assert!(receipt.verify(&self.app.verifiers[&other]).is_err());
    }

    /// Signs in, half of the way or the whole; now and then with a wrong password or a key that
    /// was taken away.
    async fn sign_in(&mut self, seat: usize) {
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

    async fn sign_out(&mut self, seat: usize) {
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
    fn copy_cookie(&mut self, seat: usize) {
        let from = self.dice.below(self.seats.len());
        self.tell(format!("the cookie of {from} is copied to {seat}"));
        self.seats[seat].client = self.seats[from].client.clone();
        self.seats[seat].session = self.seats[from].session;
    }

    /// Looks at the own session: its stage and the menu of today.
    async fn look(&mut self, seat: usize) {
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

    async fn end_others(&mut self, seat: usize) {
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
    async fn confirm(&mut self, seat: usize) {
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

    async fn add_key(&mut self, seat: usize) {
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
    async fn remove_key(&mut self, seat: usize) {
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

    /// A right is ended, begins only tomorrow, or is in force again.
    async fn change_right(&mut self) {
        let user = self.dice.below(self.users.len());
        let today = self.today();
        let right = self.dice.below(self.users[user].rights.len());
        let (from, until) = match self.dice.below(6) {
            0 => (today - Days::new(30), today - Days::new(1)),
            1 => (today + Days::new(1), today + Days::new(30)),
            2 => (today - Days::new(30), today),
            _ => (today - Days::new(30), today + Days::new(200)),
        };
        let login = self.users[user].login;
        self.tell(format!("right {right} of {login} from {from} until {until}"));
        let changed = &mut self.users[user].rights[right];
        (changed.valid_from, changed.valid_until) = (from, until);
        self.write_user(user).await;
    }

    /// Writes a username's rights and end into the directory, as a change of rights does.
    async fn write_user(&self, user: usize) {
        let known = &self.users[user];
        let rows = self.app.store.list_users().await.unwrap();
        let mut row = rows.into_iter().find(|row| row.login == known.login).unwrap();
        row.rights.clone_from(&known.rights);
        if !known.ended {
            row.ended_at = None;
        }
        self.app.store.update_user(&row).await.unwrap();
        self.app.service.reload_directory().await.unwrap();
    }

    async fn end_user(&mut self) {
        let user = self.dice.below(self.users.len());
        let login = self.users[user].login;
        self.tell(format!("the username {login} is ended"));
        self.app.service.end_username(login).await.unwrap();
        self.users[user].ended = true;
        for session in self.sessions.iter_mut().filter(|session| session.user == user) {
            session.ended = true;
        }
    }

    /// An ended username is in force again; its old sessions are not.
    async fn renew_user(&mut self) {
        let Some(user) = (0..self.users.len()).find(|user| self.users[*user].ended) else {
            return;
        };
        self.tell(format!(
            "the username {} is in force again",
            self.users[user].login
        ));
        self.reach("username ended");
        self.users[user].ended = false;
        self.write_user(user).await;
    }

    /// A new version of a permit: other content of a role, or another time.
    async fn replace_permit(&mut self) {
        let ids: Vec<String> = self.permits.keys().cloned().collect();
        let id = self.dice.pick(&ids);
        let today = self.today();
        let mut permit = self.permits[&id].clone();
        permit.version += 1;
        match self.dice.below(8) {
            0 => permit.ended_from = Some(today),
            1 => permit.ended_from = Some(today + Days::new(1)),
            2 => permit.valid_until = Some(today - Days::new(1)),
            3 => permit.valid_until = Some(today),
            _ => {
                permit.ended_from = None;
                permit.valid_until = None;
                self.other_content(&mut permit);
            }
        }
        self.tell(format!(
            "permit {id} version {}, until {:?}, ended from {:?}",
            permit.version, permit.valid_until, permit.ended_from
        ));
        self.app.store.create_permit(&permit, &[]).await.unwrap();
        self.app.service.reload_directory().await.unwrap();
        self.permits.insert(id, permit);
    }

    fn other_content(&mut self, permit: &mut DataPermit) {
        let place = self.dice.below(permit.roles.len());
        let role = &mut permit.roles[place];
        let share = self.dice.below(101);
        let groups = DataGroup::ALL.iter().copied();
        role.groups = groups.filter(|_| self.dice.chance(share)).collect();
        role.contact_under_non_disclosure = self.dice.chance(50);
        role.dead = self.dice.chance(60);
        role.under_15 = self.dice.chance(60);
        role.replacement_of_passive_code = self.dice.chance(60);
        role.withheld = self.dice.chance(50);
        role.history = self.dice.chance(50);
        role.operations = Operation::ALL
            .into_iter()
            .filter(|operation| {
                // The main use is nearly always there, the others mostly.
                self.dice.chance(if *operation == Operation::PersonByCode {
                    90
                } else {
                    70
                })
            })
            .collect();
        role.places = PlaceContent {
            building: self.some(BuildingGroup::ALL),
            apartment: self.some(ApartmentGroup::ALL),
            property: self.some(PropertyGroup::ALL),
            residents: self.dice.chance(50),
        };
    }

    fn some<T: Copy + Ord>(&mut self, all: &[T]) -> BTreeSet<T> {
        all.iter().copied().filter(|_| self.dice.chance(70)).collect()
    }

    /// Time passes; now and then the clock is set back. All stays within half a year.
    fn move_clock(&mut self) {
        let by = match self.dice.below(30) {
            0..=11 => self.dice.seconds(1, 120),
            12..=21 => self.dice.seconds(60, 40 * 60),
            22..=23 => self.dice.seconds(3600, 11 * 3600),
            24 => self.dice.seconds(24 * 3600, 20 * 24 * 3600),
            25..=27 => -self.dice.seconds(1, 5),
            _ => -self.dice.seconds(6, 15 * 60),
        };
        let now = self.now() + by;
        if now < self.started || now > self.started + TimeDelta::days(180) {
            return;
        }
        self.tell(format!("the clock moves by {} s", by.num_seconds()));
        self.app.clock.advance(by);
    }

    /// The disk or the second place of a log fails, or works again: mostly again.
    fn break_or_mend_log(&mut self) {
        let environment = self.dice.pick(&Environment::ALL);
        let breaks = self.dice.chance(35);
        let disk = self.dice.chance(50);
        self.tell(format!("{environment:?} log, disk {disk}: breaks {breaks}"));
        let log = self.logs.get_mut(&environment).unwrap();
        if disk {
            log.disk_full = breaks;
            self.app.shelves[&environment]
                .fails
                .store(breaks, Ordering::SeqCst);
        } else {
            log.copy_fails = breaks;
            self.app.copies[&environment]
                .fails
                .store(breaks, Ordering::SeqCst);
        }
    }
}

/// Nothing of a person stands in a refusal.
fn no_data(answer: &Value) {
    for field in ["answer", "receipt", "sections"] {
        assert!(!answer.to_string().contains(&format!("\"{field}\"")), "{answer}");
    }
}

/// The answer has the expected kind, groups and notices, and stands under the right heads.
fn same_answer(asked: &Asked, expected: &Answer, answer: &Value) {
    let told = &answer["answer"];
    assert_eq!(told["kind"], json!(expected.kind), "{asked:?}");
    let is_found = expected.kind == "found";
    let shown = if is_found { expected.groups.as_slice() } else { &[] };
    assert_eq!(groups_of(answer), shown);
    let notices = told["notices"].as_array().unwrap().iter();
    // Of a place a notice is an object with what belongs to it.
    let notices: Vec<&Value> = notices
        .map(|notice| notice.get("notice").unwrap_or(notice))
        .collect();
    assert_eq!(json!(notices), json!(expected.notices), "{asked:?}");
    if !asked.subject.is_place() {
        assert_eq!(told["replaced_by"], json!(expected.replaced_by));
    }
    let hits = told["hits"].as_array().map_or(0, Vec::len);
    let is_list = expected.kind == "several";
    assert_eq!(hits, if is_list { expected.entry.subjects.len() } else { 0 });
    assert_eq!(told["environment"], json!(asked.environment));
    assert_eq!(told["reference"], json!(expected.entry.reference));
    let hidden: usize = told["hidden"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| reason["groups"].as_array().unwrap().len())
        .sum();
    let all = if is_found { asked.subject.group_count() } else { 0 };
    assert_eq!(hidden + shown.len(), all);
}

/// An entry's fields in words, for a message; all the persons in it are invented.
fn words(entry: &Entry) -> Vec<String> {
    vec![
        format!("time {}", entry.time_micros),
        format!("environment {:?}", entry.environment),
        format!("who {} {}", entry.username, entry.user_code_snapshot.as_str()),
        format!("organisation {}", entry.organisation),
        format!("permit {} version {}", entry.permit, entry.permit_version),
        format!("role {} operation {}", entry.role, entry.operation),
        format!("criteria {:?}", entry.criteria),
        format!("purpose {} reference {:?}", entry.purpose, entry.reference),
        format!("result {}", entry.result),
        format!(
            "subjects {:?}",
            entry
                .subjects
                .iter()
                .map(|code| code.as_str().to_owned())
                .collect::<Vec<_>>()
        ),
        format!("groups {:?}", entry.groups_shown),
        format!(
            "non-disclosure {} printed {:?}",
            entry.non_disclosure_seen, entry.printed
        ),
        format!(
            "price {:?} {:?} {}",
            entry.price_item, entry.tariff_version, entry.price_thousandths
        ),
        format!("source {}", entry.source_address),
    ]
}
