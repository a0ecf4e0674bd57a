//! Behaviour through the real router, on a store in memory, with a clock set by hand and a
//! software key. Rights tests stand in files of their own beside the behaviour.

// The store's futures nest deeper than the compiler follows by default.
#![recursion_limit = "512"]

mod support;

mod approvals;
mod authority_roles;
mod bad_input;
mod changes;
mod changes_command;
mod changes_rights;
mod emergency;
mod emergency_rights;
mod key_kinds;
mod key_rules;
mod log;
mod log_durable;
mod log_second_opinions;
mod mail;
mod management;
mod management_rights;
mod model;
mod operate;
mod organisations;
mod own_queries;
mod pages;
mod passwords;
mod person;
mod person_again;
mod person_identification;
mod person_identification_rights;
mod person_rights;
mod places;
mod places_rights;
mod register_updates;
mod rights_matrix;
mod sessions;
mod sign_in;
mod smtp_server;
mod suspension;
mod suspicion;
mod suspicion_rights;
mod terms;
mod texts;
mod user_services;
