/**
 * Single elements as text: what both {@code render} (arrays for people) and {@code export} (files
 * for programs) are made of.
 *
 * <pre>
 *   FloatType      how many bits a float has, which decides how many digits it needs
 *   Decimal        the digits of a float: shortest, or rounded at a place
 *   NumberText     one number as numpy's str() shows it
 *   PythonBytes    a byte string as Python's repr() shows it
 *   AsciiBuffer    where the characters go
 * </pre>
 */
package io.github.tfckpt.text;
