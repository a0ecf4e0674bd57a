//! The residence code (asuinpaikantunnus): the building and the apartment where someone lives.

use super::inline::{Inline, characters, number};
use super::{
    ApartmentAddressPart, BuildingId, ExpectedCharacter, IdentifierError, Realm, identifier_conversions,
    normalise_keeping_case,
};

/// A residence code: permanent building identifier, number of the address, and the apartment;
/// `PRT` + `O` + `P` + `HHH` + `J`, 10+1+1+3+1 = 16 characters; abroad `200` + country +
/// `00000000` with the ISO 3166 numeric country, 14 digits (X).
///
/// In the register the missing parts of the apartment are spaces. Spaces do not survive typing and
/// storing, so the normal form leaves them out (`1035150826` + `1` + `012`), which stays
/// unambiguous because the number always has three digits; [`padded`](Self::padded) gives the
/// register's form. Read from what [`normalise_keeping_case()`](super::normalise_keeping_case())
/// makes: white space away; the letters of the building and the staircase become capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResidenceCode {
    place: Place,
    text: Inline<18>,
}

identifier_conversions!(shown ResidenceCode);

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Place {
    Finland {
        building: BuildingId,
        address: u8,
        apartment: Option<ApartmentAddressPart>,
    },
    Abroad {
        country: Inline<3>,
    },
}

impl ResidenceCode {
    /// Reads a code, of Finland or abroad.
    ///
    /// # Errors
    /// Looks at, in this order: the length, the building, the number of the address, the apartment;
    /// abroad at the length and the digits.
    pub fn parse(value: &str) -> Result<Self, IdentifierError> {
        let text = normalise_keeping_case(value);
        if text.starts_with("200") {
            return Self::read_abroad(&text);
        }
        let found = text.chars().count();
        if found == 0 {
            return Err(IdentifierError::Empty);
        }
        if !(11..=16).contains(&found) {
            return Err(IdentifierError::length(11, 16, found));
        }
        let part = |skip: usize, take: usize| text.chars().skip(skip).take(take).collect::<String>();
        let building = BuildingId::parse(&part(0, 10))?;
        let address = part(10, 1)
            .parse()
            .map_err(|_| IdentifierError::character(11, ExpectedCharacter::Digit))?;
        let rest = part(11, 5);
        let apartment = if rest.is_empty() {
            None
        } else {
            let apartment = ApartmentAddressPart::parse(&rest).map_err(|error| error.moved(11))?;
            let stairs = usize::from(apartment.stair().is_some());
            let digits = rest.bytes().filter(u8::is_ascii_digit).count();
            if (1..3).contains(&digits) {
                let position = 11 + stairs + digits + 1;
                return Err(IdentifierError::character(position, ExpectedCharacter::Digit));
            }
            Some(apartment)
        };
        Self::from_parts(building, address, apartment)
    }

    fn read_abroad(text: &str) -> Result<Self, IdentifierError> {
        let bytes: [u8; 14] = characters(text)?;
        number(&bytes, 1)?;
        if let Some(index) = bytes.iter().skip(6).position(|byte| *byte != b'0') {
            return Err(IdentifierError::character(7 + index, ExpectedCharacter::Zero));
        }
        Self::abroad(text.get(3..6).unwrap_or_default())
    }

    /// Makes the code of a residence in Finland; `address` is the number of the building's address
    /// among its addresses, 0–9.
    ///
    /// # Errors
    /// [`IdentifierError::Range`] for an address number above 9.
    pub fn from_parts(
        building: BuildingId,
        address: u8,
        apartment: Option<ApartmentAddressPart>,
    ) -> Result<Self, IdentifierError> {
        if address > 9 {
            return Err(IdentifierError::Range { min: 0, max: 9 });
        }
        let rest = apartment.as_ref().map_or("", ApartmentAddressPart::as_str);
        let text = Inline::new(&format!("{building}{address}{rest}"));
        Ok(Self {
            place: Place::Finland {
                building,
                address,
                apartment,
            },
            text,
        })
    }

    /// Makes the code of a residence abroad from the ISO 3166 numeric code of the country.
    ///
    /// # Errors
    /// The length or a digit of the country.
    pub fn abroad(country: &str) -> Result<Self, IdentifierError> {
        number(&characters::<3>(country)?, 1)?;
        let text = Inline::new(&format!("200{country}00000000"));
        Ok(Self {
            place: Place::Abroad {
                country: Inline::new(country),
            },
            text,
        })
    }

    /// The code in its normal form, without spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// The register's form: 16 characters with spaces for what is missing; abroad 14 digits.
    #[must_use]
    pub fn padded(&self) -> String {
        match &self.place {
            Place::Finland {
                building,
                address,
                apartment,
            } => {
                let apartment = apartment.as_ref();
                let letter = |letter: Option<char>| letter.unwrap_or(' ');
                let number = match apartment.and_then(ApartmentAddressPart::number) {
                    Some(number) => format!("{number:03}"),
                    None => "   ".to_owned(),
                };
                let stair = letter(apartment.and_then(ApartmentAddressPart::stair));
                let split = letter(apartment.and_then(ApartmentAddressPart::split));
                format!("{building}{address}{stair}{number}{split}")
            }
            Place::Abroad { .. } => self.as_str().to_owned(),
        }
    }

    /// The building; none abroad.
    #[must_use]
    pub const fn building(&self) -> Option<BuildingId> {
        match self.place {
            Place::Finland { building, .. } => Some(building),
            Place::Abroad { .. } => None,
        }
    }

    /// The number of the address among the building's addresses, 0–9; none abroad.
    #[must_use]
    pub const fn address_number(&self) -> Option<u8> {
        match self.place {
            Place::Finland { address, .. } => Some(address),
            Place::Abroad { .. } => None,
        }
    }

    /// The apartment; none abroad or where the building is a single dwelling.
    #[must_use]
    pub const fn apartment(&self) -> Option<ApartmentAddressPart> {
        match self.place {
            Place::Finland { apartment, .. } => apartment,
            Place::Abroad { .. } => None,
        }
    }

    /// The ISO 3166 numeric code of the country, if the residence is abroad.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        match &self.place {
            Place::Finland { .. } => None,
            Place::Abroad { country } => Some(country.as_str()),
        }
    }

    /// The realm of the building; abroad [`Realm::Real`], as there is no range for tests.
    #[must_use]
    pub fn realm(&self) -> Realm {
        self.building().map_or(Realm::Real, |building| building.realm())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn parsed(value: &str) -> ResidenceCode {
        ResidenceCode::parse(value).unwrap()
    }

    #[test]
    fn known_valid_code_is_accepted() {
        let code = parsed("103515074X1B012a");
        assert_eq!(code.as_str(), "103515074X1B012a");
        assert_eq!(code.padded(), "103515074X1B012a");
        assert_eq!(code.building().unwrap().as_str(), "103515074X");
        assert_eq!(code.address_number(), Some(1));
        assert_eq!(code.apartment().unwrap().show(), "B 12a");
        assert_eq!(code.country(), None);
        assert_eq!(code.realm(), Realm::Real);
    }

    #[test]
    fn missing_parts_of_the_apartment_are_spaces_in_the_register() {
        for (padded, normal) in [
            ("103515074X1 012 ", "103515074X1012"),
            ("103515074X1B    ", "103515074X1B"),
            ("103515074X1B012 ", "103515074X1B012"),
            ("103515074X1    a", "103515074X1a"),
            ("103515074X1     ", "103515074X1"),
        ] {
            let code = parsed(padded);
            assert_eq!(code.as_str(), normal);
            assert_eq!(code.padded(), padded);
            assert_eq!(parsed(normal), code);
        }
        assert_eq!(parsed("103515074x1b012a").as_str(), "103515074X1B012a");
    }

    #[test]
    fn residence_abroad_tells_the_country() {
        let code = parsed("20075200000000");
        assert_eq!(code.country(), Some("752"));
        assert_eq!(
            (code.building(), code.address_number(), code.apartment()),
            (None, None, None)
        );
        assert_eq!(code, ResidenceCode::abroad("752").unwrap());
        assert_eq!(code.padded(), "20075200000000");
        assert!(ResidenceCode::abroad("75").is_err());
    }

    #[test]
    fn faults_are_told_precisely() {
        use ExpectedCharacter::{Digit, One, SplitLetter, Zero};
        let refusal = |value: &str| ResidenceCode::parse(value).unwrap_err();
        assert_eq!(refusal(""), IdentifierError::Empty);
        assert_eq!(refusal("103515074X"), IdentifierError::length(11, 16, 10));
        assert_eq!(refusal("103515074X1B0123a"), IdentifierError::length(11, 16, 17));
        assert_eq!(
            refusal("103515074Y1B012a"),
            IdentifierError::CheckCharacter { expected: 'X' }
        );
        assert_eq!(refusal("303515074X1B012a"), IdentifierError::character(1, One));
        assert_eq!(refusal("103515074XBB012a"), IdentifierError::character(11, Digit));
        assert_eq!(refusal("103515074X1B12a"), IdentifierError::character(15, Digit));
        assert_eq!(
            refusal("103515074X1B012A"),
            IdentifierError::character(16, SplitLetter)
        );
        assert_eq!(
            refusal("103515074X11234"),
            IdentifierError::Range { min: 0, max: 999 }
        );
        assert_eq!(refusal("2007520000000"), IdentifierError::length(14, 14, 13));
        assert_eq!(refusal("20075200000100"), IdentifierError::character(12, Zero));
    }

    #[test]
    fn code_of_a_synthetic_building_is_a_test_code() {
        let building = BuildingId::from_serial(190_000_001).unwrap();
        let code = ResidenceCode::from_parts(building, 1, None).unwrap();
        assert_eq!(code.realm(), Realm::Test);
        assert!(ResidenceCode::from_parts(building, 10, None).is_err());
    }
}
