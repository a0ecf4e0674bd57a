//! The routes, grouped by who calls them.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use leptos::config::LeptosOptions;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{LeptosRoutes, generate_route_list};
use luotain::language::Language;
use luotain::service::{RequestContext, Service};
use luotain_app::app::App;
use luotain_app::components::{PageContact, PageSession, environment_of};
use luotain_app::local_path::is_local_path;
use luotain_app::public::{self, Contact};
use luotain_app::shell::shell;
use serde::Deserialize;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::services::ServeDir;

use crate::middleware::context::TrustedProxies;
use crate::middleware::headers::OverTls;
use crate::middleware::origin::OwnOrigin;
use crate::middleware::{body, context, headers, origin, rights, validator};
use crate::texts::text_file;

/// What the routes share.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The service.
    pub service: Arc<Service>,
    /// Where the browser's files are.
    pub leptos: LeptosOptions,
    /// Whom to ask for help.
    pub contact: Contact,
    /// The origin that the browser sees.
    pub origin: Arc<str>,
    /// The addresses of our own proxies: only they may say for whom a request is.
    pub trusted_proxies: Arc<[IpAddr]>,
}

impl axum::extract::FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

/// The pages of the application that are for everybody: signing in and what helps with it; and
/// a receipt can be checked by everybody.
const PUBLIC: [&str; 5] = [
    "/sign-in",
    "/password/order",
    "/password/new",
    "/suspicion",
    "/receipt",
];

/// The whole router.
pub fn router(state: AppState) -> Router {
    let site = state.leptos.site_root.to_string();
    let files = ServeDir::new(&site).precompressed_br().precompressed_gzip();
    let own = OwnOrigin(Arc::clone(&state.origin));
    let tls = OverTls(state.origin.starts_with("https://"));

    // The pages and the server functions, which the framework registers beside them. What is
    // needed per request comes out of the request itself.
    let service = Arc::clone(&state.service);
    let contact = PageContact {
        phone: state.contact.phone.clone(),
        email: state.contact.email.clone(),
    };
    let provide = move || {
        provide_context(Arc::clone(&service));
        let Some(parts) = use_context::<Parts>() else {
            return;
        };
        let Some(context) = parts.extensions.get::<RequestContext>() else {
            return;
        };
        // Server functions look at the session themselves, some without prolonging it.
        if parts.method == Method::GET {
            let view = match parts.uri.path() {
                "/" | "/production" | "/training" => service.view_session_on_front_page(context),
                _ => service.view_session(context),
            };
            provide_context(PageSession(view));
            provide_context(contact.clone());
        }
        provide_context(context.clone());
    };
    let options = state.leptos.clone();
    let pages = Router::new()
        .leptos_routes_with_context(&state, generate_route_list(App), provide, move || {
            shell(options.clone())
        })
        .layer(from_fn_with_state(state.clone(), signed_in_or_public))
        .layer(from_fn_with_state(
            Arc::clone(&state.service),
            rights::admitted_only,
        ));

    Router::new()
        // Whoever watches the service.
        .route("/healthz", get(async || "ok"))
        // Everybody: pages that need no script.
        .route("/help", get(public_page))
        .route("/help/{name}", get(public_page))
        .route("/language/{code}", get(choose_language))
        .route("/log/keys", get(log_keys))
        .route("/log/handovers", get(log_handovers))
        // A sign-in form sent before the page came alive: nothing is read from it.
        .route("/sign-in", post(async || Redirect::to("/sign-in")))
        // The browser's files.
        .route("/texts/{name}", get(text_file))
        .nest_service(
            "/pkg",
            Router::<()>::new()
                .fallback_service(
                    ServeDir::new(format!("{site}/pkg"))
                        .precompressed_br()
                        .precompressed_gzip(),
                )
                .layer(from_fn(validator::tag)),
        )
        .route_service("/favicon.svg", files.clone())
        .route_service("/robots.txt", files)
        .merge(pages)
        .fallback(not_found)
        .layer(CatchPanicLayer::new())
        .layer(from_fn(body::limit))
        .layer(from_fn_with_state(own, origin::own_only))
        .layer(from_fn_with_state(
            TrustedProxies(Arc::clone(&state.trusted_proxies)),
            context::provide,
        ))
        .layer(from_fn_with_state(tls, headers::harden))
        .with_state(state)
}

/// Signed-in pages are for the signed in: others get the public front page at `/`, and the
/// sign-in page with the way back elsewhere. What may be seen is decided in `access`; this
/// only spares people an empty page.
async fn signed_in_or_public(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asker = asker(&state, &request);
    let path = request.uri().path();
    // Server functions answer for themselves.
    if PUBLIC.contains(&path) || path.starts_with("/api/") || asker.signed_in {
        return next.run(request).await;
    }
    if path == "/" {
        return page_or_not_found("/", &asker, &state.contact);
    }
    // A route for whatever stands in the environment's place; the page tells the signed in.
    if path.split('/').nth(2) == Some("query") && environment_of(path).is_none() {
        return missing(&asker, &state.contact);
    }
    // Our paths hold keys of roles and permits only, never personal data.
    Redirect::to(&format!("/sign-in?next={path}")).into_response()
}

/// The verifier keys of the logs as text, a line each, for whoever checks receipts elsewhere.
async fn log_keys(State(state): State<AppState>) -> String {
    let keys = state.service.list_log_keys();
    keys.into_iter()
        .map(|key| key.key)
        .chain([state.service.change_log_key()])
        .map(|key| key + "\n")
        .collect()
}

/// The records of how the logs' keys passed on, as text: with them whoever knows an earlier key gets to
/// the present one.
async fn log_handovers(State(state): State<AppState>) -> String {
    state.service.list_log_handovers()
}

async fn public_page(State(state): State<AppState>, request: Request) -> Response {
    page_or_not_found(request.uri().path(), &asker(&state, &request), &state.contact)
}

async fn not_found(State(state): State<AppState>, request: Request) -> Response {
    missing(&asker(&state, &request), &state.contact)
}

fn missing(asker: &Asker, contact: &Contact) -> Response {
    (
        StatusCode::NOT_FOUND,
        Html(public::not_found(asker.language, contact, asker.signed_in).html),
    )
        .into_response()
}

fn page_or_not_found(path: &str, asker: &Asker, contact: &Contact) -> Response {
    match public::page(path, asker.language, contact, asker.signed_in) {
        Some(page) => Html(page.html).into_response(),
        None => missing(asker, contact),
    }
}

/// What a public page needs to know of its reader.
struct Asker {
    language: Language,
    signed_in: bool,
}

fn asker(state: &AppState, request: &Request) -> Asker {
    let context = request.extensions().get::<RequestContext>();
    Asker {
        language: context.map(|context| context.language).unwrap_or_default(),
        signed_in: context.is_some_and(|context| state.service.is_signed_in(context)),
    }
}

#[derive(Deserialize)]
struct Back {
    back: Option<String>,
}

/// Remembers the language and goes back to the page.
async fn choose_language(Path(code): Path<String>, Query(back): Query<Back>) -> Response {
    let Some(language) = Language::from_code(&code) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let back = back
        .back
        .filter(|path| is_local_path(path))
        .unwrap_or_else(|| "/".to_owned());
    let cookie = format!(
        "{}={}; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax",
        context::LANGUAGE_COOKIE,
        language.code()
    );
    let mut response = Redirect::to(&back).into_response();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
