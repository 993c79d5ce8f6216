"""Tensors as expected.json states them."""

import hashlib
import json
import os
import struct

import numpy as np

SMALL = 64


def canonical(value):
    """Row-major little-endian bytes; a string behind its length."""
    if isinstance(value, (bytes, str)):
        value = np.array(value, object)  # numpy's own type for bytes drops NULs at the end
    value = np.asarray(value)
    if value.dtype.kind in "OSU":
        texts = [s if isinstance(s, bytes) else s.encode() for s in value.ravel()]
        return b"".join(struct.pack("<Q", len(s)) + s for s in texts)
    return np.ascontiguousarray(value).tobytes()


def tensor(key, dtype, shape, value, full_name):
    """One tensor; a value of None is one that cannot be read."""
    stated = {"key": key, "dtype": dtype, "shape": list(shape)}
    if full_name is not None:
        stated["full_name"] = full_name
    if value is None:
        return {**stated, "refuses": True}
    data = canonical(value)
    stated["sha256"] = hashlib.sha256(data).hexdigest()
    if len(data) <= SMALL:
        stated["hex"] = data.hex()
    return stated


def write(path, *checkpoints):
    """Writes expected.json, a line for each tensor."""
    texts = []
    for each in checkpoints:
        lines = [json.dumps(t, ensure_ascii=False) for t in each["tensors"]]
        head = f'  {{"open": {json.dumps(each["open"])}, "format": "{each["format"]}",'
        if "step" in each:
            head = head.replace('"format"', f'"step": {each["step"]}, "format"')
        texts.append(head + '\n   "tensors": [\n    ' + ",\n    ".join(lines) + "\n   ]}")
    with open(os.path.join(path, "expected.json"), "w", encoding="utf-8") as out:
        out.write('{"checkpoints": [\n' + ",\n".join(texts) + "\n]}\n")
