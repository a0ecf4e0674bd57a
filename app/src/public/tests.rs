//! Every page in every language.

use super::html::Html;
use super::*;
use crate::locales::footer_links;

fn contact() -> Contact {
    Contact {
        phone: "0295 000 000".to_owned(),
        email: "tuki@luotain.example".to_owned(),
    }
}

fn paths() -> Vec<&'static str> {
    ["/", HELP]
        .into_iter()
        .chain(GUIDES.iter().map(|guide| guide.path))
        .collect()
}

fn all_pages() -> Vec<(String, Language, PublicPage)> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        for path in paths() {
            pages.push((
                path.to_owned(),
                language,
                page(path, language, &contact(), false).unwrap(),
            ));
        }
        for status in [403, 404, 413, 429, 500, 503] {
            let page = error_page(language, status, "0f3a", &contact(), false);
            pages.push((status.to_string(), language, page));
        }
    }
    pages
}

/// What a reader reads: no tags, and characters instead of their names.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        let words = piece.split_once('>').map_or(piece, |(_, words)| words);
        text.push_str(words);
    }
    for (name, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(name, character);
    }
    text
}

/// Looks for words in the main part of a page, in Finnish, Swedish and English.
fn assert_said(path: &str, words: &[[&str; 3]]) {
    for (language, index) in Language::ALL.into_iter().zip(0..) {
        let page = page(path, language, &contact(), false).unwrap();
        let (_, main) = page.html.split_once("<main").unwrap();
        let main = text_of(main.split_once("</main>").unwrap().0);
        for words in words {
            assert!(
                main.contains(words[index]),
                "{path} does not say: {}",
                words[index]
            );
        }
    }
}

/// The start tags of a document, in order.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
        .collect()
}

#[test]
fn every_page_is_a_document_in_its_language() {
    for (path, language, page) in all_pages() {
        let start = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">",
            language.code()
        );
        assert!(page.html.starts_with(&start), "{path}");
        assert!(page.html.contains("name=\"viewport\""), "{path}");
        assert!(page.html.ends_with("</html>\n"), "{path}");
        assert!(!page.title.is_empty(), "{path}");
    }
}

#[test]
fn every_page_has_one_main_heading_and_no_level_is_skipped() {
    for (path, language, page) in all_pages() {
        let levels: Vec<u8> = tags(&page.html)
            .into_iter()
            .filter_map(|tag| tag.strip_prefix('h')?.split(' ').next()?.parse().ok())
            .collect();
        assert_eq!(levels.first(), Some(&1), "{path} {language:?}");
        assert_eq!(
            levels.iter().filter(|level| **level == 1).count(),
            1,
            "{path} {language:?}"
        );
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{path} {language:?} {levels:?}"
        );
    }
}

#[test]
fn no_page_has_script_style_or_event_handlers() {
    for (path, _, page) in all_pages() {
        for tag in tags(&page.html) {
            assert!(
                !tag.starts_with("script") && !tag.starts_with("style"),
                "{path} {tag}"
            );
            // Odd pieces are values; the last word before each is the attribute's name.
            let names = tag
                .split('"')
                .step_by(2)
                .filter_map(|piece| piece.split(' ').next_back());
            for name in names.filter(|name| name.ends_with('=')) {
                assert!(!name.starts_with("on") && name != "style=", "{path} {tag}");
            }
            assert!(!tag.contains("javascript:"), "{path} {tag}");
        }
    }
}

#[test]
fn no_placeholder_and_no_markdown_is_left() {
    for (path, _, page) in all_pages() {
        for leftover in ["{", "}", "**", "](", "`"] {
            assert!(!page.html.contains(leftover), "{path} {leftover}");
        }
    }
}

#[test]
fn every_element_that_opens_closes() {
    for (path, _, page) in all_pages() {
        let mut open: Vec<&str> = Vec::new();
        for tag in tags(&page.html) {
            let name = tag.split(' ').next().unwrap();
            if let Some(closed) = name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "{path}");
            } else if !["!DOCTYPE", "meta", "link", "br", "hr"].contains(&name) {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{path} {open:?}");
    }
}

#[test]
fn every_id_stands_once_and_every_link_within_a_page_has_its_target() {
    for (path, language, page) in all_pages() {
        let ids: Vec<&str> = page
            .html
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path} {language:?} {ids:?}");
        for target in page
            .html
            .split("href=\"#")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            assert!(ids.contains(&target), "{path} {target}");
        }
    }
}

#[test]
fn links_to_our_own_pages_lead_somewhere() {
    for (path, _, document) in all_pages() {
        for target in document
            .html
            .split("href=\"/")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            let target = format!("/{target}");
            let is_known = paths().contains(&target.as_str())
                || [
                    "/sign-in",
                    "/password/order",
                    "/suspicion",
                    "/receipt",
                    "/pkg/luotain.css",
                    "/favicon.svg",
                ]
                .contains(&target.as_str())
                || Language::ALL.iter().any(|language| {
                    target
                        .strip_prefix(&format!("/language/{}?back=", language.code()))
                        .is_some_and(|back| paths().contains(&back))
                });
            assert!(is_known, "{path} {target}");
        }
    }
}

#[test]
fn links_to_other_sites_tell_them_nothing() {
    for (path, _, page) in all_pages() {
        for tag in tags(&page.html)
            .into_iter()
            .filter(|tag| tag.contains("href=\"http"))
        {
            assert!(tag.contains("href=\"https://"), "{path} {tag}");
            assert!(tag.contains("rel=\"external noreferrer\""), "{path} {tag}");
        }
    }
}

#[test]
fn every_page_has_laws_sister_services_and_contact() {
    for (path, language, page) in all_pages() {
        let (_, footer) = page.html.split_once("<footer").unwrap();
        for list in footer_links(language) {
            assert!(footer.contains(&format!("<h2>{}</h2>", list.heading)), "{path}");
            for link in list.links {
                let (before, after) = footer
                    .split_once(&format!("href=\"{}\"", link.href))
                    .unwrap_or_else(|| unreachable!("{path} {}", link.href));
                assert!(before.ends_with("<a "), "{path}");
                let (tag, label) = after.split_once('>').unwrap();
                let label = text_of(label.split_once("</a>").unwrap().0);
                assert_eq!(label, link.label, "{path}");
                assert_eq!(tag.contains("hreflang"), link.language != language, "{path}");
            }
        }
        assert!(
            page.html
                .contains("<a href=\"tel:0295000000\" class=\"phone\">0295 000 000</a>"),
            "{path}"
        );
        assert!(
            page.html
                .contains("<a href=\"mailto:tuki@luotain.example\">tuki@luotain.example</a>"),
            "{path}"
        );
    }
}

#[test]
fn contact_data_that_are_no_number_and_no_address_are_escaped_text() {
    let odd = Contact {
        phone: "<b>1</b>".to_owned(),
        email: "\"><script>@x".to_owned(),
    };
    let page = page("/help/faq", Language::Fi, &odd, false).unwrap();
    assert!(!page.html.contains("<b>") && !page.html.contains("<script"));
    assert!(!page.html.contains("tel:") && !page.html.contains("mailto:"));
    assert!(page.html.contains("&lt;b&gt;1&lt;/b&gt;"));
}

#[test]
fn raw_html_in_a_text_is_dropped() {
    let document =
        Document::read("# A\n\n<script>x</script>\n\nb <img src=x> *c*\n\n## D\n\n<div>\n\ne\n\n</div>\n");
    let mut html = Html::default();
    document.write_lead(&mut html, &contact());
    document.write_rest(&mut html, &contact(), &|_| None);
    assert_eq!(
        html.into_string(),
        "<h1 id=\"a\">A</h1><p>b  <em>c</em></p><h2 id=\"d\">D</h2><p>e</p>"
    );
}

#[test]
fn a_guide_that_is_named_is_linked() {
    for language in Language::ALL {
        let faq = page("/help/faq", language, &contact(), false).unwrap();
        let (main, _) = faq.html.split_once("<nav class=\"guides\"").unwrap();
        assert!(main.contains("href=\"/help/security-keys\""), "{language:?}");
    }
}

#[test]
fn front_page_is_public_only_before_sign_in() {
    assert!(page("/", Language::Fi, &contact(), true).is_none());
    let front = page("/", Language::Fi, &contact(), false).unwrap();
    assert!(
        front
            .html
            .contains("<a href=\"/sign-in\" class=\"button\">Kirjaudu sisään</a>")
    );
}

#[test]
fn signed_in_reader_is_not_asked_to_sign_in() {
    let guide = page("/help/faq", Language::En, &contact(), true).unwrap();
    assert!(!guide.html.contains("href=\"/sign-in\""));
    assert!(guide.html.contains(">To the service</a>"));
}

#[test]
fn unknown_paths_have_no_page() {
    for path in [
        "",
        "/help/",
        "/help/../secret",
        "/help/FAQ",
        "/sign-in",
        "/user",
        "/help/sign-in-help/x",
    ] {
        assert!(page(path, Language::Fi, &contact(), false).is_none(), "{path}");
    }
}

#[test]
fn error_page_names_the_request_and_escapes_it() {
    let page = error_page(Language::En, 500, "<1>", &contact(), false);
    assert!(page.html.contains("<code>&lt;1&gt;</code>"));
    assert!(
        !error_page(Language::En, 500, "", &contact(), false)
            .html
            .contains("<code>")
    );
}

#[test]
fn the_three_languages_of_a_text_have_the_same_shape() {
    for text in GUIDES.iter().map(|guide| &guide.text).chain([&FRONT]) {
        let shapes: Vec<Vec<String>> = Language::ALL
            .into_iter()
            .map(|language| {
                let mut html = Html::default();
                let document = read(text, language);
                document.write_lead(&mut html, &contact());
                document.write_rest(&mut html, &contact(), &|_| None);
                tags(&html.into_string())
                    .into_iter()
                    .map(|tag| tag.split(' ').next().unwrap().to_owned())
                    .filter(|name| name.starts_with('h') || name == "li")
                    .collect()
            })
            .collect();
        assert_eq!(shapes[0], shapes[1]);
        assert_eq!(shapes[0], shapes[2]);
    }
}

// Statements of docs/checklist.md that a page makes in words.

#[test]
fn the_front_page_says_for_whom_the_service_is_and_on_which_terms() {
    let said = [
        // S1
        [
            "organisaatiolle, joka tarvitsee väestötietoja yksittäisissä asioissa mutta jolla ei ole tarvetta tai mahdollisuutta käsitellä rekisterin tietoja omassa järjestelmässään",
            "organisationer som behöver befolkningsuppgifter i enskilda ärenden men som inte har behov av eller möjlighet att behandla registeruppgifter i ett eget system",
            "organisations that need population data in single cases but have no need or no means to handle register data in a system of their own",
        ],
        // S6
        [
            "luovutettava tietosisältö sovitaan tapauskohtaisesti",
            "datainnehåll som lämnas ut till en organisation avtalas från fall till fall",
            "data content given to an organisation is agreed case by case",
        ],
        // S17
        [
            "Tutustu palvelun käyttöehtoihin ennen kuin otat palvelun käyttöön.",
            "Läs tjänstens användningsvillkor innan du tar tjänsten i bruk.",
            "Read the terms of use before you start using the service.",
        ],
    ];
    assert_said("/", &said);
    for language in Language::ALL {
        let front = page("/", language, &contact(), false).unwrap();
        let (main, _) = front.html.split_once("</main>").unwrap();
        for path in ["/help/terms", "/help/responsible-users"] {
            assert!(
                main.contains(&format!("<a href=\"{path}\">")),
                "{language:?} {path}"
            );
        }
    }
}

#[test]
fn a_page_tells_responsible_users_their_duties_and_how_to_do_them() {
    // S19; the duties of domain.md §2.
    assert_said(
        "/help/responsible-users",
        &[
            [
                "Jokaisella organisaatiolla on oltava vähintään yksi vastuukäyttäjä.",
                "Varje organisation ska ha minst en ansvarig användare.",
                "Every organisation must have at least one responsible user.",
            ],
            [
                "vain ne kyselyroolit, joita hän tarvitsee virka- tai työtehtävissään",
                "endast de förfrågningsroller som behövs i tjänste- eller arbetsuppgifterna",
                "only the query roles that they need for their official or work duties",
            ],
            [
                "Kerro käyttäjätunnus käyttäjälle, kun oikeus on voimassa.",
                "Meddela användaren användarnamnet när rätten är i kraft.",
                "Tell the user their username when the right is in force.",
            ],
            [
                "Pidä käyttäjien tiedot ajan tasalla ja päätä tarpeettomat oikeudet viipymättä.",
                "Håll uppgifterna om användarna aktuella och avsluta onödiga rätter utan dröjsmål.",
                "Keep the data about users up to date, and end needless rights without delay.",
            ],
            [
                "jotka siirtyvät muihin tehtäviin",
                "som övergår till andra uppgifter",
                "who move to other tasks",
            ],
            [
                "Opasta uudet käyttäjät kirjautumaan ja käyttämään palvelua.",
                "Handled nya användare i att logga in och använda tjänsten.",
                "Teach new users how to sign in and how to use the service.",
            ],
            [
                "tietää saavansa käyttää tietoja vain työssään",
                "vet att uppgifterna får användas endast i arbetet",
                "knows that the data may be used only at work",
            ],
            [
                "Seuraa säännöllisesti, miten palvelua käytetään organisaatiossasi.",
                "Följ regelbundet upp hur tjänsten används i din organisation.",
                "Check regularly how the service is used in your organisation.",
            ],
            [
                "organisaation nimi, Y-tunnus tai yhteyshenkilöt muuttuvat",
                "organisationens namn, FO-nummer eller kontaktpersoner ändras",
                "the organisation's name, business ID or contact persons change",
            ],
            [
                "tietojen käyttötarkoitus muuttuu",
                "ändamålet med användningen av uppgifterna ändras",
                "the purpose of use of the data changes",
            ],
        ],
    );
}

#[test]
fn experts_help_by_e_mail_and_applications_take_their_weeks() {
    assert_said(
        "/help/faq",
        &[
            // S63
            [
                "Asiantuntijat auttavat hakemuksen tekemisessä sähköpostitse: tuki@luotain.example",
                "Våra sakkunniga hjälper med ansökan per e-post: tuki@luotain.example",
                "Our experts help with the application by e-mail: tuki@luotain.example",
            ],
            // S63, S64
            [
                "Asiantuntijat auttavat sähköpostitse tietosisällön määrittelyssä ja käyttäjähallinnassa: tuki@luotain.example",
                "Våra sakkunniga hjälper med e-post när det gäller att fastställa datainnehållet och att administrera användare: tuki@luotain.example",
                "Our experts help by e-mail with defining the data content and with user management: tuki@luotain.example",
            ],
            // S65
            ["Noin kuusi viikkoa.", "Ungefär sex veckor.", "About six weeks."],
            // S66
            [
                "Kuntien ja kuntayhtymien hakemukset käsitellään noin kahdessa viikossa.",
                "Kommuners och samkommuners ansökningar behandlas på ungefär två veckor.",
                "Applications of municipalities and joint municipal authorities are handled in about two weeks.",
            ],
        ],
    );
}

#[test]
fn the_index_lists_every_guide() {
    // S69
    for language in Language::ALL {
        let index = page(HELP, language, &contact(), false).unwrap();
        let (main, _) = index.html.split_once("</main>").unwrap();
        for guide in &GUIDES {
            let heading = format!("<h2><a href=\"{}\">", guide.path);
            assert!(main.contains(&heading), "{language:?} {}", guide.path);
        }
    }
}

#[test]
fn who_has_forgotten_password_or_username_is_told_whom_to_ask() {
    for path in ["/help/sign-in-help", "/help/faq"] {
        assert_said(
            path,
            &[
                // S72
                [
                    "Soita asiakastukeen: 0295 000 000",
                    "Ring kundtjänsten: 0295 000 000",
                    "Phone customer support: 0295 000 000",
                ],
                // S73
                [
                    "Ota yhteyttä organisaatiosi vastuukäyttäjään tai käyttöoikeuksien myöntäjään.",
                    "Kontakta den ansvariga användaren i din organisation eller den som beviljar användarrätter.",
                    "Contact your organisation's responsible user or rights granter.",
                ],
                // S74, told to the one who asks; the next to the one who is asked
                [
                    "Hän katsoo käyttäjätunnuksen järjestelmästä ja kertoo sen sinulle.",
                    "Hen tar reda på användarnamnet i systemet och meddelar det till dig.",
                    "They look the username up in the system and tell it to you.",
                ],
            ],
        );
    }
    assert_said(
        "/help/responsible-users",
        &[[
            "katso tunnus järjestelmästä ja kerro se käyttäjälle",
            "ta reda på användarnamnet i systemet och meddela det till användaren",
            "look the username up in the system and tell it to the user",
        ]],
    );
}

#[test]
fn users_are_told_that_right_password_and_pin_are_theirs_alone() {
    assert_said(
        "/help/terms",
        &[
            // S75
            [
                "Käyttöoikeus on henkilökohtainen ja sidottu henkilötunnukseesi. Sitä ei voi lainata.",
                "Användarrätten är personlig och knuten till din personbeteckning. Den kan inte lånas ut.",
                "Your user right is personal and tied to your personal identity code. It cannot be lent.",
            ],
            // S76, S113
            [
                "Käyttäjätunnusta, salasanaa tai avaimen PIN-koodia ei saa kertoa muille.",
                "Användarnamnet, lösenordet och nyckelns PIN-kod får inte uppges för andra.",
                "You may not tell your username, your password or the key's PIN to others.",
            ],
            // S77
            [
                "Vastaat vahingosta, joka aiheutuu siitä, että käyttäjätunnus, salasana tai PIN-koodi on paljastunut huolimattomuutesi vuoksi.",
                "Du ansvarar för skada som uppstår om användarnamnet, lösenordet eller PIN-koden har röjts på grund av din oaktsamhet.",
                "You are liable for damage caused if your username, password or PIN is exposed through your carelessness.",
            ],
            // S78
            [
                "ilmoita siitä heti organisaatiosi vastuukäyttäjälle tai käyttöoikeuksien myöntäjälle",
                "ska du genast meddela det till den ansvariga användaren i din organisation eller till den som beviljar användarrätter",
                "tell your organisation's responsible user or rights granter at once",
            ],
        ],
    );
    // The same where signing in is explained.
    assert_said(
        "/help/sign-in-help",
        &[
            [
                "Se on henkilökohtainen, eikä sitä voi lainata.",
                "Den är personlig och kan inte lånas ut.",
                "It is personal and cannot be lent.",
            ],
            [
                "Niitä ei saa kertoa kenellekään",
                "De får inte uppges för någon",
                "You may not tell them to anyone",
            ],
            [
                "Pidä suojausavaimen ja laitteen PIN-koodi salassa.",
                "Håll PIN-koden till säkerhetsnyckeln och till enheten hemlig.",
                "Keep the PINs of your security key and your device secret.",
            ],
        ],
    );
    // S113
    assert_said(
        "/help/security-keys",
        &[[
            "Avaimen PIN-koodi on pidettävä salassa samalla tavoin kuin salasana.",
            "Nyckelns PIN-kod ska hållas hemlig på samma sätt som lösenordet.",
            "Keep the PIN of your key as secret as your password.",
        ]],
    );
}

#[test]
fn rights_are_renewed_and_set_up_anew_through_the_supervisor() {
    assert_said(
        "/help/faq",
        &[
            // S93
            [
                "Miten uusin sen?Ota yhteyttä esihenkilöösi.",
                "Hur förnyar jag den?Kontakta din chef.",
                "How do I renew it?Contact your supervisor.",
            ],
            // S95
            [
                "Käyttöoikeudet ovat aina organisaatiokohtaisia. Uuden työnantajan organisaatioon on perustettava uudet oikeudet.",
                "Användarrätter gäller alltid en viss organisation. I den nya arbetsgivarens organisation ska nya rätter läggas upp.",
                "User rights always belong to one organisation. New rights must be set up in your new employer's organisation.",
            ],
            // S96
            [
                "Ota yhteyttä esihenkilöösi uudessa organisaatiossa.",
                "Kontakta din chef i den nya organisationen.",
                "Contact your supervisor there.",
            ],
        ],
    );
}

#[test]
fn supervision_and_what_misuse_leads_to_are_told() {
    assert_said(
        "/help/terms",
        &[
            // S101
            [
                "Rekisteriviranomainen valvoo tietojen käyttöä.",
                "Registermyndigheten övervakar hur uppgifterna används.",
                "The register authority supervises the use of data.",
            ],
            // S104
            [
                "Vähäisestä väärinkäytöstä käyttäjälle voidaan antaa huomautus.",
                "Vid ringa missbruk kan användaren få en anmärkning.",
                "For minor misuse, the user may be given a reprimand.",
            ],
            // S102
            [
                "Väärinkäytöstä käyttäjä voi menettää käyttöoikeutensa määräajaksi.",
                "Vid missbruk kan användaren förlora sin användarrätt för viss tid.",
                "For misuse, the user may lose their user rights for a fixed term.",
            ],
            // S103
            [
                "Merkittävästä väärinkäytöstä käyttäjä menettää käyttöoikeutensa toistaiseksi.",
                "Vid betydande missbruk förlorar användaren sin användarrätt tills vidare.",
                "For significant misuse, the user loses their user rights until further notice.",
            ],
            // S106
            [
                "niin vakava, etteivät hallinnolliset toimet riitä, asiasta tehdään rikosilmoitus",
                "så grovt att administrativa åtgärder inte räcker till görs en brottsanmälan",
                "so grave that administrative measures are not enough, a report of an offence is made",
            ],
        ],
    );
    assert_said(
        "/",
        &[[
            "Rekisteriviranomainen valvoo tietojen käyttöä.",
            "Registermyndigheten övervakar hur uppgifterna används.",
            "The register authority supervises the use of data.",
        ]],
    );
}

#[test]
fn news_is_in_the_bulletins_first_and_on_the_web_pages_too() {
    assert_said(
        "/help/faq",
        &[
            // S107
            [
                "ensisijaisesti etusivun Tiedotteet-osiossa",
                "i första hand under Meddelanden på startsidan",
                "primarily under Bulletins on the front page",
            ],
            // S108
            [
                "Rekisteriviranomainen tiedottaa myös verkkosivuillaan",
                "Registermyndigheten informerar också på sin webbplats",
                "The register authority also gives news on its website",
            ],
        ],
    );
}

#[test]
fn what_stands_under_a_non_disclosure_is_printed_by_the_button_of_the_page_alone() {
    // docs/decisions/0008
    assert_said(
        "/help/instructions-query",
        &[
            [
                "selaimen oma tulostustoiminto ei tulosta yhtään tietoryhmää",
                "skriver webbläsarens egen utskriftsfunktion inte ut några datagrupper",
                "the browser's own print function prints no data groups at all",
            ],
            [
                "ainoastaan sivun Tulosta-painikkeella, joka pyytää ensin vahvistuksen",
                "enbart med sidans knapp Skriv ut, som först ber om en bekräftelse",
                "only with the Print button of the page, which first asks for a confirmation",
            ],
        ],
    );
}
