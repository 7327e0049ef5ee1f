// Follows a door that moves: fetches this page anew every two seconds and shows what changed. While the house does not answer,
// `data-follow-lost` says that the page may be out of date.
// The page works without: then the browser loads it anew by itself.
'use strict';

const EVERY_MS = 2_000;
const PATIENCE_MS = 5_000;
// A door is believed for so long.
const STALE_MS = 10_000;

const lost = document.querySelector('[data-follow-lost]');
const part = (page) => page.querySelector('[data-follow]');
const moves = (page) => page.querySelector('script[src="/site.js"]') !== null;
let answered = Date.now();
let next = 0;
let over = false;

const look = async () => {
  next = 0;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store', signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const now = part(page);
    if (answer.ok && now) {
      answered = Date.now();
      if (part(document).innerHTML !== now.innerHTML) {
        part(document).replaceChildren(...now.childNodes);
      }
      over = !moves(page);
    }
  } catch {
    // No network for a moment: the next look tells.
  }
  lost?.toggleAttribute('hidden', Date.now() - answered < STALE_MS);
  if (!over) next = setTimeout(look, EVERY_MS);
};

// A phone that slept, or found its network again, looks at once. Without a next look one is under way, or nothing moves.
const wake = () => {
  if (document.hidden || !next) return;
  clearTimeout(next);
  look();
};

next = setTimeout(look, EVERY_MS);
document.addEventListener('visibilitychange', wake);
addEventListener('online', wake);
addEventListener('pageshow', ({ persisted }) => { if (persisted) wake(); });
