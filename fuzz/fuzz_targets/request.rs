//! Fuzzes [`luotain_fuzz::request`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = luotain_fuzz::request::check(data);
});
