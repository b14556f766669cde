// For the writer: from a note or a highlight to its YAML in the editor, and from selected words to a new annotation.
(() => {
  "use strict";
  const { BASE, copy, drop, element, opener, overlay, part } = window.briefgenPreview;
  const AROUND = 300;
  let places = { page: null, annotations: {} };
  let chipFor = null;

  async function ask(what, query) {
    const answer = await fetch(BASE + what + "?" + new URLSearchParams(query));
    return answer.ok ? answer.json() : null;
  }

  async function start() {
    places = (await ask("places", { page: decodeURIComponent(location.pathname).slice(1) })) || places;
    if (places.page) {
      const way = opener(places.page);
      way.id = "page";
      overlay().append(way);
    }
  }

  function chip(rect, ...children) {
    drop("chip");
    const made = element("div", { id: "chip" }, ...children);
    overlay().append(made);
    made.style.left = Math.max(4, Math.min(scrollX + rect.left, scrollX + innerWidth - made.offsetWidth - 8)) + "px";
    made.style.top = scrollY + rect.bottom + 4 + "px";
  }

  // Highlights and notes.

  function annotationsAt(node) {
    const found = node.closest("mark[data-annotation], li[id^='n-']");
    if (!found) {
      return [null, []];
    }
    const ids = found.dataset.annotation ? found.dataset.annotation.split(" ") : [found.id.slice(2)];
    return [found, ids.filter((id) => places.annotations[id])];
  }

  function offer(event) {
    const [found, ids] = event.target.closest ? annotationsAt(event.target) : [null, []];
    if (!found || found === chipFor || !getSelection().isCollapsed) {
      return;
    }
    chipFor = found;
    const ways = ids.map((id) => {
      const way = opener(places.annotations[id]);
      way.dataset.id = id;
      way.textContent += " " + id;
      return way;
    });
    if (ways.length) {
      const rects = found.getClientRects();
      chip(rects[rects.length - 1], ...ways);
    }
  }

  // Selected words of the raw text.

  function textOf(range) {
    const copyOf = range.cloneContents();
    copyOf.querySelectorAll("a.ref, .notes, .cut, .vh").forEach((other) => other.remove());
    return Array.from(copyOf.childNodes, (node) => node.textContent).join("");
  }

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) {
      return null;
    }
    const range = selection.getRangeAt(0);
    const within = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p.text");
    const [first, last] = [within(range.startContainer), within(range.endContainer)];
    const article = location.pathname.match(/\/articles\/([^/]+)\.html$/);
    if (!first || !last || !article) {
      return null;
    }
    const before = document.createRange();
    before.setStart(first, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const after = document.createRange();
    after.setStart(range.endContainer, range.endOffset);
    after.setEnd(last, last.childNodes.length);
    return {
      rect: range.getBoundingClientRect(),
      query: {
        article: decodeURIComponent(article[1]),
        words: textOf(range),
        before: textOf(before).slice(-AROUND),
        after: textOf(after).slice(0, AROUND),
      },
    };
  }

  async function propose() {
    const found = selected();
    if (!found || !found.query.words.trim() || found.query.words.length > 4000) {
      return;
    }
    const answer = await ask("annotation", found.query);
    if (!answer || !answer.yaml) {
      return;
    }
    chipFor = null;
    const button = element("button", { type: "button", title: answer.yaml }, "Copy the annotation");
    button.addEventListener("click", () => copy(answer.yaml, button));
    chip(found.rect, button);
  }

  document.addEventListener("pointerover", offer);
  document.addEventListener("focusin", offer);
  const isOwn = (event) => event.target.localName === "briefgen-preview";
  document.addEventListener("pointerup", (event) => isOwn(event) || setTimeout(propose));
  document.addEventListener("keyup", (event) => {
    if (event.key === "Escape") {
      drop("chip");
      chipFor = null;
    } else if (event.shiftKey || event.key === "Shift") {
      propose();
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (part("chip") && !isOwn(event)) {
      drop("chip");
      chipFor = null;
    }
  });
  start();
})();
