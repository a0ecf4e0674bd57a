//! Persons who share a name and a day of birth, for trying person identification: three whom a list
//! names, one of them protected (`namesake`, `protectedNamesake`), and eleven who are too many.

use super::super::draft::date;
use super::super::layout::persona_dwelling;
use super::{Scene, finland, stay};
use crate::register::NonDisclosure;
use crate::register::codes::Sex;

/// Three men called Matti Johannes Virtanen, born on 1.1.1960; the third has a ban.
pub(super) fn few(scene: &mut Scene) -> Option<()> {
    let born_in = ["837", "091", "297"];
    let mut members = Vec::new();
    for (number, town) in (0_u16..).zip(born_in) {
        let code = ('-', 991 + number);
        let man = scene.add("1960-01-01", code, Sex::Male, "Virtanen", "Matti Johannes", town)?;
        let house = (number + 1).to_string();
        let building = 400 + 16 * u32::from(number);
        let house = persona_dwelling("33540", ("Kaimankatu", ""), &house, "", building);
        let home = scene.home(vec![stay(finland(house), "2001-05-01", None)?]);
        scene.lives(man, home, "2001-05-01")?;
        members.push(man);
    }
    let [first, _, third] = *members else { return None };
    let day = scene.day;
    scene.member(third)?.ban = Some(NonDisclosure {
        from: date(day - 100),
        until: Some(date(day + 900)),
    });
    scene.name("namesake", first)?;
    scene.name("protectedNamesake", third)
}

/// Eleven women called Anna Maria Korhonen, born on 2.2.1962.
pub(super) fn many(scene: &mut Scene) -> Option<()> {
    let codes = (990..=999).map(|serial| ('-', serial)).chain([('Y', 990)]);
    for (number, code) in (0_u32..).zip(codes) {
        let woman = scene.add("1962-02-02", code, Sex::Female, "Korhonen", "Anna Maria", "297")?;
        let house = (number + 1).to_string();
        let house = persona_dwelling("70100", ("Kaimakuja", ""), &house, "", 480 + 16 * number);
        let home = scene.home(vec![stay(finland(house), "2010-03-01", None)?]);
        scene.lives(woman, home, "2010-03-01")?;
    }
    Some(())
}
