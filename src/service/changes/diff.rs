//! What differs between two versions of a username, as codes.

use std::collections::BTreeMap;

use crate::log::Detail;
use crate::permit::CustomerOrg;
use crate::store::UserRow;

/// The fields of a username that somebody may have to answer for, under their codes. Never the
/// identity code, a password or a key.
fn fields_of(user: &UserRow) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::from([
        ("name".to_owned(), user.name.clone()),
        ("email".to_owned(), user.email.clone()),
        ("language".to_owned(), user.language.code().to_owned()),
        ("organisation".to_owned(), user.organisation.as_str().to_owned()),
    ]);
    fields.retain(|_, value| !value.is_empty());
    for right in &user.rights {
        fields.insert(
            format!("right:{}/{}", right.permit.as_str(), right.role.as_str()),
            format!("{}/{}", right.valid_from, right.valid_until),
        );
    }
    let duties = user.duties();
    let held = [
        (duties.is_responsible_user, "responsible-user"),
        (duties.is_rights_granter, "rights-granter"),
        (user.ended_at.is_some(), "ended"),
        (user.locked.is_some(), "locked"),
    ];
    for (is_held, code) in held {
        if is_held {
            fields.insert(code.to_owned(), "yes".to_owned());
        }
    }
    for role in &duties.authority {
        let code = serde_json::to_value(role).ok();
        let code = code
            .as_ref()
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default();
        fields.insert(format!("authority-role:{code}"), "yes".to_owned());
    }
    fields
}

/// What differs, by code. Of a new username everything is new.
pub(in super::super) fn changed_fields(before: Option<&UserRow>, after: &UserRow) -> Vec<Detail> {
    let mut old = before.map(fields_of).unwrap_or_default();
    let mut details: Vec<Detail> = fields_of(after)
        .into_iter()
        .filter_map(|(field, after)| {
            let before = old.remove(&field);
            (before.as_ref() != Some(&after)).then_some(Detail {
                field,
                before,
                after: Some(after),
            })
        })
        .collect();
    details.extend(old.into_iter().map(|(field, before)| Detail {
        field,
        before: Some(before),
        after: None,
    }));
    details.sort_by(|a, b| a.field.cmp(&b.field));
    details
}

/// What differs between two versions of an organisation: its parts by where they stand.
pub(in super::super) fn changed_organisation(before: &CustomerOrg, after: &CustomerOrg) -> Vec<Detail> {
    let parts = |organisation: &CustomerOrg| {
        let mut parts = BTreeMap::new();
        let value = serde_json::to_value(organisation).unwrap_or_default();
        flatten(String::new(), &value, &mut parts);
        // Counts the changes; is none itself.
        parts.remove("care.revision");
        parts
    };
    let mut old = parts(before);
    let mut details: Vec<Detail> = parts(after)
        .into_iter()
        .filter_map(|(field, after)| {
            let before = old.remove(&field);
            (before.as_ref() != Some(&after)).then_some(Detail {
                field,
                before,
                after: Some(after),
            })
        })
        .collect();
    details.extend(old.into_iter().map(|(field, before)| Detail {
        field,
        before: Some(before),
        after: None,
    }));
    details
}

fn flatten(path: String, value: &serde_json::Value, parts: &mut BTreeMap<String, String>) {
    use serde_json::Value;
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                flatten(below(name), value, parts);
            }
        }
        Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                flatten(below(&place.to_string()), value, parts);
            }
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => {
            parts.insert(path, text.clone());
        }
        value => {
            parts.insert(path, value.to_string());
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;

    use super::*;
    use crate::access::AuthorityRole;
    use crate::identifier::PersonalIdentityCode;
    use crate::language::Language;
    use crate::permit::{Key, UserRight};

    fn user() -> UserRow {
        UserRow {
            id: Key::parse("kunta-kysely1").unwrap(),
            login: "kunta.kysely1".to_owned(),
            code: PersonalIdentityCode::parse("010190-999W").unwrap(),
            name: "Kaisa Kysyjä".to_owned(),
            organisation: Key::parse("kunta").unwrap(),
            handle: uuid::Uuid::nil(),
            language: Language::Fi,
            rights: vec![UserRight {
                permit: Key::parse("kunta").unwrap(),
                role: Key::parse("asiakaspalvelu").unwrap(),
                valid_from: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
                valid_until: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
            }],
            is_responsible_user: false,
            ended_at: None,
            is_rights_granter: true,
            authority_roles: BTreeSet::new(),
            email: String::new(),
            revision: 3,
            enrolment: None,
            locked: None,
        }
    }

    fn told(before: &UserRow, after: &UserRow) -> Vec<(String, Option<String>, Option<String>)> {
        changed_fields(Some(before), after)
            .into_iter()
            .map(|detail| (detail.field, detail.before, detail.after))
            .collect()
    }

    #[test]
    fn only_what_differs_is_told_with_what_was_before() {
        let before = user();
        let mut after = user();
        assert_eq!(told(&before, &after), []);
        after.email = "kaisa@kuusela.example".to_owned();
        after.rights.clear();
        after.is_rights_granter = false;
        after.authority_roles = BTreeSet::from([AuthorityRole::Administrator]);
        after.revision += 1;
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told(&before, &after),
            [
                ("authority-role:administrator".to_owned(), None, some("yes")),
                ("email".to_owned(), None, some("kaisa@kuusela.example")),
                (
                    "right:kunta/asiakaspalvelu".to_owned(),
                    some("2026-01-01/2026-12-31"),
                    None
                ),
                ("rights-granter".to_owned(), some("yes"), None),
            ]
        );
    }

    #[test]
    fn of_a_new_username_everything_is_told_but_the_identity_code() {
        let details = changed_fields(None, &user());
        assert_eq!(details.len(), 5);
        assert!(details.iter().all(|detail| detail.before.is_none()));
        let after: Vec<_> = details
            .iter()
            .filter_map(|detail| detail.after.as_deref())
            .collect();
        assert!(!after.join(" ").contains("999W"));
    }
}
