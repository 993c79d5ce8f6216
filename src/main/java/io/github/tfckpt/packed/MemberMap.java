package io.github.tfckpt.packed;

import io.github.tfckpt.io.CheckpointException.Unsupported;
import io.github.tfckpt.source.FileSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Members by their paths. Names that lead out of the archive name nothing: they are left out, for
 * nothing is ever unpacked. A member that comes twice counts as the last, as when it is unpacked.
 */
final class MemberMap {

  /** Bounds for memory: each member takes some hundred bytes. */
  private static final int MOST_MEMBERS = 100_000;

  private static final int LONGEST_PATH = 4096;
  private static final int MOST_TEXT = 16 << 20;
  private static final int MOST_LINKS = 16;

  private final String where;
  private final TreeMap<String, Member> members = new TreeMap<>();
  private int text;

  MemberMap(String where) {
    this.where = where;
  }

  NavigableMap<String, Member> members() {
    return members;
  }

  /** Adds a member under the name that the archive gives it. */
  void add(String name, Member member) throws Unsupported {
    String path = path("", name);
    if (path.isEmpty() || path.length() > LONGEST_PATH) {
      return;
    }
    if (members.size() >= MOST_MEMBERS) {
      throw Unsupported.at(
          where, "an archive of more than %d members; " + FileSource.UNPACK, MOST_MEMBERS);
    }
    text += path.length() + member.target().length();
    if (text > MOST_TEXT) {
      throw Unsupported.at(
          where,
          "an archive whose paths have more than %d letters; " + FileSource.UNPACK,
          MOST_TEXT);
    }
    members.put(path, member);
  }

  /**
   * A path without empty parts and dots, from the root on; empty if it leads out.
   *
   * @param folder that a relative path begins at
   */
  static String path(String folder, String name) {
    Deque<String> parts = new ArrayDeque<>();
    String whole = name.startsWith("/") || folder.isEmpty() ? name : folder + "/" + name;
    for (String part : whole.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return "";
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /** The member at a path, after links; null if there is none. */
  static Member resolve(NavigableMap<String, Member> members, String path) {
    Member member = members.get(path);
    for (int links = 0; member != null && member.type() == Member.MemberType.LINK; links++) {
      member = links < MOST_LINKS ? members.get(member.target()) : null;
    }
    return member;
  }
}
