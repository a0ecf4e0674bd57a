//! Seeded numbers: SplitMix64. For made-up data only; nothing here is secret.

/// A small generator whose numbers depend on a seed and the number of its stream.
pub(super) struct Random(u64);

/// The fractional part of the golden ratio: its multiples lie evenly, however many there are.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// SplitMix64's finaliser.
const fn mix(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

impl Random {
    /// The generator of one stream, such as one household.
    pub(super) const fn new(seed: u64, kind: u64, stream: u64) -> Self {
        let seed = mix(seed.wrapping_add(kind.wrapping_mul(0xD6E8_FEB8_6659_FD93)));
        Self(mix(seed ^ stream.wrapping_mul(0xA076_1D64_78BD_642F)))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number from 0 to below `bound`; 0 if `bound` is 0.
    pub(super) const fn below(&mut self, bound: u32) -> u32 {
        (((self.next() >> 32) * bound as u64) >> 32) as u32
    }

    /// True `per_mille` times in a thousand.
    pub(super) const fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// A number from `low` to `high`, both possible; `low` if `high` is lower.
    pub(super) const fn between(&mut self, low: i32, high: i32) -> i32 {
        if high <= low {
            return low;
        }
        low + self.below((high - low + 1) as u32) as i32
    }

    /// One of `items`, which are not empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u32) as usize]
    }

    /// A copy of one of `items`, which are not empty. For words and names: compilers differ in what
    /// they infer for [`Self::pick`] where a `&str` is wanted.
    pub(super) fn choose<T: Copy>(&mut self, items: &[T]) -> T {
        *self.pick(items)
    }
}

/// Place `number` of a series whose beginnings of any length lie evenly over 0–2^32.
pub(super) const fn evenly(seed: u64, number: u64) -> u32 {
    (mix(seed).wrapping_add(number.wrapping_mul(GOLDEN)) >> 32) as u32
}

/// A number that depends on nothing but `number`, for details that need no stream.
pub(super) const fn scatter(number: u64) -> Random {
    Random(mix(number.wrapping_add(GOLDEN)))
}

/// Items of which each is picked as often as its weight says.
pub(super) struct Weighted<T> {
    items: Vec<T>,
    sums: Vec<u32>,
}

impl<T> Weighted<T> {
    pub(super) fn new(pairs: impl IntoIterator<Item = (T, u32)>) -> Self {
        let (mut items, mut sums, mut sum) = (Vec::new(), Vec::new(), 0);
        for (item, weight) in pairs {
            if weight > 0 {
                sum += weight;
                items.push(item);
                sums.push(sum);
            }
        }
        Self { items, sums }
    }

    /// One of the items, which are not empty.
    pub(super) fn pick(&self, random: &mut Random) -> &T {
        self.at(random.next() as u32)
    }

    /// The item at a place of the whole, which is told in parts of 2^32.
    pub(super) fn at(&self, place: u32) -> &T {
        let sum = u64::from(self.sums.last().copied().unwrap_or(0));
        let mark = ((u64::from(place) * sum) >> 32) as u32;
        &self.items[self.sums.partition_point(|sum| *sum <= mark)]
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }
}

/// The place of one of the `weights`, picked as often as it says.
pub(super) fn pick_weight(random: &mut Random, weights: &[u32]) -> usize {
    let mut mark = random.below(weights.iter().sum());
    for (place, weight) in weights.iter().enumerate() {
        if mark < *weight {
            return place;
        }
        mark -= weight;
    }
    0
}
