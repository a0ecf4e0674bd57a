//! Updates: the same register whatever the order, ways in that follow their record, bans that bind at
//! once.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use surrealdb::types::Object;

use super::*;
use crate::log::{Change, ChangeAct, Subject};
use crate::register::exchange::{ChangeId, RegisterUpdate};
use crate::register::groups::HouseholdGroup;
use crate::register::{Owner, PassiveCode, Relative};
use crate::store::query::run;
use crate::store::{Ahead, Fate, Waiting};

/// Every table of a register but those of the log and of the updates themselves.
const TABLES: [&str; 13] = [
    "person",
    "building",
    "apartment",
    "property",
    "person_name",
    "client_identifier",
    "resident",
    "ownership",
    "building_property",
    "building_address",
    "street",
    "postcode",
    "apartment_id",
];

fn moment(hours: u32) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::hours(i64::from(hours) + 500_000)
}

fn update(record: impl Into<RegisterRecord>, hours: u32, change: &str) -> RegisterUpdate {
    RegisterUpdate {
        change: ChangeId::parse(change).unwrap(),
        effective: moment(hours),
        record: record.into(),
    }
}

async fn apply(store: &Store, updates: &[RegisterUpdate]) -> Vec<Fate> {
    let judged = store.judge_updates(HERE, updates.to_vec(), None).await.unwrap();
    let fates = judged.fates().to_vec();
    store.write_updates(judged, None, None).await.unwrap();
    fates
}

/// All rows of a register, as they lie.
async fn rows(store: &Store) -> Vec<(&'static str, Vec<Object>)> {
    let mut all = Vec::new();
    for table in TABLES {
        let sql = format!("SELECT * FROM {table}");
        let mut results = run(store.register(HERE), &sql, Object::new()).await.unwrap();
        all.push((table, results.take(0).unwrap()));
    }
    all
}

fn ban() -> NonDisclosure {
    NonDisclosure {
        from: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
        until: None,
    }
}

fn named(serial: u16) -> Relative {
    Relative {
        surname: "Mäki".into(),
        code: Some(code(serial)),
        ..Relative::default()
    }
}

fn owner(serial: u16) -> Owner {
    Owner {
        role: Some(OwnerRole::Owner),
        person: Some(named(serial)),
        ..Owner::default()
    }
}

/// One of the small world's persons. Neither the record nor any other has a copy of a ban.
fn someone(which: u8, variant: u8) -> Person {
    let surname = ["Mäki", "Virtanen", "Mäki", "von Kügelgen", "Äyräs"][usize::from(variant)];
    let mut person = person(901 + u16::from(which), surname, "Ada Maria");
    if variant > 0 {
        person = lives_at(person, building_id(u32::from(variant % 3)), "A 1");
    }
    if which == variant {
        person.facts.non_disclosure = Some(ban());
    }
    if variant == 4 {
        person.facts.passive = Some(PassiveCode::default());
    }
    person.groups.household = Some(HouseholdGroup {
        members: vec![named(901 + u16::from((which + variant) % 4))],
        minors: None,
    });
    person
}

fn something(kind: u8, which: u8, variant: u8) -> RegisterRecord {
    let serial = u32::from(which);
    match kind {
        0 => someone(which, variant).into(),
        1 => {
            let (fi, sv, postcode) = [
                ("Rantatie", "", "33100"),
                ("Rantatie", "Strandvägen", "33100"),
                ("RANTATIE", "", "33200"),
                ("Kirkkokatu", "Kyrkogatan", "33200"),
                ("", "", ""),
            ][usize::from(variant)];
            let number = ["1", "12-14a", "3", "", "5"][usize::from(variant)];
            Building {
                property: (variant > 1).then(|| property_id(6 + u16::from(variant % 2))),
                owners: vec![owner(901 + u16::from(variant % 4))],
                ..building_at(serial, address(fi, sv, number, postcode))
            }
            .into()
        }
        2 => {
            let mut apartment = sample::apartment();
            apartment.residents.clear();
            apartment.building = Some(building_id(serial));
            apartment.part = part("A 1");
            apartment.id = apartment.id.filter(|_| which == 0);
            apartment.rooms = Some(variant.into());
            apartment.into()
        }
        _ => Property {
            id: Some(property_id(6 + u16::from(which))),
            owners: vec![owner(901 + u16::from(variant % 4))],
            ..sample::property()
        }
        .into(),
    }
}

/// Updates of a small world, no two of which contradict each other, some more than once and in any order.
fn updates() -> impl Strategy<Value = Vec<RegisterUpdate>> {
    let one = (0..4_u8, 0..3_u8, 0..6_u32, 0..2_u8);
    let some = proptest::collection::vec(one, 1..40).prop_map(|some| {
        some.into_iter()
            .map(|(kind, which, hours, change)| {
                let variant = (hours * 7 + u32::from(change) * 3 + u32::from(which * kind)) % 5;
                let record = something(kind, which, u8::try_from(variant).unwrap());
                update(record, hours, ["a", "b"][usize::from(change)])
            })
            .collect::<Vec<_>>()
    });
    some.prop_shuffle()
}

/// The records that the updates leave.
fn last_of(updates: &[RegisterUpdate]) -> Records {
    let mut last = std::collections::BTreeMap::new();
    for update in updates {
        let key = update.record.key().unwrap();
        let before: &mut &RegisterUpdate = last.entry(key).or_insert(update);
        if (update.effective, &update.change) > (before.effective, &before.change) {
            *before = update;
        }
    }
    last.into_values().map(|update| update.record.clone()).collect()
}

/// Holds each person, as read, against what the persons' own records say of each other.
async fn assert_protected(store: &Store, persons: &[Person]) {
    let home = |person: &Person| {
        let places = &person.groups.residence.as_ref().unwrap().places;
        let place = places.first().filter(|_| person.facts.passive.is_none());
        place.map(|place| place.value.building)
    };
    for person in persons {
        let groups: BTreeSet<_> = crate::register::DataGroup::ALL.iter().copied().collect();
        let found = store
            .find_person(HERE, person.code, &groups)
            .await
            .unwrap()
            .unwrap();
        let with_them = persons.iter().filter(|other| {
            other.code != person.code && home(person).is_some() && home(other) == home(person)
        });
        let banned = with_them.filter_map(|other| other.facts.non_disclosure).next();
        assert!(found.facts.dwelling_non_disclosure == banned);
        let member = &found.groups.household.unwrap().members[0];
        let own = persons.iter().find(|other| Some(other.code) == member.code);
        assert!(member.non_disclosure == own.and_then(|own| own.facts.non_disclosure));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn updates_in_any_order_and_lots_give_the_register_that_a_fresh_load_gives(
        updates in updates(),
        lots in proptest::collection::vec(1..9_usize, 1..9),
        embedded in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut applied = store().await;
            let mut fresh = store().await;
            if !embedded {
                applied.embedded = None;
                fresh.embedded = None;
            }
            let last = last_of(&updates);
            let mut rest = updates.as_slice();
            for lot in lots.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (now, later) = rest.split_at(rest.len().min(*lot));
                apply(&applied, now).await;
                rest = later;
            }
            fresh.create_records(HERE, &last, None).await.unwrap();
            assert_eq!(rows(&applied).await, rows(&fresh).await);
            assert_protected(&applied, &last.persons).await;

            // Once more, all together: nothing is news, and nothing changes.
            let fates = apply(&applied, &updates).await;
            assert!(!fates.contains(&Fate::Taken) && !fates.contains(&Fate::Contradicts));
            assert_eq!(rows(&applied).await, rows(&fresh).await);

            // The memory of bans is what the table says, after a restart too.
            applied.load_protections().await.unwrap();
            assert_protected(&applied, &last.persons).await;
        });
    }
}

#[tokio::test]
async fn nobody_is_found_any_more_by_what_an_update_has_changed() {
    let store = store().await;
    let before = lives_at(person(901, "Mäki", "Ada"), building_id(1), "A 1");
    let identifier = before.groups.identity.as_ref().unwrap().electronic_identifiers[0].value;
    store
        .create_persons(HERE, std::slice::from_ref(&before))
        .await
        .unwrap();
    let found = store.find_by_client_identifier(HERE, identifier).await.unwrap();
    assert_eq!(found, Some(code(901)));

    let mut after = lives_at(person(901, "Laakso", "Ada"), building_id(2), "B 3");
    after
        .groups
        .identity
        .as_mut()
        .unwrap()
        .electronic_identifiers
        .clear();
    assert_eq!(apply(&store, &[update(after, 1, "move")]).await, [Fate::Taken]);
    assert!(serials(&store, &called("Mäki", "Ada"), true).await.is_empty());
    assert_eq!(serials(&store, &called("Laakso", "Ada"), false).await, [901]);
    assert!(
        store
            .list_residents(HERE, building_id(1))
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(store.list_residents(HERE, building_id(2)).await.unwrap().len(), 1);
    let found = store.find_by_client_identifier(HERE, identifier).await.unwrap();
    assert_eq!(found, None);

    // A code that is passive leads on, and nobody is found under it in any other way.
    let mut passive = person(901, "Laakso", "Ada");
    passive.facts.passive = Some(PassiveCode {
        replaced_by: Some(code(902)),
    });
    let renewed = [
        update(passive, 2, "code"),
        update(
            lives_at(person(902, "Laakso", "Ada"), building_id(2), "B 3"),
            2,
            "code",
        ),
    ];
    assert_eq!(apply(&store, &renewed).await, [Fate::Taken, Fate::Taken]);
    assert_eq!(serials(&store, &called("Laakso", "Ada"), true).await, [902]);
    let residents = store.list_residents(HERE, building_id(2)).await.unwrap();
    assert_eq!(
        residents.iter().map(|one| one.code).collect::<Vec<_>>(),
        [code(902)]
    );
}

#[tokio::test]
async fn a_street_that_the_last_building_leaves_goes_and_one_with_others_stays() {
    let store = store().await;
    let on = |serial, street: &str, postcode: &str| building_at(serial, address(street, "", "1", postcode));
    let loaded = [on(1, "Rantatie", "33100"), on(2, "Rantatie", "33100")];
    store.create_buildings(HERE, &loaded).await.unwrap();
    let place = AddressPlace::Postcode("33100".to_owned());
    let knows = async |store: &Store| {
        let street = Folded::of("Rantatie");
        store.find_street(HERE, &place, &street).await.unwrap()
    };
    apply(&store, &[update(on(1, "Kirkkokatu", "33200"), 1, "a")]).await;
    assert!(knows(&store).await);
    assert_eq!(found(&store, &at("837", "Rantatie", "")).await, [2]);
    apply(&store, &[update(on(2, "Kirkkokatu", "33200"), 2, "b")]).await;
    assert!(!knows(&store).await);
    let fresh = super::store().await;
    let last = [on(1, "Kirkkokatu", "33200"), on(2, "Kirkkokatu", "33200")];
    fresh.create_buildings(HERE, &last).await.unwrap();
    assert_eq!(rows(&store).await, rows(&fresh).await);
}

#[tokio::test]
async fn a_ban_binds_at_once_though_its_copies_in_other_records_have_not_come() {
    let store = store().await;
    let home = |serial| lives_at(person(serial, "Mäki", "Ada"), building_id(1), "A 1");
    let relative = |person: &mut Person, serial| {
        person.groups.household = Some(HouseholdGroup {
            members: vec![named(serial)],
            minors: None,
        });
    };
    let mut spouse = home(902);
    relative(&mut spouse, 901);
    let mut elsewhere = person(903, "Mäki", "Ada");
    relative(&mut elsewhere, 901);
    store
        .create_persons(HERE, &[home(901), spouse, elsewhere])
        .await
        .unwrap();
    let read = async |store: &Store, serial: u16| {
        let groups = BTreeSet::from([crate::register::DataGroup::Household]);
        let found = store
            .find_person(HERE, code(serial), &groups)
            .await
            .unwrap()
            .unwrap();
        let member = found
            .groups
            .household
            .and_then(|group| group.members.into_iter().next());
        (
            found.facts.dwelling_non_disclosure.is_some(),
            member.is_some_and(|member| member.non_disclosure.is_some()),
        )
    };
    assert_eq!(read(&store, 902).await, (false, false));

    let mut protected = home(901);
    protected.facts.non_disclosure = Some(ban());
    apply(&store, &[update(protected.clone(), 1, "ban")]).await;
    assert_eq!(read(&store, 902).await, (true, true));
    assert_eq!(read(&store, 903).await, (false, true));

    // The protected person moves: the dwelling left is under no ban, the one entered is.
    let mut moved = lives_at(person(901, "Mäki", "Ada"), building_id(2), "A 1");
    moved.facts.non_disclosure = Some(ban());
    let neighbour = lives_at(person(904, "Salo", "Eero"), building_id(2), "A 1");
    apply(&store, &[update(moved, 2, "move"), update(neighbour, 2, "move")]).await;
    assert_eq!(read(&store, 902).await, (false, true));
    assert!(read(&store, 904).await.0);

    // The ban ends, and with it all that followed from it.
    apply(&store, &[update(home(901), 3, "end")]).await;
    for serial in [902, 903] {
        assert_eq!(read(&store, serial).await, (false, false), "{serial}");
    }
    assert!(!read(&store, 904).await.0);
}

#[tokio::test]
async fn what_a_record_itself_says_of_a_ban_in_its_dwelling_is_never_taken_away() {
    let store = store().await;
    let mut flagged = person(901, "Mäki", "Ada");
    flagged.facts.dwelling_non_disclosure = Some(ban());
    apply(&store, &[update(flagged, 1, "a")]).await;
    let found = store
        .find_person(HERE, code(901), &BTreeSet::new())
        .await
        .unwrap();
    assert!(found.unwrap().facts.dwelling_non_disclosure == Some(ban()));
}

#[tokio::test]
async fn a_record_that_came_with_a_load_stands_as_of_its_day() {
    let store = store().await;
    store
        .create_persons(HERE, &[person(901, "Mäki", "Ada")])
        .await
        .unwrap();
    let day = moment(48).date_naive();
    store.update_loaded_day(HERE, day).await.unwrap();
    store.update_register_day(HERE, day).await.unwrap();
    let fates = apply(
        &store,
        &[
            update(person(901, "Laakso", "Ada"), 1, "a"),
            update(person(902, "Laakso", "Ada"), 1, "a"),
            update(person(901, "Salo", "Ada"), 60, "b"),
        ],
    )
    .await;
    // Who was not in the load is taken in whenever the update holds from.
    assert_eq!(fates, [Fate::Outdated, Fate::Taken, Fate::Taken]);
    // The day of the register moves on with updates, that of the load does not.
    let judged = store.judge_updates(HERE, Vec::new(), None).await.unwrap();
    let later = day + TimeDelta::days(9);
    store.write_updates(judged, Some(later), None).await.unwrap();
    assert_eq!(store.find_register_day(HERE).await.unwrap(), Some(later));
    assert_eq!(store.find_loaded_day(HERE).await.unwrap(), Some(day));
    let judged = store.judge_updates(HERE, Vec::new(), None).await.unwrap();
    store.write_updates(judged, Some(day), None).await.unwrap();
    assert_eq!(store.find_register_day(HERE).await.unwrap(), Some(later));
}

#[tokio::test]
async fn two_contents_of_one_change_are_told_whether_they_come_together_or_apart() {
    let one = update(person(901, "Mäki", "Ada"), 1, "a");
    let other = update(person(901, "Salo", "Ada"), 1, "a");
    let together = store().await;
    let fates = apply(&together, &[one.clone(), other.clone(), one.clone()]).await;
    assert_eq!(fates, [Fate::Taken, Fate::Contradicts, Fate::Known]);
    let apart = store().await;
    apply(&apart, std::slice::from_ref(&one)).await;
    assert_eq!(
        apply(&apart, std::slice::from_ref(&other)).await,
        [Fate::Contradicts]
    );
    assert_eq!(rows(&together).await, rows(&apart).await);
    // A run that writes nothing tells the same.
    let nothing = store().await;
    let mut ahead = Ahead::default();
    let mut fates = Vec::new();
    for update in [one.clone(), other, one] {
        let judged = nothing
            .judge_updates(HERE, vec![update], Some(&mut ahead))
            .await
            .unwrap();
        fates.extend(judged.fates().to_vec());
    }
    assert_eq!(fates, [Fate::Taken, Fate::Contradicts, Fate::Known]);
    assert_eq!(nothing.count_records(HERE).await.unwrap().total(), 0);
}

#[tokio::test]
async fn the_entry_that_tells_of_updates_is_in_their_transaction() {
    let store = store().await;
    let change = Change {
        id: [7; 16],
        time_micros: 1_790_000_000_000_000,
        act: ChangeAct::RegisterUpdated,
        actor: None,
        actor_organisation: None,
        subject: Subject::Register(HERE.code().to_owned()),
        organisation: None,
        details: Vec::new(),
        reason: None,
        source_address: String::new(),
        request_id: String::new(),
    };
    let entry = Waiting::new(&change, 0).unwrap();
    let judged = store
        .judge_updates(HERE, vec![update(person(901, "Mäki", "Ada"), 1, "a")], None)
        .await
        .unwrap();
    store
        .write_updates(judged, None, Some(entry.clone()))
        .await
        .unwrap();
    let waiting = store.list_waiting_changes(10).await.unwrap();
    assert!(waiting.as_slice() == std::slice::from_ref(&entry));
    // An entry that is there already fails all of it.
    let judged = store
        .judge_updates(HERE, vec![update(person(902, "Mäki", "Ada"), 1, "a")], None)
        .await
        .unwrap();
    assert!(store.write_updates(judged, None, Some(entry)).await.is_err());
    assert_eq!(store.count_persons(HERE).await.unwrap(), 1);
    assert!(store.list_waiting_changes(10).await.unwrap().len() == 1);
}
