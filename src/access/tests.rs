//! Rights, as properties: whatever permit, role, person and day, nothing is shown that was
//! not granted, and fewer rights never show more.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::billing::FeeClass;
use crate::identifier::PersonalIdentityCode;
use crate::language::{Language, Text};
use crate::permit::{DataPermit, Key, Operation, Purpose, QueryRole, ReferenceRule, UserRight};
use crate::register::groups::*;
use crate::register::sample::full_groups;
use crate::register::{DataGroup, NonDisclosure, PassiveCode, PersonFacts, PersonGroups};

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn officer(organisation: &str) -> Officer {
    Officer {
        username: key("user"),
        code: PersonalIdentityCode::parse("010190-999W").unwrap(),
        name: "Testi Virkailija".to_owned(),
        organisation: key(organisation),
        organisation_name: Text::default(),
        rights: vec![UserRight {
            permit: key("permit"),
            role: key("role"),
            valid_from: today() - Days::new(10),
            valid_until: today() + Days::new(10),
        }],
        language: Language::Fi,
        is_suspended: false,
    }
}

fn permit(role: QueryRole) -> DataPermit {
    DataPermit {
        id: key("permit"),
        number: "1".to_owned(),
        version: 1,
        organisation: key("org"),
        name: Text::default(),
        purposes: vec![Purpose {
            id: key("purpose"),
            name: Text::default(),
        }],
        roles: vec![role],
        fee_class: FeeClass::Free,
        valid_from: today() - Days::new(100),
        valid_until: Some(today() + Days::new(100)),
        ended_from: None,
        asks_approval: false,
    }
}

fn ask<'a>(role: &'a Key, purpose: &'a Key, reference: &'a str) -> Request<'a> {
    Request {
        role,
        purpose,
        reference,
        operation: Operation::PersonByCode,
    }
}

/// Every group present.
fn everything() -> PersonGroups {
    PersonGroups {
        identity: Some(IdentityGroup::default()),
        name: Some(NameGroup::default()),
        former_names: Some(FormerNamesGroup::default()),
        birth: Some(BirthGroup::default()),
        death: Some(DeathGroup::default()),
        sex: Some(SexGroup::default()),
        home_municipality: Some(HomeMunicipalityGroup::default()),
        addresses: Some(AddressesGroup::default()),
        residence: Some(ResidenceGroup::default()),
        migration: Some(MigrationGroup::default()),
        languages: Some(LanguagesGroup::default()),
        citizenship: Some(CitizenshipGroup::default()),
        occupation: Some(OccupationGroup::default()),
        marital_status: Some(MaritalStatusGroup::default()),
        marriages: Some(MarriagesGroup::default()),
        parents: Some(ParentsGroup::default()),
        children: Some(ChildrenGroup::default()),
        custody: Some(CustodyGroup::default()),
        taken_into_care: Some(TakenIntoCareGroup::default()),
        guardianship: Some(GuardianshipGroup::default()),
        continuing_poa: Some(ContinuingPoaGroup::default()),
        religion: Some(ReligionGroup::default()),
        voting: Some(VotingGroup::default()),
        household: Some(HouseholdGroup::default()),
        ownership: Some(OwnershipGroup::default()),
        bans: Some(BansGroup::default()),
        register_office: Some(RegisterOfficeGroup::default()),
        email: Some(EmailGroup::default()),
    }
}

/// The ways of asking about a person: the operation, and whether the key was used for the act.
type Way = (Operation, bool);

const PERSON_OPERATIONS: [Operation; 4] = [
    Operation::PersonByCode,
    Operation::PersonByClientIdentifier,
    Operation::PersonIdentification,
    Operation::PersonOwnership,
];

fn any_way() -> impl Strategy<Value = Way> {
    (proptest::sample::select(&PERSON_OPERATIONS), any::<bool>())
}

/// What is decided for a way of asking.
fn decided(role: &QueryRole, facts: Option<&PersonFacts>, (operation, key_used): Way) -> Decision {
    let (officer, permit) = (officer("org"), permit(role.clone()));
    let (role, purpose) = (key("role"), key("purpose"));
    let request = Request {
        operation,
        ..ask(&role, &purpose, "")
    };
    let mut grant = admit(&officer, Some(&permit), request, today()).unwrap();
    if key_used {
        grant = grant.with_key(KeyUsed::for_this_act());
    }
    decide(&grant, facts)
}

prop_compose! {
    fn any_role()(
        groups in proptest::collection::btree_set(proptest::sample::select(DataGroup::ALL), 0..28),
        flags in any::<[bool; 6]>(),
    ) -> QueryRole {
        let [history, contact, dead, under_15, passive, withheld] = flags;
        QueryRole {
            id: key("role"),
            name: Text::default(),
            operations: PERSON_OPERATIONS.into(),
            groups,
            places: crate::permit::PlaceContent::default(),
            history,
            contact_under_non_disclosure: contact,
            dead,
            under_15,
            replacement_of_passive_code: passive,
            withheld,
            reference: ReferenceRule::Optional,
        }
    }
}

prop_compose! {
    fn any_ban()(ban in proptest::option::of((0_u64..4000, proptest::option::of(0_u64..4000)))) -> Option<NonDisclosure> {
        ban.map(|(before, after)| NonDisclosure {
            from: today() + Days::new(2000) - Days::new(before),
            until: after.map(|after| today() - Days::new(2000) + Days::new(after)),
        })
    }
}

prop_compose! {
    fn any_facts()(
        age_days in 0_u64..40_000,
        dead in any::<bool>(),
        withheld in any::<bool>(),
        passive in any::<bool>(),
        own in any_ban(),
        dwelling in any_ban(),
    ) -> PersonFacts {
        PersonFacts {
            birth_date: today() - Days::new(age_days),
            dead,
            withheld,
            passive: passive.then(PassiveCode::default),
            non_disclosure: own,
            dwelling_non_disclosure: dwelling,
        }
    }
}

/// What one query would show.
fn shown(role: &QueryRole, facts: &PersonFacts, way: Way) -> (Outcome, BTreeSet<DataGroup>) {
    let decision = decided(role, Some(facts), way);
    let projected = decision.project(everything());
    let present: BTreeSet<DataGroup> = projected.present().collect();
    // What is left of a record is never more than what the decision calls shown.
    assert!(
        present
            .iter()
            .all(|group| !matches!(decision.visibility(*group), Visibility::Hidden(_)))
    );
    (decision.outcome(), present)
}

proptest! {
    #[test]
    fn nothing_outside_the_role_is_ever_shown(role in any_role(), facts in any_facts(), way in any_way()) {
        let (_, present) = shown(&role, &facts, way);
        prop_assert!(present.is_subset(&role.groups));
    }

    #[test]
    fn removing_a_group_removes_just_that_group(role in any_role(), facts in any_facts(), way in any_way(), pick in any::<proptest::sample::Index>()) {
        prop_assume!(!role.groups.is_empty());
        let gone = *role.groups.iter().nth(pick.index(role.groups.len())).unwrap();
        let (outcome, before) = shown(&role, &facts, way);
        let mut fewer = role;
        fewer.groups.remove(&gone);
        let (same_outcome, after) = shown(&fewer, &facts, way);
        prop_assert_eq!(outcome, same_outcome);
        let mut expected = before;
        expected.remove(&gone);
        prop_assert_eq!(after, expected);
    }

    #[test]
    fn fewer_rights_never_show_more(role in any_role(), facts in any_facts(), way in any_way(), switch in 0_usize..6) {
        let (_, before) = shown(&role, &facts, way);
        let mut fewer = role;
        match switch {
            0 => fewer.history = false,
            1 => fewer.contact_under_non_disclosure = false,
            2 => fewer.dead = false,
            3 => fewer.under_15 = false,
            4 => fewer.replacement_of_passive_code = false,
            _ => fewer.withheld = false,
        }
        let (_, after) = shown(&fewer, &facts, way);
        prop_assert!(after.is_subset(&before));
    }

    #[test]
    fn fewer_rights_never_show_one_value_more(role in any_role(), facts in any_facts(), way in any_way(), switch in 0_usize..7, pick in any::<proptest::sample::Index>()) {
        let whole = cut(&role, &facts, way);
        let mut fewer = role;
        match switch {
            0 => fewer.history = false,
            1 => fewer.contact_under_non_disclosure = false,
            2 => fewer.dead = false,
            3 => fewer.under_15 = false,
            4 => fewer.replacement_of_passive_code = false,
            5 => fewer.withheld = false,
            _ => {
                let gone = fewer.groups.iter().nth(pick.index(fewer.groups.len().max(1))).copied();
                fewer.groups.retain(|group| Some(*group) != gone);
            }
        }
        prop_assert!(is_part_of(&cut(&fewer, &facts, way), &whole));
    }

    #[test]
    fn contact_data_under_a_ban_need_the_right_to_them(role in any_role(), facts in any_facts(), way in any_way(), own in any::<bool>()) {
        let ban = Some(NonDisclosure { from: today(), until: Some(today()) });
        let role = QueryRole { contact_under_non_disclosure: false, ..role };
        let facts = if own { PersonFacts { non_disclosure: ban, ..facts } } else { PersonFacts { dwelling_non_disclosure: ban, ..facts } };
        let (_, present) = shown(&role, &facts, way);
        prop_assert!(present.iter().all(|group| !group.is_contact()), "{present:?}");
    }

    #[test]
    fn refusals_look_alike(role in any_role(), facts in any_facts(), way in any_way(), refused in 0..4) {
        let role = QueryRole { withheld: false, dead: false, under_15: false, replacement_of_passive_code: false, ..role };
        let facts = match refused {
            0 => PersonFacts { withheld: true, ..facts },
            1 => PersonFacts { dead: true, ..facts },
            2 => PersonFacts { birth_date: today() - Days::new(5000), ..facts },
            _ => PersonFacts { passive: Some(PassiveCode::default()), ..facts },
        };
        prop_assert_eq!(decided(&role, Some(&facts), way), decided(&role, None, way));
    }

    #[test]
    fn contact_data_under_a_ban_need_the_key_for_the_very_act(role in any_role(), facts in any_facts(), operation in proptest::sample::select(&PERSON_OPERATIONS)) {
        let ban = Some(NonDisclosure { from: today(), until: None });
        let facts = PersonFacts { non_disclosure: ban, ..facts };
        let without = decided(&role, Some(&facts), (operation, false));
        let left = without.project(everything());
        prop_assert!(left.present().all(|group| !group.is_contact()));
        prop_assert!(!without.shows_non_disclosure());
        // Using the key adds nothing where the role has no right, and takes nothing away.
        let (_, less) = shown(&role, &facts, (operation, false));
        let (_, more) = shown(&role, &facts, (operation, true));
        prop_assert!(less.is_subset(&more));
        prop_assert!(role.contact_under_non_disclosure || less == more);
    }

    #[test]
    fn a_search_never_confirms_where_a_protected_person_lives(role in any_role(), facts in any_facts(), way in any_way(), own in any::<bool>()) {
        let ban = Some(NonDisclosure { from: today(), until: None });
        let facts = if own { PersonFacts { non_disclosure: ban, ..facts } } else { PersonFacts { dwelling_non_disclosure: ban, ..facts } };
        prop_assert!(!decided(&role, Some(&facts), way).compares_home_municipality());
        let free = PersonFacts { non_disclosure: None, dwelling_non_disclosure: None, ..facts };
        let compares = decided(&role, Some(&free), way).compares_home_municipality();
        prop_assert!(!compares || role.groups.contains(&DataGroup::HomeMunicipality));
    }

    #[test]
    fn ownership_shows_and_reads_no_other_groups_than_its_own(role in any_role(), facts in any_facts(), key_used in any::<bool>()) {
        let own = BTreeSet::from([DataGroup::Identity, DataGroup::Name, DataGroup::Ownership]);
        let (_, present) = shown(&role, &facts, (Operation::PersonOwnership, key_used));
        prop_assert!(present.is_subset(&own));
        let (officer, permit) = (officer("org"), permit(role.clone()));
        let request = Request { operation: Operation::PersonOwnership, ..ask(&role.id, &permit.purposes[0].id, "") };
        let grant = admit(&officer, Some(&permit), request, today()).unwrap();
        prop_assert!(grant.readable().is_subset(&own) && grant.readable().is_subset(&role.groups));
    }
}

/// What is left of a full record, as JSON. Cutting twice is cutting once.
fn cut(role: &QueryRole, facts: &PersonFacts, way: Way) -> Value {
    let decision = decided(role, Some(facts), way);
    let left = decision.project(full_groups());
    assert_eq!(decision.project(left.clone()), left);
    serde_json::to_value(left).unwrap()
}

/// Whether nothing stands in `part` that does not stand in `whole`: objects may lack fields,
/// lists may lack items. What a narrower view adds is the word that a row was masked.
fn is_part_of(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => part.iter().all(|(name, value)| {
            (name == "masked" && *value == Value::Bool(true))
                || whole.get(name).is_some_and(|other| is_part_of(value, other))
        }),
        (Value::Array(part), Value::Array(whole)) => {
            let mut rest = whole.iter();
            part.iter().all(|item| rest.any(|other| is_part_of(item, other)))
        }
        (part, whole) => part == whole,
    }
}

fn plain_role() -> QueryRole {
    QueryRole {
        id: key("role"),
        name: Text::default(),
        operations: BTreeSet::from([Operation::PersonByCode]),
        groups: BTreeSet::from([DataGroup::Name, DataGroup::Addresses, DataGroup::HomeMunicipality]),
        places: crate::permit::PlaceContent::default(),
        history: false,
        contact_under_non_disclosure: false,
        dead: false,
        under_15: false,
        replacement_of_passive_code: false,
        withheld: false,
        reference: ReferenceRule::Required,
    }
}

fn refusal(
    officer: &Officer,
    permit: Option<&DataPermit>,
    request: Request<'_>,
    day: NaiveDate,
) -> Option<Refusal> {
    admit(officer, permit, request, day).err()
}

#[test]
fn a_role_of_another_organisation_and_one_that_does_not_exist_answer_alike() {
    let permit = permit(plain_role());
    let (role, purpose, other) = (key("role"), key("purpose"), key("other"));
    let request = ask(&role, &purpose, "case 1");
    assert_eq!(
        refusal(&officer("elsewhere"), Some(&permit), request, today()),
        Some(Refusal::RightNotHeld)
    );
    assert_eq!(
        refusal(&officer("org"), None, request, today()),
        Some(Refusal::RightNotHeld)
    );
    let unknown = ask(&other, &purpose, "case 1");
    assert_eq!(
        refusal(&officer("org"), Some(&permit), unknown, today()),
        Some(Refusal::RightNotHeld)
    );
}

#[test]
fn a_lapsed_right_and_an_expired_permit_are_refused_from_the_day_after() {
    let permit = permit(plain_role());
    let (role, purpose) = (key("role"), key("purpose"));
    let request = ask(&role, &purpose, "case 1");
    let mut officer = officer("org");
    assert_eq!(
        refusal(&officer, Some(&permit), request, today() + Days::new(10)),
        None
    );
    assert_eq!(
        refusal(&officer, Some(&permit), request, today() + Days::new(11)),
        Some(Refusal::RightNotHeld)
    );
    officer
        .rights
        .iter_mut()
        .for_each(|right| right.valid_until = today() + Days::new(500));
    assert_eq!(
        refusal(&officer, Some(&permit), request, today() + Days::new(100)),
        None
    );
    assert_eq!(
        refusal(&officer, Some(&permit), request, today() + Days::new(101)),
        Some(Refusal::PermitNotInForce)
    );
    let ended = DataPermit {
        ended_from: Some(today()),
        ..permit
    };
    assert_eq!(
        refusal(&officer, Some(&ended), request, today()),
        Some(Refusal::PermitNotInForce)
    );
}

#[test]
fn a_purpose_outside_the_permit_and_a_missing_reference_are_refused() {
    let permit = permit(plain_role());
    let (role, purpose, other) = (key("role"), key("purpose"), key("private"));
    let officer = officer("org");
    assert_eq!(
        refusal(&officer, Some(&permit), ask(&role, &other, "case 1"), today()),
        Some(Refusal::PurposeNotInPermit)
    );
    assert_eq!(
        refusal(&officer, Some(&permit), ask(&role, &purpose, " "), today()),
        Some(Refusal::Reference(ReferenceProblem::Missing))
    );
}

#[test]
fn an_operation_outside_the_role_is_refused() {
    let permit = permit(QueryRole {
        operations: BTreeSet::from([Operation::BuildingById]),
        ..plain_role()
    });
    let (role, purpose) = (key("role"), key("purpose"));
    assert_eq!(
        refusal(
            &officer("org"),
            Some(&permit),
            ask(&role, &purpose, "case 1"),
            today()
        ),
        Some(Refusal::OperationNotInRole)
    );
}

#[test]
fn expired_permit_hides_everything_before_anything_is_read() {
    // There is no way from a refusal to a decision: `decide` takes a grant, and only
    // `admit` makes one. What this test holds is that the day decides.
    let permit = permit(plain_role());
    let (role, purpose) = (key("role"), key("purpose"));
    let day = today() + Days::new(101);
    let mut officer = officer("org");
    officer
        .rights
        .iter_mut()
        .for_each(|right| right.valid_until = day);
    assert!(admit(&officer, Some(&permit), ask(&role, &purpose, "case 1"), day).is_err());
}
