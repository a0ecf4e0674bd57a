//! What a query must be answered, by the model.

use axum::http::StatusCode;
use chrono::{Datelike, NaiveDate};
use luotain::billing::FeeClass;
use luotain::environment::Environment;
use luotain::identifier::PersonalIdentityCode;
use luotain::log::Entry;
use luotain::permit::{Operation, QueryRole, ReferenceRule};
use luotain::register::{DataGroup, NonDisclosure, PersonFacts};
use serde_json::{Value, json};

use super::subjects::Subject;
use super::world::World;

/// One query, and who sends it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub seat: usize,
    pub environment: Environment,
    pub permit: String,
    pub role: String,
    pub purpose: String,
    pub reference: String,
    pub subject: Subject,
}

/// The classes of answers.
pub enum Expected {
    /// Refused with this status and problem, without an entry.
    Refused(StatusCode, Value),
    /// Closed; whether the entry became durable before something failed.
    Closed(Option<Box<Entry>>),
    /// Answered, with this entry.
    Answered(Box<Answer>),
}

/// An answer that reached the log.
pub struct Answer {
    pub kind: &'static str,
    /// The groups that the entry names: of what was found those that are shown.
    pub groups: Vec<String>,
    pub notices: Vec<&'static str>,
    pub replaced_by: Option<String>,
    pub entry: Entry,
}

/// Groups that tell where a person lives, but for the addresses, of which a contact address stays.
const WHERE: [&str; 8] = [
    "homeMunicipality",
    "residence",
    "migration",
    "voting",
    "household",
    "ownership",
    "registerOffice",
    "email",
];

fn refused(detail: &Value, status: StatusCode) -> Expected {
    Expected::Refused(status, json!({ "code": "refused", "detail": detail }))
}

fn binds(ban: Option<NonDisclosure>, day: NaiveDate) -> bool {
    ban.is_some_and(|ban| ban.from <= day && ban.until.is_none_or(|until| day <= until))
}

pub fn is_under_15(facts: &PersonFacts, day: NaiveDate) -> bool {
    let born = facts.birth_date;
    (born.year() + 15, born.month(), born.day()) > (day.year(), day.month(), day.day())
}

/// Whether a non-disclosure of the person's own or of the dwelling binds.
pub fn is_banned(facts: &PersonFacts, day: NaiveDate) -> bool {
    binds(facts.non_disclosure, day) || binds(facts.dwelling_non_disclosure, day)
}

/// What the role sees of a person: the kind of the answer, the groups, the notices, the new code.
fn seen(role: &QueryRole, facts: Option<&PersonFacts>, day: NaiveDate) -> Answer {
    let mut answer = Answer {
        kind: "no-data",
        groups: Vec::new(),
        notices: Vec::new(),
        replaced_by: None,
        entry: nothing(),
    };
    let Some(facts) = facts else { return answer };
    let child = is_under_15(facts, day);
    let kept_from_the_role = [
        (facts.dead, role.dead),
        (child, role.under_15),
        (facts.withheld, role.withheld),
        (facts.passive.is_some(), role.replacement_of_passive_code),
    ];
    if kept_from_the_role
        .iter()
        .any(|(is_so, may_see)| *is_so && !may_see)
    {
        return answer;
    }
    if let Some(passive) = &facts.passive {
        answer.kind = "passive-code";
        answer.replaced_by = passive.replaced_by.map(|code| code.as_str().to_owned());
        return answer;
    }
    answer.kind = "found";
    // Shown only after the key was used for the very answer, which the model does not do.
    let hides = is_banned(facts, day);
    answer.groups = role
        .groups
        .iter()
        .map(|group| group.code())
        .filter(|group| !(hides && WHERE.contains(group)))
        .map(str::to_owned)
        .collect();
    if facts.dead {
        answer.notices.push("dead");
    }
    if child {
        answer.notices.push("under-fifteen");
    }
    if hides {
        answer.notices.push(if role.contact_under_non_disclosure {
            "non-disclosure-to-confirm"
        } else {
            "non-disclosure-hidden"
        });
    }
    answer
}

/// An entry of which the caller fills every field in.
fn nothing() -> Entry {
    Entry {
        time_micros: 0,
        environment: Environment::Production,
        username: String::new(),
        user_code_snapshot: parse("010190-999W"),
        organisation: String::new(),
        permit: String::new(),
        permit_version: 0,
        role: String::new(),
        operation: String::new(),
        criteria: Vec::new(),
        purpose: String::new(),
        reference: None,
        result: String::new(),
        subjects: Vec::new(),
        groups_shown: Vec::new(),
        non_disclosure_seen: false,
        printed: None,
        price_item: None,
        tariff_version: None,
        price_thousandths: 0,
        session_digest: [0; 16],
        source_address: "unknown".to_owned(),
        request_id: String::new(),
    }
}

fn parse(code: &str) -> PersonalIdentityCode {
    PersonalIdentityCode::parse(code).unwrap()
}

impl World {
    /// What the query must be answered. The log of the model moves with it.
    pub fn expected(&mut self, asked: &Asked) -> Expected {
        let Some(session) = self.signed_in(asked.seat) else {
            return Expected::Refused(StatusCode::UNAUTHORIZED, json!({ "code": "signed-out" }));
        };
        let user = &self.users[self.sessions[session].user];
        let (now, day) = (self.now(), self.today());
        let operation = asked.subject.operation();
        if let Some(problem) = asked.subject.malformed() {
            return Expected::Refused(StatusCode::BAD_REQUEST, json!({ "code": problem }));
        }

        let holds = |right: &luotain::permit::UserRight| {
            right.permit.as_str() == asked.permit
                && right.role.as_str() == asked.role
                && (right.valid_from..=right.valid_until).contains(&day)
        };
        let permit = self.permits.get(&asked.permit);
        let permit = permit.filter(|permit| permit.organisation.as_str() == user.organisation);
        let role = permit.and_then(|permit| {
            let mut roles = permit.roles.iter();
            roles.find(|role| role.id.as_str() == asked.role)
        });
        let (Some(permit), Some(role), true) = (permit, role, user.rights.iter().any(holds)) else {
            return refused(&json!("right-not-held"), StatusCode::FORBIDDEN);
        };
        let in_force = permit.valid_from <= day
            && permit.valid_until.is_none_or(|until| day <= until)
            && permit.ended_from.is_none_or(|ended| day < ended);
        if !in_force {
            return refused(&json!("permit-not-in-force"), StatusCode::FORBIDDEN);
        }
        if !role.operations.contains(&operation) {
            return refused(&json!("operation-not-in-role"), StatusCode::FORBIDDEN);
        }
        let mut purposes = permit.purposes.iter();
        if !purposes.any(|purpose| purpose.id.as_str() == asked.purpose) {
            return refused(&json!("purpose-not-in-permit"), StatusCode::FORBIDDEN);
        }
        let reference = asked.reference.trim();
        let wrong = match reference.len() {
            0 if role.reference == ReferenceRule::Optional => None,
            0 => Some("missing"),
            1 | 2 => Some("length"),
            _ if reference.contains("010190-999W") => Some("identity-code"),
            _ => None,
        };
        if let Some(wrong) = wrong {
            return refused(&json!({ "reference": wrong }), StatusCode::BAD_REQUEST);
        }
        // The demonstration's registers hold test persons only, both of them.
        if asked.subject.may_be_real() {
            return Expected::Refused(
                StatusCode::BAD_REQUEST,
                json!({ "code": "test-identifiers-only" }),
            );
        }

        let Some(mut answer) = self.seen_by(&asked.subject, role, day) else {
            return refused(&json!("operation-not-in-role"), StatusCode::FORBIDDEN);
        };
        let production = asked.environment == Environment::Production;
        let identifies = operation == Operation::PersonIdentification;
        let price = match (production, permit.fee_class, identifies) {
            (false, ..) | (_, FeeClass::Free, _) => 0,
            (true, FeeClass::Public, false) => 74,
            (true, FeeClass::Public, true) => 185,
            (true, FeeClass::Private, false) => 390,
            (true, FeeClass::Private, true) => 670,
        };
        let item = if identifies {
            "person-identification"
        } else {
            "data-query"
        };
        answer.entry = Entry {
            time_micros: now.timestamp_micros(),
            environment: asked.environment,
            username: user.id.clone(),
            user_code_snapshot: parse(&user.code),
            organisation: user.organisation.clone(),
            permit: asked.permit.clone(),
            permit_version: permit.version,
            role: asked.role.clone(),
            operation: operation.code().to_owned(),
            criteria: asked.subject.criteria(),
            purpose: asked.purpose.clone(),
            reference: (!reference.is_empty()).then(|| reference.to_owned()),
            result: answer.kind.to_owned(),
            subjects: std::mem::take(&mut answer.entry.subjects),
            groups_shown: answer.groups.clone(),
            non_disclosure_seen: answer.notices.contains(&"non-disclosure-shown"),
            price_item: production.then(|| item.to_owned()),
            tariff_version: production.then(|| "2023-1".to_owned()),
            price_thousandths: price,
            ..nothing()
        };
        self.append(asked.environment, answer)
    }

    /// What the role sees of what is asked, with the persons whose data are in it; none where its
    /// content gives nothing of such places.
    fn seen_by(&self, subject: &Subject, role: &QueryRole, day: NaiveDate) -> Option<Answer> {
        let of_person = |code: Option<&str>, facts: Option<&PersonFacts>| {
            let mut answer = seen(role, facts, day);
            answer.entry.subjects = match answer.kind {
                "found" => code.map(parse).into_iter().collect(),
                _ => answer.replaced_by.iter().map(|code| parse(code)).collect(),
            };
            answer
        };
        let register = &self.register;
        Some(match subject {
            Subject::Code(code) => of_person(Some(code), register.persons.get(code)),
            Subject::Client(client) => of_person(register.code_of(client), register.person_of(client)),
            Subject::Ownership(code) => {
                let mut answer = of_person(Some(code), register.persons.get(code));
                answer
                    .groups
                    .retain(|group| ["identity", "name", "ownership"].contains(&group.as_str()));
                answer
            }
            Subject::Names(names) => {
                let bearers = register.bearers(names).iter();
                let is_seen = |code: &&String| seen(role, register.persons.get(*code), day).kind == "found";
                let mut visible: Vec<PersonalIdentityCode> =
                    bearers.filter(is_seen).map(|code| parse(code)).collect();
                visible.sort_unstable();
                match visible.as_slice() {
                    [] => of_person(None, None),
                    [one] => of_person(Some(one.as_str()), register.persons.get(one.as_str())),
                    _ => {
                        let mut answer = of_person(None, None);
                        answer.kind = if visible.len() > 10 { "too-many" } else { "several" };
                        if answer.kind == "several" {
                            let listed = [DataGroup::Name, DataGroup::Birth, DataGroup::HomeMunicipality];
                            let listed = listed.into_iter().filter(|group| role.groups.contains(group));
                            answer.groups = listed.map(|group| group.code().to_owned()).collect();
                            answer.entry.subjects = visible;
                        }
                        answer
                    }
                }
            }
            place => {
                let found = register.place(place, role, day)?;
                let mut answer = of_person(None, None);
                if found.is_found {
                    answer.kind = "found";
                    answer.groups = found.groups;
                    answer.entry.subjects = found.owners.into_iter().collect();
                }
                if found.awaits_key {
                    answer.notices.push("non-disclosure-to-confirm");
                }
                answer
            }
        })
    }

    /// The entry goes to the log: what becomes of it and of the answer.
    fn append(&mut self, environment: Environment, answer: Answer) -> Expected {
        let log = self.logs.get_mut(&environment).unwrap();
        let time = answer.entry.time_micros;
        // Five seconds of slack, because requests overtake each other.
        if time + 5_000_000 < log.latest || log.disk_full {
            return Expected::Closed(None);
        }
        log.entries += 1;
        log.latest = log.latest.max(time);
        if log.copy_fails {
            // Durable, but nobody outside could prove it yet: the answer must not leave.
            return Expected::Closed(Some(Box::new(answer.entry)));
        }
        Expected::Answered(Box::new(answer))
    }

    /// Permits and roles that the menu of a user must offer, in order.
    pub fn menu(&self, user: usize) -> Value {
        let (user, day) = (&self.users[user], self.today());
        let mut menu = Vec::new();
        for (id, permit) in &self.permits {
            let in_force = permit.valid_from <= day
                && permit.valid_until.is_none_or(|until| day <= until)
                && permit.ended_from.is_none_or(|ended| day < ended);
            if permit.organisation.as_str() != user.organisation || !in_force {
                continue;
            }
            let held = |role: &&QueryRole| {
                !role.operations.is_empty()
                    && user.rights.iter().any(|right| {
                        right.permit == permit.id
                            && right.role == role.id
                            && (right.valid_from..=right.valid_until).contains(&day)
                    })
            };
            let roles: Vec<&str> = permit
                .roles
                .iter()
                .filter(held)
                .map(|role| role.id.as_str())
                .collect();
            if !roles.is_empty() {
                menu.push(json!([id, roles]));
            }
        }
        json!(menu)
    }

    /// How many groups there are in all.
    pub const fn group_count() -> usize {
        DataGroup::ALL.len()
    }
}
