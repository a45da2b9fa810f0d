//! How long the generated crates take, beside the same by hand.

mod cases;

use criterion::Criterion;

fn main() {
    let peer = cases::Peer::start().expect("the system has a free port");
    let mut criterion = Criterion::default().configure_from_args();
    for case in cases::all(&peer.url()) {
        let mut group = criterion.benchmark_group(case.name);
        group.bench_function("ours", |bencher| bencher.iter(&case.ours));
        group.bench_function("by hand", |bencher| bencher.iter(&case.twin));
        group.finish();
    }
    criterion.final_summary();
}
