// Copies a citation, as text or as Markdown, with the way to the highlighted words on this page.
(() => {
  'use strict';

  const tools = document.getElementById('copying');
  if (!tools) return;
  const status = tools.querySelector('[role="status"]');
  const tidy = (text) => text.replace(/\s+/g, ' ').trim();

  const show = (details) => {
    status.textContent = '';
    details.append(tools);
    tools.hidden = false;
  };

  // The public address, if it is known; a page that is opened from disk has none.
  const addressOf = (details) => {
    const page = document.querySelector('link[rel="canonical"]')?.href ?? location.href.replace(/[?#].*/, '');
    const note = details.closest('.note[id]');
    return /^https?:/.test(page) ? page + (note ? `#a-${note.id.slice(2)}` : '') : '';
  };

  const escaped = (text) => tidy(text).replace(/[\\`*_[\]<>|~#]/g, '\\$&');
  const link = (text, address) =>
    address ? `[${text}](${address.replace(/[()\s<>]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)})` : text;

  const asText = (sentence, address) => tidy(sentence.textContent) + (address ? ` (${address})` : '');
  const asMarkdown = (sentence, address) => {
    const [words, title, source] = ['.cited-words', 'cite', '.address'].map((part) => sentence.querySelector(part));
    let rest = '';
    for (let node = title.nextSibling; node && node !== source; node = node.nextSibling) rest += node.textContent;
    const where = link(escaped(title.textContent), source?.textContent) + escaped(rest);
    const way = address ? ` (${link(escaped(status.dataset.passage), address)})` : '';
    return words ? `> ${escaped(words.textContent)}\n>\n> — ${where}${way}` : where + way;
  };

  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure origin there is no clipboard but the old one.
      const area = document.createElement('textarea');
      area.value = text;
      tools.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
    }
    status.textContent = status.dataset.done;
  };

  tools.addEventListener('click', ({ target }) => {
    const button = target.closest('button');
    if (!button) return;
    const details = tools.closest('details');
    status.textContent = '';
    const form = button.dataset.as === 'markdown' ? asMarkdown : asText;
    copy(form(details.querySelector('p'), addressOf(details)), button);
  });
  document.addEventListener('toggle', ({ target }) => {
    if (target.matches('.citation[open]')) show(target);
  }, true);
  const open = document.querySelector('.citation[open]');
  if (open) show(open);
})();
