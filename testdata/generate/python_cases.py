"""Writes the checkpoints that only TensorFlow's Python part writes.

Ran with Python 3.11, TensorFlow 2.21.0, Keras 3.15.1, numpy 2.4.6, ml_dtypes as they bring it:

    python testdata/generate/python_cases.py
"""

import os
import shutil

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import ml_dtypes
import numpy as np
import tensorflow as tf
from tensorflow.python.saved_model import registration

import expectation
import tf1_cases


def new_dtypes():
    """The element types that TensorFlow in the JVM does not know yet."""
    path = expectation.folder("dtypes-new")
    fed = {}
    for kind, codes in [
        (ml_dtypes.float8_e4m3fnuz, 256),
        (ml_dtypes.float8_e4m3b11fnuz, 256),
        (ml_dtypes.float8_e5m2fnuz, 256),
        (ml_dtypes.int2, 4),
        (ml_dtypes.uint2, 4),
        (ml_dtypes.float4_e2m1fn, 16),
    ]:
        name = np.dtype(kind).name
        fed[name + "/codes"] = np.arange(codes, dtype=np.uint8).view(kind)
        fed[name + "/scalar"] = np.uint8(codes - 1).view(kind)
        fed[name + "/empty"] = np.zeros([2, 0], np.uint8).view(kind)
    whole = {name: tf.constant(value) for name, value in fed.items()}
    names, specs, tensors = list(whole), [""] * len(whole), list(whole.values())
    cut = np.arange(12, dtype=np.uint8).reshape(4, 3)
    for kind in [ml_dtypes.float8_e4m3fnuz, ml_dtypes.float4_e2m1fn]:
        name = np.dtype(kind).name + "/cut"
        fed[name] = cut.view(kind)
        for start, rows in [(3, 1), (0, 3)]:
            names.append(name)
            specs.append(f"4 3 {start},{rows}:-")
            tensors.append(tf.constant(fed[name][start : start + rows]))
    prefix = os.path.join(path, "model.ckpt")
    tf.raw_ops.SaveV2(prefix=prefix, tensor_names=names, shape_and_slices=specs, tensors=tensors)
    spellings = ["model.ckpt", "model.ckpt.index", "."]
    expectation.write(path, expectation.checkpoint(path, spellings, fed, "model.ckpt"))


class Awkward(tf.Module):
    """Attributes that have to be escaped in keys, and that share full names."""

    def __init__(self):
        super().__init__()
        self.plain = tf.Variable([1.0, 2.0], name="plain")
        self.list = [tf.Variable(float(i)) for i in range(11)]
        self.dict = {"a/b": tf.Variable(7, name="slash"), "k": tf.Variable([True, False])}
        setattr(self, "gr\u00fc\u00dfe", tf.Variable("gr\u00fc\u00dfe", name="unicode"))


def objects():
    """An object graph with names that need escapes, slots, a table, an iterator, two steps."""
    path = expectation.folder("objects")
    root = Awkward()
    variable = tf.Variable([[1.5, -2.5]], name="scope/vv")
    optimizer = tf.compat.v1.train.AdamOptimizer(0.1)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(variable * variable)
    optimizer.apply_gradients([(tape.gradient(loss, variable), variable)])
    table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1)
    table.insert(["b", "a", ""], [2, 1, 0])
    iterator = iter(tf.data.Dataset.range(10))
    next(iterator)
    saved = tf.train.Checkpoint(
        module=root, variable=variable, optimizer=optimizer, table=table, iterator=iterator,
        **{"a/b": tf.Variable(1), "c.d": tf.Variable(2.0), ".dot": tf.Variable([3, 4]),
           ".S": tf.Variable(5), "a..b": tf.Variable(6), "\u4e16\u754c": tf.Variable(8),
           "es\u001bc": tf.Variable(9, name="red")},
    )  # fmt: skip
    manager = tf.train.CheckpointManager(saved, path, max_to_keep=5)
    stated = []
    for step in [1, 2]:
        variable.assign_add([[1.0, 1.0]])
        manager.save()
        value = "/.ATTRIBUTES/VARIABLE_VALUE"
        fed = {
            "variable" + value: variable.numpy(),
            "module/dict/a.Sb" + value: np.int32(7),
            "module/gr\u00fc\u00dfe" + value: "gr\u00fc\u00dfe",
            "a.Sb" + value: np.int32(1),
            "c..d" + value: np.float32(2),
            "..dot" + value: np.int32([3, 4]),
            "..S" + value: np.int32(5),
            "a....b" + value: np.int32(6),
            "save_counter" + value: np.int64(step),
        }
        stated.append(expectation.checkpoint(path, [f"ckpt-{step}"], fed, f"ckpt-{step}"))
        stated.append({**stated[-1], "open": ["."], "step": step})
    stated.append({**stated[-2], "open": ["."]})
    expectation.write(path, *stated)


@registration.register_serializable(package="Example")
class Stack(tf.Module):
    """Variables that a saver of their own saves as one tensor."""

    def __init__(self, parts):
        super().__init__()
        self.parts = parts


def save_stacks(trackables, file_prefix):
    """Saves stacks by their names; the result is where."""
    places = []
    for name, stack in trackables.items():
        place = tf.strings.join([file_prefix, name])
        tensors = [tf.stack(stack.parts)]
        tf.raw_ops.SaveV2(
            prefix=place, tensor_names=[name + "/stack"], shape_and_slices=[""], tensors=tensors
        )
        places.append(place)
    return places


def registered_saver():
    """Objects with a saver that was registered for their class."""
    path = expectation.folder("registered-saver")
    registration.register_checkpoint_saver(
        package="Example",
        name="stacks",
        predicate=lambda saved: isinstance(saved, Stack),
        save_fn=save_stacks,
        restore_fn=lambda trackables, merged_prefix: None,
    )
    stack = Stack([tf.Variable(1.0, name="low"), tf.Variable(2.0, name="high")])
    saved = tf.train.Checkpoint(plain=tf.Variable([3, 4], name="plain"), pile=stack)
    saved.write(os.path.join(path, "ckpt"))
    value = "/.ATTRIBUTES/VARIABLE_VALUE"
    fed = {
        "pile/stack": np.float32([1, 2]),
        "pile/parts/0" + value: np.float32(1),
        "pile/parts/1" + value: np.float32(2),
        "plain" + value: np.int32([3, 4]),
    }
    stated = expectation.checkpoint(path, ["ckpt", "ckpt.index", "."], fed, "ckpt")
    expectation.write(path, stated)


def model():
    """A small Keras model, trained for a step."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(7)
    layers = [keras.layers.Dense(3, name="d1"), keras.layers.Dense(1, name="d2")]
    built = keras.Sequential([keras.Input([4]), *layers], name="sequential")
    built.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    inputs = np.linspace(-1, 1, 32, dtype=np.float32).reshape(8, 4)
    built.fit(inputs, inputs[:, :1], epochs=1, verbose=0)
    return built


def keras_checkpoint():
    """tf.train.Checkpoint of a Keras model: the weights are found under the optimizer."""
    path = expectation.folder("keras-checkpoint")
    trained = model()
    saved = tf.train.Checkpoint(model=trained, optimizer=trained.optimizer)
    saved.save(os.path.join(path, "ckpt"))
    kernel = trained.get_layer("d1").kernel.numpy()
    fed = {"optimizer/_trainable_variables/0/.ATTRIBUTES/VARIABLE_VALUE": kernel}
    stated = expectation.checkpoint(path, ["ckpt-1", "."], fed, "ckpt-1")
    expectation.write(path, stated)


def saved_model(path, fed):
    """States the variables of a SavedModel."""
    assets = os.path.join(path, "assets")
    if os.path.isdir(assets) and not os.listdir(assets):
        os.rmdir(assets)
    prefix = "variables/variables"
    spellings = [".", "variables", prefix, prefix + ".index"]
    expectation.write(path, expectation.checkpoint(path, spellings, fed, prefix))


def keras_export():
    """Keras 3 model.export: a SavedModel that holds each weight under two keys."""
    path = expectation.folder("keras-export")
    trained = model()
    trained.export(path, verbose=False)
    kernel = trained.get_layer("d1").kernel.numpy()
    value = "/.ATTRIBUTES/VARIABLE_VALUE"
    saved_model(path, {"variables/0" + value: kernel, "_all_variables/0" + value: kernel})


class Affine(tf.Module):
    """A module with a function and a captured constant."""

    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[2.0, 3.0]], name="w")
        self.b = tf.Variable([0.5, -0.5], name="b", dtype=tf.float64)
        self.c = tf.constant([1.0, 2.0, 4.0])

    @tf.function(input_signature=[tf.TensorSpec([2], tf.float32)])
    def __call__(self, x):
        return tf.reduce_sum(self.w * x) + self.c * 12.5


def module_saved_model():
    """tf.saved_model.save of a module."""
    path = expectation.folder("saved-model")
    module = Affine()
    tf.saved_model.save(module, path)
    value = "/.ATTRIBUTES/VARIABLE_VALUE"
    saved_model(path, {"w" + value: module.w.numpy(), "b" + value: module.b.numpy()})


def max_shard_size():
    """TF2 cuts variables that are bigger than a shard may be; float16 it cannot even restore."""
    path = expectation.folder("max-shard-size")
    policy = tf.train.experimental.MaxShardSizePolicy(max_shard_size=160)
    options = tf.train.CheckpointOptions(experimental_sharding_callback=policy)
    rng = np.random.default_rng(5)
    values = {
        "small": np.float32([1, 2, 3]),
        "big": rng.standard_normal([17, 6]).astype(np.float32),
        "half": rng.standard_normal([40, 5]).astype(np.float16),
        "wide": rng.integers(-9, 9, [2, 3, 20]).astype(np.int64),
    }
    saved = tf.train.Checkpoint(**{name: tf.Variable(v, name=name) for name, v in values.items()})
    saved.write(os.path.join(path, "ckpt"), options=options)
    fed = {name + "/.ATTRIBUTES/VARIABLE_VALUE": value for name, value in values.items()}
    stated = expectation.checkpoint(path, ["ckpt", "ckpt.index", "."], fed, "ckpt")
    expectation.write(path, stated)


def main():
    """All cases."""
    shutil.rmtree(expectation.ROOT, ignore_errors=True)
    new_dtypes()
    objects()
    registered_saver()
    keras_checkpoint()
    keras_export()
    module_saved_model()
    max_shard_size()
    tf1_cases.main()
    print(f"testdata/python written by TensorFlow {tf.__version__}, Keras {keras.__version__}")


if __name__ == "__main__":
    main()
