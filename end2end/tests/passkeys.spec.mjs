// Passkeys, with the browser's own authenticator (over its debugging protocol): added, asked for after the password and by itself,
// copied, removed; and the pages where there can be none.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { loginOf, messageTo, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { heads, nolonger, sees, until } from '../lib/seen.mjs';

const journey = journeys('passkeys');

const OWN = '/en/account/passkeys';
const PHONE_SCREEN = { width: 390, height: 844 };
const DESK_SCREEN = { width: 1280, height: 900 };

/** Browsers keep passkeys under a name, and this machine has one: the same program, by its other address. */
const named = (demo) => demo.origin.replace('127.0.0.1', 'localhost');

/** A phone beside the page, whose owner holds their finger on it. */
async function phoneBeside(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async passkeys() {
      const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
      return credentials;
    },
    async put(credential) {
      await cdp.send('WebAuthn.addCredential', { authenticatorId, credential });
    },
  };
}

async function password(page, login) {
  await page.goto('/en/sign-in');
  await page.locator('#email').fill(login.email);
  await page.locator('#password').fill(login.password);
  await page.locator('form:has(#password)').getByRole('button').click();
}

/** Sends the form with this field, and waits for the page that answers. */
async function send(page, field) {
  await Promise.all([page.waitForEvent('load'), page.locator(`form:has(${field})`).getByRole('button').click()]);
}

async function signOut(page) {
  await page.locator('.shell-bar .menu').last().locator('summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/\/en\/$/);
}

/** From one's own passkeys to the recovery codes. */
async function add(page, login, name) {
  await page.goto(OWN);
  await page.locator('#begin-name').fill(name);
  await page.locator('#begin-password').fill(login.password);
  await send(page, '#begin-password');
  await page.waitForURL(/\/passkeys\/new$/);
  await page.getByRole('button', { name: 'Make the passkey' }).click();
}

journey('a passkey is added, opens the account in two ways, and is removed', async ({ demo, open, shot }) => {
  const page = await open({ origin: named(demo) });
  page.complaints.expectRefusals();
  const login = await loginOf(page, 'Employee');
  const phone = await phoneBeside(page);
  await password(page, login);
  await page.waitForURL(/\/employee\/deliveries/);
  await page.goto('/en/account');
  await page.getByRole('link', { name: 'See to it' }).click();
  await page.getByRole('link', { name: 'Your passkeys' }).click();
  await page.waitForURL(new RegExp(`${OWN}$`));
  await page.locator('#begin-password').fill(login.password);
  await send(page, '#begin-password');
  await page.locator('#begin-name-error').waitFor();
  await axe(page);
  await page.locator('#begin-name').fill('My <phone>');
  await page.locator('#begin-password').fill(login.password);
  await send(page, '#begin-password');
  await heads(page, 'Now the passkey itself');
  await sees(page, 'My <phone>');
  await axe(page);
  await fitsNarrow(page);
  await shot(page, 'passkey-make', { whole: true });

  // Called off: nothing comes of it, and one can try again.
  await page.evaluate(() => {
    navigator.credentials.create = () => Promise.reject(new DOMException('called off', 'NotAllowedError'));
  });
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await sees(page, 'Nothing came of it');
  await axe(page);
  await page.evaluate(() => { delete navigator.credentials.create; });
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await heads(page, 'Your recovery codes');
  const paper = await page.locator('.second-step-codes li').allTextContents();
  assert.equal(new Set(paper).size, 10);
  const [early] = await phone.passkeys();
  assert.equal(early.rpId, 'localhost');
  await page.goto(OWN);
  await sees(page, 'My <phone>');
  await sees(page, 'Not yet');
  await axe(page);
  await fitsNarrow(page);
  await shot(page, 'passkeys-own', { whole: true });
  await messageTo(await open(), login.email, /passkey was added|cheie de acces a fost adăugată|добавлен ключ доступа|添加一个通行密钥/);

  // After the password.
  await signOut(page);
  await password(page, login);
  await page.waitForURL(/\/sign-in\/code$/);
  await heads(page, 'With your passkey');
  await page.setViewportSize(PHONE_SCREEN);
  await axe(page);
  await shot(page, 'passkey-code-phone', { whole: true });
  await page.setViewportSize(DESK_SCREEN);
  await page.getByText('Your passkey is not at hand?').waitFor();
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await page.waitForURL(/\/employee\/deliveries/);

  // And by itself.
  await signOut(page);
  await page.goto('/en/employee/deliveries');
  await page.waitForURL(/\/en\/sign-in\?next=/);
  await page.getByRole('link', { name: 'Sign in with a passkey' }).click();
  await heads(page, 'Sign in with a passkey');
  await axe(page);
  await shot(page, 'passkey-door', { whole: true });
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await page.waitForURL(/\/employee\/deliveries/);

  // A copy of it counts less, and opens nothing.
  const thief = await open({ origin: named(demo) });
  thief.complaints.expectRefusals();
  const copy = await phoneBeside(thief);
  await copy.put(early);
  await thief.goto('/en/sign-in/passkey');
  await thief.getByRole('button', { name: 'Use my passkey' }).click();
  await sees(thief, 'seems to have been copied');
  await axe(thief);
  await messageTo(await open(), login.email, /there seems to be a copy of it|pare să existe o copie|существует копия|疑似已被复制/);
  const boss = await open();
  await signIn(boss, 'administrator');
  await until('the copy in the audit', async () => {
    await boss.goto('/en/manager/audit');
    return boss.getByText('Showed a passkey that seems to be a copy').filter({ visible: true }).count();
  });

  // Removed: the password alone opens again.
  await page.goto(OWN);
  await nolonger(page, 'Not yet');
  await page.locator('#remove-password').fill(login.password);
  await send(page, '#remove-password');
  await page.waitForURL(/done=removed$/);
  await sees(page, 'The passkey is gone');
  await axe(page);
  await signOut(page);
  await page.goto('/en/sign-in/passkey');
  await page.getByRole('button', { name: 'Use my passkey' }).click();
  await sees(page, 'This passkey did not work');
  await password(page, login);
  await page.waitForURL(/\/employee\/deliveries/);
});

journey('a passkey is enough where a second step is a must', async ({ demo, open }) => {
  const boss = await open();
  await signIn(boss, 'administrator');
  await boss.goto('/en/manager/second-step');
  await boss.getByRole('button', { name: 'Make it a must for everybody' }).click();
  await boss.waitForURL(/done=saved$/);

  const page = await open({ origin: named(demo) });
  const login = await loginOf(page, 'Support');
  await phoneBeside(page);
  await password(page, login);
  await page.waitForURL(/\/account\/second-step$/);
  await page.goto('/en/employee/deliveries');
  await page.waitForURL(/\/account\/second-step$/);
  await add(page, login, 'Laptop');
  await heads(page, 'Your recovery codes');
  await page.goto('/en/employee/deliveries');
  await heads(page, /./);
  await page.goto(OWN);
  await sees(page, 'so your last passkey stays');
  await axe(page);

  await boss.goto('/en/manager/second-step');
  await boss.getByRole('row').filter({ hasText: login.name }).getByRole('link', { name: /^Take it off/ }).click();
  await boss.locator('#reason').fill('The laptop is gone');
  await boss.getByRole('button', { name: 'Take it off' }).click();
  await boss.waitForURL(/done=taken_off$/);
  await boss.getByRole('button', { name: 'Leave it to everybody' }).click();
  await boss.waitForURL(/done=saved$/);
  const without = await open();
  await password(without, login);
  await without.waitForURL((address) => !address.pathname.includes('/sign-in'));
  assert.doesNotMatch(without.url(), /second-step/, 'the password is enough again');
});

journey('where there can be no passkeys, the page says so', async ({ demo, open }) => {
  // Under the address of numbers: the way to the other one.
  const page = await open();
  await signIn(page, 'manager');
  await page.goto(OWN);
  await sees(page, 'under one address only');
  assert.equal(await page.getByRole('link', { name: 'Open this page there' }).getAttribute('href'), `${named(demo)}${OWN}`);
  assert.equal(await page.locator('#begin-name').isVisible(), false);
  await axe(page);
  // Without scripts: nothing to press that needs them.
  const plain = await open({ origin: named(demo), javaScript: false });
  await plain.goto('/en/sign-in/passkey');
  await plain.getByText('This browser knows no passkeys here').waitFor();
  assert.equal(await plain.getByRole('button', { name: 'Use my passkey' }).isVisible(), false);
});

journey('every page of passkeys, in every language', async ({ demo, open }) => {
  const page = await open({ origin: named(demo) });
  const login = await loginOf(page, 'Manager');
  await phoneBeside(page);
  await password(page, login);
  await page.waitForURL((address) => !address.pathname.includes('/sign-in'));
  const holds = (here, address) => inEveryLanguage(here, async (locale) => {
    const answer = await here.goto(`/${locale}${address}`);
    assert.ok(answer.status() < 400, `/${locale}${address} answers ${answer.status()}`);
    await here.locator('h1').first().waitFor();
    await fitsNarrow(here);
  });
  await holds(page, '/account/passkeys');
  await page.goto(OWN);
  await page.locator('#begin-name').fill('1');
  await page.locator('#begin-password').fill(login.password);
  await send(page, '#begin-password');
  await page.waitForURL(/\/passkeys\/new$/);
  await holds(page, '/account/passkeys/new');
  await add(page, login, '1');
  await heads(page, 'Your recovery codes');
  await holds(page, '/account/passkeys');
  await holds(page, '/account/second-step');

  const door = await open({ origin: named(demo) });
  await holds(door, '/sign-in/passkey');
  await password(door, login);
  await door.waitForURL(/\/sign-in\/code$/);
  await holds(door, '/sign-in/code');
  // As it was before, for whoever walks here next.
  await page.goto(OWN);
  await page.locator('#remove-password').fill(login.password);
  await send(page, '#remove-password');
  await page.waitForURL(/done=removed$/);
});
