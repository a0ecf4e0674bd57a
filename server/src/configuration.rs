//! How the service is set up: one table of settings, and one order of precedence.
//!
//! Each setting has one name. It is the flag (`--support-phone`), the environment variable
//! (`LUOTAIN_SUPPORT_PHONE`) and the line in the file (`support-phone = "…"`). A flag wins over
//! the environment, the environment over the file, the file over the default.
//!
//! No setting holds a secret: where one is needed, the setting names the file that holds it.
//! So everything here may be printed, and `luotain config check` prints it.

mod check;
mod flags;
mod read;
mod table;

pub use check::{explain, problems};
pub use flags::Flags;
pub use read::{ConfigurationError, Resolved, Source, Value, resolve};
pub use table::{SETTINGS, Setting, example, find};
