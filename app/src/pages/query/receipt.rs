//! The receipt of a disclosure: its number, what it proves, and saving it.

use leptos::prelude::*;
use luotain::log::{Receipt, ReceiptText};

use crate::browser::download;
use crate::locales::texts;

/// The receipt's number and a button that saves it.
#[component]
pub(crate) fn ReceiptBox(
    /// The receipt.
    receipt: ReceiptText,
    /// The time of extraction, for the file's name.
    extracted_at: String,
) -> impl IntoView {
    let new_tab = texts().shell.new_tab;
    let texts = texts().query;
    let parsed = Receipt::parse(receipt.as_str()).ok();
    let number = parsed.as_ref().map(|receipt| receipt.index.to_string());
    // The first line of a checkpoint is the log's name (C2SP tlog-checkpoint).
    let log = parsed
        .as_ref()
        .and_then(|receipt| receipt.checkpoint.lines().next().map(str::to_owned));
    let name = file_name(&extracted_at);
    let told = RwSignal::new("");
    let row = |label: &'static str, value: Option<String>| {
        value.map(|value| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
    };
    view! {
        <div class="receipt">
            <h3>{texts.receipt_title}</h3>
            <dl class="facts">{row(texts.receipt_number, number)}{row(texts.receipt_log, log)}</dl>
            <p>{texts.receipt_text}</p>
            <div class="actions">
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| {
                        let saved = download::save(&name, "application/octet-stream", receipt.as_str());
                        told.set(if saved { texts.receipt_saved } else { texts.receipt_failed });
                    }
                >
                    {texts.receipt_save}
                </button>
                <span role="status">{move || told.get()}</span>
            </div>
            // In a new tab, so that the answer stays.
            <p class="screen-only">
                <a href="/receipt" target="_blank" rel="external noopener">
                    {texts.receipt_check} " (" {new_tab} ")"
                </a>
            </p>
        </div>
    }
}

/// `luotain-receipt-<time>.tlog-proof`: no identity code, and nothing that a file system refuses.
fn file_name(extracted_at: &str) -> String {
    let parts: Vec<&str> = extracted_at
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    format!("luotain-receipt-{}.tlog-proof", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_by_the_time_in_any_language() {
        assert_eq!(
            file_name("23.11.2026 klo 9.05.07"),
            "luotain-receipt-23-11-2026-klo-9-05-07.tlog-proof"
        );
        assert_eq!(
            file_name("23 November 2026 at 09:05:07"),
            "luotain-receipt-23-November-2026-at-09-05-07.tlog-proof"
        );
    }
}
