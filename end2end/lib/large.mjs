// Whoever needs large letters loses nothing: no word is cut off, no control is covered or out of reach, nothing is wider than
// the screen. By zoom (the screen has half as many pixels) and by the size of letters that is set in the browser: our measures
// and the widths at which the layout changes follow it.

const SETTLE_MS = 200;
/** The size of letters that a browser has unless somebody sets another. */
const USUAL_PX = 16;
const LOOKS = 3;

/** How a page is made large: the window in the page's own pixels, and how many times as large as usual the letters are. */
export const WAYS = [
  // A screen of 1280 × 1024 on which everything is drawn at twice its size.
  { name: '200 % zoom', width: 640, height: 512, letters: 1, hardest: true },
  { name: 'letters of 200 % at 1280 px', width: 1280, height: 1024, letters: 2 },
  { name: 'letters of 200 % at 640 px', width: 640, height: 1024, letters: 2, hardest: true },
  { name: '320 px', width: 320, height: 640, letters: 1 },
];

/**
 * What is lost on the page in one of the ways; afterwards the page is as wide as that way says, and its letters are as before.
 * Works without JavaScript too: what runs in the page asks for no callback of the browser's.
 * @param {import('playwright-core').Page} page
 * @param {{ name: string, width: number, height: number, letters: number }} way
 * @returns {Promise<string[]>} one line for each, with its place and its words
 */
export async function lostWhenLarge(page, { name, width, height, letters }) {
  await page.setViewportSize({ width, height });
  const browser = await page.context().newCDPSession(page);
  const setLetters = (times) => browser.send('Page.setFontSizes', { fontSizes: { standard: times * USUAL_PX } });
  await setLetters(letters);
  let found = await page.evaluate(lookForLosses);
  // Lengths in parts of the window follow a change of the window a moment later.
  for (let look = 1; found.length > 0 && look < LOOKS; look += 1) {
    await new Promise((resolve) => { setTimeout(resolve, SETTLE_MS); });
    found = await page.evaluate(lookForLosses);
  }
  await setLetters(1);
  await browser.detach();
  const { pathname, search } = new URL(page.url());
  return found.map((one) => `${pathname}${search}, ${name}: ${one}`);
}

/** Runs in the page. */
function lookForLosses() {
  const root = document.documentElement;
  const found = [];
  // The width of a border drawn at half pixels, and of an accent that leans out of its line.
  const SLACK = 2;

  const words = (element) => (element.innerText || element.getAttribute('aria-label') || element.getAttribute('name') || '')
    .replace(/\s+/g, ' ').trim().slice(0, 60);
  const place = (element) => {
    const own = (one) => {
      const id = one.id ? `#${one.id}` : '';
      const classes = (one.getAttribute('class') ?? '').split(/\s+/).filter(Boolean).slice(0, 2).map((c) => `.${c}`).join('');
      return `${one.localName}${id}${classes}`;
    };
    const line = [];
    for (let up = element; up && up !== document.body && line.length < 3; up = up.parentElement) line.unshift(own(up));
    return line.join(' > ');
  };
  const say = (what, element) => found.push(`${what}: ${place(element)} “${words(element)}”`);
  const shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  // Read aloud, not seen; and what comes only when the focus is on it.
  const unseen = (element) => {
    if (element.closest('.skip, .unseen')) return true;
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      const tiny = up.offsetWidth <= 1 && up.offsetHeight <= 1 && style.overflow !== 'visible';
      if (tiny || style.clipPath === 'inset(50%)') return true;
    }
    return false;
  };
  const hides = (value) => value === 'hidden' || value === 'clip';
  const scrolls = (value) => value === 'auto' || value === 'scroll';

  // Nothing is wider than the screen.
  const wide = root.scrollWidth - root.clientWidth;
  if (wide > 1) {
    found.push(`the page is ${wide} px too wide`);
    const kept = (element) => {
      for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== 'visible') return true;
      }
      return false;
    };
    [...document.body.querySelectorAll('*')]
      .filter((one) => shown(one) && one.getBoundingClientRect().right > root.clientWidth + 1 && !kept(one))
      .slice(0, 4).forEach((one) => say('too wide', one));
  }

  // No word is cut off. What ends in three dots does so by design, and what scrolls can be scrolled.
  const cut = (text, rect) => {
    let [across, down] = [true, true];
    for (let up = text.parentElement; up && up !== document.body && (across || down); up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.display === 'inline' || style.display === 'contents') continue;
      const box = up.getBoundingClientRect();
      const [left, top] = [box.left + up.clientLeft, box.top + up.clientTop];
      if (across && hides(style.overflowX) && style.textOverflow !== 'ellipsis'
        && (rect.left < left - SLACK || rect.right > left + up.clientWidth + SLACK)) return up;
      if (down && hides(style.overflowY) && (rect.top + rect.height / 4 < top || rect.bottom - rect.height / 4 > top + up.clientHeight)) return up;
      // Three dots end a line of its own and of what stands in it.
      across &&= !scrolls(style.overflowX) && style.textOverflow !== 'ellipsis';
      down &&= !scrolls(style.overflowY);
      if (style.position === 'fixed') return undefined;
    }
    return undefined;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const guilty = new Set();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const parent = text.parentElement;
    if (!text.nodeValue.trim() || parent.closest('svg, script, style, noscript, template, [aria-hidden=true], option')) continue;
    if (!shown(parent) || unseen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) {
      if (rect.width === 0) continue;
      const box = cut(text, rect);
      if (box && !guilty.has(box)) {
        guilty.add(box);
        found.push(`cut off: ${place(box)} “${text.nodeValue.replace(/\s+/g, ' ').trim().slice(0, 60)}”`);
      }
    }
  }

  // Every control can be brought before the eyes and pressed: in its middle lies nothing else.
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]';
  const [left, top] = [scrollX, scrollY];
  for (const control of document.querySelectorAll(controls)) {
    // What is hidden from whoever listens and stands beside the screen is a trap for machines.
    if (!(control instanceof HTMLElement) || control.closest('iframe, [inert], .found-trap')) continue;
    // What is chosen by its label is as large as that.
    const label = control.matches('input') ? control.closest('label') ?? control.labels?.[0] : undefined;
    const chosen = label && (control.matches('[type=radio], [type=checkbox], [type=file]') || unseen(control)) ? label : control;
    if (!shown(chosen) || unseen(chosen) || getComputedStyle(chosen).pointerEvents === 'none') continue;
    chosen.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const rects = [...chosen.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    if (rects.length === 0) continue;
    // A link that goes on in the next line is pressed where there is most of it.
    const largest = rects.reduce((most, one) => (one.width * one.height > most.width * most.height ? one : most));
    const [x, y] = [largest.left + largest.width / 2, largest.top + largest.height / 2];
    if (x < 0 || y < 0 || x >= root.clientWidth || y >= root.clientHeight) {
      say('out of reach', control);
      continue;
    }
    const over = document.elementFromPoint(x, y);
    const own = over && (chosen.contains(over) || over.closest('label')?.contains(control) || over.closest('label')?.control === control);
    if (!own) {
      say(`covered by ${over ? place(over) : 'nothing that is ours'}`, control);
    }
  }
  scrollTo({ left, top, behavior: 'instant' });
  return found;
}

/**
 * The addresses of our own pages to which the page leads from its middle and from its rail, with what is read as a page only.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export function leadsTo(page) {
  return page.evaluate(() => [...document.querySelectorAll('main a[href], .shell-nav a[href]')]
    .filter((link) => link.origin === location.origin && !link.hasAttribute('download') && !link.target)
    .map((link) => link.pathname + link.search));
}
