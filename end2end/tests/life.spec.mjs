// What happens around a document when life gets in the way: nobody comes in time, somebody needs more time, a fault stops the clock.

import assert from 'node:assert/strict';

import { codeOf, followLink } from '../lib/citizen.mjs';
import { messageTo, signIn } from '../lib/doors.mjs';
import { Hands } from '../lib/hands.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees, until } from '../lib/seen.mjs';

const journey = journeys('life');
const PHONE = { width: 390, height: 844 };

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
  assert.notEqual(await phone.locator('.pickup-until strong').textContent(), before);
  assert.equal(await phone.getByRole('button', { name: 'Give me more time' }).count(), 0, 'once');
  assert.equal(await codeOf(phone), code, 'the code stays the same');
  await sees(road.employee, 'The recipient asked for more time');
});

journey('an employee moves the deadline with a reason, and the citizen is told', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Radu Bolnav', language: 'en', bank: 1 });
  const { employee } = road;
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
  assert.match(told.text, /Collect by/);
  await employee.getByRole('link', { name: 'Back to the delivery' }).click();
  await sees(employee, 'In hospital until Friday');
});

journey('a jammed lock stops the clock until it is mended', async ({ open, shot }) => {
  const road = await storedDocument(open, { name: 'Ion Așteaptă', language: 'en', bank: 2 });
  const phone = await open({ ...PHONE, javaScript: false });
  await followLink(phone, road.link);
  await road.hands.do(road.door, 'jam');
  // The lock says that it is jammed once somebody tries it.
  await tryDoor(road, phone, open);
  await until('the clock stands still', async () => {
    await phone.reload();
    return (await phone.getByText('A fault of ours has stopped the clock').count()) > 0 || undefined;
  }, 60_000);
  await shot(phone, 'life-paused-phone', { whole: true });
  await sees(road.employee, 'A fault stopped the clock');
});

journey('the rules of the house, and every new page in every language', async ({ open, shot }) => {
  const manager = await open();
  await signIn(manager, 'manager');
  await manager.goto('/en/manager/keeping');
  await manager.locator('#keep_days').fill('0');
  await manager.getByRole('button', { name: 'Save' }).click();
  await manager.locator('#keep_days-error').waitFor();
  await manager.locator('#keep_days').fill('10');
  await manager.getByRole('button', { name: 'Save' }).click();
  await sees(manager, 'Saved.');
  assert.equal(await manager.locator('#keep_days').inputValue(), '10');
  await shot(manager, 'life-keeping-desktop', { whole: true });
  await inEveryLanguage(manager, (locale) => manager.goto(`/${locale}/manager/keeping`));
  const employee = await open();
  await signIn(employee, 'employee');
  await inEveryLanguage(employee, (locale) => employee.goto(`/${locale}/employee/take-back`));
});
