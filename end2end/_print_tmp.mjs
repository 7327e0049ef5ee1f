import { browser, openPage } from './lib/browser.mjs';
const b = await browser(); const {page}=await openPage(b,{width:794,height:1123});
await page.goto('file:///tmp/side-site/target/site-preview/pickup-waiting.ro.html'); await page.emulateMedia({media:'print'});
await page.screenshot({path:'/tmp/side-site/print.png',fullPage:true});
const pdf=await page.pdf({format:'A4',printBackground:false}); console.log('pages',(pdf.toString('latin1').match(/\/Type \/Page\b/g)||[]).length);
await b.close();
