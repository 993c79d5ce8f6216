package io.github.tfckpt.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a checkpoint says of itself, and the files that hold its tensors.
 *
 * @param producer version of the writer; empty for a graph, and if it was lost with the header
 * @param minConsumer the least version of a reader that it is for; empty like the producer
 * @param bigEndian the order of the bytes of tensors; empty where the format does not depend on one
 * @param shards how many data files there are said to be
 * @param files those that hold tensors, in the order of their numbers
 * @param metadata what the writer adds in words of its own, in the order of the file; may be empty
 * @see "tensorflow/core/framework/versions.proto, VersionDef"
 * @see "tensorflow/core/protobuf/tensor_bundle.proto, BundleHeaderProto"
 */
public record StoreFacts(
    OptionalInt producer,
    OptionalInt minConsumer,
    Optional<Boolean> bigEndian,
    long shards,
    List<StoredFile> files,
    Map<String, String> metadata) {

  /** Facts whose lists do not change any more. */
  public StoreFacts {
    files = List.copyOf(files);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * {@return the facts of a format without versions and without an order of bytes}
   *
   * @param files those that hold tensors
   * @param metadata what the writer adds in words of its own
   */
  public static StoreFacts of(List<StoredFile> files, Map<String, String> metadata) {
    return new StoreFacts(
        OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), files.size(), files, metadata);
  }

  /**
   * A file that holds tensors.
   *
   * @param name without a directory
   * @param bytes its length; empty if there is no such file
   */
  public record StoredFile(String name, OptionalLong bytes) {}
}
