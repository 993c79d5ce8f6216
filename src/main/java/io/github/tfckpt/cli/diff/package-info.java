/** The command {@code tfckpt diff}: its options, and its answer in every format. */
package io.github.tfckpt.cli.diff;
