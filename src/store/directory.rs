//! Organisations, permits, usernames with their keys, and bulletins.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use surrealdb::Connection;
use surrealdb::types::{Object, RecordId, SurrealValue};
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

use super::changes::{if_any, with_entries};
use super::outbox::with_notices;
use super::query::{field, from_json, returned, run, to_json, values};
use super::{OutboxMessage, Store, StoreError, Waiting};
use crate::access::{Attachment, Attested, AuthorityRole, Duties, KeyMarks};
use crate::environment::Environment;
use crate::identifier::PersonalIdentityCode;
use crate::language::{Language, Text};
use crate::permit::{CustomerOrg, DataPermit, Key, UserRight};

/// A username: one person acting for one organisation (D4).
#[derive(Clone, Serialize, Deserialize)]
pub struct UserRow {
    /// Its key.
    pub id: Key,
    /// What is typed at sign-in, in lower case.
    pub login: String,
    /// The person's own code, to which the rights are tied (S75).
    pub code: PersonalIdentityCode,
    /// The person's name.
    pub name: String,
    /// The organisation acted for.
    pub organisation: Key,
    /// The WebAuthn user handle: random, never derived from the code.
    pub handle: Uuid,
    /// The language chosen.
    pub language: Language,
    /// The rights held.
    pub rights: Vec<UserRight>,
    /// Whether the person is a responsible user of the organisation (S18).
    pub is_responsible_user: bool,
    /// From when the username is ended, if it is.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether the person is a rights granter of the organisation (S92).
    #[serde(default)]
    pub is_rights_granter: bool,
    /// The roles held within the authority.
    #[serde(default)]
    pub authority_roles: BTreeSet<AuthorityRole>,
    /// The work e-mail; empty where none is known.
    #[serde(default)]
    pub email: String,
    /// How often it was changed by those who manage it: no change overwrites another unseen.
    #[serde(default)]
    pub revision: u32,
    /// The enrolment code last ordered, until the owner has seen that.
    #[serde(default)]
    pub enrolment: Option<EnrolmentOrder>,
    /// The lock, while the username is locked on a suspicion (S78): nobody gets in then.
    #[serde(default)]
    pub locked: Option<Lock>,
}

/// That a username is locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Since when.
    pub time: DateTime<Utc>,
    /// By which username.
    pub by: Key,
}

/// That an enrolment code was ordered, told to the owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentOrder {
    /// When.
    pub time: DateTime<Utc>,
    /// By which username.
    pub by: Key,
}

impl UserRow {
    /// Whether anybody may get in with it: it is neither ended nor locked.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ended_at.is_none() && self.locked.is_none()
    }

    /// What the username may do beside its query roles.
    #[must_use]
    pub fn duties(&self) -> Duties {
        Duties {
            is_responsible_user: self.is_responsible_user,
            is_rights_granter: self.is_rights_granter,
            authority: self.authority_roles.clone(),
        }
    }
}

impl std::fmt::Debug for UserRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A username's password.
#[derive(Clone, Serialize, Deserialize)]
pub struct StoredPassword {
    /// The argon2id hash with its salt and parameters, in PHC form.
    pub hash: String,
    /// Until when a temporary password may be used; none = the user's own password.
    pub temporary_until: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoredPassword(..)")
    }
}

/// Failed sign-ins since the last good one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInFailures {
    /// How many.
    pub count: u32,
    /// When the last one was.
    pub last: Option<DateTime<Utc>>,
}

/// A linked key.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeyRow {
    /// Its random id within the service.
    pub id: Key,
    /// The username it belongs to; a key belongs to one.
    pub username: Key,
    /// The name the user gave it.
    pub name: String,
    /// When it was linked.
    pub linked_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used: Option<DateTime<Utc>>,
    /// Whether it is synchronised between devices, once it was seen.
    pub synced: Option<bool>,
    /// Where it is, once the browser has said so.
    #[serde(default)]
    pub attachment: Option<Attachment>,
    /// Who vouches for it, if its attestation was asked for when it was linked.
    #[serde(default)]
    pub attested: Option<Attested>,
    /// The public key and its counter.
    pub passkey: Passkey,
    /// Counts the writes, so that two uses at once cannot both stand.
    #[serde(skip)]
    pub revision: i64,
}

impl KeyRow {
    /// What is known of it.
    #[must_use]
    pub fn marks(&self) -> KeyMarks {
        KeyMarks {
            synced: self.synced,
            attachment: self.attachment,
            attested: self.attested.clone(),
        }
    }
}

impl std::fmt::Debug for KeyRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A bulletin (S107).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bulletin {
    /// Its key.
    pub id: Key,
    /// Its title.
    pub title: Text,
    /// Its text, one paragraph a line.
    pub text: Text,
    /// The first local day it is shown; also the day of publication.
    pub from: NaiveDate,
    /// The last local day.
    pub until: Option<NaiveDate>,
    /// Whether it tells of a disruption.
    pub is_disruption: bool,
    /// Whether it stands first.
    pub is_pinned: bool,
    /// The environment it concerns; none = both.
    pub environment: Option<Environment>,
}

impl<C: Connection> Store<C> {
    /// Writes an organisation, new or changed, with the entries that tell of it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_organisation(
        &self,
        organisation: &CustomerOrg,
        entries: &[Waiting],
    ) -> Result<(), StoreError> {
        let mut bound = values([
            (
                "id",
                RecordId::new("organisation", organisation.id.as_str()).into_value(),
            ),
            ("content", to_json("organisation", organisation)?.into_value()),
        ]);
        let insert = with_entries(&mut bound, entries);
        let sql = format!("BEGIN; UPSERT $id SET content = $content RETURN NONE; {insert} COMMIT");
        run(&self.directory, &sql, bound).await?;
        Ok(())
    }

    /// All organisations.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_organisations(&self) -> Result<Vec<CustomerOrg>, StoreError> {
        self.list_content("organisation", "SELECT VALUE content FROM organisation")
            .await
    }

    /// Writes a version of a permit, with the entries that tell of it; versions are never changed
    /// afterwards.
    ///
    /// # Errors
    /// What the database says, also if the version is there already.
    pub async fn create_permit(&self, permit: &DataPermit, entries: &[Waiting]) -> Result<(), StoreError> {
        let mut bound = values([
            (
                "id",
                RecordId::new("permit", format!("{}/{}", permit.id.as_str(), permit.version)).into_value(),
            ),
            ("permit", permit.id.as_str().into_value()),
            ("version", i64::from(permit.version).into_value()),
            ("content", to_json("permit", permit)?.into_value()),
        ]);
        let insert = with_entries(&mut bound, entries);
        let sql = format!(
            "BEGIN; CREATE $id SET permit = $permit, version = $version, content = $content RETURN NONE; \
             {insert} COMMIT"
        );
        run(&self.directory, &sql, bound).await?;
        Ok(())
    }

    /// All versions of all permits, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_permits(&self) -> Result<Vec<DataPermit>, StoreError> {
        self.list_content(
            "permit",
            "SELECT VALUE content FROM (SELECT version, content FROM permit ORDER BY version)",
        )
        .await
    }

    /// Creates a username with its temporary password.
    ///
    /// # Errors
    /// What the database says, also if the login name is taken.
    pub async fn create_user(&self, user: &UserRow, password: &StoredPassword) -> Result<(), StoreError> {
        let bound = values([
            ("id", RecordId::new("username", user.id.as_str()).into_value()),
            ("login", user.login.as_str().into_value()),
            ("content", to_json("username", user)?.into_value()),
            ("password", to_json("username", password)?.into_value()),
            (
                "failures",
                to_json("username", &SignInFailures::default())?.into_value(),
            ),
            ("ended", user.ended_at.is_some().into_value()),
        ]);
        let sql = "CREATE $id SET login = $login, content = $content, password = $password, \
                   failures = $failures, ended = $ended RETURN NONE";
        run(&self.directory, sql, bound).await?;
        Ok(())
    }

    /// Writes a username's content: name, language, rights, end.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_user(&self, user: &UserRow) -> Result<(), StoreError> {
        let bound = values([
            ("id", RecordId::new("username", user.id.as_str()).into_value()),
            ("content", to_json("username", user)?.into_value()),
            ("ended", user.ended_at.is_some().into_value()),
        ]);
        run(
            &self.directory,
            "UPDATE $id SET content = $content, ended = $ended RETURN NONE",
            bound,
        )
        .await?;
        Ok(())
    }

    /// All usernames.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_users(&self) -> Result<Vec<UserRow>, StoreError> {
        self.list_content("username", "SELECT VALUE content FROM username")
            .await
    }

    /// A username's password and failures. Read from the store at every sign-in.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find_password(
        &self,
        id: &Key,
    ) -> Result<Option<(StoredPassword, SignInFailures)>, StoreError> {
        let bound = values([("id", RecordId::new("username", id.as_str()).into_value())]);
        let mut results = run(&self.directory, "SELECT password, failures FROM ONLY $id", bound).await?;
        let row: Option<Object> = results.take(0)?;
        let Some(mut row) = row else { return Ok(None) };
        let password: String = field("username", &mut row, "password")?;
        let failures: String = field("username", &mut row, "failures")?;
        Ok(Some((
            from_json("username", &password)?,
            from_json("username", &failures)?,
        )))
    }

    /// Sets a username's password, with the entry that tells of it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_password(
        &self,
        id: &Key,
        password: &StoredPassword,
        entries: &[Waiting],
    ) -> Result<(), StoreError> {
        let mut bound = values([
            ("id", RecordId::new("username", id.as_str()).into_value()),
            ("password", to_json("username", password)?.into_value()),
        ]);
        let insert = with_entries(&mut bound, entries);
        let sql = format!("BEGIN; UPDATE $id SET password = $password RETURN NONE; {insert} COMMIT");
        run(&self.directory, &sql, bound).await?;
        Ok(())
    }

    /// Sets a username's count of failures.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_failures(&self, id: &Key, failures: &SignInFailures) -> Result<(), StoreError> {
        let bound = values([
            ("id", RecordId::new("username", id.as_str()).into_value()),
            ("failures", to_json("username", failures)?.into_value()),
        ]);
        run(
            &self.directory,
            "UPDATE $id SET failures = $failures RETURN NONE",
            bound,
        )
        .await?;
        Ok(())
    }

    /// Stores a new key, with the messages that tell of it. Fails if the credential is linked already, to whomever; if it is to be
    /// the `only` one and there is another; or if there are `most` already. Looking and writing
    /// are one transaction, so two keys at once cannot both be the first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn create_key(
        &self,
        key: &KeyRow,
        only: bool,
        most: u32,
        notices: &[OutboxMessage],
        entries: &[Waiting],
    ) -> Result<(), StoreError> {
        let credential = credential_of(key);
        let mut bound = values([
            ("id", RecordId::new("security_key", key.id.as_str()).into_value()),
            (
                "owner",
                RecordId::new("username", key.username.as_str()).into_value(),
            ),
            ("username", key.username.as_str().into_value()),
            ("credential", credential.into_value()),
            ("content", to_json("security_key", key)?.into_value()),
            ("most", if only { 1_i64 } else { i64::from(most) }.into_value()),
        ]);
        let tell = with_notices(&mut bound, notices)?;
        let insert = with_entries(&mut bound, entries);
        let sql = format!(
            "BEGIN; \
            UPDATE $owner SET key_changes = (key_changes ?? 0) + 1 RETURN NONE; \
            LET $keys = SELECT VALUE id FROM security_key WHERE username = $username; \
            IF array::len($keys) >= $most {{ THROW 'keys' }}; \
            CREATE $id SET username = $username, credential_id = $credential, content = $content, \
                revision = 1 RETURN NONE; \
            {tell} {insert} \
            COMMIT"
        );
        run(&self.directory, &sql, bound).await?;
        Ok(())
    }

    /// A username's keys, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_keys(&self, username: &Key) -> Result<Vec<KeyRow>, StoreError> {
        let bound = values([("username", username.as_str().into_value())]);
        let sql = "SELECT content, revision FROM security_key WHERE username = $username";
        let mut results = run(&self.directory, sql, bound).await?;
        let rows: Vec<Object> = results.take(0)?;
        let mut keys = rows
            .into_iter()
            .map(|mut row| {
                let content: String = field("security_key", &mut row, "content")?;
                let mut key: KeyRow = from_json("security_key", &content)?;
                key.revision = field("security_key", &mut row, "revision")?;
                Ok(key)
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        keys.sort_by_key(|key| key.linked_at);
        Ok(keys)
    }

    /// Writes a key if nobody wrote it since it was read; `false` if somebody did.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_key(&self, key: &KeyRow, entries: &[Waiting]) -> Result<bool, StoreError> {
        let mut bound = values([
            ("id", RecordId::new("security_key", key.id.as_str()).into_value()),
            ("content", to_json("security_key", key)?.into_value()),
            ("revision", key.revision.into_value()),
        ]);
        let insert = if_any("$written", with_entries(&mut bound, entries));
        let sql = format!(
            "BEGIN; \
            LET $written = UPDATE $id SET content = $content, revision += 1 WHERE revision = $revision \
                RETURN VALUE revision; \
            {insert} \
            RETURN array::len($written); \
            COMMIT"
        );
        let mut results = run(&self.directory, &sql, bound).await?;
        Ok(returned(&mut results) == Some(1))
    }

    /// Removes a key, with the messages that tell of it, unless it is the username's last; `false` if it is or is not there. The
    /// count and the removal are one transaction, so two removals at once cannot take both.
    ///
    /// # Errors
    /// What the database says.
    pub async fn delete_key_unless_last(
        &self,
        username: &Key,
        id: &Key,
        notices: &[OutboxMessage],
        entries: &[Waiting],
    ) -> Result<bool, StoreError> {
        let mut bound = values([
            ("id", RecordId::new("security_key", id.as_str()).into_value()),
            ("username", username.as_str().into_value()),
            ("owner", RecordId::new("username", username.as_str()).into_value()),
        ]);
        // A write to the owner makes two removals of different keys conflict.
        let tell = if_any("$removed", with_notices(&mut bound, notices)?);
        let insert = if_any("$removed", with_entries(&mut bound, entries));
        let sql = format!(
            "BEGIN; \
            UPDATE $owner SET key_changes = (key_changes ?? 0) + 1 RETURN NONE; \
            LET $keys = SELECT VALUE id FROM security_key WHERE username = $username; \
            LET $removed = IF array::len($keys) > 1 AND $id IN $keys {{ DELETE $id RETURN BEFORE }} ELSE {{ [] }}; \
            {tell} {insert} \
            RETURN array::len($removed); \
            COMMIT"
        );
        let mut results = run(&self.directory, &sql, bound).await?;
        Ok(returned(&mut results) == Some(1))
    }

    /// Writes a bulletin, new or changed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn update_bulletin(&self, bulletin: &Bulletin) -> Result<(), StoreError> {
        let bound = values([
            ("id", RecordId::new("bulletin", bulletin.id.as_str()).into_value()),
            ("content", to_json("bulletin", bulletin)?.into_value()),
        ]);
        run(
            &self.directory,
            "UPSERT $id SET content = $content RETURN NONE",
            bound,
        )
        .await?;
        Ok(())
    }

    /// All bulletins.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list_bulletins(&self) -> Result<Vec<Bulletin>, StoreError> {
        self.list_content("bulletin", "SELECT VALUE content FROM bulletin")
            .await
    }

    async fn list_content<T: serde::de::DeserializeOwned>(
        &self,
        table: &'static str,
        sql: &str,
    ) -> Result<Vec<T>, StoreError> {
        let mut results = run(&self.directory, sql, Object::new()).await?;
        let rows: Vec<String> = results.take(0)?;
        rows.iter().map(|row| from_json(table, row)).collect()
    }
}

/// A key's credential id as the store's index has it.
pub(super) fn credential_of(key: &KeyRow) -> String {
    key.passkey
        .cred_id()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
