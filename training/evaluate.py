"""Scores predicted CoNLL-U files against gold ones with the same words.

usage: evaluate.py GOLD.conllu[.gz] PREDICTED.conllu[.gz] ...  (pairs)

Measures as in the CoNLL 2018 shared task with gold tokens, except that LAS compares the whole relation, subtype included.
"""
import sys
from collections import Counter

from data import read_conllu

SHOWN = "nsubj nsubj:pass obj obl obl:agent conj acl acl:relcl ccomp xcomp advcl nmod appos case mark punct".split()


def score(gold, predicted):
    """Percentages UPOS, UAS and LAS, and F1 of each relation."""
    count, right, made, wanted = Counter(), Counter(), Counter(), Counter()
    assert len(gold) == len(predicted), (len(gold), len(predicted))
    for sentence, guess in zip(gold, predicted):
        for a, b in zip(sentence, guess, strict=True):
            count["words"] += 1
            count["UPOS"] += a.upos == b.upos
            count["XPOS"] += a.xpos == b.xpos
            count["UAS"] += a.head == b.head
            both = a.head == b.head and a.deprel == b.deprel
            count["LAS"] += both
            wanted[a.deprel] += 1
            made[b.deprel] += 1
            right[a.deprel] += both
    total = {name: 100 * count[name] / count["words"] for name in ("UPOS", "XPOS", "UAS", "LAS")}
    f1 = {r: 2 * right[r] / (wanted[r] + made[r]) for r in wanted}
    return total, f1


def main(paths):
    for gold, predicted in zip(paths[::2], paths[1::2]):
        total, f1 = score(read_conllu(gold), read_conllu(predicted))
        print(predicted, " ".join(f"{name} {value:.2f}" for name, value in total.items()))
        print("   F1", " ".join(f"{r} {f1[r]:.3f}" for r in SHOWN if r in f1))


if __name__ == "__main__":
    main(sys.argv[1:])
