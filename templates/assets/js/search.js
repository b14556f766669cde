// The search: pagefind, loaded when the reader begins to ask. What is asked is kept in the address.
(() => {
  'use strict';

  const form = document.getElementById('search');
  if (!form) return;
  if (!location.protocol.startsWith('http') || !window.WebAssembly) {
    form.remove();
    return;
  }

  const { index, root, found, nothing, failed } = form.dataset;
  const fields = [...form.querySelectorAll('input, select')];
  const status = form.querySelector('[role="status"]');
  const section = document.getElementById('found');
  const list = section.querySelector('ol');
  const more = section.querySelector('button');
  const BATCH = 10;
  let engine;
  let results = [];
  let shown = 0;
  let asking = 0;
  let waiting;

  const load = () => {
    engine ??= import(new URL(index, location.href).href).then(async ({ createInstance }) => {
      const made = createInstance({ noWorker: true });
      await made.init();
      await made.options({ excerptLength: 32, ranking: { metaWeights: { title: 4, source: 1, parts: 0.5 } } });
      return made;
    });
    return engine;
  };

  const asked = () => Object.fromEntries(fields.filter((field) => field.value).map((field) => [field.name, field.value]));

  // A topic stands for all below it, two months for all between them.
  const filtersOf = (now) => {
    const filters = {};
    for (const name of ['type', 'topic', 'actor', 'side', 'kind']) {
      if (!now[name]) continue;
      const { dataset, value } = form.elements[name].selectedOptions[0];
      filters[name] = { any: (dataset.covers ?? value).split(' ') };
    }
    if (now.from || now.to) {
      const months = [...form.elements.from.options].map((option) => option.value).filter(Boolean);
      const [from, to] = [now.from ?? '', now.to ? `${now.to}~` : '~'];
      filters.month = { any: months.filter((month) => month >= from && month <= to) };
    }
    return filters;
  };

  // Korean particles, which a word may have in the question and another one in the text.
  const PARTICLE = /(?<=[가-힣]{2})(?:으로|에서|에게|부터|까지|은|는|이|가|을|를|의|에|와|과|도|로)(?=\s|$)/g;
  const find = async (now) => {
    const options = { filters: filtersOf(now), sort: now.sort ? { day: now.sort } : {} };
    const words = (now.q ?? '').trim();
    if (!words) return now.q === undefined && !Object.keys(options.filters).length ? [] : (await load()).search(null, options);
    const answer = await (await load()).search(words, options);
    const bare = words.replace(PARTICLE, '');
    return answer.results.length || bare === words ? answer : (await load()).search(bare, options);
  };

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };
  const plain = (html) => html.replaceAll('&lt;', '<').replaceAll('&gt;', '>');

  // The excerpt is text with marks in it: put together from its pieces, it cannot be anything else.
  const excerptOf = ({ excerpt, filters }) => {
    const line = element('p');
    if (filters.lang) [line.lang, line.dir] = [filters.lang[0], 'auto'];
    for (const [at, piece] of excerpt.split(/<mark>(.*?)<\/mark>/).entries()) {
      line.append(at % 2 ? element('mark', '', plain(piece)) : plain(piece));
    }
    return line;
  };
  const row = (data) => {
    const type = [...form.elements.type.options].find((option) => option.value === data.filters.type?.[0]);
    const link = element('a', '', data.meta.title);
    link.href = root + data.raw_url;
    const head = element('p', '', link, ' ', element('span', 'tag', type?.textContent ?? ''));
    return element('li', '', head, excerptOf(data), element('p', 'meta', data.meta.source ?? ''));
  };

  const showMore = async () => {
    const now = asking;
    const rows = await Promise.all(results.slice(shown, shown + BATCH).map(async (result) => row(await result.data())));
    if (now !== asking) return;
    const [first] = rows;
    list.append(...rows);
    shown += rows.length;
    const focused = document.activeElement === more;
    more.parentElement.hidden = shown >= results.length;
    if (focused) first?.querySelector('a').focus();
  };

  const search = async () => {
    const now = asked();
    const number = ++asking;
    try {
      const answer = await find(now);
      if (number !== asking) return;
      results = answer.results ?? [];
      shown = 0;
      list.replaceChildren();
      await showMore();
      if (number !== asking) return;
      section.hidden = !results.length;
      status.textContent = !answer.results ? '' : results.length ? found.replace('%(num)s', results.length) : nothing;
    } catch {
      status.textContent = failed;
      document.getElementById('no-search').hidden = false;
    }
    const url = new URL(location.href);
    url.search = new URLSearchParams(now);
    if (url.href !== location.href) history.replaceState(history.state, '', url);
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 200);
  };

  const restore = () => {
    const asks = new URL(location.href).searchParams;
    for (const field of fields) {
      field.value = asks.get(field.name) ?? '';
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
    if (asks.size) search();
  };

  form.addEventListener('input', later);
  form.addEventListener('focusin', load, { once: true });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });
  form.addEventListener('reset', () => setTimeout(search));
  window.addEventListener('popstate', restore);
  more.addEventListener('click', showMore);
  document.getElementById('no-search').hidden = true;
  form.hidden = false;
  restore();
})();
