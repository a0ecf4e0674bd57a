//! Municipalities by code and name, present and abolished: which one a text means, and which one an
//! abolished one went into [X: codes of abolished municipalities stay in use].
//!
//! `municipalities/former.tsv` has, parted by tabs: code, Finnish and Swedish name, code of the
//! present municipality, last year. It covers the mergers since 2001; where a municipality was
//! parted, it names the one that got most of it. The present ones are the list of 2024 that the
//! synthetic population is made of.

use std::sync::LazyLock;

use super::address::BilingualName;
use super::folded::Folded;
use crate::identifier::MunicipalityCode;
use crate::language::Language;

const PRESENT: &str = include_str!("../synthetic/data/municipalities.tsv");
const FORMER: &str = include_str!("municipalities/former.tsv");

/// A municipality that the service knows by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMunicipality {
    /// Its code.
    pub code: MunicipalityCode,
    /// Its names.
    pub name: BilingualName,
    /// Of an abolished one: the present municipality that it went into, and its last year.
    pub merged: Option<(MunicipalityCode, u16)>,
}

impl KnownMunicipality {
    /// The municipality as it is today: itself, or the one that it went into.
    #[must_use]
    pub fn present(&self) -> &'static Self {
        let code = self.merged.map_or(self.code, |(code, _)| code);
        // A test holds that every successor is there; the first row is never reached.
        find_code(code).unwrap_or(&ALL[0])
    }

    /// Whether a folded text is one of its names.
    fn is_called(&self, folded: &Folded) -> bool {
        [&self.name.fi, &self.name.sv]
            .into_iter()
            .any(|name| Folded::of(name) == *folded)
    }
}

/// Present ones first, each part in the order of the codes.
static ALL: LazyLock<Vec<KnownMunicipality>> = LazyLock::new(|| {
    let row = |line: &'static str, is_former: bool| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        Some(KnownMunicipality {
            code: MunicipalityCode::parse(cell(0)).ok()?,
            name: BilingualName::new(cell(1), cell(2)),
            merged: if is_former {
                Some((MunicipalityCode::parse(cell(3)).ok()?, cell(4).parse().ok()?))
            } else {
                None
            },
        })
    };
    let present = PRESENT.lines().filter_map(|line| row(line, false));
    present
        .chain(FORMER.lines().filter_map(|line| row(line, true)))
        .collect()
});

/// The municipality with this code, present or abolished.
#[must_use]
pub fn find_code(code: MunicipalityCode) -> Option<&'static KnownMunicipality> {
    ALL.iter().find(|known| known.code == code)
}

/// The municipality that a text means: a code of three digits or a whole name in Finnish or Swedish, in
/// any spelling of case and accents. Of two with one name, the present one.
#[must_use]
pub fn find(text: &str) -> Option<&'static KnownMunicipality> {
    if let Ok(code) = MunicipalityCode::parse(text) {
        return find_code(code);
    }
    let folded = Folded::of(text);
    if folded.is_empty() {
        return None;
    }
    ALL.iter().find(|known| known.is_called(&folded))
}

/// The municipalities whose Finnish or Swedish name begins with a text, present ones first and each
/// part in the order of the names; at most `limit`.
#[must_use]
pub fn list_beginning(begins: &str, language: Language, limit: usize) -> Vec<&'static KnownMunicipality> {
    let folded = Folded::of(begins);
    if folded.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<&KnownMunicipality> = ALL
        .iter()
        .filter(|known| {
            [&known.name.fi, &known.name.sv]
                .into_iter()
                .any(|name| Folded::of(name).as_str().starts_with(folded.as_str()))
        })
        .collect();
    found.sort_by_cached_key(|known| {
        (
            known.merged.is_some(),
            Folded::of(known.name.get(language)),
            known.code,
        )
    });
    found.truncate(limit);
    found
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn names(begins: &str) -> Vec<&'static str> {
        list_beginning(begins, Language::Fi, 10)
            .into_iter()
            .map(|known| known.name.fi.as_str())
            .collect()
    }

    #[test]
    fn every_line_is_read_and_no_code_stands_twice() {
        assert_eq!(ALL.len(), PRESENT.lines().count() + FORMER.lines().count());
        let codes: BTreeSet<MunicipalityCode> = ALL.iter().map(|known| known.code).collect();
        assert_eq!(codes.len(), ALL.len());
    }

    #[test]
    fn every_abolished_municipality_went_into_a_present_one() {
        for known in ALL.iter().filter(|known| known.merged.is_some()) {
            let present = known.present();
            assert_eq!(present.merged, None, "{}", known.name.fi);
            assert_eq!(Some(present.code), known.merged.map(|(code, _)| code));
            assert!((2000..2030).contains(&known.merged.unwrap().1));
        }
    }

    #[test]
    fn a_municipality_is_found_by_code_and_by_either_name_in_any_spelling() {
        for text in ["837", "Tampere", " tampere", "TAMMERFORS", "Tammerfors "] {
            assert_eq!(find(text).unwrap().code.as_str(), "837", "{text}");
        }
        assert_eq!(find("jamsankoski").unwrap().present().name.fi, "Jämsä");
        for text in ["", " ", "Tamper", "999", "Tampere 837", "%", "*"] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn an_abolished_municipality_leads_to_its_successor() {
        let vammala = find("Vammala").unwrap();
        assert_eq!(vammala.code.as_str(), "912");
        assert_eq!(vammala.present().name.fi, "Sastamala");
        assert_eq!(find("Ekenäs").unwrap().present().name.sv, "Raseborg");
    }

    #[test]
    fn of_two_with_one_name_the_present_one_is_meant() {
        assert_eq!(find("Parainen").unwrap().code.as_str(), "445");
        assert_eq!(find("Vörå").unwrap().code.as_str(), "946");
    }

    #[test]
    fn completion_gives_present_municipalities_first_and_no_more_than_asked() {
        assert_eq!(names("jäm"), ["Jämijärvi", "Jämsä", "Jämsänkoski"]);
        assert_eq!(names("ABO"), ["Turku"]);
        assert_eq!(list_beginning("k", Language::Fi, 3).len(), 3);
        assert!(names("").is_empty() && names("-").is_empty() && names("xyz").is_empty());
    }
}
