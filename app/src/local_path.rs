//! Paths that a request asks to be led to: back after a change of language, on after signing in.
//! Such a path must stay on this site, whatever is written into it (ASVS 3.7.2).

/// Whether a path leads to a page of this site. Our own paths have letters, digits, `-` and `_`
/// only, so all else is refused before the query: a second slash at the start would name another
/// host, and a browser reads a backslash as a slash; what is escaped may be unescaped once more
/// on its way.
#[must_use]
pub fn is_local_path(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    path.starts_with('/')
        && path.bytes().all(is_ours)
        && !path.contains("//")
        && !text.chars().any(|letter| letter == '\\' || letter.is_control())
}

/// Whether a path may be gone to after signing in: as [`is_local_path`], and not to the sign-in
/// page again, nor over a change of language, which would lead on from there.
#[must_use]
pub fn is_path_after_sign_in(text: &str) -> bool {
    let first = text.split(['/', '?', '#']).nth(1);
    is_local_path(text) && !matches!(first, Some("sign-in" | "language"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: [&str; 6] = [
        "/",
        "/user",
        "/production",
        "/training/query/kunta/asiakaspalvelu",
        "/help/sign-in-help",
        "/user?tab=%2Fkeys#own-keys",
    ];

    #[test]
    fn pages_of_this_site_are_gone_to() {
        for path in OURS {
            assert!(is_local_path(path) && is_path_after_sign_in(path), "{path}");
        }
    }

    #[test]
    fn no_path_leads_to_another_site() {
        for path in [
            "",
            "user",
            "?x",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/user?x=\\\\evil.example",
            "/%5cevil.example",
            "/%5Cevil.example",
            "/%2fevil.example",
            "/%2F%2Fevil.example",
            "/user//evil.example",
            "/.//evil.example",
            "/..//evil.example",
            "/../evil",
            "/@evil.example",
            "/:80",
            "https://evil.example",
            "https:/evil.example",
            "javascript:alert(1)",
            "/javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            "/user\r\nset-cookie: x",
            "/user?x=\r\nset-cookie: x",
            "/user?x=\u{85}",
            "/\u{0}",
            "/ /evil.example",
            " //evil.example",
            "/\u{2215}evil.example",
            "/\u{ff0f}evil.example",
            "/käyttäjä",
        ] {
            assert!(!is_local_path(path), "{path:?}");
            assert!(!is_path_after_sign_in(path), "{path:?}");
        }
    }

    #[test]
    fn signing_in_leads_not_to_signing_in_again() {
        for path in [
            "/sign-in",
            "/sign-in/",
            "/sign-in?next=/sign-in",
            "/sign-in?next=%2Fuser&ended=1",
            "/sign-in#content",
            "/language/sv?back=/sign-in",
            "/%73ign-in",
        ] {
            assert!(!is_path_after_sign_in(path), "{path}");
        }
        // A change of language on the sign-in page comes back to it.
        assert!(is_local_path("/sign-in?next=%2Ftraining"));
    }
}
