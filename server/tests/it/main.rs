//! Behaviour through the real router, on a store in memory, with a clock set by hand and a
//! software key. Rights tests stand in files of their own beside the behaviour.

// The store's futures nest deeper than the compiler follows by default.
#![recursion_limit = "512"]

mod support;

mod alarms;
mod approvals;
mod asvs;
mod authority_roles;
mod bad_input;
mod changes;
mod changes_command;
mod changes_rights;
mod customer_support;
mod emergency;
mod emergency_rights;
mod factor_notices;
mod key_kinds;
mod key_rules;
mod log;
mod log_durable;
mod log_keys;
mod log_second_opinions;
mod mail;
mod management;
mod management_rights;
mod model;
mod observatory;
mod operate;
mod operate_bad_input;
mod operations;
mod operator_log;
mod organisations;
mod own_queries;
mod own_sign_ins;
mod pages;
mod passwords;
mod permit_approval;
mod person;
mod person_again;
mod person_identification;
mod person_identification_rights;
mod person_rights;
mod places;
mod places_again;
mod places_rights;
mod practice;
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
mod upgrade;
mod user_services;
