// A form is good once: whoever clicks twice must not be told that he sent it twice.
for (const form of document.forms) {
  const button = form.querySelector("button");
  form.addEventListener("submit", () => { button.disabled = true; });
  addEventListener("pageshow", () => { button.disabled = false; });
}
