"""The network. Everything that is carried along lies in [-1, 1], so that the program can compute it in fixed point."""
import math

import torch
from torch import nn
from torch.nn import functional as F

from data import PREFIX3, SHAPE, SUFFIX2, SUFFIX3
from scan import scan

REACH = 19  # distances are told apart up to so many words
IMPOSSIBLE = -1e4


def noise(*shape, scale):
    return nn.Parameter(torch.randn(*shape) * scale)


def normal_linear(inputs, outputs):
    """A linear layer without bias whose outputs have the variance of the inputs."""
    layer = nn.Linear(inputs, outputs, bias=False)
    nn.init.normal_(layer.weight, std=1 / math.sqrt(inputs))
    return layer


class Recurrent(nn.Module):
    """A bidirectional simple recurrent unit (Lei et al. 2018); `projected`: the skip connection has its own weights."""

    def __init__(self, inputs, width, projected):
        super().__init__()
        self.size = 2 * width
        parts = 4 if projected else 3
        self.gates = normal_linear(inputs, parts * self.size)
        self.bias = nn.Parameter(torch.zeros(parts * self.size))
        with torch.no_grad():
            self.bias[self.size : 2 * self.size] = 1  # remember at first

    def forward(self, x, mask):
        candidate, forget, output, *skip = (self.gates(x) + self.bias).split(self.size, -1)
        states = scan(torch.tanh(candidate) * mask, torch.sigmoid(forget))
        skip = torch.tanh(skip[0]) if skip else x
        return (skip + torch.sigmoid(output) * (states - skip)) * mask


class Network(nn.Module):
    """Words to tag scores, arc scores and label scores."""

    def __init__(self, vocabulary, vectors, embedding=128, width=64, layers=4, arc=64, label=64):
        super().__init__()
        size = 2 * width
        rows = [len(vocabulary.words) + 2, SUFFIX3, SUFFIX2, PREFIX3, SHAPE]
        self.tables = nn.ModuleList(nn.Embedding(n, embedding) for n in rows)
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
        self.register_buffer("vectors", vectors)
        self.vector_map = nn.Linear(vectors.shape[1], embedding)
        self.edges = noise(2, embedding, scale=0.1)
        self.root = noise(size, scale=0.1)
        self.layers = nn.ModuleList(
            Recurrent(size if k else 3 * embedding, width, projected=k == 0) for k in range(layers)
        )
        self.tag = nn.Linear(size, len(vocabulary.tags))
        self.tag_state = noise(len(vocabulary.tags), size, scale=0.1)
        self.arc_dependent = nn.Linear(size, arc)
        self.arc_head = nn.Linear(size, arc)
        self.arc_pair = noise(arc, arc, scale=0.03)
        self.arc_bias = noise(arc, scale=0.03)
        self.arc_distance = nn.Parameter(torch.zeros(2 * REACH + 2))
        self.label_dependent = nn.Linear(size, label)
        self.label_head = nn.Linear(size, label, bias=False)
        self.label = nn.Linear(label, len(vocabulary.relations))

    def embed(self, rows, word_dropout):
        """Sum of the embeddings of each word; `rows`: word, vector, suffixes, prefix, shape."""
        word, vector, *affixes = rows.unbind(-1)
        if self.training:
            word = torch.where(torch.rand(word.shape, device=word.device) < word_dropout, 1, word)
            vector = torch.where(torch.rand(word.shape, device=word.device) < word_dropout / 3, 0, vector)
        looked_up = zip(self.tables, [word, *affixes])
        return torch.tanh(self.vector_map(self.vectors[vector]) + sum(table(row) for table, row in looked_up))

    def windows(self, x, mask):
        """Each word between its neighbours, with the edges beyond the first and the last."""
        batch, _, width = x.shape
        left = torch.cat([self.edges[0].expand(batch, 1, width), x[:, :-1]], 1)
        right = F.pad(x[:, 1:], (0, 0, 0, 1))
        last = mask - F.pad(mask[:, 1:], (0, 0, 0, 1))
        return torch.cat([left, x, right + last * self.edges[1]], -1)

    def forward(self, rows, mask, dropout=0.0, word_dropout=0.0):
        """Tag scores, arc scores [word, head] with the root first, and the states that `labels` wants."""
        drop = lambda x, share=1.0: F.dropout(x, dropout * share, self.training)
        column = mask[..., None]
        x = self.windows(drop(self.embed(rows, word_dropout)) * column, column)
        for layer in self.layers:
            x = drop(layer(x, column))
        tags = self.tag(x)
        states = x + torch.softmax(tags, -1) @ self.tag_state
        heads = torch.cat([self.root.expand(len(x), 1, -1), states], 1)
        dependent = drop(torch.relu(self.arc_dependent(states)), 0.8)
        head = drop(torch.relu(self.arc_head(heads)), 0.8)
        scores = (dependent @ self.arc_pair) @ head.transpose(1, 2) + (head @ self.arc_bias)[:, None]
        return tags, self.possible(scores + self.distances(x.shape[1]), mask), states, heads

    def distances(self, length):
        at = torch.arange(length + 1, device=self.root.device)
        distance = (at[None] - at[1:, None]).clamp(-REACH, REACH) + REACH
        return torch.where(at[None] == 0, self.arc_distance[-1], self.arc_distance[distance])

    def possible(self, scores, mask):
        """Padding is nobody's head, and no word is its own."""
        at = torch.arange(scores.shape[2], device=scores.device)
        there = F.pad(mask, (1, 0), value=1.0)[:, None] > 0
        return scores.masked_fill(~(there & (at[1:, None] != at[None])), IMPOSSIBLE)

    def labels(self, states, heads, chosen, dropout=0.0):
        """Label scores of each word for its chosen head."""
        of_head = self.label_head(heads)
        of_head = of_head.gather(1, chosen[..., None].expand(-1, -1, of_head.shape[-1]))
        joined = torch.relu(self.label_dependent(states) + of_head)
        return self.label(F.dropout(joined, dropout * 0.8, self.training))
