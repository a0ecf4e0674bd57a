//! Group `addresses`.

use chrono::NaiveDate;

use crate::register::address::Address;
use crate::register::codes::AddressKind;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// The person's addresses, present and former [X, C].
    pub struct AddressesGroup {
        /// The addresses.
        pub addresses: Vec<Versioned<PersonAddress>>,
    }

    /// One address of a person.
    pub struct PersonAddress {
        /// What the address is for.
        pub kind: Option<AddressKind>,
        /// The register's own flag "best address".
        pub best: bool,
        /// The address.
        pub address: Address,
    }
}

impl AddressesGroup {
    /// The best address in force on `today`: the flagged one, else the first of the ranking [X].
    #[must_use]
    pub fn best(&self, today: NaiveDate) -> Option<&Versioned<PersonAddress>> {
        self.addresses
            .iter()
            .filter(|row| row.is_current(today))
            .filter_map(|row| Some((row.value.kind?.rank()?, row)))
            .min_by_key(|(rank, row)| (!row.value.best, *rank))
            .map(|(_, row)| row)
    }

    /// Only the contact addresses, which a non-disclosure does not cover [D11]; none if there are none.
    #[must_use]
    pub fn contact_only(mut self) -> Option<Self> {
        self.addresses
            .retain(|row| row.value.kind.is_some_and(AddressKind::is_contact));
        (!self.addresses.is_empty()).then_some(self)
    }
}
