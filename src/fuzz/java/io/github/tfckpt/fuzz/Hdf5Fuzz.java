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
 * Any bytes as HDF5, or as a Keras archive: listed, read and verified. What is called sound is read
 * without damage.
 */
public final class Hdf5Fuzz {

  private Hdf5Fuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Path path = Memory.writeHdf5(input);
    AtomicReference<Outcome> read = new AtomicReference<>();
    Bounds.keep(
        () -> {
          try {
            read.set(Outcome.unbounded(path));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    AtomicReference<Report> verified = new AtomicReference<>();
    Bounds.keep(() -> verified.set(Verifying.verify(path, OptionalLong.empty(), Part.WHOLE, 1)));
    Report report = verified.get();
    if (report.isReadable() && report.isSound() && read.get().isDamaged()) {
      throw new AssertionError("sound, but: " + read.get().troubles());
    }
  }
}
