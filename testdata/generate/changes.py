"""Writes testdata/numpy/casts.json, changes.json and joins.json: what numpy makes of changes.

Run with ml_dtypes 0.6 and numpy 2.4 from the root of the project:

    python3 testdata/generate/changes.py

casts.json has, for each narrow float, numbers as float32 bits and the codes that they become. The
numbers lie on the edges: in the middle between two neighbours, a bit above and below, around the
largest. changes.json has rules as they are typed, and the sha256 of what numpy makes of the elements
0, 1, 2, ... by the same rules. joins.json has pieces of one shape, numbered through in the same way
from piece to piece, and the sha256 of what numpy.concatenate makes of them.
"""

import hashlib
import json
import random

import ml_dtypes
import numpy as np

TYPES = {
    "float16": np.float16,
    "bfloat16": ml_dtypes.bfloat16,
    "float8_e5m2": ml_dtypes.float8_e5m2,
    "float8_e4m3fn": ml_dtypes.float8_e4m3fn,
    "float8_e4m3fnuz": ml_dtypes.float8_e4m3fnuz,
    "float8_e4m3b11fnuz": ml_dtypes.float8_e4m3b11fnuz,
    "float8_e5m2fnuz": ml_dtypes.float8_e5m2fnuz,
    "float4_e2m1fn": ml_dtypes.float4_e2m1fn,
}
random.seed(5)


def casts(dtype):
    width = np.dtype(dtype).itemsize
    codes = np.arange(256 if width == 1 else 65536).astype("u%d" % width).view(dtype)
    values = codes.astype(np.float32)
    values = np.unique(values[np.isfinite(values)])
    middles = ((values[1:].astype(np.float64) + values[:-1]) / 2).astype(np.float32)
    pick = sorted(random.sample(range(len(middles)), min(len(middles), 120)))
    pick = sorted(set(pick + list(range(6)) + [len(middles) // 2 + i for i in range(-4, 4)]))
    pick = [i for i in pick if i < len(middles)]
    numbers = [middles[i] for i in pick] + [values[0], values[-1], np.float32(0), np.float32(-0.0)]
    step = values[-1] - values[-2]
    with np.errstate(over="ignore"):
        numbers += [values[-1] + step / 2, values[-1] + step, np.float32(3e38), np.float32(np.inf)]
        numbers += [-x for x in numbers[-4:]]
        numbers += [np.nextafter(x, np.float32(s * np.inf)) for x in numbers for s in (1, -1)]
    numbers = np.unique(np.array(numbers, np.float32).view(np.uint32)).view(np.float32)
    numbers = numbers[~np.isnan(numbers)]
    with np.errstate(all="ignore"):
        codes = numbers.astype(dtype).view("u%d" % width)
    return {
        "numbers": ["%08x" % x for x in numbers.view(np.uint32)],
        "codes": ["%x" % x for x in codes],
    }


def change(dtype, shape, flips=(), axes=None, reshape=None, cast=None):
    array = np.arange(np.prod(shape, dtype=int), dtype=np.int64).astype(dtype).reshape(shape)
    rules = []
    for axis in flips:
        array = np.flip(array, axis)
        rules.append(["REVERSE", "t:%d" % axis])
    if axes is not None:
        array = np.transpose(array, axes or None)
        rules.append(["TRANSPOSE", "t:" + ",".join(map(str, axes)) if axes else "t"])
    if reshape is not None:
        array = array.reshape(reshape)
        rules.append(["RESHAPE", "t:" + str(list(reshape))])
    if cast is not None:
        array = array.astype(cast)
        rules.append(["CAST", "t:" + cast])
    return {
        "dtype": np.dtype(dtype).name,
        "from": list(shape),
        "rules": rules,
        "shape": list(array.shape),
        "to": array.dtype.name,
        "sha256": hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest(),
    }


def changes():
    yield change("int32", (3, 4), axes=(1, 0))
    yield change("int32", (3, 4), axes=())
    yield change("float32", (3, 3, 3, 64), axes=(3, 2, 0, 1))
    yield change("float32", (64, 3, 7, 7), axes=(2, 3, 1, 0))
    yield change("float32", (7, 7, 16, 40), reshape=(784, 40))
    yield change("float32", (7, 7, 16, 40), reshape=(-1, 40))
    yield change("float32", (784, 40), axes=(1, 0), reshape=(40, 7, 7, 16))
    yield change("float64", (5, 6, 7), flips=(0, -1), axes=(2, 0, 1))
    yield change("uint8", (100, 30), flips=(1,), axes=(1, 0), reshape=(-1,))
    yield change("int16", (2, 1, 5, 1), axes=(3, 2, 1, 0))
    yield change("complex128", (20, 30), axes=(1, 0))
    yield change("int64", (0, 5), axes=(1, 0))
    yield change("float32", (), axes=())
    yield change("float32", (1,), reshape=())
    # More than a panel: rows and columns of many sizes, runs that lie near and far.
    yield change("int32", (3000, 2100), axes=(1, 0))
    yield change("int32", (3000, 2100), flips=(0,), axes=(1, 0))
    yield change("int32", (3000, 2100), flips=(1,), axes=(1, 0))
    yield change("int32", (1000003, 5), axes=(1, 0))
    yield change("int32", (5, 1000003), axes=(1, 0))
    yield change("int64", (3, 200, 300, 20), flips=(2,), axes=(3, 0, 2, 1))
    yield change("int16", (40, 50, 3, 1000), axes=(0, 3, 1, 2))
    yield change("uint8", (4000, 5000), flips=(0, 1), axes=(1, 0))
    yield change("int32", (700, 900, 8), axes=(1, 0, 2))
    yield change("int32", (700, 900, 8), flips=(1,), axes=(1, 0, 2))
    yield change("complex64", (900, 1100, 2), axes=(2, 1, 0))
    for seed in range(40):
        rank = random.randint(1, 5)
        shape = [random.choice([1, 2, 3, 5, 8, 17, 30]) for _ in range(rank)]
        axes = random.sample(range(rank), rank)
        flips = [axis for axis in range(rank) if random.random() < 0.3]
        dtype = random.choice(["uint8", "int16", "int32", "int64", "complex128"])
        yield change(dtype, shape, flips=flips, axes=axes if rank > 1 else ())
    yield change("int32", (50, 60), axes=(1, 0), cast="int64")
    yield change("int32", (50, 60), axes=(1, 0), cast="float32")
    yield change("int16", (10, 20), cast="float64")
    yield change("float64", (300, 400), flips=(0,), cast="float32")
    yield change("float32", (300, 400), axes=(1, 0), cast="float16")
    yield change("float16", (30, 40), cast="float32")
    yield change("complex128", (30, 40), cast="complex64")
    yield change("uint8", (10, 20), cast="int16")


def join(dtype, shape, pieces, axis):
    count = np.prod(shape, dtype=int)
    arrays = [
        np.arange(i * count, (i + 1) * count, dtype=np.int64).astype(dtype).reshape(shape)
        for i in range(pieces)
    ]
    array = np.concatenate(arrays, axis=axis)
    return {
        "dtype": dtype,
        "piece": list(shape),
        "pieces": pieces,
        "axis": axis,
        "shape": list(array.shape),
        "sha256": hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest(),
    }


def joins():
    yield join("float32", (4, 5), 16, 0)
    yield join("float32", (4, 5), 11, 1)
    yield join("float64", (2, 3, 4), 3, -2)
    yield join("int16", (7,), 5, 0)
    yield join("uint8", (1, 1, 9), 12, 2)
    yield join("complex128", (3, 1, 2), 4, -1)
    yield join("int64", (0, 3), 2, 0)
    yield join("float32", (300, 200), 20, 1)
    yield join("int32", (2, 5), 1, 0)


def write(name, content):
    with open("testdata/numpy/" + name, "w") as out:
        pairs = content.items() if isinstance(content, dict) else None
        lines = [json.dumps(k) + ": " + json.dumps(v) for k, v in pairs] if pairs else None
        lines = lines or [json.dumps(each) for each in content]
        marks = "{}" if pairs else "[]"
        out.write(marks[0] + "\n" + ",\n".join(lines) + "\n" + marks[1] + "\n")


with np.errstate(over="ignore"):
    write("casts.json", {name: casts(dtype) for name, dtype in TYPES.items()})
    write("changes.json", list(changes()))
write("joins.json", list(joins()))
