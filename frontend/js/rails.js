import { $$ } from "./dom.js";

/* A row of links that is wider than a phone begins where the reader is, not at its first link. */
$$("nav [aria-current]").forEach((here) => {
  const rail = here.closest(".pr-rooms, .pr-seg");
  if (rail && rail.scrollWidth > rail.clientWidth) rail.scrollLeft += here.getBoundingClientRect().left - rail.getBoundingClientRect().left - (rail.clientWidth - here.offsetWidth) / 2;
});
