//! Values that nobody types in: one function each.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Lines, code};
use super::print::File;
use super::tokens::ident;
use crate::model::{Computed, Expr, Function, Pairs, Service, TimeForm};

/// `src/computed.rs` of the types crate.
pub(super) fn file(service: &Service) -> File {
    let mut file = File::new(vec![
        "Values that are computed over a message.".to_owned(),
        String::new(),
        "A client computes them over the bytes that it sends, a server over those that it received."
            .to_owned(),
    ]);
    for own in &service.computed {
        file.item(function(own, service));
    }
    file
}

fn function(own: &Computed, service: &Service) -> TokenStream {
    let formula = format!("{} as {}.", code(&own.page), code(&own.text));
    let docs = match &own.docs.about {
        Some(about) => Lines::new().spec(about).plain(&formula),
        None => Lines::new().plain(&formula),
    };
    let (docs, name) = (docs.origins(&own.docs).attributes(), ident(&own.rust));
    let value = text_expr(&own.expr, service);
    let view = if own.expr.any(&looks) { quote!(view) } else { quote!(_) };
    let credentials = own.expr.has_credentials().then(|| quote!(, credentials: &Credentials));
    quote! {
        #docs
        pub(crate) fn #name(#view: &message::View<'_> #credentials) -> String {
            #value
        }
    }
}

/// Whether an expression is a part of the message.
fn looks(expr: &Expr) -> bool {
    match expr {
        Expr::Text(_) | Expr::Credential(_) | Expr::Join(_) | Expr::Lines(_) | Expr::When(_) => false,
        Expr::Call(function, _) => {
            matches!(function, Function::FromBase64 | Function::FromHex | Function::OAuth1 | Function::Digest)
        }
        _ => true,
    }
}

/// An expression as an owned text.
fn text_expr(expr: &Expr, service: &Service) -> TokenStream {
    let text = |part: &Expr| text_expr(part, service);
    let str = |part: &Expr| str_expr(part, service);
    match expr {
        Expr::Join(parts) => {
            let pieces = parts.iter().map(|part| match part {
                Expr::Text(text) => text.replace('{', "{{").replace('}', "}}"),
                _ => "{}".to_owned(),
            });
            let format: String = pieces.collect();
            let values = parts.iter().filter(|part| !matches!(part, Expr::Text(_))).map(|part| match part {
                Expr::Method | Expr::Query | Expr::Operation | Expr::Credential(_) => str(part),
                _ => text(part),
            });
            quote!(format!(#format, #(#values),*))
        }
        Expr::Lines(parts) => {
            let parts = parts.iter().map(str);
            quote!([#(#parts),*].join("\n"))
        }
        Expr::When(parts) => {
            let (condition, then) = (seen(&parts[0], service), text(&parts[1]));
            quote!(if #condition.is_empty() { String::new() } else { #then })
        }
        Expr::Call(function, arguments) => call(*function, arguments, service),
        Expr::Path => quote!(view.path().into_owned()),
        Expr::Url => quote!(view.url().into_owned()),
        Expr::Host => quote!(view.host()),
        Expr::Header(name) => quote!(view.header(#name)),
        Expr::Now(form) => {
            let form = time_form(*form);
            quote!(view.now(message::TimeForm::#form))
        }
        Expr::Nonce => quote!(view.nonce()),
        Expr::Uuid => quote!(view.uuid()),
        Expr::Input(name) => quote!(view.input(#name)),
        Expr::Held(name) => quote!(view.held(#name)),
        Expr::Pairs(own) => {
            let pairs = pairs(own);
            quote!(view.pairs(&#pairs))
        }
        // Resolving lets only texts come here.
        Expr::Body => quote!(String::new()),
        Expr::Text(_) | Expr::Method | Expr::Query | Expr::Operation | Expr::Credential(_) => {
            let value = str(expr);
            quote!(#value.to_owned())
        }
    }
}

fn call(function: Function, arguments: &[Expr], service: &Service) -> TokenStream {
    let bytes = arguments.iter().map(|argument| bytes_expr(argument, service));
    let mut texts = arguments.iter().map(|argument| str_expr(argument, service));
    let name = ident(function.name());
    match function {
        Function::Hex | Function::HexUpper | Function::Base64 | Function::Base64Url => {
            quote!(digest::#name(#(#bytes),*))
        }
        Function::Percent | Function::Basic => quote!(digest::#name(#(#texts),*)),
        Function::Upper => quote!(#(str::to_uppercase(#texts)),*),
        Function::Lower => quote!(#(str::to_lowercase(#texts)),*),
        Function::Digest => quote!(message::#name(view, #(#texts),*)),
        Function::OAuth1 => {
            let fields = ["consumer_key", "consumer_secret", "token", "token_secret"].map(ident);
            let values = fields.iter().map(|_| texts.next().unwrap_or_default());
            quote!(message::#name(view, message::OAuth1 { #(#fields: #values),* }))
        }
        // Resolving lets only texts come here.
        Function::Md5
        | Function::Sha1
        | Function::Sha256
        | Function::Sha512
        | Function::HmacMd5
        | Function::HmacSha1
        | Function::HmacSha256
        | Function::HmacSha512
        | Function::FromBase64
        | Function::FromHex => quote!(String::new()),
    }
}

/// An expression as `&str`.
fn str_expr(expr: &Expr, service: &Service) -> TokenStream {
    match expr {
        Expr::Text(text) => quote!(#text),
        Expr::Method => quote!(view.method),
        Expr::Query => quote!(view.query()),
        Expr::Operation => quote!(view.operation),
        Expr::Credential(index) => {
            let own = &service.credentials[*index];
            let name = ident(&own.rust);
            if own.secret { quote!(credentials.#name.expose()) } else { quote!(credentials.#name.as_str()) }
        }
        Expr::Path => quote!(&*view.path()),
        Expr::Url => quote!(&*view.url()),
        Expr::When(_) => {
            let text = text_expr(expr, service);
            quote!((#text).as_str())
        }
        _ => {
            let text = text_expr(expr, service);
            quote!(#text.as_str())
        }
    }
}

/// An expression as `&[u8]`.
fn bytes_expr(expr: &Expr, service: &Service) -> TokenStream {
    let bytes = |part: &Expr| bytes_expr(part, service);
    match expr {
        Expr::Body => quote!(view.body),
        Expr::Join(parts) => {
            let parts = parts.iter().map(bytes);
            quote!(&[#(#parts),*].concat())
        }
        Expr::Lines(parts) if expr.is_bytes() => {
            let parts = parts.iter().map(bytes);
            quote!(&[#(#parts),*].join(&b'\n'))
        }
        Expr::When(parts) if expr.is_bytes() => {
            let (condition, then) = (seen(&parts[0], service), bytes(&parts[1]));
            quote!((if #condition.is_empty() { Vec::new() } else { #then.to_vec() }).as_slice())
        }
        Expr::Call(function, arguments) if function.gives_bytes() => hash(*function, arguments, service),
        _ => {
            let text = seen(expr, service);
            quote!(#text.as_bytes())
        }
    }
}

/// An expression as what has the methods of a text or of bytes, owned or not.
fn seen(expr: &Expr, service: &Service) -> TokenStream {
    match expr {
        Expr::Text(_) | Expr::Method | Expr::Query | Expr::Operation => str_expr(expr, service),
        Expr::Path => quote!(view.path()),
        Expr::Url => quote!(view.url()),
        Expr::Credential(index) if !service.credentials[*index].secret => {
            let name = ident(&service.credentials[*index].rust);
            quote!(credentials.#name)
        }
        Expr::Credential(_) => str_expr(expr, service),
        Expr::When(_) => {
            let text = text_expr(expr, service);
            quote!((#text))
        }
        expr if expr.is_bytes() => bytes_expr(expr, service),
        expr => text_expr(expr, service),
    }
}

fn hash(function: Function, arguments: &[Expr], service: &Service) -> TokenStream {
    let name = ident(function.name());
    if matches!(function, Function::FromBase64 | Function::FromHex) {
        let texts = arguments.iter().map(|argument| str_expr(argument, service));
        return quote!(&view.decoded(digest::#name(#(#texts),*)));
    }
    let [keys @ .., message] = arguments else { return quote!(&[]) };
    let parts: Vec<&Expr> = match message {
        Expr::Join(parts) => parts.iter().collect(),
        message => vec![message],
    };
    let keys = keys.iter().map(|key| bytes_expr(key, service));
    let parts = parts.into_iter().map(|part| bytes_expr(part, service));
    quote!(&digest::#name(#(#keys,)* &[#(#parts),*]))
}

fn pairs(own: &Pairs) -> TokenStream {
    let words = [
        ("query", own.query),
        ("form", own.form),
        ("sorted", own.sorted),
        ("nonempty", own.nonempty),
        ("percent", own.percent),
    ];
    let words = words.into_iter().filter(|(_, said)| *said).map(|(word, _)| ident(word));
    let names = &own.except;
    let except = (!names.is_empty()).then(|| quote!(.except(&[#(#names),*])));
    let inside = own.inside.as_ref().map(|text| quote!(.inside(#text)));
    let between = own.between.as_ref().map(|text| quote!(.between(#text)));
    quote!(message::PairsOf::new() #(.#words())* #except #inside #between)
}

fn time_form(form: TimeForm) -> proc_macro2::Ident {
    ident(match form {
        TimeForm::Unix => "Unix",
        TimeForm::UnixMillis => "UnixMillis",
        TimeForm::Rising => "Rising",
        TimeForm::Iso => "Iso",
        TimeForm::IsoMillis => "IsoMillis",
        TimeForm::Digits => "Digits",
        TimeForm::Http => "Http",
    })
}
