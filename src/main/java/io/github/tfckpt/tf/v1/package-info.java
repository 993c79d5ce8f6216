/**
 * A V1 checkpoint: one table, or several that divide the tensors among them; every value is a
 * message.
 *
 * <pre>
 *   ""          SavedTensorSlices   1 meta SavedTensorSliceMeta
 *   slice key   SavedTensorSlices   2 data SavedSlice
 *
 *   SavedTensorSliceMeta   1 tensor* SavedSliceMeta   2 versions VersionDef
 *   SavedSliceMeta         1 name   2 shape   3 type   4 slice* TensorSliceProto
 *   SavedSlice             1 name   2 slice   3 data TensorProto, values only: no type, no shape
 * </pre>
 *
 * <p>A tensor that was saved whole has one slice, which covers it. Numbers are in the field of
 * their type ({@link io.github.tfckpt.store.ValueField}): floats as a packed run that is read in
 * place, integers as varints.
 *
 * @see "tensorflow/core/util/saved_tensor_slice.proto"
 * @see "tensorflow/core/util/tensor_slice_reader.cc"
 */
package io.github.tfckpt.tf.v1;
