//! Exact amounts of euros.

use std::ops::Add;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// An exact amount of euros, to a thousandth of a euro. Never a binary fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(Decimal);

impl Money {
    /// No money at all.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// An amount given in thousandths of a euro, the unit of the tariff.
    #[must_use]
    pub fn from_thousandths(thousandths: u32) -> Self {
        Self(Decimal::new(i64::from(thousandths), 3))
    }

    /// The amount in thousandths of a euro, as the log keeps it; amounts beyond the
    /// tariff's reach are cut to the largest number.
    #[must_use]
    pub fn thousandths(self) -> u32 {
        let scaled = (self.0 * Decimal::ONE_THOUSAND).round();
        u32::try_from(scaled.mantissa() / 10_i128.pow(scaled.scale())).unwrap_or(u32::MAX)
    }

    /// This many times the amount, exactly.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self(self.0 * Decimal::from(count))
    }

    /// The amount rounded half up to whole cents, as the total of an invoice is.
    #[must_use]
    pub fn rounded_to_cents(self) -> Self {
        Self(
            self.0
                .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero),
        )
    }

    /// The larger of two amounts, as the minimum charge needs.
    #[must_use]
    pub fn at_least(self, minimum: Self) -> Self {
        Self(self.0.max(minimum.0))
    }

    /// Whether nothing is charged.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The amount as read by people: at least two decimals, a third where it matters.
    #[must_use]
    pub fn format(self, language: Language) -> String {
        let shortened = self.0.normalize();
        let decimals = shortened.scale().max(2);
        let number = format!("{:.*}", decimals as usize, shortened);
        match language {
            Language::Fi | Language::Sv => format!("{} €", number.replace('.', ",")),
            Language::En => format!("€{number}"),
        }
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prices_are_written_as_each_language_writes_them() {
        let price = Money::from_thousandths(74);
        assert_eq!(price.format(Language::Fi), "0,074 €");
        assert_eq!(price.format(Language::En), "€0.074");
        assert_eq!(Money::from_thousandths(390).format(Language::Sv), "0,39 €");
        assert_eq!(Money::from_thousandths(7000).format(Language::Fi), "7,00 €");
    }

    #[test]
    fn half_a_cent_is_rounded_up() {
        assert_eq!(
            Money::from_thousandths(7445).rounded_to_cents(),
            Money::from_thousandths(7450)
        );
        assert_eq!(
            Money::from_thousandths(7442).rounded_to_cents(),
            Money::from_thousandths(7440)
        );
    }

    proptest! {
        #[test]
        fn many_small_charges_sum_without_loss(count in 0_u32..100_000, price in 0_u32..10_000) {
            prop_assert_eq!(
                Money::from_thousandths(price).times(count),
                Money(Decimal::new(i64::from(price) * i64::from(count), 3))
            );
        }

        #[test]
        fn cents_are_rounded_half_up_and_only_once(thousandths in 0_u32..u32::MAX - 5) {
            let rounded = Money::from_thousandths(thousandths).rounded_to_cents();
            prop_assert_eq!(rounded, Money::from_thousandths((thousandths + 5) / 10 * 10));
            prop_assert_eq!(rounded.rounded_to_cents(), rounded);
        }

        #[test]
        fn a_sum_loses_nothing_in_any_order(prices in prop::collection::vec(0_u32..10_000_000, 0..200)) {
            let sum = |prices: &mut dyn Iterator<Item = &u32>| {
                prices.fold(Money::ZERO, |sum, price| sum + Money::from_thousandths(*price))
            };
            let whole: i64 = prices.iter().map(|price| i64::from(*price)).sum();
            prop_assert_eq!(sum(&mut prices.iter()), Money(Decimal::new(whole, 3)));
            prop_assert_eq!(sum(&mut prices.iter().rev()), Money(Decimal::new(whole, 3)));
        }

        #[test]
        fn what_people_read_is_the_whole_amount(thousandths in any::<u32>()) {
            let amount = Money::from_thousandths(thousandths);
            for language in Language::ALL {
                let text = amount.format(language).replace(',', ".");
                let number = text.trim_matches(|character: char| !character.is_ascii_digit());
                prop_assert_eq!(number.parse(), Ok(amount.0));
                let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                prop_assert!((2..=3).contains(&decimals));
            }
        }

        #[test]
        fn thousandths_round_trip(thousandths in 0_u32..=u32::MAX) {
            prop_assert_eq!(Money::from_thousandths(thousandths).thousandths(), thousandths);
        }
    }
}
