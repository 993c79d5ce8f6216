package io.github.tfckpt.fuzz;

import io.github.tfckpt.testing.Outcome;
import io.github.tfckpt.testing.Verifying;
import io.github.tfckpt.verify.Part;
import io.github.tfckpt.verify.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Any files opened, listed, read and verified: tensors, or errors. What is called sound is read
 * without damage.
 */
public final class OpenFuzz {

  private OpenFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Path path = FuzzedCheckpoint.write(input).path();
    AtomicReference<Outcome> read = new AtomicReference<>();
    Bounds.keep(() -> read.set(outcome(path)));
    AtomicReference<Report> verified = new AtomicReference<>();
    Bounds.keep(() -> verified.set(Verifying.verify(path, OptionalLong.empty(), Part.WHOLE, 1)));
    Outcome outcome = read.get();
    Report report = verified.get();
    if (report.isReadable() && report.isSound() && outcome.isDamaged()) {
      throw new AssertionError("sound, but: " + outcome.troubles());
    }
  }

  private static Outcome outcome(Path path) {
    try {
      return Outcome.unbounded(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
