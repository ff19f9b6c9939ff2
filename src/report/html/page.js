// Says at once, also to a finger, what a point or a word is; without it the browser's own
// tooltips say the same.
(() => {
  const box = document.createElement("div");
  box.className = "tip";
  box.setAttribute("role", "status");
  box.hidden = true;
  document.body.append(box);
  const words = (target) => {
    const point = target.closest(".tips circle");
    if (point) return point.dataset.tip;
    return target.closest("abbr[data-tip]")?.dataset.tip;
  };
  const show = (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const text = target && words(target);
    if (!text) { box.hidden = true; return; }
    box.textContent = text;
    box.hidden = false;
    const from = target.getBoundingClientRect();
    const own = box.getBoundingClientRect();
    const left = Math.min(Math.max(8, from.left + from.width / 2 - own.width / 2), innerWidth - own.width - 8);
    const top = from.top - own.height - 8 > 0 ? from.top - own.height - 8 : from.bottom + 8;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${top + scrollY}px`;
  };
  for (const kind of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(kind, show);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") box.hidden = true; });
  // The browser's own tooltip would come a second later on top.
  for (const title of document.querySelectorAll(".tips title")) {
    title.parentNode.dataset.tip = title.textContent;
    title.remove();
  }
  for (const word of document.querySelectorAll("abbr[title]")) {
    word.dataset.tip = word.title;
    word.removeAttribute("title");
    word.tabIndex = 0;
  }
})();
