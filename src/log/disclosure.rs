//! The only form in which register data leave the server (D5).

use serde::{Deserialize, Serialize};

use super::proof::ReceiptText;

/// An answer together with the proof that its entry stands in the log (D5).
///
/// The end of the chain `Session → Officer → Role under a Permit → Decision →
/// projected Record → Disclosure`: a server function that gives register data
/// returns this type, and its one constructor is reachable only from the log's
/// writer, after the entry is durable. So an answer without an entry does not
/// compile. There is no way to change the answer afterwards.
///
/// `Deserialize` exists for the browser, which receives disclosures and makes none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disclosure<T> {
    answer: T,
    receipt: ReceiptText,
}

impl<T> Disclosure<T> {
    /// Joins an answer to its receipt. Only for the log's writer, after the durable commit (D5, D15).
    #[cfg(any(feature = "server", test))]
    pub(crate) const fn after_durable_entry(answer: T, receipt: ReceiptText) -> Self {
        Self { answer, receipt }
    }

    /// What is disclosed.
    #[must_use]
    pub const fn answer(&self) -> &T {
        &self.answer
    }

    /// The receipt of the entry, to be kept by the user and verified by anybody.
    #[must_use]
    pub const fn receipt(&self) -> &ReceiptText {
        &self.receipt
    }

    /// Answer and receipt.
    #[must_use]
    pub fn into_parts(self) -> (T, ReceiptText) {
        (self.answer, self.receipt)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::log::proof::tests::receipt;

    #[test]
    fn disclosure_travels_as_answer_and_receipt() {
        let receipt = receipt().0.to_text();
        let disclosure = Disclosure::after_durable_entry(42, receipt.clone());
        let json = serde_json::to_value(&disclosure).unwrap();
        assert_eq!(
            json,
            serde_json::json!({ "answer": 42, "receipt": receipt.as_str() })
        );
        let arrived: Disclosure<i32> = serde_json::from_value(json).unwrap();
        assert_eq!(arrived, disclosure);
        assert_eq!((arrived.answer(), arrived.receipt()), (&42, &receipt));
        assert_eq!(arrived.into_parts(), (42, receipt));
    }

    #[test]
    fn receipt_is_masked_in_debug_output() {
        let disclosure = Disclosure::after_durable_entry((), receipt().0.to_text());
        assert_eq!(
            format!("{disclosure:?}"),
            "Disclosure { answer: (), receipt: ReceiptText(***) }"
        );
    }
}
