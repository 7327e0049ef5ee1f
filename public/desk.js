// The keyboard of the telephone desk: `/` goes to the search box, arrows along what it found. The page works without.
'use strict';

const box = document.getElementById('q');
const hits = () => [...document.querySelectorAll('[data-hit]')].map((hit) => hit.closest('a')).filter(Boolean);
const typing = (element) => element.matches('input, textarea, select') && element !== box;

addEventListener('keydown', (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  if (event.key === '/' && event.target !== box) {
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else {
      document.querySelector('a.page-back')?.click();
    }
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = hits();
  if (all.length === 0) return;
  event.preventDefault();
  const at = all.indexOf(document.activeElement) + step;
  if (at < 0) box?.focus();
  else all[Math.min(at, all.length - 1)].focus();
});
