//! Guardianship of adults [X].

use super::set::code_set;

code_set! {
    /// Restriction of competence [X].
    pub enum GuardianshipRestriction {
        None = "1": "toimintakelpoisuutta ei ole rajoitettu", "handlingsbehörigheten inte begränsad", "competence not restricted";
        Partly = "2": "toimintakelpoisuutta on rajoitettu osittain", "handlingsbehörigheten delvis begränsad", "competence partly restricted";
        Incompetent = "3": "julistettu vajaavaltaiseksi", "omyndigförklarad", "declared legally incompetent";
    }

    /// What kind of guardian [X]; codes are our own [OURS].
    pub enum GuardianKind {
        Person = "1": "henkilö", "person", "person";
        Company = "2": "yritys tai yhteisö", "företag eller sammanslutning", "company or community";
        PublicLegalAidOffice = "3": "oikeusaputoimisto", "rättshjälpsbyrå", "public legal aid office";
    }
}
