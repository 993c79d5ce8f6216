package io.github.tfckpt.cli.dump;

import io.github.tfckpt.archive.TensorWriter;
import io.github.tfckpt.numpy.NpyWriter;
import io.github.tfckpt.render.JsonWriter;
import io.github.tfckpt.render.LinesWriter;
import io.github.tfckpt.render.PrintOptions;
import io.github.tfckpt.render.RawWriter;
import io.github.tfckpt.render.RowsWriter;
import io.github.tfckpt.render.TensorText;
import io.github.tfckpt.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Prints one tensor after the other in one format. */
final class DumpPrinter {

  private final DumpOptions options;
  private final PrintOptions text;
  private final boolean colour;
  private boolean first = true;

  DumpPrinter(DumpOptions options, PrintOptions text, boolean colour) {
    this.options = options;
    this.text = text;
    this.colour = colour;
  }

  /**
   * Prints a tensor, or what was selected of it. Damage is found before anything of it is printed,
   * except in the formats of bytes.
   *
   * @param selection in brackets, or empty
   */
  void print(String selection, Tensor tensor, OutputStream out) throws IOException {
    if (options.format() == DumpOptions.DumpFormat.TEXT) {
      TensorText ready = TensorText.of(tensor, text);
      head(tensor.name() + selection, tensor, out);
      ready.writeTo(out);
    } else {
      writer(selection).write(tensor, out);
    }
    first = false;
  }

  private void head(String name, Tensor tensor, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder(first ? "" : "\n");
    if (options.hasHeader()) {
      head.append(colour ? "\u001b[1m" : "").append(name).append(colour ? "\u001b[0m" : "");
      head.append("  ").append(tensor.dtype()).append("  ").append(tensor.shape()).append('\n');
    }
    out.write(head.toString().getBytes(StandardCharsets.UTF_8));
  }

  private TensorWriter writer(String selection) {
    return switch (options.format()) {
      case CSV -> RowsWriter.csv();
      case TSV -> RowsWriter.tsv();
      case JSON -> new JsonWriter(selection);
      case NPY -> new NpyWriter(options.isBits());
      case LINES -> new LinesWriter();
      case RAW, TEXT -> new RawWriter();
    };
  }
}
