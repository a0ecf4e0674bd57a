//! The lines of a file, each with its number, and a digest of all that was read.

use std::io::{BufRead, Result};

use luotain::register::exchange::LONGEST_LINE;
use sha2::{Digest, Sha256};

/// Reads lines without ever holding more than the longest one that is allowed.
pub(crate) struct Lines<R> {
    input: R,
    digest: Sha256,
    /// The number of the last line that was read.
    pub(crate) number: u64,
    /// How many bytes were read.
    pub(crate) offset: u64,
}

/// What became of reading a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// It is in the buffer, its end too if it has one.
    Whole,
    /// It was too long and was passed over.
    TooLong,
    /// There is none left.
    None,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            input,
            digest: Sha256::new(),
            number: 0,
            offset: 0,
        }
    }

    /// Reads the next line into `buffer`.
    pub(crate) fn next(&mut self, buffer: &mut Vec<u8>) -> Result<Line> {
        buffer.clear();
        let mut outcome = Line::None;
        loop {
            let available = self.input.fill_buf()?;
            if available.is_empty() {
                break;
            }
            let end = available.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(available.len(), |end| end + 1);
            let piece = &available[..taken];
            self.digest.update(piece);
            if outcome == Line::TooLong || buffer.len() + taken > LONGEST_LINE + 2 {
                outcome = Line::TooLong;
                buffer.clear();
            } else {
                outcome = Line::Whole;
                buffer.extend_from_slice(piece);
            }
            self.input.consume(taken);
            self.offset += taken as u64;
            if end.is_some() {
                break;
            }
        }
        if outcome != Line::None {
            self.number += 1;
        }
        Ok(outcome)
    }

    /// Reads on to a place in the file without looking at the lines; `line` is the last one before it.
    /// False if the file ends before.
    pub(crate) fn pass_to(&mut self, offset: u64, line: u64) -> Result<bool> {
        while self.offset < offset {
            let available = self.input.fill_buf()?;
            if available.is_empty() {
                return Ok(false);
            }
            let left = usize::try_from(offset - self.offset).unwrap_or(usize::MAX);
            let taken = available.len().min(left);
            self.digest.update(&available[..taken]);
            self.input.consume(taken);
            self.offset += taken as u64;
        }
        self.number = line;
        Ok(true)
    }

    /// The digest of all bytes read so far, in hexadecimal digits.
    pub(crate) fn digest(&self) -> String {
        self.digest
            .clone()
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn lines(bytes: &[u8]) -> Lines<BufReader<&[u8]>> {
        // A buffer smaller than the lines, so that they come in pieces.
        Lines::new(BufReader::with_capacity(3, bytes))
    }

    #[test]
    fn lines_come_with_number_and_place() {
        let mut lines = lines(b"first\n\nthird");
        let mut buffer = Vec::new();
        let mut seen = Vec::new();
        while lines.next(&mut buffer).unwrap() == Line::Whole {
            seen.push((
                lines.number,
                lines.offset,
                String::from_utf8(buffer.clone()).unwrap(),
            ));
        }
        let expected = [(1, 6, "first\n"), (2, 7, "\n"), (3, 12, "third")];
        assert_eq!(
            seen,
            expected.map(|(number, at, text)| (number, at, text.to_owned()))
        );
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_the_next_one_read() {
        let mut bytes = vec![b'x'; LONGEST_LINE + 3];
        bytes.extend_from_slice(b"\nnext\n");
        let mut lines = Lines::new(BufReader::new(bytes.as_slice()));
        let mut buffer = Vec::new();
        assert_eq!(lines.next(&mut buffer).unwrap(), Line::TooLong);
        assert_eq!(lines.next(&mut buffer).unwrap(), Line::Whole);
        assert_eq!((lines.number, buffer.as_slice()), (2, b"next\n".as_slice()));
        assert!(buffer.capacity() <= 2 * LONGEST_LINE + 4);
    }

    #[test]
    fn passing_over_gives_the_same_digest_as_reading() {
        let bytes = b"one\ntwo\nthree\n";
        let mut read = lines(bytes);
        let mut buffer = Vec::new();
        read.next(&mut buffer).unwrap();
        read.next(&mut buffer).unwrap();
        let mut passed = lines(bytes);
        assert!(passed.pass_to(8, 2).unwrap());
        assert_eq!(read.digest(), passed.digest());
        assert_eq!((read.number, read.offset), (passed.number, passed.offset));
        assert!(!lines(bytes).pass_to(100, 9).unwrap());
    }
}
