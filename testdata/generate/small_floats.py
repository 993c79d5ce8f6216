"""Writes testdata/small-floats.json: every code of every float of 16 bits or fewer, as float32 bits.

Run with ml_dtypes 0.6 and numpy 2.4 from the root of the project:

    python3 testdata/generate/small_floats.py

NaNs are written as "nan": which one of them a wider float gets is nobody's promise. Of the types of
16 bits every 149th code is written, and those near the edges.
"""

import json

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


def codes(name):
    if name == "float4_e2m1fn":
        return range(16)
    if name.startswith("float8"):
        return range(256)
    edges = [0, 1, 2, 3, 0x3FF, 0x400, 0x7BFF, 0x7C00, 0x7C01, 0x7E00, 0x7FFF]
    edges += [0x7F, 0x80, 0x7F7F, 0x7F80, 0x7F81, 0x7FC0]
    edges += [0x8000 | edge for edge in edges]
    return sorted(set(range(0, 65536, 149)) | set(edges))


def text(value):
    return "nan" if np.isnan(value) else "%08x" % value.view(np.uint32)


def main():
    tables = {}
    for name, dtype in TYPES.items():
        stored = np.uint16 if name in ("float16", "bfloat16") else np.uint8
        table = {}
        for code in codes(name):
            wide = np.array([code], stored).view(dtype).astype(np.float32)
            table[str(code)] = text(wide[0])
        tables[name] = table
    with open("testdata/small-floats.json", "w", encoding="utf-8", newline="\n") as file:
        json.dump(tables, file, separators=(",", ":"))
        file.write("\n")


main()
