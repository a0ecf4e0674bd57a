//! What is to be asked, on its way from an answer or a practice case to the form of a query: an
//! identifier of a person, a building, an apartment or a property, an address, or names.
//!
//! It lives in the page's memory for that one step, never in storage or an address (D9), is taken by
//! the role's own form only, and asks nothing by itself: the officer sees the price and presses.

use std::cell::RefCell;

use luotain::query::places::WrittenAddress;
use luotain::register::LeadsTo;

use super::frame::Place;

/// What is written into a form.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Given {
    /// The identifier of what it leads to.
    Identifier(LeadsTo, String),
    /// The code of a person whose ownership is asked about.
    Owner(String),
    /// An address.
    Address(WrittenAddress),
    /// Surname, first names and date of birth.
    Names(String, String, String),
}

thread_local! {
    // On the server nothing calls these functions, so no code stays in a thread there.
    static GIVEN: RefCell<Option<(Place, Given)>> = const { RefCell::new(None) };
}

/// Gives criteria to a form of a role. To be called in the browser only.
pub(crate) fn give(place: &Place, given: Given) {
    GIVEN.set(Some((place.clone(), given)));
}

/// Takes what was given to a form of a role; it is gone then, whoever it was for. To be called in
/// the browser only.
pub(crate) fn take(place: &Place) -> Option<Given> {
    let (given_to, given) = GIVEN.take()?;
    (given_to == *place).then_some(given)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use luotain::environment::Environment;
    use luotain::permit::Key;

    use super::*;

    #[test]
    fn a_code_is_taken_once_and_by_the_role_it_was_given_to() {
        let place = |environment| Place {
            environment,
            permit: Key::parse("permit").unwrap(),
            role: Key::parse("role").unwrap(),
        };
        let (here, there) = (place(Environment::Training), place(Environment::Production));
        let code = || Given::Identifier(LeadsTo::Person, "010190-999W".to_owned());
        give(&here, code());
        assert!(take(&here) == Some(code()));
        assert!(take(&here).is_none());
        give(&here, code());
        assert!(take(&there).is_none());
        assert!(take(&here).is_none(), "what another form met is gone");
    }
}
