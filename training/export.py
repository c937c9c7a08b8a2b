"""Writes a trained checkpoint as the flat file that the program reads: 8-bit weights, one scale an output.

usage: export.py CHECKPOINT.pt OUT.bin

Layout: magic "RAPSYN01", length of the JSON header (u32, little endian), the header, then the tensors' bytes in the
header's order. Header: tags (UPOS|XPOS|FEATS), relations, words (word table and vector table, newline-joined tensors of
UTF-8), tensors (name, shape, type). Every weight matrix is stored output by output: `NAME` int8 and `NAME.scale` float32.
"""
import json
import struct
import sys

import numpy as np
import torch

MAGIC = b"RAPSYN01"


def quantise(matrix):
    """Symmetric 8-bit rows: (int8 values, float32 scale a row)."""
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-8) / 127
    return np.round(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


class File:
    def __init__(self):
        self.tensors = []
        self.chunks = []

    def add(self, name, array):
        self.tensors.append({"name": name, "shape": list(array.shape), "type": str(array.dtype)})
        self.chunks.append(np.ascontiguousarray(array).tobytes())

    def matrix(self, name, array):
        values, scale = quantise(array.astype(np.float32))
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


def table_words(index, first):
    """The words of a table in the order of their rows, which begin at `first`."""
    words = sorted(index, key=index.get)
    assert [index[w] for w in words] == list(range(first, first + len(words)))
    return words


def main(checkpoint, path):
    saved = torch.load(checkpoint, map_location="cpu", weights_only=False)
    state = {name: value.float().numpy() for name, value in saved["state"].items()}
    out = File()
    out.text("words", table_words(saved["WV"], 2))
    out.text("vectors", table_words(saved["VI"], 1))
    for table in ("w", "s3", "s2", "p3", "sh"):
        out.matrix(table, state[table + ".weight"])
    out.matrix("svd", state["pre"] @ state["pp.weight"].T)
    out.add("svd.bias", state["pp.bias"])
    out.add("bnd", state["bnd"])
    out.add("root", state["root"])
    layers = sum(name.startswith("W.") for name in state)
    for k in range(layers):
        out.matrix(f"W{k}", state[f"W.{k}"].T)
        out.add(f"b{k}", state[f"b.{k}"])
    for name in ("tw", "ad", "ah", "l1", "l3"):
        out.matrix(name, state[name + ".weight"])
        out.add(name + ".bias", state[name + ".bias"])
    out.matrix("l2", state["l2.weight"])
    out.add("te", state["te"])
    out.matrix("U", state["U"].T)
    out.add("hb", state["hb"])
    out.add("dist", state["dist"])
    tags = []
    for tag in saved["TN"]:
        upos, rest = tag.split("|", 1)
        tags.append([upos, rest.rsplit("|", 1)[0], saved["tf"][tag]])
    config = saved["cfg"]
    out.write(path, tags=tags, relations=saved["RN"], embedding=config["E"], hidden=config["D"], layers=layers)


if __name__ == "__main__":
    main(*sys.argv[1:])
