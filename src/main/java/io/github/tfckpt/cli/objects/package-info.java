/** The command {@code tfckpt objects}: its options, and its answer in every format. */
package io.github.tfckpt.cli.objects;
