// Asks axe whether everybody can use a page, in light and in dark.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PATIENCE_MS = 40_000;
/** The rules that a theme can break: nothing but colours differs between them. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Fails with a readable list if axe finds anything on the page as it stands, in either theme.
 * The page must have been opened with JavaScript: axe runs inside it.
 * @param {import('playwright-core').Page} page
 * @param {{ themes?: ('light' | 'dark')[] }} [options]
 */
export async function axe(page, { themes = ['light', 'dark'] } = {}) {
  const before = await page.evaluate(() => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  const found = [];
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await settled(page);
    const again = theme !== themes[0];
    const violations = await Promise.race([again ? coloursOf(page) : violationsOf(page), tooLong(page)]);
    found.push(...violations.map((violation) => describe(theme, violation)));
  }
  await page.emulateMedia({ colorScheme: before });
  if (found.length > 0) throw new Error(`axe on ${page.url()}:\n${found.join('\n')}`);
}

/** Waits until the new theme is painted: colours change over a moment, and axe must not read them halfway. */
async function settled(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((painted) => { requestAnimationFrame(painted); });
    const ending = () => document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
    await frame();
    // The end of one may be the beginning of the next.
    for (let moving = ending(); moving.length > 0; moving = ending()) {
      await Promise.all(moving.map((one) => one.finished.catch(() => {})));
      await frame();
    }
    await frame();
  });
}

async function bring(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
}

/** The same page in its other theme. */
async function coloursOf(page) {
  await bring(page);
  return page.evaluate(async (values) => {
    const report = await globalThis.axe.run(document, { resultTypes: ['violations'], iframes: false, runOnly: { type: 'rule', values } });
    return report.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, failureSummary }) => ({ target: target.join(' '), why: failureSummary })),
    }));
  }, COLOURS);
}

async function violationsOf(page) {
  await bring(page);
  return page.evaluate(async () => {
    // The only frame is a captured mail, in which nothing may run: axe would wait for it in vain.
    const options = { resultTypes: ['violations'], iframes: false };
    // Off by default, and part of WCAG 2.2 AA.
    const report = await globalThis.axe.run(document, { ...options, rules: { 'target-size': { enabled: true } } });
    const top = scrollY;
    for (const violation of report.violations.filter(({ id }) => id === 'target-size')) {
      // What lies below the bar of a phone is scrolled to, as people do; only what is too small there too counts.
      const small = [];
      for (const node of violation.nodes) {
        const one = document.querySelector(node.target.join(' '));
        one.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        const again = await globalThis.axe.run(one, { ...options, runOnly: ['target-size'] });
        if (again.violations.length > 0) small.push(node);
      }
      violation.nodes = small;
    }
    scrollTo({ top, behavior: 'instant' });
    return report.violations.filter(({ nodes }) => nodes.length > 0).map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, failureSummary }) => ({ target: target.join(' '), why: failureSummary })),
    }));
  });
}

async function tooLong(page) {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  throw new Error(`axe did not come to an end on ${page.url()}; was the page opened without JavaScript?`);
}

function describe(theme, { id, help, nodes }) {
  const places = nodes.slice(0, 5).map(({ target, why }) => `    ${target}\n      ${why.replaceAll('\n', '\n      ')}`);
  const more = nodes.length > 5 ? `\n    and ${nodes.length - 5} more` : '';
  return `  ${theme}: ${id}: ${help}\n${places.join('\n')}${more}`;
}
