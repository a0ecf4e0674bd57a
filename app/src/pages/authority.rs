//! The register authority's pages: organisations and their responsible users, the whole
//! access-rights register, the outbox, locked usernames.

pub mod keys;
pub mod locked;
pub mod organisations;
pub mod outbox;
pub mod register;
