//! Building class of 2018 and main use of 1994 (Statistics Finland).

use super::open::open_code;
use crate::language::{Language, StaticText};

open_code! {
    /// Building class of 2018, four digits, such as `0110`.
    pub struct BuildingClass([u8; 4]) where |bytes| bytes.iter().all(u8::is_ascii_digit)
}

open_code! {
    /// Main use of 1994, three digits, such as `011`.
    pub struct MainUse([u8; 3]) where |bytes| bytes.iter().all(u8::is_ascii_digit)
}

/// The name of `code` in a sorted table.
fn find(table: &[(&str, StaticText)], code: &str, language: Language) -> Option<&'static str> {
    let place = table.binary_search_by(|(known, _)| (*known).cmp(code)).ok()?;
    table.get(place).map(|(_, name)| name.get(language))
}

impl BuildingClass {
    /// The class's name, or that of its top level; empty where neither is known.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        find(CLASSES, self.code(), language)
            .or_else(|| find(TOP_LEVEL, self.code().get(..2).unwrap_or_default(), language))
            .unwrap_or_default()
    }
}

impl MainUse {
    /// The use's name; empty where it is not known.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        find(MAIN_USES, self.code(), language).unwrap_or_default()
    }
}

const TOP_LEVEL: &[(&str, StaticText)] = &[
    (
        "01",
        StaticText::new("asuinrakennus", "bostadsbyggnad", "residential building"),
    ),
    (
        "02",
        StaticText::new(
            "vapaa-ajan asuinrakennus",
            "fritidsbostadsbyggnad",
            "leisure-time residential building",
        ),
    ),
    (
        "03",
        StaticText::new("liikerakennus", "affärsbyggnad", "commercial building"),
    ),
    (
        "04",
        StaticText::new("toimistorakennus", "kontorsbyggnad", "office building"),
    ),
    (
        "05",
        StaticText::new("liikenteen rakennus", "trafikbyggnad", "transport building"),
    ),
    (
        "06",
        StaticText::new(
            "hoitoalan rakennus",
            "byggnad inom vårdbranschen",
            "health and care building",
        ),
    ),
    (
        "07",
        StaticText::new(
            "kokoontumisrakennus",
            "byggnad för samlingslokaler",
            "assembly building",
        ),
    ),
    (
        "08",
        StaticText::new("opetusrakennus", "undervisningsbyggnad", "educational building"),
    ),
    (
        "09",
        StaticText::new(
            "teollisuuden ja kaivannaistoiminnan rakennus",
            "byggnad för industri och gruvdrift",
            "industrial or mining building",
        ),
    ),
    (
        "10",
        StaticText::new(
            "energiahuoltorakennus",
            "byggnad för energiförsörjning",
            "energy supply building",
        ),
    ),
    (
        "11",
        StaticText::new(
            "yhdyskuntatekniikan rakennus",
            "byggnad för samhällsteknik",
            "public utility building",
        ),
    ),
    (
        "12",
        StaticText::new("varastorakennus", "lagerbyggnad", "warehouse"),
    ),
    (
        "13",
        StaticText::new(
            "pelastustoimen rakennus",
            "byggnad för räddningsväsendet",
            "rescue service building",
        ),
    ),
    (
        "14",
        StaticText::new(
            "maatalousrakennus tai eläinsuoja",
            "lantbruksbyggnad eller djurstall",
            "agricultural building or animal shelter",
        ),
    ),
    (
        "19",
        StaticText::new("muu rakennus", "annan byggnad", "other building"),
    ),
];

const CLASSES: &[(&str, StaticText)] = &[
    (
        "0110",
        StaticText::new("omakotitalo", "fristående småhus", "detached house"),
    ),
    (
        "0111",
        StaticText::new("paritalo", "parhus", "semi-detached house"),
    ),
    ("0112", StaticText::new("rivitalo", "radhus", "terraced house")),
    (
        "0120",
        StaticText::new("pienkerrostalo", "småhöghus", "low-rise block of flats"),
    ),
    (
        "0121",
        StaticText::new("asuinkerrostalo", "flervåningsbostadshus", "block of flats"),
    ),
    (
        "0130",
        StaticText::new("asuntolarakennus", "bostadshem", "dormitory building"),
    ),
    (
        "0140",
        StaticText::new(
            "erityisryhmien asuinrakennus",
            "bostadsbyggnad för specialgrupper",
            "residential building for special groups",
        ),
    ),
    (
        "0210",
        StaticText::new(
            "ympärivuotinen vapaa-ajan asuinrakennus",
            "fritidsbostadsbyggnad för bruk året om",
            "all-year leisure-time building",
        ),
    ),
    (
        "0211",
        StaticText::new(
            "osavuotinen vapaa-ajan asuinrakennus",
            "fritidsbostadsbyggnad för bruk en del av året",
            "part-year leisure-time building",
        ),
    ),
    (
        "0320",
        StaticText::new("hotellirakennus", "hotellbyggnad", "hotel building"),
    ),
    (
        "0330",
        StaticText::new(
            "ravintolarakennus tai vastaava liikerakennus",
            "restaurangbyggnad eller motsvarande",
            "restaurant building",
        ),
    ),
    (
        "0513",
        StaticText::new(
            "pysäköintitalo tai -halli",
            "parkeringshus eller parkeringshall",
            "car park building",
        ),
    ),
    (
        "0611",
        StaticText::new("keskussairaala", "centralsjukhus", "central hospital"),
    ),
    (
        "0630",
        StaticText::new("vankilarakennus", "fängelsebyggnad", "prison building"),
    ),
    ("0711", StaticText::new("elokuvateatteri", "biograf", "cinema")),
    (
        "0712",
        StaticText::new(
            "kirjasto tai arkisto",
            "bibliotek eller arkiv",
            "library or archive",
        ),
    ),
    (
        "0713",
        StaticText::new(
            "museo tai taidegalleria",
            "museum eller konstgalleri",
            "museum or art gallery",
        ),
    ),
    ("0740", StaticText::new("jäähalli", "ishall", "ice rink")),
    (
        "0741",
        StaticText::new("uimahalli", "simhall", "indoor swimming pool"),
    ),
    (
        "0810",
        StaticText::new("lasten päiväkoti", "barndaghem", "day-care centre"),
    ),
    (
        "0820",
        StaticText::new(
            "yleissivistävän oppilaitoksen rakennus",
            "byggnad för allmänbildande läroanstalt",
            "general education building",
        ),
    ),
    (
        "0830",
        StaticText::new(
            "ammatillisen oppilaitoksen rakennus",
            "byggnad för yrkesläroanstalt",
            "vocational education building",
        ),
    ),
    (
        "0840",
        StaticText::new(
            "korkeakoulurakennus",
            "högskolebyggnad",
            "higher education building",
        ),
    ),
    (
        "0841",
        StaticText::new(
            "tutkimuslaitosrakennus",
            "forskningsinstitutsbyggnad",
            "research institute building",
        ),
    ),
    (
        "1310",
        StaticText::new("paloasema", "brandstation", "fire station"),
    ),
    (
        "1311",
        StaticText::new("väestönsuoja", "skyddsrum", "civil defence shelter"),
    ),
    (
        "1910",
        StaticText::new("saunarakennus", "bastubyggnad", "sauna building"),
    ),
    (
        "1911",
        StaticText::new("talousrakennus", "ekonomibyggnad", "outbuilding"),
    ),
    (
        "1912",
        StaticText::new("maja tai tupa", "koja eller stuga", "hut"),
    ),
    (
        "1919",
        StaticText::new(
            "muualla luokittelematon rakennus",
            "byggnad som inte klassificerats annanstans",
            "building not classified elsewhere",
        ),
    ),
];

const MAIN_USES: &[(&str, StaticText)] = &[
    (
        "011",
        StaticText::new("yhden asunnon talo", "enbostadshus", "one-dwelling house"),
    ),
    (
        "012",
        StaticText::new("kahden asunnon talo", "tvåbostadshus", "two-dwelling house"),
    ),
    (
        "013",
        StaticText::new("muu erillinen pientalo", "övrigt småhus", "other detached house"),
    ),
    ("021", StaticText::new("rivitalo", "radhus", "terraced house")),
    ("022", StaticText::new("ketjutalo", "kedjehus", "linked house")),
    (
        "032",
        StaticText::new("luhtitalo", "loftgångshus", "balcony-access block"),
    ),
    (
        "039",
        StaticText::new(
            "muu asuinkerrostalo",
            "övrigt flervåningsbostadshus",
            "other block of flats",
        ),
    ),
    (
        "041",
        StaticText::new(
            "vapaa-ajan asuinrakennus",
            "fritidsbostadsbyggnad",
            "leisure-time residential building",
        ),
    ),
    (
        "931",
        StaticText::new("saunarakennus", "bastubyggnad", "sauna building"),
    ),
    (
        "941",
        StaticText::new("talousrakennus", "ekonomibyggnad", "outbuilding"),
    ),
    (
        "999",
        StaticText::new("muu rakennus", "annan byggnad", "other building"),
    ),
];

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_so_that_every_name_is_found() {
        for table in [TOP_LEVEL, CLASSES, MAIN_USES] {
            assert!(table.is_sorted_by(|(first, _), (second, _)| first < second));
        }
    }

    #[test]
    fn an_unlisted_class_has_the_name_of_its_top_level() {
        assert_eq!(
            BuildingClass::parse("0110").unwrap().name(Language::Sv),
            "fristående småhus"
        );
        assert_eq!(
            BuildingClass::parse("0749").unwrap().name(Language::En),
            "assembly building"
        );
        assert_eq!(BuildingClass::parse("9999").unwrap().name(Language::En), "");
        assert!(BuildingClass::parse("110").is_err());
    }
}
