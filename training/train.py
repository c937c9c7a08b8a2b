"""Trains the English syntax model and writes it as the program reads it.

usage: python train.py --treebank DIRECTORY --out ../models/english.bin [--minutes 60] [--start ../models/english.bin]
"""
import argparse
import copy
import gzip
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from data import Vocabulary, read_conllu
from export import export, restore
from model import Network

BUCKETS = [6, 9, 12, 16, 20, 24, 28, 32, 36, 42, 50, 64, 100, 160]
GOLD_TIMES = 4
LONGEST_GOLD = 100
VECTOR_SCALE = 3
WARMUP, CLIP = 300, 5.0
DROPOUT, WORD_DROPOUT = 0.1, 0.08
TAG_WEIGHT = 0.6
AVERAGE = 0.004
KEEP_EVERY = 60  # seconds


class Bucket:
    """Sentences of about one length as tensors."""

    def __init__(self, sentences, times, length, vocabulary, device):
        shape = (len(sentences), length)
        rows, targets = np.zeros((*shape, 6), np.int32), np.zeros((*shape, 3), np.int16)
        mask = np.zeros(shape, np.float32)
        for i, sentence in enumerate(sentences):
            rows[i, : len(sentence)] = [vocabulary.rows(w.form) for w in sentence]
            targets[i, : len(sentence)] = [vocabulary.target(w) for w in sentence]
            mask[i, : len(sentence)] = 1
        self.rows, self.targets, self.mask = (torch.from_numpy(a).to(device) for a in (rows, targets, mask))
        self.length = length
        self.drawn = torch.from_numpy(np.repeat(np.arange(len(sentences)), times)).to(device)

    def batches(self, tokens):
        """Its sentences in a new order, in batches of so many tokens."""
        shuffled = self.drawn[torch.randperm(len(self.drawn), device=self.drawn.device)]
        return [(self, part) for part in shuffled.split(max(1, tokens // self.length))]

    def take(self, part):
        return self.rows[part].long(), self.targets[part].long(), self.mask[part]


def buckets(sentences, times, vocabulary, device):
    """All sentences by length; `times`: how often each is seen in an epoch."""
    by_length = {}
    for sentence, often in zip(sentences, times):
        if len(sentence) <= BUCKETS[-1]:
            length = next(b for b in BUCKETS if b >= len(sentence))
            by_length.setdefault(length, []).append((sentence, often))
    return [
        Bucket([s for s, _ in found], [n for _, n in found], length, vocabulary, device)
        for length, found in by_length.items()
    ]


def loss_of(network, rows, targets, mask):
    """The summed losses of tags, heads and labels per word."""
    tag, head, relation = targets.unbind(-1)
    tags, arcs, states, heads = network(rows, mask, DROPOUT, WORD_DROPOUT)
    labels = network.labels(states, heads, head, DROPOUT)

    def cross(scores, wanted):
        each = F.cross_entropy(scores.flatten(0, 1), wanted.flatten(), reduction="none")
        return (each * mask.flatten()).sum() / mask.sum()

    return TAG_WEIGHT * cross(tags, tag) + cross(arcs, head) + cross(labels, relation)


@torch.no_grad()
def accuracy(network, data):
    """Tags, heads and labelled heads that are right, in percent; heads by the best score, not yet as a tree."""
    network.eval()
    count = torch.zeros(4)
    for bucket in data:
        every = torch.arange(len(bucket.rows), device=bucket.rows.device)
        for part in every.split(max(1, 20000 // bucket.length)):
            rows, targets, mask = bucket.take(part)
            tags, arcs, states, heads = network(rows, mask)
            chosen = arcs.argmax(-1)
            labels = network.labels(states, heads, chosen).argmax(-1)
            right = [(tags.argmax(-1) == targets[..., 0]), chosen == targets[..., 1]]
            right += [right[1] & (labels == targets[..., 2])]
            count += torch.stack([mask.sum()] + [(r * mask).sum() for r in right]).cpu()
    network.train()
    return [round(100 * float(n / count[0]), 2) for n in count[1:]]


def read(folder, device):
    """Vocabulary, fixed vectors, training sentences with their weights, and development sentences."""
    gold = [s for name in ("ewt", "gum") for s in read_conllu(folder / f"{name}-train.conllu.gz")]
    gold = [s for s in gold if len(s) <= LONGEST_GOLD]
    silver = [s for path in sorted(folder.glob("silver*.conllu.gz")) for s in read_conllu(path)]
    dev = [s for name in ("ewt", "gum") for s in read_conllu(folder / f"{name}-dev.conllu.gz")]
    with gzip.open(folder / "svd-words.vocab.gz", "rt", encoding="utf-8") as lines:
        words = lines.read().splitlines()
    stored = np.load(folder / "svd-words.npz")
    vectors = stored["q"].astype(np.float32) * stored["s"] * VECTOR_SCALE
    vectors = torch.from_numpy(np.vstack([np.zeros_like(vectors[:1]), vectors]))
    vocabulary = Vocabulary(gold, silver, words)
    times = [GOLD_TIMES] * len(gold) + [1] * len(silver)
    data = buckets(gold + silver, times, vocabulary, device)
    return vocabulary, vectors, data, buckets(dev, [1] * len(dev), vocabulary, device)


def train(network, data, dev, minutes, tokens, peak, keep):
    """Trains for so many minutes; calls `keep` with the averaged network after a pass, once a minute at most, and at last."""
    optimiser = torch.optim.AdamW(network.parameters(), lr=peak, betas=(0.9, 0.98), weight_decay=0.003, fused=True)
    averaged = copy.deepcopy(network)
    start, step, done, kept = time.time(), 0, 0.0, 0.0
    while done < 1:
        batches = [batch for bucket in data for batch in bucket.batches(tokens)]
        for at in torch.randperm(len(batches)).tolist():
            step += 1
            done = (time.time() - start) / (60 * minutes)
            if done >= 1:
                break
            bucket, part = batches[at]
            rate = peak * min(1, step / WARMUP) * (0.5 * (1 + math.cos(math.pi * done)) + 0.003)
            for group in optimiser.param_groups:
                group["lr"] = rate
            loss = loss_of(network, *bucket.take(part))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            if step % 2 == 0:
                share = min(AVERAGE, 2 / (step + 1)) if step > 50 else 1.0
                with torch.no_grad():
                    torch._foreach_lerp_(list(averaged.parameters()), list(network.parameters()), share)
            if step % 500 == 0:
                print(f"step {step}, {time.time() - start:.0f} s, loss {loss.item():.3f}", flush=True)
        if done >= 1 or time.time() - kept > KEEP_EVERY:
            print(f"step {step}: development tags, heads, labelled {accuracy(averaged, dev)}", flush=True)
            keep(averaged)
            kept = time.time()
    return averaged


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True, help="folder of the treebanks and vectors")
    parser.add_argument("--out", type=Path, required=True, help="the file of weights to write")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--start", type=Path, help="an exported file of weights to go on from")
    parser.add_argument("--rate", type=float, default=2.5e-3, help="the highest learning rate; 1e-3 to go on from weights")
    parser.add_argument("--tokens", type=int, default=6000, help="in a batch")
    parser.add_argument("--embedding", type=int, default=128, help="numbers a word")
    parser.add_argument("--width", type=int, default=64, help="channels a direction")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    vocabulary, vectors, data, dev = read(options.treebank, device)
    network = Network(vocabulary, vectors, options.embedding, options.width, options.layers).to(device)
    if options.start:
        restore(network, vocabulary, options.start)
        print("development at the start", accuracy(network, dev), flush=True)
    print(len(vocabulary.words), "words", len(vocabulary.tags), "tags", len(vocabulary.relations), "relations")

    def keep(averaged):
        export(averaged, vocabulary, options.out)
        torch.save(averaged.state_dict(), options.out.with_suffix(".pt"))

    train(network, data, dev, options.minutes, options.tokens, options.rate, keep)


if __name__ == "__main__":
    main()
