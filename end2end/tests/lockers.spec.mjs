// A manager's banks: seen live, set up, given an account and a screen.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { demoBanks, signIn } from '../lib/doors.mjs';
import { Hands } from '../lib/hands.mjs';
import { journeys } from '../lib/journey.mjs';
import { createBank, fillBankForm, openBank, openBankForm, pairingCode } from '../lib/keeper.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('lockers');

journey('the banks and their doors are seen as they stand', async ({ open }) => {
  const page = await open();
  const banks = await demoBanks(page);
  assert.equal(banks.length, 3);
  await signIn(page, 'manager');
  await page.goto('/en/manager/banks');
  for (const { name, city } of banks) {
    const row = page.getByRole('row').filter({ hasText: name });
    await sees(row, city);
    await sees(row, 'Connected');
  }
  await page.getByRole('row').filter({ hasText: banks[2].name }).getByRole('link').first().click();
  await heads(page, banks[2].name);

  const hands = await new Hands(await open(), banks[2].id).come();
  const door = page.locator('.door-grid [role=button]').first();
  const number = Number(/\d+/.exec(await door.getAttribute('aria-label'))[0]);
  await hands.do(number, 'force');
  await page.locator(`.door-grid [aria-label^="Door ${number},"][aria-label$="Open"]`).waitFor();
  await hands.do(number, 'push');
  // Opened without an order: it stays a fault until somebody has looked.
  await page.locator(`.door-grid [aria-label^="Door ${number},"][aria-label$="Fault"]`).waitFor();
  await door.press('Enter');
  await sees(page, 'The door opened without an order');
});

journey('a door is taken out of service with a reason, and put back', async ({ open }) => {
  const page = await open();
  const [bank] = await demoBanks(page);
  await signIn(page, 'manager');
  await openBank(page, bank.id);
  const door = page.locator('.door-grid [role=button][aria-label$="Free"]').last();
  await door.waitFor();
  const number = Number(/\d+/.exec(await door.getAttribute('aria-label'))[0]);
  await door.click();
  await page.getByRole('button', { name: 'Take out of service' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Take out of service' }).click();
  await sees(dialog, 'Please give a reason.');
  await dialog.getByLabel('Reason').fill('The hinge is loose');
  await dialog.getByRole('button', { name: 'Take out of service' }).click();
  await sees(page, 'Out of service: The hinge is loose');
  await page.locator(`.door-grid [aria-label^="Door ${number},"][aria-label$="Out of service"]`).waitFor();
  await page.getByRole('button', { name: 'Put back in service' }).click();
  await page.locator(`.door-grid [aria-label^="Door ${number},"][aria-label$="Free"]`).waitFor();
});

journey('a door that was forced goes back into service when two people have looked', async ({ open, shot }) => {
  const page = await open();
  const banks = await demoBanks(page);
  const bank = banks[2];
  await signIn(page, 'manager');
  await openBank(page, bank.id);
  const door = page.locator('.door-grid [role=button][aria-label$="Free"]').last();
  await door.waitFor();
  const number = Number(/\d+/.exec(await door.getAttribute('aria-label'))[0]);
  const hands = await new Hands(await open(), bank.id).come();
  await hands.do(number, 'force');
  await hands.do(number, 'push');
  const drawn = (screen, state) => screen.locator(`.door-grid [aria-label^="Door ${number},"][aria-label$="${state}"]`);
  await drawn(page, 'Fault').waitFor();
  await drawn(page, 'Fault').press('Enter');
  await sees(page, 'Two people must say so, because the door was forced');
  await page.getByRole('button', { name: 'Take out of service' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Somebody looks at it');
  await dialog.getByRole('button', { name: 'Take out of service' }).click();
  await sees(page, 'Out of service: Somebody looks at it');
  const back = (screen) => screen.getByRole('button', { name: 'Put back in service' });
  await back(page).click();
  await sees(page, 'One person has said so. A second one must look and say so too.');
  await shot(page, 'clearing-desktop', { whole: true });
  page.complaints.expectRefusals();
  await back(page).click();
  await sees(page, 'a second colleague must say so too');
  await drawn(page, 'Fault').waitFor();

  const second = await open();
  await signIn(second, 'administrator');
  await openBank(second, bank.id);
  await drawn(second, 'Fault').waitFor();
  await drawn(second, 'Fault').press('Enter');
  await back(second).click();
  await drawn(second, 'Free').waitFor();
  await drawn(page, 'Free').waitFor();
});

journey('a door out of service is opened for a test by somebody on site, and put back', async ({ open, shot }) => {
  const page = await open();
  const banks = await demoBanks(page);
  const bank = banks[1];
  await signIn(page, 'manager');
  await openBank(page, bank.id);
  const door = page.locator('.door-grid [role=button][aria-label$="Free"]').last();
  await door.waitFor();
  const number = Number(/\d+/.exec(await door.getAttribute('aria-label'))[0]);
  await door.click();
  await page.getByRole('button', { name: 'Take out of service' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('It sticks');
  await dialog.getByRole('button', { name: 'Take out of service' }).click();
  await sees(page, 'Out of service: It sticks');
  const hands = await new Hands(await open(), bank.id).come();
  await page.getByRole('button', { name: 'Test opening' }).click();
  await sees(dialog, `Open door ${number} for a test?`);
  await dialog.getByRole('button', { name: `Open door ${number}` }).click();
  await hands.seesOpen(number);
  await sees(page, /It opened\. Push it shut/);
  await hands.do(number, 'push');
  await sees(page, /It opened and closed; the sensor sees nothing inside · /);
  await sees(page, 'Out of service: It sticks');
  await axe(page);
  await shot(page, 'lockers-tested-desktop');
  await page.setViewportSize({ width: 390, height: 844 });
  await axe(page);
  await shot(page, 'lockers-tested-phone');
  await page.getByRole('button', { name: 'Put back in service' }).click();
  await page.locator(`.door-grid [aria-label^="Door ${number},"][aria-label$="Free"]`).waitFor();
});

journey('a bank is set up, gets an account, and a screen is paired with it', async ({ open }) => {
  const page = await open();
  await signIn(page, 'manager');
  await openBankForm(page);
  const drawn = page.locator('.lockers-new .door-grid .door');
  assert.equal(await drawn.count(), 13, 'the first layout is drawn at once');
  await page.locator('#layout').fill('S S M / L XL');
  await sees(page, '5 doors');
  assert.equal(await drawn.count(), 5);
  await page.locator('#layout').fill('S Q');
  await fillBankForm(page, { layout: 'S Q', latitude: '146' });
  await page.locator('.lockers-new-submit button').click();
  await page.getByRole('alert').filter({ hasText: 'need your attention' }).waitFor();
  assert.equal(await page.locator('#latitude').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.locator('#layout').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.locator('#name').inputValue(), 'Station locker');

  const { id } = await createBank(page, { name: 'Harbour locker', city: 'Constanța', layout: 'S S M / L' });
  await sees(page, 'Was never connected');

  await page.getByRole('button', { name: 'Make a new password' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new password' }).click();
  await sees(page, 'Shown only now');
  await sees(page, /cloakroom bank run/);

  const code = await pairingCode(page);
  assert.match(code, /^\d{8}$/);
  const screen = await open({ width: 1080, height: 1920 });
  await screen.goto(`/kiosk/${id}`);
  await screen.waitForURL(/\/en\/pair$/);
  await screen.locator('#code').fill('00000000');
  screen.complaints.expect(/status of 4\d\d/);
  await screen.getByRole('button', { name: 'Pair this screen' }).click();
  await sees(screen, 'This pairing code is not valid.');
  await screen.locator('#code').fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await screen.getByRole('button', { name: 'Pair this screen' }).click();
  await screen.waitForURL(new RegExp(`/kiosk/${id}$`));
  await heads(screen, 'This locker has no connection');

  await page.reload();
  await sees(page, '1 screen is paired');
  await page.getByRole('button', { name: 'Unpair all screens' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unpair all screens' }).click();
  await sees(page, 'No screen is paired yet.');
  await heads(screen, 'This screen is not paired yet');
});
