"""Writes testdata/numpy/averages.json: three tensors of each float type, and their mean.

Run with ml_dtypes 0.6 and numpy 2.4 from the root of the project:

    python3 testdata/generate/averages.py

numpy adds up in float64. The one rounding to a narrow type is done here with fractions, because
ml_dtypes goes by way of float32. An element that is the same in all three stays as it is.
"""

import bisect
import json
from fractions import Fraction

import ml_dtypes
import numpy as np

rng = np.random.default_rng(8)
TYPES = {
    "float64": np.float64,
    "float32": np.float32,
    "float16": np.float16,
    "bfloat16": ml_dtypes.bfloat16,
    "float8_e5m2": ml_dtypes.float8_e5m2,
    "complex64": np.complex64,
    "complex128": np.complex128,
}
COUNT = 40


def rounded(value, dtype):
    width = np.dtype(dtype).itemsize
    codes = np.arange(1 << (8 * width - 1)).astype("u%d" % width)
    values = codes.view(dtype).astype(np.float64)
    finite = [float(v) for v in values if np.isfinite(v)]
    at = bisect.bisect_left(finite, abs(value))
    below, above = max(at - 1, 0), min(at, len(finite) - 1)
    one = abs(Fraction(abs(value)) - Fraction(finite[below]))
    other = abs(Fraction(abs(value)) - Fraction(finite[above]))
    code = below if one < other or (one == other and below % 2 == 0) else above
    sign = 1 << (8 * width - 1) if np.signbit(value) else 0
    return np.array([code | sign]).astype("u%d" % width).view(dtype)[0]


def numbers(dtype):
    values = rng.standard_normal(COUNT) * 10.0 ** rng.integers(-3, 3, COUNT)
    if np.dtype(dtype).kind == "c":
        values = values + 1j * rng.standard_normal(COUNT)
    return values.astype(dtype)


def case(dtype):
    arrays = [numbers(dtype) for _ in range(3)]
    for array in arrays:
        array[:5] = arrays[-1][:5]
        array[5] = -0.0
    wide = np.complex128 if np.dtype(dtype).kind == "c" else np.float64
    total = arrays[0].astype(wide) + arrays[1].astype(wide) + arrays[2].astype(wide)
    # Of complex numbers each part is divided: numpy multiplies by the reciprocal, which rounds twice.
    mean = (total.view(np.float64) / 3).view(wide)
    if np.dtype(dtype).itemsize <= 2:
        mean = np.array([rounded(value, dtype) for value in mean], dtype)
    mean = mean.astype(dtype)
    mean[:6] = arrays[-1][:6]
    return {"of": [array.tobytes().hex() for array in arrays], "mean": mean.tobytes().hex()}


with open("testdata/numpy/averages.json", "w") as out:
    lines = [json.dumps(name) + ": " + json.dumps(case(dtype)) for name, dtype in TYPES.items()]
    out.write("{\n" + ",\n".join(lines) + "\n}\n")
