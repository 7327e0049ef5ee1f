// What is left of a hand-over: the receipts of both sides, as pages, papers and files that anybody can check; and who did what.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink } from '../lib/citizen.mjs';
import { signIn } from '../lib/doors.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { openKiosk, typeCode } from '../lib/kiosk.mjs';
import { repository } from '../lib/places.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, sees } from '../lib/seen.mjs';

const journey = journeys('proofs');

/** Asks the program about a file; gives its exit code and words. */
function verify(file, keys) {
  const program = process.env.CLOAKROOM_PROGRAM
    ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(repository, 'target'), 'debug', 'cloakroom');
  return new Promise((resolve) => {
    execFile(program, ['verify', file, '--keys', keys], (error, stdout) => resolve({ code: error?.code ?? 0, text: stdout }));
  });
}

journey('both sides get a receipt, and one changed byte is refused', async ({ demo, open, shot }) => {
  const road = await storedDocument(open);
  const kiosk = await open({ width: 1080, height: 1920 });
  await openKiosk(kiosk, road.bank.id);
  const phone = await open({ width: 390, height: 844 });
  await followLink(phone, road.link);
  await typeCode(kiosk, await codeOf(phone));
  await road.hands.seesOpen(road.door);
  await road.hands.collect(road.door);
  await heads(road.employee, `${road.name} has it`);
  await phone.reload();
  await phone.getByRole('link', { name: 'Receipt', exact: true }).click();
  await heads(phone, 'Receipt of collection');
  await sees(phone, road.name);
  await sees(phone, 'Code typed at the locker');
  assert.equal(await phone.getByText('Ana Ionescu').count(), 0, 'no colleague is named to the citizen');
  await axe(phone);
  await shot(phone, 'receipt-phone', { whole: true });
  await phone.emulateMedia({ colorScheme: 'dark' });
  await shot(phone, 'receipt-phone-dark', { whole: true });
  await phone.emulateMedia({ colorScheme: 'light' });
  const place = new URL(phone.url()).pathname;
  await inEveryLanguage(phone, (locale) => phone.goto(place.replace(/^\/[a-z]{2}/, `/${locale}`)));
  await shot(phone, 'receipt-phone-zh', { whole: true });

  const fetched = async (page, address) => {
    const answer = await page.request.get(new URL(address, demo.origin).href);
    assert.equal(answer.status(), 200, address);
    return answer.body();
  };
  const pdf = await fetched(phone, `${place}/receipt.pdf`);
  assert.ok(pdf.subarray(0, 5).toString() === '%PDF-');
  const keys = path.join(demo.folder, 'keys.json');
  await writeFile(keys, await fetched(phone, '/.well-known/cloakroom-proofs.json'));
  const receipt = await fetched(phone, `${place}/receipt.json`);
  const file = path.join(demo.folder, 'receipt.json');
  await writeFile(file, receipt);
  const genuine = await verify(file, keys);
  assert.equal(genuine.code, 0, genuine.text);
  assert.match(genuine.text, /^GENUINE/);
  receipt[receipt.indexOf(road.name)] ^= 1;
  await writeFile(file, receipt);
  const forged = await verify(file, keys);
  assert.equal(forged.code, 1);
  assert.match(forged.text, /^NOT GENUINE: the signature does not fit/);

  await road.employee.getByRole('link', { name: 'Receipt', exact: true }).click();
  await heads(road.employee, 'Proof of delivery');
  await axe(road.employee);
  await shot(road.employee, 'receipt-employee', { whole: true });
  const theirs = `${new URL(road.employee.url()).pathname}/receipt.json`;
  await writeFile(file, await fetched(road.employee, theirs));
  assert.equal((await verify(file, keys)).code, 0);

  // Somebody else has neither the link nor the organisation.
  const stranger = await open();
  stranger.complaints.expectRefusals();
  assert.notEqual((await stranger.request.get(place)).status(), 200);
  assert.ok(!(await (await stranger.request.get(theirs)).text()).includes(road.name));
});

journey('the administrator sees who did what', async ({ open, shot }) => {
  const manager = await open();
  await signIn(manager, 'employee');
  const page = await open({ width: 1280, height: 900 });
  await signIn(page, 'administrator');
  await page.getByRole('link', { name: 'Audit' }).first().click();
  await heads(page, 'Who did what');
  await sees(page, 'Signed in');
  await sees(page, 'Ana Ionescu');
  await sees(page, /Times as the clock shows them there: [A-Z][a-z]+\/[A-Z][a-z]+/);
  await shot(page, 'audit', { whole: true });
  await inEveryLanguage(page, (locale) => page.goto(`/${locale}/manager/audit`));
  await page.goto('/en/manager/audit?q=nobody-of-this-name');
  await sees(page, 'Nothing found');
  await page.goto('/en/manager/audit?act=sign_in&came=done');
  await sees(page, 'Ana Ionescu');
  const phone = await open({ width: 390, height: 844 });
  await signIn(phone, 'administrator', 'ro');
  await phone.goto('/ro/manager/audit');
  await shot(phone, 'audit-phone', { whole: true });
  const cells = phone.locator('.table td');
  const empty = await cells.evaluateAll(
    (all) => all.filter((cell) => !cell.textContent.trim() && cell.getClientRects().length > 0).length,
  );
  assert.equal(empty, 0, 'what is not there takes no line');
  // It is nobody else's.
  const refused = await manager.request.get('/en/manager/audit');
  assert.equal(refused.status(), 404);
});
