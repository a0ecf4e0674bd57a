//! Countries: ISO 3166 numeric codes [X], with the names that the register needs most.

use super::open::open_code;
use crate::language::{Language, StaticText};

open_code! {
    /// A country by its ISO 3166 numeric code, such as `246`.
    pub struct Country([u8; 3]) where |bytes| bytes.iter().all(u8::is_ascii_digit)
}

impl Country {
    /// Finland.
    pub const FINLAND: Self = Self(*b"246");

    /// The country's name; the code where the name is not known.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match COUNTRIES.binary_search_by(|(code, _)| (*code).cmp(self.code())) {
            Ok(place) => COUNTRIES[place].1.get(language),
            Err(_) => self.code(),
        }
    }

    /// The countries whose names are known, by code.
    pub fn known() -> impl Iterator<Item = Self> {
        COUNTRIES.iter().filter_map(|(code, _)| Self::parse(code).ok())
    }
}

/// Sorted by code.
const COUNTRIES: &[(&str, StaticText)] = &[
    ("004", StaticText::new("Afganistan", "Afghanistan", "Afghanistan")),
    ("012", StaticText::new("Algeria", "Algeriet", "Algeria")),
    ("032", StaticText::new("Argentiina", "Argentina", "Argentina")),
    ("036", StaticText::new("Australia", "Australien", "Australia")),
    ("040", StaticText::new("Itävalta", "Österrike", "Austria")),
    ("050", StaticText::new("Bangladesh", "Bangladesh", "Bangladesh")),
    ("051", StaticText::new("Armenia", "Armenien", "Armenia")),
    ("056", StaticText::new("Belgia", "Belgien", "Belgium")),
    (
        "070",
        StaticText::new(
            "Bosnia ja Hertsegovina",
            "Bosnien och Hercegovina",
            "Bosnia and Herzegovina",
        ),
    ),
    ("076", StaticText::new("Brasilia", "Brasilien", "Brazil")),
    ("100", StaticText::new("Bulgaria", "Bulgarien", "Bulgaria")),
    ("104", StaticText::new("Myanmar", "Myanmar", "Myanmar")),
    ("112", StaticText::new("Valko-Venäjä", "Belarus", "Belarus")),
    ("120", StaticText::new("Kamerun", "Kamerun", "Cameroon")),
    ("124", StaticText::new("Kanada", "Kanada", "Canada")),
    ("144", StaticText::new("Sri Lanka", "Sri Lanka", "Sri Lanka")),
    ("152", StaticText::new("Chile", "Chile", "Chile")),
    ("156", StaticText::new("Kiina", "Kina", "China")),
    ("170", StaticText::new("Kolumbia", "Colombia", "Colombia")),
    (
        "180",
        StaticText::new(
            "Kongon demokraattinen tasavalta",
            "Demokratiska republiken Kongo",
            "Democratic Republic of the Congo",
        ),
    ),
    ("191", StaticText::new("Kroatia", "Kroatien", "Croatia")),
    ("192", StaticText::new("Kuuba", "Kuba", "Cuba")),
    ("196", StaticText::new("Kypros", "Cypern", "Cyprus")),
    ("203", StaticText::new("Tšekki", "Tjeckien", "Czechia")),
    ("208", StaticText::new("Tanska", "Danmark", "Denmark")),
    ("231", StaticText::new("Etiopia", "Etiopien", "Ethiopia")),
    ("232", StaticText::new("Eritrea", "Eritrea", "Eritrea")),
    ("233", StaticText::new("Viro", "Estland", "Estonia")),
    ("246", StaticText::new("Suomi", "Finland", "Finland")),
    ("250", StaticText::new("Ranska", "Frankrike", "France")),
    ("268", StaticText::new("Georgia", "Georgien", "Georgia")),
    ("276", StaticText::new("Saksa", "Tyskland", "Germany")),
    ("288", StaticText::new("Ghana", "Ghana", "Ghana")),
    ("300", StaticText::new("Kreikka", "Grekland", "Greece")),
    ("348", StaticText::new("Unkari", "Ungern", "Hungary")),
    ("352", StaticText::new("Islanti", "Island", "Iceland")),
    ("356", StaticText::new("Intia", "Indien", "India")),
    ("360", StaticText::new("Indonesia", "Indonesien", "Indonesia")),
    ("364", StaticText::new("Iran", "Iran", "Iran")),
    ("368", StaticText::new("Irak", "Irak", "Iraq")),
    ("372", StaticText::new("Irlanti", "Irland", "Ireland")),
    ("376", StaticText::new("Israel", "Israel", "Israel")),
    ("380", StaticText::new("Italia", "Italien", "Italy")),
    ("392", StaticText::new("Japani", "Japan", "Japan")),
    ("398", StaticText::new("Kazakstan", "Kazakstan", "Kazakhstan")),
    ("404", StaticText::new("Kenia", "Kenya", "Kenya")),
    ("410", StaticText::new("Etelä-Korea", "Sydkorea", "South Korea")),
    ("422", StaticText::new("Libanon", "Libanon", "Lebanon")),
    ("428", StaticText::new("Latvia", "Lettland", "Latvia")),
    ("440", StaticText::new("Liettua", "Litauen", "Lithuania")),
    ("442", StaticText::new("Luxemburg", "Luxemburg", "Luxembourg")),
    ("458", StaticText::new("Malesia", "Malaysia", "Malaysia")),
    ("470", StaticText::new("Malta", "Malta", "Malta")),
    ("484", StaticText::new("Meksiko", "Mexiko", "Mexico")),
    ("498", StaticText::new("Moldova", "Moldavien", "Moldova")),
    ("504", StaticText::new("Marokko", "Marocko", "Morocco")),
    ("524", StaticText::new("Nepal", "Nepal", "Nepal")),
    (
        "528",
        StaticText::new("Alankomaat", "Nederländerna", "Netherlands"),
    ),
    (
        "554",
        StaticText::new("Uusi-Seelanti", "Nya Zeeland", "New Zealand"),
    ),
    ("566", StaticText::new("Nigeria", "Nigeria", "Nigeria")),
    ("578", StaticText::new("Norja", "Norge", "Norway")),
    ("586", StaticText::new("Pakistan", "Pakistan", "Pakistan")),
    ("604", StaticText::new("Peru", "Peru", "Peru")),
    (
        "608",
        StaticText::new("Filippiinit", "Filippinerna", "Philippines"),
    ),
    ("616", StaticText::new("Puola", "Polen", "Poland")),
    ("620", StaticText::new("Portugali", "Portugal", "Portugal")),
    ("642", StaticText::new("Romania", "Rumänien", "Romania")),
    ("643", StaticText::new("Venäjä", "Ryssland", "Russia")),
    (
        "682",
        StaticText::new("Saudi-Arabia", "Saudiarabien", "Saudi Arabia"),
    ),
    ("688", StaticText::new("Serbia", "Serbien", "Serbia")),
    ("702", StaticText::new("Singapore", "Singapore", "Singapore")),
    ("703", StaticText::new("Slovakia", "Slovakien", "Slovakia")),
    ("704", StaticText::new("Vietnam", "Vietnam", "Vietnam")),
    ("705", StaticText::new("Slovenia", "Slovenien", "Slovenia")),
    ("706", StaticText::new("Somalia", "Somalia", "Somalia")),
    (
        "710",
        StaticText::new("Etelä-Afrikka", "Sydafrika", "South Africa"),
    ),
    ("724", StaticText::new("Espanja", "Spanien", "Spain")),
    ("752", StaticText::new("Ruotsi", "Sverige", "Sweden")),
    ("756", StaticText::new("Sveitsi", "Schweiz", "Switzerland")),
    ("760", StaticText::new("Syyria", "Syrien", "Syria")),
    ("764", StaticText::new("Thaimaa", "Thailand", "Thailand")),
    (
        "784",
        StaticText::new(
            "Arabiemiirikunnat",
            "Förenade Arabemiraten",
            "United Arab Emirates",
        ),
    ),
    ("788", StaticText::new("Tunisia", "Tunisien", "Tunisia")),
    ("792", StaticText::new("Turkki", "Turkiet", "Turkey")),
    ("800", StaticText::new("Uganda", "Uganda", "Uganda")),
    ("804", StaticText::new("Ukraina", "Ukraina", "Ukraine")),
    (
        "807",
        StaticText::new("Pohjois-Makedonia", "Nordmakedonien", "North Macedonia"),
    ),
    ("818", StaticText::new("Egypti", "Egypten", "Egypt")),
    (
        "826",
        StaticText::new("Iso-Britannia", "Storbritannien", "United Kingdom"),
    ),
    ("834", StaticText::new("Tansania", "Tanzania", "Tanzania")),
    (
        "840",
        StaticText::new("Yhdysvallat", "Förenta staterna", "United States"),
    ),
    ("860", StaticText::new("Uzbekistan", "Uzbekistan", "Uzbekistan")),
    ("862", StaticText::new("Venezuela", "Venezuela", "Venezuela")),
];

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn every_listed_country_is_found_by_its_code() {
        assert!(COUNTRIES.is_sorted_by(|(first, _), (second, _)| first < second));
        assert_eq!(Country::known().count(), COUNTRIES.len());
        assert_eq!(Country::FINLAND.name(Language::Sv), "Finland");
    }

    #[test]
    fn an_unlisted_country_is_named_by_its_code() {
        assert_eq!(Country::parse("010").unwrap().name(Language::Fi), "010");
        assert!(Country::parse("FIN").is_err());
        assert!(Country::parse("46").is_err());
    }
}
