// A document out: the three ways to open the right door, and what every screen shows of it.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink, qrOf } from '../lib/citizen.mjs';
import { messageTo } from '../lib/doors.mjs';
import { historyLines } from '../lib/employee.mjs';
import { journeys } from '../lib/journey.mjs';
import { markedDoor, openKiosk, presence, reloadKiosk, scan, typeCode } from '../lib/kiosk.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, nolonger, sees } from '../lib/seen.mjs';

const journey = journeys('custody');
const KIOSK = { width: 1080, height: 1920 };

/** The door opens, the kiosk draws it, the citizen takes the thing and shuts the door, and everybody knows. */
async function collects({ hands, door, kiosk, employee, name }) {
  await hands.seesOpen(door);
  assert.deepEqual(await hands.openDoors(), [door], 'the right door, and no other');
  await heads(kiosk, `Door ${door} is open`);
  assert.equal(await markedDoor(kiosk), door);
  await sees(kiosk, 'Take out what is yours');
  await heads(employee, `Door ${door} is open`);
  await hands.collect(door);
  await heads(kiosk, 'Thank you!');
  await heads(employee, `${name} has it`);
}

journey('by the code, typed on the kiosk', async ({ open, shot }) => {
  const road = await storedDocument(open);
  const kiosk = await open(KIOSK);
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  await heads(kiosk, 'Collect your item');

  const pickup = await open({ width: 390, height: 844 });
  await followLink(pickup, road.link);
  await heads(pickup, 'Your passport is waiting for you');
  const code = await codeOf(pickup);
  assert.match(code, /^[2-9A-HJKMNP-TV-Z]{6}$/);
  await shot(pickup, 'custody-waits-phone', { whole: true });
  await shot(kiosk, 'custody-home-kiosk');
  await typeCode(kiosk, code);
  await collects({ ...road, kiosk });

  assert.ok((await historyLines(road.employee)).includes('Code typed at the locker'));
  await pickup.reload();
  await heads(pickup, 'Collected. Thank you!');
  await messageTo(pickup, road.email, /collected|taken out|picked up/i);

  // The code is dead: typed again, it opens nothing.
  await kiosk.getByRole('button', { name: 'Back to start' }).click();
  await typeCode(kiosk, code);
  await heads(kiosk, 'This code opens nothing here');
  assert.deepEqual(await road.hands.openDoors(), []);
});

journey('by the QR, shown to the scanner', async ({ open }) => {
  const road = await storedDocument(open, { bank: 1, name: 'Ivan Petrov', language: 'ru', item: 'identity_card' });
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, road.bank.id);

  const pickup = await open({ width: 390, height: 844, javaScript: false });
  await followLink(pickup, road.link);
  assert.equal(await pickup.locator('html').getAttribute('lang'), 'ru', 'the page speaks the citizen\'s language');
  const qr = await qrOf(pickup);
  assert.match(qr, /^\d{40}$/);
  // Foreign things are no codes: they count for nothing.
  await scan(kiosk, '5901234123457');
  await heads(kiosk, 'This QR is not one of ours');
  await scan(kiosk, qr);
  await collects({ ...road, kiosk });
  assert.ok((await historyLines(road.employee)).includes('QR shown to the locker'));
});

journey('by phone without JavaScript, after scanning the kiosk\'s own QR', async ({ open }) => {
  const road = await storedDocument(open, { bank: 2, name: 'Li Wei', language: 'en', item: 'driving_licence' });
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, road.bank.id);

  const phone = await open({ width: 390, height: 844, javaScript: false, zone: 'Asia/Shanghai' });
  await followLink(phone, road.link);
  assert.equal(await phone.getByRole('button', { name: /^Open compartment/ }).count(), 0, 'nobody opens from afar');
  await phone.goto(await presence(kiosk));
  await phone.waitForURL(/\/[a-z]{2}\/pickup$/);
  await phone.getByRole('button', { name: `Open compartment ${road.door}` }).click();
  await phone.waitForURL(/\/[a-z]{2}\/pickup$/);
  await collects({ ...road, kiosk });
  // Without scripts the page looks again by itself while a door moves.
  await heads(phone, 'Collected. Thank you!');
  assert.ok((await historyLines(road.employee)).includes('Opened by phone, at the locker'));
});

journey('a link is exchanged once for a cookie, and is good again in the same browser only while it lives', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Elena Marin' });
  const page = await open();
  const answer = await page.request.get(road.link, { maxRedirects: 0 });
  assert.equal(answer.status(), 303);
  assert.doesNotMatch(answer.headers().location, /\/p\//);
  await followLink(page, road.link);
  const view = await page.request.get('/en/pickup');
  assert.match(view.headers()['cache-control'], /no-store/);
  assert.match(view.headers()['referrer-policy'], /same-origin|no-referrer/);
  // Somebody else, without the link, sees nothing of it.
  const stranger = await open();
  stranger.complaints.expect(/status of 4\d\d/);
  const away = await stranger.goto('/en/pickup');
  assert.ok(away.status() >= 400 && away.status() < 500);
  await heads(stranger, 'This link no longer opens anything');
});

/** Two documents of one person at one bank. */
async function twoDocuments(open, name, bank) {
  const first = await storedDocument(open, { bank, name });
  const second = await storedDocument(open, { bank, name, address: first.email, item: 'identity_card' });
  await messageTo(await open(), first.email, /Another thing waits for you there: this code opens both doors/);
  return { first, second };
}

journey('one code opens two doors, one after the other, each by a press', async ({ open }) => {
  const { first, second } = await twoDocuments(open, 'Ana Ionescu', 1);
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, first.bank.id);
  const pickup = await open({ width: 390, height: 844 });
  await followLink(pickup, first.link);
  await heads(pickup, 'Also here for you');
  await axe(pickup);
  await typeCode(kiosk, await codeOf(pickup));
  await first.hands.seesOpen(first.door);
  await sees(kiosk, '2 things wait here for you');
  await first.hands.collect(first.door);
  await heads(kiosk, `Another thing waits here for you: door ${second.door}`);
  assert.deepEqual(await first.hands.openDoors(), [], 'nothing opens by itself');
  await axe(kiosk, { themes: ['light'] });
  await kiosk.getByRole('button', { name: `Open door ${second.door}` }).click();
  await collects({ ...second, kiosk });
  assert.ok((await historyLines(second.employee)).includes(`Opened in the same visit as door ${first.door}`));
});

journey('who takes the other thing later says so, and its own code is as good as ever', async ({ open }) => {
  const { first, second } = await twoDocuments(open, 'Radu Stan', 1);
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, first.bank.id);
  const pickup = await open({ width: 390, height: 844 });
  await followLink(pickup, first.link);
  await typeCode(kiosk, await codeOf(pickup));
  await first.hands.collect(first.door);
  const told = kiosk.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/fn/kiosk/leave');
  await kiosk.getByRole('button', { name: 'No, later' }).click();
  await told;
  await heads(kiosk, 'Collect your item');
  // Whoever comes next finds nothing on offer, even when the screen is loaded anew.
  await reloadKiosk(kiosk);
  await nolonger(kiosk, `Another thing waits here for you: door ${second.door}`);
  const later = await open({ width: 390, height: 844 });
  await followLink(later, second.link);
  await kiosk.locator('.pad-key').first().waitFor({ timeout: 30_000 });
  await typeCode(kiosk, await codeOf(later));
  await collects({ ...second, kiosk });
});

journey('one link opens two doors by phone without JavaScript, one after the other', async ({ open }) => {
  const { first, second } = await twoDocuments(open, 'Mihai Dobre', 2);
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, first.bank.id);
  const phone = await open({ width: 390, height: 844, javaScript: false });
  await followLink(phone, first.link);
  await sees(phone, 'then open this one');
  await phone.goto(await presence(kiosk));
  await phone.waitForURL(/\/[a-z]{2}\/pickup$/);
  const next = phone.getByRole('button', { name: `Open compartment ${second.door}` });
  assert.equal(await next.count(), 0, 'one after the other');
  await phone.getByRole('button', { name: `Open compartment ${first.door}` }).click();
  await collects({ ...first, kiosk });
  await heads(phone, 'Collected. Thank you!');
  assert.equal(await kiosk.getByText('Another thing waits here for you').count(), 0, 'the phone began it, the phone goes on');
  await next.click();
  await collects({ ...second, kiosk });
  await sees(phone.locator('.pickup-visit'), 'Collected');
});
