/** CRC-32C: sums of bytes and of runs of them, and which flipped bit explains a wrong one. */
package io.github.tfckpt.checksum;
