//! Texts written with the numbers of phrases from a fixed book.
//!
//! The register's JSON says the same again and again: names of fields, punctuation, towns, months. A
//! book of some thousand phrases takes five bytes in six away, also from a text of forty bytes, to
//! which a general method finds no beginning (docs/decisions/0013-packed-records.md).
//!
//! | Bytes | Stand for |
//! |---|---|
//! | 0 to 239 | the phrase with this number |
//! | 240 to 254, then *n* | the phrase 240 + 256 × (first byte − 240) + *n* |
//! | 255, then *b* | the byte *b* itself |
//!
//! A book never changes once a folder was written with it: its digest is part of each record's
//! checksum. Another book is another version of the record.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// The phrases of version 1 in the order of their numbers, one a line: the oftenest first.
const VERSION_1: &str = include_str!("phrases_1.txt");

/// How many phrases have a number of one byte.
const SHORT: usize = 240;
/// The byte after which a byte stands for itself.
const ITSELF: u8 = 255;
/// How many phrases there may be.
const MOST: usize = SHORT + 15 * 256;
/// The longest phrase, in bytes.
const LONGEST: usize = 64;

/// The book of version 1.
pub(super) static BOOK: LazyLock<Book> = LazyLock::new(|| Book::new(VERSION_1));

/// No phrase ends here.
const NONE: u16 = u16::MAX;

/// Phrases, and a tree of their beginnings.
pub(super) struct Book {
    phrases: Vec<&'static [u8]>,
    /// What tells this book from any other.
    pub(super) digest: [u8; 32],
    /// The phrases of one byte.
    ones: [u16; 256],
    /// Where each first two bytes lead in the tree; 0 is nowhere.
    pairs: Vec<u16>,
    /// The tree from the first two bytes of the phrases on. The places that follow one lie side by side.
    tree: Vec<Place>,
    /// The byte with which each place begins. Apart from the places, so that looking through those that
    /// follow reads little memory.
    firsts: Vec<u8>,
}

/// Bytes of one phrase or more, up to where phrases end or part.
#[derive(Clone, Copy)]
struct Place {
    /// The bytes after the first.
    rest: &'static [u8],
    /// The phrase that ends here.
    end: u16,
    /// The first place that may follow.
    below: u16,
    /// How many may follow.
    count: u8,
}

/// What is left of a phrase, and its number.
type Rest = (&'static [u8], u16);

impl Book {
    fn new(lines: &'static str) -> Self {
        let phrases: Vec<&'static [u8]> = lines.lines().take(MOST).map(str::as_bytes).collect();
        let mut book = Self {
            phrases: Vec::new(),
            digest: Sha256::digest(lines.as_bytes()).into(),
            ones: [NONE; 256],
            pairs: vec![0; 1 << 16],
            // Place 0 is nowhere.
            tree: vec![Place::NOWHERE],
            firsts: vec![0],
        };
        let mut longer: BTreeMap<usize, Vec<Rest>> = BTreeMap::new();
        for (number, phrase) in (0..).zip(&phrases) {
            match phrase {
                [only] => book.ones[usize::from(*only)] = number,
                [first, second, rest @ ..] => {
                    let pair = pair(*first, *second);
                    longer.entry(pair).or_default().push((rest, number));
                }
                [] => {}
            }
        }
        for (pair, rests) in longer {
            let place = book.make_room(&[(pair % 256) as u8]);
            book.plant(place, rests);
            // Fewer places than numbers are in any book: at most two for a phrase.
            book.pairs[pair] = u16::try_from(place).unwrap_or(0);
        }
        book.phrases = phrases;
        book
    }

    /// Makes places that begin with these bytes; gives the first.
    fn make_room(&mut self, firsts: &[u8]) -> usize {
        let begin = self.tree.len();
        self.firsts.extend_from_slice(firsts);
        self.tree.resize(self.firsts.len(), Place::NOWHERE);
        begin
    }

    /// Plants what is left of phrases at a place, and below it where they part.
    fn plant(&mut self, place: usize, mut rests: Vec<Rest>) {
        let shared = shared(&rests);
        let rest = rests.first().map_or(&[][..], |(rest, _)| &rest[..shared]);
        self.tree[place].rest = rest;
        // The oftenest phrases come first, and so do their bytes.
        let mut following: Vec<(u8, Vec<Rest>)> = Vec::new();
        for (rest, number) in rests.drain(..) {
            match rest[shared..].split_first() {
                None => self.tree[place].end = number,
                Some((next, rest)) => match following.iter_mut().find(|(first, _)| first == next) {
                    Some((_, rests)) => rests.push((rest, number)),
                    None => following.push((*next, vec![(rest, number)])),
                },
            }
        }
        let firsts: Vec<u8> = following.iter().map(|(first, _)| *first).collect();
        let below = self.make_room(&firsts);
        self.tree[place].below = u16::try_from(below).unwrap_or(0);
        // A text has no byte 0xFF, so there are never 256.
        self.tree[place].count = u8::try_from(firsts.len()).unwrap_or(u8::MAX);
        for (next, (_, rests)) in (below..).zip(following) {
            self.plant(next, rests);
        }
    }

    /// The longest phrase at the beginning of a text: its number and length.
    fn longest(&self, text: &[u8]) -> Option<(usize, usize)> {
        let [first, rest @ ..] = text else { return None };
        let mut found = (self.ones[usize::from(*first)], 1);
        if let [second, ..] = rest {
            let mut place = usize::from(self.pairs[pair(*first, *second)]);
            let mut length = 2;
            while place != 0 {
                let here = &self.tree[place];
                if !begins_with(&text[length..], here.rest) {
                    break;
                }
                length += here.rest.len();
                if here.end != NONE {
                    found = (here.end, length);
                }
                let Some(byte) = text.get(length) else { break };
                let below = usize::from(here.below);
                let following = &self.firsts[below..below + usize::from(here.count)];
                let next = following.iter().position(|first| first == byte);
                place = next.map_or(0, |next| below + next);
                length += 1;
            }
        }
        (found.0 != NONE).then_some((usize::from(found.0), found.1))
    }

    /// Writes a text with the book's numbers.
    pub(super) fn pack(&self, text: &[u8], packed: &mut Vec<u8>) {
        let mut rest = text;
        while let Some((byte, others)) = rest.split_first() {
            match self.longest(rest) {
                Some((number, length)) => {
                    // Both fit: a number is below `MOST`.
                    match number.checked_sub(SHORT) {
                        None => packed.push(number as u8),
                        Some(long) => packed.extend([(SHORT + long / 256) as u8, (long % 256) as u8]),
                    }
                    rest = &rest[length..];
                }
                None => {
                    packed.extend([ITSELF, *byte]);
                    rest = others;
                }
            }
        }
    }

    /// Reads a text of `length` bytes back; none if the bytes are not what [`pack`](Self::pack) wrote
    /// for such a text. Takes no more memory than the longest phrases would.
    pub(super) fn unpack(&self, packed: &[u8], length: usize) -> Option<Vec<u8>> {
        if length > packed.len().saturating_mul(LONGEST) {
            return None;
        }
        let mut text = Vec::with_capacity(length);
        let mut bytes = packed.iter();
        while let Some(first) = bytes.next() {
            let phrase: &[u8] = match usize::from(*first) {
                number if number < SHORT => self.phrases.get(number)?,
                _ if *first == ITSELF => std::slice::from_ref(bytes.next()?),
                lead => {
                    let long = (lead - SHORT) * 256 + usize::from(*bytes.next()?);
                    self.phrases.get(SHORT + long)?
                }
            };
            if text.len() + phrase.len() > length {
                return None;
            }
            text.extend_from_slice(phrase);
        }
        (text.len() == length).then_some(text)
    }
}

impl Place {
    const NOWHERE: Self = Self {
        rest: &[],
        end: NONE,
        below: 0,
        count: 0,
    };
}

/// Whether a text begins with some few bytes: most are compared sooner than a comparison of memory would
/// be called.
fn begins_with(text: &[u8], bytes: &[u8]) -> bool {
    text.len() >= bytes.len() && text.iter().zip(bytes).all(|(one, two)| one == two)
}

/// How many bytes all of them begin with.
fn shared(rests: &[Rest]) -> usize {
    let Some(((first, _), others)) = rests.split_first() else {
        return 0;
    };
    let alike = |other: &[u8]| {
        first
            .iter()
            .zip(other)
            .take_while(|(one, two)| one == two)
            .count()
    };
    others
        .iter()
        .map(|(rest, _)| alike(rest))
        .min()
        .unwrap_or(first.len())
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first) * 256 + usize::from(second)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Folders are written with it: whoever changes it makes every record of theirs unreadable. Another
    /// book is another version.
    #[test]
    fn the_book_of_version_1_is_the_one_that_folders_were_written_with() {
        let digest: String = BOOK.digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            digest,
            "aaf5063ff9676b55bea9956a59cf004eca0d608f98cf7fe3ad2e2f3f66365df7"
        );
    }

    #[test]
    fn every_phrase_has_its_own_number_and_a_length_within_the_bound() {
        let lines: Vec<&str> = VERSION_1.lines().collect();
        assert!(lines.len() <= MOST && !VERSION_1.contains('\r'));
        assert!(lines.iter().all(|line| (1..=LONGEST).contains(&line.len())));
        assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), lines.len());
        assert!(
            BOOK.tree.len() < usize::from(u16::MAX),
            "{} places",
            BOOK.tree.len()
        );
        for (number, line) in lines.iter().enumerate() {
            assert_eq!(
                BOOK.longest(line.as_bytes()),
                Some((number, line.len())),
                "{line}"
            );
        }
    }

    #[test]
    fn numbers_of_one_byte_of_two_and_bytes_themselves_are_read_back() {
        let lines: Vec<&str> = VERSION_1.lines().collect();
        let pack = |text: &str| {
            let mut packed = Vec::new();
            BOOK.pack(text.as_bytes(), &mut packed);
            assert_eq!(BOOK.unpack(&packed, text.len()).unwrap(), text.as_bytes());
            packed
        };
        assert_eq!(pack(lines[239]), [239]);
        assert_eq!(pack(lines[240]), [240, 0]);
        assert_eq!(pack(lines[240 + 256]), [241, 0]);
        assert_eq!(pack("\u{1}"), [255, 1]);
        assert_eq!(pack(""), [0_u8; 0]);
    }

    #[test]
    fn what_was_never_packed_is_refused_without_taking_memory() {
        // More text than the bytes can hold, less than they hold, half a number, no such phrase.
        assert_eq!(BOOK.unpack(&[0], usize::MAX), None);
        assert_eq!(BOOK.unpack(&[0], LONGEST + 1), None);
        assert_eq!(BOOK.unpack(&[0, 0], 1), None);
        assert_eq!(BOOK.unpack(&[240], 1), None);
        assert_eq!(BOOK.unpack(&[255], 1), None);
        assert_eq!(BOOK.unpack(&[254, 255], 1), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(text in "\\PC{0,200}") {
            let mut packed = Vec::new();
            BOOK.pack(text.as_bytes(), &mut packed);
            prop_assert!(packed.len() <= 2 * text.len());
            prop_assert_eq!(BOOK.unpack(&packed, text.len()), Some(text.into_bytes()));
        }

        #[test]
        fn any_bytes_are_read_or_refused(packed in proptest::collection::vec(any::<u8>(), 0..80), length in 0_usize..600) {
            if let Some(text) = BOOK.unpack(&packed, length) {
                prop_assert_eq!(text.len(), length);
            }
        }
    }
}
