//! The inputs with which tests ask for the answers that a page shows.

use super::binding_of;
use super::round_trip::read_request;
use crate::message::{
    Binding, Direction, Given, Operation, Parameter, ParameterValue, Sample, Segment, first_breach,
};
use crate::walk::{Filling, Presence, Record as _};

/// How deep an input goes that is made up.
const DEPTH: usize = 8;

/// An input that the page allows: the least one, else one that a request on the page
/// shows. `None` where no text could be found for a pattern.
pub(super) fn input_of<O: Operation>(
    binding: &Binding<O::Credentials>,
    samples: &[Sample],
) -> Option<O::Input> {
    let own = samples.iter().filter(|own| own.operation == O::NAME && own.direction == Direction::Request);
    // A binding may need what another one does without.
    let (here, elsewhere): (Vec<_>, Vec<_>) = own.partition(|own| own.binding == binding.name);
    let shown = here.into_iter().chain(elsewhere).filter_map(|own| {
        let there = binding_of::<O>(own);
        let named = there.accepts.iter().find(|media| own.media_types.contains(&media.essence()));
        let media = named.or(there.accepts.first());
        read_request::<O>(own, there, media, own.correct(), None).ok()
    });
    [least::<O>(binding)].into_iter().chain(shown).find(|input| first_breach::<O>(input).is_none())
}

/// The inputs that the binding cannot do without: a stub repeats some of the
/// others in its answer, and no sample of the page has those.
fn least<O: Operation>(binding: &Binding<O::Credentials>) -> O::Input {
    let mut input = O::Input::empty();
    for (index, member) in input.shape().members.iter().enumerate() {
        let asked = |own: &Parameter<_>| {
            own.required && matches!(own.value, ParameterValue::Member(own) if own == index)
        };
        let asked = binding.query.iter().chain(binding.headers).any(asked)
            || binding.path.contains(&Segment::Member(index));
        // What earlier answers would have brought: there were none.
        let held =
            O::GIVEN.iter().any(|own| own.member == index && own.value.required && own.value.is_sent());
        if member.presence == Presence::Required || held || asked {
            Filling::least(DEPTH).member(&mut input, index);
        }
    }
    let inside = |own: &&Given<_>| !own.inside.is_empty() && own.value.required && own.value.is_sent();
    O::GIVEN.iter().filter(inside).for_each(|own| own.fill(&mut input, Filling::least(DEPTH)));
    input
}
