#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;
use crate::register::{ApartmentGroup, BuildingGroup, DataGroup, PropertyGroup};

fn fields(pairs: &[(&'static str, &str)]) -> Fields {
    pairs
        .iter()
        .map(|(name, text)| (*name, (*text).to_owned()))
        .collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const PERSON: &[(&str, &str)] = &[
    ("facts", r#"{"birthDate":"1994-05-01"}"#),
    (
        "name",
        r#"{"surname":"Mäki","firstNames":"Ada Aino","from":"1994-05-01"}"#,
    ),
    ("sex", r#"{"sexes":[{"value":"2"}]}"#),
    ("email", "¤"),
];

fn person_key() -> Key {
    Key::text("010594Y9032")
}

/// Folders hold these bytes: a change of the form is another version, and the old one is read on.
#[test]
fn the_form_of_version_1_stays_as_folders_have_it() {
    let person = pack("person", &person_key(), &fields(PERSON)).unwrap();
    let key = Key::parts(&["1900000008", "A001", "H000000000"]);
    let apartment = fields(&[
        (
            "identity",
            r#"{"id":"H000000000","building":"1900000008","part":"A001"}"#,
        ),
        ("details", r#"{"kind":"1","area":"62.5","rooms":2}"#),
    ]);
    let apartment = pack("apartment", &key, &apartment).unwrap();
    assert_eq!(
        [hexadecimal(&person), hexadecimal(&apartment)],
        [
            "01a715d349a1cc492d04003505027f120633021c04c83659f0ddcbf27cf087f1a9bff26cf3daf0453659f0ddf01dc2a4",
            "01c936e924d2c2983f02007310014907f078f06d08e8f06df201f647188af186f0178ef63dfb91",
        ]
    );
}

#[test]
fn every_data_group_has_a_number() {
    let known = |table: &str, field: &str| {
        assert!(
            names(table).unwrap().contains(&field),
            "{table}.{field}: add it at the end of its list"
        );
    };
    known("person", "facts");
    DataGroup::ALL
        .iter()
        .for_each(|group| known("person", group.field()));
    BuildingGroup::ALL
        .iter()
        .for_each(|group| known("building", group.code()));
    ApartmentGroup::ALL
        .iter()
        .for_each(|group| known("apartment", group.code()));
    PropertyGroup::ALL
        .iter()
        .for_each(|group| known("property", group.code()));
    let no_number = pack("person", &person_key(), &fields(&[("shoe_size", "{}")]));
    assert_eq!(
        no_number.unwrap_err().to_string(),
        "stored record of person does not read: the group shoe_size has no number"
    );
}

#[test]
fn each_group_is_read_back_by_its_name() {
    let bytes = pack("person", &person_key(), &fields(PERSON)).unwrap();
    let packed = Packed::read("person", &person_key(), &bytes).unwrap();
    for (name, text) in PERSON {
        assert_eq!(packed.text(name).unwrap().unwrap(), *text);
    }
    assert_eq!(packed.text("birth").unwrap(), None);
    assert_eq!(packed.text("no_such_group").unwrap(), None);
    let plain: usize = PERSON.iter().map(|(_, text)| text.len()).sum();
    assert!(bytes.len() < plain / 2, "{} of {plain} bytes", bytes.len());
}

/// Whichever group is asked for: what is wrong with the bytes of another one is found by the checksum,
/// before anything is unpacked.
#[test]
fn any_changed_byte_and_any_lost_end_is_refused() {
    let bytes = pack("person", &person_key(), &fields(PERSON)).unwrap();
    let refused = |bytes: &[u8]| {
        Packed::read("person", &person_key(), bytes)
            .err()
            .map(|error| error.to_string())
    };
    let told =
        "stored record of person does not read: the record is damaged: restore the register from a backup";
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            assert_eq!(refused(&other).as_deref(), Some(told), "byte {at} bit {bit}");
        }
        assert_eq!(refused(&bytes[..at]).as_deref(), Some(told), "cut at {at}");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(refused(&longer).as_deref(), Some(told));
}

#[test]
fn a_record_under_another_key_is_refused() {
    let bytes = pack("person", &person_key(), &fields(PERSON)).unwrap();
    assert!(Packed::read("person", &Key::text("010594Y904V"), &bytes).is_err());
    assert!(Packed::read("building", &person_key(), &bytes).is_err());
    let parts = pack("apartment", &Key::parts(&["ab", "c"]), &fields(&[])).unwrap();
    assert!(Packed::read("apartment", &Key::parts(&["a", "bc"]), &parts).is_err());
}

/// A record with a checksum that fits, whatever its body says: as a fault of ours might write it.
fn with_checksum(body: &[u8]) -> Vec<u8> {
    let sum = checksum("person", &person_key(), body);
    [&[VERSION], sum.as_slice(), body].concat()
}

#[test]
fn lengths_that_cannot_be_are_refused_without_taking_memory() {
    for body in [
        // No count; fewer groups than told; a number twice; numbers out of order.
        &[][..],
        &[1],
        &[2, 1, 0, 1, 0],
        &[2, 2, 0, 1, 0],
        // Longer than the record; a varint without end; bytes that no group claims.
        &[1, 1, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F],
        &[1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        &[1, 1, 0, 7],
    ] {
        assert!(
            Packed::read("person", &person_key(), &with_checksum(body)).is_err(),
            "{body:?}"
        );
    }
    // One packed byte that claims to be four gigabytes; bytes that are no text.
    for body in [&[1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 1, 0][..], &[1, 1, 2, 0xFF]] {
        let bytes = with_checksum(body);
        let packed = Packed::read("person", &person_key(), &bytes).unwrap();
        assert!(packed.text("identity").is_err(), "{body:?}");
    }
}

proptest! {
    #[test]
    fn any_groups_are_read_back(
        texts in proptest::collection::btree_map(0_usize..29, "\\PC{0,60}", 0..29),
        key in "[0-9A-Z+-]{1,12}",
    ) {
        let names = names("person").unwrap();
        let fields: Fields = texts.into_iter().map(|(number, text)| (names[number], text)).collect();
        let key = Key::text(&key);
        let bytes = pack("person", &key, &fields).unwrap();
        let packed = Packed::read("person", &key, &bytes).unwrap();
        for name in names {
            let text = packed.text(name).unwrap();
            prop_assert_eq!(text.as_deref(), fields.get(*name).map(String::as_str));
        }
    }

    #[test]
    fn any_body_is_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..60)) {
        let bytes = with_checksum(&body);
        if let Ok(packed) = Packed::read("person", &person_key(), &bytes) {
            for name in names("person").unwrap() {
                let _ = packed.text(name);
            }
        }
    }
}
