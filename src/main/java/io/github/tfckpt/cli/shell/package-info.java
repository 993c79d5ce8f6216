/**
 * {@code tfckpt completion}: scripts that complete command lines, and the model of all command
 * lines that they and the manual page are made from.
 */
package io.github.tfckpt.cli.shell;
