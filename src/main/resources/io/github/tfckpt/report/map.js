/* The tree map: scopes in scopes, as the slashes in names have it. Tiles are buttons. */

const AREAS = { parameters: (row) => row.params, bytes: (row) => row.bytes };

/** What tiles may be coloured by: a few words, or a number. */
const COLOURS = isRun
  ? { course: 'course', 'last update': (row) => numeric(lastOfAll(row.update)), 'last norm': (row) => numeric(lastOfAll(row.norm)), role: 'role', type: 'dtype' }
  : isDiff
  ? { 'relative change': changeOf, status: 'status', role: 'role', type: 'dtype' }
  : {
    role: 'role', type: 'dtype',
    'standard deviation': (row) => numeric(finite(row).std),
    mean: (row) => numeric(finite(row).mean),
    'root mean square': (row) => numeric(finite(row).l2) / Math.sqrt(row.finite ? row.finite.count : row.params),
    'zeros, in %': (row) => 100 * share(row.zeros, row.params),
  };

function changeOf(row) {
  return numeric(row.change);
}

/** Scopes as objects {label, path, children}, tensors as {label, row}, what is folded as {label, folded}. */
function grow() {
  const root = { label: '', children: [], inner: new Map() };
  const place = (path, leaf) => {
    let scope = root;
    const parts = path.split('/').slice(0, 100);
    for (const part of parts.slice(0, -1)) {
      if (!scope.inner.has(part)) {
        const made = { label: part, children: [], inner: new Map() };
        scope.inner.set(part, made);
        scope.children.push(made);
      }
      scope = scope.inner.get(part);
    }
    leaf.label = parts[parts.length - 1];
    scope.children.push(leaf);
  };
  for (const row of rows) place(row.path || row.name, { row });
  for (const each of data.folded) {
    place((each.scope ? each.scope + '/' : '') + plural(each.tensors, 'tensor'), { folded: each });
  }
  return joined(root);
}

/** A scope in which there is but one thing is shown as one with it. */
function joined(scope) {
  if (!scope.children) return scope;
  scope.children = scope.children.map(joined);
  const only = scope.children[0];
  if (scope.children.length !== 1 || !scope.label) return scope;
  return { ...only, label: scope.label + '/' + only.label };
}

const map = {
  place: document.getElementById('map'),
  root: null,
  trail: [],
  area: 'parameters',
  colour: Object.keys(COLOURS)[0],
  scale: null,
  width: 1,
};

/** A scale gives each tensor a class for its colour, and words for it. */
function scaleOf(name) {
  const of = COLOURS[name];
  return typeof of === 'string' ? wordScale(of) : numberScale(of);
}

function wordScale(column) {
  const most = 10;
  const sums = new Map();
  for (const row of rows) sums.set(row[column], (sums.get(row[column]) || 0) + 1);
  const words = [...sums.keys()].sort((a, b) => sums.get(b) - sums.get(a));
  const at = (row) => Math.min(words.indexOf(row[column]), most - 1);
  return {
    rank: () => 0,
    paint: (row) => 'k' + at(row),
    words: (row) => statusWords(row[column]),
    legend: words.slice(0, most).map((word, i) => ['k' + i, i === most - 1 && words.length > most ? 'others' : statusWords(word)]),
  };
}

/** Seven classes with about as many tensors in each; zero is one of its own. */
function numberScale(of) {
  const values = rows.map(of).filter(Number.isFinite).sort((a, b) => a - b);
  const hasZeros = values[0] === 0;
  const some = hasZeros ? values.filter((value) => value > 0) : values;
  const bounds = hasZeros && some.length > 0 ? [some[0]] : [];
  const classes = hasZeros ? 6 : 7;
  for (let i = 1; i < classes; i++) bounds.push(some[Math.floor((i * some.length) / classes)]);
  const steps = [...new Set(bounds)].filter((bound) => bound > values[0]);
  const at = (value) => {
    const below = steps.filter((bound) => value >= bound).length;
    return steps.length === 0 ? 0 : Math.round((below * 6) / steps.length);
  };
  const ends = [values[0], ...steps];
  const legend = values.length === 0 ? [] : ends.map((from, i) => {
    const isLast = i + 1 === ends.length;
    const to = isLast ? values[values.length - 1] : ends[i + 1];
    const isPoint = to === from || (hasZeros && i === 0);
    return ['s' + at(from), rounded(from) + (isPoint ? '' : (isLast ? ' to ' : ' to below ') + rounded(to))];
  });
  if (rows.some((row) => of(row) === Infinity)) legend.push(['s6', 'unknown, because of NaN']);
  const without = new Map();
  for (const row of rows) if (Number.isNaN(of(row))) without.set(withoutNumber(row), withoutWords(row));
  legend.push(...without);
  return {
    rank: (row) => (Number.isNaN(of(row)) ? -Infinity : of(row)),
    paint: (row) => (Number.isNaN(of(row)) ? withoutNumber(row) : of(row) === Infinity ? 's6' : 's' + at(of(row))),
    words: (row) => (Number.isNaN(of(row)) ? withoutWords(row) : rounded(of(row))),
    legend,
  };
}

/** The colour of a tensor that has no such number. */
function withoutNumber(row) {
  return { only_a: 'k1', only_b: 'k2' }[row.status] || 'k7';
}

function withoutWords(row) {
  return { only_a: 'only in A', only_b: 'only in B' }[row.status] || 'none';
}

/** All tensors below a node of the layout. */
function tensorsBelow(node) {
  return node.leaves().filter((leaf) => leaf.data.row).map((leaf) => leaf.data.row);
}

/** The sums of tensors below a node that are not shown one by one. */
function foldedBelow(node) {
  return node.leaves().filter((leaf) => leaf.data.folded).map((leaf) => leaf.data.folded);
}

/** A scope too small to be divided: the colour of its most striking tensor, or of most of it. */
function wholePaint(node, below) {
  if (below.length === 0) return 'k7';
  let found = below[0];
  if (typeof COLOURS[map.colour] === 'string') {
    const sums = new Map();
    for (const row of below) {
      const paint = map.scale.paint(row);
      sums.set(paint, (sums.get(paint) || 0) + AREAS[map.area](row));
    }
    return [...sums].sort((a, b) => b[1] - a[1])[0][0];
  }
  for (const row of below) if (map.scale.rank(row) > map.scale.rank(found)) found = row;
  return map.scale.paint(found);
}

function size(leaf) {
  if (leaf.children) return 0;
  const area = leaf.row ? AREAS[map.area](leaf.row) : leaf.folded[map.area === 'bytes' ? 'bytes' : 'params'];
  return Math.max(Number(area) || 0, 0);
}

const HEAD = 18;

/** A button with what fits of some lines; said aloud it has all of them. */
function tile(node, classes, lines, act, said = lines) {
  const made = make('button', { type: 'button', className: 'tile ' + classes, tabIndex: -1 });
  const part = (x) => (100 * x) / map.width + '%';
  made.style.left = part(node.x0);
  made.style.top = node.y0 + 'px';
  made.style.width = part(node.x1 - node.x0);
  made.style.height = node.y1 - node.y0 + 'px';
  const room = node.x1 - node.x0 > 26 ? Math.floor((node.y1 - node.y0 - 3) / 15) : 0;
  for (const line of lines.slice(0, room)) made.append(make('span', {}, line));
  made.title = said.join('\n');
  made.setAttribute('aria-label', said.join(', '));
  if (act) made.addEventListener('click', act);
  map.place.append(made);
}

function amount(node) {
  return map.area === 'bytes' ? inBytes(node.value) : brief(node.value) + ' params';
}

/** Draws a node and what is in it, outermost first: what comes later lies on top. */
function drawNode(node, depth) {
  const width = node.x1 - node.x0;
  const height = node.y1 - node.y0;
  if (width < 2 || height < 2) return;
  const of = node.data;
  if (of.row) {
    const said = flag(of.row);
    const words = map.scale.words(of.row);
    const lines = (coloured) => [said ? '⚠ ' + of.label + ': ' + said : of.label, amount(node), coloured, of.row.shape];
    const all = lines(map.colour + ': ' + words);
    tile(node, map.scale.paint(of.row) + (said ? ' flagged' : ''), width > 180 ? all : lines(words), () => openTensor(of.row), all);
  } else if (of.folded) {
    tile(node, 'k7 whole' + (of.folded.nan + of.folded.inf > 0 ? ' flagged' : ''), [of.label + ', folded', amount(node)], null);
  } else {
    const isDivided = depth === 0 || (depth < 4 && width > 70 && height > 52);
    const zoom = () => zoomTo([...map.trail, ...node.ancestors().reverse().slice(1).map((each) => each.data)]);
    if (depth > 0) {
      const below = tensorsBelow(node);
      const folded = foldedBelow(node);
      const count = folded.reduce((sum, each) => sum + each.tensors, below.length);
      const hasFlags = below.some(flag) || folded.some((each) => each.nan + each.inf > 0);
      const paint = isDivided ? 'scope' : 'scope whole ' + wholePaint(node, below) + (hasFlags ? ' flagged' : '');
      tile(node, paint, [(hasFlags ? '⚠ ' : '') + of.label + '/  ' + amount(node), plural(count, 'tensor')].slice(0, isDivided ? 1 : 2), zoom);
    }
    if (isDivided) for (const child of node.children || []) drawNode(child, depth + 1);
  }
}

function drawMap() {
  const shown = map.trail.length > 0 ? map.trail[map.trail.length - 1] : map.root;
  const root = d3.hierarchy(shown, (each) => each.children).sum(size).sort((a, b) => b.value - a.value);
  map.place.replaceChildren();
  // Asked once: between two tiles it would lay out the page anew.
  map.width = map.place.clientWidth;
  d3.treemap().size([map.width, map.place.clientHeight]).paddingInner(1).paddingOuter(2)
    .paddingTop((node) => (node.depth === 0 ? 2 : HEAD)).round(true)(root);
  drawNode(root, 0);
  if (isRun) drawCurves(root);
  if (map.place.firstChild) map.place.firstChild.tabIndex = 0;
  else map.place.append(make('p', {}, 'Nothing here has any ' + map.area + '.'));
  crumbs();
}

function crumbs() {
  const place = document.getElementById('crumbs');
  place.replaceChildren();
  ['all', ...map.trail.map((scope) => scope.label)].forEach((label, i) => {
    if (i > 0) place.append(' / ');
    if (i === map.trail.length) {
      place.append(make('span', { className: 'name', 'aria-current': 'true' }, label));
    } else {
      const link = make('button', { type: 'button', className: 'link name' }, label);
      link.addEventListener('click', () => zoomTo(map.trail.slice(0, i)));
      place.append(link);
    }
  });
}

function zoomTo(trail) {
  map.trail = trail;
  drawMap();
  if (map.place.firstChild && map.place.firstChild.focus) map.place.firstChild.focus({ preventScroll: true });
}

function recolour() {
  map.scale = scaleOf(map.colour);
  const legend = document.getElementById('legend');
  legend.replaceChildren(...map.scale.legend.map(([paint, words]) =>
    make('li', {}, make('span', { className: 'swatch ' + paint }), words)));
  if (data.folded.length > 0) legend.append(make('li', {}, make('span', { className: 'swatch k7' }), 'folded: sums of tensors that the table does not have'));
  if (rows.some(flag)) legend.append(make('li', {}, make('span', { className: 'swatch flagged' }), '⚠ NaN, infinite or unread'));
  drawMap();
}

function moveInMap(event) {
  const tiles = [...map.place.children];
  const at = tiles.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: tiles.length - 1 }[event.key];
  if (event.key === 'Escape' && map.trail.length > 0) {
    zoomTo(map.trail.slice(0, -1));
  } else if (to !== undefined && tiles[to]) {
    tiles.forEach((each) => { each.tabIndex = -1; });
    tiles[to].tabIndex = 0;
    tiles[to].focus();
  } else {
    return;
  }
  event.preventDefault();
}

function choices(id, names, use) {
  const place = document.getElementById(id);
  place.append(...names.map((name) => make('option', { value: name }, name)));
  place.addEventListener('change', () => use(place.value));
}

function showMap() {
  map.root = grow();
  choices('area', Object.keys(AREAS), (name) => { map.area = name; drawMap(); });
  choices('colour', Object.keys(COLOURS), (name) => { map.colour = name; recolour(); });
  map.place.addEventListener('keydown', moveInMap);
  window.addEventListener('resize', () => { if (map.place.clientWidth !== map.width) drawMap(); });
  document.getElementById('map-heading').textContent = isDiff ? 'Where it changed' : isRun ? 'What became of it' : 'Where the parameters are';
  recolour();
}
