//! Texts of the page of the organisation's own permits.

super::area! {
    /// Texts of the page of the organisation's own permits.
    PermitTexts {
        title: "Tietoluvat", "Datatillstånd", "Data permits";
        intro: "Organisaatiosi tietoluvat, niiden käyttötarkoitukset ja se, mitä tietoja kukin kyselyrooli saa nähdä. Jos tarve tai käyttötarkoitus muuttuu, ilmoita siitä rekisteriviranomaiselle.", "Din organisations datatillstånd, deras användningsändamål och vilka uppgifter varje förfrågningsroll får se. Om behovet eller användningsändamålet ändras ska registermyndigheten underrättas.", "Your organisation's data permits, their purposes of use and the data that each query role may see. If the need or the purpose changes, tell the register authority.";
        loading: "Tietolupia haetaan.", "Datatillstånden hämtas.", "Fetching the data permits.";
        empty: "Organisaatiollasi ei ole tietolupaa.", "Din organisation har inget datatillstånd.", "Your organisation has no data permit.";
        not_yours: "Tämä sivu on organisaation vastuukäyttäjille. Jos tarvitset tietoa tietoluvista, kysy vastuukäyttäjältä.", "Den här sidan är för organisationens ansvariga användare. Om du behöver information om datatillstånden, fråga den ansvariga användaren.", "This page is for the organisation's responsible users. If you need to know about the data permits, ask your responsible user.";
        number: "Päätöksen numero", "Beslutets nummer", "Decision number";
        validity: "Voimassaolo", "Giltighet", "Validity";
        purposes: "Käyttötarkoitukset", "Användningsändamål", "Purposes of use";
        roles: "Kyselyroolit ja tietoryhmät", "Förfrågningsroller och datagrupper", "Query roles and data groups";
        caption: "Kyselyroolit ja tietoryhmät: {name}", "Förfrågningsroller och datagrupper: {name}", "Query roles and data groups: {name}";
        role: "Kyselyrooli", "Förfrågningsroll", "Query role";
        groups: "Tietoryhmät", "Datagrupper", "Data groups";
        no_groups: "ei tietoryhmiä", "inga datagrupper", "no data groups";
        no_roles: "Luvassa ei ole kyselyrooleja.", "Tillståndet har inga förfrågningsroller.", "The permit has no query roles.";
    }
}
