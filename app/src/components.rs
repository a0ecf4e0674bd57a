//! Parts that several pages share.

mod calls;
mod contact;
mod dialog;
mod error_summary;
mod fetched;
mod field;
mod form;
mod key;
mod key_confirm;
mod layout;
mod menu;
mod problem_box;
mod rights_watch;
mod rows;
mod session;
mod session_end;
mod table;

pub use contact::{PageContact, provide_contact, use_contact};
pub use dialog::{Dialog, titled_dialogs};
pub use error_summary::ErrorSummary;
pub use fetched::{keep_answer, or_loading};
pub use field::{FieldError, PasswordField, TextField};
pub use form::{ConfirmForm, SearchForm, SendButton};
pub use key::{KeyFailureBox, LinkKeyForm, TryKey};
pub use key_confirm::KeyConfirm;
pub use layout::{Layout, PageHeading, RouteProgress};
pub use menu::opens_management;
pub use problem_box::ProblemBox;
pub use rights_watch::RightsWatch;
pub use rows::{Rows, RowsView, RowsWords};
pub use session::{
    PageSession, Session, current_environment, environment_of, home_path, provide_session, sign_in_path,
    use_session,
};
pub use table::{DataTable, TableOf, columns};
