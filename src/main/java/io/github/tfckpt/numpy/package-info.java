/**
 * The formats of numpy, read and written: {@code .npy} files of one array, {@code .npz} archives of
 * many, and folders of files.
 *
 * <pre>
 *   npy    93 "NUMPY"   version: major, minor   length of the header: u16 in 1.0, u32 in 2.0, 3.0
 *          header       {'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), }
 *          elements     as descr and fortran_order say, to the end
 *   npz    a zip file with a member NAME.npy for each array, stored or deflated
 * </pre>
 *
 * <p>{@code descr} is an order of bytes, a kind and a width: {@code &lt;f4}, {@code &gt;i8}, {@code
 * |b1}, {@code |S5}, {@code &lt;U7}. Elements of the other order, and arrays whose first index runs
 * fastest, are views of what is stored. An array of Python objects ({@code |O}) is a pickle, which
 * is listed and never read.
 *
 * @see "numpy/lib/_format_impl.py"
 */
package io.github.tfckpt.numpy;
