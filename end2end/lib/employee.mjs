// What an employee does in the portal.

import { heads } from './seen.mjs';

/**
 * @typedef {object} Entered
 * @property {string} address of its page
 * @property {number} door
 */

/** Opens the form and waits until it hears what is chosen. */
export async function openForm(page, locale = 'en') {
  await page.goto(`/${locale}/employee/deliveries/new`);
  await submitButton(page).waitFor();
  await page.locator('.delivery-submit button:enabled').waitFor();
}

/**
 * Fills the form in; what is not given stays as it is.
 * @param {{ name?: string, email?: string, phone?: string, language?: string, item?: string, reference?: string, bank?: string, size?: string }} what
 */
export async function fillForm(page, what) {
  for (const field of ['name', 'email', 'phone', 'reference']) {
    if (what[field] !== undefined) await page.locator(`#${field}`).fill(what[field]);
  }
  if (what.item !== undefined) await page.locator('#item').selectOption(what.item);
  if (what.language !== undefined) await choose(page, 'locale', what.language);
  if (what.bank !== undefined) await choose(page, 'bank', what.bank);
  if (what.size !== undefined) await choose(page, 'size', what.size);
}

async function choose(page, name, value) {
  await page.locator(`label.choice-card:has(input[name="${name}"][value="${value}"])`).click();
}

export function submitButton(page) {
  return page.locator('.delivery-submit button');
}

/**
 * Enters a delivery and waits for its page.
 * @returns {Promise<Entered>}
 */
export async function enterDelivery(page, what) {
  await openForm(page);
  await fillForm(page, { item: 'passport', size: 'S', ...what });
  await submitButton(page).click();
  await page.waitForURL(/\/employee\/deliveries\/[0-9a-f-]{36}$/);
  const door = Number(await page.locator('.delivery-door .tag-number').textContent());
  await heads(page, `Door ${door} is reserved for you`);
  return { address: new URL(page.url()).pathname, door };
}

/** Presses Open on the delivery's page. */
export async function pressOpen(page) {
  await page.locator('.delivery-door').getByRole('button', { name: /^Open door/ }).click();
}

/** Cancels with a reason, through the dialog. */
export async function cancel(page, reason) {
  await page.locator('.delivery-cancel > button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Cancel this delivery' }).click();
}

/** The lines of the history, newest first. */
export function historyLines(page) {
  return page.locator('.timeline-title').allTextContents();
}
