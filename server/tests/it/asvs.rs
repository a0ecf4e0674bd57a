//! The table of the ASVS (docs/asvs.md) is whole, and what it names is there: every requirement of
//! levels 1 and 2 has a row with a verdict, and every file and test in it exists.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The requirements of levels 1 and 2 of OWASP ASVS 5.0.0, by section: those numbers that are of
/// no level above. 70 of level 1 and 183 of level 2.
const REQUIREMENTS: [(&str, &[u8]); 75] = [
    ("1.1", &[1, 2]),
    ("1.2", &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ("1.3", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ("1.4", &[1, 2, 3]),
    ("1.5", &[1, 2]),
    ("2.1", &[1, 2, 3]),
    ("2.2", &[1, 2, 3]),
    ("2.3", &[1, 2, 3, 4]),
    ("2.4", &[1]),
    ("3.2", &[1, 2]),
    ("3.3", &[1, 2, 3, 4]),
    ("3.4", &[1, 2, 3, 4, 5, 6]),
    ("3.5", &[1, 2, 3, 4, 5]),
    ("3.7", &[1, 2]),
    ("4.1", &[1, 2, 3]),
    ("4.2", &[1]),
    ("4.3", &[1, 2]),
    ("4.4", &[1, 2, 3, 4]),
    ("5.1", &[1]),
    ("5.2", &[1, 2, 3]),
    ("5.3", &[1, 2]),
    ("5.4", &[1, 2, 3]),
    ("6.1", &[1, 2, 3]),
    ("6.2", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    ("6.3", &[1, 2, 3, 4]),
    ("6.4", &[1, 2, 3, 4]),
    ("6.5", &[1, 2, 3, 4, 5]),
    ("6.6", &[1, 2, 3]),
    ("6.8", &[1, 2, 3, 4]),
    ("7.1", &[1, 2, 3]),
    ("7.2", &[1, 2, 3, 4]),
    ("7.3", &[1, 2]),
    ("7.4", &[1, 2, 3, 4, 5]),
    ("7.5", &[1, 2]),
    ("7.6", &[1, 2]),
    ("8.1", &[1, 2]),
    ("8.2", &[1, 2, 3]),
    ("8.3", &[1]),
    ("8.4", &[1]),
    ("9.1", &[1, 2, 3]),
    ("9.2", &[1, 2, 3, 4]),
    ("10.1", &[1, 2]),
    ("10.2", &[1, 2]),
    ("10.3", &[1, 2, 3, 4]),
    ("10.4", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ("10.5", &[1, 2, 3, 4, 5]),
    ("10.6", &[1, 2]),
    ("10.7", &[1, 2, 3]),
    ("11.1", &[1, 2]),
    ("11.2", &[1, 2, 3]),
    ("11.3", &[1, 2, 3]),
    ("11.4", &[1, 2, 3, 4]),
    ("11.5", &[1]),
    ("11.6", &[1]),
    ("12.1", &[1, 2, 3]),
    ("12.2", &[1, 2]),
    ("12.3", &[1, 2, 3, 4]),
    ("13.1", &[1]),
    ("13.2", &[1, 2, 3, 4, 5]),
    ("13.3", &[1, 2]),
    ("13.4", &[1, 2, 3, 4, 5]),
    ("14.1", &[1, 2]),
    ("14.2", &[1, 2, 3, 4]),
    ("14.3", &[1, 2, 3]),
    ("15.1", &[1, 2, 3]),
    ("15.2", &[1, 2, 3]),
    ("15.3", &[1, 2, 3, 4, 5, 6, 7]),
    ("16.1", &[1]),
    ("16.2", &[1, 2, 3, 4, 5]),
    ("16.3", &[1, 2, 3, 4]),
    ("16.4", &[1, 2, 3]),
    ("16.5", &[1, 2, 3]),
    ("17.1", &[1]),
    ("17.2", &[1, 2, 3, 4]),
    ("17.3", &[1, 2]),
];

/// The rows of level 3 that are held to as well.
const CHOSEN: [&str; 14] = [
    "3.4.7", "3.4.8", "6.3.5", "6.3.7", "6.3.8", "6.4.6", "6.5.6", "6.7.2", "7.5.3", "8.3.2", "14.2.6",
    "14.2.7", "15.4.2", "16.5.4",
];

const VERDICTS: [&str; 3] = ["met", "not met", "not applicable"];

struct Row {
    ids: Vec<String>,
    verdict: String,
    /// Place and test.
    proof: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn page() -> String {
    std::fs::read_to_string(root().join("docs/asvs.md")).unwrap()
}

/// The rows of the tables of requirements: | number | in short | verdict | where | test |.
fn rows(page: &str) -> Vec<Row> {
    page.lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line
                .strip_prefix('|')?
                .strip_suffix('|')?
                .split('|')
                .map(str::trim)
                .collect();
            let [ids, _, verdict, place, test] = cells.as_slice() else {
                return None;
            };
            if !ids.starts_with(|first: char| first.is_ascii_digit()) {
                return None;
            }
            Some(Row {
                ids: ids.split(',').map(|id| id.trim().to_owned()).collect(),
                verdict: (*verdict).to_owned(),
                proof: format!("{place} {test}"),
            })
        })
        .collect()
}

/// Everything between two marks.
fn between(text: &str, open: char, close: char) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(open) {
        let Some((inside, after)) = after.split_once(close) else {
            break;
        };
        found.push(inside.to_owned());
        rest = after;
    }
    found
}

/// All sources with this ending under some folders.
fn sources(folders: &[&str], ending: &str) -> String {
    let mut all = String::new();
    let mut waiting: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    all
}

fn required() -> BTreeSet<String> {
    let of_levels_one_and_two = REQUIREMENTS
        .iter()
        .flat_map(|(section, numbers)| numbers.iter().map(move |number| format!("{section}.{number}")));
    let all: BTreeSet<String> = of_levels_one_and_two.collect();
    assert_eq!(all.len(), 70 + 183, "the standard has so many of levels 1 and 2");
    all.into_iter().chain(CHOSEN.map(str::to_owned)).collect()
}

#[test]
fn every_requirement_has_one_row_with_a_verdict() {
    let rows = rows(&page());
    let mut seen = BTreeMap::new();
    for row in &rows {
        assert!(
            VERDICTS.contains(&row.verdict.as_str()),
            "{:?}: {}",
            row.ids,
            row.verdict
        );
        for id in &row.ids {
            *seen.entry(id.clone()).or_insert(0) += 1;
        }
    }
    for (id, times) in &seen {
        assert_eq!(*times, 1, "{id} has {times} rows");
    }
    let seen: BTreeSet<String> = seen.into_keys().collect();
    let required = required();
    assert_eq!(
        required.difference(&seen).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "no row"
    );
    assert_eq!(
        seen.difference(&required).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "no such row"
    );
}

#[test]
fn what_a_row_names_is_there() {
    let rust = sources(&["src", "app/src", "server", "tests", "fuzz/src"], "rs");
    let browser = sources(&["end2end/tests", "end2end/lighthouse"], "ts");
    for row in rows(&page()) {
        let named = between(&row.proof, '`', '`');
        let titles = between(&row.proof, '“', '”');
        assert!(
            row.verdict != "met" || !named.is_empty() || !titles.is_empty(),
            "{:?} is said to be met, and nothing shows it",
            row.ids
        );
        for name in named {
            let is_test = name.contains('_')
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            if is_test {
                assert!(
                    rust.contains(&format!("fn {name}(")),
                    "{:?}: no test {name}",
                    row.ids
                );
            } else {
                assert!(root().join(&name).exists(), "{:?}: no file {name}", row.ids);
            }
        }
        for title in titles {
            let written = title.replace('\'', "\\'");
            assert!(
                browser.contains(&format!("test('{written}'")),
                "{:?}: no test “{title}”",
                row.ids
            );
        }
    }
}

#[test]
fn what_is_not_met_stands_at_the_top_and_is_counted() {
    let page = page();
    let rows = rows(&page);
    let (top, _) = page.split_once("## The rows").unwrap();
    let mut counts = BTreeMap::new();
    for row in &rows {
        *counts.entry(row.verdict.as_str()).or_insert(0) += row.ids.len();
        if row.verdict == "not met" {
            for id in &row.ids {
                assert!(
                    top.contains(&format!("**{id}**")),
                    "{id} is not met and not at the top"
                );
            }
        }
    }
    let bold = top.split("**").skip(1).step_by(2);
    for id in bold.filter(|text| text.starts_with(|first: char| first.is_ascii_digit())) {
        let row = rows
            .iter()
            .find(|row| row.ids.iter().any(|own| own == id))
            .unwrap();
        assert_eq!(row.verdict, "not met", "{id}");
    }
    let sum = VERDICTS.map(|verdict| format!("{} {verdict}", counts.get(verdict).copied().unwrap_or(0)));
    let told = format!("{}.", sum.join(", "));
    assert!(top.contains(&told), "the page is to say: {told}");
}
