// Proves the harness itself: it must see what it is there to see. The page it looks at is served from here, with the program's own strict policy.

import assert from 'node:assert/strict';
import http from 'node:http';
import { stat } from 'node:fs/promises';

import { axe } from '../lib/axe.mjs';
import { journeys } from '../lib/journey.mjs';
import { untranslated } from '../lib/words.mjs';

const POLICY = "default-src 'self'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'self' 'nonce-abc'; frame-ancestors 'none'";
const THEMES = ':root { color-scheme: light dark; color: light-dark(#111, #eee); background: light-dark(#fff, #111) } a { color: light-dark(#00c, #9cf) }';
const GOOD = '<h1>Your parcel waits</h1><p>Come <a href="/">to the locker</a> and take it.</p>';
const PAGES = {
  '/good': ['en', GOOD],
  '/zh': ['zh', '<h1>您的包裹</h1><p>请到储物柜领取。</p><p translate="no">Main Square Bank</p>'],
  '/mixed': ['ru', '<h1>Ваша посылка</h1><p>Please come and take it.</p>'],
  '/raw': ['en', '<h1>delivery.new.title</h1><p>Hello {name}</p><p>null</p>'],
  '/unfair': ['en', '<h1>Pale</h1><p class="pale">Hardly anybody can read this</p><img src="/x.svg">'],
  '/night': ['en', '<h1>By day</h1><p class="dim">Nobody can read this at night</p>'],
  '/noisy': ['en', `${GOOD}<script nonce="abc">console.error("broken"); throw new Error("uncaught")</script>`],
};

async function startPages() {
  const server = http.createServer((request, response) => {
    if (request.url.endsWith('.svg') || request.url.endsWith('.ico')) {
      response.setHeader('content-type', 'image/svg+xml').end('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
      return;
    }
    const [lang, body] = PAGES[request.url] ?? ['en', GOOD];
    const pale = `<style nonce="abc">.pale { color: #ccc } .dim { color: light-dark(#111, #333) } ${THEMES}</style>`;
    response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('content-security-policy', POLICY);
    response.end(`<!doctype html><html lang="${lang}"><head><title>${lang === 'zh' ? '包裹' : lang === 'ru' ? 'Посылка' : 'Parcel'}</title>`
      + `<meta name="viewport" content="width=device-width">${pale}</head><body><main>${body}</main></body></html>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}

const journey = journeys('harness', startPages);

journey('a good page passes every check', async ({ open, shot }) => {
  const page = await open();
  await page.goto('/good');
  await axe(page);
  await untranslated(page, 'en');
  const picture = await shot(page, 'harness-good');
  assert.ok((await stat(picture)).size > 1000);
  await page.goto('/zh');
  await untranslated(page, 'zh', ['Your parcel waits']);
});

journey('a good page passes without JavaScript', async ({ open }) => {
  const page = await open({ javaScript: false });
  await page.goto('/good');
  assert.equal(await page.locator('h1').textContent(), 'Your parcel waits');
  await untranslated(page, 'en');
});

journey('axe sees pale text and a picture without words', async ({ open }) => {
  const page = await open();
  await page.goto('/unfair');
  await assert.rejects(axe(page), /light: color-contrast[\s\S]*image-alt/);
});

journey('axe sees what is pale in the dark alone', async ({ open }) => {
  const page = await open();
  await page.goto('/night');
  await assert.rejects(axe(page), /:\n  dark: color-contrast/);
});

journey('raw keys and foreign phrases are seen', async ({ open }) => {
  const page = await open();
  await page.goto('/raw');
  await assert.rejects(untranslated(page, 'en'), /a key of the catalogue: delivery\.new\.title[\s\S]*unfilled[\s\S]*none: null/);
  await page.goto('/mixed');
  await assert.rejects(untranslated(page, 'ru'), /not in ru: Please come and take it/);
  await page.goto('/good');
  await assert.rejects(untranslated(page, 'ro', ['Your parcel waits']), /says that it is in "en"[\s\S]*the same as in English/);
});

journey('errors of a page are heard', async ({ open }) => {
  const page = await open();
  await page.goto('/noisy');
  await page.locator('h1').waitFor();
  assert.throws(() => page.complaints.none(), /console: broken[\s\S]*uncaught/);
  page.complaints.expect(/broken|uncaught/);
});
