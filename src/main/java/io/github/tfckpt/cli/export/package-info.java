/** The command {@code tfckpt export}: its options, and its answer in every format. */
package io.github.tfckpt.cli.export;
