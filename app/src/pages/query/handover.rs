//! An identity code on its way from an answer to the form of a query for that person.
//!
//! It lives in the page's memory for that one step, never in storage or an address (D9), is taken by
//! the role's own form only, and asks nothing by itself: the officer sees the price and presses.

use std::cell::RefCell;

use super::frame::Place;

thread_local! {
    // On the server nothing calls these functions, so no code stays in a thread there.
    static GIVEN: RefCell<Option<(Place, String)>> = const { RefCell::new(None) };
}

/// Gives a code to the form of a role. To be called in the browser only.
pub(crate) fn give(place: &Place, code: String) {
    GIVEN.set(Some((place.clone(), code)));
}

/// Takes the code that was given to the form of a role; it is gone then, whoever it was for. To be
/// called in the browser only.
pub(crate) fn take(place: &Place) -> Option<String> {
    let (given_to, code) = GIVEN.take()?;
    (given_to == *place).then_some(code)
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
        give(&here, "010190-999W".to_owned());
        assert_eq!(take(&here).as_deref(), Some("010190-999W"));
        assert_eq!(take(&here), None);
        give(&here, "010190-999W".to_owned());
        assert_eq!(take(&there), None);
        assert_eq!(take(&here), None, "what another form met is gone");
    }
}
