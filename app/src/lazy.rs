//! Pages whose code is loaded when one of their area is opened.

use std::pin::Pin;

use leptos::prelude::AnyView;
use leptos_router::ChooseView;

type Coming<T> = Pin<Box<dyn Future<Output = T>>>;

/// What a route draws, and how its code is loaded ahead. One type for all pages: the framework's
/// own has one for each, and all that handles it was in the main module once for each page.
#[derive(Clone, Copy, Debug)]
pub struct LazyPage {
    /// Loads the code, if it is not here, and draws.
    pub draw: fn() -> Coming<AnyView>,
    /// Loads the code.
    pub load: fn() -> Coming<()>,
}

impl ChooseView for LazyPage {
    async fn choose(self) -> AnyView {
        (self.draw)().await
    }

    async fn preload(&self) {
        (self.load)().await;
    }
}

/// The [`LazyPage`] of a function without arguments that gives the page as an [`AnyView`], and that
/// the module which says this has under its own name.
///
/// All pages of an area lie in one file, and code that several areas share in one for each set of
/// areas. A file for each page would make one for each set of *pages*, some hundreds
/// (docs/front-end.md).
macro_rules! lazy_page {
    ($area:ident, $page:ident) => {{
        use self::$page as page;
        // In the browser this becomes a future that loads the area's file first.
        #[cfg_attr(
                feature = "hydrate",
                ::leptos::wasm_split::wasm_split($area, wasm_split_path = ::leptos::wasm_split, preload(load))
            )]
        fn $page() -> ::leptos::prelude::AnyView {
            page()
        }
        #[cfg(feature = "hydrate")]
        let lazy = $crate::lazy::LazyPage {
            draw: || Box::pin($page()),
            load: || Box::pin(load()),
        };
        #[cfg(not(feature = "hydrate"))]
        let lazy = $crate::lazy::LazyPage {
            draw: || Box::pin(std::future::ready($page())),
            load: || Box::pin(std::future::ready(())),
        };
        lazy
    }};
}

pub(crate) use lazy_page;
