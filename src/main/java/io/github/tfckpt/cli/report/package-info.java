/** The command {@code tfckpt report}: its options, and the pages it makes. */
package io.github.tfckpt.cli.report;
