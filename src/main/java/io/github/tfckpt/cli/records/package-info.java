/**
 * What answers tell programs, for the commands that give them and for the page that has several of
 * them: a checkpoint's facts, the columns of statistics and of a comparison, findings.
 */
package io.github.tfckpt.cli.records;
