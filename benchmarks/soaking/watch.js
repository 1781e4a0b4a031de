// Runs in every page before its own scripts: notes what is drawn, and when.
(() => {
  if (window !== window.top) return;
  const BLANK = 200; // letters a wall has at least

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
  const link = (of) => of?.documentElement.dataset.link ?? null;

  window.soakFrames = [];
  let last = "";
  setInterval(() => {
    const wall = inner();
    const drawn = wall?.querySelector(".walls[data-version]") ?? heart(wall);
    if (!drawn) return;
    const now = `${drawn.dataset.version} ${beat(wall)}`;
    if (now === last) return;
    last = now;
    window.soakFrames.push([Date.now() / 1000, Number(drawn.dataset.version), beat(wall)]);
  }, 100);

  window.soakSample = () => {
    const wall = inner();
    const frame = document.querySelector("iframe#live");
    const walls = [...(wall?.querySelectorAll(".wall") ?? [])].filter(fills);
    const still = document.querySelector("#still");
    const documents = [...new Set([document, wall])].filter((one) => one?.body);
    const told = documents.map((one) => one.body.innerText).join("\n");
    const dialogs = documents.flatMap((one) => [...one.querySelectorAll("[role=dialog]")]);
    const password = documents.some((one) => one.querySelector("input[type=password]"));
    const words = told.match(/log ?in|sign ?in|登录|登錄|connection (error|failed)/i);
    return {
      frames: window.soakFrames.splice(0),
      links: [link(document), wall === document ? null : link(wall)],
      beat: beat(wall),
      cut: documents.some((one) => [...one.querySelectorAll(".cut")].some(seen)),
      wall: (!frame || fills(frame)) && walls.some((one) => one.innerText.length > BLANK),
      still: fills(still) && still.textContent.length > BLANK,
      stranger: password ? "a password" : words ? words[0] : dialogs.find(seen)?.innerText ?? "",
    };
  };
})();
