/**
 * One question to a whole run: what became of its tensors, step by step.
 *
 * <pre>
 *   RunHistory   from the indexes alone: in which steps a tensor changed, by stored checksums
 *   RunValues    from the data, in one pass: norm, update, NaN and infinities of each step
 *   RunSearch    the first step at which tensors have NaN or infinities
 * </pre>
 *
 * <pre>{@code
 * TrainingRun run = TrainingRun.of(Path.of("runs/7"));
 * RunHistory history = RunHistory.read(run, TensorChoice.ALL, 2);
 * for (TensorHistory tensor : history.tensors()) {
 *   use(tensor.entry(), tensor.course());
 * }
 * }</pre>
 */
package io.github.tfckpt.history;
