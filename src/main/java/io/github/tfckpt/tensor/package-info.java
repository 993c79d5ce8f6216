/**
 * What a tensor is: dtype, shape, and elements that stay where they are until they are asked for. A
 * tensor does not know that it came from a checkpoint.
 *
 * <p>{@link io.github.tfckpt.tensor.Tensor} is all that most programs need: it gives its elements
 * as an array, a buffer or a stream. Elements are counted row-major, the last index runs fastest,
 * and given little-endian. {@link io.github.tfckpt.tensor.Tensor#select} picks some of them without
 * reading the others:
 *
 * <pre>{@code
 * float[] numbers = tensor.select("[5, :10]").floats();
 * }</pre>
 *
 * <p>Of a tensor that is larger than memory, {@link io.github.tfckpt.tensor.NumberReader} gives
 * single elements, {@link io.github.tfckpt.tensor.Decoder} many at a time.
 *
 * @see "tensorflow/core/framework/types.proto, tensor_slice.h"
 */
package io.github.tfckpt.tensor;
