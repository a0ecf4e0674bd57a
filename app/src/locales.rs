//! The texts of the pages, in the three languages side by side (D10).
//!
//! One file per area, made with [`area!`]: a text that lacks a language does not compile.
//! Long texts (guides, terms) are not here: the server sends them as pages of their own.

/// Makes the texts of one area: a struct with one field per text, and a static for each
/// language. Each line is `name: "Finnish", "Swedish", "English";`.
macro_rules! area {
    ($(#[$about:meta])* $name:ident { $($field:ident : $fi:literal, $sv:literal, $en:literal;)+ }) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $name {
            $(#[doc = $en] pub $field: &'static str,)+
        }

        /// The Finnish originals.
        pub static FI: $name = $name { $($field: $fi,)+ };
        /// The Swedish texts.
        pub static SV: $name = $name { $($field: $sv,)+ };
        /// The English texts.
        pub static EN: $name = $name { $($field: $en,)+ };

        #[cfg(test)]
        mod every_text {
            #[test]
            fn is_there_in_each_language_with_the_same_blanks() {
                for (name, texts) in [$((stringify!($field), [$fi, $sv, $en])),+] {
                    for text in texts {
                        assert!(!text.trim().is_empty() && text.trim() == text, "{name}: {text:?}");
                        assert_eq!(text.matches('{').count(), texts[0].matches('{').count(), "{name}");
                    }
                }
            }
        }
    };
}
pub(crate) use area;

pub mod approvals;
pub mod front;
pub mod links;
pub mod management;
pub mod organisations;
pub mod permits;
pub mod problems;
pub mod query;
pub mod receipt;
pub mod shell;
pub mod sign_in;
pub mod user;

use luotain::language::Language;

pub use links::footer_links;
pub use problems::{problem_text, problem_text_in};

/// All texts in one language.
#[derive(Clone, Copy)]
pub struct Texts {
    /// The frame round the pages: bar, menu, footer, session.
    pub shell: &'static shell::ShellTexts,
    /// The front page after signing in.
    pub front: &'static front::FrontTexts,
    /// Signing in.
    pub sign_in: &'static sign_in::SignInTexts,
    /// User Services.
    pub user: &'static user::UserTexts,
    /// What goes wrong.
    pub problems: &'static problems::ProblemTexts,
    /// Queries for persons.
    pub query: &'static query::QueryTexts,
    /// The organisation's own permits.
    pub permits: &'static permits::PermitTexts,
    /// The management service and the authority's pages.
    pub management: &'static management::ManagementTexts,
    /// Rights that wait for approval.
    pub approvals: &'static approvals::ApprovalTexts,
    /// Organisations and the authority's own people.
    pub organisations: &'static organisations::OrganisationTexts,
}

static FI: Texts = Texts {
    shell: &shell::FI,
    front: &front::FI,
    sign_in: &sign_in::FI,
    user: &user::FI,
    problems: &problems::FI,
    query: &query::FI,
    permits: &permits::FI,
    management: &management::FI,
    approvals: &approvals::FI,
    organisations: &organisations::FI,
};
static SV: Texts = Texts {
    shell: &shell::SV,
    front: &front::SV,
    sign_in: &sign_in::SV,
    user: &user::SV,
    problems: &problems::SV,
    query: &query::SV,
    permits: &permits::SV,
    management: &management::SV,
    approvals: &approvals::SV,
    organisations: &organisations::SV,
};
static EN: Texts = Texts {
    shell: &shell::EN,
    front: &front::EN,
    sign_in: &sign_in::EN,
    user: &user::EN,
    problems: &problems::EN,
    query: &query::EN,
    permits: &permits::EN,
    management: &management::EN,
    approvals: &approvals::EN,
    organisations: &organisations::EN,
};

/// All texts in `language`.
#[must_use]
pub fn texts_in(language: Language) -> &'static Texts {
    match language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
    }
}

/// All texts in the language of the page.
#[must_use]
pub fn texts() -> &'static Texts {
    texts_in(language())
}

/// The language of the page: on the server the request's, in the browser that of `<html lang>`.
/// It does not change while the page is open, since choosing a language loads the page anew.
#[must_use]
pub fn language() -> Language {
    #[cfg(feature = "ssr")]
    {
        use leptos::context::use_context;
        use_context::<Language>()
            .or_else(|| use_context::<luotain::service::RequestContext>().map(|request| request.language))
            .unwrap_or_default()
    }
    #[cfg(not(feature = "ssr"))]
    {
        crate::browser::page::language()
    }
}

/// `text` with each `{name}` replaced by its value.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_filled_wherever_it_stands() {
        assert_eq!(fill("{n} a {n} {m}", &[("n", "1"), ("m", "2")]), "1 a 1 2");
    }
}
