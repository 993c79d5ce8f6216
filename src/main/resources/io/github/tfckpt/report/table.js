/* The table: searched, filtered, sorted; a name opens what there is to say of a tensor. */

const FIRST = 200;

/** What statistics say first: the other measures go on a narrow screen. */
const MAJOR = ['mean', 'std'];

/** A column: its title, what it shows, what it is sorted by; minor ones go on a narrow screen. */
const COLUMNS = isRun ? [
  { title: 'Name', text: 'long', show: nameCell, key: (row) => row.index },
  { title: 'Course', text: 'words', show: courseWords, key: courseWords },
  { title: 'Norm', text: 'words', show: (row) => sparkline(row.norm) || '' },
  { title: 'Last norm', show: (row) => rounded(lastOfAll(row.norm)), key: (row) => numeric(lastOfAll(row.norm)) },
  { title: 'Last update', show: (row) => rounded(lastOfAll(row.update)), key: (row) => numeric(lastOfAll(row.update)) },
  { title: 'Role', text: 'words', minor: true, show: (row) => row.role, key: (row) => row.role },
  { title: 'Type', text: 'words', minor: true, show: (row) => row.dtype, key: (row) => row.dtype },
  { title: 'Shape', text: 'words', minor: true, show: (row) => row.shape, key: (row) => row.params },
  { title: 'Params', minor: true, show: (row) => counted(row.params), key: (row) => row.params },
] : isDiff ? [
  { title: 'Name', text: 'long', show: nameCell, key: (row) => row.index },
  { title: 'Status', text: 'words', show: (row) => statusWords(row.status), key: (row) => row.rank },
  { title: 'Change', show: (row) => rounded(row.change), key: (row) => numeric(row.change) },
  { title: 'Values', text: 'words', show: pictureCell },
  { title: 'Role', text: 'words', minor: true, show: (row) => row.role, key: (row) => row.role },
  { title: 'Type', text: 'words', minor: true, show: (row) => both(row.dtype, row.dtype_b), key: (row) => row.dtype },
  { title: 'Shape', text: 'words', minor: true, show: (row) => both(row.shape, row.shape_b), key: (row) => row.params },
  { title: 'Differing', show: (row) => percentOrNot(share(row.differing, row.params)), key: (row) => share(row.differing, row.params) },
  { title: 'Max |Δ|', show: (row) => rounded(row.max_abs), key: (row) => numeric(row.max_abs) },
  { title: 'At', minor: true, show: (row) => exact(row.max_abs_at) },
  { title: 'RMS Δ', minor: true, show: (row) => rounded(row.rms), key: (row) => numeric(row.rms) },
  { title: 'Cosine', minor: true, show: (row) => cosine(row.cosine), key: (row) => numeric(row.cosine) },
] : [
  { title: 'Name', text: 'long', show: nameCell, key: (row) => row.index },
  { title: 'Values', text: 'words', show: pictureCell },
  { title: 'Role', text: 'words', minor: true, show: (row) => row.role, key: (row) => row.role },
  { title: 'Type', text: 'words', minor: true, show: (row) => row.dtype, key: (row) => row.dtype },
  { title: 'Shape', text: 'words', show: (row) => row.shape, key: (row) => row.params },
  { title: 'Params', show: (row) => counted(row.params), key: (row) => row.params },
  { title: 'Bytes', minor: true, show: (row) => inBytes(row.bytes), key: (row) => numeric(row.bytes) },
  { title: 'Zeros', minor: true, show: (row) => percentOrNot(share(row.zeros, row.params)), key: (row) => share(row.zeros, row.params) },
  ...data.measures.map((name) => ({
    title: name[0].toUpperCase() + name.slice(1),
    minor: !MAJOR.includes(name),
    show: (row) => rounded(finite(row)[name]),
    key: (row) => numeric(finite(row)[name]),
  })),
];

const FILTERS = isRun ? { Course: 'course', Role: 'role', Type: 'dtype' } : isDiff ? { Status: 'status', Role: 'role', Type: 'dtype' } : { Role: 'role', Type: 'dtype' };

const table = { sort: 0, falls: false, limit: FIRST, words: [], wanted: {}, onlyFlagged: false, opened: new Set() };

const both = (a, b) => (b ? a + ' → ' + b : a);
const percentOrNot = (part) => (Number.isNaN(part) ? UNKNOWN : percent(part));

/** Towards zero: what is below 1 never reads 1. */
function cosine(value) {
  return typeof value === 'number' ? String(Math.trunc(value * 1e6) / 1e6) : UNKNOWN;
}

function nameCell(row) {
  const opens = make('button', { type: 'button', className: 'link name', 'aria-expanded': String(table.opened.has(row)) }, ...broken(row.name));
  opens.addEventListener('click', () => toggle(row));
  const said = flag(row);
  return said ? make('span', {}, make('span', { className: 'flag' }, '⚠ ' + said), ' ', opens) : opens;
}

function pictureCell(row) {
  return chart(...histograms(row), false) || '';
}

function histograms(row) {
  return isDiff ? [row.a && row.a.histogram, row.b && row.b.histogram] : [row.histogram, null];
}

/** True if all parts of a word between asterisks stand in a text, in their order. */
function holds(text, parts) {
  let at = 0;
  return parts.every((part) => {
    const found = text.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
}

function isShown(row) {
  const text = (row.name + ' ' + (row.key || '') + ' ' + (row.name_b || '') + ' ' + (row.path || '')).toLowerCase();
  return table.words.every((parts) => holds(text, parts))
    && Object.entries(table.wanted).every(([column, word]) => !word || row[column] === word)
    && (!table.onlyFlagged || flag(row));
}

/** By the column that was chosen; what has no value comes last, either way round. */
function compare(a, b) {
  const key = COLUMNS[table.sort].key;
  const [x, y] = [key(a), key(b)];
  const [noX, noY] = [Number.isNaN(x), Number.isNaN(y)];
  if (noX || noY) return noX - noY || a.index - b.index;
  const order = x < y ? -1 : x > y ? 1 : 0;
  return (table.falls ? -order : order) || a.index - b.index;
}

function fill() {
  const found = rows.filter(isShown).sort(compare);
  const shown = found.slice(0, table.limit);
  const body = document.querySelector('#tensors tbody');
  body.replaceChildren(...shown.flatMap((row) => (table.opened.has(row) ? [line(row), detail(row)] : [line(row)])));
  document.getElementById('count').textContent =
    counted(shown.length) + ' of ' + plural(found.length, 'tensor')
    + (found.length < rows.length ? ' (' + counted(rows.length) + ' in all)' : '');
  const more = document.getElementById('more');
  more.hidden = shown.length === found.length;
  more.textContent = 'Show ' + counted(Math.min(1000, found.length - shown.length)) + ' more';
}

function line(row) {
  const cells = COLUMNS.map((column) => make('td', { className: (column.text ? 'text ' + column.text : '') + (column.minor ? ' minor' : '') }, column.show(row)));
  return make('tr', { className: flag(row) ? 'flagged' : '' }, ...cells);
}

/** Everything about one tensor, with all digits. */
function detail(row) {
  if (isRun) return runDetail(row);
  const place = make('div', { className: 'sides' });
  const picture = chart(...histograms(row), true);
  const facts = [['name', row.name], ['key', row.key], ['type', both(row.dtype, row.dtype_b)], ['shape', both(row.shape, row.shape_b)],
    ['role', row.role], ['parameters', counted(row.params)], ['bytes', counted(row.bytes)], ['error', row.error]];
  if (isDiff) {
    facts.splice(1, 1, ['in B', row.name_b]);
    facts.push(['note', row.note]);
    const measured = ['status', 'change', 'differing', 'max_abs', 'max_abs_at', 'max_rel', 'rms', 'mean_abs', 'cosine'];
    place.append(make('div', {}, pairs(facts), pairs(measured.filter((name) => row[name] !== '').map((name) => [name, exact(row[name])]))));
    if (picture) place.append(make('div', {}, picture));
    for (const [side, of] of [['A (solid line)', row.a], ['B (dashed, filled)', row.b]]) {
      if (of) place.append(make('div', {}, make('h3', {}, side), pairs(measures(of))));
    }
  } else {
    place.append(make('div', {}, pairs(facts)), make('div', {}, pairs(measures(row))));
    if (picture) place.append(make('div', {}, picture));
    if (row.finite) place.append(make('div', {}, make('h3', {}, 'finite elements alone'), pairs(measures(row.finite))));
  }
  return make('tr', { className: 'detail' }, make('td', { colSpan: COLUMNS.length }, place));
}

/** The curves of one tensor, and their numbers. */
function runDetail(row) {
  const place = make('div', {});
  const curves = make('div', { className: 'sides curves' });
  const facts = [['name', row.name], ['key', row.key], ['type', row.dtype], ['shape', row.shape], ['role', row.role],
    ['parameters', counted(row.params)], ['course', courseWords(row)], ['error', row.error]];
  const values = data.steps.map((step, i) => [step.label,
    (row.norm[i] === '' || row.norm[i] === undefined ? UNKNOWN : 'norm ' + exact(row.norm[i]))
    + (row.update[i] !== '' && row.update[i] !== undefined ? ', update ' + exact(row.update[i]) : '')]);
  place.append(pairs(facts), curves, make('details', {}, make('summary', {}, 'Numbers'), pairs(values)));
  if (row.norm.some((norm) => typeof norm === 'number')) {
    requestAnimationFrame(() => { if (curves.isConnected) plotBoth(curves, [[row.name.split('/').pop(), [row]]]); });
  }
  return make('tr', { className: 'detail' }, make('td', { colSpan: COLUMNS.length }, place));
}

function measures(of) {
  return ['count', 'nan', 'inf', 'zeros', ...data.measures]
    .filter((name) => of[name] !== undefined && of[name] !== '').map((name) => [name, exact(of[name])]);
}

function toggle(row) {
  if (!table.opened.delete(row)) table.opened.add(row);
  fill();
  const opener = [...document.querySelectorAll('#tensors .link.name')].find((each) => each.textContent === row.name);
  if (opener) opener.focus({ preventScroll: true });
}

/** Leads from the map or a finding to a tensor in the table. */
function openTensor(row) {
  table.opened = new Set([row]);
  if (!isShown(row)) clearFilters();
  const at = rows.filter(isShown).sort(compare).indexOf(row);
  table.limit = Math.max(table.limit, at + 1);
  fill();
  const opened = document.querySelector('#tensors tr.detail').previousSibling;
  opened.scrollIntoView({ block: 'center' });
  opened.querySelector('.link.name').focus({ preventScroll: true });
}

function clearFilters() {
  for (const control of document.querySelectorAll('#filters input, #filters select')) {
    if (control.type === 'checkbox') control.checked = false;
    else control.value = '';
  }
  table.words = [];
  table.wanted = {};
  table.onlyFlagged = false;
}

function sortBy(index) {
  table.falls = table.sort === index ? !table.falls : index > 0 && typeof COLUMNS[index].key(rows[0] || {}) === 'number';
  table.sort = index;
  heads();
  fill();
  document.querySelectorAll('#tensors thead th')[index].firstChild.focus();
}

function heads() {
  const cells = COLUMNS.map((column, index) => {
    const cell = make('th', { scope: 'col', className: (column.text ? 'text' : '') + (column.minor ? ' minor' : '') });
    if (!column.key) {
      cell.append(column.title);
      return cell;
    }
    const isChosen = table.sort === index;
    if (isChosen) cell.setAttribute('aria-sort', table.falls ? 'descending' : 'ascending');
    const press = make('button', { type: 'button' }, column.title + (isChosen ? (table.falls ? ' ▼' : ' ▲') : ''));
    press.addEventListener('click', () => sortBy(index));
    cell.append(press);
    return cell;
  });
  document.querySelector('#tensors thead').replaceChildren(make('tr', {}, ...cells));
}

function filters() {
  const place = document.getElementById('filters');
  for (const [title, column] of Object.entries(FILTERS)) {
    const words = [...new Set(rows.map((row) => row[column]))].sort();
    const select = make('select', { id: 'filter-' + column }, make('option', { value: '' }, 'any'),
      ...words.map((word) => make('option', { value: word }, statusWords(word))));
    select.addEventListener('change', () => { table.wanted[column] = select.value; fill(); });
    place.append(make('label', {}, title + ' ', select));
  }
  if (rows.some(flag)) {
    const box = make('input', { type: 'checkbox', id: 'flagged' });
    box.addEventListener('change', () => { table.onlyFlagged = box.checked; fill(); });
    place.append(make('label', {}, box, ' ⚠ only'));
  }
  const search = document.getElementById('search');
  search.addEventListener('input', () => {
    table.words = search.value.toLowerCase().split(/\s+/).filter(Boolean).map((word) => word.split('*'));
    fill();
  });
}

function showTable() {
  // By status: what changed most comes first.
  if (isDiff) table.sort = 1;
  filters();
  heads();
  fill();
  document.getElementById('more').addEventListener('click', () => { table.limit += 1000; fill(); });
}
