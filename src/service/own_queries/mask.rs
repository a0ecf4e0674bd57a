//! Masking what was searched by (decision 0024): enough is left to tell two queries apart, and too
//! little to find a person, a home or what somebody owns.

use crate::language::{Language, StaticText};

/// What stands in the place of what is not told.
const MASK: &str = "****";

/// Names of criteria in words, as they stand before the value.
const LABELS: &[(&str, StaticText)] = &[
    (
        "personalIdentityCode",
        StaticText::new("henkilötunnus", "personbeteckning", "personal identity code"),
    ),
    (
        "electronicClientIdentifier",
        StaticText::new(
            "sähköinen asiointitunnus",
            "elektronisk kommunikationskod",
            "electronic client identifier",
        ),
    ),
    ("surname", StaticText::new("sukunimi", "efternamn", "surname")),
    (
        "firstNames",
        StaticText::new("etunimet", "förnamn", "first names"),
    ),
    (
        "birthDate",
        StaticText::new("syntymävuosi", "födelseår", "year of birth"),
    ),
    ("sex", StaticText::new("sukupuoli", "kön", "sex")),
    (
        "homeMunicipality",
        StaticText::new("kotikunta", "hemkommun", "municipality of residence"),
    ),
    (
        "birthMunicipality",
        StaticText::new(
            "syntymäkotikunta",
            "hemkommun vid födelsen",
            "municipality of residence at birth",
        ),
    ),
    (
        "permanentBuildingId",
        StaticText::new(
            "pysyvä rakennustunnus",
            "permanent byggnadsbeteckning",
            "permanent building identifier",
        ),
    ),
    (
        "propertyBasedBuildingId",
        StaticText::new(
            "sijaintikiinteistöön perustuva rakennustunnus",
            "byggnadsbeteckning enligt fastighet",
            "building identifier based on the property",
        ),
    ),
    (
        "permanentApartmentId",
        StaticText::new(
            "pysyvä huoneistotunnus",
            "permanent lägenhetsbeteckning",
            "permanent apartment identifier",
        ),
    ),
    (
        "propertyId",
        StaticText::new("kiinteistötunnus", "fastighetsbeteckning", "property identifier"),
    ),
    ("municipality", StaticText::new("kunta", "kommun", "municipality")),
    (
        "postcode",
        StaticText::new("postinumero", "postnummer", "postcode"),
    ),
    ("street", StaticText::new("katu", "gata", "street")),
    (
        "number",
        StaticText::new("talon numero", "husnummer", "house number"),
    ),
    ("apartment", StaticText::new("huoneisto", "lägenhet", "apartment")),
];

/// A criterion as its own officer sees it again. One that this list does not know is told by
/// nothing but its name.
pub(in crate::service) fn masked_criterion(name: &str, value: &str, language: Language) -> String {
    let known = LABELS.iter().find(|(known, _)| *known == name);
    let label = known.map_or(name, |(_, label)| label.get(language));
    format!("{label} {}", masked(name, value))
}

fn masked(name: &str, value: &str) -> String {
    let beginning = |count: usize| -> String { value.chars().take(count).collect() };
    match name {
        "personalIdentityCode" => format!("{}-{MASK}", beginning(6)),
        "electronicClientIdentifier" => format!("{}*****", beginning(4)),
        "surname" | "firstNames" => value
            .split([' ', '-'])
            .filter_map(|word| word.chars().next())
            .map(|first| format!("{first}."))
            .collect(),
        "birthDate" => beginning(4),
        // Where many live, or many houses stand, tells of nobody.
        "homeMunicipality" | "birthMunicipality" | "municipality" | "postcode" | "street" => value.to_owned(),
        // Of an identifier the part that others share: the municipality of a property, the first
        // digits of a series. An address without number and apartment is a street.
        "permanentBuildingId" => format!("{}{MASK}", beginning(6)),
        "permanentApartmentId" => format!("{}{MASK}", beginning(4)),
        "propertyId" | "propertyBasedBuildingId" => format!("{}-{MASK}", beginning(3)),
        _ => MASK.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_criterion_tells_queries_apart_and_names_nobody() {
        let masked = |name, value| masked_criterion(name, value, Language::En);
        assert_eq!(
            masked("personalIdentityCode", "010190-999W"),
            "personal identity code 010190-****"
        );
        assert_eq!(masked("surname", "Mäki-Virtanen"), "surname M.V.");
        assert_eq!(masked("birthDate", "1956-03-07"), "year of birth 1956");
        assert_eq!(masked("sex", "1"), "sex ****");
    }

    #[test]
    fn a_masked_place_is_no_home_that_could_be_found_again() {
        let masked = |name, value| masked_criterion(name, value, Language::Fi);
        for (name, value, told) in [
            (
                "permanentBuildingId",
                "103515074X",
                "pysyvä rakennustunnus 103515****",
            ),
            (
                "propertyBasedBuildingId",
                "837-123-0045-0006-V-001",
                "sijaintikiinteistöön perustuva rakennustunnus 837-****",
            ),
            (
                "permanentApartmentId",
                "H900000001",
                "pysyvä huoneistotunnus H900****",
            ),
            ("propertyId", "83712300450006", "kiinteistötunnus 837-****"),
            ("municipality", "Tampere", "kunta Tampere"),
            ("street", "Koivukuja", "katu Koivukuja"),
            ("number", "7", "talon numero ****"),
            ("apartment", "B012a", "huoneisto ****"),
            ("postcode", "33540", "postinumero 33540"),
            // A criterion to come is hidden until somebody decides on it.
            ("uusi", "salaisuus", "uusi ****"),
        ] {
            assert_eq!(masked(name, value), told);
        }
    }
}
