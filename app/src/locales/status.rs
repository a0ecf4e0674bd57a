//! Texts of the page on the state of the service. The words of each alarm come from the server.

super::area! {
    /// Texts of the page on the state of the service.
    StatusTexts {
        title: "Palvelun tila", "Tjänstens status", "State of the service";
        intro: "Palvelu tarkkailee itseään jatkuvasti. Hälytyksen alkaminen ja päättyminen kirjataan muutoslokiin ja lähetetään päivystyksen sähköpostiin, jos osoite on asetettu.", "Tjänsten övervakar sig själv hela tiden. När ett larm börjar eller upphör antecknas det i ändringsloggen och meddelas till jourens e-post, om en adress har angetts.", "The service watches itself all the time. The beginning and the end of an alarm stand in the change log, and go by mail to those on duty if an address is set.";
        looked: "Tarkistettu {time}", "Kontrollerat {time}", "Looked on {time}";
        look_again: "Tarkista uudelleen", "Kontrollera på nytt", "Look again";
        banner: "Palvelussa on hälytys.", "Ett larm pågår i tjänsten.", "The service has an alarm.";
        banner_link: "Katso palvelun tila", "Se tjänstens status", "See the state of the service";
        calm: "Hälytyksiä ei ole.", "Det finns inga larm.", "There is no alarm.";
        alarms_on: "Hälytykset nyt", "Larm nu", "Alarms now";
        closed_title: "Kyselyt on suljettu", "Förfrågningarna är stängda", "Queries are closed";
        open: "Kyselyt ovat avoinna kummassakin ympäristössä.", "Förfrågningarna är öppna i båda miljöerna.", "Queries are open in both environments.";
        since: "Alkanut {time}", "Började {time}", "Since {time}";
        urgent: "Toimi heti", "Agera genast", "Act at once";
        today: "Hoida tänään", "Åtgärda i dag", "See to it today";
        meaning: "Mitä se tarkoittaa", "Vad det betyder", "What it means";
        remedy: "Mitä tehdä", "Vad man ska göra", "What to do";
        manual: "Päivystäjän ohje: docs/operating.md, kohta {code}", "Jourens handbok: docs/operating.md, punkten {code}", "Manual for the person on duty: docs/operating.md, at {code}";
        facts: "Palvelun tiedot", "Uppgifter om tjänsten", "Facts about the service";
        off: "Muut valvottavat asiat", "Övrigt som övervakas", "What else is watched";
        off_intro: "Mikään näistä hälytyksistä ei ole päällä:", "Inget av dessa larm är på:", "None of these alarms is on:";
        alarm: "Hälytys", "Larm", "Alarm";
        began: "Alkoi", "Började", "Began";
        ended: "Päättyi", "Upphörde", "Ended";
        past: "Päättyneet hälytykset", "Larm som har upphört", "Alarms that are over";
        past_intro: "Viimeisten 90 päivän aikana päättyneet hälytykset, uusin ensin.", "Larm som har upphört under de senaste 90 dagarna, det nyaste först.", "Alarms that ended within the last 90 days, the newest first.";
        past_none: "Yhtään hälytystä ei ole päättynyt 90 päivän aikana.", "Inget larm har upphört under 90 dagar.", "No alarm has ended within 90 days.";
    }
}
