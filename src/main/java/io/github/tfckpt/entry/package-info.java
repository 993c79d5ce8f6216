/**
 * What any checkpoint says about itself, in whatever format it is stored: the entry of each tensor,
 * the objects of the TF2 object graph, the files and their checksums.
 */
package io.github.tfckpt.entry;
