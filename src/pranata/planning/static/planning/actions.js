/* Dragging a bar by whole months leads to the page that shows what it does; nothing is saved here. */
(() => {
  "use strict";
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  const table = document.querySelector("[data-gantt]");
  if (!table) return;
  const months = Number(table.dataset.months);
  table.querySelectorAll("[data-bar]").forEach((bar) => {
    const track = bar.closest("[data-track]");
    let from = null;
    let moved = 0;
    bar.style.cursor = "ew-resize";
    bar.style.touchAction = "pan-y";
    bar.addEventListener("pointerdown", (event) => {
      from = event.clientX;
      moved = 0;
      bar.setPointerCapture(event.pointerId);
    });
    bar.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const month = track.getBoundingClientRect().width / months;
      moved = Math.round((event.clientX - from) / month);
      bar.style.transform = `translateX(${moved * month}px)`;
    });
    const end = () => {
      if (from === null) return;
      from = null;
      if (moved) window.location.assign(`${bar.dataset.url}?bulan=${moved}`);
    };
    bar.addEventListener("pointerup", end);
    bar.addEventListener("pointercancel", () => {
      from = null;
      bar.style.transform = "";
    });
  });
})();
