/** The command {@code tfckpt info}: its options, and its answer in every format. */
package io.github.tfckpt.cli.info;
