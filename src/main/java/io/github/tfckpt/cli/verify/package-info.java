/** The command {@code tfckpt verify}: its options, and its answer in every format. */
package io.github.tfckpt.cli.verify;
