//! A small log under a known key, an officer with a permit, and a person: what inputs are held against.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use luotain::access::Officer;
use luotain::billing::FeeClass;
use luotain::environment::Environment;
use luotain::identifier::PersonalIdentityCode;
use luotain::language::{Language, Text};
use luotain::log::{Checkpoint, Commitment, Entry, Frontier, NoteSigner, Receipt, Salt};
use luotain::permit::{DataPermit, Key, Operation, Purpose, QueryRole, ReferenceRule, UserRight};
use luotain::register::{DataGroup, NonDisclosure, PersonFacts};

/// The origin of the log.
pub const ORIGIN: &str = "luotain.example/log/production";

/// How many entries the log has.
pub const ENTRIES: u8 = 7;

/// A signer of the log's name.
fn signer_of(seed: u8) -> NoteSigner {
    NoteSigner::from_seed(ORIGIN, [seed; 32]).unwrap_or_else(|error| unreachable!("{error}"))
}

/// The log's key.
pub static SIGNER: LazyLock<NoteSigner> = LazyLock::new(|| signer_of(7));

fn code(text: &str) -> PersonalIdentityCode {
    PersonalIdentityCode::parse(text).unwrap_or_else(|error| unreachable!("{error}"))
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap_or_else(|error| unreachable!("{error}"))
}

/// The entry at an index of the log.
pub fn entry(index: u8) -> Entry {
    let found = index.is_multiple_of(2);
    Entry {
        time_micros: 1_790_000_000_000_000 + i64::from(index),
        environment: if index == 3 {
            Environment::Training
        } else {
            Environment::Production
        },
        username: "kunta-kysely1".to_owned(),
        user_code_snapshot: code("170745X918U"),
        organisation: "kunta".to_owned(),
        permit: "kunta".to_owned(),
        permit_version: u32::from(index) + 1,
        role: "asiakaspalvelu".to_owned(),
        operation: "person-by-code".to_owned(),
        criteria: vec![("personalIdentityCode".to_owned(), "010190-999W".to_owned())],
        purpose: "asukaspalvelu".to_owned(),
        reference: found.then(|| "KUU 12/2026".to_owned()),
        result: if found { "found" } else { "no-data" }.to_owned(),
        subjects: if found {
            vec![code("010190-999W")]
        } else {
            Vec::new()
        },
        groups_shown: if found {
            vec!["name".to_owned(), "birth".to_owned()]
        } else {
            Vec::new()
        },
        non_disclosure_seen: index == 4,
        printed: (index == 6).then(|| "extract".to_owned()),
        price_item: (index != 3).then(|| "data-query".to_owned()),
        tariff_version: (index != 3).then(|| "2023-1".to_owned()),
        price_thousandths: if index == 3 { 0 } else { 390 },
        session_digest: [index; 16],
        source_address: "192.0.2.7".to_owned(),
        request_id: format!("request{index}"),
    }
}

/// The bytes of an entry.
pub fn payload(index: u8) -> Vec<u8> {
    entry(index)
        .encode()
        .unwrap_or_else(|error| unreachable!("{error}"))
}

/// The salt of the entry at an index.
pub const fn salt(index: u8) -> Salt {
    Salt::from_bytes([index ^ 0x5a; 32])
}

/// A receipt of each entry: the entries are added by twos, so the receipts have trees of
/// several sizes.
pub static RECEIPTS: LazyLock<Vec<Receipt>> = LazyLock::new(|| {
    let mut frontier = Frontier::new();
    let mut receipts = Vec::new();
    let indexes: Vec<u8> = (0..ENTRIES).collect();
    for batch in indexes.chunks(2) {
        let leaves: Vec<_> = batch
            .iter()
            .map(|index| Commitment::new(&salt(*index), &payload(*index)).leaf_hash())
            .collect();
        let proofs = frontier.append_batch(&leaves);
        let checkpoint = Checkpoint::new(ORIGIN, proofs.size(), proofs.root())
            .and_then(|checkpoint| checkpoint.sign(&SIGNER))
            .unwrap_or_else(|error| unreachable!("{error}"));
        for index in batch {
            receipts.push(Receipt {
                salt: salt(*index),
                payload: payload(*index),
                index: u64::from(*index),
                proof: proofs.inclusion(u64::from(*index)).unwrap_or_default(),
                checkpoint: checkpoint.clone(),
            });
        }
    }
    receipts
});

/// The day of all decisions.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
}

/// An officer with a right to the role `asiakaspalvelu` of the permit `kunta`, and to no other.
pub fn officer() -> Officer {
    Officer {
        username: key("kunta-kysely1"),
        code: code("170745X918U"),
        name: "Testi Virkailija".to_owned(),
        organisation: key("kunta"),
        organisation_name: Text::default(),
        rights: vec![UserRight {
            permit: key("kunta"),
            role: key("asiakaspalvelu"),
            valid_from: today() - Days::new(1),
            valid_until: today(),
        }],
        language: Language::Fi,
        is_suspended: false,
    }
}

/// The permit `kunta` with the role `asiakaspalvelu`, which has these groups and rights, and with
/// a role that the officer does not hold.
pub fn permit(groups: BTreeSet<DataGroup>, everything_else: bool) -> DataPermit {
    let role = |id: &str, groups: BTreeSet<DataGroup>| QueryRole {
        id: key(id),
        name: Text::default(),
        operations: BTreeSet::from([Operation::PersonByCode]),
        groups,
        places: Default::default(),
        history: everything_else,
        contact_under_non_disclosure: everything_else,
        dead: everything_else,
        under_15: everything_else,
        replacement_of_passive_code: everything_else,
        withheld: everything_else,
        reference: ReferenceRule::Optional,
    };
    DataPermit {
        id: key("kunta"),
        number: "1".to_owned(),
        version: 1,
        organisation: key("kunta"),
        name: Text::default(),
        purposes: vec![Purpose {
            id: key("asukaspalvelu"),
            name: Text::default(),
        }],
        roles: vec![
            role("asiakaspalvelu", groups),
            role("sosiaalityo", DataGroup::ALL.iter().copied().collect()),
        ],
        fee_class: FeeClass::Free,
        valid_from: today() - Days::new(100),
        valid_until: None,
        ended_from: None,
        asks_approval: false,
    }
}

/// Facts of a living adult under a non-disclosure.
pub fn banned_adult() -> PersonFacts {
    PersonFacts {
        non_disclosure: Some(NonDisclosure {
            from: today(),
            until: None,
        }),
        ..PersonFacts::new(today() - Days::new(15_000))
    }
}
