// An owner and their things: from the catalogue to a tag that is looked after, lost, found, renewed and handed over.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { messageTo, signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { NO_PICTURE, drawn, photo } from '../lib/picture.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('owner');

const PASSWORD = 'a long and quiet evening';
const PHONE = { width: 390, height: 844 };

/** Signs up on the page as it stands (the form of the address) and comes to where one was going. */
async function signUp(page, open, email, name) {
  await page.locator('#email').fill(email);
  await page.locator('form:has(#email)').getByRole('button').click();
  await page.waitForURL(/\/sign-up\/sent$/);
  const mail = await messageTo(await open(), email, /\/confirm\//);
  await page.goto(mail.links.find((link) => link.includes('/confirm/')));
  await page.waitForURL(/\/confirm$/);
  await page.locator('#name').fill(name);
  await page.locator('#phone').fill('+40 721 555 123');
  await page.locator('#password').fill(PASSWORD);
  await page.locator('form:has(#password)').getByRole('button').click();
  await page.waitForURL((address) => !address.pathname.endsWith('/confirm'));
}

/** Pays on the page of a payment with the provider that plays, and goes on to where the payment leads. */
async function pay(page) {
  await page.waitForURL(/\/pay\//);
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.waitForURL(/\/test-pay\//);
  await page.getByRole('button', { name: 'The payment is accepted' }).click();
  await page.waitForURL(/\/pay\/[^/]+$/);
  await page.getByRole('link', { name: 'Go on' }).click();
}

/** Buys the brass keyring and gives the number of the tag. */
async function buyTag(page) {
  await page.waitForURL(/\/owner\/buy\/brass-keyring$/);
  await page.locator('#address').fill('Strada Lipscani 12');
  await page.locator('#city').fill('030031 București');
  await page.getByRole('button', { name: 'Go on to paying' }).click();
  await pay(page);
  await page.waitForURL(/\/owner\/purchases$/);
  await sees(page, 'Being packed');
  return (await page.locator('.thing .plate').first().textContent()).trim();
}

/** Says what the tag hangs on. */
async function activate(page, thing, { shot } = {}) {
  await page.getByRole('link', { name: 'Activate it' }).click();
  await page.waitForURL(/\/owner\/activate\?key=/);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('#kind').selectOption('keys');
  await page.locator('#thing').fill(thing);
  await page.locator('#description').fill('Three keys and a red ribbon');
  await page.locator('#reward').fill('50');
  await page.locator('#currency').selectOption('RON');
  if (shot) {
    // A file that is no picture is refused at its field, and nothing typed is lost.
    await page.locator('#photo').setInputFiles(NO_PICTURE);
    await page.getByRole('button', { name: 'Activate', exact: true }).click();
    await page.locator('#photo-error').filter({ hasText: 'not a picture' }).waitFor();
    assert.equal(await page.locator('#description').inputValue(), 'Three keys and a red ribbon');
    await axe(page);
    await shot(page, 'owner-activate-photo', { whole: true });
    await page.locator('#photo').setInputFiles(photo({ colour: [184, 134, 45] }));
  }
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await page.waitForURL(/\/owner\/keys\/[0-9a-f-]+\?done=active$/);
  return new URL(page.url()).pathname;
}

/** The photo of a thing: seen by its owner and the desk, exchanged, refused, taken away. */
async function photoOfThing(page, open, place, shot) {
  const image = page.locator('img.photo');
  assert.ok(await drawn(image), 'what was sent with the activation is shown');
  const kept = await page.request.get(`${place}/photo`);
  assert.match(kept.headers()['content-security-policy'], /sandbox/);
  assert.match(kept.headers()['cache-control'], /private/);
  assert.ok(!(await kept.body()).includes('GPS'), 'what the camera wrote is taken out');
  await page.locator('#photo').setInputFiles(NO_PICTURE);
  await page.getByRole('button', { name: 'Keep this one instead' }).click();
  await page.locator('#photo-error').waitFor();
  await axe(page);
  await page.goto(place);
  const large = { name: 'large.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(9_000_000, 0xff) };
  await page.locator('#photo').setInputFiles(large);
  await page.getByRole('button', { name: 'Keep this one instead' }).click();
  await page.locator('#photo-error').filter({ hasText: 'too large' }).waitFor();
  await page.goto(place);
  await page.locator('#photo').setInputFiles(photo({ side: 96, colour: [15, 92, 76] }));
  await page.getByRole('button', { name: 'Keep this one instead' }).click();
  await page.waitForURL(/done=saved$/);
  assert.ok(await drawn(image, 96), 'the new one is shown');
  await shot(page, 'owner-thing-photo', { whole: true });
  await page.setViewportSize(PHONE);
  await fitsNarrow(page);
  await shot(page, 'owner-thing-photo-phone', { whole: true });
  await page.setViewportSize({ width: 1280, height: 900 });

  const desk = await open();
  await signIn(desk, 'dispatcher');
  await desk.goto('/en/desk');
  await desk.locator('#q').fill((await page.locator('.thing-hook .plate').textContent()).trim());
  await desk.keyboard.press('Enter');
  await desk.locator('.desk-plate').first().click();
  await desk.waitForURL(/\/desk\/keys\//);
  assert.ok(await drawn(desk.locator('img.photo'), 96), 'the desk sees it');
  await axe(desk);
  await shot(desk, 'desk-key-photo', { whole: true });
  const stranger = await open();
  await signIn(stranger, 'courier');
  for (const address of [`${place}/photo`, `${new URL(desk.url()).pathname}/photo`]) assert.equal((await stranger.request.get(address)).status(), 404, address);
}

async function daysLeft(page) {
  return Number(/(\d+) days? left/.exec(await page.locator('.cover-words').first().textContent())[1]);
}

journey('a tag is bought, activated, lost, found, renewed and given to somebody else', async ({ open, shot }) => {
  const page = await open();
  page.complaints.expectRefusals();
  await page.goto('/en/catalogue/brass-keyring');
  await page.getByRole('link', { name: 'Buy it' }).click();
  await page.waitForURL(/\/sign-up\?next=/);
  await signUp(page, open, 'clara.oprea@example.org', 'Clara Oprea');
  assert.equal(await page.locator('#name').inputValue(), 'Clara Oprea');
  await page.getByRole('button', { name: 'Go on to paying' }).click();
  await page.locator('#address-error').waitFor();
  await axe(page);
  await shot(page, 'owner-buy', { whole: true });
  const key = await buyTag(page);
  await axe(page);
  await shot(page, 'owner-purchases', { whole: true });
  const place = await activate(page, 'Office keys', { shot });
  await sees(page, 'From now on it is looked after.');
  await sees(page, /Covered until/);
  await axe(page);
  await photoOfThing(page, open, place, shot);

  await page.getByRole('button', { name: 'I have lost it' }).click();
  await sees(page, 'We are looking out for it');
  await page.goto('/en/owner');
  await sees(page, 'Reported lost');
  await page.getByRole('link', { name: 'Office keys' }).click();
  await page.getByRole('button', { name: 'I have it again' }).click();
  await sees(page, 'Good that you have it again.');

  const before = await daysLeft(page);
  await page.getByText('I have a promo code').click();
  await page.locator('#promo_code').fill('NO-SUCH-CODE');
  await page.getByRole('button', { name: /^Renew for/ }).click();
  await page.locator('#promo_code-error').waitFor();
  assert.equal(await page.locator('#promo_code').inputValue(), 'NO-SUCH-CODE');
  await page.locator('#promo_code').fill('');
  await page.getByRole('button', { name: /^Renew for/ }).click();
  await pay(page);
  await page.waitForURL((address) => address.pathname === place);
  assert.ok(await daysLeft(page) > before + 300, 'a year more is covered');

  await page.getByRole('button', { name: 'Remove the photo' }).click();
  await sees(page, 'There is no photo yet.');
  await page.locator('#photo').setInputFiles(photo());
  await page.getByRole('button', { name: 'Keep the photo' }).click();
  await page.locator('img.photo').waitFor();

  await page.locator('#email').fill('no address');
  await page.getByRole('button', { name: 'Send the offer' }).click();
  await page.locator('#email-error').waitFor();
  await page.locator('#email').fill('petru.oprea@example.org');
  await page.getByRole('button', { name: 'Send the offer' }).click();
  await sees(page, 'The link is on its way.');
  await shot(page, 'owner-thing', { whole: true });

  const heir = await open(PHONE);
  const mail = await messageTo(await open(), 'petru.oprea@example.org', /\/offered\//);
  await heir.goto(mail.links.find((link) => link.includes('/offered/')));
  await heir.waitForURL(/\/en\/offered$/);
  await sees(heir, 'Office keys');
  await axe(heir);
  await shot(heir, 'owner-offered', { whole: true });
  await heir.getByRole('link', { name: 'Sign up and take it over' }).click();
  await signUp(heir, open, 'petru.oprea@example.org', 'Petru Oprea');
  await heir.waitForURL(/\/en\/offered$/);
  await heir.getByRole('button', { name: 'Take it over' }).click();
  await heir.waitForURL(/\/owner\/keys\/[0-9a-f-]+\?done=taken$/);
  assert.equal((await heir.locator('.thing-hook .plate').textContent()).trim(), key);
  assert.equal(await heir.locator('img.photo').count(), 0, 'nor does the photo');
  assert.equal(await heir.locator('#description').inputValue(), '', 'what its former owner wrote did not go with it');
  await messageTo(await open(), 'clara.oprea@example.org', /now belongs to/);
  page.complaints.expect(/status of 404/);
  assert.equal((await page.goto(place)).status(), 404, 'it is hers no more');
});

journey('who found it reports it, and its owner sees that first', async ({ open, shot }) => {
  const page = await open();
  await page.goto('/en/sign-up?next=/en/owner/buy/brass-keyring');
  await signUp(page, open, 'dan.ilie@example.org', 'Dan Ilie');
  const key = await buyTag(page);
  const place = await activate(page, 'House keys');

  const finder = await open();
  await finder.goto(`/en/found/${key}`);
  await finder.locator('#place').fill('A bench in the park');
  for (let question = 0; question < 2; question += 1) {
    await finder.locator('button[name=go][value=on]').click();
    await finder.waitForLoadState();
  }
  await finder.locator('#words').waitFor();
  await finder.locator('button[name=go][value=on]').click();
  await finder.locator('#photo').waitFor();
  // Her page says it by itself.
  await page.goto('/en/owner');
  await finder.locator('button[name=go][value=on]').click();
  await finder.waitForURL(/\/case\//);
  await sees(page, 'Somebody has found it');
  await axe(page);
  await shot(page, 'owner-found', { whole: true });
  await page.goto(place);
  await page.getByRole('link', { name: /^Open case/ }).click();
  await page.waitForURL(/\/en\/case\/\d{4}-\d{4}$/);
});

journey('a number is refused with what is wrong, and nothing typed is lost', async ({ open }) => {
  const page = await open({ javaScript: false });
  page.complaints.expectRefusals();
  await signIn(page, 'owner');
  await page.goto('/en/owner/activate');
  for (const [typed, said] of [['7QK4-M2X9', /not the number of a tag/], ['2222-2222', /./]]) {
    await page.locator('#key').fill(typed);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('#key-error').filter({ hasText: said }).waitFor();
    assert.equal(await page.locator('#key').inputValue(), typed);
  }
});

journey('what a finder scans leads a new owner to their activation', async ({ open }) => {
  const page = await open();
  await page.goto('/en/found/7QK4-M2XP');
  await page.getByRole('link', { name: /new tag of your own/ }).click();
  await page.waitForURL(/\/en\/sign-up\?next=\/en\/owner\/activate/);
});

journey('every page of owners speaks four languages and fits a telephone', async ({ open, shot }) => {
  const page = await open(PHONE);
  await signIn(page, 'owner');
  assert.match(page.url(), /\/en\/owner$/);
  const thing = new URL(await page.locator('.thing-link').first().evaluate((link) => link.href)).pathname.slice(3);
  const empty = await open();
  await empty.goto('/en/sign-up');
  await signUp(empty, open, 'nobody.yet@example.org', 'Nora Barbu');
  assert.match(empty.url(), /\/en\/owner$/);
  for (const [who, address] of [[empty, '/owner'], [page, '/owner'], [page, '/owner/activate'], [page, '/owner/purchases'], [page, '/owner/buy/brass-keyring'], [page, thing]]) {
    await inEveryLanguage(who, async (locale) => {
      const answer = await who.goto(`/${locale}${address}`);
      assert.ok(answer.status() < 400, `/${locale}${address} answers ${answer.status()}`);
      await who.locator('h1').first().waitFor();
      await fitsNarrow(who);
    });
  }
  await page.setViewportSize(PHONE);
  for (const [name, address] of [['mine', '/owner'], ['thing', thing], ['activate', '/owner/activate'], ['purchases', '/owner/purchases']]) {
    await page.goto(`/ro${address}`);
    await shot(page, `owner-${name}-phone-ro`, { whole: true });
    await page.goto(`/zh${address}`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot(page, `owner-${name}-wide-zh-dark`, { whole: true });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`/en${address}`);
    await shot(page, `owner-${name}-wide-en`, { whole: true });
    await page.setViewportSize(PHONE);
  }
  await empty.goto('/en/owner');
  await shot(empty, 'owner-empty', { whole: true });
  await heads(empty, 'My things');
});

journey('on a phone the bar at the foot covers nothing that has the focus', async ({ open }) => {
  const page = await open(PHONE);
  await signIn(page, 'owner');
  await page.locator('.thing-link').first().click();
  await page.locator('#email').waitFor();
  const covered = [];
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab');
    const [end, under] = await page.evaluate(() => {
      const one = document.activeElement;
      if (one === document.body) return [true, null];
      const bar = document.querySelector('.shell-rail');
      const box = one.getBoundingClientRect();
      const below = !bar.contains(one) && box.bottom > bar.getBoundingClientRect().top + 1 && box.height < innerHeight / 2;
      return [false, below ? one.outerHTML.slice(0, 120) : null];
    });
    if (end) break;
    if (under) covered.push(under);
  }
  assert.deepEqual(covered, []);
});

journey('who works here is told what buying needs, and can sign out for it', async ({ open, shot }) => {
  const page = await open(PHONE);
  page.complaints.expect(/status of 403/);
  await signIn(page, 'dealer');
  await page.goto('/en/catalogue/brass-keyring');
  await page.getByRole('link', { name: 'Buy it' }).click();
  await heads(page, /owner's account/);
  await inEveryLanguage(page, (locale) => page.goto(`/${locale}/owner/buy/brass-keyring`));
  await page.goto('/en/owner/buy/brass-keyring');
  await shot(page, 'owner-only-phone', { whole: true });
  await page.getByRole('button', { name: 'Sign out and make an account' }).click();
  await page.waitForURL(/\/en\/sign-up\?next=\/en\/owner\/buy\/brass-keyring$/);
  await signIn(page, 'dealer');
  await page.goto('/en/owner/buy/brass-keyring');
  await page.getByRole('button', { name: 'Sign out and sign in as an owner' }).click();
  await page.waitForURL(/\/en\/sign-in\?next=\/en\/owner\/buy\/brass-keyring$/);
});

journey('for others there is nothing at these addresses', async ({ open }) => {
  const page = await open();
  page.complaints.expect(/status of (403|404|410)/);
  await page.goto('/en/owner');
  await page.waitForURL(/\/en\/sign-in\?next=\/en\/owner$/);
  assert.equal((await page.goto('/en/offered/AAAAAAAAAAAAAAAAAAAAAA')).status(), 410);
  assert.equal((await page.goto('/en/offered')).status(), 410);
  await signIn(page, 'dealer');
  for (const address of ['/en/owner', '/en/owner/purchases', '/en/owner/keys/01890a5d-ac96-774b-bcce-000000000001', '/en/owner/keys/nonsense']) {
    assert.equal((await page.goto(address)).status(), 404, address);
  }
});
