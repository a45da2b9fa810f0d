//! Types whose members stand in a JSON list.

use crate::diagnostics::{At, Problem, Report};
use crate::model::{Member, Tag, Type, TypeKind, Union};

/// Reports members that a list cannot tell from others: null stands for those that are absent.
pub(super) fn check(members: &[Member], at: &At, report: &mut Report) -> Option<()> {
    let Some(member) = members.iter().find(|own| own.nullable) else { return Some(()) };
    let message = format!("in a list, null says that `{}` is absent, and it may be null itself", member.page);
    let advice = "say `optional` without `nullable`".to_owned();
    report.push(at.key("json").key("list"), Problem::Conflict { message, advice });
    None
}

/// Reports unions that a member tells, where a list has no place for it.
pub(super) fn check_tags(types: &[Option<Type>], report: &mut Report) {
    for own in types.iter().flatten() {
        let TypeKind::Union(Union { tag: Some(Tag::Member(tag)), variants, .. }) = &own.kind else {
            continue;
        };
        let listed = variants.iter().find_map(|variant| {
            let type_ = types.get(variant.type_.0)?.as_ref()?;
            matches!(&type_.kind, TypeKind::Record(record) if record.is_list).then_some(&type_.page)
        });
        if let Some(page) = listed {
            let message = format!("`{page}` is a list in JSON, and has no place for the member `{tag}`");
            let advice = "say `tag: outer`, or leave `json` out there".to_owned();
            let at = At::root().key("types").key(&own.page).key("tag");
            report.push(at, Problem::Conflict { message, advice });
        }
    }
}
