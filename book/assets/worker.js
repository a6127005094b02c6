/* Keeps the whole book for a reader who asked for it: offline.js registers this program, and nothing else does.
   Every file of KEPT is fetched at once, or none stays; from then on the book is read from here. When the book has
   changed, a browser with a network finds another KEPT, fetches that, and the old one is dropped. */
"use strict";
importScripts("kept-files.js"); // KEPT: {version, bytes, files}
const OURS = `book ${registration.scope} `; // an origin may hold other sites
const NAME = OURS + KEPT.version;

async function install() {
  const cache = await caches.open(NAME);
  try {
    await Promise.all(KEPT.files.map(async (file) => {
      const response = await fetch(file, {cache: "no-cache"});
      if (!response.ok) throw new Error(`${file}: ${response.status}`);
      await cache.put(file, response.redirected ? new Response(response.body, response) : response);
    }));
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
  await skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== NAME).map((name) => caches.delete(name)));
  await clients.claim();
}

async function answer(request) {
  const {origin, pathname} = new URL(request.url);
  const page = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  for (const name of [page, `${page}.html`]) { // some hosts leave the ending out
    const response = await caches.match(origin + name, {cacheName: NAME});
    if (response) return response;
  }
  return fetch(request);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const {method, url} = event.request;
  if (method === "GET" && url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});
