/**
 * Two checkpoints that were typed, and which tensor of the one is compared with which of the other.
 */
package io.github.tfckpt.cli.pairs;
