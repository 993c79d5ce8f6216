/**
 * Work on several threads: pieces in any order, pieces whose results come in order, and pieces that
 * are read ahead.
 */
package io.github.tfckpt.work;
