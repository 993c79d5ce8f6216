/**
 * What a format says of itself when it is asked what is wrong: findings, all of them, and the
 * checksums that only reading all bytes can compare.
 *
 * <p>The packages of the formats walk their structure with their own readers and hand each {@link
 * io.github.tfckpt.check.Finding} to a {@link io.github.tfckpt.check.FindingSink}. What has to be
 * read in full they leave as {@link io.github.tfckpt.check.DataCheck}s, which can be done in any
 * order and on any thread.
 */
package io.github.tfckpt.check;
