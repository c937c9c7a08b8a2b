#!/usr/bin/env bash
# Runs a fuzz target, or all of them, for so many seconds each: fuzz/run.sh [TARGET|all] [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
# cargo-fuzz asks for a nightly compiler's options; the stable one has them too.
export RUSTC_BOOTSTRAP=1
# What a server does on threads with a large stack is done on the main thread here.
ulimit -s unlimited 2> /dev/null || ulimit -s "$(ulimit -H -s)"
targets=${1:-all}
[ "$targets" = all ] && targets="read text ontology query parameters http"
for target in $targets; do
    mkdir -p "fuzz/corpus/$target"
    cargo fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -max_total_time="${2:-600}" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1
done
