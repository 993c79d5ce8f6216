"""Writes testdata/runs: runs as TensorFlow and Keras save them, and what numpy says of every step.

Ran with Python 3.11, TensorFlow 2.21.0, Keras 3.15.1, safetensors 0.8.0, numpy 2.4.6:

    python testdata/generate/run_cases.py
"""

import json
import os
import shutil

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import safetensors.numpy
import tensorflow as tf

ROOT = os.path.normpath(
    os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "runs")
)
NAMES = [
    "frozen/w",
    "layer_0/w",
    "layer_1/w",
    "layer_2/w",
    "resumed/w",
    "sick/w",
    "started/w",
    "stopped/w",
]


def values(name, moment):
    """What a tensor holds at a moment, counted from 0: six of them."""
    seed = {
        "frozen/w": 0,
        "resumed/w": min(moment, 2) if moment < 4 else moment,
        "started/w": max(0, moment - 3),
        "stopped/w": min(moment, 2),
    }.get(name, moment)
    rng = np.random.default_rng([NAMES.index(name), 7])
    array = rng.standard_normal((3, 4)).astype(np.float32)
    # A part changes with each step, the rest stays.
    for i in range(seed):
        array[i % 3, : 1 + i % 4] += np.float32(0.01) * (i + 1)
    if name == "sick/w" and moment >= 3:
        array[2, 1] = np.nan
    if name == "sick/w" and moment >= 4:
        array[0, 0] = np.inf
    return array


def folder(name):
    """An empty folder for a run."""
    path = os.path.join(ROOT, name)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def number(value):
    """A number of JSON; what JSON cannot hold as a string."""
    value = float(value)
    if np.isnan(value):
        return "NaN"
    return value if np.isfinite(value) else "Infinity"


def golden(steps, tensors):
    """What numpy says of each tensor: tensors maps a name to its arrays, one a step."""
    told = {}
    for name, arrays in tensors.items():
        rows = []
        for i, array in enumerate(arrays):
            wide = array.astype(np.float64)
            with np.errstate(all="ignore"):
                row = {
                    "l2": number(np.linalg.norm(wide)),
                    "nan": int(np.isnan(array).sum()),
                    "inf": int(np.isinf(array).sum()),
                }
                if i > 0:
                    before = arrays[i - 1].astype(np.float64)
                    same = (wide == before) | (np.isnan(wide) & np.isnan(before))
                    row["changed"] = int((~same).sum())
                    row["same_bytes"] = array.tobytes() == arrays[i - 1].tobytes()
                    distance = np.linalg.norm(wide - before)
                    row["update"] = number(
                        0 if distance == 0 else distance / np.linalg.norm(before)
                    )
            rows.append(row)
        told[name] = rows
    return {"steps": steps, "tensors": told}


def saver():
    """TF1's Saver: of six steps it keeps the last four."""
    path = folder("saver")
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        variables = {
            name: tf.compat.v1.get_variable(name, shape=(3, 4), dtype=tf.float32)
            for name in NAMES
        }
        step = tf.compat.v1.train.get_or_create_global_step()
        saver = tf.compat.v1.train.Saver(max_to_keep=4, save_relative_paths=True)
        for moment in range(6):
            for name, variable in variables.items():
                variable.load(values(name, moment), session)
            step.load(100 * (moment + 1), session)
            saver.save(
                session,
                os.path.join(path, "model.ckpt"),
                global_step=100 * (moment + 1),
                write_meta_graph=False,
            )
    return golden(
        [300, 400, 500, 600],
        {name: [values(name, m) for m in range(2, 6)] for name in NAMES},
    )


def manager():
    """CheckpointManager, with an object graph; all six steps."""
    path = folder("manager")
    variables = {name.replace("/w", ""): tf.Variable(values(name, 0)) for name in NAMES}
    manager = tf.train.CheckpointManager(
        tf.train.Checkpoint(**variables), path, max_to_keep=None
    )
    for moment in range(6):
        for name in NAMES:
            variables[name.replace("/w", "")].assign(values(name, moment))
        manager.save(checkpoint_number=moment + 1)
    state = os.path.join(path, "checkpoint")
    with open(state) as file:
        lines = [line for line in file if "timestamp" not in line]
    with open(state, "w") as file:
        file.writelines(lines)
    return golden(
        list(range(1, 7)),
        {
            name.replace("/w", "") + "/.ATTRIBUTES/VARIABLE_VALUE": [
                values(name, m) for m in range(6)
            ]
            for name in NAMES
        },
    )


def keras_epochs():
    """ModelCheckpoint: a file of weights each epoch; one layer is frozen."""
    path = folder("keras")
    keras.utils.set_random_seed(5)
    model = keras.Sequential(
        [
            keras.layers.Input((3,)),
            keras.layers.Dense(4, trainable=False, name="frozen"),
            keras.layers.Dense(2, name="head"),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    rng = np.random.default_rng(3)
    arrays = {"layers/dense/vars/0": [], "layers/dense/vars/1": []}
    arrays.update({"layers/dense_1/vars/0": [], "layers/dense_1/vars/1": []})

    class Keep(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            for name, weight in zip(arrays, self.model.weights):
                arrays[name].append(np.array(weight))

    model.fit(
        rng.standard_normal((8, 3)),
        rng.standard_normal((8, 2)),
        epochs=4,
        verbose=0,
        shuffle=False,
        callbacks=[
            keras.callbacks.ModelCheckpoint(
                os.path.join(path, "epoch-{epoch:02d}.weights.h5"),
                save_weights_only=True,
            ),
            Keep(),
        ],
    )
    return golden([1, 2, 3, 4], arrays)


def first_format():
    """V1 files: no checksums, no ending."""
    path = folder("v1")
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        names = ["frozen/w", "stopped/w"]
        variables = {
            name: tf.compat.v1.get_variable(name, shape=(3, 4)) for name in names
        }
        saver = tf.compat.v1.train.Saver(
            max_to_keep=None,
            save_relative_paths=True,
            write_version=tf.compat.v1.train.SaverDef.V1
        )
        for moment in range(4):
            for name, variable in variables.items():
                variable.load(values(name, moment), session)
            saver.save(
                session,
                os.path.join(path, "model.ckpt"),
                global_step=10 * (moment + 1),
                write_meta_graph=False,
            )
    return golden(
        [10, 20, 30, 40], {name: [values(name, m) for m in range(4)] for name in names}
    )


def safetensors_steps():
    """A safetensors file a step; a tensor that comes later, one of another shape."""
    path = folder("safetensors")
    arrays = {"frozen/w": [], "stopped/w": []}
    for moment in range(3):
        tensors = {name: values(name, moment) for name in arrays}
        for name in arrays:
            arrays[name].append(tensors[name])
        if moment > 0:
            tensors["late"] = np.full(2 + moment, 0.5, np.float32)
        safetensors.numpy.save_file(
            tensors, os.path.join(path, f"step-{50 * (moment + 1)}.safetensors")
        )
    return golden([50, 100, 150], arrays)


def exports():
    """SavedModels in folders named by their steps."""
    path = folder("exports")
    module = tf.Module()
    module.w = tf.Variable(values("layer_0/w", 0), name="w")
    arrays = []
    for moment in (0, 1, 9):
        array = values("layer_0/w", moment)
        arrays.append(array)
        module.w.assign(array)
        target = os.path.join(path, str(moment + 1))
        tf.saved_model.save(module, target)
        # The graph and its fingerprint differ each time, and nobody asks for them.
        os.remove(os.path.join(target, "fingerprint.pb"))
        with open(os.path.join(target, "saved_model.pb"), "wb"):
            pass
        shutil.rmtree(os.path.join(target, "assets"), ignore_errors=True)
    return golden([1, 2, 10], {"w/.ATTRIBUTES/VARIABLE_VALUE": arrays})


def partitioned():
    """A partitioned variable: slices with sums; the third step is cut another way."""
    path = folder("partitioned")
    for moment in range(4):
        parts = 3 if moment == 2 else 2
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            frozen = values("frozen/w", moment)
            moving = values("layer_1/w", moment)
            for name, array in (("frozen", frozen), ("moving", moving)):
                tf.compat.v1.get_variable(
                    name,
                    initializer=tf.constant(array),
                    partitioner=tf.compat.v1.fixed_size_partitioner(parts, axis=1),
                )
            session.run(tf.compat.v1.global_variables_initializer())
            tf.compat.v1.train.Saver().save(
                session,
                os.path.join(path, "model.ckpt"),
                global_step=moment + 1,
                write_meta_graph=False,
                write_state=False,
            )
    return golden(
        [1, 2, 3, 4],
        {
            "frozen": [values("frozen/w", m) for m in range(4)],
            "moving": [values("layer_1/w", m) for m in range(4)],
        },
    )


def damaged():
    """A copy of the Saver's run: one index of zeros, one step without data, a save that ended early."""
    path = folder("damaged")
    source = os.path.join(ROOT, "saver")
    for name in os.listdir(source):
        shutil.copy(os.path.join(source, name), os.path.join(path, name))
    index = os.path.join(path, "model.ckpt-400.index")
    with open(index, "rb") as file:
        whole = file.read()
    with open(index, "wb") as file:
        file.write(bytes(len(whole)))
    os.remove(os.path.join(path, "model.ckpt-500.data-00000-of-00001"))
    shutil.copy(
        os.path.join(source, "model.ckpt-600.data-00000-of-00001"),
        os.path.join(path, "model.ckpt-700.data-00000-of-00001"),
    )
    with open(os.path.join(path, "model.ckpt-800.index.tempstate42"), "wb"):
        pass


def main():
    told = {
        "saver": saver(),
        "manager": manager(),
        "keras": keras_epochs(),
        "v1": first_format(),
        "safetensors": safetensors_steps(),
        "exports": exports(),
        "partitioned": partitioned(),
    }
    damaged()
    with open(os.path.join(ROOT, "history.json"), "w") as file:
        json.dump(told, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
