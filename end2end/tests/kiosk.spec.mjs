// What a kiosk does besides its own pictures: it speaks, looks with a camera, and helps itself when it is alone.

import assert from 'node:assert/strict';

import { codeOf, followLink } from '../lib/citizen.mjs';
import { journeys } from '../lib/journey.mjs';
import { openKiosk, reloadKiosk, typeCode } from '../lib/kiosk.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, until } from '../lib/seen.mjs';
import { giveVoice, said } from '../lib/senses.mjs';

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
  const kiosk = await open(KIOSK);
  await giveVoice(kiosk, ['en-GB', 'ro_RO', 'zh-HK', 'cmn-CN']);
  await openKiosk(kiosk, road.bank.id);
  await kiosk.locator('.languages button[lang=ro]').click();
  await typeCode(kiosk, await codeFor(open, road));
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

journey('the sound is switched off for good, and on again', async ({ open }) => {
  const road = await storedDocument(open, { bank: 1, name: 'Ivan Petrov' });
  const kiosk = await open(KIOSK);
  await giveVoice(kiosk, ['en-GB']);
  await openKiosk(kiosk, road.bank.id);
  const sound = kiosk.getByRole('button', { name: 'Sound' });
  assert.equal(await sound.getAttribute('aria-pressed'), 'true');
  await sound.click();
  await kiosk.locator('html[data-sound=off]').waitFor();
  await reloadKiosk(kiosk);
  await kiosk.locator('.kiosk-sound[aria-pressed=false]').waitFor();
  await typeCode(kiosk, await codeFor(open, road));
  await heads(kiosk, `Door ${road.door} is open`);
  assert.deepEqual(await said(kiosk), [], 'silent, though the page was loaded anew');
  // Who switches it on while a door stands open hears which.
  await sound.click();
  await until('it is said aloud', async () => (await said(kiosk)).length > 0);
  assert.deepEqual((await said(kiosk)).map(({ text }) => text), [`Door ${road.door} is open`]);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
});
