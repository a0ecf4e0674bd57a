//! The encoding of the server functions: JSON in the bodies of `POST` requests.
//!
//! The framework's own reads bytes, what a page carries for hydration is read as text, and the
//! browser's program had every type twice. This one reads text as well.

use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};

/// JSON, read as text.
pub struct JsonText;

/// Arguments and answers of a server function: JSON in the body of a `POST` request.
pub type Json = Post<JsonText>;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let text = std::str::from_utf8(&bytes).map_err(|_| serde_json::Error::custom("no text"))?;
        serde_json::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_bytes_that_are_no_text_are_refused() {
        let written = JsonText::encode(&vec!["ä", "\"\n"]).unwrap_or_default();
        let read: Result<Vec<String>, _> = JsonText::decode(written);
        assert_eq!(read.ok(), Some(vec!["ä".to_owned(), "\"\n".to_owned()]));
        let read: Result<String, _> = JsonText::decode(Bytes::from_static(b"\"\xff\""));
        assert!(read.is_err());
    }
}
