// A person before the kiosk's screen.

import { readQr } from './qr.mjs';

/** Makes this page the kiosk of a bank by the demo's one click, and waits until it lives. */
export async function openKiosk(page, bank) {
  await page.goto('/en/demo');
  const lives = livesNow(page);
  await page.locator(`form[action$="/demo/kiosk"]:has(input[value="${bank}"])`).getByRole('button').click();
  await page.waitForURL(/\/kiosk\//);
  await lives;
  await page.locator('.kiosk-main').waitFor();
}

/** Loads the kiosk's address anew and waits until it lives. */
export async function reloadKiosk(page) {
  const lives = livesNow(page);
  await page.reload();
  await lives;
}

/** The page listens to nudges only once it is hydrated: then it hears keys too. */
function livesNow(page) {
  return page.waitForRequest((request) => new URL(request.url()).pathname === '/live/kiosk', { timeout: 30_000 });
}

/** Touches the keys of the code pad, one after the other. */
export async function typeCode(page, code) {
  for (const sign of code.replaceAll(/\s/g, '')) await page.locator('.pad-key').getByText(sign, { exact: true }).click();
}

/**
 * Holds a QR before the scanner, which types what it reads as a keyboard and ends with Enter. A scanner is quicker than any
 * way of telling a browser to press a key: so all presses are made inside the page.
 */
export async function scan(page, text) {
  await page.evaluate((read) => {
    const press = (key, code) => (document.activeElement ?? document.body)
      .dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
    for (const sign of read) press(sign, /\d/.test(sign) ? `Digit${sign}` : '');
    press('Enter', 'Enter');
  }, text);
}

/** The address in the QR that the kiosk's screen shows, read from its picture. */
export function presence(page) {
  return readQr(page.locator('.kiosk-ways svg.qr'));
}

/** The number of the door that the kiosk's drawing marks. */
export async function markedDoor(page) {
  const marked = page.locator('.act-bank [aria-label$="this one"]').first();
  await marked.waitFor();
  return Number(/\d+/.exec(await marked.getAttribute('aria-label'))[0]);
}
