//! The reference of the language: a page for each of its mappings, made from its grammar and
//! from specs that use it.

use std::collections::BTreeMap;

use crate::emit::FileTree;
use crate::source::{Used, examples};
use crate::spec::{Document, Form, Included, MapForm, Mapping, Notation, ScalarForm};

/// The pages, and what no spec uses.
#[derive(Debug)]
pub struct Reference {
    /// The pages, in Markdown, and `README.md`, which lists them.
    pub pages: FileTree,
    /// Keys and texts that have no example.
    pub missing: Vec<Used>,
}

/// An example is shown up to so many lines.
const MOST_LINES: usize = 12;

/// So many texts of a grammar are shown.
const MOST_TEXTS: usize = 16;

/// Makes the reference. Examples are taken from these specs and included files: the
/// shortest use of each key.
#[must_use]
pub fn reference(specs: &[&str], included: &[&str]) -> Reference {
    let mut uses: BTreeMap<Used, Vec<String>> = BTreeMap::new();
    let forms = [(specs, Form::keys(&Document::MAPPING)), (included, Form::keys(&Included::MAPPING))];
    for (texts, form) in &forms {
        for own in texts.iter().flat_map(|text| examples(text, form)) {
            let texts = uses.entry(own.of).or_default();
            if !texts.contains(&own.text) {
                texts.push(own.text);
            }
        }
    }
    let mut language = Language::default();
    language.mapping(&Document::MAPPING);
    language.mapping(&Included::MAPPING);
    let mut missing = Vec::new();
    let mut pages = FileTree::default();
    let mut list =
        "# Reference of the spec language\n\nMade from the definition of the language; the examples \
                    are parts of specs that the tests compile.\nHow things fit together is in \
                    [the description](../README.md).\n\n"
            .to_owned();
    for mapping in &language.mappings {
        let file = format!("{}.md", slug(mapping.name));
        list += &format!("- [{}]({file}): {}\n", mapping.name, mapping.about.trim());
        pages.add(file, page(mapping, &uses, &mut missing));
    }
    for Notation { name, about, .. } in language.grammars.iter().copied() {
        let file = format!("text-{}.md", slug(name));
        list += &format!("- [{name}]({file})\n");
        let of = Used::Grammar(name);
        let Some(texts) = uses.get(&of) else {
            missing.push(of);
            continue;
        };
        let texts: String = texts.iter().take(MOST_TEXTS).map(|text| format!("{text}\n")).collect();
        let behind = language.behind(name).join(", ");
        let (title, examples) = (capital(name), fence("text", &texts));
        let text = format!("# {title}\n\n{about}\n\nStands behind {behind}.\n\n{examples}");
        pages.add(file, text);
    }
    pages.add("README.md", list);
    Reference { pages, missing }
}

/// What there is in the language, in the order in which a reader meets it.
#[derive(Default)]
struct Language {
    mappings: Vec<&'static Mapping>,
    grammars: Vec<&'static Notation>,
}

impl Language {
    fn mapping(&mut self, own: &'static Mapping) {
        if self.mappings.iter().any(|known| known.name == own.name) {
            return;
        }
        self.mappings.push(own);
        own.keys.iter().for_each(|key| self.form(&key.form));
    }

    /// The keys that hold texts of a grammar, whatever else they hold.
    fn behind(&self, grammar: &str) -> Vec<String> {
        fn holds(form: &Form, grammar: &str) -> bool {
            matches!(form.scalar, Some(ScalarForm::Grammar(own)) if own.name == grammar)
                || form.list.is_some_and(|items| holds(items, grammar))
                || matches!(form.map, Some(MapForm::Names(values)) if holds(values, grammar))
        }
        let keys = self.mappings.iter().flat_map(|own| own.keys.iter().map(move |key| (own, key)));
        let keys = keys.filter(|(_, key)| holds(&key.form, grammar));
        keys.map(|(own, key)| format!("`{}` of [{}]({}.md)", key.name, own.name, slug(own.name))).collect()
    }

    fn form(&mut self, own: &Form) {
        if let Some(ScalarForm::Grammar(notation)) = own.scalar
            && !self.grammars.iter().any(|known| known.name == notation.name)
        {
            self.grammars.push(notation);
        }
        own.list.into_iter().for_each(|items| self.form(items));
        match own.map {
            Some(MapForm::Keys(mapping)) => self.mapping(mapping),
            Some(MapForm::Names(values)) => self.form(values),
            Some(MapForm::Remarks) | None => {}
        }
    }
}

fn page(mapping: &Mapping, uses: &BTreeMap<Used, Vec<String>>, missing: &mut Vec<Used>) -> String {
    let mut text = format!("# {}\n\n{}\n", capital(mapping.name), mapping.about.trim());
    for key in mapping.keys {
        let required = if key.required { ", always" } else { "" };
        text += &format!(
            "\n## `{}`\n\n{}\n\nHolds {}{required}.\n",
            key.name,
            key.about.trim(),
            holds(&key.form)
        );
        let of = Used::Key(mapping.name, key.name);
        let length = |text: &&String| (text.lines().count(), text.len());
        match uses.get(&of).and_then(|texts| texts.iter().min_by_key(length)) {
            None => missing.push(of),
            Some(shortest) => {
                let mut lines: Vec<&str> = shortest.lines().collect();
                if lines.len() > MOST_LINES {
                    lines.truncate(MOST_LINES);
                    lines.push("# and so on");
                }
                text += &format!("\n{}", fence("yaml", &(lines.join("\n") + "\n")));
            }
        }
    }
    text
}

/// What may stand behind a key, with links to where more is said.
fn holds(form: &Form) -> String {
    let mut kinds: Vec<String> = Vec::new();
    kinds.extend(form.scalar.map(|own| match own {
        ScalarForm::Text => "a text".to_owned(),
        ScalarForm::Words(words) => {
            let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            words.join(" or ")
        }
        ScalarForm::Flag => "`true` or `false`".to_owned(),
        ScalarForm::Grammar(own) => format!("[{}](text-{}.md)", own.name, slug(own.name)),
    }));
    kinds.extend(form.list.map(|items| format!("a list, in which each is {}", holds(items))));
    kinds.extend(form.map.map(|own| match own {
        MapForm::Keys(own) => format!("the keys of [{}]({}.md)", own.name, slug(own.name)),
        MapForm::Names(values) => format!("names, and behind each {}", holds(values)),
        MapForm::Remarks => "the keys around it, and behind each a text".to_owned(),
    }));
    kinds.join(", or ")
}

fn slug(name: &str) -> String {
    let words = name.split(|own: char| !own.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    match &words[..] {
        [article, rest @ ..] if !rest.is_empty() && ["a", "an", "the"].contains(&article.as_str()) => {
            rest.join("-")
        }
        _ => words.join("-"),
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn fence(language: &str, text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{text}{fence}\n")
}
