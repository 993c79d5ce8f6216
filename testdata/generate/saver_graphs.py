"""Writes testdata/graphs/savers: a graph with several Savers, a checkpoint that does not suit it, and what TensorFlow says.

Ran with Python 3.11, TensorFlow 2.21.0:

    python testdata/generate/saver_graphs.py
"""

import json
import os
import shutil

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "graphs", "savers")
RESTORING = ("RestoreV2", "RestoreSlice")
v1 = tf.compat.v1


def build():
    """Variables of every kind, three Savers: all by their names, some by others, and one of long ago."""
    zeros = v1.zeros_initializer()
    kernel = v1.get_variable("dense/kernel", [3, 4], initializer=zeros, use_resource=False)
    bias = v1.get_variable("dense/bias", [4], initializer=zeros, use_resource=True)
    v1.get_variable(
        "embedding", [7, 4], initializer=zeros, partitioner=v1.fixed_size_partitioner(3),
        use_resource=False,
    )  # fmt: skip
    v1.get_variable("global_step", [], tf.int64, initializer=zeros, use_resource=True)
    v1.get_variable("decay", [], initializer=zeros, use_resource=True)
    tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, -1, name="words")
    v1.train.Saver()
    v1.train.Saver({"dense/kernel": kernel, "average/bias": bias})
    part = v1.global_variables()[2]
    with tf.name_scope("old"):
        first = tf.raw_ops.RestoreSlice(
            file_pattern="model.ckpt", tensor_name="embedding", shape_and_slice="7 4 0,3:0,4",
            dt=tf.float32,
        )  # fmt: skip
        v1.assign(part, first)


def shapes():
    """The shape of what each output of a node that restores must be, by node and output; the names of its Saver."""
    graph = v1.get_default_graph()
    wanted = []
    for node in graph.get_operations():
        if node.type not in RESTORING:
            continue
        names = tf.get_static_value(node.inputs[1]).reshape(-1)
        slices = tf.get_static_value(node.inputs[2]).reshape(-1)
        for output, name, slice_text in zip(node.outputs, names, slices, strict=True):
            user = output.consumers()[0]
            if user.type == "Identity":
                user = user.outputs[0].consumers()[0]
            shape = None
            if slice_text:
                shape = [int(extent) for extent in slice_text.split()[:-1]]
            elif user.type == "Assign":
                shape = user.inputs[0].shape.as_list()
            elif user.type == "AssignVariableOp":
                shape = tf.TensorShape(user.inputs[0].op.get_attr("shape")).as_list()
            saver = node.name.rpartition("/")[0]
            one = (saver, name.decode(), output.dtype.name, shape)
            if one not in wanted:
                wanted.append(one)
    return wanted


def outcome(prefix, name, dtype, shape):
    """What TensorFlow says when it restores a tensor."""
    try:
        value = tf.raw_ops.RestoreV2(
            prefix=prefix, tensor_names=[name], shape_and_slices=[""], dtypes=[tf.as_dtype(dtype)]
        )[0]
    except tf.errors.NotFoundError:
        return "missing"
    except tf.errors.InvalidArgumentError:
        return "dtype"
    return "found" if shape is None or value.shape.as_list() == shape else "shape"


def restored_into(prefix):
    """A graph of two Savers that look for one tensor, of which the first reshapes; what becomes of each."""
    zeros = v1.zeros_initializer()
    outcomes = {}
    with tf.Graph().as_default():
        one = v1.get_variable("one", [8], initializer=zeros, use_resource=False)
        other = v1.get_variable("other", [2, 4], initializer=zeros, use_resource=False)
        savers = [
            v1.train.Saver({"head/kernel": one}, reshape=True),
            v1.train.Saver({"head/kernel": other}),
        ]
        meta = v1.train.export_meta_graph(clear_devices=True)
        with v1.Session() as session:
            for saver in savers:
                name = saver.saver_def.restore_op_name.rpartition("/")[0]
                try:
                    saver.restore(session, prefix)
                    outcomes[name] = "found"
                except tf.errors.InvalidArgumentError:
                    outcomes[name] = "shape"
    return meta, outcomes


def main():
    """The graph, the checkpoint, and what becomes of each tensor."""
    shutil.rmtree(ROOT, ignore_errors=True)
    os.makedirs(ROOT)
    prefix = os.path.join(ROOT, "other.ckpt")
    has = {
        "dense/kernel": tf.ones([3, 4]),
        "dense/bias": tf.ones([5]),
        "embedding": tf.ones([7, 4]),
        "global_step": tf.constant(7.0),
        "head/kernel": tf.ones([4, 2]),
        "words-keys": tf.constant(["a", "b"]),
    }
    tf.raw_ops.SaveV2(
        prefix=prefix, tensor_names=list(has), shape_and_slices=[""] * len(has),
        tensors=list(has.values()),
    )  # fmt: skip
    with tf.Graph().as_default():
        build()
        meta = v1.train.export_meta_graph(clear_devices=True)
        wanted = shapes()
    with open(os.path.join(ROOT, "graph.meta"), "wb") as file:
        file.write(meta.SerializeToString(deterministic=True))
    expected = [
        {"saver": saver, "name": name, "dtype": dtype, "shape": shape,
         "outcome": outcome(prefix, name, dtype, shape)}
        for saver, name, dtype, shape in wanted
    ]  # fmt: skip
    with open(os.path.join(ROOT, "restored.json"), "w", encoding="utf-8") as file:
        json.dump(expected, file, indent=1)
        file.write("\n")
    meta, outcomes = restored_into(prefix)
    with open(os.path.join(ROOT, "reshaped.meta"), "wb") as file:
        file.write(meta.SerializeToString(deterministic=True))
    with open(os.path.join(ROOT, "reshaped.json"), "w", encoding="utf-8") as file:
        json.dump(outcomes, file, indent=1)
        file.write("\n")
    print(f"testdata/graphs/savers written by TensorFlow {tf.__version__}")


if __name__ == "__main__":
    main()
