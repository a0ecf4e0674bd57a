//! What an officer looks for first: name, age or death, and the address or why there is none.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::identity::capitalised;
use super::labels::{NO_FIRST_NAMES, NO_SURNAME};
use crate::language::{Language, StaticText};
use crate::register::groups::{AddressesGroup, NameGroup};
use crate::register::{PersonFacts, PersonGroups};

const DEAD: StaticText = StaticText::new("Kuollut", "Död", "Dead");
const BORN: StaticText = StaticText::new("syntynyt", "född", "born");
const YEARS: StaticText = StaticText::new("vuotta", "år", "years old");
const ONE_YEAR: StaticText = StaticText::new("vuosi", "år", "year old");
const BANNED: StaticText = StaticText::new(
    "Osoitetta ei näytetä: turvakielto on voimassa.",
    "Adressen visas inte: spärrmarkering gäller.",
    "The address is not shown: a non-disclosure is in force.",
);
const NO_ADDRESS: StaticText = StaticText::new(
    "Rekisterissä ei ole voimassa olevaa osoitetta.",
    "Det finns ingen gällande adress i registret.",
    "The register has no address in force.",
);
const NO_ADDRESS_OF_THE_DEAD: StaticText = StaticText::new(
    "Kuolleella ei ole voimassa olevaa osoitetta.",
    "En avliden har ingen gällande adress.",
    "A dead person has no address in force.",
);
const NO_FIXED_DWELLING: StaticText = StaticText::new(
    "Ei vakinaista asuntoa kunnassa.",
    "Utan stadigvarande bostad i kommunen.",
    "Without a fixed dwelling in the municipality.",
);

/// What an officer looks for first in a person's data, as far as the decision shows it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// First names and surname; none where the role has no names.
    pub name: Option<String>,
    /// Age or death, and the date of birth; none where the role has neither.
    pub life: Option<String>,
    /// The lines of the address, to be copied as one block; empty where there is none to show.
    pub address: Vec<String>,
    /// What kind of address it is, or why none is shown; none where the role has no addresses.
    pub address_note: Option<String>,
}

impl fmt::Debug for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Summary(..)")
    }
}

/// The summary of what a decision left of a record. `addresses`: the role has the group;
/// `masked`: a non-disclosure hides contact data.
#[must_use]
pub fn summary(
    groups: &PersonGroups,
    facts: &PersonFacts,
    (addresses, masked): (bool, bool),
    today: NaiveDate,
    language: Language,
) -> Summary {
    let (address, address_note) = if addresses {
        address(groups, facts, masked, today, language)
    } else {
        (Vec::new(), None)
    };
    Summary {
        name: groups.name.as_ref().map(|name| name_line(name, language)),
        life: life(groups, facts, today, language),
        address,
        address_note,
    }
}

/// First names and surname on one line, with words where there is none.
#[must_use]
pub fn name_line(name: &NameGroup, language: Language) -> String {
    let first_names = if name.no_first_names {
        NO_FIRST_NAMES.get(language)
    } else {
        &name.first_names
    };
    let surname = if name.no_surname {
        NO_SURNAME.get(language)
    } else {
        &name.surname
    };
    format!("{first_names} {surname}").trim().to_owned()
}

fn life(groups: &PersonGroups, facts: &PersonFacts, today: NaiveDate, language: Language) -> Option<String> {
    let born = groups
        .birth
        .as_ref()
        .and_then(|birth| birth.date)
        .map(|date| format!("{} {}", BORN.get(language), date.format(language)));
    let state = if facts.dead {
        let death = groups.death.as_ref();
        let date = death.and_then(|death| death.date.or(death.declared_dead));
        let date = date.map(|date| format!(" {}", date.format(language)));
        Some(format!("{}{}", DEAD.get(language), date.unwrap_or_default()))
    } else {
        // The age is told where the date of birth is.
        groups.birth.as_ref().map(|_| {
            let age = facts.age(today).max(0);
            let unit = if age == 1 { ONE_YEAR } else { YEARS };
            format!("{age} {}", unit.get(language))
        })
    };
    let parts: Vec<String> = state.into_iter().chain(born).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn address(
    groups: &PersonGroups,
    facts: &PersonFacts,
    masked: bool,
    today: NaiveDate,
    language: Language,
) -> (Vec<String>, Option<String>) {
    let best = groups.addresses.as_ref().and_then(|group| {
        group
            .best(today)
            .or_else(|| contact(group, today))
            .map(|row| &row.value)
    });
    if let Some(best) = best {
        let kind = best.kind.map(|kind| capitalised(kind.name(language)));
        return (best.address.lines(language), kind);
    }
    let without_dwelling = groups.residence.as_ref().is_some_and(|group| {
        let mut places = group.places.iter();
        places.any(|place| place.is_current(today) && place.value.no_fixed_dwelling)
    });
    let why = if masked {
        BANNED
    } else if facts.dead {
        NO_ADDRESS_OF_THE_DEAD
    } else if without_dwelling {
        NO_FIXED_DWELLING
    } else {
        NO_ADDRESS
    };
    (Vec::new(), Some(why.get(language).to_owned()))
}

/// A contact address in force: never the best one, but better than none.
fn contact(
    group: &AddressesGroup,
    today: NaiveDate,
) -> Option<&crate::register::Versioned<crate::register::groups::PersonAddress>> {
    group
        .addresses
        .iter()
        .find(|row| row.is_current(today) && row.value.kind.is_some_and(|kind| kind.is_contact()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::register::sample::{full_groups, today};

    fn facts() -> PersonFacts {
        PersonFacts::new(NaiveDate::from_ymd_opt(1968, 3, 7).unwrap())
    }

    #[test]
    fn name_age_and_address_are_told_in_each_language() {
        for language in Language::ALL {
            let told = summary(&full_groups(), &facts(), (true, false), today(), language);
            assert!(told.name.is_some_and(|name| name.contains(' ')));
            assert!(told.life.unwrap().chars().next().unwrap().is_ascii_digit());
            assert!(!told.address.is_empty() && told.address_note.is_some());
        }
    }

    #[test]
    fn what_the_role_does_not_have_is_not_told() {
        let told = summary(
            &PersonGroups::default(),
            &facts(),
            (false, false),
            today(),
            Language::Fi,
        );
        assert!(told == Summary::default());
    }

    #[test]
    fn the_lack_of_an_address_is_told_with_its_reason() {
        let none = PersonGroups::default();
        let note = |facts: &PersonFacts, masked| {
            summary(&none, facts, (true, masked), today(), Language::Fi)
                .address_note
                .unwrap()
        };
        assert_eq!(note(&facts(), true), BANNED.fi);
        assert_eq!(note(&facts(), false), NO_ADDRESS.fi);
        let dead = PersonFacts {
            dead: true,
            ..facts()
        };
        assert_eq!(note(&dead, false), NO_ADDRESS_OF_THE_DEAD.fi);
        let life = summary(&none, &dead, (true, false), today(), Language::Fi).life;
        assert_eq!(life.as_deref(), Some("Kuollut"));
    }
}
