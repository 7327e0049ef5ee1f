import { browser } from './lib/browser.mjs';
import { writeFileSync } from 'node:fs';
const [,, out, h, ...names] = process.argv;
const b = await browser(); const p = await b.newPage({viewport:{width:1600,height:900}});
writeFileSync('/tmp/side-site/sheet.html', `<body style="margin:0;background:#888;display:flex;gap:12px;align-items:start;width:max-content">`+names.map(n=>`<img style="height:${h}px" src="shots/${n}.png">`).join(''));
await p.goto('file:///tmp/side-site/sheet.html');
const el = await p.$('body'); await el.screenshot({path:out}); await b.close();
