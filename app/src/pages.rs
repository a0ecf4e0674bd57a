//! The pages: one folder or file per area, the larger ones loaded only when they are opened.

pub mod authority;
mod changes;
pub mod front;
pub mod management;
pub mod not_found;
pub mod password;
pub mod permits;
pub mod places;
pub mod practice;
pub mod query;
pub mod receipt;
pub mod sign_in;
pub mod signed_out;
pub mod suspicion;
pub mod user;
