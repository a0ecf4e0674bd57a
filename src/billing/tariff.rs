//! The tariff: dated rows of prices per fee class (domain.md §8).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Money;

/// How a permit's use is charged. Set per permit by the authority, with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeeClass {
    /// Municipal and state authorities, wellbeing services counties (S38).
    Free,
    /// Other public-sector customers (S39–S43).
    Public,
    /// Private-sector customers (S44–S46).
    Private,
}

/// What is charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PriceItem {
    /// One executed query by identifier (S40, S44).
    DataQuery,
    /// One person identification (S41, S45).
    PersonIdentification,
    /// One official printout (S42).
    Printout,
    /// One username for one calendar month (S43, S46, S47).
    MonthlyUsername,
}

impl PriceItem {
    /// The stable code that the log and the invoice keep.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DataQuery => "data-query",
            Self::PersonIdentification => "person-identification",
            Self::Printout => "printout",
            Self::MonthlyUsername => "monthly-username",
        }
    }
}

/// One dated row of the tariff. Prices in thousandths of a euro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tariff {
    /// The name that every priced log entry keeps.
    pub version: &'static str,
    from: (i32, u32, u32),
    public: [u32; 4],
    private: [u32; 4],
}

/// Decree 1070/2022 as the service's public price list gives it. The private list
/// has no printout price: zero until one is decreed.
const TARIFFS: &[Tariff] = &[Tariff {
    version: "2023-1",
    from: (2023, 1, 1),
    public: [74, 185, 290, 1000],
    private: [390, 670, 0, 1000],
}];

impl Tariff {
    /// The price of one `item` for a permit of `class`.
    #[must_use]
    pub fn price(&self, item: PriceItem, class: FeeClass) -> Money {
        let row = match class {
            FeeClass::Free => return Money::ZERO,
            FeeClass::Public => &self.public,
            FeeClass::Private => &self.private,
        };
        let [data_query, identification, printout, monthly] = *row;
        Money::from_thousandths(match item {
            PriceItem::DataQuery => data_query,
            PriceItem::PersonIdentification => identification,
            PriceItem::Printout => printout,
            PriceItem::MonthlyUsername => monthly,
        })
    }

    /// The first local day on which this row is in force.
    #[must_use]
    pub fn from(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.from.0, self.from.1, self.from.2)
    }
}

/// The tariff in force on a local day; the first one before it all began.
#[must_use]
pub fn tariff_in_force(day: NaiveDate) -> &'static Tariff {
    const FIRST: &Tariff = &TARIFFS[0];
    TARIFFS
        .iter()
        .rev()
        .find(|tariff| tariff.from().is_some_and(|from| from <= day))
        .unwrap_or(FIRST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tariff() -> &'static Tariff {
        tariff_in_force(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default())
    }

    #[test]
    fn the_public_price_list_is_kept_to_the_thousandth() {
        use FeeClass::{Private, Public};
        use PriceItem::{DataQuery, MonthlyUsername, PersonIdentification, Printout};
        let price = |item, class| tariff().price(item, class).thousandths();
        assert_eq!(price(DataQuery, Public), 74);
        assert_eq!(price(PersonIdentification, Public), 185);
        assert_eq!(price(Printout, Public), 290);
        assert_eq!(price(MonthlyUsername, Public), 1000);
        assert_eq!(price(DataQuery, Private), 390);
        assert_eq!(price(PersonIdentification, Private), 670);
        assert_eq!(price(MonthlyUsername, Private), 1000);
    }

    #[test]
    fn municipal_and_state_authorities_pay_nothing() {
        for item in [
            PriceItem::DataQuery,
            PriceItem::PersonIdentification,
            PriceItem::Printout,
            PriceItem::MonthlyUsername,
        ] {
            assert!(tariff().price(item, FeeClass::Free).is_zero());
        }
    }

    #[test]
    fn the_worked_examples_of_the_price_list_come_out() {
        let sum = |class, data: u32, identifications: u32, printouts: u32, users: u32| {
            let price = |item| tariff().price(item, class);
            (price(PriceItem::DataQuery).times(data)
                + price(PriceItem::PersonIdentification).times(identifications)
                + price(PriceItem::Printout).times(printouts)
                + price(PriceItem::MonthlyUsername).times(users))
            .rounded_to_cents()
            .at_least(Money::from_thousandths(7000))
        };
        assert_eq!(
            sum(FeeClass::Public, 100, 10, 5, 2),
            Money::from_thousandths(12_700)
        );
        assert_eq!(sum(FeeClass::Public, 33, 0, 0, 5), Money::from_thousandths(7_440));
        assert_eq!(sum(FeeClass::Public, 95, 0, 0, 0), Money::from_thousandths(7_030));
        assert_eq!(
            sum(FeeClass::Private, 10, 1, 0, 1),
            Money::from_thousandths(7_000)
        );
        assert_eq!(sum(FeeClass::Public, 0, 0, 0, 1), Money::from_thousandths(7_000));
    }
}
