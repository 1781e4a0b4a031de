// What the wall does by itself in the browser: its clock, the mark of a cut, its tour and
// its keys. It only looks at what the server has drawn, and survives every redraw.
(() => {
  "use strict";
  if (window.lishuiWall) return; // a redraw runs it again

  const CUT_AFTER = 12_000; // two beats that did not come, and a little
  const RELOAD_AFTER = 20_000, HEALTH_EVERY = 4_000, HEALTHY = 3;
  const HOLD = 4; // a scene with something red is shown so many times as long
  const LONGEST_PAUSE = 15 * 60_000; // whoever paused it has gone home
  const root = document.documentElement;
  const isHeld = window.parent !== window; // the holder around it does the reloading

  let at = "", seen = Date.now(), ahead = 0; // ahead: server's clock minus the browser's
  let healthy = 0, asked = 0;

  const pad = (number) => String(number).padStart(2, "0");
  const spoken = (ms) => {
    const s = Math.floor(ms / 1000), h = Math.floor(s / 3600);
    const rest = `${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`;
    return h ? `${h}:${rest}` : rest;
  };
  const day = (t) => `${pad(t.getMonth() + 1)}-${pad(t.getDate())}`;
  const clock = (t) => `${pad(t.getHours())}:${pad(t.getMinutes())}:${pad(t.getSeconds())}`;
  const put = (element, said) => {
    if (element.textContent !== said) element.textContent = said;
  };
  const piece = (kind) => {
    let found = document.querySelector(`body > .${kind}`);
    if (!found) {
      found = document.createElement("div");
      found.className = kind;
      found.hidden = true;
      document.body.append(found);
    }
    return found;
  };

  // When the line comes back Streamlit empties its page before it draws it anew. Before that
  // can be painted, a copy of what stood there is laid over it.
  let lastFrame = "", lastHtml = "", lastPath = "";
  function standIn() {
    if (window.lishuiHolder) return;
    const walls = document.querySelector(".stApp .walls"), copy = document.querySelector("body > .standin");
    if (walls) {
      if (copy) copy.remove();
      const frame = `${walls.dataset.version} ${walls.dataset.asOf}`;
      if (frame !== lastFrame) [lastFrame, lastHtml, lastPath] = [frame, walls.outerHTML, location.pathname];
    } else if (copy && location.pathname !== lastPath) {
      copy.remove(); // another page of the dashboard
    } else if (!copy && lastHtml && location.pathname === lastPath) {
      const over = document.createElement("div");
      over.className = "standin";
      over.innerHTML = lastHtml;
      document.body.append(over);
    }
  }

  function look() {
    const heart = document.querySelector(".heart"), walls = document.querySelector(".walls");
    if (!walls) { // another page of the dashboard
      for (const kind of ["clock", "cut", "steps"]) piece(kind).hidden = true;
      if (!window.lishuiHolder) delete root.dataset.link;
      return;
    }
    const now = Date.now();
    if (heart && heart.dataset.at !== at) {
      at = heart.dataset.at;
      seen = Number(heart.dataset.seen) || now; // a still says when its beat came
      ahead = Date.parse(at) - seen;
    }
    const words = (walls.dataset.words || "").split("|");
    const away = Math.max(0, now - seen), isCut = !at || away > CUT_AFTER;
    root.dataset.link = isCut ? "cut" : "live";
    if (isHeld) root.dataset.held = "yes";
    const shown = new Date(now + ahead), stood = new Date(seen + ahead);
    const face = piece("clock");
    face.hidden = !at;
    if (!face.firstChild) face.append(document.createElement("span"), document.createElement("b"));
    put(face.firstChild, `${day(shown)} ${(words[4] || "").split(" ")[shown.getDay()] || ""}`);
    put(face.lastChild, clock(shown));
    const cut = piece("cut");
    cut.hidden = !isCut || !at;
    if (isCut && at) {
      put(cut, `■ ${words[0]} ${spoken(away)} · ${words[1]} ${day(stood)} ${clock(stood)}`);
    }
    if (isCut && !isHeld && !window.lishuiHolder) revive(now, away);
    tour.tick(walls, words, now);
  }

  // Streamlit comes back by itself as a rule. Where it does not although the server is
  // there again, the page is loaded anew.
  function revive(now, away) {
    if (away < RELOAD_AFTER || now - asked < HEALTH_EVERY) return;
    asked = now;
    fetch("_stcore/health", { cache: "no-store" }).then(
      (answer) => { if (answer.ok && ++healthy >= HEALTHY) location.reload(); },
      () => { healthy = 0; },
    );
  }

  // The tour shows one of the scenes that are drawn already.
  const tour = {
    at: 0, since: Date.now(), paused: false,
    sheet: null,
    scenes(walls) { return [...walls.querySelectorAll(":scope > .scene")]; },
    tick(walls, words, now) {
      const seconds = Number(walls.dataset.tour) || 0, steps = piece("steps");
      const scenes = this.scenes(walls);
      steps.hidden = !seconds || scenes.length < 2;
      if (steps.hidden) { this.show(""); return; }
      this.at %= scenes.length;
      const isRed = this.at > 0 && scenes[this.at].querySelector(".is-red") !== null;
      const due = seconds * 1000 * (isRed ? HOLD : 1);
      if (this.paused && now - this.since >= LONGEST_PAUSE) this.paused = false;
      if (!this.paused && now - this.since >= due) this.step(1, scenes.length);
      this.show(scenes[this.at].dataset.scene);
      const held = isRed && now - this.since >= seconds * 1000;
      const state = this.paused ? `❚❚ ${words[2]}` : held ? `■ ${words[3]}` : "";
      put(steps, scenes.map((_, i) => (i === this.at ? "●" : "○")).join(" ") + (state && `　${state}`));
    },
    step(by, of) {
      this.at = (this.at + by + of) % of;
      this.since = Date.now();
    },
    show(scene) {
      const rule = scene && `.walls > .scene:not([data-scene="${scene}"]) { display: none !important; }`;
      root.toggleAttribute("data-toured", Boolean(scene));
      if (!this.sheet) {
        this.sheet = document.createElement("style");
        document.head.append(this.sheet);
      }
      put(this.sheet, rule);
    },
  };

  const NEXT = ["ArrowRight", "ArrowDown", "PageDown", "MediaTrackNext", "ChannelUp"];
  const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "MediaTrackPrevious", "ChannelDown"];
  const PAUSE = [" ", "Enter", "p", "MediaPlayPause", "MediaPause", "MediaPlay"];
  const HOME = ["Home", "Escape", "BrowserHome"];

  function key(pressed) {
    const walls = document.querySelector(".walls");
    if (!walls || !Number(walls.dataset.tour)) return false;
    const many = tour.scenes(walls).length;
    if (NEXT.includes(pressed)) tour.step(1, many);
    else if (BACK.includes(pressed)) tour.step(-1, many);
    else if (HOME.includes(pressed)) tour.step(-tour.at, many);
    else if (/^[1-9]$/.test(pressed) && Number(pressed) <= many) tour.step(pressed - 1 - tour.at, many);
    else if (PAUSE.includes(pressed)) {
      tour.paused = !tour.paused;
      tour.since = Date.now();
    } else return false;
    look();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (key(event.key)) event.preventDefault();
  });
  window.lishuiWall = {
    key,
    get scene() { return tour.at; },
    set scene(number) { tour.at = number; },
  };
  new MutationObserver(standIn).observe(document.body, { childList: true, subtree: true });
  setInterval(look, 250);
  standIn();
  look();
})();
