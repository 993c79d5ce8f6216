package io.github.tfckpt.packed;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What Java asks of a file, of a member. */
record MemberAttributes(Member member) implements BasicFileAttributes {

  private static final FileTime NEVER = FileTime.fromMillis(0);

  @Override
  public FileTime lastModifiedTime() {
    return NEVER;
  }

  @Override
  public FileTime lastAccessTime() {
    return NEVER;
  }

  @Override
  public FileTime creationTime() {
    return NEVER;
  }

  @Override
  public boolean isRegularFile() {
    return !isDirectory();
  }

  @Override
  public boolean isDirectory() {
    return member.type() == Member.MemberType.FOLDER;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public long size() {
    return member.size();
  }

  @Override
  public Object fileKey() {
    return null;
  }
}
