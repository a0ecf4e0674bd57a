//! The embedded lists of places and names, read once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::random::{Random, Weighted};
use crate::identifier::MunicipalityCode;
use crate::register::codes::{Country, LanguageCode, Sex};
use crate::register::{BilingualName, Municipality};

/// All lists.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

/// A municipality as a place to live.
pub(super) struct Town {
    pub(super) municipality: Municipality,
    /// Place in [`Tables::constituencies`].
    pub(super) constituency: usize,
    /// Speakers of Swedish, per mille.
    pub(super) swedish: u32,
    /// Speakers of foreign languages, per mille.
    pub(super) foreign: u32,
    /// Inhabitants in hundreds, about 2023.
    pub(super) hundreds: u32,
    /// Speakers of Sámi, per mille.
    pub(super) sami: u32,
    /// Places in [`Tables::postcodes`].
    pub(super) postcodes: Vec<usize>,
}

/// A postcode with its office.
pub(super) struct Postcode {
    pub(super) code: &'static str,
    pub(super) office: BilingualName,
    /// Place in [`Tables::towns`].
    pub(super) town: usize,
}

/// A surname in its form for women and for men, which seldom differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Surname {
    female: &'static str,
    male: &'static str,
}

impl Surname {
    fn read(text: &'static str) -> Self {
        let (female, male) = text.split_once('/').unwrap_or((text, text));
        Self { female, male }
    }

    pub(super) const fn of(self, sex: Sex) -> &'static str {
        match sex {
            Sex::Female => self.female,
            Sex::Male => self.male,
        }
    }
}

/// People whose mother tongue is neither Finnish nor Swedish of Finland.
pub(super) struct Origin {
    pub(super) language: Option<LanguageCode>,
    pub(super) country: Option<Country>,
    pub(super) birthplace: &'static str,
    female: Vec<&'static str>,
    male: Vec<&'static str>,
    surnames: Vec<Surname>,
}

/// Mother tongue of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Finnish,
    Swedish,
    Sami,
    /// Place in [`Tables::origins`].
    Foreign(usize),
}

/// Names of the Sámi.
pub(super) struct NorthernNames {
    female: Vec<&'static str>,
    male: Vec<&'static str>,
    surnames: Vec<Surname>,
}

pub(super) struct Tables {
    pub(super) towns: Vec<Town>,
    pub(super) postcodes: Vec<Postcode>,
    pub(super) streets: Vec<BilingualName>,
    /// Code and name.
    pub(super) constituencies: Vec<(&'static str, BilingualName)>,
    pub(super) origins: Vec<Origin>,
    towns_by_size: Weighted<usize>,
    origins_by_size: Weighted<usize>,
    /// By mother tongue (Finnish, Swedish), sex (female, male) and era.
    first_names: [[[Weighted<&'static str>; 5]; 2]; 2],
    surnames: [Weighted<Surname>; 2],
    northern: NorthernNames,
    occupations: [Vec<&'static str>; 2],
}

/// The era of a first name: births to 1939, 1959, 1979, 1999 and later.
const fn era(year: i32) -> usize {
    match year {
        ..=1939 => 0,
        1940..=1959 => 1,
        1960..=1979 => 2,
        1980..=1999 => 3,
        _ => 4,
    }
}

/// The lines of a list, each cut at its tabs.
fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let row = [(); N].map(|()| cells.next().unwrap_or_default());
        row.last().is_some_and(|cell| !cell.is_empty()).then_some(row)
    })
}

const CONSTITUENCIES: &str = include_str!("data/constituencies.tsv");
const FIRST_NAMES: &str = include_str!("data/first_names.tsv");
const MUNICIPALITIES: &str = include_str!("data/municipalities.tsv");
const OCCUPATIONS: &str = include_str!("data/occupations.tsv");
const ORIGINS: &str = include_str!("data/origins.tsv");
const SAMI: &str = include_str!("data/sami.tsv");
const POSTCODES: &str = include_str!("data/postcodes.tsv");
const STREETS: &str = include_str!("data/streets.tsv");
const SURNAMES: &str = include_str!("data/surnames.tsv");

/// Share of foreign languages, per mille, roughly as the cities tell.
fn foreign_share(code: &str, hundreds: u32) -> u32 {
    match (code, hundreds) {
        ("091", _) => 205,
        ("049", _) => 240,
        ("092", _) => 280,
        ("853", _) => 160,
        (_, 1000..) => 115,
        (_, 500..) => 90,
        _ => 56,
    }
}

/// Share of the Sámi languages, per mille: in the homeland's municipalities and the northern towns.
fn sami_share(code: &str) -> u32 {
    match code {
        "890" => 420,
        "047" => 95,
        "148" => 65,
        "758" => 15,
        "698" => 4,
        "564" => 2,
        _ => 0,
    }
}

impl Tables {
    fn read() -> Self {
        let constituencies: Vec<(&str, BilingualName)> = rows(CONSTITUENCIES)
            .map(|[code, fi, sv]| (code, BilingualName::new(fi, sv)))
            .collect();
        let mut towns = Vec::new();
        let mut by_code = HashMap::new();
        for [code, fi, sv, constituency, hundreds, swedish] in rows(MUNICIPALITIES) {
            let hundreds = hundreds.parse().unwrap_or(0);
            by_code.insert(code, towns.len());
            towns.push(Town {
                municipality: Municipality {
                    code: MunicipalityCode::parse(code).ok(),
                    name: BilingualName::new(fi, sv),
                },
                constituency: constituencies
                    .iter()
                    .position(|(known, _)| *known == constituency)
                    .unwrap_or(0),
                swedish: swedish.parse().unwrap_or(0),
                foreign: foreign_share(code, hundreds),
                hundreds,
                sami: sami_share(code),
                postcodes: Vec::new(),
            });
        }
        let mut postcodes: Vec<Postcode> = Vec::new();
        for [code, fi, sv, town] in rows(POSTCODES) {
            if let Some(town) = by_code.get(town) {
                towns[*town].postcodes.push(postcodes.len());
                postcodes.push(Postcode {
                    code,
                    office: BilingualName::new(fi, sv),
                    town: *town,
                });
            }
        }
        let mut origins = Vec::new();
        let mut sizes = Vec::new();
        for [language, country, size, birthplace, female, male, surnames] in rows(ORIGINS) {
            sizes.push((origins.len(), size.parse().unwrap_or(0)));
            origins.push(Origin {
                language: LanguageCode::parse(language).ok(),
                country: Country::parse(country).ok(),
                birthplace,
                female: female.split(' ').collect(),
                male: male.split(' ').collect(),
                surnames: surnames.split(' ').map(Surname::read).collect(),
            });
        }
        let names = |tongue: &str, sex: &str, era: usize| {
            Weighted::new(
                rows::<8>(FIRST_NAMES)
                    .filter(|row| row[0] == tongue && row[1] == sex)
                    .map(|row| {
                        let weight = row.get(3 + era).and_then(|cell| cell.parse().ok());
                        (row[2], weight.unwrap_or(0))
                    }),
            )
        };
        let surnames = |tongue: &str| {
            Weighted::new(
                rows::<3>(SURNAMES)
                    .filter(|row| row[0] == tongue)
                    .map(|[_, name, weight]| (Surname::read(name), weight.parse().unwrap_or(0))),
            )
        };
        let occupations = |tongue: &str| {
            rows::<2>(OCCUPATIONS)
                .filter(|row| row[0] == tongue)
                .map(|row| row[1])
                .collect()
        };
        let northern = SAMI.trim_end().split('\t').collect::<Vec<_>>();
        let words = |place: usize| northern.get(place).copied().unwrap_or_default().split(' ');
        let northern = NorthernNames {
            female: words(0).collect(),
            male: words(1).collect(),
            surnames: words(2).map(Surname::read).collect(),
        };
        Self {
            northern,
            towns_by_size: Weighted::new(
                towns
                    .iter()
                    .enumerate()
                    .map(|(place, town)| (place, town.hundreds)),
            ),
            towns,
            postcodes,
            streets: rows(STREETS).map(|[fi, sv]| BilingualName::new(fi, sv)).collect(),
            constituencies,
            origins,
            origins_by_size: Weighted::new(sizes),
            first_names: ["fi", "sv"]
                .map(|tongue| ["2", "1"].map(|sex| [0, 1, 2, 3, 4].map(|era| names(tongue, sex, era)))),
            surnames: ["fi", "sv"].map(surnames),
            occupations: ["fi", "sv"].map(occupations),
        }
    }

    /// The town at a place of the whole population, which is told in parts of 2^32.
    pub(super) fn town_at(&self, place: u32) -> usize {
        *self.towns_by_size.at(place)
    }

    /// A foreign origin, the commoner the more often.
    pub(super) fn origin(&self, random: &mut Random) -> usize {
        *self.origins_by_size.pick(random)
    }

    /// A place in [`Self::postcodes`] of a town; 0 if it has none.
    pub(super) fn postcode_in(&self, town: usize, random: &mut Random) -> usize {
        let postcodes = &self.towns[town].postcodes;
        if postcodes.is_empty() {
            0
        } else {
            *random.pick(postcodes)
        }
    }

    /// The place of a postcode in [`Self::postcodes`].
    pub(super) fn find_postcode(&self, code: &str) -> usize {
        self.postcodes
            .iter()
            .position(|postcode| postcode.code == code)
            .unwrap_or(0)
    }

    /// A first name of a tongue, sex and year of birth.
    pub(super) fn first_name(
        &self,
        tongue: Tongue,
        sex: Sex,
        year: i32,
        random: &mut Random,
    ) -> &'static str {
        let women_first = usize::from(sex == Sex::Male);
        match tongue {
            Tongue::Finnish => self.first_names[0][women_first][era(year)].pick(random),
            Tongue::Swedish => self.first_names[1][women_first][era(year)].pick(random),
            Tongue::Sami => random.choose(if sex == Sex::Female {
                &self.northern.female
            } else {
                &self.northern.male
            }),
            Tongue::Foreign(origin) => {
                let origin = &self.origins[origin];
                random.choose(if sex == Sex::Female {
                    &origin.female
                } else {
                    &origin.male
                })
            }
        }
    }

    /// A surname of a tongue. One in three speakers of Swedish has a Finnish one, as they do.
    pub(super) fn surname(&self, tongue: Tongue, random: &mut Random) -> Surname {
        match tongue {
            Tongue::Finnish => *self.surnames[usize::from(random.chance(25))].pick(random),
            Tongue::Swedish => *self.surnames[usize::from(!random.chance(180))].pick(random),
            Tongue::Sami => random.choose(&self.northern.surnames),
            Tongue::Foreign(origin) => random.choose(&self.origins[origin].surnames),
        }
    }

    /// A surname in the form that someone of a sex bears.
    pub(super) fn in_form_of<'a>(&self, sex: Sex, tongue: Tongue, name: &'a str) -> &'a str {
        let Tongue::Foreign(origin) = tongue else {
            return name;
        };
        let known = self.origins[origin].surnames.iter();
        let mut known = known.filter(|surname| surname.female != surname.male);
        let found = known.find(|surname| surname.female == name || surname.male == name);
        found.map_or(name, |surname| surname.of(sex))
    }

    /// An occupation as people tell it.
    pub(super) fn occupation(&self, tongue: Tongue, random: &mut Random) -> &'static str {
        random.choose(&self.occupations[usize::from(tongue == Tongue::Swedish)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_list_is_read() {
        let lines = |text: &str| text.lines().count();
        assert_eq!(TABLES.towns.len(), lines(MUNICIPALITIES));
        assert_eq!(TABLES.postcodes.len(), lines(POSTCODES));
        assert_eq!(TABLES.streets.len(), lines(STREETS));
        assert_eq!(TABLES.constituencies.len(), lines(CONSTITUENCIES));
        assert_eq!(TABLES.origins.len(), lines(ORIGINS));
        assert_eq!(rows::<8>(FIRST_NAMES).count(), lines(FIRST_NAMES));
        assert_eq!(rows::<3>(SURNAMES).count(), lines(SURNAMES));
        assert_eq!(rows::<2>(OCCUPATIONS).count(), lines(OCCUPATIONS));
    }

    #[test]
    fn places_and_names_are_complete() {
        assert!(TABLES.towns.iter().all(|town| {
            town.municipality.code.is_some() && !town.postcodes.is_empty() && town.hundreds > 0
        }));
        assert!(TABLES.postcodes.iter().all(|postcode| postcode.code.len() == 5));
        assert!(TABLES.origins.iter().all(|origin| {
            origin.language.is_some() && origin.country.is_some() && origin.surnames.len() > 8
        }));
        let surnames: std::collections::HashSet<_> = rows::<3>(SURNAMES).map(|[_, name, _]| name).collect();
        assert!(surnames.len() >= 1_000, "{}", surnames.len());
        let (finnish, swedish) = (&TABLES.first_names[0], &TABLES.first_names[1]);
        for names in finnish.iter().flatten() {
            assert!(names.len() >= 300, "{}", names.len());
        }
        for eras in swedish {
            // Before 1940 fewer could be had.
            assert!(eras[0].len() >= 150 && eras[1..].iter().all(|names| names.len() >= 300));
        }
    }
}
