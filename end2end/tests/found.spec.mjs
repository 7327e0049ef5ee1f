// Somebody finds a thing with a tag: from the scan to the owner's hands, by courier, at a meeting, through a locker.
//
// From one address five reports an hour are taken: this file makes five on the web, the others by telephone.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { PHONE, activateByPhone, keysOfDealer, makeTicket, payByTestPay, report, signInAs, takeReport } from '../lib/bureau.mjs';
import { codeOf, followLink, qrOf } from '../lib/citizen.mjs';
import { demoBanks, messageTo, pickupLink, signIn } from '../lib/doors.mjs';
import { Hands } from '../lib/hands.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { markedDoor, openKiosk, scan, typeCode } from '../lib/kiosk.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { NO_PICTURE, drawn, photo } from '../lib/picture.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('found');
const LANGUAGES = ['en', 'ro', 'ru', 'zh'];
// A well-formed number that no tag carries, and the same with a slip.
const UNKNOWN_KEY = '2222-2222';
const SLIP = '2222-2223';

let sold;

/** A key that was sold, with an owner of its own who said by telephone who they are. */
async function owned(open, name) {
  sold ??= await keysOfDealer(await open(), 'sold');
  const key = sold.pop();
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
  const desk = await open();
  await signIn(desk, 'dispatcher');
  await activateByPhone(desk, { key, name, email, thing: `Keys of ${name}` });
  return { key, name, email, desk };
}

/** Follows the link of the newest message to this address that says so. */
async function followMessage(page, to, fits) {
  const message = await messageTo(page, to, fits);
  await page.goto(message.links.find((address) => new URL(address).pathname.includes('/c/')));
  await page.waitForURL(/\/[a-z]{2}\/case\/\d{8}$/);
  return message;
}

async function theme(page, dark) {
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
}

journey('typing the key: slips are told, and nothing of the nearest keys', async ({ open, shot }) => {
  const page = await open(PHONE);
  page.complaints.expectRefusals();
  await inEveryLanguage(page, async (locale) => {
    await page.goto(`/${locale}/found`);
    await fitsNarrow(page);
  });
  await page.goto('/en/found');
  await shot(page, 'found-key', { whole: true });
  await page.locator('#key').fill(SLIP);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.locator('#key-error').waitFor();
  assert.equal(await page.locator('#key').inputValue(), SLIP, 'what was typed stays');
  const said = await page.locator('main').innerText();
  assert.doesNotMatch(said.replaceAll(SLIP, '').replace('7QK4-M2XP', ''), /[0-9A-Z]{4}-[0-9A-Z]{4}/, 'no other key is told');
  await axe(page);
  await shot(page, 'found-slip', { whole: true });
  await inEveryLanguage(page, (locale) => page.goto(`/${locale}/found?key=${SLIP}`));
  // A mistyped key in a QR comes to the same words.
  await page.goto('/f/22222223');
  await page.locator('#key-error').waitFor();
  // Spaces, dashes and small letters do not matter.
  await page.goto('/en/found');
  await page.locator('#key').fill(' 2222 2222 ');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL(/\/en\/found\/2222-2222$/);
});

journey('one question at a time, in every language, without JavaScript', async ({ open, shot }) => {
  const page = await open({ ...PHONE, javaScript: false });
  page.complaints.expectRefusals();
  for (const locale of LANGUAGES) {
    await page.goto(`/${locale}/found/${UNKNOWN_KEY}`);
    await shot(page, `found-place-${locale}`, { whole: true });
    await page.locator('#place').fill('Gara de Nord');
    await page.locator('button[value=on]').click();
    await page.locator('#email').fill('nobody');
    await page.locator('button[value=on]').click();
    await page.locator('#email-error').waitFor();
    assert.equal(await page.locator('#email').inputValue(), 'nobody');
    await page.locator('button[value=back]').click();
    assert.equal(await page.locator('#place').inputValue(), 'Gara de Nord', 'going back keeps what was answered');
    await page.locator('button[value=on]').click();
    await page.locator('#email').fill('');
    await page.locator('button[value=on]').click();
    await page.locator('#words').fill('At the gate');
    await shot(page, `found-wants-${locale}`, { whole: true });
    await page.locator('button[value=on]').click();
    await page.locator('#photo').setInputFiles(NO_PICTURE);
    await page.locator('button[value=on]').click();
    await page.locator('#photo-error').waitFor();
    await shot(page, `found-photo-${locale}`, { whole: true });
    await page.locator('button[value=back]').click();
    assert.equal(await page.locator('#words').inputValue(), 'At the gate', 'a bad file loses nothing that was said');
  }
  const asked = await open(PHONE);
  await inEveryLanguage(asked, async (locale) => {
    await asked.goto(`/${locale}/found/${UNKNOWN_KEY}`);
    await fitsNarrow(asked);
    await asked.locator('button[value=on]').click();
    await asked.locator('#email').waitFor();
  });
  await inEveryLanguage(asked, async (locale) => {
    await asked.goto(`/${locale}/found/${UNKNOWN_KEY}`);
    for (const next of ['#email', '#words', '#photo']) {
      await asked.locator('button[value=on]').click();
      await asked.locator(next).waitFor();
    }
  });
});

journey('a key that nobody carries and one that was blocked get the same words', async ({ open, shot }) => {
  const finder = await open(PHONE);
  await report(finder, { key: UNKNOWN_KEY, email: 'andrei.finder@example.org' });
  await sees(finder, 'We do not know the owner yet');
  await inEveryLanguage(finder, (locale) => finder.goto(finder.url().replace(/\/(en|ro|ru|zh)\//, `/${locale}/`)));
  await finder.goto(finder.url().replace('/zh/', '/en/'));
  const unknown = await finder.locator('main').innerText();
  await shot(finder, 'found-unknown', { whole: true });

  const { key, email, desk } = await owned(open, 'Bianca Blocked');
  await desk.getByText('Block the key').first().click();
  await desk.locator('form[action$="/block"] [name=reason]').fill('Stolen from the shop');
  await desk.locator('form[action$="/block"]').getByRole('button').click();
  await sees(desk, 'Blocked');
  const other = await open(PHONE);
  await report(other, { key, email: 'sorin.finder@example.org' });
  const blocked = await other.locator('main').innerText();
  const bare = (text) => text.replace(/\d{4}-\d{4}/g, '').replaceAll(key, '').replaceAll(UNKNOWN_KEY, '');
  assert.equal(bare(blocked), bare(unknown), 'a finder cannot tell a blocked key from an unknown one');
  const inbox = await open();
  await inbox.goto('/en/demo/inbox');
  assert.equal(await inbox.locator('.inbox-line').filter({ hasText: email }).filter({ hasText: 'found' }).count(), 0, 'its owner is not told');
});

journey('by courier: fetched with the finder\'s code, brought with the owner\'s, closed, everyone told', async ({ open, shot }) => {
  const { key, name, email, desk } = await owned(open, 'Carla Courier');
  const finder = await open(PHONE);
  const number = await report(finder, { key, name: 'Florin', postcode: '', email: 'florin@example.org', phone: '+40 721 555 101', words: 'They lay on a bench.', photo: photo() });
  assert.equal(await finder.locator('img.photo').count(), 0, 'photos are for the owner and the desk');
  await sees(finder, 'The owner knows');
  for (const dark of [false, true]) {
    await theme(finder, dark);
    await shot(finder, `found-case-finder-${dark ? 'dark' : 'light'}`, { whole: true });
  }
  await theme(finder, false);
  await fitsNarrow(finder);
  const told = await messageTo(await open(), email, /Somebody has the thing/);
  assert.ok(told.text.includes('They lay on a bench.'));
  assert.doesNotMatch(told.text, /721 ?555 ?101|florin@/, 'the finder\'s number is nobody\'s business');

  await finder.getByRole('button', { name: 'Send the courier' }).click();
  await sees(finder, 'A courier will come');
  await inEveryLanguage(finder, (locale) => finder.goto(`/${locale}/case/${number}`));

  const shown = `${number.slice(0, 4)}-${number.slice(4)}`;
  await desk.goto('/en/desk');
  await desk.locator('#q').fill(shown);
  await desk.keyboard.press('Enter');
  await desk.waitForURL(new RegExp(`/desk/cases/${shown}$`));
  await sees(desk, 'Arranged');
  assert.ok(await drawn(desk.locator('img.photo')), 'the desk sees what the finder sent');
  assert.ok(!(await (await desk.request.get(`/en/desk/cases/${shown}/photo`)).body()).includes('GPS'), 'what the camera wrote is taken out');
  const elsewhere = await open();
  await signInAs(elsewhere, 'tatiana.belova@demo.example');
  for (const address of [`/en/desk/cases/${shown}/photo`, `/en/desk/cases/${shown}/thing-photo`, `/en/case/${number}/photo`]) assert.equal((await elsewhere.request.get(address)).status(), 404, address);
  assert.equal((await finder.request.get(`/en/case/${number}/photo`)).status(), 404);
  await sees(desk, 'Biroul București'); // the country alone says whose case it is
  await shot(desk, 'desk-found-case', { whole: true });
  const ticket = await makeTicket(desk, { name, email });
  const said = (await desk.locator('.plate').first().textContent()).replace(/\s/g, '');
  const fetches = await messageTo(await open(), '+40721555101', /code/i);
  assert.ok(fetches.text.replace(/\s/g, '').includes(said), 'the finder has the code that the desk reads out');

  const courier = await open(PHONE);
  await signIn(courier, 'courier');
  const job = ticket.replace('/desk/tickets/', '/courier/');
  await courier.locator(`form[action="${job}/accept"]`).getByRole('button').click();
  await courier.waitForURL((address) => address.pathname === job);
  await courier.getByRole('button', { name: 'I am on the way' }).click();
  await courier.locator('#code').fill(said);
  await courier.getByRole('button', { name: 'I have it' }).click();
  await sees(courier, 'With the courier');
  await finder.goto(`/en/case/${number}`);
  await sees(finder, 'On its way home');
  const brings = await messageTo(await open(), email, /Say this code when you hold it/);
  await courier.locator('#code').fill(/([0-9A-Z]{3} [0-9A-Z]{3})/.exec(brings.text)[1]);
  await courier.getByRole('button', { name: 'Handed over' }).click();
  await courier.waitForURL(/\/en\/courier$/);

  await finder.reload();
  await sees(finder, 'Back with its owner');
  await shot(finder, 'found-case-over', { whole: true });
  await inEveryLanguage(finder, (locale) => finder.goto(`/${locale}/case/${number}`));
  await messageTo(await open(), email, /back with its owner/);
  await messageTo(await open(), 'florin@example.org', /back with its owner/);
});

journey('a meeting: both propose, one agrees, and nobody sees the other\'s number', async ({ open, shot }) => {
  const { key, email } = await owned(open, 'Mara Meeting');
  const finder = await open(PHONE);
  const number = await report(finder, { key, name: 'Gelu', email: 'gelu@example.org', phone: '+40 721 555 202', photo: photo({ side: 96 }) });
  const owner = await open();
  await followMessage(owner, email, /Somebody has the thing/);
  await owner.goto(`/en/case/${number}`);
  assert.ok(await drawn(owner.locator('img.photo'), 96), 'the owner sees what the finder sent');
  await shot(owner, 'found-case-owner', { whole: true });
  owner.complaints.expectRefusals();

  const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const propose = async (page, at, place) => {
    await page.locator('#at').fill(at);
    await page.locator('form[action$="/propose"] #place').fill(place);
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
  };
  await owner.locator('#words').fill('Thank you so much! Where shall we meet?');
  await owner.getByRole('button', { name: 'Pass it on' }).click();
  await sees(owner, 'Thank you so much!');
  // Yesterday is refused, and nothing typed is lost.
  await propose(owner, `${day(-1)}T10:00`, 'Piața Romană');
  await owner.locator('#at-error').waitFor();
  assert.equal(await owner.locator('form[action$="/propose"] #place').inputValue(), 'Piața Romană');
  await propose(owner, `${day(1)}T10:00`, 'Piața Romană');
  await sees(owner, 'Waits for an answer');

  await followMessage(finder, 'gelu@example.org', /Piața Romană/);
  await finder.goto(`/en/case/${number}`);
  await sees(finder, 'Thank you so much!');
  await finder.locator('li').filter({ hasText: 'Piața Romană' }).getByRole('button', { name: 'I cannot' }).click();
  await sees(finder, 'Declined');
  await propose(finder, `${day(2)}T18:30`, 'Gara de Nord');
  await shot(finder, 'found-case-meeting', { whole: true });
  await inEveryLanguage(finder, (locale) => finder.goto(`/${locale}/case/${number}`));

  await owner.goto(`/en/case/${number}`);
  await owner.locator('li').filter({ hasText: 'Gara de Nord' }).getByRole('button', { name: 'I agree' }).click();
  await sees(owner, /You meet on/);
  await inEveryLanguage(owner, (locale) => owner.goto(`/${locale}/case/${number}`));
  for (const page of [owner, finder]) {
    await page.goto(`/en/case/${number}`);
    await sees(page, /You meet on/);
    const text = await page.locator('main').innerText();
    assert.doesNotMatch(text, /555 ?202|gelu@|mara\.meeting@/i, 'nobody sees the other\'s number or address');
  }
  const mail = await messageTo(await open(), email, /Gara de Nord/);
  assert.doesNotMatch(mail.text, /555 ?202|gelu@/i);

  await owner.getByRole('button', { name: 'I have it back' }).click();
  await sees(owner, 'Back with its owner');
  await finder.reload();
  await sees(finder, 'Back with its owner');
  await messageTo(await open(), 'gelu@example.org', /back with its owner/);
});

journey('through a locker: a drop code, a door, the owner\'s pickup code, and the case closes itself', async ({ open, shot }) => {
  const { key, email } = await owned(open, 'Lia Locker');
  const finder = await open({ ...PHONE, javaScript: false });
  const number = await report(finder, { key, email: 'horia@example.org' });
  const [bank] = await demoBanks(await open());
  await finder.locator(`form[action$="/drop"]:has(input[value="${bank.id}"])`).getByRole('button').click();
  await heads(finder, 'Your drop code');
  await shot(finder, 'found-drop', { whole: true });
  const code = (await finder.locator('.found-drop .plate-group').allTextContents()).join('').trim();

  const seen = await open(PHONE);
  await seen.context().addCookies(await finder.context().cookies());
  await seen.goto(`/en/case/${number}`);
  await axe(seen);
  await fitsNarrow(seen);
  await inEveryLanguage(seen, (locale) => seen.goto(`/${locale}/case/${number}`));

  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, bank.id);
  await typeCode(kiosk, code);
  const door = await markedDoor(kiosk);
  await shot(kiosk, 'found-kiosk-door');
  const hands = await new Hands(await open(), bank.id).come();
  await hands.leave(door);
  await finder.goto(`/en/case/${number}`);
  await sees(finder, 'It lies safely in the locker');
  await shot(finder, 'found-dropped', { whole: true });

  const owner = await open(PHONE);
  await followLink(owner, await pickupLink(owner, email));
  await owner.goto('/en/pickup');
  await shot(owner, 'found-pickup', { whole: true });
  await axe(owner);
  const pickup = await codeOf(owner);
  assert.ok(await qrOf(owner), 'the QR can be scanned');
  await kiosk.locator('.kiosk-ways').first().waitFor({ timeout: 60_000 });
  await typeCode(kiosk, pickup);
  assert.equal(await markedDoor(kiosk), door);
  await hands.collect(door);
  await finder.reload();
  await sees(finder, 'Back with its owner');
  await messageTo(await open(), 'horia@example.org', /back with its owner/);
});

journey('a lapsed cover silences nobody: by telephone, the fee is paid, and then it is given out', async ({ open, shot }) => {
  const [key] = await keysOfDealer(await open(), 'lapsed');
  const desk = await open();
  await signIn(desk, 'dispatcher');
  await desk.goto(`/en/desk?q=${key}`);
  await sees(desk, 'Cover ended');
  await shot(desk, 'desk-key-lapsed', { whole: true });
  const email = (await desk.locator('a[href^="mailto:"]').first().textContent()).trim();
  const place = await takeReport(desk, key, 'Petru Finder', { phone: '+40 721 555 303', email: 'petru@example.org' });
  await sees(desk, 'Fee due');
  await axe(desk);
  await shot(desk, 'desk-case-fee', { whole: true });
  const number = place.split('/').at(-1);

  const owner = await open(PHONE);
  owner.complaints.expectRefusals();
  await followMessage(owner, email, new RegExp(number));
  const page = `/en/case/${number.replace('-', '')}`;
  await owner.goto(page);
  await sees(owner, /A fee of .* is due/);
  await inEveryLanguage(owner, (locale) => owner.goto(page.replace('/en/', `/${locale}/`)));
  await owner.goto(page);
  await shot(owner, 'found-case-fee', { whole: true });

  // The thing comes to the office, and is not given out before the fee is settled.
  await desk.getByRole('button', { name: 'At an office' }).first().click();
  await desk.locator('form[action$="/handed-over"]').getByRole('button').first().click();
  await sees(desk, 'On its way home');
  const ends = () => desk.locator('#end option').evaluateAll((all) => all.map((one) => one.value));
  assert.ok(!(await ends()).includes('returned'), 'nothing is given out before the fee is settled');

  await owner.getByRole('button', { name: 'Pay now' }).click();
  await payByTestPay(owner);
  await owner.goto(page);
  await sees(owner, /The fee of .* is settled/);
  await shot(owner, 'found-case-paid', { whole: true });
  await desk.goto(place);
  await sees(desk, 'Paid online');
  await desk.locator('details:has(form[action$="/close"]) > summary').click();
  await desk.locator('#end').selectOption('returned');
  await desk.locator('#close-note').fill('Fetched at the office');
  await desk.locator('form[action$="/close"]').getByRole('button').click();
  await sees(desk, 'Returned');
  await messageTo(await open(), 'petru@example.org', /back with its owner/);
});

journey('a flood is slowed down, and a scan alone leaves nothing', async ({ open, shot }) => {
  const page = await open(PHONE);
  page.complaints.expectRefusals();
  await page.goto('/f/3333-3339');
  await page.waitForURL(/\/en\/found\/3333-3339$/);
  const desk = await open();
  await signIn(desk, 'dispatcher');
  await desk.goto('/en/desk?q=3333-3339');
  assert.equal(await desk.locator('a[href*="/desk/cases/"]').count(), 0, 'a scan is no report');
  for (const next of ['#email', '#words', '#photo']) {
    await page.locator('button[value=on]').click();
    await page.locator(next).waitFor();
  }
  await page.getByRole('button', { name: 'Send the report' }).click();
  // The five of this hour were made above.
  await sees(page, /too (many|often)|slow|later|wait/i);
  await axe(page);
  await shot(page, 'found-slow', { whole: true });
});
