//! Queries: one page for each kind, with the parts that they share.
//!
//! A page of a query is a [`frame::RolePage`] with a form (`form`) and an answer (`answer`); what
//! is under way and what came of it is an `inquiry`.

pub(crate) mod answer;
pub(crate) mod asking;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod handover;
mod hits;
pub mod identification;
pub(crate) mod inquiry;
pub(crate) mod kept;
mod memory;
mod next;
pub mod own;
pub mod ownership;
pub mod person;
mod person_answer;
pub(crate) mod persons;
pub(crate) mod printing;
pub(crate) mod receipt;
pub(crate) mod sections;
pub(crate) mod shortcuts;
pub(crate) mod step_up;
pub(crate) mod summary;
mod wrong_person;

pub use identification::identification_page;
pub use own::own_queries_page;
pub use ownership::ownership_page;
pub use person::person_query_page;
