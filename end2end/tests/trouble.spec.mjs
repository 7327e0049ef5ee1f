// What goes wrong at a locker, and that it is said at once, clearly, and on every screen.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink, qrOf } from '../lib/citizen.mjs';
import { demoBanks, messageTo, signIn } from '../lib/doors.mjs';
import { enterDelivery, fillForm, historyLines, openForm, pressOpen, submitButton } from '../lib/employee.mjs';
import { Hands } from '../lib/hands.mjs';
import { journeys } from '../lib/journey.mjs';
import { openKiosk, presence, scan, typeCode } from '../lib/kiosk.mjs';
import { createBank, openBank } from '../lib/keeper.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, nolonger, sees, until } from '../lib/seen.mjs';

const journey = journeys('trouble');

journey('a bank without power is offline on every screen, and nothing is kept for later', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Maria Dumitrescu' });
  const kiosk = await open();
  await openKiosk(kiosk, road.bank.id);
  const phone = await open({ width: 390, height: 844 });
  await followLink(phone, road.link);
  await phone.goto(await presence(kiosk));
  await phone.getByRole('button', { name: `Open compartment ${road.door}` }).waitFor();
  const manager = await open();
  await signIn(manager, 'manager');
  await openBank(manager, road.bank.id);
  await sees(manager, 'Connected');

  await road.hands.unplug();
  await heads(kiosk, 'This locker has no connection');
  await sees(road.employee, 'This locker bank is not connected right now');
  await sees(manager, 'No connection');
  await shot(kiosk, 'trouble-offline-kiosk');

  // The page on the phone is older than the trouble; pressing its button is answered, not queued.
  await phone.getByRole('button', { name: `Open compartment ${road.door}` }).click();
  await sees(phone, 'The locker has no connection');
  assert.equal(await phone.getByRole('button', { name: /^Open compartment/ }).count(), 0);

  await road.hands.plug();
  await heads(kiosk, 'Collect your item');
  await nolonger(road.employee, 'This locker bank is not connected right now');
  await sees(manager, 'Connected');
  assert.deepEqual(await road.hands.openDoors(), [], 'no door opens by what was asked before');
  assert.ok(!(await historyLines(road.employee)).includes('Order to open, for the recipient'));

  // And it works again.
  await phone.goto(await presence(kiosk));
  await phone.getByRole('button', { name: `Open compartment ${road.door}` }).click();
  await road.hands.collect(road.door);
  await heads(road.employee, 'Maria Dumitrescu has it');
});

journey('lost mains and an opened housing close the screen, and the manager reads what it is', async ({ open }) => {
  const kiosk = await open({ width: 1080, height: 1920 });
  const [, bank] = await demoBanks(kiosk);
  await openKiosk(kiosk, bank.id);
  await heads(kiosk, 'Collect your item');
  const manager = await open();
  await signIn(manager, 'manager');
  await openBank(manager, bank.id);
  await sees(manager, 'Connected');
  const hands = await new Hands(await open(), bank.id).come();

  await hands.whole('lose_mains', 'On its battery');
  await heads(kiosk, 'This locker is out of service');
  await sees(manager, 'This locker bank is out of order: no mains, it lives on its battery');
  await hands.whole('mains_back', 'Plugged in');
  await heads(kiosk, 'Collect your item');
  await nolonger(manager, /out of order/);

  await hands.whole('tamper', 'The house sees it: its housing was opened');
  await heads(kiosk, 'This locker is out of service');
  await sees(manager, 'Somebody must look at it on site.');
  await manager.goto('/en/manager/banks');
  await sees(manager.locator('tr').filter({ hasText: bank.name }), 'Out of order');
  // Whoever looked starts its program anew; until then nothing else ends it.
  await openBank(manager, bank.id);
  await sees(manager, 'This locker bank is out of order: its housing was opened');
  await hands.unplug();
  await hands.plug();
  await heads(kiosk, 'Collect your item');
  await nolonger(manager, /out of order/);
});

journey('three wrong codes lock the keypad, and the QR still opens', async ({ open }) => {
  const road = await storedDocument(open, { bank: 1, name: 'Ivan Petrov' });
  const kiosk = await open({ width: 1080, height: 1920 });
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  const pickup = await open();
  await followLink(pickup, road.link);
  const [code, qr] = [await codeOf(pickup), await qrOf(pickup)];
  const wrong = code.startsWith('2') ? '3' : '2';
  for (let tries = 1; tries <= 2; tries += 1) {
    await typeCode(kiosk, wrong + code.slice(1));
    await heads(kiosk, 'This code opens nothing here');
    await sees(kiosk, 'Compare it with your message');
  }
  await typeCode(kiosk, wrong + code.slice(1));
  await heads(kiosk, /Typing is locked/);
  await until('no key can be pressed', async () => (await kiosk.locator('.pad-key:enabled').count()) === 0);
  assert.deepEqual(await road.hands.openDoors(), []);

  await scan(kiosk, qr);
  await road.hands.seesOpen(road.door);
  await heads(kiosk, `Door ${road.door} is open`);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
});

journey('a code of another bank opens nothing', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Elena Marin' });
  const pickup = await open();
  await followLink(pickup, road.link);
  const kiosk = await open();
  kiosk.complaints.expectRefusals();
  const [, , elsewhere] = await demoBanks(kiosk);
  await openKiosk(kiosk, elsewhere.id);
  await scan(kiosk, await qrOf(pickup));
  await heads(kiosk, 'This QR opens nothing here');
  // By phone: being at another bank is said, and no door opens.
  await pickup.goto(await presence(kiosk));
  await sees(pickup, 'This one waits at another locker');
  assert.equal(await pickup.getByRole('button', { name: /^Open compartment/ }).count(), 0);
  assert.deepEqual(await road.hands.openDoors(), []);
});

journey('while another door stands open, no second one opens', async ({ open }) => {
  const road = await storedDocument(open, { bank: 2, name: 'Li Wei' });
  const kiosk = await open();
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  const pickup = await open();
  await followLink(pickup, road.link);
  const code = await codeOf(pickup);
  await pickup.goto(await presence(kiosk));
  const press = pickup.getByRole('button', { name: `Open compartment ${road.door}` });
  await press.waitFor();

  // Somebody broke another door open.
  const other = road.door + 1;
  await road.hands.do(other, 'force');
  await typeCode(kiosk, code);
  await heads(kiosk, 'Another door is still open');
  await sees(kiosk, `Close door ${other}, then try again.`);
  await press.click();
  await sees(pickup, `Door ${other} is still open. Please close it first.`);
  assert.deepEqual(await road.hands.openDoors(), [other]);

  await road.hands.do(other, 'push');
  await typeCode(kiosk, code);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
});

journey('a jammed lock is told to the employee, and tried again when it is free', async ({ open }) => {
  const employee = await open();
  const [, , bank] = await demoBanks(employee);
  await signIn(employee, 'employee');
  const { door } = await enterDelivery(employee, { name: 'Ana Pop', email: 'ana@example.org', bank: bank.id });
  const hands = await new Hands(await open(), bank.id).come();
  await hands.do(door, 'jam');
  await pressOpen(employee);
  await sees(employee, 'The door stayed shut');
  await hands.do(door, 'unjam');
  await pressOpen(employee);
  await hands.leave(door);
  await heads(employee, 'The document waits for Ana Pop');
});

journey('what was left inside is said at once, on the screen and by message, and the code goes on', async ({ open, shot }) => {
  const road = await storedDocument(open, { bank: 0, name: 'Dan Uituc' });
  const phone = await open({ width: 390, height: 844 });
  await followLink(phone, road.link);
  const code = await codeOf(phone);
  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, road.bank.id);
  await typeCode(kiosk, code);
  await road.hands.seesOpen(road.door);
  await road.hands.do(road.door, 'push');
  await heads(kiosk, `Something is still in door ${road.door}`);
  await shot(kiosk, 'trouble-left-inside-kiosk');
  const told = await messageTo(await open(), road.email, /is still inside/);
  assert.match(told.text, /your code still works/);
  assert.ok(!told.text.includes(code), 'a message about trouble holds no secret');
  assert.ok((await historyLines(road.employee)).includes('In our custody'));

  await kiosk.getByRole('button', { name: 'Back to start' }).click();
  await typeCode(kiosk, code);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
});

journey('a door is forced with a document behind it: everybody who must know it is told', async ({ open, shot }) => {
  const road = await storedDocument(open, { bank: 2, name: 'Sorin Spart' });
  const phone = await open({ width: 390, height: 844 });
  await followLink(phone, road.link);
  const code = await codeOf(phone);
  const kiosk = await open({ width: 1080, height: 1920 });
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  await road.hands.do(road.door, 'force');
  await road.hands.do(road.door, 'push');
  await typeCode(kiosk, code);
  await heads(kiosk, 'We must look at this door first');
  await shot(kiosk, 'trouble-forced-kiosk');

  const told = await messageTo(await open(), road.email, /cannot explain/);
  assert.match(told.text, new RegExp(`Compartment: ${road.door}\\b`));
  await phone.reload();
  await heads(phone, 'Please call us');
  assert.equal(await phone.locator('.ticket').count(), 0, 'no code that opens nothing');
  await axe(phone);
  await shot(phone, 'trouble-forced-phone', { whole: true });

  // Support has it without anybody's asking; the whole history stands beside it.
  const support = await open();
  await signIn(support, 'support');
  await support.goto('/en/support');
  const row = support.locator('tbody tr').filter({ hasText: 'Sorin Spart' });
  await sees(row, 'A door was opened without an order');
  await sees(row, 'The locker itself');
  await row.getByRole('link').first().click();
  await support.waitForURL(/\/support\/[0-9a-f-]{36}$/);
  await heads(support, 'A door was opened without an order');
  await sees(support, 'What happened to it');
  await axe(support);
  await shot(support, 'trouble-forced-support', { whole: true });
});

// The last one: the bank that it sets up stays, and others count banks.
journey('a full bank is said before and after the form is sent', async ({ open }) => {
  const manager = await open();
  await signIn(manager, 'manager');
  const bank = await createBank(manager, { name: 'Tiny locker', city: 'Cluj', layout: 'S' });
  const [first, second] = [await open(), await open()];
  second.complaints.expectRefusals();
  for (const page of [first, second]) {
    await signIn(page, 'employee');
    await openForm(page);
    await fillForm(page, { name: 'Vlad Pop', email: 'vlad@example.org', item: 'permit', bank: bank.id, size: 'S' });
  }
  await submitButton(first).click();
  await heads(first, 'Door 1 is reserved for you');
  await submitButton(second).click();
  await sees(second, 'No compartment of this size is free here.');
  assert.equal(await second.locator('#name').inputValue(), 'Vlad Pop');
  await openForm(second);
  await sees(second.locator(`label.choice-card:has(input[value="${bank.id}"])`), 'full');
  assert.equal(await second.locator(`input[name=bank][value="${bank.id}"]`).isDisabled(), true);
});
