package io.github.tfckpt.cli.list;

import io.github.tfckpt.cli.common.TensorFields;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.render.JsonDocument;
import io.github.tfckpt.render.RowRanges;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A listing for programs: one JSON document, or one JSON object a line. */
final class ListJson {

  // Encoded once: in a long listing the names of the fields are most of the text.
  private static final byte[] NAME = utf8("{\"name\":");
  private static final byte[] FULL_NAME = utf8(",\"full_name\":");
  private static final byte[] SHARD = utf8(",\"shard\":");
  private static final byte[] OFFSET = utf8(",\"offset\":");
  private static final byte[] CRC32C = utf8(",\"crc32c\":\"");
  private static final byte[] SLICES = utf8(",\"slices\":");
  private static final byte[] ROLE = utf8(",\"role\":\"");
  private static final byte[] END = utf8("\"}");

  private final Listing listing;
  private final boolean hasFullNames;
  private final TensorFields fields;
  private final Common[] commons = new Common[1 << 8];

  private ListJson(Listing listing) {
    this.listing = listing;
    this.hasFullNames = listing.hasFullNames();
    this.fields = listing.fields();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void document(Listing listing, TextOut out) throws IOException {
    out.text("{\"schema\":\"tfckpt/list/1\",\"checkpoint\":").json(listing.path());
    out.text(",\"format\":").json(listing.format()).text(",\"tensors\":[");
    List<TensorEntry> entries = listing.entries();
    RowRanges.print(
        entries.size(),
        (from, to, text) -> {
          ListJson rows = new ListJson(listing);
          for (int row = from; row < to; row++) {
            rows.tensor(entries.get(row), text.text(row == 0 ? "\n" : ",\n"));
          }
        },
        out);
    out.text("\n],\"totals\":");
    out.text(JsonDocument.text(TensorFields.totals(listing.totals()))).text("}\n");
  }

  static void lines(Listing listing, TextOut out) throws IOException {
    List<TensorEntry> entries = listing.entries();
    RowRanges.print(
        entries.size(),
        (from, to, text) -> {
          ListJson rows = new ListJson(listing);
          for (int row = from; row < to; row++) {
            rows.tensor(entries.get(row), text);
            text.line();
          }
        },
        out);
  }

  private void tensor(TensorEntry entry, TextOut out) throws IOException {
    out.encoded(NAME).json(entry.key());
    if (hasFullNames) {
      Optional<String> full = listing.fullName(entry);
      if (full.isPresent()) {
        out.encoded(FULL_NAME).json(full.get());
      }
    }
    out.encoded(common(entry).text);
    if (entry.shard().isPresent()) {
      out.encoded(SHARD).number(entry.shard().getAsInt());
    }
    if (entry.offset().isPresent()) {
      out.encoded(OFFSET).number(entry.offset().getAsLong());
    }
    if (entry.crc32c().isPresent()) {
      out.encoded(CRC32C).hex(entry.crc32c().getAsInt()).ascii('"');
    }
    out.encoded(SLICES).number(entry.slices().size());
    out.encoded(ROLE).text(fields.role(entry)).encoded(END);
  }

  /** What many tensors have in common: the fields from dtype to bytes, written once. */
  private static final class Common {
    final DType dtype;
    final Shape shape;
    final OptionalLong size;
    final byte[] text;

    Common(TensorEntry entry) {
      dtype = entry.dtype();
      shape = entry.shape();
      size = entry.bytes();
      text = utf8(fields(entry));
    }

    boolean is(TensorEntry entry) {
      return dtype.equals(entry.dtype())
          && size.equals(entry.bytes())
          && shape.equals(entry.shape());
    }
  }

  private Common common(TensorEntry entry) {
    int slot = entry.shape().hashCode() & (commons.length - 1);
    Common common = commons[slot];
    if (common == null || !common.is(entry)) {
      common = new Common(entry);
      commons[slot] = common;
    }
    return common;
  }

  private static String fields(TensorEntry entry) {
    StringBuilder text = new StringBuilder(96);
    text.append(",\"dtype\":\"").append(entry.dtype().label()).append("\",\"shape\":[");
    Shape shape = entry.shape();
    for (int i = 0; i < shape.rank(); i++) {
      text.append(i > 0 ? "," : "").append(shape.extent(i));
    }
    text.append("],\"params\":").append(entry.elementCount());
    if (entry.bytes().isPresent()) {
      text.append(",\"bytes\":").append(entry.bytes().getAsLong());
    }
    return text.toString();
  }
}
