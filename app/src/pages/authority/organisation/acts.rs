//! What can be done on an organisation's page, and the state that its parts share.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::management::{
    ContactRole, InvoicingAddress, MergeOutcome, OrganisationContact, OrganisationName, OrganisationPage,
    OrganisationPermit, OrganisationTarget, PersonInBoth,
};
use luotain::permit::Key;

use crate::api::{
    ApiError, change_permit_approval, find_organisation, merge_organisations, rename_organisation,
    update_invoicing, update_organisation,
};
use crate::browser::focus::focus_selector;
use crate::components::keep_answer;
use crate::locales::{fill, texts};
use crate::pages::management::fields::{Field, Part, place};

/// The dialog that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// Another name.
    Rename,
    /// Another business id.
    Number,
    /// A contact: the one at a place, or a new one.
    Contact(Option<usize>),
    /// The removal of a contact.
    RemoveContact(usize),
    /// An invoicing address: the one at a place, or a new one.
    Address(Option<usize>),
    /// The removal of an invoicing address.
    RemoveAddress(usize),
    /// The merger into another organisation.
    Merge,
    /// Whether each right under a permit needs approval: the other way than now.
    Approval(OrganisationPermit),
}

/// The fields of the dialogs.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub name_fi: Field,
    pub name_sv: Field,
    pub name_en: Field,
    pub from: Field,
    pub business_id: Field,
    pub contact_role: Field,
    pub contact_name: Field,
    pub contact_email: Field,
    pub phone: Field,
    pub lines: Field,
    pub e_invoice: Field,
    pub operator: Field,
    pub reference: Field,
    pub into: Field,
    pub typed: Field,
    pub reason: Field,
}

impl Fields {
    fn new() -> Self {
        Self {
            name_fi: Field::new("name-fi"),
            name_sv: Field::new("name-sv"),
            name_en: Field::new("name-en"),
            from: Field::new("name-from"),
            business_id: Field::new("business-id"),
            contact_role: Field::new("contact-role"),
            contact_name: Field::new("contact-name"),
            contact_email: Field::new("contact-email"),
            phone: Field::new("contact-phone"),
            lines: Field::new("address-lines"),
            e_invoice: Field::new("e-invoice"),
            operator: Field::new("operator"),
            reference: Field::new("invoice-reference"),
            into: Field::new("merge-into"),
            typed: Field::new("merge-typed"),
            reason: Field::new("act-reason"),
        }
    }

    /// The parts of the dialogs that a problem of the server may be about.
    fn parts(self) -> Vec<(Part, Field)> {
        vec![
            (Part::NameFi, self.name_fi),
            (Part::NameSv, self.name_sv),
            (Part::NameEn, self.name_en),
            (Part::From, self.from),
            (Part::Code, self.business_id),
            (Part::Name, self.contact_name),
            (Part::Email, self.contact_email),
            (Part::Phone, self.phone),
            (Part::Lines, self.lines),
            (Part::EInvoice, self.e_invoice),
            (Part::Operator, self.operator),
            (Part::Reference, self.reference),
            (Part::Confirmation, self.typed),
            (Part::Reason, self.reason),
        ]
    }
}

/// The state of the page.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    id: StoredValue<Option<Key>>,
    /// What is shown; none before it is fetched.
    pub page: RwSignal<Option<OrganisationPage>>,
    /// What went wrong outside a dialog.
    pub error: RwSignal<Option<ApiError>>,
    /// What went wrong in the dialog.
    pub dialog_error: RwSignal<Option<ApiError>>,
    /// What was done last.
    pub done: RwSignal<Option<String>>,
    /// The people who stand in the way of a merger.
    pub in_both: RwSignal<Vec<PersonInBoth>>,
    /// Whether an act is under way.
    pub busy: RwSignal<bool>,
    /// The dialog that is open.
    pub open: RwSignal<Option<Open>>,
    /// The fields of the dialogs.
    pub fields: Fields,
}

impl Acts {
    /// To be called in the page's owner.
    pub(super) fn new(id: Option<Key>) -> Self {
        Self {
            id: StoredValue::new(id),
            page: RwSignal::new(None),
            error: RwSignal::new(None),
            dialog_error: RwSignal::new(None),
            done: RwSignal::new(None),
            in_both: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            open: RwSignal::new(None),
            fields: Fields::new(),
        }
    }

    /// Fetches the organisation.
    pub(super) fn load(self) {
        spawn_local(self.fetch());
    }

    async fn fetch(self) {
        let Some(id) = self.id.get_value() else { return };
        keep_answer(find_organisation(id).await, self.page, self.error);
    }

    /// Opens a dialog with the values that stand now.
    pub(super) fn show(self, open: Open) {
        let Some(page) = self.page.get_untracked() else {
            return;
        };
        let f = self.fields;
        for (_, field) in f.parts() {
            field.set("");
        }
        self.dialog_error.set(None);
        self.done.set(None);
        self.in_both.set(Vec::new());
        match &open {
            Open::Rename => {
                f.name_fi.set(page.name.fi);
                f.name_sv.set(page.name.sv);
                f.name_en.set(page.name.en);
                f.from.set(page.today.to_string());
            }
            Open::Number => f.business_id.set(page.business_id),
            Open::Contact(at) => {
                let contact = at
                    .and_then(|at| page.contacts.get(at).cloned())
                    .unwrap_or_default();
                f.contact_role.set(contact.role.code());
                f.contact_name.set(contact.name);
                f.contact_email.set(contact.email);
                f.phone.set(contact.phone);
            }
            Open::Address(at) => {
                let address = at
                    .and_then(|at| page.invoicing.get(at).cloned())
                    .unwrap_or_default();
                f.lines.set(address.lines.join("; "));
                f.e_invoice.set(address.e_invoice);
                f.operator.set(address.operator);
                f.reference.set(address.reference);
            }
            Open::Merge => f.into.set(""),
            Open::RemoveContact(_) | Open::RemoveAddress(_) | Open::Approval(_) => {}
        }
        self.open.set(Some(open));
    }

    /// Closes the dialog.
    pub(super) fn close(self) {
        self.open.set(None);
    }

    /// Does what the dialog says.
    pub(super) fn confirm(self) {
        let (Some(open), Some(page)) = (self.open.get_untracked(), self.page.get_untracked()) else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        let t = texts().organisations;
        let f = self.fields;
        for (_, field) in f.parts() {
            field.error.set(None);
        }
        self.dialog_error.set(None);
        let target = OrganisationTarget {
            id: page.id.clone(),
            revision: page.revision,
        };
        let reason = f.reason.read();
        match open {
            Open::Rename => {
                let Some(from) = f.from.date() else { return };
                let name = OrganisationName {
                    fi: f.name_fi.read(),
                    sv: f.name_sv.read(),
                    en: f.name_en.read(),
                };
                self.run(rename_organisation(target, name, from, reason), move |()| {
                    done(t.done_renamed)
                });
            }
            Open::Number => self.run(
                update_organisation(target, f.business_id.read(), page.contacts, reason),
                move |()| done(t.done_details),
            ),
            Open::Contact(at) => {
                let contact = OrganisationContact {
                    role: ContactRole::from_code(&f.contact_role.read()).unwrap_or_default(),
                    name: f.contact_name.read(),
                    email: f.contact_email.read(),
                    phone: f.phone.read(),
                };
                let contacts = with(page.contacts, at, contact);
                self.run(
                    update_organisation(target, page.business_id, contacts, reason),
                    move |()| done(t.done_details),
                );
            }
            Open::RemoveContact(at) => {
                let contacts = without(page.contacts, at);
                self.run(
                    update_organisation(target, page.business_id, contacts, reason),
                    move |()| done(t.done_details),
                );
            }
            Open::Address(at) => {
                let address = InvoicingAddress {
                    lines: f.lines.read().split(';').map(str::to_owned).collect(),
                    e_invoice: f.e_invoice.read(),
                    operator: f.operator.read(),
                    reference: f.reference.read(),
                };
                let invoicing = with(page.invoicing, at, address);
                self.run(update_invoicing(target, invoicing, reason), move |()| {
                    done(t.done_invoicing)
                });
            }
            Open::RemoveAddress(at) => {
                let invoicing = without(page.invoicing, at);
                self.run(update_invoicing(target, invoicing, reason), move |()| {
                    done(t.done_invoicing)
                });
            }
            Open::Approval(permit) => {
                let asks = !permit.asks_approval;
                let words = if asks {
                    t.done_approval_on
                } else {
                    t.done_approval_off
                };
                self.run(change_permit_approval(permit.target, asks, reason), move |()| {
                    done(words)
                });
            }
            Open::Merge => {
                let Ok(into) = Key::parse(&f.into.read()) else {
                    f.into.fail(t.choose_missing);
                    return;
                };
                f.into.error.set(None);
                self.run(
                    merge_organisations(target, into, f.typed.read(), reason),
                    move |outcome| match outcome {
                        MergeOutcome::Merged { users, permits } => Some(fill(
                            t.done_merged,
                            &[("users", &users.to_string()), ("permits", &permits.to_string())],
                        )),
                        MergeOutcome::InBoth { people } => {
                            self.in_both.try_set(people);
                            None
                        }
                    },
                );
            }
        }
    }

    /// Does an act and shows the organisation as it then is; tells what was done, if `told` has
    /// words for it, or what went wrong and where.
    fn run<T: 'static>(
        self,
        act: impl Future<Output = Result<T, ApiError>> + 'static,
        told: impl FnOnce(T) -> Option<String> + 'static,
    ) {
        self.error.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = act.await;
            self.busy.try_set(false);
            match answer {
                Ok(value) => {
                    self.open.try_set(None);
                    let words = told(value);
                    let is_done = words.is_some();
                    self.done.try_set(words);
                    self.fetch().await;
                    focus_selector(if is_done { ".done" } else { "#in-both" });
                }
                Err(problem) => {
                    self.dialog_error.try_set(place(problem, &self.fields.parts()));
                }
            }
        });
    }
}

fn done(text: &'static str) -> Option<String> {
    Some(text.to_owned())
}

/// The rows with one in the place of another, or with a new one at the end.
fn with<T>(mut rows: Vec<T>, at: Option<usize>, row: T) -> Vec<T> {
    match at.and_then(|at| rows.get_mut(at)) {
        Some(place) => *place = row,
        None => rows.push(row),
    }
    rows
}

/// The rows without one.
fn without<T>(rows: Vec<T>, at: usize) -> Vec<T> {
    rows.into_iter()
        .enumerate()
        .filter_map(|(place, row)| (place != at).then_some(row))
        .collect()
}
