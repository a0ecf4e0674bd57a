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
    /// Of each place in the tree, the phrase that ends there.
    ends: Vec<u16>,
    /// Where each first byte leads; 0 is nowhere.
    first: [u32; 256],
    /// Where the further bytes lead: place and byte in one number, and the place after it.
    links: Vec<(u32, u32)>,
}

impl Book {
    fn new(lines: &'static str) -> Self {
        let phrases: Vec<&'static [u8]> = lines.lines().take(MOST).map(str::as_bytes).collect();
        let nodes = phrases.iter().map(|phrase| phrase.len()).sum::<usize>() + 1;
        let mut book = Self {
            phrases: Vec::new(),
            digest: Sha256::digest(lines.as_bytes()).into(),
            ends: vec![NONE],
            first: [0; 256],
            // Twice as many as there can be, so that most are found at once.
            links: vec![(0, 0); (2 * nodes).next_power_of_two()],
        };
        for (number, phrase) in (0..).zip(&phrases) {
            book.plant(phrase, number);
        }
        book.phrases = phrases;
        book
    }

    fn plant(&mut self, phrase: &[u8], number: u16) {
        let Some((first, rest)) = phrase.split_first() else {
            return;
        };
        let mut place = self.first[usize::from(*first)];
        if place == 0 {
            place = self.grow();
            self.first[usize::from(*first)] = place;
        }
        for byte in rest {
            place = match self.after(place, *byte) {
                0 => {
                    let next = self.grow();
                    let slot = self.slot(place, *byte);
                    self.links[slot] = (link(place, *byte), next);
                    next
                }
                next => next,
            };
        }
        self.ends[place as usize] = number;
    }

    fn grow(&mut self) -> u32 {
        self.ends.push(NONE);
        u32::try_from(self.ends.len() - 1).unwrap_or(0)
    }

    /// Where the link of a place and a byte lies, or would lie.
    fn slot(&self, place: u32, byte: u8) -> usize {
        let wanted = link(place, byte);
        let mask = self.links.len() - 1;
        let mut at = (wanted.wrapping_mul(0x9E37_79B1) >> 8) as usize & mask;
        while self.links[at].0 != 0 && self.links[at].0 != wanted {
            at = (at + 1) & mask;
        }
        at
    }

    /// The place after a byte; 0 is nowhere.
    fn after(&self, place: u32, byte: u8) -> u32 {
        self.links[self.slot(place, byte)].1
    }

    /// The longest phrase at the beginning of a text: its number and length.
    fn longest(&self, text: &[u8]) -> Option<(usize, usize)> {
        let (first, rest) = text.split_first()?;
        let mut place = self.first[usize::from(*first)];
        let mut found = None;
        let mut rest = rest.iter().zip(2..);
        let mut length = 1;
        while place != 0 {
            let end = self.ends[place as usize];
            if end != NONE {
                found = Some((usize::from(end), length));
            }
            let Some((byte, next)) = rest.next() else { break };
            place = self.after(place, *byte);
            length = next;
        }
        found
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

/// A place and a byte as one number that is not 0: there is no place 0 to start from.
const fn link(place: u32, byte: u8) -> u32 {
    (place << 8) | byte as u32
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
