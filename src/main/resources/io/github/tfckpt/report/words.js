'use strict';
/* What the page is about, and the words and numbers that all its parts use. Names come from files
   that anybody may have written: they are set as text, never as markup. */

const data = JSON.parse(document.getElementById('data').textContent);
const isDiff = data.kind === 'diff';
const isRun = data.kind === 'run';

/** The tensors as objects, in the order of their names. */
const rows = data.tensors.map((values, index) => {
  const row = { index };
  data.columns.forEach((column, i) => { row[column] = values[i]; });
  return row;
});

/** An element with properties (or, with a hyphen, attributes), and children or texts. */
function make(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name.includes('-') || name === 'role') made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

const UNKNOWN = '–';

/** A number in three digits; what JSON has no number for comes as a text. */
function rounded(value) {
  if (value === '' || value === undefined) return UNKNOWN;
  if (Array.isArray(value)) {
    const imaginary = rounded(value[1]);
    return rounded(value[0]) + (imaginary.startsWith('-') ? '' : '+') + imaginary + 'j';
  }
  if (typeof value === 'string') return value.replace('Infinity', '∞');
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e6) return String(Number(value.toPrecision(3)));
  return value.toExponential(2).replace(/\.?0+e/, 'e');
}

/** All digits of a number. */
function exact(value) {
  if (value === '' || value === undefined) return UNKNOWN;
  return Array.isArray(value) ? '[' + value.join(', ') + ']' : String(value);
}

function counted(value) {
  return typeof value === 'number' ? value.toLocaleString('en-US') : exact(value);
}

function inBytes(value) {
  if (typeof value !== 'number') return exact(value);
  let unit = 0;
  let size = value;
  while (size >= 1024 && unit < 6) { size /= 1024; unit++; }
  return unit === 0 ? value + ' B' : size.toFixed(1) + ' ' + 'KMGTPE'[unit - 1] + 'iB';
}

/** A count in a few characters: 1.2M. */
function brief(value) {
  if (value < 10000) return String(value);
  const unit = Math.min(6, Math.floor(Math.log10(value) / 3));
  return Number((value / 1000 ** unit).toPrecision(3)) + 'kMGTPE'[unit - 1];
}

function percent(part) {
  return rounded(100 * part) + '%';
}

function plural(n, noun) {
  return counted(n) + ' ' + noun + (n === 1 ? '' : 's');
}

/** A number to sort and colour by, or NaN. */
function numeric(value) {
  if (Array.isArray(value)) return Math.hypot(Number(value[0]), Number(value[1]));
  return value === '' || value === undefined ? NaN : Number(value);
}

/** What of a tensor is not finite, in words; empty if all of it is. */
function flag(row) {
  const said = [];
  const tell = (n, what) => { if (n > 0) said.push(counted(n) + ' ' + what); };
  if (isRun) {
    for (const [first, what] of [[row.first_nan, 'NaN'], [row.first_inf, 'infinite']]) {
      if (first !== '') said.push(what + ' from step ' + data.steps[first].label);
    }
  } else if (isDiff) {
    for (const [side, of] of [['A', row.a], ['B', row.b]]) {
      if (of) { tell(of.nan, 'NaN in ' + side); tell(of.inf, 'infinite in ' + side); }
    }
  } else {
    tell(row.nan, 'NaN');
    tell(row.inf, 'infinite');
  }
  if (row.error && !isRun) said.push('cannot be read');
  return said.join(', ');
}

/** What the finite elements are like: the others are told apart. */
function finite(stats) {
  return stats.finite || stats;
}

/** A status, or what became of a tensor, in words. */
function statusWords(status) {
  return {
    only_a: 'only in A', only_b: 'only in B',
    started: 'frozen at first', throughout: 'changed throughout', varied: 'changed now and then', once: 'in one step alone',
  }[status] || status;
}

/** A name that a line may break after each slash of. */
function broken(name) {
  return name.split('/').flatMap((part, i) => (i === 0 ? [part] : ['/', make('wbr'), part]));
}

const share = (part, whole) => (whole > 0 && typeof part === 'number' ? part / whole : NaN);
