//! Fuzzes [`luotain_fuzz::register`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = luotain_fuzz::register::check(data);
});
