//! The embedded engine's own transactions, without its query language: for the few acts that
//! every query pays for, and for the load (docs/decisions/0009-engine-transactions.md).
//!
//! What is written here is an ordinary record, which SurrealQL reads as well. A store with a
//! remote engine has no such way; each repository then says the same in SurrealQL.

use std::borrow::Cow;
use std::sync::Arc;

use surrealdb_core::kvs::Datastore;
use surrealdb_datastore::catalog::providers::DatabaseProvider;
use surrealdb_datastore::catalog::{DatabaseId, NamespaceId, Record};
use surrealdb_datastore::key::schema::RecordKey;
use surrealdb_datastore::val::{Array, Number, Object, RecordId, RecordIdKey, Strand, TableName, Value};
use surrealdb_datastore::{Error as EngineError, Transaction, TransactionType};
use surrealdb_kvs::Key;
use surrealdb_kvs::key::KVKey;
use surrealdb_kvs::value::KVValue;

use super::{DIRECTORY, NAMESPACE, StoreError, work};
use crate::environment::Environment;

/// The embedded datastore, with the ids under which the registers' records lie in it.
pub(super) struct Embedded {
    datastore: Arc<Datastore>,
    production: Place,
    training: Place,
    directory: Place,
}

/// Where the records of a register lie.
#[derive(Clone, Copy)]
pub(super) struct Place {
    namespace: NamespaceId,
    database: DatabaseId,
}

/// A record to be written: its table, key, and fields in the order of their names.
pub(super) struct Write {
    id: RecordId,
    fields: Object,
    how: How,
}

/// What a write does to what is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Nothing may be there.
    Creates,
    /// It takes the place of what is there.
    Replaces,
    /// It takes away what is there, if there is anything.
    Removes,
}

impl Write {
    /// A new record; the whole transaction fails if it is there already.
    pub(super) fn create(table: &'static str, key: impl Into<RowKey>) -> Self {
        Self::new(table, key.into(), How::Creates)
    }

    /// A record in the place of an earlier one, if there is one.
    pub(super) fn upsert(table: &'static str, key: impl Into<RowKey>) -> Self {
        Self::new(table, key.into(), How::Replaces)
    }

    /// No record any more, if there is one.
    pub(super) fn remove(table: &'static str, key: impl Into<RowKey>) -> Self {
        Self::new(table, key.into(), How::Removes)
    }

    fn new(table: &'static str, key: RowKey, how: How) -> Self {
        let id = RecordId {
            table: TableName::new(Strand::new_static(table)),
            key: key.0,
        };
        // No field for the id: the engine takes it from the key whenever it reads a record.
        let fields = Object::default();
        Self { id, fields, how }
    }

    /// Nothing can be there already: what creates need not look.
    pub(super) fn unseen(self) -> Self {
        let how = match self.how {
            How::Creates => How::Replaces,
            how => how,
        };
        Self { how, ..self }
    }

    /// The record as the engine keeps it, for a register. Needs no store: on whatever thread.
    pub(super) fn encode(self, place: Place) -> Result<Encoded, StoreError> {
        let key = RecordKey {
            ns: place.namespace,
            db: place.database,
            tb: Cow::Borrowed(&self.id.table),
            id: Cow::Borrowed(&self.id.key),
        };
        let encoded = key.encode_key();
        let value = Record::new(Value::Object(self.fields)).kv_encode_value();
        match (encoded, value) {
            (Ok(key), Ok(value)) => Ok(Encoded {
                key,
                value,
                how: self.how,
            }),
            _ => Err(StoreError::Database(
                "the engine cannot hold the record".to_owned(),
            )),
        }
    }

    /// Adds a field.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Field>) -> Self {
        self.fields.insert(Strand::new_static(name), value.into().0);
        self
    }
}

/// A record in the engine's own bytes, ready to be written.
pub(super) struct Encoded {
    key: Key<'static>,
    value: Vec<u8>,
    how: How,
}

/// The key of a record.
pub(super) struct RowKey(RecordIdKey);

impl From<&str> for RowKey {
    fn from(key: &str) -> Self {
        Self(RecordIdKey::String(Strand::new(key)))
    }
}

impl From<Vec<String>> for RowKey {
    /// A key of several parts, ordered by them.
    fn from(parts: Vec<String>) -> Self {
        let parts = parts
            .into_iter()
            .map(|part| Value::String(Strand::from(part)))
            .collect();
        Self(RecordIdKey::Array(Array(parts)))
    }
}

impl From<i64> for RowKey {
    fn from(key: i64) -> Self {
        Self(RecordIdKey::Number(key))
    }
}

/// The value of a field.
pub(super) struct Field(Value);

impl From<String> for Field {
    fn from(text: String) -> Self {
        Self(Value::String(Strand::from(text)))
    }
}

impl From<i64> for Field {
    fn from(number: i64) -> Self {
        Self(Value::Number(Number::Int(number)))
    }
}

impl From<Vec<u8>> for Field {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Value::Bytes(bytes.into()))
    }
}

/// A record that was read.
pub(super) struct Row(Record);

impl Row {
    /// A field of bytes; none if it is not there, or no bytes.
    pub(super) fn bytes(&self, name: &str) -> Option<&[u8]> {
        match &self.0.data {
            Value::Object(fields) => match fields.get(name) {
                Some(Value::Bytes(bytes)) => Some(bytes.as_ref()),
                _ => None,
            },
            _ => None,
        }
    }

    /// All fields in the order of their names, each with its text if it is text.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let fields = match &self.0.data {
            Value::Object(fields) => Some(fields),
            _ => None,
        };
        fields
            .into_iter()
            .flat_map(|fields| fields.iter())
            .map(|(name, value)| {
                let text = match value {
                    Value::String(text) => Some(text.as_str()),
                    _ => None,
                };
                (name.as_str(), text)
            })
    }
}

impl Embedded {
    /// Finds the places of the registers, which exist by now.
    pub(super) async fn new(datastore: Arc<Datastore>) -> Result<Self, StoreError> {
        let transaction = datastore
            .transaction(TransactionType::Read)
            .await
            .map_err(|error| failure(&error))?;
        let production = place(&transaction, Environment::Production.code()).await;
        let training = place(&transaction, Environment::Training.code()).await;
        let directory = place(&transaction, DIRECTORY).await;
        transaction.cancel().await.map_err(|error| failure(&error))?;
        Ok(Self {
            datastore,
            production: production?,
            training: training?,
            directory: directory?,
        })
    }

    /// Where the records of a register lie.
    pub(super) fn place(&self, environment: Environment) -> Place {
        match environment {
            Environment::Production => self.production,
            Environment::Training => self.training,
        }
    }

    /// Where the records of the directory lie.
    pub(super) fn directory(&self) -> Place {
        self.directory
    }

    /// Finds one record.
    pub(super) async fn find(
        &self,
        environment: Environment,
        table: &'static str,
        key: impl Into<RowKey>,
    ) -> Result<Option<Row>, StoreError> {
        let place = self.place(environment);
        let transaction = self
            .datastore
            .transaction(TransactionType::Read)
            .await
            .map_err(|error| failure(&error))?;
        let id = RecordKey {
            ns: place.namespace,
            db: place.database,
            tb: Cow::Owned(TableName::new(Strand::new_static(table))),
            id: Cow::Owned(key.into().0),
        };
        work::called();
        let found = transaction.get_key(&id, None).await;
        transaction.cancel().await.map_err(|error| failure(&error))?;
        let found = found.map_err(|error| failure(&error))?;
        work::read(usize::from(found.is_some()));
        Ok(found.map(Row))
    }

    /// Writes records in one durable transaction: all of them or none.
    pub(super) async fn write(
        &self,
        environment: Environment,
        rows: impl IntoIterator<Item = Write>,
    ) -> Result<(), StoreError> {
        let place = self.place(environment);
        let encoded = rows.into_iter().map(|row| row.encode(place));
        self.write_encoded(encoded.collect::<Result<_, _>>()?).await
    }

    /// Writes encoded records in one durable transaction: all of them or none.
    pub(super) async fn write_encoded(&self, rows: Vec<Encoded>) -> Result<(), StoreError> {
        let transaction = self
            .datastore
            .transaction(TransactionType::Write)
            .await
            .map_err(|error| failure(&error))?;
        let mut written = Ok(());
        for row in rows {
            written = match row.how {
                How::Creates => transaction.put(row.key, row.value).await,
                How::Replaces => transaction.set(row.key, row.value).await,
                How::Removes => transaction.del(row.key).await,
            };
            if written.is_err() {
                break;
            }
        }
        if let Err(error) = written {
            // What could not be cancelled is dropped with the transaction all the same.
            let _ = transaction.cancel().await;
            return Err(failure(&error));
        }
        transaction.commit().await.map_err(|error| failure(&error))
    }
}

async fn place(transaction: &Transaction, database: &str) -> Result<Place, StoreError> {
    let database = transaction
        .expect_db_by_name(NAMESPACE, database)
        .await
        .map_err(|error| failure(&error))?;
    Ok(Place {
        namespace: database.namespace_id,
        database: database.database_id,
    })
}

/// The engine's own words may hold a record's key, which is an identity code: only the kind of
/// failure is kept.
fn failure(error: &(impl AsRef<dyn std::error::Error + Send + Sync> + ?Sized)) -> StoreError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error.as_ref());
    while let Some(error) = cause {
        if let Some(engine) = error.downcast_ref::<EngineError>() {
            return of_engine(engine);
        }
        cause = error.source();
    }
    StoreError::Database("the engine failed".to_owned())
}

fn of_engine(error: &EngineError) -> StoreError {
    let kind = match error {
        EngineError::TransactionConflict(_) => return StoreError::Conflict,
        EngineError::TransactionKeyAlreadyExists => "the record is there already",
        EngineError::ReadAndDeleteOnly => "the disk is nearly full",
        EngineError::Shutdown => "the store is closing",
        EngineError::CommitOutcomeUnknown(_) => "the outcome of a commit is not known",
        EngineError::TransactionTooLarge => "the transaction is too large",
        _ => "the engine failed",
    };
    StoreError::Database(kind.to_owned())
}
