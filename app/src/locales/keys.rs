//! Texts on kinds of key: their names, what is accepted, linking step by step, the policy of an
//! organisation and the authority's switches.

use std::collections::BTreeSet;

use luotain::access::{AcceptedKeys, KeyKind, KeyPolicyProblem, KeyRefusal};
use luotain::language::Language;
use luotain::session::KeyView;

use super::{fill, language, texts_in};

super::area! {
    /// Texts on kinds of key and the rules on them.
    KeyTexts {
        kind: "Laji", "Typ", "Kind";
        device_passkey: "Laitekohtainen pääsyavain", "Enhetsbunden nyckel (passkey)", "Device-bound passkey";
        synced_passkey: "Synkronoitava pääsyavain", "Synkroniserad nyckel (passkey)", "Synced passkey";
        security_key: "Suojausavain", "Säkerhetsnyckel", "Security key";
        unknown: "Selviää seuraavassa kirjautumisessa", "Framgår vid nästa inloggning", "Shows at the next sign-in";
        device_passkey_is: "Pysyy yhdessä tietokoneessa tai puhelimessa.", "Stannar i en viss dator eller telefon.", "It stays in one computer or phone.";
        synced_passkey_is: "Kopioituu omistajansa muihin laitteisiin, esimerkiksi selaimen tai puhelimen tilin kautta.", "Kopieras till ägarens andra enheter, till exempel via webbläsarens eller telefonens konto.", "It is copied to its owner's other devices, for instance through the browser's or the phone's account.";
        security_key_is: "Erillinen laite, joka kytketään USB-porttiin tai luetaan lähilukijalla.", "En separat enhet som ansluts till USB-porten eller läses med en NFC-läsare.", "A separate device that is plugged into a USB port or held to an NFC reader.";
        attested_by: "Valmistajan vahvistama: {root}", "Intygad av tillverkaren: {root}", "Vouched for by its maker: {root}";
        model: "Mallin tunniste: {model}", "Modellens beteckning: {model}", "Model identifier: {model}";
        not_accepted: "Ei kelpaa kirjautumiseen", "Duger inte för inloggning", "Not accepted at sign-in";

        refused_kind: "Organisaatiosi ei hyväksy tämän lajista avainta. Hyväksyttyjä ovat: {kinds}.", "Din organisation godkänner inte en nyckel av den här typen. Godkända är: {kinds}.", "Your organisation does not accept a key of this kind. It accepts: {kinds}.";
        refused_off: "Rekisteriviranomainen on sulkenut tämän lajiset avaimet toistaiseksi kaikilta. Hyväksyttyjä ovat: {kinds}.", "Registermyndigheten har tills vidare stängt nycklar av den här typen för alla. Godkända är: {kinds}.", "The register authority has switched off keys of this kind for everybody for the time being. Accepted are: {kinds}.";
        refused_all: "Mikään avain ei kelpaa juuri nyt: organisaatiosi vaatimukset ja rekisteriviranomaisen sulkemat avainlajit sulkevat kaikki pois. Ota yhteyttä vastuukäyttäjään tai asiakastukeen.", "Ingen nyckel duger just nu: organisationens krav och de nyckeltyper som registermyndigheten har stängt utesluter alla. Kontakta den ansvariga användaren eller kundtjänsten.", "No key is accepted at the moment: your organisation's requirements and the kinds that the register authority has switched off leave none. Contact your responsible user or customer support.";
        refused_attestation: "Organisaatiosi hyväksyy vain avaimet, joiden alkuperän valmistaja vahvistaa. Tämän avaimen vahvistus puuttuu tai ei johda hyväksyttyyn juurivarmenteeseen. Hyväksytyt juurivarmenteet: {roots}. Salli selaimessa avaimen merkin ja mallin luovuttaminen tai käytä toista avainta.", "Din organisation godkänner endast nycklar vars ursprung tillverkaren intygar. Den här nyckelns intyg saknas eller leder inte till ett godkänt rotcertifikat. Godkända rotcertifikat: {roots}. Tillåt i webbläsaren att nyckelns märke och modell lämnas ut, eller använd en annan nyckel.", "Your organisation accepts only keys whose maker vouches for them. This key has no attestation, or one that leads to no accepted root certificate. Accepted root certificates: {roots}. Allow the browser to hand over the key's make and model, or use another key.";
        refused_roots: "Organisaatiosi vaatii valmistajan vahvistaman avaimen, mutta palveluun ei ole määritetty juurivarmenteita. Avainta ei voi hyväksyä. Ota yhteyttä asiakastukeen.", "Din organisation kräver en nyckel som tillverkaren intygar, men inga rotcertifikat har angetts i tjänsten. Nyckeln kan inte godkännas. Kontakta kundtjänsten.", "Your organisation requires keys vouched for by their maker, but the service has no root certificates. The key cannot be accepted. Contact customer support.";
        refused_help: "Jos sinulla on toinen, hyväksyttävä avain, käytä sitä. Muuten pyydä vastuukäyttäjältä tai käyttöoikeuksien myöntäjältä korvaava koodi, kirjoita se alle ja liitä uusi avain. Vastuukäyttäjä saa koodin toiselta vastuukäyttäjältä.", "Om du har en annan nyckel som godkänns, använd den. Be annars den ansvariga användaren eller den som beviljar användarrätter om en ersättande kod, skriv den nedan och koppla en ny nyckel. En ansvarig användare får koden av en annan ansvarig användare.", "If you have another key that is accepted, use it. Otherwise ask your responsible user or rights granter for a replacement code, enter it below and link a new key. A responsible user gets the code from another responsible user.";

        no_kind: "Valitse vähintään yksi avainlaji, joka jää käyttöön.", "Välj minst en nyckeltyp som förblir i bruk.", "Choose at least one kind of key that stays in use.";
        attested_needs_device: "Synkronoitavalla pääsyavaimella ei ole valmistajan vahvistusta. Valitse myös laitekohtainen pääsyavain tai suojausavain.", "En synkroniserad nyckel (passkey) har inget intyg från tillverkaren. Välj också enhetsbunden nyckel (passkey) eller säkerhetsnyckel.", "A synced passkey has no attestation. Choose device-bound passkeys or security keys, too.";
        no_roots: "Valmistajan vahvistusta ei voi vaatia, koska palveluun ei ole määritetty juurivarmenteita. Palvelun ylläpitäjä lisää ne palvelun asetuksiin.", "Tillverkarens intyg kan inte krävas, eftersom inga rotcertifikat har angetts i tjänsten. Tjänstens driftansvariga lägger till dem i tjänstens inställningar.", "Attestation cannot be required, because the service has no root certificates. Whoever runs the service adds them to its settings.";
        own_keys: "Et voi sulkea lajia, koska sinulla ei ole muuta avainta, jolla pääsisit kirjautumaan ja avaamaan sen uudelleen. Liitä ensin omaan käyttäjätunnukseesi toisen lajinen avain.", "Du kan inte stänga typen, eftersom du inte har någon annan nyckel med vilken du kan logga in och öppna den igen. Koppla först en nyckel av en annan typ till ditt eget användarnamn.", "You cannot switch the kind off, because you have no other key to sign in with and switch it on again. First link a key of another kind to your own username.";

        steps: "Avaimen liittämisen vaiheet", "Steg för att koppla en nyckel", "Steps of linking a key";
        step_need: "Valitse avain", "Välj en nyckel", "Choose a key";
        step_name: "Anna avaimelle nimi", "Ge nyckeln ett namn", "Give the key a name";
        step_touch: "Liitä avain", "Koppla nyckeln", "Link the key";
        step_touch_text: "Selain kysyy, minne avain tallennetaan tai mitä avainta käytetään. Vahvista sormenjäljellä, kasvontunnistuksella tai PIN-koodilla tai kosketa suojausavainta. Aikaa on kaksi minuuttia.", "Webbläsaren frågar var nyckeln ska sparas eller vilken nyckel som används. Bekräfta med fingeravtryck, ansiktsigenkänning eller PIN-kod, eller rör vid säkerhetsnyckeln. Du har två minuter på dig.", "The browser asks where to keep the key, or which key to use. Confirm with your fingerprint, face or PIN, or touch the security key. You have two minutes.";
        step_try: "Kokeile avainta", "Pröva nyckeln", "Try the key";
        accepted_are: "Organisaatiosi hyväksyy nämä avaimet:", "Din organisation godkänner dessa nycklar:", "Your organisation accepts these keys:";
        accepted_attested: "Valmistajan on vahvistettava avaimen alkuperä. Kun selain kysyy, salli avaimen merkin ja mallin luovuttaminen. Hyväksytyt juurivarmenteet: {roots}.", "Tillverkaren ska intyga nyckelns ursprung. När webbläsaren frågar, tillåt att nyckelns märke och modell lämnas ut. Godkända rotcertifikat: {roots}.", "The maker must vouch for the key. When the browser asks, allow it to hand over the key's make and model. Accepted root certificates: {roots}.";
        try_text: "Avain on liitetty. Kokeile sitä heti, niin tiedät, että se toimii myös seuraavassa kirjautumisessa.", "Nyckeln har kopplats. Pröva den genast, så vet du att den fungerar också vid nästa inloggning.", "The key has been linked. Try it now, and you know that it works at the next sign-in, too.";
        try_done: "Avain toimii.", "Nyckeln fungerar.", "The key works.";
        try_failed: "Jos avain ei toimi uudellakaan yrityksellä, poista se Käyttäjäpalveluissa ja liitä se uudelleen tai liitä toinen avain.", "Om nyckeln inte heller fungerar på nytt, ta bort den i Användartjänster och koppla den igen eller koppla en annan nyckel.", "If the key does not work on another try either, remove it in User Services and link it again, or link another key.";
        second: "Liitä toinenkin avain, esimerkiksi suojausavain, ja säilytä se eri paikassa. Jos toinen katoaa tai rikkoutuu, pääset silti kirjautumaan.", "Koppla också en annan nyckel, till exempel en säkerhetsnyckel, och förvara den på ett annat ställe. Om den ena försvinner eller går sönder kan du ändå logga in.", "Link a second key, such as a security key, and keep it in another place. If one is lost or breaks, you can still sign in.";
        second_where: "Toisen avaimen voit liittää Käyttäjäpalveluissa.", "En annan nyckel kan du koppla i Användartjänster.", "You can link a second key in User Services.";
        go_on: "Jatka palveluun", "Fortsätt till tjänsten", "Go on to the service";
        finish: "Valmis", "Klart", "Done";

        policy_title: "Avainten vaatimukset", "Krav på nycklar", "Requirements for keys";
        policy_intro: "Valitse, millaisilla avaimilla organisaatiosi käyttäjät saavat kirjautua. Muutos vaikuttaa heti uusiin kirjautumisiin ja avainten liittämiseen. Avoimet istunnot jatkuvat.", "Välj med vilka nycklar organisationens användare får logga in. Ändringen påverkar genast nya inloggningar och kopplingen av nycklar. Öppna sessioner fortsätter.", "Choose with which keys your organisation's users may sign in. A change takes effect at once on new sign-ins and on linking keys. Open sessions go on.";
        policy_trust: "Sen, onko avain synkronoitava, avain ilmoittaa itse. Laitekohtaisen pääsyavaimen ja suojausavaimen ero perustuu siihen, mitä selain ilmoittaa. Avaimen alkuperän todistaa vain valmistajan vahvistus.", "Om en nyckel är synkroniserad meddelar nyckeln själv. Skillnaden mellan en enhetsbunden nyckel (passkey) och en säkerhetsnyckel grundar sig på vad webbläsaren meddelar. Endast tillverkarens intyg bevisar nyckelns ursprung.", "Whether a key is synced, the key itself says. What is a device-bound passkey and what a security key, the browser says. Only the maker's attestation proves where a key comes from.";
        kinds_accepted: "Hyväksytyt avainlajit", "Godkända nyckeltyper", "Accepted kinds of key";
        attested_only: "Vain avaimet, joiden alkuperän valmistaja vahvistaa", "Endast nycklar vars ursprung tillverkaren intygar", "Only keys whose maker vouches for them";
        attested_hint: "Hyväksytyt juurivarmenteet: {roots}. Ennen vaatimusta liitetyillä avaimilla ei ole vahvistusta, joten ne on liitettävä uudelleen.", "Godkända rotcertifikat: {roots}. Nycklar som kopplats före kravet har inget intyg och ska därför kopplas på nytt.", "Accepted root certificates: {roots}. Keys that were linked before have no attestation, and must be linked again.";
        counts: "Käyttäjien avaimet", "Användarnas nycklar", "The users' keys";
        count_unknown: "Laji ei vielä tiedossa", "Typen ännu inte känd", "Kind not yet known";
        changed_by: "Muutettu viimeksi {time}, {by}. Peruste: {reason}", "Senast ändrad {time}, {by}. Grund: {reason}", "Last changed {time} by {by}. Reason: {reason}";
        never_changed: "Vaatimuksia ei ole asetettu: kaikki avaimet kelpaavat.", "Inga krav har ställts: alla nycklar duger.", "No requirements have been set: every key is accepted.";
        reason_hint: "Miksi muutos tehdään, 3–200 merkkiä. Näkyy tällä sivulla ja jää lokiin. Älä kirjoita henkilötunnusta.", "Varför ändringen görs, 3–200 tecken. Visas på den här sidan och sparas i loggen. Skriv ingen personbeteckning.", "Why the change is made, 3–200 characters. It shows on this page and stays in the log. Do not enter an identity code.";
        save: "Tallenna vaatimukset", "Spara kraven", "Save the requirements";
        saved: "Vaatimukset on tallennettu.", "Kraven har sparats.", "The requirements have been saved.";
        confirm_policy: "Vahvista muutos", "Bekräfta ändringen", "Confirm the change";
        impact_users: "Käyttäjiä, joille ei jää varmasti kelpaavaa avainta: {n}. He tarvitsevat korvaavan koodin ja uuden avaimen.", "Användare som inte har någon säkert godkänd nyckel kvar: {n}. De behöver en ersättande kod och en ny nyckel.", "Users who are left without a key that is surely accepted: {n}. They need a replacement code and a new key.";
        impact_unsure: "Heistä käyttäjiä, joiden avaimen laji ei ole vielä tiedossa: {n}. Kelpaako avain, selviää seuraavassa kirjautumisessa.", "Av dem användare vars nyckeltyp ännu inte är känd: {n}. Om nyckeln duger framgår vid nästa inloggning.", "Of them, users with a key of yet unknown kind: {n}. Whether it is accepted shows at the next sign-in.";
        impact_own: "Olet itse yksi heistä. Liitä ensin vaatimukset täyttävä avain Käyttäjäpalveluissa, tai et pääse enää kirjautumaan ilman korvaavaa koodia.", "Du är själv en av dem. Koppla först en nyckel som uppfyller kraven i Användartjänster, annars kan du inte längre logga in utan en ersättande kod.", "You are one of them. First link a key that meets the requirements in User Services, or you cannot sign in again without a replacement code.";
        impact_sessions: "Istuntoja, jotka päättyvät heti: {n}.", "Sessioner som avslutas genast: {n}.", "Sessions that end at once: {n}.";
        confirm: "Tallenna silti", "Spara ändå", "Save all the same";

        rules_title: "Avainlajit", "Nyckeltyper", "Kinds of key";
        switches: "Avainlajin sulkeminen kaikilta", "Stänga en nyckeltyp för alla", "Switching a kind of key off for everybody";
        switches_intro: "Jos avainlajissa havaitaan heikkous, sulje laji. Sillä ei sen jälkeen voi kirjautua, eikä sellaista voi liittää missään organisaatiossa, ja sillä avatut istunnot päättyvät heti. Jos avaimen laji ei ole tiedossa, sitä kohdellaan suljettuna.", "Om en svaghet upptäcks i en nyckeltyp, stäng typen. Därefter kan ingen logga in med den eller koppla en sådan i någon organisation, och de sessioner som öppnats med den avslutas genast. En nyckel av okänd typ behandlas som stängd.", "If a weakness is found in a kind of key, switch the kind off. From then on nobody signs in with one or links one, in any organisation, and the sessions opened with one end at once. A key of unknown kind counts as switched off.";
        state: "Tila", "Status", "State";
        state_on: "Käytössä", "I bruk", "In use";
        state_off: "Suljettu {time}, {by}. Peruste: {reason}", "Stängd {time}, {by}. Grund: {reason}", "Switched off {time} by {by}. Reason: {reason}";
        key_count: "Avaimia", "Nycklar", "Keys";
        session_count: "Avoimia istuntoja", "Öppna sessioner", "Open sessions";
        switch_off: "Sulje laji", "Stäng typen", "Switch off";
        switch_on: "Avaa laji", "Öppna typen", "Switch on";
        switch_off_this: "Sulje laji: {kind}", "Stäng typen: {kind}", "Switch off: {kind}";
        switch_on_this: "Avaa laji: {kind}", "Öppna typen: {kind}", "Switch on: {kind}";
        switch_off_title: "Suljetaanko avainlaji kaikilta?", "Ska nyckeltypen stängas för alla?", "Switch the kind off for everybody?";
        switch_on_title: "Avataanko avainlaji uudelleen?", "Ska nyckeltypen öppnas igen?", "Switch the kind on again?";
        switch_on_text: "Lajilla {kind} voi taas kirjautua niissä organisaatioissa, jotka hyväksyvät sen.", "Med typen {kind} kan man igen logga in i de organisationer som godkänner den.", "With keys of the kind {kind} people can sign in again, in the organisations that accept it.";
        see_impact: "Jatka", "Fortsätt", "Continue";
        own_session: "Jos kirjauduit itse tämän lajisella avaimella, myös oma istuntosi päättyy.", "Om du själv loggade in med en nyckel av den här typen avslutas också din egen session.", "If you signed in with a key of this kind yourself, your own session ends, too.";
        done_off: "Avainlaji on suljettu.", "Nyckeltypen har stängts.", "The kind of key has been switched off.";
        done_on: "Avainlaji on avattu.", "Nyckeltypen har öppnats.", "The kind of key has been switched on.";
        policies: "Organisaatioiden vaatimukset", "Organisationernas krav", "The organisations' requirements";
        requirement: "Vaatimus", "Krav", "Requirement";
        all_kinds: "Kaikki avaimet", "Alla nycklar", "All keys";
        only_kinds: "Vain: {kinds}", "Endast: {kinds}", "Only: {kinds}";
        with_attestation: "valmistajan vahvistuksella", "med tillverkarens intyg", "with attestation";
        change: "Muuta", "Ändra", "Change";
        change_for: "Muuta vaatimuksia: {name}", "Ändra kraven: {name}", "Change the requirements: {name}";
    }
}

fn of(language: Language) -> &'static KeyTexts {
    texts_in(language).keys
}

/// The name of a kind; of an unknown one, when it will be known.
#[must_use]
pub fn kind_name(kind: Option<KeyKind>, language: Language) -> &'static str {
    let t = of(language);
    match kind {
        Some(KeyKind::DevicePasskey) => t.device_passkey,
        Some(KeyKind::SyncedPasskey) => t.synced_passkey,
        Some(KeyKind::SecurityKey) => t.security_key,
        None => t.unknown,
    }
}

/// What a kind is.
#[must_use]
pub fn kind_text(kind: KeyKind) -> &'static str {
    let t = of(language());
    match kind {
        KeyKind::DevicePasskey => t.device_passkey_is,
        KeyKind::SyncedPasskey => t.synced_passkey_is,
        KeyKind::SecurityKey => t.security_key_is,
    }
}

/// Kinds in a row, as within a sentence.
#[must_use]
pub fn kind_names(kinds: &BTreeSet<KeyKind>, language: Language) -> String {
    let names = kinds
        .iter()
        .map(|kind| in_a_sentence(kind_name(Some(*kind), language)));
    names.collect::<Vec<_>>().join(", ")
}

/// A name with a small first letter. The letters are ASCII: the tables of all scripts' capitals
/// would weigh on every page.
fn in_a_sentence(name: &str) -> String {
    let mut name = name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

/// The names of the roots in a row.
#[must_use]
pub fn root_names(accepted: &AcceptedKeys) -> String {
    let names = accepted.roots.iter().map(|root| root.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

/// A key's kind in words, with who vouches for it and whether it is accepted.
#[must_use]
pub fn key_marks(key: &KeyView) -> Vec<String> {
    let (t, language) = (of(language()), language());
    let mut marks = vec![kind_name(key.kind, language).to_owned()];
    if let Some(attested) = &key.attested {
        marks.push(fill(t.attested_by, &[("root", &attested.root)]));
        if let Some(model) = &attested.model {
            marks.push(fill(t.model, &[("model", model)]));
        }
    }
    if !key.accepted {
        marks.push(t.not_accepted.to_owned());
    }
    marks
}

/// What an organisation asks, in one line.
#[must_use]
pub fn requirement_text(accepted: &AcceptedKeys) -> String {
    let (t, language) = (of(language()), language());
    let kinds = accepted.policy.kinds();
    let mut text = if kinds.len() == KeyKind::ALL.len() {
        t.all_kinds.to_owned()
    } else {
        fill(t.only_kinds, &[("kinds", &kind_names(kinds, language))])
    };
    if accepted.policy.attested_only() {
        text = format!("{text}, {}", t.with_attestation);
    }
    text
}

/// Why a key is not accepted, and what would be.
#[must_use]
pub fn key_refusal_text(refusal: &KeyRefusal, language: Language) -> String {
    let t = of(language);
    match refusal {
        KeyRefusal::Kind(kinds) | KeyRefusal::SwitchedOff(kinds) if kinds.is_empty() => {
            t.refused_all.to_owned()
        }
        KeyRefusal::Kind(kinds) => fill(t.refused_kind, &[("kinds", &kind_names(kinds, language))]),
        KeyRefusal::SwitchedOff(kinds) => fill(t.refused_off, &[("kinds", &kind_names(kinds, language))]),
        KeyRefusal::NotAttested(roots) => fill(t.refused_attestation, &[("roots", &roots.join(", "))]),
        KeyRefusal::NoRoots => t.refused_roots.to_owned(),
    }
}

/// Why a policy or the end of a kind is not possible, and what to do.
#[must_use]
pub fn key_policy_text(problem: KeyPolicyProblem, language: Language) -> &'static str {
    let t = of(language);
    match problem {
        KeyPolicyProblem::NoKind => t.no_kind,
        KeyPolicyProblem::AttestedNeedsDevice => t.attested_needs_device,
        KeyPolicyProblem::NoRoots => t.no_roots,
        KeyPolicyProblem::OwnKeys => t.own_keys,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_key_is_told_with_what_would_be_accepted() {
        let only = KeyRefusal::Kind([KeyKind::SecurityKey].into());
        assert!(key_refusal_text(&only, Language::Fi).contains("suojausavain"));
        let both = KeyRefusal::SwitchedOff([KeyKind::DevicePasskey, KeyKind::SecurityKey].into());
        let text = key_refusal_text(&both, Language::En);
        assert!(text.contains("device-bound passkey, security key"), "{text}");
        let none = KeyRefusal::Kind(BTreeSet::new());
        assert!(!key_refusal_text(&none, Language::En).contains('{'));
    }
}
