/**
 * What tensors are called: patterns over names, the order in which people read them, full names
 * beside keys, and names that are near to one that is not there.
 */
package io.github.tfckpt.name;
