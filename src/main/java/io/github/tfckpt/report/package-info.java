/**
 * One page of HTML that shows what others found: the data as JSON, and around it the page, its
 * style and its scripts from the resources of this package. What it shows of how many tensors is
 * bounded, whatever the checkpoint.
 *
 * <pre>
 *   words.js      the data, and numbers as words
 *   histogram.js  pictures of values
 *   facts.js      findings and facts, at the head of the page
 *   map.js        the tree map, laid out by d3-hierarchy
 *   curves.js     norms and updates over the steps of a run, drawn by uPlot
 *   table.js      the table, and all that is known of one tensor
 *   start.js      calls the others
 * </pre>
 */
package io.github.tfckpt.report;
