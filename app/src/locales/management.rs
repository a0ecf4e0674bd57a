//! Texts of the management service and of the authority's pages.

use chrono::{Datelike, NaiveDate};
use luotain::access::{ManagementRefusal, ReferenceProblem, RightProblem};
use luotain::language::Language;
use luotain::management::DetailProblem;

use super::{fill, texts_in};

super::area! {
    /// Texts of the management service and of the authority's pages.
    ManagementTexts {
        people_title: "Henkilöt ja oikeudet", "Personer och rättigheter", "People and rights";
        people_intro: "Organisaatiosi henkilöt, joilla on käyttäjätunnus palveluun. Päätä tarpeettomat oikeudet viipymättä ja anna oikeuksia vain niihin rooleihin, joita työtehtävät edellyttävät.", "Personer i din organisation som har ett användarnamn till tjänsten. Avsluta onödiga rättigheter utan dröjsmål och bevilja rättigheter endast till de roller som arbetsuppgifterna kräver.", "The people of your organisation who have a username. End needless rights without delay, and give only the roles that people's duties need.";
        add_title: "Lisää henkilö", "Lägg till en person", "Add a person";
        add_intro: "Henkilö saa käyttäjätunnuksen, ja hänen työsähköpostiinsa lähtee kutsu, jonka linkistä hän asettaa oman salasanansa. Oikeudet annetaan sen jälkeen henkilön sivulla.", "Personen får ett användarnamn, och en inbjudan skickas till personens e-post i arbetet. Via länken i den anger personen ett eget lösenord. Rättigheterna beviljas därefter på personens sida.", "The person gets a username, and an invitation goes to the work e-mail. Its link leads to choosing an own password. Rights are given afterwards on the person's page.";
        add: "Lisää henkilö", "Lägg till personen", "Add the person";
        add_another: "Lisää toinen henkilö", "Lägg till en annan person", "Add another person";
        created_title: "Henkilö on lisätty", "Personen har lagts till", "The person has been added";
        created_text: "Kerro käyttäjätunnus henkilölle itse. Kutsu on lähetetty hänen työsähköpostiinsa; sen linkki on voimassa 72 tuntia ja kelpaa kerran. Salasanaa ei näe kukaan muu.", "Meddela själv användarnamnet till personen. Inbjudan har skickats till personens e-post i arbetet; länken gäller i 72 timmar och kan användas en gång. Ingen annan ser lösenordet.", "Tell the person the username yourself. The invitation has gone to the work e-mail; its link is good for 72 hours, once. Nobody else sees the password.";
        to_people: "Takaisin henkilöihin", "Tillbaka till personerna", "Back to the people";
        to_rights: "Siirry antamaan oikeuksia", "Gå vidare till rättigheterna", "Go on to the rights";
        code: "Henkilötunnus", "Personbeteckning", "Personal identity code";
        code_hint: "Oikeus sidotaan henkilötunnukseen. Tunnusta ei näytetä myöhemmin.", "Rätten binds till personbeteckningen. Den visas inte senare.", "The right is tied to the code. It is not shown later.";
        name: "Nimi", "Namn", "Name";
        name_hint: "Etunimi ja sukunimi.", "Förnamn och efternamn.", "Given name and surname.";
        email: "Työsähköposti", "E-post i arbetet", "Work e-mail";
        email_hint: "Henkilökohtainen osoite, ei yhteiskäyttöinen.", "En personlig adress, inte en gemensam.", "The person's own address, not a shared one.";
        language: "Viestien kieli", "Språk för meddelanden", "Language of messages";
        username: "Käyttäjätunnus", "Användarnamn", "Username";
        person_title: "Henkilö", "Person", "Person";
        no_such_person: "Henkilöä ei löydy organisaatiostasi.", "Personen finns inte i din organisation.", "There is no such person in your organisation.";
        filter: "Rajaa luetteloa", "Avgränsa listan", "Narrow the list";
        search: "Hakusana", "Sökord", "Search words";
        search_hint: "Nimen tai käyttäjätunnuksen osa.", "En del av namnet eller användarnamnet.", "Part of a name or username.";
        do_search: "Hae", "Sök", "Search";
        role: "Kyselyrooli", "Förfrågningsroll", "Query role";
        all_roles: "Kaikki kyselyroolit", "Alla förfrågningsroller", "All query roles";
        choose_role: "Valitse kyselyrooli", "Välj en förfrågningsroll", "Choose a query role";
        role_missing: "Valitse kyselyrooli.", "Välj en förfrågningsroll.", "Choose a query role.";
        state: "Tila", "Status", "State";
        all_states: "Kaikki, joiden tunnus on käytössä", "Alla vars användarnamn är i bruk", "All whose username is in use";
        state_invited: "Kutsuttu, ei vielä kirjautunut", "Inbjuden, har inte ännu loggat in", "Invited, not yet signed in";
        state_active: "Käytössä", "I bruk", "Active";
        state_without: "Ei oikeuksia", "Utan rättigheter", "Without rights";
        state_ended: "Päätetty", "Avslutad", "Ended";
        only_expiring: "Vain ne, joilla on 30 päivän kuluessa päättyvä oikeus", "Endast de som har en rätt som upphör inom 30 dagar", "Only those with a right that ends within 30 days";
        only_unused: "Vain ne, jotka eivät ole kirjautuneet 90 päivään", "Endast de som inte har loggat in på 90 dagar", "Only those who have not signed in for 90 days";
        people_found: "Henkilöitä: {n}", "Personer: {n}", "People: {n}";
        nobody: "Hakua vastaavia henkilöitä ei ole. Muuta rajausta tai lisää henkilö.", "Ingen person motsvarar sökningen. Ändra avgränsningen eller lägg till en person.", "Nobody matches. Change the search or add a person.";
        choose: "Valinta", "Val", "Choice";
        choose_person: "Valitse {name}", "Välj {name}", "Choose {name}";
        rights: "Oikeudet", "Rättigheter", "Rights";
        first_end: "Ensimmäinen päättyy", "Den första upphör", "First one ends";
        last_sign_in: "Kirjautunut viimeksi", "Senast inloggad", "Last signed in";
        never: "Ei koskaan", "Aldrig", "Never";
        expiring: "päättyy pian", "upphör snart", "ends soon";
        lapsed: "päättynyt", "har upphört", "has ended";
        coming: "ei vielä voimassa", "ännu inte i kraft", "not yet in force";
        pages: "Luettelon sivut", "Listans sidor", "Pages of the list";
        page_of: "Sivu {n} / {all}", "Sida {n} / {all}", "Page {n} of {all}";
        page_before: "Edellinen sivu", "Föregående sida", "Previous page";
        page_after: "Seuraava sivu", "Nästa sida", "Next page";
        renew_title: "Oikeuksien uusiminen", "Förnya rättigheter", "Renew rights";
        renew_intro: "Valitse luettelosta henkilöt, joiden oikeudet jatkuvat. Jos olet rajannut luetteloa kyselyroolilla, vain sen oikeudet uusitaan.", "Välj i listan de personer vars rättigheter ska fortsätta. Om du har avgränsat listan med en förfrågningsroll förnyas endast rättigheterna till den.", "Choose in the list the people whose rights go on. If the list is narrowed to a query role, only rights to that role are renewed.";
        renew_none: "Ketään ei ole valittu.", "Ingen är vald.", "Nobody is chosen.";
        renew_count: "Valittuja henkilöitä: {n}", "Valda personer: {n}", "People chosen: {n}";
        renew: "Uusi valitut oikeudet", "Förnya rättigheterna", "Renew the rights";
        renewed: "Uusittuja oikeuksia: {n}", "Förnyade rättigheter: {n}", "Rights renewed: {n}";
        not_renewed: "Näitä ei uusittu:", "Dessa förnyades inte:", "These were not renewed:";
        not_allowed: "Sinulla ei ole oikeutta tähän muutokseen.", "Du har inte rätt att göra denna ändring.", "This change is not yours to make.";
        from: "Ensimmäinen päivä", "Första dag", "First day";
        until: "Viimeinen päivä", "Sista dag", "Last day";
        until_hint: "Enintään vuosi, ja enintään tietoluvan viimeinen päivä.", "Högst ett år, och högst datatillståndets sista dag.", "A year at most, and no later than the data permit's last day.";
        date_missing: "Anna päivämäärä.", "Ange ett datum.", "Enter a date.";
        reason: "Peruste", "Grund", "Reason";
        reason_hint: "Työtehtävä tai muu syy, 3–200 merkkiä. Jää käyttöoikeusrekisteriin. Älä kirjoita henkilötunnusta.", "Arbetsuppgift eller annan orsak, 3–200 tecken. Bevaras i användarrättsregistret. Skriv ingen personbeteckning.", "The duty or another reason, 3–200 characters. It stays in the access-rights register. Write no personal identity code.";
        give_title: "Anna oikeus", "Bevilja en rätt", "Give a right";
        give: "Anna oikeus", "Bevilja rätten", "Give the right";
        no_more_roles: "Henkilöllä on jo kaikki tietolupienne kyselyroolit.", "Personen har redan alla förfrågningsroller i era datatillstånd.", "The person holds all query roles of your permits already.";
        no_rights: "Ei oikeuksia.", "Inga rättigheter.", "No rights.";
        validity: "Voimassaolo", "Giltighet", "Validity";
        by: "Tekijä", "Utförd av", "Done by";
        change: "Muuta", "Ändra", "Change";
        change_right: "Muuta oikeutta {right}", "Ändra rätten {right}", "Change the right {right}";
        change_title: "Muuta oikeuden voimassaoloa", "Ändra rättens giltighet", "Change the right's validity";
        end: "Päätä", "Avsluta", "End";
        end_right: "Päätä oikeus {right}", "Avsluta rätten {right}", "End the right {right}";
        end_title: "Päätetäänkö oikeus?", "Ska rätten avslutas?", "End the right?";
        when: "Milloin oikeus päättyy?", "När upphör rätten?", "When does the right end?";
        end_now: "Heti", "Genast", "At once";
        end_later: "Valittavan päivän jälkeen", "Efter en dag som väljs", "After a day to be chosen";
        last_day: "Oikeuden viimeinen päivä", "Rättens sista dag", "The right's last day";
        save: "Tallenna", "Spara", "Save";
        details: "Tiedot", "Uppgifter", "Details";
        change_details: "Muuta tietoja", "Ändra uppgifterna", "Change the details";
        details_text: "Pidä henkilön tiedot ajan tasalla. Käyttäjätunnus ei muutu.", "Håll personens uppgifter aktuella. Användarnamnet ändras inte.", "Keep the person's details up to date. The username does not change.";
        duties: "Tehtävät", "Uppdrag", "Duties";
        none: "Ei tiedossa", "Ej känd", "Not known";
        invitation: "Kutsu", "Inbjudan", "Invitation";
        invitation_until: "Voimassa {until} saakka", "Gäller till {until}", "Good until {until}";
        invitation_lapsed: "Vanhentunut {until}. Lähetä kutsu uudelleen.", "Föråldrad {until}. Skicka inbjudan på nytt.", "Lapsed {until}. Send the invitation again.";
        invite_again: "Lähetä kutsu uudelleen", "Skicka inbjudan på nytt", "Send the invitation again";
        no_keys: "Henkilö ei ole vielä liittänyt avainta.", "Personen har ännu inte kopplat någon nyckel.", "The person has not linked a key yet.";
        enrol_intro: "Jos henkilön kaikki avaimet ovat kadonneet, voit tilata hänelle koodin, jolla hän liittää uuden avaimen.", "Om personen har förlorat alla sina nycklar kan du beställa en kod, med vilken personen kopplar en ny nyckel.", "If all the person's keys are lost, you can order a code with which a new key is linked.";
        enrol: "Tilaa korvaava koodi", "Beställ en ersättande kod", "Order a replacement code";
        enrol_text: "Varmista ensin, että koodia pyytävä on {name}. Koodi on voimassa 24 tuntia ja kelpaa kerran. Tilauksesta jää merkintä, ja siitä kerrotaan henkilölle.", "Försäkra dig först om att den som ber om koden är {name}. Koden gäller i 24 timmar och kan användas en gång. Beställningen antecknas och personen underrättas.", "First make sure that the one who asks is {name}. The code is good for 24 hours, once. The order is recorded, and the person is told of it.";
        checked: "Miten tarkistit henkilöllisyyden?", "Hur kontrollerade du identiteten?", "How did you check the identity?";
        checked_hint: "Esimerkiksi: henkilökortista, paikan päällä. 3–200 merkkiä, ei henkilötunnusta.", "Till exempel: av identitetskortet, på plats. 3–200 tecken, ingen personbeteckning.", "For example: by identity card, in person. 3–200 characters, no personal identity code.";
        code_title: "Korvaava koodi", "Ersättande kod", "Replacement code";
        code_text: "Anna koodi henkilölle itselleen. Se näytetään vain nyt. Se on voimassa {until} saakka ja kelpaa kerran, salasanan jälkeen.", "Ge koden till personen själv. Den visas endast nu. Den gäller till {until} och kan användas en gång, efter lösenordet.", "Give the code to the person only. It is shown just this once. It is good until {until}, once, after the password.";
        sign_ins: "Kirjautumiset", "Inloggningar", "Sign-ins";
        no_sign_ins: "Henkilö ei ole kirjautunut.", "Personen har inte loggat in.", "The person has not signed in.";
        sign_in_done: "kirjautui", "loggade in", "signed in";
        sign_in_refused: "epäonnistunut yritys", "misslyckat försök", "failed attempt";
        responsible_user: "Vastuukäyttäjä", "Ansvarig användare", "Responsible user";
        rights_granter: "Käyttöoikeuksien myöntäjä", "Den som beviljar användarrätter", "Rights granter";
        granter_intro: "Käyttöoikeuksien myöntäjä hoitaa henkilöitä, oikeuksia ja avaimia. Hän ei seuraa käyttöä eikä muuta organisaation tietoja.", "Den som beviljar användarrätter sköter personer, rättigheter och nycklar, men följer inte användningen och ändrar inte organisationens uppgifter.", "A rights granter looks after people, rights and keys, but does not monitor use or change the organisation's details.";
        granter_give: "Anna myöntäjän tehtävä", "Ge uppdraget att bevilja", "Give the granter's duty";
        granter_end: "Päätä myöntäjän tehtävä", "Avsluta uppdraget att bevilja", "End the granter's duty";
        granter_end_text: "Henkilö ei enää pääse hallintapalveluun. Hänen kyselyroolinsa säilyvät.", "Personen kommer inte längre åt hanteringstjänsten. Förfrågningsrollerna kvarstår.", "The person can no longer use the management service. Query roles stay.";
        leave_title: "Henkilö lähtee organisaatiosta", "Personen lämnar organisationen", "The person leaves";
        leave_intro: "Päättää heti kaikki henkilön oikeudet, avaimet, avoimet istunnot ja käyttäjätunnuksen. Oikeudet uuteen organisaatioon annetaan siellä.", "Avslutar genast personens alla rättigheter, nycklar, öppna sessioner och användarnamnet. Rättigheter i en ny organisation beviljas där.", "Ends at once all the person's rights, keys, open sessions and the username. Rights in a new organisation are given there.";
        leave: "Päätä kaikki", "Avsluta allt", "End everything";
        leave_confirm: "Päätetäänkö kaikki oikeudet?", "Ska alla rättigheter avslutas?", "End all rights?";
        leave_text: "Kaikki, mitä henkilöllä {name} on organisaatiossasi, päättyy heti. Hänen auki olevat sivunsa lakkaavat toimimasta.", "Allt som {name} har i din organisation upphör genast. Personens öppna sidor slutar fungera.", "Everything that {name} holds in your organisation ends at once. Pages that are open stop working.";
        own_page: "Tämä on oma sivusi. Kukaan ei muuta omia oikeuksiaan: pyydä muutosta toiselta vastuukäyttäjältä tai rekisteriviranomaiselta.", "Det här är din egen sida. Ingen ändrar sina egna rättigheter: be en annan ansvarig användare eller registermyndigheten om ändringen.", "This is your own page. Nobody changes their own rights: ask another responsible user or the register authority.";
        ended_page: "Henkilön käyttäjätunnus on päätetty. Jos hän palaa, lisää hänet uudelleen samalla henkilötunnuksella.", "Personens användarnamn har avslutats. Om personen återvänder, lägg till personen på nytt med samma personbeteckning.", "The person's username is ended. If the person comes back, add them again with the same personal identity code.";
        history: "Tapahtumat käyttöoikeusrekisterissä", "Händelser i användarrättsregistret", "Events in the access-rights register";
        done_given: "Oikeus on annettu. Se on voimassa alkupäivästään.", "Rätten har beviljats. Den gäller från sin första dag.", "The right has been given. It holds from its first day.";
        done_changed: "Oikeutta on muutettu.", "Rätten har ändrats.", "The right has been changed.";
        done_ended: "Oikeuden päättäminen on tallennettu.", "Rättens avslut har sparats.", "The end of the right has been saved.";
        done_left: "Kaikki henkilön oikeudet on päätetty.", "Personens alla rättigheter har avslutats.", "All the person's rights have been ended.";
        done_details: "Tiedot on tallennettu.", "Uppgifterna har sparats.", "The details have been saved.";
        done_code: "Koodi on tilattu. Se näkyy alla.", "Koden har beställts. Den visas nedan.", "The code has been ordered. It is shown below.";
        done_granter: "Myöntäjän tehtävä on annettu.", "Uppdraget att bevilja har getts.", "The granter's duty has been given.";
        done_granter_ended: "Myöntäjän tehtävä on päätetty.", "Uppdraget att bevilja har avslutats.", "The granter's duty has been ended.";
        done_invited: "Uusi kutsu on lähetetty. Aiempi linkki ei enää kelpaa.", "En ny inbjudan har skickats. Den tidigare länken duger inte längre.", "A new invitation has been sent. The earlier link is no longer good.";
        register_title: "Käyttöoikeusrekisteri", "Användarrättsregister", "Access-rights register";
        register_intro: "Kaikki organisaatiosi käyttöoikeudet, myös päättyneet: kuka ne antoi, muutti tai päätti ja millä perusteella. Rivejä ei voi muuttaa eikä poistaa.", "Alla användarrätter i din organisation, också de som upphört: vem som beviljade, ändrade eller avslutade dem och på vilken grund. Raderna kan inte ändras eller tas bort.", "All rights of your organisation, ended ones too: who gave, changed or ended them and why. Rows cannot be changed or removed.";
        register_intro_whole: "Kaikkien organisaatioiden käyttöoikeudet, myös päättyneet: kuka ne antoi, muutti tai päätti ja millä perusteella. Rivejä ei voi muuttaa eikä poistaa.", "Alla organisationers användarrätter, också de som upphört: vem som beviljade, ändrade eller avslutade dem och på vilken grund. Raderna kan inte ändras eller tas bort.", "The rights of all organisations, ended ones too: who gave, changed or ended them and why. Rows cannot be changed or removed.";
        register_search_hint: "Nimen, käyttäjätunnuksen, organisaation tai oikeuden osa.", "En del av namnet, användarnamnet, organisationen eller rätten.", "Part of a name, username, organisation or right.";
        event: "Tapahtuma", "Händelse", "Event";
        all_events: "Kaikki tapahtumat", "Alla händelser", "All events";
        kind_given: "Annettu", "Beviljad", "Given";
        kind_changed: "Muutettu", "Ändrad", "Changed";
        kind_ended: "Päätetty", "Avslutad", "Ended";
        from_day: "Alkaen", "Från och med", "From";
        until_day: "Päättyen", "Till och med", "Until";
        rows_found: "Rivejä: {n}", "Rader: {n}", "Rows: {n}";
        no_rows: "Hakua vastaavia rivejä ei ole.", "Inga rader motsvarar sökningen.", "No rows match.";
        time: "Aika", "Tid", "Time";
        organisation: "Organisaatio", "Organisation", "Organisation";
        right: "Oikeus", "Rätt", "Right";
        export: "Tallenna CSV-tiedostona", "Spara som CSV-fil", "Save as a CSV file";
        exported: "Tiedosto on tallennettu. Käsittele sitä henkilötietona.", "Filen har sparats. Behandla den som personuppgifter.", "The file has been saved. Treat it as personal data.";
        export_failed: "Tiedostoa ei voitu tallentaa.", "Filen kunde inte sparas.", "The file could not be saved.";
        organisations_title: "Organisaatiot", "Organisationer", "Organisations";
        organisations_intro: "Asiakasorganisaatiot ja niiden vastuukäyttäjät. Jokaisella organisaatiolla on oltava aina vähintään yksi vastuukäyttäjä.", "Kundorganisationerna och deras ansvariga användare. Varje organisation ska alltid ha minst en ansvarig användare.", "The customer organisations and their responsible users. Each organisation must always have at least one responsible user.";
        business_id: "Y-tunnus", "FO-nummer", "Business ID";
        user_count: "Käyttäjätunnuksia käytössä", "Användarnamn i bruk", "Usernames in use";
        permit_count: "Voimassa olevia tietolupia", "Gällande datatillstånd", "Data permits in force";
        responsible_users: "Vastuukäyttäjät", "Ansvariga användare", "Responsible users";
        without_responsible: "Organisaatiolla ei ole vastuukäyttäjää. Nimeä sille vastuukäyttäjä viipymättä.", "Organisationen har ingen ansvarig användare. Utse en ansvarig användare utan dröjsmål.", "The organisation has no responsible user. Appoint one without delay.";
        appoint: "Nimeä vastuukäyttäjä", "Utse en ansvarig användare", "Appoint a responsible user";
        appoint_for: "Nimeä vastuukäyttäjä: {name}", "Utse en ansvarig användare: {name}", "Appoint a responsible user: {name}";
        appoint_intro: "Jos henkilöllä on jo käyttäjätunnus organisaatiossa, hän saa tehtävän siihen. Muuten hänelle luodaan käyttäjätunnus ja lähetetään kutsu.", "Om personen redan har ett användarnamn i organisationen får personen uppdraget i det. Annars skapas ett användarnamn och en inbjudan skickas.", "If the person has a username in the organisation already, the duty is added to it. Otherwise a username is made and an invitation sent.";
        appoint_reason_hint: "Esimerkiksi organisaation hakemus ja sen päiväys. 3–200 merkkiä, ei henkilötunnusta.", "Till exempel organisationens ansökan och dess datum. 3–200 tecken, ingen personbeteckning.", "For example the organisation's application and its date. 3–200 characters, no personal identity code.";
        end_responsible: "Päätä vastuukäyttäjän tehtävä: {name}", "Avsluta uppdraget som ansvarig användare: {name}", "End the duty of the responsible user {name}";
        end_responsible_title: "Päätetäänkö vastuukäyttäjän tehtävä?", "Ska uppdraget som ansvarig användare avslutas?", "End the responsible user's duty?";
        end_responsible_text: "{name} ei ole enää organisaation {organisation} vastuukäyttäjä. Hänen kyselyroolinsa säilyvät.", "{name} är inte längre ansvarig användare för {organisation}. Förfrågningsrollerna kvarstår.", "{name} will no longer be a responsible user of {organisation}. Query roles stay.";
        last_responsible: "Hän on organisaation ainoa vastuukäyttäjä. Nimeä ensin toinen, tai organisaatio jää ilman vastuukäyttäjää.", "Personen är organisationens enda ansvariga användare. Utse först en annan, annars blir organisationen utan ansvarig användare.", "This is the organisation's only responsible user. Appoint another first, or the organisation is left without one.";
        done_responsible_ended: "Vastuukäyttäjän tehtävä on päätetty.", "Uppdraget som ansvarig användare har avslutats.", "The responsible user's duty has been ended.";
        outbox_title: "Lähtevät viestit", "Utgående meddelanden", "Outbox";
        outbox_demo: "Esittelyssä lähettämättömien viestien sisällön voi lukea tässä. Muualla sitä ei näytetä kenellekään.", "I demonstrationen kan meddelanden som inte har skickats läsas här. Annars visas innehållet inte för någon.", "In the demonstration messages that have not been sent can be read here. Elsewhere their text is shown to nobody.";
        subject: "Aihe", "Ämne", "Subject";
        message: "Viesti", "Meddelande", "Message";
        read: "Lue", "Läs", "Read";
        read_message: "Lue viesti: {to}, {time}", "Läs meddelandet: {to}, {time}", "Read the message to {to}, {time}";
        person_not_usable: "Tällä henkilötunnuksella ei voi antaa käyttäjätunnusta. Tarkista tunnus henkilöltä itseltään.", "Med denna personbeteckning kan inget användarnamn ges. Kontrollera beteckningen med personen själv.", "No username can be given with this personal identity code. Check the code with the person.";
        person_here: "Henkilöllä on jo tämä organisaatiossa. Etsi hänet luettelosta.", "Personen har redan detta i organisationen. Sök personen i listan.", "The person has this in the organisation already. Look for them in the list.";
        changed_meanwhile: "Joku muu on muuttanut tietoja sen jälkeen, kun avasit sivun. Mitään ei tallennettu. Lataa sivu uudelleen ja tarkista tilanne.", "Någon annan har ändrat uppgifterna efter att du öppnade sidan. Inget sparades. Ladda om sidan och kontrollera läget.", "Somebody else has changed this since you opened the page. Nothing was saved. Reload the page and look again.";
        enrolment_refused: "Koodi ei kelpaa. Tarkista koodi. Se kelpaa kerran ja 24 tuntia; pyydä tarvittaessa uusi vastuukäyttäjältä.", "Koden duger inte. Kontrollera koden. Den kan användas en gång, inom 24 timmar; be vid behov den ansvariga användaren om en ny.", "The code is not accepted. Check it. It is good once, for 24 hours; ask your responsible user for a new one if needed.";
        own_rights: "Kukaan ei muuta omia oikeuksiaan. Pyydä muutosta toiselta vastuukäyttäjältä tai rekisteriviranomaiselta.", "Ingen ändrar sina egna rättigheter. Be en annan ansvarig användare eller registermyndigheten om ändringen.", "Nobody changes their own rights. Ask another responsible user or the register authority.";
        authority_only: "Vastuukäyttäjän tehtävän päättää vain rekisteriviranomainen. Ota yhteyttä rekisteriviranomaiseen.", "Endast registermyndigheten avslutar en ansvarig användares uppdrag. Kontakta registermyndigheten.", "Only the register authority ends a responsible user. Contact the authority.";
        responsible_only: "Vastuukäyttäjää koskevan muutoksen tekee toinen vastuukäyttäjä. Ota häneen yhteyttä.", "En ändring som gäller en ansvarig användare görs av en annan ansvarig användare. Kontakta denne.", "A change to a responsible user is made by another responsible user. Contact one.";
        not_in_permit: "Kyselyrooli ei kuulu organisaatiosi voimassa oleviin tietolupiin. Valitse toinen rooli.", "Förfrågningsrollen ingår inte i din organisations datatillstånd. Välj en annan roll.", "The query role is in none of your organisation's data permits. Choose another.";
        from_past: "Oikeus ei voi alkaa menneisyydessä. Valitse tämä päivä tai myöhempi.", "Rätten kan inte börja i det förflutna. Välj dagens datum eller ett senare.", "A right cannot begin in the past. Choose today or later.";
        until_past: "Päivä on jo mennyt. Valitse tämä päivä tai myöhempi, tai päätä oikeus heti.", "Dagen har redan varit. Välj dagens datum eller ett senare, eller avsluta rätten genast.", "The day has passed. Choose today or later, or end the right at once.";
        crossed: "Viimeinen päivä on ennen ensimmäistä. Korjaa päivät.", "Sista dagen är före den första. Rätta dagarna.", "The last day is before the first. Correct the days.";
        before_permit: "Tietolupa alkaa {day}. Valitse se tai myöhempi päivä.", "Datatillståndet börjar {day}. Välj den dagen eller en senare.", "The data permit begins on {day}. Choose that day or a later one.";
        after_permit: "Tietolupa päättyy {day}. Valitse se tai aiempi päivä.", "Datatillståndet upphör {day}. Välj den dagen eller en tidigare.", "The data permit ends on {day}. Choose that day or an earlier one.";
        too_long: "Oikeus annetaan enintään vuodeksi. Valitse {day} tai aiempi päivä.", "En rätt beviljas för högst ett år. Välj {day} eller en tidigare dag.", "A right is given for a year at most. Choose {day} or an earlier day.";
        begun: "Oikeus on jo alkanut, joten sen ensimmäistä päivää ei voi muuttaa.", "Rätten har redan börjat, så dess första dag kan inte ändras.", "The right has begun, so its first day cannot be changed.";
        ends_before: "Oikeus päättyy jo {day}. Valitse aiempi päivä.", "Rätten upphör redan {day}. Välj en tidigare dag.", "The right ends on {day} already. Choose an earlier day.";
        held_already: "Henkilöllä on jo tämä oikeus. Muuta sen päiviä.", "Personen har redan denna rätt. Ändra dess dagar.", "The person holds this right already. Change its days.";
        not_held: "Henkilöllä ei ole tätä oikeutta, tai se on päättynyt. Lataa sivu uudelleen.", "Personen har inte denna rätt, eller så har den upphört. Ladda om sidan.", "The person does not hold this right, or it has ended. Reload the page.";
        reason_missing: "Kirjoita peruste.", "Skriv en grund.", "Enter a reason.";
        reason_length: "Perusteessa pitää olla 3–200 merkkiä.", "Grunden ska ha 3–200 tecken.", "A reason has 3–200 characters.";
        reason_control: "Perusteen pitää olla yhdellä rivillä.", "Grunden ska vara på en rad.", "A reason is one line of text.";
        reason_code: "Perusteessa on henkilötunnus. Poista se.", "Grunden innehåller en personbeteckning. Ta bort den.", "The reason holds a personal identity code. Remove it.";
        name_wrong: "Kirjoita etunimi ja sukunimi kirjaimin.", "Skriv förnamn och efternamn med bokstäver.", "Enter the given name and surname in letters.";
        email_wrong: "Kirjoita sähköpostiosoite muodossa nimi@organisaatio.fi.", "Skriv e-postadressen i formen namn@organisation.fi.", "Enter an e-mail address such as name@organisation.fi.";
    }
}

/// A day as people read it, without the name of the month, which is the same in each language.
fn day_text(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Fi | Language::Sv => format!("{}.{}.{}", day.day(), day.month(), day.year()),
        Language::En => day.to_string(),
    }
}

/// What is wrong with a right, in words.
pub(super) fn right_text(problem: RightProblem, language: Language) -> String {
    let t = texts_in(language).management;
    let with = |text, day| fill(text, &[("day", &day_text(day, language))]);
    match problem {
        RightProblem::NotInPermit => t.not_in_permit.to_owned(),
        RightProblem::FromPast => t.from_past.to_owned(),
        RightProblem::UntilPast => t.until_past.to_owned(),
        RightProblem::Crossed => t.crossed.to_owned(),
        RightProblem::BeforePermit(day) => with(t.before_permit, day),
        RightProblem::AfterPermit(day) => with(t.after_permit, day),
        RightProblem::TooLong(day) => with(t.too_long, day),
        RightProblem::Begun => t.begun.to_owned(),
        RightProblem::EndsBefore(day) => with(t.ends_before, day),
        RightProblem::HeldAlready => t.held_already.to_owned(),
        RightProblem::NotHeld => t.not_held.to_owned(),
        RightProblem::RequestWaits => texts_in(language).approvals.request_waits.to_owned(),
    }
}

/// What is wrong with a reason, in words.
pub(super) fn reason_text(problem: ReferenceProblem, language: Language) -> &'static str {
    let t = texts_in(language).management;
    match problem {
        ReferenceProblem::Missing => t.reason_missing,
        ReferenceProblem::Length => t.reason_length,
        ReferenceProblem::ControlCharacter => t.reason_control,
        ReferenceProblem::IdentityCode => t.reason_code,
    }
}

/// What is wrong with a name or address, in words.
pub(super) fn detail_text(problem: DetailProblem, language: Language) -> &'static str {
    let t = texts_in(language).management;
    match problem {
        DetailProblem::Name => t.name_wrong,
        DetailProblem::Email => t.email_wrong,
    }
}

/// Why an act is refused, in words.
pub(super) fn refusal_text(refusal: ManagementRefusal, language: Language) -> &'static str {
    let texts = texts_in(language);
    match refusal {
        ManagementRefusal::NotYours => texts.problems.not_found,
        ManagementRefusal::OwnRights => texts.management.own_rights,
        ManagementRefusal::AuthorityOnly => texts.management.authority_only,
        ManagementRefusal::ResponsibleUserOnly => texts.management.responsible_only,
        ManagementRefusal::LastAdministrator => texts.organisations.last_administrator,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stands_in_the_words_in_each_language() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default();
        assert!(right_text(RightProblem::AfterPermit(day), Language::Fi).contains("1.3.2027"));
        assert!(right_text(RightProblem::AfterPermit(day), Language::En).contains("2027-03-01"));
    }
}
