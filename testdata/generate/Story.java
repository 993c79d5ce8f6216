package io.github.tfckpt.generate;

import io.github.tfckpt.io.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A miniature of an everyday question: a detector was trained from an image classifier; which of
 * its weights are still the classifier's?
 */
final class Story {

  private static final String[] LAYERS = {
    "conv1/conv1_1",
    "conv1/conv1_2",
    "conv2/conv2_1",
    "conv2/conv2_2",
    "conv3/conv3_1",
    "conv3/conv3_2",
    "conv3/conv3_3",
    "conv4/conv4_1",
    "conv4/conv4_2",
    "conv4/conv4_3",
    "conv5/conv5_1",
    "conv5/conv5_2",
    "conv5/conv5_3",
    "fc6",
    "fc7",
    "fc8"
  };

  /** How many channels each layer reads and writes; the real one has up to 4096. */
  private static final int[] CHANNELS = {3, 4, 4, 6, 6, 8, 8, 8, 8, 8, 8, 8, 8, 8, 16, 16, 10};

  /** The first layers stay as they were: so the detector is trained. */
  private static final int FROZEN = 4;

  private final SplittableRandom random = new SplittableRandom(16);
  private final List<Variable> classifier = new ArrayList<>();
  private final List<Variable> detector = new ArrayList<>();

  static void write(Folder folder) throws IOException {
    Story story = new Story();
    for (int i = 0; i < LAYERS.length; i++) {
      story.layer(i);
    }
    story.classifier.add(
        Variable.whole(
            "vgg_16/mean_rgb", Value.floats(new long[] {3}, 123.68f, 116.779f, 103.939f)));
    story.classifier.add(Variable.whole("global_step", Value.int64(0)));
    story.head("my/vgg_16/rpn_conv/3x3", 3, 3, 8, 8);
    story.head("my/vgg_16/rpn_cls_score", 1, 1, 8, 18);
    story.head("my/vgg_16/cls_score", 16, 21);
    story.head("my/vgg_16/bbox_pred", 16, 84);
    story.detector.add(Variable.whole("global_step", Value.int64(70000)));
    folder.v1("vgg_16.ckpt", story.classifier);
    folder.v2("frcnn.ckpt-70000", story.detector);
    folder.text(
        "checkpoint",
        "model_checkpoint_path: \"frcnn.ckpt-70000\"",
        "all_model_checkpoint_paths: \"frcnn.ckpt-70000\"");
    folder.expected().checkpoint("V2", story.detector, ".");
  }

  private void layer(int index) {
    String name = LAYERS[index];
    long side = name.startsWith("conv") ? 3 : name.equals("fc6") ? 7 : 1;
    long[] extents = {side, side, CHANNELS[index], CHANNELS[index + 1]};
    Value weights = normal(0.1f, extents);
    Value biases = normal(0.01f, extents[3]);
    classifier.add(Variable.whole("vgg_16/" + name + "/weights", weights));
    classifier.add(Variable.whole("vgg_16/" + name + "/biases", biases));
    if (name.equals("fc8")) {
      return;
    }
    Value trained = index < FROZEN ? weights : trained(weights);
    if (index == 0) {
      trained = channelsReversed(weights);
    } else if (side != 3) {
      trained = trained.reshaped(side * side * extents[2], extents[3]);
    }
    Value trainedBiases = index < FROZEN ? biases : trained(biases);
    detector.add(Variable.whole("my/vgg_16/" + name + "/weights", trained));
    detector.add(Variable.whole("my/vgg_16/" + name + "/biases", trainedBiases));
    if (index >= FROZEN) {
      slots("my/vgg_16/" + name, trained.extents(), trainedBiases.extents());
    }
  }

  private void head(String name, long... extents) {
    long[] out = {extents[extents.length - 1]};
    detector.add(Variable.whole(name + "/weights", normal(0.01f, extents)));
    detector.add(Variable.whole(name + "/biases", normal(0.001f, out)));
    slots(name, extents, out);
  }

  private void slots(String name, long[] weights, long[] biases) {
    detector.add(Variable.whole(name + "/weights/Momentum", normal(1e-4f, weights)));
    detector.add(Variable.whole(name + "/biases/Momentum", normal(1e-5f, biases)));
  }

  /** Every seventh number a little off. */
  private Value trained(Value value) {
    float[] values = new float[value.elements().size()];
    for (int i = 0; i < values.length; i++) {
      float before = Float.intBitsToFloat(bits(value.elements().get(i)));
      values[i] = i % 7 == 0 ? before + noise(1e-4f) : before;
    }
    return Value.floats(value.extents(), values);
  }

  private static int bits(Bytes element) {
    return element.at(0) | element.at(1) << 8 | element.at(2) << 16 | element.at(3) << 24;
  }

  /** RGB filters for BGR images: axis 2 turned around. */
  private static Value channelsReversed(Value value) {
    long[] extents = value.extents();
    int outer = (int) (extents[0] * extents[1]);
    int channels = (int) extents[2];
    int inner = (int) extents[3];
    List<Bytes> turned = new ArrayList<>();
    for (int i = 0; i < outer * channels * inner; i++) {
      int channel = i / inner % channels;
      turned.add(value.elements().get(i + (channels - 1 - 2 * channel) * inner));
    }
    return Value.of(value.type(), extents, turned);
  }

  private Value normal(float scale, long... extents) {
    int count = 1;
    for (long extent : extents) {
      count *= (int) extent;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = noise(scale);
    }
    return Value.floats(extents, values);
  }

  /** A number around zero, from arithmetic that is the same everywhere. */
  private float noise(float scale) {
    float sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += random.nextInt(1 << 20) / (float) (1 << 20) - 0.5f;
    }
    return sum * scale;
  }
}
