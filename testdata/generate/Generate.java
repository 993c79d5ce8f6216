package io.github.tfckpt.generate;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the checkpoints of testdata, by TensorFlow itself. Two runs write the same bytes. */
public final class Generate {

  private final Path testdata;
  private final Saver saver = new Saver(new TensorFlow());

  private Generate(Path testdata) {
    this.testdata = testdata;
  }

  /** One case: fills a folder. */
  @FunctionalInterface
  private interface Case {
    void fill(Folder folder) throws IOException;
  }

  /** Takes the folder to write to. */
  public static void main(String[] arguments) throws IOException {
    new Generate(Path.of(arguments[0])).all();
    System.out.println("testdata written by TensorFlow " + TensorFlow.version());
  }

  private void all() throws IOException {
    write("bundles/dtypes-v2", ValueCases::dtypesV2);
    write("bundles/dtypes-v1", ValueCases::dtypesV1);
    write("bundles/shapes-v2", ValueCases::shapesV2);
    write("bundles/shapes-v1", ValueCases::shapesV1);
    write("bundles/names-v2", NameCases::namesV2);
    write("bundles/names-v1", NameCases::namesV1);
    write("bundles/many-names", NameCases::many);
    write("bundles/run[1]", NameCases::globPrefix);
    write("bundles/shards-v2", ShardCases::shardsV2);
    write("bundles/shards-v1", ShardCases::shardsV1);
    write("bundles/partitioned-v2", PartitionCases::partitionedV2);
    write("bundles/partitioned-v2-shards", PartitionCases::partitionedV2Shards);
    write("bundles/partitioned-v1", PartitionCases::partitionedV1);
    write("bundles/partitioned-v1-shards", PartitionCases::partitionedV1Shards);
    write("bundles/state-relative", StateCases::relative);
    write("bundles/state-absolute", StateCases::absolute);
    write("bundles/state-v1-shards", StateCases::v1Shards);
    write("bundles/state-none", StateCases::none);
    write("vgg", Story::write);
  }

  private void write(String folder, Case fill) throws IOException {
    Folder target = new Folder(testdata.resolve(folder), saver);
    fill.fill(target);
    target.finish();
  }
}
