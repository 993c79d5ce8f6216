"""Writes testdata/numpy/arrays.json: what numpy makes of tensors as float32, float64 and int64.

Made with Python 3.11, numpy 2.4.6 and ml_dtypes (for the types numpy lacks):

    python testdata/generate/numpy_arrays.py

A case for each of TensorFlow's types of constant width: bytes ("hex", as in numpy_text.py), and the
elements as "float", "double" and "long", hex of their big-endian bytes, each only if the type's
least, greatest and most exact values come back from there as what they were.
"""

import numpy as np

from numpy_text import (COMPLEX, FLOATS, INTS, LITTLE_INTS, PLAIN_INTS, SMALL_FLOATS, lcg,
                        low_bits, shown, width, write)

TARGETS = {"float": ">f4", "double": ">f8", "long": ">i8"}
COUNT = 100


def raw(dtype):
    bytes_ = lcg(7, COUNT * width(dtype))
    if dtype in LITTLE_INTS:
        return bytes(b & (1 << LITTLE_INTS[dtype][0]) - 1 for b in bytes_)
    if dtype == "float4_e2m1fn":
        return low_bits(bytes_)
    if dtype == "bool":
        return bytes(b & 1 for b in bytes_)
    plain = PLAIN_INTS.get(dtype, dtype)
    if plain in INTS:
        info = np.iinfo(plain)
        ends = np.array([info.min, info.max, info.max - 1, 1, 0], np.dtype(plain).newbyteorder("<"))
        return ends.tobytes() + bytes_
    return bytes_


def values_to_keep(dtype):
    """The integers that show whether all of a type fit somewhere, as Python's."""
    plain = PLAIN_INTS.get(dtype, dtype)
    if dtype == "bool":
        return [0, 1]
    if dtype in LITTLE_INTS:
        bits, signed = LITTLE_INTS[dtype]
        return [-1 << bits - 1, (1 << bits - 1) - 1] if signed else [0, (1 << bits) - 1]
    info = np.iinfo(plain)
    return [int(info.min), int(info.max), int(info.max) - 1]


def fits(dtype, target):
    if dtype in COMPLEX:
        return False
    if dtype in FLOATS + SMALL_FLOATS:
        return target == "double" or target == "float" and dtype != "float64"
    for value in values_to_keep(dtype):
        try:
            if int(np.array(value).astype(TARGETS[target])) != value or \
                    target == "long" and not -2**63 <= value < 2**63:
                return False
        except OverflowError:
            return False
    return True


def make():
    cases = []
    for dtype in FLOATS + SMALL_FLOATS + INTS + list(PLAIN_INTS) + list(LITTLE_INTS) \
            + list(COMPLEX) + ["bool"]:
        bytes_ = raw(dtype)
        case = dict(dtype=dtype, hex=bytes_.hex())
        for target, code in TARGETS.items():
            if fits(dtype, target):
                with np.errstate(invalid="ignore"):
                    case[target] = shown(dtype, bytes_).astype(code).tobytes().hex()
        cases.append(case)
    return cases


if __name__ == "__main__":
    assert np.__version__ == "2.4.6", np.__version__
    write("arrays.json", make())
