// What a browser has kept of a wall at this address goes where nothing may be kept any more.
(() => {
  "use strict";
  const shelf = `lishui ${location.pathname}`;
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(`${shelf} `) || name.startsWith(`${shelf}?`)) localStorage.removeItem(name);
    }
  } catch { /* none allowed: nothing was kept */ }
})();
