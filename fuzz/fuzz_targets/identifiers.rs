//! Fuzzes [`luotain_fuzz::identifiers`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = luotain_fuzz::identifiers::check(data);
});
