// Filters and sorting of the tracker, kept in the address.
(() => {
  'use strict';

  const form = document.getElementById('filters');
  if (!form || !window.briefgen?.page) return;
  const { page, byDate, newestFirst } = window.briefgen;

  const fields = [...form.querySelectorAll('input, select')];
  const status = form.querySelector('[role="status"]');
  const { events } = page;
  const BATCH = 300;
  let sorted = '';
  let late = [];
  let frame;
  let waiting;

  // Without accents and in one case: "Zürich" is found by "zurich".
  const plain = (text) => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();
  const words = (list) => (list ?? '').split(' ');

  const valuesOf = (event) => {
    const { kind, topics, sides } = event.row.dataset;
    return (event.values ??= { kind: [kind], topic: words(topics), side: words(sides) });
  };
  const textOf = (event) => (event.text ??= plain(event.row.textContent));

  const movesOf = (event) => (event.moves ??= event.row.querySelectorAll('.moves > li').length);
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const ORDERS = {
    latest: newestFirst,
    title: (a, b) => compare(a.title, b.title),
    moves: (a, b) => movesOf(b) - movesOf(a) || byDate(a, b),
  };

  const tests = (asked) => {
    const wanted = plain(asked.q ?? '').split(/\s+/).filter(Boolean);
    const made = ['topic', 'side', 'kind'].filter((name) => asked[name]).map((name) => {
      const option = form.elements[name].selectedOptions[0];
      const covers = words(option.dataset.covers ?? option.value);
      return (event) => valuesOf(event)[name].some((value) => covers.includes(value));
    });
    if (asked.state) made.push((event) => event.row.dataset.state === asked.state);
    if (wanted.length) made.push((event) => wanted.every((word) => textOf(event).includes(word)));
    return made;
  };

  const asked = () => Object.fromEntries(fields.filter((field) => field.value).map((field) => [field.name, field.value]));

  // Rows come back by the hundred, a batch a frame: to lay out thousands at once would be felt.
  const reveal = () => {
    for (const row of late.splice(0, BATCH)) row.hidden = false;
    if (late.length) frame = requestAnimationFrame(reveal);
  };

  const apply = () => {
    const now = asked();
    const made = tests(now);
    cancelAnimationFrame(frame);
    late = [];
    for (const event of events) {
      event.shown = made.every((test) => test(event));
      if (event.row.hidden === event.shown) {
        if (event.shown) late.push(event.row);
        else event.row.hidden = true;
      }
    }
    reveal();
    if ((now.sort ?? '') !== sorted) {
      sorted = now.sort ?? '';
      page.sort(ORDERS[sorted] ?? null);
    }
    const shown = page.recount();
    return made.length ? page.say(page.counted(events.length).shown, { num: shown, total: events.length }) : '';
  };

  // The address and the screen reader hear of it when the typing rests.
  const settle = (message) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      status.textContent = message;
      const url = new URL(location.href);
      for (const field of fields) url.searchParams.delete(field.name);
      for (const [name, value] of Object.entries(asked())) url.searchParams.set(name, value);
      try {
        if (url.href !== location.href) history.replaceState(history.state, '', url);
      } catch {
        // Some browsers let no page that is opened from disk change its address.
      }
    }, 200);
  };

  const change = () => settle(apply());

  const restore = () => {
    const asks = new URL(location.href).searchParams;
    for (const field of fields) {
      field.value = asks.get(field.name) ?? '';
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
    change();
  };

  form.addEventListener('input', change);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(change));
  document.addEventListener('briefgen:states', change);
  window.addEventListener('popstate', restore);
  window.addEventListener('pageshow', (event) => event.persisted && restore());
  // Reading the words of thousands of rows takes a moment: not the one in which somebody types.
  (window.requestIdleCallback ?? setTimeout)(() => events.forEach(textOf));
  form.hidden = false;
  restore();
})();
