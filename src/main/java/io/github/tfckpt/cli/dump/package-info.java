/** The command {@code tfckpt dump}: its options, and its answer in every format. */
package io.github.tfckpt.cli.dump;
