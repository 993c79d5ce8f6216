package consumer;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.CheckpointDiff;
import io.github.tfckpt.diff.Status;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a V1 file and what has the other dependencies at work, and sees nothing that it has no use
 * for.
 */
public final class App {

  private App() {}

  /**
   * Reads them.
   *
   * @param args the folder of the test data
   */
  public static void main(String[] args) throws Exception {
    Path testdata = Path.of(args[0]);
    try (Checkpoint v1 = Checkpoint.open(testdata.resolve("vgg/vgg_16.ckpt"));
        Checkpoint v2 = Checkpoint.open(testdata.resolve("vgg/frcnn.ckpt-70000"))) {
      expect("-0.0013345432", v1.tensor("vgg_16/fc8/biases").floats()[0]);
      expect("70000", v2.tensor("global_step").longs()[0]);
      expect("1", CheckpointDiff.of(v1, v2).count(Status.DIFFERENT));
    }
    // Compressed by Snappy, with an object graph, and with a header of JSON.
    List<String> more =
        List.of(
            "synthetic/snappy-index/x",
            "python/objects/ckpt-1",
            "safetensors/sharded",
            "hdf5/legacy/model.h5");
    for (String path : more) {
      try (Checkpoint checkpoint = Checkpoint.open(testdata.resolve(path))) {
        expect("false", checkpoint.tensors().isEmpty());
      }
    }
    for (String absent :
        List.of(
            "picocli.CommandLine",
            "io.github.tfckpt.cli.Main",
            "de.siegmar.fastcsv.writer.CsvWriter")) {
      try {
        throw new AssertionError(Class.forName(absent));
      } catch (ClassNotFoundException e) {
        // As it should be.
      }
    }
    System.out.println("read by " + App.class.getModule());
  }

  private static void expect(String wanted, Object found) {
    if (!wanted.equals(String.valueOf(found))) {
      throw new AssertionError("expected " + wanted + ", found " + found);
    }
  }
}
