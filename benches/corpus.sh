#!/usr/bin/env bash
# One table: what each stage costs on one core, against spaCy's small pipeline on the same text, how it grows with the
# length of a document and with the cores, and how much memory it takes.
#
#   benches/corpus.sh FILE.jsonl[.gz] [DOCUMENTS]     DOCUMENTS: how many to take for the times (all unless given)
#
# spaCy goes into a virtual environment under target/. Times of one core are processor times, so other work on the
# machine disturbs them little; the rows about threads are wall-clock times and want a quiet machine.
set -euo pipefail
cd "$(dirname "$0")/.."

corpus=$1
# Before spaCy is held to one thread: `nproc` counts what OpenMP may use.
cores=$(nproc)
work=target/corpus-bench
mkdir -p "$work"
read_corpus() { case $corpus in *.gz) gzip -dc "$corpus" ;; *) cat "$corpus" ;; esac; }
read_corpus > "$work/all.jsonl"
head -n "${2:-1000000000}" "$work/all.jsonl" > "$work/some.jsonl"

cargo build --release --quiet
cargo bench --quiet --bench stages --no-run
source benches/spacy.sh
rapporteur=target/release/rapporteur

cargo bench --quiet --bench stages -- "$PWD/$work/some.jsonl" | tee "$work/stages.txt"
"$python" benches/spacy_pipeline.py "$work/some.jsonl" | tee "$work/spacy.txt"
ours=$(awk '$1 == "whole" { print $3 }' "$work/stages.txt")
theirs=$(awk '{ print $NF }' "$work/spacy.txt")
awk -v a="$ours" -v b="$theirs" 'BEGIN { printf "the whole against spaCy: %.1f times as fast\n", a / b }'

echo
printf '%-34s %10s %8s %7s\n' "threads" "wall s" "CPU s" "effic."
for ((threads = 1; threads <= cores; threads *= 2)); do
    read -r wall cpu _ < <(python3 benches/run.py \
        "$rapporteur" extract --threads "$threads" --format nquads "$work/some.jsonl")
    first=${first:-$wall}
    awk -v n="$threads" -v w="$wall" -v c="$cpu" -v f="$first" \
        'BEGIN { printf "%-34s %10.2f %8.2f %6.0f%%\n", n, w, c, 100 * f / w / n }'
done

echo
printf '%-34s %10s %8s\n' "one document" "CPU s" "CPU s/MB"
for megabytes in 1 2 5; do
    python3 - "$work/all.jsonl" "$megabytes" > "$work/long.txt" << 'PY'
import json, sys
size, wanted = 0, int(sys.argv[2]) * 1_000_000
while size < wanted:
    for line in open(sys.argv[1], encoding="utf-8"):
        text = json.loads(line)["text"] + "\n\n"
        size += sys.stdout.write(text)
        if size >= wanted:
            break
PY
    read -r _ cpu _ < <(python3 benches/run.py \
        "$rapporteur" extract --threads 1 --format nquads "$work/long.txt")
    awk -v m="$megabytes" -v c="$cpu" 'BEGIN { printf "%-34s %10.2f %8.2f\n", m " MB", c, c / m }'
done
for words in 25000 50000 100000; do
    python3 -c "
import sys
part = 'Japan supports the work of the Security Council and welcomes the efforts of Kenya to promote peace, and '
count = int(sys.argv[1]) // len(part.split())
print(part * count + 'France agrees.')" "$words" > "$work/long.txt"
    read -r _ cpu _ < <(python3 benches/run.py \
        "$rapporteur" extract --threads 1 --format nquads "$work/long.txt")
    awk -v m="$words" -v c="$cpu" 'BEGIN { printf "%-34s %10.2f\n", m " words, one sentence", c }'
done

echo
printf '%-34s %10s\n' "memory" "peak MB"
for copies in ${COPIES:-1 10}; do
    python3 - "$work/all.jsonl" "$copies" > "$work/copies.jsonl" << 'PY'
import json, sys
for copy in range(int(sys.argv[2])):
    for line in open(sys.argv[1], encoding="utf-8"):
        document = json.loads(line)
        document["id"] += f"-{copy}"
        document["text"] += f"\n\nThis is copy {copy}.\n"
        print(json.dumps(document))
PY
    read -r _ _ peak < <(python3 benches/run.py \
        "$rapporteur" extract --output "$work/output" "$work/copies.jsonl")
    printf '%-34s %10s\n' "$copies of the corpus, to a folder" "$peak"
    rm -rf "$work/output" "$work/copies.jsonl"
done
