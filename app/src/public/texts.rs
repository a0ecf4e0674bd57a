//! The short texts of the public pages. One value per language: a missing text does not compile.

use luotain::language::Language;

use super::layout::SERVICE;

/// A link to another site.
pub(super) struct Link {
    pub(super) label: &'static str,
    pub(super) href: &'static str,
    /// The language of the page behind the link.
    pub(super) language: Language,
}

const fn link(label: &'static str, href: &'static str, language: Language) -> Link {
    Link {
        label,
        href,
        language,
    }
}

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
    pub(super) faq: &'static str,
    pub(super) terms: &'static str,
    pub(super) accessibility: &'static str,
    pub(super) about_heading: &'static str,
    pub(super) laws_heading: &'static str,
    /// The laws of S110.
    pub(super) laws: [Link; 3],
    pub(super) services_heading: &'static str,
    /// The services of S111.
    pub(super) services: [Link; 4],
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
    faq: "Usein kysytyt kysymykset",
    terms: "Käyttöehdot",
    accessibility: "Saavutettavuusseloste",
    about_heading: "Tietoa palvelusta",
    laws_heading: "Lainsäädäntö",
    laws: [
        link(
            "Laki väestötietojärjestelmästä ja Digi- ja väestötietoviraston varmennepalveluista (661/2009)",
            "https://www.finlex.fi/fi/lainsaadanto/2009/661",
            Language::Fi,
        ),
        link(
            "Tietosuojalaki (1050/2018)",
            "https://www.finlex.fi/fi/lainsaadanto/2018/1050",
            Language::Fi,
        ),
        link(
            "Valtiovarainministeriön asetus suoritteiden maksuista (1070/2022)",
            "https://www.finlex.fi/fi/laki/alkup/2022/20221070",
            Language::Fi,
        ),
    ],
    services_heading: "Muita palveluja",
    services: [
        link(
            "Kuntien poimintapalvelu",
            "https://dvv.fi/kuntien-poimintapalvelu",
            Language::Fi,
        ),
        link(
            "Asukasluettelot (ruotsiksi)",
            "https://dvv.fi/sv/invanarforteckning",
            Language::Sv,
        ),
        link(
            "VTJkysely-rajapinta",
            "https://dvv.fi/vtjkysely-rajapinta",
            Language::Fi,
        ),
        link(
            "Henkilötiedot väestötietojärjestelmässä",
            "https://dvv.fi/henkilotiedot",
            Language::Fi,
        ),
    ],
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
    faq: "Vanliga frågor",
    terms: "Användningsvillkor",
    accessibility: "Tillgänglighetsutlåtande",
    about_heading: "Om tjänsten",
    laws_heading: "Lagstiftning",
    laws: [
        link(
            "Lagen om befolkningsdatasystemet och de certifikattjänster som tillhandahålls av Myndigheten för digitalisering och befolkningsdata (661/2009)",
            "https://www.finlex.fi/sv/lagstiftning/2009/661",
            Language::Sv,
        ),
        link(
            "Dataskyddslagen (1050/2018)",
            "https://www.finlex.fi/sv/lagstiftning/2018/1050",
            Language::Sv,
        ),
        link(
            "Finansministeriets förordning om avgifter för prestationer (1070/2022)",
            "https://www.finlex.fi/sv/laki/alkup/2022/20221070",
            Language::Sv,
        ),
    ],
    services_heading: "Andra tjänster",
    services: [
        link(
            "Urvalstjänst för kommuner (på finska)",
            "https://dvv.fi/kuntien-poimintapalvelu",
            Language::Fi,
        ),
        link(
            "Invånarförteckning",
            "https://dvv.fi/sv/invanarforteckning",
            Language::Sv,
        ),
        link(
            "BDSförfrågan-gränssnittet",
            "https://dvv.fi/sv/bdsforfragan-granssnittets-tekniska-realisering",
            Language::Sv,
        ),
        link(
            "Personuppgifter i befolkningsdatasystemet (på finska)",
            "https://dvv.fi/henkilotiedot",
            Language::Fi,
        ),
    ],
    to_front: "Till framsidan",
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
    faq: "Frequently asked questions",
    terms: "Terms of use",
    accessibility: "Accessibility statement",
    about_heading: "About the service",
    laws_heading: "Legislation",
    laws: [
        link(
            "Act on the Population Information System and the certificate services of the Digital and Population Data Services Agency (661/2009), in Finnish",
            "https://www.finlex.fi/fi/lainsaadanto/2009/661",
            Language::Fi,
        ),
        link(
            "Data Protection Act (1050/2018), translation",
            "https://www.finlex.fi/en/legislation/translations/2018/eng/1050",
            Language::En,
        ),
        link(
            "Ministry of Finance decree on fees (1070/2022), in Finnish",
            "https://www.finlex.fi/fi/laki/alkup/2022/20221070",
            Language::Fi,
        ),
    ],
    services_heading: "Other services",
    services: [
        link(
            "Extraction service for municipalities, in Finnish",
            "https://dvv.fi/kuntien-poimintapalvelu",
            Language::Fi,
        ),
        link(
            "Residents lists, in Swedish",
            "https://dvv.fi/sv/invanarforteckning",
            Language::Sv,
        ),
        link(
            "Population Information System query interface",
            "https://dvv.fi/en/population-information-system-query-interface",
            Language::En,
        ),
        link(
            "Personal data in the Population Information System, in Finnish",
            "https://dvv.fi/henkilotiedot",
            Language::Fi,
        ),
    ],
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
