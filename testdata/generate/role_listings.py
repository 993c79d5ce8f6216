"""What each optimizer of Keras and TensorFlow keeps: testdata/roles/optimizers.tsv.

One small model is trained with each and saved. A line states a key, the full name in the object
graph, the type, the shape and the role, which comes from the objects: whether a variable is one of
the model's, of the optimizer's, or its counter. Names play no part in it.

    python testdata/generate/role_listings.py

Ran with TensorFlow 2.21.0, Keras 3.15.1.
"""

import os
import tempfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

import expectation

v1 = tf.compat.v1
OUT = os.path.join(expectation.ROOT, "..", "roles", "optimizers.tsv")
INPUTS = np.linspace(-1, 1, 12, dtype=np.float32).reshape(4, 3)


def listing(prefix, roles):
    """The lines of a checkpoint; roles are by full name, or by key where there is none."""
    reader = tf.train.load_checkpoint(prefix)
    full = expectation.full_names(reader)
    dtypes = reader.get_variable_to_dtype_map()
    lines = []
    for key, shape in sorted(reader.get_variable_to_shape_map().items()):
        name = full.get(key) or ""
        role = roles[name or key]
        lines.append("\t".join([role, key, name, dtypes[key].name, str(list(shape))]))
    return lines


def weights(lines):
    """How many elements the weights of a listing have."""
    shapes = [line.split("\t")[4].strip("[]") for line in lines if line.startswith("WEIGHT")]
    return sum(int(np.prod([int(n) for n in shape.split(",") if n])) for shape in shapes)


def section(title, lines, params):
    """A section of the file; the weights are as many as the program says."""
    if weights(lines) != params:
        raise AssertionError(f"{title}: {weights(lines)} of {params}")
    return [f"# {title}: {params}"] + lines


def with_keras(title, optimizer, attributes):
    """Keras: a model trained with an optimizer, both in one tf.train.Checkpoint."""
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Dense(2, name="d"), keras.layers.BatchNormalization(name="n")]
    model = keras.Sequential([keras.layers.Input((3,)), *layers], name="m")
    model.compile(optimizer, "mse")
    model.fit(INPUTS, INPUTS[:, :2], batch_size=2, verbose=0)
    roles = {"_CHECKPOINTABLE_OBJECT_GRAPH": "BOOKKEEPING", "save_counter": "COUNTER"}
    inner = getattr(optimizer, "inner_optimizer", None)
    parts = [optimizer] + ([inner] if inner else []) + list(getattr(optimizer, "optimizers", []))
    for each in parts:
        roles.update({shared(v): "OPTIMIZER" for v in each.variables})
        averages = getattr(each, "_model_variables_moving_average", [])
        roles.update({shared(v): "AVERAGE" for v in averages})
    counters = [v for each in parts for v in (each._iterations, getattr(each, "step_counter", None))]
    roles.update({shared(v): "COUNTER" for v in counters if isinstance(v, keras.Variable)})
    roles.update({shared(v): "WEIGHT" for v in model.weights})
    objects = {name: {"model": model, "optimizer": optimizer}[at] for name, at in attributes.items()}
    with tempfile.TemporaryDirectory() as path:
        saved = tf.train.Checkpoint(**objects).save(os.path.join(path, "ckpt"))
        return section(title, listing(saved, roles), model.count_params())


def shared(variable):
    """The full name that the object graph gives a Keras variable."""
    return variable.value._shared_name.split(":")[0]


def keras_sections():
    """Every optimizer of Keras."""
    o = keras.optimizers
    multi = o.OptimizerMap(o.SGD(momentum=0.9), {".*kernel": o.Adam()})
    optimizers = {
        "Adadelta": o.Adadelta(),
        "Adafactor": o.Adafactor(),
        "Adagrad": o.Adagrad(),
        "Adam": o.Adam(),
        "Adam, amsgrad, use_ema, gradient accumulation": o.Adam(
            amsgrad=True, use_ema=True, gradient_accumulation_steps=2
        ),
        "AdamW": o.AdamW(),
        "Adamax": o.Adamax(),
        "Ftrl": o.Ftrl(),
        "Lamb": o.Lamb(),
        "Lion": o.Lion(),
        "LossScaleOptimizer": o.LossScaleOptimizer(o.SGD(momentum=0.9)),
        "MultiOptimizer": o.MultiOptimizer(multi),
        "Muon": o.Muon(),
        "Nadam": o.Nadam(),
        "RMSprop, centered, momentum": o.RMSprop(centered=True, momentum=0.5),
        "SGD": o.SGD(),
        "SGD, momentum": o.SGD(momentum=0.9),
        "ScheduleFreeAdamW": o.ScheduleFreeAdamW(),
    }
    lines = []
    for name, optimizer in optimizers.items():
        lines += with_keras("Keras " + name, optimizer, {"model": "model", "optimizer": "optimizer"})
    lines += with_keras("Keras Adam as opt", o.Adam(name="x"), {"net": "model", "opt": "optimizer"})
    return lines


def with_tensorflow(title, optimizer, keeps):
    """TF1: a model trained with an optimizer, and what its Saver saves."""
    graph = tf.Graph()
    with graph.as_default(), v1.Session() as session:
        kernel = v1.get_variable("d/kernel", [3, 2])
        bias = v1.get_variable("d/bias", [2])
        scale = v1.get_variable("scale", [])
        mean = v1.get_variable("d/moving_mean", [2], trainable=False)
        step = v1.train.get_or_create_global_step()
        made = optimizer(step)
        output = (tf.matmul(INPUTS, kernel) + bias - mean) * scale
        train = made.minimize(tf.reduce_sum(output**2), global_step=step)
        before = {"d/kernel", "d/bias", "scale", "d/moving_mean"}
        roles = {name: "WEIGHT" for name in before} | {"global_step": "COUNTER"}
        for variable in v1.global_variables():
            roles.setdefault(variable.op.name, "OPTIMIZER")
        if keeps != len(roles) - 5:
            raise AssertionError(f"{title}: {sorted(roles)}")
        session.run(v1.global_variables_initializer())
        session.run(train)
        with tempfile.TemporaryDirectory() as path:
            saved = v1.train.Saver().save(session, os.path.join(path, "model.ckpt"))
            return section(title, listing(saved, roles), 6 + 2 + 1 + 2)


def tensorflow_sections():
    """Every optimizer of TensorFlow 1, and one under another name."""
    t = v1.train
    optimizers = {
        "Adadelta": (lambda step: t.AdadeltaOptimizer(), 6),
        "AdagradDA": (lambda step: t.AdagradDAOptimizer(0.1, step), 6),
        "Adagrad": (lambda step: t.AdagradOptimizer(0.1), 3),
        "Adam": (lambda step: t.AdamOptimizer(), 8),
        "Adam as D_opt": (lambda step: t.AdamOptimizer(name="D_opt"), 8),
        "Ftrl": (lambda step: t.FtrlOptimizer(0.1), 6),
        "GradientDescent": (lambda step: t.GradientDescentOptimizer(0.1), 0),
        "Momentum": (lambda step: t.MomentumOptimizer(0.1, 0.9), 3),
        "ProximalAdagrad": (lambda step: t.ProximalAdagradOptimizer(0.1), 3),
        "ProximalGradientDescent": (lambda step: t.ProximalGradientDescentOptimizer(0.1), 0),
        "RMSProp, centered": (lambda step: t.RMSPropOptimizer(0.1, centered=True), 9),
        "RMSProp as trainer": (lambda step: t.RMSPropOptimizer(0.1, name="trainer"), 6),
    }
    lines = []
    for name, (optimizer, keeps) in optimizers.items():
        lines += with_tensorflow("TF1 " + name, optimizer, keeps)
    return lines


def embeddings():
    """TensorFlow's embedding tables with the optimizers that they can be trained with."""
    e = tf.tpu.experimental.embedding
    lines = []
    for optimizer in (e.SGD(0.1), e.Adagrad(0.1), e.AdagradMomentum(0.1, 0.9), e.FTRL(0.1), e.Adam()):
        table = e.TableConfig(vocabulary_size=5, dim=2, name="words", optimizer=optimizer)
        tables = e.TPUEmbeddingForServing(e.FeatureConfig(table=table), optimizer)
        tables.build()
        slots = tables.embedding_tables[table]
        kept = {name: v for of in tables._variables.values() for name, v in of.items()}
        roles = {"_CHECKPOINTABLE_OBJECT_GRAPH": "BOOKKEEPING", "save_counter": "COUNTER"}
        roles.update({v._shared_name: "OPTIMIZER" for v in kept.values()})
        roles[slots._shared_name] = "WEIGHT"
        with tempfile.TemporaryDirectory() as path:
            saved = tf.train.Checkpoint(tables=tables).save(os.path.join(path, "ckpt"))
            title = "TF embedding " + type(optimizer).__name__
            lines += section(title, listing(saved, roles), 10)
    return lines


def main():
    """All sections."""
    lines = keras_sections() + tensorflow_sections() + embeddings()
    with open(OUT, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
