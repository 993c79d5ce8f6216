"""Checkpoints whose tensors have roles that names alone hardly tell: testdata/roles.

    python testdata/generate/role_cases.py

Ran with TensorFlow 2.21.0, Keras 3.15.1.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

import expectation

v1 = tf.compat.v1


def folder(name):
    """An empty folder below testdata/roles."""
    return expectation.folder(os.path.join("..", "roles", name))


def averages():
    """TF1: Adam, and a moving average of each trained variable; the weights alone beside it."""
    path = folder("averages")
    with tf.Graph().as_default(), v1.Session() as session:
        v1.set_random_seed(3)
        kernel = v1.get_variable("layer/kernel", [3, 2])
        bias = v1.get_variable("layer/bias", [2], initializer=v1.constant_initializer(0.25))
        step = v1.train.get_or_create_global_step()
        loss = tf.reduce_sum((tf.matmul(tf.ones([4, 3]), kernel) + bias) ** 2)
        train = v1.train.AdamOptimizer(0.01).minimize(loss, global_step=step)
        average = tf.train.ExponentialMovingAverage(0.9)
        with tf.control_dependencies([train]):
            train = average.apply([kernel, bias])
        session.run(v1.global_variables_initializer())
        for _ in range(3):
            session.run(train)
        fed = {each.op.name: session.run(each) for each in v1.global_variables()}
        saver = v1.train.Saver()
        saver.save(session, os.path.join(path, "model.ckpt"), global_step=3,
                   write_meta_graph=False, write_state=False)  # fmt: skip
        slim = {each.op.name: average.average(each) for each in (kernel, bias)}
        v1.train.Saver(slim).save(session, os.path.join(path, "averaged.ckpt"),
                                  write_meta_graph=False, write_state=False)  # fmt: skip
    slim = {name: fed[name + "/ExponentialMovingAverage"] for name in slim}
    expectation.write(
        path,
        expectation.checkpoint(path, ["model.ckpt-3"], fed, "model.ckpt-3"),
        expectation.checkpoint(path, ["averaged.ckpt"], slim, "averaged.ckpt"),
    )


def keras_averages():
    """Keras: Adam with use_ema."""
    path = folder("keras-averages")
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2, name="d")])
    optimizer = keras.optimizers.Adam(use_ema=True)
    model.compile(optimizer, "mse")
    model.fit(np.ones((4, 3), np.float32), np.zeros((4, 2), np.float32), verbose=0)
    tf.train.Checkpoint(model=model, optimizer=optimizer).write(os.path.join(path, "ckpt"))
    expectation.write(path, expectation.checkpoint(path, ["ckpt"], {}, "ckpt"))


def trained():
    """TF1: names that say less than the collection trainable_variables of the .meta file."""
    path = folder("trained")
    with tf.Graph().as_default(), v1.Session() as session:
        v1.set_random_seed(3)
        v1.get_variable("mix/Momentum", [2, 2])
        v1.get_variable("mix/scale", [])
        v1.get_variable("mix/offset", [], trainable=False)
        v1.get_variable("threshold", [], trainable=False)
        v1.get_variable("noise", [4], tf.int64, v1.ones_initializer(), trainable=False)
        v1.get_variable("mean", [4], trainable=False)
        session.run(v1.global_variables_initializer())
        fed = {each.op.name: session.run(each) for each in v1.global_variables()}
        v1.train.Saver().save(session, os.path.join(path, "model.ckpt"), write_state=False)
    expectation.write(
        path, expectation.checkpoint(path, ["model.ckpt"], fed, "model.ckpt")
    )


def counters():
    """Two counters that nobody gave a name, beside a module."""
    path = folder("counters")
    model = tf.Module()
    model.d1 = tf.Module()
    model.d1.kernel = tf.Variable([[1.0, 2.0]], name="weight")
    step, epoch = tf.Variable(7, dtype=tf.int64), tf.Variable(2)
    made = tf.train.Checkpoint(model=model, step=step, epoch=epoch)
    made.write(os.path.join(path, "ckpt"))
    expectation.write(path, expectation.checkpoint(path, ["ckpt"], {}, "ckpt"))


def frozen():
    """A frozen graph: weights, a table of integers, and what steers shapes."""
    path = folder("frozen")
    rng = np.random.default_rng(5)
    words = tf.Variable(rng.standard_normal([7, 4]).astype(np.float32), name="words")
    kernel = tf.Variable(rng.standard_normal([4, 4]).astype(np.float32), name="kernel")
    groups = tf.Variable(np.arange(7, dtype=np.int32), name="groups")
    model = tf.Module()
    model.kept = [words, kernel, groups]

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.int32, name="ids")])
    def run(ids):
        found = tf.gather(words, tf.gather(groups, ids))
        batch = tf.shape(found)[0]
        heads = tf.transpose(tf.reshape(found @ kernel, [batch, 3, 2, 2]), [0, 2, 1, 3])
        padded = tf.pad(heads, [[0, 0], [0, 0], [1, 1], [0, 0]])
        return tf.reduce_mean(tf.concat([padded, padded], axis=-1), axis=[2, 3])

    from tensorflow.python.framework import convert_to_constants

    graph = convert_to_constants.convert_variables_to_constants_v2(run.get_concrete_function())
    graph_def = graph.graph.as_graph_def()
    with open(os.path.join(path, "frozen.pb"), "wb") as out:
        out.write(graph_def.SerializeToString())
    for_people = {v.name.split(":")[0]: int(tf.size(v)) for v in model.kept}
    print("frozen:", for_people, sum(for_people.values()))


def main():
    """All cases."""
    frozen()
    counters()
    trained()
    averages()
    keras_averages()


if __name__ == "__main__":
    main()
