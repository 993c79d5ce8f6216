/**
 * Archives as folders: tar, zip, and tar in gzip as file systems of Java, so that whatever reads a
 * path reads a member of an archive. Members that lie in the file as they are are read in place;
 * what is compressed is read forward, or put into a temporary file.
 *
 * <p>{@link io.github.tfckpt.packed.Archives} opens one: {@code runs.tar!/model.ckpt-7}.
 */
package io.github.tfckpt.packed;
