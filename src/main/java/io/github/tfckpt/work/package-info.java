/**
 * Work on several threads: one {@link io.github.tfckpt.work.Scheduler} for jobs that are cut into
 * steps, and two short ways to use it for pieces of one step.
 */
package io.github.tfckpt.work;
