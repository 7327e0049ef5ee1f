// One journey: the running demo, a browser, pages that fail the test when they complain, and a picture when something went wrong.

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';

import { axe } from './axe.mjs';
import { browser, openPage } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { results } from './places.mjs';
import { shot } from './shot.mjs';
import { phrases, untranslated } from './words.mjs';

/**
 * Prepares a file of journeys. The program and the browser are started by the first of them, once per file, and ended after the last.
 * @param {string} name the file's name; its log and pictures are called after it
 * @param {() => Promise<{ origin: string, stop: () => Promise<void> }>} [start] what to walk through
 */
export function journeys(name, start = () => startDemo({ name })) {
  let begun;
  const begin = () => (begun ??= Promise.all([start(), browser()]).then(([demo, running]) => ({ demo, running })));
  after(async () => {
    if (!begun) return;
    const { demo, running } = await begun;
    await running.close();
    await demo.stop();
  });

  /**
   * Walks one journey. `walk` gets `{ demo, open, shot }`; `open(options)` opens one more person's page; with `flags`, in a
   * browser of its own that was started with them.
   * @param {string} title
   * @param {(with_: object) => Promise<void>} walk
   */
  return function journey(title, walk) {
    test(title, { timeout: 240_000 }, async () => {
      const { demo, running } = await begin();
      const opened = [];
      const open = async ({ flags, ...options } = {}) => {
        const own = flags && await browser(flags);
        const one = await openPage(own ?? running, { origin: demo.origin, ...options }).catch(async (error) => {
          await own?.close();
          throw error;
        });
        opened.push({ ...one, close: own ? () => own.close() : one.close });
        return Object.assign(one.page, { complaints: one.complaints });
      };
      try {
        await walk({ demo, open, shot });
        for (const { complaints } of opened) complaints.none();
      } catch (error) {
        await keepEvidence(`${name}-${title}`, opened);
        // Where only what was printed outlives the run, the cause must stand in it.
        console.error(await lastWords(demo, opened));
        throw error;
      } finally {
        for (const { close } of opened) await close();
      }
    });
  };
}

/**
 * Visits one address in all four languages: axe finds nothing in light and dark, and every word is translated.
 * @param {import('playwright-core').Page} page
 * @param {(locale: string) => Promise<unknown>} visit goes there in the given language
 */
export async function inEveryLanguage(page, visit) {
  let english = [];
  for (const locale of ['en', 'ro', 'ru', 'zh']) {
    await visit(locale);
    await untranslated(page, locale, english);
    await axe(page);
    if (locale === 'en') english = await phrases(page);
  }
}

/** Pictures and the text of all open pages, for whoever looks for the cause. */
async function keepEvidence(title, opened) {
  const stem = title.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 80);
  for (const [number, { page }] of opened.entries()) {
    // A page that crashed gives no evidence; the first error is the one that counts.
    await shot(page, `${stem}-${number}`, { whole: true, folder: results }).catch(() => {});
    const text = await page.content().catch(() => '');
    await writeFile(path.join(results, `${stem}-${number}.html`), text).catch(() => {});
  }
}

/** The ends of the program's log and of every page's words. */
async function lastWords({ log }, opened) {
  const said = log === undefined ? '' : await readFile(log, 'utf8').catch(() => '');
  const lines = ['the program, last:', ...said.trimEnd().split('\n').slice(-40)];
  for (const { page } of opened) {
    const words = await page.locator('body').innerText({ timeout: 2_000 }).catch(() => '(no words)');
    const doors = await page.locator('a.door-link').evaluateAll((links) => links.map((link) => link.getAttribute('aria-label'))).catch(() => []);
    lines.push(`-- ${page.url()}`, words.replace(/\s*\n\s*/g, ' | ').slice(0, 1_500), ...doors);
  }
  return lines.join('\n');
}
