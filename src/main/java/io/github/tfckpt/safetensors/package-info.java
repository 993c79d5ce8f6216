/**
 * The safetensors format, read and written: a JSON header, then the elements of all tensors.
 *
 * <pre>
 *   length    u64         bytes of the header, little-endian, at most 100,000,000
 *   header    u8[length]  {"__metadata__": {TEXT: TEXT, ...},
 *                          NAME: {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, ...}
 *                         and then spaces
 *   data                  row-major and little-endian; every byte belongs to one tensor
 * </pre>
 *
 * <p>Offsets count from the end of the header. A name that is there twice is refused, since readers
 * disagree about which one counts. No sums are stored. An index of JSON, {@code
 * model.safetensors.index.json}, makes several files one model: {@link
 * io.github.tfckpt.safetensors.ShardIndex}.
 *
 * @see "safetensors/src/tensor.rs"
 */
package io.github.tfckpt.safetensors;
