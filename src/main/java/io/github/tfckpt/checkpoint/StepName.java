package io.github.tfckpt.checkpoint;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a checkpoint says of its step:
 *
 * <pre>
 *   model.ckpt-100, ckpt-7                 a number at the end: TF1 savers, managers of TF2
 *   cp-0010.ckpt, epoch-03.weights.h5      the last number before an ending
 *   weights.03-0.25.hdf5                   where a loss follows, it is no step
 *   1, 2, checkpoint-500                   folders
 * </pre>
 *
 * @param series the name with its step as {@code N}: checkpoints of one run have the same
 * @param step empty if there is no number in it
 */
record StepName(String series, OptionalLong step) {

  private static final Pattern ENDINGS =
      Pattern.compile(
          "(?:\\.(?:weights|variables|index|ckpt|model|tf|keras|h5|hdf5|json|safetensors|npz|npy|pb))*$");

  /** No file system has longer names; a state file may. */
  private static final int LONGEST = 512;

  private static final Pattern AT_END = Pattern.compile("(.*-)(\\d{1,18})", Pattern.DOTALL);

  /** A number with a point is a loss or an accuracy, with its name before it. */
  private static final Pattern MEASURE = Pattern.compile("[-_]?[A-Za-z_]*[-_=]?\\d+\\.\\d+$");

  private static final Pattern LAST = Pattern.compile("(.*?)(\\d{1,18})(\\D*)", Pattern.DOTALL);

  /**
   * Reads a name.
   *
   * @param name of a prefix, a file, a folder, or one of several V1 files; of a path the last
   */
  static StepName of(String name) {
    String last = last(name);
    return last.length() > LONGEST ? new StepName(last, OptionalLong.empty()) : parse(last);
  }

  /** The last name of a path, of Windows too: state files have them as they were written. */
  static String last(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static StepName parse(String name) {
    String base = V1Shards.base(name);
    Matcher endings = ENDINGS.matcher(base);
    String ending = endings.find() ? endings.group() : "";
    String stem = base.substring(0, base.length() - ending.length());
    Matcher atEnd = AT_END.matcher(stem);
    if (!atEnd.matches()) {
      String rest = MEASURE.matcher(stem).replaceFirst("");
      while (!rest.equals(stem)) {
        stem = rest;
        rest = MEASURE.matcher(stem).replaceFirst("");
      }
      atEnd = AT_END.matcher(stem);
    }
    if (atEnd.matches()) {
      return step(atEnd.group(1), atEnd.group(2), ending);
    }
    Matcher last = LAST.matcher(stem);
    return last.matches()
        ? step(last.group(1), last.group(2), last.group(3) + ending)
        : new StepName(base, OptionalLong.empty());
  }

  private static StepName step(String before, String digits, String after) {
    return new StepName(before + "N" + after, OptionalLong.of(Long.parseLong(digits)));
  }
}
