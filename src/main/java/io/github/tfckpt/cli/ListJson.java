package io.github.tfckpt.cli;

import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.inspect.Role;
import io.github.tfckpt.inspect.Totals;
import io.github.tfckpt.inspect.Totals.Tally;
import io.github.tfckpt.render.TextOut;
import io.github.tfckpt.tensor.Shape;
import java.io.IOException;
import java.util.Optional;

/** A listing for programs: one JSON document, or one JSON object a line. */
final class ListJson {

  private ListJson() {}

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
    out.text("{\"name\":").json(entry.name());
    Optional<String> full = listing.fullName(entry);
    if (full.isPresent()) {
      out.text(",\"full_name\":").json(full.get());
    }
    out.text(",\"dtype\":").json(entry.dtype().label()).text(",\"shape\":[");
    Shape shape = entry.shape();
    for (int i = 0; i < shape.rank(); i++) {
      out.text(i == 0 ? "" : ",").number(shape.extent(i));
    }
    out.text("],\"params\":").number(entry.elementCount());
    if (entry.bytes().isPresent()) {
      out.text(",\"bytes\":").number(entry.bytes().getAsLong());
    }
    if (entry.shard().isPresent()) {
      out.text(",\"shard\":").number(entry.shard().getAsInt());
    }
    if (entry.offset().isPresent()) {
      out.text(",\"offset\":").number(entry.offset().getAsLong());
    }
    if (entry.crc32c().isPresent()) {
      out.text(",\"crc32c\":\"").hex(entry.crc32c().getAsInt()).ascii('"');
    }
    out.text(",\"slices\":").number(entry.slices().size()).ascii('}');
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
