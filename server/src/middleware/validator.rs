//! Lets a browser ask whether the file that it keeps is still the one served (RFC 9110, 13).
//!
//! The files of the front have the same names in every version, so they are asked about at each
//! load; the answer is then usually no more than a 304.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// Gives a file its `ETag`, and answers 304 to one who has it.
pub async fn tag(mut request: Request, next: Next) -> Response {
    let kept = request.headers_mut().remove(header::IF_NONE_MATCH);
    if kept.is_some() {
        // RFC 9110, 13.1.3: the time does not count where the tag is known.
        request.headers_mut().remove(header::IF_MODIFIED_SINCE);
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // A shared cache must not give one browser the form that another asked for.
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let Some(tag) = tag_of(headers).filter(|_| response.status() == StatusCode::OK) else {
        return response;
    };
    let is_known = kept.is_some_and(|kept| names(&kept, &tag));
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    if is_known {
        for name in [
            header::CONTENT_LENGTH,
            header::CONTENT_TYPE,
            header::CONTENT_ENCODING,
        ] {
            headers.remove(name);
        }
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
    }
    response
}

/// Time, length and form of a file. Weak, since the time is counted in seconds.
fn tag_of(headers: &HeaderMap) -> Option<HeaderValue> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let time: String = text(header::LAST_MODIFIED)?
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let length = text(header::CONTENT_LENGTH)?;
    let form = text(header::CONTENT_ENCODING).unwrap_or("plain");
    HeaderValue::from_str(&format!("W/\"{time}-{length}-{form}\"")).ok()
}

/// Whether the tags that a browser sent name this one.
pub(crate) fn names(kept: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(kept), Ok(tag)) = (kept.to_str(), tag.to_str()) else {
        return false;
    };
    kept.split(',')
        .map(str::trim)
        .any(|kept| kept == tag || kept == "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &'static str) -> HeaderValue {
        HeaderValue::from_static(text)
    }

    #[test]
    fn another_time_length_or_form_is_another_tag() {
        let tag = |time: &'static str, length: &'static str, form: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::LAST_MODIFIED, value(time));
            headers.insert(header::CONTENT_LENGTH, value(length));
            if let Some(form) = form {
                headers.insert(header::CONTENT_ENCODING, value(form));
            }
            tag_of(&headers)
        };
        let (early, late) = ("Tue, 24 Nov 2026 15:00:00 GMT", "Tue, 24 Nov 2026 15:00:01 GMT");
        let tags = [
            tag(early, "10", None),
            tag(late, "10", None),
            tag(early, "11", None),
            tag(early, "10", Some("br")),
            tag(early, "10", Some("gzip")),
        ];
        let different: std::collections::BTreeSet<_> =
            tags.iter().flatten().map(HeaderValue::as_bytes).collect();
        assert_eq!(different.len(), tags.len());
        assert_eq!(tags[3], Some(value("W/\"Tue24Nov2026150000GMT-10-br\"")));
        assert_eq!(tag_of(&HeaderMap::new()), None);
    }

    #[test]
    fn a_tag_is_found_among_several() {
        let tag = value("W/\"a-1-br\"");
        for kept in ["W/\"a-1-br\"", "W/\"b-1-br\", W/\"a-1-br\"", "*"] {
            assert!(names(&value(kept), &tag), "{kept}");
        }
        for kept in ["", "W/\"a-1-gzip\"", "\"a-1-br\"x"] {
            assert!(!names(&value(kept), &tag), "{kept}");
        }
    }
}
