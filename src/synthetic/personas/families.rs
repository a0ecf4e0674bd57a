//! Families: `plain`, `under15`, `nonDisclosure`, `sameDwelling`, `dead`.

use super::super::draft::{Adopting, OldName, OutsideChild, ParentLink, Who, date, partial};
use super::super::elsewhere::post_box;
use super::super::layout::persona_dwelling;
use super::super::tables::TABLES;
use super::{Scene, finland, on, stay};
use crate::register::codes::{
    ChildResidence, CustodyKind, DisclosureBan, NameChange, NameKind, Sex, WayBegun, WayEnded,
};
use crate::register::{NonDisclosure, Relative};

/// A married couple with two children, everything told: `plain` and `under15`.
pub(super) fn with_children(scene: &mut Scene) -> Option<()> {
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
        stay(finland(now), "2016-08-01", None)?,
        stay(finland(before), "2010-06-15", Some("2016-07-31"))?,
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
    member.earlier = vec![stay(finland(student), "2004-08-20", Some("2010-06-14"))?];
    member.occupation = Some("sähköasentaja".to_owned());
    member.email = Some("antti.makinen@posti.example".to_owned());
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
    member.earlier = vec![stay(finland(childhood), "1986-09-03", Some("2010-06-14"))?];
    member.occupation = Some("sairaanhoitaja".to_owned());
    member.email = Some("laura.makinen@posti.example".to_owned());
    member.named = Some(wedding);
    member.old_names.push(OldName {
        name: "Niemi".to_owned(),
        kind: NameKind::LastSurnameAsUnmarried,
        way: Some(NameChange::SurnameByNotice),
        from: member.birth,
        to: wedding - 1,
    });
    scene.owns(home, &[husband, wife]);
    scene.cottage(&cottage, husband)?;
    scene.name("plain", husband)?;
    scene.name("under15", younger)
}

/// A parent with a ban, a contact address and a cottage of her own, her child without a ban in the
/// same dwelling, the father elsewhere: `nonDisclosure` and `sameDwelling`.
pub(super) fn banned(scene: &mut Scene) -> Option<()> {
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
    let cottage = persona_dwelling("71800", ("Rantapolku", ""), "5", "", 656);
    let home = scene.home(vec![
        stay(finland(now), "2023-11-01", None)?,
        stay(finland(before), "2009-05-01", Some("2023-10-31"))?,
    ]);
    let fathers = scene.home(vec![stay(finland(fathers), "2022-02-01", None)?]);
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
    scene.cottage(&cottage, mother)?;
    scene.name("nonDisclosure", mother)?;
    scene.name("sameDwelling", child)
}

/// A widow and her husband: `dead`.
pub(super) fn dead(scene: &mut Scene) -> Option<()> {
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
    let home = scene.home(vec![stay(finland(house), "1972-09-01", None)?]);
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
        scene.family.outside_children.push(OutsideChild {
            parent,
            child: son.clone(),
            birth: on("1966-07-09")?,
            given: None,
        });
    }
    scene.dies(husband, "2023-02-11")?;
    scene.owns(home, &[widow]);
    scene.name("dead", husband)
}

/// Parents with a child whom they have adopted, and whose mother gave it: `adopted`.
pub(super) fn adopting(scene: &mut Scene) -> Option<()> {
    let mother = scene.add(
        "1982-02-17",
        ('W', 991),
        Sex::Female,
        "Rantanen",
        "Johanna Maria",
        "564",
    )?;
    let father = scene.add(
        "1980-09-09",
        ('-', 996),
        Sex::Male,
        "Rantanen",
        "Tommi Juhani",
        "564",
    )?;
    let child = scene.add(
        "2013-11-11",
        ('E', 992),
        Sex::Female,
        "Rantanen",
        "Lilja Amanda",
        "564",
    )?;
    let house = persona_dwelling("90540", ("Saarnitie", ""), "18", "", 288);
    let home = scene.home(vec![stay(finland(house), "2010-04-01", None)?]);
    scene.lives(mother, home, "2010-04-01")?;
    scene.lives(father, home, "2010-04-01")?;
    scene.lives(child, home, "2014-03-03")?;
    scene.wed(mother, father, WayBegun::CivilWedding, "2009-07-18", None)?;
    let both = [(mother, CustodyKind::Statutory), (father, CustodyKind::Statutory)];
    scene.child_of(child, &both, ChildResidence::Parents)?;
    let day = on("2014-06-12")?;
    for link in &mut scene.family.parents {
        link.adopting = Some(Adopting::Made(day));
    }
    for link in &mut scene.family.custody {
        link.from = day;
    }
    let gave = Relative {
        surname: "Virtanen".to_owned(),
        first_names: "Henna Emilia".to_owned(),
        birth_date: partial(on("1995-05-30")?),
        ..Relative::default()
    };
    scene.family.parents.push(ParentLink {
        child,
        parent: Who::Outside(gave),
        adopting: Some(Adopting::Ended(day)),
    });
    let birth = on("2013-11-11")?;
    let member = scene.member(child)?;
    member.put_off_surname(
        NameKind::FormerSurname,
        NameChange::ChildSurnameByNotice,
        day,
        "Rantanen".to_owned(),
    );
    if let Some(old) = member.old_names.first_mut() {
        "Virtanen".clone_into(&mut old.name);
        old.from = birth;
    }
    scene.owns(home, &[mother, father]);
    scene.name("adopted", child)
}
