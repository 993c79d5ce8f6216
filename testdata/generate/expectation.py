"""What a checkpoint holds, as expected.json states it."""

import os
import shutil

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import trackable_object_graph_pb2

from stated import canonical, tensor, write  # noqa: F401

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python")
OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"


def folder(name):
    """An empty folder for a case."""
    path = os.path.normpath(os.path.join(ROOT, name))
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


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
