//! The frozen encoding and its strictness. The sample entry serves the receipt's tests too.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;

/// An entry with every field filled.
pub fn sample() -> Entry {
    Entry {
        time_micros: 1_794_000_000_123_456,
        environment: Environment::Production,
        username: "username:7".to_owned(),
        user_code_snapshot: PersonalIdentityCode::parse("010594Y9032").unwrap(),
        organisation: "organisation:kunta".to_owned(),
        permit: "permit:12".to_owned(),
        permit_version: 3,
        role: "role:sosiaali".to_owned(),
        operation: "person.find".to_owned(),
        criteria: vec![("code".to_owned(), "170745X918U".to_owned())],
        purpose: "eläke".to_owned(),
        reference: Some("DNRO 1/2026".to_owned()),
        result: "0000".to_owned(),
        subjects: vec![
            PersonalIdentityCode::parse("170745X918U").unwrap(),
            PersonalIdentityCode::parse("290200A902D").unwrap(),
        ],
        groups_shown: vec!["name".to_owned(), "addresses".to_owned()],
        non_disclosure_seen: true,
        printed: Some("basic".to_owned()),
        price_item: Some("query".to_owned()),
        tariff_version: Some("2023-01".to_owned()),
        price_thousandths: 74,
        session_digest: *b"0123456789abcdef",
        source_address: "192.0.2.7".to_owned(),
        request_id: "r-1".to_owned(),
    }
}

/// An entry with every optional field and list empty.
fn sparse() -> Entry {
    Entry {
        time_micros: -1,
        environment: Environment::Training,
        criteria: Vec::new(),
        reference: None,
        subjects: Vec::new(),
        groups_shown: Vec::new(),
        non_disclosure_seen: false,
        printed: None,
        price_item: None,
        tariff_version: None,
        price_thousandths: 0,
        ..sample()
    }
}

fn base16(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn encoding_is_the_frozen_one() {
    // Written out with Python's struct module from the description alone.
    assert_eq!(
        base16(&sample().encode().unwrap()),
        concat!(
            "01",
            "00065fa22cbc0240",
            "01",
            "000a757365726e616d653a37",
            "000b3031303539345939303332",
            "00126f7267616e69736174696f6e3a6b756e7461",
            "00097065726d69743a3132",
            "00000003",
            "000d726f6c653a736f736961616c69",
            "000b706572736f6e2e66696e64",
            "00010004636f6465000b3137303734355839313855",
            "0006656cc3a46b65",
            "01000b444e524f20312f32303236",
            "000430303030",
            "0002000b3137303734355839313855000b3239303230304139303244",
            "000200046e616d650009616464726573736573",
            "01",
            "0100056261736963",
            "0100057175657279",
            "010007323032332d3031",
            "0000004a",
            "30313233343536373839616263646566",
            "00093139322e302e322e37",
            "0003722d31",
        )
    );
    assert_eq!(
        base16(&sparse().encode().unwrap()),
        concat!(
            "01",
            "ffffffffffffffff",
            "02",
            "000a757365726e616d653a37",
            "000b3031303539345939303332",
            "00126f7267616e69736174696f6e3a6b756e7461",
            "00097065726d69743a3132",
            "00000003",
            "000d726f6c653a736f736961616c69",
            "000b706572736f6e2e66696e64",
            "0000",
            "0006656cc3a46b65",
            "00",
            "000430303030",
            "0000",
            "0000",
            "00",
            "00",
            "00",
            "00",
            "00000000",
            "30313233343536373839616263646566",
            "00093139322e302e322e37",
            "0003722d31",
        )
    );
}

#[test]
fn decoding_gives_the_entry_back() {
    for entry in [sample(), sparse()] {
        assert_eq!(Entry::decode(&entry.encode().unwrap()).unwrap(), entry);
    }
}

#[test]
fn every_shorter_payload_and_every_longer_one_is_refused() {
    for entry in [sample(), sparse()] {
        let mut payload = entry.encode().unwrap();
        for length in 0..payload.len() {
            assert!(matches!(
                Entry::decode(&payload[..length]),
                Err(EntryError::Truncated(_))
            ));
        }
        payload.push(0);
        assert_eq!(Entry::decode(&payload), Err(EntryError::TrailingBytes));
    }
}

#[test]
fn every_flipped_bit_is_refused_or_decodes_to_another_entry_that_encodes_to_those_bytes() {
    let payload = sample().encode().unwrap();
    for bit in 0..payload.len() * 8 {
        let mut changed = payload.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        if let Ok(entry) = Entry::decode(&changed) {
            assert_ne!(entry, sample());
            assert_eq!(entry.encode().unwrap(), changed);
        }
    }
}

#[test]
fn unknown_version_is_refused_by_its_number() {
    let mut payload = sample().encode().unwrap();
    payload[0] = 2;
    assert_eq!(Entry::decode(&payload), Err(EntryError::UnknownVersion(2)));
}

#[test]
fn impossible_environment_is_refused() {
    let mut payload = sample().encode().unwrap();
    payload[9] = 3;
    assert_eq!(
        Entry::decode(&payload),
        Err(EntryError::ImpossibleValue("environment"))
    );
}

#[test]
fn identity_code_in_lower_case_is_refused_as_not_canonical() {
    let payload = sample().encode().unwrap();
    let position = payload
        .windows(11)
        .position(|window| window == b"010594Y9032")
        .unwrap();
    let mut changed = payload;
    changed[position + 6] = b'y';
    assert_eq!(
        Entry::decode(&changed),
        Err(EntryError::IdentityCode("user identity code"))
    );
}

#[test]
fn text_that_is_not_utf8_is_refused_by_its_field() {
    let payload = sample().encode().unwrap();
    let position = payload
        .windows(2)
        .position(|window| window == "ä".as_bytes())
        .unwrap();
    let mut changed = payload;
    changed[position] = 0xff;
    assert_eq!(Entry::decode(&changed), Err(EntryError::NotUtf8("purpose")));
}

#[test]
fn entry_of_exactly_the_limit_is_accepted_and_one_byte_more_is_not() {
    let mut entry = sample();
    entry.request_id = String::new();
    let room = MAX_PAYLOAD_LENGTH - entry.encode().unwrap().len();
    entry.request_id = "x".repeat(room);
    let payload = entry.encode().unwrap();
    assert_eq!(payload.len(), MAX_PAYLOAD_LENGTH);
    assert_eq!(Entry::decode(&payload).unwrap(), entry);
    entry.request_id.push('x');
    assert_eq!(entry.encode(), Err(EntryError::TooLong));
    entry.request_id = "x".repeat(70_000);
    assert_eq!(entry.encode(), Err(EntryError::TooLong));
    assert_eq!(
        Entry::decode(&vec![1; MAX_PAYLOAD_LENGTH + 1]),
        Err(EntryError::TooLong)
    );
}

#[test]
fn more_subjects_than_a_count_can_hold_are_refused() {
    let mut entry = sample();
    entry.subjects = vec![entry.user_code_snapshot; 65_536];
    assert_eq!(entry.encode(), Err(EntryError::TooLong));
}

#[test]
fn debug_output_names_no_person() {
    let entry = sample();
    let debug = format!("{entry:?}");
    for secret in ["010594Y9032", "170745X918U", "username:7", "DNRO", "192.0.2.7"] {
        assert!(!debug.contains(secret), "{secret} in {debug}");
    }
}

prop_compose! {
    fn any_entry()(
        numbers in any::<(i64, u32, u32, [u8; 16])>(),
        flags in any::<(bool, bool)>(),
        texts in prop::collection::vec(any::<String>(), 9),
        optional in any::<[Option<String>; 4]>(),
        criteria in prop::collection::vec(any::<(String, String)>(), 0..4),
        groups_shown in prop::collection::vec(any::<String>(), 0..4),
        subjects in prop::collection::vec(
            prop::sample::select(vec!["170745X918U", "290200A902D", "010199+9001"]), 0..4),
    ) -> Entry {
        let (time_micros, permit_version, price_thousandths, session_digest) = numbers;
        let [reference, printed, price_item, tariff_version] = optional;
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        Entry {
            time_micros,
            environment: if flags.0 { Environment::Production } else { Environment::Training },
            username: text(),
            user_code_snapshot: PersonalIdentityCode::parse("010594Y9032").unwrap(),
            organisation: text(),
            permit: text(),
            permit_version,
            role: text(),
            operation: text(),
            criteria,
            purpose: text(),
            reference,
            result: text(),
            subjects: subjects
                .into_iter()
                .map(|code| PersonalIdentityCode::parse(code).unwrap())
                .collect(),
            groups_shown,
            non_disclosure_seen: flags.1,
            printed,
            price_item,
            tariff_version,
            price_thousandths,
            session_digest,
            source_address: text(),
            request_id: text(),
        }
    }
}

proptest! {
    #[test]
    fn any_entry_comes_back_from_its_encoding(entry in any_entry()) {
        let payload = entry.encode().unwrap();
        prop_assert_eq!(Entry::decode(&payload).unwrap(), entry);
    }

    #[test]
    fn any_bytes_are_refused_or_canonical(
        mut bytes in prop::collection::vec(any::<u8>(), 0..300)
    ) {
        if let Some(first) = bytes.first_mut() {
            *first = ENTRY_VERSION;
        }
        if let Ok(entry) = Entry::decode(&bytes) {
            prop_assert_eq!(entry.encode().unwrap(), bytes);
        }
    }
}
