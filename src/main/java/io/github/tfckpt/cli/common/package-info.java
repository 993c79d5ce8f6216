/**
 * What commands share: their arguments and options, where answers go, the words for failures, and
 * exit codes.
 */
package io.github.tfckpt.cli.common;
