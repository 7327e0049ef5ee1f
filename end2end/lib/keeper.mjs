// What a manager does with banks and their screens.

import { heads } from './seen.mjs';

const PLACE = {
  name: 'Station locker', address: 'Piața Gării 1', city: 'Cluj-Napoca', latitude: '46.7712', longitude: '23.6236',
  time_zone: 'Europe/Bucharest', opening_hours: '24/7', hotline: '+40 264 555 010',
};

/** Opens the form of a new bank and waits until it hears what is typed. */
export async function openBankForm(page, locale = 'en') {
  await page.goto(`/${locale}/manager/banks/new`);
  await page.locator('.lockers-new-submit button:enabled').waitFor();
}

/** Fills it in; what is not given is the place of an ordinary bank. */
export async function fillBankForm(page, what = {}) {
  for (const [field, value] of Object.entries({ ...PLACE, ...what })) await page.locator(`#${field}`).fill(value);
}

/**
 * Sets a bank up, leaves its doors as they are, and waits for its page.
 * @returns {Promise<{ id: string }>}
 */
export async function createBank(page, what = {}) {
  await openBankForm(page);
  await fillBankForm(page, what);
  await page.locator('.lockers-new-submit button').click();
  // First its doors can be arranged.
  await page.waitForURL(/\/manager\/banks\/[0-9a-f-]{36}\/layout$/);
  await page.goto(page.url().replace(/\/layout$/, ''));
  await heads(page, what.name ?? PLACE.name);
  return { id: new URL(page.url()).pathname.split('/').pop() };
}

/** Makes a pairing code on the bank's page. */
export async function pairingCode(page) {
  await page.getByRole('button', { name: 'Make a pairing code' }).click();
  const groups = page.locator('.lockers-pairing .plate-group');
  await groups.first().waitFor();
  return (await groups.allTextContents()).join('');
}

/** Opens a bank's page and waits until it listens: what is pressed before that is lost. */
export async function openBank(page, id) {
  const lives = page.waitForRequest((request) => new URL(request.url()).pathname === '/live', { timeout: 30_000 });
  await page.goto(`/en/manager/banks/${id}`);
  await lives;
}
