//! An identifier on its way from an answer to the form of a query for what it is of: a person, a
//! building, an apartment, a property.
//!
//! It lives in the page's memory for that one step, never in storage or an address (D9), is taken by
//! the role's own form only, and asks nothing by itself: the officer sees the price and presses.

use std::cell::RefCell;

use luotain::register::LeadsTo;

use super::frame::Place;

thread_local! {
    // On the server nothing calls these functions, so no code stays in a thread there.
    static GIVEN: RefCell<Option<(Place, LeadsTo, String)>> = const { RefCell::new(None) };
}

/// Gives an identifier to a form of a role. To be called in the browser only.
pub(crate) fn give(place: &Place, of: LeadsTo, identifier: String) {
    GIVEN.set(Some((place.clone(), of, identifier)));
}

/// Takes the identifier that was given to a form of a role; it is gone then, whoever it was for. To
/// be called in the browser only.
pub(crate) fn take(place: &Place) -> Option<(LeadsTo, String)> {
    let (given_to, of, identifier) = GIVEN.take()?;
    (given_to == *place).then_some((of, identifier))
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
        let code = || "010190-999W".to_owned();
        give(&here, LeadsTo::Person, code());
        assert_eq!(take(&here), Some((LeadsTo::Person, code())));
        assert_eq!(take(&here), None);
        give(&here, LeadsTo::Person, code());
        assert_eq!(take(&there), None);
        assert_eq!(take(&here), None, "what another form met is gone");
    }
}
