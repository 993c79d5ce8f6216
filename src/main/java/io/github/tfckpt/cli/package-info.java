/**
 * What a person types and sees: a package for each command, and {@code common}, {@code records},
 * {@code pairs} and {@code runs} for what they share. No command imports another.
 *
 * <pre>
 *   Main        streams in, exit code out; the only place that ends the process
 *   XxxCommand  its options and help ({@code spec}), its work ({@code call})
 *   XxxOptions  a group of options, declared and read in one place
 *   Output      a stream, or a file that gets its name when it is whole
 *   Failures    what went wrong as one line and an exit code
 * </pre>
 *
 * <p>Data goes to the stream that a command is given, everything else to the other one. Whatever a
 * file or an argument says is printed through {@code Visible} or escaped before it comes here.
 */
package io.github.tfckpt.cli;
