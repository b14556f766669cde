// States, groups and countdowns, worked out again from the reader's clock; and times in the reader's own zone.
// The rules are those of chronology.py and datewords.py: tests/cases holds the two together.
// Moments are seconds since 1970, days count from then; both ends belong to a span, an open one is null.
(() => {
  'use strict';

  const DAY = 86400;
  const WEEK = 7 * DAY;
  const LAST_DAY = Date.UTC(9998, 11, 31) / 1000 / DAY;
  const STATES = ['overdue', 'now', 'soon', 'upcoming', 'undated', 'past'];
  const FINISHED = ['done', 'missed', 'cancelled'];

  const offsetsOf = (name) => {
    const fixed = name === 'AoE' ? ['', '-', 12, 0] : /^UTC(?:([+-])(\d+)(?::(\d+))?)?$/.exec(name);
    if (fixed) {
      const size = Number(fixed[2] || 0) * 3600 + Number(fixed[3] || 0) * 60;
      return () => (fixed[1] === '-' ? -size : size);
    }
    const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone: name, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
      hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    const ask = (moment) => {
      const [month, day, year, hour, minute, second] = format.format(moment * 1000).match(/\d+/g).map(Number);
      return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - moment;
    };
    // Thousands of dates ask: a week that begins and ends alike is looked up once.
    const weeks = new Map();
    return (moment) => {
      const week = Math.floor(moment / WEEK);
      if (!weeks.has(week)) {
        const [from, to] = [ask(week * WEEK), ask((week + 1) * WEEK)];
        weeks.set(week, from === to ? from : null);
      }
      return weeks.get(week) ?? ask(moment);
    };
  };

  const zones = new Map();

  // A function from a moment to seconds east of UTC; a RangeError if the browser knows no such zone.
  const zoneOf = (name) => {
    if (!zones.has(name)) zones.set(name, offsetsOf(name));
    return zones.get(name);
  };

  const dayOf = (zone, moment) => Math.floor((moment + zone(moment)) / DAY);

  // The first second of a day: where clocks skip midnight, the moment of the change; where it stands twice, the first.
  const startOf = (zone, day) => {
    const wall = day * DAY;
    const before = zone(wall - DAY);
    const after = zone(wall + DAY);
    if (zone(wall - before) === before) return wall - before;
    if (zone(wall - after) === after) return wall - after;
    let low = wall - Math.max(before, after);
    let high = wall - Math.min(before, after);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (zone(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  };

  const clockAt = (zoneName, moment, soonDays) => {
    const zone = zoneOf(zoneName);
    let day = dayOf(zone, moment);
    // Clocks that are set back over midnight show yesterday again; the day stays the one that has begun.
    if (moment >= startOf(zone, day + 1)) day += 1;
    return {
      moment,
      day,
      first: startOf(zone, day),
      last: startOf(zone, day + 1) - 1,
      soonLast: startOf(zone, Math.min(day + soonDays, LAST_DAY) + 1) - 1,
    };
  };

  const stateOf = ({ kind, status, dated, first, last, long }, clock) => {
    if (FINISHED.includes(status)) return 'past';
    if (!dated) return 'undated';
    if (last !== null && last < clock.moment) return kind === 'deadline' ? 'overdue' : 'past';
    const touches = (first === null || first <= clock.last) && (last === null || last >= clock.first);
    if (touches && !long) return 'now';
    const decisive = long ? last : first;
    return decisive !== null && decisive <= clock.soonLast ? 'soon' : 'upcoming';
  };

  // The phrase, and the days to put in it, for a date whose first and last day are that many days from today.
  const distance = (first, last) => {
    if (first !== null && first > 0) {
      if (last === null) return ['later', 0, first];
      return first === last ? ['in', 0, first] : ['within', first, last];
    }
    if (last !== null && last < 0) {
      if (first === null) return ['long-ago', 0, -last];
      return first === last ? ['ago', 0, -last] : ['ago-within', -last, -first];
    }
    if (last === null) return ['now', 0, 0];
    if (last === 0) return [first === 0 ? 'today' : 'last-day', 0, 0];
    return ['left', 0, last];
  };

  // Order within a group, as the build has it: by first moment, then last, then id; past ones newest first.
  const byDate = (a, b) =>
    a.dated !== b.dated ? Number(b.dated) - Number(a.dated)
      : (a.first ?? -Infinity) - (b.first ?? -Infinity) || (a.last ?? Infinity) - (b.last ?? Infinity) || byId(a, b);
  const byId = (a, b) => (a.id < b.id ? -1 : Number(a.id > b.id));
  const end = (event) => event.last ?? event.first ?? Infinity;
  const newestFirst = (a, b) => (end(a) === end(b) ? byId(a, b) : end(a) < end(b) ? 1 : -1);

  window.briefgen = { state: stateOf, clock: clockAt, distance, byDate, newestFirst };

  // The page. Its words come with it.

  const element = document.getElementById('live');
  if (!element) return;
  const live = JSON.parse(element.textContent);
  const plural = new Intl.PluralRules(live.locale);
  const counted = (count) => live.phrases[plural.select(count)] ?? Object.values(live.phrases).at(-1);
  // Digits as the page has them.
  const digits = { numberingSystem: 'latn', useGrouping: 'always' };
  const { format } = new Intl.NumberFormat(live.locale, digits);
  const say = (message, values) =>
    message.replace(/%\((\w+)\)s/g, (_, name) => (values[name] > 999 ? format(values[name]) : values[name]));
  const number = (text) => (text === undefined ? null : Number(text));

  const ROW = '[data-state][data-kind]';
  const read = (row) => {
    const own = (selector) => [...row.querySelectorAll(selector)].find((found) => found.closest(ROW) === row);
    const { event, state, kind, status, first, last, long } = row.dataset;
    return {
      row, id: event ?? '', kind, status,
      dated: (first ?? last ?? long) !== undefined, first: number(first), last: number(last), long: long !== undefined,
      tag: own(`.tag.state-${state}`), countdown: own('.countdown'), when: own('.event-date'),
      title: own('.event-title, h1')?.textContent ?? '',
    };
  };
  const events = [...document.querySelectorAll(ROW)].map(read);
  const byRow = new Map(events.map((event) => [event.row, event]));

  const tracker = document.querySelector('.tracker');
  const sections = new Map([...document.querySelectorAll('[data-group]')].map((group) => [group.dataset.group, group]));
  let order = null;

  const sectionOf = (state) => {
    if (!sections.has(state)) {
      const [model] = sections.values();
      const [section, heading, count, list] = [model, ...model.querySelectorAll('h2, .count, .events')]
        .map((part) => part.cloneNode(false));
      section.dataset.group = state;
      heading.id = `state-${state}`;
      section.setAttribute('aria-labelledby', heading.id);
      heading.append(live.states[state], ' ', count);
      section.append(heading, list);
      const later = STATES.slice(STATES.indexOf(state) + 1).find((other) => sections.has(other));
      tracker.insertBefore(section, later ? sections.get(later) : null);
      sections.set(state, section);
    }
    return sections.get(state);
  };

  // Touches only the rows that are out of place.
  const arrange = (state) => {
    const list = sections.get(state).querySelector('.events');
    const wanted = [...list.children].map((row) => byRow.get(row));
    wanted.sort(order ?? (state === 'past' ? newestFirst : byDate));
    let at = list.firstElementChild;
    for (const { row } of wanted) {
      if (row === at) at = at.nextElementSibling;
      else list.insertBefore(row, at);
    }
  };

  // A group says how many of its rows are chosen, and one without any is not there.
  const recount = () => {
    let shown = 0;
    for (const section of sections.values()) {
      let here = 0;
      for (const row of section.querySelector('.events').children) here += Number(byRow.get(row).shown ?? true);
      section.querySelector('.count').textContent = here;
      section.hidden = here === 0;
      shown += here;
    }
    return shown;
  };

  const regroup = (rows) => {
    const focused = document.activeElement;
    for (const row of rows) sectionOf(row.dataset.state).querySelector('.events').append(row);
    for (const state of new Set(rows.map((row) => row.dataset.state))) arrange(state);
    recount();
    if (focused !== document.activeElement) focused.focus({ preventScroll: true });
  };

  // Most of what the reader sees stays where it is: the page scrolls along with that. What is to stay is looked up
  // before anything changes. For a frame the boxes around the rows count as unseen: nothing of them is drawn.
  const hold = () => {
    const seen = [];
    for (const block of [...tracker.parentElement.children, ...tracker.querySelectorAll('h2, .events > li')]) {
      const { top, bottom } = block.getBoundingClientRect();
      const height = Math.min(bottom, innerHeight) - Math.max(top, 0);
      if (height > 0 && block !== tracker) seen.push([block, top, height]);
    }
    return (moved) => {
      tracker.classList.add('moving');
      requestAnimationFrame(() => requestAnimationFrame(() => tracker.classList.remove('moving')));
      const sums = {};
      for (const [block, top, height] of seen) {
        const shift = Math.round(block.getBoundingClientRect().top - top);
        if (moved.includes(block) && Math.abs(shift) > innerHeight) continue;
        sums[shift] = (sums[shift] ?? 0) + height;
      }
      const [most] = Object.keys(sums).sort((a, b) => sums[b] - sums[a]);
      scrollBy({ top: Number(most ?? 0), behavior: 'instant' });
    };
  };

  window.briefgen.page = {
    events, byRow, recount, counted, say,
    sort(by) {
      order = by;
      for (const state of sections.keys()) arrange(state);
    },
  };

  // The reader's own zone, beside a time of another one. Whole days are the same everywhere.

  // A time as it is written, as if it were one in UTC; and what the reader's clocks show, likewise.
  const written = (time) => Date.parse(`${/^[^T]+T[\d:]+/.exec(time.dateTime)[0]}Z`) / 1000;
  const here = (moment) => moment - new Date(moment * 1000).getTimezoneOffset() * 60;

  const formats = {};
  const formatOf = (name, options) => (formats[name] ??= new Intl.DateTimeFormat(live.locale, options));

  const showHere = ({ when, first, last }) => {
    const named = [...(when?.querySelectorAll('time') ?? [])];
    if (!named.length || !named.every((time) => time.dateTime.includes('T'))) return;
    // A minute that is named lasts to its 59th second.
    const end = last === null || /T\d\d:\d\d:/.test(named.at(-1).dateTime) ? last : last - 59;
    const moments = [first, end].filter((moment) => moment !== null).slice(0, first === null ? 1 : named.length);
    if (moments.every((moment, i) => here(moment) === written(named[i]))) return;
    const second = moments.some((moment) => moment % 60) ? '2-digit' : undefined;
    const times = formatOf(`time ${second}`, {
      day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second, hourCycle: 'h23',
    });
    const parts = formatOf('zone', { timeZoneName: 'long' }).formatToParts(moments[0] * 1000);
    const [from, to = from] = moments.map((moment) => moment * 1000);
    const date = times.formatRange?.(from, to) ?? `${times.format(from)} – ${times.format(to)}`;
    const line = document.createElement('p');
    line.className = 'event-here';
    line.textContent = say(live.here, { date, zone: parts.find((part) => part.type === 'timeZoneName').value });
    when.after(line);
  };
  events.forEach(showHere);

  // All scripts have run by then: the filters, too, have hidden what they hide.
  document.addEventListener('DOMContentLoaded', () => document.documentElement.classList.add('ready'));

  if (live.pinned || !events.length) return;
  try {
    zoneOf(live.zone);
  } catch {
    return;
  }

  // Following the clock.

  const speaker = document.createElement('p');
  speaker.className = 'vh';
  speaker.setAttribute('role', 'status');
  document.body.append(speaker);

  const announce = (changed) => {
    const said = [...new Set(changed.map(({ title, row }) => `${title}: ${live.states[row.dataset.state]}`))];
    const rest = said.length - 5;
    if (rest > 1) said.splice(5, rest, say(counted(rest).more, { num: rest }));
    speaker.textContent = `${said.join('. ')}.`;
  };

  const stamps = [...document.querySelectorAll('[data-stamp]')].map((stamp) => [stamp, [...stamp.childNodes]]);
  const long = new Intl.DateTimeFormat(live.locale, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' });
  const builtFor = Date.parse(live.day) / 1000 / DAY;
  const restamp = (today) => {
    const [day, built] = [today, builtFor].map((other) => long.format(other * DAY * 1000));
    for (const [stamp, original] of stamps) {
      stamp.replaceChildren(...(today === builtFor ? original : [say(live.stamp, { day, built })]));
    }
  };

  const count = (event, day) => {
    event.days ??= [event.first, event.last].map((moment) => moment === null ? null : dayOf(zoneOf(live.zone), moment));
    const [phrase, least, num] = distance(...event.days.map((other) => other === null ? null : other - day));
    return say(counted(num)[phrase], { least, num });
  };

  const recountDown = (event, text) => {
    if (!event.countdown) {
      if (!text || !event.when) return;
      event.countdown = document.createElement('p');
      event.countdown.className = 'countdown';
      event.when.after(event.countdown);
    }
    if (event.countdown.textContent === text) return;
    event.countdown.textContent = text;
    event.countdown.hidden = !text;
  };

  const show = (clock) => {
    const changed = [];
    const steady = tracker && !first ? hold() : null;
    for (const event of events) {
      const { row, tag } = event;
      const state = stateOf(event, clock);
      recountDown(event, state === 'past' || !event.dated ? '' : count(event, clock.day));
      if (state === row.dataset.state) continue;
      if (tag) {
        tag.classList.replace(`state-${row.dataset.state}`, `state-${state}`);
        tag.textContent = live.states[state];
      }
      row.dataset.state = state;
      changed.push(event);
    }
    restamp(clock.day);
    const moved = changed.map(({ row }) => row).filter((row) => row.closest('[data-group]'));
    if (moved.length) regroup(moved);
    steady?.(moved);
    if (changed.length) document.dispatchEvent(new Event('briefgen:states'));
    return changed;
  };

  // What is shown holds from `since` until before `until`: the end of the day, or of a date within it.
  let since = Infinity;
  let until = -Infinity;
  let first = true;
  let timer;

  const follow = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    const now = Math.floor(Date.now() / 1000);
    if (now < since || now >= until) {
      const clock = clockAt(live.zone, now, live.soon);
      const ends = events.map(({ last }) => (last === null ? Infinity : last + 1));
      since = Math.max(clock.first, ...ends.filter((moment) => moment <= now));
      until = Math.min(clock.last + 1, ...ends.filter((moment) => moment > now));
      const changed = show(clock);
      if (changed.length && !first) announce(changed);
      first = false;
    }
    // Timers stop while a machine sleeps: no wait is long.
    timer = setTimeout(follow, Math.min(Math.max(until * 1000 - Date.now(), 0), 300_000));
  };

  for (const name of ['visibilitychange', 'pageshow', 'focus']) window.addEventListener(name, follow, true);
  follow();
})();
