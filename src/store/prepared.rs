//! Records made ready to be written on other threads than the one that writes: wording and packing a
//! batch takes longer than writing it.

use surrealdb::Connection;

use super::embedded::{Encoded, Place};
use super::rows::{Inserts, SharedRows};
use super::{ImportMark, Records, Store, StoreError, apartments, buildings, persons, properties, records};
use crate::environment::Environment;

/// Makes records ready to be written into one register.
#[derive(Clone, Copy)]
pub struct Preparer {
    environment: Environment,
    /// Where the register lies in an embedded store; none with a remote engine.
    place: Option<Place>,
}

impl std::fmt::Debug for Preparer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Preparer")
    }
}

/// Records with all their ways in, ready to be written.
pub struct Prepared {
    environment: Environment,
    rows: Rows,
}

enum Rows {
    /// In the embedded engine's own bytes.
    Encoded(Vec<Encoded>),
    /// For SurrealQL.
    Plain(Inserts),
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Prepared")
    }
}

impl Preparer {
    /// Makes records ready. `written` are rows that earlier batches of the same load hold: give it only
    /// if those are written before this one, and nothing after one that fails.
    ///
    /// # Errors
    /// A record without its identifier.
    pub fn prepare(
        &self,
        records: &Records,
        written: Option<&mut SharedRows>,
    ) -> Result<Prepared, StoreError> {
        let mut inserts = Inserts::default();
        persons::add_persons(&mut inserts, &records.persons)?;
        buildings::add_buildings(&mut inserts, &records.buildings)?;
        apartments::add_apartments(&mut inserts, &records.apartments)?;
        properties::add_properties(&mut inserts, &records.properties)?;
        if let Some(written) = written {
            inserts.leave_out(written);
        }
        Ok(Prepared {
            environment: self.environment,
            rows: match self.place {
                Some(place) => Rows::Encoded(inserts.encode(place)?),
                None => Rows::Plain(inserts),
            },
        })
    }
}

impl<C: Connection> Store<C> {
    /// What makes records ready for a register of this store.
    pub fn preparer(&self, environment: Environment) -> Preparer {
        Preparer {
            environment,
            place: self.embedded.as_ref().map(|embedded| embedded.place(environment)),
        }
    }

    /// Writes prepared records, and moves the mark of an import with them: all of it or nothing. Fails
    /// if a record is there already.
    ///
    /// # Errors
    /// What the database says; nothing is written then.
    pub async fn write_prepared(
        &self,
        prepared: Prepared,
        mark: Option<&ImportMark>,
    ) -> Result<(), StoreError> {
        let Prepared { environment, rows } = prepared;
        let mut marked = Inserts::default();
        if let Some(mark) = mark {
            records::add_mark(&mut marked, mark)?;
        }
        match (rows, &self.embedded) {
            (Rows::Encoded(mut rows), Some(embedded)) => {
                rows.extend(marked.encode(embedded.place(environment))?);
                if rows.is_empty() {
                    return Ok(());
                }
                embedded.write_encoded(rows).await
            }
            (Rows::Plain(mut rows), _) => {
                rows.append(marked);
                rows.run(self, environment).await
            }
            // What was prepared for an embedded store is of no other.
            (Rows::Encoded(_), None) => Err(StoreError::Database("prepared for another store".to_owned())),
        }
    }
}
