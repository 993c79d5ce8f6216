/**
 * Values and listings as text for people.
 *
 * <pre>
 *   TensorText        an array as numpy prints it: brackets, rows, what is left out
 *   ShownElements     which elements that takes
 *   Words             one element each, padded so that columns line up
 *     FloatColumn     how many digits all floats of an array get
 *   RowWriter         words in lines of limited width
 *   TextTable         columns of a listing, on TextOut
 *   Quantity          4.2 MiB; 1,234
 * </pre>
 *
 * <p>An array is read up to three times: for its range, for its digits, and to be printed. None of
 * it is kept.
 */
package io.github.tfckpt.render;
