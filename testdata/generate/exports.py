"""Exports checkpoints with tfckpt, opens the files with numpy and safetensors, and compares.

Made with Python 3.11, numpy 2.4.6, ml_dtypes 0.5 or later and safetensors 0.8.0:

    python testdata/generate/exports.py                      writes testdata/numpy/exports.json
    python testdata/generate/exports.py --corpus FOLDER      compares only

Every tensor of every expected.json is looked for in three exports (npz, safetensors, a folder of
.npy files), where types the library lacks are widened, and must have the shape and the bytes that
expected.json states, or for a widened one the values that ml_dtypes gives. The exported files are
the same each time: exports.json has their digests, so that a test without Python knows that these
very bytes were opened.

"checkpoint", "form", "arguments"   the command line: -x for what the target does not take
"sha256"                            of the file; of a folder, of the lines of sha256sum
"tensors"                           how many were compared
"""

import argparse
import hashlib
import json
import pathlib
import re
import subprocess
import tempfile

import ml_dtypes
import numpy as np
import safetensors
import safetensors.numpy

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FORMS = {"npz": "out.npz", "safetensors": "out.safetensors", "folder": "out/"}
SMALL = {"bfloat16", "float8_e5m2", "float8_e4m3fn", "float8_e4m3fnuz", "float8_e4m3b11fnuz",
         "float8_e5m2fnuz", "float4_e2m1fn"}
SAFE = {"F64": "float64", "F32": "float32", "F16": "float16", "BF16": "bfloat16", "I64": "int64",
        "I32": "int32", "I16": "int16", "I8": "int8", "U64": "uint64", "U32": "uint32",
        "U16": "uint16", "U8": "uint8", "BOOL": "bool", "C64": "complex64",
        "F8_E5M2": "float8_e5m2", "F8_E4M3": "float8_e4m3fn", "F8_E4M3FNUZ": "float8_e4m3fnuz",
        "F8_E5M2FNUZ": "float8_e5m2fnuz"}
GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"


def tfckpt(*arguments):
    line = [str(ROOT / "target" / "tfckpt"), *map(str, arguments)]
    return subprocess.run(line, cwd=ROOT, capture_output=True)


def shown(key):
    """A key as tfckpt shows it: what is not printable as \\xHH."""
    def hexed(data):
        return "".join(f"\\x{b:02x}" for b in data)

    def unseen(c):
        return (c < 0x20 or 0x7f <= c < 0xa0 or 0x200b <= c <= 0x200f or 0x2028 <= c <= 0x202e
                or 0x2060 <= c <= 0x206f or 0xfe00 <= c <= 0xfe0f or 0xe0000 <= c <= 0xe0fff
                or c in (0xad, 0x034f, 0x061c, 0x180e, 0xfeff))

    key = re.sub(rb"\\(?=x[0-9a-f][0-9a-f])", b"\0BACKSLASH\0", key)
    text = "".join(hexed(c.encode("utf-8", "surrogateescape"))
                   if unseen(ord(c)) or 0xd800 <= ord(c) < 0xe000 else c
                   for c in key.decode("utf-8", "surrogateescape"))
    return text.replace("\\x00BACKSLASH\\x00", "\\x5c")


def literal(name):
    """A glob that means this name alone."""
    return re.sub(r"([\[*?])", r"[\1]", name)


def is_file(name):
    parts = name.split("/")
    return all(p not in ("", ".", "..") and len((p + ".npy").encode()) <= 255 for p in parts)


def takes(form, name, dtype, shape):
    """Whether a target has a place for a tensor, widened if need be."""
    if len(shape) > 64 or (form == "folder" and not is_file(name)):
        return False
    return form != "safetensors" or dtype not in ("string", "complex128")


def stored(dtype):
    name = dtype[1:] if dtype.startswith(("qint", "quint")) else dtype
    return {"int4": "int8", "int2": "int8", "uint4": "uint8", "uint2": "uint8"}.get(name, name)


def load(form, path):
    """Name -> (type, shape, bytes) as the library reads them; a string array as it is."""
    if form == "npz":
        with np.load(path) as archive:
            arrays = {name: archive[name] for name in archive.files}
    elif form == "folder":
        arrays = {str(file.relative_to(path))[:-4]: np.load(file) for file in path.rglob("*.npy")}
    else:
        arrays = {}
        for name, info in safetensors.deserialize(path.read_bytes()):
            arrays[name] = (SAFE[info["dtype"]], list(info["shape"]), bytes(info["data"]))
        # And once more as people do it, where numpy has all the types.
        if all(hasattr(np, dtype) or dtype == "bool" for dtype, _, _ in arrays.values()):
            loaded = safetensors.numpy.load_file(path)
            assert {n: a.tobytes() for n, a in loaded.items()} == {
                n: data for n, (_, _, data) in arrays.items()}
        return arrays
    return {name: a if a.dtype.kind == "S" else (a.dtype.name, list(a.shape), a.tobytes())
            for name, a in arrays.items()}


def source(checkpoint, name, digest):
    """The stored bytes, proved by their digest."""
    raw = tfckpt("dump", "-f", "raw", checkpoint, name).stdout
    assert hashlib.sha256(raw).hexdigest() == digest, name
    return raw


def compare(checkpoint, name, expected, found):
    dtype, shape = expected["dtype"], expected["shape"]
    if dtype == "string":
        assert list(found.shape) == shape
        data = b"".join(len(s).to_bytes(8, "little") + s for s in found.ravel().tolist())
    elif found[0] == stored(dtype) and dtype not in ("int4", "int2", "bool"):
        assert found[1] == shape, (name, found[1], shape)
        data = found[2]
    else:
        assert found[1] == shape, (name, found[1], shape)
        raw = source(checkpoint, name, expected["sha256"])
        if dtype == "bool":
            wanted = bytes(b != 0 for b in raw)
        elif dtype in ("int4", "int2"):
            half = 1 << int(dtype[3]) - 1
            wanted = bytes(((b & 2 * half - 1 ^ half) - half) & 255 for b in raw)
        else:
            assert dtype in SMALL and found[0] == "float32", (name, dtype, found[0])
            values = np.frombuffer(raw, getattr(ml_dtypes, dtype)).astype(np.float32)
            got = np.frombuffer(found[2], np.float32)
            assert np.array_equal(values, got, equal_nan=True), name
            assert np.array_equal(np.signbit(values), np.signbit(got)) or np.isnan(values).any()
            return
        assert found[2] == wanted, name
        return
    assert hashlib.sha256(data).hexdigest() == expected["sha256"], (checkpoint, name)


def digest(path):
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    lines = sorted(f"{file.relative_to(path)}  {hashlib.sha256(file.read_bytes()).hexdigest()}\n"
                   for file in path.rglob("*.npy"))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def export(form, checkpoint, tensors, extra):
    """Exports all that the target takes; the command line's arguments, and what was compared."""
    arguments = ["--widen", *extra]
    for name, expected in sorted(tensors.items()):
        graph = name == GRAPH and form == "safetensors"
        opaque = "refuses" in expected
        if not takes(form, name, expected["dtype"], expected["shape"]) and not graph and not opaque:
            arguments += ["-x", literal(name)]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / FORMS[form]
        target = f"{folder}/{FORMS[form]}"
        run = tfckpt("export", "-q", checkpoint, "-o", target, *arguments)
        while b"does not fit in an npy file" in run.stderr:
            # A string that numpy would change: no rule outside tells, but the message names it.
            name = re.search(r'"(.*)" does not fit', run.stderr.decode()).group(1)
            assert tensors[name]["dtype"] == "string"
            arguments += ["-x", literal(name)]
            run = tfckpt("export", "-q", checkpoint, "-o", target, *arguments)
        while b"cannot be read; -x leaves it out" in run.stderr:
            name = re.search(r'"(.*)": values of', run.stderr.decode()).group(1)
            assert "refuses" in tensors[name]
            arguments += ["-x", literal(name)]
            run = tfckpt("export", "-q", checkpoint, "-o", target, *arguments)
        if b"nothing is left to export" in run.stderr or b"--exclude leaves none" in run.stderr:
            return None
        assert run.returncode == 0 and not run.stderr, (checkpoint, form, run.stderr)
        found = load(form, path)
        left_out = {a for a in arguments if not a.startswith("-")}
        for name, expected in tensors.items():
            if literal(name) in left_out or "refuses" in expected:
                assert name not in found
            elif name != GRAPH or name in found:
                compare(checkpoint, name, expected, found.pop(name))
        assert not found, (checkpoint, found.keys())
        compared = sum(1 for name, e in tensors.items()
                       if literal(name) not in left_out and "refuses" not in e
                       and (name != GRAPH or form != "safetensors"))
        return {"checkpoint": str(checkpoint), "form": form, "arguments": arguments,
                "sha256": digest(path), "tensors": compared}


def ours():
    for file in sorted((ROOT / "testdata").rglob("expected.json")):
        for golden in json.loads(file.read_text())["checkpoints"]:
            if "tensors" in golden:
                keys = [t["key"].encode() if "key" in t else bytes.fromhex(t["key_hex"])
                        for t in golden["tensors"]]
                checkpoint = (file.parent / golden["open"][0]).relative_to(ROOT)
                step = ["--step", str(golden["step"])] if "step" in golden else []
                yield checkpoint, step, dict(zip(map(shown, keys), golden["tensors"]))


def corpus(folder):
    for file in sorted((folder / "good" / "expected").glob("*.json")):
        expected = json.loads(file.read_text())
        yield folder.resolve() / "good" / expected["prefix"], [], {
            shown(name.encode()): tensor for name, tensor in expected["variables"].items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=pathlib.Path)
    folder = parser.parse_args().corpus
    records = [record
               for checkpoint, extra, tensors in (corpus(folder) if folder else ours())
               for form in FORMS
               if (record := export(form, checkpoint, tensors, extra))]
    for form in FORMS:
        of = [record for record in records if record["form"] == form]
        left = sum(record["arguments"].count("-x") for record in of)
        print(f"{form}: {len(of)} exports, {sum(r['tensors'] for r in of)} tensors compared,"
              f" {left} left out")
    if not folder:
        text = "[\n" + ",\n".join(json.dumps(record) for record in records) + "\n]\n"
        (ROOT / "testdata" / "numpy" / "exports.json").write_text(text)


main()
