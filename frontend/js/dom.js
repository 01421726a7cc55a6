// Two words for finding things; everything else is plain DOM.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => Array.from(root.querySelectorAll(selector));
export const root = document.documentElement;
