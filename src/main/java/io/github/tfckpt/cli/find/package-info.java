/** The command {@code tfckpt find}: its options, and its answer in every format. */
package io.github.tfckpt.cli.find;
