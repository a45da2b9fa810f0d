//! Files in memory.

use std::collections::BTreeMap;

/// Files by their paths, which use `/` and are sorted.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct FileTree {
    files: BTreeMap<String, String>,
}

impl FileTree {
    /// Adds a file.
    pub fn add(&mut self, path: impl Into<String>, content: String) {
        self.files.insert(path.into(), content);
    }

    /// Adds the files of a tree below a folder.
    pub fn add_folder(&mut self, folder: &str, tree: Self) {
        for (path, content) in tree.files {
            self.add(format!("{folder}/{path}"), content);
        }
    }

    /// The files, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, content)| (path.as_str(), content.as_str()))
    }

    /// The files below a folder, by their paths in it.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        let prefix = format!("{folder}/");
        let files = self.files.range(prefix.clone()..);
        files.map_while(move |(path, content)| Some((path.strip_prefix(&prefix)?, content.as_str())))
    }

    /// The content of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
