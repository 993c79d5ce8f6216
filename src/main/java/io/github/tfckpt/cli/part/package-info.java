/**
 * Files and folders that are not whole yet: each is made in a {@link
 * io.github.tfckpt.cli.part.PartPlace} of its own, and renamed in one step. What a killed process
 * leaves there, the next one that writes the same name removes.
 */
package io.github.tfckpt.cli.part;
