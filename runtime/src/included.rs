//! What code stands on that is generated while its crate is built.

/// Takes in the modules that a build script generated, one for each service.
///
/// It is meant to be all that a file holds, `src/api.rs` say.
#[macro_export]
macro_rules! include_generated {
    () => {
        include!(concat!(env!("OUT_DIR"), "/wirewright/mod.rs"));
    };
}

/// Fails the build where a feature of this crate is missing that generated code needs.
///
/// A generated crate names the features in its manifest. A generated module cannot, so it says
/// `requires!(client, xml);`.
#[macro_export]
macro_rules! requires {
    ($($feature:ident),*) => {
        $($crate::requires_one!($feature);)*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! requires_one {
    (base64) => {
        $crate::requires_base64!();
    };
    (challenge) => {
        $crate::requires_challenge!();
    };
    (client) => {
        $crate::requires_client!();
    };
    (digest) => {
        $crate::requires_digest!();
    };
    (guid) => {
        $crate::requires_guid!();
    };
    (hmac) => {
        $crate::requires_hmac!();
    };
    (map) => {
        $crate::requires_map!();
    };
    (md5) => {
        $crate::requires_md5!();
    };
    (multipart) => {
        $crate::requires_multipart!();
    };
    (nonce) => {
        $crate::requires_nonce!();
    };
    (oauth1) => {
        $crate::requires_oauth1!();
    };
    (pattern) => {
        $crate::requires_pattern!();
    };
    (server) => {
        $crate::requires_server!();
    };
    (sha1) => {
        $crate::requires_sha1!();
    };
    (xml) => {
        $crate::requires_xml!();
    };
}

// Whether a feature is on is known here alone, so each gets a macro that is one or the other.
macro_rules! feature {
    ($($feature:literal $name:ident)*) => {
        $(
            #[cfg(feature = $feature)]
            #[doc(hidden)]
            #[macro_export]
            macro_rules! $name {
                () => {};
            }
            #[cfg(not(feature = $feature))]
            #[doc(hidden)]
            #[macro_export]
            macro_rules! $name {
                () => {
                    compile_error!(concat!(
                        "generated code needs the feature `",
                        $feature,
                        "` of the dependency `wirewright-runtime`"
                    ));
                };
            }
        )*
    };
}

feature! {
    "base64" requires_base64
    "challenge" requires_challenge
    "client" requires_client
    "digest" requires_digest
    "guid" requires_guid
    "hmac" requires_hmac
    "map" requires_map
    "md5" requires_md5
    "multipart" requires_multipart
    "nonce" requires_nonce
    "oauth1" requires_oauth1
    "pattern" requires_pattern
    "server" requires_server
    "sha1" requires_sha1
    "xml" requires_xml
}
