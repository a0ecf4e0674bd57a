//! A person's data as headed sections of labelled rows, in the reader's language.
//!
//! What may be shown was decided before: this file only words what is there. Values in force and
//! values that have ended never mix, and without the history right the latter do not appear at all.

mod bans;
mod belonging;
mod custody;
mod family;
mod guardianship;
mod identity;
mod labels;
mod life;
mod living;
mod parts;
mod places;
mod residence;
mod summary;
mod timeline;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use self::parts::{Context, Parts};
use super::data_group::DataGroup;
use super::person_groups::PersonGroups;
use super::wire::record;
use crate::language::Language;

pub use places::{
    Named, PlacePart, apartment_entries, apartment_group, apartment_hit, apartments_title, asked_rows,
    building_entries, building_group, building_hit, listed_apartment, property_entries, property_group,
    property_hit, residents,
};
pub use summary::{Summary, name_line, summary};
pub use timeline::Span;

/// One data group as shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The group.
    pub group: DataGroup,
    /// Its name as a heading.
    pub title: String,
    /// What is in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub current: Vec<Entry>,
    /// What has ended, newest first within its kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Entry>,
    /// What is in force and what has ended on one line of time, newest first: of groups whose course
    /// is asked for, and only with the history right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<Span>,
}

record! {
    /// Rows that belong together.
    pub struct Entry {
        /// Heading, where the group has several kinds of entries.
        pub title: Option<String>,
        /// The rows; never empty.
        pub fields: Vec<Field>,
    }

    /// One row.
    pub struct Field {
        /// What it is.
        pub label: String,
        /// The value as read; never empty.
        pub value: String,
        /// The register's code of a value that is told in words; empty where it has none.
        pub code: String,
        /// What can be asked about next with the value as it stands; each is a query of its own.
        pub leads_to: Option<LeadsTo>,
    }
}

/// What an identifier among the rows is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadsTo {
    /// A person, by personal identity code.
    Person,
    /// A building, by permanent building identifier.
    Building,
    /// An apartment, by permanent apartment identifier.
    Apartment,
    /// A property, by property identifier.
    Property,
}

impl Section {
    /// Whether the register holds nothing to show in the group; the page then says so in words.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.current.is_empty() && self.history.is_empty()
    }
}

impl std::fmt::Debug for Section {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Section(..)")
    }
}

/// The sections of the groups in `shown`, in that order, whether or not the register holds anything.
///
/// Without `history` only what is in force on `today` is given.
#[must_use]
pub fn sections(
    groups: &PersonGroups,
    shown: &[DataGroup],
    history: bool,
    today: NaiveDate,
    language: Language,
) -> Vec<Section> {
    let context = Context {
        history,
        today,
        language,
    };
    shown
        .iter()
        .map(|group| section(groups, *group, context))
        .collect()
}

/// The section of one group.
fn section(groups: &PersonGroups, group: DataGroup, context: Context) -> Section {
    let mut parts = Parts::new(context);
    present(groups, group, &mut parts);
    let (current, history) = parts.finish();
    Section {
        group,
        title: group.name(context.language).to_owned(),
        current,
        history,
        timeline: if context.history {
            timeline::of(groups, group, context)
        } else {
            Vec::new()
        },
    }
}

/// Lays the group's data out, if they were read.
fn present(groups: &PersonGroups, group: DataGroup, parts: &mut Parts) {
    fn with<T>(data: Option<&T>, parts: &mut Parts, lay_out: impl Fn(&T, &mut Parts)) {
        if let Some(data) = data {
            lay_out(data, parts);
        }
    }
    match group {
        DataGroup::Identity => with(groups.identity.as_ref(), parts, identity::identity),
        DataGroup::Name => with(groups.name.as_ref(), parts, identity::name),
        DataGroup::FormerNames => with(groups.former_names.as_ref(), parts, identity::former_names),
        DataGroup::Birth => with(groups.birth.as_ref(), parts, life::birth),
        DataGroup::Death => with(groups.death.as_ref(), parts, life::death),
        DataGroup::Sex => with(groups.sex.as_ref(), parts, life::sex),
        DataGroup::HomeMunicipality => with(
            groups.home_municipality.as_ref(),
            parts,
            residence::home_municipality,
        ),
        DataGroup::Addresses => with(groups.addresses.as_ref(), parts, residence::addresses),
        DataGroup::Residence => with(groups.residence.as_ref(), parts, residence::residence),
        DataGroup::Migration => with(groups.migration.as_ref(), parts, residence::migration),
        DataGroup::Languages => with(groups.languages.as_ref(), parts, belonging::languages),
        DataGroup::Citizenship => with(groups.citizenship.as_ref(), parts, belonging::citizenship),
        DataGroup::Occupation => with(groups.occupation.as_ref(), parts, belonging::occupation),
        DataGroup::MaritalStatus => with(groups.marital_status.as_ref(), parts, family::marital_status),
        DataGroup::Marriages => with(groups.marriages.as_ref(), parts, family::marriages),
        DataGroup::Parents => with(groups.parents.as_ref(), parts, family::parents),
        DataGroup::Children => with(groups.children.as_ref(), parts, family::children),
        DataGroup::Custody => with(groups.custody.as_ref(), parts, custody::custody),
        DataGroup::TakenIntoCare => with(groups.taken_into_care.as_ref(), parts, custody::taken_into_care),
        DataGroup::Guardianship => with(groups.guardianship.as_ref(), parts, guardianship::guardianship),
        DataGroup::ContinuingPoa => with(
            groups.continuing_poa.as_ref(),
            parts,
            guardianship::continuing_poa,
        ),
        DataGroup::Religion => with(groups.religion.as_ref(), parts, belonging::religion),
        DataGroup::Voting => with(groups.voting.as_ref(), parts, belonging::voting),
        DataGroup::Household => with(groups.household.as_ref(), parts, living::household),
        DataGroup::Ownership => with(groups.ownership.as_ref(), parts, living::ownership),
        DataGroup::Bans => with(groups.bans.as_ref(), parts, bans::bans),
        DataGroup::RegisterOffice => with(groups.register_office.as_ref(), parts, bans::register_office),
        DataGroup::Email => with(groups.email.as_ref(), parts, bans::email),
    }
}

#[cfg(test)]
mod tests;
