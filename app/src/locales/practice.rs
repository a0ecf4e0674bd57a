//! Texts of the catalogue of practice cases. The cases themselves come from the server, with words.

super::area! {
    /// Texts of the catalogue of practice cases.
    PracticeTexts {
        title: "Harjoitustapaukset", "Övningsfall", "Practice cases";
        intro: "Tässä on koulutusrekisterin henkilöitä, rakennuksia ja kiinteistöjä, joilla voit harjoitella. Kaikki on keksitty. Valitse kyselyrooli ja vie tunnus tai osoite lomakkeelle. Tietoja haetaan vasta, kun painat Hae tiedot.", "Här finns personer, byggnader och fastigheter i utbildningsregistret som du kan öva med. Allt är påhittat. Välj en förfrågningsroll och flytta beteckningen eller adressen till formuläret. Uppgifter hämtas först när du trycker på Hämta uppgifter.", "Here are persons, buildings and properties of the training register to practise with. All of it is invented. Choose a query role and take the identifier or address to the form. Nothing is fetched before you press Fetch the data.";
        role: "Kyselyrooli, jolla harjoittelet", "Förfrågningsroll som du övar med", "Query role to practise in";
        loading: "Tapauksia haetaan…", "Fallen hämtas…", "Fetching the cases…";
        retry: "Hae tapaukset uudelleen", "Hämta fallen på nytt", "Fetch the cases again";
        none: "Tässä rekisterissä ei ole tällaista tapausta.", "I detta register finns inget sådant fall.", "There is no such case in this register.";
        take: "Vie lomakkeelle", "Flytta till formuläret", "Take to the form";
        take_of: "Vie lomakkeelle: {what}", "Flytta till formuläret: {what}", "Take to the form: {what}";
        not_in_role: "Valittu kyselyrooli ei tee tätä kyselyä.", "Den valda förfrågningsrollen gör inte denna förfrågan.", "The chosen query role does not make this query.";
        no_roles: "Sinulla ei ole kyselyroolia, jolla voisit harjoitella.", "Du har ingen förfrågningsroll att öva med.", "You hold no query role to practise in.";
        link: "Harjoittele valmiilla tapauksilla", "Öva med färdiga fall", "Practise with ready cases";
    }
}
