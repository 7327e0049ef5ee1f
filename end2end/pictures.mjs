// Takes the pictures of the documentation: one walk through the running demo. Called by scripts/screenshots.
//
// What must not be here: anything that a test should prove.

import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { browser, openPage } from './lib/browser.mjs';
import { codeOf, followLink } from './lib/citizen.mjs';
import { startDemo } from './lib/demo.mjs';
import { demoBanks, signIn } from './lib/doors.mjs';
import { openKiosk, typeCode } from './lib/kiosk.mjs';
import { repository } from './lib/places.mjs';
import { storedDocument } from './lib/road.mjs';
import { heads } from './lib/seen.mjs';
import { shot } from './lib/shot.mjs';
import { makeSmall } from './lib/small.mjs';

const folder = path.join(repository, 'docs', 'pictures');
const KIOSK = { width: 1080, height: 1920 };
const PHONE = { width: 390, height: 844, scale: 2 };
const DESK = { width: 1360, height: 850, scale: 1.25 };

/** Takes a picture and makes it small. */
async function picture(page, name, options = {}) {
  // The pointer and the focus are no part of a page.
  await page.mouse.move(0, 0);
  await page.evaluate(() => { document.activeElement?.blur?.(); scrollTo(0, 0); });
  const file = await shot(page, name, { folder, ...options });
  const bytes = await makeSmall(file);
  process.stdout.write(`  ${path.relative(repository, file)}  ${Math.round(bytes / 1024)} kB\n`);
}

async function kiosk(open) {
  const road = await storedDocument(open, { bank: 0, name: 'Maria Dumitrescu', address: 'maria.dumitrescu@example.org', item: 'identity_card' });
  const screen = await open(KIOSK);
  await openKiosk(screen, road.bank.id);
  await heads(screen, 'Collect your item');
  await picture(screen, 'kiosk');
  const phone = await open(PHONE);
  await followLink(phone, road.link);
  await picture(phone, 'pickup-phone', { whole: true });
  await typeCode(screen, await codeOf(phone));
  await heads(screen, `Door ${road.door} is open`);
  await picture(screen, 'kiosk-open');
  await road.hands.collect(road.door);
}

async function employee(open) {
  const road = await storedDocument(open, { bank: 2, name: 'Li Wei', address: 'li.wei@example.org', language: 'zh' });
  const page = await open(DESK);
  await signIn(page, 'employee');
  await page.goto(new URL(road.employee.url()).pathname);
  await heads(page, /waits for/);
  await picture(page, 'employee-delivery');
  await page.goto('/en/employee/deliveries');
  await page.locator('table').waitFor();
  await picture(page, 'employee-list');
  const russian = await open({ ...DESK, dark: true });
  await signIn(russian, 'employee', 'ru');
  await russian.goto('/ru/employee/deliveries/new');
  await russian.locator('.delivery-submit button:enabled').waitFor();
  await picture(russian, 'employee-new-ru-dark', { whole: true });
  const chinese = await open(PHONE);
  await followLink(chinese, road.link);
  await chinese.goto('/zh/pickup');
  await picture(chinese, 'pickup-phone-zh', { whole: true });
  await openBankView(open, road);
}

async function openBankView(open, road) {
  const page = await open(DESK);
  await page.goto(`/en/demo/banks/${road.bank.id}?door=${road.door}`);
  await page.locator('.sim-picture svg').waitFor();
  await picture(page, 'demo-bank');
}

async function manager(open) {
  const page = await open(DESK);
  const [bank] = await demoBanks(page);
  await signIn(page, 'manager');
  await page.goto(`/en/manager/banks/${bank.id}`);
  await page.locator('.door-grid svg.doors').waitFor();
  await picture(page, 'manager-bank');
}

async function bureau(open) {
  const desk = await open(DESK);
  await signIn(desk, 'dispatcher');
  await desk.goto('/en/desk');
  await desk.locator('table').first().waitFor();
  await picture(desk, 'desk');
  const courier = await open(PHONE);
  await signIn(courier, 'courier', 'ro');
  await courier.goto('/ro/courier');
  await picture(courier, 'courier-phone-ro');
  const owner = await open({ ...DESK, dark: true });
  await signIn(owner, 'owner');
  await owner.goto('/en/owner');
  await picture(owner, 'owner-dark');
  const sales = await open(DESK);
  await signIn(sales, 'manager', 'zh');
  await sales.goto('/zh/manager/work');
  await picture(sales, 'manager-work-zh');
}

async function home(open) {
  const page = await open({ ...DESK, scale: 1 });
  await page.goto('/en/');
  await picture(page, 'home', { whole: true });
  const romanian = await open({ ...DESK, scale: 1, dark: true });
  await romanian.goto('/ro/');
  await picture(romanian, 'home-ro-dark');
}

await mkdir(folder, { recursive: true });
const demo = await startDemo({ name: 'pictures', args: ['demo', '--port', '0'] });
const running = await browser();
try {
  const open = async (options = {}) => (await openPage(running, { origin: demo.origin, ...options })).page;
  for (const walk of [kiosk, employee, manager, bureau, home]) await walk(open);
} finally {
  await running.close();
  await demo.stop();
}
