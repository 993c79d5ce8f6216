package io.github.tfckpt.hdf5;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the variables of Keras' layers are called, in the order in which a layer saves them: first
 * what is trained, then the rest. Files have only their numbers. Their number shows which of the
 * optional ones are there; where it does not, they have no names here.
 *
 * @see "keras/src/layers/layer.py, Layer.save_own_variables"
 * @see "keras/src/layers: add_weight and save_own_variables of each class"
 */
final class KerasVariables {

  private static final String FLOAT8 =
      " inputs_scale inputs_amax_history kernel_scale kernel_amax_history outputs_grad_scale"
          + " outputs_grad_amax_history";
  private static final List<String> KERNEL = List.of("kernel bias", "kernel");
  private static final List<String> DENSE =
      List.of("kernel bias", "kernel", "kernel bias" + FLOAT8, "kernel" + FLOAT8);
  private static final List<String> SEPARABLE =
      List.of("depthwise_kernel pointwise_kernel bias", "depthwise_kernel pointwise_kernel");
  private static final List<String> CELL =
      List.of("kernel recurrent_kernel bias", "kernel recurrent_kernel");

  /** The names of layers without numbers at the end, and what they may have. */
  private static final Map<String, List<String>> BY_CLASS =
      Map.ofEntries(
          Map.entry("dense", DENSE),
          Map.entry("einsum_dense", DENSE),
          Map.entry("query_dense", DENSE),
          Map.entry("key_dense", DENSE),
          Map.entry("value_dense", DENSE),
          Map.entry("output_dense", DENSE),
          Map.entry("conv1d", KERNEL),
          Map.entry("conv2d", KERNEL),
          Map.entry("conv3d", KERNEL),
          Map.entry("conv1d_transpose", KERNEL),
          Map.entry("conv2d_transpose", KERNEL),
          Map.entry("conv3d_transpose", KERNEL),
          Map.entry("depthwise_conv1d", KERNEL),
          Map.entry("depthwise_conv2d", KERNEL),
          Map.entry("separable_conv1d", SEPARABLE),
          Map.entry("separable_conv2d", SEPARABLE),
          Map.entry("lstm_cell", CELL),
          Map.entry("gru_cell", CELL),
          Map.entry("simple_rnn_cell", CELL),
          Map.entry("conv_lstm_cell", CELL),
          Map.entry("embedding", List.of("embeddings")),
          Map.entry("reversible_embedding", List.of("embeddings", "embeddings reverse_embeddings")),
          Map.entry(
              "batch_normalization",
              List.of(
                  "gamma beta moving_mean moving_variance",
                  "moving_mean moving_variance",
                  "gamma beta moving_mean moving_variance moving_stddev renorm_mean"
                      + " renorm_stddev")),
          Map.entry("layer_normalization", List.of("gamma beta")),
          Map.entry("group_normalization", List.of("gamma beta")),
          Map.entry("rms_normalization", List.of("scale")),
          Map.entry("normalization", List.of("mean variance count")),
          Map.entry("p_re_lu", List.of("alpha")),
          Map.entry("attention", List.of("scale concat_score_weight")),
          Map.entry("additive_attention", List.of("scale")),
          Map.entry("seed_generator", List.of("seed_generator_state")));

  private static final List<String> INTEGER_KERNEL =
      List.of(
          "kernel bias kernel_scale",
          "kernel kernel_scale",
          "kernel bias kernel_scale kernel_zero g_idx",
          "kernel kernel_scale kernel_zero g_idx");
  private static final List<String> INTEGER_EMBEDDINGS =
      List.of("embeddings embeddings_scale", "embeddings embeddings_scale embeddings_zero g_idx");

  /**
   * What they may have after {@code quantize("int8")} or {@code ("int4")}: the first is of integers
   * then.
   *
   * @see "keras/src/layers/core/dense.py, Dense.variable_serialization_spec"
   */
  private static final Map<String, List<String>> QUANTIZED =
      Map.of(
          "dense", INTEGER_KERNEL,
          "einsum_dense", INTEGER_KERNEL,
          "query_dense", INTEGER_KERNEL,
          "key_dense", INTEGER_KERNEL,
          "value_dense", INTEGER_KERNEL,
          "output_dense", INTEGER_KERNEL,
          "embedding", INTEGER_EMBEDDINGS,
          "reversible_embedding",
              List.of("embeddings embeddings_scale reverse_embeddings reverse_embeddings_scale"));

  private KerasVariables() {}

  /**
   * The name of one variable.
   *
   * @param layer a class in small letters, a number after it or not: {@code dense_1}
   * @param index which of its variables
   * @param count how many of them there are
   * @param isQuantized true if the first is of integers
   */
  static Optional<String> name(String layer, int index, int count, boolean isQuantized) {
    String named = withoutNumber(layer);
    boolean isSeed = named.equals("seed_generator");
    Map<String, List<String>> table = isQuantized && !isSeed ? QUANTIZED : BY_CLASS;
    for (String names : table.getOrDefault(named, List.of())) {
      String[] each = names.split(" ", -1);
      if (each.length == count && index < count) {
        return Optional.of(each[index]);
      }
    }
    return Optional.empty();
  }

  /** {@code dense} of {@code dense_12}, and of {@code _dense}. */
  private static String withoutNumber(String layer) {
    int end = layer.length();
    while (end > 0 && layer.charAt(end - 1) >= '0' && layer.charAt(end - 1) <= '9') {
      end--;
    }
    boolean numbered = end < layer.length() && end > 0 && layer.charAt(end - 1) == '_';
    return layer.substring(layer.startsWith("_") ? 1 : 0, numbered ? end - 1 : layer.length());
  }
}
