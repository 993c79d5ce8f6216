"""Writes the graphs of testdata/graphs, and what TensorFlow itself reads in their constants.

Ran with Python 3.11, TensorFlow 2.21.0, numpy 2.4.6, ml_dtypes as it brings it:

    python testdata/generate/graph_cases.py
"""

import os
import shutil
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from tensorflow.core.framework import graph_pb2, tensor_pb2, types_pb2
from tensorflow.core.protobuf import saved_model_pb2

import expectation
import saver_graphs

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "graphs")
v1 = tf.compat.v1


def folder(name):
    """An empty folder for a case."""
    path = os.path.normpath(os.path.join(ROOT, name))
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def low_bits(array):
    """The bytes that TensorFlow saves: of types of four bits nothing but these."""
    if np.asarray(array).dtype.name in ("int4", "uint4"):
        array = np.asarray(array)
        return (array.view(np.uint8) & 15).view(array.dtype)
    return array


def value(proto):
    """The values as TensorFlow's kernels read them; make_ndarray agrees wherever it can read."""
    read = tf.io.parse_tensor(proto.SerializeToString(), tf.as_dtype(proto.dtype)).numpy()
    try:
        python = tf.make_ndarray(proto)
    except (TypeError, ValueError, KeyError, OverflowError):
        return low_bits(read)
    read, python = low_bits(read), low_bits(python)
    if expectation.canonical(python) != expectation.canonical(read):
        raise AssertionError(f"two readings of {proto}")
    return read


def constants(nodes, prefix="", suffix=""):
    """States the constants among some nodes."""
    stated = []
    for node in nodes:
        if node.op in ("Const", "HostConst"):
            proto = node.attr["value"].tensor
            dtype = tf.as_dtype(proto.dtype)
            opaque = dtype in (tf.resource, tf.variant)
            read = None if opaque else value(proto)
            shape = [d.size for d in proto.tensor_shape.dim] if opaque else np.shape(read)
            name = prefix + node.name + suffix
            stated.append(expectation.tensor(name, dtype.name, shape, read, ""))
    return stated


def graph(graph_def, suffix=""):
    """States the constants of a graph and its functions."""
    stated = constants(graph_def.node, "", suffix)
    for function in graph_def.library.function:
        stated += constants(function.node_def, function.signature.name + ":", suffix)
    return stated


def write(path, *files):
    """Writes expected.json: a file and its constants, each."""
    checkpoints = []
    for name, stated in files:
        stated.sort(key=lambda tensor: tensor["key"].encode())
        checkpoints.append({"open": [name], "format": "graph", "tensors": stated})
    expectation.write(path, *checkpoints)


def dump(path, name, data):
    """Writes a file."""
    with open(os.path.join(path, name), "wb") as out:
        out.write(data)


def field(number, data):
    """A field with a length, on the wire."""
    return bytes([number << 3 | 2]) + varint(len(data)) + data


def varint(number):
    """A varint."""
    data = b""
    while number > 127:
        data += bytes([number & 127 | 128])
        number >>= 7
    return data + bytes([number])


def node(name, tensor, op="Const"):
    """A constant on the wire, whatever its tensor holds."""
    attr = field(1, b"value") + field(2, field(8, tensor))
    return field(1, field(1, name.encode()) + field(2, op.encode()) + field(5, attr))


def tensor(dtype, shape, **values):
    """A TensorProto on the wire."""
    proto = tensor_pb2.TensorProto(dtype=dtype, **values)
    for size in shape:
        proto.tensor_shape.dim.add(size=size)
    return proto.SerializeToString()


# dtype, the field of its values, values
FIELDS = [
    ("FLOAT", "float_val", [1.5, float("-inf"), -0.0]),
    ("DOUBLE", "double_val", [1e300, float("nan"), 5e-324]),
    ("INT32", "int_val", [1, -1, -(2**31)]),
    ("UINT8", "int_val", [1, 255, 300]),
    ("INT16", "int_val", [1, -1, -32768]),
    ("INT8", "int_val", [1, -1, -128]),
    ("COMPLEX64", "scomplex_val", [1, 2, -3, 4, 5, 6]),
    ("INT64", "int64_val", [1, -1, -(2**63)]),
    ("BOOL", "bool_val", [True, False, True]),
    ("QINT8", "int_val", [1, -1, -128]),
    ("QUINT8", "int_val", [1, 2, 255]),
    ("QINT32", "int_val", [1, -1, 2**31 - 1]),
    ("BFLOAT16", "half_val", [0x3F80, 0xFF80, 1]),
    ("QINT16", "int_val", [1, -1, -32768]),
    ("QUINT16", "int_val", [1, 2, 65535]),
    ("UINT16", "int_val", [1, 2, 65535]),
    ("COMPLEX128", "dcomplex_val", [1, 2, -3, 4, 5, 6]),
    ("HALF", "half_val", [0x3C00, 0xFC00, 1]),
    ("UINT32", "uint32_val", [1, 2, 2**32 - 1]),
    ("UINT64", "uint64_val", [1, 2, 2**64 - 1]),
    ("FLOAT8_E5M2", "float8_val", b"\x3c\xfc\x80"),
    ("FLOAT8_E4M3FN", "float8_val", b"\x38\xff\x80"),
    ("INT4", "int_val", [1, -1, 20]),
    ("UINT4", "int_val", [1, 15, 20]),
    ("STRING", "string_val", [b"a", b"", b"\xff\x00long" * 20]),
]


def encodings():
    """Every field of values, whole, cut short, overlong, empty, and tensor_content."""
    data = b""
    for name, values_field, values in FIELDS:
        dtype = getattr(types_pb2, "DT_" + name)
        per = 2 if name.startswith("COMPLEX") else 1
        label = name.lower() + "/"
        whole = tensor(dtype, [3], **{values_field: values})
        data += node(label + "whole", whole)
        data += node(label + "scalar", tensor(dtype, [], **{values_field: values[:per]}))
        data += node(label + "repeated", tensor(dtype, [5, 2], **{values_field: values[: 2 * per]}))
        data += node(label + "none", tensor(dtype, [2, 2]))
        data += node(label + "too-many", tensor(dtype, [2], **{values_field: values}))
        data += node(label + "no-elements", tensor(dtype, [0, 3], **{values_field: values}))
        if name != "STRING":
            read = value(tensor_pb2.TensorProto.FromString(whole))
            content = np.ascontiguousarray(read).tobytes()
            both = tensor(dtype, [3, 1], tensor_content=content, **{values_field: values[:per]})
            data += node(label + "content", both)
    strings = b"\x02\x00\x03" + b"xy" + b"abc"
    data += node("string/content", tensor(types_pb2.DT_STRING, [3], tensor_content=strings))
    odd = tensor(types_pb2.DT_COMPLEX64, [3], scomplex_val=[1, 2, 3])
    data += node("complex64/half-a-number", odd)
    wrong = tensor(types_pb2.DT_INT64, [2], int_val=[7, 8])
    data += node("int64/wrong-field", wrong)
    head = tensor(types_pb2.DT_FLOAT, [4])
    floats = [np.float32(x).tobytes() for x in (1, 2, 3)]
    data += node("unpacked/float", head + b"".join(b"\x2d" + x for x in floats))
    data += node("unpacked/mixed", head + b"\x2d" + floats[0] + field(5, floats[1] + floats[2]))
    data += node("unpacked/int32", tensor(types_pb2.DT_INT32, [3]) + b"\x38\x01\x38\xac\x02")
    unknown = tensor_pb2.TensorProto(dtype=types_pb2.DT_FLOAT, float_val=[4.5])
    unknown.tensor_shape.unknown_rank = True
    data += node("shape/unknown-rank", unknown.SerializeToString())
    data += node("shape/none", tensor_pb2.TensorProto(dtype=1, float_val=[2.5]).SerializeToString())
    data += node("host", tensor(types_pb2.DT_INT32, [2], int_val=[7, 8]), "HostConst")
    data += node("\u4e16\u754c\x1b[31m", tensor(types_pb2.DT_INT32, [], int_val=[9]))
    data += node("no-constant", tensor(types_pb2.DT_INT32, [], int_val=[9]), "Placeholder")
    handle = tensor_pb2.TensorProto(dtype=types_pb2.DT_RESOURCE)
    handle.resource_handle_val.add(name="table")
    data += node("resource", handle.SerializeToString())
    path = folder("encodings")
    dump(path, "graph.pb", data)
    write(path, ("graph.pb", graph(graph_pb2.GraphDef.FromString(data))))


def frozen():
    """A TF1 graph: its checkpoint, its .meta file, and the same frozen."""
    path = folder("frozen")
    rng = np.random.default_rng(11)
    with v1.Graph().as_default() as built, v1.Session() as session:
        x = v1.placeholder(tf.float32, [None, 4], name="x")
        with v1.variable_scope("dense"):
            kernel = v1.get_variable("kernel", initializer=rng.standard_normal([4, 300]).astype("f4"))
            bias = v1.get_variable("bias", initializer=np.zeros([300], "f4"), use_resource=False)
        y = tf.nn.relu(tf.matmul(x, kernel) + bias)
        tf.reduce_mean(y, axis=[0, 1], name="mean")
        session.run(v1.global_variables_initializer())
        v1.train.Saver().save(session, os.path.join(path, "model.ckpt"), latest_filename="latest")
        constant = v1.graph_util.convert_variables_to_constants(
            session, built.as_graph_def(), ["mean"]
        )
        meta = v1.train.export_meta_graph()
    os.remove(os.path.join(path, "latest"))
    dump(path, "frozen.pb", constant.SerializeToString())
    dump(path, "meta_graph.pb", meta.SerializeToString())
    write(path, ("frozen.pb", graph(constant)), ("meta_graph.pb", graph(meta.graph_def)))


def read_saved_model(path):
    """States the constants of a SavedModel."""
    model = saved_model_pb2.SavedModel()
    with open(os.path.join(path, "saved_model.pb"), "rb") as data:
        model.ParseFromString(data.read())
    stated = []
    for i, meta in enumerate(model.meta_graphs):
        suffix = "@" + ",".join(meta.meta_info_def.tags) if i else ""
        stated += graph(meta.graph_def, suffix)
    return stated


class Affine(tf.Module):
    """A module whose functions hold constants."""

    @tf.function(input_signature=[tf.TensorSpec([3], tf.float32)])
    def __call__(self, x):
        return x * np.float32([0.5, -1.5, 2.5]) + tf.zeros([3])


def saved_models():
    """A SavedModel with functions, and one with two graphs."""
    path = folder("functions")
    with tempfile.TemporaryDirectory() as away:
        tf.saved_model.save(Affine(), away)
        shutil.copy(os.path.join(away, "saved_model.pb"), path)
    write(path, ("saved_model.pb", read_saved_model(path)))
    path = folder("two-graphs")
    with tempfile.TemporaryDirectory() as away:
        builder = v1.saved_model.Builder(os.path.join(away, "model"))
        for tags, number in [(["serve"], 1.5), (["serve", "gpu"], 2.5)]:
            with v1.Graph().as_default(), v1.Session() as session:
                tf.constant([number, number], name="c")
                v1.get_variable("w", initializer=np.float32(number), use_resource=False)
                session.run(v1.global_variables_initializer())
                if number < 2:
                    builder.add_meta_graph_and_variables(session, tags)
                else:
                    builder.add_meta_graph(tags)
        builder.save()
        shutil.copy(os.path.join(away, "model", "saved_model.pb"), path)
    write(path, ("saved_model.pb", read_saved_model(path)))


def main():
    """All cases."""
    shutil.rmtree(ROOT, ignore_errors=True)
    encodings()
    frozen()
    saved_models()
    saver_graphs.main()
    print(f"testdata/graphs written by TensorFlow {tf.__version__}")


if __name__ == "__main__":
    main()
