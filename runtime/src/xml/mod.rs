//! XML 1.0 with namespaces, read strictly and written exactly.
