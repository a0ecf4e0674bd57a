//! How the presenters lay rows out: entries in force and entries that have ended, kept apart.

use chrono::NaiveDate;

use super::labels::{BIRTH_DATE, BUSINESS_ID, FROM, NAME, NON_DISCLOSURE, PERSONAL_IDENTITY_CODE, UNTIL};
use super::labels::{IN_FORCE_WORDS, NO, NO_FIRST_NAMES, NO_SURNAME, YES};
use super::{Entry, Field, LeadsTo};
use crate::language::{Language, StaticText};
use crate::register::address::{BilingualName, Municipality};
use crate::register::codes::Country;
use crate::register::owner::Organisation;
use crate::register::partial_date::PartialDate;
use crate::register::relative::Relative;
use crate::register::versioned::Versioned;

/// For whom, when and how far back is presented.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// Whether ended values may be shown.
    pub history: bool,
    /// The day against which "in force" is measured.
    pub today: NaiveDate,
    /// The reader's language.
    pub language: Language,
}

/// The entries of one section as they are collected.
pub(super) struct Parts {
    /// For whom and when.
    pub context: Context,
    current: Vec<Entry>,
    history: Vec<Entry>,
}

impl Parts {
    pub(super) const fn new(context: Context) -> Self {
        Self {
            context,
            current: Vec::new(),
            history: Vec::new(),
        }
    }

    /// The entries in force and the ended ones.
    pub(super) fn finish(self) -> (Vec<Entry>, Vec<Entry>) {
        (self.current, self.history)
    }

    /// Adds an entry, in force or ended; an entry without rows, or an ended one without the right, is not added.
    pub(super) fn entry(&mut self, in_force: bool, title: Option<&str>, fill: impl FnOnce(&mut Rows)) {
        if !in_force && !self.context.history {
            return;
        }
        let mut rows = Rows::new(self.context);
        fill(&mut rows);
        if rows.fields.is_empty() {
            return;
        }
        let entry = Entry {
            title: title.map(str::to_owned),
            fields: rows.fields,
        };
        if in_force {
            self.current.push(entry)
        } else {
            self.history.push(entry)
        }
    }

    /// Adds what is in force and has no dates of its own.
    pub(super) fn current(&mut self, title: Option<&StaticText>, fill: impl FnOnce(&mut Rows)) {
        let title = title.map(|title| title.get(self.context.language));
        self.entry(true, title, fill);
    }

    /// Adds versions of a value, each followed by its dates.
    pub(super) fn versions<T>(
        &mut self,
        title: Option<&StaticText>,
        versions: &[Versioned<T>],
        fill: impl Fn(&T, &mut Rows),
    ) {
        self.versions_within(true, title, versions, (&FROM, &UNTIL), fill);
    }

    /// Adds versions of a value whose dates have names of their own, such as moved in.
    pub(super) fn dated<T>(
        &mut self,
        title: Option<&StaticText>,
        versions: &[Versioned<T>],
        dates: (&StaticText, &StaticText),
        fill: impl Fn(&T, &mut Rows),
    ) {
        self.versions_within(true, title, versions, dates, fill);
    }

    /// Adds values that have ended whatever their own validity code says.
    pub(super) fn ended<T>(
        &mut self,
        title: Option<&StaticText>,
        versions: &[Versioned<T>],
        fill: impl Fn(&T, &mut Rows),
    ) {
        self.versions_within(false, title, versions, (&FROM, &UNTIL), fill);
    }

    /// Adds versions that can be in force only if what they belong to is; ended ones newest first.
    pub(super) fn versions_within<T>(
        &mut self,
        owner_in_force: bool,
        title: Option<&StaticText>,
        versions: &[Versioned<T>],
        dates: (&StaticText, &StaticText),
        fill: impl Fn(&T, &mut Rows),
    ) {
        let Context { today, language, .. } = self.context;
        let title = title.map(|title| title.get(language));
        let (in_force, mut ended): (Vec<_>, Vec<_>) = versions
            .iter()
            .partition(|version| owner_in_force && version.is_current(today));
        ended.sort_by_key(|version| std::cmp::Reverse(version.to.max(version.from)));
        let marked = in_force.into_iter().map(|version| (true, version));
        for (is_in_force, version) in marked.chain(ended.into_iter().map(|version| (false, version))) {
            self.entry(is_in_force, title, |rows| {
                fill(&version.value, rows);
                rows.date(dates.0, version.from);
                rows.date(dates.1, version.to);
            });
        }
    }
}

/// The rows of one entry as they are collected; an empty value makes no row.
pub(super) struct Rows {
    /// For whom and when.
    pub context: Context,
    fields: Vec<Field>,
}

impl Rows {
    pub(super) const fn new(context: Context) -> Self {
        Self {
            context,
            fields: Vec::new(),
        }
    }

    /// The rows.
    pub(super) fn into_fields(self) -> Vec<Field> {
        self.fields
    }

    /// The reader's language.
    pub(super) const fn language(&self) -> Language {
        self.context.language
    }

    /// A row whose label is no fixed text, such as the name of a right.
    pub(super) fn labelled(&mut self, label: &str, value: &str) {
        if !label.is_empty() && !value.is_empty() {
            self.fields.push(Field {
                label: label.to_owned(),
                value: value.to_owned(),
                ..Field::default()
            });
        }
    }

    /// A code of the register in words, with the code for whoever wants it.
    pub(super) fn code(&mut self, label: &StaticText, coded: Option<(&str, &str)>) {
        if let Some((code, words)) = coded.filter(|(_, words)| !words.is_empty()) {
            self.fields.push(Field {
                label: label.get(self.language()).to_owned(),
                value: words.to_owned(),
                code: code.to_owned(),
                leads_to: None,
            });
        }
    }

    /// An identifier by which can be asked on.
    pub(super) fn leading(&mut self, label: &StaticText, value: Option<&str>, leads_to: LeadsTo) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.fields.push(Field {
                label: label.get(self.language()).to_owned(),
                value: value.to_owned(),
                code: String::new(),
                leads_to: Some(leads_to),
            });
        }
    }

    /// A text.
    pub(super) fn text(&mut self, label: &StaticText, value: &str) {
        self.labelled(label.get(self.language()), value);
    }

    /// A text that may not be there, such as an identifier.
    pub(super) fn maybe(&mut self, label: &StaticText, value: Option<&str>) {
        self.text(label, value.unwrap_or_default());
    }

    /// A number.
    pub(super) fn number(&mut self, label: &StaticText, value: Option<impl ToString>) {
        self.text(label, &value.map(|value| value.to_string()).unwrap_or_default());
    }

    /// A number with its unit.
    pub(super) fn measure(&mut self, label: &StaticText, value: Option<impl ToString>, unit: &str) {
        let mut text = value
            .map(|value| format!("{} {unit}", value.to_string()))
            .unwrap_or_default();
        if self.language() != Language::En {
            text = text.replace('.', ",");
        }
        self.text(label, &text);
    }

    /// A date.
    pub(super) fn date(&mut self, label: &StaticText, value: Option<PartialDate>) {
        let text = value.map(|date| date.format(self.language())).unwrap_or_default();
        self.text(label, &text);
    }

    /// Yes or no, where it is told.
    pub(super) fn yes_or_no(&mut self, label: &StaticText, value: Option<bool>) {
        if let Some(value) = value {
            let words = if value { YES } else { NO };
            self.text(label, words.get(self.language()));
        }
    }

    /// Yes, where it is so; nothing where it is not.
    pub(super) fn flag(&mut self, label: &StaticText, value: bool) {
        self.yes_or_no(label, value.then_some(true));
    }

    /// A name in two languages.
    pub(super) fn bilingual(&mut self, label: &StaticText, value: &BilingualName) {
        self.text(label, value.get(self.language()));
    }

    /// A name in two languages with the code of what it names.
    pub(super) fn coded(&mut self, label: &StaticText, code: &str, value: &BilingualName) {
        let name = value.get(self.language());
        match (name.is_empty(), code.is_empty()) {
            (false, false) => self.text(label, &format!("{name} ({code})")),
            (false, true) => self.text(label, name),
            (true, _) => self.text(label, code),
        }
    }

    /// A municipality.
    pub(super) fn municipality(&mut self, label: &StaticText, value: Option<&Municipality>) {
        let text = value
            .map(|municipality| municipality.label(self.language()))
            .unwrap_or_default();
        self.text(label, &text);
    }

    /// A country by code, or in words.
    pub(super) fn country(&mut self, label: &StaticText, code: Option<&Country>, words: &str) {
        let name = code
            .map(|country| country.name(self.language()))
            .unwrap_or_default();
        match (name.is_empty(), words.is_empty()) {
            (false, false) => self.text(label, &format!("{name} ({words})")),
            (false, true) => self.text(label, name),
            (true, _) => self.text(label, words),
        }
    }

    /// A relative under `label`: name, code and date of birth, and the ban if one is in force. Of a
    /// masked one only the name, with the words that tell of the ban.
    pub(super) fn relative(&mut self, label: &StaticText, relative: &Relative) {
        let language = self.language();
        let surname = if relative.no_surname {
            NO_SURNAME.get(language)
        } else {
            &relative.surname
        };
        let first_names = if relative.no_first_names {
            NO_FIRST_NAMES.get(language)
        } else {
            &relative.first_names
        };
        self.text(label, format!("{surname} {first_names}").trim());
        if !relative.masked {
            self.leading(
                &PERSONAL_IDENTITY_CODE,
                relative.code.as_ref().map(|code| code.as_str()),
                LeadsTo::Person,
            );
            self.date(&BIRTH_DATE, relative.birth_date);
        }
        if relative.masked || relative.is_non_disclosed(self.context.today) {
            self.text(&NON_DISCLOSURE, IN_FORCE_WORDS.get(language));
        }
    }

    /// A person as the only one of an entry.
    pub(super) fn person(&mut self, relative: &Relative) {
        self.relative(&NAME, relative);
    }

    /// An organisation under `label`, with its business id.
    pub(super) fn organisation(&mut self, label: &StaticText, value: Option<&Organisation>) {
        if let Some(organisation) = value {
            self.bilingual(label, &organisation.name);
            self.maybe(
                &BUSINESS_ID,
                organisation.business_id.as_ref().map(|id| id.as_str()),
            );
        }
    }
}
