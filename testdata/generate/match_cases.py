"""Writes testdata/match: a BERT under TensorFlow's names, and what PyTorch makes of it.

Each folder holds a.safetensors (names of TF1, kernels [in, out]) and b.safetensors (names of
PyTorch, weights [out, in]), and pairs.json: which tensor of A is which of B, by the names that
transformers' conversion of BERT gives them; what only one side has; which tensors of A make up one of B.

Ran with Python 3.11, safetensors 0.8.0, numpy 2.4.6:

    python testdata/generate/match_cases.py
"""

import json
import os
import shutil

import numpy as np
from safetensors.numpy import save_file

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "match")
HIDDEN, INNER, WORDS, POSITIONS, LAYERS = 12, 20, 50, 16, 2


def conversion():
    """Of each variable: its name in TensorFlow, its name in PyTorch, its shape in TensorFlow."""
    rows = []

    def add(tf, torch, shape):
        rows.append((tf, torch, shape))

    for kind, count in (("word", WORDS), ("position", POSITIONS), ("token_type", 2)):
        add(f"bert/embeddings/{kind}_embeddings", f"bert.embeddings.{kind}_embeddings.weight",
            (count, HIDDEN))

    def norm(tf, torch):
        add(f"{tf}/LayerNorm/beta", f"{torch}.LayerNorm.bias", (HIDDEN,))
        add(f"{tf}/LayerNorm/gamma", f"{torch}.LayerNorm.weight", (HIDDEN,))

    def dense(tf, torch, inner, outer):
        add(f"{tf}/kernel", f"{torch}.weight", (inner, outer))
        add(f"{tf}/bias", f"{torch}.bias", (outer,))

    norm("bert/embeddings", "bert.embeddings")
    for i in range(LAYERS):
        tf, torch = f"bert/encoder/layer_{i}", f"bert.encoder.layer.{i}"
        for part in ("query", "key", "value"):
            dense(f"{tf}/attention/self/{part}", f"{torch}.attention.self.{part}", HIDDEN, HIDDEN)
        dense(f"{tf}/attention/output/dense", f"{torch}.attention.output.dense", HIDDEN, HIDDEN)
        norm(f"{tf}/attention/output", f"{torch}.attention.output")
        dense(f"{tf}/intermediate/dense", f"{torch}.intermediate.dense", HIDDEN, INNER)
        dense(f"{tf}/output/dense", f"{torch}.output.dense", INNER, HIDDEN)
        norm(f"{tf}/output", f"{torch}.output")
    dense("bert/pooler/dense", "bert.pooler.dense", HIDDEN, HIDDEN)
    return rows


def trained(rng, name, shape):
    """Values that are nowhere the same."""
    return rng.normal(1.0 if name.endswith("gamma") else 0.0, 0.05, shape).astype(np.float32)


def fresh(rng, name, shape):
    """As BERT begins: biases of 0, gammas of 1."""
    if name.endswith(("bias", "beta")):
        return np.zeros(shape, np.float32)
    if name.endswith("gamma"):
        return np.ones(shape, np.float32)
    return trained(rng, name, shape)


def write(case, a, b, pairs, together):
    path = os.path.normpath(os.path.join(ROOT, case))
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    save_file(a, os.path.join(path, "a.safetensors"))
    save_file(b, os.path.join(path, "b.safetensors"))
    expected = {
        "pairs": pairs,
        "together": together,
        "only_a": sorted(set(a) - set(pairs) - set(sum(together.values(), []))),
        "only_b": sorted(set(b) - set(pairs.values()) - set(together)),
    }
    with open(os.path.join(path, "pairs.json"), "w") as file:
        json.dump(expected, file, indent=1)
        file.write("\n")


def converted(values, dtype=np.float32):
    """What PyTorch has of the values under TensorFlow's names."""
    converted = {}
    for tf, torch, _ in conversion():
        value = values[tf].T if tf.endswith("/kernel") else values[tf]
        converted[torch] = np.ascontiguousarray(value).astype(dtype)
    return converted


def main():
    rows = conversion()
    pairs = {tf: torch for tf, torch, _ in rows}
    for case, make, seed in (("trained", trained, 1), ("fresh", fresh, 2)):
        rng = np.random.default_rng(seed)
        values = {tf: make(rng, tf, shape) for tf, _, shape in rows}
        write(case, values, converted(values), pairs, {})
    rng = np.random.default_rng(3)
    values = {tf: trained(rng, tf, shape) for tf, _, shape in rows}
    write("half", values, converted(values, np.float16), pairs, {})

    # One weight for query, key and value, one above the other.
    fused = converted(values)
    rest = dict(pairs)
    together = {}
    for i in range(LAYERS):
        for what, tf in (("weight", "kernel"), ("bias", "bias")):
            begin = f"bert.encoder.layer.{i}.attention.self"
            parts = [fused.pop(f"{begin}.{part}.{what}") for part in ("query", "key", "value")]
            fused[f"{begin}.qkv.{what}"] = np.concatenate(parts)
            pieces = [f"bert/encoder/layer_{i}/attention/self/{part}/{tf}"
                      for part in ("key", "query", "value")]
            for piece in pieces:
                del rest[piece]
            together[f"{begin}.qkv.{what}"] = pieces
    write("fused", values, fused, rest, together)

    # Trained apart from one another.
    rng = np.random.default_rng(4)
    other = {tf: trained(rng, tf, shape) for tf, _, shape in rows}
    write("unrelated", values, converted(other), {}, {})


main()
