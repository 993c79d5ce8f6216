"""Writes testdata/npz with numpy's own writers, and what numpy holds of each array.

Ran with Python 3.11, numpy 2.4.6, ml_dtypes 0.6.0:

    python testdata/generate/npz_cases.py
"""

import io
import os
import shutil

import ml_dtypes
import numpy as np
from numpy.lib import format as npy

import stated

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "npz")

NUMBERS = "b1 i1 u1 i2 u2 f2 i4 u4 f4 i8 u8 f8 c8 c16".split()
OBJECTS = "object"


def folder(name):
    """An empty folder for a case."""
    path = os.path.normpath(os.path.join(ROOT, name))
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def random(seed, descr, shape):
    """Any bits; of a bool 0 and 1."""
    rng = np.random.default_rng(seed)
    dtype = np.dtype(descr)
    if dtype == bool:
        return rng.integers(0, 2, shape).astype(bool)
    count = int(np.prod(shape)) * dtype.itemsize
    return np.frombuffer(rng.bytes(count), np.uint8).view(dtype).reshape(shape)


def every_type():
    """Both orders of bytes, both orders of axes; strings; what TensorFlow lacks."""
    arrays = {}
    for seed, kind in enumerate(NUMBERS):
        arrays[f"{kind}/little"] = random(seed, "<" + kind, (3, 4))
        arrays[f"{kind}/big"] = random(seed, ">" + kind, (3, 4))
        arrays[f"{kind}/fortran"] = np.asfortranarray(random(seed, "<" + kind, (2, 3, 4)))
        arrays[f"{kind}/big-fortran"] = np.asfortranarray(random(seed, ">" + kind, (5, 3)))
        arrays[f"{kind}/scalar"] = random(seed, "<" + kind, ())
        arrays[f"{kind}/empty"] = random(seed, "<" + kind, (2, 0, 3))
    arrays["text/bytes"] = np.array([[b"abc", b""], [b"x\0y", b"\xff"]])
    arrays["text/bytes-fortran"] = np.asfortranarray([[b"a", b"bc"], [b"d", b""], [b"", b"e"]])
    arrays["text/little"] = np.array(["Größe", "", "\U0001f600", "a\0b"])
    arrays["text/big"] = np.array(["Größe", "名前"], ">U9")
    arrays["名前"] = np.eye(3)
    arrays["text/no-room"] = np.zeros(3, "S0")
    return arrays


def lacking():
    """Types that TensorFlow lacks, and what we call them."""
    return {
        "lacking/bfloat16": (np.arange(3).astype(ml_dtypes.bfloat16), "void16"),
        "lacking/date": (np.array(["2020-02-29"], "M8[D]"), "datetime64"),
        "lacking/fields": (np.array([(1, 2.0)], [("a", "<i4"), ("b", "<f8", (1,))]), "structured"),
        "lacking/duration": (np.array([1, 2], "m8[s]"), "timedelta64"),
        "lacking/pickle": (np.array([{"a": 1}, None], object), OBJECTS),
    }


def dtype_name(array):
    return "string" if array.dtype.kind in "SU" else array.dtype.newbyteorder("=").name


def values(array):
    """As little-endian elements, row by row; numpy drops NUL bytes at the end of strings."""
    if array.dtype.kind in "SU":
        return np.array(array.tolist(), object).reshape(array.shape)
    return np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"))


def state(spellings, arrays, refused=()):
    tensors = [
        stated.tensor(name, dtype_name(array), array.shape, values(array), "")
        for name, array in arrays.items()
    ]
    tensors += [
        stated.tensor(name, dtype, array.shape, None, "")
        for name, (array, dtype) in dict(refused).items()
    ]
    tensors.sort(key=lambda tensor: tensor["key"].encode())
    return {"open": spellings, "format": "numpy", "tensors": tensors}


def write_types():
    """The same arrays in an archive, a compressed one, and a folder."""
    arrays, others = every_type(), lacking()
    all_arrays = arrays | {name: array for name, (array, _) in others.items()}
    path = folder("dtypes")
    os.makedirs(os.path.join(path, "folder"))
    np.savez(os.path.join(path, "stored.npz"), **all_arrays)
    np.savez_compressed(os.path.join(path, "deflated.npz"), **all_arrays)
    for name, array in all_arrays.items():
        if name.split("/")[0] in ("f4", "text", "lacking"):
            file = os.path.join(path, "folder", name + ".npy")
            os.makedirs(os.path.dirname(file), exist_ok=True)
            np.save(file, array)
    some = {n: a for n, a in arrays.items() if n.split("/")[0] in ("f4", "text")}
    stated.write(
        path,
        state(["stored.npz"], arrays, others),
        state(["deflated.npz"], arrays, others),
        state(["folder"], some, others),
        state(["folder/f4/big-fortran.npy"], {"big-fortran": arrays["f4/big-fortran"]}),
    )


def write_versions():
    """Header versions 1.0 to 3.0, a header of Python 2, arrays behind one another."""
    path = folder("headers")
    array = np.arange(6, dtype="<i4").reshape(2, 3)
    cases = {}
    for version in ((1, 0), (2, 0), (3, 0)):
        with open(os.path.join(path, f"v{version[0]}.npy"), "wb") as out:
            npy.write_array(out, array, version)
        cases[f"v{version[0]}"] = array
    header = b"{\"shape\": (2L, 3L,), 'descr' :'<i4','fortran_order': False}"
    data = io.BytesIO()
    data.write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + array.tobytes())
    assert (np.load(io.BytesIO(data.getvalue())) == array).all()
    with open(os.path.join(path, "python2.npy"), "wb") as out:
        out.write(data.getvalue())
    cases["python2"] = array
    stated.write(
        path,
        *(state([f"{name}.npy"], {name: value}) for name, value in cases.items()),
        state(["."], cases),
    )


if __name__ == "__main__":
    write_types()
    write_versions()
