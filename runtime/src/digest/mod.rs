//! The functions that expressions of a spec may call.
//!
//! Generated code calls them for values that are computed over a message, such
//! as signatures and credentials.

mod hash;
mod text;

#[cfg(all(feature = "hmac", feature = "md5"))]
pub use hash::hmac_md5;
#[cfg(all(feature = "hmac", feature = "sha1"))]
pub use hash::hmac_sha1;
#[cfg(feature = "md5")]
pub use hash::md5;
#[cfg(feature = "sha1")]
pub use hash::sha1;
#[cfg(all(feature = "hmac", feature = "digest"))]
pub use hash::{hmac_sha256, hmac_sha512};
#[cfg(feature = "digest")]
pub use hash::{sha256, sha512};
#[cfg(feature = "base64")]
pub use text::{base64, base64url, basic, from_base64};
pub use text::{from_hex, hex, hex_upper, percent};
