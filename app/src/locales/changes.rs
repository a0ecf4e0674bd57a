//! Texts of the change log.

super::area! {
    /// Texts of the change log.
    ChangesTexts {
        title: "Muutosloki", "Ändringslogg", "Change log";
        intro: "Muutoslokissa ovat kirjautumiset, oikeuksien ja avainten muutokset, tietoluvat, organisaatiot, asetukset, hätätoimet ja evätyt toimet. Merkintöjä ei voi muuttaa, ja myös lokin lukemisesta jää merkintä.", "I ändringsloggen finns inloggningar, ändringar av rättigheter och nycklar, datatillstånd, organisationer, inställningar, nödåtgärder och nekade åtgärder. Anteckningarna kan inte ändras, och även läsningen av loggen antecknas.", "The change log has sign-ins, changes of rights and keys, data permits, organisations, settings, emergency acts and refused acts. Entries cannot be changed, and reading the log leaves an entry, too.";
        who_changed: "Kuka muutti", "Vem har ändrat", "Who changed this";
        who_changed_intro: "Tehdyt muutokset tekijöineen ja perusteineen. Katselusta jää merkintä muutoslokiin.", "Ändringarna med utförare och grunder. Av visningen blir en anteckning i ändringsloggen.", "What was changed, by whom and why. Looking leaves an entry in the change log.";
        show: "Näytä muutokset", "Visa ändringarna", "Show the changes";
        show_of: "Näytä muutokset: {name}", "Visa ändringarna: {name}", "Show the changes: {name}";
        older: "Näytä vanhemmat", "Visa äldre", "Show older ones";
        newest: "Näytä uusimmat", "Visa de nyaste", "Show the newest";
        empty: "Muutoksia ei ole.", "Det finns inga ändringar.", "There are no changes.";
        no_match: "Hakuehdoilla ei löytynyt merkintöjä. Tarkista käyttäjätunnukset ja päivät.", "Inga anteckningar hittades med sökvillkoren. Kontrollera användarnamnen och datumen.", "No entry matches. Check the usernames and the days.";
        waiting: "{n} merkintää odottaa pääsyä lokipuuhun. Merkinnät ovat tallessa, mutta lokin kirjoittaminen on keskeytynyt: ilmoita ylläpidolle.", "{n} anteckningar väntar på att komma in i loggträdet. Anteckningarna finns kvar, men loggningen har avbrutits: meddela driften.", "{n} entries wait for their place in the log's tree. They are kept, but writing the log has stopped: tell the operators.";
        number: "Numero", "Nummer", "Number";
        time: "Aika", "Tid", "Time";
        actor: "Tekijä", "Utförd av", "Done by";
        act: "Tapahtuma", "Händelse", "Event";
        subject: "Kohde", "Objekt", "Subject";
        details: "Muutos", "Ändring", "Change";
        before: "ennen", "före", "before";
        after: "jälkeen", "efter", "after";
        gone: "poistettu", "borttagen", "removed";
        reason: "Peruste", "Grund", "Reason";
        source: "Osoite ja tapahtumatunnus", "Adress och händelse-id", "Address and reference";
        filter: "Rajaa merkintöjä", "Avgränsa anteckningar", "Narrow the entries";
        actor_login: "Tekijän käyttäjätunnus", "Utförarens användarnamn", "Username of who did it";
        person_login: "Kohteen käyttäjätunnus", "Objektets användarnamn", "Username it was done to";
        organisation: "Organisaatio", "Organisation", "Organisation";
        all_organisations: "Kaikki organisaatiot", "Alla organisationer", "All organisations";
        all_acts: "Kaikki tapahtumat", "Alla händelser", "All events";
        export: "Tallenna CSV-tiedostona", "Spara som CSV-fil", "Save as a CSV file";
        export_note: "Tiedostoon tulee enintään 10 000 uusinta merkintää.", "Filen får högst de 10 000 nyaste anteckningarna.", "The file gets the newest 10,000 entries at most.";
        shown: "Näytetään {n} merkintää.", "{n} anteckningar visas.", "{n} entries are shown.";
    }
}
