/**
 * Whether a checkpoint is what was written: all findings, not the first, and what damaged bytes
 * look like.
 *
 * <p>Formats check their own structure and say which checksums are left ({@link
 * io.github.tfckpt.check.DataCheck}); here these are compared, on many threads, and what does not
 * match is diagnosed.
 *
 * <pre>{@code
 * try (Verification verification =
 *     Verification.open(Path.of("model.ckpt-7"), OptionalLong.empty(), Part.WHOLE, false)) {
 *   Report report = verification.run(2, bytes -> {});
 *   report.findings().forEach(finding -> log(finding.message()));
 * }
 * }</pre>
 */
package io.github.tfckpt.verify;
