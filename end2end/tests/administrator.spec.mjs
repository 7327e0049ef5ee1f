// What only administrators see to: how messages leave the house, who is signed in, and the key that banks obey.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { loginOf, messageTo, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { heads, sees, until } from '../lib/seen.mjs';

const journey = journeys('administrator');

/** Presses the one button of the form with this field, and waits for the page that answers. */
async function send(page, field) {
  await Promise.all([page.waitForEvent('load'), page.locator(`form:has(${field})`).getByRole('button').click()]);
}

journey('a mail and a text message are sent for a test, and the audit knows', async ({ open, shot }) => {
  const page = await open({ width: 1280, height: 900 });
  page.complaints.expectRefusals();
  await signIn(page, 'administrator');
  await page.getByRole('link', { name: 'Mail and SMS' }).first().click();
  await heads(page, 'How messages leave the house');
  await axe(page);

  await page.locator('#to-email').fill('nobody');
  await send(page, '#to-email');
  await page.locator('#to-email-error').waitFor();
  assert.equal(await page.locator('#to-email').inputValue(), 'nobody', 'nothing typed is lost');
  await axe(page);

  await page.locator('#to-email').fill('probe@example.org');
  await send(page, '#to-email');
  await sees(page, 'The message to probe@example.org lies in the demo\'s inbox.');
  await axe(page);
  await shot(page, 'ways-out', { whole: true });
  await page.locator('#to-sms').fill('+40 721 555 099');
  await send(page, '#to-sms');
  await sees(page, 'The message to +40721555099 lies');

  const inbox = await open();
  await messageTo(inbox, 'probe@example.org', /mails leave the house/);
  await messageTo(inbox, '+40721555099', /Text messages arrive/);
  await until('the act in the audit', async () => {
    await page.goto('/en/manager/audit?act=test_message');
    return page.getByRole('cell', { name: 'Sent a test message' }).filter({ visible: true }).count();
  });

  await inEveryLanguage(page, async (locale) => {
    await page.goto(`/${locale}/manager/notices`);
    await page.locator('#to-sms').waitFor();
    await fitsNarrow(page);
  });
  const phone = await open({ width: 390, height: 844 });
  await signIn(phone, 'administrator', 'ro');
  await phone.emulateMedia({ colorScheme: 'dark' });
  await phone.goto('/ro/manager/notices');
  await axe(phone);
  await shot(phone, 'ways-out-phone', { whole: true });

  const manager = await open();
  await signIn(manager, 'manager');
  assert.equal((await manager.request.get('/en/manager/notices')).status(), 404, 'it is nobody else\'s');
});

journey('a colleague is signed out from afar', async ({ open, shot }) => {
  const boss = await open({ width: 1280, height: 900 });
  boss.complaints.expectRefusals();
  const login = await loginOf(boss, 'Employee');
  const colleague = await open();
  colleague.complaints.expectRefusals();
  await signIn(colleague, 'employee');
  await colleague.waitForURL(/\/employee\/deliveries/);

  await signIn(boss, 'administrator');
  await boss.getByRole('link', { name: 'Sessions', exact: true }).first().click();
  await heads(boss, 'Who is signed in');
  await sees(boss, 'This session');
  await axe(boss);
  await shot(boss, 'sessions', { whole: true });
  await boss.goto(`/en/manager/sessions?q=${encodeURIComponent(login.name)}`);
  const card = boss.locator('section.card').filter({ hasText: login.name });
  await card.getByRole('button', { name: /^Sign out everywhere/ }).click();
  await boss.waitForURL(/done=all$/);
  await sees(boss, 'All their devices were signed out.');
  await colleague.goto('/en/employee/deliveries');
  await colleague.waitForURL(/\/sign-in/);
  await until('the act in the audit', async () => {
    await boss.goto('/en/manager/audit?act=end_session');
    return boss.getByRole('cell', { name: 'Ended a session' }).filter({ visible: true }).count();
  });

  await boss.goto('/en/manager/sessions?q=nobody-of-this-name');
  await sees(boss, 'Nobody found');
  await axe(boss);
  await inEveryLanguage(boss, async (locale) => {
    await boss.goto(`/${locale}/manager/sessions`);
    await boss.locator('.accounts-session').first().waitFor();
    await fitsNarrow(boss);
  });
  const phone = await open({ width: 390, height: 844 });
  await signIn(phone, 'administrator', 'ro');
  await phone.emulateMedia({ colorScheme: 'dark' });
  await phone.goto('/ro/manager/sessions');
  await axe(phone);
  await shot(phone, 'sessions-phone', { whole: true });
});

journey('the administrator sees which key lockers obey', async ({ open, shot }) => {
  const page = await open({ width: 1280, height: 900 });
  page.complaints.expectRefusals();
  await signIn(page, 'administrator');
  await page.getByRole('link', { name: 'Signing key', exact: true }).first().click();
  await heads(page, 'The key that lockers obey');
  const told = await page.locator('samp').allTextContents();
  assert.match(told[0], /^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  assert.match(told[1], /^[A-Za-z0-9_-]{43}$/);
  assert.equal(await page.locator('time').count(), 1, 'since when');
  // The lockers have said themselves which key they obey, and none needs anything.
  await page.getByRole('heading', { name: 'How your lockers stand to it' }).waitFor();
  await page.getByText('Obeys this key, and no other').waitFor();
  assert.equal(await page.getByText('Lockers for which something is still to be done').count(), 0);
  await shot(page, 'signing-key', { whole: true });
  await inEveryLanguage(page, async (locale) => {
    await page.goto(`/${locale}/manager/keys`);
    await page.locator('samp').first().waitFor();
    await fitsNarrow(page);
  });
  const phone = await open({ width: 390, height: 844 });
  await signIn(phone, 'administrator', 'ro');
  await phone.emulateMedia({ colorScheme: 'dark' });
  await phone.goto('/ro/manager/keys');
  await axe(phone);
  await shot(phone, 'signing-key-phone', { whole: true });
  const support = await open();
  await signIn(support, 'support');
  for (const address of ['/en/manager/keys', '/en/manager/sessions']) {
    assert.equal((await support.request.get(address)).status(), 404, `${address} is nobody else's`);
  }
});
