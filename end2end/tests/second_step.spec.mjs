// The second step at sign-in: a phone (computed here from the secret that is shown), recovery codes, a rule for the staff, a lost phone.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

import { axe } from '../lib/axe.mjs';
import { loginOf, messageTo, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { readQr } from '../lib/qr.mjs';
import { heads, sees, until } from '../lib/seen.mjs';

const journey = journeys('second-step');

const OWN = '/en/account/second-step';
const HALF_MINUTE_MS = 30_000;
const WRONG = '000000';
const PHONE_SCREEN = { width: 390, height: 844 };

/** RFC 4648. */
function base32(text) {
  const bits = [...text].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** An authenticator app: RFC 6238, SHA-1, six digits, half a minute. */
class Phone {
  #secret;

  #last = 0;

  constructor(key) {
    this.#secret = base32(key);
  }

  /** Six digits that were not used yet. The half minute before is taken as well, so there are three at hand; then one waits. */
  async digits() {
    const now = () => Math.floor(Date.now() / HALF_MINUTE_MS);
    const step = Math.max(now() - 1, this.#last + 1);
    while (step > now() + 1) await new Promise((resolve) => { setTimeout(resolve, 500); });
    this.#last = step;
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(BigInt(step));
    const hmac = createHmac('sha1', this.#secret).update(message).digest();
    const at = hmac[19] & 0x0f;
    return String((hmac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }
}

/** Sends the password. Whoever was wrong a moment ago waits a second, as any person would. */
async function password(page, email, secret) {
  await page.goto('/en/sign-in');
  for (;;) {
    await page.locator('#email').fill(email);
    await page.locator('#password').fill(secret);
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().includes('/sign-in'));
    await page.locator('form:has(#password)').getByRole('button').click();
    if ((await answered).status() !== 429) break;
  }
}

/** Sends the form with this field, and waits for the page that answers. */
async function send(page, field) {
  await Promise.all([page.waitForEvent('load'), page.locator(`form:has(${field})`).getByRole('button').click()]);
}

/** Six digits where they are asked for. */
async function second(page, code) {
  await page.locator('#code').fill(code);
  await send(page, '#code');
}

/** A code of the paper where the sign-in asks for the phone. */
async function paperInstead(page, code) {
  if (!await page.locator('#recovery').isVisible()) await page.getByText('Your phone is not at hand?').click();
  await page.locator('#recovery').fill(code);
  await send(page, '#recovery');
}

async function signOut(page) {
  await page.locator('.shell-bar .menu').last().locator('summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  // Home, whatever the page being left hears meanwhile.
  await page.waitForURL(/\/en\/$/);
}

/** From the page of one's own second step to the recovery codes. */
async function setUp(page, secret, { shot } = {}) {
  await page.locator('#begin-password').fill(secret);
  await send(page, '#begin-password');
  await page.waitForURL(/\/second-step\/set-up$/);
  const key = (await page.locator('.second-step-secret').textContent()).replace(/\s/g, '');
  assert.match(key, /^[A-Z2-7]{32}$/);
  const scanned = new URL(await readQr(page.locator('svg.qr')));
  assert.equal(scanned.protocol, 'otpauth:');
  assert.equal(scanned.searchParams.get('secret'), key, 'QR and text are the same');
  if (shot) {
    await axe(page);
    await fitsNarrow(page);
    await shot(page, 'second-step-set-up', { whole: true });
  }
  const phone = new Phone(key);
  await second(page, WRONG);
  await page.locator('#code-error').waitFor();
  await second(page, await phone.digits());
  await heads(page, 'Your recovery codes');
  const paper = await page.locator('.second-step-codes li').allTextContents();
  assert.equal(new Set(paper).size, 10);
  if (shot) {
    await axe(page);
    await fitsNarrow(page);
    await shot(page, 'second-step-codes', { whole: true });
  }
  return { phone, paper: paper.map((code) => code.trim()) };
}

journey('a phone is set up, asked for, replaced by paper, and turned off', async ({ open, shot }) => {
  const page = await open();
  page.complaints.expectRefusals();
  const login = await loginOf(page, 'Employee');
  await password(page, login.email, login.password);
  await page.waitForURL(/\/employee\/deliveries/);
  await page.goto('/en/account');
  await page.getByRole('link', { name: 'See to it' }).click();
  await page.waitForURL(new RegExp(`${OWN}$`));
  // The password is asked for again.
  await page.locator('#begin-password').fill('not the password');
  await send(page, '#begin-password');
  await page.locator('#begin-password-error').waitFor();
  await axe(page);
  await new Promise((resolve) => { setTimeout(resolve, 1_100); });
  const { phone, paper } = await setUp(page, login.password, { shot });
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.waitForURL(/\/employee\/deliveries/);
  await signOut(page);

  // The password is not enough.
  await password(page, login.email, login.password);
  await page.waitForURL(/\/sign-in\/code$/);
  await heads(page, 'One more step');
  await page.goto('/en/employee/deliveries');
  await page.waitForURL(/\/en\/sign-in\?next=/);
  await page.goto('/en/sign-in/code');
  await page.setViewportSize(PHONE_SCREEN);
  await axe(page);
  await shot(page, 'second-step-code-phone', { whole: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  await second(page, WRONG);
  await page.locator('#code-error').filter({ hasText: 'This code does not count' }).waitFor();
  await axe(page);
  const digits = await phone.digits();
  await second(page, `${digits.slice(0, 3)} ${digits.slice(3)}`);
  await page.waitForURL(/\/employee\/deliveries/);

  // The same digits, seen by somebody, open nothing; paper does, once.
  const other = await open();
  other.complaints.expectRefusals();
  await password(other, login.email, login.password);
  await other.waitForURL(/\/sign-in\/code$/);
  await second(other, digits);
  await other.locator('#code-error').waitFor();
  await paperInstead(other, paper[0].toLowerCase());
  await other.waitForURL(/\/employee\/deliveries/);
  await other.goto(OWN);
  await sees(other, 'Recovery codes left');
  await sees(other.locator('.details'), /^9$/);
  await axe(other);
  await shot(other, 'second-step-own', { whole: true });
  const third = await open();
  third.complaints.expectRefusals();
  await password(third, login.email, login.password);
  await third.waitForURL(/\/sign-in\/code$/);
  await paperInstead(third, paper[0]);
  await third.locator('#recovery-error').waitFor();
  await axe(third);

  // Five wrong ones end it here, and nowhere else.
  for (let n = 0; n < 4; n += 1) await second(third, WRONG);
  await third.getByRole('alert').filter({ hasText: 'begin with your password again' }).waitFor();
  await other.reload();
  await sees(other, 'Recovery codes left');

  // Off needs password and code.
  await other.locator('#off-password').fill(login.password);
  await other.locator('#off-code').fill(WRONG);
  await send(other, '#off-code');
  await other.locator('#off-code-error').waitFor();
  await axe(other);
  await other.locator('#off-password').fill(login.password);
  await other.locator('#off-code').fill(await phone.digits());
  await send(other, '#off-code');
  await other.waitForURL(/done=off$/);
  await sees(other, 'It is off now.');
  const fourth = await open();
  await password(fourth, login.email, login.password);
  await fourth.waitForURL(/\/employee\/deliveries/);
});

journey('an organisation makes it a must, and an administrator helps who lost the phone', async ({ open, shot }) => {
  const boss = await open();
  boss.complaints.expectRefusals();
  await signIn(boss, 'administrator');
  await boss.goto('/en/manager/second-step');
  await boss.getByRole('button', { name: 'Make it a must for everybody' }).click();
  await boss.waitForURL(/done=saved$/);
  await sees(boss, 'Everybody on the staff must have it.');
  await axe(boss);
  await shot(boss, 'second-step-rule', { whole: true });

  const page = await open();
  page.complaints.expectRefusals();
  const login = await loginOf(page, 'Support');
  await password(page, login.email, login.password);
  await page.waitForURL(new RegExp(`${OWN}$`));
  await sees(page, /wants this of everybody who works here/);
  assert.equal(await page.locator('.shell-rail').count(), 0, 'there is nowhere else to go');
  await axe(page);
  await shot(page, 'second-step-must', { whole: true });
  for (const address of ['/en/employee/deliveries', '/en/account', '/en/manager/banks']) {
    await page.goto(address);
    await page.waitForURL(new RegExp(`${OWN}$`));
  }
  const { phone } = await setUp(page, login.password);
  await page.goto('/en/employee/deliveries');
  await heads(page, /./);
  await page.goto(OWN);
  await sees(page, 'it cannot be turned off');

  // The one-click sign-in of the demo is as it was.
  const visitor = await open();
  await signIn(visitor, 'employee');
  await visitor.waitForURL(/\/employee\/deliveries/);

  // The phone is gone.
  await boss.goto('/en/manager/second-step');
  const row = boss.getByRole('row').filter({ hasText: login.name });
  await row.getByRole('link', { name: /^Take it off/ }).click();
  await heads(boss, 'Take the second step off');
  await boss.getByRole('button', { name: 'Take it off' }).click();
  await boss.locator('#reason-error').waitFor();
  await axe(boss);
  await boss.locator('#reason').fill('Fell into the Dâmbovița');
  await boss.getByRole('button', { name: 'Take it off' }).click();
  await boss.waitForURL(/done=taken_off$/);
  const mail = await messageTo(visitor, login.email, /Dâmbovița/);
  assert.ok(!mail.text.includes(await phone.digits()));
  await until('the act in the audit', async () => {
    await boss.goto('/en/manager/audit');
    return boss.getByText('Took a colleague\'s second step off').filter({ visible: true }).count();
  });
  await boss.goto('/en/manager/second-step');
  await boss.getByRole('button', { name: 'Leave it to everybody' }).click();
  await boss.waitForURL(/done=saved$/);
  const without = await open();
  await password(without, login.email, login.password);
  await without.waitForURL((address) => !address.pathname.includes('/sign-in'));
  assert.doesNotMatch(without.url(), /second-step/, 'the password is enough again');
});

journey('every page of it, in every language', async ({ open }) => {
  const page = await open();
  page.complaints.expectRefusals();
  const login = await loginOf(page, 'Manager');
  await password(page, login.email, login.password);
  await page.waitForURL((address) => !address.pathname.includes('/sign-in'));
  const holds = (address) => inEveryLanguage(page, async (locale) => {
    const answer = await page.goto(`/${locale}${address}`);
    assert.ok(answer.status() < 400, `/${locale}${address} answers ${answer.status()}`);
    await page.locator('h1').first().waitFor();
    await fitsNarrow(page);
  });
  await holds('/account/second-step');
  await holds('/manager/second-step');
  await page.goto(OWN);
  await page.locator('#begin-password').fill(login.password);
  await send(page, '#begin-password');
  await page.waitForURL(/\/set-up$/);
  await holds('/account/second-step/set-up');
  await page.goto('/en/account/second-step/set-up');
  const key = (await page.locator('.second-step-secret').textContent()).replace(/\s/g, '');
  const phone = new Phone(key);
  await second(page, await phone.digits());
  await heads(page, 'Your recovery codes');
  await holds('/account/second-step');

  const door = await open();
  await password(door, login.email, login.password);
  await door.waitForURL(/\/sign-in\/code$/);
  await inEveryLanguage(door, async (locale) => {
    await door.goto(`/${locale}/sign-in/code`);
    await door.locator('#code').waitFor();
    await fitsNarrow(door);
  });
  // As it was before, for whoever walks here next.
  await page.goto(OWN);
  await page.locator('#off-password').fill(login.password);
  await page.locator('#off-code').fill(await phone.digits());
  await send(page, '#off-code');
  await page.waitForURL(/done=off$/);
});
