"""Writes testdata/hdf5 with Keras and h5py, and what h5py and Keras say of each dataset.

Ran with Python 3.11, TensorFlow 2.21.0, Keras 3.15.1, h5py 3.14.0, numpy 2.4.6, ml_dtypes 0.6.0:

    python testdata/generate/hdf5_cases.py
"""

import io
import os
import shutil
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import h5py
import keras
import ml_dtypes
import numpy as np
import tensorflow as tf
from keras import layers
from keras.src.legacy.saving import legacy_h5_format

import expectation
import stated

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hdf5")


def folder(name):
    """An empty folder for a case."""
    path = os.path.normpath(os.path.join(ROOT, name))
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def fill(model):
    """Gives each variable values that no other has, so that a dataset tells its variable."""
    rng = np.random.default_rng(14)
    for variable in model.variables + optimizer_variables(model):
        if variable.dtype.startswith(("float", "bfloat")):
            variable.assign(rng.standard_normal(variable.shape).astype(np.float32))
    return model


def optimizer_variables(model):
    """Those of the optimizer, if there is one."""
    return list(getattr(getattr(model, "optimizer", None), "variables", []))


def names(model, path_of=lambda variable: variable.path):
    """What Keras calls the variable of these values."""
    found = {}
    for variable in model.variables:
        value = np.asarray(variable)
        found.setdefault((value.shape, value.tobytes()), path_of(variable))
    for variable in optimizer_variables(model)[:2]:
        value = np.asarray(variable)
        found[(value.shape, value.tobytes())] = variable.path
    return found


def datasets(file):
    """Each dataset once, as h5py visits them."""
    found = {}

    def visit(name, item):
        if isinstance(item, h5py.Dataset):
            found[name] = item

    file.visititems(visit)
    return found


def value_of(item):
    """What a dataset holds, and what its type is called here; no value where it is refused."""
    declared = item.attrs.get("dtype")
    if declared is not None:
        return item[()].view(getattr(ml_dtypes, declared)), declared
    if h5py.check_string_dtype(item.dtype):
        return item[()], "string"
    value = item[()]
    if item.dtype.kind == "V":
        kind = "compound" if item.dtype.names else "void"
        return None, f"{kind}{8 * item.dtype.itemsize}"
    return np.asarray(value).astype(item.dtype.newbyteorder("<")), item.dtype.name


def state(spellings, files, known=None):
    """A checkpoint of all datasets of some files; full names as far as they are known."""
    tensors = {}
    for file in files:
        for name, item in datasets(file).items():
            value, dtype = value_of(item)
            full = None if known is None else ""
            if known and value is not None and isinstance(value, np.ndarray | np.generic):
                full = known.get((np.shape(value), np.asarray(value).tobytes()), "")
            tensors[name] = stated.tensor(name, dtype, item.shape, value, full)
    ordered = [tensors[name] for name in sorted(tensors, key=lambda name: name.encode())]
    return {"open": spellings, "format": "HDF5", "tensors": ordered}


def every_layer():
    """One of each layer of keras.layers that has variables of its own."""
    f = np.float32
    line, image, steps = np.zeros((2, 4), f), np.zeros((1, 3, 3, 2), f), np.zeros((1, 3, 2), f)
    volume, ids = np.zeros((1, 2, 2, 2, 2), f), np.zeros((2, 2), np.int32)
    moving = np.zeros((1, 2, 3, 3, 2), f)
    keras.utils.clear_session()
    calls = [
        (layers.Dense(3), line),
        (layers.Dense(2, use_bias=False), line),
        (layers.EinsumDense("ab,bc->ac", output_shape=3, bias_axes="c"), line),
        (layers.Embedding(5, 3), ids),
        (layers.ReversibleEmbedding(5, 3, tie_weights=False), ids),
        (layers.Conv1D(2, 2), steps),
        (layers.Conv2D(2, 2), image),
        (layers.Conv3D(2, 2), volume),
        (layers.Conv1DTranspose(2, 2), steps),
        (layers.Conv2DTranspose(2, 2), image),
        (layers.Conv3DTranspose(2, 2), volume),
        (layers.DepthwiseConv1D(2), steps),
        (layers.DepthwiseConv2D(2), image),
        (layers.SeparableConv1D(2, 2), steps),
        (layers.SeparableConv2D(2, 2), image),
        (layers.BatchNormalization(), line),
        (layers.BatchNormalization(center=False, scale=False), line),
        (layers.LayerNormalization(), line),
        (layers.GroupNormalization(2), line),
        (layers.RMSNormalization(), line),
        (layers.PReLU(), line),
        (layers.LSTM(2), steps),
        (layers.GRU(2), steps),
        (layers.SimpleRNN(2), steps),
        (layers.RNN([layers.LSTMCell(2), layers.GRUCell(2)]), steps),
        (layers.Bidirectional(layers.GRU(2)), steps),
        (layers.TimeDistributed(layers.Dense(2)), steps),
        (layers.ConvLSTM1D(2, 2), moving[:, :, :, 0]),
        (layers.ConvLSTM2D(2, 2), moving),
        (layers.MultiHeadAttention(2, 2), (steps, steps)),
        (layers.GroupQueryAttention(2, 2, 1), (steps, steps)),
        (layers.Attention(score_mode="concat", use_scale=True), ([steps, steps],)),
        (layers.AdditiveAttention(), ([steps, steps],)),
    ]
    normalization = layers.Normalization()
    normalization.adapt(np.random.default_rng(1).random((5, 3)).astype(f))
    calls.append((normalization, np.zeros((2, 3), f)))
    for layer, inputs in calls:
        layer(*inputs) if isinstance(inputs, tuple) else layer(inputs)

    save_all("every-layer", [layer for layer, _ in calls])


class All(keras.Model):
    """Holds layers and does nothing."""

    def __init__(self, parts):
        super().__init__(name="all")
        self.parts = parts

    def call(self, inputs):
        return inputs


def save_all(name, parts):
    """Layers that were called already, in one file."""
    model = All(parts)
    model.built = True
    fill(model)
    for layer in parts:
        if getattr(layer, "lora_enabled", False):
            # What LoRA adds is saved as part of what it adds to.
            low = getattr(layer, "lora_kernel_b", getattr(layer, "lora_embeddings_b", None))
            low.assign(np.zeros(low.shape))
    path = folder(name)
    file = os.path.join(path, "all.weights.h5")
    model.save_weights(file)
    # The layers were called before the model was made: it is not in what Keras calls them.
    known = names(model, lambda variable: "all/" + variable.path)
    with h5py.File(file, "r") as opened:
        stated.write(path, state(["all.weights.h5"], [opened], known))


def changed_layers():
    """Layers that were quantized or got LoRA, and more that hold others."""
    f = np.float32
    line, image, steps = np.zeros((2, 4), f), np.zeros((1, 3, 3, 2), f), np.zeros((1, 3, 2), f)
    ids = np.zeros((2, 2), np.int32)
    keras.utils.clear_session()
    keras.utils.set_random_seed(14)
    quantized = [
        (layers.Dense(3), line, "int8"),
        (layers.Dense(3, use_bias=False), line, "int8"),
        (layers.Dense(4), line, "int4"),
        (layers.Dense(3), line, "float8"),
        (layers.EinsumDense("ab,bc->ac", output_shape=3, bias_axes="c"), line, "int8"),
        (layers.Embedding(5, 4), ids, "int8"),
        (layers.Embedding(5, 4), ids, "int4"),
        (layers.ReversibleEmbedding(6, 4, tie_weights=False), ids, "int8"),
    ]
    for layer, inputs, mode in quantized:
        layer(inputs)
        layer.quantize(mode)
    low_rank = [(layers.Dense(3), line), (layers.Embedding(5, 3), ids), (layers.Conv2D(2, 2), image)]
    for layer, inputs in low_rank:
        layer(inputs)
        layer.enable_lora(2)
    others = [
        (layers.ConvLSTM3D(1, 1), np.zeros((1, 2, 2, 2, 2, 1), f)),
        (layers.Bidirectional(layers.LSTM(2)), steps),
        (layers.TimeDistributed(layers.Conv1D(2, 1)), np.zeros((1, 2, 3, 2), f)),
        (layers.RNN([layers.LSTMCell(2), layers.SimpleRNNCell(2)]), steps),
        (layers.BatchNormalization(renorm=True), line),
        (layers.Lambda(lambda inputs: inputs), line),
        (layers.Dropout(0.5, seed=1), line),
    ]
    for layer, inputs in others:
        layer(inputs)
    save_all("changed-layers", [each[0] for each in quantized + low_rank + others])


def sequential():
    """Weights and a TensorFlow checkpoint of one model with its optimizer."""
    keras.utils.clear_session()
    parts = [keras.Input((4,)), layers.Dense(3, name="d1"), layers.BatchNormalization()]
    model = keras.Sequential(parts + [layers.Dense(2, name="d2")], name="sequential")
    model.compile("adam", "mse")
    model.fit(np.ones((2, 4), np.float32), np.ones((2, 2), np.float32), verbose=0)
    fill(model)
    path = folder("sequential")
    file = os.path.join(path, "model.weights.h5")
    model.save_weights(file)
    saved = tf.train.Checkpoint(model=model, optimizer=model.optimizer)
    saved.write(os.path.join(path, "ckpt-7"))
    with h5py.File(file, "r") as opened:
        weights = state(["model.weights.h5"], [opened], names(model))
    stated.write(path, weights, expectation.checkpoint(path, ["ckpt-7"], {}, "ckpt-7"))


def functional():
    """A model with models in it."""
    keras.utils.clear_session()
    inner = keras.Sequential([layers.Dense(3), layers.Dense(2, name="out")], name="inner")
    small = keras.Input((2,))
    nested = keras.Model(small, layers.Dense(2, name="in_nested")(small), name="nested")
    inputs = keras.Input((3, 2))
    outputs = layers.LSTM(2, name="steps")(inputs)
    outputs = nested(inner(layers.Dropout(0.5)(outputs)))
    model = keras.Model(inputs, layers.BatchNormalization()(outputs), name="outer")
    model.compile("sgd", "mse")
    return fill(model)


def archive():
    """The same model as a .keras file."""
    model = functional()
    path = folder("keras-archive")
    file = os.path.join(path, "outer.keras")
    model.save(file)
    with zipfile.ZipFile(file) as members:
        weights = io.BytesIO(members.read("model.weights.h5"))
    with h5py.File(weights, "r") as opened:
        stated.write(path, state(["outer.keras", "."], [opened], names(model)))


def sharded():
    """Three shards and their index."""
    keras.utils.clear_session()
    parts = [keras.Input((4,))] + [layers.Dense(4, name=f"d{i}") for i in range(3)]
    model = fill(keras.Sequential(parts, name="sharded"))
    path = folder("sharded")
    model.save_weights(os.path.join(path, "model.weights.json"), max_shard_size=88 / 1024**3)
    files = [h5py.File(os.path.join(path, f"model_{i:05}.weights.h5"), "r") for i in range(3)]
    stated.write(path, state(["model.weights.json", "."], files, names(model)))


def legacy():
    """A whole model, and weights alone, in the format of Keras 1 and 2."""
    keras.utils.clear_session()
    parts = [keras.Input((4,)), layers.Dense(3, name="d1"), layers.BatchNormalization(name="bn")]
    model = keras.Sequential(parts, name="old")
    model.compile("sgd", "mse")
    model.optimizer.build(model.trainable_variables)
    fill(model)
    path = folder("legacy")
    whole, weights = os.path.join(path, "model.h5"), os.path.join(path, "weights.h5")
    legacy_h5_format.save_model_to_hdf5(model, whole)
    with h5py.File(weights, "w") as opened:
        legacy_h5_format.save_weights_to_hdf5_group(opened, model)
    checkpoints = []
    for file in (whole, weights):
        with h5py.File(file, "r") as opened:
            checkpoints.append(state([os.path.basename(file)], [opened], names(model)))
    stated.write(path, *checkpoints)


def low_precision():
    """bfloat16, which h5py stores as opaque, with and without Keras's word for it."""
    path = folder("bfloat16")
    keras.utils.clear_session()
    with_policy = keras.Sequential(
        [keras.Input((4,)), layers.Dense(3, dtype="bfloat16", name="d")], name="low"
    )
    fill(with_policy)
    file = os.path.join(path, "model.weights.h5")
    with_policy.save_weights(file)
    with h5py.File(os.path.join(path, "bare.h5"), "w") as bare:
        bare["bare"] = np.arange(6).astype(ml_dtypes.bfloat16).reshape(2, 3)
    checkpoints = []
    for name in ("model.weights.h5", "bare.h5"):
        with h5py.File(os.path.join(path, name), "r") as opened:
            known = names(with_policy) if name.startswith("model") else {}
            checkpoints.append(state([name], [opened], known))
    stated.write(path, *checkpoints)


def types():
    """Every type of numpy in both byte orders, bool, complex, strings, and what has no values."""
    path = folder("types")
    rng = np.random.default_rng(3)
    with h5py.File(os.path.join(path, "types.h5"), "w") as file:
        for code in "i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 c8 c16".split():
            for order in "<>":
                dtype = np.dtype(order + code)
                count = 12 * dtype.itemsize
                value = np.frombuffer(rng.bytes(count), np.uint8).view(dtype).reshape(3, 4)
                file[f"{'big' if order == '>' else 'little'}/{code}"] = value
        file["bool"] = rng.integers(0, 2, (3, 4)).astype(bool)
        file["scalar"] = np.float64(2.5)
        file["empty"] = np.zeros((2, 0, 3), np.float32)
        file["strings/fixed"] = np.array([[b"a", b"", b"xyz"], [b"a\0b", b"ab ", b"q"]], "S4")
        text = h5py.string_dtype()
        texts = np.array(["", "a", "Größe", "x" * 300], object)
        file.create_dataset("strings/vlen", data=texts, dtype=text)
        file.create_dataset("strings/scalar", data="one", dtype=text)
        file["pairs"] = np.zeros(3, [("a", "<i4"), ("b", "<f8")])
        file["void"] = np.zeros(3, "V6")
        colours = h5py.enum_dtype({"RED": 1, "BLUE": 2}, basetype="i2")
        file.create_dataset("enum", data=np.array([1, 2, 1], np.int16), dtype=colours)
        file["again"] = file["scalar"]
        file["soft"] = h5py.SoftLink("/scalar")
        file["little/parent"] = file["/"]
    with h5py.File(os.path.join(path, "types.h5"), "r") as opened:
        stated.write(path, state(["types.h5"], [opened]))


def chunks():
    """Chunks that the shape cuts, plain, shuffled, deflated; fill values; compact elements."""
    path = folder("chunks")
    rng = np.random.default_rng(5)
    with h5py.File(os.path.join(path, "chunks.h5"), "w") as file:
        matrix = rng.integers(-99, 99, (37, 29)).astype(np.int32)
        options = {
            "plain": {},
            "deflate": {"compression": "gzip"},
            "shuffle": {"shuffle": True},
            "both": {"compression": "gzip", "shuffle": True, "compression_opts": 9},
        }
        for name, option in options.items():
            file.create_dataset(f"matrix/{name}", data=matrix, chunks=(8, 10), **option)
        deep = rng.standard_normal((3, 5, 7, 2)).astype(">f8")
        file.create_dataset("deep", data=deep, chunks=(2, 5, 3, 2), compression="gzip", shuffle=True)
        file.create_dataset("wide", data=matrix[:3], chunks=(1, 29), compression="gzip")
        many = np.arange(500, dtype=np.uint16)
        file.create_dataset("many", data=many, chunks=(5,), compression="gzip")
        file.create_dataset("never", (4, 5), np.float32, fillvalue=1.5)
        holes = file.create_dataset("holes", (20, 20), np.int16, chunks=(5, 5), fillvalue=-7)
        holes[6:9, 6:9] = 3
        grown = file.create_dataset("grown", (9,), np.int64, chunks=(4,), maxshape=(None,))
        grown[:] = np.arange(9)
        grown.resize((5,))
        text = h5py.string_dtype()
        words = np.array([f"word {i}" for i in range(20)], object)
        file.create_dataset("words", data=words, dtype=text, chunks=(6,), compression="gzip")
        compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        compact.set_layout(h5py.h5d.COMPACT)
        space = h5py.h5s.create_simple((2, 3))
        kind = h5py.h5t.NATIVE_FLOAT
        made = h5py.h5d.create(file.id, b"compact", kind, space, compact)
        made.write(h5py.h5s.ALL, h5py.h5s.ALL, np.arange(6, dtype=np.float32).reshape(2, 3))
    with h5py.File(os.path.join(path, "chunks.h5"), "r") as opened:
        stated.write(path, state(["chunks.h5"], [opened]))


def refused():
    """What is refused by name: later versions, other filters, elements in other files."""
    path = folder("refused")
    ones = np.ones((4, 4), np.float32)
    with h5py.File(os.path.join(path, "latest.h5"), "w", libver="latest") as file:
        file["a"] = ones
    with h5py.File(os.path.join(path, "tracked.h5"), "w", track_order=True) as file:
        for i in range(9):
            file[f"a{i}"] = ones
    with h5py.File(os.path.join(path, "elsewhere.h5"), "w") as file:
        file.create_dataset("lzf", data=ones, compression="lzf")
        file.create_dataset("fletcher32", data=ones, fletcher32=True)
        file.create_dataset("external", (4,), np.float32, external=[("other.raw", 0, 16)])
        file["here"] = ones
        file["soft"] = h5py.SoftLink("/here")
        file["file"] = h5py.ExternalLink("other.h5", "/a")


if __name__ == "__main__":
    types()
    chunks()
    refused()
    sequential()
    archive()
    sharded()
    legacy()
    low_precision()
    every_layer()
    changed_layers()
