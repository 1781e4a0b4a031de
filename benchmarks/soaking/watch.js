// Runs in every page before its own scripts: notes what is drawn, and when.
(() => {
  if (window !== window.top) return;
  const LETTERS = 200; // letters a wall has at least

  // The wall's own document: that of the frame, where a holder is around it.
  const inner = () => {
    const frame = document.querySelector("iframe#live");
    return frame ? frame.contentDocument : document;
  };
  const seen = (element) => {
    if (!element) return false;
    const box = element.getBoundingClientRect();
    const told = { opacityProperty: true, visibilityProperty: true };
    return box.width > 0 && box.height > 0 && element.checkVisibility(told);
  };
  const fills = (element) =>
    seen(element) && element.getBoundingClientRect().height > innerHeight / 2;
  const heart = (wall) => wall?.querySelector(".heart");
  const beat = (wall) =>
    heart(wall)?.dataset.at ?? heart(wall)?.querySelector("b")?.textContent ?? "";
  // A document that is just being opened has no element yet.
  const link = (of) => of?.documentElement?.dataset.link ?? null;

  const wallShown = (wall) => {
    const frame = document.querySelector("iframe#live");
    return (!frame || fills(frame)) && [...(wall?.querySelectorAll(".wall") ?? [])].some(
      (one) => fills(one) && one.textContent.length > LETTERS,
    );
  };
  const stillShown = () => {
    const still = document.querySelector("#still");
    return fills(still) && still.textContent.length > LETTERS;
  };

  // What was drawn since the last sample, and for how long there was nothing at all.
  const frames = [], blanks = [];
  let last = "", emptySince = 0;
  setInterval(() => {
    const now = Date.now() / 1000, wall = inner();
    if (wallShown(wall) || stillShown()) {
      if (emptySince) blanks.push([emptySince, now]);
      emptySince = 0;
    } else {
      emptySince ||= now;
    }
    const drawn = wall?.querySelector(".walls[data-version]") ?? heart(wall);
    if (!drawn) return;
    const told = `${drawn.dataset.version} ${beat(wall)}`;
    if (told === last) return;
    last = told;
    frames.push([now, Number(drawn.dataset.version), beat(wall)]);
  }, 100);

  window.soakSample = () => {
    const wall = inner();
    const frame = document.querySelector("iframe#live");
    const still = document.querySelector("#still");
    const documents = [...new Set([document, wall])].filter((one) => one?.body);
    const told = documents.map((one) => one.body.innerText).join("\n");
    const dialogs = documents.flatMap((one) => [...one.querySelectorAll("[role=dialog]")]);
    const password = documents.some((one) => one.querySelector("input[type=password]"));
    const words = told.match(/log ?in|sign ?in|登录|登錄|connection (error|failed)/i);
    return {
      frames: frames.splice(0),
      blanks: blanks.splice(0),
      links: [link(document), wall === document ? null : link(wall)],
      beat: beat(wall),
      cut: documents.some((one) => [...one.querySelectorAll(".cut")].some(seen)),
      wall: wallShown(wall),
      still: stillShown(),
      seen: JSON.stringify({
        frame: frame && [fills(frame), frame.className, frame.contentDocument?.URL],
        still: still && [fills(still), still.textContent.length],
        walls: [...(wall?.querySelectorAll(".wall") ?? [])].map((one) => [
          fills(one), one.innerText.length, one.innerText.slice(0, 40),
        ]),
      }),
      stranger: password ? "a password" : words ? words[0] : dialogs.find(seen)?.innerText ?? "",
    };
  };
})();
