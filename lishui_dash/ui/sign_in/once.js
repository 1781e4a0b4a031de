// A form is good once: whoever clicks twice must not be told that he sent it twice.
for (const form of document.forms) {
  const button = form.querySelector("button");
  form.addEventListener("submit", () => { button.disabled = true; });
  addEventListener("pageshow", () => { button.disabled = false; });

  // It is good for a while: one that may stand overnight gets a new token meanwhile, and
  // what was typed stays. Where the server does not answer, it is asked again.
  const life = 1000 * Number(form.dataset.renewed);
  if (!life) continue;
  let since = Date.now();
  const renew = async () => {
    if (document.hidden || Date.now() - since < life) return;
    since = Date.now() - life + 10000;
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("input[name=form]");
    if (!token) return;
    form.elements.form.value = token.value;
    since = Date.now();
  };
  setInterval(renew, 5000);
  addEventListener("focus", renew);
  document.addEventListener("visibilitychange", renew);
}
