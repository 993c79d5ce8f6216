package io.github.tfckpt.source;

import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Missing;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file that is not a checkpoint is instead, by its first bytes. Each type has a pattern that
 * these must begin with, a character for a byte; the first that fits counts.
 */
public enum FileType {
  /** What Git leaves in place of a file that it keeps elsewhere. */
  GIT_LFS(
      "a Git LFS pointer, not the file itself (git lfs pull gets it)", "version https://git-lfs"),
  /** What a copy leaves that keeps no links, such as Git's on a file system without them. */
  LINK(
      "the text of a symbolic link, not the file it points to",
      "\\.{0,2}/[ -~\u00a0-\u00ff]{1,500}\\z"),
  /** Mostly an error page that a download has saved. */
  HTML("an HTML page, not the file itself", "\\s*<(?i:!doctype html|html)"),
  /** Also weights of Keras. */
  HDF5("an HDF5 file", "\u0089HDF\r\n"),
  /** A zip archive with its configuration first. */
  KERAS("a Keras archive", Zip.FIRST_MEMBER + "metadata\\.json"),
  /** A zip archive with a pickle first, or one pickle. */
  PYTORCH(
      "a PyTorch file",
      Zip.FIRST_MEMBER
          + "[^/]{1,200}/(data\\.pkl|\\.format_version|\\.storage_alignment)"
          + "|\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019"),
  /** A zip archive of arrays. */
  NPZ("a numpy .npz archive", Zip.FIRST_MEMBER + "[^\0]{0,200}\\.npy"),
  /** One array. */
  NPY("a numpy .npy file", "\u0093NUMPY"),
  /** Any other archive of this kind. */
  ZIP("a zip archive", "PK\u0003\u0004"),
  /** A length of less than 4 GiB, then JSON. */
  SAFETENSORS("a safetensors file", ".{4}\0{4}\\{\\s*\""),
  /** A model for phones. */
  TFLITE("a TFLite model", ".{4}TFL3"),
  /** Its version, then who made it. */
  ONNX("an ONNX model", "\b[\u0003-\u001e]\u0012[\u0001-\u007f][ -~]+"),
  /** A graph as people can read it. */
  TEXT_GRAPH(
      "a GraphDef as text",
      "(\\s|#[^\n]*\n)*+((node|graph_def|meta_info_def|meta_graphs|versions|library)\\s*:?\\s*\\{"
          + "|saved_model_schema_version\\s*:)"),
  /** The magic follows the first name. */
  TAR("a tar archive", ".{257}ustar"),
  /** Compressed, whatever it holds. */
  GZIP("a gzip file", "\u001f\u008b"),
  /** Compressed, whatever it holds. */
  BZIP2("a bzip2 file", "BZh[1-9]1AY&SY"),
  /** Compressed, whatever it holds. */
  XZ("an xz file", "\u00fd7zXZ\0"),
  /** Compressed, whatever it holds. */
  ZSTD("a zstd file", "\\(\u00b5/\u00fd");

  /** Where the name of the first file in an archive stands. */
  private static final class Zip {
    static final String FIRST_MEMBER = "PK\u0003\u0004.{26}";
  }

  /** Bytes of what {@link #isStandIn}, at most: larger files need not be opened to know. */
  public static final long LONGEST_STAND_IN = 1 << 10;

  /** Bytes that are looked at. */
  private static final int BEGINNING = 512;

  private final String noun;
  private final Pattern begin;

  FileType(String noun, String begin) {
    this.noun = noun;
    this.begin = Pattern.compile(begin, Pattern.DOTALL);
  }

  /** The type of a file; empty if it is nothing well known. */
  public static Optional<FileType> of(ByteSource file) throws IOException {
    int size = (int) Math.min(BEGINNING, file.size());
    String begin = new String(file.slice(0, size).readAll(), StandardCharsets.ISO_8859_1);
    for (FileType type : values()) {
      if (type.begin.matcher(begin).lookingAt()) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The error that a file is not a checkpoint, but of this type. */
  public CheckpointException refusal(ByteSource file) {
    if (isStandIn()) {
      return new Missing(file.description(), "is " + noun);
    }
    String what = this == HTML ? noun : noun + (isRead() ? ", not a graph" : ", not a checkpoint");
    return new Unsupported(file.description(), "is " + what);
  }

  /** True for what is there in place of the file itself. */
  public boolean isStandIn() {
    return this == GIT_LFS || this == LINK;
  }

  /** True for one whose tensors can be read: only a graph is not in it. */
  public boolean isRead() {
    return this == NPZ || this == NPY || this == SAFETENSORS;
  }

  /**
   * With its article, and where a link leads.
   *
   * @param file that is of this type
   */
  public String said(ByteSource file) throws IOException {
    return this == LINK ? noun + ", " + new String(file.readAll(), StandardCharsets.UTF_8) : noun;
  }

  /** With its article: {@code an HTML page, not the file itself}. */
  @Override
  public String toString() {
    return noun;
  }
}
