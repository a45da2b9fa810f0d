//! What may stand where in a spec.

/// A mapping of the language: every key that it may have.
#[derive(Debug)]
pub struct Mapping {
    /// What messages call it, with an article: `a member`.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Its keys, in the order in which a spec best writes them.
    pub keys: &'static [Key],
}

/// A key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    /// What may stand behind it.
    pub form: Form,
    /// Whether the mapping means nothing without it.
    pub required: bool,
}

/// The kinds of value that may stand at a place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// A text, if one may stand here.
    pub scalar: Option<ScalarForm>,
    /// The items, if a list may stand here.
    pub list: Option<&'static Form>,
    /// The content, if a mapping may stand here.
    pub map: Option<MapForm>,
}

/// What a text is.
#[derive(Clone, Copy, Debug)]
pub enum ScalarForm {
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// One of a few words, each with what it means.
    Words(&'static [(&'static str, &'static str)]),
    /// A text with a grammar of its own.
    Grammar(&'static Notation),
}

/// The grammar of a text.
#[derive(Debug)]
pub struct Notation {
    /// What messages call such a text, with an article: `a type`.
    pub name: &'static str,
    /// What it is made of.
    pub about: &'static str,
    /// Some that are good.
    pub examples: &'static [&'static str],
}

/// What a mapping holds.
#[derive(Clone, Copy, Debug)]
pub enum MapForm {
    /// Keys of the language.
    Keys(&'static Mapping),
    /// Names of the page, each with this behind it.
    Names(&'static Form),
    /// Keys of the mapping around this one, each with a text about it.
    Remarks,
}

impl Form {
    /// A text of any content.
    pub const TEXT: Self = Self::scalar(ScalarForm::Text);

    /// A text.
    #[must_use]
    pub const fn scalar(scalar: ScalarForm) -> Self {
        Self { scalar: Some(scalar), list: None, map: None }
    }

    /// A list of these.
    #[must_use]
    pub const fn list(items: &'static Form) -> Self {
        Self { scalar: None, list: Some(items), map: None }
    }

    /// A mapping of the language.
    #[must_use]
    pub const fn keys(mapping: &'static Mapping) -> Self {
        Self { scalar: None, list: None, map: Some(MapForm::Keys(mapping)) }
    }

    /// Names of the page, each with this behind it.
    #[must_use]
    pub const fn names(values: &'static Form) -> Self {
        Self { scalar: None, list: None, map: Some(MapForm::Names(values)) }
    }

    /// Keys of the mapping around this one, each with a text about it.
    #[must_use]
    pub const fn remarks() -> Self {
        Self { scalar: None, list: None, map: Some(MapForm::Remarks) }
    }

    /// This, or what the other allows.
    #[must_use]
    pub const fn or(mut self, other: Self) -> Self {
        if other.scalar.is_some() {
            self.scalar = other.scalar;
        }
        if other.list.is_some() {
            self.list = other.list;
        }
        if other.map.is_some() {
            self.map = other.map;
        }
        self
    }

    /// What may stand here, for a message.
    #[must_use]
    pub fn expected(&self) -> String {
        let mut kinds: Vec<String> = Vec::new();
        kinds.extend(self.scalar.map(|scalar| match scalar {
            ScalarForm::Text => "a text".to_owned(),
            ScalarForm::Flag | ScalarForm::Words(_) => scalar.words().join(" or "),
            ScalarForm::Grammar(notation) => notation.name.to_owned(),
        }));
        kinds.extend(self.list.map(|_| "a list".to_owned()));
        kinds.extend(self.map.map(|map| match map {
            MapForm::Keys(mapping) => format!("the keys of {}", mapping.name),
            MapForm::Names(_) | MapForm::Remarks => "a mapping from names".to_owned(),
        }));
        kinds.join(", or ")
    }
}

impl ScalarForm {
    /// The words that may stand here, where no other text may.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        match self {
            Self::Flag => vec!["true", "false"],
            Self::Words(words) => words.iter().map(|(word, _)| *word).collect(),
            Self::Text | Self::Grammar(_) => Vec::new(),
        }
    }
}

impl Mapping {
    /// The key that is called so.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// Defines a mapping once: the struct that serde reads, and its grammar.
macro_rules! mapping {
    (
        $(#[doc = $about:literal])*
        $name:ident, $title:literal {
            $(
                $(#[doc = $key_about:literal])*
                $(#[serde($serde:ident)])?
                $key:literal $field:ident: $kind:ty = $form:expr $(, $required:ident)?;
            )*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, Default, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[doc = $key_about])*
                $(#[serde($serde)])?
                #[serde(rename = $key)]
                pub $field: $kind,
            )*
        }

        impl $name {
            /// What may stand in it.
            pub const MAPPING: Mapping = Mapping {
                name: $title,
                about: concat!($($about),*),
                keys: &[$(Key {
                    name: $key,
                    about: concat!($($key_about),*),
                    form: $form,
                    required: mapping!(@required $($required)?),
                }),*],
            };
        }
    };
    (@required required) => { true };
    (@required) => { false };
}

pub(super) use mapping;
