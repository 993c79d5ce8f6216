package io.github.tfckpt.cli.export;

import io.github.tfckpt.archive.RandomOutput;
import io.github.tfckpt.cli.part.OutputFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is written at any position; what fails is told as a failure of output. */
final class ChannelOutput implements RandomOutput {

  private final FileChannel channel;
  private final String description;

  private ChannelOutput(FileChannel channel, String description) {
    this.channel = channel;
    this.description = description;
  }

  /**
   * Opens a file that is there and empty.
   *
   * @param description what it is called in messages
   */
  static ChannelOutput open(Path file, String description) throws OutputFailure {
    try {
      return new ChannelOutput(FileChannel.open(file, StandardOpenOption.WRITE), description);
    } catch (IOException e) {
      throw new OutputFailure(description, e);
    }
  }

  @Override
  public void write(long position, ByteBuffer bytes) throws OutputFailure {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw new OutputFailure(description, e);
    }
  }

  @Override
  public void close() throws OutputFailure {
    try {
      channel.close();
    } catch (IOException e) {
      throw new OutputFailure(description, e);
    }
  }
}
