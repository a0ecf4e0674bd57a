//! The frozen encoding of the change log's entries, and its strictness.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::log::{Commitment, Frontier, Salt};

#[derive(Deserialize)]
struct Golden {
    vectors: Vec<Vector>,
    root: String,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    entry: Fields,
    payload: String,
    salt: String,
    commitment: String,
    leaf: String,
}

#[derive(Deserialize)]
struct Fields {
    id: String,
    time_micros: i64,
    act: String,
    actor: Option<String>,
    actor_organisation: Option<String>,
    subject: (String, String),
    organisation: Option<String>,
    details: Vec<(String, Option<String>, Option<String>)>,
    reason: Option<String>,
    source_address: String,
    request_id: String,
}

impl From<Fields> for Change {
    fn from(fields: Fields) -> Self {
        Self {
            id: bytes(&fields.id).try_into().unwrap(),
            time_micros: fields.time_micros,
            act: ChangeAct::from_code(&fields.act).unwrap(),
            actor: fields.actor,
            actor_organisation: fields.actor_organisation,
            subject: Subject::of_parts(&fields.subject.0, &fields.subject.1).unwrap(),
            organisation: fields.organisation,
            details: fields
                .details
                .into_iter()
                .map(|(field, before, after)| Detail { field, before, after })
                .collect(),
            reason: fields.reason,
            source_address: fields.source_address,
            request_id: fields.request_id,
        }
    }
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/changes_v1.json")).unwrap()
}

fn bytes(base16: &str) -> Vec<u8> {
    let digits = base16.as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn base16(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn payload_commitment_leaf_and_root_are_the_frozen_ones() {
    let golden = golden();
    assert_eq!(golden.vectors.len(), 3);
    let mut frontier = Frontier::new();
    for vector in golden.vectors {
        let change = Change::from(vector.entry);
        let payload = change.encode().unwrap();
        assert_eq!(base16(&payload), vector.payload, "{}", vector.name);
        assert_eq!(Change::decode(&payload), Ok(change), "{}", vector.name);
        let salt = Salt::from_bytes(bytes(&vector.salt).try_into().unwrap());
        let commitment = Commitment::of_change(&salt, &payload);
        assert_eq!(
            base16(commitment.as_bytes()),
            vector.commitment,
            "{}",
            vector.name
        );
        let leaf = commitment.leaf_hash();
        assert_eq!(base16(leaf.as_bytes()), vector.leaf, "{}", vector.name);
        frontier.append(leaf);
    }
    assert_eq!(base16(frontier.root().as_bytes()), golden.root);
}

#[test]
fn what_is_cut_short_goes_on_or_names_an_unknown_act_is_no_entry() {
    let payload = Change::from(golden().vectors.swap_remove(0).entry)
        .encode()
        .unwrap();
    for length in 0..payload.len() {
        assert!(Change::decode(&payload[..length]).is_err(), "{length}");
    }
    let longer = [payload.as_slice(), &[0]].concat();
    assert_eq!(Change::decode(&longer), Err(EntryError::TrailingBytes));
    let mut other = payload.clone();
    other[0] = 2;
    assert_eq!(Change::decode(&other), Err(EntryError::UnknownVersion(2)));
    // Behind version, id, time and the act's length: the act's first letter.
    other.clone_from(&payload);
    other[27] = b'R';
    assert_eq!(Change::decode(&other), Err(EntryError::ImpossibleValue("act")));
}

#[test]
fn the_debug_form_tells_nobody_and_nothing_of_what_was_changed() {
    let change = Change::from(golden().vectors.swap_remove(0).entry);
    let shown = format!("{change:?} {:?}", change.details);
    for word in ["kunta-vastuu", "kysely1", "example", "2027", "jatkuu"] {
        assert!(!shown.contains(word), "{shown}");
    }
}

proptest! {
    #[test]
    fn whatever_is_read_is_written_back_byte_for_byte(noise in prop::collection::vec(any::<u8>(), 0..300), place in 0_usize..200) {
        let mut payload = Change::from(golden().vectors.swap_remove(0).entry).encode().unwrap();
        for (byte, noise) in payload.iter_mut().skip(place).zip(noise) {
            *byte = noise;
        }
        if let Ok(change) = Change::decode(&payload) {
            prop_assert_eq!(change.encode().unwrap(), payload);
        }
    }
}
