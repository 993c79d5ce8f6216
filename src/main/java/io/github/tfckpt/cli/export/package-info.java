/** The commands that write tensors: {@code tfckpt export} and {@code tfckpt average}. */
package io.github.tfckpt.cli.export;
