package io.github.tfckpt.diff;

import io.github.tfckpt.io.Pieces;
import io.github.tfckpt.tensor.DType;
import io.github.tfckpt.tensor.Decoder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Room for the chunks of both sides and for numbers; one for each thread. */
final class Buffers {

  /** Bytes of a chunk of the wider type. */
  static final int CHUNK = 1 << 20;

  final ByteBuffer bytesA = Pieces.buffer(CHUNK);
  final ByteBuffer bytesB = Pieces.buffer(CHUNK);
  final double[] numbersA = new double[2 * PairTally.PIECE];
  final double[] numbersB = new double[2 * PairTally.PIECE];
  final float[] floatsA = new float[PairTally.PIECE];
  final float[] floatsB = new float[PairTally.PIECE];
  final long[] integersA = new long[PairTally.PIECE];
  final long[] integersB = new long[PairTally.PIECE];

  private final Map<DType, Decoder> decoders = new HashMap<>();

  Decoder decoder(DType dtype) {
    Decoder decoder = decoders.get(dtype);
    if (decoder == null) {
      decoder = new Decoder(dtype, PairTally.PIECE);
      decoders.put(dtype, decoder);
    }
    return decoder;
  }
}
