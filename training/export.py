"""Writes a trained network as the flat file that the program reads: 8-bit weights, one scale an output.

Layout: magic "RAPSYN02", length of the JSON header (u32, little endian), the header, then the tensors' bytes in the
header's order. Header: tags (UPOS, XPOS, FEATS), relations, hidden (width of a direction), layers, and tensors (name,
shape, type). A matrix is stored output by output: `NAME` int8 and `NAME.scale` float32. The word lists of the word table
(rows from 2) and of the vector table (rows from 1) are newline-joined UTF-8.
"""
import json
import struct

import numpy as np

MAGIC = b"RAPSYN02"
TABLES = ["word", "suffix3", "suffix2", "prefix3", "shape"]


def quantise(matrix):
    """Symmetric 8-bit rows: (int8 values, float32 scale a row)."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


class File:
    """Tensors on their way to a file."""

    def __init__(self):
        self.tensors = []
        self.chunks = []

    def add(self, name, array):
        self.tensors.append({"name": name, "shape": list(array.shape), "type": str(array.dtype)})
        self.chunks.append(np.ascontiguousarray(array).tobytes())

    def matrix(self, name, array):
        values, scale = quantise(array)
        self.add(name, values)
        self.add(name + ".scale", scale)

    def text(self, name, lines):
        self.add(name, np.frombuffer("\n".join(lines).encode(), dtype=np.uint8))

    def write(self, path, **header):
        head = json.dumps({**header, "tensors": self.tensors}, ensure_ascii=False).encode()
        with open(path, "wb") as out:
            out.write(MAGIC + struct.pack("<I", len(head)) + head)
            for chunk in self.chunks:
                out.write(chunk)


def tags(vocabulary):
    """UPOS, XPOS and FEATS of each tag."""
    for tag, feats in zip(vocabulary.tags, vocabulary.feats):
        upos, rest = tag.split("|", 1)
        yield upos, rest.rsplit("|", 1)[0], feats


def export(network, vocabulary, path):
    """Writes the network with its word lists, tags and relations."""
    state = {name: value.float().cpu().numpy() for name, value in network.state_dict().items()}
    out = File()
    out.text("words", vocabulary.words)
    out.text("vector_words", vocabulary.vectors)
    for k, name in enumerate(TABLES):
        out.matrix(name, state[f"tables.{k}.weight"])
    out.matrix("vector", state["vectors"] @ state["vector_map.weight"].T)
    out.add("embedding.bias", state["vector_map.bias"])
    out.add("edges", state["edges"])
    for k in range(len(network.layers)):
        out.matrix(f"layer{k}", state[f"layers.{k}.gates.weight"])
        out.add(f"layer{k}.bias", state[f"layers.{k}.bias"])
    for name in ("tag", "arc_dependent", "arc_head", "label_dependent", "label"):
        out.matrix(name, state[name + ".weight"])
        out.add(name + ".bias", state[name + ".bias"])
    out.matrix("label_head", state["label_head.weight"])
    out.matrix("arc_pair", state["arc_pair"].T)
    for name in ("root", "tag_state", "arc_bias", "arc_distance"):
        out.add(name, state[name])
    hidden = network.layers[0].size // 2
    head = {"tags": list(tags(vocabulary)), "relations": vocabulary.relations}
    out.write(path, **head, hidden=hidden, layers=len(network.layers))
