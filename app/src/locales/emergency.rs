//! Texts of the levers for an emergency.

super::area! {
    /// Texts of the levers for an emergency.
    EmergencyTexts {
        title: "Hätätoimet", "Nödåtgärder", "Emergency";
        intro: "Hätätoimet vaikuttavat heti: jo seuraava pyyntö näkee ne. Jokainen toimi perustellaan, vahvistetaan avaimella ja kirjataan muutoslokiin.", "Nödåtgärderna verkar genast: redan nästa begäran ser dem. Varje åtgärd motiveras, bekräftas med nyckel och antecknas i ändringsloggen.", "Emergency acts take effect at once: the very next request sees them. Each needs a reason and a key, and leaves an entry in the change log.";
        state: "Tilanne nyt", "Läget nu", "How things stand";
        at_rest: "Mikään hätätoimi ei ole voimassa.", "Ingen nödåtgärd gäller.", "No emergency act is in force.";
        lever: "Toimi", "Åtgärd", "Act";
        since: "Alkaen", "Sedan", "Since";
        by: "Tekijä", "Utförd av", "Done by";
        notice: "Ilmoitus käyttäjille", "Meddelande till användarna", "Notice to users";
        read_only: "Muutokset estetty", "Ändringar spärrade", "Changes stopped";
        queries: "Kyselyt suljettu", "Förfrågningar stängda", "Queries closed";
        organisation_closed: "Organisaatio suljettu: {name}", "Organisation stängd: {name}", "Organisation closed: {name}";
        release: "Pura", "Häv", "Put back";
        release_this: "Pura: {name}", "Häv: {name}", "Put back: {name}";
        release_title: "Puretaanko hätätoimi?", "Ska nödåtgärden hävas?", "Put the lever back?";
        release_text: "Kun hätätoimi puretaan, palvelu toimii siltä osin jälleen tavallisesti.", "När nödåtgärden hävs fungerar tjänsten åter normalt till den delen.", "Once it is put back, the service works as usual in that part.";
        queries_title: "Sulje kyselyt", "Stäng förfrågningarna", "Close queries";
        queries_text: "Kukaan ei voi tehdä kyselyitä kummassakaan ympäristössä. Muu palvelu toimii. Käyttäjille näytetään ilmoitus heidän kielellään.", "Ingen kan göra förfrågningar i någondera miljön. Tjänsten fungerar i övrigt. Användarna ser meddelandet på sitt språk.", "Nobody can query in either environment. The rest of the service works. Users see the notice in their language.";
        read_only_title: "Estä muutokset", "Spärra ändringar", "Stop changes";
        read_only_text: "Kukaan ei voi muuttaa oikeuksia, avaimia, henkilöitä tai muita tietoja. Kyselyt ja kirjautuminen jatkuvat. Viranomaisen pääkäyttäjä voi aina asettaa salasanansa ja liittää avaimensa.", "Ingen kan ändra rättigheter, nycklar, personer eller andra uppgifter. Förfrågningar och inloggning fortsätter. Myndighetens administratör kan alltid ange sitt lösenord och koppla sin nyckel.", "Nobody can change rights, keys, people or anything else. Queries and signing in go on. An administrator of the authority can always set a password and link a key.";
        close_title: "Sulje organisaatio", "Stäng en organisation", "Close an organisation";
        close_text: "Kukaan organisaatiosta ei voi kirjautua, hakea tietoja tai tehdä muuta. Avoimet istunnot päättyvät heti. Organisaatio voidaan avata myöhemmin.", "Ingen från organisationen kan logga in, göra förfrågningar eller något annat. Öppna sessioner avslutas genast. Organisationen kan öppnas senare.", "Nobody of the organisation can sign in, query or do anything else. Open sessions end at once. The organisation can be opened later.";
        sessions_title: "Päätä istunnot", "Avsluta sessioner", "End sessions";
        sessions_text: "Kaikkien tai yhden organisaation istunnot päättyvät heti. Oma istuntosi jatkuu. Käyttäjät voivat kirjautua uudelleen.", "Allas eller en organisations sessioner avslutas genast. Din egen session fortsätter. Användarna kan logga in på nytt.", "The sessions of everybody or of one organisation end at once. Your own goes on. Users can sign in again.";
        organisation: "Organisaatio", "Organisation", "Organisation";
        choose: "Valitse organisaatio", "Välj organisation", "Choose an organisation";
        everybody: "Kaikki ({n} istuntoa)", "Alla ({n} sessioner)", "Everybody ({n} sessions)";
        with_sessions: "{name} ({n} istuntoa)", "{name} ({n} sessioner)", "{name} ({n} sessions)";
        choice_missing: "Valitse organisaatio.", "Välj en organisation.", "Choose an organisation.";
        reason: "Peruste", "Grund", "Reason";
        reason_hint: "Perustetta ei näytetä käyttäjille. Älä kirjoita henkilötunnuksia.", "Grunden visas inte för användarna. Skriv inga personbeteckningar.", "Users do not see the reason. Do not write identity codes.";
        notice_fi: "Ilmoitus suomeksi", "Meddelande på finska", "Notice in Finnish";
        notice_sv: "Ilmoitus ruotsiksi", "Meddelande på svenska", "Notice in Swedish";
        notice_en: "Ilmoitus englanniksi", "Meddelande på engelska", "Notice in English";
        notice_hint: "Kerro lyhyesti, mistä on kyse ja milloin palvelun arvioidaan toimivan.", "Berätta kort vad det är fråga om och när tjänsten väntas fungera.", "Say shortly what it is about and when the service is expected to work.";
        in_force: "Toimi on jo voimassa.", "Åtgärden gäller redan.", "It is in force already.";
        done_pulled: "Hätätoimi on voimassa.", "Nödåtgärden gäller.", "The emergency act is in force.";
        done_released: "Hätätoimi on purettu.", "Nödåtgärden har hävts.", "The emergency act is over.";
        done_sessions: "{n} istuntoa päätettiin.", "{n} sessioner avslutades.", "{n} sessions were ended.";
        changed: "Tilanne on muuttunut sivun avaamisen jälkeen. Tarkista tilanne ja tee toimi tarvittaessa uudelleen.", "Läget har ändrats sedan sidan öppnades. Kontrollera läget och gör åtgärden vid behov på nytt.", "Things have changed since the page was opened. Look at how they stand and act again if needed.";
        closed_by_order: "Viranomainen on sulkenut kyselyt. {notice}", "Myndigheten har stängt förfrågningarna. {notice}", "The authority has closed queries. {notice}";
        no_changes: "Viranomainen on toistaiseksi estänyt muutokset. {notice}", "Myndigheten har tills vidare spärrat ändringar. {notice}", "The authority has stopped changes for now. {notice}";
        organisation_is_closed: "Viranomainen on sulkenut organisaatiosi käyttäjätunnukset toistaiseksi. Kysy lisätietoja organisaatiosi vastuukäyttäjältä.", "Myndigheten har tills vidare stängt användarnamnen i din organisation. Fråga den ansvariga användaren i din organisation.", "The authority has closed your organisation's usernames for now. Ask your organisation's responsible user.";
        session_ended: "Viranomainen on päättänyt istuntosi. Kirjaudu uudelleen. Jos kirjautuminen ei onnistu, kysy organisaatiosi vastuukäyttäjältä.", "Myndigheten har avslutat din session. Logga in på nytt. Om inloggningen inte lyckas, fråga den ansvariga användaren i din organisation.", "The authority has ended your session. Sign in again. If that does not work, ask your organisation's responsible user.";
        notice_problem: "Kirjoita ilmoitus ({language}) yhdelle riville: 3–200 merkkiä, ei henkilötunnuksia.", "Skriv meddelandet ({language}) på en rad: 3–200 tecken, inga personbeteckningar.", "Write the notice ({language}) on one line: 3–200 characters, no identity codes.";
    }
}
