//! Fuzzes [`luotain_fuzz::note`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = luotain_fuzz::note::check(data);
});
