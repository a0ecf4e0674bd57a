//! What only a browser can do. Without feature `hydrate` every function here is a twin that
//! does nothing, so that the pages compile for the server too.

pub mod clipboard;
pub mod download;
#[cfg(feature = "hydrate")]
pub mod failure;
pub mod file;
pub mod focus;
pub mod page;
#[cfg(feature = "hydrate")]
pub mod texts;
pub mod webauthn;
