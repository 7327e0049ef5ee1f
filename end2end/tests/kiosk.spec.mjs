// What a kiosk does besides its own pictures: it speaks, looks with a camera, and helps itself when it is alone.

import assert from 'node:assert/strict';
import path from 'node:path';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink, qrOf } from '../lib/citizen.mjs';
import { demoBanks, signIn } from '../lib/doors.mjs';
import { fillForm, historyLines, openForm, submitButton } from '../lib/employee.mjs';
import { film, filming } from '../lib/film.mjs';
import { journeys } from '../lib/journey.mjs';
import { createBank } from '../lib/keeper.mjs';
import { openKiosk, reloadKiosk, typeCode } from '../lib/kiosk.mjs';
import { pictureOf } from '../lib/qr.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, nolonger, sees, until } from '../lib/seen.mjs';
import { cameras, giveCamera, giveVoice, hold, said, takeCameras, watchCamera } from '../lib/senses.mjs';

const journey = journeys('kiosk');
const KIOSK = { width: 1080, height: 1920 };

/** The code of what waits. */
async function codeFor(open, road) {
  const pickup = await open({ width: 390, height: 844 });
  await followLink(pickup, road.link);
  return codeOf(pickup);
}

journey('the number of an open door is said in the language of the screen, and nothing else', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Maria Dumitrescu' });
  const code = await codeFor(open, road);
  const kiosk = await open(KIOSK);
  await giveVoice(kiosk, ['en-GB', 'ro_RO', 'zh-HK', 'cmn-CN']);
  await openKiosk(kiosk, road.bank.id);
  // The screen shows for a while how the deposit ended, and begins anew after that.
  await kiosk.locator('.pad-key').first().waitFor({ timeout: 30_000 });
  await kiosk.locator('.languages button[lang=ro]').click();
  await typeCode(kiosk, code);
  await road.hands.seesOpen(road.door);
  await heads(kiosk, `Ușa ${road.door} este deschisă`);
  const romanian = { text: `Ușa ${road.door} este deschisă`, lang: 'ro_RO', voice: 'ro_RO' };
  await until('it is said aloud', async () => (await said(kiosk)).length > 0);
  assert.deepEqual(await said(kiosk), [romanian]);

  // Whoever changes the language hears it again, where there is a voice for it.
  await kiosk.locator('.languages button[lang^=zh]').click();
  await until('it is said in Mandarin', async () => (await said(kiosk)).length > 1);
  const [, chinese] = await said(kiosk);
  assert.equal(chinese.voice, 'cmn-CN');
  assert.ok(chinese.text.includes(String(road.door)));
  await kiosk.locator('.languages button[lang=ru]').click();
  await heads(kiosk, `Дверца ${road.door} открыта`);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Спасибо!');
  assert.equal((await said(kiosk)).length, 2, 'no voice for Russian: nothing is said');
});

journey('a language chosen while the screen still thanks the last person stays for the next one', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Elena Rusu' });
  const code = await codeFor(open, road);
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, road.bank.id);
  const pad = kiosk.locator('.pad-key').first();
  await pad.waitFor({ timeout: 30_000 });
  // Whoever collects reads Russian and takes it along.
  await kiosk.locator('.languages button[lang=ru]').click();
  await typeCode(kiosk, code);
  await road.hands.seesOpen(road.door);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Спасибо!');
  // The next one does not wait until the thanks are gone.
  await kiosk.locator('.languages button[lang=ro]').click();
  await heads(kiosk, 'Vă mulțumim!');
  await pad.waitFor({ timeout: 30_000 });
  await heads(kiosk, 'Ridicați ce vă așteaptă');
  assert.equal(await kiosk.locator('.kiosk-page').getAttribute('lang'), 'ro');
});

journey('the sound is switched off for good, and on again', async ({ open }) => {
  const road = await storedDocument(open, { bank: 1, name: 'Ivan Petrov' });
  const code = await codeFor(open, road);
  const kiosk = await open(KIOSK);
  await giveVoice(kiosk, ['en-GB']);
  await openKiosk(kiosk, road.bank.id);
  const sound = kiosk.getByRole('button', { name: 'Sound' });
  assert.equal(await sound.getAttribute('aria-pressed'), 'true');
  await sound.click();
  await kiosk.locator('html[data-sound=off]').waitFor({ state: 'attached' });
  await reloadKiosk(kiosk);
  await kiosk.locator('.kiosk-sound[aria-pressed=false]').waitFor();
  await typeCode(kiosk, code);
  await heads(kiosk, `Door ${road.door} is open`);
  assert.deepEqual(await said(kiosk), [], 'silent, though the page was loaded anew');
  // Who switches it on while a door stands open hears which.
  await sound.click();
  await until('it is said aloud', async () => (await said(kiosk)).length > 0);
  assert.deepEqual((await said(kiosk)).map(({ text }) => text), [`Door ${road.door} is open`]);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
});

/** Takes the network from a kiosk and waits until it says so. */
async function losesNetwork(kiosk) {
  kiosk.complaints.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  await kiosk.context().setOffline(true);
  // The live connection is missed with its next sign of life.
  await kiosk.locator('.kiosk-page[data-lost]').waitFor({ timeout: 60_000 });
}

journey('a kiosk without network says so, forgets who stood there, and comes back by itself', async ({ open }) => {
  const road = await storedDocument(open, { bank: 2, name: 'Li Wei' });
  const code = await codeFor(open, road);
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, road.bank.id);
  await typeCode(kiosk, code.slice(0, 3));
  await sees(kiosk.locator('.pad-display'), code[2]);
  await losesNetwork(kiosk);
  await heads(kiosk, 'This screen has lost its connection');
  await heads(kiosk, 'Call us');
  assert.equal(await kiosk.locator('.pad-key').count(), 0, 'nothing to type into');
  // The words are in the page: no network is needed for another language.
  await kiosk.locator('.languages button[lang=ro]').click();
  await heads(kiosk, 'Acest ecran a pierdut conexiunea');
  await kiosk.locator('.languages button[lang=en]').click();

  await kiosk.context().setOffline(false);
  await heads(kiosk, 'Collect your item');
  await nolonger(kiosk, 'This screen has lost its connection');
  assert.equal((await kiosk.locator('.pad-display').innerText()).replaceAll(/[^0-9A-Z]/g, ''), '', 'what was typed before is gone');
  assert.deepEqual(await road.hands.openDoors(), []);
  await typeCode(kiosk, code);
  await heads(kiosk, `Door ${road.door} is open`);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
});

journey('a kiosk that was away is loaded anew where the house has a newer program', async ({ open }) => {
  const kiosk = await open(KIOSK);
  // Here too at another locker than the one that has just thanked somebody.
  const [, bank] = await demoBanks(kiosk);
  await openKiosk(kiosk, bank.id);
  await heads(kiosk, 'Collect your item');
  await losesNetwork(kiosk);
  await kiosk.evaluate(() => { globalThis.old = true; });
  await kiosk.route('**/kiosk.js', (route) => (route.request().method() === 'HEAD'
    ? route.fulfill({ status: 200, headers: { etag: '"newer"' } })
    : route.continue()));
  await kiosk.context().setOffline(false);
  await until('the page is loaded anew', () => kiosk.evaluate(() => globalThis.old === undefined).catch(() => false));
  await heads(kiosk, 'Collect your item');
});

const SCAN = 'Scan with the camera';
const camerasOff = (kiosk) => until('the camera is off', async () => (await cameras(kiosk)).running === 0);

journey('a QR before the camera opens the door, as one before the scanner does', async ({ open }) => {
  const road = await storedDocument(open, { name: 'Elena Marin' });
  const pickup = await open({ width: 390, height: 844 });
  await followLink(pickup, road.link);
  const qr = await qrOf(pickup);
  const kiosk = await open(KIOSK);
  await giveCamera(kiosk);
  await openKiosk(kiosk, road.bank.id);
  const policy = (await kiosk.request.get(kiosk.url())).headers()['permissions-policy'];
  assert.match(policy, /camera=\(self\)/);
  const button = kiosk.getByRole('button', { name: SCAN });
  await button.waitFor();
  assert.equal((await cameras(kiosk)).ever, 0, 'no camera before somebody wants it');

  // Back: it is off again.
  await button.click();
  await heads(kiosk, 'Hold your QR before the camera');
  await until('the camera runs', async () => (await cameras(kiosk)).running === 1);
  await axe(kiosk, { themes: ['light'] });
  await kiosk.getByRole('button', { name: 'Back', exact: true }).click();
  await camerasOff(kiosk);

  // Nobody sees the page: it is off too.
  await button.click();
  await until('the camera runs', async () => (await cameras(kiosk)).running === 1);
  await kiosk.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    delete document.hidden;
  });
  await camerasOff(kiosk);
  await kiosk.locator('[data-camera-panel]').waitFor({ state: 'detached' });

  // Something else is no code of ours, and counts for nothing.
  await button.click();
  await hold(kiosk, 'https://example.org/menu');
  await heads(kiosk, 'This QR is not one of ours');
  await camerasOff(kiosk);
  await hold(kiosk, undefined);

  await button.click();
  await hold(kiosk, qr);
  await road.hands.seesOpen(road.door);
  await heads(kiosk, `Door ${road.door} is open`);
  await camerasOff(kiosk);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
  assert.ok((await historyLines(road.employee)).includes('QR shown to the locker'));
});

journey('a camera before which nothing happens is shut after half a minute', async ({ open }) => {
  const kiosk = await open(KIOSK);
  const [, bank] = await demoBanks(kiosk);
  // At another locker: this one shows for a while how the last pickup ended.
  await kiosk.clock.install();
  await giveCamera(kiosk);
  await openKiosk(kiosk, bank.id);
  await kiosk.getByRole('button', { name: SCAN }).click();
  await until('the camera runs', async () => (await cameras(kiosk)).running === 1);
  await kiosk.clock.fastForward(31_000);
  await camerasOff(kiosk);
  await kiosk.locator('[data-camera-panel]').waitFor({ state: 'detached' });
  await heads(kiosk, 'Collect your item');
});

journey('a camera that may not be used, or is not there, is said in words', async ({ open }) => {
  for (const [refuses, words] of [
    ['NotAllowedError', 'The camera may not be used here.'],
    ['NotFoundError', 'This screen has no camera.'],
    ['NotReadableError', 'The camera does not work right now.'],
  ]) {
    const kiosk = await open(KIOSK);
    const [, bank] = await demoBanks(kiosk);
    await giveCamera(kiosk, { refuses });
    await openKiosk(kiosk, bank.id);
    await kiosk.getByRole('button', { name: SCAN }).click();
    await sees(kiosk, words);
    await kiosk.getByRole('button', { name: 'Back', exact: true }).click();
    await heads(kiosk, 'Collect your item');
  }
});

journey('where there is no camera there is no button for it', async ({ open }) => {
  const kiosk = await open(KIOSK);
  await takeCameras(kiosk);
  // At another locker: the first shows for a while how the last pickup ended.
  const [, bank] = await demoBanks(kiosk);
  await openKiosk(kiosk, bank.id);
  await heads(kiosk, 'Show your QR to the scanner');
  assert.equal(await kiosk.getByRole('button', { name: SCAN }).count(), 0);
});

/** A kiosk whose camera sees this film, in a browser that reads no QR itself. */
async function kioskFilming({ open, demo }, tape, bank) {
  const kiosk = await open({ ...KIOSK, flags: filming(tape) });
  await kiosk.context().grantPermissions(['camera'], { origin: demo.origin });
  await watchCamera(kiosk);
  await openKiosk(kiosk, bank.id);
  // The screen may still show how something ended.
  await kiosk.getByRole('button', { name: SCAN }).waitFor({ timeout: 30_000 });
  return kiosk;
}

const workers = (kiosk) => kiosk.workers().map((worker) => new URL(worker.url()).pathname);
const workersEnd = (kiosk) => until('the worker has ended', async () => workers(kiosk).length === 0);

journey('a browser that reads no QR itself opens the door by its camera all the same', async ({ demo, open }) => {
  const road = await storedDocument(open, { bank: 2, name: 'Anna Marin' });
  const pickup = await open({ width: 390, height: 844 });
  await followLink(pickup, road.link);
  const tape = path.join(demo.folder, 'telephone.y4m');
  await film(tape, await pictureOf(pickup.locator('.ticket svg.qr')));
  const kiosk = await kioskFilming({ open, demo }, tape, road.bank);
  assert.equal((await cameras(kiosk)).ever, 0, 'no camera before somebody wants it');
  assert.deepEqual(workers(kiosk), [], 'nothing is loaded for a camera that nobody wants');

  await kiosk.getByRole('button', { name: SCAN }).click();
  await road.hands.seesOpen(road.door);
  await heads(kiosk, `Door ${road.door} is open`);
  assert.equal((await cameras(kiosk)).ever, 1);
  await camerasOff(kiosk);
  await workersEnd(kiosk);
  await kiosk.locator('[data-camera-panel]').waitFor({ state: 'detached' });
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
  assert.ok((await historyLines(road.employee)).includes('QR shown to the locker'));
});

journey('a worker looks while the camera runs, and goes with it', async ({ demo, open }) => {
  const tape = path.join(demo.folder, 'nobody.y4m');
  await film(tape);
  const [, bank] = await demoBanks(await open());
  const kiosk = await kioskFilming({ open, demo }, tape, bank);
  const button = kiosk.getByRole('button', { name: SCAN });
  for (let round = 0; round < 2; round += 1) {
    await button.click();
    await until('the camera runs', async () => (await cameras(kiosk)).running === 1);
    await until('the worker looks', async () => workers(kiosk).length > 0);
    assert.deepEqual(workers(kiosk), ['/scan.js']);
    await kiosk.getByRole('button', { name: 'Back', exact: true }).click();
    await camerasOff(kiosk);
    await workersEnd(kiosk);
    await heads(kiosk, 'Collect your item');
  }
  assert.equal((await cameras(kiosk)).ever, 2);

  // Without its worker it says so, and lets go of the camera.
  kiosk.complaints.expect(/nowhere\.js/);
  await kiosk.evaluate(() => {
    const Real = globalThis.Worker;
    globalThis.Worker = class extends Real {
      constructor() { super('/nowhere.js', { type: 'module' }); }
    };
  });
  await button.click();
  await sees(kiosk, 'The camera does not work right now.');
  await camerasOff(kiosk);
  await workersEnd(kiosk);
});

journey('who needs a low door gets one, and the employee chooses when only higher ones are free', async ({ open }) => {
  const manager = await open();
  await signIn(manager, 'manager');
  const bank = await createBank(manager, { name: 'Tower', city: 'Cluj', layout: 'S S S S' });
  const employee = await open();
  employee.complaints.expectRefusals();
  await signIn(employee, 'employee');
  const low = employee.getByLabel('Needs a low door');
  const enter = async (name) => {
    await openForm(employee);
    assert.equal(await low.isChecked(), false, 'not unless it is said');
    await fillForm(employee, { name, email: 'tower@example.org', item: 'passport', bank: bank.id, size: 'S' });
    await low.check();
    await submitButton(employee).click();
  };
  await enter('Maria Dumitrescu');
  await heads(employee, 'Door 3 is reserved for you');
  await sees(employee, 'Within reach from a wheelchair, as asked');

  await enter('Ion Popescu');
  await sees(employee, 'Only higher doors are free here.');
  assert.equal(await employee.locator('#name').inputValue(), 'Ion Popescu', 'nothing that was typed is lost');
  await low.uncheck();
  await submitButton(employee).click();
  await heads(employee, 'Door 1 is reserved for you');
  assert.equal(await employee.getByText('Within reach from a wheelchair, as asked').count(), 0);
});
