//! Texts of the front page.

super::area! {
    /// Texts of the front page.
    FrontTexts {
        title: "Etusivu", "Startsida", "Front page";
        greeting: "Tervetuloa, {name}", "Välkommen, {name}", "Welcome, {name}";
        choose_role: "Aloita valitsemalla kyselyrooli valikon kohdasta Kyselypalvelut.", "Börja med att välja en förfrågningsroll under Förfrågningstjänster i menyn.", "Begin by choosing a query role under Query services in the menu.";
        purpose: "Tietoja saa käyttää vain tietolupapäätöksessä mainittuihin työ- ja virkatehtäviin. Jokaisesta kyselystä jää merkintä lokiin.", "Uppgifterna får användas endast för de arbets- och tjänsteuppgifter som nämns i beslutet om datatillstånd. Varje förfrågan antecknas i en logg.", "The data may be used only for the work and official duties named in the permit decision. Every query is entered in a log.";
        no_roles: "Sinulla ei ole voimassa olevia kyselyrooleja. Jos tarvitset oikeuksia tai niiden uusimista, ota yhteyttä esihenkilöösi. Oikeudet lisää organisaatiosi vastuukäyttäjä.", "Du har inga gällande förfrågningsroller. Om du behöver rättigheter eller vill förnya dem, kontakta din chef. Rättigheterna läggs till av den ansvariga användaren i din organisation.", "You hold no query roles at present. If you need rights or want to renew them, contact your supervisor. Rights are added by your organisation's responsible user.";
        no_authority_roles: "Sinulla ei ole tehtäviä rekisteriviranomaisessa. Pääkäyttäjä antaa ne.", "Du har inga uppdrag hos registermyndigheten. De ges av huvudanvändaren.", "You hold no roles within the register authority. An administrator gives them.";
        roles_open_nothing: "Tehtäväsi ({roles}) ei avaa tässä palvelussa vielä mitään sivua. Jos tarvitset muita tehtäviä, pyydä niitä pääkäyttäjältä.", "Ditt uppdrag ({roles}) öppnar ännu ingen sida i den här tjänsten. Om du behöver andra uppdrag, be huvudanvändaren om dem.", "Your role ({roles}) does not open any page in this service yet. If you need other roles, ask an administrator.";
        failures_title: "Epäonnistuneita kirjautumisia", "Misslyckade inloggningar", "Failed sign-ins";
        failures_one: "Käyttäjätunnuksellasi on yritetty kirjautua kerran onnistumatta: {last}.", "Ett misslyckat försök att logga in med ditt användarnamn har gjorts: {last}.", "There was one failed attempt to sign in with your username: {last}.";
        failures_many: "Käyttäjätunnuksellasi on yritetty kirjautua onnistumatta {n} kertaa, viimeksi {last}.", "{n} misslyckade försök att logga in med ditt användarnamn har gjorts, det senaste {last}.", "There were {n} failed attempts to sign in with your username, the last one {last}.";
        failures_act: "Jos yrittäjä et ollut sinä, ilmoita asiasta heti organisaatiosi vastuukäyttäjälle tai käyttöoikeuksien myöntäjälle.", "Om det inte var du, meddela genast den ansvariga användaren i din organisation eller den som beviljar användarrätter.", "If it was not you, tell your organisation's responsible user or rights granter at once.";
        choose_management: "Aloita valitsemalla palvelu valikon kohdasta Hallintapalvelut.", "Börja med att välja en tjänst under Hanteringstjänster i menyn.", "Begin by choosing a service under Management services in the menu.";
        enrolment_title: "Avaimellesi on tilattu korvaava koodi", "En ersättande kod för din nyckel har beställts", "A code was ordered to replace your key";
        enrolment_text: "{by} tilasi {time} sinulle koodin, jolla kadonneen avaimen tilalle voi liittää uuden.", "{by} beställde {time} en kod åt dig, med vilken en ny nyckel kan kopplas i stället för en förlorad.", "{by} ordered a code for you ({time}), with which a new key can be linked in the place of a lost one.";
        enrolment_seen: "Olen nähnyt tämän", "Jag har sett detta", "I have seen this";
        check_services: "Tarkista omat kirjautumisesi, istuntosi ja avaimesi", "Kontrollera dina inloggningar, sessioner och nycklar", "Check your sign-ins, sessions and keys";
        bulletins: "Tiedotteet", "Meddelanden", "Bulletins";
        no_bulletins: "Ei voimassa olevia tiedotteita.", "Inga aktuella meddelanden.", "No bulletins at present.";
        loading: "Tiedotteita haetaan…", "Meddelandena hämtas…", "Fetching the bulletins…";
        disruption: "Häiriö", "Störning", "Disruption";
        training_note: "Olet koulutusympäristössä. Harjoittelu on maksutonta, ja kyselyroolisi ovat samat kuin tuotannossa.", "Du är i utbildningsmiljön. Övningen är avgiftsfri, och dina förfrågningsroller är desamma som i produktionsmiljön.", "You are in the training environment. Practising is free, and your query roles are the same as in production.";
    }
}
