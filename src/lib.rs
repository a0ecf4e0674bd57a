//! What Luotain is, without a web: identifiers, the register model, permits, access
//! decisions, the tamper-evident log, prices, and (feature `server`) the store and the
//! use cases. Pure modules compile to WebAssembly too.

pub mod access;
pub mod alarms;
pub mod billing;
pub mod changes;
pub mod emergency;
pub mod environment;
pub mod error;
pub mod identifier;
mod iso_day;
pub mod language;
pub mod log;
pub mod management;
pub mod permit;
pub mod query;
pub mod register;
pub mod session;

#[cfg(feature = "server")]
pub mod service;
#[cfg(feature = "server")]
pub mod store;
#[cfg(feature = "server")]
pub mod synthetic;
