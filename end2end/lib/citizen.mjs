// A citizen with the link from the message.

import { readQr } from './qr.mjs';

/** Follows the link; the secret must be gone from the address afterwards. */
export async function followLink(page, link) {
  await page.goto(link);
  await page.waitForURL(/\/[a-z]{2}\/pickup$/);
}

/** The code as it stands on the page. */
export async function codeOf(page) {
  const groups = await page.locator('.ticket .plate-group').allTextContents();
  return groups.join('').trim();
}

/** What a scanner reads from the page's QR. */
export function qrOf(page) {
  return readQr(page.locator('.ticket svg.qr'));
}
