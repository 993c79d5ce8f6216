"""Writes testdata/numpy/*.json: what numpy itself prints, indexes and saves.

Made with Python 3.11, numpy 2.4.6 and ml_dtypes (for the types numpy lacks):

    python testdata/generate/numpy_text.py

Every file is an array of cases, one on a line. The bytes of a tensor are either

    "hex"    the elements, row-major and little-endian
    "lcg"    a seed; the bytes are those of the 32-bit numbers, little-endian, that the generator
             state = state * 6364136223846793005 + 1442695040888963407 (mod 2^64), starting with
             the seed, gives in the upper half of each new state
    "strings" hex of each string

text.json     what str() says of the array under the options of numpy.set_printoptions
lines.json    what str() says of each element; of types numpy lacks, as a float64
npy.json      the file that numpy.save writes, as hex
select.json   for an array of consecutive numbers of a shape: the shape and the numbers that a
              selection gives, or the kind of error
"""

import io
import json
import pathlib
import random

import ml_dtypes
import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "numpy"
DEFAULTS = dict(threshold=1000, edgeitems=3, precision=8, linewidth=75, suppress=False)
FLOATS = ["float16", "float32", "float64"]
COMPLEX = {"complex64": "float32", "complex128": "float64"}
INTS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
PLAIN_INTS = {"qint8": "int8", "quint8": "uint8", "qint16": "int16", "quint16": "uint16",
              "qint32": "int32"}
LITTLE_INTS = {"int4": (4, True), "uint4": (4, False), "int2": (2, True), "uint2": (2, False)}
SMALL_FLOATS = ["bfloat16", "float8_e5m2", "float8_e4m3fn", "float8_e4m3fnuz",
                "float8_e4m3b11fnuz", "float8_e5m2fnuz", "float4_e2m1fn"]

rng = np.random.default_rng(20)
random.seed(20)


def lcg(seed, size):
    words = []
    while len(words) * 4 < size:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        words.append(seed >> 32)
    return np.array(words, "<u4").tobytes()[:size]


def low_bits(raw):
    """Codes of float4: ml_dtypes takes any higher bit for the sign, and none should be set."""
    return bytes(b & 15 for b in raw)


def shown(dtype, raw):
    """The array that numpy shows for the bytes of any of TensorFlow's types."""
    if dtype == "float4_e2m1fn":
        raw = low_bits(raw)
    if dtype in SMALL_FLOATS:
        return np.frombuffer(raw, getattr(ml_dtypes, dtype)).astype(np.float32)
    if dtype in LITTLE_INTS:
        bits, signed = LITTLE_INTS[dtype]
        low = np.frombuffer(raw, np.uint8).astype(np.int16) & (2**bits - 1)
        if signed:
            low = np.where(low >= 2 ** (bits - 1), low - 2**bits, low)
        return low.astype(np.int8 if signed else np.uint8)
    if dtype == "bool":
        return np.frombuffer(raw, np.uint8) != 0
    return np.frombuffer(raw, np.dtype(PLAIN_INTS.get(dtype, dtype)).newbyteorder("<"))


def width(dtype):
    return 2 if dtype == "bfloat16" else 1 if dtype in SMALL_FLOATS or dtype in LITTLE_INTS \
        else np.dtype(PLAIN_INTS.get(dtype, dtype)).itemsize


text_cases = []


def text(dtype, shape, source, array, **options):
    with np.printoptions(**{**DEFAULTS, **options}), np.errstate(all="ignore"):
        case = dict(dtype=dtype, shape=list(shape), **source)
        if options:
            case["options"] = options
        case["text"] = str(array)
    text_cases.append(case)


def text_of(array, **options):
    array = np.asarray(array)
    raw = array.astype(array.dtype.newbyteorder("<")).tobytes()
    text(array.dtype.name, array.shape, dict(hex=raw.hex()), array, **options)


def special(dtype):
    info = np.finfo(dtype)
    with np.errstate(all="ignore"):
        return np.array(
            [0.0, -0.0, np.inf, -np.inf, np.nan, info.max, -info.max, info.tiny,
             info.smallest_subnormal, 1e3, 999.5, 1e-4, 9.99e-5, 1e6, 999999, 1e8, 99999999.0,
             0.1, 0.01, 0.001, 1.0, 2.0, 0.5, 10, 100, 1e5, np.pi, 1e16, 123456789.0]).astype(dtype)


def floats(dtype, count):
    with np.errstate(all="ignore"):
        kind = random.randrange(13)
        normal = rng.standard_normal(count)
        if kind == 0:
            values = normal
        elif kind == 1:
            size = np.dtype(dtype).itemsize
            return rng.integers(0, 256, count * size, dtype=np.uint8).view(dtype)
        elif kind == 2:
            values = normal * 10.0 ** random.randint(-12, 12)
        elif kind == 3:
            values = normal * 10.0 ** rng.integers(-4, 5, count)
        elif kind == 4:
            values = rng.integers(-1000, 1000, count)
        elif kind == 5:
            values = 2.0 ** rng.integers(-30, 30, count)
        elif kind == 6:
            values = rng.integers(-2000, 2000, count) / 2.0 ** random.randint(0, 12)
        elif kind == 7:
            values = rng.choice(special(dtype), count)
        elif kind == 8:
            values = np.round(normal, random.randint(0, 6))
        elif kind == 9:
            values = normal * 0.05
            values[rng.random(count) < 0.1] = rng.choice([np.nan, np.inf, -np.inf, -0.0])
        elif kind == 10:
            values = 10.0 ** rng.integers(-8, 9, count)
        elif kind == 11:
            digits = random.randint(0, 9)
            values = (rng.integers(-(10**6), 10**6, count) * 2 + 1) * 0.5 / 10.0**digits
        else:
            size = {2: np.uint16, 4: np.uint32, 8: np.uint64}[np.dtype(dtype).itemsize]
            return rng.integers(0, random.choice([5, 300]), count).astype(size).view(dtype)
        return np.asarray(values).astype(dtype)


def some_shape():
    return random.choice([(1,), (2,), (3,), (5,), (7,), (12,), (17,), (2, 2), (3, 4), (1, 9),
                          (9, 1), (2, 3, 2), (1, 1, 1, 1), (2, 1, 3, 2)])


def some_options():
    options = {}
    if random.random() < 0.5:
        options["precision"] = random.choice([0, 1, 2, 3, 4, 6, 10, 12, 16, 17, 20])
    if random.random() < 0.4:
        options["threshold"] = random.choice([0, 1, 5])
    if random.random() < 0.4:
        options["edgeitems"] = random.choice([0, 1, 2, 4])
    if random.random() < 0.3:
        options["linewidth"] = random.choice([0, 1, 10, 20, 40, 200])
    if random.random() < 0.4:
        options["suppress"] = True
    return options


def array_of(dtype, shape):
    count = int(np.prod(shape))
    if dtype in FLOATS:
        return floats(dtype, count).reshape(shape)
    array = np.empty(count, dtype)
    array.real = floats(COMPLEX[dtype], count)
    array.imag = floats(COMPLEX[dtype], count)
    return array.reshape(shape)


def make_text():
    for dtype in FLOATS:
        for value in special(dtype):
            text_of(np.array(value, dtype))
            text_of(np.array([value], dtype))
            text_of(np.array([value, -1.5], dtype))
        text_of(special(dtype))
    for dtype, count in [("float16", 60), ("float32", 130), ("float64", 130), ("complex64", 60),
                         ("complex128", 60)]:
        for _ in range(count):
            text_of(array_of(dtype, some_shape()))
        for _ in range(count // 3):
            text_of(array_of(dtype, some_shape()), **some_options())
        for _ in range(12):
            text_of(array_of(dtype, ()))
    make_ratios()
    make_powers()
    for dtype in INTS:
        info = np.iinfo(dtype)
        text_of(np.array([info.min, info.max, 0, 7], dtype))
        text_of(np.array(info.min, dtype))
        text_of(np.array(info.max, dtype))
        text_of(rng.integers(0, 100, (4, 5)).astype(dtype))
        text_of(rng.integers(info.min, info.max, (2, 3, 2), dtype=dtype), linewidth=30)
    text_of(np.array(True))
    text_of(np.array([[True, False], [False, False]]))
    text_of(np.ones(40, bool))
    for shape in [(0,), (0, 3), (3, 0), (2, 0, 3), (0, 0)]:
        text_of(np.zeros(shape, np.float32))
    for dtype in [*SMALL_FLOATS, *PLAIN_INTS, *LITTLE_INTS, "bool"]:
        for shape, seed in [((), 1), ((5,), 2), ((3, 4), 3), ((256,), 4), ((40, 40), 5)]:
            raw = lcg(seed, int(np.prod(shape)) * width(dtype))
            text(dtype, shape, dict(lcg=seed), shown(dtype, raw).reshape(shape))
        raw = bytes(range(16))
        text(dtype, (16 // width(dtype),), dict(hex=raw.hex()), shown(dtype, raw))
    big = [((1001,), {}), ((1000,), {}), ((50, 60), {}), ((2, 600), {}), ((7, 7, 30), {}),
           ((6, 6, 6, 6), {}), ((6, 6, 6, 6), dict(threshold=10**6)), ((3, 500), dict(edgeitems=1)),
           ((40, 40), dict(edgeitems=0)), ((40, 40), dict(edgeitems=5, linewidth=120)),
           ((2000,), dict(threshold=10**6, linewidth=200)), ((200000,), {}), ((3, 100, 400), {})]
    for dtype in ["float32", "float64", "float16", "int32", "uint64", "complex64"]:
        for number, (shape, options) in enumerate(big):
            if dtype not in ("float32", "int32") and "threshold" in options:
                continue
            raw = lcg(100 + number, int(np.prod(shape)) * width(dtype))
            text(dtype, shape, dict(lcg=100 + number), shown(dtype, raw).reshape(shape), **options)
    strings([b"hello", b"a"], (2,))
    strings([b"it's"], ())
    strings([b""], ())
    strings([b"it's", b'say "x"', b"""'"'""", b"\\", b"\t\n\r", bytes(range(32)),
             bytes(range(126, 160)), b"\xff", "grün".encode(), b""], (10,))
    strings([b"x" * 100, b"y" * 70, b"z", b"w"], (2, 2))
    strings([b"n%d" % i for i in range(1200)], (1200,))
    strings([b"n%d" % i for i in range(1200)], (30, 40))
    strings([b"m" * (i % 12) for i in range(60)], (60,))


def make_ratios():
    """Pairs whose ratio, rounded to their own type, lies just at, below or above 1000."""
    for dtype in FLOATS:
        for ratio in [999.5, 999.75, 1000.0, 1000.2, 1000.25, 1000.3, 1000.5, 1001.0]:
            least = np.arange(0.01, 0.9, 0.0001).astype(dtype)
            greatest = (least.astype(np.float64) * ratio).astype(dtype)
            exact = greatest.astype(np.float64) / least.astype(np.float64)
            nearest = int(np.argmin(abs(exact - ratio)))
            text_of(np.array([least[nearest], greatest[nearest]]))
            up = np.nextafter(greatest[nearest], np.array(np.inf, dtype))
            text_of(np.array([least[nearest], up]))


def make_powers():
    """Powers of two whose shortest digits are not the nearest of that length."""
    text_of(np.array([2.0**-6, 1.001e-4], np.float16))
    text_of(np.array([2.0**-96, 1.2345678e5], np.float32))
    text_of(np.array([2.0**87, 1.2345678e5], np.float32))
    text_of(np.array([2.0**90, 1.2345678e5], np.float32))
    text_of(np.array([2.0**-1017, 1.234567890123456e5]), precision=15)
    text_of(np.array([2.0**-957, 1.234567890123456e5]), precision=15)
    text_of(2.0 ** np.arange(-126, 128, dtype=np.float32))
    text_of(2.0 ** np.arange(-24, 16).astype(np.float16))
    text_of(2.0 ** np.arange(-1074.0, 1024), precision=16, threshold=10**6)


def strings(values, shape, **options):
    array = np.empty(len(values), object)
    array[:] = values
    text("string", shape, dict(strings=[v.hex() for v in values]), array.reshape(shape), **options)


def make_lines():
    cases = []
    for dtype in [*FLOATS, *COMPLEX, *INTS, "bool", *PLAIN_INTS, *LITTLE_INTS, *SMALL_FLOATS]:
        size = width(dtype)
        raws = [lcg(7, 120 * size)]
        if size == 1:
            raws = [bytes(range(256))]
        if dtype in FLOATS:
            raws.append(special(dtype).tobytes())
            raws.append(b"".join(floats(dtype, 20).tobytes() for _ in range(12)))
        if dtype in COMPLEX:
            raws.append(b"".join(array_of(dtype, (20,)).tobytes() for _ in range(6)))
        for raw in raws:
            values = shown(dtype, raw)
            lines = [str(np.float64(v)) if dtype in SMALL_FLOATS else str(v) for v in values]
            cases.append(dict(dtype=dtype, hex=raw.hex(), lines=lines))
    return cases


def make_npy():
    cases = []
    for dtype in [*FLOATS, *COMPLEX, *INTS, "bool", *PLAIN_INTS, *LITTLE_INTS, *SMALL_FLOATS]:
        for shape, seed in [((), 1), ((3,), 2), ((2, 5), 3), ((0, 4), 4), ((1, 1, 2, 1, 3), 5)]:
            raw = lcg(seed, int(np.prod(shape)) * width(dtype))
            cases.append(npy(dtype, shape, dict(lcg=seed), shown(dtype, raw).reshape(shape)))
            if dtype in SMALL_FLOATS:
                codes = low_bits(raw) if dtype == "float4_e2m1fn" else raw
                stored = np.frombuffer(codes, np.uint16 if width(dtype) == 2 else np.uint8)
                cases.append(npy(dtype, shape, dict(lcg=seed), stored.reshape(shape)))
                cases[-1]["bits"] = True
    for values, shape in [([b"hello", b"a", b""], (3,)), ([b"x"], ()), ([b"", b""], (2, 1)),
                          ([], (0,)), ([b"\x00a", b"b\xff"], (1, 2))]:
        array = np.array(values, "S").reshape(shape)
        cases.append(npy("string", shape, dict(strings=[v.hex() for v in values]), array))
    return cases


def npy(dtype, shape, source, array):
    file = io.BytesIO()
    np.save(file, array)
    return dict(dtype=dtype, shape=list(shape), **source, npy=file.getvalue().hex())


def make_select():
    cases = []
    fixed = ["5, :2", "..., ::-2", "-1", "...", ":", "1:", ":-1", "::2", "5::-1", "-3:-1", "2:1",
             "7", "-7", ":, 1", "..., 0", "0, ...", "0, ..., 0", "0, 0, 0, 0", ":, :, :", "1,",
             " 1 , : ", "0:100", "-100:100", "100:0:-1", "::-1, ::-1", "0, 1:2", "1, ::3",
             "99999999999999999999:", ":99999999999999999999:9223372036854775807", "::-5"]
    shapes = [(5,), (4, 3), (2, 3, 4), (0, 3), (), (6, 2), (1, 1, 5)]

    def bound():
        return random.choice(["", "", str(random.randint(-7, 7))])

    texts = list(fixed)
    for _ in range(150):
        parts = []
        for _ in range(random.randint(1, 3)):
            kind = random.randrange(4)
            if kind == 0:
                parts.append(str(random.randint(-4, 4)))
            elif kind == 1:
                parts.append(f"{bound()}:{bound()}")
            else:
                step = random.choice(["", "1", "2", "3", "-1", "-2", "-3", "7"])
                parts.append(f"{bound()}:{bound()}:{step}")
        if random.random() < 0.3:
            parts.insert(random.randint(0, len(parts)), "...")
        texts.append(", ".join(parts))
    axes = ["()", " ( ) ", "None", "np.newaxis", "None, None", "..., None", "None, ..., 0",
            "0, None", "None, 0", ":, None, ::-1", "1:, None, None, 0", "None, 0, ..., None, -1",
            "None, 7", "None, 0, 0, 0, 0", "None, 5::-1, None,"]
    texts += axes
    for number, selection in enumerate(texts):
        everywhere = number < len(fixed) or selection in axes
        for shape in shapes if everywhere else random.sample(shapes, 3):
            array = np.arange(int(np.prod(shape))).reshape(shape)
            case = dict(shape=list(shape), selection=f"[{selection}]")
            try:
                found = np.asarray(eval(f"array[{selection}]"))
                case["result"] = list(found.shape)
                case["elements"] = found.ravel().tolist()
            except IndexError as error:
                case["error"] = "too many" if "too many" in str(error) else "out of range"
            cases.append(case)
    return cases


def write(name, cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (FOLDER / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    assert np.__version__ == "2.4.6", np.__version__
    FOLDER.mkdir(exist_ok=True)
    make_text()
    write("text.json", text_cases)
    write("lines.json", make_lines())
    write("npy.json", make_npy())
    write("select.json", make_select())
