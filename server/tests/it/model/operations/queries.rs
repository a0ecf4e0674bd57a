//! Queries: the answer, the receipt and the entry are held to the model.

use axum::http::StatusCode;
use luotain::environment::Environment;
use luotain::log::{Entry, Receipt};
use luotain::service::Token;
use serde_json::{Value, json};

use crate::model::expected::{Answer, Asked, Expected};
use crate::model::subjects::body;
use crate::model::world::World;
use crate::support::groups_of;

impl World {
    /// A query in some role, most often one of the own organisation.
    pub(super) async fn query(&mut self, seat: usize) {
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
