/* Sliders say their value as they move; the answer comes from the server. */
document.querySelectorAll("[data-slide]").forEach((input) => {
  const out = document.getElementById(input.dataset.slide);
  const say = () => {
    const share = (input.value - input.min) / (input.max - input.min);
    input.style.setProperty("--fill", `${share * 100}%`);
    const number = Number(input.value);
    const { before = "", after } = input.dataset;
    const shown = after ? (number / 1e6).toLocaleString("id-ID") : number.toFixed(2).replace(".", ",");
    out.textContent = before + shown + (after || "");
    input.setAttribute("aria-valuetext", out.textContent);
  };
  input.addEventListener("input", say);
  say();
});
