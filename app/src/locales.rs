//! The texts of the pages, in the three languages side by side (D10).
//!
//! One file per area, made with [`area!`]: a text that lacks a language does not compile.
//! Long texts (guides, terms) are not here: the server sends them as pages of their own.

/// Makes the texts of one area: a struct with one field per text, and a static for each
/// language. Each line is `name: "Finnish", "Swedish", "English";`.
///
/// In the browser there are no statics: the texts of the page's language come as a file ([`file`]).
macro_rules! area {
    ($(#[$about:meta])* $name:ident { $($field:ident : $fi:literal, $sv:literal, $en:literal;)+ }) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $name {
            $(#[doc = $en] pub $field: &'static str,)+
        }

        /// The Finnish originals.
        #[cfg(not(feature = "hydrate"))]
        pub static FI: $name = $name { $($field: $fi,)+ };
        /// The Swedish texts.
        #[cfg(not(feature = "hydrate"))]
        pub static SV: $name = $name { $($field: $sv,)+ };
        /// The English texts.
        #[cfg(not(feature = "hydrate"))]
        pub static EN: $name = $name { $($field: $en,)+ };

        impl $crate::locales::file::Area for $name {
            const EMPTY: Self = $name { $($field: "",)+ };
            const SHAPE: u64 = $crate::locales::file::digest(
                $crate::locales::file::START,
                concat!(stringify!($name) $(, " ", stringify!($field))+),
            );

            fn read(&mut self, file: &mut $crate::locales::file::Lines) {
                $(file.take(&mut self.$field);)+
            }

            #[cfg(not(feature = "hydrate"))]
            fn write(&self, file: &mut String) {
                for text in [$(self.$field),+] {
                    file.push_str(text);
                    file.push('\n');
                }
            }
        }

        #[cfg(test)]
        mod every_text {
            #[test]
            fn is_there_in_each_language_with_the_same_blanks() {
                for (name, texts) in [$((stringify!($field), [$fi, $sv, $en])),+] {
                    for text in texts {
                        assert!(!text.trim().is_empty() && text.trim() == text, "{name}: {text:?}");
                        assert!(!text.contains(['\n', '\r']), "{name}: one line in the file");
                        assert_eq!(text.matches('{').count(), texts[0].matches('{').count(), "{name}");
                    }
                }
            }
        }
    };
}
pub(crate) use area;

pub mod approvals;
pub mod changes;
pub mod credentials;
pub mod emergency;
pub mod file;
pub mod front;
pub mod keys;
pub mod links;
pub mod mail;
pub mod management;
pub mod organisations;
pub mod permits;
pub mod persons;
pub mod places;
pub mod practice;
pub mod problems;
pub mod query;
pub mod receipt;
pub mod shell;
pub mod sign_in;
pub mod status;
pub mod support;
pub mod user;

use file::{Area, START, digest, header};
use luotain::language::Language;

pub use links::footer_links;
pub use problems::{problem_text, problem_text_in};

/// Makes [`Texts`] of the areas. Each line is `field: module::Struct,`; the module has the area.
macro_rules! areas {
    ($($(#[$about:meta])* $field:ident : $module:ident :: $name:ident,)+) => {
        /// All texts in one language.
        #[derive(Clone, Copy, Debug)]
        pub struct Texts {
            $($(#[$about])* pub $field: &'static $module::$name,)+
        }

        #[cfg(not(feature = "hydrate"))]
        static FI: Texts = Texts { $($field: &$module::FI,)+ };
        #[cfg(not(feature = "hydrate"))]
        static SV: Texts = Texts { $($field: &$module::SV,)+ };
        #[cfg(not(feature = "hydrate"))]
        static EN: Texts = Texts { $($field: &$module::EN,)+ };

        impl Texts {
            /// The digest of the names of all texts, in the order of a file.
            pub const SHAPE: u64 = {
                let mut shape = START;
                $(shape = digest(shape, stringify!($field)) ^ <$module::$name as Area>::SHAPE;)+
                shape
            };

            #[cfg(feature = "hydrate")]
            const EMPTY: Self = Self { $($field: &<$module::$name as Area>::EMPTY,)+ };

            #[cfg(any(feature = "hydrate", test))]
            fn read(file: &mut file::Lines) -> Self {
                Self { $($field: file.area(),)+ }
            }

            #[cfg(not(feature = "hydrate"))]
            fn write(&self, file: &mut String) {
                $(self.$field.write(file);)+
            }
        }
    };
}

areas! {
    /// The frame round the pages: bar, menu, footer, session.
    shell: shell::ShellTexts,
    /// The links at the foot of every page.
    footer: links::FooterLinks,
    /// The front page after signing in.
    front: front::FrontTexts,
    /// Signing in.
    sign_in: sign_in::SignInTexts,
    /// User Services.
    user: user::UserTexts,
    /// What goes wrong.
    problems: problems::ProblemTexts,
    /// Queries for persons.
    query: query::QueryTexts,
    /// Queries for persons beside that by code.
    persons: persons::PersonsTexts,
    /// The organisation's own permits.
    permits: permits::PermitTexts,
    /// The management service and the authority's pages.
    management: management::ManagementTexts,
    /// The change log.
    changes: changes::ChangesTexts,
    /// The levers for an emergency.
    emergency: emergency::EmergencyTexts,
    /// The state of the service and its alarms.
    status: status::StatusTexts,
    /// Kinds of key and the rules on them.
    keys: keys::KeyTexts,
    /// Checking a receipt.
    receipt: receipt::ReceiptTexts,
    /// Queries for buildings, apartments and properties.
    places: places::PlaceTexts,
    /// The catalogue of practice cases.
    practice: practice::PracticeTexts,
    /// Forgotten passwords, suspicions and the terms of use.
    credentials: credentials::CredentialTexts,
    /// The outbox.
    mail: mail::MailTexts,
    /// Rights that wait for approval.
    approvals: approvals::ApprovalTexts,
    /// Organisations and the authority's own people.
    organisations: organisations::OrganisationTexts,
    /// Customer support.
    support: support::SupportTexts,
}

/// All texts in `language`. A browser has those of the page's language only, whatever is asked.
#[must_use]
pub fn texts_in(language: Language) -> &'static Texts {
    #[cfg(not(feature = "hydrate"))]
    match language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
    }
    #[cfg(feature = "hydrate")]
    {
        let _ = language;
        // The page does not come alive before its texts are here.
        LOADED.get().unwrap_or(&Texts::EMPTY)
    }
}

/// The texts of the page, once they are here.
#[cfg(feature = "hydrate")]
static LOADED: std::sync::OnceLock<Texts> = std::sync::OnceLock::new();

/// Takes the texts of the page out of the file that the server gave for `language`. `false` if
/// the file is another's: another version's or another language's, or no whole file.
#[cfg(feature = "hydrate")]
pub fn load(file: String, language: Language) -> bool {
    texts_from(file, language).is_some_and(|texts| LOADED.set(texts).is_ok())
}

/// The texts in a file, if it is whole, of this language, and of this version.
#[cfg(any(feature = "hydrate", test))]
fn texts_from(file: String, language: Language) -> Option<Texts> {
    let mut lines = file::Lines::after_header(file, &header(language, Texts::SHAPE))?;
    let texts = Texts::read(&mut lines);
    lines.were_exact().then_some(texts)
}

/// The file of the texts in `language`.
#[cfg(not(feature = "hydrate"))]
#[must_use]
pub fn file_in(language: Language) -> String {
    let mut file = header(language, Texts::SHAPE);
    file.push('\n');
    texts_in(language).write(&mut file);
    file
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
