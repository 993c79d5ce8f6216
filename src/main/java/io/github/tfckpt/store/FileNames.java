package io.github.tfckpt.store;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How the files of a format are called, by which a directory that holds nothing of TensorFlow's is
 * searched.
 *
 * @param suffixes what the names of its files end in
 * @param index what the name of a file that names others ends in; empty if there is no such file
 * @param shard the whole name of a file that is one of several
 */
public record FileNames(List<String> suffixes, String index, Pattern shard) {

  /** Those of a format whose files are found another way. */
  public static final FileNames NONE = new FileNames(List.of(), "", "");

  /** Names of which the shard is a regular expression. */
  public FileNames(List<String> suffixes, String index, String shard) {
    this(suffixes, index, Pattern.compile(shard, Pattern.DOTALL));
  }

  /** True for a file that names others. */
  public boolean isIndex(String name) {
    return !index.isEmpty() && name.endsWith(index);
  }

  /** True for one of several files. */
  public boolean isShard(String name) {
    return shard.matcher(name).matches();
  }

  /** True for each file that can be opened. */
  public boolean has(String name) {
    return isIndex(name) || suffixes.stream().anyMatch(name::endsWith);
  }
}
