// What the browser does for taking along: it keeps a chart as it has drawn it, as SVG or
// PNG, and copies the address of the page. Nothing is asked of the server or of others.
(() => {
  "use strict";
  if (window.lishuiTake) return; // every page brings it again
  window.lishuiTake = true;

  const SVG = "http://www.w3.org/2000/svg";
  const SHARPNESS = 2; // pixels of a PNG for each of the screen
  const EDGE = 16, TITLE = 16, NOTE = 12, LEADING = 1.4;
  const FOR_THE_HAND = ".draglayer, .hoverlayer, .zoomlayer, .selectionlayer, .modebar-container";
  const SHOWN_FOR = 2500;

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-take]");
    if (!button) return;
    const take = button.dataset.take === "link" ? copyAddress : keepChart;
    take(button).then((said) => tell(button, said), () => tell(button, button.dataset.failed));
  });

  async function keepChart(button) {
    const { take, chart, name } = button.dataset;
    const plots = [...document.querySelectorAll(`.st-key-${chart} .js-plotly-plot`)];
    const plot = plots.find((one) => one.getClientRects().length && one.querySelector(".main-svg"));
    if (!plot) throw new Error(`no chart ${chart} is drawn`);
    const drawn = picture(plot, button.dataset);
    const svg = new Blob([drawn.text], { type: "image/svg+xml" });
    save(take === "svg" ? svg : await raster(drawn), `${name}.${take}`);
    return button.dataset.done;
  }

  // One SVG of all layers of a chart, with its title above and what it stands on below.
  function picture(plot, told) {
    const layers = [...plot.querySelectorAll(".main-svg")];
    const width = Math.ceil(Number(layers[0].getAttribute("width")));
    const height = Number(layers[0].getAttribute("height"));
    const room = width - 2 * EDGE;
    const title = lines(told.title, `bold ${TITLE}px ${told.font}`, room);
    const note = lines(told.note, `${NOTE}px ${told.font}`, room);
    const top = EDGE + title.length * TITLE * LEADING;
    const bottom = top + height + NOTE * LEADING;
    const whole = Math.ceil(bottom + note.length * NOTE * LEADING + EDGE / 2);

    const svg = made("svg", { width, height: whole, viewBox: `0 0 ${width} ${whole}` });
    const ink = getComputedStyle(plot).color;
    const spoken = made("title", {});
    spoken.textContent = told.title;
    svg.append(spoken, made("rect", { width, height: whole, fill: paper(plot) }));
    svg.setAttribute("font-family", told.font);
    title.forEach((line, at) => {
      const y = EDGE + TITLE + at * TITLE * LEADING;
      svg.append(said(line, { x: EDGE, y, "font-size": TITLE, "font-weight": "bold", fill: ink }));
    });
    for (const layer of layers) {
      const copy = layer.cloneNode(true);
      copy.querySelectorAll(FOR_THE_HAND).forEach((one) => one.remove());
      // Plotly keeps its lines as thin as on the screen however large the rest is drawn.
      copy.querySelectorAll("[style*=vector-effect]").forEach((one) => { one.style.vectorEffect = "none"; });
      copy.removeAttribute("style");
      copy.setAttribute("y", top);
      svg.append(copy);
    }
    note.forEach((line, at) => {
      const y = bottom + at * NOTE * LEADING;
      svg.append(said(line, { x: EDGE, y, "font-size": NOTE, fill: ink }));
    });
    // What a chart refers to stands in the file itself, at whatever address it was drawn.
    const text = new XMLSerializer().serializeToString(svg)
      .replace(/url\((?:&quot;|["'])?[^)#]*#([^)"'&]+)(?:&quot;|["'])?\)/g, "url(#$1)");
    return { text, width, height: whole };
  }

  // The ground on which the chart stands: white, unless the page is dark.
  function paper(element) {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!/^rgba\(.*, 0\)$|^transparent$/.test(colour)) return colour;
    }
    return "#fff";
  }

  // A Chinese line may break after any letter, an English one only between words.
  function lines(text, font, room) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    const found = [""];
    for (const piece of text.match(/[\x21-\x7e]+ ?|[^]/gu) || []) {
      const longer = found.at(-1) + piece;
      if (found.at(-1) && pen.measureText(longer.trimEnd()).width > room) found.push(piece.trimStart());
      else found[found.length - 1] = longer;
    }
    return found.map((line) => line.trimEnd());
  }

  async function raster({ text, width, height }) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SHARPNESS;
    canvas.height = height * SHARPNESS;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no PNG"))), "image/png");
    });
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // The address says the language and the day also where the viewer has chosen neither: who
  // opens it tomorrow sees what was seen today. It is shown too: without https a browser
  // lets no script at its clipboard.
  async function copyAddress(button) {
    const address = new URL(location.href);
    for (const [name, value] of new URLSearchParams(button.dataset.query)) {
      address.searchParams.set(name, value);
    }
    const shown = button.nextElementSibling;
    shown.textContent = address.href;
    getSelection().selectAllChildren(shown);
    if (navigator.clipboard) await navigator.clipboard.writeText(address.href);
    else if (!document.execCommand("copy")) throw new Error("no clipboard");
    return button.dataset.done;
  }

  function tell(button, said) {
    const before = button.dataset.label || button.textContent;
    button.dataset.label = before;
    button.textContent = said;
    clearTimeout(button.lishuiTold);
    button.lishuiTold = setTimeout(() => { button.textContent = before; }, SHOWN_FOR);
  }

  function made(name, attributes) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function said(text, attributes) {
    const element = made("text", attributes);
    element.textContent = text;
    return element;
  }
})();
