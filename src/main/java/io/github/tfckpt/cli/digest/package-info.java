/** The command {@code tfckpt digest}: its options, and its answer in every format. */
package io.github.tfckpt.cli.digest;
