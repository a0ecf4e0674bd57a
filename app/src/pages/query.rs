//! Queries: one page for each kind, with the parts that they share.
//!
//! A page of a query is a [`frame::RolePage`] with a form (`form`) and an answer (`answer`); what
//! is under way and what came of it is an `inquiry`.

pub(crate) mod answer;
pub(crate) mod asking;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod inquiry;
mod memory;
pub mod person;
mod person_answer;
pub(crate) mod printing;
pub(crate) mod receipt;
pub(crate) mod sections;

pub use person::PersonQueryPage;
