//! Texts of the authority's pages on organisations and on its own people.

use luotain::access::AuthorityRole;
use luotain::language::Language;
use luotain::management::{ContactRole, OrganisationProblem};

use super::{fill, texts, texts_in};

super::area! {
    /// Texts of the authority's pages on organisations and on its own people.
    OrganisationTexts {
        create_title: "Lisää organisaatio", "Lägg till en organisation", "Add an organisation";
        create_intro: "Organisaatiolle luodaan paikka palveluun. Nimeä sille sen jälkeen vastuukäyttäjä, joka lisää muut henkilöt.", "Organisationen får en plats i tjänsten. Utse därefter en ansvarig användare, som lägger till de andra personerna.", "The organisation gets a place in the service. Then appoint a responsible user, who adds the other people.";
        create: "Lisää organisaatio", "Lägg till organisationen", "Add the organisation";
        created: "Organisaatio on lisätty. Nimeä sille vastuukäyttäjä.", "Organisationen har lagts till. Utse en ansvarig användare.", "The organisation has been added. Appoint a responsible user for it.";
        open: "Avaa organisaation {name} sivu", "Öppna sidan för {name}", "Open the page of {name}";
        details_link: "Organisaation tiedot", "Organisationens uppgifter", "Organisation's details";
        to_list: "Takaisin organisaatioihin", "Tillbaka till organisationerna", "Back to the organisations";
        to_list_appoint: "Nimeä tai päätä vastuukäyttäjiä", "Utse eller avsluta ansvariga användare", "Appoint or end responsible users";
        page_title: "Organisaatio", "Organisation", "Organisation";
        missing: "Organisaatiota ei löydy.", "Organisationen hittades inte.", "There is no such organisation.";
        name_fi: "Nimi suomeksi", "Namn på finska", "Name in Finnish";
        name_sv: "Nimi ruotsiksi", "Namn på svenska", "Name in Swedish";
        name_en: "Nimi englanniksi", "Namn på engelska", "Name in English";
        name_optional: "Jätä tyhjäksi, jos organisaatiolla ei ole nimeä tällä kielellä.", "Lämna tomt om organisationen inte har ett namn på detta språk.", "Leave empty if the organisation has no name in this language.";
        business_id_hint: "Muodossa 1234567-8.", "I formen 1234567-8.", "In the form 1234567-8.";
        reason_hint: "Esimerkiksi organisaation ilmoitus ja sen päiväys. 3–200 merkkiä, ei henkilötunnusta.", "Till exempel organisationens anmälan och dess datum. 3–200 tecken, ingen personbeteckning.", "For example the organisation's notice and its date. 3–200 characters, no personal identity code.";
        names: "Nimet ja tunnus", "Namn och nummer", "Names and number";
        rename: "Vaihda nimi", "Byt namn", "Change the name";
        rename_title: "Organisaation nimen vaihto", "Byte av organisationens namn", "Change the organisation's name";
        rename_text: "Uusi nimi näkyy heti kaikkialla. Entinen nimi jää organisaation historiaan.", "Det nya namnet syns genast överallt. Det tidigare namnet bevaras i organisationens historik.", "The new name shows everywhere at once. The earlier name stays in the organisation's history.";
        rename_from: "Nimi on käytössä alkaen", "Namnet används från", "The name is in use from";
        done_renamed: "Nimi on vaihdettu.", "Namnet har ändrats.", "The name has been changed.";
        contacts: "Yhteyshenkilöt", "Kontaktpersoner", "Contacts";
        no_contacts: "Yhteyshenkilöitä ei ole kirjattu.", "Inga kontaktpersoner har antecknats.", "No contacts are recorded.";
        contact_role: "Asia", "Ärende", "Matter";
        role_administrative: "Hallinto ja tietoluvat", "Förvaltning och datatillstånd", "Administration and permits";
        role_technical: "Tekniset asiat", "Tekniska ärenden", "Technical matters";
        role_data_protection: "Tietosuoja", "Dataskydd", "Data protection";
        role_billing: "Laskutus", "Fakturering", "Invoicing";
        phone: "Puhelin", "Telefon", "Phone";
        phone_hint: "Voi jättää tyhjäksi. Esimerkiksi +358 29 500 0000.", "Kan lämnas tomt. Till exempel +358 29 500 0000.", "May be left empty. For example +358 29 500 0000.";
        add_contact: "Lisää yhteyshenkilö", "Lägg till en kontaktperson", "Add a contact";
        remove: "Poista", "Ta bort", "Remove";
        change_contact: "Muuta yhteyshenkilön {n} tietoja", "Ändra uppgifterna om kontaktperson {n}", "Change contact {n}";
        contact_title: "Yhteyshenkilön tiedot", "Kontaktpersonens uppgifter", "Contact's details";
        remove_contact_title: "Poistetaanko yhteyshenkilö?", "Ska kontaktpersonen tas bort?", "Remove the contact?";
        remove_contact: "Poista yhteyshenkilö {n}", "Ta bort kontaktperson {n}", "Remove contact {n}";
        edit_number: "Muuta Y-tunnusta", "Ändra FO-numret", "Change the business ID";
        done_details: "Tiedot on tallennettu.", "Uppgifterna har sparats.", "The details have been saved.";
        invoicing: "Laskutusosoitteet", "Faktureringsadresser", "Invoicing addresses";
        no_invoicing: "Laskutusosoitetta ei ole kirjattu.", "Ingen faktureringsadress har antecknats.", "No invoicing address is recorded.";
        lines: "Postiosoitteen rivit", "Postadressens rader", "Lines of the postal address";
        lines_hint: "Erota rivit puolipisteellä. Enintään 6 riviä. Voi jättää tyhjäksi, jos laskut lähetetään verkkolaskuina.", "Skilj raderna åt med semikolon. Högst 6 rader. Kan lämnas tomt om fakturorna skickas som e-fakturor.", "Separate the lines with a semicolon. At most 6 lines. May be left empty if invoices go as e-invoices.";
        e_invoice: "Verkkolaskuosoite", "E-fakturaadress", "E-invoice address";
        e_invoice_hint: "OVT-tunnus tai IBAN.", "EDI-kod eller IBAN.", "EDI code or IBAN.";
        operator: "Välittäjän tunnus", "Förmedlarens kod", "Operator's code";
        reference: "Laskulle merkittävä viite", "Referens på fakturan", "Reference for the invoice";
        optional: "Voi jättää tyhjäksi.", "Kan lämnas tomt.", "May be left empty.";
        add_address: "Lisää laskutusosoite", "Lägg till en faktureringsadress", "Add an invoicing address";
        change_address: "Muuta laskutusosoitetta {n}", "Ändra faktureringsadress {n}", "Change invoicing address {n}";
        address_title: "Laskutusosoitteen tiedot", "Faktureringsadressens uppgifter", "Invoicing address";
        remove_address_title: "Poistetaanko laskutusosoite?", "Ska faktureringsadressen tas bort?", "Remove the invoicing address?";
        remove_address: "Poista laskutusosoite {n}", "Ta bort faktureringsadress {n}", "Remove invoicing address {n}";
        done_invoicing: "Laskutusosoitteet on tallennettu.", "Faktureringsadresserna har sparats.", "The invoicing addresses have been saved.";
        permits: "Tietoluvat", "Datatillstånd", "Data permits";
        no_permits: "Organisaatiolla ei ole tietolupia.", "Organisationen har inga datatillstånd.", "The organisation has no data permits.";
        permit_state: "Tila", "Status", "State";
        in_force: "voimassa", "i kraft", "in force";
        not_in_force: "ei voimassa", "inte i kraft", "not in force";
        approval_on: "Vaadi hyväksyntä", "Kräv godkännande", "Ask for approval";
        approval_on_of: "Vaadi hyväksyntä: {name}", "Kräv godkännande: {name}", "Ask for approval: {name}";
        approval_off: "Luovu hyväksynnästä", "Avstå från godkännande", "Stop asking for approval";
        approval_off_of: "Luovu hyväksynnästä: {name}", "Avstå från godkännande: {name}", "Stop asking for approval: {name}";
        approval_title: "Oikeuksien hyväksyntä", "Godkännande av rättigheter", "Approval of rights";
        approval_on_text: "{name}: uudet oikeudet ja niiden muutokset tulevat tästä lähtien voimaan vasta, kun rekisteriviranomainen on hyväksynyt ne. Nykyiset oikeudet säilyvät.", "{name}: nya rättigheter och ändringar av dem träder hädanefter i kraft först när registermyndigheten har godkänt dem. Nuvarande rättigheter kvarstår.", "{name}: from now on new rights, and changes of rights, take effect only when the register authority has approved them. Rights that are held stay.";
        approval_off_text: "{name}: organisaation antamat oikeudet tulevat tästä lähtien voimaan heti, tietoluvan rajoissa.", "{name}: rättigheter som organisationen ger träder hädanefter i kraft genast, inom datatillståndets gränser.", "{name}: from now on rights that the organisation gives take effect at once, within the permit.";
        approval_waiting: "Odottavia pyyntöjä: {n}. Ne jäävät odottamaan ratkaisua. Organisaatio voi antaa oikeuden nyt myös suoraan, jolloin pyyntö peruuntuu.", "Väntande begäranden: {n}. De väntar även i fortsättningen på avgörande. Organisationen kan nu också ge rätten direkt, och då återtas begäran.", "Requests waiting: {n}. They go on waiting to be decided. The organisation can now also give the right directly, which withdraws the request.";
        done_approval_on: "Tietoluvan oikeudet vaativat nyt hyväksynnän.", "Rättigheterna i tillståndet kräver nu godkännande.", "Rights under the permit now need approval.";
        done_approval_off: "Tietoluvan oikeudet eivät enää vaadi hyväksyntää.", "Rättigheterna i tillståndet kräver inte längre godkännande.", "Rights under the permit no longer need approval.";
        each_approved: "jokainen oikeus vaatii hyväksynnän", "varje rätt kräver godkännande", "each right needs approval";
        history: "Organisaation historia", "Organisationens historik", "The organisation's history";
        no_history: "Organisaatiosta ei ole vielä historiatietoja.", "Organisationen har ännu ingen historik.", "There is no history yet.";
        event: "Tapahtuma", "Händelse", "Event";
        by_service: "Palvelu", "Tjänsten", "The service";
        merge: "Yhdistä toiseen organisaatioon", "Slå samman med en annan organisation", "Merge into another organisation";
        merge_intro: "Organisaation henkilöt ja tietoluvat siirtyvät valittuun organisaatioon. Käyttäjätunnukset säilyvät, mutta siirtyvien henkilöiden istunnot päättyvät. Yhdistämistä ei voi perua.", "Organisationens personer och datatillstånd flyttas till den valda organisationen. Användarnamnen kvarstår, men de flyttade personernas sessioner avslutas. Sammanslagningen kan inte ångras.", "The organisation's people and data permits move to the chosen organisation. Usernames stay, but the sessions of those who move end. A merger cannot be undone.";
        merge_title: "Yhdistetäänkö organisaatiot?", "Ska organisationerna slås samman?", "Merge the organisations?";
        merge_into: "Organisaatio, johon yhdistetään", "Organisation som slås samman med", "Organisation to merge into";
        choose: "Valitse organisaatio", "Välj en organisation", "Choose an organisation";
        choose_missing: "Valitse organisaatio, johon yhdistetään.", "Välj organisationen som slås samman med.", "Choose the organisation to merge into.";
        merge_typed: "Kirjoita vahvistukseksi poistuvan organisaation nimi: {name}", "Bekräfta genom att skriva namnet på organisationen som upphör: {name}", "To confirm, type the name of the organisation that goes: {name}";
        merge_typed_label: "Poistuvan organisaation nimi", "Namnet på organisationen som upphör", "Name of the organisation that goes";
        merge_do: "Yhdistä", "Slå samman", "Merge";
        in_both: "Yhdistämistä ei tehty. Näillä henkilöillä on käyttäjätunnus molemmissa organisaatioissa. Pyydä vastuukäyttäjää päättämään toinen tunnus ja yritä uudelleen.", "Sammanslagningen gjordes inte. Dessa personer har ett användarnamn i båda organisationerna. Be den ansvariga användaren avsluta det ena och försök på nytt.", "The organisations were not merged. These people have a username in both. Ask the responsible user to end one of the two, then try again.";
        done_merged: "Organisaatiot on yhdistetty. Siirtyneitä käyttäjätunnuksia {users}, tietolupia {permits}.", "Organisationerna har slagits samman. Flyttade användarnamn {users}, datatillstånd {permits}.", "The organisations have been merged. Usernames moved: {users}; data permits: {permits}.";
        merged_into: "Tämä organisaatio on yhdistetty organisaatioon {name}. Sivu on säilytetty historian vuoksi.", "Denna organisation har slagits samman med {name}. Sidan bevaras för historikens skull.", "This organisation has been merged into {name}. The page is kept for its history.";
        without_since: "Organisaatiolla ei ole ollut vastuukäyttäjää {since} alkaen. Nimeä vastuukäyttäjä, tai sen tietoluvat keskeytetään {day}.", "Organisationen har saknat ansvarig användare sedan {since}. Utse en ansvarig användare, annars avbryts dess datatillstånd {day}.", "The organisation has had no responsible user since {since}. Appoint one, or its data permits are suspended on {day}.";
        suspended_since: "Organisaation tietoluvat on keskeytetty {day}, koska sillä ei ole ollut vastuukäyttäjää {since} alkaen. Vastuukäyttäjän nimeäminen päättää keskeytyksen.", "Organisationens datatillstånd har avbrutits {day}, eftersom den har saknat ansvarig användare sedan {since}. Avbrottet upphör när en ansvarig användare utses.", "The organisation's data permits were suspended on {day}, because it has had no responsible user since {since}. Appointing one lifts the suspension.";
        own_without_since: "Organisaatiollasi ei ole vastuukäyttäjää. Jos sellaista ei nimetä, tietoluvat keskeytetään {day}, eikä kyselyjä voi sen jälkeen tehdä. Pyydä organisaatiosi johtoa hakemaan vastuukäyttäjän oikeuksia rekisteriviranomaiselta.", "Din organisation saknar ansvarig användare. Om ingen utses avbryts datatillstånden {day}, och därefter kan inga förfrågningar göras. Be organisationens ledning ansöka om en ansvarig användare hos registermyndigheten.", "Your organisation has no responsible user. Unless one is appointed, its data permits are suspended on {day}, and no queries can be made after that. Ask your organisation's management to apply to the register authority for one.";
        own_suspended: "Organisaatiosi tietoluvat on keskeytetty {day}, koska sillä ei ole vastuukäyttäjää. Pyydä organisaatiosi johtoa hakemaan vastuukäyttäjän oikeuksia rekisteriviranomaiselta. Keskeytys päättyy, kun vastuukäyttäjä on nimetty.", "Din organisations datatillstånd har avbrutits {day}, eftersom den saknar ansvarig användare. Be organisationens ledning ansöka om en ansvarig användare hos registermyndigheten. Avbrottet upphör när en ansvarig användare har utsetts.", "Your organisation's data permits were suspended on {day}, because it has no responsible user. Ask your organisation's management to apply to the register authority for one. The suspension is lifted when one has been appointed.";
        people_menu: "Viranomaisen henkilöt", "Myndighetens personer", "Authority's people";
        people_title: "Viranomaisen henkilöt ja tehtävät", "Myndighetens personer och uppdrag", "The authority's people and roles";
        people_intro: "Anna kullekin vain ne tehtävät, joita työ edellyttää. Kukaan ei muuta omia tehtäviään, ja pääkäyttäjiä on oltava aina vähintään yksi.", "Ge var och en endast de uppdrag som arbetet kräver. Ingen ändrar sina egna uppdrag, och det ska alltid finnas minst en huvudanvändare.", "Give each person only the roles that their work needs. Nobody changes their own roles, and there must always be an administrator.";
        roles: "Tehtävät", "Uppdrag", "Roles";
        no_roles: "ei tehtäviä", "inga uppdrag", "no roles";
        own_row: "sinä itse", "du själv", "yourself";
        change_roles: "Muuta tehtäviä", "Ändra uppdragen", "Change roles";
        change_roles_of: "Muuta tehtäviä: {name}", "Ändra uppdragen: {name}", "Change roles: {name}";
        change_roles_title: "Henkilön tehtävien muutos", "Ändring av personens uppdrag", "Change a person's roles";
        change_roles_text: "Tehtävät ovat voimassa heti. Muutokset jäävät käyttöoikeusrekisteriin.", "Uppdragen gäller genast. Ändringarna bevaras i användarrättsregistret.", "The roles hold at once. The changes stay in the access-rights register.";
        done_roles: "Tehtävät on tallennettu.", "Uppdragen har sparats.", "The roles have been saved.";
        end_person: "Päätä käyttäjätunnus", "Avsluta användarnamnet", "End the username";
        end_person_of: "Päätä käyttäjätunnus: {name}", "Avsluta användarnamnet: {name}", "End the username of {name}";
        end_person_title: "Päätetäänkö käyttäjätunnus?", "Ska användarnamnet avslutas?", "End the username?";
        end_person_text: "Kaikki henkilön {name} tehtävät, avaimet ja istunnot viranomaisessa päättyvät heti.", "Alla uppdrag, nycklar och sessioner som {name} har hos myndigheten upphör genast.", "All roles, keys and sessions that {name} holds at the authority end at once.";
        done_person_ended: "Käyttäjätunnus on päätetty.", "Användarnamnet har avslutats.", "The username has been ended.";
        add_person: "Lisää henkilö viranomaiseen", "Lägg till en person i myndigheten", "Add a person to the authority";
        add_person_intro: "Henkilö saa käyttäjätunnuksen ja kutsun. Anna hänelle tehtävät sen jälkeen luettelosta.", "Personen får ett användarnamn och en inbjudan. Ge personen uppdragen därefter i listan.", "The person gets a username and an invitation. Give the roles afterwards in the list.";
        about_permit_handler: "Pitää organisaatioiden tiedot ajan tasalla, yhdistää organisaatioita ja määrää, vaativatko tietoluvan oikeudet hyväksynnän.", "Håller organisationernas uppgifter aktuella, slår samman organisationer och bestämmer om rättigheter i ett tillstånd kräver godkännande.", "Keeps the organisations' details, merges organisations, and says whether rights under a permit need approval.";
        about_right_approver: "Nimeää vastuukäyttäjät ja ratkaisee oikeuspyynnöt.", "Utser ansvariga användare och avgör begäranden om rättigheter.", "Appoints responsible users and decides on requests for rights.";
        about_supervisor: "Näkee organisaatiot, käyttöoikeusrekisterin ja muutoslokin.", "Ser organisationerna, användarrättsregistret och ändringsloggen.", "Sees the organisations, the access-rights register and the change log.";
        about_billing_officer: "Pitää laskutusosoitteet ajan tasalla.", "Håller faktureringsadresserna aktuella.", "Keeps the invoicing addresses.";
        about_content_editor: "Tiedotteet ja ohjeet. Ei avaa muita toimintoja.", "Meddelanden och anvisningar. Öppnar inga andra funktioner.", "Bulletins and guides. Opens nothing else.";
        about_auditor: "Näkee kaiken tämän, mutta ei muuta mitään.", "Ser allt detta men ändrar inget.", "Sees all of this and changes nothing.";
        about_administrator: "Antaa ja päättää nämä tehtävät, näkee lähtevät viestit ja muutoslokin ja tekee hätätoimet.", "Ger och avslutar dessa uppdrag, ser utgående meddelanden och ändringsloggen och vidtar nödåtgärder.", "Gives and ends these roles, sees the outbox and the change log, and pulls the levers of an emergency.";
        about_customer_support: "Löytää käyttäjätunnuksen, näkee sen tilan ja avaimet, tilaa uuden salasanan linkin ja antaa kadonneen avaimen korvaavan koodin.", "Hittar ett användarnamn, ser dess status och nycklar, beställer en länk för ett nytt lösenord och ger en kod som ersätter en förlorad nyckel.", "Finds a username, sees its state and keys, orders a link to a new password and gives a code in the place of a lost key.";
        last_administrator: "Ainoan pääkäyttäjän tehtävää ei voi päättää. Anna tehtävä ensin toiselle henkilölle.", "Den enda huvudanvändarens uppdrag kan inte avslutas. Ge först uppdraget till en annan person.", "The only administrator cannot be ended. Give the role to somebody else first.";
        wrong_name_fi: "Kirjoita suomenkielinen nimi, 2–150 merkkiä, ilman henkilötunnusta.", "Skriv det finska namnet, 2–150 tecken, utan personbeteckning.", "Enter the Finnish name, 2–150 characters, without a personal identity code.";
        wrong_name_sv: "Ruotsinkielisessä nimessä on 2–150 merkkiä yhdellä rivillä. Korjaa nimi tai jätä se tyhjäksi.", "Det svenska namnet har 2–150 tecken på en rad. Rätta namnet eller lämna det tomt.", "A Swedish name has 2–150 characters on one line. Correct it or leave it empty.";
        wrong_name_en: "Englanninkielisessä nimessä on 2–150 merkkiä yhdellä rivillä. Korjaa nimi tai jätä se tyhjäksi.", "Det engelska namnet har 2–150 tecken på en rad. Rätta namnet eller lämna det tomt.", "An English name has 2–150 characters on one line. Correct it or leave it empty.";
        business_id_taken: "Y-tunnus on jo toisella organisaatiolla. Tarkista tunnus.", "En annan organisation har redan FO-numret. Kontrollera numret.", "Another organisation has this business ID already. Check it.";
        name_taken: "Samanniminen organisaatio on jo palvelussa. Tarkista luettelo tai anna tarkempi nimi.", "En organisation med samma namn finns redan i tjänsten. Kontrollera listan eller ange ett noggrannare namn.", "An organisation of this name is in the service already. Look at the list or give a more exact name.";
        name_unchanged: "Nimi on sama kuin nyt. Kirjoita uusi nimi.", "Namnet är detsamma som nu. Skriv det nya namnet.", "The name is the one in use. Enter the new name.";
        from_future: "Uusi nimi voidaan kirjata aikaisintaan sinä päivänä, jona se tulee käyttöön. Valitse tämä päivä tai aiempi.", "Det nya namnet kan antecknas tidigast den dag då det tas i bruk. Välj dagens datum eller ett tidigare.", "A new name can be recorded on the day it comes into use at the earliest. Choose today or an earlier day.";
        too_many: "Rivejä on liikaa. Poista osa niistä.", "Raderna är för många. Ta bort några.", "There are too many rows. Remove some.";
        wrong_contact_name: "Yhteyshenkilö {n}: kirjoita etunimi ja sukunimi kirjaimin.", "Kontaktperson {n}: skriv förnamn och efternamn med bokstäver.", "Contact {n}: enter the given name and surname in letters.";
        wrong_contact_email: "Yhteyshenkilö {n}: kirjoita sähköpostiosoite muodossa nimi@organisaatio.fi.", "Kontaktperson {n}: skriv e-postadressen i formen namn@organisation.fi.", "Contact {n}: enter an e-mail address such as name@organisation.fi.";
        wrong_contact_phone: "Yhteyshenkilö {n}: kirjoita puhelinnumero numeroin tai jätä se tyhjäksi.", "Kontaktperson {n}: skriv telefonnumret med siffror eller lämna det tomt.", "Contact {n}: enter the phone number in digits or leave it empty.";
        wrong_lines: "Laskutusosoite {n}: anna postiosoite (enintään 6 riviä, 80 merkkiä rivillä) tai verkkolaskuosoite.", "Faktureringsadress {n}: ange postadressen (högst 6 rader, 80 tecken per rad) eller e-fakturaadressen.", "Invoicing address {n}: give the postal address (at most 6 lines of 80 characters) or the e-invoice address.";
        wrong_e_invoice: "Laskutusosoite {n}: verkkolaskuosoitteessa on 8–35 kirjainta ja numeroa. Tarkista osoite.", "Faktureringsadress {n}: en e-fakturaadress har 8–35 bokstäver och siffror. Kontrollera adressen.", "Invoicing address {n}: an e-invoice address has 8–35 letters and digits. Check it.";
        wrong_operator: "Laskutusosoite {n}: anna verkkolaskuvälittäjän tunnus, 8–35 kirjainta ja numeroa.", "Faktureringsadress {n}: ange förmedlarens kod, 8–35 bokstäver och siffror.", "Invoicing address {n}: give the e-invoice operator's code, 8–35 letters and digits.";
        wrong_reference: "Laskutusosoite {n}: viitteessä on enintään 60 merkkiä yhdellä rivillä, ei henkilötunnusta.", "Faktureringsadress {n}: referensen har högst 60 tecken på en rad, ingen personbeteckning.", "Invoicing address {n}: a reference has at most 60 characters on one line, and no personal identity code.";
        wrong_confirmation: "Nimi ei ole sama kuin poistuvan organisaation nimi. Kirjoita se täsmälleen.", "Namnet är inte detsamma som namnet på organisationen som upphör. Skriv det exakt.", "The name is not that of the organisation that goes. Type it exactly.";
        not_mergeable: "Näitä organisaatioita ei voi yhdistää. Lataa sivu uudelleen ja valitse toinen organisaatio.", "Dessa organisationer kan inte slås samman. Ladda om sidan och välj en annan organisation.", "These organisations cannot be merged. Reload the page and choose another.";
        permit_suspended: "Organisaatiosi tietoluvat on keskeytetty, koska organisaatiolla ei ole vastuukäyttäjää. Kerro asiasta esihenkilöllesi: organisaation on haettava vastuukäyttäjän oikeuksia rekisteriviranomaiselta. Tietoja ei luovutettu eikä kyselystä veloiteta.", "Din organisations datatillstånd har avbrutits, eftersom organisationen saknar ansvarig användare. Berätta detta för din chef: organisationen ska ansöka om en ansvarig användare hos registermyndigheten. Inga uppgifter lämnades ut och förfrågan debiteras inte.", "Your organisation's data permits are suspended, because the organisation has no responsible user. Tell your supervisor: the organisation must apply to the register authority for one. No data were disclosed and the query is not charged.";
        change_of_employer: "Henkilöllä ei ole täällä vielä oikeuksia, vaikka hänellä olisi niitä muualla. Toisen organisaation oikeuksia ei näytetä eivätkä ne siirry: henkilö saa uuden käyttäjätunnuksen, ja hän liittää avaimensa siihen erikseen.", "Personen har ännu inga rättigheter här, även om personen har sådana någon annanstans. En annan organisations rättigheter visas inte och flyttas inte: personen får ett nytt användarnamn och kopplar sin nyckel till det separat.", "The person has no rights here yet, whatever they have elsewhere. Rights of another organisation are not shown and do not move: the person gets a new username and links a key to it separately.";
    }
}

/// What to ask a contact about, in words.
pub fn contact_role_name(role: ContactRole) -> &'static str {
    let t = texts().organisations;
    match role {
        ContactRole::Administrative => t.role_administrative,
        ContactRole::Technical => t.role_technical,
        ContactRole::DataProtection => t.role_data_protection,
        ContactRole::Billing => t.role_billing,
    }
}

/// What a role within the authority opens, in words.
pub fn about_role(role: AuthorityRole) -> &'static str {
    let t = texts().organisations;
    match role {
        AuthorityRole::PermitHandler => t.about_permit_handler,
        AuthorityRole::RightApprover => t.about_right_approver,
        AuthorityRole::Supervisor => t.about_supervisor,
        AuthorityRole::BillingOfficer => t.about_billing_officer,
        AuthorityRole::ContentEditor => t.about_content_editor,
        AuthorityRole::Auditor => t.about_auditor,
        AuthorityRole::Administrator => t.about_administrator,
        AuthorityRole::CustomerSupport => t.about_customer_support,
    }
}

/// What is wrong with an organisation's details, and what to do.
pub(super) fn organisation_text(problem: OrganisationProblem, language: Language) -> String {
    let t = texts_in(language).organisations;
    let row = |text, place: u32| fill(text, &[("n", &place.to_string())]);
    match problem {
        OrganisationProblem::NameFi => t.wrong_name_fi.to_owned(),
        OrganisationProblem::NameSv => t.wrong_name_sv.to_owned(),
        OrganisationProblem::NameEn => t.wrong_name_en.to_owned(),
        OrganisationProblem::BusinessIdTaken => t.business_id_taken.to_owned(),
        OrganisationProblem::NameTaken => t.name_taken.to_owned(),
        OrganisationProblem::NameUnchanged => t.name_unchanged.to_owned(),
        OrganisationProblem::FromFuture => t.from_future.to_owned(),
        OrganisationProblem::TooMany => t.too_many.to_owned(),
        OrganisationProblem::ContactName(n) => row(t.wrong_contact_name, n),
        OrganisationProblem::ContactEmail(n) => row(t.wrong_contact_email, n),
        OrganisationProblem::ContactPhone(n) => row(t.wrong_contact_phone, n),
        OrganisationProblem::AddressLines(n) => row(t.wrong_lines, n),
        OrganisationProblem::EInvoice(n) => row(t.wrong_e_invoice, n),
        OrganisationProblem::Operator(n) => row(t.wrong_operator, n),
        OrganisationProblem::Reference(n) => row(t.wrong_reference, n),
        OrganisationProblem::Confirmation => t.wrong_confirmation.to_owned(),
        OrganisationProblem::NotMergeable => t.not_mergeable.to_owned(),
    }
}
