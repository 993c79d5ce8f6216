/**
 * What the formats share and no program needs: entries in columns, keys of slices, version rules,
 * and the messages that shapes, slices, values and objects are stored in.
 *
 * <p>A new format that tfckpt reads implements {@link io.github.tfckpt.store.TensorStore}: entries,
 * facts about its files, and the elements of a tensor. What a format need not have, such as sums of
 * its own, has a default there. Its check is a {@link io.github.tfckpt.store.StoreCheck}.
 *
 * <p>There are two readers of protobuf. A {@link io.github.tfckpt.store.Message} fits in memory and
 * is read by protobuf itself; a {@link io.github.tfckpt.store.MessageCursor} walks what may be
 * larger.
 *
 * <pre>
 *   TensorShapeProto   2 dim*     {1 size int64, 2 name}   3 unknown_rank
 *   TensorSliceProto   1 extent*  {1 start int64, 2 length int64, absent: all of it}
 *   VersionDef         1 producer int32   2 min_consumer int32   3 bad_consumers int32*
 *   slice key          U(0) S(name) U(rank) (I(start) I(length))*     see OrderedCode
 * </pre>
 *
 * @see "tensorflow/core/framework/tensor_shape.proto, tensor_slice.proto, versions.proto"
 * @see "tensorflow/core/util/saved_tensor_slice_util.cc, EncodeTensorNameSlice"
 */
package io.github.tfckpt.store;
