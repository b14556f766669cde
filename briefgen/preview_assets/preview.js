// Keeps a page of the preview up to date, and shows the faults of the content over it.
//
// The server tells by events that something changed, not what. A page then asks for itself: a mark says whether a reader
// would see a difference. Only then it is patched and loaded again; where the stylesheet alone is another, that is
// swapped. A page that is hidden waits until it is looked at.
(() => {
  "use strict";
  const BASE = "/__briefgen__/";
  const SOON = 700;
  const script = document.currentScript;
  const version = new URL(script.src).search;
  const own = { mark: script.dataset.mark, style: script.dataset.style, name: script.dataset.name };
  const stay = "briefgen:" + location.pathname;
  let state = null;
  let asking = false;
  let again = false;
  let reloading = 0;

  // What the reader did survives: the scroll position, and which details are open.

  function details() {
    return Array.from(document.querySelectorAll("details"));
  }

  function detailName(element, position) {
    const summary = element.querySelector("summary");
    return element.id || position + ":" + (summary ? summary.textContent.trim() : "");
  }

  function keep() {
    const open = details().map((element, position) => [detailName(element, position), element.open]);
    sessionStorage.setItem(stay, JSON.stringify({ x: scrollX, y: scrollY, open, at: Date.now() }));
  }

  function restore() {
    const kept = sessionStorage.getItem(stay);
    sessionStorage.removeItem(stay);
    const was = kept && JSON.parse(kept);
    if (!was || Date.now() - was.at > 20000) {
      return;
    }
    const open = new Map(was.open);
    details().forEach((element, position) => {
      const name = detailName(element, position);
      if (open.has(name)) {
        element.open = open.get(name);
      }
    });
    const scroll = () => scrollTo({ left: was.x, top: was.y, behavior: "instant" });
    scroll();
    addEventListener("load", scroll, { once: true });
  }

  function reload() {
    keep();
    location.reload();
  }

  // Looking whether this page is still what the server has.

  async function look() {
    if (document.hidden || asking) {
      again = true;
      return;
    }
    asking = true;
    again = false;
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
      const mark = answer.headers.get("Briefgen-Mark");
      const style = answer.headers.get("Briefgen-Style") || "";
      if (mark && mark !== own.mark) {
        const text = await answer.text();
        if (!tools.patch || !tools.patch(text)) {
          reload();
          return;
        }
        own.mark = mark;
        clearTimeout(reloading);
        reloading = setTimeout(reload, SOON);
      }
      if (style && style !== own.style) {
        swapStyle(style);
      }
    } catch (problem) {
      // The server went away meanwhile; the next event comes when it is back.
    } finally {
      asking = false;
    }
    if (again) {
      look();
    }
  }

  function swapStyle(style) {
    const old = document.querySelector('link[rel="stylesheet"][href$="' + CSS.escape(own.style).replace(/\\/g, "") + '"]');
    own.style = style;
    if (!old) {
      return;
    }
    const link = old.cloneNode();
    link.href = "/" + style;
    link.addEventListener("load", () => old.remove());
    old.after(link);
  }

  function hear(message) {
    const before = state;
    state = message;
    if (state.name !== own.name || (before && before.name !== state.name)) {
      look();
    }
    showFaults();
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && again) {
      look();
    }
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      listen();
      look();
    }
  });

  // One stream of events for all tabs of a browser, since it opens few connections to one server.

  let port = null;
  let source = null;
  function listen() {
    if (window.SharedWorker) {
      port = new SharedWorker(BASE + "worker.js" + version, { name: "briefgen" }).port;
      port.onmessage = (event) => (event.data.lost ? lose() : (find(), hear(event.data)));
    } else {
      source = new EventSource(BASE + "events");
      source.onmessage = (event) => (find(), hear(JSON.parse(event.data)));
      source.onerror = () => lose();
    }
  }
  addEventListener("pagehide", () => {
    if (port) {
      port.postMessage("bye");
      port.close();
    }
    if (source) {
      source.close();
    }
  });

  // The overlay. It lives in a tree of its own, so that the styles of the site do not reach it.

  let root = null;
  let shownFaults = "";
  let losing = 0;

  function overlay() {
    if (!root) {
      const host = document.createElement("briefgen-preview");
      root = host.attachShadow({ mode: "open" });
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = BASE + "preview.css" + version;
      root.append(link);
      document.documentElement.append(host);
    }
    return root;
  }

  function part(name) {
    return root && root.getElementById(name);
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  function drop(name) {
    const old = part(name);
    if (old) {
      old.remove();
    }
  }

  function lose() {
    losing = losing || setTimeout(() => {
      drop("lost");
      overlay().append(element("p", { id: "lost", role: "status" }, "The preview does not answer; waiting for it."));
    }, 1500);
  }

  function find() {
    clearTimeout(losing);
    losing = 0;
    drop("lost");
  }

  async function showFaults() {
    const faults = state.faults;
    if (faults === shownFaults) {
      return;
    }
    shownFaults = faults;
    if (!faults) {
      drop("faults");
      drop("badge");
      return;
    }
    const full = await (await fetch(BASE + "state", { cache: "no-store" })).json();
    if (full.faults !== shownFaults) {
      return;
    }
    drop("faults");
    drop("badge");
    const dismissed = sessionStorage.getItem("briefgen:dismissed") === faults;
    if (full.errors && !dismissed) {
      openFaults(full);
    } else {
      showBadge(full);
    }
  }

  function counted(full) {
    const words = [];
    for (const [number, word] of [[full.errors, "error"], [full.warnings, "warning"]]) {
      if (number) {
        words.push(number + " " + word + (number === 1 ? "" : "s"));
      }
    }
    return words.join(", ");
  }

  function openFaults(full) {
    const close = element("button", { type: "button", id: "close" }, "Dismiss");
    const list = element("ol", {});
    for (const fault of full.list) {
      const item = element("li", { class: fault.severity }, element("pre", {}, fault.frame));
      if (fault.place) {
        item.append(opener(fault.place));
      }
      list.append(item);
    }
    const note = !full.errors
      ? "The site is built."
      : full.built ? "The last good site stays until this is mended." : "There is no site until this is mended.";
    const panel = element(
      "section", { id: "faults", role: "dialog", "aria-labelledby": "heading", tabindex: "-1" },
      element("header", {}, element("h1", { id: "heading" }, counted(full)), element("p", {}, note), close),
      list,
    );
    const dismiss = () => {
      sessionStorage.setItem("briefgen:dismissed", full.faults);
      panel.remove();
      showBadge(full);
    };
    close.addEventListener("click", dismiss);
    panel.addEventListener("keydown", (event) => event.key === "Escape" && dismiss());
    overlay().append(panel);
  }

  function showBadge(full) {
    const badge = element("button", { type: "button", id: "badge", class: full.errors ? "error" : "warning" }, counted(full));
    badge.addEventListener("click", () => {
      badge.remove();
      openFaults(full);
      part("faults").focus();
    });
    overlay().append(badge);
  }

  // A way to a source: a link that the editor answers to, or a command to copy.

  function opener(place) {
    if (place.href && !place.href.startsWith("file:")) {
      return element("a", { class: "open", href: place.href }, "Edit");
    }
    const button = element("button", { type: "button", class: "open", title: place.command }, "Copy the place");
    button.addEventListener("click", () => copy(place.command, button));
    return button;
  }

  async function copy(text, button) {
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch (problem) {
      const area = element("textarea", { class: "away" });
      area.value = text;
      overlay().append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = words), 1200);
  }

  const tools = { BASE, copy, drop, element, opener, overlay, own, part, state: () => state };
  window.briefgenPreview = tools;
  restore();
  listen();
  for (const name of ["patch.js", "writing.js"]) {
    const more = document.createElement("script");
    more.src = BASE + name + version;
    document.head.append(more);
  }
})();
