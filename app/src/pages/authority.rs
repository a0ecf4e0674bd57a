//! The register authority's pages: organisations and their responsible users, the whole
//! access-rights register, the outbox, the change log, the levers for an emergency.

pub mod change_log;
pub mod emergency;
pub mod organisations;
pub mod outbox;
pub mod register;
