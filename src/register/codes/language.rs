//! Languages that people speak: ISO 639-1 codes [X], with the names that the register needs most.

use super::open::open_code;
use crate::language::{Language, StaticText};

open_code! {
    /// A language by its ISO 639-1 code in small letters; `98` = as text, `99` = unknown [X].
    pub struct LanguageCode([u8; 2])
        where |bytes| bytes.iter().all(u8::is_ascii_lowercase) || bytes == b"98" || bytes == b"99"
}

impl LanguageCode {
    /// The language's name; the code where the name is not known.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match LANGUAGES.binary_search_by(|(code, _)| (*code).cmp(self.code())) {
            Ok(place) => LANGUAGES[place].1.get(language),
            Err(_) => self.code(),
        }
    }

    /// Whether the language is told in words (code 98).
    #[must_use]
    pub const fn is_told_in_words(self) -> bool {
        matches!(&self.0, b"98")
    }

    /// The languages whose names are known, by code.
    pub fn known() -> impl Iterator<Item = Self> {
        LANGUAGES.iter().filter_map(|(code, _)| Self::parse(code).ok())
    }
}

/// Sorted by code.
const LANGUAGES: &[(&str, StaticText)] = &[
    (
        "98",
        StaticText::new(
            "muu kieli (tekstinä)",
            "annat språk (i text)",
            "other language (as text)",
        ),
    ),
    ("99", StaticText::new("tuntematon", "okänt", "unknown")),
    ("am", StaticText::new("amhara", "amhariska", "Amharic")),
    ("ar", StaticText::new("arabia", "arabiska", "Arabic")),
    ("az", StaticText::new("azeri", "azerbajdzjanska", "Azerbaijani")),
    ("be", StaticText::new("valkovenäjä", "belarusiska", "Belarusian")),
    ("bg", StaticText::new("bulgaria", "bulgariska", "Bulgarian")),
    ("bn", StaticText::new("bengali", "bengali", "Bengali")),
    ("bs", StaticText::new("bosnia", "bosniska", "Bosnian")),
    ("ca", StaticText::new("katalaani", "katalanska", "Catalan")),
    ("cs", StaticText::new("tšekki", "tjeckiska", "Czech")),
    ("da", StaticText::new("tanska", "danska", "Danish")),
    ("de", StaticText::new("saksa", "tyska", "German")),
    ("el", StaticText::new("kreikka", "grekiska", "Greek")),
    ("en", StaticText::new("englanti", "engelska", "English")),
    ("es", StaticText::new("espanja", "spanska", "Spanish")),
    ("et", StaticText::new("viro", "estniska", "Estonian")),
    (
        "fa",
        StaticText::new("persia (farsi)", "persiska (farsi)", "Persian (Farsi)"),
    ),
    ("fi", StaticText::new("suomi", "finska", "Finnish")),
    ("fo", StaticText::new("fääri", "färöiska", "Faroese")),
    ("fr", StaticText::new("ranska", "franska", "French")),
    ("ga", StaticText::new("iiri", "iriska", "Irish")),
    ("gu", StaticText::new("gudžarati", "gujarati", "Gujarati")),
    ("he", StaticText::new("heprea", "hebreiska", "Hebrew")),
    ("hi", StaticText::new("hindi", "hindi", "Hindi")),
    ("hr", StaticText::new("kroatia", "kroatiska", "Croatian")),
    ("hu", StaticText::new("unkari", "ungerska", "Hungarian")),
    ("hy", StaticText::new("armenia", "armeniska", "Armenian")),
    ("id", StaticText::new("indonesia", "indonesiska", "Indonesian")),
    ("ig", StaticText::new("igbo", "igbo", "Igbo")),
    ("is", StaticText::new("islanti", "isländska", "Icelandic")),
    ("it", StaticText::new("italia", "italienska", "Italian")),
    ("ja", StaticText::new("japani", "japanska", "Japanese")),
    ("ka", StaticText::new("georgia", "georgiska", "Georgian")),
    ("kk", StaticText::new("kazakki", "kazakiska", "Kazakh")),
    ("ko", StaticText::new("korea", "koreanska", "Korean")),
    ("ku", StaticText::new("kurdi", "kurdiska", "Kurdish")),
    ("ln", StaticText::new("lingala", "lingala", "Lingala")),
    ("lt", StaticText::new("liettua", "litauiska", "Lithuanian")),
    ("lv", StaticText::new("latvia", "lettiska", "Latvian")),
    ("mk", StaticText::new("makedonia", "makedonska", "Macedonian")),
    ("ml", StaticText::new("malajalam", "malayalam", "Malayalam")),
    ("mt", StaticText::new("malta", "maltesiska", "Maltese")),
    ("my", StaticText::new("burma", "burmesiska", "Burmese")),
    ("ne", StaticText::new("nepali", "nepalesiska", "Nepali")),
    ("nl", StaticText::new("hollanti", "nederländska", "Dutch")),
    ("no", StaticText::new("norja", "norska", "Norwegian")),
    ("pa", StaticText::new("pandžabi", "punjabi", "Punjabi")),
    ("pl", StaticText::new("puola", "polska", "Polish")),
    ("ps", StaticText::new("paštu", "pashto", "Pashto")),
    ("pt", StaticText::new("portugali", "portugisiska", "Portuguese")),
    ("ro", StaticText::new("romania", "rumänska", "Romanian")),
    ("ru", StaticText::new("venäjä", "ryska", "Russian")),
    ("rw", StaticText::new("ruanda", "rwanda", "Kinyarwanda")),
    (
        "se",
        StaticText::new("pohjoissaame", "nordsamiska", "Northern Sami"),
    ),
    ("si", StaticText::new("sinhala", "singalesiska", "Sinhala")),
    ("sk", StaticText::new("slovakki", "slovakiska", "Slovak")),
    ("sl", StaticText::new("sloveeni", "slovenska", "Slovenian")),
    ("so", StaticText::new("somali", "somaliska", "Somali")),
    ("sq", StaticText::new("albania", "albanska", "Albanian")),
    ("sr", StaticText::new("serbia", "serbiska", "Serbian")),
    ("sv", StaticText::new("ruotsi", "svenska", "Swedish")),
    ("sw", StaticText::new("swahili", "swahili", "Swahili")),
    ("ta", StaticText::new("tamili", "tamil", "Tamil")),
    ("te", StaticText::new("telugu", "telugu", "Telugu")),
    ("th", StaticText::new("thai", "thailändska", "Thai")),
    ("ti", StaticText::new("tigrinja", "tigrinja", "Tigrinya")),
    ("tl", StaticText::new("tagalog", "tagalog", "Tagalog")),
    ("tr", StaticText::new("turkki", "turkiska", "Turkish")),
    ("uk", StaticText::new("ukraina", "ukrainska", "Ukrainian")),
    ("ur", StaticText::new("urdu", "urdu", "Urdu")),
    ("uz", StaticText::new("uzbekki", "uzbekiska", "Uzbek")),
    ("vi", StaticText::new("vietnam", "vietnamesiska", "Vietnamese")),
    ("yo", StaticText::new("joruba", "yoruba", "Yoruba")),
    ("zh", StaticText::new("kiina", "kinesiska", "Chinese")),
];

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn every_listed_language_is_found_by_its_code() {
        assert!(LANGUAGES.is_sorted_by(|(first, _), (second, _)| first < second));
        assert_eq!(LanguageCode::known().count(), LANGUAGES.len());
        assert_eq!(
            LanguageCode::parse("se").unwrap().name(Language::Fi),
            "pohjoissaame"
        );
    }

    #[test]
    fn an_unlisted_language_is_named_by_its_code() {
        assert_eq!(LanguageCode::parse("zu").unwrap().name(Language::Fi), "zu");
        assert!(LanguageCode::parse("FI").is_err());
        assert!(LanguageCode::parse("97").is_err());
    }
}
