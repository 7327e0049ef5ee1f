import { browser, openPage } from './lib/browser.mjs';
import { axe } from './lib/axe.mjs';
const [,, names, langs='en', modes='phone,desktop', doAxe=''] = process.argv;
const b = await browser();
const sizes={phone:[390,844,false],phonedark:[390,844,true],desktop:[1280,800,false],dark:[1280,800,true],narrow:[320,640,false]};
for (const n of names.split(',')) for (const l of langs.split(',')) for (const m of modes.split(',')) {
  const [width,height,dark]=sizes[m];
  const {page,close}=await openPage(b,{width,height,dark});
  await page.goto(`file:///tmp/side-site/target/site-preview/${n}.${l}.html`);
  await page.screenshot({path:`/tmp/side-site/shots/${n}.${l}.${m}.png`,fullPage:true});
  const over=await page.evaluate(()=>document.documentElement.scrollWidth>innerWidth);
  if(over) console.log('WIDE',n,l,m);
  if(doAxe){ try{await axe(page)}catch(e){console.log(n,l,m,e.message.slice(0,1500))} }
  await close();
}
await b.close();
