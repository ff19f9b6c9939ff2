//! bf16, f16 and tf32: rounded after every operation.
