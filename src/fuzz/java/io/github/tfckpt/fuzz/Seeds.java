package io.github.tfckpt.fuzz;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.source.FileSource;
import io.github.tfckpt.table.BlockCursor;
import io.github.tfckpt.table.Table;
import io.github.tfckpt.table.TableBlock;
import io.github.tfckpt.testing.Reading;
import io.github.tfckpt.testing.SnappyWriter;
import io.github.tfckpt.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes what fuzzing starts from: the small files of {@code testdata} in the form of inputs. */
public final class Seeds {

  private static final int SMALL = 7000;

  /** No tar archive of Python's is smaller than ten thousand bytes, most of them zeros. */
  private static final int SMALLEST_TAR = 10_241;

  private static final String GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private final Path target;
  private int count;

  private Seeds(Path target) {
    this.target = target;
  }

  /** Arguments: the folder of test data, the folder that gets a folder of seeds a kind. */
  public static void main(String[] args) throws IOException {
    Seeds seeds = new Seeds(Path.of(args[1]));
    try (Stream<Path> walk = Files.walk(Path.of(args[0]))) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        seeds.take(file);
      }
    }
    seeds.texts();
  }

  private void take(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.equals("checkpoint")) {
      write("state", Files.readAllBytes(file));
    } else if (name.matches(".*[.](index|ckpt)(-\\d{5}-of-\\d{5})?")) {
      boolean bundle = name.endsWith(".index");
      Path data = file.resolveSibling(name.replaceAll("[.]index$", ".data-00000-of-00001"));
      byte[] bytes = bundle && Files.exists(data) ? Files.readAllBytes(data) : new byte[0];
      if (Files.size(file) + bytes.length < SMALL) {
        checkpoint(bundle, bytes, Files.readAllBytes(file), entries(file));
      }
      graph(file);
    } else if (name.endsWith(".h5") && Files.size(file) < SMALL) {
      write("hdf5", Files.readAllBytes(file));
    } else if (name.matches(".*[.](npy|npz|safetensors)") && Files.size(file) < SMALL) {
      write(name.substring(name.lastIndexOf('.') + 1), Files.readAllBytes(file));
    } else if (name.matches(".*[.](tar|tgz|zip|keras)") && Files.size(file) < SMALLEST_TAR) {
      write("archive", Files.readAllBytes(file));
    } else if (name.endsWith(".pb") || name.endsWith(".meta")) {
      GraphPieces.of(file, piece -> write("pb", piece));
    }
  }

  private void checkpoint(boolean bundle, byte[] data, byte[] table, byte[] entries)
      throws IOException {
    Wire head = new Wire();
    if (bundle) {
      head.raw((byte) data.length, (byte) (data.length >> 8)).raw(data);
    }
    int kind = bundle ? 0 : 1;
    byte line = (byte) count;
    byte[] front = head.toBytes();
    write("table", new Wire().raw((byte) (kind | 2), line).raw(front).raw(table).toBytes());
    write("table", new Wire().raw((byte) kind, line).raw(front).raw(entries).toBytes());
    write("snappy", SnappyWriter.compress(table));
  }

  /** The entries of a table, each with its sizes in front; none if it is damaged. */
  private static byte[] entries(Path file) throws IOException {
    Wire all = new Wire();
    try (FileSource source = FileSource.open(file)) {
      for (TableBlock block : Table.open(source).blocks()) {
        for (BlockCursor entry = block.cursor(); entry.next(); ) {
          byte[] key = entry.key().toArray();
          byte[] value = entry.value().readAll();
          all.raw((byte) key.length, (byte) value.length, (byte) (value.length >> 8));
          all.raw(key).raw(value);
        }
      }
    } catch (CheckpointException e) {
      return new byte[0];
    }
    return all.toBytes();
  }

  private void graph(Path file) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      if (!checkpoint.named(GRAPH).isEmpty()) {
        byte[] canonical = Reading.bytes(checkpoint, GRAPH);
        write("graph", java.util.Arrays.copyOfRange(canonical, 8, canonical.length));
      }
    } catch (CheckpointException e) {
      // Damaged on purpose: there is no graph to take from it.
      return;
    }
  }

  private void texts() throws IOException {
    for (String text :
        List.of("[5, :10]", "[..., ::-2]", "[-1:0:-1,...,3]", "[:]", "[9223372036854775807]")) {
      write(
          "selection",
          new Wire().raw(new byte[] {3, 4, 5, 6, 7, 8, 8, 16}).raw(utf8(text)).toBytes());
    }
    write("code", new byte[] {0, 'n', 0, 1, 1, 2, (byte) 0x80, (byte) 0x82, (byte) 0x80, 0x7f});
    write("code", new byte[40]);
    write(
        "state",
        utf8(
            "model_checkpoint_path: 'a\\x41\\101' \"b\" # c\nall_model_checkpoint_paths: [\"x\", 'y'];"
                + "all_model_checkpoint_timestamps: [1.5e3, -inf]\nlast_preserved_timestamp: 0x10"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(String kind, byte[] bytes) throws IOException {
    Path folder = Files.createDirectories(target.resolve(kind));
    Files.write(folder.resolve("seed-" + count++), bytes);
  }
}
