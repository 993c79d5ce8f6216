/** The command {@code tfckpt stats}: its options, and its answer in every format. */
package io.github.tfckpt.cli.stats;
