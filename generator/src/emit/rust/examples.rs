//! The two programs that come with a service: a mock server and a caller.

use quote::quote;

use super::print::File;
use super::tokens::ident;
use crate::emit::Part;
use crate::model::Service;

/// The mock server, an example of the server crate.
pub(super) fn mock(service: &Service) -> File {
    let mut file = File::new(vec![
        "A running server that answers with the samples of the page:".to_owned(),
        String::new(),
        "```text".to_owned(),
        format!(
            "cargo run -p {} --example {} -- --listen 127.0.0.1:0",
            Part::Server.package(service),
            Part::Server.example(service)
        ),
        "```".to_owned(),
    ]);
    let server = ident(&Part::Server.crate_name(service));
    let names = service.credentials.iter().map(|own| &own.rust);
    let router = if service.credentials.is_empty() {
        quote!(#server::router(#server::Mock))
    } else {
        let fields = service.credentials.iter().map(|own| {
            let (field, name) = (ident(&own.rust), &own.rust);
            quote!(#field: given.get(#name).into())
        });
        quote! {
            {
                let credentials = #server::Credentials { #(#fields),* };
                #server::router(#server::Mock, given.verification(credentials))
            }
        }
    };
    let given = if service.credentials.is_empty() { quote!(_) } else { quote!(given) };
    file.item(quote! {
        #[tokio::main]
        async fn main() -> std::process::ExitCode {
            wirewright_runtime::cli::mock(&[#(#names),*], |#given| #router).await
        }
    });
    file
}

/// The caller, an example of the client crate.
pub(super) fn call(service: &Service) -> File {
    let mut file = File::new(vec![
        "Performs one call and prints the answer as JSON:".to_owned(),
        String::new(),
        "```text".to_owned(),
        format!(
            "cargo run -p {} --example {} -- --base-url http://127.0.0.1:8080 \\",
            Part::Client.package(service),
            Part::Client.example(service)
        ),
        "    [--binding NAME] [--format NAME] [--accept NAME] [--credential NAME=VALUE] OPERATION \\"
            .to_owned(),
        "    [--PARAMETER VALUE ...] [--input JSON|@file]".to_owned(),
        "```".to_owned(),
    ]);
    let client = ident(&Part::Client.crate_name(service));
    let pages: Vec<_> = service.operations.iter().map(|own| &own.page).collect();
    let methods: Vec<_> = service.operations.iter().map(|own| &own.method).collect();
    let names: Vec<_> = service.credentials.iter().map(|own| &own.rust).collect();
    let credentials = (!service.credentials.is_empty()).then(|| {
        let fields = service.credentials.iter().map(|own| {
            let (field, name) = (ident(&own.rust), &own.rust);
            quote!(#field: given.get(#name).into())
        });
        quote! {
            let given = arguments.credentials(&[#(#names),*])?;
            if given.all() {
                builder = builder.credentials(#client::Credentials { #(#fields),* });
            }
        }
    });
    let no_credentials = service.credentials.is_empty().then(|| quote!(arguments.credentials(&[])?;));
    let mutable = (!service.credentials.is_empty()).then(|| quote!(mut));
    let arms = service.operations.iter().map(|own| {
        let (page, marker, call) = (&own.page, ident(&own.rust), ident(&format!("{}Call", own.rust)));
        quote! {
            #page => {
                let options = arguments.options::<operations::#marker>()?;
                let mut call = calls::#call::new(&client, options.input);
                if let Some(binding) = options.binding {
                    call = call.binding(binding);
                }
                if let Some(format) = options.format {
                    call = call.format(format);
                }
                if let Some(accept) = options.accept {
                    call = call.accept(accept);
                }
                cli::answer(call.send().await)
            }
        }
    });
    file.item(quote! {
        use #client::{Client, calls, operations};
        use wirewright_runtime::cli;
    });
    file.item(quote! {
        #[tokio::main]
        async fn main() -> std::process::ExitCode {
            cli::finish(run().await)
        }
    });
    file.item(quote! {
        /// Does what the command line asks for; both results are texts to print.
        async fn run() -> Result<String, String> {
            let arguments = cli::CallArguments::parse(std::env::args().skip(1))?;
            let #mutable builder = Client::builder(arguments.base_url());
            #credentials
            #no_credentials
            let client = builder.build().map_err(|error| error.to_string())?;
            match arguments.operation(&[#((#pages, #methods)),*])? {
                #(#arms)*
                other => Err(format!("there is no operation `{other}`")),
            }
        }
    });
    file
}
