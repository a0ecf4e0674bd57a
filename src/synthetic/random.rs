//! Seeded numbers: SplitMix64. For made-up data only; nothing here is secret.

/// A small generator whose numbers depend on a seed and the number of its stream.
pub(super) struct Random(u64);

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
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
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

    /// One of `words`, which are not empty. Not through [`Self::pick`]: compilers differ in what
    /// they infer for it there.
    pub(super) fn pick_word(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len() as u32) as usize]
    }
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
        let mark = random.below(self.sums.last().copied().unwrap_or(0));
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
