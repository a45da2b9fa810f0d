//! Requests that cannot be answered, to the generated servers: each is refused
//! in the caller's own form, and the server goes on.

mod hostile;
