//! `luotain texts`: the short texts of the pages in one language, as the browser loads them.

use std::io::{Result, Write};

use luotain::language::Language;
use luotain_app::locales::file_in;

/// Writes the file of `language`.
///
/// # Errors
/// What writing `output` gives.
pub fn write(language: Language, output: &mut impl Write) -> Result<()> {
    output.write_all(file_in(language).as_bytes())?;
    output.flush()
}

/// The language with this code, `fi`, `sv` or `en`.
///
/// # Errors
/// What codes there are.
pub fn language(code: &str) -> std::result::Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "the languages are fi, sv and en".to_owned())
}
