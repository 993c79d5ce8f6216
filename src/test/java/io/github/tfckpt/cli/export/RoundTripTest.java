package io.github.tfckpt.cli.export;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.tfckpt.cli.export.RoundTrip.Form;
import io.github.tfckpt.testing.Fixtures;
import io.github.tfckpt.testing.Fixtures.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is exported is identical to what it was exported from, whatever the formats. */
final class RoundTripTest {

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyCheckpointThereAndBack() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path place : Fixtures.folders()) {
      for (Golden golden : Fixtures.goldens(place)) {
        for (Form form : Form.values()) {
          Path path = golden.open().get(0);
          tests.add(dynamicTest(path + " " + form, () -> thereAndBack(golden, path, form)));
        }
      }
    }
    return tests.stream();
  }

  private void thereAndBack(Golden golden, Path path, Form form) throws IOException {
    assumeTrue(
        form != Form.FOLDER || "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
        "file names are not UTF-8 here");
    assumeTrue(
        form != Form.FOLDER || golden.summary().isEmpty(),
        "thousands of names, of many parts: folders are slow to delete");
    assumeTrue(!golden.format().equals("graph"), "the constants of a graph share their places");
    new RoundTrip(path, golden.step(), folder).run(form);
  }
}
