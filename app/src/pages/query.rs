//! Queries: one page for each kind, with the parts that they share.

mod answer;
mod desk;
mod form;
mod memory;
pub mod person;
mod printing;
mod receipt;
mod sections;

pub use person::PersonQueryPage;
