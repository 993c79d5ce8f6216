"""Writes testdata/numpy/stats.json: tensors, and what numpy says of the numbers in them.

Made with Python 3.11, numpy 2.4.6 and ml_dtypes 0.5 (for the types numpy lacks):

    python testdata/generate/stats_cases.py

An array of cases, one on a line:

"dtype", "shape", and the elements as "hex", row-major and little-endian, or as "runs" of such, each
with how often it is there, or as "lcg", a seed (see numpy_text.py)
"nan", "inf", "zeros"    how many there are, and the row-major index of the first (-1 if none)
"const"                  whether two and more elements are all equal
"all", "finite"          min, max, mean, std, l2 of all elements and of the finite ones; integers as
                         text, complex numbers as a pair
"bins", "edges", "counts"
                         the histogram of the finite elements

"all" is what numpy computes in float64 (complex128), but that a complex mean is that of the real and
of the imaginary parts (numpy's divides by a complex number, which makes NaN of infinities); integers
have Python's min and max. Sums of finite elements are exact (fractions), rounded once; numpy has to
agree with them to 1e-12 of the root mean square, where float64 can hold the squares. Histograms are made of float32 in float32, of integers as such, of all else in float64.
"""

import json
import math
import pathlib
import random
import warnings
from fractions import Fraction

import numpy as np

from diff_pairs import COMPLEX, FLOATS, INTS, decode, encode, limits, some, told, type_of
from numpy_text import lcg

FILE = pathlib.Path(__file__).resolve().parent.parent / "numpy" / "stats.json"

random.seed(11)
rng = np.random.default_rng(11)
np.seterr(all="ignore")
warnings.simplefilter("ignore")


def root(square):
    """The root of a fraction, rounded once or twice; infinite where float64 overflows."""
    if square == 0:
        return 0.0
    shift = (square.numerator.bit_length() - square.denominator.bit_length()) // 2 - 60
    scaled = square / Fraction(4) ** shift if shift >= 0 else square * Fraction(4) ** -shift
    try:
        return math.ldexp(float(math.isqrt(int(scaled))), shift)
    except OverflowError:
        return math.inf


def exact(parts):
    """Mean and sums of squares of real numbers: of their distances from the mean, and from 0."""
    n = len(parts)
    numbers = [Fraction(p) for p in parts]
    mean = sum(numbers) / n
    squares = sum(x * x for x in numbers)
    return mean, squares - n * mean * mean, squares


def rounded(fraction):
    try:
        return float(fraction)
    except OverflowError:
        return math.inf if fraction > 0 else -math.inf


def finite_measures(values):
    n = len(values)
    if n == 0:
        return {"mean": math.nan, "std": math.nan, "l2": 0.0}
    if values.dtype == np.complex128:
        means, around, squares = zip(exact(values.real.tolist()), exact(values.imag.tolist()))
        mean = [rounded(m) for m in means]
    else:
        means, around, squares = zip(exact(values.tolist()))
        mean = rounded(means[0])
    result = {"mean": mean, "std": root(sum(around) / n), "l2": root(sum(squares))}
    compare(values if values.dtype == np.complex128 else values.astype(np.float64), result)
    return result


def compare(values, result):
    """numpy says the same, unless squares leave the range of float64."""
    own = {"mean": values.mean(), "std": values.std(), "l2": np.linalg.norm(values)}
    size = result["l2"] / math.sqrt(len(values))
    if size > 1e150 or 0 < size < 1e-150:
        return
    for name, value in own.items():
        expected = complex(*result[name]) if isinstance(result[name], list) else result[name]
        assert abs(value - expected) <= 1e-12 * max(size, abs(expected)), (name, value, expected)


def pair(value):
    return [float(value.real), float(value.imag)]


def least_and_greatest(values):
    if len(values) == 0:
        return {}
    if values.dtype == np.complex128:
        order = sorted((v.real, v.imag) for v in values.tolist())
        assert values.min() == complex(*order[0]) and values.max() == complex(*order[-1])
        return {"min": [*order[0]], "max": [*order[-1]]}
    if values.dtype == object:
        return {"min": str(min(values)), "max": str(max(values))}
    return {"min": float(values.min()), "max": float(values.max())}


def measures(values, finite):
    """Of all elements; where all are finite, those of the finite ones."""
    if len(finite) == len(values):
        return {**least_and_greatest(finite), **finite_measures(finite)}
    norm = float(np.linalg.norm(values))
    if values.dtype == np.complex128:
        nan = np.isnan(values).any()
        no = [math.nan, math.nan]
        ends = {"min": no, "max": no} if nan else least_and_greatest(values)
        mean = no if nan else [float(values.real.mean()), float(values.imag.mean())]
        return {**ends, "mean": mean, "std": math.nan, "l2": norm}
    return {"min": float(values.min()), "max": float(values.max()), "mean": float(values.mean()),
            "std": float(values.std()), "l2": norm}


def first(mask):
    return [int(mask.sum()), int(np.argmax(mask)) if mask.any() else -1]


def histogram(dtype, finite, bins):
    if len(finite) == 0 or dtype in COMPLEX:
        return {}
    if dtype == "float32":
        finite = finite.astype(np.float32)
    elif dtype in INTS:
        low, high = limits(dtype)
        finite = np.array(finite.tolist(), np.uint64 if high > 2**63 else np.int64)
    try:
        counts, edges = np.histogram(finite, bins)
    except (ValueError, IndexError):
        # Too many bins for the range, or a range that float64 cannot hold.
        return {}
    return {"edges": [float(e) for e in edges], "counts": [int(c) for c in counts]}


def case(dtype, shape, source, raw):
    values = decode(dtype, raw)
    whole = values.dtype == object
    as_floats = values.astype(np.float64) if whole else values
    finite = values[np.isfinite(as_floats)]
    bins = random.choice([1, 3, 10, 10, 17])
    same = len(values) > 1 and bool((values == values[0]).all())
    one = {"dtype": dtype, "shape": shape, **source,
           "nan": first(np.isnan(as_floats)), "inf": first(np.isinf(as_floats)),
           "zeros": first(as_floats == 0), "const": same,
           "all": measures(values, finite),
           "finite": {**least_and_greatest(finite), **finite_measures(finite)}, "bins": bins}
    one.update(histogram(dtype, finite, bins))
    return one


def raw_case(dtype, raw):
    width = type_of(dtype).itemsize
    count = len(raw) // width
    shape = random.choice([[count], [count, 1], [1, count]])
    if count % 6 == 0 and count:
        shape = [count // 6, 2, 3]
    if count == 1 and random.random() < 0.5:
        shape = []
    return case(dtype, shape, {"hex": raw.hex()}, raw)


def stored(dtype, values):
    return np.asarray(values).astype(dtype).tobytes() if dtype in COMPLEX else encode(dtype, values)


def cases_of(dtype):
    yield raw_case(dtype, b"")
    for _ in range(5):
        yield raw_case(dtype, some(dtype, random.choice([1, 2, 7, 24, 60])))
    yield raw_case(dtype, stored(dtype, [0] * 5))
    yield raw_case(dtype, stored(dtype, [1] * 9))
    if dtype in INTS:
        low, high = limits(dtype)
        yield raw_case(dtype, stored(dtype, np.array([low, high, high, low], object)))
        return
    yield raw_case(dtype, stored(dtype, [0.25, 0.5, 3, 1.5]))
    yield raw_case(dtype, stored(dtype, [-0.25, -0.5, -3, -1.5]))
    if dtype != "float4_e2m1fn":
        yield raw_case(dtype, stored(dtype, [math.nan] * 4))
        yield raw_case(dtype, stored(dtype, [1, math.nan, 0, -2, math.nan]))
        yield raw_case(dtype, stored(dtype, [1, math.inf, 2]))
        yield raw_case(dtype, stored(dtype, [1, -math.inf, -2, math.inf, 0]))
        yield raw_case(dtype, stored(dtype, [-math.inf, -math.inf]))


def more():
    for dtype in ("float32", "float64", "complex64", "complex128"):
        for scale, centre in ((1, 1000), (1e-3, 1000), (1e-4, -1), (1e30, 0), (1e-30, 0)):
            yield raw_case(dtype, stored(dtype, rng.normal(size=300) * scale + centre))
    # Zeros and then something else; numbers in rising order; numbers of one sign.
    yield raw_case("float32", stored("float32", [0.0] * 100 + [1000 + i * 1e-3 for i in range(100)]))
    yield raw_case("float32", stored("float32", np.linspace(-3, 5, 301)))
    yield raw_case("float32", stored("float32", -rng.random(300) - 2))
    yield raw_case("float64", stored("float64", [1e200, -1e200, 1e200, 3]))
    yield raw_case("float64", stored("float64", [1.7e308, 1.7e308, 1.7e308]))
    yield raw_case("float64", stored("float64", [1e-200, 3e-200]))
    yield raw_case("float32", stored("float32", [1e-45, 3e-45, -1e-45, 0]))
    for dtype in ("float32", "float16", "bfloat16", "int64", "uint64", "uint8", "int32",
                  "complex64", "float8_e4m3fn"):
        count = 5000
        raw = lcg(len(dtype), count * type_of(dtype).itemsize)
        yield case(dtype, [count], {"lcg": len(dtype)}, raw)


def repeated(dtype, *runs):
    """Values over and over: many are summed in several pieces."""
    told_runs = [(stored(dtype, values), times) for values, times in runs]
    raw = b"".join(values * times for values, times in told_runs)
    source = {"runs": [[values.hex(), times] for values, times in told_runs]}
    return case(dtype, [len(raw) // type_of(dtype).itemsize], source, raw)


def extremes():
    for signs in range(1, 16):
        values = [-1.7e308 if signs >> i & 1 else 1.7e308 for i in range(4)]
        yield raw_case("float64", stored("float64", values))
        parts = [complex(v, values[i - 1]) for i, v in enumerate(values)]
        yield raw_case("complex128", stored("complex128", parts))
    for dtype, constants in {
            "float64": [0.1, -1e200, 1.7e308, 1e-170, 5e-324, math.pi * 1e-310],
            "float32": [0.1, 3.4e38, 1e-45], "float16": [0.1], "bfloat16": [-0.3],
            "complex64": [0.1 - 0.3j], "complex128": [1e200 - 1e-200j, 5e-324j, 0.1 + 0.7j],
            "int64": [1152921504606859321, -(2**63), 2**63 - 1], "uint64": [2**64 - 1, 10**19 + 7],
            "int32": [-(2**31)], "uint8": [255], "float8_e4m3fn": [448]}.items():
        for constant in constants:
            whole = dtype in INTS
            yield repeated(dtype, (np.array([constant], object) if whole else [constant], 5000))
    # Pieces of different sizes, each alone beyond what has a square.
    for one, other in (([1e200], [1e-200]), ([1e-170], [3e-170]), ([0.0], [4e-170]),
                       ([4e-170], [0.0]), ([1.0], [1e170, -1e170]), ([5e-324], [1e-323, 0])):
        yield repeated("float64", (one, 2500), (other, 2500))
    for values in ([complex(math.inf, 1), 2 + 3j], [complex(math.inf, 1), complex(-math.inf, 3), 5],
                   [complex(1, -math.inf), complex(2, 1e300), 2e300j], [complex(math.inf, math.nan), 1]):
        for dtype in COMPLEX:
            yield raw_case(dtype, stored(dtype, values))


def told_all(value):
    if isinstance(value, dict):
        return {k: told_all(v) for k, v in value.items()}
    if isinstance(value, list):
        return [told_all(v) for v in value]
    return told(value)


def main():
    cases = [one for dtype in FLOATS + COMPLEX + INTS for one in cases_of(dtype)]
    cases += [*more(), *extremes()]
    lines = [json.dumps(told_all(one)) for one in cases]
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n")
    print(len(cases), "cases,", FILE.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
