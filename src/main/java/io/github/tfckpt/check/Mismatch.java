package io.github.tfckpt.check;

import io.github.tfckpt.checksum.Crc32c;
import io.github.tfckpt.io.ByteSource;
import io.github.tfckpt.io.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Bytes whose checksum is not the stored one, and all that is needed to find out why.
 *
 * @param where the place of all that was summed
 * @param subject what lies there, for the message; empty if the place says it
 * @param run the bytes that end what was summed; before them may have been others
 * @param fileOffset where the run begins in its file
 * @param found plain CRC-32C of what is there now
 * @param stored plain CRC-32C of what was written
 * @param loss what follows from it, for the message; may be empty
 * @param tensor the key of the tensor that it makes unreadable
 * @param elsewhere files in which the right bytes may lie instead
 */
public record Mismatch(
    String where,
    String subject,
    ByteSource run,
    long fileOffset,
    int found,
    int stored,
    String loss,
    Optional<Bytes> tensor,
    List<Elsewhere> elsewhere) {

  /** One mismatch. */
  public Mismatch {
    elsewhere = List.copyOf(elsewhere);
  }

  /** Another file, which would be right here if files were mixed up. */
  public interface Elsewhere {

    /** {@return what the file is called} */
    String description();

    /**
     * {@return true if the same place in it has bytes with the stored checksum}
     *
     * @throws IOException if it cannot be read
     */
    boolean isRight() throws IOException;
  }

  /**
   * {@return the finding}
   *
   * @param diagnosis what the bytes look like; may be empty
   */
  public Finding finding(String diagnosis) {
    String what =
        (subject.isEmpty() ? "" : subject + ": ")
            + sums("crc32c", found, stored)
            + (diagnosis.isEmpty() ? "" : "; " + diagnosis)
            + (loss.isEmpty() ? "" : "; " + loss);
    return tensor.isPresent()
        ? Finding.error(where, what, tensor.get())
        : Finding.error(where, what);
  }

  /**
   * {@return both sums in hexadecimal, and in decimal as TensorFlow prints them}
   *
   * @param what was summed, and how: {@code crc32c}
   * @param found of what is there now
   * @param stored of what was written
   */
  public static String sums(String what, int found, int stored) {
    return what + " is " + both(found) + ", stored " + both(stored);
  }

  private static String both(int sum) {
    return Crc32c.hex(sum) + " (" + Integer.toUnsignedString(sum) + ")";
  }
}
