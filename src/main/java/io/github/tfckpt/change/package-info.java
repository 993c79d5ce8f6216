/** What may be changed in tensors on their way: their names, and the order of their elements. */
package io.github.tfckpt.change;
