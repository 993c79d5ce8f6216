/**
 * HDF5 as Keras and h5py write it: groups of datasets, each a tensor under its path.
 *
 * <pre>
 *   superblock ──► root group: header ──► tree of symbols, heap of names
 *                                             └──► header of a group or dataset
 *   header of a dataset: type, shape, layout ──► elements in one run, or a tree of chunks
 * </pre>
 *
 * <p>What is read is the part of the format that these writers use by default: superblock 0 and 1,
 * groups with symbol tables, headers of version 1, elements contiguous, compact, or in chunks that
 * were deflated and shuffled. {@link io.github.tfckpt.hdf5.Image} bounds what is read of it in all,
 * for a file may link in circles. All else is refused by name.
 *
 * <p>{@link io.github.tfckpt.hdf5.KerasNames} knows where Keras puts what.
 *
 * @see "HDF5 file format specification 3.0"
 * @see "keras/src/saving/saving_lib.py, keras/src/legacy/saving/legacy_h5_format.py"
 */
package io.github.tfckpt.hdf5;
