//! The short texts of the public pages. One value per language: a missing text does not compile.

use luotain::language::Language;

use super::layout::SERVICE;

/// The texts in one language.
pub(super) struct PublicTexts {
    pub(super) skip: &'static str,
    pub(super) languages: &'static str,
    pub(super) sign_in: &'static str,
    pub(super) to_service: &'static str,
    pub(super) support: &'static str,
    pub(super) support_lead: &'static str,
    pub(super) phone: &'static str,
    pub(super) email: &'static str,
    pub(super) on_this_page: &'static str,
    pub(super) other_guides: &'static str,
    pub(super) help_title: &'static str,
    pub(super) help_lead: &'static str,
    pub(super) to_front: &'static str,
    pub(super) request_id: &'static str,
    pub(super) not_found_title: &'static str,
    pub(super) not_found: &'static str,
    pub(super) forbidden_title: &'static str,
    pub(super) forbidden: &'static str,
    pub(super) too_large_title: &'static str,
    pub(super) too_large: &'static str,
    pub(super) too_many_title: &'static str,
    pub(super) too_many: &'static str,
    pub(super) unavailable_title: &'static str,
    pub(super) unavailable: &'static str,
    pub(super) failure_title: &'static str,
    pub(super) failure: &'static str,
    pub(super) if_it_goes_on: &'static str,
}

impl PublicTexts {
    /// A page's title as the window shows it.
    pub(super) fn titled(&self, title: &str) -> String {
        format!("{title} – {SERVICE}")
    }
}

/// The texts in `language`.
pub(super) fn of(language: Language) -> &'static PublicTexts {
    match language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
    }
}

static FI: PublicTexts = PublicTexts {
    skip: "Siirry sisältöön",
    languages: "Kieli",
    sign_in: "Kirjaudu sisään",
    to_service: "Siirry palveluun",
    support: "Asiakastuki",
    support_lead: "Soita, jos et pääse kirjautumaan tai tarvitset uuden salasanan. Älä lähetä sähköpostitse henkilötunnuksia tai salasanoja.",
    phone: "Puhelin:",
    email: "Sähköposti:",
    on_this_page: "Tällä sivulla",
    other_guides: "Muut ohjeet",
    help_title: "Ohjeet",
    help_lead: "Nämä sivut voi lukea kirjautumatta.",
    to_front: "Etusivulle",
    request_id: "Pyynnön tunniste:",
    not_found_title: "Sivua ei löydy",
    not_found: "Osoitteessa ei ole sivua. Osoite voi olla kirjoitettu väärin, tai sivu on poistettu.",
    forbidden_title: "Pyyntöä ei hyväksytty",
    forbidden: "Pyyntö tuli toiselta sivustolta, eikä sitä käsitelty. Avaa palvelu sen omasta osoitteesta ja yritä uudelleen.",
    too_large_title: "Pyyntö on liian suuri",
    too_large: "Lähetetyt tiedot ylittävät palvelun rajan, 64 kilotavua. Mitään ei käsitelty. Lyhennä tekstiä ja lähetä uudelleen.",
    too_many_title: "Liian monta pyyntöä",
    too_many: "Palvelu sai lyhyessä ajassa liian monta pyyntöä. Odota hetki ja yritä uudelleen.",
    unavailable_title: "Palvelu ei ole käytettävissä",
    unavailable: "Palvelu on tilapäisesti poissa käytöstä. Yritä myöhemmin uudelleen.",
    failure_title: "Palvelussa tapahtui virhe",
    failure: "Sivua ei voitu näyttää. Vika on palvelussa. Yritä hetken kuluttua uudelleen.",
    if_it_goes_on: "Jos virhe toistuu, ota yhteyttä asiakastukeen.",
};

static SV: PublicTexts = PublicTexts {
    skip: "Gå till innehållet",
    languages: "Språk",
    sign_in: "Logga in",
    to_service: "Gå till tjänsten",
    support: "Kundtjänst",
    support_lead: "Ring om du inte kan logga in eller om du behöver ett nytt lösenord. Skicka inte personbeteckningar eller lösenord med e-post.",
    phone: "Telefon:",
    email: "E-post:",
    on_this_page: "På den här sidan",
    other_guides: "Övriga anvisningar",
    help_title: "Anvisningar",
    help_lead: "De här sidorna kan läsas utan inloggning.",
    to_front: "Till startsidan",
    request_id: "Begärans id:",
    not_found_title: "Sidan hittades inte",
    not_found: "Det finns ingen sida på adressen. Adressen kan vara felskriven eller sidan borttagen.",
    forbidden_title: "Begäran godkändes inte",
    forbidden: "Begäran kom från en annan webbplats och behandlades inte. Öppna tjänsten från dess egen adress och försök igen.",
    too_large_title: "Begäran är för stor",
    too_large: "Uppgifterna som skickades överskrider tjänstens gräns på 64 kilobyte. Ingenting behandlades. Förkorta texten och skicka på nytt.",
    too_many_title: "För många begäranden",
    too_many: "Tjänsten fick för många begäranden på kort tid. Vänta en stund och försök igen.",
    unavailable_title: "Tjänsten är inte tillgänglig",
    unavailable: "Tjänsten är tillfälligt ur bruk. Försök igen senare.",
    failure_title: "Ett fel inträffade i tjänsten",
    failure: "Sidan kunde inte visas. Felet ligger i tjänsten. Försök igen om en stund.",
    if_it_goes_on: "Kontakta kundtjänsten om felet upprepas.",
};

static EN: PublicTexts = PublicTexts {
    skip: "Skip to content",
    languages: "Language",
    sign_in: "Sign in",
    to_service: "To the service",
    support: "Customer support",
    support_lead: "Phone us if you cannot sign in or need a new password. Do not send personal identity codes or passwords by e-mail.",
    phone: "Phone:",
    email: "E-mail:",
    on_this_page: "On this page",
    other_guides: "Other instructions",
    help_title: "Instructions",
    help_lead: "You can read these pages without signing in.",
    to_front: "To the front page",
    request_id: "Request id:",
    not_found_title: "Page not found",
    not_found: "There is no page at this address. The address may be misspelt, or the page has been removed.",
    forbidden_title: "The request was not accepted",
    forbidden: "The request came from another site and was not handled. Open the service at its own address and try again.",
    too_large_title: "The request is too large",
    too_large: "What was sent is larger than the service takes, 64 kilobytes. Nothing was handled. Shorten the text and send it again.",
    too_many_title: "Too many requests",
    too_many: "The service received too many requests in a short time. Wait a moment and try again.",
    unavailable_title: "The service is not available",
    unavailable: "The service is temporarily out of use. Try again later.",
    failure_title: "Something went wrong in the service",
    failure: "The page could not be shown. The fault is in the service. Try again in a moment.",
    if_it_goes_on: "If this goes on, contact customer support.",
};
