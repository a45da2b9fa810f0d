//! What the build script generated, one module for each service.

wirewright_runtime::include_generated!();
