package io.github.tfckpt.cli;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.inspect.Totals.Tally;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** A listing for programs: one JSON document, or one JSON object a line. */
final class ListJson {

  // Encoded once: in a long listing the names of the fields are most of the text.
  private static final byte[] NAME = utf8("{\"name\":");
  private static final byte[] FULL_NAME = utf8(",\"full_name\":");
  private static final byte[] DTYPE = utf8(",\"dtype\":");
  private static final byte[] SHAPE = utf8(",\"shape\":[");
  private static final byte[] PARAMS = utf8("],\"params\":");
  private static final byte[] BYTES = utf8(",\"bytes\":");
  private static final byte[] SHARD = utf8(",\"shard\":");
  private static final byte[] OFFSET = utf8(",\"offset\":");
  private static final byte[] CRC32C = utf8(",\"crc32c\":\"");
  private static final byte[] SLICES = utf8(",\"slices\":");

  private ListJson() {}

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void document(Listing listing, TextOut out) throws IOException {
    out.text("{\"schema\":\"tfckpt/list/1\",\"checkpoint\":").json(listing.path());
    out.text(",\"format\":").json(listing.format()).text(",\"tensors\":[");
    String separator = "\n";
    for (TensorEntry entry : listing.entries()) {
      out.text(separator);
      tensor(listing, entry, out);
      separator = ",\n";
    }
    out.text("\n],\"totals\":");
    totals(listing.totals(), out);
    out.text("}\n");
  }

  static void lines(Listing listing, TextOut out) throws IOException {
    for (TensorEntry entry : listing.entries()) {
      tensor(listing, entry, out);
      out.line();
    }
  }

  private static void tensor(Listing listing, TensorEntry entry, TextOut out) throws IOException {
    out.encoded(NAME).json(entry.key());
    Optional<String> full = listing.fullName(entry);
    if (full.isPresent()) {
      out.encoded(FULL_NAME).json(full.get());
    }
    out.encoded(DTYPE).json(entry.dtype().label()).encoded(SHAPE);
    Shape shape = entry.shape();
    for (int i = 0; i < shape.rank(); i++) {
      if (i > 0) {
        out.ascii(',');
      }
      out.number(shape.extent(i));
    }
    out.encoded(PARAMS).number(entry.elementCount());
    number(BYTES, entry.bytes(), out);
    if (entry.shard().isPresent()) {
      out.encoded(SHARD).number(entry.shard().getAsInt());
    }
    number(OFFSET, entry.offset(), out);
    if (entry.crc32c().isPresent()) {
      out.encoded(CRC32C).hex(entry.crc32c().getAsInt()).ascii('"');
    }
    out.encoded(SLICES).number(entry.slices().size()).ascii('}');
  }

  private static void number(byte[] field, OptionalLong value, TextOut out) throws IOException {
    if (value.isPresent()) {
      out.encoded(field).number(value.getAsLong());
    }
  }

  private static void totals(Totals totals, TextOut out) throws IOException {
    out.text("{\"tensors\":").number(totals.tensors());
    out.text(",\"params\":").number(totals.params());
    out.text(",\"bytes\":").number(totals.bytes());
    for (Role role : Role.values()) {
      Tally tally = totals.of(role);
      out.ascii(',').json(role.label()).text(":{\"tensors\":").number(tally.tensors());
      out.text(",\"params\":").number(tally.params());
      out.text(",\"bytes\":").number(tally.bytes()).ascii('}');
    }
    out.ascii('}');
  }
}
