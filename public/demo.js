// The demo's bank view: asks twice a second whether anything moved and draws the bank anew when it did;
// presses of buttons and doors do not load the whole page. Without this the links and buttons do the same.
'use strict';

const EVERY_MS = 500;

const view = (page = document) => page.querySelector('[data-live]');
// What the drawing was made from, whoever asked for it: a door may shut and open again between two looks.
let seen = view().dataset.now;
let address = location.href;

const show = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const next = view(page);
  if (!answer.ok || !next) {
    location.reload();
    return;
  }
  const focused = mark(document.activeElement);
  view().replaceChildren(...next.childNodes);
  seen = next.dataset.now;
  if (focused) view().querySelector(focused)?.focus({ preventScroll: true });
};

// What had the focus, so that the new drawing gives it back.
const mark = (element) => {
  if (!view().contains(element)) return undefined;
  if (element.matches('a[href]')) return `a[href="${CSS.escape(element.getAttribute('href'))}"]`;
  if (element.matches('button[name=act]')) {
    const door = element.form?.elements.door?.value;
    const button = `button[value="${CSS.escape(element.value)}"]`;
    return door ? `form:has([name=door][value="${CSS.escape(door)}"]) ${button}` : button;
  }
  return undefined;
};

const go = async (target, options = {}) => {
  const answer = await fetch(target, { credentials: 'same-origin', cache: 'no-store', ...options });
  address = answer.url;
  history.replaceState(null, '', answer.url);
  await show(answer);
};

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('[data-live] a.door-link');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute('href')).catch(() => location.reload());
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!view()?.contains(form)) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  go(form.action, { method: 'POST', body }).catch(() => location.reload());
});

const look = async () => {
  try {
    const answer = await fetch(view().dataset.live, { credentials: 'same-origin', cache: 'no-store' });
    if (answer.ok && (await answer.text()) !== seen) {
      await show(await fetch(address, { credentials: 'same-origin', cache: 'no-store' }));
    }
  } catch {
    // The server is away for a moment: the next look tells.
  }
  setTimeout(look, EVERY_MS);
};

look();
