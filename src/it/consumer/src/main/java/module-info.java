/** A program that uses tfckpt. */
module consumer {
  requires io.github.tfckpt;
}
