package io.github.tfckpt.verify;

import io.github.tfckpt.check.Mismatch;
import io.github.tfckpt.checksum.FlippedBit;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.source.Boundaries;
import io.github.tfckpt.source.FileType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What bytes look like whose checksum does not match: one reading of them, and some algebra. */
final class Diagnosis {

  /** Shorter zero runs are ordinary: a few numbers that are zero. */
  private static final long LEAST_ZEROS = 64;

  /** Below so many bytes a flipped bit that explains a sum by chance is rarer than one in 4096. */
  private static final long CERTAIN = 1 << 17;

  private static final String ALL = "all ";

  private Diagnosis() {}

  /** Words behind "crc32c is ..., stored ..."; empty if nothing stands out. */
  static String of(Mismatch mismatch) throws IOException {
    String zeros = zeros(mismatch.run(), mismatch.fileOffset());
    if (zeros.startsWith(ALL)) {
      return zeros;
    }
    List<String> signs = new ArrayList<>();
    if (mismatch.fileOffset() == 0) {
      FileType.of(mismatch.run()).ifPresent(other -> signs.add("the file is " + other));
    }
    bit(mismatch).ifPresent(signs::add);
    for (Mismatch.Elsewhere other : mismatch.elsewhere()) {
      if (other.isRight()) {
        signs.add(
            "the same place of " + other.description() + " has the right bytes: files swapped?");
      }
    }
    if (signs.isEmpty() && !zeros.isEmpty()) {
      signs.add(zeros);
    }
    return String.join("; ", signs);
  }

  /** Words for a run that is all zero, or has zeros where nobody would write so many. */
  static String zeros(ByteSource run, long fileOffset) throws IOException {
    ZeroRun zeros = ZeroRun.longest(run);
    if (run.size() > 0 && zeros.size() == run.size()) {
      return ALL + run.size() + " bytes are zero" + Boundaries.of(fileOffset);
    }
    long start = fileOffset + zeros.start();
    return zeros.size() < LEAST_ZEROS
        ? ""
        : "bytes " + start + "+" + zeros.size() + " are zero" + Boundaries.of(start);
  }

  private static Optional<String> bit(Mismatch mismatch) {
    long size = mismatch.run().size();
    return FlippedBit.find(mismatch.found(), mismatch.stored(), size)
        .map(
            bit ->
                "one flipped bit explains it: bit "
                    + bit.bit()
                    + " of byte "
                    + (mismatch.fileOffset() + bit.offset())
                    + doubt(size, bit.places()));
  }

  /** Of so many possible sums some are explained by a flipped bit without there being one. */
  private static String doubt(long size, long places) {
    if (size < CERTAIN) {
      return "";
    }
    String others = places > 1 ? ", or any of " + (places - 1) + " others" : "";
    double chance = Math.min(1, 8.0 * size / (1L << 31)) / 2;
    return others + String.format(Locale.ROOT, " (by chance in %.2g of such cases)", chance);
  }
}
