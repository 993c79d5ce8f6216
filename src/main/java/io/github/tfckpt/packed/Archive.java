package io.github.tfckpt.packed;

import io.github.tfckpt.io.ByteSource;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;

/** What an archive holds. */
interface Archive {

  /** All members that can be named, by their paths without a slash at either end. */
  NavigableMap<String, Member> members();

  /** What a person should know of it, a line each. */
  List<String> remarks();

  /** The bytes of a member that is a file. */
  ByteSource open(String path, Member member) throws IOException;
}
