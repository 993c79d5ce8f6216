import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that Java does with the bytes of some files: reads them, and with {@code squares} sums
 * the squares of the floats that they are, on as many threads as there are processors. What a
 * command takes beyond this is its own.
 */
final class Floor {
  private static final int PIECE = 4096;

  private Floor() {}

  public static void main(String[] args) throws InterruptedException {
    boolean isSummed = args[0].equals("squares");
    AtomicInteger next = new AtomicInteger(1);
    Thread[] threads = new Thread[Runtime.getRuntime().availableProcessors()];
    double[] sums = new double[threads.length];
    for (int i = 0; i < threads.length; i++) {
      int own = i;
      threads[i] = new Thread(() -> sums[own] = read(args, next, isSummed));
      threads[i].start();
    }
    double sum = 0;
    for (int i = 0; i < threads.length; i++) {
      threads[i].join();
      sum += sums[i];
    }
    System.out.println(sum);
  }

  private static double read(String[] files, AtomicInteger next, boolean isSummed) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 19).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = bytes.asFloatBuffer();
    float[] piece = new float[PIECE];
    double sum = 0;
    for (int i = next.getAndIncrement(); i < files.length; i = next.getAndIncrement()) {
      try (FileChannel file = FileChannel.open(Path.of(files[i]))) {
        while (file.read(bytes.clear()) > 0) {
          int count = bytes.position() / Float.BYTES;
          for (int at = 0; isSummed && at < count; at += PIECE) {
            int length = Math.min(PIECE, count - at);
            floats.get(at, piece, 0, length);
            sum += squares(piece, length);
          }
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return sum;
  }

  private static double squares(float[] values, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    for (int i = 0; i < count - 3; i += 4) {
      double x0 = values[i];
      double x1 = values[i + 1];
      double x2 = values[i + 2];
      double x3 = values[i + 3];
      sum0 += x0 * x0;
      sum1 += x1 * x1;
      sum2 += x2 * x2;
      sum3 += x3 * x3;
    }
    return sum0 + sum1 + sum2 + sum3;
  }
}
