"""Writes testdata/numpy/diff.json: pairs of tensors, and what numpy says of how they differ.

Made with Python 3.11, numpy 2.4.6 and ml_dtypes 0.5 (for the types numpy lacks):

    python testdata/generate/diff_pairs.py

An array of cases, one on a line:

"a", "b"      dtype, shape, and the elements as "hex", row-major and little-endian, or "strings"
"atol", "rtol", "nan", "reverse", "map"
              the options: axes of a that are turned around; whether b has another scope
"status", "differing", "max_abs", "max_abs_at", "max_rel", "rms", "mean_abs", "cosine", "nan_a",
"nan_b"       the answer; max_abs_at is an index into a, turned around:
              of the greatest distance, or else of the first pair that differs by a NaN

Integers are compared as Python's, floats as float64 (numpy.isclose would round small types, and
integers of 64 bits, first). Sums are exact (math.fsum).
"""

import json
import math
import pathlib
import random

import ml_dtypes
import numpy as np

FILE = pathlib.Path(__file__).resolve().parent.parent / "numpy" / "diff.json"
FLOATS = ["float16", "float32", "float64", "bfloat16", "float8_e5m2", "float8_e4m3fn",
          "float8_e4m3fnuz", "float8_e4m3b11fnuz", "float8_e5m2fnuz", "float4_e2m1fn"]
COMPLEX = ["complex64", "complex128"]
INTS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "qint8", "quint8",
        "qint16", "quint16", "qint32", "int4", "uint4", "int2", "uint2", "bool"]
NUMPY = {"qint8": "int8", "quint8": "uint8", "qint16": "int16", "quint16": "uint16",
         "qint32": "int32"}
BITS = {"int4": 4, "uint4": 4, "int2": 2, "uint2": 2, "float4_e2m1fn": 4}

random.seed(3)
rng = np.random.default_rng(3)


def type_of(dtype):
    name = NUMPY.get(dtype, dtype)
    return np.dtype(getattr(ml_dtypes, name)) if hasattr(ml_dtypes, name) else np.dtype(name)


def encode(dtype, values):
    """Values as stored bytes; types of less than a byte lie in the low bits of one."""
    raw = np.asarray(values).astype(type_of(dtype)).tobytes()
    return bytes(b & (1 << BITS[dtype]) - 1 for b in raw) if dtype in BITS else raw


def decode(dtype, raw):
    """Stored bytes as float64, complex128, or Python's integers."""
    if dtype in ("int4", "int2"):
        half = 1 << BITS[dtype] - 1
        return np.array([(b ^ half) - half for b in raw], object)
    if dtype in ("uint4", "uint2"):
        return np.array(list(raw), object)
    values = np.frombuffer(raw, type_of(dtype))
    if dtype in INTS:
        return np.array([int(v) for v in values], object)
    return values.astype(np.complex128 if dtype in COMPLEX else np.float64)


def limits(dtype):
    if dtype == "bool":
        return 0, 1
    bits = BITS.get(dtype, 8 * type_of(dtype).itemsize)
    unsigned = dtype.startswith(("u", "qu"))
    return (0, 2**bits - 1) if unsigned else (-(2**(bits - 1)), 2**(bits - 1) - 1)


def some(dtype, count):
    """Random elements, special ones among them, as stored bytes."""
    if dtype in INTS:
        low, high = limits(dtype)
        span = random.choice([3, 100, 2**31, 2**64])
        near = random.choice([low, high, max(low, 0), max(low, min(high, 2**53))])
        values = [min(high, max(low, near + random.randint(-span, span))) for _ in range(count)]
        return encode(dtype, np.array(values, object))
    scale = 10.0 ** random.choice([-20, -3, 0, 0, 0, 3, 20]) if dtype in ("float32", "float64", "bfloat16") else 1
    if dtype in COMPLEX:
        values = (rng.normal(size=count) + 1j * rng.normal(size=count)) * scale
        return spice(values, [complex(math.nan, 1), complex(1, math.nan), math.inf, -0.0, 0])\
            .astype(dtype).tobytes()
    with np.errstate(over="ignore"):
        return encode(dtype, spice(rng.normal(size=count) * scale,
                                   [math.nan, math.inf, -math.inf, 0.0, -0.0, scale * 1e-7]))


def spice(values, special):
    if random.random() < 0.4:
        for i in range(len(values)):
            if random.random() < 0.1:
                values[i] = random.choice(special)
    return values


def changed(dtype, raw):
    """Other elements of the same type: all, some or none are others, by much or by little."""
    kind = random.choice(["same", "few", "noise", "noise", "other", "zeros"])
    width = len(encode(dtype, [0]))
    count = len(raw) // width
    if kind == "same" or count == 0:
        return raw
    if kind == "other":
        return some(dtype, count)
    if kind == "few":
        at = random.randrange(count) * width
        return raw[:at] + some(dtype, 1) + raw[at + width:]
    values = decode(dtype, raw)
    if kind == "zeros":
        # -0 for 0 and the other way round, where the type has such.
        if dtype in INTS:
            return raw
        turned = np.where(values == 0, -values, values)
        return turned.astype(dtype).tobytes() if dtype in COMPLEX else encode(dtype, turned)
    if dtype in INTS:
        low, high = limits(dtype)
        step = random.choice([1, 1, 2, 1000])
        moved = [min(high, max(low, v + random.randint(-step, step))) for v in values]
        return encode(dtype, np.array(moved, object))
    with np.errstate(all="ignore"):
        moved = values * (1 + rng.normal(size=count) * random.choice([1e-9, 1e-5, 1e-2, 1]))
        return moved.astype(dtype).tobytes() if dtype in COMPLEX else encode(dtype, moved)


def fsum(terms):
    terms = np.asarray(terms, float)
    with np.errstate(all="ignore"):
        return math.fsum(terms) if np.isfinite(terms).all() else float(terms.sum())


def integers(a, b, atol, rtol):
    distances = [abs(x - y) for x, y in zip(a, b)]
    close = [d == 0 or float(d) <= atol + rtol * float(abs(y)) for d, y in zip(distances, b)]
    return distances, close, np.zeros(len(a), bool), np.zeros(len(a), bool)


def reals(a, b, atol, rtol, nan_equal):
    nan_a, nan_b = np.isnan(a), np.isnan(b)
    with np.errstate(all="ignore"):
        distances = np.where(a == b, 0.0, np.abs(a - b))
        close = np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=nan_equal)
    return distances, close, nan_a, nan_b


def answer(a, b, atol, rtol, nan_equal):
    whole = a.dtype == object and b.dtype == object
    if not whole:
        a, b = (v.astype(np.float64) if v.dtype == object else v for v in (a, b))
    found = integers(a, b, atol, rtol) if whole else reals(a, b, atol, rtol, nan_equal)
    distances, close, nan_a, nan_b = found
    numbers = ~(nan_a | nan_b)
    d = [distances[i] for i in np.flatnonzero(numbers)]
    x = a[numbers].astype(np.complex128)
    y = b[numbers].astype(np.complex128)
    result = {"differing": int(len(close) - sum(bool(c) for c in close)),
              "nan_a": int(nan_a.sum()), "nan_b": int(nan_b.sum())}
    greatest = max(d, default=0)
    result["max_abs"] = int(greatest) if whole else float(greatest)
    at = -1
    if greatest > 0:
        at = next(i for i in range(len(a)) if numbers[i] and distances[i] == greatest)
    else:
        at = next((i for i in range(len(a)) if not numbers[i] and not close[i]), -1)
    with np.errstate(all="ignore"):
        f = np.array([float(v) for v in d])
        size = np.abs(y)
        part = np.where(f > 0, np.where(np.isinf(f), np.inf, f / size), 0.0)
        n = len(f)
        dot = fsum(x.real * y.real + x.imag * y.imag)
        norms = [math.sqrt(fsum(v.real ** 2 + v.imag ** 2)) for v in (x, y)]
        result["max_rel"] = float(part.max()) if n else 0.0
        # Nothing differs in an empty tensor; between NaNs nobody knows.
        none = math.nan if len(a) else 0.0
        result["rms"] = math.sqrt(fsum(f * f) / n) if n else none
        result["mean_abs"] = fsum(f) / n if n else none
        result["cosine"] = float(np.float64(dot) / np.float64(norms[0]) / np.float64(norms[1]))
    return result, at


def shape_of(count_limit):
    rank = random.choice([0, 1, 1, 2, 2, 3, 4])
    shape = []
    for _ in range(rank):
        room = max(1, count_limit // max(1, math.prod(shape)))
        shape.append(random.randint(1, min(room, 7)) if rank > 1 else random.randint(1, room))
    if rank and random.random() < 0.04:
        shape[random.randrange(rank)] = 0
    return shape


def reshaped(shape):
    count = math.prod(shape)
    options = [[count], [1, count], [count, 1]]
    if len(shape) > 2:
        options.append([shape[0] * shape[1], *shape[2:]])
    return random.choice(options)


def fixed_case(dtype_a, dtype_b):
    shape = shape_of(60)
    count = math.prod(shape)
    raw = some(dtype_a, count)
    if dtype_b == dtype_a:
        other = changed(dtype_a, raw)
    else:
        values = decode(dtype_a, raw)
        with np.errstate(all="ignore"):
            if dtype_b in INTS:
                low, high = limits(dtype_b)
                values = np.array([min(high, max(low, int(v.real))) if np.isfinite(complex(v)) else 0
                                   for v in values], object)
            elif dtype_b not in COMPLEX and values.dtype == np.complex128:
                values = values.real
            other = values.astype(dtype_b).tobytes() if dtype_b in COMPLEX \
                else encode(dtype_b, values)
    shape_b = reshaped(shape) if random.random() < 0.2 else shape
    axes = [axis for axis in range(len(shape)) if random.random() < 0.15]
    atol = random.choice([0, 0, 1e-30, 1e-6, 0.01, 2])
    rtol = random.choice([0, 0, 1e-9, 1e-6, 1e-3, 0.5])
    nan_equal = random.random() < 0.7
    a = decode(dtype_a, raw)
    b = decode(dtype_b, other)
    width = len(encode(dtype_a, [0])) if dtype_a not in COMPLEX else type_of(dtype_a).itemsize
    cells = np.array([raw[i:i + width] for i in range(0, len(raw), width)], object).reshape(shape)
    turned = np.flip(cells, axes) if axes else cells
    turned_raw = b"".join(turned.ravel())
    if axes:
        a = decode(dtype_a, turned_raw)
    result, at = answer(a, b, atol, rtol, nan_equal)
    same = dtype_a == dtype_b and turned_raw == other
    status = "different" if result["differing"] else "identical" if same else "close"
    case = {"a": {"dtype": dtype_a, "shape": shape, "hex": raw.hex()},
            "b": {"dtype": dtype_b, "shape": shape_b, "hex": other.hex()},
            "atol": atol, "rtol": rtol, "nan": "equal" if nan_equal else "differ",
            "reverse": axes, "map": random.random() < 0.3, "status": status}
    case.update(result)
    if at >= 0:
        case["max_abs_at"] = [int(i) for i in np.unravel_index(at, shape)]
    return case


def string_case():
    shape = shape_of(20)
    words = [bytes(random.choice(b"ab\0\xff") for _ in range(random.randint(0, 4)))
             for _ in range(math.prod(shape))]
    others = [random.choice([w, w, w, w[::-1], w + b"\0"]) for w in words]
    differing = sum(x != y for x, y in zip(words, others))
    return {"a": {"dtype": "string", "shape": shape, "strings": [w.hex() for w in words]},
            "b": {"dtype": "string", "shape": shape, "strings": [w.hex() for w in others]},
            "atol": 0, "rtol": 0, "nan": "equal", "reverse": [], "map": False,
            "status": "different" if differing else "identical", "differing": differing}


def told(value):
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def main():
    fixed = FLOATS + COMPLEX + INTS
    cases = [fixed_case(dtype, dtype) for dtype in fixed for _ in range(7)]
    cases += [fixed_case("float32", "float32") for _ in range(30)]
    cases += [fixed_case(random.choice(["int64", "uint64"]), random.choice(["int64", "uint64"]))
              for _ in range(20)]
    while len(cases) < 320:
        a, b = random.choice(fixed), random.choice(fixed)
        if not (a in COMPLEX and b not in COMPLEX):
            cases.append(fixed_case(a, b))
    cases += [string_case() for _ in range(10)]
    lines = [json.dumps({k: told(v) for k, v in case.items()}) for case in cases]
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    count = {}
    for case in cases:
        count[case["status"]] = count.get(case["status"], 0) + 1
    print(len(cases), "cases", count, FILE.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
