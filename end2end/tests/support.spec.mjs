// Help from afar: the recipient's and the kiosk's "I have a problem", and what support does about it.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink } from '../lib/citizen.mjs';
import { messageTo, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { openKiosk, typeCode } from '../lib/kiosk.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees, until } from '../lib/seen.mjs';

const journey = journeys('support');
const PHONE = { width: 390, height: 844 };

/** The request of this person, from the queue. */
async function openRequest(support, name) {
  await support.goto('/en/support');
  await heads(support, 'Requests for help');
  await support.locator('tbody tr').filter({ hasText: name }).first().getByRole('link').first().click();
  await support.waitForURL(/\/support\/[0-9a-f-]{36}$/);
}

/** Unfolds a form of the page, says why, and presses its button. */
async function acts(support, title, reason, button = title) {
  const form = support.locator('details.desk-more').filter({ hasText: title });
  if (!(await form.getAttribute('open').then((open) => open !== null))) await form.locator('summary').click();
  if (reason !== undefined) await form.locator('input[name=reason]').fill(reason);
  await form.getByRole('button', { name: button }).click();
}

journey('a citizen asks for help without JavaScript; support answers and opens the door once', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Petru Ploaie', language: 'en' });
  const phone = await open({ ...PHONE, javaScript: false });
  phone.complaints.expectRefusals();
  await followLink(phone, road.link);
  await phone.getByText('I have a problem').click();
  await phone.getByRole('button', { name: 'Ask for help' }).click();
  await sees(phone.locator('.pickup-help .field-error').first(), /choose|fill/i);
  await phone.getByLabel('The door does not open').check();
  await phone.getByLabel('What should we know?').fill('It rains,\nand the door only clicks.');
  await phone.getByRole('button', { name: 'Ask for help' }).click();
  await sees(phone, /Your request no\. \d+/);
  await sees(phone, /We answer by/);
  await shot(phone, 'support-asked-phone', { whole: true });

  const support = await open();
  support.complaints.expectRefusals();
  await signIn(support, 'support');
  assert.equal(new URL(support.url()).pathname, '/en/support', 'whoever helps others begins with those who wait for help');
  await openRequest(support, 'Petru Ploaie');
  await heads(support, 'The door does not open');
  await sees(support, 'and the door only clicks.');
  await sees(support, 'What happened to it');
  await shot(support, 'support-request-desktop', { whole: true });
  // Nobody opens a door without saying why.
  await acts(support, 'Open the door from afar', '', /^Open door/);
  await sees(support.locator('#reason-open-error'), 'Please fill this in');
  await acts(support, 'Open the door from afar', 'He stands there and named his reference', /^Open door/);
  await road.hands.seesOpen(road.door);
  await sees(support, 'Ordered the door open');
  const told = await messageTo(await open(), road.email, /ordered the door of your compartment open/);
  assert.match(told.text, /named his reference/);
  await road.hands.collect(road.door);
  await until('the recipient reads it', async () => {
    await phone.reload();
    return (await phone.getByText('He stands there and named his reference').count()) > 0 || undefined;
  });
  await heads(phone, 'Collected. Thank you!');
  await sees(road.employee, 'Support opens the door from afar');

  await support.locator('#words').fill('The lock was stiff; a colleague looks at it today.');
  await support.getByRole('button', { name: 'Send the answer' }).click();
  await messageTo(await open(), road.email, /The lock was stiff/);
  await phone.reload();
  await sees(phone, 'The lock was stiff');
  await support.getByRole('button', { name: 'It is answered' }).click();
  await sees(support, 'This request is closed');
});

journey('a lost code is replaced, and the old one is dead', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Doina Uitucă', language: 'en', bank: 1 });
  const { employee } = road;
  await employee.getByRole('link', { name: 'Deadline and code' }).click();
  employee.complaints.expectRefusals();
  // One press is enough; here something else is the matter, and it is not said yet what.
  await employee.getByLabel('What is wrong').selectOption({ label: 'Something else' });
  await employee.getByRole('button', { name: 'Call support' }).click();
  assert.equal(await employee.getByLabel('What is wrong').inputValue(), 'other', 'what was chosen stays chosen');
  await employee.getByLabel('What is wrong').selectOption({ label: 'The code or QR is not taken' });
  await employee.getByRole('button', { name: 'Call support' }).click();
  await sees(employee, 'Support knows');
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  const old = await codeOf(phone);
  await sees(phone, /Your request no\. \d+/);

  const support = await open(PHONE);
  await signIn(support, 'support');
  await openRequest(support, 'Doina Uitucă');
  await sees(support, 'The code or QR is not taken');
  await acts(support, 'Send a new code', 'Asked by telephone');
  await sees(support, 'Sent a new code');
  const told = await messageTo(await open(), road.email, /our support has made a new code/);
  const fresh = told.text.match(/Your new code: ([2-9A-Z]{3} ?[2-9A-Z]{3})/)[1].replace(' ', '');
  assert.notEqual(fresh, old);
  assert.ok(!(await support.locator('main').textContent()).includes(fresh), 'support never sees it');
  await shot(support, 'support-request-phone', { whole: true });
  await fitsNarrow(support);
  const kiosk = await open({ width: 1080, height: 1920 });
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  await typeCode(kiosk, old);
  await heads(kiosk, 'This code opens nothing here');
  await typeCode(kiosk, fresh);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
});

journey('a locked keypad is freed by support; five codes that come near are the end of one, and its owner gets another', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Nelu Nimerit', language: 'en' });
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  const code = await codeOf(phone);
  const near = (code.startsWith('2') ? '3' : '2') + code.slice(1);
  const kiosk = await open({ width: 1080, height: 1920 });
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  for (let tries = 1; tries <= 2; tries += 1) {
    await typeCode(kiosk, near);
    await heads(kiosk, 'This code opens nothing here');
  }
  await typeCode(kiosk, near);
  await heads(kiosk, /Typing is locked/);
  await phone.getByText('I have a problem').click();
  await phone.getByLabel('The code or QR is not taken').check();
  await phone.getByRole('button', { name: 'Ask for help' }).click();
  await sees(phone, /Your request no\. \d+/);

  const support = await open();
  await signIn(support, 'support');
  await openRequest(support, 'Nelu Nimerit');
  await acts(support, 'Let the keypad take codes again', 'They hold their telephone into the camera');
  await sees(support, 'They hold their telephone into the camera');
  await until('keys can be pressed again', async () => (await kiosk.locator('.pad-key:enabled').count()) > 0);
  for (let tries = 4; tries <= 5; tries += 1) {
    await typeCode(kiosk, near);
    await heads(kiosk, 'This code opens nothing here');
  }
  const told = await messageTo(await open(), road.email, /almost yours, five times/);
  const fresh = told.text.match(/Your new code: ([2-9A-Z]{3} ?[2-9A-Z]{3})/)[1].replace(' ', '');
  assert.notEqual(fresh, code);
  // The third wrong one in a row would lock again: the new one comes first.
  await typeCode(kiosk, fresh);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
});

journey('at the kiosk: one press, and a number to say; nothing stays on the screen', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Li Na', language: 'en', bank: 2 });
  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, road.bank.id);
  await kiosk.getByRole('button', { name: 'I have a problem' }).click();
  await sees(kiosk.getByRole('dialog'), 'What is wrong?');
  await shot(kiosk, 'support-kiosk');
  await kiosk.getByRole('button', { name: 'I cannot reach the door' }).click();
  const said = kiosk.getByText(/Support knows\. Your number is \d+/);
  await said.waitFor();
  const number = (await said.textContent()).match(/\d+/)[0];
  await shot(kiosk, 'support-kiosk-number');
  await kiosk.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  assert.equal(await kiosk.getByRole('dialog').count(), 0);

  const support = await open();
  await signIn(support, 'support');
  await support.goto('/en/support');
  const row = support.locator('tbody tr').filter({ hasText: `No. ${number}` });
  await sees(row, 'I cannot reach the door');
  await sees(row, 'At the locker');
  await shot(support, 'support-queue-desktop', { whole: true });
});

journey('every open screen of support hears who has a request', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Oana Două', language: 'en' });
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  await phone.getByText('I have a problem').click();
  await phone.getByLabel('The code is lost, or none came').check();
  await phone.getByRole('button', { name: 'Ask for help' }).click();
  await sees(phone, /Your request no\. \d+/);
  const support = await open();
  await signIn(support, 'support');
  await openRequest(support, 'Oana Două');
  const other = await open();
  await signIn(other, 'support');
  await openRequest(other, 'Oana Două');
  await support.getByRole('button', { name: 'Take it', exact: true }).click();
  await sees(support, 'Took it');
  // The other screen hears of it by itself.
  await sees(other, 'Took it');
  await support.getByRole('button', { name: 'Give it back' }).click();
  await sees(other, 'Gave it back to the queue');
});

journey('the pickup page with a request, and the queue, in every language', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Ion Limbă', language: 'en' });
  const phone = await open(PHONE);
  await followLink(phone, road.link);
  await phone.getByText('I have a problem').click();
  await phone.getByLabel('The code is lost, or none came').check();
  await phone.getByRole('button', { name: 'Ask for help' }).click();
  await inEveryLanguage(phone, (locale) => phone.goto(`/${locale}/pickup`));
  const support = await open();
  await signIn(support, 'support');
  await inEveryLanguage(support, (locale) => support.goto(`/${locale}/support`));
  // One request holds a history with names of colleagues: its words in all languages are held by the tests of `app`.
  await openRequest(support, 'Ion Limbă');
  await axe(support);
});
