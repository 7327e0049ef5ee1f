// Waits for what a person would see. Nothing here sleeps for a fixed time.

/** How long anything may take to be seen: two cores are shared by everything, and a screen shows for a while how the last act ended. */
const PATIENCE_MS = 40_000;

/**
 * Waits until a text can be read somewhere on the page (or within a part of it).
 * @param {import('playwright-core').Page | import('playwright-core').Locator} where
 * @param {string | RegExp} text
 */
export async function sees(where, text) {
  await where.getByText(text).filter({ visible: true }).first().waitFor({ timeout: PATIENCE_MS })
    .catch((error) => { throw new Error(`nobody can read ${text} on ${address(where)}`, { cause: error }); });
}

/** Waits for a heading of any level. */
export async function heads(where, name) {
  await where.getByRole('heading', { name }).first().waitFor({ timeout: PATIENCE_MS })
    .catch((error) => { throw new Error(`there is no heading ${name} on ${address(where)}`, { cause: error }); });
}

/** Waits until a text is gone. */
export async function nolonger(where, text) {
  await where.getByText(text).filter({ visible: true }).first().waitFor({ state: 'hidden', timeout: PATIENCE_MS });
}

/**
 * Looks again and again until `look` answers something true, for what does not come to a page by itself.
 * @template T
 * @param {string} what said when it never came
 * @param {() => Promise<T>} look
 * @returns {Promise<T>}
 */
export async function until(what, look) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function address(where) {
  return 'url' in where ? where.url() : where.page().url();
}
