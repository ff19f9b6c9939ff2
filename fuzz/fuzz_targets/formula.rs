#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| offray_fuzz::formula(bytes));
