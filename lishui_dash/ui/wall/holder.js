// The page around the wall outlives it: it keeps a still of the last good frame before the
// eyes whenever the wall itself has to be loaded anew, and has it loaded anew when nothing
// comes from it although the server is there.
(() => {
  "use strict";
  const LOOK_EVERY = 500, HEALTH_EVERY = 4_000, KEEP_EVERY = 15_000;
  const SILENT_AFTER = 20_000; // four beats
  const EMPTY_AFTER = 30_000; // a page that has been loaded and shows no wall
  const ERROR_AFTER = 4_000; // the browser's own page of an error
  const HEALTHY = 2; // answers of the server in a row, before the wall is loaded anew
  const OPENING = 4_000; // so long after a load a stored still is not yet called cut

  window.lishuiHolder = true;
  const root = document.documentElement, live = document.getElementById("live");
  const still = document.getElementById("still");
  const { up, token, build, keeps } = document.body.dataset;
  const query = new URLSearchParams(location.search);
  if (token) query.set("screen", token);
  const source = `${up || "./"}?${query}`, shelf = `lishui ${location.pathname}${location.search}`;

  let left = null; // the page that was left: it stands until the new one is there
  let beat = "", seen = 0, since = Date.now(), isOn = false, isRevealing = false;
  let healthy = 0, asked = 0, kept = 0, keptFrame = "";

  const inside = () => {
    try {
      const page = live.contentDocument;
      if (page === left) return null;
      const walls = page.querySelector(".walls"), heart = page.querySelector(".heart");
      return walls && heart && heart.dataset.at ? { page, walls, heart } : null;
    } catch {
      return null; // the browser's own page of an error
    }
  };

  function watch() {
    const now = Date.now(), found = inside();
    if (found) {
      if (found.heart.dataset.at !== beat) {
        beat = found.heart.dataset.at;
        seen = now;
        healthy = 0;
      }
      if (!isOn && !isRevealing) reveal();
      if (isOn && now - kept > KEEP_EVERY) keep(found, now);
      if (isOn) root.dataset.link = found.page.documentElement.dataset.link || "cut";
      const newer = found.walls.dataset.build;
      if (isOn && newer && newer !== build) { keep(found, now); location.reload(); }
    }
    const patience = found ? SILENT_AFTER : live.contentDocument ? EMPTY_AFTER : ERROR_AFTER;
    if (now - Math.max(seen, since) > patience) revive(now);
    root.classList.toggle("is-opening", !isOn && now - since < OPENING);
  }

  // Once its wall is there, the frame is painted below the still before the still goes.
  function reveal() {
    isRevealing = true;
    const view = live.contentWindow;
    view.requestAnimationFrame(() => view.requestAnimationFrame(() => {
      isRevealing = false;
      if (!inside()) return;
      isOn = true;
      live.classList.add("is-on");
      still.replaceChildren();
      live.contentWindow.focus();
    }));
  }

  function keep({ walls }, now) {
    kept = now;
    if (!keeps) return;
    try {
      const frame = `${walls.dataset.version} ${walls.dataset.asOf}`;
      if (frame !== keptFrame) localStorage.setItem(`${shelf} frame`, walls.outerHTML);
      keptFrame = frame;
      localStorage.setItem(`${shelf} beat`, JSON.stringify({ at: beat, seen }));
    } catch { /* no room, or none allowed: the wall itself does not need it */ }
  }

  function stand(html, at, when) {
    still.innerHTML = html;
    const heart = document.createElement("div");
    heart.className = "heart";
    heart.dataset.at = at;
    heart.dataset.seen = when;
    still.append(heart);
  }

  function revive(now) {
    if (now - asked < HEALTH_EVERY) return;
    asked = now;
    fetch(`${up}_stcore/health`, { cache: "no-store" }).then(
      (answer) => { if (answer.ok && ++healthy >= HEALTHY) load(); },
      () => { healthy = 0; },
    );
  }

  function load() {
    const found = inside(); // whatever else stands there may not be asked anything
    if (found) {
      const before = live.contentWindow.lishuiWall;
      stand(found.walls.outerHTML, beat, seen);
      if (before && window.lishuiWall) window.lishuiWall.scene = before.scene;
    }
    isOn = false;
    live.classList.remove("is-on");
    healthy = 0;
    since = Date.now();
    left = live.contentDocument;
    live.contentWindow.location.replace(source);
  }

  try {
    const told = JSON.parse(localStorage.getItem(`${shelf} beat`) || "null");
    const html = localStorage.getItem(`${shelf} frame`);
    if (told && html) stand(html, told.at, told.seen);
  } catch { /* nothing kept */ }
  root.classList.add("is-opening");
  live.src = source;
  document.addEventListener("keydown", (event) => {
    const wall = isOn && live.contentWindow.lishuiWall;
    if (wall && !event.ctrlKey && !event.altKey && wall.key(event.key)) event.preventDefault();
  });
  if (keeps && navigator.serviceWorker && isSecureContext) {
    // It does not see the load that brings it, so this page is put by for it here.
    navigator.serviceWorker.register(`${up}screen-worker.js`, { scope: `${up}screen` })
      .then(() => caches.open("lishui-screen")).then((kept) => kept.add(location.href))
      .catch(() => {});
  }
  setInterval(watch, LOOK_EVERY);
})();
