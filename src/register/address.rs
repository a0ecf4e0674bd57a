//! Places: names in two languages, municipalities and addresses.

use super::codes::Country;
use super::wire::record;
use crate::identifier::{ApartmentAddressPart, MunicipalityCode};
use crate::language::Language;

record! {
    /// A name that the register holds in Finnish and Swedish, either of which may be empty.
    pub struct BilingualName {
        /// Finnish name.
        pub fi: String,
        /// Swedish name.
        pub sv: String,
    }

    /// A municipality by code and name.
    pub struct Municipality {
        /// Three digits; codes of abolished and ceded municipalities too [X].
        pub code: Option<MunicipalityCode>,
        /// Name at the time, at most 30 characters [X].
        pub name: BilingualName,
    }

    /// An address: domestic by its parts, foreign by its lines.
    pub struct Address {
        /// Street name, at most 100 characters [X].
        pub street: BilingualName,
        /// Street number such as `12` or `12-14a`, at most 13 characters [X].
        pub number: String,
        /// Staircase letter, apartment number and splitting letter.
        pub apartment: Option<ApartmentAddressPart>,
        /// A line that is no street, such as a box number or c/o; domestic at most 100 characters [X].
        pub line: String,
        /// Five digits; free text abroad.
        pub postcode: String,
        /// Post office, at most 50 characters [X].
        pub post_office: BilingualName,
        /// Lines of a foreign address as written there, at most 80 characters each [X].
        pub foreign_lines: Vec<String>,
        /// Country of a foreign address.
        pub country: Option<Country>,
        /// Country in words, where no code fits.
        pub country_text: String,
    }
}

impl BilingualName {
    /// Makes a name of its Finnish and Swedish forms.
    pub fn new(fi: impl Into<String>, sv: impl Into<String>) -> Self {
        Self {
            fi: fi.into(),
            sv: sv.into(),
        }
    }

    /// The Swedish name in Swedish, else the Finnish one; the other where that is empty (domain 12).
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let (wanted, other) = match language {
            Language::Sv => (&self.sv, &self.fi),
            Language::Fi | Language::En => (&self.fi, &self.sv),
        };
        if wanted.is_empty() { other } else { wanted }
    }

    /// Whether there is no name in either language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fi.is_empty() && self.sv.is_empty()
    }
}

impl Municipality {
    /// The name in `language`, followed by the code in brackets; the one that is known.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        let name = self.name.get(language);
        match &self.code {
            Some(code) if name.is_empty() => code.as_str().to_owned(),
            Some(code) => format!("{name} ({})", code.as_str()),
            None => name.to_owned(),
        }
    }
}

/// Joins the parts that are not empty.
fn joined(parts: &[&str], separator: &str) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(separator)
}

impl Address {
    /// The address as the lines of an envelope, without a name.
    #[must_use]
    pub fn lines(&self, language: Language) -> Vec<String> {
        let apartment = self
            .apartment
            .as_ref()
            .map(ApartmentAddressPart::show)
            .unwrap_or_default();
        let country = match &self.country {
            Some(country) => country.name(language),
            None => &self.country_text,
        };
        let mut lines = vec![
            self.line.clone(),
            joined(&[self.street.get(language), &self.number, &apartment], " "),
        ];
        lines.extend(self.foreign_lines.iter().cloned());
        lines.push(joined(&[&self.postcode, self.post_office.get(language)], " "));
        lines.push(country.to_owned());
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// The address on one line.
    #[must_use]
    pub fn one_line(&self, language: Language) -> String {
        self.lines(language).join(", ")
    }
}
