//! The register authority's pages: organisations and their responsible users, rights that wait
//! for approval, the whole access-rights register, the authority's own people, the outbox, locked
//! usernames, customer support, the change log, the state of the service, the levers for an emergency.

pub mod change_log;
pub mod emergency;
pub mod keys;
pub mod locked;
pub mod new_organisation;
pub mod organisation;
pub mod organisations;
pub mod outbox;
pub mod people;
pub mod register;
pub mod requests;
pub mod status;
pub mod support;
