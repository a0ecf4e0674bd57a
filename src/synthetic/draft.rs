//! A household before it is written out person by person: who they are and how they are linked.

use std::rc::Rc;

use chrono::{Datelike, NaiveDate};

use super::tables::Tongue;
use crate::identifier::{
    ApartmentAddressPart, BuildingId, ElectronicClientIdentifier, PermanentApartmentId, PersonalIdentityCode,
    PropertyId,
};
use crate::register::codes::{
    ApartmentType, ChildResidence, Country, CustodyKind, DisclosureBan, GuardianshipRestriction, InUseState,
    NameChange, NameKind, OwnerKind, ReligionKind, Sex, WayBegun, WayEnded,
};
use crate::register::{Address, NonDisclosure, Organisation, PartialDate, Relative};

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

/// What a dwelling is a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Housing {
    House,
    Terrace,
    Flat,
    /// A room of an institution, such as a care home.
    Institution,
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
    pub(super) housing: Housing,
    /// From when it can be lived in.
    pub(super) built: Day,
    /// The institution's name.
    pub(super) institution: String,
}

/// Where someone lived.
#[derive(Clone)]
pub(super) enum Place {
    Finland(Rc<Dwelling>),
    Abroad {
        country: Country,
        address: Address,
    },
    /// A municipality without a fixed dwelling there; the address is where post is kept.
    NoFixed {
        town: usize,
        address: Address,
    },
}

impl Place {
    /// The town, of a place in Finland.
    pub(super) fn town(&self) -> Option<usize> {
        match self {
            Self::Finland(dwelling) => Some(dwelling.town),
            Self::NoFixed { town, .. } => Some(*town),
            Self::Abroad { .. } => None,
        }
    }
}

/// A time at a place; the last day is inclusive, none = still.
#[derive(Clone)]
pub(super) struct Stay {
    pub(super) place: Place,
    pub(super) from: Day,
    pub(super) to: Option<Day>,
}

/// A shared home: where it is now, and when its people moved there.
pub(super) struct Home {
    pub(super) now: Place,
    pub(super) since: Day,
    /// Where the household left for, if it no longer lives there: a place and the day.
    pub(super) left_for: Option<(Place, Day)>,
    /// The places of the home, newest first; made last of all.
    pub(super) stays: Vec<Stay>,
}

/// A time as a member of a home.
#[derive(Clone, Copy)]
pub(super) struct Spell {
    /// Place in [`Family::homes`].
    pub(super) home: usize,
    pub(super) from: Day,
    pub(super) to: Option<Day>,
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
    /// The homes of which the person is and was a member, newest first.
    pub(super) spells: Vec<Spell>,
    /// Where the person lived before them, newest first.
    pub(super) earlier: Vec<Stay>,
    /// A temporary stay now.
    pub(super) temporary: Option<Stay>,
    /// A postal box beside the home.
    pub(super) postal: Option<(Address, Day)>,
    pub(super) contact: Option<Address>,
    /// Municipality of birth; none = abroad, in the country of the origin or of `migrated`.
    pub(super) born_in: Option<usize>,
    /// Moved to Finland on a day from a country.
    pub(super) migrated: Option<(Day, Country)>,
    /// A number of another country.
    pub(super) foreign_number: Option<(Country, String)>,
    /// Removed from the register as an alien who left.
    pub(super) removed: Option<Day>,
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
    pub(super) guarded: Option<Guarded>,
    /// Attorney of a continuing power of attorney: a member, from when.
    pub(super) attorney: Option<(usize, Day)>,
    /// Change of sex confirmed.
    pub(super) sex_confirmed: Option<Day>,
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
            spells: Vec::new(),
            earlier: Vec::new(),
            temporary: None,
            postal: None,
            contact: None,
            born_in: None,
            migrated: None,
            foreign_number: None,
            removed: None,
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
            guarded: None,
            attorney: None,
            sex_confirmed: None,
            in_care: None,
        }
    }

    /// The first day in Finland.
    pub(super) fn arrival(&self) -> Day {
        self.migrated.map_or(self.birth, |(moved, _)| moved)
    }

    /// The home of which the person is a member, or was when dying.
    pub(super) fn home(&self) -> usize {
        self.spells.first().map_or(0, |spell| spell.home)
    }

    /// Keeps a surname that is no longer borne.
    pub(super) fn put_off_surname(&mut self, kind: NameKind, way: NameChange, day: Day, new: String) {
        let name = std::mem::replace(&mut self.surname, new);
        let from = self.named.unwrap_or(self.birth);
        let old = OldName {
            name,
            kind,
            way: Some(way),
            from,
            to: day - 1,
        };
        self.old_names.insert(0, old);
        self.named = Some(day);
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

/// What an adoption did to the tie of a child and a parent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Adopting {
    /// The tie was made.
    Made(Day),
    /// The tie was ended: the child was given for adoption.
    Ended(Day),
}

/// A parent of a member.
pub(super) struct ParentLink {
    pub(super) child: usize,
    pub(super) parent: Who,
    pub(super) adopting: Option<Adopting>,
}

/// A guardian of a minor member.
pub(super) struct CustodyLink {
    pub(super) child: usize,
    pub(super) guardian: Who,
    /// None = no parent, whose role the register leaves empty.
    pub(super) guardian_sex: Option<Sex>,
    pub(super) kind: CustodyKind,
    pub(super) residence: ChildResidence,
    pub(super) from: Day,
    pub(super) divided: bool,
}

/// Who owns something.
pub(super) enum Holder {
    /// Members, by place.
    Members(Vec<usize>),
    /// The estate of a dead member.
    Estate(usize),
    Body(OwnerKind, Organisation),
}

/// A building as it is planned.
pub(super) struct Structure {
    pub(super) id: BuildingId,
    /// Class of 2018 and main use of 1994.
    pub(super) class: (&'static str, &'static str),
    pub(super) address: Address,
    pub(super) postcode: usize,
    pub(super) built: Day,
    pub(super) gone: Option<(Day, InUseState)>,
    pub(super) in_use: InUseState,
    pub(super) apartments: u32,
    /// Number among the buildings of its property.
    pub(super) number: u16,
}

/// A property with what stands on it.
pub(super) struct Estate {
    pub(super) id: PropertyId,
    pub(super) name: String,
    pub(super) town: usize,
    /// Square metres.
    pub(super) area: u64,
    pub(super) parcel: bool,
    pub(super) address: Address,
    pub(super) holder: Holder,
    pub(super) from: Option<Day>,
    pub(super) structures: Vec<Structure>,
}

/// An apartment as it is planned; those living there are found by the home.
pub(super) struct Unit {
    pub(super) dwelling: Rc<Dwelling>,
    /// Place in [`Family::homes`]; none = vacant.
    pub(super) home: Option<usize>,
    pub(super) kind: ApartmentType,
    pub(super) owned: bool,
    pub(super) to: Option<Day>,
}

/// The whole household.
#[derive(Default)]
pub(super) struct Family {
    pub(super) members: Vec<Draft>,
    pub(super) homes: Vec<Home>,
    pub(super) unions: Vec<Union>,
    pub(super) parents: Vec<ParentLink>,
    pub(super) custody: Vec<CustodyLink>,
    /// Children whom the population does not hold.
    pub(super) outside_children: Vec<OutsideChild>,
    /// The properties on which the members live, and those that they own.
    pub(super) estates: Vec<Estate>,
    /// The members' apartments.
    pub(super) units: Vec<Unit>,
}

/// A child whom the population does not hold.
pub(super) struct OutsideChild {
    pub(super) parent: usize,
    pub(super) child: Relative,
    pub(super) birth: Day,
    /// Given for adoption on this day.
    pub(super) given: Option<Day>,
}
