/** The command {@code tfckpt list}: its options, and its answer in every format. */
package io.github.tfckpt.cli.list;
