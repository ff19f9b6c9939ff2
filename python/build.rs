//! What a module that an interpreter loads needs of the linker (macOS; elsewhere nothing).

fn main() {
    pyo3_build_config::add_extension_module_link_args();
}
