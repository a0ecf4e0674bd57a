//! The texts of one language as a file: how they reach the browser, whose program holds none.
//!
//! One header line, then a text in each line, area after area and field after field in the order
//! of the tables. The header names the language and the shape of the tables, a digest of their
//! names: a program and a file of two versions notice it before a wrong text stands anywhere.

use luotain::language::Language;

/// The texts of one area.
pub trait Area: Sized + 'static {
    /// Each text empty: what a file is read into.
    const EMPTY: Self;
    /// The digest of the names of the texts, in their order.
    const SHAPE: u64;
    /// Takes the texts out of a file.
    fn read(&mut self, file: &mut Lines);
    /// Appends the texts to a file, a line each.
    #[cfg(not(feature = "hydrate"))]
    fn write(&self, file: &mut String);
}

/// The digest of `text` (FNV-1a, 64 bits), going on from `start`. Against slips, not attacks.
#[must_use]
pub const fn digest(start: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut digest = start;
    let mut at = 0;
    while at < bytes.len() {
        digest = (digest ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        at += 1;
    }
    digest
}

/// Where a digest begins.
pub const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The first line of a file.
#[must_use]
pub fn header(language: Language, shape: u64) -> String {
    format!("luotain texts 1 {} {shape:016x}", language.code())
}

/// The lines of a file that are not read yet.
#[derive(Debug)]
pub struct Lines {
    rest: std::str::Lines<'static>,
    is_short: bool,
}

impl Lines {
    /// The lines after the header of a file, if that is `header`. The file stays in memory for
    /// good, since pages hold their texts as static ones: there is one for each load of a page.
    #[must_use]
    pub fn after_header(file: String, header: &str) -> Option<Self> {
        let file: &'static str = Box::leak(file.into_boxed_str());
        let mut rest = file.lines();
        (rest.next() == Some(header)).then_some(Self {
            rest,
            is_short: false,
        })
    }

    /// Reads the next line into `text`. Not inlined: it is called once for every text there is.
    #[inline(never)]
    pub fn take(&mut self, text: &mut &'static str) {
        match self.rest.next() {
            Some(line) => *text = line,
            None => self.is_short = true,
        }
    }

    /// Reads an area, and keeps it for good.
    pub fn area<T: Area>(&mut self) -> &'static T {
        let mut area = Box::new(T::EMPTY);
        area.read(self);
        Box::leak(area)
    }

    /// Whether there was a line for every text, and none is left.
    #[must_use]
    pub fn were_exact(mut self) -> bool {
        !self.is_short && self.rest.next().is_none()
    }
}

/// A file as the server keeps it.
#[cfg(feature = "ssr")]
#[derive(Debug)]
pub struct TextFile {
    /// Its name: language and digest of the content, so that a name never means two contents.
    pub name: String,
    /// The file.
    pub content: String,
}

#[cfg(feature = "ssr")]
impl TextFile {
    /// The folder of the files on the server.
    pub const FOLDER: &'static str = "/texts";

    /// The file of `language`.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static FILES: std::sync::LazyLock<[TextFile; 3]> = std::sync::LazyLock::new(|| {
            Language::ALL.map(|language| {
                let content = super::file_in(language);
                let name = format!("{}-{:016x}.txt", language.code(), digest(START, &content));
                TextFile { name, content }
            })
        });
        let [fi, sv, en] = &*FILES;
        match language {
            Language::Fi => fi,
            Language::Sv => sv,
            Language::En => en,
        }
    }

    /// The path of the file on the server.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/{}", Self::FOLDER, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Texts, file_in, texts_from};
    use super::*;

    #[test]
    fn every_table_comes_whole_through_the_file_in_each_language() {
        for language in Language::ALL {
            let file = file_in(language);
            let read = texts_from(file.clone(), language);
            assert_eq!(
                format!("{read:?}"),
                format!("{:?}", Some(super::super::texts_in(language)))
            );
            assert!(file.lines().count() > 500 && file.ends_with('\n'), "{language:?}");
        }
    }

    #[test]
    fn a_file_of_another_language_or_version_is_refused() {
        let file = file_in(Language::Fi);
        assert!(texts_from(file.clone(), Language::Sv).is_none());
        let shape = format!("{:016x}", Texts::SHAPE);
        let other = format!("{:016x}", Texts::SHAPE ^ 1);
        assert!(file.contains(&shape));
        assert!(texts_from(file.replace(&shape, &other), Language::Fi).is_none());
        assert!(texts_from(String::new(), Language::Fi).is_none());
        assert!(texts_from("<!DOCTYPE html>\n".to_owned(), Language::Fi).is_none());
    }

    #[test]
    fn a_file_that_lacks_a_line_or_has_one_too_many_is_refused() {
        let file = file_in(Language::En);
        let cut = file.trim_end().rsplit_once('\n').map(|(most, _)| most.to_owned());
        assert!(texts_from(cut.unwrap_or_default(), Language::En).is_none());
        assert!(texts_from(format!("{file}one more\n"), Language::En).is_none());
    }

    #[test]
    fn other_names_or_another_order_are_another_shape() {
        let shape = |names: &str| digest(START, names);
        assert_ne!(shape("A title text"), shape("A text title"));
        assert_ne!(shape("A title text"), shape("A title texts"));
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn each_language_has_a_name_of_its_own_that_follows_the_content() {
        let names = Language::ALL.map(|language| &TextFile::of(language).name);
        assert!(names[0].starts_with("fi-") && names[1].starts_with("sv-") && names[2].starts_with("en-"));
        for language in Language::ALL {
            let file = TextFile::of(language);
            let digest = format!("{:016x}", digest(START, &file.content));
            assert!(file.path().ends_with(&format!("-{digest}.txt")));
        }
    }
}
