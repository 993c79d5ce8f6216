"""Writes testdata/packed: checkpoints of testdata in archives, as models are shipped.

Ran with Python 3.11:

    python testdata/generate/packed_cases.py
"""

import gzip
import io
import os
import shutil
import tarfile
import zipfile

TESTDATA = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
ROOT = os.path.join(TESTDATA, "packed")
DATA = ".data-00000-of-00001"
LONG = "trained/" + "/".join(["with-a-name-that-does-not-fit-into-a-header"] * 4)


def files(folder, inside):
    """The files of a folder of testdata: where each goes in an archive, and where it lies."""
    source = os.path.join(TESTDATA, folder)
    found = []
    for place, folders, names in os.walk(source):
        folders.sort()
        for name in sorted(names):
            if name != "expected.json":
                path = os.path.join(place, name)
                found.append((os.path.join(inside, os.path.relpath(path, source)), path))
    return found


def tar(members, links=(), style=tarfile.GNU_FORMAT):
    """The bytes of a tar archive, the same each time."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=style) as archive:
        for name, path in members:
            info = tarfile.TarInfo(name)
            info.size = os.path.getsize(path)
            with open(path, "rb") as file:
                archive.addfile(info, file)
        for name, kind, target in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
    return out.getvalue()


def write(name, content):
    with open(os.path.join(ROOT, name), "wb") as file:
        file.write(content)


def gzipped(content):
    out = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as file:
        file.write(content)
    return out.getvalue()


def zipped(name, members, method):
    with zipfile.ZipFile(os.path.join(ROOT, name), "w", method) as archive:
        for inside, path in members:
            info = zipfile.ZipInfo(inside)
            info.compress_type = method
            with open(path, "rb") as file:
                archive.writestr(info, file.read())


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    os.makedirs(ROOT)
    write("run.tar", tar(files("bundles/state-relative", "run")))
    vgg = [("vgg_16.ckpt", os.path.join(TESTDATA, "vgg/vgg_16.ckpt"))]
    write("vgg_16.tar.gz", gzipped(tar(vgg)))
    model = files("python/saved-model", "./export/1")
    write("saved-model.tgz", gzipped(tar(model, style=tarfile.PAX_FORMAT)))
    several = files("bundles/state-none", "a") + files("safetensors/sharded", "b")
    zipped("several.zip", several, zipfile.ZIP_DEFLATED)
    zipped("sharded.zip", files("safetensors/sharded", "model"), zipfile.ZIP_STORED)
    run = files("bundles/state-none", LONG)
    prefix = "model.ckpt-3"
    links = [
        (f"best/{prefix}.index", tarfile.SYMTYPE, f"../{LONG}/{prefix}.index"),
        (f"best/{prefix}{DATA}", tarfile.LNKTYPE, f"{LONG}/{prefix}{DATA}"),
        ("best/loop", tarfile.SYMTYPE, "loop"),
        ("best/outside.index", tarfile.SYMTYPE, "/etc/passwd"),
    ]
    write("links-gnu.tar", tar(run, links))
    write("links-pax.tar", tar(run, links, tarfile.PAX_FORMAT))
    text = b"Weights are not in this archive.\n"
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("docs/README")
        info.size = len(text)
        archive.addfile(info, io.BytesIO(text))
    write("no-checkpoint.tar", out.getvalue())


if __name__ == "__main__":
    main()
