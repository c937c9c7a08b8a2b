#!/usr/bin/env bash
# Speed of the syntax stage beside that of spaCy's small English pipeline (tagger and parser), on the same text, in the
# same run, one core each: benches/syntax.sh [TEXT-FILE], one document a line. Installs spaCy under target/.
set -euo pipefail
text=$(realpath "${1:-"$(dirname "$0")/../seeds/japan-arria-2020.txt"}")
cd "$(dirname "$0")/.."

source benches/spacy.sh

figures() { sed -n 's/^\(load\|speed\): \([0-9.]*\).*/\2/p' | tr '\n' ' '; }
ours=() theirs=()
# In turns, so that other work on the machine slows both.
for _ in 1 2 3; do
    ours+=("$(cargo bench --quiet --bench syntax -- "$text" | figures)")
    theirs+=("$("$python" benches/syntax_spacy.py "$text" | figures)")
done
best() { printf '%s\n' "$@" | sort -k2 -n | tail -1; }
read -r our_load our_speed <<<"$(best "${ours[@]}")"
read -r their_load their_speed <<<"$(best "${theirs[@]}")"

printf '%-44s %12s %10s\n' "one core" "tokens/s" "load, ms"
printf '%-44s %12.0f %10.1f\n' "rapporteur: text to lemmas and trees" "$our_speed" "$our_load"
printf '%-44s %12.0f %10.1f\n' "spaCy en_core_web_sm: tagger and parser" "$their_speed" "$their_load"
awk -v a="$our_speed" -v b="$their_speed" 'BEGIN { printf "%-44s %12.1f\n", "times as fast", a / b }'
