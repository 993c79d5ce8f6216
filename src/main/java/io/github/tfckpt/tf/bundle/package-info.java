/**
 * A tensor bundle (checkpoint V2): an index, which is a table, and data shards.
 *
 * <pre>
 *   PREFIX.index                    table: "" -> BundleHeaderProto, then key -> BundleEntryProto
 *   PREFIX.data-SSSSS-of-NNNNN      bytes of tensors
 *
 *   BundleHeaderProto   1 num_shards int32   2 endianness {LITTLE 0, BIG 1}   3 version VersionDef
 *   BundleEntryProto    1 dtype   2 shape   3 shard_id int32   4 offset int64   5 size int64
 *                       6 crc32c fixed32, masked   7 slices TensorSliceProto*
 * </pre>
 *
 * <p>A partitioned variable has an entry that lists its slices, and for each slice an entry of its
 * own under the slice's key. Only tensor bytes, the word that sums string lengths, and the lengths
 * as they enter that sum follow the header's endianness.
 *
 * @see "tensorflow/core/util/tensor_bundle/tensor_bundle.cc"
 * @see "tensorflow/core/protobuf/tensor_bundle.proto"
 */
package io.github.tfckpt.tf.bundle;
