// Pictures of pages.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { results } from './places.mjs';
import { makeSmall } from './small.mjs';

/** Where the pictures that journeys take are kept, when somebody wants to keep them: see scripts/screenshots. */
const kept = process.env.CLOAKROOM_PICTURES;

/**
 * Takes a picture of the page into `end2end/results/<name>.png`, or where pictures are kept; returns where it is.
 * @param {import('playwright-core').Page} page
 * @param {string} name
 * @param {{ whole?: boolean, folder?: string }} [options] `whole`: the full length, not only the window
 */
export async function shot(page, name, { whole = false, folder = kept || results } = {}) {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage: whole, animations: 'disabled' });
  if (folder === kept) await makeSmall(file);
  return file;
}
