/** The checkpoints of a run that was typed, and what is said of them before any answer. */
package io.github.tfckpt.cli.runs;
