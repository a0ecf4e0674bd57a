//! The files of the short texts, one for each language, as the browser loads them. Public: the
//! words of the pages, nothing of the register.

use std::io::Write as _;
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use luotain::language::Language;
use luotain_app::locales::file::TextFile;

use crate::middleware::validator::names;

/// A file in the forms that are sent.
struct Sent {
    name: &'static str,
    plain: Bytes,
    brotli: Bytes,
}

static FILES: LazyLock<[Sent; 3]> = LazyLock::new(|| {
    Language::ALL.map(|language| {
        let file = TextFile::of(language);
        Sent {
            name: &file.name,
            plain: Bytes::from_static(file.content.as_bytes()),
            brotli: compress(file.content.as_bytes()).into(),
        }
    })
});

/// As small as it gets: it is done once.
fn compress(content: &[u8]) -> Vec<u8> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    // Memory takes every byte.
    let _ = writer.write_all(content);
    writer.into_inner()
}

/// The file with this name. The name holds the digest of the content, so a browser may keep it
/// for good; a name of another version is not found, which the page then says.
pub async fn text_file(Path(name): Path<String>, request: HeaderMap) -> Response {
    let Some(file) = FILES.iter().find(|file| file.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_brotli = accepts_brotli(&request);
    let form = if is_brotli { "br" } else { "plain" };
    let mut headers = HeaderMap::new();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    let tag = format!("\"{name}-{form}\"");
    set(header::ETAG, &tag);
    set(header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    // A shared cache must not give one browser the form that another asked for.
    set(header::VARY, "accept-encoding");
    let is_known = request
        .get(header::IF_NONE_MATCH)
        .zip(HeaderValue::from_str(&tag).ok())
        .is_some_and(|(kept, tag)| names(kept, &tag));
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    set(header::CONTENT_TYPE, "text/plain; charset=utf-8");
    let body = if is_brotli {
        set(header::CONTENT_ENCODING, "br");
        &file.brotli
    } else {
        &file.plain
    };
    (headers, body.clone()).into_response()
}

/// Whether the browser takes Brotli (RFC 9110, 12.5.3): named, and not with the weight nought.
fn accepts_brotli(request: &HeaderMap) -> bool {
    let named = request
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    named.unwrap_or_default().split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight
            .trim()
            .trim_start_matches("q=")
            .trim_end_matches(['0', '.']);
        name.trim() == "br" && (!weight.is_empty() || !coding.contains(';'))
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_sent_compressed_is_the_file_in_less_than_half_of_its_bytes() {
        for file in FILES.iter() {
            let mut unpacked = Vec::new();
            let read = brotli::Decompressor::new(&*file.brotli, 4096).read_to_end(&mut unpacked);
            assert!(read.is_ok() && unpacked == file.plain, "{}", file.name);
            assert!(file.brotli.len() < file.plain.len() / 2, "{}", file.name);
        }
    }

    #[test]
    fn brotli_is_sent_to_who_takes_it_only() {
        for (accepted, expected) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=0.5", true),
            ("br; q=1", true),
            ("br;q=0", false),
            ("br;q=0.0", false),
            ("gzip", false),
            ("brotli", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
            assert_eq!(accepts_brotli(&headers), expected, "{accepted}");
        }
        assert!(!accepts_brotli(&HeaderMap::new()));
    }
}
