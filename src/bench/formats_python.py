"""What formats.sh measures against: Python's own readers of safetensors, HDF5 and numpy files.

make FOLDER writes the inputs, half a gigabyte each; list PATH prints names, types and shapes;
read PATH reads every tensor; stats PATH prints the numbers of "tfckpt stats" of each; digest PATH
prints the SHA-256 of each.
"""

import os
import sys
import zipfile


def make(folder):
    import h5py
    import numpy as np
    from safetensors.numpy import save_file

    random = np.random.default_rng(14)
    few = {f"layers/dense_{i}/vars/0": random.standard_normal((2500, 5000), np.float32)
           for i in range(10)}
    block = random.standard_normal((128, 200), np.float32)
    many = {f"layers/dense_{i // 2}/vars/{i % 2}": block + np.float32(i) for i in range(5000)}
    for label, tensors in ("few", few), ("many", many):
        base = os.path.join(folder, label)
        with h5py.File(base + ".weights.h5", "w") as file:
            for name, array in tensors.items():
                file[name] = array
        save_file(tensors, base + ".safetensors")
        np.savez(base + ".npz", **tensors)
        for name, array in tensors.items():
            path = os.path.join(base + "_npy", name + ".npy")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            np.save(path, array)
    # As trained weights compress: the low bits are noise.
    np.savez_compressed(os.path.join(folder, "few_deflated.npz"), **few)
    with h5py.File(os.path.join(folder, "few_chunked.h5"), "w") as file:
        for name, array in few.items():
            file.create_dataset(name, data=array, compression="gzip", shuffle=True)
    with zipfile.ZipFile(os.path.join(folder, "few.keras"), "w") as archive:
        archive.writestr("metadata.json", '{"keras_version": "3.15.1"}')
        archive.writestr("config.json", '{"class_name": "Sequential", "config": {"name": "s"}}')
        archive.write(os.path.join(folder, "few.weights.h5"), "model.weights.h5")


def tensors_of_hdf5(file, wanted):
    import h5py

    found = []
    file.visititems(lambda name, item: found.append((name, item))
                    if isinstance(item, h5py.Dataset) else None)
    for name, item in found:
        yield name, item.dtype, item.shape, item[()] if wanted else None


def tensors(path, wanted):
    """Name, type, shape and, if wanted, the array of each tensor."""
    if path.endswith(".keras"):
        import h5py

        with zipfile.ZipFile(path) as archive, archive.open("model.weights.h5") as member:
            with h5py.File(member, "r") as file:
                yield from tensors_of_hdf5(file, wanted)
    elif path.endswith(".h5"):
        import h5py

        with h5py.File(path, "r") as file:
            yield from tensors_of_hdf5(file, wanted)
    elif path.endswith(".safetensors"):
        from safetensors import safe_open

        with safe_open(path, "np") as file:
            for name in file.keys():
                part = file.get_slice(name)
                yield (name, part.get_dtype(), part.get_shape(),
                       file.get_tensor(name) if wanted else None)
    elif path.endswith(".npz"):
        import numpy as np

        with np.load(path) as file:
            for name in file.files:
                if wanted:
                    array = file[name]
                    yield name, array.dtype, array.shape, array
                else:
                    with file.zip.open(name + ".npy") as member:
                        np.lib.format.read_magic(member)
                        shape, _, dtype = np.lib.format.read_array_header_1_0(member)
                    yield name, dtype, shape, None
    else:
        import numpy as np

        for folder, _, names in os.walk(path):
            for name in names:
                file = os.path.join(folder, name)
                array = np.load(file, mmap_mode=None if wanted else "r")
                yield os.path.relpath(file, path)[:-4], array.dtype, array.shape, array


def main():
    task, path = sys.argv[1:]
    if task == "make":
        make(path)
        return
    for name, dtype, shape, array in tensors(path, task != "list"):
        if task == "list":
            print(name, dtype, tuple(shape))
        elif task == "stats":
            import numpy as np

            wide = array.astype(np.float64)
            print(name, array.size, np.isnan(array).sum(), np.isinf(array).sum(), (array == 0).sum(),
                  array.min(), array.max(), wide.mean(), wide.std(), np.sqrt(np.sum(wide * wide)))
        elif task == "digest":
            import hashlib

            print(hashlib.sha256(array).hexdigest(), name, sep="  ")


if __name__ == "__main__":
    main()
