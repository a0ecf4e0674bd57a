//! Alarms in words: what is wrong, what it means, what to do. The manual (docs/operating.md) has a
//! row for each alarm under the same code.

use chrono::SecondsFormat;

use super::super::local_time::local_minute;
use super::super::message::fill;
use crate::alarms::{Alarm, DiskPlace, Finding, LogFault, MEGABYTE, MemoryReading};
use crate::environment::Environment;
use crate::language::{Language, StaticText, Text};
use crate::log::LogName;

/// A label or sentence of the page.
pub(super) type Label = StaticText;

pub(super) const NONE: Label = StaticText::new("ei vielä yhtään", "ännu ingen", "none yet");
pub(super) const NOT_READ: Label = StaticText::new(
    "Tietoa ei saatu luettua.",
    "Uppgiften kunde inte läsas.",
    "This could not be read.",
);
pub(super) const VERSION: Label = StaticText::new("Versio", "Version", "Version");
pub(super) const STARTED: Label = StaticText::new("Käynnistetty", "Startad", "Started");
pub(super) const CLOCK: Label = StaticText::new("Kello", "Klocka", "Clock");
pub(super) const COPIES: Label = StaticText::new(
    "Lokit ja niiden varmistuspaikka",
    "Loggarna och deras säkringsplats",
    "The logs and their second place",
);
pub(super) const BACKUP: Label = StaticText::new(
    "Viimeisin varmuuskopio",
    "Senaste säkerhetskopia",
    "Latest backup",
);
pub(super) const ROOM: Label = StaticText::new("Vapaa levytila", "Ledigt diskutrymme", "Free disk space");
pub(super) const MEMORY: Label = StaticText::new("Muisti", "Minne", "Memory");
pub(super) const MEMORY_OF: Label = StaticText::new(
    "Käytettävissä {limit}. Taulujen yhdistäminen voi tarvita {needed}.",
    "Tillgängligt: {limit}. Sammanslagning av tabeller kan behöva {needed}.",
    "May be used: {limit}. Merging tables may need {needed}.",
);
pub(super) const MAIL: Label =
    StaticText::new("Lähtevät viestit", "Utgående meddelanden", "Outgoing messages");
pub(super) const SESSIONS: Label = StaticText::new("Istuntoja", "Sessioner", "Sessions");
pub(super) const LOG_COPY: Label = StaticText::new(
    "{log}: {size} merkintää, varmistettu {copied}",
    "{log}: {size} anteckningar, säkrade till {copied}",
    "{log}: {size} entries, {copied} of them secured",
);
pub(super) const NEWEST_ENTRY: Label = StaticText::new(
    "{log}: uusin merkintä {time}",
    "{log}: senaste anteckningen {time}",
    "{log}: newest entry on {time}",
);
pub(super) const VERIFIED: Label = StaticText::new(
    "{time}, luettu läpi ja todettu eheäksi",
    "{time}, genomläst och konstaterad hel",
    "{time}, read from end to end and found whole",
);
pub(super) const NO_BACKUPS: Label = StaticText::new(
    "Palvelu ei ota varmuuskopioita: asetus backup-folder puuttuu.",
    "Tjänsten tar inga säkerhetskopior: inställningen backup-folder saknas.",
    "The service takes no backups: the setting backup-folder is missing.",
);
pub(super) const DISK: Label = StaticText::new(
    "{place}: {free} vapaana, kaikkiaan {size}",
    "{place}: {free} ledigt av {size}",
    "{place}: {free} free of {size}",
);
pub(super) const MESSAGES: Label = StaticText::new(
    "Odottaa lähettämistä: {waiting}. Ei lähetetty: {unsent}.",
    "Väntar på att skickas: {waiting}. Inte skickade: {unsent}.",
    "Waiting to be sent: {waiting}. Not sent: {unsent}.",
);
pub(super) const NO_MAIL_SERVER: Label = StaticText::new(
    "Postipalvelinta ei ole määritetty, joten viestit odottavat.",
    "Ingen e-postserver är konfigurerad, så meddelandena väntar.",
    "No mail server is configured, so messages wait.",
);
const BY_ORDER: StaticText = StaticText::new(
    "Viranomainen on sulkenut kyselyt hätätoimella: {notice}",
    "Myndigheten har stängt förfrågningarna med en nödåtgärd: {notice}",
    "The authority has closed queries by an emergency act: {notice}",
);

/// What an alarm says that is wrong.
pub(in super::super) const fn title(alarm: Alarm) -> StaticText {
    match alarm {
        Alarm::LogContradicted => StaticText::new(
            "Loki ja sen varmistuspaikka ovat ristiriidassa",
            "Loggen och dess säkringsplats motsäger varandra",
            "A log and its second place contradict each other",
        ),
        Alarm::LogStopped => StaticText::new(
            "Kyselylokia ei voida kirjoittaa",
            "Förfrågningsloggen kan inte skrivas",
            "The log of queries cannot be written",
        ),
        Alarm::CopiesUnreachable => StaticText::new(
            "Lokien varmistuspaikka ei ole käytettävissä",
            "Loggarnas säkringsplats är inte tillgänglig",
            "The logs' second place cannot be reached",
        ),
        Alarm::DiskFull => StaticText::new("Levy on täynnä", "Disken är full", "The disk is full"),
        Alarm::ClockBack => StaticText::new(
            "Palvelimen kello on siirtynyt taaksepäin",
            "Serverns klocka har gått bakåt",
            "The server's clock has gone back",
        ),
        Alarm::ChangeLogWaits => StaticText::new(
            "Muutoslokin merkinnät odottavat",
            "Ändringsloggens anteckningar väntar",
            "Entries of the change log wait",
        ),
        Alarm::DiskLow => StaticText::new(
            "Levytila on vähissä",
            "Diskutrymmet håller på att ta slut",
            "Disk space is running low",
        ),
        Alarm::MemoryShort => StaticText::new(
            "Muisti ei ehkä riitä",
            "Minnet kanske inte räcker",
            "There may be too little memory",
        ),
        Alarm::BackupOverdue => StaticText::new(
            "Varmuuskopio on myöhässä",
            "Säkerhetskopian är försenad",
            "A backup is overdue",
        ),
        Alarm::BackupFailed => StaticText::new(
            "Varmuuskopion ottaminen epäonnistui",
            "Säkerhetskopieringen misslyckades",
            "Taking a backup failed",
        ),
        Alarm::MailStuck => StaticText::new("Sähköposti ei kulje", "E-posten går inte fram", "Mail is stuck"),
    }
}

/// What an alarm means.
pub(super) const fn meaning(alarm: Alarm) -> StaticText {
    match alarm {
        Alarm::LogContradicted => StaticText::new(
            "Tietokannassa oleva loki ei jatka sitä lokia, joka on varmistettu. Vanhempi tai vieras tietokanta on voitu panna oikean tilalle. Kyselyt on suljettu.",
            "Loggen i databasen är ingen fortsättning på den logg som har säkrats. En äldre eller främmande databas kan ha satts i den rättas ställe. Förfrågningarna är stängda.",
            "The log in the store does not go on from what was secured. An older or foreign store may have been put in the place of the right one. Queries are closed.",
        ),
        Alarm::LogStopped => StaticText::new(
            "Kyselyt on suljettu, koska tietoja ei luovuteta ilman lokimerkintää. Muu palvelu toimii, eikä mitään ole kadonnut.",
            "Förfrågningarna är stängda, eftersom uppgifter inte lämnas ut utan anteckning i loggen. Tjänsten fungerar i övrigt och inget har gått förlorat.",
            "Queries are closed, since nothing is disclosed without an entry in the log. All else works, and nothing is lost.",
        ),
        Alarm::CopiesUnreachable => StaticText::new(
            "Lokeja ei voida varmistaa toiseen paikkaan. Kyselyt on suljettu, kunnes paikka on taas käytettävissä. Muu palvelu toimii.",
            "Loggarna kan inte säkras på en andra plats. Förfrågningarna är stängda tills platsen åter är tillgänglig. Tjänsten fungerar i övrigt.",
            "The logs cannot be secured in their second place. Queries are closed until it can be reached again. All else works.",
        ),
        Alarm::DiskFull => StaticText::new(
            "Vapaata tilaa on alle asetetun rajan (disk-close-mb). Kyselyt on suljettu, jotta lokille ja muutoksille riittää tilaa.",
            "Det lediga utrymmet är under den inställda gränsen (disk-close-mb). Förfrågningarna är stängda så att utrymmet räcker för logg och ändringar.",
            "Less than the set limit (disk-close-mb) is free. Queries are closed, so that room is left for the log and for changes.",
        ),
        Alarm::ClockBack => StaticText::new(
            "Kello on jäljessä siitä, mitä palvelu on jo nähnyt. Jos kello on jäljessä kyselylokin uusimmasta merkinnästä, kyselyt on suljettu: merkintöjen ajat eivät saa kulkea taaksepäin.",
            "Klockan går efter det som tjänsten redan har sett. Om klockan går efter den senaste anteckningen i förfrågningsloggen är förfrågningarna stängda: anteckningarnas tider får inte gå bakåt.",
            "The clock stands before what the service has seen already. If it stands before the newest entry of the log of queries, queries are closed: the times of entries must not go back.",
        ),
        Alarm::ChangeLogWaits => StaticText::new(
            "Muutokset tehdään ja niiden merkinnät ovat tallessa, mutta merkintöjä ei saada lokipuuhun. Siihen asti niitä suojaa vain tietokanta.",
            "Ändringar görs och deras anteckningar finns kvar, men anteckningarna kommer inte in i loggträdet. Tills dess skyddas de av databasen ensam.",
            "Changes go on and their entries are kept, but the entries do not get into the log's tree. Until then the store alone protects them.",
        ),
        Alarm::DiskLow => StaticText::new(
            "Vapaata tilaa on alle asetetun rajan (disk-alarm-mb). Palvelu toimii vielä, mutta kyselyt suljetaan, jos tila loppuu.",
            "Det lediga utrymmet är under den inställda gränsen (disk-alarm-mb). Tjänsten fungerar ännu, men förfrågningarna stängs om utrymmet tar slut.",
            "Less than the set limit (disk-alarm-mb) is free. The service still works, but queries are closed if the room runs out.",
        ),
        Alarm::MemoryShort => StaticText::new(
            "Tietokanta yhdistää taulujaan ajoittain ja voi silloin tarvita enemmän muistia kuin palvelu saa käyttää. Jos käyttöjärjestelmä tällöin lopettaa palvelun, yhdistäminen alkaa alusta jokaisella käynnistyksellä. Mitään ei katoa.",
            "Databasen slår då och då ihop sina tabeller och kan då behöva mer minne än tjänsten får använda. Om operativsystemet då avslutar tjänsten börjar sammanslagningen om vid varje start. Inget går förlorat.",
            "The store merges its tables now and then, and may then need more memory than the service may use. If the operating system ends the service for it, the merge begins anew at each start. Nothing is lost.",
        ),
        Alarm::BackupOverdue => StaticText::new(
            "Uusin varmuuskopio on vanhempi kuin sallitaan. Jos levy hajoaa nyt, sen jälkeiset tiedot menetetään.",
            "Den senaste säkerhetskopian är äldre än vad som tillåts. Om disken går sönder nu förloras det som kommit därefter.",
            "The newest backup is older than is allowed. If the disk breaks now, what came after it is lost.",
        ),
        Alarm::BackupFailed => StaticText::new(
            "Varmuuskopiota ei saatu kirjoitettua, tai kirjoitettu kopio ei ollut eheä. Aiemmat kopiot ovat tallella. Uusi yritys tehdään kymmenen minuutin välein.",
            "Säkerhetskopian kunde inte skrivas, eller så var den skrivna kopian inte hel. Tidigare kopior finns kvar. Ett nytt försök görs var tionde minut.",
            "The backup could not be written, or what was written was not whole. Earlier ones are kept. It is tried again every ten minutes.",
        ),
        Alarm::MailStuck => StaticText::new(
            "Kutsut, salasanalinkit ja hälytysviestit eivät lähde. Viestit ovat tallessa lähtevissä viesteissä.",
            "Inbjudningar, lösenordslänkar och larmmeddelanden skickas inte. Meddelandena finns kvar bland de utgående.",
            "Invitations, links for passwords and mail about alarms do not go out. The messages are kept in the outbox.",
        ),
    }
}

/// What to do about an alarm.
pub(super) const fn remedy(alarm: Alarm) -> StaticText {
    match alarm {
        Alarm::LogContradicted => StaticText::new(
            "Älä poista äläkä korjaa mitään: tilanne on todiste. Ilmoita heti tietoturvasta vastaavalle. Jos varmistuspaikaksi on vaihtunut väärä kansio, palauta oikea; kyselyt avautuvat itsestään.",
            "Radera eller rätta inget: läget är bevis. Meddela genast den som ansvarar för informationssäkerheten. Om säkringsplatsen har bytts till fel mapp, återställ den rätta; förfrågningarna öppnas av sig själva.",
            "Delete or mend nothing: this is evidence. Tell whoever answers for security at once. If a wrong folder has become the second place, put the right one back; queries open by themselves.",
        ),
        Alarm::LogStopped => StaticText::new(
            "Etsi palvelimen lokista rivi ”queries are closed”. Tavallisin syy on täysi tai viallinen levy. Kun syy on korjattu, kyselyt avautuvat itsestään muutamassa sekunnissa. Jos kirjoittaja ei vastaa, käynnistä palvelu uudelleen.",
            "Sök raden ”queries are closed” i serverns logg. Den vanligaste orsaken är en full eller trasig disk. När orsaken är avhjälpt öppnas förfrågningarna av sig själva inom några sekunder. Om skrivaren inte svarar, starta om tjänsten.",
            "Look in the server's log for “queries are closed”. The usual cause is a full or broken disk. Once it is mended, queries open by themselves within seconds. If the writer does not answer, restart the service.",
        ),
        Alarm::CopiesUnreachable => StaticText::new(
            "Tarkista, että asetuksen copies kansio on liitetty ja palvelun kirjoitettavissa ja että sen levyllä on tilaa. Älä vaihda tilalle tyhjää kansiota. Kyselyt avautuvat itsestään.",
            "Kontrollera att mappen i inställningen copies är monterad, att tjänsten kan skriva i den och att det finns plats på disken. Sätt ingen tom mapp i stället. Förfrågningarna öppnas av sig själva.",
            "See that the folder of the setting copies is mounted, that the service may write there, and that its disk has room. Do not put an empty folder in its place. Queries open by themselves.",
        ),
        Alarm::DiskFull => StaticText::new(
            "Vapauta tilaa tai suurenna levyä. Datakansiosta ei saa poistaa mitään. Kyselyt avautuvat itsestään, kun tilaa on kymmenesosa yli rajan.",
            "Frigör utrymme eller utvidga disken. Radera inget i datamappen. Förfrågningarna öppnas av sig själva när utrymmet är en tiondel över gränsen.",
            "Make room or enlarge the disk. Delete nothing in the data folder. Queries open by themselves once the room is a tenth above the limit.",
        ),
        Alarm::ClockBack => StaticText::new(
            "Tarkista palvelimen kello ja sen tahdistus. Kun kello on oikeassa, kyselyt avautuvat itsestään. Älä siirrä kelloa eteenpäin vain saadaksesi kyselyt auki.",
            "Kontrollera serverns klocka och dess synkronisering. När klockan går rätt öppnas förfrågningarna av sig själva. Ställ inte fram klockan bara för att öppna förfrågningarna.",
            "See to the server's clock and what sets it. Once it is right, queries open by themselves. Do not set it forward only to open them.",
        ),
        Alarm::ChangeLogWaits => StaticText::new(
            "Etsi palvelimen lokista rivi ”the change log cannot be written” ja korjaa sen syy. Merkinnät siirtyvät puuhun itsestään.",
            "Sök raden ”the change log cannot be written” i serverns logg och avhjälp orsaken. Anteckningarna går in i trädet av sig själva.",
            "Look in the server's log for “the change log cannot be written” and mend the cause. The entries get into the tree by themselves.",
        ),
        Alarm::DiskLow => StaticText::new(
            "Vapauta tilaa tai suurenna levyä tänään. Datakansiosta ei saa poistaa mitään; vanhoja varmuuskopioita voi siirtää muualle.",
            "Frigör utrymme eller utvidga disken i dag. Radera inget i datamappen; gamla säkerhetskopior kan flyttas.",
            "Make room or enlarge the disk today. Delete nothing in the data folder; old backups may be moved elsewhere.",
        ),
        Alarm::MemoryShort => StaticText::new(
            "Lisää palvelimen muistia tai nosta palvelulle asetettua muistirajaa vähintään tarpeen verran. Hälytys päättyy itsestään.",
            "Ge servern mer minne eller höj den minnesgräns som har satts för tjänsten, minst så mycket som behövs. Larmet upphör av sig självt.",
            "Give the server more memory, or raise the limit that is set for the service, to what is needed at least. The alarm ends by itself.",
        ),
        Alarm::BackupOverdue => StaticText::new(
            "Etsi palvelimen lokista rivi ”no backup could be taken”. Tarkista, että varmuuskopioiden kansio on liitetty ja siellä on tilaa. Jos riviä ei ole, käynnistä palvelu uudelleen.",
            "Sök raden ”no backup could be taken” i serverns logg. Kontrollera att mappen för säkerhetskopior är monterad och har utrymme. Om raden saknas, starta om tjänsten.",
            "Look in the server's log for “no backup could be taken”. See that the folder for backups is mounted and has room. If there is no such line, restart the service.",
        ),
        Alarm::BackupFailed => StaticText::new(
            "Tarkista, että varmuuskopioiden kansio on liitetty, palvelun kirjoitettavissa ja riittävän tilava. Palvelimen lokissa on syy rivillä ”no backup could be taken”.",
            "Kontrollera att mappen för säkerhetskopior är monterad, att tjänsten kan skriva i den och att utrymmet räcker. Orsaken står i serverns logg på raden ”no backup could be taken”.",
            "See that the folder for backups is mounted, has room, and that the service may write there. The server's log has the cause at “no backup could be taken”.",
        ),
        Alarm::MailStuck => StaticText::new(
            "Katso lähtevistä viesteistä, mikä estää lähettämisen, ja tarkista postipalvelin ja mail-asetukset. Lähetä sen jälkeen uudelleen viestit, joita ei enää yritetä.",
            "Se bland de utgående meddelandena vad som hindrar, och kontrollera e-postservern och mail-inställningarna. Skicka sedan på nytt de meddelanden som inte längre försöks.",
            "See in the outbox what hinders the sending, and look at the mail server and the mail settings. Then send again the messages that are tried no more.",
        ),
    }
}

/// A log by name.
pub(super) const fn log_name(log: LogName) -> StaticText {
    match log {
        LogName::Disclosures(Environment::Production) => {
            StaticText::new("Tuotanto", "Produktion", "Production")
        }
        LogName::Disclosures(Environment::Training) => StaticText::new("Koulutus", "Utbildning", "Training"),
        LogName::Changes => StaticText::new("Muutosloki", "Ändringslogg", "Change log"),
    }
}

/// A place on a disk.
pub(super) const fn place_name(place: DiskPlace) -> StaticText {
    match place {
        DiskPlace::Data => StaticText::new("Datakansio", "Datamappen", "Data folder"),
        DiskPlace::Copies => StaticText::new(
            "Lokien varmistuspaikka",
            "Loggarnas säkringsplats",
            "The logs' second place",
        ),
        DiskPlace::Backups => StaticText::new("Varmuuskopiot", "Säkerhetskopior", "Backups"),
    }
}

/// Why a log cannot be written.
pub(super) const fn fault_words(fault: LogFault) -> StaticText {
    match fault {
        LogFault::Store => StaticText::new(
            "tietokantaan ei voida kirjoittaa",
            "det går inte att skriva i databasen",
            "the store cannot be written",
        ),
        LogFault::Copy => StaticText::new(
            "varmistuspaikkaa ei voida lukea tai kirjoittaa",
            "säkringsplatsen kan inte läsas eller skrivas",
            "the second place cannot be read or written",
        ),
        LogFault::NoCopy => StaticText::new(
            "varmistuspaikka on tyhjä",
            "säkringsplatsen är tom",
            "the second place is empty",
        ),
        LogFault::Contradicts => StaticText::new(
            "loki ei jatka varmistettua lokia",
            "loggen är ingen fortsättning på den säkrade",
            "the log does not go on from what was secured",
        ),
        LogFault::ForeignCopy => StaticText::new(
            "varmistuspaikassa on toisella avaimella allekirjoitettu loki",
            "på säkringsplatsen finns en logg som signerats med en annan nyckel",
            "the second place has a log signed with another key",
        ),
        LogFault::Clock => StaticText::new(
            "kello on jäljessä lokin uusimmasta merkinnästä",
            "klockan går efter loggens senaste anteckning",
            "the clock stands before the log's newest entry",
        ),
        LogFault::Unreadable => StaticText::new(
            "lokin loppua ei voida lukea",
            "loggens slut kan inte läsas",
            "the end of the log cannot be read",
        ),
        LogFault::Signing => StaticText::new(
            "lokia ei voida allekirjoittaa",
            "loggen kan inte signeras",
            "the log cannot be signed",
        ),
        LogFault::Ended => StaticText::new(
            "lokin kirjoittaja ei vastaa",
            "loggens skrivare svarar inte",
            "the log's writer does not answer",
        ),
    }
}

const BEHIND: StaticText = StaticText::new(
    "Kello on jäljessä {n} sekuntia.",
    "Klockan går {n} sekunder efter.",
    "The clock is {n} seconds behind.",
);
const NEWEST: StaticText = StaticText::new(
    "Uusin varmuuskopio on otettu {time}.",
    "Den senaste säkerhetskopian togs {time}.",
    "The newest backup was taken on {time}.",
);
const NEVER: StaticText = StaticText::new(
    "Yhtään varmuuskopiota ei ole.",
    "Det finns ingen säkerhetskopia.",
    "There is no backup.",
);
const FAILING: StaticText = StaticText::new(
    "Yritykset ovat epäonnistuneet {time} alkaen.",
    "Försöken har misslyckats sedan {time}.",
    "Every try has failed since {time}.",
);
const STUCK: StaticText = StaticText::new(
    "Jumissa olevia viestejä: {n}. Vanhin on kirjoitettu {time}.",
    "Meddelanden som sitter fast: {n}. Det äldsta skrevs {time}.",
    "Messages that are stuck: {n}. The oldest was written on {time}.",
);
const NO_ROUND: StaticText = StaticText::new(
    "Lähteviä viestejä ei ole käyty läpi {time} jälkeen. Käynnistä palvelu uudelleen.",
    "De utgående meddelandena har inte gåtts igenom sedan {time}. Starta om tjänsten.",
    "The outbox was not gone through since {time}. Restart the service.",
);

/// What was found.
pub(super) fn finding_words(finding: &Finding, language: Language) -> String {
    let timed =
        |text: &StaticText, moment| fact(text, language, &[("time", &local_minute(moment, language))]);
    match finding {
        Finding::Log(log, fault) => format!(
            "{}: {}.",
            log_name(*log).get(language),
            fault_words(*fault).get(language)
        ),
        Finding::Disk(disk) => {
            let words = fact(
                &DISK,
                language,
                &[
                    ("place", place_name(disk.place).get(language)),
                    ("free", &room(disk.free, language)),
                    ("size", &room(disk.size, language)),
                ],
            );
            format!("{words}.")
        }
        Finding::Memory(memory) => memory_words(memory, language),
        Finding::Behind(by) => fact(&BEHIND, language, &[("n", &by.num_seconds().to_string())]),
        Finding::Backup(Some(newest)) => timed(&NEWEST, *newest),
        Finding::Backup(None) => NEVER.get(language).to_owned(),
        Finding::Failing(since) => timed(&FAILING, *since),
        Finding::Messages(count, oldest) => fact(
            &STUCK,
            language,
            &[
                ("n", &count.to_string()),
                ("time", &local_minute(*oldest, language)),
            ],
        ),
        Finding::NoRound(last) => timed(&NO_ROUND, *last),
    }
}

/// What memory there is, and what may be needed of it.
pub(super) fn memory_words(memory: &MemoryReading, language: Language) -> String {
    fact(
        &MEMORY_OF,
        language,
        &[
            ("limit", &room(memory.limit, language)),
            ("needed", &room(memory.needed(), language)),
        ],
    )
}

/// What was found, as the change log has it: codes and figures, no words.
pub(super) fn finding_code(finding: &Finding) -> String {
    let time = |moment: &chrono::DateTime<chrono::Utc>| moment.to_rfc3339_opts(SecondsFormat::Secs, true);
    match finding {
        Finding::Log(log, fault) => format!("{}:{fault:?}", log.code()).to_lowercase(),
        Finding::Disk(disk) => format!("{}:{}MB", disk.place.code(), disk.free / MEGABYTE),
        Finding::Memory(memory) => format!(
            "needs:{}MB has:{}MB",
            memory.needed() / MEGABYTE,
            memory.limit / MEGABYTE
        ),
        Finding::Behind(by) => format!("{}s", by.num_seconds()),
        Finding::Backup(newest) => newest.as_ref().map_or_else(|| "never".to_owned(), time),
        Finding::Failing(since) | Finding::NoRound(since) => time(since),
        Finding::Messages(count, oldest) => format!("{count}:{}", time(oldest)),
    }
}

/// That the authority has closed queries, with what users are told.
pub(super) fn closed_by_order(notice: &Text, language: Language) -> String {
    fact(&BY_ORDER, language, &[("notice", notice.get(language))])
}

/// A sentence with its blanks filled.
pub(super) fn fact(text: &StaticText, language: Language, values: &[(&str, &str)]) -> String {
    fill(text.get(language), values)
}

/// An amount of room as people read it: megabytes below ten gigabytes, gigabytes above.
pub(super) fn room(bytes: u64, language: Language) -> String {
    let is_finnish = language == Language::Fi;
    let (amount, unit) = match bytes / MEGABYTE {
        megabytes @ 0..10_000 => (megabytes, if is_finnish { "Mt" } else { "MB" }),
        megabytes => (megabytes / 1_000, if is_finnish { "Gt" } else { "GB" }),
    };
    format!("{amount}\u{a0}{unit}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_alarm_has_words_of_its_own_in_each_language_and_a_row_in_the_manual() {
        let manual = include_str!("../../../docs/operating.md");
        for language in Language::ALL {
            let mut said = BTreeSet::new();
            for alarm in Alarm::ALL {
                for text in [title(alarm), meaning(alarm), remedy(alarm)] {
                    assert!(said.insert(text.get(language)), "{alarm:?} {language:?}");
                }
            }
        }
        for alarm in Alarm::ALL {
            assert!(manual.contains(&format!("`{}`", alarm.code())), "{alarm:?}");
        }
    }

    #[test]
    fn room_is_told_in_the_unit_that_people_read() {
        assert_eq!(room(499 * MEGABYTE, Language::Fi), "499\u{a0}Mt");
        assert_eq!(room(9_999 * MEGABYTE, Language::Sv), "9999\u{a0}MB");
        assert_eq!(room(12_300 * MEGABYTE, Language::En), "12\u{a0}GB");
        assert_eq!(room(12_300 * MEGABYTE, Language::Fi), "12\u{a0}Gt");
    }
}
