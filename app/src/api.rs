//! The server functions: one file per resource, explicit paths, each body one call into
//! `luotain::service`. Nothing here decides anything.

mod bulletins;
mod error;
mod permits;
mod person;
mod session;
mod sign_in;
mod user;

#[cfg(feature = "ssr")]
pub mod call;

pub use bulletins::list_bulletins;
pub use error::ApiError;
pub use permits::list_permits;
pub use person::find_person;
pub use session::{extend_session, find_remaining, find_session, sign_out};
pub use sign_in::{give_password, set_new_password, start_key_use, use_key};
pub use user::{
    confirm_key, end_other_sessions, end_session, find_user_services, link_key, remove_key, rename_key,
    start_confirmation, start_key_link,
};
