"""Writes testdata/find/restored.txt: what TensorFlow and Keras say when a checkpoint is restored into
a model that has changed, or when it is damaged; and the checkpoints that they say it of, beside it.

Made with Python 3.11, TensorFlow 2.21 and Keras 3.15:

    python testdata/generate/find_messages.py

The form is that of messages.txt. What a message means was told by hand: the tensor of the checkpoint
that has to be looked at, or several of which one is as good as another.
"""

import contextlib
import io
import logging
import os
import pathlib
import re
import shutil
import struct
import tempfile
import warnings
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

tf1 = tf.compat.v1
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "find"
VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"
LINES = []


def clean(text):
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    text = re.sub(r'/[^\s"\']*?/site-packages/', "site-packages/", text)
    text = re.sub(r'/[^\s"\':]*/(?=find_messages\.py|model\.|(?:saver|objects|changed)/)', "", text)
    text = re.sub(r"\b(at|object at) 0x[0-9a-f]{6,}", r"\1 0x7f0000000000", text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines()[:16])


def story(title, action, means):
    """What an action says, in an exception or in warnings; None means no tensor: then nothing is kept."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    for name in ("tensorflow", "absl"):
        logging.getLogger(name).addHandler(handler)
    text = ""
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(said):
        warnings.simplefilter("always")
        try:
            action()
        except Exception as e:  # whatever it raises is the message
            text = f"{type(e).__name__}: {e}"
    for name in ("tensorflow", "absl"):
        logging.getLogger(name).removeHandler(handler)
    if not text:
        text = "\n".join(f"UserWarning: {one.message}" for one in caught
                         if issubclass(one.category, UserWarning)) + said.getvalue()
    if not clean(text):
        print("nothing is said:", title)
        return
    if means is None:
        return
    LINES.extend([f"message {title}", clean(text), f"means {means}", ""])


def checkpoint(path):
    LINES.extend([f"checkpoint testdata/find/{path}", ""])


# A checkpoint of names, as TF1 writes it.


def variables(specs):
    return [tf1.get_variable(name, shape, dtype, use_resource=False)
            for name, shape, dtype in specs]


SAVED = [("net/conv1/kernel", [3, 3, 2, 4], tf.float32), ("net/conv1/bias", [4], tf.float32),
         ("net/dense/kernel", [6, 5], tf.float32), ("net/dense/bias", [5], tf.float32),
         ("net/dense/kernel/Adam", [6, 5], tf.float32), ("global_step", [], tf.int64)]


def save_names():
    with tf1.Graph().as_default(), tf1.Session() as session:
        for i, variable in enumerate(variables(SAVED)):
            count = int(np.prod(variable.shape.as_list()))
            variable.load(np.arange(count).reshape(variable.shape) / 7 + i, session)
        tf1.train.Saver().save(session, "saver/model.ckpt-9", write_meta_graph=False,
                               write_state=False)


def restore_names(specs, path="saver/model.ckpt-9"):
    def run():
        with tf1.Graph().as_default(), tf1.Session() as session:
            variables(specs)
            tf1.train.Saver().restore(session, path)
    return run


def init_names(specs, mapping, path="saver/model.ckpt-9"):
    def run():
        with tf1.Graph().as_default(), tf1.Session():
            variables(specs)
            tf1.train.init_from_checkpoint(path, mapping)
    return run


def raw_restore(name, dtype, slices=""):
    return lambda: tf.raw_ops.RestoreV2(prefix="saver/model.ckpt-9", tensor_names=[name],
                                        shape_and_slices=[slices], dtypes=[dtype])


def names():
    checkpoint("saver/model.ckpt-9")
    for title, old, new in (
            ("a layer of another name", "net/dense/kernel", "net/dense_1/kernel"),
            ("another scope", "net/conv1/bias", "model/net/conv1/bias"),
            ("older words", "net/conv1/kernel", "net/conv1/weights"),
            ("a slot that was not saved", "net/dense/bias", "net/dense/bias/Momentum")):
        story("Saver, " + title, restore_names([(new, dict((n, s) for n, s, _ in SAVED)[old],
                                                 tf.float32)]), old)
    story("Saver, another shape", restore_names([("net/dense/kernel", [6, 7], tf.float32)]),
          "net/dense/kernel")
    story("Saver, a shape of another rank",
          restore_names([("net/conv1/kernel", [18, 4], tf.float32)]), "net/conv1/kernel")
    story("Saver, another type", restore_names([("global_step", [], tf.int32)]), "global_step")
    story("init_from_checkpoint, no such tensor",
          init_names([("head/kernel", [6, 5], tf.float32)], {"net/dense2/kernel": "head/kernel"}),
          "net/dense/kernel")
    story("init_from_checkpoint, another shape",
          init_names([("head/bias", [9], tf.float32)], {"net/dense/bias": "head/bias"}),
          "net/dense/bias")
    story("init_from_checkpoint, a scope that is not there",
          init_names([("head/conv1/bias", [4], tf.float32)], {"nets/": "head/"}), "net/conv1/bias")
    story("RestoreV2, no such tensor", raw_restore("net/conv2/bias", tf.float32), "net/conv1/bias")
    story("RestoreV2, another type", raw_restore("net/conv1/bias", tf.float64), "net/conv1/bias")
    story("RestoreV2, another shape", raw_restore("net/dense/bias", tf.float32, "7 0,7"),
          "net/dense/bias")
    story("RestoreV2, a slice of what is whole",
          raw_restore("net/dense/kernel", tf.float32, "12 5 0,6:0,5"), "net/dense/kernel")
    story("load_variable", lambda: tf.train.load_variable("saver/model.ckpt-9", "dense/kernel"),
          "net/dense/kernel")
    story("get_tensor",
          lambda: tf.train.load_checkpoint("saver/model.ckpt-9").get_tensor("net/conv1/kernel:0"),
          "net/conv1/kernel")


def damaged():
    """The sums that are stored, found with TensorFlow's own eyes: a byte of each tensor is turned."""
    data = pathlib.Path("saver/model.ckpt-9.data-00000-of-00001").read_bytes()
    for name in ("net/dense/kernel", "net/conv1/kernel"):
        value = np.ascontiguousarray(tf.train.load_variable("saver/model.ckpt-9", name)).tobytes()
        at = data.index(value) + 2
        os.makedirs("changed", exist_ok=True)
        shutil.copy("saver/model.ckpt-9.index", "changed/model.ckpt-9.index")
        pathlib.Path("changed/model.ckpt-9.data-00000-of-00001").write_bytes(
            data[:at] + bytes([data[at] ^ 8]) + data[at + 1:])
        story(f"a turned bit, {name.split('/')[1]}",
              lambda: tf.train.load_variable("changed/model.ckpt-9", name), name)


# A checkpoint of objects, as TF2 writes it.


def model(units=5, name="d1", extra=False, second=2, optimizer=None):
    layers = [keras.layers.Input((4,)), keras.layers.Dense(units, name=name),
              keras.layers.BatchNormalization(name="bn"), keras.layers.Dense(second, name="d2")]
    if extra:
        layers.append(keras.layers.Dense(3, name="d3"))
    built = keras.Sequential(layers, name="sequential")
    built.compile(optimizer or keras.optimizers.Adam(1e-3), "mse")
    built.optimizer.build(built.trainable_variables)
    return built


class Step(tf.Module):
    def __init__(self, size=4, names=("w", "b")):
        super().__init__()
        setattr(self, names[0], tf.Variable(tf.ones([3, size]), name="net/" + names[0]))
        setattr(self, names[1], tf.Variable(tf.zeros([size]), name="net/" + names[1]))


def restore(check, **objects):
    def run():
        status = tf.train.Checkpoint(**objects).restore("objects/ckpt-1")
        getattr(status, check)()
    return run


def objects():
    checkpoint("objects/ckpt-1")
    story("Checkpoint, another shape", restore("assert_consumed", module=Step(7),
                                               step=tf.Variable(0, dtype=tf.int64)),
          "module/b" + VALUE)
    story("Checkpoint, assert_consumed of an object without its bias",
          restore("assert_consumed", module=tf.train.Checkpoint(w=tf.Variable(tf.ones([3, 4]))),
                  step=tf.Variable(0, dtype=tf.int64)), "module/b" + VALUE)
    story("Checkpoint, assert_existing_objects_matched",
          restore("assert_existing_objects_matched", module=Step(names=("weights", "b"))),
          "module/w" + VALUE)
    story("Checkpoint, a counter that is not there",
          restore("assert_consumed", module=Step()), "step" + VALUE)
    story("a Saver's names in a checkpoint of objects",
          restore_names([("net/w", [3, 4], tf.float32), ("net/kernel", [3, 4], tf.float32)],
                        "objects/ckpt-1"), "module/w" + VALUE)
    story("get_tensor of an object path",
          lambda: tf.train.load_checkpoint("objects/ckpt-1").get_tensor("module/b"),
          "module/b" + VALUE)
    story("load_variable of a variable's name",
          lambda: tf.train.load_variable("objects/ckpt-1", "net/b"), "module/b" + VALUE)


def keras_files():
    checkpoint("keras/ckpt-1")
    kernel, bias, last, last_bias, momentum = (
        "model/optimizer/" + name + VALUE
        for name in ("_trainable_variables/0", "_trainable_variables/1", "_trainable_variables/4",
                     "_trainable_variables/5", "_variables/4"))
    gamma = "model/optimizer/_trainable_variables/2" + VALUE
    path = "model.weights.h5"
    story("load_weights, more units", lambda: model(6).load_weights(path), kernel)
    story("load_weights, more units at the end",
          lambda: model(second=3).load_weights(path), last)
    story("load_weights, skip_mismatch",
          lambda: model(6).load_weights(path, skip_mismatch=True), kernel)
    story("load_weights, a layer more", lambda: model(extra=True).load_weights(path), None)
    story("load_weights, no such file", lambda: model().load_weights("model.h6"), None)
    story("set_weights, one array", lambda: model().get_layer("d1").set_weights(
        [np.zeros((4, 5))]), kernel + " " + bias)
    story("set_weights, another shape", lambda: model().get_layer("d1").set_weights(
        [np.zeros((4, 6)), np.zeros(6)]), kernel)
    story("set_weights of a model", lambda: model().set_weights(model(6).get_weights()), kernel)
    story("assign", lambda: model().get_layer("d2").kernel.assign(np.zeros((5, 9))), last)
    story("legacy h5, more units", lambda: model(6).load_weights("model.h5"), kernel)
    story("legacy h5, by name", lambda: model(6).load_weights(
        "model.h5", by_name=True), kernel)
    story("legacy h5, by name, skip_mismatch", lambda: model(6).load_weights(
        "model.h5", by_name=True, skip_mismatch=True), kernel)
    story("legacy h5, a layer more", lambda: model(extra=True).load_weights("model.h5"), None)
    story("Checkpoint of a changed model", lambda: tf.train.Checkpoint(
        model=model(6)).restore("keras/ckpt-1").expect_partial(),
          "model/_functional/_operations/2/moving_mean" + VALUE)
    story("a Saver's names in a checkpoint of Keras",
          restore_names([("sequential/d2/bias", [2], tf.float32),
                         ("sequential/d3/bias", [2], tf.float32)], "keras/ckpt-1"),
          bias + " " + last_bias)
    story("a slot of Keras 2", lambda: tf.train.load_checkpoint("keras/ckpt-1").get_tensor(
        "model/_functional/_operations/1/bias/.OPTIMIZER_SLOT/optimizer/m" + VALUE), momentum)


    for number, variable, slot, key in ((0, "kernel", "m", 2), (1, "gamma", "v", 7),
                                        (2, "bias", "m", 12)):
        story(f"a slot of Keras 2 by the number of its layer, {variable}",
              lambda: tf.train.load_checkpoint("keras/ckpt-1").get_tensor(
                  f"layer_with_weights-{number}/{variable}/.OPTIMIZER_SLOT/optimizer/{slot}"
                  + VALUE), f"model/optimizer/_variables/{key}" + VALUE)
    story("a weight of Keras 2 by the number of its layer",
          lambda: tf.train.load_checkpoint("keras/ckpt-1").get_tensor(
              "layer_with_weights-2/bias" + VALUE), last_bias)
    story("a layer of Keras 2 by its number",
          lambda: tf.train.load_checkpoint("keras/ckpt-1").get_tensor(
              "layer-3/kernel" + VALUE), last)
    story("load_weights, another optimizer", lambda: model(optimizer=keras.optimizers.SGD(
        0.1)).load_weights(path), "model/optimizer/_iterations" + VALUE)
    story("load_weights, no bias", lambda: keras.Sequential(
        [keras.layers.Input((4,)), keras.layers.Dense(5, name="d1", use_bias=False)],
        name="sequential").load_weights(path), kernel + " " + bias)
    story("load_model of a changed config", lambda: keras.models.load_model(changed(
        "model.keras", '"units": 5', '"units": 6')), gamma)
    story("a layer that gets another input", lambda: model().get_layer("d2")(
        np.zeros((1, 9), "float32")), last + " " + last_bias)


def changed(path, old, new):
    """A copy of a .keras file with another config."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile("changed.keras", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "config.json":
                content = content.decode().replace(old, new).encode()
            target.writestr(name, content)
    return "changed.keras"


def main():
    keras.utils.set_random_seed(7)
    shutil.rmtree(FOLDER / "saver", ignore_errors=True)
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        save_names()
        tf.train.Checkpoint(module=Step(), step=tf.Variable(3, dtype=tf.int64)).save(
            "objects/ckpt")
        first = model()
        tf.train.Checkpoint(model=first).write("keras/ckpt-1")
        first.save_weights("model.weights.h5")
        first.save("model.h5")
        first.save("model.keras")
        names()
        damaged()
        objects()
        keras_files()
        for folder in ("saver", "objects", "keras"):
            shutil.rmtree(FOLDER / folder, ignore_errors=True)
            shutil.copytree(folder, FOLDER / folder)
    (FOLDER / "restored.txt").write_text("\n".join(LINES))
    print(sum(line.startswith("message ") for line in LINES), "messages")


main()
