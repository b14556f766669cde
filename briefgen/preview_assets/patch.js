// Shows a changed page at once, by putting what is different into the page at hand.
//
// The page as it was sent is compared with the page as it is now; a part that differs is replaced only where the page at
// hand still has what was sent. Scripts of the page do not know of the new parts, so it is loaded again a little later.
(() => {
  "use strict";
  const preview = window.briefgenPreview;
  let sent = null;

  async function remember() {
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "force-cache" });
      if (answer.headers.get("Briefgen-Mark") === preview.own.mark) {
        sent = await answer.text();
      }
    } catch (problem) {
      // Without it the page is loaded again, which takes a little longer.
    }
  }

  function parsed(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    page.querySelectorAll('script[src*="/__briefgen__/"]').forEach((script) => script.remove());
    return page;
  }

  function sameHead(before, after) {
    for (const page of [before, after]) {
      page.head.querySelectorAll("title, meta[name=description], link[rel=stylesheet]").forEach((part) => part.remove());
      page.head.normalize();
    }
    return before.head.textContent.trim() === after.head.textContent.trim()
      && [...before.head.children].every((part, at) => after.head.children[at] && part.isEqualNode(after.head.children[at]))
      && before.head.children.length === after.head.children.length;
  }

  function sameTag(before, after) {
    return before.nodeType === Node.ELEMENT_NODE && before.cloneNode().isEqualNode(after.cloneNode());
  }

  // The replacements that make one node of the page at hand what it should be; null where that cannot be told.
  function replacements(here, before, after) {
    const [live, old, made] = [here, before, after].map((node) => [...node.childNodes]);
    if (live.length !== old.length) {
      return null;
    }
    let start = 0;
    while (start < old.length && start < made.length && old[start].isEqualNode(made[start])) {
      start += 1;
    }
    let end = 0;
    while (end < old.length - start && end < made.length - start && old.at(-1 - end).isEqualNode(made.at(-1 - end))) {
      end += 1;
    }
    const [gone, come] = [old.slice(start, old.length - end), made.slice(start, made.length - end)];
    if (gone.length === come.length && gone.every((node, at) => sameTag(node, come[at]))) {
      const inner = gone.map((node, at) => replacements(live[start + at], node, come[at]));
      if (inner.every(Boolean)) {
        return inner.flat();
      }
    }
    const stands = live.slice(start, live.length - end);
    if (!stands.every((node, at) => node.isEqualNode(gone[at]))) {
      return null;
    }
    return [{ here, stands, next: live[live.length - end] || null, come }];
  }

  // Whether the page at hand shows the new one now.
  preview.patch = (text) => {
    if (!sent) {
      return false;
    }
    const [before, after] = [parsed(sent), parsed(text)];
    const title = after.title;
    if (!sameHead(before, after) || !sameTag(before.body, after.body)) {
      return false;
    }
    const found = replacements(document.body, before.body, after.body);
    if (!found) {
      return false;
    }
    for (const { here, stands, next, come } of found) {
      stands.forEach((node) => node.remove());
      come.forEach((node) => here.insertBefore(document.importNode(node, true), next));
    }
    document.title = title;
    sent = text;
    return true;
  };
  remember();
})();
