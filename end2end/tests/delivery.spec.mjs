// A document in: an employee enters a delivery, opens the door, puts the document in; the screens know by themselves.

import assert from 'node:assert/strict';

import { demoBanks, messageTo, signIn } from '../lib/doors.mjs';
import { cancel, enterDelivery, fillForm, historyLines, openForm, pressOpen, submitButton } from '../lib/employee.mjs';
import { Hands } from '../lib/hands.mjs';
import { journeys } from '../lib/journey.mjs';
import { heads, nolonger, sees } from '../lib/seen.mjs';

const journey = journeys('delivery');

journey('what is wrong stands beside its field, and nothing typed is lost', async ({ open }) => {
  const page = await open();
  await signIn(page, 'employee');
  await openForm(page);
  await fillForm(page, { name: 'Maria Dumitrescu', reference: 'AB 1234/2026', phone: '12' });
  await submitButton(page).click();

  const summary = page.getByRole('alert').filter({ hasText: 'need your attention' });
  await sees(summary, 'Mobile phone: Write the number with its country code');
  await sees(summary, /^Document:/);
  assert.equal(await summary.evaluate((element) => element === document.activeElement), true, 'the summary has the focus');
  await sees(page.locator('#phone-error'), 'Write the number with its country code');
  assert.equal(await page.locator('#phone').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.locator('#name').getAttribute('aria-invalid'), null);
  await summary.getByRole('link', { name: /Mobile phone/ }).click();
  assert.equal(await page.locator('#phone').evaluate((element) => element === document.activeElement), true, 'the line leads to its field');
  for (const [field, typed] of [['name', 'Maria Dumitrescu'], ['reference', 'AB 1234/2026'], ['phone', '12']]) {
    assert.equal(await page.locator(`#${field}`).inputValue(), typed);
  }

  await fillForm(page, { phone: '', item: 'identity_card' });
  await submitButton(page).click();
  await sees(page, /Give an e-mail address or a mobile number/);
  await nolonger(page.locator('#item'), 'Please fill this in');
});

journey('a document goes into a locker', async ({ open, shot }) => {
  const employee = await open();
  const [bank] = await demoBanks(employee);
  await signIn(employee, 'employee');
  const email = 'maria@example.org';
  const { door, address } = await enterDelivery(employee, {
    name: 'Maria Dumitrescu', email, phone: '+40 721 555 010', language: 'ro', item: 'identity_card', reference: 'AB 1234/2026', bank: bank.id, size: 'S',
  });
  await sees(employee, 'Available for delivery');

  // A colleague looks on; nobody touches this page any more.
  const colleague = await open();
  await signIn(colleague, 'employee');
  await colleague.goto(address);
  await sees(colleague, `Door ${door} is reserved for you`);

  const hands = await new Hands(await open(), bank.id).come();
  assert.deepEqual(await hands.openDoors(), []);
  await pressOpen(employee);
  await hands.seesOpen(door);
  assert.deepEqual(await hands.openDoors(), [door]);
  await heads(employee, `Door ${door} is open`);
  await sees(employee, 'Put the document in and close the door.');
  await shot(employee, 'delivery-open-desktop', { whole: true });
  await heads(colleague, `Door ${door} is open`);

  await hands.do(door, 'put');
  // The thing lies inside, but the door is open: not stored yet.
  assert.equal(await employee.getByRole('heading', { name: /waits for/ }).count(), 0);
  await hands.do(door, 'push');
  await heads(employee, 'The document waits for Maria Dumitrescu');
  await heads(colleague, 'The document waits for Maria Dumitrescu');
  await sees(employee, 'The citizen was told by e-mail and SMS.');
  await sees(employee, 'Recipient told by 2 messages');
  await shot(employee, 'delivery-stored-desktop', { whole: true });

  const lines = await historyLines(employee);
  const told = ['Entered, compartment reserved', 'Order to open, to put it in', 'Door open', 'Door closed', 'In our custody', 'Code and QR made'];
  const places = told.map((line) => lines.lastIndexOf(line));
  assert.ok(places.every((place) => place >= 0), `the history lacks something: ${lines.join(' | ')}`);
  assert.deepEqual([...places].sort((a, b) => b - a), places, 'the newest stands on top');

  const mail = await messageTo(await open(), email, /\/p\//);
  assert.ok(!/[A-Z2-9]{3} ?[A-Z2-9]{3}\b/.test(mail.subject.replace(/[a-zăâîșț]/gi, '')), 'no code in a subject line');
  assert.match(mail.text, new RegExp(`\\b${door}\\b`));
  assert.match(mail.text, /[ăâîșț]/i, 'in the citizen\'s language');

  await employee.goto('/en/employee/deliveries');
  const row = employee.getByRole('row').filter({ hasText: 'Maria Dumitrescu' }).filter({ hasText: 'AB 1234/2026' });
  await sees(row, 'Waiting');
});

journey('the list is searched by name and by the whole reference number', async ({ open }) => {
  const page = await open();
  const [bank] = await demoBanks(page);
  await signIn(page, 'employee');
  await enterDelivery(page, { name: 'Zoltan Xylander', email: 'z@example.org', reference: 'QX-778899', bank: bank.id });
  for (const words of ['xyland', 'QX-778899']) {
    await page.goto('/en/employee/deliveries');
    await page.getByRole('searchbox').fill(words);
    await page.getByRole('search').getByRole('button').click();
    await page.waitForURL(/[?&]q=/);
    await sees(page.getByRole('table'), 'Zoltan Xylander');
    assert.equal(await page.locator('tbody tr').count(), 1);
  }
  await page.goto('/en/employee/deliveries?q=QX-7788');
  await sees(page, 'Nothing found');
});

journey('closed with nothing inside, it is not stored', async ({ open }) => {
  const employee = await open();
  const [, bank] = await demoBanks(employee);
  await signIn(employee, 'employee');
  const { door } = await enterDelivery(employee, { name: 'Ana Pop', email: 'ana@example.org', bank: bank.id });
  const hands = await new Hands(await open(), bank.id).come();
  await pressOpen(employee);
  await hands.seesOpen(door);
  // Shut and open again between two looks of the bank view: it must show what is, not what it saw last.
  await hands.blink(async () => {
    await hands.do(door, 'push');
    await sees(employee, 'The door was closed with nothing inside');
    await pressOpen(employee);
    await heads(employee, `Door ${door} is open`);
  });
  await hands.leave(door);
  await heads(employee, 'The document waits for Ana Pop');
});

journey('the employee cancels after opening', async ({ open }) => {
  const employee = await open();
  const [, bank] = await demoBanks(employee);
  await signIn(employee, 'employee');
  const { door } = await enterDelivery(employee, { name: 'Ion Radu', email: 'ion@example.org', bank: bank.id });
  const hands = await new Hands(await open(), bank.id).come();
  await pressOpen(employee);
  await hands.seesOpen(door);
  await hands.do(door, 'put');
  await heads(employee, `Door ${door} is open`);
  await cancel(employee, 'Wrong person');
  await sees(employee, 'Take the document out and close the door.');
  await sees(employee, 'Wrong person');
  await hands.collect(door);
  await heads(employee, 'This delivery is cancelled');
  // The compartment can be had again, and nobody was told anything.
  const inbox = await open();
  await inbox.goto('/en/demo/inbox');
  assert.equal(await inbox.locator('.inbox-to', { hasText: 'ion@example.org' }).count(), 0);
  const again = await enterDelivery(employee, { name: 'Ion Radu', email: 'ion@example.org', bank: bank.id });
  assert.equal(again.door, door, 'the first free compartment of this size is the one given back');
});

journey('a reason that was refused stays typed, with why', async ({ open }) => {
  const [slow, quick] = [await open(), await open()];
  slow.complaints.expectRefusals();
  const [, bank] = await demoBanks(slow);
  for (const page of [slow, quick]) await signIn(page, 'employee');
  const { address } = await enterDelivery(slow, { name: 'Radu Ion', email: 'radu@example.org', bank: bank.id });
  await slow.locator('.delivery-cancel > button').click();
  const dialog = slow.getByRole('dialog');
  const reason = dialog.getByLabel('Reason');
  await reason.fill('x'.repeat(130));
  assert.equal((await reason.inputValue()).length, 120, 'no more can be typed than is taken');
  await reason.fill('Entered twice');
  await quick.goto(address);
  await cancel(quick, 'Entered by mistake');
  await heads(quick, 'This delivery is cancelled');
  await dialog.getByRole('button', { name: 'Cancel this delivery' }).click();
  await sees(dialog, 'somebody was faster');
  assert.equal(await dialog.isVisible(), true);
  assert.equal(await reason.inputValue(), 'Entered twice');
});
