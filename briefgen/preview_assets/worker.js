// Listens to the preview for all tabs of a browser, and passes on what it hears.
"use strict";
const ports = new Set();
let last = null;
let source = null;

function tell(message) {
  ports.forEach((port) => port.postMessage(message));
}

function listen() {
  source = new EventSource("/__briefgen__/events");
  source.onmessage = (event) => {
    last = JSON.parse(event.data);
    tell(last);
  };
  source.onerror = () => {
    last = null;
    tell({ lost: true });
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(listen, 1000);
    }
  };
}

self.onconnect = (event) => {
  const port = event.ports[0];
  ports.add(port);
  port.onmessage = () => ports.delete(port);
  if (last) {
    port.postMessage(last);
  }
  if (!source) {
    listen();
  }
};
