// Conveniences the page also works without: checking while typing, going to the form that opened, bringing evidence into sight.
(() => {
  if (window.overreadLive) return;
  window.overreadLive = true;

  let typing;
  document.addEventListener("input", ({ target }) => {
    if (!target.closest || !target.closest(".st-key-editor")) return;
    clearTimeout(typing);
    const commit = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true });
    typing = setTimeout(() => target.dispatchEvent(commit), 250);
  });

  // A form that opens takes the keyboard, unless the reader has gone on by then.
  let answering = null;
  let acted = 0;
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, () => (acted = performance.now()), true);
  const enter = (form, opened) => {
    if (!form.isConnected || acted > opened || performance.now() - opened > 5000) return;
    const first = form.querySelector("input, textarea");
    if (first !== document.activeElement) first?.focus();
    setTimeout(enter, 100, form, opened);
  };
  new MutationObserver(() => {
    const form = document.querySelector(".st-key-answer, .st-key-signbar [data-testid='stForm']");
    if (form === answering) return;
    answering = form;
    if (form) enter(form, performance.now());
  }).observe(document.body, { childList: true, subtree: true });

  const counterpart = (target) => {
    const link = target.closest && target.closest("a[href^='#or-']");
    const place = link && document.getElementById(link.getAttribute("href").slice(1));
    return place && (place.matches(".or-at") ? place.parentElement.querySelector(`#${place.id} ~ :not(.or-at)`) : place);
  };
  const bringIntoBox = (place) => {
    const box = place.closest(".or-findings, .or-prior, .or-section");
    if (!box) return;
    const [inside, outside] = [place.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inside.top < outside.top) box.scrollTop -= outside.top - inside.top + 24;
    else if (inside.bottom > outside.bottom) box.scrollTop += inside.bottom - outside.bottom + 24;
  };

  let pointing;
  document.addEventListener("pointerover", ({ target }) => {
    clearTimeout(pointing);
    const place = counterpart(target);
    if (place) pointing = setTimeout(() => bringIntoBox(place), 150);
  });
  document.addEventListener("focusin", ({ target }) => {
    const place = counterpart(target);
    if (place) bringIntoBox(place);
  });
  document.addEventListener("click", (event) => {
    const place = counterpart(event.target);
    if (!place) return;
    event.preventDefault();
    bringIntoBox(place);
    place.scrollIntoView({ block: "nearest" });
  });
})();
