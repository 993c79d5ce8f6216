/**
 * What any checkpoint tells of itself, whichever format it is stored in: the entry of each tensor,
 * the objects of the TF2 object graph, the files and their checksums.
 */
package io.github.tfckpt.entry;
