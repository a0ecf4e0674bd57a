//! An organisation as the authority keeps it: small validated values, and what happens to it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{PersonName, WorkEmail};
use crate::access::Reason;
use crate::identifier::BusinessId;
use crate::language::Text;
use crate::permit::Key;

/// The most contacts an organisation has.
pub const MOST_CONTACTS: usize = 10;
/// The most invoicing addresses.
pub const MOST_INVOICING: usize = 5;

/// What is wrong with an organisation's details. Never holds what was written; a number is the
/// place of the row, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationProblem {
    /// The Finnish name is missing or not 2–150 characters on one line.
    #[error("not a name")]
    NameFi,
    /// The Swedish name is too long or not on one line.
    #[error("not a Swedish name")]
    NameSv,
    /// The English name is too long or not on one line.
    #[error("not an English name")]
    NameEn,
    /// Another organisation has the business id.
    #[error("the business id is taken")]
    BusinessIdTaken,
    /// Another organisation has the name.
    #[error("the name is taken")]
    NameTaken,
    /// The name is the one in use.
    #[error("the name is unchanged")]
    NameUnchanged,
    /// The day from which a name is in use is to come.
    #[error("the day is to come")]
    FromFuture,
    /// Too many rows of contacts or addresses.
    #[error("too many rows")]
    TooMany,
    /// A contact's name.
    #[error("contact {0}: name")]
    ContactName(u32),
    /// A contact's e-mail.
    #[error("contact {0}: e-mail")]
    ContactEmail(u32),
    /// A contact's phone number.
    #[error("contact {0}: phone")]
    ContactPhone(u32),
    /// The lines of a postal address: none, or too long.
    #[error("address {0}: lines")]
    AddressLines(u32),
    /// An e-invoice address is not one, or lacks its operator.
    #[error("address {0}: e-invoice address")]
    EInvoice(u32),
    /// An operator's code is not one, or lacks its e-invoice address.
    #[error("address {0}: operator")]
    Operator(u32),
    /// An invoice's reference is too long or not on one line.
    #[error("address {0}: reference")]
    Reference(u32),
    /// The name typed to confirm is another.
    #[error("the name typed differs")]
    Confirmation,
    /// An organisation is not merged with itself, nor one that was merged already, nor the
    /// authority.
    #[error("these two are not merged")]
    NotMergeable,
}

/// One line of words without an identity code, between `least` and `most` characters.
fn is_line(text: &str, least: usize, most: usize) -> bool {
    let length = text.chars().count();
    if length < least || most < length || text.chars().any(char::is_control) {
        return false;
    }
    // A reason has the same rule on identity codes, and needs three characters.
    Reason::parse(&format!("{text}...")).is_ok()
}

/// A name in the languages that it has, as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationName {
    /// In Finnish.
    pub fi: String,
    /// In Swedish; empty = the Finnish one is used.
    pub sv: String,
    /// In English; empty = the Finnish one is used.
    pub en: String,
}

impl OrganisationName {
    /// The name, if it is one: 2–150 characters on one line each, white space made single.
    ///
    /// # Errors
    /// [`OrganisationProblem`] of the first language that is wrong.
    pub fn parse(&self) -> Result<Text, OrganisationProblem> {
        let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (fi, sv, en) = (clean(&self.fi), clean(&self.sv), clean(&self.en));
        if !is_line(&fi, 2, 150) {
            return Err(OrganisationProblem::NameFi);
        }
        if !sv.is_empty() && !is_line(&sv, 2, 150) {
            return Err(OrganisationProblem::NameSv);
        }
        if !en.is_empty() && !is_line(&en, 2, 150) {
            return Err(OrganisationProblem::NameEn);
        }
        Ok(Text::new(fi, sv, en))
    }
}

/// What a contact person is asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactRole {
    /// The permit and its use.
    #[default]
    Administrative,
    /// Technical matters.
    Technical,
    /// Data protection.
    DataProtection,
    /// Invoices.
    Billing,
}

impl ContactRole {
    /// All roles.
    pub const ALL: [Self; 4] = [
        Self::Administrative,
        Self::Technical,
        Self::DataProtection,
        Self::Billing,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Administrative => "administrative",
            Self::Technical => "technical",
            Self::DataProtection => "data-protection",
            Self::Billing => "billing",
        }
    }

    /// The role with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A contact person.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationContact {
    /// What to ask them about.
    pub role: ContactRole,
    /// The name.
    pub name: String,
    /// The work e-mail.
    pub email: String,
    /// The phone number; may be empty.
    pub phone: String,
}

impl std::fmt::Debug for OrganisationContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrganisationContact(..)")
    }
}

impl OrganisationContact {
    /// The contact in its normal form, if it is one. `place` counts from 1.
    ///
    /// # Errors
    /// [`OrganisationProblem`] of the first part that is wrong.
    pub fn parse(&self, place: u32) -> Result<Self, OrganisationProblem> {
        let name = PersonName::parse(&self.name).map_err(|_| OrganisationProblem::ContactName(place))?;
        let email = WorkEmail::parse(&self.email).map_err(|_| OrganisationProblem::ContactEmail(place))?;
        let phone = self.phone.split_whitespace().collect::<Vec<_>>().join(" ");
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        let fits = phone
            .chars()
            .enumerate()
            .all(|(at, c)| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')') || (at == 0 && c == '+'));
        let is_number = fits && (5..=15).contains(&digits) && phone.len() <= 30;
        if !phone.is_empty() && !is_number {
            return Err(OrganisationProblem::ContactPhone(place));
        }
        Ok(Self {
            role: self.role,
            name: name.as_str().to_owned(),
            email: email.as_str().to_owned(),
            phone,
        })
    }
}

/// Where invoices go: by post, as e-invoices, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoicingAddress {
    /// The lines of the postal address.
    pub lines: Vec<String>,
    /// The e-invoice address (OVT or IBAN); may be empty.
    pub e_invoice: String,
    /// The code of the e-invoice operator or bank; may be empty.
    pub operator: String,
    /// What the receiver wants to read on the invoice; may be empty.
    pub reference: String,
}

impl InvoicingAddress {
    /// The address in its normal form, if it is one. `place` counts from 1.
    ///
    /// # Errors
    /// [`OrganisationProblem`] of the first part that is wrong.
    pub fn parse(&self, place: u32) -> Result<Self, OrganisationProblem> {
        let lines: Vec<String> = self
            .lines
            .iter()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect();
        let code = |text: &str| {
            text.chars()
                .filter(|c| !c.is_whitespace() && *c != '-')
                .collect::<String>()
                .to_uppercase()
        };
        let (e_invoice, operator) = (code(&self.e_invoice), code(&self.operator));
        let is_code = |text: &str, least: usize| {
            (least..=35).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if lines.len() > 6
            || lines.iter().any(|line| !is_line(line, 1, 80))
            || (lines.is_empty() && e_invoice.is_empty())
        {
            return Err(OrganisationProblem::AddressLines(place));
        }
        if (!e_invoice.is_empty() || !operator.is_empty()) && !is_code(&e_invoice, 8) {
            return Err(OrganisationProblem::EInvoice(place));
        }
        if !e_invoice.is_empty() && !is_code(&operator, 8) {
            return Err(OrganisationProblem::Operator(place));
        }
        let reference = self.reference.trim().to_owned();
        if !reference.is_empty() && !is_line(&reference, 1, 60) {
            return Err(OrganisationProblem::Reference(place));
        }
        Ok(Self {
            lines,
            e_invoice,
            operator,
            reference,
        })
    }
}

/// All contacts in their normal form.
///
/// # Errors
/// [`OrganisationProblem`] of the first that is wrong, or `TooMany`.
pub fn parse_contacts(rows: &[OrganisationContact]) -> Result<Vec<OrganisationContact>, OrganisationProblem> {
    if rows.len() > MOST_CONTACTS {
        return Err(OrganisationProblem::TooMany);
    }
    rows.iter()
        .zip(1_u32..)
        .map(|(row, place)| row.parse(place))
        .collect()
}

/// All invoicing addresses in their normal form.
///
/// # Errors
/// [`OrganisationProblem`] of the first that is wrong, or `TooMany`.
pub fn parse_invoicing(rows: &[InvoicingAddress]) -> Result<Vec<InvoicingAddress>, OrganisationProblem> {
    if rows.len() > MOST_INVOICING {
        return Err(OrganisationProblem::TooMany);
    }
    rows.iter()
        .zip(1_u32..)
        .map(|(row, place)| row.parse(place))
        .collect()
}

/// What happened to an organisation: a row of its history, which is never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum OrganisationChange {
    /// It was created.
    Created,
    /// It got another name, in use from a local day on.
    Renamed {
        /// The name before.
        before: Text,
        /// The name after.
        after: Text,
        /// The first local day of the new name.
        from: NaiveDate,
    },
    /// Its business id was corrected or changed.
    BusinessId {
        /// Before.
        before: BusinessId,
        /// After.
        after: BusinessId,
    },
    /// Its contacts were changed: how many it then had.
    Contacts {
        /// How many.
        count: u32,
    },
    /// Its invoicing addresses were changed: how many it then had.
    Invoicing {
        /// How many.
        count: u32,
    },
    /// Another organisation was merged into it.
    Took {
        /// Which.
        other: Key,
        /// How many usernames came.
        users: u32,
        /// How many permits came.
        permits: u32,
    },
    /// It was merged into another.
    MergedInto {
        /// Which.
        other: Key,
    },
    /// It was first seen without a responsible user.
    WithoutResponsible,
    /// It has a responsible user again, in time.
    WithResponsible,
    /// Its permits were suspended for want of a responsible user.
    Suspended,
    /// The suspension was lifted.
    Resumed,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn name(fi: &str, sv: &str) -> Result<Text, OrganisationProblem> {
        let (fi, sv) = (fi.to_owned(), sv.to_owned());
        OrganisationName {
            fi,
            sv,
            en: String::new(),
        }
        .parse()
    }

    #[test]
    fn a_name_is_one_line_without_an_identity_code_and_swedish_may_be_missing() {
        assert_eq!(name("  Kuuselan   kunta ", "").unwrap().fi, "Kuuselan kunta");
        assert_eq!(name("Oy", "Ab").unwrap().sv, "Ab");
        for fi in ["", "K", "Kunta 010190-999W", "Kun\u{0}ta"] {
            assert_eq!(name(fi, ""), Err(OrganisationProblem::NameFi), "{fi:?}");
        }
        assert_eq!(name(&"k".repeat(151), ""), Err(OrganisationProblem::NameFi));
        assert_eq!(name("Kunta", "K"), Err(OrganisationProblem::NameSv));
    }

    #[test]
    fn a_contact_names_the_part_and_the_row_that_is_wrong() {
        let good = OrganisationContact {
            role: ContactRole::Billing,
            name: "Laura Lasku".to_owned(),
            email: "laura@kuusela.example".to_owned(),
            phone: " +358  29 500 0000".to_owned(),
        };
        assert_eq!(good.parse(1).unwrap().phone, "+358 29 500 0000");
        let wrong = OrganisationContact {
            phone: "soita <b>".to_owned(),
            ..good.clone()
        };
        assert_eq!(
            parse_contacts(&[good.clone(), wrong]),
            Err(OrganisationProblem::ContactPhone(2))
        );
        let wrong = OrganisationContact {
            email: "laura".to_owned(),
            ..good.clone()
        };
        assert_eq!(wrong.parse(1), Err(OrganisationProblem::ContactEmail(1)));
        assert_eq!(
            parse_contacts(&vec![good; MOST_CONTACTS + 1]),
            Err(OrganisationProblem::TooMany)
        );
    }

    #[test]
    fn an_invoice_goes_by_post_or_as_an_e_invoice_with_its_operator() {
        let post = InvoicingAddress {
            lines: vec!["PL 1".to_owned(), " ".to_owned(), "00100 HELSINKI".to_owned()],
            ..InvoicingAddress::default()
        };
        assert_eq!(post.parse(1).unwrap().lines.len(), 2);
        let electronic = InvoicingAddress {
            e_invoice: "0037 1234 5671".to_owned(),
            operator: "003721291126".to_owned(),
            reference: "KUU-2026".to_owned(),
            ..InvoicingAddress::default()
        };
        assert_eq!(electronic.parse(1).unwrap().e_invoice, "003712345671");
        let without = InvoicingAddress {
            operator: String::new(),
            ..electronic.clone()
        };
        assert_eq!(without.parse(3), Err(OrganisationProblem::Operator(3)));
        let alone = InvoicingAddress {
            e_invoice: String::new(),
            lines: post.lines,
            ..electronic
        };
        assert_eq!(alone.parse(1), Err(OrganisationProblem::EInvoice(1)));
        assert_eq!(
            InvoicingAddress::default().parse(1),
            Err(OrganisationProblem::AddressLines(1))
        );
    }
}
