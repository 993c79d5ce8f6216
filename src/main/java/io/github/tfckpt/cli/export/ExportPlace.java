package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.TargetTypes;
import io.github.tfckpt.cli.common.UsageException;
import io.github.tfckpt.numpy.NumpyTypes;
import io.github.tfckpt.safetensors.SafetensorsTypes;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where an export goes, which decides its format.
 *
 * @param path without a slash at its end
 */
record ExportPlace(Form form, Path path) {

  /** What is made there. */
  enum Form {
    NPZ,
    SAFETENSORS,
    FOLDER;

    TargetTypes target() {
      return this == SAFETENSORS ? SafetensorsTypes.INSTANCE : NumpyTypes.INSTANCE;
    }
  }

  /** What was typed: OUT.npz, OUT.safetensors, DIR/, or a folder that is there. */
  static ExportPlace of(String typed) {
    try {
      Path path = Path.of(typed);
      String lower = typed.toLowerCase(Locale.ROOT);
      if (typed.endsWith("/") || typed.endsWith(path.getFileSystem().getSeparator())) {
        return new ExportPlace(Form.FOLDER, path);
      } else if (lower.endsWith(".npz")) {
        return new ExportPlace(Form.NPZ, path);
      } else if (lower.endsWith(".safetensors")) {
        return new ExportPlace(Form.SAFETENSORS, path);
      } else if (!typed.isEmpty() && Files.isDirectory(path)) {
        return new ExportPlace(Form.FOLDER, path);
      }
    } catch (InvalidPathException e) {
      throw new UsageException("'" + typed + "' is not a file name", e);
    }
    String one =
        typed.endsWith(".npy")
            ? "; 'tfckpt dump -f npy' writes one tensor"
            : typed.isEmpty() ? "" : "; for a folder of .npy files write '" + typed + "/'";
    throw new UsageException(
        "--output is '" + typed + "', not OUT.npz, OUT.safetensors or DIR/" + one);
  }

  /** What messages call it. */
  String label() {
    return form == Form.NPZ ? "npz" : form.target().label();
  }
}
