package io.github.tfckpt.hdf5;

import io.github.tfckpt.check.DataCheck;
import io.github.tfckpt.check.Finding;
import io.github.tfckpt.check.FindingSink;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import io.github.tfckpt.io.CheckpointException;
import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.packed.ZipDirectory;
import io.github.tfckpt.packed.ZipMember;
import io.github.tfckpt.source.FileType;
import io.github.tfckpt.store.ReadCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A {@code .keras} file: a zip archive of a model. Its members are stored as they are, so that the
 * weights are read in place.
 *
 * <pre>
 *   metadata.json   config.json   model.weights.h5   assets/...
 * </pre>
 *
 * @see "keras/src/saving/saving_lib.py, _save_model_to_fileobj"
 */
final class KerasArchive {

  private static final String WEIGHTS = "model.weights.h5";

  private final ByteSource file;
  private final List<ZipMember> members;
  private final ZipMember weights;

  private KerasArchive(ByteSource file, List<ZipMember> members, ZipMember weights) {
    this.file = file;
    this.members = members;
    this.weights = weights;
  }

  /** True if a file begins like one. */
  static boolean isOne(ByteSource file) throws IOException {
    return FileType.of(file).equals(Optional.of(FileType.KERAS));
  }

  /** Reads what JSON says. */
  @FunctionalInterface
  interface Reading {
    Map<String, String> read(ByteSource text) throws IOException;
  }

  /**
   * Reads the directory of an archive.
   *
   * @param facts takes what the archive says of its model
   * @param findings takes what of that cannot be read
   * @throws Unsupported if it has no weights in HDF5, or they are compressed
   */
  static KerasArchive read(ByteSource file, Map<String, String> facts, FindingSink findings)
      throws IOException {
    List<ZipMember> members = ZipDirectory.members(file);
    Optional<ZipMember> weights = member(members, WEIGHTS);
    if (weights.isEmpty()) {
      throw new Unsupported(file.description(), "a Keras archive without " + WEIGHTS);
    }
    describe(file, members, "config.json", KerasJson::config, facts, findings);
    describe(file, members, "metadata.json", KerasJson::metadata, facts, findings);
    return new KerasArchive(file, members, weights.get());
  }

  private static void describe(
      ByteSource file,
      List<ZipMember> members,
      String name,
      Reading reading,
      Map<String, String> facts,
      FindingSink findings)
      throws IOException {
    Optional<ZipMember> member = member(members, name);
    if (member.isEmpty()) {
      findings.add(Finding.warning(file.description(), "has no " + name));
      return;
    }
    try {
      describe(ZipDirectory.stored(file, member.get()), reading, facts, findings);
    } catch (CheckpointException e) {
      findings.add(Finding.warning(e.where(), name + ": " + e.what()));
    }
  }

  /** Adds what a text says; that it cannot be read is a warning, for the weights still can. */
  static void describe(
      ByteSource text, Reading reading, Map<String, String> facts, FindingSink findings)
      throws IOException {
    try {
      reading.read(text).forEach(facts::putIfAbsent);
    } catch (CheckpointException e) {
      findings.add(Finding.warning(e.where(), e.what()));
    }
  }

  private static Optional<ZipMember> member(List<ZipMember> members, String name) {
    Bytes wanted = Bytes.utf8(name);
    return members.stream().filter(each -> each.name().equals(wanted)).findFirst();
  }

  /** Where the weights begin in the archive. */
  long start() throws IOException {
    return ZipDirectory.contentStart(file, weights);
  }

  /** The HDF5 file in the archive. */
  ByteSource weights() throws IOException {
    return ZipDirectory.stored(file, weights);
  }

  /** What compares the CRC-32 of each member that is stored as it is. */
  List<DataCheck> checks() {
    List<DataCheck> checks = new ArrayList<>();
    for (ZipMember member : members) {
      if (member.method() == 0) {
        checks.add(check(member));
      }
    }
    return checks;
  }

  private DataCheck check(ZipMember member) {
    return new ReadCheck(
        member.size(),
        0,
        Optional.empty(),
        findings -> {
          CRC32 sum = new CRC32();
          Pieces.forEach(ZipDirectory.stored(file, member), sum::update);
          int found = (int) sum.getValue();
          if (found != member.crc()) {
            String what =
                "%s: crc32 is %08x, stored %08x"
                    .formatted(member.name().quoted(), found, member.crc());
            findings.damaged(
                Finding.error(file.description(), what),
                ZipDirectory.stored(file, member),
                ZipDirectory.contentStart(file, member));
          }
        });
  }
}
