// The lost-property bureau's desk and its couriers: a thing that was found goes home.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { PHONE, activateByPhone, keysOfDealer, makeTicket, signInAs, takeReport } from '../lib/bureau.mjs';
import { messageTo, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { NO_PICTURE, drawn, photo } from '../lib/picture.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('desk');

// A well-formed number that no tag carries.
const UNKNOWN_KEY = '2222-2222';

const MARIA = { name: 'Maria Pop', email: 'maria.pop@example.org', phone: '+40 721 555 888' };

journey('a thing is fetched and brought, and the case closes itself', async ({ open, shot }) => {
  const dispatcher = await open();
  await signIn(dispatcher, 'dispatcher');
  assert.match(dispatcher.url(), /\/en\/desk$/);
  const place = await takeReport(dispatcher, UNKNOWN_KEY, 'Ion Popescu');
  await sees(dispatcher, 'You work on this case');
  await axe(dispatcher);
  await shot(dispatcher, 'desk-case', { whole: true });
  const ticket = await makeTicket(dispatcher, MARIA);
  await sees(dispatcher, 'Waiting for a courier');
  const code = (await dispatcher.locator('.plate').first().textContent()).replace(/\s/g, '');
  const finder = await messageTo(await open(), '+40721555777', /code/i);
  assert.ok(finder.text.replace(/\s/g, '').includes(code), 'the finder was told the code that the desk reads out');

  const courier = await open(PHONE);
  courier.complaints.expectRefusals();
  await signIn(courier, 'courier');
  await courier.waitForURL(/\/en\/courier$/);
  await axe(courier);
  await shot(courier, 'courier-day', { whole: true });
  await courier.locator(`form[action="${ticket.replace('/desk/tickets/', '/courier/')}/accept"]`).getByRole('button').click();
  await courier.waitForURL(/\/courier\/[0-9a-f-]+$/);
  // The desk sees it by itself.
  await sees(dispatcher, 'Accepted');
  await courier.getByRole('button', { name: 'I am on the way' }).click();
  assert.equal(await courier.locator('#photo').getAttribute('capture'), 'environment', 'a telephone opens its camera');
  await courier.locator('#code').fill(code);
  await courier.locator('#photo').setInputFiles(NO_PICTURE);
  await courier.getByRole('button', { name: 'I have it' }).click();
  await courier.locator('#photo-error').waitFor();
  await axe(courier);
  await courier.locator('#code').fill('222222');
  await courier.locator('#photo').setInputFiles(photo());
  await courier.getByRole('button', { name: 'I have it' }).click();
  await sees(courier, /This is not the code/);
  await sees(courier, /choose the photo once more/);
  await axe(courier);
  await shot(courier, 'courier-job', { whole: true });
  await courier.locator('#code').fill(code);
  await courier.locator('#photo').setInputFiles(photo({ colour: [184, 134, 45] }));
  await courier.getByRole('button', { name: 'I have it' }).click();
  await sees(courier, 'With the courier');
  await sees(dispatcher, 'With the courier');

  const owner = await messageTo(await open(), 'maria.pop@example.org', /Say this code|Spuneți|Назовите|口令/);
  const brought = /([0-9A-Z]{3} [0-9A-Z]{3})/.exec(owner.text)[1];
  await courier.locator('#code').fill(brought.toLowerCase());
  await courier.locator('#photo').setInputFiles(photo({ side: 96, colour: [15, 92, 76] }));
  await shot(courier, 'courier-deliver', { whole: true });
  await courier.getByRole('button', { name: 'Handed over' }).click();
  await courier.waitForURL(/\/en\/courier$/);
  await sees(courier, 'Done today');
  await dispatcher.goto(place);
  await sees(dispatcher, 'Returned');
  await sees(dispatcher, 'Delivered');
  // Both sides hear that it is over.
  await messageTo(await open(), '+40721555777', /./);
  await dispatcher.goto(ticket);
  await sees(dispatcher, 'The right code was said');
  const proofs = dispatcher.locator('img.photo');
  assert.ok(await drawn(proofs.first()) && await drawn(proofs.last(), 96), 'both hand-overs are proved');
  await axe(dispatcher);
  await shot(dispatcher, 'desk-ticket-photos', { whole: true });
  const elsewhere = await open();
  await signInAs(elsewhere, 'tatiana.belova@demo.example');
  assert.equal((await elsewhere.request.get(`${ticket}/photo/pick-up`)).status(), 404, 'not for another office');
  assert.equal((await courier.request.get(`${ticket}/photo/pick-up`)).status(), 404);
  const manager = await open();
  await signIn(manager, 'manager');
  const seen = await manager.request.get(`${ticket}/photo/delivery`);
  assert.equal(seen.status(), 200, 'managers see the proof');
  assert.ok(!(await seen.body()).includes('GPS'), 'what the camera wrote is taken out');
});

journey('another office sees and touches nothing of it', async ({ open }) => {
  const dispatcher = await open();
  await signIn(dispatcher, 'dispatcher');
  const place = await takeReport(dispatcher, '3333-3339', 'Vasile Rusu');
  const ticket = await makeTicket(dispatcher, MARIA);
  const job = ticket.replace('/desk/tickets/', '/courier/');
  for (const [email, addresses] of [
    ['tatiana.belova@demo.example', [place, `${place}/ticket`, ticket]],
    ['zhou.qiang@demo.example', [job]],
  ]) {
    const stranger = await open();
    stranger.complaints.expect(/status of 404/);
    await signInAs(stranger, email);
    for (const address of addresses) {
      const answer = await stranger.goto(address);
      assert.equal(answer.status(), 404, address);
    }
  }
});

journey('the desk works by the keyboard alone', async ({ open }) => {
  const page = await open();
  await signIn(page, 'dispatcher');
  const place = await takeReport(page, '4444-444G', 'Elena Dinu');
  const number = place.split('/').at(-1);
  await page.goto('/en/desk');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q', 'the caret waits in the box');
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.pathname === place);
  await page.goto('/en/desk');
  await page.keyboard.press('Tab');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  await page.keyboard.press('ArrowDown');
  assert.ok(await page.evaluate(() => document.activeElement.matches('a.table-link')));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/desk\/cases\//);
});

journey('a slip of a key is told as a slip, and two do not work on one case unknowingly', async ({ open }) => {
  const page = await open();
  await signIn(page, 'dispatcher');
  await page.goto('/en/desk?q=7QK4-M2X9');
  await sees(page, 'That is no key');
  await axe(page);
});

journey('every page of desk, courier and offices speaks four languages', async ({ open, shot }) => {
  const page = await open();
  await signIn(page, 'dispatcher');
  const place = await takeReport(page, '5555-555Q', 'Ana Pop');
  const number = place.split('/').at(-1);
  for (const path of ['/desk', '/desk/activate', '/desk/report', '/desk/tickets', `/desk/cases/${number}`, `/desk/cases/${number}/ticket`, '/desk?q=zzzz']) {
    await inEveryLanguage(page, (locale) => page.goto(`/${locale}${path}`));
  }
  await page.goto('/ro/desk');
  await shot(page, 'desk-home', { whole: true });
  const courier = await open(PHONE);
  await signIn(courier, 'courier');
  await inEveryLanguage(courier, (locale) => courier.goto(`/${locale}/courier`));
  const manager = await open();
  await signIn(manager, 'manager');
  await manager.goto('/en/manager/offices');
  await heads(manager, 'Offices');
  await inEveryLanguage(manager, (locale) => manager.goto(`/${locale}/manager/offices`));
  await manager.getByRole('link', { name: 'Biroul București' }).click();
  await shot(manager, 'office', { whole: true });
  await inEveryLanguage(manager, (locale) => manager.goto(manager.url().replace(/\/(en|ro|ru|zh)\//, `/${locale}/`)));
});

journey('nothing is wider than a narrow telephone', async ({ open }) => {
  const page = await open({ width: 320, height: 700 });
  await signIn(page, 'dispatcher');
  const place = await takeReport(page, '6666-666Y', 'Ana Pop');
  for (const path of ['/en/desk', '/en/desk/activate', '/en/desk/report', '/en/desk/tickets', place, `${place}/ticket`]) {
    await page.goto(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
  }
});

journey('a key is activated by telephone and found by its owner', async ({ open, shot }) => {
  const [key] = await keysOfDealer(await open(), 'sold');
  const page = await open();
  await signIn(page, 'dispatcher');
  await page.goto('/en/desk/activate');
  await sees(page, 'Please read me the number on the tag');
  await shot(page, 'desk-activate', { whole: true });
  page.complaints.expectRefusals();
  await page.locator('#key').fill('7QK4-M2X9');
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'need your attention' }).waitFor();
  const email = 'olga.pop@example.org';
  const place = await activateByPhone(page, { key, name: 'Olga Pop', email, phone: '+40 721 555 999', thing: 'Bicycle' });
  await sees(page, 'Paid until');
  await messageTo(await open(), email, new RegExp(key));
  for (const words of ['Olga', '+40 721 555 999', key.toLowerCase().replace('-', ' ')]) {
    await page.goto('/en/desk');
    await page.locator('#q').fill(words);
    await page.keyboard.press('Enter');
    await page.locator(`a[href="${place}"]`).first().waitFor();
  }
  await axe(page);
  await shot(page, 'desk-found-owner', { whole: true });
});
