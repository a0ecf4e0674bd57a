//! The bodies of the server functions, and the answers that a browser reads.

use std::collections::BTreeSet;

use luotain::access::{KeyKind, Outcome, Reference, Request, admit, decide};
use luotain::environment::Environment;
use luotain::error::AppError;
use luotain::identifier::PersonalIdentityCode;
use luotain::log::Disclosure;
use luotain::management::{KeyImpact, KeyPolicyChange};
use luotain::permit::Operation;
use luotain::query::places::{PlaceAnswer, PlaceQuery};
use luotain::query::{HitQuery, IdentificationQuery, PersonAnswer, PersonQuery};
use luotain::register::{DataGroup, PersonGroups};
use luotain::session::{Credentials, LinkAnswer, SessionView, UseAnswer, UserServices};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::fixture;

/// The arguments of a server function, under their names.
macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),+ })+) => { $(
        $(#[$doc])*
        #[derive(Serialize, Deserialize)]
        struct $name { $($field: $type),+ }
    )+ };
}

bodies! {
    /// `query/person`.
    FindPerson { query: PersonQuery }
    /// `query/place`.
    FindPlace { query: PlaceQuery }
    /// `query/person/identify`.
    Identify { query: IdentificationQuery }
    /// `query/person/hit`.
    FindHit { query: HitQuery }
    /// `sign-in/password`.
    GivePassword { credentials: Credentials }
    /// `sign-in/new-password`.
    SetPassword { password: String, repeated: String }
    /// `sign-in/key/finish` and `user/confirm/finish`.
    UseKey { answer: UseAnswer }
    /// `user/key/link/finish`.
    LinkKey { answer: LinkAnswer }
    /// `user/key/rename`.
    RenameKey { id: String, name: String }
    /// `user/key/remove` and `user/session/end`.
    ById { id: String }
    /// `bulletins/list`.
    ListBulletins { environment: Environment }
    /// `management/keys/update`.
    ChangeKeyPolicy { change: KeyPolicyChange }
    /// `authority/keys/switch-off`.
    SwitchKindOff { kind: KeyKind, reason: String, confirmed: Option<KeyImpact> }
}

/// Reads a body, if the text is one: written and read again it is written the same.
fn body<T: Serialize + DeserializeOwned>(text: &str) -> Option<T> {
    let body: T = serde_json::from_str(text).ok()?;
    let written = serde_json::to_string(&body).unwrap_or_default();
    let again: Option<T> = serde_json::from_str(&written).ok();
    assert_eq!(
        again.and_then(|again| serde_json::to_string(&again).ok()),
        Some(written)
    );
    Some(body)
}

/// Checks one input.
pub fn check(data: &[u8]) -> bool {
    let text = &*String::from_utf8_lossy(data);
    let query = body::<FindPerson>(text);
    if let Some(FindPerson { query }) = &query {
        query_holds(query);
    }
    let place = body::<FindPlace>(text);
    if let Some(FindPlace { query }) = &place {
        // Read or refused, and what was written stays out of the trace.
        if let Ok(criteria) = query.criteria.check() {
            assert_eq!(format!("{criteria:?}"), "CheckedCriteria(..)");
        }
        assert_eq!(format!("{:?}", query.criteria), "PlaceCriteria(..)");
    }
    let credentials = body::<GivePassword>(text);
    if let Some(GivePassword { credentials }) = &credentials {
        assert_eq!(format!("{credentials:?}"), "Credentials(..)");
    }
    if let Some(Identify { query }) = body::<Identify>(text) {
        identification_holds(&query);
    }
    let answer = body::<Disclosure<PersonAnswer>>(text);
    if let Some(answer) = &answer {
        let shown = format!("{answer:?}");
        assert!(shown.contains("ReceiptText(***)"));
        for field in &answer.answer().asked {
            let code = PersonalIdentityCode::parse(&field.value);
            assert!(code.is_err() || !shown.contains(&field.value));
        }
    }
    [
        query.is_some(),
        place.is_some(),
        body::<Disclosure<PlaceAnswer>>(text).is_some(),
        credentials.is_some(),
        answer.is_some(),
        body::<Identify>(text).is_some(),
        body::<FindHit>(text).is_some(),
        body::<SetPassword>(text).is_some(),
        body::<UseKey>(text).is_some(),
        body::<LinkKey>(text).is_some(),
        body::<RenameKey>(text).is_some(),
        body::<ById>(text).is_some(),
        body::<ListBulletins>(text).is_some(),
        body::<ChangeKeyPolicy>(text).is_some(),
        body::<SwitchKindOff>(text).is_some(),
        body::<AppError>(text).is_some(),
        body::<SessionView>(text).is_some(),
        body::<UserServices>(text).is_some(),
    ]
    .contains(&true)
}

/// A query gets a grant only as the officer's one right, the permit's purpose and a proper
/// reference; and its trace does not show the code.
fn query_holds(query: &PersonQuery) {
    let shown = format!("{query:?}");
    if let Ok(code) = PersonalIdentityCode::parse(&query.code) {
        // A key is lower-case: it cannot hold a code with letters, and one of digits has a dash.
        assert!(!shown.contains(code.as_str()) || query.asking.role.as_str().contains(code.as_str()));
    }
    let officer = fixture::officer();
    let groups = BTreeSet::from([DataGroup::Name, DataGroup::Addresses, DataGroup::HomeMunicipality]);
    let permit = fixture::permit(groups.clone(), false);
    let request = Request {
        role: &query.asking.role,
        purpose: &query.asking.purpose,
        reference: &query.asking.reference,
        operation: Operation::PersonByCode,
    };
    let named = Some(&permit).filter(|permit| permit.id == query.asking.permit);
    let reference = Reference::parse(&query.asking.reference);
    let fits = query.asking.permit.as_str() == "kunta"
        && query.asking.role.as_str() == "asiakaspalvelu"
        && query.asking.purpose.as_str() == "asukaspalvelu"
        && (reference.is_ok() || query.asking.reference.trim().is_empty());
    match admit(&officer, named, request, fixture::today()) {
        Ok(grant) => {
            assert!(fits, "a query without the right gets a grant");
            assert_eq!(grant.reference(), reference.as_ref().ok());
            assert_eq!(*grant.readable(), groups);
            // A role without that right sees nothing of where a person in hiding lives.
            let decision = decide(&grant, Some(&fixture::banned_adult()));
            assert_eq!(decision.outcome(), Outcome::Found);
            assert!(decision.shown().eq([DataGroup::Name, DataGroup::Addresses]));
            assert!(decision.project(PersonGroups::default()) == PersonGroups::default());
            assert_eq!(decide(&grant, None).shown().count(), 0);
        }
        Err(refusal) => assert!(!fits, "a query with the right is refused: {refusal}"),
    }
}

/// Criteria read to bounded names and a whole date, or are refused with at least one fault; neither
/// shows in a trace.
fn identification_holds(query: &IdentificationQuery) {
    assert_eq!(format!("{:?}", query.criteria), "WrittenCriteria(..)");
    match query.criteria.read(Some(fixture::today())) {
        Ok(sought) => {
            for name in [&sought.surname, &sought.first_names] {
                assert!((1..=100).contains(&name.as_str().chars().count()));
                assert!(!name.folded().is_empty());
            }
            assert!(sought.birth_date <= fixture::today());
        }
        Err(problems) => assert!(!problems.is_empty()),
    }
}
