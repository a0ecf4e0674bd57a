//! A household before it is written out person by person: who they are and how they are linked.

use chrono::{Datelike, NaiveDate};

use super::tables::Tongue;
use crate::identifier::{
    ApartmentAddressPart, BuildingId, ElectronicClientIdentifier, PermanentApartmentId, PersonalIdentityCode,
    PropertyId,
};
use crate::register::codes::{
    ChildResidence, Country, CustodyKind, DisclosureBan, GuardianshipRestriction, NameChange, NameKind,
    ReligionKind, Sex, WayBegun, WayEnded,
};
use crate::register::{Address, NonDisclosure, PartialDate, Relative};

/// A day by its number in the Common Era: counting is all that most of the making needs.
pub(super) type Day = i32;

pub(super) fn date(day: Day) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default()
}

pub(super) fn number_of(date: NaiveDate) -> Day {
    date.num_days_from_ce()
}

pub(super) fn partial(day: Day) -> Option<PartialDate> {
    Some(PartialDate::from(date(day)))
}

/// So many years in days, leap days included.
pub(super) const fn years(count: i32) -> Day {
    count * 1461 / 4
}

/// Full years from `birth` to `day`, as the register counts them.
pub(super) fn age(birth: Day, day: Day) -> i32 {
    let (birth, day) = (date(birth), date(day));
    day.year() - birth.year() - i32::from((day.month(), day.day()) < (birth.month(), birth.day()))
}

/// A dwelling in Finland.
#[derive(Clone)]
pub(super) struct Dwelling {
    /// Place in [`super::tables::Tables::towns`].
    pub(super) town: usize,
    pub(super) address: Address,
    pub(super) building: Option<BuildingId>,
    pub(super) apartment: Option<ApartmentAddressPart>,
    pub(super) permanent_apartment: Option<PermanentApartmentId>,
    pub(super) property: Option<PropertyId>,
    /// Place of its postcode, for the name of the voting district.
    pub(super) postcode: usize,
    /// A house of its own, so that it may be owned.
    pub(super) detached: bool,
}

/// Where someone lived.
#[derive(Clone)]
pub(super) enum Place {
    Finland(Dwelling),
    Abroad { country: Country, address: Address },
}

/// A time at a place; the last day is inclusive, none = still.
#[derive(Clone)]
pub(super) struct Stay {
    pub(super) place: Place,
    pub(super) from: Day,
    pub(super) to: Option<Day>,
}

/// A shared home and the homes before it, newest first.
#[derive(Clone, Default)]
pub(super) struct Home {
    pub(super) stays: Vec<Stay>,
}

/// A former name.
pub(super) struct OldName {
    pub(super) name: String,
    pub(super) kind: NameKind,
    pub(super) way: Option<NameChange>,
    pub(super) from: Day,
    pub(super) to: Day,
}

/// A guardianship of an adult.
pub(super) struct Guarded {
    pub(super) restriction: GuardianshipRestriction,
    pub(super) from: Day,
    /// A member of the household; none = the public legal aid office.
    pub(super) guardian: Option<usize>,
}

/// An earlier code of a member.
pub(super) struct OldCode {
    pub(super) code: PersonalIdentityCode,
    pub(super) changed: Day,
    pub(super) corrected: bool,
}

/// One person.
pub(super) struct Draft {
    pub(super) code: PersonalIdentityCode,
    pub(super) electronic: Option<ElectronicClientIdentifier>,
    pub(super) sex: Sex,
    pub(super) birth: Day,
    pub(super) died: Option<Day>,
    pub(super) tongue: Tongue,
    pub(super) surname: String,
    pub(super) own_surname: String,
    pub(super) first_names: String,
    pub(super) call_name: String,
    /// Since when the surname is borne, if not from birth.
    pub(super) named: Option<Day>,
    pub(super) old_names: Vec<OldName>,
    /// Place in [`Family::homes`].
    pub(super) home: usize,
    /// From when the home's stays are the person's.
    pub(super) since: Day,
    /// Where the person lived before `since`.
    pub(super) earlier: Option<Stay>,
    /// A temporary stay now.
    pub(super) temporary: Option<Stay>,
    /// A postal box beside the home.
    pub(super) postal: Option<(Address, Day)>,
    pub(super) contact: Option<Address>,
    /// Municipality of birth; none = abroad, in the country of the origin or of `migrated`.
    pub(super) born_in: Option<usize>,
    /// Moved to Finland on a day from a country.
    pub(super) migrated: Option<(Day, Country)>,
    /// Citizenships, with the day of those got later.
    pub(super) citizenships: Vec<(Country, Option<Day>)>,
    pub(super) ban: Option<NonDisclosure>,
    pub(super) former_bans: Vec<NonDisclosure>,
    pub(super) withheld: bool,
    pub(super) old_code: Option<OldCode>,
    pub(super) occupation: Option<String>,
    pub(super) religion: Option<(ReligionKind, Day)>,
    pub(super) left_church: Option<Day>,
    pub(super) email: Option<String>,
    pub(super) disclosure_bans: Vec<(DisclosureBan, Day)>,
    pub(super) owns_home: bool,
    pub(super) cottage: Option<Dwelling>,
    pub(super) guarded: Option<Guarded>,
    /// Attorney of a continuing power of attorney: a member, from when.
    pub(super) attorney: Option<(usize, Day)>,
    pub(super) in_care: Option<Day>,
}

impl Draft {
    /// A living Finn without history.
    pub(super) fn new(code: PersonalIdentityCode, sex: Sex, birth: Day) -> Self {
        Self {
            code,
            electronic: None,
            sex,
            birth,
            died: None,
            tongue: Tongue::Finnish,
            surname: String::new(),
            own_surname: String::new(),
            first_names: String::new(),
            call_name: String::new(),
            named: None,
            old_names: Vec::new(),
            home: 0,
            since: birth,
            earlier: None,
            temporary: None,
            postal: None,
            contact: None,
            born_in: None,
            migrated: None,
            citizenships: vec![(Country::FINLAND, None)],
            ban: None,
            former_bans: Vec::new(),
            withheld: false,
            old_code: None,
            occupation: None,
            religion: None,
            left_church: None,
            email: None,
            disclosure_bans: Vec::new(),
            owns_home: false,
            cottage: None,
            guarded: None,
            attorney: None,
            in_care: None,
        }
    }
}

/// Someone a member is linked to: another member, or a person whom the population does not hold
/// and whom the register names by the date of birth.
#[derive(Clone)]
pub(super) enum Who {
    Member(usize),
    Outside(Relative),
}

/// A marriage or registered partnership of a member.
pub(super) struct Union {
    pub(super) member: usize,
    pub(super) spouse: Who,
    pub(super) way: WayBegun,
    pub(super) begun: Day,
    pub(super) ended: Option<(Day, WayEnded)>,
    pub(super) separated: Option<Day>,
}

/// A parent of a member.
pub(super) struct ParentLink {
    pub(super) child: usize,
    pub(super) parent: Who,
    pub(super) adopted: Option<Day>,
}

/// A guardian of a minor member.
pub(super) struct CustodyLink {
    pub(super) child: usize,
    pub(super) guardian: Who,
    pub(super) guardian_sex: Sex,
    pub(super) kind: CustodyKind,
    pub(super) residence: ChildResidence,
    pub(super) from: Day,
    pub(super) divided: bool,
}

/// The whole household.
#[derive(Default)]
pub(super) struct Family {
    pub(super) members: Vec<Draft>,
    pub(super) homes: Vec<Home>,
    pub(super) unions: Vec<Union>,
    pub(super) parents: Vec<ParentLink>,
    pub(super) custody: Vec<CustodyLink>,
    /// Children whom the population does not hold: the parent's place, the child, its birth.
    pub(super) outside_children: Vec<(usize, Relative, Day)>,
}
