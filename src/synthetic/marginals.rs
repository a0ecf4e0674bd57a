//! What the made-up population has in common with Finland: figures with their sources. A test holds
//! a population of 100 000 against each, within a fifth.
//!
//! The figures are published ones, rounded; none was fetched while this was written, so the source
//! says where to look one up, not that a table's last decimal was copied.

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Persons in a dwelling that has any.
    HouseholdSize,
    /// Dwellings with one person.
    OnePersonHouseholds,
    /// Dwellings in detached and semi-detached houses, of those with people.
    HouseholdsInHouses,
    /// Dwellings in blocks of flats, of those with people.
    HouseholdsInFlats,
    /// Dwellings that their people own, of those with people.
    OwnerOccupied,
    /// Persons whose mother tongue is none of Finnish, Swedish and Sámi.
    ForeignTongue,
    /// Persons whose mother tongue is Swedish.
    Swedish,
    /// Persons without Finnish citizenship.
    ForeignCitizens,
    /// Persons of 0–14.
    Under15,
    /// Persons of 65 and more.
    Over65,
    /// Persons of 85 and more.
    Over85,
    /// Women of all persons.
    Women,
    /// Women of persons of 80 and more.
    WomenOver80,
    /// Married persons of all.
    Married,
    /// Divorced persons of all.
    Divorced,
    /// Widowed persons of all.
    Widowed,
    /// Never married, of persons of 30–34.
    UnmarriedAt30,
    /// Married, of persons of 45–54.
    MarriedAt45,
    /// Widowed, of persons of 80 and more.
    WidowedOver80,
    /// Moves into another dwelling in the last year, for one person.
    Moves,
    /// Members of the Lutheran church.
    Lutherans,
    /// Persons with a non-disclosure in force.
    NonDisclosures,
    /// Children of women of 45–54, for one woman.
    ChildrenPerWoman,
    /// Minors whose dwelling has one grown parent of theirs.
    OneParentChildren,
    /// Persons living in the constituencies of Helsinki and Uusimaa.
    Uusimaa,
    /// Buildings of all kinds that stand, for one person.
    Buildings,
    /// Leisure homes, for one person.
    LeisureHomes,
}

/// A figure of Finland.
#[derive(Clone, Copy, Debug)]
pub struct Marginal {
    /// What is counted.
    pub measure: Measure,
    /// The figure in the unit.
    pub figure: f64,
    /// Unit of the figure.
    pub unit: &'static str,
    /// Where it is published.
    pub source: &'static str,
    /// Year that it is of.
    pub year: u16,
}

const fn row(measure: Measure, figure: f64, unit: &'static str, source: &'static str, year: u16) -> Marginal {
    Marginal {
        measure,
        figure,
        unit,
        source,
        year,
    }
}

const HOUSING: &str = "Statistics Finland, Dwellings and housing conditions";
const STRUCTURE: &str = "Statistics Finland, Population structure";
const FAMILIES: &str = "Statistics Finland, Families";
const SHARE: &str = "share";

/// The figures.
pub const MARGINALS: &[Marginal] = &[
    row(Measure::HouseholdSize, 1.93, "persons", HOUSING, 2022),
    row(Measure::OnePersonHouseholds, 0.47, SHARE, HOUSING, 2023),
    row(Measure::HouseholdsInHouses, 0.37, SHARE, HOUSING, 2022),
    row(Measure::HouseholdsInFlats, 0.48, SHARE, HOUSING, 2022),
    row(Measure::OwnerOccupied, 0.62, SHARE, HOUSING, 2021),
    row(Measure::ForeignTongue, 0.102, SHARE, STRUCTURE, 2023),
    row(Measure::Swedish, 0.051, SHARE, STRUCTURE, 2023),
    row(Measure::ForeignCitizens, 0.058, SHARE, STRUCTURE, 2023),
    row(Measure::Under15, 0.149, SHARE, STRUCTURE, 2023),
    row(Measure::Over65, 0.233, SHARE, STRUCTURE, 2023),
    row(Measure::Over85, 0.029, SHARE, STRUCTURE, 2023),
    row(Measure::Women, 0.505, SHARE, STRUCTURE, 2023),
    row(Measure::WomenOver80, 0.61, SHARE, STRUCTURE, 2023),
    row(Measure::Married, 0.335, SHARE, STRUCTURE, 2023),
    row(Measure::Divorced, 0.11, SHARE, STRUCTURE, 2023),
    row(Measure::Widowed, 0.05, SHARE, STRUCTURE, 2023),
    row(Measure::UnmarriedAt30, 0.66, SHARE, STRUCTURE, 2023),
    row(Measure::MarriedAt45, 0.53, SHARE, STRUCTURE, 2023),
    row(Measure::WidowedOver80, 0.43, SHARE, STRUCTURE, 2023),
    row(
        Measure::Moves,
        0.16,
        "moves a year",
        "Statistics Finland, Migration",
        2022,
    ),
    row(
        Measure::Lutherans,
        0.63,
        SHARE,
        "Evangelical Lutheran Church of Finland, membership statistics",
        2024,
    ),
    row(
        Measure::NonDisclosures,
        0.0021,
        SHARE,
        "About 12 000 persons of 5.6 million, as the trade press told in 2013 and later",
        2013,
    ),
    row(
        Measure::ChildrenPerWoman,
        1.85,
        "children",
        "Statistics Finland, Births: cohort fertility of women born about 1970",
        2020,
    ),
    row(Measure::OneParentChildren, 0.21, SHARE, FAMILIES, 2022),
    row(Measure::Uusimaa, 0.315, SHARE, STRUCTURE, 2023),
    row(
        Measure::Buildings,
        0.66,
        "buildings",
        "3.7 million buildings of the Population Information System, outbuildings included, to 5.6 million persons",
        2023,
    ),
    row(
        Measure::LeisureHomes,
        0.091,
        "leisure homes",
        "Statistics Finland, Buildings and free-time residences: some 510 000",
        2022,
    ),
];
