//! The `luotain` program as a library: router, middleware, start-up and command line, so
//! that tests reach all of it without a socket.

// The store's futures nest deeper than the compiler follows by default.
#![recursion_limit = "512"]

pub mod alarms;
pub mod backups;
pub mod cli;
pub mod configuration;
pub mod demo;
pub mod launch;
mod lines;
pub mod listen;
pub mod log_keys;
pub mod mail;
pub mod middleware;
pub mod operator_log;
pub mod router;
pub mod secret_file;
pub mod system;
mod texts;
pub mod tls;
pub mod updates;
pub mod watch;
