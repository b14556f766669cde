// On paper a link is nothing. Before printing, each one to a source gets the number of a note with its address.
(() => {
  'use strict';

  const made = [];
  const put = (parent, name, values, ...children) => {
    const element = Object.assign(document.createElement(name), values);
    element.append(...children);
    parent(element);
    made.push(element);
    return element;
  };

  addEventListener('beforeprint', () => {
    const here = document.querySelector('link[rel=canonical]')?.href ?? location.href;
    const main = document.querySelector('main');
    // On the page of an article numbers stand for its own notes.
    if (!here.startsWith('http') || made.length || document.body.matches('.page-article')) return;
    const old = main.querySelector('.footnotes ol');
    const numbers = new Map();
    const address = (link) => `, ${new URL(link.getAttribute('href'), here)}`;
    for (const [at, item] of [...(old?.children ?? [])].entries()) {
      const link = item.querySelector('a');
      numbers.set(link.href, at + 1);
      if (!item.querySelector('.paper')) put((e) => link.after(e), 'span', { className: 'paper' }, address(link));
    }
    let list = old;
    for (const link of main.querySelectorAll('a[href*="articles/"][href*="#a-"]')) {
      if (link.closest('.cite, .footnotes')) continue;
      if (!numbers.has(link.href)) {
        list ??= put((e) => main.append(e), 'section', { className: 'footnotes' }, document.createElement('ol')).firstChild;
        numbers.set(link.href, list.children.length + 1);
        put((e) => list.append(e), 'li', {}, link.textContent + address(link));
      }
      put((e) => link.after(e), 'sup', { className: 'paper' }, ` ${numbers.get(link.href)}`);
    }
  });

  addEventListener('afterprint', () => {
    while (made.length) made.pop().remove();
  });
})();
