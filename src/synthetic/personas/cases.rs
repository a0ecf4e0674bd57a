//! Single cases: codes, countries, custody, guardianship.

use super::super::draft::{Guarded, OldCode, date};
use super::super::elsewhere::abroad;
use super::super::layout::persona_dwelling;
use super::super::tables::{TABLES, Tongue};
use super::{Scene, finland, on, stay};
use crate::identifier::PersonalIdentityCode;
use crate::register::codes::{
    ChildResidence, Country, CustodyKind, GuardianshipRestriction, ReligionKind, Sex, WayBegun, WayEnded,
};

/// A person whose code was corrected: `passive` is the old code, `plain2` the person.
pub(super) fn passive(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1990-01-01",
        ('-', 999),
        Sex::Female,
        "Hämäläinen",
        "Minna Susanna",
        "398",
    )?;
    let flat = persona_dwelling("15140", ("Harjukatu", ""), "31", "A 10", 144);
    let home = scene.home(vec![stay(finland(flat), "2018-03-01", None)?]);
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
pub(super) fn living_abroad(scene: &mut Scene) -> Option<()> {
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
        stay(finland(flat), "2003-09-01", Some("2017-01-14"))?,
    ]);
    scene.lives(person, home, "2003-09-01")?;
    let member = scene.member(person)?;
    member.tongue = Tongue::Swedish;
    member.occupation = Some("ingenjör".to_owned());
    scene.name("abroad", person)
}

/// A person whose data may not be disclosed at all: `withheld`.
pub(super) fn withheld(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1975-03-30",
        ('U', 990),
        Sex::Male,
        "Laine",
        "Petri Tapani",
        "091",
    )?;
    let flat = persona_dwelling("00530", ("Hämeentie", "Tavastvägen"), "40", "D 62", 176);
    let home = scene.home(vec![stay(finland(flat), "2012-10-01", None)?]);
    scene.lives(person, home, "2012-10-01")?;
    scene.member(person)?.withheld = true;
    scene.name("withheld", person)
}

/// A citizen of Finland and Russia who moved here: `twoCitizenships`.
pub(super) fn two_citizenships(scene: &mut Scene) -> Option<()> {
    let person = scene.add(
        "1988-11-05",
        ('X', 992),
        Sex::Female,
        "Ivanova",
        "Elena Maria",
        "",
    )?;
    let flat = persona_dwelling("01300", ("Asematie", "Stationsvägen"), "11", "B 17", 192);
    let home = scene.home(vec![stay(finland(flat), "2011-02-01", None)?]);
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
pub(super) fn alternating(scene: &mut Scene) -> Option<()> {
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
    let home = scene.home(vec![stay(finland(mothers), "2013-04-01", None)?]);
    let other = scene.home(vec![stay(finland(fathers), "2021-06-01", None)?]);
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
pub(super) fn guarded(scene: &mut Scene) -> Option<()> {
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
    let home = scene.home(vec![stay(finland(mothers), "1995-05-01", None)?]);
    let other = scene.home(vec![stay(finland(sons), "2001-01-01", None)?]);
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
    scene.name("guardianship", mother)?;
    scene.name("guardian", son)
}
