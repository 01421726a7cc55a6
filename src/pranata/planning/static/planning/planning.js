/* Sliders say their value as they move; the answer comes from the server. */
document.querySelectorAll("[data-slide]").forEach((input) => {
  const out = document.getElementById(input.dataset.slide);
  const say = () => {
    const share = (input.value - input.min) / (input.max - input.min);
    input.style.setProperty("--fill", `${share * 100}%`);
    const number = Number(input.value);
    out.textContent = input.dataset.money
      ? `Rp${(number / 1e6).toLocaleString("id-ID")} juta`
      : number.toFixed(2).replace(".", ",");
    input.setAttribute("aria-valuetext", out.textContent);
  };
  input.addEventListener("input", say);
  say();
});
