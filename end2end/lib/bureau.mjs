// What people of the lost-property bureau do again and again: at the desk, at a dealer's, and finders who have a tag in the hand.

import { signIn } from './doors.mjs';
import { sees } from './seen.mjs';

/** A phone in one hand. */
export const PHONE = { width: 390, height: 844 };
const PASSWORD = 'cloakroom-demo';

/** Signs in with address and password: the people of other offices have no button on the demo's page. */
export async function signInAs(page, email) {
  await page.goto('/en/sign-in');
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('form:has(#password)').getByRole('button').click();
  await page.waitForURL((address) => !address.pathname.endsWith('/sign-in'));
}

/** Keys of the one-click dealer in this state, as printed; `page` is signed in as the dealer afterwards. */
export async function keysOfDealer(page, state) {
  await signIn(page, 'dealer');
  await page.goto(`/en/dealer/keys?state=${state}`);
  await page.locator('main tbody tr').first().waitFor();
  const plates = await page.locator('main tbody tr .plate').allTextContents();
  return plates.map((plate) => plate.replace(/\s/g, '').replace(/^(.{4})/, '$1-'));
}

/** At the desk: a key gets its owner by telephone. */
export async function activateByPhone(page, { key, name, email, phone = '', thing = 'House keys' }) {
  await page.goto('/en/desk/activate');
  await page.locator('#key').fill(key);
  await page.locator('#kind').selectOption('keys');
  await page.locator('#thing').fill(thing);
  await page.locator('#name').fill(name);
  await page.locator('#locale').selectOption('en');
  await page.locator('#phones0').fill(phone);
  await page.locator('#email').fill(email);
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await page.waitForURL(/\/desk\/keys\//);
  await sees(page, 'Active');
  return new URL(page.url()).pathname;
}

/** At the desk: takes a report by telephone and answers the address of the case. */
export async function takeReport(page, key, name, { phone = '+40 721 555 777', email = '' } = {}) {
  await page.goto('/en/desk/report');
  await page.locator('#key').fill(key);
  await page.locator('#place').fill('Strada Lipscani 12');
  await page.locator('#postcode').fill('030031');
  await page.locator('#country').fill('RO');
  await page.locator('#name').fill(name);
  await page.locator('#phone').fill(phone);
  await page.locator('#email').fill(email);
  await page.getByRole('button', { name: 'Open the case' }).click();
  await page.waitForURL(/\/desk\/cases\/\d{4}-\d{4}$/);
  return new URL(page.url()).pathname;
}

/** At the desk, on the page of a case: makes a ticket to the owner's door and answers its address. */
export async function makeTicket(page, owner) {
  await page.getByRole('link', { name: 'Make a ticket' }).click();
  await page.waitForURL(/\/ticket$/);
  await page.locator('[id="to.kind"]').selectOption('owner');
  const fields = { 'to.name': owner.name, 'to.address': 'Calea Victoriei 100', 'to.phone': owner.phone ?? '', 'to.email': owner.email, 'from.address': 'Strada Lipscani 12', 'from.city': 'București', 'to.city': 'București' };
  for (const [field, value] of Object.entries(fields)) await page.locator(`[id="${field}"]`).fill(value);
  await page.getByRole('button', { name: 'Make the ticket' }).click();
  await page.waitForURL(/\/desk\/tickets\/[0-9a-f-]+$/);
  return new URL(page.url()).pathname;
}

/** A finder answers the four questions and comes to the page of the case; answers its number. */
export async function report(page, { key, photo, place = 'Strada Lipscani 12', country = 'RO', postcode = '030031', name = '', email = '', phone = '', words = '' }) {
  await page.goto(`/f/${key}`);
  await page.waitForURL(/\/found\/[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await page.locator('#place').fill(place);
  await page.locator('#country').selectOption(country);
  await page.locator('#postcode').fill(postcode);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('#name').fill(name);
  await page.locator('#email').fill(email);
  await page.locator('#phone').fill(phone);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('#words').fill(words);
  await page.getByRole('button', { name: 'Go on' }).click();
  if (photo) await page.locator('#photo').setInputFiles(photo);
  await page.getByRole('button', { name: photo ? 'Send the report' : 'Send without a photo' }).click();
  await page.waitForURL(/\/en\/case\/\d{8}$/);
  return /\d{8}$/.exec(page.url())[0];
}

/** The page that plays a payment provider: one page of ours leads to it, and the card is accepted. */
export async function payByTestPay(page) {
  await page.waitForURL(/\/pay\//);
  await page.getByRole('button', { name: /^Pay / }).click();
  await page.waitForURL(/\/test-pay\//);
  await page.getByRole('button', { name: 'The payment is accepted' }).click();
  await page.waitForURL((address) => !address.pathname.includes('/test-pay/'));
}
