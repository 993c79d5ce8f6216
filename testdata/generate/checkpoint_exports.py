"""Exports checkpoints to PREFIX.index with tfckpt, opens them with TensorFlow, and compares.

Made with Python 3.11, TensorFlow 2.21.0, Keras 3.15.1 and numpy 2.4.6, after mvn package:

    python testdata/generate/checkpoint_exports.py       writes testdata/numpy/index-exports.json

Every tensor of every expected.json is restored from the export, and must have the bytes that
expected.json states. Then checkpoints whose object graph has to follow a change are restored into
objects that were built anew. The exported files are the same each time: index-exports.json has
their digests, so that a test without Python knows that these very bytes were restored.

"checkpoint", "arguments"   the command line; of "command" if that is not export
"index", "data"             SHA-256 of both files
"restored"                  how many tensors were compared, or what was restored from the graph
"""

import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
KERAS = "testdata/python/keras-checkpoint/ckpt-1"
OBJECTS = "testdata/python/objects/ckpt-1"
GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"


def export(checkpoint, arguments, folder, command="export"):
    """Runs tfckpt; the prefix of the new checkpoint, and the record of it."""
    prefix = f"{folder}/new"
    line = [str(ROOT / "target" / "tfckpt"), command, "-q", str(checkpoint), *arguments]
    run = subprocess.run([*line, "-o", prefix + ".index"], cwd=ROOT, capture_output=True)
    assert run.returncode == 0 and not run.stderr, (line, run.stderr)

    def digest(file):
        return hashlib.sha256(pathlib.Path(prefix + file).read_bytes()).hexdigest()

    return prefix, ({} if command == "export" else {"command": command}) | {
        "checkpoint": str(checkpoint),
        "arguments": arguments,
        "index": digest(".index"),
        "data": digest(".data-00000-of-00001"),
    }


def canonical(tensor):
    if tensor.dtype == tf.string:
        strings = np.ravel(np.asarray(tensor.numpy(), object)).tolist()
        return b"".join(len(s).to_bytes(8, "little") + s for s in strings)
    return tensor.numpy().tobytes()


def compare(prefix, key, stated):
    dtype = tf.dtypes.as_dtype(stated["dtype"])
    tensor = tf.raw_ops.RestoreV2(
        prefix=prefix, tensor_names=[key], shape_and_slices=[""], dtypes=[dtype])[0]
    assert tensor.shape.as_list() == stated["shape"], (key, tensor.shape)
    data = canonical(tf.reshape(tensor, [-1]) if len(stated["shape"]) > 32 else tensor)
    assert hashlib.sha256(data).hexdigest() == stated["sha256"], (prefix, key)


def testdata():
    """A record of each checkpoint all of whose tensors have values."""
    for file in sorted((ROOT / "testdata").rglob("expected.json")):
        for golden in json.loads(file.read_text())["checkpoints"]:
            tensors = golden.get("tensors", [])
            if not tensors or any("refuses" in t and t["dtype"] != "variant" for t in tensors):
                continue
            checkpoint = (file.parent / golden["open"][0]).relative_to(ROOT)
            step = ["--step", str(golden["step"])] if "step" in golden else []
            with tempfile.TemporaryDirectory() as folder:
                prefix, record = export(checkpoint, step, folder)
                count = 0
                for stated in tensors:
                    key = (stated["key"].encode() if "key" in stated
                           else bytes.fromhex(stated["key_hex"]))
                    if "refuses" not in stated:
                        compare(prefix, key, stated)
                        count += 1
                yield record | {"restored": count}


def model():
    """The model of python_cases.py, with other numbers in it."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(7)
    layers = [keras.layers.Dense(3, name="d1"), keras.layers.Dense(1, name="d2")]
    built = keras.Sequential([keras.Input([4]), *layers], name="sequential")
    built.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    built.optimizer.build(built.trainable_variables)
    for variable in [*built.variables, *built.optimizer.variables]:
        variable.assign(variable + 77)
    return built


def numbers(built):
    return ([v.numpy() for v in built.variables],
            [v.numpy() for v in built.optimizer.variables])


def same(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one, other))


def from_graph():
    """Rows: what changed, and what TensorFlow restores then."""
    trained = model()
    tf.train.Checkpoint(model=trained, optimizer=trained.optimizer).read(
        str(ROOT / KERAS)).assert_existing_objects_matched()
    weights, slots = numbers(trained)
    fresh = numbers(model())
    assert not same(weights, fresh[0]) and not same(slots, fresh[1])
    everything = "all matched"
    refused = "refused: the model has another type or shape"
    weights_only = "weights matched, optimizer as it was"
    for arguments, restored in [
        ([], everything),
        (["--map", "optimizer/*=renamed/scope/*"], everything),
        (["--map", "*=deeper/*"], everything),
        (["--role", "weights"], weights_only),
        (["-x", "optimizer/_variables/*", "-x", "*_iterations*", "-x", "*_learning_rate*"],
         weights_only),
        (["-x", GRAPH], "nothing"),
        (["--cast", "*kernel*:float64"], refused),
        (["--transpose", "*kernel*"], refused),
    ]:
        with tempfile.TemporaryDirectory() as folder:
            prefix, record = export(KERAS, arguments, folder)
            built = model()
            checkpoint = tf.train.Checkpoint(model=built, optimizer=built.optimizer)
            if restored == refused:
                try:
                    checkpoint.read(prefix)
                    raise AssertionError(f"{arguments}: not refused")
                except (ValueError, tf.errors.InvalidArgumentError):
                    yield record | {"restored": restored}
                continue
            status = checkpoint.read(prefix)
            found = numbers(built)
            if restored == "nothing":
                assert same(found[0], fresh[0]) and same(found[1], fresh[1])
            else:
                status.assert_existing_objects_matched()
                assert same(found[0], weights)
                assert same(found[1], slots if restored == everything else fresh[1])
            yield record | {"restored": restored}


def tables_and_slots():
    """A table, whose label stands for two tensors, and slots that TF1 optimizers refer to."""
    for arguments in [["--map", "table/*=moved/*", "--map", "module/*=body/*"],
                      ["-x", "*OPTIMIZER_SLOT*"], ["-x", "table/*"]]:
        with tempfile.TemporaryDirectory() as folder:
            prefix, record = export(OBJECTS, arguments, folder)
            table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1)
            tf.train.Checkpoint(table=table).read(prefix).assert_existing_objects_matched()
            kept = arguments[:2] != ["-x", "table/*"]
            assert (table.size().numpy() > 0) == kept
            yield record | {"restored": "table" if kept else "no table"}


def story():
    """What README exports for the detector: TF1's Saver restores it into the detector's variables."""
    readme = (ROOT / "README.md").read_text()
    line = re.search(r"^\$ tfckpt (export testdata/vgg(?:.*\\\n)*.*)$", readme, re.M)[1]
    words = shlex.split(line.replace("\\\n", ""))
    assert words[0] == "export" and words[-2:] == ["-o", "start.ckpt.index"], words
    classifier = tf.train.load_checkpoint(words[1])
    detector = tf.train.load_checkpoint("testdata/vgg/frcnn.ckpt-70000")
    with tempfile.TemporaryDirectory() as folder, tf.Graph().as_default():
        prefix, record = export(words[1], words[2:-2], folder)
        variables = {
            name: tf.compat.v1.get_variable(name, shape, detector.get_variable_to_dtype_map()[name])
            for name, shape in detector.get_variable_to_shape_map().items()
            if name in tf.train.load_checkpoint(prefix).get_variable_to_shape_map()
        }
        assert len(variables) == 31
        with tf.compat.v1.Session() as session:
            tf.compat.v1.train.Saver(variables).restore(session, prefix)
            restored = session.run(variables)
    for name, value in restored.items():
        was = classifier.get_tensor(name.removeprefix("my/"))
        if name.endswith("conv1_1/weights"):
            was = was[:, :, ::-1]
        assert value.tobytes() == was.reshape(value.shape).tobytes(), name
    yield record | {"restored": "variables of the detector"}


def averaged():
    """The mean of three steps of a run, restored into objects that were built anew."""
    steps = [f"testdata/runs/manager/ckpt-{step}" for step in (1, 2, 3)]
    readers = [tf.train.load_checkpoint(step) for step in steps]
    suffix = "/.ATTRIBUTES/VARIABLE_VALUE"
    names = [key.removesuffix(suffix) for key in readers[0].get_variable_to_shape_map()
             if key.endswith(suffix) and key != "save_counter" + suffix]
    variables = {name: tf.Variable(tf.zeros([3, 4])) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        prefix, record = export(steps[0], steps[1:], folder, "average")
        tf.train.Checkpoint(**variables).read(prefix).assert_existing_objects_matched()
    for name, variable in variables.items():
        values = [reader.get_tensor(name + suffix) for reader in readers]
        mean = (np.sum(values, axis=0, dtype=np.float64) / 3).astype(np.float32)
        same = (values[0] == values[2]) & (values[1] == values[2])
        mean = np.where(same, values[2], mean)
        assert variable.numpy().tobytes() == mean.tobytes(), name
    yield record | {"restored": f"{len(names)} averaged variables"}


def main():
    records = [*testdata(), *from_graph(), *tables_and_slots(), *story(),
               *averaged()]
    text = "[\n" + ",\n".join(json.dumps(record) for record in records) + "\n]\n"
    (ROOT / "testdata" / "numpy" / "index-exports.json").write_text(text)
    print(f"{len(records)} exports restored by TensorFlow {tf.__version__}")


main()
