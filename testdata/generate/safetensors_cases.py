"""Writes testdata/safetensors with the safetensors library, and what numpy and it hold of each.

Ran with Python 3.11, safetensors 0.8.0, numpy 2.4.6, ml_dtypes 0.6.0:

    python testdata/generate/safetensors_cases.py
"""

import json
import os
import shutil

import ml_dtypes
import numpy as np
from safetensors import TensorSpec, safe_open, serialize_file
from safetensors.numpy import save_file

import stated

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "safetensors")

TYPES = {
    name: np.dtype(getattr(ml_dtypes, name) if hasattr(ml_dtypes, name) else name)
    for name in (
        "bool uint8 int8 uint16 int16 float16 bfloat16 uint32 int32 float32 uint64 int64 float64"
        " complex64 float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz"
    ).split()
}

# Types that TensorFlow lacks: what the writer calls them, and the bits of an element. It writes no F6.
FOREIGN = {"F8_E8M0": ("float8_e8m0fnu", 8), "F4": ("float4_e2m1fn_x2", 4)}


def folder(name):
    """An empty folder for a case."""
    path = os.path.normpath(os.path.join(ROOT, name))
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def random(seed, dtype, shape):
    """Any bits; of a bool 0 and 1."""
    rng = np.random.default_rng(seed)
    dtype = np.dtype(dtype)
    if dtype == bool:
        return rng.integers(0, 2, shape).astype(bool)
    count = int(np.prod(shape)) * dtype.itemsize
    return np.frombuffer(rng.bytes(count), np.uint8).view(dtype).reshape(shape)


def state(spellings, tensors):
    """A checkpoint of these tensors by their names: (dtype, shape, array or None)."""
    lines = [
        stated.tensor(name, dtype, shape, value, "")
        for name, (dtype, shape, value) in sorted(
            tensors.items(), key=lambda item: item[0].encode()
        )
    ]
    return {"open": spellings, "format": "safetensors", "tensors": lines}


def arrays(tensors):
    """The same of arrays of numpy's own types."""
    return {name: (value.dtype.name, value.shape, value) for name, value in tensors.items()}


def every_type():
    """A matrix, a scalar and an empty tensor of each type, and of those that TensorFlow lacks."""
    path = folder("dtypes")
    stored, expected = {}, {}
    for seed, (name, dtype) in enumerate(TYPES.items()):
        for suffix, shape in (("matrix", (3, 4)), ("scalar", ()), ("empty", (2, 0, 3))):
            value = random(seed, dtype, shape)
            stored[f"{name}/{suffix}"] = (name, shape, value)
            expected[f"{name}/{suffix}"] = (name, shape, value)
    for seed, (label, (name, bits)) in enumerate(FOREIGN.items()):
        shape = (2, 8)
        # The writer counts bytes along the last axis, and writes how many elements there are.
        stored[f"lacking/{label}"] = (name, (2, bits), random(seed, "uint8", (16 * bits // 8,)))
        expected[f"lacking/{label}"] = (label, shape, None)
    write_raw(os.path.join(path, "model.safetensors"), stored)
    stated.write(path, state(["model.safetensors", "."], expected))


def write_raw(path, tensors):
    """A file by the library's own writer, from (what it calls the type, shape, array of bytes)."""
    specs = {
        name: TensorSpec(
            dtype=dtype, shape=list(shape), data_ptr=value.ctypes.data, data_len=value.nbytes
        )
        for name, (dtype, shape, value) in tensors.items()
    }
    serialize_file(specs, path, metadata={"note": "all types"})


def names():
    """Names of other scripts, with slashes, quotes, and escapes."""
    path = folder("names")
    texts = ["a/b", "a.b", 'say "hi"', "back\\slash", "tab\there", "\x1b[31m", "Größe", "名前"]
    texts += ["e\u0301", "\u202e", "\U0001f600", "a" * 300, " ", "a\\x1bb", "C:\\x41"]
    tensors = {name: np.array([i, i + 1], np.int16) for i, name in enumerate(texts)}
    save_file(tensors, os.path.join(path, "model.safetensors"))
    expected = arrays(tensors)
    # A name that is spelled as our escapes are comes back as what they stand for.
    expected["a\x1bb"] = expected.pop("a\\x1bb")
    stated.write(path, state(["model.safetensors"], expected))


def torch_names(seed):
    """A small transformer as PyTorch calls its parameters."""
    rng = np.random.default_rng(seed)
    tensors = {"bert.embeddings.word_embeddings.weight": (30, 8)}
    for layer in range(2):
        scope = f"bert.encoder.layer.{layer}."
        for name in ("query", "key", "value"):
            tensors[scope + f"attention.self.{name}.weight"] = (8, 8)
            tensors[scope + f"attention.self.{name}.bias"] = (8,)
        tensors[scope + "attention.output.LayerNorm.weight"] = (8,)
        tensors[scope + "attention.output.LayerNorm.bias"] = (8,)
    tensors["classifier.weight"] = (2, 8)
    return {name: rng.standard_normal(shape).astype(np.float32) for name, shape in tensors.items()}


def sharded():
    """Three files and their index, as the Hugging Face hub has them; the same without an index."""
    tensors = torch_names(7)
    order = list(tensors)
    parts = [order[0::3], order[1::3], order[2::3]]
    files = [f"model-{i + 1:05d}-of-00003.safetensors" for i in range(3)]
    for name in ("sharded", "shards-only"):
        path = folder(name)
        for file, part in zip(files, parts):
            save_file(
                {key: tensors[key] for key in part},
                os.path.join(path, file),
                metadata={"format": "pt"},
            )
        spellings = ["."]
        if name == "sharded":
            total = sum(value.nbytes for value in tensors.values())
            index = {
                "metadata": {"total_size": total},
                "weight_map": {k: f for f, part in zip(files, parts) for k in part},
            }
            with open(os.path.join(path, "model.safetensors.index.json"), "w") as out:
                json.dump(index, out, indent=2, sort_keys=True)
            spellings.append("model.safetensors.index.json")
        stated.write(path, state(spellings, arrays(tensors)))


def check():
    """The library opens all files, and finds the shapes again."""
    for at, _, files in os.walk(ROOT):
        for file in files:
            if file.endswith(".safetensors"):
                with safe_open(os.path.join(at, file), "np") as opened:
                    print(os.path.relpath(os.path.join(at, file), ROOT), len(opened.keys()))


if __name__ == "__main__":
    every_type()
    names()
    sharded()
    check()
