//! The page's samples, verbatim.

use quote::quote;

use super::docs::{Lines, code};
use super::print::File;
use super::tokens::{ident, text};
use crate::model::{Defect, Operation, Sample, Service};
use crate::spec::Match;

/// The constant of a sample.
pub(super) fn constant(sample: &Sample) -> proc_macro2::Ident {
    ident(&sample.name.to_uppercase())
}

/// The file of samples in the types crate.
pub(super) fn file(service: &Service) -> File {
    let mut file = File::new(vec![
        "The samples of the page, verbatim.".to_owned(),
        String::new(),
        "Tests read and write each of them, and the mock server answers with them.".to_owned(),
    ]);
    let all: Vec<(&Operation, &Sample)> = service
        .operations
        .iter()
        .flat_map(|own| own.samples.iter().map(move |sample| (own, sample)))
        .collect();
    let constants = all.iter().map(|(_, sample)| constant(sample));
    file.item(quote! {
        /// Every sample.
        pub const SAMPLES: &[message::Sample] = &[#(#constants),*];
    });
    for (operation, sample) in all {
        let (constant, name) = (constant(sample), &sample.name);
        let direction = if sample.is_request { "Request" } else { "Answer" };
        let word = if sample.is_request { "A request" } else { "An answer" };
        let binding = &operation.bindings[sample.binding].page;
        let docs = Lines::new()
            .plain(&format!("{word} of {} by {}.", code(&operation.page), code(binding)))
            .about(&sample.docs)
            .origins(&sample.docs)
            .attributes();
        let page = &operation.page;
        let media = &sample.media_types;
        let direction = ident(direction);
        let body = text(&sample.text);
        let matching = ident(match sample.matching {
            Match::Bytes => "Bytes",
            Match::Tokens => "Tokens",
            Match::Values => "Values",
        });
        let unproven = operation.unproven(sample, &service.computed);
        let defect = match &sample.defect {
            None => quote!(None),
            Some(Defect { why, error, corrected }) => {
                let corrected = text(corrected);
                quote!(Some(message::Defect { why: #why, error: #error, corrected: #corrected }))
            }
        };
        file.item(quote! {
            #docs
            pub const #constant: message::Sample = message::Sample {
                name: #name,
                operation: #page,
                binding: #binding,
                media_types: &[#(#media),*],
                direction: message::Direction::#direction,
                text: #body,
                matching: message::Match::#matching,
                unproven: &[#(#unproven),*],
                defect: #defect,
            };
        });
    }
    file
}
