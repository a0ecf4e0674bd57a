//! An identifier on its way from an answer to the form of a query for what it names.
//!
//! It lives in the page's memory for that one step, never in storage or an address (D9), is taken by
//! the role's own form only, and asks nothing by itself: the officer sees the price and presses.

use std::cell::RefCell;

use super::frame::Place;

/// What is handed over, by its identifier as the answer showed it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Handed {
    /// A person, by identity code.
    Person(String),
    /// A building.
    Building(String),
    /// An apartment.
    Apartment(String),
    /// A property.
    Property(String),
}

thread_local! {
    // On the server nothing calls these functions, so nothing stays in a thread there.
    static GIVEN: RefCell<Option<(Place, Handed)>> = const { RefCell::new(None) };
}

/// Gives an identifier to the forms of a role. To be called in the browser only.
pub(crate) fn give(place: &Place, handed: Handed) {
    GIVEN.set(Some((place.clone(), handed)));
}

/// Takes what was given to the forms of a role; it is gone then, whoever it was for. To be called in
/// the browser only.
pub(crate) fn take(place: &Place) -> Option<Handed> {
    let (given_to, handed) = GIVEN.take()?;
    (given_to == *place).then_some(handed)
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
        let code = || Handed::Person("010190-999W".to_owned());
        give(&here, code());
        assert!(take(&here) == Some(code()));
        assert!(take(&here).is_none());
        give(&here, code());
        assert!(take(&there).is_none());
        assert!(take(&here).is_none(), "what another form met is gone");
    }
}
