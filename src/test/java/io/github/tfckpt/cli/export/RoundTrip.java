package io.github.tfckpt.cli.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.cli.Run;
import io.github.tfckpt.cli.common.ExitCode;
import io.github.tfckpt.entry.TensorEntry;
import io.github.tfckpt.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Exports a checkpoint and compares what was written with what it was written from. What a format
 * does not hold is left out by name, after the export has refused it.
 */
public final class RoundTrip {

  /** Where to: a form that numpy, safetensors or TensorFlow read. */
  public enum Form {
    NPZ("out.npz", "out.npz"),
    SAFETENSORS("out.safetensors", "out.safetensors"),
    FOLDER("out/", "out"),
    INDEX("out.index", "out");

    private final String typed;
    private final String opened;

    Form(String typed, String opened) {
      this.typed = typed;
      this.opened = opened;
    }
  }

  private static final Set<String> NOT_IN_NUMPY =
      Set.of(
          "bfloat16",
          "float8_e5m2",
          "float8_e4m3fn",
          "float8_e4m3fnuz",
          "float8_e4m3b11fnuz",
          "float8_e5m2fnuz",
          "float4_e2m1fn",
          "int2",
          "uint2",
          "int4",
          "uint4");

  private static final Set<String> NOT_IN_SAFETENSORS =
      Set.of(
          "string",
          "complex128",
          "float8_e4m3b11fnuz",
          "float4_e2m1fn",
          "int2",
          "uint2",
          "int4",
          "uint4");

  private static final String GRAPH = TensorEntry.OBJECT_GRAPH.toString();
  private static final int MOST_AXES = 64;

  private final String checkpoint;
  private final List<String> step;
  private final Path folder;

  /** A checkpoint, and a folder to write to. */
  public RoundTrip(Path checkpoint, OptionalLong step, Path folder) {
    this.checkpoint = checkpoint.toString();
    this.step = step.isPresent() ? List.of("--step", Long.toString(step.getAsLong())) : List.of();
    this.folder = folder;
  }

  /** Goes there and back. */
  public void run(Form form) throws IOException {
    Path out = Files.createTempDirectory(folder, "out");
    List<String> excluded = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    try (Checkpoint open = Checkpoint.open(Path.of(checkpoint), step())) {
      for (TensorEntry entry : open.tensors()) {
        Optional<String> why = reason(form, entry);
        if (why.isPresent()) {
          excluded.add("-x");
          excluded.add(literally(entry.name()));
          boolean isRefused =
              entry.dtype().kind() != DType.Kind.OPAQUE && !isQuantized(entry.dtype());
          if (isRefused && shown.add(why.get())) {
            refused(form, entry, out, why.get());
          }
        }
      }
      int left = open.tensors().size() - excluded.size() / 2;
      boolean hasGraph = open.tensors().stream().anyMatch(each -> each.name().equals(GRAPH));
      // A graph alone is nothing that numpy or safetensors have.
      boolean isNothing = left == 0 || (left == 1 && hasGraph && form != Form.INDEX);
      if (isNothing && !open.tensors().isEmpty()) {
        return;
      }
    }
    List<String> export = new ArrayList<>(List.of("export", checkpoint, "-q", "--names", "key"));
    export.addAll(step);
    export.addAll(excluded);
    export.addAll(List.of("-o", out + "/" + form.typed));
    Run written = Run.of(export.toArray(new String[0]));
    assertEquals("", written.err());
    assertEquals(ExitCode.OK, written.code());
    if (form == Form.FOLDER && Files.notExists(out.resolve(form.opened))) {
      return;
    }
    String source = step.isEmpty() ? checkpoint : opened();
    List<String> diff =
        new ArrayList<>(
            List.of(
                "diff",
                "--names",
                "key",
                "-f",
                "json",
                source,
                out.resolve(form.opened).toString()));
    diff.addAll(excluded);
    Run compared = Run.of(diff.toArray(new String[0]));
    JsonObject answer = JsonParser.parseString(compared.out()).getAsJsonObject();
    assertTrue(answer.get("equal").getAsBoolean(), compared::out);
    for (JsonElement each : answer.getAsJsonArray("tensors")) {
      JsonObject tensor = each.getAsJsonObject();
      boolean isGraph = tensor.get("name").getAsString().equals(GRAPH);
      assertTrue(isGraph || tensor.get("status").getAsString().equals("identical"), compared::out);
    }
    assertEquals(ExitCode.OK, compared.code());
  }

  private OptionalLong step() {
    return step.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(step.get(1)));
  }

  /** The checkpoint of that step, for a command that takes none. */
  private String opened() throws IOException {
    try (Checkpoint open = Checkpoint.open(Path.of(checkpoint), step())) {
      return open.path();
    }
  }

  private void refused(Form form, TensorEntry entry, Path out, String why) {
    List<String> line = new ArrayList<>(List.of("export", checkpoint, "-q", "--names", "key"));
    line.addAll(step);
    line.add(literally(entry.name()));
    line.addAll(List.of("-o", out + "/" + form.typed));
    Run run = Run.of(line.toArray(new String[0]));
    assertEquals(ExitCode.UNREADABLE, run.code(), entry + ": " + why + run.err());
  }

  /** Why a format does not hold a tensor as it is. */
  private static Optional<String> reason(Form form, TensorEntry entry) {
    String dtype = entry.dtype().label();
    if (form == Form.INDEX) {
      boolean isForged = entry.dtype().kind() == DType.Kind.OPAQUE && entry.name().equals("t21");
      return (entry.dtype().kind() == DType.Kind.OPAQUE && !dtype.equals("variant")) || isForged
          ? Optional.of("has no values")
          : Optional.empty();
    }
    if (entry.dtype().kind() == DType.Kind.OPAQUE) {
      return Optional.of("has no values");
    }
    if (isQuantized(entry.dtype())) {
      return Optional.of("is stored as the plain integers that it is made of");
    }
    boolean numpy = form != Form.SAFETENSORS;
    if ((numpy ? NOT_IN_NUMPY : NOT_IN_SAFETENSORS).contains(dtype)) {
      return Optional.of("a type that it lacks");
    }
    if (entry.shape().rank() > MOST_AXES) {
      return Optional.of("more axes than numpy has, with which both are read");
    }
    if (numpy && dtype.equals("string") && entry.name().endsWith("special")) {
      return Optional.of("strings that end in NUL bytes, which numpy drops");
    }
    return form == Form.FOLDER && !isFile(entry.name())
        ? Optional.of("no name of a file in the folder")
        : Optional.empty();
  }

  private static boolean isQuantized(DType dtype) {
    return !dtype.unquantized().equals(dtype);
  }

  private static boolean isFile(String name) {
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.length() > 251) {
        return false;
      }
    }
    return true;
  }

  /** A pattern that only this name matches. */
  private static String literally(String name) {
    return name.replaceAll("[*?\\[]", "[$0]");
  }
}
