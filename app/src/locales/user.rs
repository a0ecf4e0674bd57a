//! Texts of User Services.

super::area! {
    /// Texts of User Services.
    UserTexts {
        title: "Käyttäjäpalvelut", "Användartjänster", "User Services";
        loading: "Tietoja haetaan…", "Uppgifterna hämtas…", "Fetching…";
        own: "Omat tiedot", "Egna uppgifter", "Your details";
        name: "Nimi", "Namn", "Name";
        username: "Käyttäjätunnus", "Användarnamn", "Username";
        organisation: "Organisaatio", "Organisation", "Organisation";
        keys: "Avaimet", "Nycklar", "Keys";
        keys_intro: "Liitä vähintään kaksi avainta, niin pääset kirjautumaan, vaikka toinen katoaisi.", "Koppla minst två nycklar, så att du kan logga in även om den ena går förlorad.", "Link at least two keys, so that you can sign in even if one is lost.";
        key_name: "Nimi", "Namn", "Name";
        linked: "Liitetty", "Kopplad", "Linked";
        last_used: "Käytetty viimeksi", "Senast använd", "Last used";
        never: "Ei koskaan", "Aldrig", "Never";
        actions: "Toiminnot", "Åtgärder", "Actions";
        rename: "Nimeä uudelleen", "Byt namn", "Rename";
        rename_this: "Nimeä uudelleen avain {name}", "Byt namn på nyckeln {name}", "Rename the key {name}";
        new_name: "Uusi nimi", "Nytt namn", "New name";
        save: "Tallenna", "Spara", "Save";
        remove: "Poista", "Ta bort", "Remove";
        remove_this: "Poista avain {name}", "Ta bort nyckeln {name}", "Remove the key {name}";
        remove_title: "Poistetaanko avain?", "Ska nyckeln tas bort?", "Remove the key?";
        remove_text: "Avaimella {name} ei voi enää kirjautua. Se jää laitteeseesi, kunnes poistat sen laitteen omista asetuksista.", "Det går inte längre att logga in med nyckeln {name}. Den finns kvar i din enhet tills du tar bort den i enhetens egna inställningar.", "You can no longer sign in with the key {name}. It stays on your device until you remove it in the device's own settings.";
        only_key: "Ainoaa avainta ei voi poistaa. Liitä ensin toinen avain.", "Den enda nyckeln kan inte tas bort. Koppla först en annan nyckel.", "Your only key cannot be removed. Link another key first.";
        add_title: "Liitä uusi avain", "Koppla en ny nyckel", "Link a new key";
        sessions: "Avoimet istunnot", "Öppna sessioner", "Open sessions";
        sessions_intro: "Päätä istunnot, joita et tunne, ja ilmoita niistä organisaatiosi vastuukäyttäjälle.", "Avsluta de sessioner som du inte känner igen och meddela den ansvariga användaren i din organisation.", "End the sessions that you do not recognise, and tell your organisation's responsible user of them.";
        began: "Alkoi", "Började", "Began";
        last_seen: "Käytetty viimeksi", "Senast använd", "Last used";
        source: "Osoite", "Adress", "Address";
        browser: "Selain", "Webbläsare", "Browser";
        this_session: "Tämä istunto", "Den här sessionen", "This session";
        end: "Päätä", "Avsluta", "End";
        end_this: "Päätä istunto, joka alkoi {began}", "Avsluta sessionen som började {began}", "End the session that began {began}";
        end_others: "Päätä kaikki muut istunnot", "Avsluta alla andra sessioner", "End all other sessions";
        sign_ins: "Kirjautumiset", "Inloggningar", "Sign-ins";
        sign_ins_intro: "Kirjautumiset käyttäjätunnuksellasi ja epäonnistuneet yritykset, uusin ensin.", "Inloggningar med ditt användarnamn och misslyckade försök, det senaste först.", "Sign-ins with your username and failed attempts, the newest first.";
        sign_ins_unknown: "Jos jokin kirjautuminen ei ollut sinun, käyttäjätunnuksesi voi olla sivullisen tiedossa.", "Om någon inloggning inte var din kan en utomstående känna till ditt användarnamn.", "If one of these was not you, somebody else may know your username.";
        sign_ins_none: "Kirjautumisia ei ole.", "Det finns inga inloggningar.", "There are no sign-ins.";
        sign_ins_time: "Aika", "Tid", "Time";
        sign_ins_result: "Tulos", "Resultat", "Result";
        sign_ins_key: "Avain", "Nyckel", "Key";
        sign_ins_done: "Onnistui", "Lyckades", "Done";
        sign_ins_older: "Näytä vanhemmat", "Visa äldre", "Show older ones";
        sign_ins_shown: "Näytetään {n} tapahtumaa.", "{n} händelser visas.", "{n} events are shown.";
        confirm_title: "Vahvista avaimellasi", "Bekräfta med din nyckel", "Confirm with your key";
        confirm_text: "Muutos on vahvistettava avaimella. Vahvistus on voimassa viisi minuuttia.", "Ändringen ska bekräftas med en nyckel. Bekräftelsen gäller i fem minuter.", "The change must be confirmed with a key. A confirmation is good for five minutes.";
        confirm: "Vahvista", "Bekräfta", "Confirm";
        done_linked: "Avain on liitetty.", "Nyckeln har kopplats.", "The key has been linked.";
        done_renamed: "Avaimen nimi on vaihdettu.", "Nyckelns namn har bytts.", "The key has been renamed.";
        done_removed: "Avain on poistettu.", "Nyckeln har tagits bort.", "The key has been removed.";
        done_ended: "Istunto on päätetty.", "Sessionen har avslutats.", "The session has been ended.";
        done_others: "Muut istunnot on päätetty.", "De andra sessionerna har avslutats.", "The other sessions have been ended.";
        working: "Odota hetki…", "Vänta en stund…", "Please wait…";
    }
}
