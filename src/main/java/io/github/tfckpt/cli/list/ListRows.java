package io.github.tfckpt.cli.list;

import io.github.tfckpt.cli.common.SeparatedRows;
import io.github.tfckpt.entry.TensorEntry;
import java.io.IOException;

/** A listing for spreadsheets: the same columns always, empty where there is nothing to say. */
final class ListRows {

  private ListRows() {}

  static void print(Listing listing, SeparatedRows rows) throws IOException {
    rows.row(
        "name",
        "full_name",
        "dtype",
        "shape",
        "params",
        "bytes",
        "shard",
        "offset",
        "crc32c",
        "slices");
    for (TensorEntry entry : listing.entries()) {
      rows.row(
          entry.name(),
          listing.fullName(entry).orElse(""),
          entry.dtype().label(),
          entry.shape().toString(),
          Long.toString(entry.elementCount()),
          entry.bytes().isPresent() ? Long.toString(entry.bytes().getAsLong()) : "",
          entry.shard().isPresent() ? Integer.toString(entry.shard().getAsInt()) : "",
          entry.offset().isPresent() ? Long.toString(entry.offset().getAsLong()) : "",
          Crc.hex(entry).orElse(""),
          Integer.toString(entry.slices().size()));
    }
    rows.flush();
  }
}
