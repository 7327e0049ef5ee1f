// Keeps a page from the server fresh: when the house says that something changed, the page is fetched again and its
// parts marked `data-live` are exchanged. The page works without: then one loads it anew.
'use strict';

const kinds = (document.querySelector('meta[name="live"]')?.content ?? '').split(' ').filter(Boolean);
const lost = document.querySelector('[data-live-lost]');
let due = 0;
let looking = false;
let missedWhileLooking = false;

// Whoever signs out is on the way home: that the session is over is then no news, and must not lead to the sign-in instead.
let leaving = false;
addEventListener('submit', ({ target }) => { leaving ||= target.getAttribute('action')?.endsWith('/sign-out') ?? false; });
addEventListener('pageshow', () => { leaving = false; });

// Where somebody is typing nothing is exchanged: what was typed must not be lost.
const busy = (part) => part.contains(document.activeElement) && document.activeElement.matches('input, textarea, select');

const exchange = async () => {
  try {
    const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store' });
    if (answer.redirected) {
      if (!leaving) location.assign(answer.url);
      return undefined;
    }
    if (!answer.ok) return undefined;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
      if (next && !busy(part) && part.innerHTML !== next.innerHTML) part.replaceChildren(...next.childNodes);
    }
  } catch {
    // No network for a moment: the next nudge, or the connection made anew, tells.
  }
  return undefined;
};

// One look after the other: an older answer must not come over a newer one.
const look = async () => {
  due = 0;
  missedWhileLooking = looking;
  if (looking) return;
  looking = true;
  await exchange();
  looking = false;
  if (missedWhileLooking) soon();
};

// Several things often change at once.
const soon = () => { due ||= setTimeout(look, 150); };

const listen = () => {
  const source = new EventSource('/live');
  // Also at the first opening: something may have changed since the server wrote the page.
  let missed = true;
  source.onopen = () => {
    lost?.setAttribute('hidden', '');
    if (missed) soon();
    missed = false;
  };
  source.onmessage = ({ data }) => {
    let kind = '';
    try { ({ kind } = JSON.parse(data)); } catch { /* Something was missed: look at everything. */ }
    if (!kind || kinds.length === 0 || kinds.includes(kind)) soon();
  };
  source.onerror = () => {
    missed = true;
    lost?.removeAttribute('hidden');
    // The browser tries again by itself after a broken connection, but not after an answer that was no stream.
    if (source.readyState === EventSource.CLOSED) {
      soon();
      setTimeout(listen, 3000);
    }
  };
  addEventListener('pagehide', () => source.close(), { once: true });
};

// A page that answers a form with what was wrong must keep saying so, and often cannot be fetched at its address.
const status = performance.getEntriesByType('navigation')[0]?.responseStatus;
if (!(status >= 400)) listen();
