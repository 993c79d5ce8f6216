package io.github.tfckpt.testing;

import io.github.tfckpt.check.Finding;
import io.github.tfckpt.source.PathText;
import io.github.tfckpt.verify.Part;
import io.github.tfckpt.verify.Report;
import io.github.tfckpt.verify.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Short ways to verify a checkpoint. */
public final class Verifying {

  private Verifying() {}

  /** All of it, on two threads. */
  public static Report verify(Path path) {
    return verify(path, OptionalLong.empty(), Part.WHOLE, 2);
  }

  public static Report verify(Path path, OptionalLong step, Part part, int threads) {
    try (Verification verification = Verification.open(path, step, part, false)) {
      return verification.run(threads, bytes -> {});
    } catch (IOException e) {
      return Report.unreadable(path.toString(), e);
    }
  }

  /** The findings as lines, the folder left out of each. */
  public static List<String> lines(Report report, Path folder) {
    return report.findings().stream().map(finding -> line(finding, folder)).toList();
  }

  private static String line(Finding finding, Path folder) {
    String where = PathText.of(folder);
    String text = finding.message().replace(where.endsWith("/") ? where : where + "/", "");
    return (finding.isError() ? "error: " : "warning: ") + text;
  }
}
