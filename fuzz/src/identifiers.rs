//! Identifiers of all kinds, and the telling of kinds, as `luotain id check` does it line by line.

use luotain::identifier::{
    ApartmentAddressPart, BuildingId, BusinessId, ElectronicClientIdentifier, MunicipalityCode,
    PermanentApartmentId, PersonalIdentityCode, PropertyBasedBuildingId, PropertyId, Realm, Recognised,
    ResidenceCode, normalise, normalise_keeping_case, recognise,
};
use luotain::language::Language;

use super::holds_digits;

/// What holds for the parser of every kind: the normal form reads back, also through serde;
/// normalising first changes nothing, also not the reason of a refusal; and no text that a
/// refusal leaves holds what was sent, where it is personal.
macro_rules! kind_holds {
    ($type:ident, $text:expr, $personal:expr) => {{
        let (text, kept) = ($text, normalise_keeping_case($text));
        let parsed = $type::parse(text);
        assert_eq!(
            $type::parse(&kept),
            parsed,
            "normalising first changes the outcome"
        );
        let sent = serde_json::to_string(text).unwrap_or_default();
        match (&parsed, serde_json::from_str::<$type>(&sent)) {
            (Ok(parsed), Ok(read)) => {
                assert_eq!(read, *parsed);
                assert_eq!(
                    $type::parse(parsed.as_str()),
                    Ok(*parsed),
                    "the normal form does not stay"
                );
                let written = serde_json::to_string(parsed).unwrap_or_default();
                assert_eq!(serde_json::from_str::<$type>(&written).ok(), Some(*parsed));
                if $personal {
                    assert!(
                        !holds_digits(&format!("{parsed:?} {parsed:#?}"), 1),
                        "Debug shows a person's code"
                    );
                }
            }
            (Err(reason), Err(error)) => {
                if $personal {
                    assert!(
                        !holds_digits(&format!("{reason} {reason:?} {error}"), 6),
                        "an error tells the code"
                    );
                }
                for language in Language::ALL {
                    assert!(!reason.message(language).is_empty());
                }
            }
            _ => unreachable!("serde and parse disagree"),
        }
        parsed.ok()
    }};
}

/// Checks one input.
pub fn check(data: &[u8]) -> bool {
    let text = &*String::from_utf8_lossy(data);
    normal_forms_stay(text);
    let person = kind_holds!(PersonalIdentityCode, text, true);
    if let Some(code) = person {
        person_holds(code);
    }
    let client = kind_holds!(ElectronicClientIdentifier, text, false);
    if let Some(client) = client {
        assert!(!holds_digits(&format!("{client:?}"), 1));
    }
    let property = kind_holds!(PropertyId, text, false);
    if let Some(property) = property {
        property_holds(property);
    }
    let apartment = kind_holds!(ApartmentAddressPart, text, false);
    if let Some(apartment) = apartment {
        let made = ApartmentAddressPart::new(apartment.stair(), apartment.number(), apartment.split());
        assert_eq!(made, Ok(apartment));
        assert_eq!(ApartmentAddressPart::parse(&apartment.show()), Ok(apartment));
    }
    let residence = kind_holds!(ResidenceCode, text, false);
    if let Some(residence) = residence {
        assert_eq!(ResidenceCode::parse(&residence.padded()), Ok(residence));
    }
    let on_property = kind_holds!(PropertyBasedBuildingId, text, false);
    if let Some(building) = on_property {
        assert_eq!(building.property().without_parcel(), building.property());
    }
    let any = [
        person.is_some(),
        client.is_some(),
        property.is_some(),
        apartment.is_some(),
        residence.is_some(),
        on_property.is_some(),
        kind_holds!(BuildingId, text, false).is_some(),
        kind_holds!(BusinessId, text, false).is_some(),
        kind_holds!(PermanentApartmentId, text, false).is_some(),
        kind_holds!(MunicipalityCode, text, false).is_some(),
    ]
    .contains(&true);
    assert!(
        !recognition_holds(text) || any,
        "recognised, but no kind takes it"
    );
    any
}

fn normal_forms_stay(text: &str) {
    let normal = normalise(text);
    assert_eq!(normalise(&normal), normal);
    let kept = normalise_keeping_case(text);
    assert_eq!(normalise_keeping_case(&kept), kept);
    assert!(!normal.contains(char::is_whitespace) && !kept.contains(char::is_whitespace));
    assert!(!normal.contains(|character: char| character.is_ascii_lowercase()));
}

fn person_holds(code: PersonalIdentityCode) {
    assert_eq!(
        PersonalIdentityCode::from_parts(code.birth_date(), code.sign(), code.serial()),
        Ok(code)
    );
    let is_test = code.serial() >= PersonalIdentityCode::FIRST_TEST_SERIAL;
    assert_eq!(code.realm() == Realm::Test, is_test);
    assert_eq!(code.as_str().len(), 11);
}

fn property_holds(property: PropertyId) {
    for form in [property.short(), property.long()] {
        assert_eq!(PropertyId::parse(&form), Ok(property));
    }
    let whole = property.without_parcel();
    assert_eq!(whole.parcel(), None);
    let again = property
        .parcel()
        .map_or(whole, |parcel| whole.with_parcel(parcel));
    assert_eq!(again, property);
    assert_eq!(
        PropertyId::from_parts(whole.municipality(), whole.area(), whole.group(), whole.unit()),
        Ok(whole)
    );
}

/// Whether the text was recognised.
fn recognition_holds(text: &str) -> bool {
    let found = recognise(text);
    assert_eq!(recognise(&normalise_keeping_case(text)), found);
    match found {
        Ok(recognised) => {
            // The packed form of a property may look like a residence; its long form never does.
            let normal = match recognised {
                Recognised::PropertyId(property) => property.long(),
                other => other.as_str().to_owned(),
            };
            assert_eq!(recognise(&normal), Ok(recognised));
            if recognised.kind().is_personal() {
                assert!(!holds_digits(&format!("{recognised:?}"), 1));
            }
            true
        }
        Err(refused) => {
            for language in Language::ALL {
                assert!(!refused.message(language).is_empty());
            }
            let json = serde_json::to_string(&refused).unwrap_or_default();
            assert_eq!(serde_json::from_str(&json).ok(), Some(refused));
            false
        }
    }
}
