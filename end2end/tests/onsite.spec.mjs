// A colleague before a kiosk: signs in at its screen with the phone, unlocks the keypad, takes back what nobody came for.

import assert from 'node:assert/strict';

import { axe } from '../lib/axe.mjs';
import { codeOf, followLink } from '../lib/citizen.mjs';
import { demoBanks, loginOf, signIn } from '../lib/doors.mjs';
import { Hands } from '../lib/hands.mjs';
import { inEveryLanguage, journeys } from '../lib/journey.mjs';
import { openKiosk, reloadKiosk, typeCode } from '../lib/kiosk.mjs';
import { fitsNarrow } from '../lib/narrow.mjs';
import { readQr } from '../lib/qr.mjs';
import { storedDocument } from '../lib/road.mjs';
import { heads, nolonger, sees } from '../lib/seen.mjs';
import { phrases, untranslated } from '../lib/words.mjs';

const journey = journeys('onsite');
const KIOSK = { width: 1080, height: 1920 };
const PHONE = { width: 390, height: 844 };
const WRONG = ['AAAAAA', 'BBBBBB', 'CCCCCC'];

/** Presses *Staff* on the screen and reads the QR that it shows then. */
async function pressStaff(kiosk) {
  await kiosk.locator('.kiosk-colleagues').click();
  await heads(kiosk, 'Sign in with your phone');
  return readQr(kiosk.locator('.kiosk-staff svg.qr'));
}

/** Scans what the screen shows now and signs in; gives the address in the picture. */
async function signsIn(phone, kiosk) {
  const address = await readQr(kiosk.locator('.kiosk-staff svg.qr'));
  await phone.goto(address);
  await phone.waitForURL(/\/en\/here\/staff$/);
  await phone.getByRole('button', { name: 'Sign in at this locker' }).click();
  await sees(phone, 'You are signed in at the screen');
  return address;
}

/** The panel in all languages of the screen, as it must be. */
async function panelHolds(kiosk) {
  let english = [];
  for (const locale of ['en', 'ro', 'ru', 'zh']) {
    // The panel covers the switch, as it should: whoever is there chose the language before.
    await kiosk.locator(`.languages button[lang^=${locale}]`).dispatchEvent('click');
    await kiosk.locator(`.kiosk-page[lang^=${locale}] .kiosk-staff`).waitFor();
    // A touch: whoever only looks is signed out after two minutes.
    await kiosk.locator('.kiosk-staff h2').click();
    await untranslated(kiosk, locale, english, '.kiosk-staff');
    if (locale === 'en') english = await phrases(kiosk, '.kiosk-staff');
    for (const [width, height] of [[1080, 1920], [1280, 800]]) {
      await kiosk.setViewportSize({ width, height });
      const small = await kiosk.locator('.kiosk-staff button:visible').evaluateAll((all) => all
        .filter((button) => button.getBoundingClientRect().height < 60).map((button) => button.textContent.trim()));
      assert.deepEqual(small, [], `${locale}: too small to touch`);
    }
    await axe(kiosk);
  }
  await kiosk.setViewportSize(KIOSK);
  await kiosk.locator('.languages button[lang=en]').dispatchEvent('click');
  await kiosk.locator('.kiosk-page[lang=en] .kiosk-staff').waitFor();
}

journey('three wrong codes lock the keypad, a colleague unlocks it with the phone, and the right code opens', async ({ open, shot }) => {
  const road = await storedDocument(open, { bank: 1, name: 'Maria Dumitrescu' });
  const pickup = await open(PHONE);
  await followLink(pickup, road.link);
  const code = await codeOf(pickup);
  const kiosk = await open(KIOSK);
  kiosk.complaints.expectRefusals();
  await openKiosk(kiosk, road.bank.id);
  await kiosk.locator('.pad-key').first().waitFor({ timeout: 30_000 });
  for (const [n, wrong] of WRONG.entries()) {
    await typeCode(kiosk, wrong);
    await heads(kiosk, n < 2 ? 'This code opens nothing here' : /^Typing is locked until/);
  }
  assert.equal(await kiosk.locator('.pad-key:enabled').count(), 0, 'nothing can be typed');

  // On this phone nobody is signed in yet: they sign in on the way and come back.
  const phone = await open(PHONE);
  const { name, email, password } = await loginOf(phone, 'Employee');
  const address = await pressStaff(kiosk);
  assert.match(address, /\/here\/staff\/[^/]+\/[2-9A-HJKMNP-TV-Z]{12}$/);
  await shot(kiosk, 'kiosk-staff-scan');
  await phone.goto(address);
  await phone.waitForURL(/\/en\/sign-in\?next=/);
  await phone.locator('#email').fill(email);
  await phone.locator('#password').fill(password);
  await phone.locator('form:has(#password)').getByRole('button').click();
  await phone.waitForURL(/\/en\/here\/staff$/);
  await sees(phone, road.bank.name);
  await inEveryLanguage(phone, async (locale) => {
    await phone.goto(`/${locale}/here/staff`);
    await phone.locator('form[action$="/here/staff"] button').waitFor();
    await fitsNarrow(phone);
  });
  await phone.goto('/en/here/staff');
  await shot(phone, 'staff-phone');
  await phone.getByRole('button', { name: 'Sign in at this locker' }).click();
  await sees(phone, 'You are signed in at the screen');
  await axe(phone);

  // The screen has heard it: who it is, and what can be done. Of whom things are, it does not say.
  await heads(kiosk, name);
  await sees(kiosk, /^Signed in at this locker until \d\d:\d\d at most$/);
  assert.ok(!(await kiosk.locator('.kiosk-staff').innerText()).includes('Dumitrescu'));
  await panelHolds(kiosk);
  await shot(kiosk, 'kiosk-staff');
  await kiosk.getByRole('button', { name: 'Unlock the keypad' }).click();
  await nolonger(kiosk, 'Unlock the keypad');
  await kiosk.getByRole('button', { name: 'Sign out' }).click();
  await heads(kiosk, 'Collect your item');
  assert.equal(await kiosk.locator('.kiosk-staff').count(), 0);
  // And so has the phone.
  await sees(phone, 'You are not signed in at a locker');

  await typeCode(kiosk, code);
  await road.hands.seesOpen(road.door);
  await heads(kiosk, `Door ${road.door} is open`);
  await road.hands.collect(road.door);
  await heads(kiosk, 'Thank you!');
});

journey('whoever does not work there is refused, a picture counts once, and the screen shows nothing of it', async ({ open }) => {
  const kiosk = await open(KIOSK);
  const [bank] = await demoBanks(kiosk);
  await openKiosk(kiosk, bank.id);
  await heads(kiosk, 'Collect your item');
  const dealer = await open(PHONE);
  dealer.complaints.expectRefusals();
  await signIn(dealer, 'dealer');
  await dealer.goto(await pressStaff(kiosk));
  await sees(dealer, 'You were not signed in');
  assert.equal(await dealer.getByRole('button', { name: 'Sign in at this locker' }).count(), 0);
  await heads(kiosk, 'Sign in with your phone');

  const phone = await open(PHONE);
  phone.complaints.expectRefusals();
  await signIn(phone, 'courier');
  const used = await signsIn(phone, kiosk);
  await kiosk.getByRole('button', { name: 'Sign out' }).waitFor();
  // Loaded anew, the screen is nobody's.
  await reloadKiosk(kiosk);
  await heads(kiosk, 'Collect your item');
  assert.equal(await kiosk.locator('.kiosk-staff').count(), 0);
  await pressStaff(kiosk);
  await sees(phone, 'You are not signed in at a locker');
  const colleague = await open(PHONE);
  await signIn(colleague, 'support');
  await colleague.goto(used);
  await sees(colleague, 'You were not signed in');
  await heads(kiosk, 'Sign in with your phone');
  await kiosk.getByRole('button', { name: 'Back' }).click();
  await heads(kiosk, 'Collect your item');
});

journey('what nobody came for is taken back at the screen, and the phone ends it', async ({ open }) => {
  const employee = await open(PHONE);
  await signIn(employee, 'employee');
  await employee.goto('/en/employee/take-back');
  const row = employee.locator('tbody tr').filter({ has: employee.getByRole('button', { name: /^Open door/ }) }).first();
  await row.waitFor();
  const door = Number(await row.locator('.tag-number').textContent());
  const citizen = (await row.locator('strong').first().textContent()).trim();
  const place = (await row.locator('td').nth(1).textContent()).split('·')[0].trim();
  const bank = (await demoBanks(await open())).find((one) => place.includes(one.name));
  const hands = await new Hands(await open(), bank.id).come();
  const kiosk = await open(KIOSK);
  await openKiosk(kiosk, bank.id);
  await pressStaff(kiosk);
  await signsIn(employee, kiosk);
  const button = kiosk.getByRole('button', { name: new RegExp(`^Open door ${door}(\\D|$)`) });
  await button.waitFor();
  assert.ok(!(await kiosk.locator('.kiosk-staff').innerText()).includes(citizen), 'no names in the street');
  await axe(kiosk);
  await button.click();
  // While the door is shown the panel waits; then the colleague goes on.
  await hands.seesOpen(door);
  await heads(kiosk, `Door ${door} is open`);
  assert.equal(await kiosk.locator('.kiosk-staff').count(), 0);
  await hands.collect(door);
  await heads(kiosk, 'Thank you!');
  await kiosk.getByRole('button', { name: 'Sign out' }).waitFor({ timeout: 30_000 });
  await button.waitFor({ state: 'hidden' });

  await employee.getByRole('button', { name: 'Sign out at the screen' }).click();
  await sees(employee, 'You are not signed in at a locker');
  await heads(kiosk, 'Collect your item');
  await kiosk.locator('.kiosk-staff').waitFor({ state: 'detached' });
});
