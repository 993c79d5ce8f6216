/* The head of the page: what is wrong, then what it is. */

function pairs(entries) {
  const list = make('dl', { className: 'pairs' });
  for (const [label, value] of entries) {
    if (value !== undefined && value !== '') list.append(make('dt', {}, label), make('dd', {}, value));
  }
  return list;
}

function cards(entries) {
  const list = make('dl', { className: 'cards' });
  for (const [label, value, more] of entries) {
    list.append(make('div', {}, make('dt', {}, label),
      make('dd', {}, value, ...(more ? [make('small', {}, more)] : []))));
  }
  return list;
}

/** A box of one kind: a sign and a word, so that nobody needs the colour, and a list. */
function banner(kind, word, text, items) {
  const sign = { good: '✓ ', warn: '⚠ ', bad: '✗ ', note: '' }[kind];
  const box = make('div', { className: 'banner ' + kind, role: kind === 'bad' ? 'alert' : 'note' },
    make('span', { className: 'word' }, sign + word), text);
  if (items.length > 0) box.append(make('ul', { className: items[0] instanceof Node ? 'links' : '' }, ...items.map((item) => make('li', {}, item))));
  return box;
}

function verified(verify, side) {
  const checked = verify.checked;
  const many = verify.findings.length + (verify.findings_more || 0);
  const items = verify.findings.map((each) => each.severity + ': ' + each.where + ': ' + each.what);
  if (verify.findings_more) items.push('and ' + plural(verify.findings_more, 'more finding'));
  const kind = !verify.sound ? 'bad' : many > 0 ? 'warn' : 'good';
  const told = (side ? side + ': ' : '') + (verify.sound ? 'sound' : 'damaged');
  return banner(kind, told, '; checked ' + plural(checked.tensors, 'tensor') + ', ' + inBytes(checked.bytes)
    + (many > 0 ? '; ' + plural(many, 'finding') + ':' : ''), items);
}

/** Links to the tensors that something is to be said of. */
function links(found) {
  const most = 30;
  const items = found.slice(0, most).map((row) => {
    const link = make('button', { type: 'button', className: 'link name' }, ...broken(row.name));
    link.addEventListener('click', () => openTensor(row));
    return make('span', {}, link, ' ' + flag(row));
  });
  if (found.length > most) items.push('and ' + plural(found.length - most, 'more tensor'));
  return items;
}

function showFindings() {
  const place = document.getElementById('findings');
  if (isRun) runFindings(place);
  for (const [verify, side] of [[data.verify, isDiff ? 'A' : ''], [data.verify_b, 'B']]) {
    if (verify) place.append(verified(verify, side));
  }
  const unread = isRun ? [] : rows.filter((row) => row.error);
  if (unread.length > 0) {
    place.append(banner('bad', plural(unread.length, 'tensor') + ' cannot be read', ':', links(unread)));
  }
  const odd = rows.filter((row) => flag(row) && (isRun || !row.error));
  if (odd.length > 0) {
    place.append(banner('bad', 'NaN or infinite values in ' + plural(odd.length, 'tensor'), ':', links(odd)));
  }
  if (isRun) frozenFindings(place);
  for (const sentence of data.left_out) place.append(banner('warn', 'Left out', ': ' + sentence, []));
}

function listed(list, more, each) {
  const words = list.map(each);
  if (more) words.push('and ' + counted(more) + ' more');
  return words.join(', ');
}

function details(info) {
  const version = info.version && info.version.producer !== undefined ? ', version ' + info.version.producer : '';
  const order = info.byte_order ? ', ' + info.byte_order + '-endian' : '';
  const roles = Object.entries(info.totals)
    .filter(([role, sum]) => role !== 'all' && sum && sum.tensors > 0)
    .map(([role, sum]) => [role, plural(sum.tensors, 'tensor') + ', ' + counted(sum.params) + ' params, ' + inBytes(sum.bytes)]);
  return pairs([
    ['checkpoint', info.checkpoint],
    ['format', info.format + version + order],
    ['written by', info.tensorflow_version ? 'TensorFlow ' + info.tensorflow_version : ''],
    ['tags', (info.tags || []).join(', ')],
    ['steps', info.steps ? (info.steps_more ? counted(info.steps_more) + ' others, ' : '') + info.steps.join(', ') : ''],
    ['data files', info.shards ? listed(info.shards, info.shards_more,
      (file) => file.file + ' (' + (file.missing ? 'not there' : inBytes(file.bytes)) + ')') : ''],
    ...roles,
    ['types', listed(info.dtypes, info.dtypes_more, (each) => each.dtype + ' (' + plural(each.tensors, 'tensor') + ', ' + inBytes(each.bytes) + ')')],
    ['counters', listed(info.counters, info.counters_more, (each) => (each.full_name || each.name) + ' = ' + each.value)],
    ...Object.entries(info.metadata || {}),
    ...Object.entries(info.fingerprint || {}),
  ]);
}

function lastOf(path) {
  return path.replace(/\/+$/, '').split('/').pop() || path;
}

function showFacts() {
  document.getElementById('footer').textContent = 'Made by ' + data.made_by + '. This page is whole: it loads nothing.';
  if (isRun) {
    showRun();
    return;
  }
  const info = data.info;
  const place = document.getElementById('facts');
  const title = lastOf(info.checkpoint) + (isDiff ? ' and ' + lastOf(data.info_b.checkpoint) : '');
  document.title = title + ' – tfckpt report';
  document.getElementById('title').textContent = title;
  document.getElementById('subtitle').textContent =
    isDiff ? 'A: ' + info.checkpoint + '\nB: ' + data.info_b.checkpoint : info.checkpoint;
  if (isDiff) {
    place.append(cards(Object.entries(data.summary).map(([status, n]) => [statusWords(status), counted(n)])));
    if (data.changes.length > 0) place.append(banner('note', 'Changed in A first', ': ' + data.changes.join(', '), []));
    if (data.tolerances.length > 0) place.append(banner('note', 'Compared with', ': ' + data.tolerances.join(', '), []));
  } else {
    const totals = info.totals;
    place.append(cards([
      ['weights', counted(totals.weights.params), plural(totals.weights.tensors, 'tensor') + ', ' + inBytes(totals.weights.bytes)],
      ['in all', inBytes(totals.all.bytes), plural(totals.all.tensors, 'tensor') + ', ' + percent(info.optimizer_share) + ' optimizer'],
      ['format', info.format, info.tensorflow_version ? 'TensorFlow ' + info.tensorflow_version : ''],
      ...info.counters.slice(0, 2).map((each) => [lastOf(each.full_name || each.name), counted(each.value), 'counter']),
    ]));
  }
  const sides = make('div', { className: 'sides' }, make('div', {}, details(info)));
  if (isDiff) {
    sides.replaceChildren(make('div', {}, make('h3', {}, 'A'), details(info)), make('div', {}, make('h3', {}, 'B'), details(data.info_b)));
  }
  place.append(make('details', {}, make('summary', {}, 'All facts'), sides));
}
