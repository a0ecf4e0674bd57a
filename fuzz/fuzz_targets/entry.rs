//! Fuzzes [`luotain_fuzz::entry`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = luotain_fuzz::entry::check(data);
});
