// The register of found things: what nobody put a tag on goes home all the same, or comes to an end that everybody can read.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { PHONE, signInAs } from '../lib/bureau.mjs';
import { signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { picture } from '../lib/picture.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('register');

/** At the register: enters a thing and answers its address. */
async function enter(page, { category = 'bag', what, description = '', details = '', question = '', area = 'Cotroceni', storage = 'Shelf 9' }) {
  await page.goto('/en/register/new');
  await page.locator('#category').selectOption(category);
  await page.locator('#what').fill(what);
  await page.locator('#description').fill(description);
  await page.locator('#details').fill(details);
  await page.locator('#question').fill(question);
  await page.locator('label.choice-card:has(input[name=source][value=counter])').click();
  await page.locator('#area').fill(area);
  await page.locator('#storage').fill(storage);
  await page.getByRole('button', { name: 'Enter it' }).click();
  await page.waitForURL(/\/en\/register\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

journey('a thing with a picture is searched for, claimed, proved and handed out', async ({ open, shot }) => {
  const staff = await open();
  staff.complaints.expectRefusals();
  await signIn(staff, 'dispatcher');
  await staff.goto('/en/register/new');
  await staff.getByRole('button', { name: 'Enter it' }).click();
  await staff.getByRole('alert').filter({ hasText: 'need your attention' }).waitFor();
  await axe(staff);
  const place = await enter(staff, { what: 'Brown satchel of canvas', description: 'Two buckles, a long strap', details: 'A book about whales inside', question: 'Which book is in it?' });
  await sees(staff, /^\d{4}\/\d{4}$/);
  await staff.locator('#photo').setInputFiles({ name: 'x.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await staff.getByRole('button', { name: 'Keep the photo' }).click();
  await staff.getByRole('alert').first().waitFor();
  await staff.goto(place);
  await staff.locator('#photo').setInputFiles({ name: 'satchel.png', mimeType: 'image/png', buffer: picture() });
  await staff.getByRole('button', { name: 'Keep the photo' }).click();
  await staff.locator('img.photo').waitFor();
  assert.ok(await staff.locator('img.photo').evaluate((image) => image.decode().then(() => image.naturalWidth === 64)), 'the picture is shown');
  const kept = await staff.request.get(`${place}/photo`);
  assert.match(kept.headers()['content-security-policy'], /sandbox/);
  assert.ok(!(await kept.body()).includes('GPS'), 'what the camera wrote is left out');

  // Whoever lost it: a phone, no account, no JavaScript.
  const loser = await open({ ...PHONE, javaScript: false });
  loser.complaints.expectRefusals();
  await loser.goto('/en/lost');
  await loser.getByRole('button', { name: 'Search' }).click();
  await loser.goto('/en/lost?category=&q=&from=&until=&place=x');
  await loser.locator('#q-error').waitFor();
  await loser.locator('#q').fill('brown canvas satchels');
  await loser.locator('#place').fill('Cotroceni');
  await loser.getByRole('button', { name: 'Search' }).click();
  const match = loser.locator('.lost-matches li').first();
  await sees(match, 'Cotroceni');
  const told = await loser.content();
  for (const secret of ['satchel of canvas', 'buckles', 'whales', 'Shelf 9', '/photo']) assert.ok(!told.replace(/value="[^"]*"/g, '').includes(secret), `${secret} is told`);
  await shot(loser, 'register-lost', { whole: true });
  await match.getByRole('link', { name: 'This could be mine' }).click();
  await loser.waitForURL(/\/en\/lost\/[0-9a-f-]{36}$/);
  await sees(loser, 'Which book is in it?');
  await loser.getByRole('button', { name: 'Send the answers' }).click();
  await loser.locator('#email-error').waitFor();
  await loser.locator('#words').fill('Canvas, the left buckle is loose');
  await loser.locator('#answer_1').fill('Moby Dick');
  await loser.locator('#name').fill('Ismail Marin');
  await loser.locator('#phone').fill('+40 721 555 333');
  await shot(loser, 'register-claim', { whole: true });
  await loser.getByRole('button', { name: 'Send the answers' }).click();
  await loser.waitForURL(/\/en\/lost\/claimed\/\d{8}$/);
  await heads(loser, 'Thank you, we have your answers');
  const number = /\d{8}$/.exec(loser.url())[0];
  assert.equal((await staff.request.get(`/en/lost/${place.split('/').at(-1)}/photo`)).status(), 404, 'no picture for the public');

  // The colleague finds it by the number that the claimant tells.
  await staff.goto('/en/register');
  await staff.locator('#q').fill(`${number.slice(0, 4)}-${number.slice(4)}`);
  await staff.getByRole('button', { name: 'Show' }).click();
  await staff.getByRole('link', { name: /Brown satchel/ }).click();
  await sees(staff, 'Moby Dick');
  await sees(staff, 'A book about whales inside');
  await axe(staff);
  await shot(staff, 'register-thing', { whole: true });
  await staff.getByRole('button', { name: 'The answers are right' }).click();
  await staff.locator('#document').selectOption('passport');
  await staff.locator('#name').fill('Ismail Marin');
  await axe(staff);
  await staff.getByRole('button', { name: 'Hand it out' }).click();
  await staff.locator('.badge', { hasText: 'Handed out' }).first().waitFor();
  await staff.goto(`${place}/print`);
  await sees(staff, 'Signature of the receiver');
  await axe(staff);
  await shot(staff, 'register-print', { whole: true });
  loser.complaints.expect(/status of 404/);
  assert.equal((await loser.goto(`/en/lost/${place.split('/').at(-1)}`)).status(), 404, 'it is gone');
});

journey('a wrong answer is declined, a claim at the counter is taken, nobody comes', async ({ open }) => {
  const staff = await open();
  staff.complaints.expectRefusals();
  await signIn(staff, 'dispatcher');
  const place = await enter(staff, { what: 'Opera glasses', category: 'other', details: 'Engraved L. V.' });
  await staff.getByRole('link', { name: 'Somebody claims it here' }).click();
  await staff.getByRole('button', { name: 'Take the claim' }).click();
  await staff.locator('#words-error').waitFor();
  await axe(staff);
  await staff.locator('#words').fill('Small and golden');
  await staff.locator('#name').fill('Livia Vlad');
  await staff.getByRole('button', { name: 'Take the claim' }).click();
  await staff.waitForURL((address) => address.pathname === place);
  await staff.locator('.register-claim summary').click();
  await staff.locator('.register-claim input[name=reason]').fill('Does not know the engraving');
  await staff.locator('.register-claim details').getByRole('button').click();
  await sees(staff, 'Does not know the engraving');
  await staff.goto(`${place}/claim`);
  await staff.locator('#words').fill('Engraved L. V.');
  await staff.locator('#name').fill('Livia Vlad');
  await staff.getByRole('button', { name: 'Take the claim' }).click();
  await staff.getByRole('button', { name: 'The answers are right' }).click();
  await staff.locator('summary', { hasText: 'They do not come' }).click();
  await staff.locator('details[open] input[name=reason]').fill('Three weeks without a word');
  await staff.locator('details[open]').getByRole('button', { name: 'They do not come' }).click();
  await sees(staff, 'Nobody came');
  await staff.locator('.badge', { hasText: 'Kept' }).first().waitFor();
  // What spoils or endangers may be destroyed before its time, with a witness; nothing may be sold.
  await staff.locator('summary', { hasText: 'What is done' }).click();
  assert.equal(await staff.locator('#how option[value=sold]').count(), 0);
  await staff.locator('#how').selectOption('destroyed');
  await staff.locator('#note').fill('Broken glass');
  await staff.getByRole('button', { name: 'Write it into the protocol' }).click();
  await staff.locator('#witness-error').waitFor();
  await staff.locator('#witness').fill('Mihai Dobre');
  await staff.getByRole('button', { name: 'Write it into the protocol' }).click();
  await sees(staff, 'Broken glass · with Mihai Dobre');
  await staff.locator('.badge', { hasText: 'Destroyed' }).first().waitFor();
});

journey('what was kept long enough is sold, and the protocol says so', async ({ open, shot }) => {
  const staff = await open();
  await signIn(staff, 'dispatcher');
  await staff.goto('/en/register');
  await axe(staff);
  await shot(staff, 'register-list', { whole: true });
  await staff.getByRole('link', { name: /kept long enough/ }).click();
  await staff.waitForURL(/due=on/);
  await staff.locator('a.table-link').first().click();
  await staff.waitForURL(/\/register\/[0-9a-f-]{36}$/);
  await axe(staff);
  await staff.locator('#how').selectOption('sold');
  await staff.locator('#note').fill('Auction of the month');
  await staff.locator('#witness').fill('Mihai Dobre');
  await staff.locator('#proceeds').fill('45');
  await staff.locator('#currency').selectOption('RON');
  await staff.getByRole('button', { name: 'Write it into the protocol' }).click();
  await sees(staff, /Auction of the month/);
  await staff.locator('.badge', { hasText: 'Sold' }).first().waitFor();
});

journey('another office sees nothing of it, and how long things are kept is the manager\'s', async ({ open, shot }) => {
  const staff = await open();
  await signIn(staff, 'dispatcher');
  const place = await enter(staff, { what: 'Violin case' });
  const stranger = await open();
  stranger.complaints.expect(/status of 404/);
  await signInAs(stranger, 'tatiana.belova@demo.example');
  for (const address of [place, `${place}/photo`, `${place}/print`, `${place}/change`, `${place}/claim`]) assert.equal((await stranger.goto(address)).status(), 404, address);
  staff.complaints.expect(/status of 404/);
  assert.equal((await staff.goto('/en/register/rules')).status(), 404);
  const manager = await open();
  manager.complaints.expectRefusals();
  await signIn(manager, 'manager');
  await manager.goto('/en/register');
  await manager.getByRole('link', { name: 'How long things are kept' }).click();
  await manager.locator('#country').fill('Romania');
  await manager.locator('#days').fill('0');
  await manager.getByRole('button', { name: 'Write the rule' }).click();
  await manager.locator('#days-error').waitFor();
  await manager.locator('#country').fill('ro');
  await manager.locator('#category').selectOption('bag');
  await manager.locator('#days').fill('77');
  await manager.getByRole('button', { name: 'Write the rule' }).click();
  await manager.locator('tr', { hasText: '77 days' }).waitFor();
  await axe(manager);
  await shot(manager, 'register-rules', { whole: true });
  await manager.locator('tr', { hasText: '77 days' }).getByRole('button').click();
  await manager.locator('tr', { hasText: '77 days' }).waitFor({ state: 'detached' });
});

journey('every page of colleagues speaks four languages and fits a phone', async ({ open, shot }) => {
  const staff = await open();
  await signIn(staff, 'manager');
  await staff.goto('/en/register?stage=under_proof');
  const thing = new URL(await staff.locator('a.table-link').first().evaluate((link) => link.href)).pathname.slice(3);
  for (const path of ['/register', '/register?q=zzzz', '/register/new', '/register/rules', thing, `${thing}/change`, `${thing}/claim`, `${thing}/print`]) {
    await inEveryLanguage(staff, async (locale) => {
      await staff.goto(`/${locale}${path}`);
      await fitsNarrow(staff);
    });
  }
  const phone = await open(PHONE);
  await signIn(phone, 'dispatcher', 'ro');
  await phone.goto('/ro/register');
  await axe(phone);
  await shot(phone, 'register-list-phone', { whole: true });
});

journey('every public page of the register speaks four languages, also in the dark', async ({ open, shot }) => {
  const page = await open();
  await page.goto('/en/lost?category=bag');
  const match = new URL(await page.locator('.lost-matches a').first().evaluate((link) => link.href)).pathname.slice(3);
  for (const path of ['/lost', '/lost?category=bag', '/lost?q=zzzzzz', match, '/lost/claimed/12345671']) {
    await inEveryLanguage(page, async (locale) => {
      await page.goto(`/${locale}${path}`);
      await fitsNarrow(page);
    });
  }
  const dark = await open({ dark: true });
  await dark.goto('/zh/lost?category=wallet');
  await shot(dark, 'register-lost-zh-dark', { whole: true });
  const map = await (await page.request.get('/sitemap.xml')).text();
  assert.match(map, /\/ru\/lost<\/loc>/);
});
