(() => {
  if (window.overreadLive) return;
  window.overreadLive = true;
  let waiting;
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.closest || !box.closest(".st-key-editor")) return;
    clearTimeout(waiting);
    waiting = setTimeout(
      () => box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true })),
      350,
    );
  });
})();
