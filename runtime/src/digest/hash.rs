//! Hashes, keyed and not.

macro_rules! hashes {
    ($($(#[$docs:meta])* $name:ident = $hash:ty where $feature:meta;)*) => {$(
        $(#[$docs])*
        #[cfg($feature)]
        #[must_use]
        pub fn $name(parts: &[&[u8]]) -> Vec<u8> {
            use sha_or_md::Digest as _;
            let mut hash = <$hash>::new();
            for part in parts {
                hash.update(part);
            }
            hash.finalize().to_vec()
        }
    )*};
}

macro_rules! keyed_hashes {
    ($($(#[$docs:meta])* $name:ident = $hash:ty where $feature:meta;)*) => {$(
        $(#[$docs])*
        #[cfg(all(feature = "hmac", $feature))]
        #[must_use]
        pub fn $name(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
            use hmac::{KeyInit as _, Mac as _};
            let mut hash =
                hmac::Hmac::<$hash>::new_from_slice(key).expect("a key of HMAC may have any length");
            for part in parts {
                hash.update(part);
            }
            hash.finalize().into_bytes().to_vec()
        }
    )*};
}

/// The trait of all hashes, by whichever crate is there.
#[cfg(any(feature = "digest", feature = "md5", feature = "sha1"))]
mod sha_or_md {
    #[cfg(all(feature = "md5", not(feature = "digest")))]
    pub(super) use md5::Digest;
    #[cfg(all(feature = "sha1", not(any(feature = "digest", feature = "md5"))))]
    pub(super) use sha1::Digest;
    #[cfg(feature = "digest")]
    pub(super) use sha2::Digest;
}

hashes! {
    /// MD5 of the parts one after the other (RFC 1321). It keeps nobody from forging anything.
    md5 = md5::Md5 where feature = "md5";
    /// SHA-1 of the parts one after the other (FIPS 180-4).
    sha1 = sha1::Sha1 where feature = "sha1";
    /// SHA-256 of the parts one after the other (FIPS 180-4).
    sha256 = sha2::Sha256 where feature = "digest";
    /// SHA-512 of the parts one after the other (FIPS 180-4).
    sha512 = sha2::Sha512 where feature = "digest";
}

keyed_hashes! {
    /// HMAC (RFC 2104) with MD5, over the parts one after the other.
    hmac_md5 = md5::Md5 where feature = "md5";
    /// HMAC (RFC 2104) with SHA-1, over the parts one after the other.
    hmac_sha1 = sha1::Sha1 where feature = "sha1";
    /// HMAC (RFC 2104) with SHA-256, over the parts one after the other.
    hmac_sha256 = sha2::Sha256 where feature = "digest";
    /// HMAC (RFC 2104) with SHA-512, over the parts one after the other.
    hmac_sha512 = sha2::Sha512 where feature = "digest";
}

#[cfg(test)]
#[cfg(all(feature = "digest", feature = "hmac", feature = "md5", feature = "sha1"))]
mod tests {
    use super::*;
    use crate::digest::hex;

    #[test]
    fn a_hash_runs_over_all_parts() {
        let parts: &[&[u8]] = &[b"a", b"", b"bc"];
        // RFC 1321, appendix A.5
        assert_eq!(hex(&md5(parts)), "900150983cd24fb0d6963f7d28e17f72");
        // FIPS 180-2, appendices A.1, B.1 and C.1
        assert_eq!(hex(&sha1(parts)), "a9993e364706816aba3e25717850c26c9cd0d89d");
        let sha256_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&sha256(parts)), sha256_of_abc);
        let sha512_of_abc = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
        assert_eq!(hex(&sha512(parts)), sha512_of_abc);
    }

    #[test]
    fn keyed_hashes_are_those_of_the_standards() {
        let parts: &[&[u8]] = &[b"what do ya want ", b"for nothing?"];
        // RFC 2202, sections 2 and 3, case 2
        assert_eq!(hex(&hmac_md5(b"Jefe", parts)), "750c783e6ab0b503eaa86e310a5db738");
        assert_eq!(hex(&hmac_sha1(b"Jefe", parts)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        // RFC 4231, section 4.3
        let by_sha256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex(&hmac_sha256(b"Jefe", parts)), by_sha256);
        let by_sha512 = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
                         9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
        assert_eq!(hex(&hmac_sha512(b"Jefe", parts)), by_sha512);
    }
}
