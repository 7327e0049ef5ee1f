// Launches the system's Chromium and opens pages that remember every complaint.

import { accessSync, constants } from 'node:fs';
import path from 'node:path';

import { chromium } from 'playwright-core';

// The one without a window is the same browser and does half the work.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
// Nothing but the program under test may be reached.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A browser with a fresh profile.
 * @param {string[]} [flags] more flags than every one has
 */
export function browser(flags = []) {
  return chromium.launch({ executablePath: findChromium(), headless: true, args: [...FLAGS, ...flags] });
}

/**
 * Opens a page in a context of its own: no cookie of another page is in it.
 * @param {import('playwright-core').Browser} running
 * @param {{ origin?: string, locale?: string, zone?: string, javaScript?: boolean, dark?: boolean, width?: number, height?: number, scale?: number }} [options]
 * @returns {Promise<{ page: import('playwright-core').Page, complaints: Complaints, close: () => Promise<void> }>}
 */
export async function openPage(running, options = {}) {
  const { origin, locale = 'en-GB', zone = 'Europe/Bucharest', javaScript = true, dark = false, width = 1280, height = 800, scale = 1 } = options;
  const context = await running.newContext({
    baseURL: origin,
    locale,
    timezoneId: zone,
    javaScriptEnabled: javaScript,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    viewport: { width, height },
    deviceScaleFactor: scale,
  });
  context.setDefaultTimeout(25_000);
  const page = await context.newPage();
  return { page, complaints: new Complaints(page), close: () => context.close() };
}

/** What a page complained about: errors in its console, errors nobody caught, a crash. */
export class Complaints {
  #heard = [];
  #expected = [];

  constructor(page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#heard.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#heard.push(`error: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#heard.push('the page crashed'));
  }

  /** Complaints that match belong to the journey, such as the 404 that it asks for. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** Refusals belong to the journey: a browser notes every answer of the kind "you did something wrong". */
  expectRefusals() {
    this.expect(/status of (422|429)/);
  }

  /** Fails if there were others than the expected ones. */
  none() {
    const left = this.#heard.filter((one) => !this.#expected.some((pattern) => pattern.test(one)));
    if (left.length > 0) throw new Error(`the page complained:\n  ${left.join('\n  ')}`);
  }
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = process.env.CHROMIUM ? [process.env.CHROMIUM] : NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = candidates.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error('Chromium is not here; scripts/setup test brings it');
  return found;
}
