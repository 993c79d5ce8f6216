/**
 * What the formats share, and no program has to know: the store of tensors that each of them is,
 * entries in columns, the keys of slices, the version rules, the messages that shapes, slices,
 * values and objects are stored in.
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
