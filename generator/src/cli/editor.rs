//! The line by which a spec tells an editor where its schema is.

use std::io;
use std::path::{Component, Path, PathBuf};

use wirewright::schema;

/// The first line of a spec in a folder, where `out` is the folder of generated crates.
///
/// # Errors
/// There is no working directory to which the folders could be relative.
pub(super) fn line(specs: &Path, out: &Path) -> io::Result<String> {
    let (specs, out) = (plain(&std::path::absolute(specs)?), plain(&std::path::absolute(out)?));
    let shared = specs.components().zip(out.components()).take_while(|(one, other)| one == other).count();
    let mut steps: Vec<String> = Vec::new();
    if shared == 0 {
        // On another drive there is no way from here.
        steps.push(format!("file:///{}", out.display().to_string().replace('\\', "/")));
    } else {
        steps.extend(specs.components().skip(shared).map(|_| "..".to_owned()));
        let down = out.components().skip(shared);
        steps.extend(down.map(|own| own.as_os_str().to_string_lossy().into_owned()));
    }
    steps.push(schema::FILE.to_owned());
    Ok(format!("# yaml-language-server: $schema={}\n", on_one_line(&steps.join("/"))))
}

/// A path without `.` and `..`; that of a folder which need not be there yet.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            step => plain.push(step),
        }
    }
    plain
}

/// An editor reads the line up to white space, and YAML to its end.
fn on_one_line(path: &str) -> String {
    let escaped = |own: char| -> String {
        let mut bytes = [0; 4];
        own.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
    };
    let ends = |own: char| own.is_whitespace() || own.is_control();
    path.chars().map(|own| if ends(own) { escaped(own) } else { own.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn leads(specs: &str, out: &str, path: &str) {
        let line = line(Path::new(specs), Path::new(out)).expect("there is a working directory");
        assert_eq!(line, format!("# yaml-language-server: $schema={path}\n"));
    }

    #[test]
    fn the_line_leads_from_the_specs_to_the_schema() {
        leads("specs", "generated", "../generated/wirewright.schema.json");
        leads("./specs/", "generated/", "../generated/wirewright.schema.json");
        leads("api/specs", "generated", "../../generated/wirewright.schema.json");
        leads("specs", "specs", "wirewright.schema.json");
        leads(".", "generated", "generated/wirewright.schema.json");
        leads("specs", ".", "../wirewright.schema.json");
        leads("specs", "specs/../crates/api", "../crates/api/wirewright.schema.json");
        leads("/a/specs", "/a/b/c", "../b/c/wirewright.schema.json");
        leads("specs", "made here\n", "../made%20here%0A/wirewright.schema.json");
    }
}
