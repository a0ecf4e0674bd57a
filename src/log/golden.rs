//! The formats are frozen: whatever was once given out must verify for ever.
//!
//! The vectors were made by a program in another language from `docs/log-formats.md`. A new
//! version of the encoding gets a file beside `v1.json`; nobody changes that one.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use serde::Deserialize;

use super::*;
use crate::environment::Environment;
use crate::identifier::PersonalIdentityCode;

#[derive(Deserialize)]
struct Golden {
    origin: String,
    seed: String,
    key: String,
    checkpoint: String,
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    entry: Fields,
    payload: String,
    salt: String,
    commitment: String,
    leaf: String,
    receipt: String,
}

#[derive(Deserialize)]
struct Fields {
    time_micros: i64,
    environment: Environment,
    username: String,
    user_code_snapshot: String,
    organisation: String,
    permit: String,
    permit_version: u32,
    role: String,
    operation: String,
    criteria: Vec<(String, String)>,
    purpose: String,
    reference: Option<String>,
    result: String,
    subjects: Vec<String>,
    groups_shown: Vec<String>,
    non_disclosure_seen: bool,
    printed: Option<String>,
    price_item: Option<String>,
    tariff_version: Option<String>,
    price_thousandths: u32,
    session_digest: String,
    source_address: String,
    request_id: String,
}

impl From<Fields> for Entry {
    fn from(fields: Fields) -> Self {
        let code = |text: &String| PersonalIdentityCode::parse(text).unwrap();
        Self {
            time_micros: fields.time_micros,
            environment: fields.environment,
            username: fields.username,
            user_code_snapshot: code(&fields.user_code_snapshot),
            organisation: fields.organisation,
            permit: fields.permit,
            permit_version: fields.permit_version,
            role: fields.role,
            operation: fields.operation,
            criteria: fields.criteria,
            purpose: fields.purpose,
            reference: fields.reference,
            result: fields.result,
            subjects: fields.subjects.iter().map(code).collect(),
            groups_shown: fields.groups_shown,
            non_disclosure_seen: fields.non_disclosure_seen,
            printed: fields.printed,
            price_item: fields.price_item,
            tariff_version: fields.tariff_version,
            price_thousandths: fields.price_thousandths,
            session_digest: bytes(&fields.session_digest).try_into().unwrap(),
            source_address: fields.source_address,
            request_id: fields.request_id,
        }
    }
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("golden/v1.json")).unwrap()
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
fn payload_salt_commitment_and_leaf_are_the_frozen_ones() {
    let golden = golden();
    assert_eq!(golden.vectors.len(), 6);
    for vector in golden.vectors {
        let entry = Entry::from(vector.entry);
        let payload = entry.encode().unwrap();
        assert_eq!(base16(&payload), vector.payload, "{}", vector.name);
        assert_eq!(Entry::decode(&payload), Ok(entry), "{}", vector.name);
        let salt = Salt::from_bytes(bytes(&vector.salt).try_into().unwrap());
        let commitment = Commitment::new(&salt, &payload);
        assert_eq!(
            base16(commitment.as_bytes()),
            vector.commitment,
            "{}",
            vector.name
        );
        assert_eq!(
            base16(commitment.leaf_hash().as_bytes()),
            vector.leaf,
            "{}",
            vector.name
        );
    }
}

#[test]
fn checkpoint_and_receipts_are_the_frozen_ones() {
    let golden = golden();
    let signer = NoteSigner::from_seed(&golden.origin, bytes(&golden.seed).try_into().unwrap()).unwrap();
    assert_eq!(signer.verifier().to_text(), golden.key);
    let leaves: Vec<Hash> = golden
        .vectors
        .iter()
        .map(|vector| Hash::from_bytes(bytes(&vector.leaf).try_into().unwrap()))
        .collect();
    let proofs = Frontier::new().append_batch(&leaves);
    let checkpoint = Checkpoint::new(&golden.origin, proofs.size(), proofs.root())
        .unwrap()
        .sign(&signer)
        .unwrap();
    assert_eq!(checkpoint, golden.checkpoint);
    for (vector, index) in golden.vectors.into_iter().zip(0..) {
        let made = Receipt {
            salt: Salt::from_bytes(bytes(&vector.salt).try_into().unwrap()),
            payload: bytes(&vector.payload),
            index,
            proof: proofs.inclusion(index).unwrap(),
            checkpoint: checkpoint.clone(),
        };
        assert_eq!(made.to_text().as_str(), vector.receipt, "{}", vector.name);
        let kept = Receipt::parse(&vector.receipt).unwrap();
        let verified = kept.verify(signer.verifier()).unwrap();
        assert_eq!(verified.entry(), &Entry::from(vector.entry), "{}", vector.name);
    }
}
