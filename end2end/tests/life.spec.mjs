// What happens around a document when life gets in the way: nobody comes in time, somebody needs more time, a fault stops the clock.

import assert from 'node:assert/strict';

import { codeOf, followLink } from '../lib/citizen.mjs';
import { messageTo, signIn } from '../lib/doors.mjs';
import { Hands } from '../lib/hands.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { openKiosk, typeCode } from '../lib/kiosk.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees, until } from '../lib/seen.mjs';

const journey = journeys('life');
const PHONE = { width: 390, height: 844 };

/** Loads a page without scripts again until it says so. */
async function seesAgain(page, words) {
  await until(`the page says ${words}`, async () => {
    await page.reload();
    return (await page.getByText(words).count()) > 0;
  });
}

journey('what nobody came for is taken back, and its recipient is told where it is', async ({ open, shot }) => {
  const employee = await open({ ...PHONE, javaScript: false });
  await signIn(employee, 'employee');
  await employee.goto('/en/employee/take-back');
  await heads(employee, 'To take back');
  const row = employee.locator('tbody tr').filter({ has: employee.getByRole('button', { name: /^Open door/ }) }).first();
  await row.waitFor();
  await shot(employee, 'life-take-back-phone', { whole: true });
  const door = Number(await row.locator('.tag-number').textContent());
  const name = (await row.locator('strong').first().textContent()).trim();
  const bank = await row.locator('td').nth(1).textContent();
  const desk = await open();
  await desk.goto('/en/demo');
  const id = await desk.locator('.demo-locker').filter({ hasText: bank.split('·')[0].trim() }).locator('input[name=bank]').first().inputValue();
  const hands = await new Hands(await open(), id).come();
  await row.getByRole('button', { name: /^Open door/ }).click();
  await hands.seesOpen(door);
  await employee.reload();
  await sees(employee, `Door ${door} is open: take it out, then close the door`);
  await hands.collect(door);
  await until('the row is gone', async () => {
    await employee.reload();
    return (await employee.locator('tbody tr').filter({ hasText: name }).count()) === 0 || undefined;
  });

  const inbox = await open();
  await until('a message that says where it is', async () => {
    await inbox.goto('/en/demo/inbox');
    const text = await inbox.locator('main').textContent();
    return /back at the office|din nou la ghișeu|снова в учреждении|送回办事处/.test(text) || undefined;
  });
});

journey('a citizen asks for more time, once, without JavaScript', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Ana Târziu', language: 'en' });
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  const before = await phone.locator('.pickup-until strong').textContent();
  await shot(phone, 'life-extend-phone', { whole: true });
  const code = await codeOf(phone);
  await phone.getByRole('button', { name: 'Give me more time' }).click();
  await phone.waitForURL(/\/en\/pickup$/);
  const after = await phone.locator('.pickup-until strong').textContent();
  assert.notEqual(after, before);
  for (const end of [before, after]) assert.match(end, / 23:59$/, 'the end of a day');
  assert.equal(await phone.getByRole('button', { name: 'Give me more time' }).count(), 0, 'once');
  assert.equal(await codeOf(phone), code, 'the code stays the same');
  await sees(road.employee, 'The recipient asked for more time');
});

journey('an employee moves the deadline with a reason, and the citizen is told', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Radu Bolnav', language: 'en', bank: 1 });
  const { employee } = road;
  employee.complaints.expectRefusals();
  await employee.getByRole('link', { name: 'Deadline and code' }).click();
  await heads(employee, 'Deadline and code');
  await employee.getByRole('button', { name: 'Move the deadline' }).click();
  await sees(employee.locator('#days-error'), 'Please fill this in');
  await employee.locator('#days').fill('10');
  await employee.locator('#reason').fill('In hospital until Friday');
  await shot(employee, 'life-care-desktop', { whole: true });
  await employee.getByRole('button', { name: 'Move the deadline' }).click();
  await sees(employee, 'The deadline is moved. The recipient is told.');
  const told = await messageTo(await open(), road.email, /moved the day/);
  assert.match(told.text, /Collect by[^\n]*23:59/);
  await employee.getByRole('link', { name: 'Back to the delivery' }).click();
  await sees(employee, 'In hospital until Friday');
});

journey('a jammed lock stops the clock until it is mended', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Ion Așteaptă', language: 'en', bank: 2 });
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  const kiosk = await open({ width: 1080, height: 1920 });
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  await road.hands.do(road.door, 'jam');
  // The lock is found jammed when somebody tries it.
  await typeCode(kiosk, await codeOf(phone));
  await seesAgain(phone, 'A fault of ours has stopped the clock');
  await shot(phone, 'life-paused-phone', { whole: true });
  await sees(road.employee, 'A fault stopped the clock');
});

journey('a code on paper, made by hand: the old one is dead', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Ana Bătrâna', language: 'ro' });
  const pickup = await open({ ...PHONE, javaScript: false });
  await followLink(pickup, road.link);
  const old = await codeOf(pickup);
  const { employee } = road;
  await employee.getByRole('link', { name: 'Deadline and code' }).click();
  await employee.locator('#by_hand_reason').fill('No message arrived; identity card seen');
  await employee.getByRole('button', { name: 'Make a new code' }).click();
  await employee.waitForURL(/\/slip$/);
  await heads(employee, 'Slip with the new code');
  await sees(employee.locator('.slip'), 'Vă așteaptă într-un locker');
  const fresh = (await employee.locator('.slip .plate-group').allTextContents()).join('').trim();
  assert.notEqual(fresh, old);
  await shot(employee, 'life-slip-desktop', { whole: true });
  await employee.emulateMedia({ media: 'print' });
  await shot(employee, 'life-slip-print', { whole: true });
  await employee.emulateMedia({ media: 'screen' });
  pickup.complaints.expect(/status of 410/);
  const gone = await pickup.reload();
  assert.equal(gone.status(), 410, 'the old link is dead');
  const kiosk = await open({ width: 1080, height: 1920 });
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  await typeCode(kiosk, old);
  await heads(kiosk, 'This code opens nothing here');
  await typeCode(kiosk, fresh);
  await road.hands.collect(road.door);
  const told = await messageTo(await open(), road.email, /pe hârtie/);
  assert.ok(!told.text.includes(fresh), 'no code in that message');
});

journey('somebody else collects, once, without JavaScript; the owner is told', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Maria Acasă', language: 'en', bank: 1 });
  const owner = await open({ ...PHONE, javaScript: false });
  await followLink(owner, road.link);
  const own = await codeOf(owner);
  await owner.getByRole('button', { name: 'Share once' }).click();
  await heads(owner, 'Somebody else may collect it');
  const first = await owner.getByLabel('The link to hand on').inputValue();
  await shot(owner, 'life-share-phone', { whole: true });
  // Taken back: the link opens nothing any more.
  await owner.getByRole('button', { name: 'Take it back' }).click();
  await owner.getByRole('button', { name: 'Share once' }).click();
  const link = await owner.getByLabel('The link to hand on').inputValue();
  assert.notEqual(link, first);
  const friend = await open({ ...PHONE, javaScript: false });
  friend.complaints.expect(/status of 410/);
  const dead = await friend.goto(first);
  assert.equal(dead.status(), 410);
  await followLink(friend, link);
  await sees(friend, 'You collect this for Maria Acasă');
  assert.equal(await friend.getByRole('button', { name: /Share once|Take it back|Give me more time/ }).count(), 0);
  await shot(friend, 'life-borrowed-phone', { whole: true });
  const code = await codeOf(friend);
  assert.notEqual(code, own);
  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, road.bank.id);
  await typeCode(kiosk, code);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
  await messageTo(await open(), road.email, /shared your pickup with/);
  await owner.reload();
  await heads(owner, 'Collected. Thank you!');
});

journey('the rules of the house, and every new page in every language', async ({ open, shot }) => {
  const manager = await open();
  manager.complaints.expectRefusals();
  await signIn(manager, 'manager');
  await manager.goto('/en/manager/keeping');
  await manager.locator('#keep_days').fill('0');
  await manager.getByRole('button', { name: 'Save' }).click();
  await manager.locator('#keep_days-error').waitFor();
  await manager.locator('#keep_days').fill('10');
  await manager.getByRole('button', { name: 'Save' }).click();
  await sees(manager, 'Saved.');
  assert.equal(await manager.locator('#keep_days').inputValue(), '10');
  // For how long it is remembered whose a thing was: a form of its own.
  assert.equal(await manager.locator('#forget_months').inputValue(), '12');
  await manager.locator('#forget_months').fill('2');
  await manager.getByRole('button', { name: 'Set this term' }).click();
  await manager.locator('#forget_months-error').waitFor();
  assert.equal(await manager.locator('#forget_months').inputValue(), '2', 'what was typed stays');
  assert.equal(await manager.locator('#keep_days').inputValue(), '10', 'and the other form is as it is kept');
  await manager.locator('#forget_months').fill('24');
  await manager.getByRole('button', { name: 'Set this term' }).click();
  await sees(manager, 'Saved.');
  assert.equal(await manager.locator('#forget_months').inputValue(), '24');
  await shot(manager, 'life-keeping-desktop', { whole: true });
  await inEveryLanguage(manager, (locale) => manager.goto(`/${locale}/manager/keeping`));
  const employee = await open();
  await signIn(employee, 'employee');
  await inEveryLanguage(employee, (locale) => employee.goto(`/${locale}/employee/take-back`));
});
