//! Codes, names, birth, languages, citizenship and religion.

use super::super::draft::{Adopting, Draft, Who, partial};
use super::super::tables::{TABLES, Tongue};
use super::{Writer, municipality, span};
use crate::register::codes::{Country, LanguageCode, RelativeKind, ReligionKind, ServiceLanguage};
use crate::register::groups::{
    BirthGroup, Citizenship, CitizenshipGroup, ForeignNumber, FormerCode, FormerName, FormerNamesGroup,
    IdentityGroup, LanguagesGroup, NameGroup, NamedRelative, ReligionGroup, ReligiousMembership,
    SpokenLanguage,
};
use crate::register::{BilingualName, Relative, Versioned};

/// Other communities in the population.
const COMMUNITIES: [(&str, &str); 3] = [
    ("Suomen Vapaakirkko", "Finlands Frikyrka"),
    ("Katolinen kirkko Suomessa", "Katolska kyrkan i Finland"),
    ("Suomen Adventtikirkko", "Finlands Adventkyrka"),
];

impl Writer<'_> {
    pub(super) fn name(&self, place: usize) -> NameGroup {
        let member = &self.family.members[place];
        let mut relatives = Vec::new();
        // By name only: who they are is told by the groups of the ties themselves.
        let mut add = |kind: RelativeKind, relative: Relative| {
            let relative = Relative {
                code: None,
                birth_date: None,
                ..relative
            };
            relatives.push(NamedRelative {
                kind: Some(kind),
                relative,
            });
        };
        for union in &self.family.unions {
            if union.member == place && union.ended.is_none() {
                add(RelativeKind::Spouse, self.relative(&union.spouse));
            }
        }
        for link in &self.family.parents {
            let given = matches!(link.adopting, Some(Adopting::Ended(_)));
            if link.child == place && !given {
                add(RelativeKind::Parent, self.relative(&link.parent));
            }
            if matches!(link.parent, Who::Member(parent) if parent == place) {
                add(RelativeKind::Child, self.relative(&Who::Member(link.child)));
            }
        }
        for row in &self.family.outside_children {
            if row.parent == place && row.given.is_none() {
                add(RelativeKind::Child, row.child.clone());
            }
        }
        NameGroup {
            surname: member.surname.clone(),
            first_names: member.first_names.clone(),
            call_name: member.call_name.clone(),
            own_surname: member.own_surname.clone(),
            from: partial(member.named.unwrap_or(member.birth)),
            relatives,
            ..NameGroup::default()
        }
    }
}

pub(super) fn identity(member: &Draft) -> IdentityGroup {
    let former = member.old_code.iter().map(|old| {
        let code = FormerCode {
            code: Some(old.code),
            corrected: old.corrected,
        };
        span(code, Some(member.birth), Some(old.changed - 1))
    });
    IdentityGroup {
        code: Some(member.code),
        former_codes: former.collect(),
        electronic_identifiers: member
            .electronic
            .map(|id| Versioned::active(id, None))
            .into_iter()
            .collect(),
        foreign_numbers: member
            .foreign_number
            .iter()
            .map(|(country, number)| {
                let number = ForeignNumber {
                    country: Some(*country),
                    number: number.clone(),
                };
                span(number, member.migrated.map(|(moved, _)| moved), None)
            })
            .collect(),
        ..IdentityGroup::default()
    }
}

pub(super) fn former_names(member: &Draft) -> FormerNamesGroup {
    let mut names: Vec<_> = member.old_names.iter().collect();
    names.sort_by_key(|old| std::cmp::Reverse(old.to));
    let names = names.into_iter().map(|old| {
        let name = FormerName {
            name: old.name.clone(),
            kind: Some(old.kind),
            way: old.way,
        };
        span(name, Some(old.from), Some(old.to))
    });
    FormerNamesGroup {
        names: names.collect(),
    }
}

pub(super) fn birth(member: &Draft) -> BirthGroup {
    let origin = match member.tongue {
        Tongue::Foreign(origin) => Some(&TABLES.origins[origin]),
        Tongue::Finnish | Tongue::Swedish | Tongue::Sami => None,
    };
    let abroad = member.born_in.is_none().then_some(origin).flatten();
    BirthGroup {
        date: partial(member.birth),
        municipality: member.born_in.map(municipality),
        foreign_place: abroad
            .map(|origin| origin.birthplace.to_owned())
            .unwrap_or_default(),
        country: match member.born_in {
            Some(_) => Some(Country::FINLAND),
            None => member.migrated.map(|(_, country)| country),
        },
        country_text: String::new(),
    }
}

pub(super) fn languages(member: &Draft) -> LanguagesGroup {
    let (code, text) = spoken(member);
    let code = match member.tongue {
        Tongue::Foreign(origin) => TABLES.origins[origin].language,
        _ => LanguageCode::parse(code).ok(),
    };
    let spoken = SpokenLanguage {
        code,
        text: text.to_owned(),
    };
    let service = match member.tongue {
        Tongue::Swedish => ServiceLanguage::Swedish,
        Tongue::Finnish | Tongue::Sami | Tongue::Foreign(_) => ServiceLanguage::Finnish,
    };
    LanguagesGroup {
        mother_tongues: vec![Versioned::active(spoken, None)],
        service_languages: vec![Versioned::active(service, None)],
    }
}

pub(super) fn citizenship(member: &Draft) -> CitizenshipGroup {
    let rows = member.citizenships.iter().map(|(country, from)| {
        let citizenship = Citizenship {
            country: Some(*country),
            ..Citizenship::default()
        };
        Versioned::active(citizenship, partial(from.unwrap_or(member.birth)))
    });
    CitizenshipGroup {
        citizenships: rows.collect(),
    }
}

pub(super) fn religion(member: &Draft) -> ReligionGroup {
    let Some((kind, since)) = member.religion else {
        return ReligionGroup::default();
    };
    let membership = |kind: ReligionKind| {
        let name = if kind == ReligionKind::Other {
            let place = usize::try_from(member.birth).unwrap_or(0) % COMMUNITIES.len();
            let (fi, sv) = COMMUNITIES[place];
            BilingualName::new(fi, sv)
        } else {
            BilingualName::default()
        };
        ReligiousMembership {
            kind: Some(kind),
            code: String::new(),
            name,
        }
    };
    let mut memberships = Vec::new();
    match member.left_church {
        Some(left) => {
            memberships.push(span(membership(ReligionKind::None), Some(left), None));
            memberships.push(span(
                membership(ReligionKind::Lutheran),
                Some(since),
                Some(left - 1),
            ));
        }
        None => memberships.push(span(membership(kind), Some(since), None)),
    }
    ReligionGroup { memberships }
}

/// Code and words of a mother tongue. Of the Sámi languages only the northern one has a code.
const fn spoken(member: &Draft) -> (&'static str, &'static str) {
    match member.tongue {
        Tongue::Finnish => ("fi", ""),
        Tongue::Swedish => ("sv", ""),
        Tongue::Sami => match member.birth % 10 {
            0..=3 => ("98", "inarinsaame"),
            4 => ("98", "koltansaame"),
            _ => ("se", ""),
        },
        Tongue::Foreign(_) => ("99", ""),
    }
}
