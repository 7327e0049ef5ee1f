// Hands that have a keyboard and nothing else.

import assert from 'node:assert/strict';

/** So many presses of Tab lead everywhere on a page of ours. */
const MOST = 150;

/**
 * Presses Tab until the caret is at the first thing that this finds, and that it can be seen there.
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Locator} target
 */
export async function tabTo(page, target) {
  const one = target.first();
  await one.waitFor({ state: 'attached' });
  for (let presses = 0; presses < MOST; presses += 1) {
    await page.keyboard.press('Tab');
    if (await one.evaluate((element) => element === document.activeElement)) {
      assert.ok(await one.evaluate((element) => element.matches(':focus-visible')), 'whoever comes by keyboard sees where they are');
      return;
    }
  }
  const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  throw new Error(`no Tab leads to ${target} on ${page.url()}; the last was ${where}`);
}

/** Goes there and presses Enter. */
export async function pressAt(page, target) {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Goes there and types. */
export async function typeAt(page, target, text) {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

/**
 * Chooses one of several that exclude each other: Tab leads to the group, the arrows within it.
 * @param {string} name of the radio buttons
 * @param {string} value
 */
export async function chooseAt(page, name, value) {
  const all = page.locator(`input[type=radio][name="${name}"]:enabled`);
  await all.first().waitFor({ state: 'attached' });
  const within = () => page.evaluate((wanted) => document.activeElement?.name === wanted, name);
  for (let presses = 0; presses < MOST && !(await within()); presses += 1) await page.keyboard.press('Tab');
  assert.ok(await within(), `no Tab leads to ${name}`);
  const chosen = () => page.evaluate((wanted) => document.activeElement.value === wanted && document.activeElement.checked, value);
  if (!(await chosen())) await page.keyboard.press('Space');
  for (let presses = await all.count(); presses > 0 && !(await chosen()); presses -= 1) await page.keyboard.press('ArrowDown');
  assert.ok(await chosen(), `no arrow leads to ${value} of ${name}`);
}
