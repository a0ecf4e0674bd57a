#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;

fn accepted(kinds: &[KeyKind], off: &[KeyKind]) -> AcceptedKeys {
    AcceptedKeys {
        policy: KeyPolicy::new(kinds.iter().copied().collect(), false).unwrap(),
        switched_off: off.iter().copied().collect(),
        roots: Vec::new(),
    }
}

fn marks(synced: Option<bool>, attachment: Option<Attachment>) -> KeyMarks {
    KeyMarks {
        synced,
        attachment,
        attested: None,
    }
}

#[test]
fn the_kind_follows_from_the_flag_that_the_key_signs_and_then_from_where_it_is() {
    use Attachment::{CrossPlatform, Platform};
    for (synced, attachment, kind) in [
        (Some(true), Some(Platform), Some(KeyKind::SyncedPasskey)),
        (Some(true), Some(CrossPlatform), Some(KeyKind::SyncedPasskey)),
        (Some(true), None, Some(KeyKind::SyncedPasskey)),
        (Some(false), Some(Platform), Some(KeyKind::DevicePasskey)),
        (Some(false), Some(CrossPlatform), Some(KeyKind::SecurityKey)),
        (Some(false), None, None),
        (None, Some(Platform), None),
        (None, None, None),
    ] {
        assert_eq!(
            marks(synced, attachment).kind(),
            kind,
            "{synced:?} {attachment:?}"
        );
    }
}

#[test]
fn a_key_of_unknown_kind_passes_only_where_every_kind_that_it_may_be_passes() {
    let unseen = marks(Some(false), None);
    let bound = [KeyKind::DevicePasskey, KeyKind::SecurityKey];
    assert_eq!(accepted(&KeyKind::ALL, &[]).check(&marks(None, None)), Ok(()));
    assert_eq!(accepted(&bound, &[]).check(&unseen), Ok(()));
    let narrow = accepted(&[KeyKind::SecurityKey], &[]);
    assert_eq!(
        narrow.check(&unseen),
        Err(KeyRefusal::Kind([KeyKind::SecurityKey].into()))
    );
    assert!(narrow.may_accept(&unseen) && !narrow.may_accept(&marks(Some(true), None)));
}

#[test]
fn what_the_authority_switches_off_holds_whatever_the_organisation_lets_in() {
    let keys = accepted(&KeyKind::ALL, &[KeyKind::SyncedPasskey]);
    let others = BTreeSet::from([KeyKind::DevicePasskey, KeyKind::SecurityKey]);
    assert_eq!(keys.kinds(), others);
    assert_eq!(
        keys.check(&marks(Some(true), None)),
        Err(KeyRefusal::SwitchedOff(others))
    );
}

#[test]
fn an_attestation_counts_only_while_its_root_is_configured() {
    let root = |name: &str| AttestationRoot {
        name: name.to_owned(),
        fingerprint: format!("digest of {name}"),
    };
    let mut keys = AcceptedKeys {
        policy: KeyPolicy::new(KeyKind::ALL.into(), true).unwrap(),
        switched_off: BTreeSet::new(),
        roots: vec![root("valmistaja")],
    };
    let bare = marks(Some(false), Some(Attachment::CrossPlatform));
    let attested = KeyMarks {
        attested: Some(Attested {
            fingerprint: "digest of valmistaja".to_owned(),
            root: "valmistaja".to_owned(),
            model: None,
        }),
        ..bare.clone()
    };
    assert_eq!(keys.check(&attested), Ok(()));
    assert_eq!(
        keys.check(&bare),
        Err(KeyRefusal::NotAttested(vec!["valmistaja".to_owned()]))
    );
    keys.roots = vec![root("toinen")];
    assert!(keys.check(&attested).is_err());
    keys.roots.clear();
    assert_eq!(keys.check(&attested), Err(KeyRefusal::NoRoots));
    assert!(!keys.kinds().contains(&KeyKind::SyncedPasskey));
}

#[test]
fn a_policy_that_nobody_can_meet_does_not_exist() {
    assert_eq!(
        KeyPolicy::new(BTreeSet::new(), false),
        Err(KeyPolicyProblem::NoKind)
    );
    assert_eq!(
        KeyPolicy::new([KeyKind::SyncedPasskey].into(), true),
        Err(KeyPolicyProblem::AttestedNeedsDevice)
    );
    let text = r#"{"kinds":[],"attested_only":false}"#;
    assert!(serde_json::from_str::<KeyPolicy>(text).is_err());
}

fn any_kinds() -> impl Strategy<Value = BTreeSet<KeyKind>> {
    prop::collection::btree_set(prop::sample::select(KeyKind::ALL.to_vec()), 0..=3)
}

fn any_marks() -> impl Strategy<Value = KeyMarks> {
    let places = vec![None, Some(Attachment::Platform), Some(Attachment::CrossPlatform)];
    (any::<Option<bool>>(), prop::sample::select(places)).prop_map(|(a, b)| marks(a, b))
}

proptest! {
    #[test]
    fn letting_fewer_kinds_in_never_accepts_another_key(
        all in any_kinds(), fewer in any_kinds(), off in any_kinds(), more_off in any_kinds(), key in any_marks(),
    ) {
        let fewer: BTreeSet<_> = all.intersection(&fewer).copied().collect();
        let narrow_off: BTreeSet<_> = off.union(&more_off).copied().collect();
        let keys = |kinds: BTreeSet<KeyKind>, off| {
            Some(AcceptedKeys { policy: KeyPolicy::new(kinds, false).ok()?, switched_off: off, roots: Vec::new() })
        };
        let (Some(wide), Some(narrow)) = (keys(all, off), keys(fewer, narrow_off)) else { return Ok(()) };
        if narrow.check(&key).is_ok() {
            prop_assert!(wide.check(&key).is_ok());
        }
    }

    #[test]
    fn knowing_more_of_an_accepted_key_never_refuses_it(kinds in any_kinds(), key in any_marks(), kind in 0_usize..3) {
        let Ok(policy) = KeyPolicy::new(kinds, false) else { return Ok(()) };
        let keys = AcceptedKeys { policy, switched_off: BTreeSet::new(), roots: Vec::new() };
        let kind = KeyKind::ALL[kind];
        let known = marks(
            Some(kind == KeyKind::SyncedPasskey),
            Some(if kind == KeyKind::SecurityKey { Attachment::CrossPlatform } else { Attachment::Platform }),
        );
        if key.kinds().contains(&kind) && keys.check(&key).is_ok() {
            prop_assert!(keys.check(&known).is_ok());
        }
    }
}
