//! A long text as blocks, for a page that shows it within the application.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use luotain::session::{Span, TextBlock};

/// The text in blocks, without its title.
pub(super) fn blocks(events: &[Event<'_>]) -> Vec<TextBlock> {
    let mut blocks = Vec::new();
    let mut spans: Vec<Span> = Vec::new();
    let mut href: Option<String> = None;
    let mut list: Option<(bool, Vec<Vec<Span>>)> = None;
    for event in events {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Item) => spans.clear(),
            Event::Start(Tag::Paragraph) if list.is_none() => spans.clear(),
            Event::Start(Tag::List(first)) => list = Some((first.is_some(), Vec::new())),
            Event::Start(Tag::Link { dest_url, .. }) => href = Some(dest_url.to_string()),
            Event::End(TagEnd::Link) => href = None,
            Event::End(TagEnd::Heading(level)) => {
                let text: String = spans.drain(..).map(|span| span.text).collect();
                if *level != HeadingLevel::H1 {
                    blocks.push(TextBlock::Heading(text));
                }
            }
            Event::End(TagEnd::Paragraph) if list.is_none() => {
                blocks.push(TextBlock::Paragraph(std::mem::take(&mut spans)));
            }
            Event::End(TagEnd::Item) => {
                if let Some((_, items)) = &mut list {
                    items.push(std::mem::take(&mut spans));
                }
            }
            Event::End(TagEnd::List(_)) => {
                if let Some((numbered, items)) = list.take() {
                    blocks.push(TextBlock::List { numbered, items });
                }
            }
            Event::Text(text) | Event::Code(text) => spans.push(Span {
                text: text.to_string(),
                href: href.clone(),
            }),
            Event::SoftBreak | Event::HardBreak => spans.push(Span {
                text: " ".to_owned(),
                href: None,
            }),
            _ => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use luotain::language::Language;
    use luotain::session::TERMS_VERSION;

    use super::*;
    use crate::public::terms;

    fn words(blocks: &[TextBlock]) -> String {
        let of = |spans: &[Span]| spans.iter().map(|span| span.text.clone()).collect::<String>();
        blocks
            .iter()
            .map(|block| match block {
                TextBlock::Heading(text) => text.clone(),
                TextBlock::Paragraph(spans) => of(spans),
                TextBlock::List { items, .. } => {
                    items.iter().map(|item| of(item)).collect::<Vec<_>>().join("\n")
                }
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// FNV-1a: enough to notice a change.
    fn fingerprint(text: &str) -> u64 {
        text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        })
    }

    #[test]
    fn a_changed_text_of_the_terms_needs_a_new_version() {
        let text: String = Language::ALL
            .map(|language| words(&terms(language).blocks))
            .join("\n\n");
        assert_eq!(
            (TERMS_VERSION, fingerprint(&text)),
            ("2026-11-24", FINGERPRINT),
            "the terms have changed: if their meaning has, raise TERMS_VERSION, so that everybody is asked again"
        );
    }

    /// Of the terms in the version named in the test.
    const FINGERPRINT: u64 = 0xA70C_6175_681A_7E86;

    #[test]
    fn the_terms_say_who_answers_for_what_in_each_language() {
        for (language, said) in [
            (
                Language::Fi,
                "Vastaat vahingosta, joka aiheutuu siitä, että käyttäjätunnus, salasana tai PIN-koodi on paljastunut",
            ),
            (
                Language::Sv,
                "Du ansvarar för skada som uppstår om användarnamnet, lösenordet eller PIN-koden har röjts",
            ),
            (Language::En, "PIN"),
        ] {
            let terms = terms(language);
            assert_eq!(terms.version, TERMS_VERSION);
            let words = words(&terms.blocks);
            assert!(words.contains(said), "{words}");
            assert!(!words.contains("](") && !words.contains('#'), "{words}");
            let lists = terms.blocks.iter().filter(
                |block| matches!(block, TextBlock::List { numbered: true, items } if items.len() > 3),
            );
            assert!(lists.count() >= 2);
        }
    }
}
