// Keeps the page around the wall, so that a screen which is switched on while the server
// is away shows the last good frame and its age, and not the browser's page of an error.
"use strict";
const KEPT = "lishui-screen";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode !== "navigate" || !new URL(request.url).pathname.includes("/screen")) return;
  event.respondWith((async () => {
    const kept = await caches.open(KEPT);
    try {
      const answer = await fetch(request);
      if (answer.ok) await kept.put(request, answer.clone());
      else if (answer.status === 403) await kept.delete(request, { ignoreSearch: true });
      return answer;
    } catch (error) {
      const last = await kept.match(request, { ignoreSearch: true });
      if (last) return last;
      throw error;
    }
  })());
});
