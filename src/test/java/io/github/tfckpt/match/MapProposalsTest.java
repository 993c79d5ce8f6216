package io.github.tfckpt.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tfckpt.checkpoint.Checkpoint;
import io.github.tfckpt.diff.DiffOptions;
import io.github.tfckpt.diff.Pair;
import io.github.tfckpt.diff.Pairing;
import io.github.tfckpt.diff.QuickDiff;
import io.github.tfckpt.diff.Tolerance;
import io.github.tfckpt.testing.BundleBuilder;
import io.github.tfckpt.testing.DTypes;
import io.github.tfckpt.testing.Samples;
import io.github.tfckpt.testing.Scratch;
import io.github.tfckpt.testing.V1Builder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tensors are {@code name=value}: two float32, that value and twice as much. */
final class MapProposalsTest {

  @RegisterExtension private final Scratch scratch = new Scratch();

  private Path v2(String name, String... tensors) throws IOException {
    BundleBuilder bundle = new BundleBuilder(scratch.file(name), 1);
    for (String tensor : tensors) {
      bundle.add(0, name(tensor), DTypes.FLOAT, new long[] {2}, content(tensor));
    }
    return bundle.write();
  }

  private Path v1(String name, String... tensors) throws IOException {
    V1Builder file = new V1Builder();
    for (String tensor : tensors) {
      file.add(name(tensor), DTypes.FLOAT, new long[] {2}, content(tensor));
    }
    return file.write(scratch.file(name));
  }

  private static String name(String tensor) {
    return tensor.substring(0, tensor.indexOf('='));
  }

  private static byte[] content(String tensor) {
    float value = Float.parseFloat(tensor.substring(tensor.indexOf('=') + 1));
    return Samples.floats(value, 2 * value);
  }

  private static List<MapProposals.Proposal> proposals(Path a, Path b) throws IOException {
    try (Checkpoint openA = Checkpoint.open(a);
        Checkpoint openB = Checkpoint.open(b)) {
      List<Pair> pairs = Pairing.byKeyInAnyOrder(openA.tensors(), openB.tensors());
      DiffOptions options = new DiffOptions(Tolerance.NONE, false, false, 1);
      return MapProposals.of(openA, openB, QuickDiff.byName(pairs, options), true);
    }
  }

  @Test
  void scopeThatSeveralAgreeIn() throws IOException {
    assertEquals(
        List.of(new MapProposals.Proposal("net/*=my/net/*", 3, 2, 0)),
        proposals(
            v1("a.ckpt", "net/a=1", "net/b=2", "net/c=3", "step=7"),
            v2("b", "my/net/a=1", "my/net/b=2", "my/net/c=4", "step=8")));
  }

  @Test
  void singleTensorsByContentAlone() throws IOException {
    assertEquals(
        List.of(new MapProposals.Proposal("x=y", 1, 1, 0)),
        proposals(v2("a", "x=1", "net/b=2"), v2("b", "y=1", "other/b=3")));
  }

  /** Many tensors are all zeros: of these the names decide. */
  @Test
  void amongTheSameContentTheNearestName() throws IOException {
    assertEquals(
        List.of(new MapProposals.Proposal("a/*=z/*", 2, 2, 0)),
        proposals(v2("a", "a/x=0", "a/y=0"), v2("b", "z/y=0", "z/x=0", "z/w=0")));
  }

  /** More than anybody looks through: each has its own name none the less. */
  @Test
  void amongManyOfTheSameContentEachIsFound() throws IOException {
    String[] a = new String[400];
    String[] b = new String[400];
    for (int i = 0; i < 200; i++) {
      a[2 * i] = "m/" + i + "/w=" + (i + 1);
      b[2 * i] = "x/" + i + "/w=" + (i + 1);
      a[2 * i + 1] = "m/" + i + "/b=0";
      b[2 * i + 1] = "x/" + i + "/b=0";
    }
    assertEquals(
        List.of(new MapProposals.Proposal("m/*=x/*", 400, 400, 0)),
        proposals(v2("a", a), v2("b", b)));
  }

  @Test
  void ruleThatWouldPartAPairIsNotProposed() throws IOException {
    List<MapProposals.Proposal> found =
        proposals(
            v2("a", "net/a=1", "net/b=2", "net/keep=3"),
            v2("b", "my/net/a=1", "my/net/b=2", "net/keep=3"));
    assertEquals(
        List.of("net/a=my/net/a", "net/b=my/net/b"),
        found.stream().map(MapProposals.Proposal::text).toList());
  }

  /** That slots have like names, or zeros are zeros, does not make one scope the other. */
  @Test
  void whatAnOptimizerKeepsProposesNothingByItself() throws IOException {
    String[] a = {"w=1", "training/Adam/w/m=2", "training/Adam/w/v=0"};
    String[] b = {"w=1", "training/SGD/w/m=3", "training/SGD/w/v=0"};
    assertEquals(List.of(), proposals(v2("a", a), v2("b", b)));
    b[1] = "training/SGD/w/m=2";
    assertEquals(
        List.of(new MapProposals.Proposal("training/Adam/*=training/SGD/*", 2, 2, 0)),
        proposals(v2("a", a), v2("b", b)));
  }

  @Test
  void nothingWhereNothingIsAlike() throws IOException {
    assertEquals(List.of(), proposals(v2("a", "x=1"), v2("b", "y=2")));
    assertEquals(List.of(), proposals(v2("a", "x=1"), v2("b", "x=1")));
  }
}
