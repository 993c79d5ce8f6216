"""Asks numpy for what "tfckpt diff" said of the inputs of diff.sh: folder, and its JSON."""

import json
import sys
import time

import numpy as np
import tensorflow as tf


def pair(folder):
    return (tf.train.load_checkpoint(folder + "/" + name) for name in ("vgg_16.ckpt", "frcnn"))


def main():
    folder, told = sys.argv[1], json.load(open(sys.argv[2]))
    started = time.time()
    a, b = pair(folder)
    worst = 0.0
    for tensor in told["tensors"]:
        if tensor["status"].startswith("only"):
            continue
        x = a.get_tensor(tensor["name"])
        if tensor["name"].endswith("conv1_1/weights"):
            x = x[:, :, ::-1]
        y = b.get_tensor(tensor["name_b"]).reshape(x.shape)
        if tensor["status"] == "identical":
            assert np.array_equal(x, y), tensor
            continue
        x, y = x.astype(float), y.astype(float)
        d = np.abs(x - y)
        expected = {"differing": np.count_nonzero(d), "max_abs": d.max(), "mean_abs": d.mean(),
                    "rms": np.sqrt(np.mean(d * d)),
                    "cosine": np.vdot(x, y) / np.linalg.norm(x) / np.linalg.norm(y)}
        assert tensor["max_abs_at"] == list(np.unravel_index(d.argmax(), d.shape)), tensor
        for name, value in expected.items():
            worst = max(worst, abs(tensor[name] - value) / abs(value))
    print(f"numpy agrees to {worst:.1e} relative, and takes {time.time() - started:.1f} s with"
          " TensorFlow's reader")
    assert worst < 1e-6


if __name__ == "__main__":
    main()
