"""What the Saver of TensorFlow 1 writes: both formats, sharded, partitioned, with Adam."""

import os

import numpy as np
import tensorflow as tf

import expectation

v1 = tf.compat.v1


def build():
    """Two layers on three devices, the first partitioned, and Adam."""
    rng = np.random.default_rng(11)
    with tf.device("/cpu:1"):
        kernel = v1.get_variable(
            "layer/kernel", [7, 4], initializer=v1.random_normal_initializer(seed=2),
            partitioner=v1.fixed_size_partitioner(3),
        )  # fmt: skip
    with tf.device("/cpu:2"):
        bias = v1.get_variable("layer/bias", [4], initializer=v1.constant_initializer(0.25))
    with tf.device("/cpu:0"):
        step = v1.train.get_or_create_global_step()
        inputs = tf.constant(rng.standard_normal([5, 7]).astype(np.float32))
        loss = tf.reduce_sum((tf.matmul(inputs, tf.convert_to_tensor(kernel)) + bias) ** 2)
        train = v1.train.AdamOptimizer(0.01).minimize(loss, global_step=step)
    return train


def values(session):
    """Name in the checkpoint to value, the parts of partitioned variables joined."""
    parts = {}
    for variable in v1.global_variables():
        info = variable._get_save_slice_info()
        name = info.full_name if info else variable.op.name
        parts.setdefault(name, []).append((info.var_offset if info else [], variable))
    joined = {}
    for name, pieces in parts.items():
        pieces.sort(key=lambda piece: piece[0])
        arrays = [session.run(variable) for _, variable in pieces]
        joined[name] = np.concatenate(arrays) if len(arrays) > 1 else arrays[0]
    return joined


def case(name, version, sharded, meta):
    """Trains for three steps and saves."""
    path = expectation.folder(name)
    prefix = os.path.join(path, "model.ckpt")
    config = v1.ConfigProto(device_count={"CPU": 3})
    with tf.Graph().as_default(), v1.Session(config=config) as session:
        v1.set_random_seed(3)
        train = build()
        session.run(v1.global_variables_initializer())
        for _ in range(3):
            session.run(train)
        saver = v1.train.Saver(
            sharded=sharded, write_version=version, save_relative_paths=True
        )
        saved = saver.save(session, prefix, global_step=3, write_meta_graph=meta)
        fed = values(session)
    stem = os.path.basename(saved)
    old = version == v1.train.SaverDef.V1
    spellings = [stem, "model.ckpt-3", "."]
    if meta:
        spellings.append("model.ckpt-3.meta")
    expectation.write(path, expectation.checkpoint(path, spellings, fed, stem, old))


def main():
    """All cases."""
    case("tf1-v2", v1.train.SaverDef.V2, sharded=False, meta=True)
    case("tf1-v2-sharded", v1.train.SaverDef.V2, sharded=True, meta=False)
    case("tf1-v1", v1.train.SaverDef.V1, sharded=False, meta=False)
    case("tf1-v1-sharded", v1.train.SaverDef.V1, sharded=True, meta=False)
