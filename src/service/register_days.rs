//! The days as of which the registers stand: told with every answer, read seldom.

use std::sync::{PoisonError, RwLock};

use chrono::NaiveDate;

use crate::environment::Environment;
use crate::store::{Store, StoreError};

/// The day of each register, in memory.
#[derive(Debug, Default)]
pub(super) struct RegisterDays(RwLock<[Option<NaiveDate>; 2]>);

impl RegisterDays {
    /// Reads the days.
    pub(super) async fn load(store: &Store) -> Result<Self, StoreError> {
        let days = Self::default();
        days.read(store).await?;
        Ok(days)
    }

    /// Reads the days again: a register may have been brought up to date meanwhile.
    pub(super) async fn read(&self, store: &Store) -> Result<(), StoreError> {
        let production = store.find_register_day(Environment::Production).await?;
        let training = store.find_register_day(Environment::Training).await?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = [production, training];
        Ok(())
    }

    /// The local day as of which a register stands, if it is known.
    pub(super) fn get(&self, environment: Environment) -> Option<NaiveDate> {
        let [production, training] = *self.0.read().unwrap_or_else(PoisonError::into_inner);
        match environment {
            Environment::Production => production,
            Environment::Training => training,
        }
    }
}
