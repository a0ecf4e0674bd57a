//! The server functions: one file per resource, explicit paths, each body one call into
//! `luotain::service`. Nothing here decides anything.

mod approvals;
mod authority;
mod authority_people;
mod bulletins;
mod changes;
mod credentials;
mod emergency;
mod error;
mod json;
mod keys;
mod log;
mod management;
mod organisations;
mod permits;
mod person;
mod places;
mod practice;
mod session;
mod sign_in;
mod status;
mod support;
mod user;

#[cfg(feature = "ssr")]
pub mod call;
#[cfg(feature = "ssr")]
pub mod rights;

pub use approvals::{approve_request, list_right_requests, reject_request, withdraw_request};
pub use authority::{
    appoint_responsible_user, end_responsible_user, export_whole_register, list_organisations, list_outbox,
    list_whole_register, read_outbox_message, send_message_again,
};
pub use authority_people::{
    change_authority_roles, create_authority_person, end_authority_person, list_authority_people,
};
pub use bulletins::list_bulletins;
pub use changes::{export_change_log, list_change_log, list_changes_of, list_own_changes};
pub use credentials::{
    accept_terms, find_terms, list_locked, lock_person, open_locked, order_password, report_suspicion,
    report_suspicion_with_password, reset_password, unlock_person,
};
pub use emergency::{cut_sessions, pull_lever, release_lever, view_emergency};
pub use error::ApiError;
pub use keys::{
    find_accepted_keys, find_key_policy, list_key_rules, start_key_test, switch_key_kind_off,
    switch_key_kind_on, update_key_policy, update_key_policy_of,
};
pub use log::list_log_keys;
pub use management::{
    change_granter, create_person, end_person, end_right, export_register, find_user, give_right,
    invite_again, issue_enrolment_code, list_people, list_register, renew_rights, update_person,
    update_right,
};
pub use organisations::{
    create_organisation, find_organisation, merge_organisations, rename_organisation, update_invoicing,
    update_organisation,
};
pub use permits::{change_permit_approval, list_permits};
pub use person::{
    find_ownership, find_person, finish_step_up, identify_person, list_kept, list_own_queries,
    note_wrong_person, open_again, open_hit, start_step_up,
};
pub use places::{
    complete_municipality, complete_street, find_place, finish_place_step_up, open_place_again,
};
pub use practice::list_practice_cases;
pub use session::{extend_session, find_remaining, find_session, sign_out, watch_session};
pub use sign_in::{give_password, set_new_password, start_key_use, use_enrolment_code, use_key};
pub use status::view_status;
pub use support::{find_support_account, issue_code_as_support, list_support_users, order_password_for};
pub use user::{
    confirm_key, dismiss_enrolment_notice, end_other_sessions, end_session, find_user_services, link_key,
    list_own_sign_ins, remove_key, rename_key, start_confirmation, start_key_link,
};
