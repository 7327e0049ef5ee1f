// The bureau's trade: public pages for everybody, a dealer's order from the first form to the printed label, the manager's yes.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { BUREAU, TRADE } from '../lib/addresses.mjs';
import { payByTestPay } from '../lib/bureau.mjs';
import { signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { results } from '../lib/places.mjs';
import { heads, sees, until } from '../lib/seen.mjs';

const journey = journeys('trade');
const LANGUAGES = ['en', 'ro', 'ru', 'zh'];

/** One page in every language: whole, usable, narrow enough. */
async function holds(page, address) {
  await inEveryLanguage(page, async (locale) => {
    const answer = await page.goto(`/${locale}${address}`);
    assert.ok(answer.status() < 400, `/${locale}${address} answers ${answer.status()}`);
    await page.locator('h1').first().waitFor();
    await fitsNarrow(page);
  });
}

for (const address of BUREAU) {
  journey(`public: ${address}`, async ({ open }) => holds(await open(), address));
}

journey('public pages work without JavaScript and are found in every language', async ({ demo, open }) => {
  const page = await open({ javaScript: false });
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const titles = new Set();
  for (const locale of LANGUAGES) {
    for (const address of BUREAU) {
      await page.goto(`/${locale}${address}`);
      titles.add(await page.title());
      const tags = await page.locator('link[rel=alternate][hreflang]').evaluateAll((all) => all.map((one) => one.hreflang));
      assert.deepEqual(tags, ['en', 'ro', 'ru', 'zh-Hans', 'x-default'], `/${locale}${address}`);
      assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), `${demo.origin}/${locale}${address}`);
      const said = await page.locator('meta[name=description]').getAttribute('content');
      assert.ok(said.length > 20, `/${locale}${address} describes itself`);
    }
  }
  assert.equal(titles.size, LANGUAGES.length * BUREAU.length, 'every page has a title of its own');
  assert.deepEqual(asked.filter((one) => /\.(wasm|m?js)$/.test(one)), []);

  await page.goto('/en/catalogue');
  await page.locator('#q').fill('brass');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/q=brass/);
  assert.equal(await page.locator('.good').count(), 1);
  await page.getByRole('link', { name: 'Brass keyring' }).click();
  await heads(page, 'Brass keyring');

  await page.goto('/en/');
  await page.locator('#bureau-key').fill('7qk4 m2xp');
  await page.getByRole('button', { name: 'Report it' }).click();
  await page.waitForURL(/\/en\/found\/7QK4-M2XP$/);
});

journey('searching machines get a map of all public pages and none of the portals', async ({ demo, open }) => {
  const page = await open();
  const map = await (await page.request.get('/sitemap.xml')).text();
  for (const locale of LANGUAGES) {
    for (const address of BUREAU) assert.ok(map.includes(`<loc>${demo.origin}/${locale}${address}</loc>`), `/${locale}${address}`);
  }
  assert.match(map, /hreflang="zh-Hans"/);
  assert.doesNotMatch(map, /manager|\/dealer|\/owner/);
  const robots = await (await page.request.get('/robots.txt')).text();
  for (const place of ['manager/', 'dealer', 'owner', 'offered', 'desk', 'courier', 'pay/']) assert.ok(robots.includes(`Disallow: /ro/${place}`), place);
  assert.ok(robots.includes(`Sitemap: ${demo.origin}/sitemap.xml`));
});

journey('an application is refused with what is wrong, then taken, and a manager accepts it', async ({ open }) => {
  const page = await open({ javaScript: false });
  page.complaints.expectRefusals();
  await page.goto('/en/partners');
  await page.locator('#firm').fill('Bicycle club of Brasov');
  await page.locator('#email').fill('no address');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('#email-error').waitFor();
  assert.equal(await page.locator('#firm').inputValue(), 'Bicycle club of Brasov');
  await page.locator('#name').fill('Ioana');
  await page.locator('#email').fill('ioana@club.example');
  await page.locator('#city').fill('Brașov');
  await page.getByRole('button', { name: 'Send' }).click();
  await sees(page, 'Thank you, we have it');

  const manager = await open();
  await signIn(manager, 'manager');
  await manager.goto('/en/manager/dealers');
  const card = manager.locator('#applications li').filter({ hasText: 'Bicycle club of Brasov' });
  await card.getByRole('button', { name: 'Accept' }).click();
  await heads(manager, 'Bicycle club of Brasov');
});

journey('a dealer orders 1,000 keys, pays, a manager approves, and the labels are printed', async ({ open }) => {
  const dealer = await open();
  await signIn(dealer, 'dealer');
  await dealer.goto('/en/dealer/pools/new');
  await dealer.locator('#product').selectOption({ index: 1 });
  await dealer.locator('#quantity').fill('1000');
  await dealer.getByRole('button', { name: 'Go on' }).click();
  await sees(dealer, 'Total with tax');
  await dealer.getByRole('button', { name: 'Order', exact: true }).click();
  await heads(dealer, /^Pool P-/);
  const pool = new URL(dealer.url()).pathname;
  await dealer.getByRole('button', { name: 'Pay online' }).click();
  await payByTestPay(dealer);
  await dealer.goto(pool);
  await sees(dealer, 'Paid');

  const manager = await open();
  await signIn(manager, 'manager');
  await manager.goto(pool.replace('/dealer/', '/manager/'));
  await manager.getByRole('button', { name: 'Approve' }).click();

  await until('the keys are made', async () => {
    await dealer.goto(pool);
    return (await dealer.locator('#files').count()) === 1;
  });
  const [file] = await Promise.all([dealer.waitForEvent('download'), dealer.getByRole('button', { name: 'Labels (PDF)' }).click()]);
  const bytes = await readFile(await file.path());
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  await writeFile(path.join(results, 'labels.pdf'), bytes);
  const [sheet] = await Promise.all([dealer.waitForEvent('download'), dealer.getByRole('link', { name: /CSV/ }).click()]);
  const lines = (await readFile(await sheet.path(), 'utf8')).trim().split('\n');
  assert.equal(lines.length, 1_001);
});

for (const [role, addresses] of TRADE) {
  journey(`the portal of a ${role} holds in every language: ${addresses.join(' ')}`, async ({ open }) => {
    const page = await open();
    await signIn(page, role);
    for (const address of addresses) await holds(page, address);
  });
}

journey('for others there is nothing at these addresses', async ({ open }) => {
  const page = await open();
  page.complaints.expect(/status of 404/);
  await signIn(page, 'dealer');
  for (const address of ['/en/manager/pools', '/en/manager/sales', '/en/manager/dealers/new']) {
    assert.equal((await page.goto(address)).status(), 404, address);
  }
});
