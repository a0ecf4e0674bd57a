//! Who asks, from where, in which language; and one line in the operator's log.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use luotain::language::Language;
use luotain::service::{RequestContext, Token};
use luotain_app::api::call::COOKIE;

use crate::system::{SystemEntropy, random_id};

/// The cookie of the chosen language. The prefix binds it to this host and to TLS (ASVS 3.3.3).
pub const LANGUAGE_COOKIE: &str = "__Host-luotain-language";

/// The addresses of our own proxies.
#[derive(Clone, Debug)]
pub struct TrustedProxies(pub Arc<[IpAddr]>);

/// Where a request came from: the peer, or what our own proxy says of it. Of several
/// addresses in the header only the last was written by the proxy.
fn source(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&peer) {
        return peer;
    }
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .next_back()
        .and_then(|address| address.trim().parse().ok())
        .unwrap_or(peer)
}

/// Makes the [`RequestContext`], and traces the request: method, route, status. The route, not
/// the path: what somebody pastes into the address bar may be anything (D9).
pub async fn provide(State(proxies): State<TrustedProxies>, mut request: Request, next: Next) -> Response {
    let context = RequestContext {
        id: random_id(&SystemEntropy),
        token: cookie(request.headers(), COOKIE).and_then(Token::parse),
        source: request.extensions().get::<ConnectInfo<SocketAddr>>().map_or_else(
            || "unknown".to_owned(),
            |info| source(info.0.ip(), request.headers(), &proxies.0).to_string(),
        ),
        browser: browser(request.headers()),
        language: language(request.headers()),
    };
    let id = context.id.clone();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(context);
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let status = response.status();
    if status.is_client_error() && route.starts_with("/api/") {
        // An attempt past a rule, or a mistake; rights and sign-ins stand in the change log, too.
        tracing::info!(request.id = %id, http.route = route, http.status = status.as_u16(), "refused");
    } else {
        tracing::debug!(request.id = %id, http.method = %method, http.route = route, http.status = status.as_u16(), "answered");
    }
    response
}

/// The value of a cookie.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// The language chosen, else the first of the browser's that we have, else Finnish.
fn language(headers: &HeaderMap) -> Language {
    if let Some(chosen) = cookie(headers, LANGUAGE_COOKIE).and_then(Language::from_code) {
        return chosen;
    }
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .split(',')
        .filter_map(|part| part.split([';', '-']).next())
        .find_map(|code| Language::from_code(code.trim()))
        .unwrap_or_default()
}

/// The browser and system in a few words, for the list of own sessions.
fn browser(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let name = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    .into_iter()
    .find(|(mark, _)| agent.contains(mark))
    .map_or("–", |(_, name)| name);
    let system = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]
    .into_iter()
    .find(|(mark, _)| agent.contains(mark))
    .map(|(_, name)| name);
    system.map_or_else(|| name.to_owned(), |system| format!("{name}, {system}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn only_our_own_proxy_says_where_a_request_came_from() {
        let mut forged = HeaderMap::new();
        forged.insert("x-forwarded-for", HeaderValue::from_static("9.9.9.9, 192.0.2.7"));
        let proxy = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(source(proxy, &forged, &[proxy]), IpAddr::from([192, 0, 2, 7]));
        assert_eq!(source(proxy, &forged, &[]), proxy);
    }

    #[test]
    fn the_chosen_language_wins_over_the_browsers() {
        let mut both = headers(header::COOKIE, "a=b; __Host-luotain-language=sv");
        both.insert(
            header::ACCEPT_LANGUAGE,
            HeaderValue::from_static("en-GB,en;q=0.9"),
        );
        assert_eq!(language(&both), Language::Sv);
    }

    #[test]
    fn the_browsers_first_language_that_we_have_is_taken() {
        assert_eq!(
            language(&headers(header::ACCEPT_LANGUAGE, "de-DE,de;q=0.9,en;q=0.5")),
            Language::En
        );
        assert_eq!(language(&headers(header::ACCEPT_LANGUAGE, "de")), Language::Fi);
    }

    #[test]
    fn browsers_are_named_in_a_few_words() {
        let agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";
        assert_eq!(browser(&headers(header::USER_AGENT, agent)), "Chrome, Linux");
    }
}
