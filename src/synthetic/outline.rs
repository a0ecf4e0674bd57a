//! The first that is known of a household, from its number alone: what it is, how old its eldest
//! is, and since when it lives where it lives.

use super::draft::{Day, age, years};
use super::layout::{Block, NEIGHBOURS, Style};
use super::random::{Random, pick_weight};

/// Stream of random numbers.
const OUTLINE: u64 = 3;

/// What a household is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Single,
    Couple,
    CoupleWithChildren,
    SingleParent,
    Widowed,
    Dead,
    /// Alone in an institution.
    Resident,
}

const KINDS: [Kind; 6] = [
    Kind::Single,
    Kind::Couple,
    Kind::CoupleWithChildren,
    Kind::SingleParent,
    Kind::Widowed,
    Kind::Dead,
];

/// Shares of the kinds by housing: few live alone in a house, few with children in a flat.
const fn shares(style: Style) -> [u32; 6] {
    match style {
        Style::Detached => [165, 420, 308, 32, 62, 13],
        Style::Terraced => [380, 280, 180, 70, 70, 20],
        Style::Flats | Style::Institution => [525, 245, 82, 48, 80, 20],
    }
}

/// Ages of the eldest by kind: from, to, share.
const fn ages(kind: Kind) -> &'static [(i32, i32, u32)] {
    match kind {
        Kind::Single => &[
            (18, 24, 26),
            (25, 34, 40),
            (35, 49, 34),
            (50, 64, 42),
            (65, 79, 42),
            (80, 86, 12),
            (87, 96, 4),
        ],
        Kind::Couple => &[
            (20, 29, 12),
            (30, 39, 10),
            (40, 54, 12),
            (55, 64, 23),
            (65, 79, 35),
            (80, 90, 8),
        ],
        Kind::CoupleWithChildren => &[(22, 27, 4), (28, 34, 19), (35, 44, 42), (45, 54, 29), (55, 60, 6)],
        Kind::SingleParent => &[(20, 27, 7), (28, 34, 18), (35, 44, 42), (45, 54, 28), (55, 58, 5)],
        Kind::Widowed => &[
            (35, 59, 8),
            (60, 74, 30),
            (75, 84, 42),
            (85, 91, 17),
            (92, 100, 3),
        ],
        Kind::Dead => &[(30, 59, 10), (60, 79, 40), (80, 100, 50)],
        Kind::Resident => &[(55, 69, 8), (70, 79, 24), (80, 89, 50), (90, 100, 18)],
    }
}

/// A household in outline.
pub(super) struct Outline {
    pub(super) kind: Kind,
    pub(super) birth: Day,
    /// Moved into the present dwelling.
    pub(super) since: Day,
}

impl Outline {
    /// The household of a place of a block.
    pub(super) fn of(seed: u64, day: Day, block: &Block, place: u32) -> Self {
        let mut random = Random::new(
            seed,
            OUTLINE,
            block.number * u64::from(NEIGHBOURS) + u64::from(place),
        );
        let kind = match block.style {
            Style::Institution => Kind::Resident,
            style => KINDS[pick_weight(&mut random, &shares(style))],
        };
        Self::of_kind(kind, day, block.free_from(place), &mut random)
    }

    /// Someone who lives alone in the place of a household that would be too large.
    pub(super) fn alone(day: Day, free: Day, random: &mut Random) -> Self {
        Self::of_kind(Kind::Single, day, free, random)
    }

    fn of_kind(kind: Kind, day: Day, free: Day, random: &mut Random) -> Self {
        let brackets = ages(kind);
        let mut weights = [0; 8];
        for (weight, bracket) in weights.iter_mut().zip(brackets) {
            *weight = bracket.2;
        }
        let (low, high, _) = brackets[pick_weight(random, &weights)];
        let birth = day - years(random.between(low, high)) - random.between(1, 364);
        let since = match kind {
            Kind::Resident => day - random.between(20, years(6)),
            _ => last_move(birth, day, random),
        };
        let grown = birth + years(18);
        let since = if since < grown {
            grown + random.between(0, 500)
        } else {
            since
        };
        Self {
            kind,
            birth,
            since: since.max(free).min(day - 1),
        }
    }
}

/// How many of a thousand move in a year, by age.
const fn moving(age: i32) -> u32 {
    match age {
        ..18 => 90,
        18..=19 => 300,
        20..=24 => 390,
        25..=29 => 290,
        30..=34 => 190,
        35..=44 => 115,
        45..=54 => 75,
        55..=64 => 55,
        65..=79 => 38,
        _ => 45,
    }
}

/// The latest move before `end` of someone born on `birth`; the birth at the earliest.
pub(super) fn last_move(birth: Day, end: Day, random: &mut Random) -> Day {
    let mut old = age(birth, end);
    let mut back = 0;
    while old >= 0 {
        if random.chance(moving(old)) {
            return (end - back * 365 - random.between(1, 365)).max(birth);
        }
        old -= 1;
        back += 1;
    }
    birth
}
