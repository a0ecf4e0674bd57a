//! Prices: exact money and the dated tariff (domain.md §8, D13, S38–S51).

pub mod money;
pub mod tariff;

pub use money::Money;
pub use tariff::{FeeClass, PriceItem, Tariff, tariff_in_force};
