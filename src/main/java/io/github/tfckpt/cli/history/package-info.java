/** The command {@code tfckpt history}: its options, and its answer in every format. */
package io.github.tfckpt.cli.history;
