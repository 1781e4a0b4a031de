// What a reader meets on a page, asked of the page itself. Each returns what is wrong.
(() => {
  const main = () => document.querySelector("[data-testid=stMain]");
  const shown = (one) => {
    const box = one.getBoundingClientRect();
    return one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      && box.width > 1 && box.height > 1;
  };
  const called = (one) => {
    const name = one.dataset.testid || one.className || one.tagName;
    return `${name}: ${(one.textContent || "").trim().slice(0, 30)}`;
  };
  const texts = () => {
    const walk = document.createTreeWalker(main(), NodeFilter.SHOW_TEXT), found = new Set();
    while (walk.nextNode()) {
      const one = walk.currentNode.parentElement;
      // What Streamlit and Plotly draw as pictures is of another kind.
      if (walk.currentNode.data.trim() && !one.closest("svg, canvas, style, script")
        && shown(one)) found.add(one);
    }
    return [...found];
  };
  const numbers = (said) => {
    const found = said.match(/[\d.]+/g).map(Number);
    return said.startsWith("color(") ? [...found.slice(0, 3).map((n) => n * 255), found[3] ?? 1]
      : [...found.slice(0, 3), found[3] ?? 1];
  };
  const over = ([r, g, b, a], base) => [r, g, b].map((n, i) => n * a + base[i] * (1 - a));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((n) => n / 255)
      .map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    const layers = [];
    for (let at = one; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const stops = style.backgroundImage.match(/rgba?\([^)]*\)/g);
      if (stops) layers.push(numbers(stops[0]));
      const ground = numbers(style.backgroundColor);
      layers.push(ground);
      if (ground[3] === 1) break;
    }
    return layers.reverse().reduce((base, layer) => over(layer, base), [255, 255, 255]);
  };
  const seenThrough = (one) => one
    ? Number(getComputedStyle(one).opacity) * seenThrough(one.parentElement) : 1;
  const ratio = (one) => {
    const [r, g, b, a] = numbers(getComputedStyle(one).color);
    const ground = behind(one), ink = over([r, g, b, a * seenThrough(one)], ground);
    const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const controls = () => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [role=button], [role=tab]")]
    .filter(shown).filter((one) => one.tabIndex >= 0);
  const name = (one) => one.getAttribute("aria-label") || one.textContent.trim()
    || one.title || one.labels?.[0]?.textContent || one.placeholder
    || document.getElementById(one.getAttribute("aria-labelledby"))?.textContent
    || one.querySelector("img[alt]")?.alt;

  window.reading = {
    faint: (least) => texts().filter((one) => ratio(one) < least)
      .map((one) => `${called(one)} ${ratio(one).toFixed(2)}`),
    // Words of Streamlit that ours stand before have no size at all.
    small: (least) => texts().filter((one) => parseFloat(getComputedStyle(one).fontSize) > 0)
      .filter((one) => parseFloat(getComputedStyle(one).fontSize) < least)
      .map((one) => `${called(one)} ${getComputedStyle(one).fontSize}`),
    narrow: (least) => controls().filter((one) => main().contains(one))
      // A box is tapped by its label, and a word in a sentence is as high as its line.
      .filter((one) => !(one.matches("input") || getComputedStyle(one).display === "inline"))
      .filter((one) => one.getBoundingClientRect().height < least - 0.5)
      .map((one) => `${called(one)} ${one.getBoundingClientRect().height}`),
    aside: () => [document.documentElement, main()]
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${called(one)} ${one.scrollWidth} > ${one.clientWidth}`),
    unnamed: () => [
      ...[...document.images].filter((one) => !one.hasAttribute("alt")),
      ...controls().filter((one) => !name(one)),
      ...document.querySelectorAll("[role=region]:not([aria-label]), [role=img]:not([aria-label])"),
    ].map((one) => one.outerHTML.slice(0, 120)),
    jumped: () => {
      const levels = [...main().querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown)
        .map((one) => [Number(one.tagName[1]), one]);
      return levels.filter(([level], at) => level > (at ? levels[at - 1][0] : 0) + 1)
        .map(([, one]) => called(one));
    },
    ordered: () => [...document.querySelectorAll("[tabindex]")]
      .filter((one) => one.tabIndex > 0).map(called),
    stuck: () => [...main().querySelectorAll("*")].filter(shown)
      .filter((one) => one.scrollWidth > one.clientWidth + 1
        && ["auto", "scroll"].includes(getComputedStyle(one).overflowX)
        && one.clientWidth > 0 && one.tabIndex < 0
        && !one.querySelector("a[href], button, input, canvas, [tabindex='0']"))
      .map(called),
  };
})();
