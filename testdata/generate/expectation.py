"""What a checkpoint holds, as expected.json states it."""

import hashlib
import json
import os
import shutil
import struct

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import trackable_object_graph_pb2

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python")
OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"
SMALL = 64


def folder(name):
    """An empty folder for a case."""
    path = os.path.normpath(os.path.join(ROOT, name))
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def canonical(value):
    """Row-major little-endian bytes; a string behind its length."""
    if isinstance(value, (bytes, str)):
        value = np.array(value, object)  # numpy's own type for bytes drops NULs at the end
    value = np.asarray(value)
    if value.dtype.kind in "OSU":
        texts = [s if isinstance(s, bytes) else s.encode() for s in value.ravel()]
        return b"".join(struct.pack("<Q", len(s)) + s for s in texts)
    return np.ascontiguousarray(value).tobytes()


def full_names(reader):
    """Key to full name, from the object graph; None where it names only a part of the key."""
    if not reader.has_tensor(OBJECT_GRAPH):
        return {}
    graph = trackable_object_graph_pb2.TrackableObjectGraph()
    graph.ParseFromString(reader.get_tensor(OBJECT_GRAPH))
    names = {}
    for node in graph.nodes:
        for attribute in node.attributes:
            names[attribute.checkpoint_key] = attribute.full_name
    return {
        key: names[key] if key in names else ("" if key == OBJECT_GRAPH else None)
        for key in reader.get_variable_to_shape_map()
    }


def tensor(key, dtype, shape, value, full_name):
    """One tensor; a value of None is one that cannot be read."""
    stated = {"key": key, "dtype": dtype, "shape": list(shape)}
    if full_name is not None:
        stated["full_name"] = full_name
    if value is None:
        return {**stated, "refuses": True}
    data = canonical(value)
    stated["sha256"] = hashlib.sha256(data).hexdigest()
    if len(data) <= SMALL:
        stated["hex"] = data.hex()
    return stated


def checkpoint(path, spellings, fed, prefix, v1=False):
    """States a checkpoint: the values that were fed, else those that TensorFlow reads."""
    at = os.path.join(path, prefix)
    reader = tf.compat.v1.train.NewCheckpointReader(at) if v1 else tf.train.load_checkpoint(at)
    dtypes = reader.get_variable_to_dtype_map()
    names = full_names(reader)
    tensors = []
    for key, shape in sorted(
        reader.get_variable_to_shape_map().items(), key=lambda item: item[0].encode()
    ):
        value = fed[key] if key in fed else None
        if value is None and dtypes[key] != tf.variant:
            value = reader.get_tensor(key)
        if value is not None and list(np.shape(value)) != list(shape):
            raise AssertionError(f"{key}: {np.shape(value)} was fed, {shape} is stored")
        tensors.append(tensor(key, dtypes[key].name, shape, value, names.get(key, "")))
    missing = set(fed) - {stated["key"] for stated in tensors}
    if missing:
        raise AssertionError(f"fed, but not stored: {missing}")
    return {"open": spellings, "format": "V1" if v1 else "V2", "tensors": tensors}


def write(path, *checkpoints):
    """Writes expected.json, a line for each tensor."""
    texts = []
    for each in checkpoints:
        lines = [json.dumps(t, ensure_ascii=False) for t in each["tensors"]]
        head = f'  {{"open": {json.dumps(each["open"])}, "format": "{each["format"]}",'
        if "step" in each:
            head = head.replace('"format"', f'"step": {each["step"]}, "format"')
        texts.append(head + '\n   "tensors": [\n    ' + ",\n    ".join(lines) + "\n   ]}")
    with open(os.path.join(path, "expected.json"), "w", encoding="utf-8") as out:
        out.write('{"checkpoints": [\n' + ",\n".join(texts) + "\n]}\n")
