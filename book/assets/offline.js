/* The book without a network: the offer to keep it, on the page that tells what this device keeps, and its undoing.
   Only where the book came from the web; before the reader's click no worker is registered and nothing is stored. */
"use strict";
globalThis.courseOffline = (() => {
  const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
  const fromWeb = location.protocol.startsWith("http") && globalThis.origin !== "null"; // not in a frame with `sandbox`
  const workers = fromWeb ? navigator.serviceWorker : undefined; // a browser has none on an address without TLS
  const place = document.getElementById("offline");

  if (fromWeb) document.head.append(element("link", {rel: "manifest", href: new URL("book.webmanifest", root).href}));

  const registered = async () => (await workers?.getRegistrations() ?? []).find(({scope}) => scope === root.href);

  /** Resolves when all files are kept; rejects when one could not be had. */
  async function keep() {
    const registration = await workers.register(new URL("worker.js", root), {updateViaCache: "none"});
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    await new Promise((done, failed) => {
      const look = () => (worker.state === "activated" ? done() : worker.state === "redundant" && failed());
      worker.addEventListener("statechange", look);
      look();
    });
    navigator.storage?.persist?.(); // a browser may ask before it promises not to clear it for room
  }

  async function remove() {
    await (await registered())?.unregister();
    if (!fromWeb || !globalThis.caches) return;
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(`book ${root.href} `)).map((name) => caches.delete(name)));
    await show("");
  }

  const told = element("p", {role: "status"});
  async function show(text) {
    told.textContent = text;
    if (!place) return;
    if (!workers) {
      told.textContent = fromWeb
        ? t`This browser keeps no pages at this address; the ZIP of the book needs none of this.`
        : t`You opened the book from a disk: it is on this device, whole, and needs no network.`;
      place.replaceChildren(told);
      return;
    }
    const kept = (await registered())?.active;
    if (!kept && !globalThis.KEPT) return; // the list could not be had, and without it nothing can be kept
    const size = kept ? "" : `${Math.ceil(globalThis.KEPT.bytes / 1e6)} MB`;
    const button = element("button", {type: "button", className: "quiet keep-button", onclick: kept ? away : fetched},
      kept ? t`Remove the book from this device` : t`Keep this book on this device (${size})`);
    place.replaceChildren(element("p", {className: "keep-row"}, button), told);
    if (kept && !text) told.textContent = t`The book is on this device, and opens at this address without a network.`;
  }

  async function fetched() {
    place.querySelector("button").disabled = true;
    told.textContent = t`Keeping it: stay on this page until it is done.`;
    await keep().then(() => show(t`Done. Your browser's menu can also install it, or add it to the home screen.`),
      () => show(
        t`It was not kept: the network broke off, or there is no room. Nothing of it stays; try again later.`));
    place.querySelector("button").focus();
  }

  async function away() {
    await remove();
    told.textContent = t`Removed. The book is read from the web again.`;
    place.querySelector("button").focus();
  }

  if (place && workers) {
    const [shown, src] = [() => show(""), new URL("kept-files.js", root).href];
    const list = element("script", {src, onload: shown, onerror: shown}); // the kept book is without its list
    document.head.append(list);
  } else show("");
  return {remove};
})();
