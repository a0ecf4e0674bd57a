//! The demonstration's named persons, made by hand.
//!
//! Their codes are the same on every day and have serials 990–999, which the population never gets.

use chrono::NaiveDate;

use super::Household;
use super::assemble::assemble;
use super::codes::LAST_ELECTRONIC;
use super::draft::{
    CustodyLink, Day, Draft, Family, Guarded, Home, OldCode, OldName, ParentLink, Place, Stay, Union, Who,
    date, number_of, partial,
};
use super::places::{abroad, persona_dwelling, post_box};
use super::tables::{TABLES, Tongue};
use crate::identifier::{ElectronicClientIdentifier, PersonalIdentityCode};
use crate::register::codes::{
    ChildResidence, Country, CustodyKind, DisclosureBan, GuardianshipRestriction, NameChange, NameKind,
    ReligionKind, Sex, WayBegun, WayEnded,
};
use crate::register::{NonDisclosure, Relative};

/// The persons that the demonstration is shown with.
pub struct Personas {
    /// Their households.
    pub households: Vec<Household>,
    /// Key and code of those whom the instructions name: `plain`, `plain2`, `nonDisclosure`,
    /// `sameDwelling`, `dead`, `under15`, `passive`, `abroad`, `withheld`, `twoCitizenships`,
    /// `altResidence`, `guardianship`.
    pub named: Vec<(&'static str, PersonalIdentityCode)>,
}

/// The named persons as of `day`: bans are in force on it, everything else is dated.
#[must_use]
pub fn personas(day: NaiveDate) -> Personas {
    let mut made = Personas {
        households: Vec::new(),
        named: Vec::new(),
    };
    let mut satu = LAST_ELECTRONIC;
    let scenes: [fn(&mut Scene) -> Option<()>; 9] = [
        with_children,
        banned,
        dead,
        passive,
        living_abroad,
        withheld,
        two_citizenships,
        alternating,
        guarded,
    ];
    for scene in scenes {
        let mut stage = Scene {
            day: number_of(day),
            satu,
            family: Family::default(),
            named: Vec::new(),
        };
        if scene(&mut stage).is_some() {
            satu = stage.satu;
            made.households.push(assemble(&stage.family, stage.day));
            made.named.extend(stage.named);
        }
    }
    made
}

/// A household in the making.
struct Scene {
    day: Day,
    satu: u32,
    family: Family,
    named: Vec<(&'static str, PersonalIdentityCode)>,
}

/// A day written `YYYY-MM-DD`.
fn on(text: &str) -> Option<Day> {
    text.parse::<NaiveDate>().ok().map(number_of)
}

fn stay(place: Place, from: &str, to: Option<&str>) -> Option<Stay> {
    let to = match to {
        Some(to) => Some(on(to)?),
        None => None,
    };
    Some(Stay {
        place,
        from: on(from)?,
        to,
    })
}

fn town(code: &str) -> Option<usize> {
    let is_it = |municipality: &crate::register::Municipality| {
        municipality.code.is_some_and(|known| known.as_str() == code)
    };
    TABLES.towns.iter().position(|town| is_it(&town.municipality))
}

impl Scene {
    /// Adds a person: date of birth, sign and serial of the code; surname; first names, of which the
    /// first is the call name; municipality of birth.
    fn add(
        &mut self,
        birth: &str,
        (sign, serial): (char, u16),
        sex: Sex,
        surname: &str,
        first_names: &str,
        born_in: &str,
    ) -> Option<usize> {
        let birth = on(birth)?;
        let code = PersonalIdentityCode::from_parts(date(birth), sign, serial).ok()?;
        let mut draft = Draft::new(code, sex, birth);
        draft.electronic = ElectronicClientIdentifier::from_serial(self.satu).ok();
        self.satu += 1;
        surname.clone_into(&mut draft.surname);
        first_names.clone_into(&mut draft.first_names);
        first_names
            .split(' ')
            .next()
            .unwrap_or_default()
            .clone_into(&mut draft.call_name);
        draft.born_in = town(born_in);
        draft.religion = Some((ReligionKind::Lutheran, (birth + 60).min(self.day)));
        self.family.members.push(draft);
        Some(self.family.members.len() - 1)
    }

    fn member(&mut self, place: usize) -> Option<&mut Draft> {
        self.family.members.get_mut(place)
    }

    fn name(&mut self, key: &'static str, place: usize) -> Option<()> {
        let code = self.member(place)?.code;
        self.named.push((key, code));
        Some(())
    }

    fn wed(
        &mut self,
        one: usize,
        two: usize,
        way: WayBegun,
        begun: &str,
        ended: Option<(&str, WayEnded)>,
    ) -> Option<()> {
        let begun = on(begun)?;
        let ended = match ended {
            Some((day, way)) => Some((on(day)?, way)),
            None => None,
        };
        for (member, spouse) in [(one, two), (two, one)] {
            let spouse = Who::Member(spouse);
            self.family.unions.push(Union {
                member,
                spouse,
                way,
                begun,
                ended,
                separated: None,
            });
        }
        Some(())
    }

    /// Parents and guardians of a child.
    fn child_of(
        &mut self,
        child: usize,
        parents: &[(usize, CustodyKind)],
        residence: ChildResidence,
    ) -> Option<()> {
        let from = self.member(child)?.birth;
        for (parent, kind) in parents {
            let guardian_sex = self.member(*parent)?.sex;
            self.family.parents.push(ParentLink {
                child,
                parent: Who::Member(*parent),
                adopted: None,
            });
            let minor = super::draft::age(from, self.day) < 18;
            if minor {
                self.family.custody.push(CustodyLink {
                    child,
                    guardian: Who::Member(*parent),
                    guardian_sex,
                    kind: *kind,
                    residence,
                    from,
                    divided: *kind == CustodyKind::ByOrder,
                });
            }
        }
        Some(())
    }

    /// Parents whom the register names by birth.
    fn outside_parents(&mut self, child: usize, parents: [(&str, &str, &str); 2]) -> Option<()> {
        for (surname, first_names, birth) in parents {
            let parent = Relative {
                surname: surname.to_owned(),
                first_names: first_names.to_owned(),
                birth_date: partial(on(birth)?),
                ..Relative::default()
            };
            self.family.parents.push(ParentLink {
                child,
                parent: Who::Outside(parent),
                adopted: None,
            });
        }
        Some(())
    }

    fn home(&mut self, stays: Vec<Stay>) -> usize {
        self.family.homes.push(Home { stays });
        self.family.homes.len() - 1
    }

    /// Puts a member in a home from a day on.
    fn lives(&mut self, place: usize, home: usize, since: &str) -> Option<()> {
        let since = on(since)?;
        let member = self.member(place)?;
        member.home = home;
        member.since = since.max(member.birth);
        Some(())
    }
}

/// A married couple with two children, everything told: `plain` and `under15`.
fn with_children(scene: &mut Scene) -> Option<()> {
    let husband = scene.add(
        "1984-05-12",
        ('-', 991),
        Sex::Male,
        "Mäkinen",
        "Antti Olavi",
        "837",
    )?;
    let wife = scene.add(
        "1986-09-03",
        ('Y', 992),
        Sex::Female,
        "Mäkinen",
        "Laura Kristiina",
        "179",
    )?;
    let elder = scene.add(
        "2014-02-21",
        ('A', 993),
        Sex::Female,
        "Mäkinen",
        "Emma Sofia",
        "837",
    )?;
    let younger = scene.add(
        "2019-03-14",
        ('B', 994),
        Sex::Male,
        "Mäkinen",
        "Onni Elias",
        "837",
    )?;
    let now = persona_dwelling("33540", ("Koivukuja", ""), "7", "", 0);
    let before = persona_dwelling("33100", ("Hämeenkatu", ""), "14", "B 21", 16);
    let student = persona_dwelling("40100", ("Kauppakatu", ""), "30", "A 4", 32);
    let childhood = persona_dwelling("33820", ("Metsätie", ""), "3", "", 48);
    let cottage = persona_dwelling("34800", ("Rantatie", ""), "112", "", 64);
    let home = scene.home(vec![
        stay(Place::Finland(now), "2016-08-01", None)?,
        stay(Place::Finland(before), "2010-06-15", Some("2016-07-31"))?,
    ]);
    scene.lives(husband, home, "2010-06-15")?;
    scene.lives(wife, home, "2010-06-15")?;
    scene.lives(elder, home, "2014-02-21")?;
    scene.lives(younger, home, "2019-03-14")?;
    scene.wed(husband, wife, WayBegun::ReligiousWedding, "2011-07-16", None)?;
    let both = [(husband, CustodyKind::Statutory), (wife, CustodyKind::Statutory)];
    scene.child_of(elder, &both, ChildResidence::Parents)?;
    scene.child_of(younger, &both, ChildResidence::Parents)?;
    scene.outside_parents(
        husband,
        [
            ("Mäkinen", "Ritva Hannele", "1956-11-30"),
            ("Mäkinen", "Seppo Juhani", "1953-04-02"),
        ],
    )?;
    scene.outside_parents(
        wife,
        [
            ("Niemi", "Tuula Marjatta", "1959-01-17"),
            ("Niemi", "Kari Tapio", "1957-08-25"),
        ],
    )?;
    let (day, changed) = (scene.day, on("2005-03-01")?);
    let member = scene.member(husband)?;
    member.earlier = stay(Place::Finland(student), "2004-08-20", Some("2010-06-14"));
    member.occupation = Some("sähköasentaja".to_owned());
    member.email = Some("antti.makinen@posti.example".to_owned());
    member.owns_home = true;
    member.cottage = Some(cottage);
    member.disclosure_bans = vec![
        (DisclosureBan::DirectMarketing, changed),
        (DisclosureBan::Genealogy, changed),
    ];
    member.postal = Some((
        post_box(TABLES.find_postcode("33100"), 214),
        on("2020-01-07")?.min(day),
    ));
    member.old_names.push(OldName {
        name: "Antti".to_owned(),
        kind: NameKind::FormerFirstNames,
        way: Some(NameChange::FirstNameAdded),
        from: member.birth,
        to: changed - 1,
    });
    let wedding = on("2011-07-16")?;
    let member = scene.member(wife)?;
    member.earlier = stay(Place::Finland(childhood), "1986-09-03", Some("2010-06-14"));
    member.occupation = Some("sairaanhoitaja".to_owned());
    member.email = Some("laura.makinen@posti.example".to_owned());
    member.owns_home = true;
    member.named = Some(wedding);
    member.old_names.push(OldName {
        name: "Niemi".to_owned(),
        kind: NameKind::LastSurnameAsUnmarried,
        way: Some(NameChange::SurnameByNotice),
        from: member.birth,
        to: wedding - 1,
    });
    scene.name("plain", husband)?;
    scene.name("under15", younger)
}

/// A parent with a ban and a contact address, her child without one in the same dwelling, the
/// father elsewhere: `nonDisclosure` and `sameDwelling`.
fn banned(scene: &mut Scene) -> Option<()> {
    let mother = scene.add(
        "1983-10-27",
        ('X', 991),
        Sex::Female,
        "Korhonen",
        "Sari Maarit",
        "297",
    )?;
    let child = scene.add(
        "2015-06-08",
        ('C', 992),
        Sex::Female,
        "Korhonen",
        "Aino Helmi",
        "297",
    )?;
    let father = scene.add(
        "1981-01-19",
        ('-', 993),
        Sex::Male,
        "Heikkinen",
        "Jari Petteri",
        "140",
    )?;
    let now = persona_dwelling("90100", ("Torikatu", ""), "22", "C 45", 80);
    let before = persona_dwelling("70100", ("Puistokatu", ""), "9", "A 6", 96);
    let fathers = persona_dwelling("70100", ("Asemakatu", ""), "18", "B 12", 112);
    let home = scene.home(vec![
        stay(Place::Finland(now), "2023-11-01", None)?,
        stay(Place::Finland(before), "2009-05-01", Some("2023-10-31"))?,
    ]);
    let fathers = scene.home(vec![stay(Place::Finland(fathers), "2022-02-01", None)?]);
    scene.lives(mother, home, "2009-05-01")?;
    scene.lives(child, home, "2015-06-08")?;
    scene.lives(father, fathers, "2022-02-01")?;
    scene.wed(
        mother,
        father,
        WayBegun::CivilWedding,
        "2012-12-12",
        Some(("2022-09-30", WayEnded::Divorce)),
    )?;
    let guardians = [(mother, CustodyKind::Statutory), (father, CustodyKind::Informed)];
    scene.child_of(child, &guardians, ChildResidence::Mother)?;
    let day = scene.day;
    let member = scene.member(mother)?;
    member.ban = Some(NonDisclosure {
        from: date(day - 400),
        until: Some(date(day + 700)),
    });
    member.contact = Some(post_box(TABLES.find_postcode("00100"), 608));
    member.occupation = Some("lähihoitaja".to_owned());
    member.email = Some("sari.korhonen@posti.example".to_owned());
    scene.member(father)?.occupation = Some("kuljettaja".to_owned());
    scene.name("nonDisclosure", mother)?;
    scene.name("sameDwelling", child)
}

/// A widow and her husband: `dead`.
fn dead(scene: &mut Scene) -> Option<()> {
    let husband = scene.add(
        "1938-12-06",
        ('-', 994),
        Sex::Male,
        "Nieminen",
        "Eino Kalevi",
        "609",
    )?;
    let widow = scene.add(
        "1941-04-22",
        ('-', 995),
        Sex::Female,
        "Nieminen",
        "Helvi Annikki",
        "609",
    )?;
    let house = persona_dwelling("28100", ("Mäntytie", ""), "5", "", 128);
    let home = scene.home(vec![stay(Place::Finland(house), "1972-09-01", None)?]);
    scene.lives(husband, home, "1972-09-01")?;
    scene.lives(widow, home, "1972-09-01")?;
    scene.wed(
        husband,
        widow,
        WayBegun::ReligiousWedding,
        "1963-06-22",
        Some(("2023-02-11", WayEnded::SpouseDied)),
    )?;
    let son = Relative {
        surname: "Nieminen".to_owned(),
        first_names: "Timo Juhani".to_owned(),
        birth_date: partial(on("1966-07-09")?),
        ..Relative::default()
    };
    for parent in [husband, widow] {
        scene
            .family
            .outside_children
            .push((parent, son.clone(), on("1966-07-09")?));
    }
    scene.member(husband)?.died = on("2023-02-11");
    scene.member(widow)?.owns_home = true;
    scene.name("dead", husband)
}

/// A person whose code was corrected: `passive` is the old code, `plain2` the person.
fn passive(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1990-01-01",
        ('-', 999),
        Sex::Female,
        "Hämäläinen",
        "Minna Susanna",
        "398",
    )?;
    let flat = persona_dwelling("15140", ("Harjukatu", ""), "31", "A 10", 144);
    let home = scene.home(vec![stay(Place::Finland(flat), "2018-03-01", None)?]);
    scene.lives(person, home, "2018-03-01")?;
    let wrong = date(on("1990-01-10")?);
    let code = PersonalIdentityCode::from_parts(wrong, 'W', 996).ok()?;
    let member = scene.member(person)?;
    member.old_code = Some(OldCode {
        code,
        changed: on("1998-05-20")?,
        corrected: true,
    });
    member.occupation = Some("kirjanpitäjä".to_owned());
    scene.name("plain2", person)?;
    scene.named.push(("passive", code));
    Some(())
}

/// A Swedish-speaking citizen who has moved to Sweden: `abroad`.
fn living_abroad(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1979-08-15",
        ('V', 991),
        Sex::Male,
        "Lindström",
        "Johan Mikael",
        "905",
    )?;
    let flat = persona_dwelling("65100", ("Puutarhakatu", "Trädgårdsgatan"), "4", "A 8", 160);
    let home = scene.home(vec![
        stay(abroad(0, 26)?, "2017-01-15", None)?,
        stay(Place::Finland(flat), "2003-09-01", Some("2017-01-14"))?,
    ]);
    scene.lives(person, home, "2003-09-01")?;
    let member = scene.member(person)?;
    member.tongue = Tongue::Swedish;
    member.occupation = Some("ingenjör".to_owned());
    scene.name("abroad", person)
}

/// A person whose data may not be disclosed at all: `withheld`.
fn withheld(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1975-03-30",
        ('U', 990),
        Sex::Male,
        "Laine",
        "Petri Tapani",
        "091",
    )?;
    let flat = persona_dwelling("00530", ("Hämeentie", "Tavastvägen"), "40", "D 62", 176);
    let home = scene.home(vec![stay(Place::Finland(flat), "2012-10-01", None)?]);
    scene.lives(person, home, "2012-10-01")?;
    scene.member(person)?.withheld = true;
    scene.name("withheld", person)
}

/// A citizen of Finland and Russia who moved here: `twoCitizenships`.
fn two_citizenships(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1988-11-05",
        ('X', 992),
        Sex::Female,
        "Ivanova",
        "Elena Maria",
        "",
    )?;
    let flat = persona_dwelling("01300", ("Asematie", "Stationsvägen"), "11", "B 17", 192);
    let home = scene.home(vec![stay(Place::Finland(flat), "2011-02-01", None)?]);
    scene.lives(person, home, "2011-02-01")?;
    let russia = Country::parse("643").ok()?;
    let russian = TABLES
        .origins
        .iter()
        .position(|origin| origin.country == Some(russia))?;
    let (moved, got) = (on("2011-02-01")?, on("2018-04-12")?);
    let member = scene.member(person)?;
    member.tongue = Tongue::Foreign(russian);
    member.migrated = Some((moved, russia));
    member.citizenships = vec![(russia, None), (Country::FINLAND, Some(got))];
    member.religion = Some((ReligionKind::Orthodox, moved));
    member.occupation = Some("farmaseutti".to_owned());
    scene.name("twoCitizenships", person)
}

/// A child who lives in turn with both divorced parents: `altResidence`.
fn alternating(scene: &mut Scene) -> Option<()> {
    let mother = scene.add(
        "1987-07-24",
        ('Y', 993),
        Sex::Female,
        "Salonen",
        "Katja Johanna",
        "853",
    )?;
    let father = scene.add(
        "1985-02-02",
        ('-', 992),
        Sex::Male,
        "Salonen",
        "Mikko Antero",
        "853",
    )?;
    let child = scene.add(
        "2016-12-19",
        ('D', 991),
        Sex::Male,
        "Salonen",
        "Veeti Aleksi",
        "853",
    )?;
    let mothers = persona_dwelling("20100", ("Linnankatu", "Slottsgatan"), "16", "A 3", 208);
    let fathers = persona_dwelling("20810", ("Kalliokatu", "Berggatan"), "2", "", 224);
    let home = scene.home(vec![stay(Place::Finland(mothers), "2013-04-01", None)?]);
    let other = scene.home(vec![stay(Place::Finland(fathers), "2021-06-01", None)?]);
    scene.lives(mother, home, "2013-04-01")?;
    scene.lives(child, home, "2016-12-19")?;
    scene.lives(father, other, "2021-06-01")?;
    scene.wed(
        mother,
        father,
        WayBegun::CivilWedding,
        "2014-08-08",
        Some(("2021-12-03", WayEnded::Divorce)),
    )?;
    let both = [(mother, CustodyKind::Statutory), (father, CustodyKind::Statutory)];
    scene.child_of(child, &both, ChildResidence::Alternating)?;
    scene.name("altResidence", child)
}

/// An old woman whose grown son is her guardian: `guardianship`.
fn guarded(scene: &mut Scene) -> Option<()> {
    let mother = scene.add(
        "1940-02-29",
        ('-', 993),
        Sex::Female,
        "Koskinen",
        "Aune Inkeri",
        "167",
    )?;
    let son = scene.add(
        "1968-10-10",
        ('-', 994),
        Sex::Male,
        "Koskinen",
        "Hannu Tapani",
        "167",
    )?;
    let mothers = persona_dwelling("80100", ("Rantakatu", ""), "25", "A 2", 240);
    let sons = persona_dwelling("80100", ("Koskikatu", ""), "8", "B 14", 256);
    let home = scene.home(vec![stay(Place::Finland(mothers), "1995-05-01", None)?]);
    let other = scene.home(vec![stay(Place::Finland(sons), "2001-01-01", None)?]);
    scene.lives(mother, home, "1995-05-01")?;
    scene.lives(son, other, "2001-01-01")?;
    scene.child_of(son, &[(mother, CustodyKind::Statutory)], ChildResidence::Mother)?;
    let from = on("2022-05-16")?;
    scene.member(mother)?.guarded = Some(Guarded {
        restriction: GuardianshipRestriction::Partly,
        from,
        guardian: Some(son),
    });
    scene.member(son)?.occupation = Some("rakennusmestari".to_owned());
    scene.name("guardianship", mother)
}
