//! Groups `maritalStatus`, `marriages`, `parents` and `children`.

use super::labels::{COUNT, FROM, UNTIL};
use super::parts::{Parts, Rows};
use crate::language::StaticText;
use crate::register::groups::{Adoption, ChildrenGroup, MaritalStatusGroup, MarriagesGroup, ParentsGroup};

const MARITAL_STATUS: StaticText = StaticText::new("Siviilisääty", "Civilstånd", "Marital status");
const ORDER: StaticText = StaticText::new("Järjestysnumero", "Ordningsnummer", "Order number");
const SPOUSE: StaticText = StaticText::new("Puoliso", "Make eller maka", "Spouse");
const WAY_BEGUN: StaticText = StaticText::new("Alkamistapa", "Sätt på vilket det ingåtts", "Way begun");
const WAY_ENDED: StaticText = StaticText::new("Päättymistapa", "Sätt på vilket det upphört", "Way ended");
const BEGUN: StaticText = StaticText::new("Alkanut", "Ingått", "Begun");
const ENDED: StaticText = StaticText::new("Päättynyt", "Upphört", "Ended");
const LEGAL_SEPARATION: StaticText = StaticText::new("Asumusero", "Hemskillnad", "Legal separation");
const PARENT: StaticText = StaticText::new("Vanhempi", "Förälder", "Parent");
const CHILD: StaticText = StaticText::new("Lapsi", "Barn", "Child");
const ADOPTION: StaticText = StaticText::new("Adoptiomerkintä", "Adoptionsanteckning", "Adoption note");
const ADOPTION_DATE: StaticText =
    StaticText::new("Adoption päivämäärä", "Datum för adoptionen", "Date of adoption");
const MINORS: StaticText = StaticText::new("Alle 18-vuotiaita", "Under 18 år", "Under 18");

pub(super) fn marital_status(group: &MaritalStatusGroup, parts: &mut Parts) {
    parts.versions(None, &group.statuses, |status, rows| {
        rows.code(
            &MARITAL_STATUS,
            Some((status.code(), status.name(rows.language()))),
        );
    });
}

pub(super) fn marriages(group: &MarriagesGroup, parts: &mut Parts) {
    parts.dated(None, &group.marriages, (&BEGUN, &ENDED), |marriage, rows| {
        let language = rows.language();
        rows.relative(&SPOUSE, &marriage.spouse);
        rows.number(&ORDER, (marriage.order > 0).then_some(marriage.order));
        rows.code(
            &WAY_BEGUN,
            marriage.begun.map(|way| (way.code(), way.name(language))),
        );
        rows.date(&LEGAL_SEPARATION, marriage.legal_separation);
        rows.code(
            &WAY_ENDED,
            marriage.ended.map(|way| (way.code(), way.name(language))),
        );
    });
}

pub(super) fn parents(group: &ParentsGroup, parts: &mut Parts) {
    parts.dated(None, &group.parents, (&FROM, &UNTIL), |parent, rows| {
        rows.relative(&PARENT, &parent.relative);
        adoption(parent.adoption.as_ref(), rows);
    });
}

pub(super) fn children(group: &ChildrenGroup, parts: &mut Parts) {
    parts.current(None, |rows| {
        rows.number(&COUNT, group.count);
        rows.number(&MINORS, group.minors);
    });
    parts.versions(None, &group.children, |child, rows| {
        rows.relative(&CHILD, &child.relative);
        adoption(child.adoption.as_ref(), rows);
    });
}

/// The adoption note of a parent or child.
fn adoption(adoption: Option<&Adoption>, rows: &mut Rows) {
    if let Some(adoption) = adoption {
        let language = rows.language();
        rows.code(
            &ADOPTION,
            adoption.note.map(|note| (note.code(), note.name(language))),
        );
        rows.date(&ADOPTION_DATE, adoption.date);
    }
}
