//! Fuzzes [`luotain_fuzz::receipt`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = luotain_fuzz::receipt::check(data);
});
