"""Writes a trained network as the flat file that the program reads: 8-bit weights, one scale an output.

Layout: magic "RAPSYN02", length of the JSON header (u32, little endian), the header, then the tensors' bytes in the
header's order. Header: tags (UPOS, XPOS, FEATS), relations, hidden (width of a direction), layers, and tensors (name,
shape, type). A matrix is stored output by output: `NAME` int8 and `NAME.scale` float32. The word lists of the word table
(rows from 2) and of the vector table (rows from 1) are newline-joined UTF-8.
"""
import json
import struct

import numpy as np
import torch

MAGIC = b"RAPSYN02"
TABLES = ["word", "suffix3", "suffix2", "prefix3", "shape"]
LINEAR = ["tag", "arc_dependent", "arc_head", "label_dependent", "label"]
PLAIN = ["root", "tag_state", "arc_bias", "arc_distance"]


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


class Reader:
    """The tensors of a file."""

    def __init__(self, path):
        with open(path, "rb") as file:
            assert file.read(len(MAGIC)) == MAGIC, f"{path} is no model of version {MAGIC}"
            (length,) = struct.unpack("<I", file.read(4))
            self.header = json.loads(file.read(length))
            self.arrays = {t["name"]: self.next(file, t) for t in self.header["tensors"]}

    @staticmethod
    def next(file, tensor):
        size = int(np.prod(tensor["shape"])) * np.dtype(tensor["type"]).itemsize
        return np.frombuffer(file.read(size), dtype=tensor["type"]).reshape(tensor["shape"])

    def array(self, name):
        return self.arrays[name]

    def matrix(self, name):
        return self.arrays[name].astype(np.float32) * self.arrays[name + ".scale"][:, None]

    def lines(self, name):
        return self.arrays[name].tobytes().decode().split("\n")


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
    for name in LINEAR:
        out.matrix(name, state[name + ".weight"])
        out.add(name + ".bias", state[name + ".bias"])
    out.matrix("label_head", state["label_head.weight"])
    out.matrix("arc_pair", state["arc_pair"].T)
    for name in PLAIN:
        out.add(name, state[name])
    hidden = network.layers[0].size // 2
    head = {"tags": list(tags(vocabulary)), "relations": vocabulary.relations}
    out.write(path, **head, hidden=hidden, layers=len(network.layers))


def restore(network, vocabulary, path):
    """Sets a network to the weights of an exported file, to train it further; its word lists must be these."""
    read = Reader(path)
    assert read.lines("words") == vocabulary.words, f"{path} has other words: train from the start"
    assert read.header["tags"] == [list(tag) for tag in tags(vocabulary)], f"{path} has other tags"
    assert read.header["relations"] == vocabulary.relations, f"{path} has other relations"
    state = network.state_dict()
    for k, name in enumerate(TABLES):
        state[f"tables.{k}.weight"] = read.matrix(name)
    solved = np.linalg.lstsq(state["vectors"].float().cpu().numpy(), read.matrix("vector"), rcond=None)[0]
    state["vector_map.weight"], state["vector_map.bias"] = solved.T, read.array("embedding.bias")
    state["edges"] = read.array("edges")
    for k in range(len(network.layers)):
        state[f"layers.{k}.gates.weight"], state[f"layers.{k}.bias"] = read.matrix(f"layer{k}"), read.array(f"layer{k}.bias")
    for name in LINEAR:
        state[name + ".weight"], state[name + ".bias"] = read.matrix(name), read.array(name + ".bias")
    state["label_head.weight"], state["arc_pair"] = read.matrix("label_head"), read.matrix("arc_pair").T
    for name in PLAIN:
        state[name] = read.array(name)
    network.load_state_dict({name: torch.as_tensor(np.array(value)) for name, value in state.items()})
