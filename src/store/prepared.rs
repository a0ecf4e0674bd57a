//! Records made ready to be written on other threads than the one that writes: wording a batch as rows
//! takes longer than writing it, and packing the rows as long again.

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
    /// Nothing can be there already.
    into_empty: bool,
}

impl std::fmt::Debug for Preparer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Preparer")
    }
}

/// Records as rows, with all their ways in.
pub struct Worded(Inserts);

impl std::fmt::Debug for Worded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Worded")
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
    /// For a load into a register that is empty, of records none of which comes twice: then the store
    /// need not look for each whether it is there already. A record that did come twice would be the
    /// later of the two. A remote engine looks all the same.
    #[must_use]
    pub fn into_empty(self) -> Self {
        Self {
            into_empty: true,
            ..self
        }
    }

    /// Makes records ready.
    ///
    /// # Errors
    /// A record without its identifier.
    pub fn prepare(&self, records: &Records) -> Result<Prepared, StoreError> {
        self.pack(self.word(records, None)?)
    }

    /// Words records as rows, the first half of making them ready. `written` are rows that earlier
    /// batches of the same load hold: give it only if those are written before this one, and nothing
    /// after one that fails.
    ///
    /// # Errors
    /// A record without its identifier.
    pub fn word(&self, records: &Records, written: Option<&mut SharedRows>) -> Result<Worded, StoreError> {
        let mut inserts = rows_of(records)?;
        if let Some(written) = written {
            inserts.leave_out(written);
        }
        Ok(Worded(inserts))
    }

    /// Packs rows, the second half.
    ///
    /// # Errors
    /// What the engine cannot hold.
    pub fn pack(&self, Worded(inserts): Worded) -> Result<Prepared, StoreError> {
        Ok(Prepared {
            environment: self.environment,
            rows: match self.place {
                Some(place) if self.into_empty => Rows::Encoded(inserts.encode_for_empty(place)?),
                Some(place) => Rows::Encoded(inserts.encode(place)?),
                None => Rows::Plain(inserts),
            },
        })
    }
}

/// The rows of records, their ways in among them.
pub(super) fn rows_of(records: &Records) -> Result<Inserts, StoreError> {
    let mut inserts = Inserts::default();
    persons::add_persons(&mut inserts, &records.persons)?;
    buildings::add_buildings(&mut inserts, &records.buildings)?;
    apartments::add_apartments(&mut inserts, &records.apartments)?;
    properties::add_properties(&mut inserts, &records.properties)?;
    Ok(inserts)
}

impl<C: Connection> Store<C> {
    /// What makes records ready for a register of this store.
    pub fn preparer(&self, environment: Environment) -> Preparer {
        Preparer {
            environment,
            place: self.embedded.as_ref().map(|embedded| embedded.place(environment)),
            into_empty: false,
        }
    }

    /// Writes prepared records, and moves the mark of an import with them: all of it or nothing. Fails
    /// if a record is there already, unless they were made ready for an empty register.
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::identifier::{BuildingId, MunicipalityCode};
    use crate::register::{Building, Folded, sample};
    use crate::store::{AddressCriteria, AddressPlace, Settings};

    const HERE: Environment = Environment::Training;

    /// Two buildings on one street.
    fn neighbours() -> [Records; 2] {
        [190_000_001, 190_000_002].map(|serial| Records {
            buildings: vec![Building {
                id: Some(BuildingId::from_serial(serial).unwrap()),
                ..sample::building()
            }],
            ..Records::default()
        })
    }

    fn rows(prepared: &Prepared) -> usize {
        match &prepared.rows {
            Rows::Encoded(rows) => rows.len(),
            Rows::Plain(_) => 0,
        }
    }

    #[tokio::test]
    async fn a_street_is_written_once_in_a_load_and_both_its_buildings_are_found() {
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        let preparer = store.preparer(HERE);
        let [first, second] = neighbours();
        let alone = rows(&preparer.prepare(&second).unwrap());
        let mut written = SharedRows::default();
        let mut after = |records| {
            let worded = preparer.word(records, Some(&mut written)).unwrap();
            preparer.pack(worded).unwrap()
        };
        let (first, second) = (after(&first), after(&second));
        assert_eq!(rows(&first), alone);
        assert!(rows(&second) < alone, "{} of {alone} rows", rows(&second));
        store.write_prepared(first, None).await.unwrap();
        store.write_prepared(second, None).await.unwrap();

        let address = sample::building().addresses.remove(0);
        let street = Folded::of(&address.street.fi);
        let municipality = MunicipalityCode::parse("837").unwrap();
        let streets = store.list_streets(HERE, municipality, &street, 10).await.unwrap();
        assert_eq!(streets.len(), 1);
        let criteria = AddressCriteria {
            place: AddressPlace::Postcode(address.postcode),
            street,
            number: None,
        };
        let found = store.list_buildings_at(HERE, &criteria, 10).await.unwrap();
        assert_eq!(found.addresses.len(), 2);
    }

    #[tokio::test]
    async fn a_record_that_is_there_already_is_refused_but_in_a_load_into_an_empty_register() {
        let store = Store::open(&Settings::in_memory()).await.unwrap();
        let preparer = store.preparer(HERE);
        let [first, _] = neighbours();
        for _ in 0..2 {
            let prepared = preparer.into_empty().prepare(&first).unwrap();
            store.write_prepared(prepared, None).await.unwrap();
        }
        let prepared = preparer.prepare(&first).unwrap();
        assert!(store.write_prepared(prepared, None).await.is_err());
        assert_eq!(store.count_records(HERE).await.unwrap().total(), 1);
    }

    #[tokio::test]
    async fn what_was_prepared_for_an_embedded_store_goes_into_no_other() {
        let mut store = Store::open(&Settings::in_memory()).await.unwrap();
        let [records, _] = neighbours();
        let prepared = store.preparer(HERE).prepare(&records).unwrap();
        store.embedded = None;
        assert!(store.write_prepared(prepared, None).await.is_err());
        assert_eq!(store.count_records(HERE).await.unwrap().total(), 0);
    }
}
