// Filters, kept in the address: of the tracker, which they sort too, and of plain lists. The tracker's rows are
// known when live.js has run, wherever that stands.
document.addEventListener('DOMContentLoaded', () => {
  'use strict';

  const form = document.getElementById('filters');
  if (!form) return;

  // A group of a plain list in which nothing is chosen says so, or goes.
  const plainList = () => {
    const groups = [...document.querySelectorAll('[data-entries]')].map((group) => ({
      group,
      none: group.querySelector('[data-none]'),
      entries: [...group.querySelectorAll('[data-entry]')].map((row) => ({ row })),
    }));
    const events = groups.flatMap(({ entries }) => entries);
    return {
      events,
      byRow: new Map(events.map((event) => [event.row, event])),
      recount() {
        let shown = 0;
        for (const { group, none, entries } of groups) {
          const here = entries.filter((entry) => entry.shown).length;
          (none ?? group).hidden = none ? here > 0 : here === 0;
          shown += here;
        }
        return shown;
      },
      told: (num, total) => form.dataset.shown.replace('%(num)s', num).replace('%(total)s', total),
    };
  };
  const page = form.dataset.shown ? plainList() : window.briefgen?.page;
  if (!page) return;
  const told = page.told ?? ((num, total) => page.say(page.counted(total).shown, { num, total }));

  const fields = [...form.querySelectorAll('input, select')];
  const choices = fields.map((field) => field.name).filter((name) => !['q', 'sort', 'state'].includes(name));
  const status = form.querySelector('[role="status"]');
  const further = document.querySelectorAll('.pager a');
  const { events } = page;
  const { byDate, newestFirst } = window.briefgen ?? {};
  const BATCH = 40;
  let sorted = '';
  let late = [];
  let frame;
  let waiting;

  // Without accents and in one case: "Zürich" is found by "zurich".
  const plain = (text) => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();
  const words = (list) => (list ?? '').split(' ');

  const valuesOf = (event, name) => {
    const { dataset } = event.row;
    event.values ??= {};
    return (event.values[name] ??= words(dataset[name] ?? dataset[`${name}s`]));
  };
  const textOf = (event) => (event.text ??= plain(event.row.textContent));

  const movesOf = (event) => {
    const list = event.row.querySelector('.moves');
    return (event.moves ??= Number(list?.dataset.moves ?? list?.children.length ?? 0));
  };
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const ORDERS = {
    latest: newestFirst,
    title: (a, b) => compare(a.title, b.title),
    moves: (a, b) => movesOf(b) - movesOf(a) || byDate(a, b),
  };

  const tests = (asked) => {
    const wanted = plain(asked.q ?? '').split(/\s+/).filter(Boolean);
    const made = choices.filter((name) => asked[name]).map((name) => {
      const option = form.elements[name].selectedOptions[0];
      const covers = words(option.dataset.covers ?? option.value);
      return (event) => valuesOf(event, name).some((value) => covers.includes(value));
    });
    if (asked.state) made.push((event) => event.row.dataset.state === asked.state);
    if (wanted.length) made.push((event) => wanted.every((word) => textOf(event).includes(word)));
    return made;
  };

  const asked = () => Object.fromEntries(fields.filter((field) => field.value).map((field) => [field.name, field.value]));

  // Rows come back a screenful a frame: to lay out all of them at once would be felt.
  const reveal = () => {
    for (const row of late.splice(0, BATCH)) row.hidden = false;
    if (late.length) frame = requestAnimationFrame(reveal);
  };

  const apply = () => {
    const now = asked();
    const made = tests(now);
    for (const event of events) {
      event.shown = made.every((test) => test(event));
      if (!event.shown) event.row.hidden = true;
    }
    if ((now.sort ?? '') !== sorted) {
      sorted = now.sort ?? '';
      page.sort(ORDERS[sorted] ?? null);
    }
    cancelAnimationFrame(frame);
    late = [...document.querySelectorAll('.tracker .events > [hidden], [data-entry][hidden]')].filter((row) => page.byRow.get(row).shown);
    reveal();
    const shown = page.recount();
    return made.length ? told(shown, events.length) : '';
  };

  // The address and the screen reader hear of it when the typing rests.
  const settle = (message) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      status.textContent = message;
      const url = new URL(location.href);
      for (const field of fields) url.searchParams.delete(field.name);
      for (const [name, value] of Object.entries(asked())) url.searchParams.set(name, value);
      for (const link of further) link.search = url.search;
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
  // Reading the words of hundreds of rows takes a moment: not the one in which somebody types.
  (window.requestIdleCallback ?? setTimeout)(() => events.forEach(textOf));
  form.hidden = false;
  restore();

  // A row that has gone to the page of its year: its event has a page of its own.
  const [, id] = /^#event-([a-z0-9-]+)$/.exec(location.hash) ?? [];
  if (id && !document.getElementById(`event-${id}`)) location.replace(`../events/${id}.html`);
});
