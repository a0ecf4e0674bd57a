//! The course of addresses and of marital history: what was in force from when to when.

use std::cmp::Reverse;

use super::labels::{NO_FIRST_NAMES, NO_SURNAME};
use super::parts::Context;
use crate::register::data_group::DataGroup;
use crate::register::partial_date::PartialDate;
use crate::register::person_groups::PersonGroups;
use crate::register::relative::Relative;
use crate::register::versioned::Versioned;
use crate::register::wire::record;

record! {
    /// A stretch of time in which something was in force.
    pub struct Span {
        /// What.
        pub what: String,
        /// Of what kind, or how it ended.
        pub detail: String,
        /// From when, as read; empty = not known.
        pub from: String,
        /// Until when, as read; empty = no end, or not known.
        pub until: String,
        /// It is in force now.
        pub is_current: bool,
    }
}

/// The timeline of a group, newest first; empty for groups that have none.
pub(super) fn of(groups: &PersonGroups, group: DataGroup, context: Context) -> Vec<Span> {
    let language = context.language;
    match group {
        DataGroup::Addresses => groups.addresses.as_ref().map(|group| {
            spans(&group.addresses, context, |row| {
                (
                    row.address.one_line(language),
                    row.kind.map(|kind| kind.name(language)).unwrap_or_default(),
                )
            })
        }),
        DataGroup::MaritalStatus => groups.marital_status.as_ref().map(|group| {
            spans(&group.statuses, context, |status| {
                (status.name(language).to_owned(), "")
            })
        }),
        DataGroup::Marriages => groups.marriages.as_ref().map(|group| {
            spans(&group.marriages, context, |marriage| {
                (
                    name_of(&marriage.spouse, context),
                    marriage.ended.map(|way| way.name(language)).unwrap_or_default(),
                )
            })
        }),
        _ => None,
    }
    .unwrap_or_default()
}

fn spans<T>(
    rows: &[Versioned<T>],
    context: Context,
    words: impl Fn(&T) -> (String, &'static str),
) -> Vec<Span> {
    let language = context.language;
    let date = |date: Option<PartialDate>| date.map(|date| date.format(language)).unwrap_or_default();
    let mut rows: Vec<&Versioned<T>> = rows.iter().collect();
    rows.sort_by_key(|row| {
        (
            Reverse(row.is_current(context.today)),
            Reverse(row.from.max(row.to)),
        )
    });
    rows.into_iter()
        .map(|row| {
            let (what, detail) = words(&row.value);
            Span {
                what,
                detail: detail.to_owned(),
                from: date(row.from),
                until: date(row.to),
                is_current: row.is_current(context.today),
            }
        })
        .filter(|span| !span.what.is_empty())
        .collect()
}

/// A relative's name alone: what else is known of one stands in the rows.
fn name_of(relative: &Relative, context: Context) -> String {
    let surname = if relative.no_surname {
        NO_SURNAME.get(context.language)
    } else {
        &relative.surname
    };
    let first_names = if relative.no_first_names {
        NO_FIRST_NAMES.get(context.language)
    } else {
        &relative.first_names
    };
    format!("{first_names} {surname}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::register::DataGroup;
    use crate::register::presentation::sections;
    use crate::register::sample::{full_groups, today};

    #[test]
    fn a_timeline_needs_the_history_right_and_begins_with_what_is_in_force() {
        let groups = full_groups();
        let shown = [
            DataGroup::Addresses,
            DataGroup::MaritalStatus,
            DataGroup::Marriages,
        ];
        for section in sections(&groups, &shown, true, today(), Language::En) {
            assert!(!section.timeline.is_empty(), "{}", section.group.code());
            assert!(section.timeline.is_sorted_by_key(|span| !span.is_current));
        }
        for section in sections(&groups, DataGroup::ALL, false, today(), Language::En) {
            assert!(section.timeline.is_empty());
        }
    }
}
