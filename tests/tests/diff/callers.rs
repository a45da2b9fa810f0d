//! Programs that use everything public of generated crates: every field, variant,
//! constant, argument, setter and method, each with its type written out.

use wirewright::model::{
    Enumeration, Failure, Holds, Input, Int, Member, Operation, Output, Record, Server, Service, Type,
    TypeKind, TypeRef, Variant,
};

/// What every caller begins with; `crates` is where the three crates are.
fn prelude(crates: &str, service: &Service) -> String {
    let ident = service.name.replace('-', "_");
    format!(
        "use {crates}::{ident}_types::{{self as types_crate, operations}};\n\
         use wirewright_runtime::message::{{BindingName, MediaTypeName, NoCredentials, NoFailure}};\n\
         use wirewright_runtime::scalar::{{Any, Bytes, Date, DateTime, Decimal, Nullable, NumberEnum, Secret, Time, Unlisted, Uuid}};\n\
         {}\
         fn some<T>() -> T {{ loop {{}} }}\n",
        if service.types.is_empty() { "" } else { "use types_crate::types;\n" }
    )
}

/// A program that calls a client.
pub(crate) fn client(crates: &str, service: &Service) -> String {
    let mut text = prelude(crates, service);
    text += &format!("use {crates}::{}_client as client_crate;\n", service.name.replace('-', "_"));
    text += &types(service);
    text += "fn built() -> client_crate::Builder<client_crate::Client> { client_crate::Client::builder(\"http://a\") }\n";
    text += "fn known() -> client_crate::Builder<client_crate::Client> { built().credentials(some::<types_crate::Credentials>()) }\n";
    if service.operations.iter().any(|own| !own.holds.is_empty()) {
        text += "fn held(client: &client_crate::Client) { client.held().clear(\"token\"); }\n";
    }
    for own in &service.operations {
        text += &call(own, service);
    }
    for own in &service.servers {
        text += &server_address(own);
    }
    text
}

/// A program that implements a server.
pub(crate) fn server(crates: &str, service: &Service) -> String {
    let mut text = prelude(crates, service);
    text += &format!("use {crates}::{}_server as server_crate;\n", service.name.replace('-', "_"));
    text += &types(service);
    text += "struct Own;\n";
    text += &format!("impl server_crate::{} for Own {{\n", service.rust);
    for own in &service.operations {
        text += &format!(
            "async fn {}(&self, request: server_crate::Request<operations::{}Input>) \
             -> Result<{}, server_crate::ServerError<{}>> {{ \
             let _: operations::{}Input = request.into_input(); some() }}\n",
            own.method,
            own.rust,
            output(own, service),
            failure(own),
            own.rust,
        );
    }
    text += "}\n";
    let (parameter, argument) = if service.credentials.is_empty() {
        ("", "")
    } else {
        ("verification: server_crate::Verification<types_crate::Credentials>", ", verification")
    };
    text += &format!(
        "fn router({parameter}) {{ let _ = server_crate::router(Own{argument}); let _ = server_crate::Mock; }}\n"
    );
    text += &format!("fn routes({parameter}) {{ let _ = server_crate::routes(Own{argument}); }}\n");
    text
}

/// Everything of the types crate.
fn types(service: &Service) -> String {
    let mut text = String::new();
    for own in &service.types {
        text += &format!("fn type_{}() {{\n{}}}\n", own.module, type_(own, service));
    }
    for own in &service.operations {
        let Input { record, .. } = &own.input;
        text += &format!("fn operation_{}() {{\n", own.method);
        text += &format!("let _: operations::{0} = operations::{0};\n", own.rust);
        for binding in &own.bindings {
            text += &format!(
                "let _: BindingName<operations::{0}> = operations::{0}::{1};\n",
                own.rust, binding.rust
            );
        }
        for (constant, _) in own.media_constants() {
            text +=
                &format!("let _: MediaTypeName<operations::{0}> = operations::{0}::{constant};\n", own.rust);
        }
        text += &members(&format!("operations::{}Input", own.rust), record, service);
        match (own.frame(), &own.output) {
            (Some(frame), _) => {
                text += &members(&format!("operations::{}Output", own.rust), &frame.record, service);
            }
            (None, Output::Record(record)) => {
                text += &members(&format!("operations::{}Output", own.rust), record, service);
            }
            (None, Output::Nothing | Output::Whole(_)) => {}
        }
        for failure in &own.failures {
            if let Some(frame) = failure.frame(&own.output) {
                let name = format!("operations::{}{}", own.rust, failure.rust);
                text += &members(&name, &frame.record, service);
            }
        }
        text += &failures(own, service);
        for sample in &own.samples {
            text += &format!("let _ = types_crate::samples::{};\n", sample.name.to_uppercase());
        }
        text += "}\n";
    }
    text += "fn credentials() {\n";
    let fields = service
        .credentials
        .iter()
        .map(|own| format!("{}: some::<{}>(), ", own.rust, if own.secret { "Secret" } else { "String" }));
    let fields: String = fields.collect();
    text += &if fields.is_empty() {
        "let _: types_crate::Credentials = NoCredentials;\n".to_owned()
    } else {
        format!("let _ = types_crate::Credentials {{ {fields} }};\n")
    };
    text + "}\n"
}

fn type_(own: &Type, service: &Service) -> String {
    let name = format!("types::{}", own.rust);
    match &own.kind {
        TypeKind::Record(record) => members(&name, record, service),
        TypeKind::Enum(values) => {
            let listed = values.values.iter();
            let arms: String = listed.map(|own| format!("{name}::{} => {{}}\n", own.rust)).collect();
            let kept = values.number.map_or("String".to_owned(), int);
            let other = match values.closed {
                true => String::new(),
                false => format!("{name}::Other(own) => {{ let _: {kept} = own; }}\n"),
            };
            let number = values.number.map_or(String::new(), |own| {
                format!("let _: {} = NumberEnum::number(some::<{name}>());\n", int(own))
            });
            format!("match some::<{name}>() {{\n{arms}{other}}}\n{number}")
        }
        TypeKind::Union(union) => {
            let arm = |own: &Variant| {
                let type_ = rust(&TypeRef::Named(own.type_), service);
                format!("{name}::{}(own) => {{ let _: Box<{type_}> = own; }}\n", own.rust)
            };
            let arms: String = union.variants.iter().map(arm).collect();
            let other = match union.closed {
                true => String::new(),
                false => format!("{name}::Other(own) => {{ let _: Unlisted = own; }}\n"),
            };
            format!("match some::<{name}>() {{\n{arms}{other}}}\n")
        }
        TypeKind::Alias(target) => format!("let _: {} = some::<{name}>();\n", rust(target, service)),
    }
}

/// A record taken apart and put together.
fn members(name: &str, record: &Record, service: &Service) -> String {
    let mut text = String::new();
    let own = || record.members.iter().filter(|own| own.always.is_none());
    let names: String = own().map(|own| format!("{}, ", own.rust)).collect();
    text += &format!("let {name} {{ {names} }} = some();\n");
    for own in own() {
        text += &format!("let _: {} = {};\n", field(own, service), own.rust);
    }
    let fields: String =
        own().map(|own| format!("{}: some::<{}>(), ", own.rust, field(own, service))).collect();
    text += &format!("let _ = {name} {{ {fields} }};\n");
    if !own().any(needed) {
        text += &format!("let _ = {name}::default();\n");
    }
    text
}

fn failures(operation: &Operation, service: &Service) -> String {
    let name = failure(operation);
    let arms = operation.failures.iter().map(|own: &Failure| {
        let holds = match &own.holds {
            _ if !own.headers.is_empty() => format!("operations::{}{}", operation.rust, own.rust),
            Holds::Success => output(operation, service),
            Holds::Whole(own) => rust(&own.type_, service),
            Holds::Nothing => return format!("{name}::{} => {{}}\n", own.rust),
        };
        format!("{name}::{} (own) => {{ let _: {holds} = own; }}\n", own.rust)
    });
    let arms: String = arms.collect();
    format!("match some::<{name}>() {{\n{arms}}}\n")
}

/// A call with every argument and every setter, and what it brings.
fn call(operation: &Operation, service: &Service) -> String {
    let value = |own: &Member| {
        if takes_texts(own, service) {
            "\"text\"".to_owned()
        } else {
            format!("some::<{}>()", rust(&own.type_, service))
        }
    };
    let members = operation.input.record.members.iter().enumerate();
    let all = || members.clone().filter(|(_, own)| own.always.is_none());
    let needed_ones = all().filter(|(_, own)| needed(own));
    let arguments: String = needed_ones.map(|(_, own)| format!("{}, ", value(own))).collect();
    let given = |at: usize| operation.input.given.iter().find(|own| own.member == at);
    let has_setter = |(at, own): &(usize, &Member)| !needed(own) && given(*at).is_none_or(|own| own.settable);
    let setters = all().filter(has_setter).map(|(_, own)| {
        let value = if own.nullable {
            format!("some::<Nullable<{}>>()", rust(&own.type_, service))
        } else {
            value(own)
        };
        format!(".{}({value})", own.rust)
    });
    let setters: String = setters.collect();
    let name = &operation.rust;
    let pages = operation.pages.as_ref().map(|_| {
        format!("let _: wirewright_runtime::client::Pages<'_, operations::{name}> = client_crate::calls::{name}Call::new(client, some()).pages();\n")
    });
    let items = operation.pages.as_ref().and_then(|own| own.items.as_ref()).map(|own| {
        let item = rust(&own.item, service);
        format!("let _: Option<Result<{item}, _>> = client_crate::calls::{name}Call::new(client, some()).items().next().await;\n")
    });
    let pages = pages.into_iter().chain(items).collect::<String>();
    let bindings: String = operation
        .bindings
        .iter()
        .map(|own| format!(".binding(operations::{}::{})", operation.rust, own.rust))
        .collect();
    format!(
        "async fn call_{0}(client: &client_crate::Client) {{\n\
         let call: client_crate::calls::{1}Call<'_> = client.{0}({arguments}){setters}{bindings};\n\
         let _: Result<client_crate::Response<{2}>, client_crate::Error<{3}>> = call.send().await;\n\
         let _ = client_crate::calls::{1}Call::new(client, some::<operations::{1}Input>());\n{4}}}\n",
        operation.method,
        operation.rust,
        output(operation, service),
        failure(operation),
        pages,
    )
}

fn server_address(own: &Server) -> String {
    let module = own.rust.to_lowercase();
    if own.variables.is_empty() {
        return format!(
            "fn server_{module}() {{ let _: &str = client_crate::servers::{}; }}\n",
            own.rust.to_uppercase()
        );
    }
    let fields: String =
        own.variables.iter().map(|own| format!("{}: some::<String>(), ", own.rust)).collect();
    format!(
        "fn server_{module}() {{ let _ = client_crate::Client::builder(client_crate::servers::{} {{ {fields} }}); }}\n",
        own.rust
    )
}

fn output(operation: &Operation, service: &Service) -> String {
    match &operation.output {
        Output::Nothing if operation.headers.is_empty() => "()".to_owned(),
        Output::Whole(own) if operation.headers.is_empty() => rust(&own.type_, service),
        Output::Nothing | Output::Whole(_) | Output::Record(_) => {
            format!("operations::{}Output", operation.rust)
        }
    }
}

fn failure(operation: &Operation) -> String {
    if operation.failures.is_empty() {
        "NoFailure".to_owned()
    } else {
        format!("operations::{}Failure", operation.rust)
    }
}

/// Whether a caller must give it.
fn needed(member: &Member) -> bool {
    !member.is_optional() && !member.nullable
}

fn takes_texts(member: &Member, service: &Service) -> bool {
    match &member.type_ {
        TypeRef::String => true,
        TypeRef::Named(id) => {
            matches!(
                service.types[id.0].kind,
                TypeKind::Enum(Enumeration { closed: false, number: None, .. })
            )
        }
        _ => false,
    }
}

fn field(member: &Member, service: &Service) -> String {
    let type_ = rust(&member.type_, service);
    let type_ = if member.boxed { format!("Box<{type_}>") } else { type_ };
    match (member.nullable, member.is_optional()) {
        (true, _) => format!("Nullable<{type_}>"),
        (false, true) => format!("Option<{type_}>"),
        (false, false) => type_,
    }
}

fn int(Int { signed, bits }: Int) -> String {
    format!("{}{bits}", if signed { "i" } else { "u" })
}

fn rust(type_: &TypeRef, service: &Service) -> String {
    match type_ {
        TypeRef::String => "String".to_owned(),
        TypeRef::Boolean => "bool".to_owned(),
        TypeRef::Int(own) => int(*own),
        TypeRef::Float => "f32".to_owned(),
        TypeRef::Double => "f64".to_owned(),
        TypeRef::Decimal => "Decimal".to_owned(),
        TypeRef::Bytes => "Bytes".to_owned(),
        TypeRef::Date => "Date".to_owned(),
        TypeRef::Time => "Time".to_owned(),
        TypeRef::Guid => "Uuid".to_owned(),
        TypeRef::DateTime => "DateTime".to_owned(),
        TypeRef::Any => "Any".to_owned(),
        TypeRef::Raw => "wirewright_runtime::Blob".to_owned(),
        TypeRef::Named(id) => format!("types::{}", service.types[id.0].rust),
        TypeRef::List(item) => format!("Vec<{}>", rust(item, service)),
        TypeRef::Map(map) => {
            let (key, value) = (rust(&map.key, service), rust(&map.value, service));
            let value = if map.nullable { format!("Nullable<{value}>") } else { value };
            format!("wirewright_runtime::Map<{key}, {value}>")
        }
    }
}
