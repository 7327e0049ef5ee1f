// Keeps a page from the server fresh: when the house says that something changed, the page is fetched again and its
// parts marked `data-live` are exchanged. While the house is not heard, `data-live-lost` says that the page may be out of
// date. The page works without: then one loads it anew.
'use strict';

// The house says something every fifteen seconds: after so long without a word the connection is dead, though nobody said so
// (a phone that slept, a network that was left).
const SILENT_MS = 40_000;
// Who looked elsewhere for so long finds the page fetched anew.
const AWAY_MS = 10_000;
const AGAIN_MS = 3_000;
const PATIENCE_MS = 10_000;
// A page that is fresh again so soon need not say that it was not.
const BLINK_MS = 1_000;

const kinds = (document.querySelector('meta[name="live"]')?.content ?? '').split(' ').filter(Boolean);
const lost = document.querySelector('[data-live-lost]');
let source;
let heard = Date.now();
let fresh = true;
let away = 0;
let again = 0;
let due = 0;
let looking = false;
let missedWhileLooking = false;

// Whoever signs out is on the way home: that the session is over is then no news, and must not lead to the sign-in instead.
let leaving = false;
addEventListener('submit', ({ target }) => { leaving ||= target.getAttribute('action')?.endsWith('/sign-out') ?? false; });
addEventListener('pageshow', () => { leaving = false; });

const tell = (now) => {
  fresh = now;
  lost?.toggleAttribute('hidden', now);
};

// Where somebody is typing nothing is exchanged: what was typed must not be lost.
const busy = (part) => part.contains(document.activeElement) && document.activeElement.matches('input, textarea, select');

// Whether the house answered.
const exchange = async () => {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store', signal });
    if (answer.redirected) {
      if (!leaving) location.assign(answer.url);
      return true;
    }
    if (!answer.ok) return answer.status < 500;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = page.querySelector(`[data-live="${CSS.escape(part.dataset.live)}"]`);
      if (next && !busy(part) && part.innerHTML !== next.innerHTML) part.replaceChildren(...next.childNodes);
    }
    return true;
  } catch {
    return false;
  }
};

// One look after the other: an older answer must not come over a newer one.
const look = async () => {
  due = 0;
  missedWhileLooking = looking;
  if (looking) return;
  looking = true;
  const answered = await exchange();
  looking = false;
  if (!answered) {
    tell(false);
    due ||= setTimeout(look, AGAIN_MS);
  } else if (missedWhileLooking) {
    soon();
  } else if (source.readyState === EventSource.OPEN) {
    tell(true);
  }
};

// Several things often change at once.
const soon = () => { due ||= setTimeout(look, 150); };

const listen = () => {
  clearTimeout(again);
  source?.close();
  heard = Date.now();
  const own = new EventSource('/live');
  source = own;
  own.onopen = () => {
    heard = Date.now();
    // Something may have changed meanwhile, even since the server wrote the page.
    soon();
  };
  own.addEventListener('beat', () => { heard = Date.now(); });
  own.onmessage = ({ data }) => {
    heard = Date.now();
    let kind = '';
    try { ({ kind } = JSON.parse(data)); } catch { /* Something was missed: look at everything. */ }
    if (!kind || kinds.length === 0 || kinds.includes(kind)) soon();
  };
  own.onerror = () => {
    tell(false);
    // The browser tries again by itself after a broken connection, but not after an answer that was no stream.
    if (own.readyState === EventSource.CLOSED) {
      soon();
      again = setTimeout(listen, AGAIN_MS);
    }
  };
};

const wake = () => {
  fresh = false;
  listen();
  setTimeout(() => { if (!fresh) tell(false); }, BLINK_MS);
};

const watch = () => {
  listen();
  setInterval(() => {
    if (Date.now() - heard < SILENT_MS) return;
    tell(false);
    listen();
  }, 5_000);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) away = Date.now();
    else if (Date.now() - away > AWAY_MS) wake();
  });
  addEventListener('offline', () => tell(false));
  addEventListener('online', wake);
  addEventListener('pagehide', () => {
    clearTimeout(again);
    source.close();
  });
  // By the button "back", from where the browser kept it.
  addEventListener('pageshow', ({ persisted }) => { if (persisted) wake(); });
};

// A page that answers a form with what was wrong must keep saying so, and often cannot be fetched at its address.
const status = performance.getEntriesByType('navigation')[0]?.responseStatus;
if (!(status >= 400)) watch();
