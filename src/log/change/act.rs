//! What the change log tells of: a closed list of acts with stable codes.
//!
//! A code is frozen once an entry has it. A new act gets a new line; nobody changes a code, and a
//! line whose act is not done any more stays.

use crate::language::{Language, StaticText};

/// Makes the list: each line is `Variant "code" "Finnish", "Swedish", "English";`.
macro_rules! acts {
    ($($(#[$about:meta])* $name:ident $code:literal $fi:literal, $sv:literal, $en:literal;)+) => {
        /// An act that the change log tells of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ChangeAct {
            $(#[doc = $en] $(#[$about])* $name,)+
        }

        impl ChangeAct {
            /// All acts.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// What happened, in words.
            #[must_use]
            pub const fn name(self, language: Language) -> &'static str {
                let text = match self {
                    $(Self::$name => StaticText::new($fi, $sv, $en),)+
                };
                text.get(language)
            }
        }
    };
}

acts! {
    SignInDone "sign-in.done" "Kirjautuminen", "Inloggning", "Signed in";
    SignInRefused "sign-in.refused" "Kirjautuminen epäonnistui", "Inloggningen misslyckades", "Sign-in failed";
    SignOut "sign-out" "Uloskirjautuminen", "Utloggning", "Signed out";
    SessionEnded "session.ended" "Oma istunto päätetty", "Egen session avslutad", "Own session ended";
    OtherSessionsEnded "session.others-ended" "Muut omat istunnot päätetty", "Övriga egna sessioner avslutade", "Other own sessions ended";
    SessionExpired "session.expired" "Istunto vanheni", "Sessionen gick ut", "Session ran out";
    PasswordSet "password.set" "Oma salasana asetettu", "Eget lösenord angett", "Own password set";
    PasswordOrdered "password.ordered" "Uusi salasana tilattu", "Nytt lösenord beställt", "New password ordered";
    PasswordLinkRefused "password.link-refused" "Salasanalinkki hylätty", "Lösenordslänk avvisad", "Password link refused";
    PasswordReset "password.reset" "Salasana vaihdettu linkillä", "Lösenord bytt med länk", "Password changed with a link";
    KeyLinked "key.linked" "Avain liitetty", "Nyckel kopplad", "Key linked";
    KeyLinkRefused "key.link-refused" "Avaimen liittäminen hylätty", "Koppling av nyckel avvisad", "Linking of a key refused";
    KeyUseRefused "key.use-refused" "Avaimen käyttö hylätty", "Användning av nyckel avvisad", "Use of a key refused";
    KeyCounterWentBack "key.counter-went-back" "Avaimen laskuri palasi taaksepäin", "Nyckelns räknare gick bakåt", "The key's counter went back";
    KeyRenamed "key.renamed" "Avain nimetty uudelleen", "Nyckel omdöpt", "Key renamed";
    KeyRemoved "key.removed" "Avain poistettu", "Nyckel borttagen", "Key removed";
    KeyNotAccepted "key.not-accepted" "Avaimen lajia ei hyväksytty", "Nyckelns slag godtogs inte", "Kind of key not accepted";
    KeyPolicyChanged "key-policy.changed" "Hyväksyttäviä avaimia muutettu", "Godtagbara nycklar ändrade", "Accepted keys changed";
    KeyKindSwitchedOff "key-kind.switched-off" "Avainten laji suljettu", "Nyckelslag stängt", "Kind of key switched off";
    KeyKindSwitchedOn "key-kind.switched-on" "Avainten laji avattu", "Nyckelslag öppnat", "Kind of key switched on";
    EnrolmentIssued "enrolment.issued" "Avaimen korvaava koodi annettu", "Ersättningskod för nyckel utfärdad", "Replacement code for a key issued";
    EnrolmentUsed "enrolment.used" "Avaimen korvaava koodi käytetty", "Ersättningskod för nyckel använd", "Replacement code for a key used";
    EnrolmentRefused "enrolment.refused" "Avaimen korvaava koodi hylätty", "Ersättningskod för nyckel avvisad", "Replacement code for a key refused";
    EnrolmentSeen "enrolment.seen" "Ilmoitus korvaavasta koodista kuitattu", "Meddelandet om ersättningskod kvitterat", "Notice of a replacement code dismissed";
    PersonAdded "person.added" "Henkilö lisätty", "Person tillagd", "Person added";
    PersonUpdated "person.updated" "Henkilön tiedot muutettu", "Personens uppgifter ändrade", "Person's details changed";
    PersonInvited "person.invited" "Kutsu lähetetty uudelleen", "Inbjudan skickad på nytt", "Invitation sent again";
    PersonEnded "person.ended" "Käyttäjätunnus päätetty", "Användarnamnet avslutat", "Username ended";
    UsernameLocked "username.locked" "Käyttäjätunnus lukittu", "Användarnamnet låst", "Username locked";
    UsernameUnlocked "username.unlocked" "Käyttäjätunnuksen lukitus avattu", "Användarnamnet upplåst", "Username unlocked";
    TermsAccepted "terms.accepted" "Käyttöehdot hyväksytty", "Användningsvillkoren godkända", "Terms of use accepted";
    PersonRefused "person.refused" "Henkilön lisääminen hylätty", "Tillägg av person avvisat", "Adding a person refused";
    RightsGiven "rights.given" "Oikeus annettu", "Rätt beviljad", "Right given";
    RightsChanged "rights.changed" "Oikeutta muutettu", "Rätt ändrad", "Right changed";
    RightsEnded "rights.ended" "Oikeus päätetty", "Rätt avslutad", "Right ended";
    RightRequested "right.requested" "Oikeutta pyydetty", "Rätt begärd", "Right requested";
    RightRequestApproved "right.request-approved" "Oikeuspyyntö hyväksytty", "Begäran om rätt godkänd", "Request for a right approved";
    RightRequestRejected "right.request-rejected" "Oikeuspyyntö hylätty", "Begäran om rätt avslagen", "Request for a right rejected";
    RightRequestWithdrawn "right.request-withdrawn" "Oikeuspyyntö peruttu", "Begäran om rätt återtagen", "Request for a right withdrawn";
    AuthorityPeopleChanged "authority-people.changed" "Viranomaisen rooleja muutettu", "Myndighetens roller ändrade", "Roles of the authority changed";
    GranterChanged "granter.changed" "Käyttöoikeuksien myöntäjän tehtävä muutettu", "Uppgiften att bevilja användarrätter ändrad", "Duty of rights granter changed";
    ResponsibleUserChanged "responsible-user.changed" "Vastuukäyttäjän tehtävä muutettu", "Uppgiften som ansvarig användare ändrad", "Duty of responsible user changed";
    OrganisationCreated "organisation.created" "Organisaatio lisätty", "Organisation tillagd", "Organisation added";
    OrganisationChanged "organisation.changed" "Organisaation tiedot muutettu", "Organisationens uppgifter ändrade", "Organisation changed";
    PermitCreated "permit.created" "Tietolupa annettu", "Datatillstånd beviljat", "Data permit granted";
    PermitChanged "permit.changed" "Tietolupaa muutettu", "Datatillstånd ändrat", "Data permit changed";
    SettingChanged "setting.changed" "Asetusta muutettu", "Inställning ändrad", "Setting changed";
    OrganisationMerged "organisation.merged" "Organisaatiot yhdistetty", "Organisationer sammanslagna", "Organisations merged";
    ManagementRefused "management.refused" "Hallintatoimi evätty", "Hanteringsåtgärd nekad", "Act of management refused";
    AuthorityRefused "authority.refused" "Viranomaisen toimi evätty", "Myndighetsåtgärd nekad", "Act of the authority refused";
    FunctionRefused "function.refused" "Toiminto evätty", "Funktion nekad", "Function refused";
    QueryRefused "query.refused" "Kysely evätty", "Förfrågan nekad", "Query refused";
    QueryMissQuota "query.miss-quota" "Liikaa tuloksettomia kyselyjä", "För många förfrågningar utan resultat", "Too many queries without a result";
    QueryManyInADay "query.many-in-a-day" "Paljon kyselyjä päivässä", "Många förfrågningar på en dag", "Many queries in a day";
    RightsRegisterExported "rights-register.exported" "Käyttöoikeusrekisteri viety tiedostoon", "Användarrättsregistret exporterat", "Access-rights register exported";
    RegisterExported "register.exported" "Väestötiedot viety tiedostoon", "Befolkningsuppgifterna exporterade", "Population data exported";
    RegisterImported "register.imported" "Väestötiedot tuotu tiedostosta", "Befolkningsuppgifterna importerade", "Population data imported";
    RegisterUpdated "register.updated" "Väestötiedot päivitetty tiedostosta", "Befolkningsuppgifterna uppdaterade från fil", "Population data updated from a file";
    OutboxSentAgain "outbox.sent-again" "Viesti lähetetty uudelleen", "Meddelande skickat på nytt", "Message sent again";
    OutboxRead "outbox.read" "Lähtevä viesti luettu", "Utgående meddelande läst", "Outgoing message read";
    ChangesRead "changes.read" "Muutoslokia luettu", "Ändringsloggen läst", "Change log read";
    SupportLooked "support.looked" "Asiakastuki katsoi käyttäjätunnusta", "Kundtjänsten tittade på användarnamnet", "Customer support looked at the username";
    ChangesExported "changes.exported" "Muutosloki viety tiedostoon", "Ändringsloggen exporterad", "Change log exported";
    LogKeyHandedOver "log-key.handed-over" "Lokin avain vaihdettu", "Loggens nyckel bytt", "Log key handed over";
    LogKeyReplaced "log-key.replaced" "Lokin kadonnut avain korvattu uudella", "Loggens förlorade nyckel ersatt med en ny", "Lost log key replaced";
    LogKeyFileChanged "log-key.file-changed" "Lokin avaimen salausta muutettu", "Krypteringen av loggens nyckel ändrad", "Encryption of a log key changed";
    SessionsEnded "emergency.sessions-ended" "Hätätoimi: istunnot päätetty", "Nödåtgärd: sessioner avslutade", "Emergency: sessions ended";
    OrganisationClosed "emergency.organisation-closed" "Hätätoimi: organisaatio suljettu", "Nödåtgärd: organisation stängd", "Emergency: organisation closed";
    OrganisationOpened "emergency.organisation-opened" "Hätätoimi purettu: organisaatio avattu", "Nödåtgärd hävd: organisation öppnad", "Emergency over: organisation opened";
    ReadOnlyBegun "emergency.read-only-begun" "Hätätoimi: muutokset estetty", "Nödåtgärd: ändringar spärrade", "Emergency: changes stopped";
    ReadOnlyEnded "emergency.read-only-ended" "Hätätoimi purettu: muutokset sallittu", "Nödåtgärd hävd: ändringar tillåtna", "Emergency over: changes allowed";
    QueriesClosed "emergency.queries-closed" "Hätätoimi: kyselyt suljettu", "Nödåtgärd: förfrågningar stängda", "Emergency: queries closed";
    QueriesOpened "emergency.queries-opened" "Hätätoimi purettu: kyselyt avattu", "Nödåtgärd hävd: förfrågningar öppnade", "Emergency over: queries opened";
    AlarmBegun "alarm.begun" "Hälytys alkoi", "Larm började", "Alarm began";
    AlarmEnded "alarm.ended" "Hälytys päättyi", "Larm upphörde", "Alarm ended";
}

impl ChangeAct {
    /// The act with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.code() == code)
    }

    /// What an event of the trail that the change log has replaced is called here.
    #[must_use]
    pub fn of_old_event(event: &str, has_user: bool) -> Option<Self> {
        match event {
            "enrolment.ordered" => Some(Self::EnrolmentIssued),
            // A whole register went out by command, the access-rights register by a user.
            "register.exported" if has_user => Some(Self::RightsRegisterExported),
            event => Self::from_code(event),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_act_has_a_code_of_its_own_and_a_name_of_its_own_in_each_language() {
        let codes: BTreeSet<_> = ChangeAct::ALL.iter().map(|act| act.code()).collect();
        assert_eq!(codes.len(), ChangeAct::ALL.len());
        for language in Language::ALL {
            let names: BTreeSet<_> = ChangeAct::ALL.iter().map(|act| act.name(language)).collect();
            assert_eq!(names.len(), ChangeAct::ALL.len(), "{language:?}");
        }
        for act in ChangeAct::ALL {
            assert_eq!(ChangeAct::from_code(act.code()), Some(*act));
        }
    }

    #[test]
    fn every_event_of_the_old_trail_has_its_act() {
        for event in [
            "function.refused",
            "password.set",
            "sign-in.refused",
            "sign-in.done",
            "sign-out",
            "management.refused",
            "person.added",
            "person.updated",
            "rights.changed",
            "person.ended",
            "enrolment.issued",
            "granter.changed",
            "responsible-user.changed",
            "register.exported",
            "register.imported",
            "enrolment.ordered",
            "enrolment.refused",
            "enrolment.used",
            "person.refused",
            "key.link-refused",
            "key.linked",
            "key.counter-went-back",
            "key.use-refused",
            "outbox.read",
            "key.renamed",
            "key.removed",
            "session.ended",
            "session.others-ended",
            "query.refused",
            "query.miss-quota",
            "query.many-in-a-day",
        ] {
            for has_user in [false, true] {
                assert!(ChangeAct::of_old_event(event, has_user).is_some(), "{event}");
            }
        }
    }
}
