/* Histograms: bars of one tensor, or the outlines of two over each other. */

const SVG = 'http://www.w3.org/2000/svg';

function draw(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A histogram [from, to, counts] as steps over a range; heights are parts of the tallest density. */
function steps(histogram, x, y, tallest) {
  const [from, to, counts] = histogram;
  const all = counts.reduce((sum, n) => sum + n, 0) || 1;
  const width = (to - from) / counts.length;
  let path = 'M' + x(from) + ' ' + y(0);
  counts.forEach((n, i) => {
    const top = y(n / all / width / tallest);
    path += 'L' + x(from + i * width) + ' ' + top + 'L' + x(from + (i + 1) * width) + ' ' + top;
  });
  return path + 'L' + x(to) + ' ' + y(0) + 'Z';
}

function density(histogram) {
  const [from, to, counts] = histogram;
  const all = counts.reduce((sum, n) => sum + n, 0) || 1;
  return Math.max(...counts) / all / ((to - from) / counts.length);
}

/** A small picture for the table, or a large one with its range. */
function chart(first, second, isLarge) {
  const both = [first, second].filter((each) => each && Number.isFinite(each[1] - each[0]) && each[1] > each[0]);
  if (both.length === 0) return null;
  const [width, height, bottom] = isLarge ? [500, 190, 22] : [84, 20, 0];
  const from = Math.min(...both.map((each) => each[0]));
  const to = Math.max(...both.map((each) => each[1]));
  const tallest = Math.max(...both.map(density));
  const x = (value) => (((value - from) / (to - from)) * width).toFixed(2);
  const y = (part) => ((height - bottom) * (1 - 0.96 * part)).toFixed(2);
  const words = 'Histogram from ' + rounded(from) + ' to ' + rounded(to);
  const svg = draw('svg', {
    class: isLarge ? 'chart' : 'spark', viewBox: '0 0 ' + width + ' ' + height, role: 'img', 'aria-label': words,
    preserveAspectRatio: isLarge ? 'xMidYMid meet' : 'none',
  });
  const isTwo = Boolean(first && second);
  [first, second].forEach((each, i) => {
    if (!both.includes(each)) return;
    const side = i === 1 ? ' b' : '';
    const path = steps(each, x, y, tallest);
    if (!isTwo || i === 1) svg.append(draw('path', { class: 'bars' + side, d: path }));
    if (isTwo) svg.append(draw('path', { class: 'outline' + side, d: path }));
  });
  if (isLarge) {
    const base = height - bottom;
    svg.append(draw('line', { class: 'axis', x1: 0, x2: width, y1: base, y2: base }));
    if (from < 0 && to > 0) {
      svg.append(draw('line', { class: 'zero', x1: x(0), x2: x(0), y1: 0, y2: base }));
      const at = Number(x(0));
      if (at > 70 && at < width - 70) svg.append(draw('text', { x: at, y: height - 6, 'text-anchor': 'middle' }, '0'));
    }
    svg.append(draw('text', { x: 0, y: height - 6 }, rounded(from)));
    svg.append(draw('text', { x: width, y: height - 6, 'text-anchor': 'end' }, rounded(to)));
  }
  return svg;
}
