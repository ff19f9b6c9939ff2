//! The module `offray._offray`: the commands of offray as functions, and nothing that they
//! do not have. What Python programs use is written in Python on top of it
//! (`python/package/offray`).

mod arrow;
mod call;
mod law;
mod pool;
mod table;
mod work;

use pyo3::prelude::*;

/// What the Python package calls; its own names are no promise.
#[pymodule(gil_used = false)]
fn _offray(module: &Bound<'_, PyModule>) -> PyResult<()> {
    work::keep_silent_about_stopping();
    module.add_function(wrap_pyfunction!(call::call, module)?)?;
    module.add_function(wrap_pyfunction!(call::fitted, module)?)?;
    module.add_function(wrap_pyfunction!(law::losses, module)?)?;
    module.add_function(wrap_pyfunction!(arrow::from_stream, module)?)?;
    module.add_class::<table::Table>()?;
    let versions = pyo3::types::PyDict::new(module.py());
    for (name, version) in ::offray::number::versions() {
        versions.set_item(name, version)?;
    }
    module.add("versions", versions)
}
