/* The curves of a run: norms and updates over its steps, of what lies in a scope or of one tensor. */

const MOST_CURVES = 8;
const DASHES = [[], [8, 4], [2, 3], [12, 3, 2, 3], [5, 2], [1, 2], [10, 6], [3, 6]];
const charts = { shown: [] };

function styleOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Where each step stands: at its number, or else at its place. */
function stepPlaces() {
  const numbers = data.steps.map((step) => step.number);
  const areRising = numbers.every((n, i) => typeof n === 'number' && (i === 0 || n > numbers[i - 1]));
  return areRising ? numbers : data.steps.map((step, i) => i);
}

/** The values of one curve of several tensors: norms add up as squares. */
function joinedNorm(some) {
  return data.steps.map((step, i) => {
    const norms = some.map((row) => row.norm[i]).filter((norm) => norm !== '' && norm !== undefined);
    if (norms.length === 0 || norms.some((norm) => typeof norm === 'string')) return null;
    return Math.hypot(...norms);
  });
}

/** What a tensor was before a step: its norm at the step before that has it. */
function before(row, i) {
  for (let at = i - 1; at >= 0; at--) if (row.norm[at] !== '') return row.norm[at];
  return '';
}

/** How far a tensor moved; from zero it moved by all that it is. */
function distance(row, i) {
  const from = before(row, i);
  return from === 0 ? row.norm[i] : row.update[i] * from;
}

/** How far several tensors moved at each step, as a part of their norm before. */
function joinedUpdate(some) {
  return data.steps.map((step, i) => {
    const moved = some.filter((row) => row.update[i] !== '' && row.update[i] !== undefined);
    const length = Math.hypot(...moved.map((row) => distance(row, i)));
    const part = length === 0 ? 0 : length / Math.hypot(...moved.map((row) => before(row, i)));
    return moved.length > 0 && Number.isFinite(part) ? part : null;
  });
}

/** A sample of each line in the legend, dashed as the chart has it. */
function markLegend(chart) {
  chart.root.querySelectorAll('.u-series .u-marker').forEach((marker, i) => {
    if (i === 0) return;
    const { stroke, dash } = chart.series[i];
    const svg = draw('svg', { viewBox: '0 0 34 4', width: 34, height: 4, 'aria-hidden': 'true' });
    svg.append(draw('line', { x1: 0, x2: 34, y1: 2, y2: 2, stroke: stroke(chart, i), 'stroke-width': 2.5, 'stroke-dasharray': dash.join(' ') }));
    marker.append(svg);
  });
}

/** Marks where the first NaN or infinity came. */
function markOdd(chart, place, label) {
  const context = chart.ctx;
  const { left, top, width, height } = chart.bbox;
  const x = chart.valToPos(place, 'x', true);
  const isRight = x > left + width / 2;
  context.save();
  context.strokeStyle = context.fillStyle = styleOf('--bad');
  context.lineWidth = 2 * devicePixelRatio;
  context.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, top + height);
  context.stroke();
  context.font = 'bold ' + 12 * devicePixelRatio + 'px sans-serif';
  context.textAlign = isRight ? 'right' : 'left';
  context.textBaseline = 'top';
  context.fillText(label, x + (isRight ? -5 : 5) * devicePixelRatio, top + 3 * devicePixelRatio);
  context.restore();
}

/** The step at which one of several tensors first has NaN or infinities, or -1. */
function firstOdd(some) {
  const steps = some.flatMap((row) => [row.first_nan, row.first_inf]).filter((step) => step !== '');
  return steps.length > 0 ? steps.reduce((a, b) => Math.min(a, b)) : -1;
}

/** A label of a step, as short as an axis needs it. */
function shortLabel(step) {
  return step && step.label.length > 12 ? step.label.slice(0, 5) + '…' + step.label.slice(-6) : step ? step.label : '';
}

/** A chart of one kind; zero has no place on a scale of powers, and is left out there. */
function plot(place, title, named, isOfPowers, odd) {
  const ink = styleOf('--faint');
  const line = styleOf('--line');
  const colours = ['--c0', '--c1', '--c2', '--c3', '--c4', '--c5', '--c6', '--c7'].map(styleOf);
  const lines = named.map(([, values]) => (isOfPowers ? values.map((value) => (value > 0 ? value : null)) : values));
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  const words = (chart, value) => (value === null ? UNKNOWN : rounded(value));
  const places = stepPlaces();
  const isNumbered = places[0] === data.steps[0].number;
  const hasAny = lines.some((values) => values.some((value) => value !== null));
  const options = {
    title,
    width: Math.max(260, place.clientWidth),
    height: 260,
    scales: { x: { time: false }, y: hasAny && isOfPowers ? { distr: 3 } : {} },
    axes: [
      { ...axis, incrs: isNumbered ? undefined : [1, 2, 5, 10, 20, 50, 100],
        values: (chart, at) => at.map((value) => (isNumbered ? String(value) : shortLabel(data.steps[value]))) },
      { ...axis, size: 64, values: (chart, at) => at.map((value) => (value === null ? '' : rounded(value))) },
    ],
    legend: { markers: { width: 0, fill: () => 'none' } },
    hooks: {
      ready: [markLegend, (chart) => chart.setLegend({ idx: places.length - 1 })],
      draw: odd < 0 ? [] : [(chart) => markOdd(chart, places[odd], '⚠ NaN or ∞ from ' + shortLabel(data.steps[odd]))],
    },
    series: [
      { label: 'step', value: (chart, value) => (value === null ? UNKNOWN : isNumbered ? String(value) : data.steps[value].label) },
      ...named.map(([label], i) => ({
        label, stroke: colours[i % colours.length], width: 2, dash: DASHES[i % DASHES.length], value: words,
        points: { show: data.steps.length <= 60, size: 5 }, spanGaps: false,
      })),
    ],
  };
  const chart = new uPlot(options, [places, ...lines], place);
  chart.root.setAttribute('role', 'img');
  chart.root.setAttribute('aria-label', title + ' over ' + plural(places.length, 'step') + ' of ' + named.map(([label]) => label).join(', '));
  return chart;
}

/** Both charts of some named groups of tensors. */
function plotBoth(place, groups) {
  const norms = make('div', {});
  const updates = make('div', {});
  const odd = firstOdd(groups.flatMap(([, some]) => some));
  place.append(norms, updates);
  return [
    plot(norms, 'Norm', groups.map(([label, some]) => [label, joinedNorm(some)]), false, odd),
    plot(updates, 'Update, as a part of the norm', groups.map(([label, some]) => [label, joinedUpdate(some)]), true, odd),
  ];
}

/** The curves of what lies in the scope that the map shows; the largest of it. */
function drawCurves(root) {
  const place = document.getElementById('curves');
  charts.shown.forEach((each) => each.destroy());
  place.replaceChildren();
  const hasCurve = (row) => row.norm.some((norm) => typeof norm === 'number');
  const groups = (root.children || [root])
    .map((node) => [node.data.label + (node.children ? '/' : ''), tensorsBelow(node).filter(hasCurve)])
    .filter(([, some]) => some.length > 0);
  charts.shown = groups.length > 0 ? plotBoth(place, groups.slice(0, MOST_CURVES)) : [];
  const more = groups.length - MOST_CURVES;
  document.getElementById('curves-note').textContent = (more > 0 ? 'The ' + MOST_CURVES + ' largest; ' + more + ' more in the map. ' : '')
    + 'A scope opened in the map has its curves here. Where a step has NaN or cannot be read, there is a gap.'
    + (data.folded.length > 0 ? ' Tensors that are folded are in no curve.' : '');
}

/** A line of norms for the table. */
function sparkline(values) {
  const known = values.filter((value) => typeof value === 'number' && Number.isFinite(value));
  if (known.length < 2) return null;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const x = (i) => ((i / (values.length - 1)) * 82 + 1).toFixed(1);
  const y = (value) => (most > least ? 18 - ((value - least) / (most - least)) * 16 : 10).toFixed(1);
  let path = '';
  let isDown = false;
  values.forEach((value, i) => {
    const isThere = typeof value === 'number';
    if (isThere) path += (isDown ? 'L' : 'M') + x(i) + ' ' + y(value);
    isDown = isThere;
  });
  const svg = draw('svg', { class: 'spark', viewBox: '0 0 84 20', role: 'img', 'aria-label': 'Norm from ' + rounded(known[0]) + ' to ' + rounded(known[known.length - 1]) });
  svg.append(draw('path', { class: 'outline', d: path }));
  return svg;
}

const lastOfAll = (values) => values.filter((value) => value !== '').pop();
const stepLabel = (i) => 'step ' + data.steps[i].label;

/** What became of a tensor, in words. */
function courseWords(row) {
  const last = row.states.lastIndexOf('#');
  const first = row.states.indexOf('#');
  if (row.course === 'stopped') return 'stopped at ' + stepLabel(last);
  if (row.course === 'started') return 'frozen until ' + stepLabel(row.states.lastIndexOf('.', first));
  return { throughout: 'changed throughout', once: 'in one step alone' }[row.course] || row.course;
}

function showRun() {
  document.getElementById('curves-section').hidden = false;
  document.getElementById('title').textContent = lastOf(data.run);
  document.getElementById('subtitle').textContent = data.run;
  document.title = lastOf(data.run) + ' – tfckpt report';
  const steps = data.steps;
  const count = (course) => rows.filter((row) => row.course === course).length;
  document.getElementById('facts').append(cards([
    ['steps', counted(steps.length), steps[0].label + ' to ' + steps[steps.length - 1].label],
    ['tensors', counted(rows.length), inBytes(rows.reduce((sum, row) => sum + (numeric(row.bytes) || 0), 0)) + ' a step'],
    ['frozen', counted(count('frozen')), 'never changed'],
    ['stopped', counted(count('stopped')), 'changed, then no more'],
  ]));
}

/** The steps that cannot be read, NaN, and what is frozen. */
function runFindings(place) {
  const wrong = data.steps.filter((step) => step.wrong);
  if (wrong.length > 0) {
    place.append(banner('bad', plural(wrong.length, 'step') + ' cannot be read whole', ':',
      wrong.slice(0, 30).map((step) => step.label + ': ' + step.wrong)));
  }
  const unread = rows.filter((row) => row.error);
  if (unread.length > 0) {
    place.append(banner('bad', plural(unread.length, 'tensor') + ' cannot be read at some step', ': ' + unread[0].error, []));
  }
  if (data.unfinished.length > 0) {
    place.append(banner('warn', 'Saves that did not end', ':', data.unfinished));
  }
  for (const remark of data.remarks) place.append(banner('note', '', remark, []));
}

function frozenFindings(place) {
  const frozen = rows.filter((row) => row.course === 'frozen');
  if (frozen.length > 0 && data.steps.length > 1) {
    place.append(banner('note', plural(frozen.length, 'tensor') + ' never changed', ':', links(frozen)));
  }
}
