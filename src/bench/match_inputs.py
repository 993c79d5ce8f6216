"""Writes a.npz, a model of VGG-16's tensors with random values (528 MiB), and turned.npz, the same
with every matrix transposed and every convolution from HWIO to OIHW, into the folder given."""

import sys

import numpy as np

CONVOLUTIONS = [(64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512)]
LAYERS = {"fc6": (25088, 4096), "fc7": (4096, 4096), "fc8": (4096, 1000)}


def shapes():
    channels = 3
    for block, widths in enumerate(CONVOLUTIONS, 1):
        for index, width in enumerate(widths, 1):
            yield f"vgg_16/conv{block}/conv{block}_{index}", (3, 3, channels, width)
            channels = width
    for name, shape in LAYERS.items():
        yield f"vgg_16/{name}", shape


def main(folder):
    random = np.random.default_rng(1)
    plain, turned = {}, {}
    for name, shape in shapes():
        values = random.standard_normal(shape, dtype=np.float32)
        bias = random.standard_normal(shape[-1], dtype=np.float32)
        axes = (1, 0) if len(shape) == 2 else (3, 2, 0, 1)
        plain[f"{name}/weights"] = values
        turned[f"{name}/weights"] = np.ascontiguousarray(values.transpose(axes))
        plain[f"{name}/biases"] = turned[f"{name}/biases"] = bias
    np.savez(f"{folder}/a.npz", **plain)
    np.savez(f"{folder}/turned.npz", **turned)


main(sys.argv[1])
