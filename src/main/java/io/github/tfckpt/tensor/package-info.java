/**
 * What a tensor is: dtype, shape, and elements that stay where they are until they are asked for. A
 * tensor does not know that it came from a checkpoint.
 *
 * <p>Elements are counted row-major, the last index runs fastest, and given little-endian. A {@link
 * io.github.tfckpt.tensor.View} picks some of them without reading the others:
 *
 * <pre>{@code
 * View row = Selection.parse("[5, :10]").on(tensor.shape());
 * NumberReader numbers = new NumberReader((FixedElements) tensor.view(row).elements());
 * double first = numbers.real(0);
 * }</pre>
 *
 * @see "tensorflow/core/framework/types.proto, tensor_slice.h"
 */
package io.github.tfckpt.tensor;
