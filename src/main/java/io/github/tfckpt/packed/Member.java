package io.github.tfckpt.packed;

/**
 * A member of an archive.
 *
 * @param type what it is
 * @param offset where it begins: in a tar its bytes, in a zip its header
 * @param size how many bytes it has
 * @param stored how many bytes they take in the archive
 * @param target of a link the path in the archive that it leads to; of what is not read why not
 */
record Member(MemberType type, long offset, long size, long stored, String target) {

  /** What a member is. */
  enum MemberType {
    FOLDER,
    FILE,
    DEFLATED,
    LINK,
    UNREAD
  }

  static final Member FOLDER = new Member(MemberType.FOLDER, 0, 0, 0, "");
}
