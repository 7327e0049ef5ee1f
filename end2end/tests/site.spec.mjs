// Every page there is, in four languages, light and dark: usable by everybody, wholly translated, quiet, light, never too wide.

import assert from 'node:assert/strict';

import { PORTAL, PUBLIC } from '../lib/addresses.mjs';
import { axe } from '../lib/axe.mjs';
import { followLink } from '../lib/citizen.mjs';
import { demoBanks, messageTo, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { openKiosk, typeCode } from '../lib/kiosk.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads } from '../lib/seen.mjs';
import { phrases, untranslated } from '../lib/words.mjs';

const journey = journeys('site');
const LANGUAGES = ['en', 'ro', 'ru', 'zh'];

/** One page in every language, as it must be. */
async function holds(page, address) {
  await inEveryLanguage(page, async (locale) => {
    const path = typeof address === 'function' ? await address(locale) : `/${locale}${address}`;
    const answer = await page.goto(path, { waitUntil: 'load' });
    assert.ok(answer.status() < 400, `${path} answers ${answer.status()}`);
    await page.locator('h1').first().waitFor();
    await fitsNarrow(page);
  });
}

for (const [name, address] of PUBLIC) {
  journey(`public: ${name}`, async ({ open }) => holds(await open(), address));
}

journey('public: a message of the inbox', async ({ open }) => {
  const page = await open();
  await page.goto('/en/demo/inbox');
  const first = page.locator('.inbox-line').first();
  await first.waitFor();
  const address = (await first.getAttribute('href')).replace('/en', '');
  await holds(page, address);
});

journey('public: a bank view', async ({ open }) => {
  const page = await open();
  const [bank] = await demoBanks(page);
  await holds(page, `/demo/banks/${bank.id}?door=1`);
});

journey('public: the pickup page', async ({ open }) => {
  const road = await storedDocument(open);
  const page = await open({ width: 390, height: 844 });
  await followLink(page, road.link);
  await holds(page, '/pickup');
});

journey('public: an invitation', async ({ open }) => {
  const manager = await open();
  await signIn(manager, 'manager');
  await manager.goto('/en/manager/people/new');
  await manager.locator('form:has(#roles) button:enabled').first().waitFor();
  await manager.locator('#name').fill('Nadia');
  await manager.locator('#email').fill('nadia@example.org');
  await manager.locator('label.choice-card:has(input[name=roles][value=employee])').click();
  await manager.getByRole('button', { name: 'Send the invitation' }).click();
  await manager.waitForURL(/\/manager\/people$/);
  const page = await open();
  const mail = await messageTo(page, 'nadia@example.org', /invitation/);
  await page.goto(mail.links.find((address) => address.includes('/invitation')));
  await heads(page, 'Welcome, Nadia');
  await holds(page, '/invitation');
});

journey('public: an address that leads nowhere, in the reader\'s language', async ({ open }) => {
  const page = await open();
  page.complaints.expect(/status of 404/);
  await inEveryLanguage(page, async (locale) => {
    const answer = await page.goto(`/${locale}/no/such/page`);
    assert.equal(answer.status(), 404);
    await fitsNarrow(page);
  });
  // Without a language in the address the browser's own decides.
  const romanian = await open({ locale: 'ro-RO' });
  romanian.complaints.expect(/status of 404/);
  const answer = await romanian.goto('/nothing-here');
  assert.equal(answer.status(), 404);
  assert.equal(await romanian.locator('html').getAttribute('lang'), 'ro');
  await romanian.goto('/');
  await romanian.waitForURL(/\/ro\/?$/);
});

for (const [role, name, address] of PORTAL) {
  journey(`${role}: ${name}`, async ({ open }) => {
    const page = await open();
    await signIn(page, role);
    await holds(page, address);
  });
}

journey('employee: one delivery with its history', async ({ open }) => {
  const road = await storedDocument(open, { bank: 1 });
  const path = new URL(road.employee.url()).pathname.slice(3);
  await holds(road.employee, path);
});

journey('manager: one bank', async ({ open }) => {
  const page = await open();
  const [bank] = await demoBanks(page);
  await signIn(page, 'manager');
  await holds(page, `/manager/banks/${bank.id}`);
  await holds(page, `/manager/banks/${bank.id}/layout`);
  await holds(page, `/manager/banks/${bank.id}/place`);
  await holds(page, `/manager/banks/${bank.id}/way`);
  await holds(page, `/manager/codes/${bank.id}`);
});

journey('signed in: an address of a portal that leads nowhere', async ({ open }) => {
  const page = await open();
  await signIn(page, 'employee');
  page.complaints.expect(/status of 404/);
  await inEveryLanguage(page, async (locale) => {
    assert.equal((await page.goto(`/${locale}/manager/people`)).status(), 404);
  });
});

/** The kiosk never scrolls, whatever it shows. */
async function fillsTheScreen(page, scene) {
  for (const [width, height] of [[1080, 1920], [1280, 800]]) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => new Promise((painted) => { requestAnimationFrame(() => requestAnimationFrame(painted)); }));
    const [down, right] = await page.evaluate(() => {
      const root = document.documentElement;
      return [root.scrollHeight - root.clientHeight, root.scrollWidth - root.clientWidth];
    });
    assert.ok(down <= 0 && right <= 0, `${scene} is ${down} px too high and ${right} px too wide at ${width} × ${height}`);
    const small = await page.locator('button:visible').evaluateAll((all) => all
      .filter((button) => button.getBoundingClientRect().height < 60)
      .map((button) => `${button.textContent.trim()}: ${Math.round(button.getBoundingClientRect().height)} px`));
    assert.deepEqual(small, [], `${scene}: too small to touch at ${width} × ${height}`);
  }
}

/** One scene of the kiosk in all its languages. */
async function kioskHolds(page, scene) {
  let english = [];
  for (const locale of LANGUAGES) {
    await page.locator(`.languages button[lang^=${locale}]`).click();
    await page.locator(`.kiosk-page[lang^=${locale}]`).waitFor();
    await untranslated(page, locale, english, '.kiosk-page');
    if (locale === 'en') english = await phrases(page, '.kiosk-page');
    await fillsTheScreen(page, `${scene} in ${locale}`);
    await axe(page);
  }
}

journey('kiosk: home, a refusal, an open door, no connection', async ({ open }) => {
  const road = await storedDocument(open, { bank: 2 });
  const kiosk = await open({ width: 1080, height: 1920 });
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  await kioskHolds(kiosk, 'home');
  await kiosk.locator('.languages button[lang^=en]').click();
  await typeCode(kiosk, '222222');
  await heads(kiosk, 'This code opens nothing here');
  await fillsTheScreen(kiosk, 'a refusal');
  await road.hands.unplug();
  await heads(kiosk, 'This locker has no connection');
  await kioskHolds(kiosk, 'no connection');
});

journey('public pages bring no wasm and no program', async ({ open }) => {
  const road = await storedDocument(open);
  const page = await open();
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await followLink(page, road.link);
  for (const address of ['/en/', '/en/sign-in', '/en/pair', '/en/pickup', '/en/demo', '/en/demo/inbox', `/en/demo/banks/${road.bank.id}`]) await page.goto(address);
  const programs = [...new Set(asked.filter((path) => /\.(wasm|js|mjs)$/.test(path)))];
  assert.deepEqual(programs.sort(), ['/demo.js', '/here.js'], 'only the demo has scripts');
});

journey('headers keep strangers out', async ({ open }) => {
  const page = await open();
  for (const address of ['/en/', '/en/sign-in', '/en/employee/deliveries/new']) {
    const { headers } = await page.request.get(address, { maxRedirects: 0 }).then((answer) => ({ headers: answer.headers() }));
    assert.equal(headers['x-content-type-options'], 'nosniff', address);
    assert.match(headers['content-security-policy'] ?? '', /frame-ancestors 'none'/, address);
    assert.doesNotMatch(headers['content-security-policy'] ?? '', /unsafe-inline/, address);
    assert.match(headers['referrer-policy'] ?? '', /same-origin|no-referrer/, address);
  }
  const answer = await page.request.get('/en/');
  assert.doesNotMatch(answer.headers()['content-security-policy'], /unsafe-eval/, 'public pages need no wasm');
});
