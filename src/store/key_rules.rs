//! Which keys are accepted: the organisations' policies and the kinds that are switched off.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, SurrealValue};

use super::query::{field, from_json, run, to_json, values};
use super::{KeyRow, Store, StoreError};
use crate::access::{KeyKind, KeyPolicy};
use crate::permit::Key;

/// An organisation's policy on keys, with who set it and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPolicyRow {
    /// Whose policy.
    pub organisation: Key,
    /// What is asked.
    pub policy: KeyPolicy,
    /// When it was set.
    pub time: DateTime<Utc>,
    /// By which username.
    pub by: Key,
    /// Why.
    pub reason: String,
    /// How often it was set, from 1.
    #[serde(skip)]
    pub revision: u32,
}

/// That the authority has switched a kind of key off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindOff {
    /// The kind.
    pub kind: KeyKind,
    /// When.
    pub time: DateTime<Utc>,
    /// By which username.
    pub by: Key,
    /// Why.
    pub reason: String,
}

impl<C: Connection> Store<C> {
    /// Sets an organisation's policy as of its next revision; `false` if somebody set it since
    /// it was read, and nothing is written then.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_key_policy(&self, row: &KeyPolicyRow) -> Result<bool, StoreError> {
        let bound = values([
            (
                "id",
                RecordId::new("key_policy", row.organisation.as_str()).into_value(),
            ),
            ("content", to_json("key_policy", row)?.into_value()),
            ("revision", i64::from(row.revision).into_value()),
        ]);
        let sql = "BEGIN; \
            LET $before = (SELECT VALUE revision FROM ONLY $id) ?? 0; \
            LET $done = IF $before + 1 = $revision { \
                UPSERT $id SET content = $content, revision = $revision RETURN AFTER \
            } ELSE { [] }; \
            RETURN array::len($done); \
            COMMIT";
        let mut results = run(&self.directory, sql, bound).await?;
        let mut written: Option<i64> = None;
        for statement in 0..results.num_statements() {
            if let Ok(Some(count)) = results.take::<Option<i64>>(statement) {
                written = Some(count);
            }
        }
        Ok(written == Some(1))
    }

    /// The policies of all organisations that have set one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_key_policies(&self) -> Result<Vec<KeyPolicyRow>, StoreError> {
        let sql = "SELECT content, revision FROM key_policy";
        let mut results = run(&self.directory, sql, Object::new()).await?;
        let rows: Vec<Object> = results.take(0)?;
        rows.into_iter()
            .map(|mut row| {
                let content: String = field("key_policy", &mut row, "content")?;
                let revision: i64 = field("key_policy", &mut row, "revision")?;
                let policy: KeyPolicyRow = from_json("key_policy", &content)?;
                Ok(KeyPolicyRow {
                    revision: u32::try_from(revision).unwrap_or(u32::MAX),
                    ..policy
                })
            })
            .collect()
    }

    /// Switches a kind off.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create_kind_off(&self, off: &KindOff) -> Result<(), StoreError> {
        let bound = values([
            ("id", RecordId::new("key_kind_off", off.kind.code()).into_value()),
            ("content", to_json("key_kind_off", off)?.into_value()),
        ]);
        run(
            &self.directory,
            "UPSERT $id SET content = $content RETURN NONE",
            bound,
        )
        .await?;
        Ok(())
    }

    /// Switches a kind on again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delete_kind_off(&self, kind: KeyKind) -> Result<(), StoreError> {
        let bound = values([("id", RecordId::new("key_kind_off", kind.code()).into_value())]);
        run(&self.directory, "DELETE $id RETURN NONE", bound).await?;
        Ok(())
    }

    /// The kinds that are switched off.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_kinds_off(&self) -> Result<Vec<KindOff>, StoreError> {
        let sql = "SELECT VALUE content FROM key_kind_off";
        let mut results = run(&self.directory, sql, Object::new()).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.iter().map(|row| from_json("key_kind_off", row)).collect()
    }

    /// Every key of every username: for counting whom a change would hit.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_all_keys(&self) -> Result<Vec<KeyRow>, StoreError> {
        let sql = "SELECT VALUE content FROM security_key";
        let mut results = run(&self.directory, sql, Object::new()).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.iter().map(|row| from_json("security_key", row)).collect()
    }
}
