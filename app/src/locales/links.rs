//! What the foot of every page links to: the laws (S110), the sister services and the page on
//! personal data in the register (S111), and our own pages that anybody may read. One table for
//! the public pages and the signed-in ones, so that they cannot differ.

use luotain::language::Language;
#[cfg(not(feature = "hydrate"))]
use luotain::language::Language::{En, Fi, Sv};

use super::file::{Area, Lines, START, digest};

/// A link with its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub label: &'static str,
    /// A page of another site, or a path of our own.
    pub href: &'static str,
    /// The language of the page behind the link.
    pub language: Language,
}

impl Link {
    /// The language to be named as the target's: none where it is that of the page itself.
    #[must_use]
    pub fn foreign_language(&self, page: Language) -> Option<&'static str> {
        (self.language != page).then(|| self.language.code())
    }
}

/// Links under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkList {
    /// The heading's id, the same in every language.
    pub id: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// The links.
    pub links: &'static [Link],
}

/// Laws, sister services, and what there is to read of the service.
pub type FooterLinks = [LinkList; 3];

/// The links in `language`. A page that has no version in it is linked to in the language that
/// it has, and the words say so.
#[must_use]
pub fn footer_links(language: Language) -> &'static FooterLinks {
    super::texts_in(language).footer
}

/// The lists' ids and how many links each has, the same in every language.
const LISTS: [(&str, usize); 3] = [("footer-laws", 3), ("footer-services", 4), ("footer-about", 6)];

impl Area for FooterLinks {
    const EMPTY: Self = [LinkList {
        id: "",
        heading: "",
        links: &[],
    }; 3];
    const SHAPE: u64 = digest(START, "footer-laws 3 footer-services 4 footer-about 6");

    fn read(&mut self, file: &mut Lines) {
        for (list, (id, count)) in self.iter_mut().zip(LISTS) {
            list.id = id;
            file.take(&mut list.heading);
            let links = (0..count).map(|_| {
                let (mut code, mut href, mut label) = ("", "", "");
                file.take(&mut code);
                file.take(&mut href);
                file.take(&mut label);
                Link {
                    label,
                    href,
                    language: Language::from_code(code).unwrap_or_default(),
                }
            });
            list.links = Box::leak(links.collect::<Box<[Link]>>());
        }
    }

    #[cfg(not(feature = "hydrate"))]
    fn write(&self, file: &mut String) {
        for list in self {
            let links = list
                .links
                .iter()
                .flat_map(|link| [link.language.code(), link.href, link.label]);
            for line in std::iter::once(list.heading).chain(links) {
                file.push_str(line);
                file.push('\n');
            }
        }
    }
}

#[cfg(not(feature = "hydrate"))]
const fn to(language: Language, label: &'static str, href: &'static str) -> Link {
    Link {
        label,
        href,
        language,
    }
}

#[cfg(not(feature = "hydrate"))]
const fn laws(heading: &'static str, links: &'static [Link; 3]) -> LinkList {
    LinkList {
        id: LISTS[0].0,
        heading,
        links,
    }
}

#[cfg(not(feature = "hydrate"))]
const fn services(heading: &'static str, links: &'static [Link; 4]) -> LinkList {
    LinkList {
        id: LISTS[1].0,
        heading,
        links,
    }
}

#[cfg(not(feature = "hydrate"))]
const fn about(heading: &'static str, links: &'static [Link; 6]) -> LinkList {
    LinkList {
        id: LISTS[2].0,
        heading,
        links,
    }
}

#[cfg(not(feature = "hydrate"))]
const REGISTER_FI: &str = "https://www.finlex.fi/fi/lainsaadanto/2009/661";
// The statute as it was published: a fee decree is never consolidated.
#[cfg(not(feature = "hydrate"))]
const FEES_FI: &str = "https://www.finlex.fi/fi/laki/alkup/2022/20221070";
#[cfg(not(feature = "hydrate"))]
const EXTRACTION_FI: &str = "https://dvv.fi/kuntien-poimintapalvelu";
#[cfg(not(feature = "hydrate"))]
const RESIDENTS_SV: &str = "https://dvv.fi/sv/invanarforteckning";

/// The links in Finnish.
#[cfg(not(feature = "hydrate"))]
pub static FI: FooterLinks = [
    laws(
        "Lainsäädäntö",
        &[
            to(
                Fi,
                "Laki väestötietojärjestelmästä ja Digi- ja väestötietoviraston varmennepalveluista (661/2009)",
                REGISTER_FI,
            ),
            to(
                Fi,
                "Tietosuojalaki (1050/2018)",
                "https://www.finlex.fi/fi/lainsaadanto/2018/1050",
            ),
            to(
                Fi,
                "Valtiovarainministeriön asetus suoritteiden maksuista (1070/2022)",
                FEES_FI,
            ),
        ],
    ),
    services(
        "Muita palveluja",
        &[
            to(Fi, "Kuntien poimintapalvelu", EXTRACTION_FI),
            to(Sv, "Asukasluettelot (ruotsiksi)", RESIDENTS_SV),
            to(Fi, "VTJkysely-rajapinta", "https://dvv.fi/vtjkysely-rajapinta"),
            to(
                Fi,
                "Henkilötiedot väestötietojärjestelmässä",
                "https://dvv.fi/henkilotiedot",
            ),
        ],
    ),
    about(
        "Tietoa palvelusta",
        &[
            to(Fi, "Ohjeet", "/help"),
            to(Fi, "Kirjautumisen ohje ja asiakastuki", "/help/sign-in-help"),
            to(Fi, "Usein kysytyt kysymykset", "/help/faq"),
            to(Fi, "Kuitin tarkistus", "/receipt"),
            to(Fi, "Käyttöehdot", "/help/terms"),
            to(Fi, "Saavutettavuusseloste", "/help/accessibility"),
        ],
    ),
];

/// The links in Swedish.
#[cfg(not(feature = "hydrate"))]
pub static SV: FooterLinks = [
    laws(
        "Lagstiftning",
        &[
            to(
                Sv,
                "Lagen om befolkningsdatasystemet och de certifikattjänster som tillhandahålls av Myndigheten för digitalisering och befolkningsdata (661/2009)",
                "https://www.finlex.fi/sv/lagstiftning/2009/661",
            ),
            to(
                Sv,
                "Dataskyddslagen (1050/2018)",
                "https://www.finlex.fi/sv/lagstiftning/2018/1050",
            ),
            to(
                Sv,
                "Finansministeriets förordning om avgifter för prestationer (1070/2022)",
                "https://www.finlex.fi/sv/laki/alkup/2022/20221070",
            ),
        ],
    ),
    services(
        "Andra tjänster",
        &[
            to(Fi, "Urvalstjänst för kommuner (på finska)", EXTRACTION_FI),
            to(Sv, "Invånarförteckning", RESIDENTS_SV),
            to(
                Sv,
                "BDS-förfrågningsgränssnittet",
                "https://dvv.fi/sv/befolkningsdatasystemets-soktjanster",
            ),
            to(
                Fi,
                "Personuppgifter i befolkningsdatasystemet (på finska)",
                "https://dvv.fi/henkilotiedot",
            ),
        ],
    ),
    about(
        "Om tjänsten",
        &[
            to(Sv, "Anvisningar", "/help"),
            to(
                Sv,
                "Anvisning för inloggning och kundtjänst",
                "/help/sign-in-help",
            ),
            to(Sv, "Vanliga frågor", "/help/faq"),
            to(Sv, "Kontroll av kvitto", "/receipt"),
            to(Sv, "Användningsvillkor", "/help/terms"),
            to(Sv, "Tillgänglighetsutlåtande", "/help/accessibility"),
        ],
    ),
];

/// The links in English.
#[cfg(not(feature = "hydrate"))]
pub static EN: FooterLinks = [
    laws(
        "Legislation",
        &[
            to(
                Fi,
                "Act on the Population Information System and the certificate services of the Digital and Population Data Services Agency (661/2009), in Finnish",
                REGISTER_FI,
            ),
            to(
                En,
                "Data Protection Act (1050/2018), translation",
                "https://www.finlex.fi/en/legislation/translations/2018/eng/1050",
            ),
            to(
                Fi,
                "Ministry of Finance decree on fees (1070/2022), in Finnish",
                FEES_FI,
            ),
        ],
    ),
    services(
        "Other services",
        &[
            to(
                Fi,
                "Extraction service for municipalities, in Finnish",
                EXTRACTION_FI,
            ),
            to(Sv, "Residents lists, in Swedish", RESIDENTS_SV),
            to(
                En,
                "Population Information System query interface",
                "https://dvv.fi/en/population-information-system-query-interface",
            ),
            to(
                En,
                "Personal data in the Population Information System",
                "https://dvv.fi/en/personal-data",
            ),
        ],
    ),
    about(
        "About the service",
        &[
            to(En, "Instructions", "/help"),
            to(
                En,
                "Help with signing in, and customer support",
                "/help/sign-in-help",
            ),
            to(En, "Frequently asked questions", "/help/faq"),
            to(En, "Check a receipt", "/receipt"),
            to(En, "Terms of use", "/help/terms"),
            to(En, "Accessibility statement", "/help/accessibility"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_another_language_says_so_in_its_words() {
        for page in Language::ALL {
            for link in footer_links(page).iter().flat_map(|list| list.links) {
                let words: &[&str] = match (page, link.language) {
                    (page, target) if page == target => continue,
                    (Fi, Sv) => &["(ruotsiksi)"],
                    (Sv, Fi) => &["(på finska)"],
                    (En, Fi) => &["in Finnish"],
                    (En, Sv) => &["in Swedish"],
                    other => unreachable!("{other:?}"),
                };
                assert!(words.iter().all(|words| link.label.contains(words)), "{link:?}");
                assert_eq!(link.foreign_language(page), Some(link.language.code()));
            }
        }
    }

    #[test]
    fn the_three_languages_link_to_the_same_laws_services_and_pages() {
        for language in Language::ALL {
            let [laws, services, about] = footer_links(language);
            let expected: [(&LinkList, &[&str]); 3] = [
                (laws, &["661", "1050", "1070"]),
                (services, &["poiminta", "invanar", "", "personal-data"]),
                (
                    about,
                    &[
                        "/help",
                        "/help/sign-in-help",
                        "/help/faq",
                        "/receipt",
                        "/help/terms",
                        "/help/accessibility",
                    ],
                ),
            ];
            for (list, needles) in expected {
                assert_eq!(list.links.len(), needles.len(), "{language:?} {}", list.id);
                for (link, needle) in list.links.iter().zip(needles) {
                    let is_there = match *needle {
                        "" => link.href.starts_with("https://dvv.fi/"),
                        "personal-data" => {
                            link.href.ends_with("personal-data") || link.href.ends_with("henkilotiedot")
                        }
                        needle => link.href.contains(needle),
                    };
                    assert!(is_there, "{language:?} {link:?}");
                }
            }
            assert!(about.links.iter().all(|link| link.language == language));
        }
    }
}
