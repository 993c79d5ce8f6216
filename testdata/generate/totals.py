"""Counts, with numpy, what the checkpoints of testdata/python hold: totals.json.

What is a weight and what an optimizer keeps is stated here by key, as the programs that wrote the
checkpoints know it. Ran with TensorFlow 2.21.0, numpy 2.4.6:

    python testdata/generate/totals.py
"""

import fnmatch
import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python")
VALUE = "/.ATTRIBUTES/VARIABLE_VALUE"

# Of each checkpoint: role, and the keys that have it; all keys have one.
CASES = {
    "keras-checkpoint/ckpt-1": {
        "weights": ["optimizer/_trainable_variables/*"],
        "optimizer": ["optimizer/_variables/*", "optimizer/_learning_rate*"],
        "counters": ["optimizer/_iterations*", "save_counter*"],
        "bookkeeping": ["_CHECKPOINTABLE_OBJECT_GRAPH"],
    },
    "keras-export/variables/variables": {
        "weights": ["_all_variables/*"],
        "aliases": ["variables/*"],
        "bookkeeping": ["_CHECKPOINTABLE_OBJECT_GRAPH"],
    },
    "saved-model/variables/variables": {
        "weights": ["[wb]" + VALUE],
        "bookkeeping": ["_CHECKPOINTABLE_OBJECT_GRAPH"],
    },
    "max-shard-size/ckpt": {
        "weights": ["*" + VALUE],
        "bookkeeping": ["_CHECKPOINTABLE_OBJECT_GRAPH"],
    },
    "tf1-v2/model.ckpt-3": {
        "weights": ["layer/kernel", "layer/bias"],
        "optimizer": ["*/Adam", "*/Adam_1", "beta?_power"],
        "counters": ["global_step"],
    },
    "tf1-v1/model.ckpt-3": {
        "weights": ["layer/kernel", "layer/bias"],
        "optimizer": ["*/Adam", "*/Adam_1", "beta?_power"],
        "counters": ["global_step"],
    },
    "../roles/averages/model.ckpt-3": {
        "weights": ["layer/kernel", "layer/bias"],
        "optimizer": ["*/Adam", "*/Adam_1", "beta?_power"],
        "average": ["*/ExponentialMovingAverage"],
        "counters": ["global_step"],
    },
    "../roles/trained/model.ckpt": {
        "weights": ["mix/*", "mean"],
        "bookkeeping": ["threshold", "noise"],
    },
    # Keras makes the averages first: variables 2 and 3, behind iteration and learning rate.
    "../roles/keras-averages/ckpt": {
        "weights": ["optimizer/_trainable_variables/*"],
        "average": ["optimizer/_variables/[23]/*"],
        "optimizer": ["optimizer/_variables/[4-7]/*", "optimizer/_learning_rate*"],
        "counters": ["optimizer/_iterations*"],
        "bookkeeping": ["_CHECKPOINTABLE_OBJECT_GRAPH"],
    },
}


def count(prefix, roles):
    """Tensors, elements and bytes of each role."""
    reader = tf.train.load_checkpoint(os.path.join(ROOT, prefix))
    shapes = reader.get_variable_to_shape_map()
    dtypes = reader.get_variable_to_dtype_map()
    totals = {}
    for key, shape in shapes.items():
        of = [r for r, ps in roles.items() if any(fnmatch.fnmatchcase(key, p) for p in ps)]
        if len(of) != 1:
            raise AssertionError(f"{prefix}: {key} is {of}")
        total = totals.setdefault(of[0], {"tensors": 0, "params": 0, "bytes": 0})
        total["tensors"] += 1
        elements = int(np.prod(np.array(shape, dtype=np.int64)))
        total["params"] += elements
        if dtypes[key] != tf.string:
            total["bytes"] += elements * dtypes[key].size
    return dict(sorted(totals.items()))


def main():
    """All cases."""
    counted = {prefix: count(prefix, roles) for prefix, roles in CASES.items()}
    with open(os.path.join(ROOT, "totals.json"), "w", encoding="utf-8") as out:
        out.write("{\n")
        lines = [f'  "{prefix}": {json.dumps(totals)}' for prefix, totals in counted.items()]
        out.write(",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
