//! How customer support is reached: from the server's configuration, one place for all pages
//! (S72).

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Customer support as the server is configured; given as context by the server, and written
/// into the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageContact {
    /// The phone number as people read it.
    pub phone: String,
    /// The e-mail address.
    pub email: String,
}

#[derive(Clone, Copy)]
struct Kept(StoredValue<PageContact>);

/// Reads the contact data and gives them to the components below. To be called once, in the
/// frame.
pub fn provide_contact() {
    let contact = SharedValue::new(|| use_context::<PageContact>().unwrap_or_default()).into_inner();
    provide_context(Kept(StoredValue::new(contact)));
}

/// The contact data of the page.
#[must_use]
pub fn use_contact() -> PageContact {
    use_context::<Kept>()
        .map(|Kept(contact)| contact.get_value())
        .unwrap_or_default()
}
