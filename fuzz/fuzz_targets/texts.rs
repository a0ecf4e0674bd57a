//! Fuzzes [`luotain_fuzz::texts`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = luotain_fuzz::texts::check(data);
});
