//! The days as of which the registers stand: told with every answer, read seldom.

use std::sync::{PoisonError, RwLock};

use chrono::NaiveDate;

use super::Service;
use super::register_source::RegisterSource;
use crate::environment::Environment;
use crate::store::StoreError;

/// The day of each register, in memory.
#[derive(Debug, Default)]
pub(super) struct RegisterDays(RwLock<[Option<NaiveDate>; 2]>);

impl RegisterDays {
    /// Reads the days.
    pub(super) async fn load(register: &impl RegisterSource) -> Result<Self, StoreError> {
        let days = Self::default();
        days.read(register).await?;
        Ok(days)
    }

    /// Reads the days again: a register may have been brought up to date meanwhile.
    pub(super) async fn read(&self, register: &impl RegisterSource) -> Result<(), StoreError> {
        let production = register.find_register_day(Environment::Production).await?;
        let training = register.find_register_day(Environment::Training).await?;
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

impl Service {
    /// A register was brought up to date beside the use cases: answers tell its new day from now on,
    /// and the change log takes in the entry that tells of it.
    ///
    /// # Errors
    /// What the store says.
    pub async fn register_updated(&self) -> Result<(), StoreError> {
        self.changes.wake();
        self.register_days.read(self.source()).await
    }
}
