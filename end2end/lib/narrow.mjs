// On a screen as narrow as any, nothing must be fetched by scrolling sideways.

import assert from 'node:assert/strict';

/**
 * Fails if the page is wider than 320 px on such a screen; leaves the screen as it was.
 * @param {import('playwright-core').Page} page
 */
export async function fitsNarrow(page) {
  await fits(page, { width: 320, height: 640 });
}

/**
 * As `fitsNarrow`, for a screen of 1280 × 1024 px on which everything is drawn at 200 %: half as many pixels of the page's.
 * @param {import('playwright-core').Page} page
 */
export async function fitsZoomed(page) {
  await fits(page, { width: 640, height: 512 });
}

async function fits(page, screen) {
  const before = page.viewportSize();
  await page.setViewportSize(screen);
  const measure = () => page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const scrolls = (element) => {
      for (let up = element.parentElement; up; up = up.parentElement) {
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX) && up !== document.body) return true;
      }
      return false;
    };
    const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > limit + 1 && !scrolls(e));
    return [document.documentElement.scrollWidth - limit, out.slice(0, 4).map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`)];
  });
  let [wide, culprits] = await measure();
  // Lengths in parts of the window follow a change of the window a moment later.
  for (let look = 0; wide > 1 && look < 5; look += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    [wide, culprits] = await measure();
  }
  await page.setViewportSize(before);
  assert.ok(wide <= 1, `${page.url()} is ${wide} px too wide at ${screen.width} px: ${culprits.join(', ')}`);
}
