//! Texts of the page that checks a receipt.

use luotain::query::AnswerKind;

use super::fill;

super::area! {
    /// Texts of the page that checks a receipt.
    ReceiptTexts {
        title: "Kuitin tarkistus", "Kontroll av kvitto", "Check a receipt";
        intro: "Tällä sivulla kuka tahansa voi tarkistaa kyselyn kuitin (.tlog-proof-tiedoston): onko merkintä lokissa, ja onko se muuttumaton.", "På den här sidan kan vem som helst kontrollera kvittot på en förfrågan (en .tlog-proof-fil): om anteckningen finns i loggen och om den är oförändrad.", "On this page anyone can check the receipt of a query (a .tlog-proof file): whether the entry is in the log, and whether it is unchanged.";
        stays_here: "Tiedosto tarkistetaan selaimessasi. Sitä ei lähetetä palveluun eikä tallenneta. Kuitista ilmenee, mitä on kysytty: huolehdi, etteivät sivulliset näe näyttöäsi.", "Filen kontrolleras i din webbläsare. Den skickas inte till tjänsten och sparas inte. Av kvittot framgår vad som har frågats: se till att utomstående inte ser din skärm.", "The file is checked in your browser. It is neither sent to the service nor stored. The receipt tells what was asked: see that outsiders cannot see your screen.";
        file: "Kuitti", "Kvitto", "Receipt";
        file_hint: "Valitse tiedosto tai pudota se tälle sivulle. Tiedoston nimi päättyy yleensä .tlog-proof.", "Välj en fil eller släpp den på den här sidan. Filens namn slutar vanligen på .tlog-proof.", "Choose a file, or drop it on this page. Its name usually ends in .tlog-proof.";
        file_missing: "Valitse ensin kuitti.", "Välj först ett kvitto.", "Choose a receipt first.";
        chosen: "Tarkistettava tiedosto: {name}", "Fil som kontrolleras: {name}", "File to check: {name}";
        options: "Oma avain ja vertailu", "Egen nyckel och jämförelse", "Own key and comparison";
        own_key: "Lokin tarkistusavain", "Loggens kontrollnyckel", "Verifier key of the log";
        own_key_hint: "Jos olet saanut avaimen muuta tietä, liitä se tähän. Silloin käytetään sitä eikä tämän palvelimen avaimia; muista lokin avaimista vain niitä, joihin kummankin avaimen allekirjoittamat vaihdot siitä johtavat. Muoto: nimi+tunniste+avain.", "Om du har fått nyckeln på annat sätt, klistra in den här. Då används den och inte den här serverns nycklar; av loggens andra nycklar bara de som den leder till genom byten som båda nycklarna har undertecknat. Form: namn+identifierare+nyckel.", "If you have got the key by another way, paste it here. Then it is used and none of this server's keys; of the log's other keys only those to which changes lead from it that both keys have signed. Form: name+hash+key.";
        own_key_wrong: "Teksti ei ole lokin tarkistusavain. Tarkista, että se on kopioitu kokonaan.", "Texten är inte en loggs kontrollnyckel. Kontrollera att den har kopierats i sin helhet.", "The text is not the verifier key of a log. See that all of it was copied.";
        against: "Toinen kuitti tai lokin tarkistuspiste", "Ett annat kvitto eller en kontrollpunkt i loggen", "Another receipt or checkpoint of the log";
        against_hint: "Liitä tähän teksti, johon kuittia verrataan. Jos loki on antanut samankokoisena kaksi eri sisältöä, vertailu paljastaa sen.", "Klistra in texten som kvittot jämförs med. Om loggen med samma storlek har visat två olika innehåll avslöjar jämförelsen det.", "Paste the text to hold the receipt against. If the log has shown two different contents at the same size, the comparison tells.";
        check: "Tarkista kuitti", "Kontrollera kvittot", "Check the receipt";
        keys_title: "Tämän palvelimen lokien avaimet", "Nycklarna till den här serverns loggar", "The keys of this server's logs";
        keys_text: "Palvelin antaa itse nämä avaimet. Niillä tarkistettu kuitti osoittaa, että kuitin antoi tämä loki ja ettei sen sisältöä ole sen jälkeen muutettu. Se ei osoita, että avain on oikea, eikä sitä, että kaikille on näytetty sama loki: joka hallitsee palvelinta, voi tehdä uuden avaimen ja sen mukaisen kuitin. Vertaa siksi avainta aiemmin muuta tietä saamaasi. Avaimet tekstinä:", "Servern ger själv de här nycklarna. Ett kvitto som kontrolleras med dem visar att kvittot har getts av den här loggen och att innehållet inte har ändrats efter det. Det visar inte att nyckeln är den rätta och inte heller att alla har visats samma logg: den som kontrollerar servern kan göra en ny nyckel och ett kvitto som passar den. Jämför därför nyckeln med en som du har fått tidigare på annat sätt. Nycklarna som text:", "The server itself gives these keys. A receipt checked with them shows that this log gave it and that its content has not been changed since. It does not show that the key is the right one, nor that everybody has been shown the same log: whoever controls the server can make a new key and a receipt that fits it. So compare the key with one that you got earlier by another way. The keys as text:";
        handovers_text: "Lokin avain voidaan vaihtaa. Vaihdot, joita seuraamalla vanhan avaimen haltija pääsee nykyiseen:", "Loggens nyckel kan bytas. Bytena, genom vilka den som har en gammal nyckel kommer till den nuvarande:", "The key of a log may be changed. The changes by which whoever has an old key gets to the present one:";
        keys_before: "Aiempi avain, voimassa merkintään {n} saakka ({time}):", "Tidigare nyckel, i kraft till anteckning {n} ({time}):", "Earlier key, in force up to entry {n} ({time}):";
        keys_handed_over: "Vaihdon on allekirjoittanut kumpikin avain. Syy: {reason}", "Bytet har undertecknats med båda nycklarna. Skäl: {reason}", "Both keys have signed the change. Reason: {reason}";
        keys_replaced: "Tämä avain on kadonnut, eikä se ole allekirjoittanut vaihtoa: uutta avainta ei voi todentaa vanhalla. Syy: {reason}", "Den här nyckeln har gått förlorad och har inte undertecknat bytet: den nya nyckeln kan inte bestyrkas med den gamla. Skäl: {reason}", "This key was lost and has not signed the change: the new key cannot be proved with the old one. Reason: {reason}";
        keys_faulty: "Tiedot tämän lokin avainten vaihdoista eivät täsmää, joten vain nykyinen avain tunnetaan. Ilmoita asiasta rekisteriviranomaiselle.", "Uppgifterna om bytena av den här loggens nycklar stämmer inte, så bara den nuvarande nyckeln är känd. Underrätta registermyndigheten.", "What is said of the changes of this log's keys does not hold, so only the present key is known. Tell the register authority.";
        keys_failed: "Palvelimen avaimia ei saatu. Liitä avain itse, tai lataa sivu uudelleen.", "Serverns nycklar kunde inte hämtas. Klistra in nyckeln själv eller ladda om sidan.", "The server's keys could not be had. Paste a key yourself, or reload the page.";
        production: "Tuotannon loki", "Produktionens logg", "Log of production";
        training: "Koulutuksen loki", "Utbildningens logg", "Log of training";
        elsewhere: "Kuitin voi tarkistaa myös ilman tätä palvelua: se on yleistä C2SP tlog-proof -muotoa, ja palvelun lähdekoodin mukana tulee erillinen tarkistusohjelma (tools/verify_receipt.py).", "Kvittot kan också kontrolleras utan den här tjänsten: det har den allmänna formen C2SP tlog-proof, och med tjänstens källkod följer ett fristående kontrollprogram (tools/verify_receipt.py).", "A receipt can be checked without this service, too: it has the public format C2SP tlog-proof, and a separate program comes with the service's source code (tools/verify_receipt.py).";
        unreadable_title: "Tiedostoa ei voitu tarkistaa", "Filen kunde inte kontrolleras", "The file could not be checked";
        too_big: "Tiedosto on liian suuri ollakseen kuitti. Valitse toinen tiedosto.", "Filen är för stor för att vara ett kvitto. Välj en annan fil.", "The file is too large to be a receipt. Choose another file.";
        empty: "Tiedosto on tyhjä. Lataa kuitti uudelleen sieltä, mistä sait sen.", "Filen är tom. Ladda ner kvittot på nytt därifrån du fick det.", "The file is empty. Download the receipt again from where you got it.";
        not_text: "Tiedosto ei ole tekstiä, joten se ei ole kuitti. Valitse tiedosto, jonka nimi päättyy .tlog-proof.", "Filen är inte text, så den är inte ett kvitto. Välj en fil vars namn slutar på .tlog-proof.", "The file is not text, so it is not a receipt. Choose a file whose name ends in .tlog-proof.";
        not_receipt: "Tiedosto ei ole kuitti: sen ensimmäinen rivi on muu kuin kuitin. Valitse tiedosto, jonka nimi päättyy .tlog-proof.", "Filen är inte ett kvitto: dess första rad är en annan än ett kvittos. Välj en fil vars namn slutar på .tlog-proof.", "The file is not a receipt: its first line is not that of one. Choose a file whose name ends in .tlog-proof.";
        line_ends: "Kuitin rivinvaihdot ovat muuttuneet, joten sitä ei voi tarkistaa. Näin käy, kun kuitti kopioidaan tekstinä tai tallennetaan tekstieditorissa. Käytä alkuperäistä tiedostoa.", "Kvittots radbrytningar har ändrats, så det kan inte kontrolleras. Det händer när ett kvitto kopieras som text eller sparas i en textredigerare. Använd originalfilen.", "The line ends of the receipt have been changed, so it cannot be checked. That happens when a receipt is copied as text or saved in a text editor. Use the original file.";
        cut: "Kuitti on vajaa tai sitä on muutettu: {part}. Käytä alkuperäistä tiedostoa.", "Kvittot är ofullständigt eller har ändrats: {part}. Använd originalfilen.", "The receipt is cut short or has been changed: {part}. Use the original file.";
        part_entry: "merkinnän sisältävä rivi puuttuu tai on viallinen", "raden med anteckningen saknas eller är felaktig", "the line with the entry is missing or faulty";
        part_index: "merkinnän numero puuttuu tai on viallinen", "anteckningens nummer saknas eller är felaktigt", "the number of the entry is missing or faulty";
        part_proof: "todisteen {n}. rivi on viallinen", "bevisets rad {n} är felaktig", "line {n} of the proof is faulty";
        part_checkpoint: "lokin tarkistuspiste puuttuu", "loggens kontrollpunkt saknas", "the log's checkpoint is missing";
        newer: "Kuitti on uudempaa muotoa kuin tämä sivu osaa lukea. Lataa sivu uudelleen.", "Kvittot har en nyare form än den här sidan kan läsa. Ladda om sidan.", "The receipt is of a newer form than this page can read. Reload the page.";
        read_failed: "Selain ei voinut lukea tiedostoa. Valitse se uudelleen.", "Webbläsaren kunde inte läsa filen. Välj den på nytt.", "The browser could not read the file. Choose it again.";
        holds_title: "Kuitti pitää paikkansa", "Kvittot håller", "The receipt holds";
        holds_text: "Juuri tämä merkintä on lokissa, eikä siitä ole muutettu mitään.", "Just den här anteckningen finns i loggen, och ingenting i den har ändrats.", "Exactly this entry is in the log, and nothing of it has been changed.";
        fails_title: "Kuitti ei pidä paikkaansa", "Kvittot håller inte", "The receipt does not hold";
        fails_text: "Kuittiin ei voi luottaa. Alla näkyy, mikä ei täsmää.", "Kvittot kan man inte lita på. Nedan framgår vad som inte stämmer.", "The receipt cannot be relied on. Below you see what does not match.";
        unknown_title: "Kuittia ei voi todentaa näillä avaimilla", "Kvittot kan inte bestyrkas med de här nycklarna", "The receipt cannot be proved with these keys";
        unknown_text: "Kuitti on toisesta lokista kuin avaimet. Liitä oikean lokin avain, ja tarkista uudelleen.", "Kvittot är från en annan logg än nycklarna. Klistra in rätt loggs nyckel och kontrollera på nytt.", "The receipt is of another log than the keys. Paste the key of the right log, and check again.";
        point_signature: "Lokin allekirjoitus", "Loggens underskrift", "The log's signature";
        point_inclusion: "Merkinnän paikka lokissa", "Anteckningens plats i loggen", "The entry's place in the log";
        point_entry: "Merkinnän sisältö", "Anteckningens innehåll", "The content of the entry";
        ok: "Täsmää", "Stämmer", "Holds";
        bad: "Ei täsmää", "Stämmer inte", "Does not hold";
        signature_ok: "Loki on allekirjoittanut kuitin tarkistuspisteen.", "Loggen har undertecknat kvittots kontrollpunkt.", "The log has signed the receipt's checkpoint.";
        signature_wrong: "Allekirjoitus ei sovi tarkistuspisteeseen: lokin nimeä, kokoa, tiivistettä tai allekirjoitusta on muutettu.", "Underskriften passar inte kontrollpunkten: loggens namn, storlek, kontrollsumma eller underskriften har ändrats.", "The signature does not fit the checkpoint: the log's name, size, digest or the signature has been changed.";
        signature_missing: "Tarkistuspisteessä ei ole tämän avaimen allekirjoitusta.", "Kontrollpunkten har ingen underskrift med den här nyckeln.", "The checkpoint bears no signature by this key.";
        signature_foreign: "Tarkistuspiste on lokista {log}, ja siihen ei ole avainta.", "Kontrollpunkten är från loggen {log}, och det finns ingen nyckel till den.", "The checkpoint is of the log {log}, and there is no key to it.";
        signature_not_in_force: "Tarkistuspisteen on allekirjoittanut lokin avain, joka ei ollut voimassa, kun lokissa oli näin monta merkintää.", "Kontrollpunkten är undertecknad med en av loggens nycklar som inte var i kraft när loggen hade så här många anteckningar.", "The checkpoint is signed by a key of the log that was not in force when the log had so many entries.";
        signature_other_tree: "Tarkistuspiste eroaa siitä lokista, joka avaimen vaihtuessa luovutettiin: loki on allekirjoittanut kaksi eri sisältöä. Säilytä kuitti, ja ilmoita asiasta rekisteriviranomaiselle.", "Kontrollpunkten skiljer sig från den logg som lämnades över när nyckeln byttes: loggen har undertecknat två olika innehåll. Behåll kvittot och underrätta registermyndigheten.", "The checkpoint differs from the log that was handed over when the key changed: the log has signed two different contents. Keep the receipt, and tell the register authority.";
        checkpoint_unreadable: "Tarkistuspiste on viallinen: sitä on muutettu tai se on vajaa.", "Kontrollpunkten är felaktig: den har ändrats eller är ofullständig.", "The checkpoint is faulty: it has been changed or cut short.";
        inclusion_ok: "Merkinnän sisällöstä ja satunnaisluvusta laskettu sitoumus on lokissa tällä numerolla.", "Åtagandet som har räknats av anteckningens innehåll och slumptal finns i loggen med det här numret.", "The commitment computed from the entry's content and random number is in the log under this number.";
        inclusion_wrong: "Sisällöstä laskettu sitoumus ei ole lokissa tällä numerolla: merkintää, sen satunnaislukua, numeroa tai todistetta on muutettu.", "Åtagandet som har räknats av innehållet finns inte i loggen med det här numret: anteckningen, dess slumptal, numret eller beviset har ändrats.", "The commitment computed from the content is not in the log under this number: the entry, its random number, its number or the proof has been changed.";
        inclusion_outside: "Lokissa on vähemmän merkintöjä kuin kuitin numero edellyttää.", "Loggen har färre anteckningar än kvittots nummer förutsätter.", "The log has fewer entries than the receipt's number needs.";
        inclusion_unknown: "Ei voitu tarkistaa, koska tarkistuspiste on viallinen.", "Kunde inte kontrolleras, eftersom kontrollpunkten är felaktig.", "Could not be checked, since the checkpoint is faulty.";
        entry_ok: "Sisältö on luettavissa.", "Innehållet är läsbart.", "The content reads.";
        entry_wrong: "Sisältö ei ole luettavissa: merkintää on muutettu.", "Innehållet är inte läsbart: anteckningen har ändrats.", "The content does not read: the entry has been changed.";
        against_title: "Vertailu", "Jämförelse", "Comparison";
        against_malformed: "Vertailtava teksti ei ole kuitti eikä tarkistuspiste.", "Texten att jämföra med är varken ett kvitto eller en kontrollpunkt.", "The text to compare with is neither a receipt nor a checkpoint.";
        against_unsigned: "Vertailtavaa tekstiä ei ole allekirjoitettu samalla avaimella, joten vertailu ei osoita mitään.", "Texten att jämföra med är inte undertecknad med samma nyckel, så jämförelsen visar ingenting.", "The text to compare with is not signed by the same key, so the comparison shows nothing.";
        against_other_log: "Vertailtava teksti on toisesta lokista.", "Texten att jämföra med är från en annan logg.", "The text to compare with is of another log.";
        against_same: "Molemmat ovat samasta lokista ja samasta sisällöstä: {n} merkintää.", "Båda är från samma logg och samma innehåll: {n} anteckningar.", "Both are of the same log and the same content: {n} entries.";
        against_split: "Loki on allekirjoittanut kaksi eri sisältöä, joissa kummassakin on {n} merkintää. Lokia on muutettu. Säilytä molemmat tiedostot, ja ilmoita asiasta rekisteriviranomaiselle.", "Loggen har undertecknat två olika innehåll, vart och ett med {n} anteckningar. Loggen har ändrats. Behåll båda filerna och underrätta registermyndigheten.", "The log has signed two different contents, each of {n} entries. The log was changed. Keep both files, and tell the register authority.";
        against_other_size: "Samasta lokista, mutta eri aikoina: {n} ja {m} merkintää. Se, jatkaako isompi pienempää, nähdään koko lokista: rekisteriviranomainen tarkistaa sen komennolla luotain log verify --against, ja viedystä lokista sen näkee kuka tahansa.", "Från samma logg men olika tider: {n} och {m} anteckningar. Om den större fortsätter den mindre syns i hela loggen: registermyndigheten kontrollerar det med kommandot luotain log verify --against, och i en exporterad logg kan vem som helst se det.", "Of the same log, but of different times: {n} and {m} entries. Whether the larger continues the smaller shows in the whole log: the register authority checks it with luotain log verify --against, and in an exported log anyone can see it.";
        proved_title: "Mitä lokissa lukee", "Vad det står i loggen", "What the log says";
        unproved_title: "Mitä tiedostossa lukee (ei todennettu)", "Vad det står i filen (inte bestyrkt)", "What the file says (not proved)";
        log: "Loki", "Logg", "Log";
        number: "Merkinnän numero", "Anteckningens nummer", "Number of the entry";
        size: "Merkintöjä lokissa kuittia annettaessa", "Anteckningar i loggen när kvittot gavs", "Entries in the log when the receipt was given";
        time: "Aika (Suomen aikaa)", "Tid (finsk tid)", "Time (Finnish time)";
        environment: "Ympäristö", "Miljö", "Environment";
        in_production: "Tuotanto", "Produktion", "Production";
        in_training: "Koulutus – henkilöt ovat keksittyjä", "Utbildning – personerna är påhittade", "Training – the persons are invented";
        operation: "Toiminto", "Funktion", "Operation";
        criteria: "Hakuehdot", "Sökvillkor", "Search criteria";
        result: "Vastaus", "Svar", "Answer";
        result_found: "tiedot näytettiin", "uppgifter visades", "data were shown";
        result_passive: "tunnus oli passiivinen", "beteckningen var passiv", "the code was passive";
        result_no_data: "ei tietoja, joita roolissa voi näyttää", "inga uppgifter som kan visas i rollen", "no data that may be shown to the role";
        result_several: "luettelo useista henkilöistä", "förteckning över flera personer", "a list of several persons";
        result_too_many: "liian monta osumaa", "för många träffar", "too many hits";
        result_noted: "merkitty lokiin", "antecknad i loggen", "entered in the log";
        subjects: "Henkilöt, joiden tietoja annettiin", "Personer vilkas uppgifter gavs", "Persons whose data were given";
        groups: "Näytetyt tietoryhmät", "Visade datagrupper", "Data groups shown";
        purpose: "Käyttötarkoitus", "Användningsändamål", "Purpose of use";
        reference: "Viite", "Referens", "Reference";
        permit: "Tietolupa ja sen versio", "Datatillstånd och dess version", "Data permit and its version";
        role: "Kyselyrooli", "Förfrågningsroll", "Query role";
        username: "Käyttäjän tunniste", "Användarens identifierare", "Id of the user";
        user_code: "Käyttäjän henkilötunnus", "Användarens personbeteckning", "The user's personal identity code";
        organisation: "Organisaatio", "Organisation", "Organisation";
        non_disclosure: "Turvakiellon alaisia tietoja näytettiin", "Spärrmarkerade uppgifter visades", "Data under non-disclosure were shown";
        printed: "Tuloste", "Utskrift", "Printout";
        price: "Hinta", "Pris", "Price";
        source: "Verkko-osoite", "Nätadress", "Network address";
        request: "Pyynnön tunniste", "Begärans id", "Request id";
        yes: "kyllä", "ja", "yes";
        no: "ei", "nej", "no";
        none: "ei ole", "saknas", "none";
        operation_person: "Henkilön tiedot tunnuksella", "Uppgifter om en person med beteckning", "A person's data by identifier";
        operation_person_client: "Henkilön tiedot sähköisellä asiointitunnuksella", "Uppgifter om en person med elektronisk kommunikationskod", "A person's data by electronic client identifier";
        operation_person_ownership: "Henkilön omistukset", "En persons ägande", "What a person owns";
        operation_wrong_person: "Ilmoitus väärästä henkilöstä", "Anmälan om fel person", "Note that the wrong person was opened";
        operation_person_identification: "Henkilön yksilöinti", "Identifiering av en person", "Person identification";
        operation_building: "Rakennuksen tai huoneiston tiedot tunnuksella", "Uppgifter om en byggnad eller lägenhet med beteckning", "Data of a building or apartment by identifier";
        operation_building_identification: "Rakennuksen yksilöinti", "Identifiering av en byggnad", "Building identification";
        operation_property: "Kiinteistön tiedot tunnuksella", "Uppgifter om en fastighet med beteckning", "Data of a property by identifier";
        operation_property_identification: "Kiinteistön yksilöinti", "Identifiering av en fastighet", "Property identification";
        criterion_code: "Henkilötunnus", "Personbeteckning", "Personal identity code";
        criterion_satu: "Sähköinen asiointitunnus (SATU)", "Elektronisk kommunikationskod", "Electronic client identifier";
        criterion_surname: "Sukunimi", "Efternamn", "Surname";
        criterion_first_names: "Etunimet", "Förnamn", "First names";
        criterion_birth: "Syntymäaika", "Födelsedatum", "Date of birth";
        criterion_sex: "Sukupuoli", "Kön", "Sex";
        criterion_home: "Kotikunta", "Hemkommun", "Municipality of residence";
        criterion_birth_municipality: "Syntymäkunta", "Födelsekommun", "Municipality of birth";
        criterion_building_by_property: "Sijaintikiinteistöön perustuva rakennustunnus", "Byggnadsbeteckning enligt fastighet", "Building identifier based on the property";
        criterion_building: "Pysyvä rakennustunnus", "Permanent byggnadsbeteckning", "Permanent building identifier";
        criterion_property: "Kiinteistötunnus", "Fastighetsbeteckning", "Property identifier";
        criterion_municipality: "Kunta", "Kommun", "Municipality";
        criterion_street: "Katu", "Gata", "Street";
        criterion_number: "Numero", "Nummer", "Number";
        criterion_stair: "Porraskirjain", "Trapphusbokstav", "Staircase letter";
        criterion_apartment: "Huoneistonumero", "Lägenhetsnummer", "Apartment number";
        criterion_pht: "Pysyvä huoneistotunnus", "Permanent lägenhetsbeteckning", "Permanent apartment identifier";
        criterion_postcode: "Postinumero", "Postnummer", "Postcode";
        criterion_refers_to: "Viittaa lokin merkintään", "Hänvisar till anteckning i loggen", "Refers to entry of the log";
        criterion_other: "Muu hakuehto ({key})", "Annat sökvillkor ({key})", "Other criterion ({key})";
    }
}

/// What an operation of an entry is called; its code if this page knows no words for it.
#[must_use]
pub fn operation_text(code: &str) -> &str {
    let texts = texts();
    match code {
        "person-by-code" => texts.operation_person,
        "person-by-client-identifier" => texts.operation_person_client,
        "person-ownership" => texts.operation_person_ownership,
        "wrong-person" => texts.operation_wrong_person,
        "person-identification" => texts.operation_person_identification,
        "building-by-id" => texts.operation_building,
        "building-identification" => texts.operation_building_identification,
        "property-by-id" => texts.operation_property,
        "property-identification" => texts.operation_property_identification,
        code => code,
    }
}

/// What an answer of an entry is called; its code if this page knows no words for it.
#[must_use]
pub fn result_text(code: &str) -> &str {
    let texts = texts();
    let words = [
        (AnswerKind::Found.code(), texts.result_found),
        (AnswerKind::PassiveCode.code(), texts.result_passive),
        (AnswerKind::NoData.code(), texts.result_no_data),
        (AnswerKind::Several.code(), texts.result_several),
        (AnswerKind::TooMany.code(), texts.result_too_many),
        ("noted", texts.result_noted),
    ];
    words
        .into_iter()
        .find_map(|(known, text)| (known == code).then_some(text))
        .unwrap_or(code)
}

/// What a criterion of an entry is called. An entry keeps the key for good, and may be older or
/// newer than this page: a key without words of its own stands behind "other criterion".
#[must_use]
pub fn criterion_text(key: &str) -> String {
    let texts = texts();
    let text = match key {
        "personalIdentityCode" => texts.criterion_code,
        "satu" | "electronicClientIdentifier" => texts.criterion_satu,
        "surname" => texts.criterion_surname,
        "firstNames" => texts.criterion_first_names,
        "refersTo" => texts.criterion_refers_to,
        "dateOfBirth" | "birthDate" => texts.criterion_birth,
        "sex" => texts.criterion_sex,
        "homeMunicipality" => texts.criterion_home,
        "birthMunicipality" | "municipalityOfBirth" => texts.criterion_birth_municipality,
        "buildingId" | "permanentBuildingId" => texts.criterion_building,
        "propertyBasedBuildingId" => texts.criterion_building_by_property,
        "pht" | "permanentApartmentId" => texts.criterion_pht,
        "propertyId" => texts.criterion_property,
        "municipality" => texts.criterion_municipality,
        "street" => texts.criterion_street,
        "number" | "streetNumber" => texts.criterion_number,
        "stair" | "stairLetter" => texts.criterion_stair,
        "apartment" | "doorNumber" => texts.criterion_apartment,
        "postcode" => texts.criterion_postcode,
        key => return fill(texts.criterion_other, &[("key", key)]),
    };
    text.to_owned()
}

/// The texts in the language of the page.
#[must_use]
pub fn texts() -> &'static ReceiptTexts {
    super::texts().receipt
}

#[cfg(test)]
mod tests {
    use luotain::permit::Operation;
    use luotain::query::Criterion;

    use super::*;

    #[test]
    fn every_operation_and_criterion_has_words_and_an_unknown_one_is_told_as_such() {
        for operation in Operation::ALL {
            assert_ne!(operation_text(operation.code()), operation.code());
        }
        assert_eq!(operation_text("new-operation"), "new-operation");
        assert_eq!(criterion_text("personalIdentityCode"), "Henkilötunnus");
        // What the queries write; a criterion of theirs that is missing here is found by its code.
        let persons = [
            Criterion::Surname,
            Criterion::FirstNames,
            Criterion::BirthDate,
            Criterion::Sex,
            Criterion::HomeMunicipality,
            Criterion::BirthMunicipality,
        ];
        let places = [
            "permanentBuildingId",
            "propertyBasedBuildingId",
            "permanentApartmentId",
            "propertyId",
            "municipality",
            "postcode",
            "street",
            "number",
            "apartment",
        ];
        let keys = persons.map(Criterion::code).into_iter().chain(places);
        for key in keys.chain(["electronicClientIdentifier", "refersTo"]) {
            assert!(!criterion_text(key).contains(key), "{key}");
        }
        assert_eq!(criterion_text("shoeSize"), "Muu hakuehto (shoeSize)");
    }
}
